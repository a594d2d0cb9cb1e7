#!/bin/sh
# SPDX-License-Identifier: MIT
# Kinds of terminals, no colour. More of them, and signals, are in fault/.
. "$TOP/tests/ui/lib.sh"

cd "$TOP" || exit 2
for term in xterm-256color screen-256color xterm vt100 linux tmux-256color nosuchterm; do
    UI_ENV="TERM=$term"
    ui_start 80x24 "$CORANTO" seeds
    ui_wait "it runs as $term" '5 of 5'
    ui_keys j
    ui_keys Q
    ui_ends "and quits as $term" 0
done

UI_ENV='NO_COLOR=1'
ui_start 80x24 "$CORANTO" seeds
ui_wait '164 NO_COLOR: it runs' '5 of 5'
no_colour() {
    ! ui_styled | grep -qE "$(printf '\033')\[([0-9;]*;)?(3[0-7]|4[0-7]|38|48|9[0-7])(;[0-9]+)*m"
}
ui_check '164 NO_COLOR: no colour is used' no_colour
has_reverse() {
    ui_styled | grep -qE "$(printf '\033')\[([0-9;]*;)?7(;[0-9]+)*m"
}
ui_check '164 NO_COLOR: the cursor is seen' has_reverse
ui_keys Q
ui_ends '164 NO_COLOR: it quits' 0
UI_ENV=

ui_start 80x24 sh -c "'$CORANTO' seeds; stty -a | tr ';' '\n' | grep -c -w -e icanon -e echo; echo back"
ui_wait 'it runs in a shell' '5 of 5'
ui_keys Q
ui_wait 'the terminal is given back' 'back'

ui_start 80x24 "$CORANTO" "$TMP/nothing-here"
ui_wait 'a missing folder is told' 'no articles here'
ui_keys '!'
ui_wait 'as a problem' 'nothing-here'
ui_close
ui_keys Q
ui_ends 'and no crash' 0
