#!/bin/sh
# SPDX-License-Identifier: MIT
# Marks as people make them: read, star and notes, of one article or all, taken back and made
# again, shown in the row and the header, and what was read last.
. "$TOP/tests/ui/lib.sh"

mkdir "$TMP/news" "$HOME/.config" "$HOME/.config/coranto"
echo 'mark-read: never' >"$HOME/.config/coranto/config.yaml"
for n in 1 2 3 4 5 6; do
    printf '%s\n' '---' "title: Title$n" "date: 2024-01-0$n" \
        "webUrl: https://example.com/$n" '---' "Opening$n" >"$TMP/news/$n.md"
done

# unread N: so many of the list are.
unread() {
    ui_wait_regex "$1" "^ *[0-9]+/[0-9]+  ●$2 "
}

ui_start 140x24 "$CORANTO" "$TMP/news"
ui_wait 'the list is there' '6 of 6'
unread 'nothing is read' 6
ui_keys A
unread 'all read' 0
ui_has 'how many, and the way back' 'read: 6 articles; z takes it back'
ui_keys A
ui_wait 'once more takes nothing' 'nothing in the list is unread'
ui_keys z
unread 'all unread again, in one step' 6
ui_has 'what was taken back' 'unread again: 6 articles'
ui_keys Z
unread 'and read' 0
ui_has 'what was made again' 'read again: 6 articles'
ui_keys '*'
ui_wait 'a star' 'starred'
ui_keys z
ui_wait 'it is taken back first' 'no star again: 1 article'
ui_keys z
unread 'then all' 6
ui_keys z
ui_wait 'there is no more' 'no mark to take back'
ui_keys 2 Z
ui_wait 'two steps at once, told' 'starred again: 1 article; 2 marks made again'
unread 'both' 0
ui_keys 5 z
ui_wait 'more than there are' 'unread again: 6 articles; 2 marks taken back, there are no more'
unread 'which is all' 6
ui_keys 9 Z
ui_wait 'and on to the end' 'starred again: 1 article; 2 marks made again, there are no more'

ui_keys a
ui_wait 'a note is asked for' 'note:'
ui_type 'for the  talk'
ui_keys Enter
ui_wait 'it stands in the header' '✎ for the talk'
ui_has_regex 'and in the row' '^★◆✎ .*Title6'
ui_keys a
ui_wait 'the next time it is there to be changed' 'note: for the talk'
ui_keys C-u
ui_type 'for nobody'
ui_keys Enter
ui_wait 'changed' '✎ for nobody'
ui_keys z
ui_wait 'the words before come back' '✎ for the talk'
ui_keys /
ui_type 'note:talk'
ui_keys Enter
ui_wait 'queries find it' '1 of 6'
ui_keys Escape
ui_wait 'all again' '6 of 6'
ui_keys a C-u Enter
ui_wait 'an empty one takes it away' 'the note is gone'
ui_wait_gone 'from the header' '✎'
ui_keys z
ui_wait 'which is undone' '✎ for the talk'
ui_keys : ; ui_type 'note in other words'; ui_keys Enter
ui_wait 'by its name' '✎ in other words'
"$CORANTO" mark note 'by another program' -q Title6 "$TMP/news" 2>/dev/null
ui_wait 'another program changes it' '✎ by another program'

ui_keys : ; ui_type 'unnote'; ui_keys Enter
ui_wait_gone 'it is gone' '✎'
ui_keys r
ui_wait 'what was read last' 'read last'
ui_has_regex 'with its time' '(now|[0-9]m)  Title6'
ui_type 'Title3'
ui_keys Enter
ui_wait 'and opened from there' 'Opening3'
ui_keys Q
ui_ends 'quit' 0

UI_ENV='XDG_STATE_HOME=/proc/none'
ui_start 60x24 "$CORANTO" "$TMP/news"
ui_wait 'marks that cannot be kept are told' 'marks are not kept this time'
ui_keys j '!'
ui_wait 'and why, among the problems' 'state.db cannot be opened'
