#!/bin/sh
# SPDX-License-Identifier: MIT
# Prompts: completion of queries and commands, counts of terms, editing, earlier lines.
. "$TOP/tests/ui/lib.sh"

cd "$TOP" || exit 2
ui_start 80x24 "$CORANTO" seeds
ui_wait 'all are there' '5 of 5'

# ---- queries ----

ui_type /
ui_type 'topi'
ui_keys Tab
ui_wait 'the only name is completed' 'filter: topic:'
ui_keys Tab
ui_wait_regex 'values come with their counts' 'AI +4'
ui_type 'mach'
ui_keys Tab
ui_wait 'a value is put in quotes where it must' 'filter: topic:"Machine Learning"'
ui_wait 'and filters at once' '3 of 5'
ui_type 'provider:'
ui_keys Tab
ui_wait_regex 'values are counted among the rest' 'acm.org +1'
ui_lacks 'and only those that are there' 'Harvard Business Review'
ui_keys Tab
ui_wait 'Tab takes the first' '1 of 5'
ui_wait_regex 'and puts it into the line' 'provider:acm.org +1 of'
ui_keys BTab
ui_wait_regex 'BackTab goes back to what was typed' 'provider: +3 of'
ui_keys BTab
ui_wait_regex 'and on to the last one' 'provider:none +1 of'
ui_keys Escape
ui_wait_regex 'Esc takes the candidate out again' 'provider: +3 of'
ui_keys C-w
ui_type 'unr'
ui_keys Tab
ui_wait_regex 'flags are completed' 'filter: topic:"Machine Learning" unread '
ui_keys C-u
ui_wait 'the line is empty' '5 of 5'
ui_type '#mach'
ui_keys Tab
ui_wait 'behind a # it is a topic' 'filter: #"Machine Learning"'
ui_keys C-u
ui_type 'sort:'
ui_keys Tab
ui_wait 'behind sort: its keys' 'hottest first'
ui_type 'qual'
ui_keys Tab
ui_wait 'one of them' 'filter: sort:quality'
ui_keys C-u
ui_type 'date:2021-'
ui_keys Tab
ui_wait_regex 'dates are completed by month' '2021-[0-9][0-9]'
ui_keys C-u

# ---- counts ----

ui_type 'topic:AI scale'
ui_wait 'the list narrows' 'of 5'
ui_keys C-t
ui_wait_regex '^T counts each term' 'topic:AI 4 · scale [0-9]'
ui_type ' zzz'
ui_wait_regex 'the term that empties the list is named' 'scale [0-9] · zzz 0   \^W drops zzz → [0-9]'
ui_keys C-u
ui_type '"no such words" topic:AI'
ui_wait_regex 'wherever it stands' 'without "no such words" → 4'
ui_keys C-u
ui_type 'topic:AI heat>'
ui_wait 'an unfinished query keeps the list' '4 of 5'
ui_wait 'with the place of the error' '^'
ui_keys Escape
ui_wait 'Esc leaves it' '5 of 5'

# ---- commands ----

ui_type ':s'
ui_keys Tab
ui_wait 'names have the room that they need' '│scroll-article-down'
ui_keys Escape C-u
ui_type 'sor'
ui_keys Tab
ui_wait 'a command is completed' ':sort'
ui_type 'he'
ui_keys Tab Enter
ui_wait 'and what it takes' 'sort:heat'
ui_type ':set wid'
ui_keys Tab
ui_wait ':set completes settings' ':set width'
ui_keys Tab
ui_wait 'and what they are' ':set width 80'
ui_keys C-u
ui_type 'set theme '
ui_keys Tab
ui_wait 'or what they may be' 'mono'
ui_type 'li'
ui_keys Tab
ui_wait 'the one that is meant' ':set theme light'
ui_keys C-u
ui_type 'source man/coranto.'
ui_keys Tab
ui_wait 'files are completed' 'coranto.5'
ui_keys Escape Escape
ui_wait_gone 'Esc leaves the candidates, then the line' ':source'
ui_type ':copy '
ui_keys Tab
ui_wait 'the texts of its keys' 'copy a Markdown link'
ui_keys Escape Escape
ui_wait_gone 'away' ':copy'

# ---- editing ----

ui_type '/one two'
ui_keys C-w
ui_type 'x'
ui_keys C-a
ui_type 'y '
ui_wait 'the line is edited' 'filter: y sort:heat one x'
ui_keys C-k C-e C-y C-y
ui_wait 'what was cut comes back' 'filter: y sort:heat one xsort:heat one x'
ui_keys C-u
ui_type 'alpha beta gamma'
ui_keys M-b M-b
ui_type '1'
ui_keys C-Right
ui_type '2'
ui_keys C-Left M-f
ui_type '3'
ui_wait 'Alt and Ctrl move by words' 'filter: alpha 1beta23 gamma'
ui_keys M-BSpace
ui_wait 'and Alt cuts one' 'filter: alpha  gamma'
ui_keys C-e C-u
ui_type 'scale'
ui_keys Enter
ui_wait '' '2 of 5'
ui_keys C-Right
ui_wait 'elsewhere Ctrl makes no difference: into the article' '/ find'
ui_keys C-Left
ui_wait 'and back' '/ filter'
ui_keys Escape
ui_wait '' '5 of 5'
ui_type '/chip'
ui_keys Enter
ui_wait '' '1 of 5'
ui_keys Escape
ui_wait '' '5 of 5'

# ---- earlier lines, of this session and the next ----

ui_type /
ui_type 'sc'
ui_keys Up
ui_wait 'Up looks for a line that begins alike' 'filter: scale'
ui_keys Down
ui_wait_regex 'Down comes back' 'filter: sc +'
ui_keys Escape
ui_wait_gone '' 'filter:'
ui_type Q
ui_ends 'it ends' 0
ui_check 'what was typed is for the owner alone' \
    test "$(stat -c %a "$HOME/.local/state/coranto/typed")" = 600
ui_start 80x24 "$CORANTO" seeds
ui_wait 'another session' '5 of 5'
ui_type /
ui_keys Up
ui_wait 'knows the last line' 'filter: chip'
ui_keys C-u C-r
ui_type 'CAL'
ui_wait 'looks for one that holds a text' 'earlier "CAL": scale'
ui_wait 'and filters by it' '2 of 5'
ui_keys Escape
ui_wait 'Esc goes back' '5 of 5'
ui_keys C-r
ui_type 'qqq'
ui_wait 'says when there is none' 'none earlier "qqq"'
ui_keys Escape Escape
ui_wait_gone 'and leaves' 'filter:'
ui_type Q
ui_ends 'it ends' 0

mkdir -p "$HOME/.config/coranto"
echo 'history: no' >"$HOME/.config/coranto/config.yaml"
ui_start 80x24 "$CORANTO" seeds
ui_wait 'where nothing is kept' '5 of 5'
ui_type /
ui_type 'lab'
ui_keys Enter
ui_wait 'a line is typed' 'lab'
ui_type Q
ui_ends 'it ends' 0
ui_check 'nothing is written' sh -c "! grep -q lab '$HOME/.local/state/coranto/typed'"
