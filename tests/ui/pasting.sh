#!/bin/sh
# SPDX-License-Identifier: MIT
# Pasted text is text: long, with controls, without an end.
. "$TOP/tests/ui/lib.sh"

cd "$TOP" || exit 2
# A paste as the terminal sends it, from a file, in the middle of which there is anything.
paste_file() {
    ui_tmux load-buffer -b long "$1"
    ui_tmux paste-buffer -p -r -b long
}

ui_fake_browser
UI_ENV="BROWSER=$TMP/browser DISPLAY=:0"
ui_start 80x24 "$CORANTO" seeds
ui_wait 'it runs' '5 of 5'
awk 'BEGIN { for (i = 0; i < 16000; i++) printf "oQ\033[31mQ\033]0;x\007q:quit\n\t*m jG \033OPxo\r\n%c", 0
             print "and the end" }' >"$TMP/long"
paste_file "$TMP/long"
ui_wait '600 KB into the list run nothing' 'pasted text is only taken'
ui_keys /
paste_file "$TMP/long"
ui_wait 'nor do they in a prompt, which takes no part of it' 'pasted is too long for a line'
ui_keys C-u
ui_type 'heat>1'
ui_wait 'but what is typed behind it' '1 of 5'
ui_keys Escape
ui_keys '?'
ui_wait 'a box' 'type to search'
paste_file "$TMP/long"
ui_wait 'nor in a box' 'nothing matches'
ui_keys Escape
ui_until ui_shows_not 'type to search'
ui_check 'nothing was opened' test ! -s "$TMP/browsed"

# The end of the paste got lost: a pause ends it, or Esc.
ui_keys /
ui_keys -H 1b 5b 32 30 30 7e 68 65 61 74 3e 31
ui_wait 'an open paste is taken after a pause' 'heat>1'
ui_keys Escape
ui_wait_gone 'and keys work again' 'heat>1'
ui_keys /
ui_keys -H 1b 5b 32 30 30 7e 68 65 61 74 3e 32
ui_keys Escape
ui_wait 'Esc ends it at once' 'heat>2'
ui_keys Escape
ui_wait_gone 'the next one is the key' 'heat>2'
# An end without a beginning, a beginning inside of one.
ui_keys -H 1b 5b 32 30 31 7e
ui_keys -H 1b 5b 32 30 30 7e 1b 5b 32 30 30 7e 1b 5b 32 30 31 7e
ui_keys Q
ui_ends 'it quits well' 0
