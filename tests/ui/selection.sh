#!/bin/sh
# SPDX-License-Identifier: MIT
# The selection: how it is made, shown, kept, and what acts on it.
. "$TOP/tests/ui/lib.sh"

mkdir "$TMP/news" "$HOME/.config" "$HOME/.config/coranto"
echo 'mark-read: never' >"$HOME/.config/coranto/config.yaml"
for n in 1 2 3 4 5 6 7 8 9; do
    printf '%s\n' '---' "title: Title$n" "date: 2024-01-0$n" "topics: [T$((n % 2))]" \
        "webUrl: https://example.com/$n" '---' "Opening$n" >"$TMP/news/$n.md"
done

# ticked: the numbers of the titles whose row has a tick, in the order of the rows.
ticked() {
    ui_screen | sed -n 's/^[^✓T]*✓[^T]*Title\([0-9]\).*/\1/p' | tr -d '\n'
}

is_ticked() {
    [ "$(ticked)" = "$1" ]
}

# picked WHAT NUMBERS: these are, and the status row counts them.
picked() {
    ui_check "$1" ui_until is_ticked "$2"
    if [ -n "$2" ]; then
        ui_wait "$1: counted" "✓${#2} selected"
    else
        ui_lacks "$1: not counted" 'selected '
    fi
}

ui_start 140x24 "$CORANTO" "$TMP/news"
ui_wait 'the list is there' '9 of 9'
ui_keys x
picked 'x selects' 9
ui_wait_regex 'and goes on' '^ *2/9 '
ui_keys j x
picked 'another one' 97
ui_keys k x
picked 'x takes one out' 9
ui_keys 7 g x 3 g X
picked 'X selects from the last one up to here' 976543
ui_keys /
ui_type 'topic:T1'
ui_keys Enter
ui_wait 'another filter' '5 of 9'
ui_check 'those of the list are ticked' ui_until is_ticked 9753
ui_has 'all are counted' '✓6 selected'
ui_keys Escape
ui_wait 'all again' '9 of 9'
picked 'nothing is lost' 976543
ui_keys R
ui_wait 'after reading again' 'again: 9 articles'
picked 'nothing either' 976543
ui_keys I
picked 'turned round' 821
ui_keys m
ui_wait 'a mark acts on them' 'read: 3 articles; z takes it back'
ui_wait_regex 'on no others' '●6 '
picked 'then nothing is selected' ''
ui_keys z
ui_wait 'in one step' 'unread again: 3 articles'
ui_keys : ; ui_type 'reselect'; ui_keys Enter
picked 'they can be selected again' 821
ui_keys '*'
ui_wait 'a star, too' 'starred: 3 articles'
ui_keys : ; ui_type 'reselect'; ui_keys Enter
picked 'again' 821
ui_keys a
ui_wait 'one note for all' 'note:'
ui_type 'three of them'
ui_keys Enter
ui_wait 'noted' 'noted: 3 articles'
ui_check 'by queries too' test \
    "$("$CORANTO" list -q 'note:three starred' "$TMP/news" | wc -l)" -eq 3
ui_keys 4 g 2 x
picked 'a count selects so many' 65
ui_keys y t
ui_wait 'copy takes both' 'copied: 2 lines'
copied() {
    [ "$(ui_clipboard | tr '\n' ' ' | sed 's/ *$//')" = 'Title6 Title5' ]
}
ui_check 'a line each' ui_until copied
ui_keys x c
picked 'c selects nothing' ''
ui_keys c
ui_wait 'and says so' 'nothing is selected'
ui_keys Q
ui_ends 'quit' 0

# Without the column of flags, and in letters alone.
echo 'columns: [title]' >>"$HOME/.config/coranto/config.yaml"
UI_ENV='LC_ALL=C LANG=C'
ui_start 100x24 "$CORANTO" "$TMP/news"
ui_wait 'columns without flags' '9 of 9'
ui_keys x
ui_wait_regex 'a row still shows it' '^Title9 .*x *$'
ui_has 'counted in ASCII' 'x1 selected'
