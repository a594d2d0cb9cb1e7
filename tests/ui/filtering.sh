#!/bin/sh
# SPDX-License-Identifier: MIT
# The filter: live while typing, wrong queries, empty results, dropping terms, pickers.
. "$TOP/tests/ui/lib.sh"

cd "$TOP" || exit 2

# lit ROW WORD: in this row just these letters are underlined.
lit() {
    [ "$(ui_styled | sed -n "$1p" | grep -oE '\[([0-9]+;)*4m[^A-Za-z]*[0-9;]*m?[A-Za-z]*' |
        sed 's/.*m//')" = "$2" ]
}

ui_start 80x24 "$CORANTO" seeds
ui_wait 'all are there' '5 of 5'

ui_type /
ui_wait 'the prompt opens' 'filter:'
ui_type 'scale'
ui_wait 'it filters while typing' '2 of 5'
ui_check 'what it looks for is lit in the titles' ui_until lit 3 Scale
ui_keys Enter
ui_wait_gone 'Enter takes it' 'filter:'
ui_has 'the filter stays' 'scale'
ui_type /
ui_type 'chip'
ui_wait 'another word narrows' '1 of 5'
ui_keys Escape
ui_wait 'Esc goes back to the filter before' '2 of 5'
ui_keys Escape
ui_wait 'Esc drops the term' '5 of 5'

ui_type /
ui_type 'topic:'
ui_has 'an unfinished term keeps the list' 'Getting AI from the lab'
ui_wait 'and says what is wrong' '^'
ui_type 'AI zzz'
ui_wait 'nothing matches' '0 of 5'
ui_has 'what each term matches alone is told' 'zzz 0'
ui_keys Enter
ui_wait 'what to drop is told' 'Esc drops zzz and leaves 4'
ui_keys Escape
ui_wait 'Esc drops it' '4 of 5'
ui_keys Escape
ui_wait 'and the other' '5 of 5'

ui_keys t
ui_wait 'the picker opens' 'Space add'
ui_type deep
ui_keys Space
ui_keys BSpace BSpace BSpace BSpace
ui_type hardw
ui_keys Space Enter
ui_wait 'two values combine: any of them' '2 of 5'
ui_keys Escape
ui_wait 'one term, one Esc' '5 of 5'
ui_keys t
ui_wait 'the picker opens again' 'Space add'
ui_type 'machine'
ui_keys '!' Enter
ui_wait 'a value can be left out' '2 of 5'
ui_has 'as a term of the filter' '-topic:"Machine Learning"'
ui_close
ui_keys p
ui_wait 'providers are picked' 'VentureBeat'
ui_type harv
ui_keys Enter
ui_wait 'one provider' '1 of 5'
ui_close
ui_keys F
ui_wait 'fields are picked' 'language'
ui_type type
ui_keys Enter
ui_wait 'then a value' 'article'
ui_keys Enter
ui_wait 'of that field' '4 of 5'
ui_close
ui_keys s
ui_wait 'the sort menu opens' 'hottest first'
ui_has 'and tells its keys' 'a capital reverses · Esc ─'
ui_type t
ui_wait 'a letter sorts' 'sort:title'
ui_check 'by title' ui_until ui_row_has 2 'AI Projects'
ui_type s
ui_wait 'it opens again' 'hottest first'
ui_type T
ui_wait 'a capital reverses' 'sort:-title'
ui_type ':filter sort:titel'
ui_keys Enter
ui_wait 'an order by a key that is none is told' 'did you mean title'
ui_keys H
ui_wait 'H goes back' 'sort:-title'
ui_type ':sort qualty'
ui_keys Enter
ui_wait 'by the command, too' 'did you mean quality'
ui_keys H
ui_keys H
ui_wait 'and again' 'sort:title'
ui_keys L
ui_wait 'L goes forward' 'sort:-title'
ui_type ':clear-filter'
ui_keys Enter
ui_wait 'a command by name' '5 of 5'
ui_keys g j j
ui_wait_regex 'on the third' '^ *3/5 '
ui_type '/zzzz'
ui_wait 'nothing is left' '0 of 5'
ui_keys C-u
ui_wait 'and all again' '5 of 5'
ui_wait_regex 'a list without rows forgets no place' '^ *3/5 '
ui_keys Escape
ui_type ':nosuch'
ui_keys Enter
ui_wait 'an unknown command is told' 'there is no command'
ui_type ':5'
ui_keys Enter
ui_wait_regex 'a number alone is a row' '^ *5/5 '
ui_keys Enter
ui_wait 'into its text' 'In this micro-blog/post'
ui_type ':9'
ui_keys Enter
ui_check 'or a line of the article' ui_until ui_row_has 10 '85% AI projects'
ui_type ':q'
ui_keys Enter
ui_ends ':q quits' 0
