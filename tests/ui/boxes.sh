#!/bin/sh
# SPDX-License-Identifier: MIT
# Boxes in small terminals and with long lines; the numbers of the status row.
# shellcheck disable=SC2016 # for inner shells
. "$TOP/tests/ui/lib.sh"

mkdir "$TMP/news"
awk -v dir="$TMP/news" 'BEGIN {
    for (i = 0; i < 1353; i++) {
        file = dir "/" i ".md"
        printf "---\ntitle: Title %d\ndate: 2024-01-01\n---\nx\n", i >file
        close(file)
    }
}'
long='a name of a file that is longer than any line of a terminal of eighty columns, up to its end'
printf '%s\n' '---' 'title: Wrong' 'date: 2024-02-02' 'heat: no' '---' 'x' >"$TMP/news/$long.md"
ui_start 80x24 "$CORANTO" "$TMP/news"
ui_wait 'all are there' '1,354 of 1,354'
ui_wait 'the numbers of the status row are grouped' '1/1,354  ●1,354'
ui_type '!'
ui_wait 'a problem' 'a name of a file'
ui_wait 'is shown to its end' 'is left out'
ui_check 'on more lines than one' ui_until sh -c '! tmux -S "$1" capture-pane -p | grep "a name of a file" | grep -q "left out"' \
    sh "$TMP/tmux$UI_SERVER"
ui_keys Escape
ui_wait_gone 'it goes' 'left out'

# Nothing of the list is seen beside a box that has all of the width.
ui_resize 50x14
ui_wait 'the list in a small terminal' '? help'
ui_type '?'
ui_wait 'help' 'type to search'
ui_check 'nothing stands beside it' ui_until sh -c '! tmux -S "$1" capture-pane -p | sed -n 2,12p | grep -qE "^[^ ]|^.{49}[^ ]"' \
    sh "$TMP/tmux$UI_SERVER"
ui_keys Escape
ui_wait_gone 'help goes' 'type to search'
ui_type Q
ui_ends 'the end' 0
