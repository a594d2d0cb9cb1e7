#!/bin/sh
# SPDX-License-Identifier: MIT
# The folder changes while it is open: the list follows, the cursor and the article stay.
. "$TOP/tests/ui/lib.sh"

NEWS=$TMP/news
mkdir -p "$NEWS/a" "$TMP/out"

# article FILE TITLE DAY TEXT: by another file that takes the name, as programs write.
article() {
    printf -- '---\ntitle: %s\npublishedDateTime: 2021-04-%sT10:00:00Z\n---\n%s\n' \
        "$2" "$3" "$4" >"$TMP/out/new"
    mv "$TMP/out/new" "$1"
}

for day in 10 11 12 13 14; do
    article "$NEWS/a/$day.md" "Title $day" "$day" "Text of $day."
done

ui_start 100x50 "$CORANTO" "$NEWS"
ui_wait 'the list is shown' '1/5'
ui_skip_unwatched
ui_keys j j
ui_wait 'an article is shown' 'Text of 12.'

article "$NEWS/a/15.md" 'Later one' 15 'Text of 15.'
ui_wait 'a new file has its row' 'Later one'
ui_wait 'and is counted, the cursor one row further down' '4/6'
ui_has 'the article stays' 'Text of 12.'

article "$NEWS/a/12.md" 'Title 12 again' 12 'Other text of 12.'
ui_wait 'a file that changed has its new title' 'Title 12 again'
ui_wait 'and the article its new text' 'Other text of 12.'
ui_has 'none is counted twice' '4/6'

article "$NEWS/a/10.md" 'Changed below' 10 'Text.'
ui_wait 'another one changed' 'Changed below'
ui_has 'which moves nothing' 'Other text of 12.'

rm "$NEWS/a/14.md"
ui_wait_gone 'a file that went has no row' 'Title 14'
ui_wait 'five are left' '3/5'

ln -s nowhere "$NEWS/broken.md"
ui_wait 'a file that cannot be read is told' 'could not be read'
ui_keys '!'
ui_wait 'what cannot be read is among the problems' 'broken.md'
rm "$NEWS/broken.md"
ui_wait_gone 'until it goes' 'broken.md'
ui_close

mv "$NEWS/a/12.md" "$NEWS/a/renamed.md"
ui_wait 'a renamed file stays where it was' 'Title 12 again'
ui_wait 'as does its text' 'Other text of 12.'

mkdir "$NEWS/b"
article "$NEWS/b/1.md" 'In a new folder' 20 'Text.'
ui_wait 'a new folder is read' 'In a new folder'
article "$NEWS/b/2.md" 'Later in it' 21 'Text.'
ui_wait 'and watched' 'Later in it'
mv "$NEWS/b" "$TMP/out/b"
ui_wait_gone 'a folder that went takes its articles along' 'Later in it'
mv "$TMP/out/b" "$NEWS/c"
ui_wait 'one that came brings them' 'Later in it'
article "$NEWS/c/3.md" 'Third of them' 22 'Text.'
ui_wait 'it is watched under its new name' 'Third of them'

mv "$NEWS" "$TMP/out/news"
ui_wait 'the whole folder goes' 'no articles here'
mkdir "$NEWS"
article "$NEWS/x.md" 'A fresh start' 23 'Text.'
ui_wait 'another one takes its place' 'A fresh start'
ui_wait 'alone' '1/1'
ui_keys q
ui_ends 'q ends it' 0

# With watching off a key looks again.
UI_ENV='XDG_CONFIG_HOME='$TMP/config
mkdir -p "$TMP/config/coranto"
echo 'watch: no' >"$TMP/config/coranto/config.yaml"
ui_start 100x50 "$CORANTO" "$NEWS"
ui_wait 'the list is shown' '1/1'
article "$NEWS/y.md" 'Not told' 24 'Text.'
ui_keys R
ui_wait 'R finds it' 'Not told'
ui_wait 'and says so' 'read again: 2 articles'
ui_keys q
ui_ends 'q ends it' 0

# What a note is written about stays in view while the list goes on without it.
UI_ENV=
rm -f "$NEWS"/*.md
for day in 11 12 13; do
    article "$NEWS/$day.md" "Title $day" "$day" "Text of $day."
done
ui_start 100x50 "$CORANTO" --query title:Title "$NEWS"
ui_wait 'the list is shown' '1/3'
ui_keys j
ui_wait 'an article is shown' 'Text of 12.'
ui_keys a
ui_wait 'a note is asked for' 'note:'
article "$NEWS/12.md" 'Renamed' 12 'New text of 12.'
ui_wait_gone 'its article is not in the list any more' 'Title 12'
ui_wait 'and is in view' 'New text of 12.'
ui_type 'about twelve'
ui_keys Enter
ui_wait 'then the one under the cursor is' 'Text of 11.'
ui_keys :
ui_type 'filter note:twelve'
ui_keys Enter
ui_wait 'the note is where it belongs' 'New text of 12.'
ui_keys q
ui_ends 'q ends it' 0

# The article that is shown stays when its file goes: it can still be saved.
mkdir "$TMP/going"
article "$TMP/going/1.md" 'Staying' 10 'Text that stays.'
article "$TMP/going/2.md" 'Going' 11 'Text of what goes.'
ui_start 100x30 "$CORANTO" "$TMP/going"
ui_wait 'two articles' '2 of 2'
ui_keys Enter
ui_wait 'with the text of one' 'Text of what goes'
rm "$TMP/going/2.md"
ui_wait 'its file goes' '1 of 1'
ui_has 'the text stays' 'Text of what goes'
ui_type ":save $TMP/saved.md"
ui_keys Enter
ui_wait 'it is saved' 'saved as'
ui_check 'with its text' grep -q 'Text of what goes' "$TMP/saved.md"
ui_keys Q
ui_ends 'Q quits' 0
