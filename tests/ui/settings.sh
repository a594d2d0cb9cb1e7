#!/bin/sh
# SPDX-License-Identifier: MIT
# Settings while it runs: shown, changed, listed, read from files; those of a folder.
. "$TOP/tests/ui/lib.sh"

cd "$TMP" || exit 2
file=$HOME/.config/coranto/config.yaml
mkdir -p "$HOME/.config/coranto" "$TMP/news"
cp "$TOP"/seeds/* "$TMP/news"
cat >"$file" <<SETTINGS
width: 60
for:
  $TMP/news: { query: "topic:AI", columns: [title] }
SETTINGS

run() {
    ui_type ":$1"
    ui_keys Enter
}

titled() {
    ui_tmux display-message -p '#{pane_title}' | grep -q coranto
}

untitled() {
    ! titled
}

ui_start 80x24 "$CORANTO" "$TOP/seeds"
ui_wait 'a folder without settings of its own' '5 of 5'
run 'set width'
ui_wait 'a setting is shown' 'width: 60'
run 'set width 30'
ui_wait 'and changed' 'width: 30'
ui_wait 'at once' 'The enterprise is eager to'
ui_check 'as far as the text is wide' ui_until ui_shows_regex '^ +The enterprise is eager to *$'
run 'set width 5'
ui_wait 'a wrong value is refused' 'width: "5" is not between 20 and 1000'
run 'set width'
ui_wait 'and changes nothing' 'width: 30'
run 'set widht 5'
ui_wait 'a wrong name finds its nearest' 'did you mean width?'
run 'set columns title,date'
ui_wait 'a list is changed' 'columns: [title, date]'
ui_check 'the list at once' ui_until ui_row_has 2 'Getting AI from the lab to production'
run 'set columns title size'
ui_wait 'to what there is' '"size" is none of'
run 'set history!'
ui_wait 'a yes is turned round' 'history: no'
run 'set history!'
ui_wait 'and back' 'history: yes'
run 'set width!'
ui_wait 'nothing else is' 'width is not a yes or a no'
run 'set fetch.total 2min'
ui_wait 'names have dots' 'fetch.total: 2min'
run 'set keys newsboat'
ui_wait 'keys are changed' 'keys: newsboat'
run 'set bind { list: { gz: "filter scale" } }'
ui_wait 'and bound' 'bind: { list: { gz: "filter scale" } }'
run 'set keys vim'
ui_wait 'the bindings stay' 'keys: vim'
ui_type gz
ui_wait 'and work' '2 of 5'
ui_keys Escape
ui_wait 'away again' '5 of 5'
run 'set theme nosuch'
ui_wait 'a theme that is not there is told' 'nosuch'
run 'set theme'
ui_wait 'and not taken' 'theme: auto'
ui_check 'the window has a title' ui_until titled
run 'set title no'
ui_wait 'which is given up' 'title: no'
ui_check 'at once' ui_until untitled
run 'set title!'
ui_wait 'and taken again' 'title: yes'
ui_check 'at once too' ui_until titled
run 'set all'
ui_wait 'all are listed' 'most columns of text in an article'
ui_wait_regex 'their names and values stay whole' '│   hyperlinks +auto  wh'
ui_type 'most columns'
ui_keys Enter
ui_wait 'one is taken to be changed' ':set width 30'
ui_keys C-w
ui_type 40
ui_keys Enter
ui_wait 'and it is' 'width: 40'

printf 'width: 50\nmark-read: soon\nbind: { list: { "gx": "nonsense" } }\n' >"$TMP/more.yaml"
run 'source more.yaml'
ui_wait 'a file is read' 'more.yaml:2:12: mark-read:'
ui_has 'and how much is wrong with it' '(1 of 2)'
run 'set width'
ui_wait 'the rest of it holds' 'width: 50'
run 'source /nonexistent'
ui_wait 'one that is not there is told' 'there is no file /nonexistent'
echo 'width: 65' >>"$file"
run 'source '
ui_wait 'the settings are read again' 'settings read from'
run 'set width'
ui_wait 'as they are now' 'width: 65'
run 'set columns'
ui_wait 'over the defaults' 'columns: [flags, date'
ui_type Q
ui_ends 'it ends' 0

ui_start 80x24 "$CORANTO" "$TMP/news"
ui_wait 'a folder has a filter of its own' '4 of 5'
run 'set columns'
ui_wait 'and columns' 'columns: [title]'
run 'source '
ui_wait 'read again' 'settings read from'
run 'set columns'
ui_wait 'they stay' 'columns: [title]'
ui_type Q
ui_ends 'it ends' 0
ui_start 80x24 "$CORANTO" -q scale "$TMP/news"
ui_wait 'what is asked for goes before it' '2 of 5'
ui_type Q
ui_ends 'it ends' 0
