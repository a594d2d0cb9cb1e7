#!/bin/sh
# SPDX-License-Identifier: MIT
# Strangers' text on the screen: controls, direction marks, floods of marks, odd widths.
. "$TOP/tests/ui/lib.sh"

mkdir "$TMP/news"
esc=$(printf '\033')
marks=$(awk 'BEGIN { for (i = 0; i < 500; i++) printf "\314\201" }')
printf '%s\n' '---' "title: \"evil \\e]0;owned\\a\\e[31m red \\r\\n second \\u202Eback [end]\"" \
    'date: 2024-01-05' '---' "body $esc]0;owned2${esc}\\ [bodyend]" >"$TMP/news/a.md"
printf '%s\n' '---' "title: \"e$marks marks [end]\"" 'date: 2024-01-04' '---' >"$TMP/news/b.md"
printf '%s\n' '---' 'title: "日本語のタイトルはとても長いので切れるはずです 👨‍👩‍👧‍👦 🇯🇵 👍🏽 [end]"' 'date: 2024-01-03' '---' \
    >"$TMP/news/c.md"
printf '%s\n' '---' "title: \"\\u3164\"" 'date: 2024-01-02' '---' >"$TMP/news/d.md"
printf 'raw %s[2J bytes \233\n' "$esc" >"$TMP/news/2024-01-01-e${esc}[31m.md"

ui_start 140x30 "$CORANTO" "$TMP/news"
ui_wait 'all are listed' '5 of 5'
ui_check 'controls in a title leave the row whole' ui_until ui_row_has 3 '[end]'
ui_check 'no other row is touched' ui_row_has 4 'marks [end]'
ui_check 'wide text stays in its row' ui_row_has 5 '日本語'
ui_check 'an invisible title has a stand-in' ui_row_has 6 '(untitled)'
ui_wait 'the body is cleaned' '[bodyend]'
borders() {
    [ "$(ui_screen | sed -n '3,28p' | awk -F'│' '{ print NF }' | sort -u | wc -l)" = 1 ]
}
ui_check 'the line between the panes is straight' ui_until borders
ui_check 'the window title is not touched' sh -c "! tmux -S '$TMP/tmux' display -p '#T' | grep -q owned"
for width in 60 61 62 63 64 65 79 80 81 111 112; do
    ui_resize ${width}x24
    ui_wait "at $width columns" '5 of 5'
done
ui_keys Q
ui_ends 'it quits well' 0

UI_ENV='LC_ALL=C'
ui_start 100x24 "$CORANTO" "$TMP/news"
ui_wait 'a terminal of ASCII works' '5 of 5'
ascii_only() {
    ! ui_screen | LC_ALL=C grep -q '[^ -~]'
}
ui_check 'and shows nothing else' ui_until ascii_only
ui_wait_regex 'what is cut off ends so that it is seen' '[a-z ]> '
ui_keys Q
ui_ends 'it quits well there' 0
