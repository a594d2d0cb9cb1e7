#!/bin/sh
# SPDX-License-Identifier: MIT
# The three layouts, zoom, the border, resizing with the place kept, tiny sizes, redraw.
. "$TOP/tests/ui/lib.sh"

cd "$TOP" || exit 2
ui_start 140x40 "$CORANTO" seeds
ui_wait 'beside: the article' 'hopefully usher'
ui_has_regex 'beside: a line between' '^.*Getting AI from the lab.*│ +Getting AI'
ui_resize 80x24
ui_wait_regex 'stacked: a line between' '^─{80}$'
ui_wait 'stacked: the article' 'hopefully usher'
ui_resize 50x15
ui_wait_gone 'single: the list alone' 'hopefully usher'
ui_has 'single: the list' 'Getting AI from'
ui_keys Enter
ui_wait 'single: Enter shows the article' 'hopefully usher'
ui_lacks 'and only it' 'Revisiting'
ui_keys Escape
ui_wait 'Esc goes back' 'Revisiting'
ui_resize 140x40
ui_wait 'large again' 'hopefully usher'
ui_keys +
ui_wait_gone 'zoom in: the list alone' 'hopefully usher'
ui_keys _
ui_wait 'zoom out: both' 'hopefully usher'
ui_keys '<' '<'
ui_wait 'the border moved' 'hopefully usher'

ui_keys G Enter
ui_wait 'the long post' 'we revisit the reasons'
ui_keys C-d C-d
ui_wait 'scrolled down' 'Doomed to Fail'
ui_resize 60x24
ui_wait 'resizing keeps the place' 'Doomed to Fail'
ui_resize 140x40
ui_wait 'and back' 'Doomed to Fail'
ui_type /
ui_wait 'find asks' 'find:'
ui_type production
ui_wait_regex 'find counts' 'match [0-9]+ of [0-9]+'
ui_keys Enter n
ui_wait_regex 'n goes on' 'match [0-9]+ of [0-9]+'
ui_keys N

ui_resize 10x3
ui_wait 'too small is told' 'too small'
ui_resize 1x1
ui_resize 200x60
ui_wait 'and survived' '5 of 5'
ui_keys C-l
ui_wait 'redrawn' 'of 5'
ui_keys Q
ui_ends 'and quits well' 0
