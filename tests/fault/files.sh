#!/bin/sh
# SPDX-License-Identifier: MIT
# Folders that are none, links that go round, things that are no files, names and sizes of all
# kinds: each costs itself and a word, nothing else.
# shellcheck disable=SC2016 # names of files
. "$TOP/tests/fault/articles/lib.sh"

good() {
    mkdir -p "$1"
    printf -- '---\ntitle: good\ndate: 2021-01-01\n---\nbody [end]\n' >"$1/good.md"
}
news=$TMP/news
release=${BUILD%/*}/release/coranto

# 181: folders that are none.
is '181 a folder that is not there' 1 0 "$CORANTO" list "$TMP/nowhere"
told '181 that is told' 'nowhere'
mkdir "$TMP/empty"
is '181 an empty folder' 1 0 "$CORANTO" list "$TMP/empty"
good "$news"
is '181 a file as a folder' 0 1 "$CORANTO" list "$news/good.md"
for command in list 'facets title' 'list --format=json' 'mark read -q title:good'; do
    # shellcheck disable=SC2086 # its words
    is "181 one folder of two is not there: $command" 1 - "$CORANTO" $command "$TMP/nowhere/" "$news"
    told "181 that is told as well: $command" 'nowhere/ cannot be opened: No such file'
    check "181 once: $command" test "$(grep -c nowhere "$TMP/err")" -eq 1
    check "181 the other one is read: $command" grep -q -e good -e '1 changed' "$TMP/out" "$TMP/err"
done
is '181 two folders are not there' 1 0 "$CORANTO" list "$TMP/nowhere" "$TMP/nor-here"
told '181 both are told' 'nor-here cannot be opened'
told '181 both are told: the other' 'nowhere cannot be opened'
is '181 check has a line for each' 1 2 "$CORANTO" check "$TMP/nowhere" "$TMP/nor-here"

# 182: what must not be opened: a FIFO would block, devices never end.
mkfifo "$news/fifo.md"
ln -s /dev/zero "$news/zero.md"
ln -s /dev/tty "$news/tty.md"
ln -s /dev/random "$news/random.md"
ln -s /dev/stdin "$news/stdin.md"
ln -s /proc/self/fd/0 "$news/fd.md"
ln -s fifo.md "$news/to-fifo.md"
if command -v tmux >/dev/null; then
    tmux -S "$news/socket.md" -f /dev/null new-session -d 'sleep 60' 2>/dev/null
    check '182 there is a socket' test -S "$news/socket.md"
else
    echo 'ok - 182 there is a socket # SKIP tmux is not installed'
fi
is '182 devices and FIFOs are passed over' 0 1 timeout 200 "$CORANTO" list "$news"
is '182 and by check' 1 - timeout 200 "$CORANTO" check "$news"
is '182 a FIFO by name' 1 - timeout 200 "$CORANTO" show "$news/fifo.md"
is '182 a device by name' 1 - timeout 200 "$CORANTO" show /dev/zero

[ ! -S "$news/socket.md" ] || tmux -S "$news/socket.md" kill-server
rm -f "$news/socket.md"

# 183: circles.
ln -s / "$news/root"
ln -s . "$news/here"
ln -s .. "$news/up"
ln -s self "$news/self"
ln -s b.md "$news/a.md" && ln -s a.md "$news/b.md"
mkdir "$news/deep" && ln -s ../deep "$news/deep/again"
good "$news/deep"
is '183 circles of links end' 0 - timeout 200 "$CORANTO" list --format=paths "$news"
check '183 each article is there once' test "$(grep -c 'good\.md$' "$TMP/out")" = 2

# 184: links to files elsewhere are followed, as the manual says; nothing else is.
next_group
good "$TMP/elsewhere"
ln -s "$TMP/elsewhere/good.md" "$news/outside.md"
ln -s /etc/passwd "$news/passwd"
is '184 a link elsewhere is followed, one without our ending is not' 0 1 "$CORANTO" list "$news"

# 185: what may not be read, and what is deeper than a path may be long.
next_group
good "$news"
# Root may read everything, unless it gives that up.
as_others() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --bounding-set=-dac_override,-dac_read_search "$@"
    else
        "$@"
    fi
}
mkdir "$TMP/closed" && chmod 0 "$TMP/closed"
if ! as_others ls "$TMP/closed" >"$TMP/out" 2>&1 && as_others true; then
    good "$news/locked" && chmod 0 "$news/locked"
    printf 'x\n' >"$news/secret.md" && chmod 0 "$news/secret.md"
    is '185 what may not be read' 0 1 as_others "$CORANTO" list "$news"
    is '185 is told' 1 - as_others "$CORANTO" check "$news"
    check '185 once each' test "$(grep -cE 'locked|secret' "$TMP/out")" = 2
    chmod 700 "$news/locked"
    is '181 a folder that may not be read' 1 0 as_others "$CORANTO" list "$TMP/closed"
    told '181 that is told as well' 'closed'
else
    echo 'ok - 185 what may not be read # SKIP root may read everything'
fi
(
    name=$(repeat 200 d)
    cd "$news" || exit
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
        mkdir "$name" && cd "$name" || exit
        printf 'x\n' >deep.md
    done
)
is '185 deeper than a path may be' 0 - timeout 200 "$CORANTO" list --format=paths "$news"
anywhere '185 the rest is there' 'good\.md$'
rm -rf "$news"

# 186: sizes.
next_group
good "$news"
{ printf -- '---\ntitle: huge\n---\nstart\n'; } >"$news/huge.md" && truncate -s 1G "$news/huge.md"
{ printf -- '---\ntitle: front\nx: '; head -c 30000000 /dev/zero | tr '\0' x; printf '\n---\n'; } >"$news/front.md"
{ printf -- '---\ntitle: line\n---\n'; head -c 12000000 /dev/zero | tr '\0' x; printf '\n[end]\n'; } >"$news/line.md"
is '186 enormous files are listed' 0 4 timeout 200 "$CORANTO" list "$news"
anywhere '186 by their titles' huge
# What it may write to counts, of which it takes 30 MB and 50 MB. The room of addresses would
# count what the C library sets aside for a thread as well, 64 MB or none, as it comes.
if command -v prlimit >/dev/null && [ -x "$release" ]; then
    is '186 within little memory' 0 4 prlimit --data=100000000 "$release" list "$news"
    is '186 and shown within little memory' 0 - \
        prlimit --data=100000000 "$release" show --format=plain "$news/huge.md"
else
    echo 'ok - 186 within little memory # SKIP needs prlimit and the release build'
fi
is '186 and shown as far as that goes' 0 - timeout 200 "$CORANTO" show --format=plain "$news/huge.md"
is '186 one line of 12 MB too' 0 - timeout 200 "$CORANTO" show --format=plain "$news/line.md"
is '186 what is left out is told' 1 - timeout 200 "$CORANTO" check "$news"
anywhere '186 by name' 'front\.md'

# 190: it grows while it is read.
next_group
good "$news"
: >"$news/grows.md"
: >"$TMP/writing"
(while [ -e "$TMP/writing" ]; do printf 'a line more\n' >>"$news/grows.md"; done) 2>/dev/null &
writer=$!
is '190 a file that grows' 0 2 timeout 200 "$CORANTO" list "$news"
is '190 is shown' 0 - timeout 200 "$CORANTO" show "$news/grows.md"
rm "$TMP/writing"
wait $writer 2>/dev/null
rm -rf "$news/grows.md"

# 190: and it shrinks, and is nothing, and something else.
: >"$TMP/writing"
(while [ -e "$TMP/writing" ]; do
    head -c 3000000 /dev/zero >"$news/shrinks.md"
    : >"$news/shrinks.md"
    printf -- '---\ntitle: x\n---\n' >"$news/shrinks.md"
done) 2>/dev/null &
writer=$!
for n in 1 2 3 4 5 6; do
    is "190 a file that shrinks, look $n" 0 2 timeout 200 "$CORANTO" list "$news"
    timeout 200 "$CORANTO" show "$news/shrinks.md" >"$TMP/out" 2>"$TMP/err"
    check "190 is shown, look $n" test $? -le 1
done
rm "$TMP/writing"
wait $writer 2>/dev/null

# 194: names of one file, and names that differ by little.
next_group
printf 'one\n' >"$news/one.md"
ln "$news/one.md" "$news/two.md"
printf 'upper\n' >"$news/Case.md" && printf 'lower\n' >"$news/case.md"
printf 'nfc\n' >"$news/$(printf 'caf\303\251').md"
printf 'nfd\n' >"$news/$(printf 'cafe\314\201').md"
is '194 each name is a row' 0 "$(find "$news" -name '*.md' | wc -l)" "$CORANTO" list "$news"

# 195: times of files.
touch -d 1970-01-01T00:00:00Z "$news/one.md"
touch -d 1901-12-14T00:00:00Z "$news/case.md" 2>/dev/null
touch -d 2200-01-01T00:00:00Z "$news/Case.md" 2>/dev/null
is '195 odd times of files' 0 "$(find "$news" -name '*.md' | wc -l)" "$CORANTO" list "$news"
# What is kept of the last start must not hide a change that left size and time as they were.
printf -- '---\ntitle: before\n---\n' >"$news/same.md"
touch -d 2021-01-01T00:00:00Z "$news/same.md"
"$CORANTO" list "$news" >"$TMP/out" 2>"$TMP/err"
anywhere '195 as it was' before
printf -- '---\ntitle: behind\n---\n' >"$news/same.md"
touch -d 2021-01-01T00:00:00Z "$news/same.md"
"$CORANTO" list "$news" >"$TMP/out" 2>"$TMP/err"
anywhere '195 rewritten with the same size and time' behind
printf -- '---\ntitle: others\n---\n' >"$news/new"
touch -d 2021-01-01T00:00:00Z "$news/new" && mv "$news/new" "$news/same.md"
"$CORANTO" list "$news" >"$TMP/out" 2>"$TMP/err"
anywhere '195 or replaced by another such file' others

# 196: what is no article.
for name in .hidden.md 'x.md~' '#x.md#' x.md.swp x.html x.md.bak .x.md.swp x; do
    printf 'x\n' >"$news/$name"
done
mkdir "$news/.git" "$news/folder.md" && printf 'x\n' >"$news/.git/x.md"
is '196 other endings, hidden and temporary files' 0 "$(find "$news" -maxdepth 1 -type f -name '[!.#]*.md' | wc -l)" \
    "$CORANTO" list "$news"

# 197: names that would break lines.
next_group
for name in 'new
line' "$(printf 'esc\033[2J')" "$(printf 'bad\377')" "$(printf 'c1\302\233')" "$(printf 'bidi\342\200\256')" ' blank ' \
    '-dash' "quote'\"" '$(x)'; do
    printf 'x\n' >"$news/$name.md"
done
for format in paths tsv json; do
    is "197 one line each as $format" 0 9 "$CORANTO" list --format=$format "$news"
    check "197 without controls as $format" test "$(LC_ALL=C tr -d '\n\t -~\200-\377' <"$TMP/out" | wc -c)" = 0
done
"$CORANTO" list -0 --format=paths "$news" 2>/dev/null | sort -z >"$TMP/zero"
find "$news" -type f -print0 | sort -z >"$TMP/found"
check '197 -0 prints the names as they are' cmp "$TMP/zero" "$TMP/found"
