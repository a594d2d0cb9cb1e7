#!/bin/sh
# SPDX-License-Identifier: MIT
# The text of articles for other programs: through a pipe, what it prints in the pane, and as
# files.
. "$TOP/tests/ui/lib.sh"

mkdir "$TMP/news" "$TMP/here" "$HOME/.config" "$HOME/.config/coranto"
echo 'mark-read: never' >"$HOME/.config/coranto/config.yaml"
for n in 1 2 3; do
    {
        printf '%s\n' '---' "title: \"Title $n: of/some *thing*\"" "date: 2024-01-0$n" \
            "excerpt: Excerpt$n" "webUrl: https://example.com/$n" '---'
        ui_lines 40 "of *article* $n"
    } >"$TMP/news/$n.md"
done
cat >"$TMP/wide" <<'WIDE'
#!/bin/sh
printf 'a line of prose that is longer than the pane is wide, so that it must be wrapped %s\n' \
    'somewhere before the_end_of_it'
printf 'a  table     that is     much wider     than the pane is     and ends     at_its_end\n'
printf '\033[31mred\033[0m\n'
echo 'some trouble' >&2
exit 3
WIDE
chmod +x "$TMP/wide"
cd "$TMP/here" || exit 2

# pipe COMMAND: through this program.
pipe() {
    ui_keys '|'
    ui_wait "asked for: $1" 'pipe to:'
    ui_keys C-u
    ui_type "$1"
    ui_keys Enter
}

ui_start 120x24 "$CORANTO" "$TMP/news"
ui_wait 'the list is there' '3 of 3'
ui_wait 'and an article' 'Line2 of article 3'
pipe "sed 's/^/> /'"
ui_wait 'what it prints is in the pane' '> Title 3: of/some'
ui_has 'its body, too, as plain text' '> Line2 of article 3'
ui_keys J J J J
ui_wait_gone 'it scrolls' '> Title 3'
ui_keys v
ui_wait 'v goes back to the article' 'example.com/3'
ui_keys v v
ui_wait 'and round to it again' '> Title 3'
ui_keys Escape
ui_wait 'Esc goes back, too' 'example.com/3'
ui_has 'and drops nothing' '3 of 3'
ui_keys Enter G
ui_wait 'at the end' 'Line40 of article 3'
pipe 'wc -l'
ui_wait_regex 'a number' '│ *8[0-9] *$'
ui_keys q
ui_wait 'q goes back to the place' 'Line40 of article 3'
pipe "$TMP/wide"
ui_wait 'a failure is told' 'wide failed with exit status 3'
ui_has_regex 'prose is wrapped' '│ .*the_end_of_it'
ui_lacks 'columns are not' 'at_its_end'
ui_has 'what it complains of' 'some trouble'
ui_has 'no sequence of the terminal gets through' '�[31mred�[0m'
ui_keys ')' ')' ')' ')' ')'
ui_wait 'they scroll sideways' 'at_its_end'
ui_keys /
ui_type 'trouble'
ui_keys Enter
ui_wait 'find works in it' '1 of 1'
ui_keys h
pipe 'nosuchprogram at all'
ui_wait 'a program that is not there' 'nosuchprogram'
pipe 'true'
ui_wait 'nothing printed' 'true has ended and printed nothing'
pipe 'sleep 1000'
ui_wait 'one that takes long' 'sleep is running; ^C gives up'
pipe 'true'
ui_wait 'one at a time' 'sleep is still running'
ui_keys j k
ui_keys C-c
ui_wait 'is given up' 'sleep was given up'
pipe 'yes'
ui_wait 'one without end is cut' 'yes'
ui_wait_regex 'and told' 'more than|too much|printed'
ui_keys h
ui_until ui_shows 'article 3' || :
ui_keys h g x x
ui_wait 'two are selected' '2 selected'
pipe 'grep -c ^Title'
ui_wait_regex 'all of the selection' '(│|^) *2 *$'
ui_keys Escape

# Saving.
ui_keys g S
ui_wait 'a name is offered' 'save as: title-3-of-some-thing.md'
ui_keys Enter
ui_wait 'saved' 'saved as title-3-of-some-thing.md'
saved() {
    [ "$(head -n 1 title-3-of-some-thing.md)" = '# Title 3: of/some *thing*' ] &&
        grep -qx 'Line40 of \*article\* 3' title-3-of-some-thing.md
}
ui_check 'as Markdown' saved
echo mine >title-3-of-some-thing.md
ui_keys S Enter
ui_wait 'what is there is not written over' 'is there already, ! before the name writes over it'
ui_check 'it is as it was' test "$(cat title-3-of-some-thing.md)" = mine
ui_keys S Home
ui_type '!'
ui_keys Enter
ui_wait 'unless one insists' 'saved as'
ui_check 'then it is' saved
ui_keys :
# shellcheck disable=SC2088 # for the program
ui_type 'save ~/text.txt'
ui_keys Enter
ui_wait 'elsewhere' 'text.txt'
text() {
    head -n 1 "$HOME/text.txt" | grep -qF 'Title 3: of/some *thing*' &&
        grep -qx 'Line40 of article 3' "$HOME/text.txt"
}
ui_check 'as plain text' ui_until text
ui_type ':save /dev/null/x'
ui_wait 'a name that cannot be' ':save /dev/null/x'
ui_keys Enter
ui_wait 'is told' '/dev/null/x cannot be written: Not a directory'
ui_lacks 'and nothing that would not help' 'writes over'
ui_keys g x x x S
ui_wait 'a folder for several' 'into the folder:'
ui_keys C-u
ui_type 'many'
ui_keys Enter
ui_wait 'saved' '3 saved in many'
ui_check 'each a file' test "$(find many -name 'title-?-of-some-thing.md' | wc -l)" -eq 3
ui_keys :; ui_type 'reselect'; ui_keys Enter
ui_wait 'again' '3 selected'
ui_keys :; ui_type 'save /proc/none/here'; ui_keys Enter
ui_wait 'why a folder cannot be made' '/proc/none/here cannot be made: No such file'
ui_keys :; ui_type 'save many'; ui_keys Enter
ui_wait 'none is written over' '0 saved in many, 3 not'
ui_check 'nothing else is left' test "$(find . -type f | wc -l)" -eq 4
ui_keys :; ui_type 'save /proc/x.md'; ui_keys Enter
ui_wait 'where nothing can be written' '/proc/x.md cannot be written'
ui_keys S
ui_wait 'asked' 'save as:'
ui_keys Escape Q
ui_ends 'quit' 0
