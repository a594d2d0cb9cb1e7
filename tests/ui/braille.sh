#!/bin/sh
# SPDX-License-Identifier: MIT
# For braille displays and voices: words, one pane, no lines of characters, and the terminal's
# cursor where the eye would be.
. "$TOP/tests/ui/lib.sh"

cd "$TOP" || exit 2
mkdir -p "$HOME/.config/coranto"
printf 'braille: yes\n' >"$HOME/.config/coranto/config.yaml"
cursor_is_on() {
    row=$(ui_tmux display-message -p '#{cursor_y} #{cursor_flag}')
    [ "${row#* }" = 1 ] && ui_row_has $((${row% *} + 1)) "$1"
}
no_lines() {
    ! ui_screen | grep -qE '[─│┌┐└┘▇█▁●★◆▸▾]|---|\|'
}
ui_start 120x30 "$CORANTO" seeds
ui_wait 'it runs' '5 of 5'
ui_has 'a row is words' 'Getting AI to Scale, unread, Harvard Business Review, Apr 2021'
ui_check 'the cursor is on the row' ui_until cursor_is_on 'Getting AI from the lab'
ui_keys j
ui_check 'and goes with it' ui_until cursor_is_on 'Why 90%'
ui_keys '*'
ui_wait 'a star is a word' 'starred'
ui_wait_regex 'so is what is unread' '[0-9] unread'
ui_check 'there are no lines and bars' no_lines
ui_keys Enter
ui_wait 'the article has the screen' 'acm.org'
ui_wait_gone 'to itself' 'Getting AI to Scale'
ui_check 'without lines' no_lines
ui_check 'the cursor is at its top' ui_until cursor_is_on 'Why 90%'
ui_keys h '?'
ui_wait 'a box' 'type to search'
ui_check 'has none either' no_lines
ui_keys Down Down
ui_check 'and the cursor on its line' ui_until cursor_is_on 'half a page down'
ui_keys Escape
ui_until ui_shows_not 'type to search'
ui_keys t
ui_wait_regex 'what can be picked has its count beside it' '^ *Machine Learning, 3$'
ui_lacks 'and the screen for itself' 'Getting AI'
ui_keys Space
ui_wait 'a mark is a word' 'added: AI, 4'
ui_keys Escape T
ui_wait 'a span of time is chosen in words' 'date:2021-07-19..2021-07-25  1 article '
ui_check 'without bars' no_lines
ui_check 'the cursor is there' ui_until cursor_is_on 'date:2021-07'
ui_keys Escape
ui_keys Q
ui_ends 'it quits well' 0
