#!/bin/sh
# SPDX-License-Identifier: MIT
# Who comes for the first time is told where to go on, until the first key; so is who opens a
# folder without articles.
. "$TOP/tests/ui/lib.sh"

mkdir "$TMP/news" "$TMP/empty" "$HOME/mine"
for n in 1 2 3; do
    printf '%s\n' '---' "title: Title$n" "date: 2024-01-0$n" '---' "Opening$n" >"$TMP/news/$n.md"
done
cp "$TMP/news/1.md" "$HOME/mine"

ui_start 80x24 "$CORANTO" "$TMP/news"
ui_wait 'the first visit says what was opened' 'Welcome: 3 articles of /'
ui_has 'how to get help' '? shows all keys'
ui_has 'what stands before the titles' '◆ full text'
ui_has 'and where settings lie' '.config/coranto/config.yaml'
ui_wait 'the article is there above it' 'Opening3'
ui_resize 60x30
ui_wait_regex 'long lines are wrapped' '^ config --example. prints some to begin with\.'
ui_resize 80x8
ui_wait_gone 'without room it gives way' 'Welcome'
ui_resize 80x24
ui_wait 'and comes back' 'Welcome'
ui_keys j
ui_wait_regex 'a key does what it does' '^ *2/3 '
ui_lacks 'and the welcome is gone' 'Welcome'
ui_keys q
ui_ends 'q ends it' 0

ui_start 80x24 "$CORANTO" "$TMP/news"
ui_wait 'the next visit' 'Opening3'
ui_wait_regex 'is counted' '^ *1/3 '
ui_lacks 'and not welcomed' 'Welcome'
ui_keys Q
ui_ends 'the end' 0

rm -rf "$HOME/.local"
ui_start 50x20 "$CORANTO" "$HOME/mine"
ui_wait 'one pane is room enough, and a folder at home is short' 'Welcome: 1 article of ~/mine.'
ui_keys Q
ui_ends 'the end of it' 0

rm -rf "$HOME/.local"
mkdir -p "$HOME/.config/coranto"
echo 'bind: { general: { "?": "", "R": "" } }' >"$HOME/.config/coranto/config.yaml"
ui_start 80x24 "$CORANTO" "$TMP/news"
ui_wait 'who has settings' 'Opening3'
ui_lacks 'needs no welcome' 'Welcome'
ui_keys Q
ui_ends 'as ever' 0
rm -rf "$HOME/.config" "$HOME/.local"

ui_start 80x24 "$CORANTO" "$TMP/empty"
ui_wait 'a folder without articles is named' "There are no articles in"
ui_has 'with what to do' 'To read another folder: coranto FOLDER'
ui_lacks 'nothing was wrong with it' 'could not be read'
cp "$TMP/news/1.md" "$TMP/empty"
ui_keys R
ui_wait 'a new file is shown' 'Opening1'
ui_lacks 'and nothing else to say' 'There are no articles'
ln -s self.md "$TMP/empty/self.md"
ui_keys R
ui_wait 'what cannot be read is told' '1 file or folder could not be read: ! says why'
ui_keys Q
ui_ends 'the end again' 0

ui_start 110x30 "$CORANTO" "$TMP/missing"
ui_wait 'a folder that is none' 'There are no articles in'
ui_has 'says where to look' '! says what'
ui_keys Q
ui_ends 'the last end' 0
