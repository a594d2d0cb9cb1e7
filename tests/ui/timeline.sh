#!/bin/sh
# SPDX-License-Identifier: MIT
# The row of bars above the list, days, and choosing a span of time.
. "$TOP/tests/ui/lib.sh"

mkdir -p "$TMP/news" "$HOME/.config/coranto"
n=0
for day in 01 01 01 02 04 04 05; do
    n=$((n + 1))
    printf '%s\n' '---' "title: Title$n" "date: 2021-03-${day}T0$n:00:00Z" '---' \
        >"$TMP/news/$n.md"
done

ui_start 100x30 "$CORANTO" "$TMP/news"
ui_wait_row 'a bar a day, from the first to the last' 2 \
    ' ▇▃ ▅┃  1 Mar 2021 ── by day ── 5 Mar 2021'
ui_has 'the list is below it' 'Title7'
ui_keys '}'
ui_wait '} goes to the day before' '2/7 '
ui_keys '}'
ui_wait 'over all of a day' '4/7 '
ui_keys '}' '}'
ui_wait 'the last day' 'no other day further down'
ui_keys '{'
ui_wait '{ goes back' '4/7 '

ui_keys T
ui_wait 'T chooses from the bars, beginning at the cursor' 'date:2021-03-02  1 article '
ui_keys l
ui_wait 'l goes on' 'date:2021-03-03  0 articles'
ui_keys Space l
ui_wait 'Space begins a span' 'date:2021-03-03..2021-03-04  2 articles'
ui_keys h h h h h
ui_wait 'also backwards, to the first' 'date:2021-03-01..2021-03-03  4 articles'
ui_keys Escape
ui_wait_gone 'Esc leaves all as it was' 'date:'
ui_has 'with the list' '7 of 7'
ui_keys T G Space 2 h Enter
ui_wait 'Enter filters by the span' '3 of 7'
ui_has 'as a term of the filter' 'date:2021-03-03..2021-03-05'
ui_wait_row 'and the bars are those of the list' 2 ' ┃▄  4 Mar 2021 ── by day ── 5 Mar 2021'
ui_keys Escape
ui_wait 'Esc drops it' '7 of 7'

ui_keys B
ui_wait_gone 'it can be hidden' 'by day'
ui_keys T
ui_wait 'and still chosen from' 'by day'
ui_keys Escape B
ui_wait 'shown again' 'the timeline is shown'
ui_resize 100x29
ui_wait_gone 'below 30 rows there is no room' 'by day'
ui_type '/zzz'
ui_keys Enter T
ui_wait 'nothing has no date' 'nothing in the list has a date'
ui_keys Q
ui_ends 'that is all' 0

echo 'timeline: no' >"$HOME/.config/coranto/config.yaml"
ui_start 100x30 "$CORANTO" "$TMP/news"
ui_wait 'a setting hides it' 'Title7'
ui_lacks 'at the start' 'by day'
ui_keys Q
ui_ends 'that is all' 0

echo 'timeline: yes' >"$HOME/.config/coranto/config.yaml"
# shellcheck disable=SC2034 # ui_start reads it
UI_ENV='LC_ALL=C'
ui_start 100x30 "$CORANTO" "$TMP/news"
ui_wait_row 'in plain ASCII' 2 ' #- +|  1 Mar 2021 -- by day -- 5 Mar 2021'
ui_keys Q
ui_ends 'that is all' 0
