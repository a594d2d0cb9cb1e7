#!/bin/sh
# SPDX-License-Identifier: MIT
# The program that opens links: what it is, what it gets, what it does, and what is told of it.
. "$TOP/tests/ui/lib.sh"
. "$TOP/tests/pty/lib.sh"

url='https://h.example/a?b=c;d'
mkdir "$TMP/news" "$TMP/bin"
printf -- '---\ntitle: One\noriginalUrl: "%s"\n---\nWords.\n' "$url" >"$TMP/news/one.md"
unset DISPLAY WAYLAND_DISPLAY SSH_CONNECTION SSH_TTY

# program NAME LINE...: a script with these lines.
program() {
    program_path=$1
    shift
    { echo '#!/bin/sh' && printf '%s\n' "$@"; } >"$program_path"
    chmod +x "$program_path"
}
start() {
    ui_start 100x24 "$CORANTO" "$TMP/news"
    ui_until ui_shows 'Words'
}

# Each $BROWSER and what it is to be called with, parted by "|".
# shellcheck disable=SC2016 # for the program
program "$TMP/keeps" 'printf "%s\0" "$@" >"${0%keeps}"kept.new' 'mv "${0%keeps}"kept.new "${0%keeps}"kept'
mkdir "$TMP/a folder"
cp "$TMP/keeps" "$TMP/a folder/keeps"
kept_is() {
    [ -e "$1/kept" ] && [ "$(tr '\0' '|' <"$1/kept")" = "$2|" ]
}
cd "$TMP" || exit 2
while IFS='	' read -r line words <&3; do
    rm -f "$TMP/kept" "$TMP/a folder/kept"
    where=$TMP
    case $line in *FOLDER*) where="$TMP/a folder" ;; esac
    BROWSER=$(printf '%s' "$line" | sed "s|KEEPS|$TMP/keeps|; s|FOLDER|$TMP/a folder/keeps|")
    export BROWSER
    start
    ui_keys o
    ui_check "54 $line" ui_until kept_is "$where" "$(printf '%s' "$words" | sed "s|URL|$url|g")"
    ui_keys Q
    ui_ends '54 it ends well' 0
done 3<<'LINES'
KEEPS	URL
KEEPS --opt %s	--opt|URL
KEEPS --opt=%s %s --last	--opt=URL|URL|--last
KEEPS   "two words" 'and "more"'	two words|and "more"|URL
KEEPS ; touch PWNED && touch PWNED	;|touch|PWNED|&&|touch|PWNED|URL
KEEPS $(touch PWNED) `touch PWNED` >PWNED $HOME	$(touch|PWNED)|`touch|PWNED`|>PWNED|$HOME|URL
KEEPS * ~ \ 100%% %d %	*|~|\|100%|%d|%|URL
nosuch:KEEPS second:KEEPS third	second|URL
"FOLDER" "" x	|x|URL
LINES
ui_check '54 no shell had it' test ! -e PWNED

# Browsers that are none, and what is told of them.
# shellcheck disable=SC2016
program "$TMP/fails" 'exit 3'
# shellcheck disable=SC2016
program "$TMP/dies" 'kill -KILL $$'
program "$TMP/stays" 'exec sleep 20'
mkdir "$TMP/folder"
echo 'no program' >"$TMP/plain"
while read -r browser words; do
    export BROWSER="$TMP/$browser"
    start
    ui_keys o
    ui_wait_regex "53 $browser is told" "$words"
    ui_type ':copy title'
    ui_keys Enter
    ui_wait "53 $browser: keys are answered" 'copied: One'
    ui_keys Q
    ui_ends "53 $browser: it ends well" 0
done <<'BROWSERS'
nosuch cannot run .*nosuch
folder cannot run .*folder
plain cannot run .*plain
fails exit status 3
dies signal 9
stays opened https://h\.example
BROWSERS

# Without a setting the desktop's own program is asked, if there is one.
for browser in unset empty; do
    unset BROWSER
    [ $browser = unset ] || export BROWSER=
    start
    ui_keys o
    ui_wait "53 $browser, and no display" 'no browser is set and there is no display'
    ui_keys Q
    UI_ENV="DISPLAY=:9 PATH=$TMP/bin:/bin:$TMP/nosuch"
    rm -f "$TMP/bin/xdg-open"
    if env -i PATH=/bin sh -c 'command -v xdg-open' >/dev/null; then
        ok "53 $browser, and no xdg-open # SKIP there is one"
    else
        start
        ui_keys o
        ui_wait "53 $browser, and no xdg-open" 'no browser is set and there is no xdg-open'
        ui_keys Q
    fi
    program "$TMP/bin/xdg-open" 'echo NOISE >&2' 'exit 4'
    for desktop in '' 'X;touch PWNED' "$(printf '\033[2J')"; do
        export XDG_CURRENT_DESKTOP="$desktop"
        start
        ui_keys o
        ui_wait_regex "60 $browser, desktop $(printf '%s' "$desktop" | tr '\033' '^'): xdg-open's failure is told" \
            'xdg-open.* 4'
        ui_lacks '60 and not what it says' NOISE
        ui_keys Q
        ui_ends '60 it ends well' 0
    done
    UI_ENV=
    unset XDG_CURRENT_DESKTOP
done

# What a browser says, has open and ignores; and very many of them.
# shellcheck disable=SC2016
program "$TMP/noisy" 'echo NOISE; echo NOISE >&2' 'echo "$1" >>"${0%noisy}opened"' \
    "ls /proc/self/fd | tr '\\n' ' ' >\"\${0%noisy}fds\"" \
    "grep -E '^Sig(Blk|Ign)' /proc/self/status >\"\${0%noisy}signals\""
: >"$TMP/opened"
export BROWSER="$TMP/noisy"
start
ui_keys o
ui_check '58 it has three open files and the folder it looks at' ui_until grep -qsx '0 1 2 3 ' "$TMP/fds"
# Those from 32 on are the C library's own.
ui_check '58 no signal is blocked or ignored' ui_until sh -c \
    "[ \$(grep -cE '^Sig...:.0*[0-9a-f]?[08]0000000\$' '$TMP/signals') = 2 ]"
# shellcheck disable=SC2016
program "$TMP/noisy" 'echo NOISE; echo NOISE >&2' 'echo "$1" >>"${0%noisy}opened"'
children() {
    [ -z "$(pgrep -P "$(cat "$TMP/pid")")" ]
}
open_files() {
    find "/proc/$(cat "$TMP/pid")/fd" -mindepth 1 2>/dev/null | wc -l
}
ui_until children
before=$(open_files)
: >"$TMP/opened"
for _ in 1 2 3 4 5 6 7 8 9 10; do
    ui_type ':open ; open ; open ; open ; open ; open ; open ; open ; open ; open ; open ; open ; open ; open ; open ; open ; open ; open ; open ; open'
    ui_keys Enter
done
all_opened() {
    [ "$(wc -l <"$TMP/opened")" = 200 ]
}
ui_check '57 all of 200 are opened' ui_until all_opened
ui_check '57 no child stays, dead or alive' ui_until children
ui_check '57 as many files are open as before' test "$(open_files)" = "$before"
ui_check '57 each got the one address' test "$(sort -u "$TMP/opened")" = "$url"
ui_lacks '55 what the browser says is not on the screen' NOISE
ui_keys Q
ui_ends '57 it ends well' 0
ui_end

# A browser that draws in the terminal gets it, and gives it back.
# It reads after ^C alone where that is to come: a shell may be about to read, and not see it.
# shellcheck disable=SC2016
program "$TMP/bin/w3m" 'trap "echo it got INT; got=1" INT' 'echo "lent for $1"' \
    'until [ -z "$WAITS" ] || [ "$got" ]; do sleep 0.05; done' 'until [ "$line" = q ] || [ "$line" = x ]; do read -r line; done' '[ "$line" = q ]'
cat >"$TMP/shell" <<'SHELL'
#!/bin/sh
set -m
"$@"
code=$?
while [ $code -ge 147 ] && [ $code -le 150 ]; do
    echo 'the shell again'
    read -r line
    fg >/dev/null
    code=$?
done
exit $code
SHELL
chmod +x "$TMP/shell"
export PATH="$TMP/bin:$PATH" BROWSER=w3m
ends '56 the terminal is lent and given back' 0 'see:of 1' keys:o "wait:lent for $url" back: \
    'keys:q\n' raw: 'see:of 1' calm: keys:Q -- "$CORANTO" "$TMP/news"
ends '56 ^C is for the browser alone' 0 'see:of 1' keys:o 'wait:lent for' 'keys:\x03' \
    'wait:it got INT' back: 'keys:q\n' raw: 'see:of 1' keys:Q -- env WAITS=1 "$CORANTO" "$TMP/news"
ends '56 ^Z stops both, and both go on' 0 'see:of 1' keys:o 'wait:lent for' 'keys:\x1a' \
    'wait:the shell again' back: 'keys:\n' 'keys:q\n' raw: 'see:of 1' keys:Q \
    -- "$TMP/shell" "$CORANTO" "$TMP/news"
ends '56 that it failed is told' 0 'see:of 1' keys:o 'wait:lent for' 'keys:x\n' raw: \
    'see:exit status 1' keys:Q -- "$CORANTO" "$TMP/news"
rm "$TMP/bin/w3m"
ends '56 one that is not there is told' 0 -y 'see:of 1' keys:o 'see:cannot run /nosuch/w3m' keys:Q \
    -- env PATH=/bin:/usr/bin BROWSER=/nosuch/w3m "$CORANTO" "$TMP/news"

# Copying where there is no clipboard: said, with the text itself, and nothing is sent.
for term in vt100 linux; do
    ends "59 a $term has no clipboard" 0 -t $term 'see:of 1' keys:yu 'see:no clipboard: https://h.example' \
        keys:Q -- "$CORANTO" "$TMP/news"
done
mkdir -p "$HOME/.config/coranto"
for copy in false /nosuch/copy; do
    echo "copy: $copy" >"$HOME/.config/coranto/config.yaml"
    ends "59 the clipboard of the terminal is off, $copy takes its place" 0 'see:of 1' keys:yu \
        "see:$copy" keys:Q -- "$CORANTO" "$TMP/news"
done
echo 'copy: none' >"$HOME/.config/coranto/config.yaml"
ends '59 nothing is sent when copying is off' 0 'see:of 1' keys:yu 'see:copy: none: https://h.example' \
    keys:Q -- "$CORANTO" "$TMP/news"
