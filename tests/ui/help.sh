#!/bin/sh
# SPDX-License-Identifier: MIT
# Help shows the keys that are in force where it was asked for, and runs what is chosen; the row
# of hints follows the keys too.
. "$TOP/tests/ui/lib.sh"

mkdir "$TMP/news" "$HOME/.config" "$HOME/.config/coranto"
for n in 1 2 3 4 5 6; do
    printf '%s\n' '---' "title: Title$n" "date: 2024-01-0$n" '---' "Opening$n" >"$TMP/news/$n.md"
done
cat >"$HOME/.config/coranto/config.yaml" <<'END'
mark-read: never
bind:
  list: { gs: "toggle-star ; down", gu: "filter unread", D: half-down, k: "" }
  general: { E: topics, t: "", "?": "", F2: help }
END

# asks WHAT TEXT SEARCH: help is open; narrowed by a search it shows a line that ends so, blanks
# apart.
asks() {
    ui_keys C-u
    ui_type "$3"
    ui_wait_regex "$1" "$2"
}

ui_start 100x30 "$CORANTO" "$TMP/news"
ui_wait 'hints name the keys in force' 'E topics'
ui_has 'of help too' 'F1 help'
ui_keys F1
ui_wait 'help is there' 'type to search'
ui_has_regex 'what the user bound comes first' '^.. +gs +toggle-star ; down +your own'
ui_has_regex 'with its text' '^.. +gu +filter unread '
ui_has_regex 'then the keys of this view' '^.. +j Down +one row down \(:down\) +moving'
ui_has_regex 'without those that were taken away' '^.. +Up +one row up '
ui_has_regex 'and with those that were added' '^.. +\^D D +half a page down '
asks 'keys of other views stand under their names' 'one line down .*in the article' 'line down'
asks 'a search finds what has no key' '^.. +show all articles \(:clear-filter\)' 'clear-filter'
asks 'and a group' 'select the article.* marks │' 'marks select'
asks 'keys that were bound everywhere' '^.. +E +pick topics' 'topics'
asks 'no text that it has by itself' 'with counts \(:topics\)' 'pick topics'
asks 'but one that tells it from others' '\(:copy title\)' 'copy title'
asks 'help is bound by what is in force' '^.. +F1 F2 +show the keys' 'show the keys'
asks 'nothing else' 'nothing matches' 'nonsense words'
ui_keys C-u
ui_type 'toggle-star ; down'
ui_keys Enter
ui_wait_regex 'Enter runs what the user bound' '^ *2/6 '
ui_has 'all of it' '★'
ui_keys F2
ui_type 'last row'
ui_keys Enter
ui_wait_regex 'and what a row has' '^ *6/6 '
ui_keys F1
ui_type 'line-down'
ui_keys Enter
ui_wait 'what works elsewhere is not run' 'works only in the article'
ui_keys Enter F1
ui_wait_regex 'in the article it shows the keys of the article' '^.. +j Down .E +one line down .:line-down. +moving'
asks 'and those of the list under its name' 'one row down .*in the list' 'one row down'
ui_close

ui_keys h /
ui_wait 'a prompt' 'filter:'
ui_type 'title1 title2'
ui_wait 'with a text' '0 of 6'
ui_keys F1
ui_wait_regex 'help over a prompt begins with its keys' '^.. +\^T +show how many .* +while typing'
ui_type 'delete-word'
ui_keys C-u
ui_type 'word before'
ui_keys Enter
ui_wait 'what is chosen is done in the prompt' '1 of 6'
ui_keys Escape
ui_wait 'which is there still' '6 of 6'

ui_keys :
ui_type 'help undo'
ui_keys Enter
ui_wait_regex ':help searches for words' '^.. +z +take the last mark back'
ui_close
ui_keys Q
ui_ends 'the end' 0
