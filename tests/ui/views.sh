#!/bin/sh
# SPDX-License-Identifier: MIT
# Saved views: picked with their counts, by key, by name, with columns of their own, and saved.
. "$TOP/tests/ui/lib.sh"

cd "$TOP" || exit 2
file=$HOME/.config/coranto/config.yaml
mkdir -p "$HOME/.config/coranto"
cat >"$file" <<'SETTINGS'
# mine
views:
  - { name: Hot, key: gh, query: "heat>50 sort:heat" }  # first
  - { name: By title, key: T, query: "topic:AI sort:title", columns: [title, date] }
  - { name: Wrong, query: "heat>" }
width: 70   # of text
SETTINGS
ui_start 80x24 "$CORANTO" seeds
ui_wait 'a wrong view is told' 'some settings are wrong and their defaults hold; ! lists them'
ui_type '!'
ui_wait_regex 'with its place' '│   config.yaml:5:13: views: query: '
ui_keys Escape
ui_type V
ui_wait_regex 'V lists the views with their counts' 'Hot +gh +1 '
ui_has_regex 'each' 'By title +T +4 '
ui_lacks 'but not the wrong one' 'Wrong'
ui_keys Enter
ui_wait 'Enter shows one' '1 of 5'
ui_wait_regex 'its name stands at the top' '^ Hot · heat>50 sort:heat'
ui_keys Escape Escape
ui_wait 'its terms are dropped as any' '5 of 5'
ui_lacks 'and its name goes' 'Hot ·'
ui_type T
ui_wait 'a key of the list shows one' 'By title · topic:AI'
ui_check 'with its columns' ui_until ui_row_has 2 'AI Projects Are Hard to Scale'
ui_check 'and no others' sh -c "! tmux -S '$TMP/tmux$UI_SERVER' capture-pane -p | sed -n 2p | grep -q Community"
ui_type gh
ui_wait 'so does one of two characters' 'Hot · heat>50'
ui_type V
ui_wait 'and in the box' 'By title'
ui_type T
ui_wait 'one character does' 'By title · topic:AI'
ui_type ':view Ho'
ui_keys Tab Enter
ui_wait ':view knows their names' 'Hot · heat>50'
ui_type ':view None'
ui_keys Enter
ui_wait 'and says when there is none' 'there is no view None'

ui_type ':filter provider:acm.org'
ui_keys Enter
ui_wait 'another filter' '1 of 5'
ui_type ':save-view Machines'
ui_keys Enter
ui_wait 'is saved' 'saved as Machines'
ui_wait 'and named' 'Machines · provider:acm.org'
ui_check 'in the file, with all else as it was' test "$(cat "$file")" = '# mine
views:
  - { name: Hot, key: gh, query: "heat>50 sort:heat" }  # first
  - { name: By title, key: T, query: "topic:AI sort:title", columns: [title, date] }
  - { name: Wrong, query: "heat>" }
  - { name: Machines, query: "provider:acm.org" }
width: 70   # of text'
ui_type ':save-view a;b'
ui_keys Enter
ui_wait 'a name that ends a command is refused' 'not saved: the name of a view has no ;'
ui_type V
ui_wait 'it is there at once' 'Machines'
ui_keys Escape
ui_wait_gone 'Esc' 'Enter or its key'
ui_type Q
ui_ends 'it ends' 0

rm "$file"
ui_start 80x24 "$CORANTO" seeds
ui_wait 'without settings' '5 of 5'
ui_type V
ui_wait 'V says how to save one' 'save-view NAME'
ui_type ':save-view All'
ui_keys Enter
ui_wait 'even of all articles' 'saved as All'
ui_check 'the file is made, for the owner alone' test "$(stat -c %a "$file")" = 600
ui_type Q
ui_ends 'it ends' 0
