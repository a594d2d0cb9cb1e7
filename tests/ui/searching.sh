#!/bin/sh
# SPDX-License-Identifier: MIT
# A search that takes long: it runs between keys, and the next one takes its place.
. "$TOP/tests/ui/lib.sh"

mkdir -p "$TMP/news" "$HOME/.config/coranto"
echo 'mark-read: never' >"$HOME/.config/coranto/config.yaml"

# So many articles that they have an index, with so much text that a regular expression takes
# its time on it.
awk -v room="$TMP/news" 'BEGIN {
    for (text = ""; length(text) < 1500;)
        text = text "abcdabcdeabcd "
    for (i = 0; i < 4200; i++) {
        file = sprintf("%s/%04d.md", room, i)
        printf "---\ntitle: Article %d of %s\nexcerpt: %s %s\ndate: 2024-01-%02d\n---\n", i,
               i % 3 ? "all" : "some", i % 2 ? "needle" : "hay", text, i % 28 + 1 >file
        close(file)
    }
}'
slow='excerpt~^needle(.*a.*e){16}'

# The row of the list that the cursor is in, as the bottom tells.
place() {
    ui_screen | sed -n 's/^ *\([0-9,]*\/4,200\) .*/\1/p'
}

ui_start 140x20 "$CORANTO" "$TMP/news"
ui_wait 'all are there' '4,200 of 4,200'
ui_type '/title:"Article 9 of"'
ui_wait 'one of them' '1 of 4,200'
ui_keys Enter j Escape
ui_wait 'all again' '4,200 of 4,200'
elsewhere() {
    place=$(place)
    [ "${place:-1/4,200}" != 1/4,200 ]
}
ui_check 'the cursor stays on it' ui_until elsewhere

ui_type "/$slow"
ui_wait 'it is told that it takes long' 'looking through 4200 articles'
ui_has 'and what was found before is not' '… of 4,200'
ui_type ' some'
ui_wait 'the next key is answered meanwhile' "$slow some"
ui_keys Enter
ui_wait 'it comes to its end' '700 of 4,200'
ui_wait_regex 'with the cursor where it was' '│ Article 9 of some'
ui_keys Escape
ui_wait 'one term less takes long again' '… of 4,200'
ui_keys Escape
ui_wait 'none nothing' '4,200 of 4,200'
ui_wait 'with the cursor where it was' "$place"

ui_type "/$slow zzz"
ui_wait 'nothing matches' '0 of 4,200'
ui_wait 'the terms are counted in slices, too' "$slow 2100 · zzz 0"
ui_keys Enter
ui_wait 'and once there is no prompt' 'Esc drops zzz and leaves 2100'
ui_keys Escape
ui_wait 'a search may still run' '… of 4,200'
ui_keys Q
ui_ends 'when all ends' 0
