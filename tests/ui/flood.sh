#!/bin/sh
# SPDX-License-Identifier: MIT
# Very many articles come and go at once while the list is open: it follows, the cursor, the
# article and the filter stay, and what came is new.
. "$TOP/tests/ui/lib.sh"

NEWS=$TMP/news MANY=4000
mkdir -p "$NEWS" "$TMP/out/many"

# article FILE TITLE DATE TEXT
article() {
    printf -- '---\ntitle: %s\npublishedDateTime: %sT10:00:00Z\n---\n%s\n' "$2" "$3" "$4" >"$1"
}

many=0
while [ $many -lt $MANY ]; do
    article "$TMP/out/many/$many.md" "Many $many" 2020-01-01 'One of many.'
    many=$((many + 1))
done
for day in 10 11 12 13 14; do
    article "$NEWS/$day.md" "Title $day" "2021-04-$day" "Text of $day."
done

# The first visit sees these.
ui_start 100x30 "$CORANTO" "$NEWS"
ui_wait 'the list is shown' '1/5'
ui_skip_unwatched
ui_keys q
ui_ends 'q ends it' 0

ui_start 100x30 "$CORANTO" "$NEWS"
ui_wait 'the list is shown again' '1/5'
ui_keys j j
ui_wait 'an article is shown' 'Text of 12.'
mv "$TMP/out/many" "$NEWS/many"
ui_wait "188 $MANY files at once are counted" '3/4,005'
ui_has '188 the article stays' 'Text of 12.'
ui_keys j
ui_wait '188 keys go on from there' 'Text of 11.'

ui_type /
ui_type 'new'
ui_wait 'just those that came are new' '4,000 of 4,005'
ui_keys Enter g
ui_wait 'from the first of them' '1/4,000'
article "$NEWS/later.md" 'Later one' 2022-01-01 'Text of the later one.'
ui_wait 'what comes now is new as well' '4,001 of 4,006'
ui_wait 'and has its row' 'Later one'
rm -r "$NEWS/many"
ui_wait '188 all of them go' '1 of 6'
ui_has '188 the one that is left stays' 'Later one'
ui_keys Escape
ui_wait '188 the others are as they were' '/6'
ui_keys q
ui_ends 'q ends it' 0

ui_start 100x30 "$CORANTO" -q new "$NEWS"
ui_wait 'at the next visit none is new' '0 of 6'
ui_keys q
ui_ends 'q ends it' 0
