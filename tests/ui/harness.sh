#!/bin/sh
# SPDX-License-Identifier: MIT
# The harness itself, with programs that every machine has.
# shellcheck disable=SC2016 # dollars are for the shell inside
. "$TOP/tests/ui/lib.sh"

# says EXPECTED COMMAND...: what a check of the harness prints, without its explanation.
says() {
    wanted=$1
    shift
    got=$("$@" | head -n 1)
    if [ "$got" = "$wanted" ]; then
        ok "$1 says: $wanted"
    else
        not_ok "$1 says: $wanted"
        echo "# got: $got"
    fi
}

ui_start 40x8 sh -c 'printf "\033[1;31mred\033[0m plain\n世界 e\314\201\n"; stty -echo; exec cat'
ui_wait 'output is shown' 'red plain'
ui_row_is 'a row is exact' 1 'red plain'
ui_wait_row 'wide and combining characters stay' 2 "$(printf '世界 e\314\201')"
styled() {
    ui_styled | grep -q '1m.*31m.*red'
}
ui_check 'attributes are captured' styled
ui_type 'typed; \$HOME "text"'
ui_keys Enter
ui_wait 'typed text arrives as it is' 'typed; \$HOME "text"'
ui_has_regex 'a regular expression' '^red +pl[a]in'
ui_lacks 'what is not there' 'green'

UI_DEADLINE=0
says 'not ok - x' ui_wait x 'never shown'
says 'not ok - x' ui_has x 'never shown'
says 'not ok - x' ui_lacks x 'red'
says 'not ok - x' ui_wait_gone x 'red'
says 'not ok - x' ui_row_is x 1 'red'
says 'not ok - x (it still runs)' ui_ends x 0
UI_DEADLINE=60

ui_keys C-c
ui_start 30x5 sh -c 'trap "stty size" WINCH; stty size; while :; do sleep 0.05; done'
ui_wait 'the size at the start' '5 30'
ui_resize 61x17
ui_wait 'a new size arrives' '17 61'

UI_ENV='COLOUR=mauve'
UI_TERM=screen-256color
ui_start 30x5 sh -c 'echo "$COLOUR $TERM ${TMUX-none}"; exit 3'
ui_wait 'environment and TERM are given' 'mauve screen-256color none'
ui_ends 'the exit status is seen' 3
says 'not ok - x (status 3)' ui_ends x 0
ui_wait 'its last screen stays' 'mauve'

ui_start 30x5 sh -c 'exit 99'
ui_ends 'it ended as if a sanitizer had ended it' 99
says 'not ok - a sanitizer found nothing' ui_end
rm -f "$TMP/status"

ui_start 30x5 sh -c 'exec sleep 100'
ui_signal TERM
ui_ends 'a signal ends it' 143

ui_start 30x5 sh -c 'printf "\033]52;c;aGVsbG8=\033\\"; exec cat'
copied() {
    [ "$(ui_clipboard)" = hello ]
}
ui_check 'what is copied is seen' ui_until copied

ui_fake_browser
"$TMP/browser" 'https://example.org/?a=1&b= 2' second
ui_check 'the browser notes its arguments' test "$(ui_browsed)" = 'https://example.org/?a=1&b= 2
second'
