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
printf '%s\n' '---' "title: \"\\u3164\"" 'date: 2024-01-02' '---' 'seen-below' >"$TMP/news/d.md"
printf 'raw %s[2J bytes \233\n' "$esc" >"$TMP/news/2024-01-01-e${esc}[31m.md"

ui_start 140x30 "$CORANTO" "$TMP/news"
ui_wait 'all are listed' '5 of 5'
ui_check '28 controls in a title leave the row whole' ui_until ui_row_has 3 '[end]'
ui_check '31 500 marks leave the row whole' ui_row_has 4 'marks [end]'
ui_check '32 wide text stays in its row' ui_row_has 5 '日本語'
ui_check '34 an invisible title has a stand-in' ui_row_has 6 '(untitled)'
ui_wait 'the body is cleaned' '[bodyend]'
borders() {
    [ "$(ui_screen | sed -n '3,28p' | awk -F'│' '{ print NF }' | sort -u | wc -l)" = 1 ]
}
ui_check '29 the line between the panes is straight' ui_until borders
ui_check '21 the window title is not touched' sh -c "tmux -S '$TMP/tmux$UI_SERVER' display -p 't#T' | grep t | grep -qv owned"
for width in 60 61 62 63 64 65 79 80 81 111 112; do
    ui_resize ${width}x24
    ui_wait "32 at $width columns" '5 of 5'
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

UI_ENV=
# Rows of odd titles stay rows: what stands behind the title is in the same column in each.
mkdir "$TMP/odd"
number=10
while IFS= read -r title; do
    number=$((number + 1))
    printf '%s\n' '---' "title: \"$title\"" "date: 2024-01-01T00:00:$number" '---' "body-$number" >"$TMP/odd/$number.md"
done <<'TITLES'
plain
\u202Eright to left\u202C \u2066isolated\u2069 \u05D0\u05D1\u05D2 \u0627\u0644
\u0301\u0302leading marks
z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307a\u0316\u0317\u0318\u0319\u031A\u031Bl\u0320\u0321\u0322\u0323\u0324\u0325g\u0326\u0327\u0328\u0329o
\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466 \U0001F1EF\U0001F1F5\U0001F1E9 \U0001F44D\U0001F3FD
1\uFE0F\u20E3 #\uFE0F\u20E3 *\u20E3 \u2764\uFE0F \u2764 \u263A\uFE0E
\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F \U0001F3F3\uFE0F\u200D\U0001F308
\u1112\u1161\u11AB\u1100\u1160 \u0E01\u0E33\u0E49 \u0915\u094D\u0937\u093F \uFDFA \uFF21\uFF71
a\u200Bb\u00ADc\uFEFFd\u2060e\U000E0041f\u180Eg
\r\n\tcarriage\v\f\b\x7F
   
\u200B\u2060\u00AD
\u3164\u115F\u1160\uFFA0
\u202E\u200F
\u2800\u00A0\u3000
TITLES
ui_start 140x40 "$CORANTO" "$TMP/odd"
ui_wait 'odd titles are listed' "of $((number - 10))"
straight() {
    [ "$(ui_screen | sed -n "3,$((number - 8))p" | awk -F'│' '{ print NF }' | sort -u)" = 2 ]
}
for width in 140 120 119 118 117 116 115; do
    ui_resize ${width}x40
    ui_check "33 rows of odd titles at $width columns, the line beside them is straight" ui_until straight
done
ui_keys G
ui_until ui_shows "body-11"
# From the last row up: titles without anything to see are there, can be selected and read.
ui_keys g
for n in 25 24 23 22 21; do
    ui_wait "34 an article whose title cannot be seen is selected: $n" "body-$n"
    case $n in
    2[1-5]) ui_check "34 and has a stand-in: $n" ui_row_has $((28 - n)) '(untitled)' ;;
    esac
    ui_keys j
done
ui_keys Q
ui_ends '34 it quits well' 0

# Words, lines and tabs without end: shown, and the end can be scrolled to.
mkdir "$TMP/long"
long() {
    printf -- '---\ntitle: %s\ndate: %s\n---\nalpha-%s\n\n' "$1" "$2" "$1"
    awk -v n="$3" -v unit="$4" 'BEGIN { for (i = 0; i < n; i++) printf "%s", unit }'
    printf '\n\nomega-%s\n' "$1"
}
long word 2024-01-05 200000 longw >"$TMP/long/word.md"
long line 2024-01-04 1000000 'word word ' >"$TMP/long/line.md"
long tabs 2024-01-03 5000 '	x' >"$TMP/long/tabs.md"
long marks 2024-01-02 500000 "$(printf '\314\201')" >"$TMP/long/marks.md"
long blanks 2024-01-01 500000 '  ' >"$TMP/long/blanks.md"
ui_start 100x30 "$CORANTO" "$TMP/long"
ui_wait 'long articles are listed' '5 of 5'
for name in word line tabs marks blanks; do
    ui_keys Enter
    ui_wait "36 $name: its start" "alpha-$name"
    ui_keys G
    ui_wait_regex "36 $name: its end, or that it is cut" "omega-$name|cut"
    ui_keys C-b C-f g
    ui_wait "36 $name: back to its start" "alpha-$name"
    ui_keys h j
done
ui_keys Q
ui_ends '36 it quits well' 0
