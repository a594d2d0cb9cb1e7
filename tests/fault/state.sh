#!/bin/sh
# SPDX-License-Identifier: MIT
# What is remembered, when its place is wrong, read-only, full, damaged or newer, and when the
# program is killed. The module's own faults are in unit/base_database and unit/article_marks.
cd "$TOP" || exit 2
. "$TOP/tests/cli/lib.sh"
STATE=$HOME/.local/state/coranto
DB=$STATE/state.db

starred() {
    "$CORANTO" list -q starred seeds 2>"$TMP/err" | wc -l
}

untold() {
    ! grep -q 'state\.db' "$TMP/err"
}

# recovers WHAT: what lies at the database's place is told once, then marks are kept again.
recovers() {
    is "141 $1: the list is there" 0 5 "$CORANTO" list seeds
    told "141 $1: told" 'state\.db\.bad-[0-9]{4}-[0-9]{2}-[0-9]{2}'
    is "141 $1: a mark is kept" 0 - "$CORANTO" mark star -q '#AI' seeds
    check "141 $1: told once" untold
    is "141 $1: and found" 0 4 "$CORANTO" list -q starred seeds
    rm -rf "$STATE"
    mkdir -p "$STATE"
}

mkdir -p "$STATE"
printf 'noise' >"$DB" && recovers 'a few bytes of noise'
head -c 70000 "$CORANTO" >"$DB" && recovers 'a program'
mkdir "$DB" && : >"$DB/file" && recovers 'a folder'
mkfifo "$DB" && recovers 'a FIFO'
ln -s state.db "$DB" && recovers 'a circle of links'
: >"$DB"
is '141 an empty file is a new one' 0 0 "$CORANTO" mark star -q '#AI' seeds
check '141 its mode is 0600' test "$(stat -c %a "$DB")" = 600
cp "$DB" "$TMP/whole"
size=$(stat -c %s "$DB")
# Cut within the first page, between pages and within a later one.
for bytes in 50 3000 4096 8192 $((size - 2000)); do
    head -c "$bytes" "$TMP/whole" >"$DB" && recovers "cut to $bytes of $size bytes"
done

# A newer program's: bytes 60 to 63 of the file are the version.
cp "$TMP/whole" "$DB"
printf '\000\000\047\017' | dd of="$DB" bs=1 seek=60 conv=notrunc 2>/dev/null
cp "$DB" "$TMP/newer"
is '144 of a newer program' 0 4 "$CORANTO" list -q starred seeds
told '144 that is told' 'newer version'
"$CORANTO" mark read -q '#AI' seeds >/dev/null 2>&1
check '144 and the file stays as it is' cmp "$DB" "$TMP/newer"
rm -rf "$STATE"

: >"$STATE"
is '139 a file where the folder should be' 0 5 "$CORANTO" list seeds
told '139 that is told' 'not kept'
rm "$STATE"
is '139 no home' 0 5 env -u HOME "$CORANTO" list seeds
is '139 no home, and marks to be made' 1 0 env -u HOME "$CORANTO" mark star -q '#AI' seeds
told '139 that is told' 'not kept this time: there is no home folder'
is '139 a home that cannot be made' 0 5 env HOME=/proc/none "$CORANTO" list seeds

# In a mount namespace of their own, where the system lets us: a disk that is full, one that
# may only be read.
if unshare -rm true 2>/dev/null; then
    is '140 marks to be read' 0 - "$CORANTO" mark star -q '#AI' seeds
    # shellcheck disable=SC2016 # for the inner shell
    is '140 a read-only home' 0 4 unshare -rm sh -c \
        'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" || exit 77
         exec "$2" list -q starred seeds' sh "$STATE" "$CORANTO"
    told '140 that is told' 'cannot be written'
    # shellcheck disable=SC2016
    is '137 a full disk' 0 5 unshare -rm sh -c \
        'mount -t tmpfs -o size=64k none "$1" || exit 77
         cat /dev/zero >"$1/filler" 2>/dev/null
         exec "$2" list seeds' sh "$STATE" "$CORANTO"
    told '137 that is told' 'not kept'
    is '137 the marks are still there' 0 4 "$CORANTO" list -q starred seeds
else
    for number in 137 140; do
        echo "ok - $number read-only and full disks # SKIP no mount namespaces here"
    done
fi
rm -rf "$STATE"

# Marks follow the address, and the file where there is none.
mkdir "$TMP/news"
printf -- '---\ntitle: with\noriginalUrl: https://example.com/1\n---\nx\n' >"$TMP/news/with.md"
printf -- '---\ntitle: without\n---\nx\n' >"$TMP/news/without.md"
# stars 'what' N: so many are starred.
stars() {
    "$CORANTO" list -q starred "$TMP/news" >"$TMP/out" 2>"$TMP/err"
    check "147 $1" test "$(wc -l <"$TMP/out")" = "$2"
}
is '147 both are marked' 0 - "$CORANTO" mark star "$TMP/news/with.md" "$TMP/news/without.md"
stars 'both are starred' 2
printf -- '---\ntitle: other\noriginalUrl: https://example.com/1?utm_source=x#y\n---\ny\n' >"$TMP/news/with.md"
printf -- '---\ntitle: another\n---\nz\n' >"$TMP/news/without.md"
stars 'edited they still are' 2
mkdir "$TMP/news/sub"
mv "$TMP/news/with.md" "$TMP/news/sub/renamed.md"
stars 'renamed and moved, by the address' 2
mv "$TMP/news/without.md" "$TMP/news/renamed.md"
stars 'one without an address is another one under another name' 1
mv "$TMP/news/renamed.md" "$TMP/news/without.md"
stars 'and that one again under its own' 2
mv "$TMP/news" "$TMP/moved" && mkdir "$TMP/news" && mv "$TMP/moved" "$TMP/news/in"
stars 'the folder moved' 1
sed 's|com/1|com/2|' "$TMP/news/in/sub/renamed.md" >"$TMP/news/other.md"
stars 'another address has no mark' 1
rm -rf "$STATE"

. "$TOP/tests/ui/lib.sh"
ui_start 100x24 "$CORANTO" seeds
ui_wait '131 the list is there' '5 of 5'
ui_keys '*'
ui_wait_regex '131 a star is set' '●5  *starred'
ui_signal KILL
ui_ends '131 killed' 137
check '131 the star is there' test "$(starred)" -eq 1
ui_start 100x24 "$CORANTO" seeds
ui_wait '131 in the next session too' '★'
is '134 another program marks' 0 - "$CORANTO" mark unstar -q starred seeds
ui_wait_gone '134 and this one shows it' '★'
ui_keys Q
ui_ends '134 quit' 0
check '134 no log is left' test ! -e "$DB-wal"
