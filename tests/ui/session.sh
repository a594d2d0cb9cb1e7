#!/bin/sh
# SPDX-License-Identifier: MIT
# Going on: an article opens where it was left, the browser where it ended, and what was shown
# is gone through back and forth.
. "$TOP/tests/ui/lib.sh"

mkdir "$TMP/news" "$TMP/other" "$HOME/.config" "$HOME/.config/coranto"
echo 'mark-read: never' >"$HOME/.config/coranto/config.yaml"
for n in 1 2 3 4 5; do
    {
        printf '%s\n' '---' "title: Title$n" "date: 2024-01-0$n" "topics: [T$((n % 2))]" \
            "webUrl: https://example.com/$n" '---'
        ui_lines 60 "of article $n"
    } >"$TMP/news/$n.md"
done
printf -- '---\ntitle: Alone\n---\nNothing more.\n' >"$TMP/other/1.md"

# line N: the Nth line of an article is at the top of the pane.
at_top() {
    ui_screen | sed -n 2p | grep -q "Line$1 of article $2\$"
}

UI_SESSION=yes
ui_start 140x20 "$CORANTO" "$TMP/news"
ui_wait 'the list is there' '5 of 5'
ui_keys j Enter
ui_wait 'an article' 'Line2 of article 4'
ui_keys 22 G
ui_wait_gone 'further down' 'Line2 of'
ui_rests
first=$(ui_screen | sed -n 's/.*Line\([0-9]*\) of article 4.*/\1/p' | head -1)
ui_keys J
ui_wait 'the next one from its top' 'Line2 of article 3'
ui_keys K
ui_check 'the first one where it was left' ui_until at_top "$first" 4
ui_resize 100x30
ui_wait_regex 'in another size' '^ *2/5'
ui_resize 140x20
ui_check 'and back' ui_until at_top "$first" 4
ui_keys g J
ui_wait 'from the top, away' 'Line2 of article 3'
ui_keys K
ui_wait 'the top is a place, too' 'Line2 of article 4'
ui_keys G J
ui_wait 'from the end, away' 'Line2 of article 3'
ui_keys K
ui_wait 'what was read to its end begins anew' 'Line2 of article 4'
ui_keys 22 G h /
ui_type 'topic:T0'
ui_keys Enter
ui_wait 'a filter' '2 of 5'
ui_keys Enter
ui_wait_regex 'in the article' '^ *1/2'
ui_keys Q
ui_ends 'quit' 0

ui_start 140x20 "$CORANTO" "$TMP/news/../news/"
ui_wait 'the filter comes back' 'topic:T0'
ui_wait 'with its articles' '2 of 5'
ui_check 'the place in the article' ui_until at_top "$first" 4
ui_keys 2 j
ui_check 'and the pane with the keys' ui_until at_top $((first + 1)) 4
ui_signal TERM
ui_ends 'ended by a signal' 143
check_session() {
    [ "$(find "$HOME/.local/state/coranto/sessions" -type f -perm 600 | wc -l)" -eq 2 ]
}
ui_check 'its files are ours alone' check_session

ui_start 140x20 "$CORANTO" -q Title1 "$TMP/news"
ui_wait 'a query given wins' '1 of 5'
ui_lacks 'the old one is not there' 'topic:T0'
ui_keys Escape
ui_wait 'all' '5 of 5'
ui_keys 3 g
ui_wait 'another article' 'Line2 of article 3'
ui_keys Q
ui_ends 'quit' 0
ui_start 140x20 "$CORANTO" "$TMP/other"
ui_wait 'other folders have their own' 'Nothing more.'
ui_keys Q
ui_ends 'quit' 0
ui_start 140x20 "$CORANTO"
ui_wait 'without folders: those of the last session' 'Nothing more.'
ui_keys Q
ui_ends 'quit' 0
ui_start 140x20 "$CORANTO" "$TMP/news"
ui_wait 'the cursor is where it was' '3/5'
ui_wait 'on its article' 'Line2 of article 3'

# Back and forth.
ui_keys /
ui_type 'topic:T1'
ui_keys Enter
ui_wait 'a filter' '3 of 5'
ui_keys g Enter
ui_wait 'into an article' 'Line2 of article 5'
ui_keys 31 G
ui_wait_gone 'down in it' 'Line2 of'
ui_keys h Escape
ui_wait 'without the filter' '5 of 5'
ui_keys H
ui_wait 'back to the filter' '3 of 5'
ui_keys H H
ui_wait 'to what was before' '5 of 5'
ui_keys L
ui_wait 'forward again' '3 of 5'
ui_keys Q
ui_ends 'quit' 0

# Damage, and not wanted.
for file in "$HOME/.local/state/coranto/sessions"/*; do
    head -c 300000 /dev/urandom >"$file"
done
ui_start 140x20 "$CORANTO" "$TMP/news"
ui_wait 'noise is as good as nothing' '5 of 5'
ui_keys G
ui_wait 'it works' '5/5'
ui_keys Q
ui_ends 'quit' 0
echo 'session: no' >>"$HOME/.config/coranto/config.yaml"
ui_start 140x20 "$CORANTO" "$TMP/news"
ui_wait 'without it from the start' '1/5'
ui_keys Q
ui_ends 'quit' 0
