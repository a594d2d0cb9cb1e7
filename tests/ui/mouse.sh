#!/bin/sh
# SPDX-License-Identifier: MIT
# The mouse: wheel, clicks and drags in the panes and boxes; links for the terminal; its title.
. "$TOP/tests/ui/lib.sh"

mkdir "$TMP/news"
for day in 1 2 3 4 5 6 7 8 9; do
    printf '%s\n' '---' "title: Article $day" "date: 2024-01-0$day" \
        "url: https://example.com/$day" '---' "See [a link](https://example.org/$day?a=b)." '' \
        'Words.' '' 'Words.' '' 'Words.' '' 'Words.' '' 'Words.' '' 'Words.' '' 'Words.' '' \
        'Words.' '' 'Words.' '' 'Words.' '' 'Words.' '' 'Words.' '' 'Last words.' \
        >"$TMP/news/$day.md"
done

# mouse BUTTON COLUMN ROW [m]: a report as xterm sends it; 0 left, 64 and 65 the wheel, 32 moved.
mouse() {
    # shellcheck disable=SC2046 # a list of bytes
    ui_keys -H $(printf '\033[<%s;%s;%s%s' "$1" "$2" "$3" "${4:-M}" | od -An -v -tx1)
}
click() {
    mouse 0 "$1" "$2"
    mouse 0 "$1" "$2" m
}
# Both at once: two that lie far apart in time are no double click.
double_click() {
    # shellcheck disable=SC2046 # a list of bytes
    ui_keys -H $(printf '\033[<0;%s;%s%s' "$1" "$2" M "$1" "$2" m "$1" "$2" M "$1" "$2" m | od -An -v -tx1)
}
has_mode() {
    [ "$(ui_tmux display-message -p "#{mouse_$1_flag}")" = "$2" ]
}

ui_fake_browser
UI_ENV="BROWSER=$TMP/browser DISPLAY=:0"
ui_start 80x24 "$CORANTO" "$TMP/news"
ui_wait 'it runs' '9 of 9'
ui_check 'the terminal reports the mouse' ui_until has_mode sgr 1
click 20 4
ui_wait 'a click goes to a row' ' 3/9'
ui_wait 'whose article shows' '7 Jan 2024'
mouse 65 20 4
ui_wait 'the wheel moves in the list' ' 6/9'
mouse 64 20 4
ui_wait 'and back' ' 3/9'
double_click 20 5
ui_wait 'a double click opens' ' 4/9'
ui_wait 'the article' 'See a link'
ui_keys G
ui_wait 'it has the focus: G goes to the end of the text' 'Last words'
for turn in 1 2 3 4 5 6 7 8 9 10; do
    mouse 64 "$turn" 15
done
ui_wait 'the wheel scrolls the article' '6 Jan 2024 ·'
ui_rests
row=$(ui_screen | awk '/See a link/ { print NR }')
click 6 "$row"
ui_check 'a click on a link opens it' ui_until ui_browsed_one 'https://example.org/6?a=b'
click 30 "$row"
ui_keys g
ui_check 'beside it nothing does' ui_browsed_one 'https://example.org/6?a=b'

border() {
    ui_screen | awk '/^───/ { print NR; exit }'
}
border_is() {
    [ "$(border)" = "$1" ]
}
mouse 0 10 "$(border)"
mouse 32 10 14
mouse 0 10 14 m
ui_check 'the border is dragged' ui_until border_is 14
mouse 32 10 18
ui_keys j
ui_check 'and stays when it is let go' border_is 14
mouse 0 10 14
mouse 32 10 99
mouse 32 10 1
mouse 32 10 12
mouse 0 10 12 m
ui_check 'wherever it was dragged to' ui_until border_is 12

ui_keys '?'
ui_wait 'help' 'help'
mouse 65 10 10
click 10 6
ui_wait 'a box takes clicks' 'help'
click 80 24
ui_check 'beside it a click leaves it' ui_until ui_shows_not '· Esc'
ui_keys s
ui_wait 'the sort menu' 'quality'
ui_rests
row=$(ui_screen | awk '/quality/ { print NR; exit }')
double_click 10 "$row"
ui_wait 'two clicks take a line' 'sort:quality'
ui_keys Escape
# Half of a report, noise in it, places that are nowhere.
ui_keys -H 1b 5b 3c 30 3b
mouse 0 0 0
mouse 0 9999 9999
mouse 99999999999999 1 1
mouse 3 1 1
mouse 66 5 5
ui_keys M
ui_wait 'a key leaves it to the terminal' "the mouse is the terminal's own"
ui_check 'which reports nothing then' ui_until has_mode sgr 0
ui_keys M
ui_check 'and back' ui_until has_mode sgr 1

ui_keys Escape Escape /
ui_type 'date<9999'
ui_wait 'a filter is typed' ' filter: date<9999'
click 11 1
ui_type 'up'
ui_wait 'a click puts the cursor into the line' ' filter: dupate<9999'
click 70 1
ui_type ' x'
ui_wait 'beside it, at its end' ' filter: dupate<9999 x'
ui_keys C-u
ui_type 'sort:qua'
ui_keys BSpace BSpace BSpace Tab
ui_wait 'candidates' 'provider'
ui_rests
row=$(ui_screen | awk '/quality/ { print NR; exit }')
click 20 "$row"
ui_wait 'a click takes one' ' filter: sort:quality '
ui_wait_gone 'and the others go' 'provider'
ui_keys Escape

ui_resize 100x30
ui_wait 'a timeline' '1 Jan 2024 ── by day ── 9 Jan 2024'
click 4 2
ui_wait 'a click chooses from it' 'date:2024-01-03  1 article '
mouse 32 6 2
mouse 0 6 2 m
ui_wait 'dragging makes a span' 'date:2024-01-03..2024-01-05  3 articles'
mouse 32 99 2
click 50 10
ui_wait_gone 'a click beside it leaves it' 'date:2024'
double_click 5 2
ui_wait 'two clicks filter' '1 of 9'
ui_keys Escape
ui_wait 'until Esc' '9 of 9'
ui_type '/sort:quality'
ui_keys Enter

ui_title_is() {
    [ "$(ui_tmux display-message -p '#{pane_title}')" = "$1" ]
}
ui_keys g
ui_type '/article'
ui_keys Enter
ui_check 'the title says what is shown' ui_until ui_title_is 'coranto: sort:quality article'
ui_keys Enter
ui_check 'and what is read' ui_until ui_title_is 'Article 9 - coranto'
ui_keys Q
ui_ends 'it quits well' 0
ui_check 'the mouse is off afterwards' has_mode any 0
ui_check 'and the title gone' ui_until sh -c "! tmux -S '$TMP/tmux$UI_SERVER' display -p '#{pane_title}' | grep -q coranto"

mkdir -p "$HOME/.config/coranto"
printf 'mouse: no\ntitle: no\n' >"$HOME/.config/coranto/config.yaml"
ui_start 80x24 "$CORANTO" "$TMP/news"
ui_wait 'it runs without' '9 of 9'
ui_check 'mouse: no' has_mode any 0
ui_check 'title: no' sh -c "! tmux -S '$TMP/tmux$UI_SERVER' display -p '#{pane_title}' | grep -q coranto"
ui_keys Q
ui_ends 'it quits well without' 0
