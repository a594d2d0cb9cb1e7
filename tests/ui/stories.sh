#!/bin/sh
# SPDX-License-Identifier: MIT
# Stories and copies: rows that stand for several articles.
. "$TOP/tests/ui/lib.sh"

mkdir -p "$TMP/news" "$HOME/.config/coranto"
echo 'mark-read: never' >"$HOME/.config/coranto/config.yaml"

# article NAME DAY SITE QUALITY NAMES: at example.com/NAME, naming others as related.
article() {
    {
        printf '%s\n' '---' "title: Headline on $1" "publishedDateTime: 2021-03-$2T12:00:00Z" \
            "webUrl: https://example.com/$1" "provider: {name: $3, domain: $3.org}" \
            "quality: $4" "heat: $4" 'related:'
        for name in $5; do
            printf '%s\n' "  - webUrl: https://www.example.com/$name/"
        done
        echo '---'
    } >"$TMP/news/$1.md"
}
article port 20 Daily 10 ''
article opens 18 Wire 20 'region cloud'
article region 17 Post 60 'opens cloud'
article cloud 17 Post 30 'opens region'
article later 10 Daily 5 ''
sed -e 's/^webUrl.*/webUrl: https:\/\/example.com\/again/' -e 's/^title.*/title: "HEADLINE, on: port!"/' \
    "$TMP/news/port.md" >"$TMP/news/again.md"

ui_start 110x20 "$CORANTO" "$TMP/news"
ui_wait 'three rows of six articles' '6 of 6 in 3 rows'
ui_has_regex 'copies are one row with their number' '▸ .*Daily +(Headline on port|HEADLINE, on: port!) +2│'
ui_has_regex 'a story has its sources, its best title and its number' \
    '▸ .*2 sources +Headline on region +3│'
ui_has_regex 'its date is the one of the newest' '18 Mar 21 +2 sources'
ui_lacks 'its others are not shown' 'Headline on cloud'
ui_has 'the position counts rows' '1/3 '

ui_keys j
ui_wait 'down goes over it' '2/3 '
ui_wait 'and shows its best article' 'Post ·'
ui_keys j
ui_wait 'to the next' '3/3 '
ui_keys k ,
ui_wait 'the comma opens it' '6 of 6 in 5 rows'
ui_has_regex 'the head stays' '▾ .*Post +Headline on region +3│'
ui_has_regex 'the others stand below it, indented' '^ ?●.*   Headline on cloud'
ui_keys j
ui_wait 'they are rows' '3/5 '
ui_wait_regex 'that are shown' '│ Headline on cloud'
ui_keys ,
ui_wait 'and on one of them closes it' '2/3 '
ui_wait_regex 'and shows the head' '│ Headline on region'
ui_keys C
ui_wait 'C opens all' '3/6 '
ui_keys C
ui_wait 'and closes all' '6 of 6 in 3 rows'

ui_keys W
ui_wait 'W shows each article of a story' '6 of 6 in 5 rows'
ui_wait_regex 'with the cursor on its own' '4/5 |3/5 '
ui_keys D
ui_wait_gone 'D each copy' 'in 5 rows'
ui_lacks 'no row stands for more' '▸'
ui_keys C
ui_wait 'then there are none to open' 'there are no stories in the list'
ui_keys W D
ui_wait 'both again' '6 of 6 in 3 rows'

ui_keys g j m
ui_wait 'marking a closed story marks all of it' 'read: all 3 articles of this row'
ui_has_regex 'which is counted' '2/3 +●3'
ui_keys z
ui_wait 'one step takes it back' '●6'
ui_keys , m
ui_wait 'of an open one only the head is marked' '●5'
ui_keys , ']'
ui_wait 'the next unread is the row below' '3/3 '
ui_keys '['
ui_wait 'the one before is in a story whose head is read: that opens' '6 of 6 in 5 rows'
ui_wait_regex 'and the cursor is there' '3/5 '
ui_keys g '*'
ui_wait 'a star is for all of a closed row' 'starred: all 2 articles'
ui_keys , m
ui_wait 'who read one copy has read the other' '●3'

ui_type '/dup'
ui_keys Enter
ui_wait 'dup finds the copy' '1 of 6'
ui_keys Escape
ui_wait 'back' '6 of 6'
ui_type '/story:region'
ui_keys Enter
ui_wait 'a story is asked for by a title of it' '3 of 6'
ui_keys Escape
ui_type '/cloud'
ui_keys Enter
ui_wait 'what is left of a story is what matches' '1 of 6'
ui_lacks 'and no row of several' '▸ '
ui_keys Q
ui_ends 'that is all' 0

echo 'read-story: yes' >"$HOME/.config/coranto/config.yaml"
# shellcheck disable=SC2034 # ui_start reads it
UI_ENV='LC_ALL=C'
ui_start 80x24 "$CORANTO" "$TMP/news"
ui_wait 'rows in plain ASCII' 'in 3 rows'
ui_has_regex 'have a plain sign' '^.\+ '
ui_keys g j ,
ui_wait_regex 'open ones too' '^.- .*Headline on region'
ui_keys m Enter
ui_wait 'a story is read with one of its articles, if wished' 'N1'
ui_keys Q
ui_ends 'that is all' 0
