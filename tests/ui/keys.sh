#!/bin/sh
# SPDX-License-Identifier: MIT
# What the manual says each key does, in the list and in the article. Twelve articles, of which
# 12 is the newest; each two of a day.
. "$TOP/tests/ui/lib.sh"

mkdir "$TMP/news"
n=0
while [ $n -lt 12 ]; do
    n=$((n + 1))
    day=$(printf %02d $(((n + 1) / 2)))
    {
        printf '%s\n' '---' "title: Title$n" "date: 2024-01-${day}T0$((1 - n % 2)):00:00Z" \
            "topics: [Topic$((n % 3))]" "heat: $n" "provider: {name: Maker$((n % 2))}" \
            "webUrl: https://example.com/$n" "mood: mood$n" 'related:' \
            "  - {title: Other$n, webUrl: \"https://example.com/$((n % 12 + 1))\"}" '---' \
            "Opening$n [first](https://example.org/first$n) and" \
            "[second](https://example.org/second$n)." ''
        ui_lines 60 "of article $n"
    } >"$TMP/news/$n.md"
done
# shellcheck disable=SC2016 # for the editor itself
printf '#!/bin/sh\necho "edited:$1" >"%s/edited"\n' "$TMP" >"$TMP/editor"
chmod +x "$TMP/editor"
mkdir -p "$HOME/.config/coranto"
echo 'mark-read: 0s' >"$HOME/.config/coranto/config.yaml"
ui_fake_browser
UI_ENV="BROWSER=$TMP/browser DISPLAY=:0 VISUAL= EDITOR=$TMP/editor"

# at KEYS ROW WHAT: after these keys the cursor is on this row of the list.
at() {
    what=$1
    row=$2
    shift 2
    ui_keys "$@"
    ui_wait_regex "$what" "^ *$row/12 "
}

# see KEYS TEXT: after these keys the text is shown.
see() {
    what=$1
    text=$2
    shift 2
    ui_keys "$@"
    ui_wait "$what" "$text"
}

ui_start 140x30 "$CORANTO" "$TMP/news"
ui_wait 'the newest is shown beside the list' 'Opening12'

at 'j goes down' 2 j
at 'Down goes down' 3 Down
at 'k goes up' 2 k
at 'Up goes up' 1 Up
at 'a count repeats it' 6 5 j
at 'an enormous one goes to the last' 12 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 j
at 'or to the first' 1 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 k
at 'G goes to the last' 12 G
at 'g goes to the first' 1 g
at 'a count and G name a row' 7 7 G
at 'Home goes to the first' 1 Home
at 'End goes to the last' 12 End
at '^U goes half a page up' 1 C-u
at '^D goes half a page down' 12 C-d
at '^B goes a page up' 1 C-b
at '^F goes a page down' 12 C-f
at 'PgUp goes a page up' 1 PPage
at 'PgDn goes a page down' 12 NPage
at '{ goes to the day before in the list' 10 '{'
at '} goes to the next day' 11 '}'
see 'Esc drops a count' '11/12' 3 Escape
at 'and then j goes one row' 12 j
ui_keys g m
ui_wait 'm marks read' '●11'
ui_keys m
ui_wait 'and unread' '●12'
ui_keys m
at '] goes to the next unread' 2 ']'
ui_keys m
at 'n too' 3 n
ui_keys m g
at ']  passes over those that are read' 4 ']'
at '2] goes on by two' 6 2 ']'
at '[ goes back' 5 '['
at 'N too' 4 N
ui_keys '*'
ui_wait '* stars' '★'
ui_keys '*'
ui_wait_gone 'and takes the star off' '★'

at 'g before the article is scrolled' 1 g
see 'J scrolls the article' 'Opening12' J
ui_keys 9 J
ui_wait_gone 'with a count too' 'Opening12'
see 'K scrolls back' 'Opening12' 20 K
ui_keys Space
ui_wait_gone 'Space pages the article' 'Opening12'
see 'b pages back' 'Opening12' b

ui_keys Tab j j j j j j j j
ui_wait_gone 'Tab goes to the article: j scrolls' 'Opening12'
see 'g to its top' 'Opening12' g
see 'G to its end' 'Line60 of article 12' G
see '% goes to a part of it' 'Line31 of' 5 0 %
see 'or to its top' 'Opening12' %
ui_keys 9 C-e
ui_wait_gone '^E scrolls a line on' 'Opening12'
see '^Y back' 'Opening12' 20 C-y
see 'and 100% is its end' 'Line60 of' 1 0 0 %
ui_keys C-b
ui_wait_gone '^B pages back' 'Line60 of'
see '^F on' 'Line60 of' C-f
ui_keys C-u
ui_wait_gone '^U half a page back' 'Line60 of'
see '^D half a page on' 'Line60 of' C-d
see 'J shows the next article' 'Opening11' J
see 'K the previous one' 'Opening12' K
see '] the next unread, from the article too' 'Opening9' ']'
see 'H goes back' 'Opening12' 3 K
see '^N selects a link and tells its address' 'https://example.org/first12' C-n
see 'again the next' 'https://example.org/second12' C-n
see '^P the one before' 'https://example.org/first12' C-p
ui_keys Enter
ui_check 'Enter opens it' ui_until ui_browsed_last 'https://example.org/first12'
ui_keys 2 o
ui_check 'a number and o open that link' ui_until ui_browsed_last 'https://example.org/second12'
ui_keys 1 Enter
ui_check 'a number and Enter too' ui_until ui_browsed_last 'https://example.org/first12'
ui_keys o
ui_check 'o opens the article' ui_until ui_browsed_last 'https://example.com/12'
see 'u lists the links' 'https://example.org/second12' u
ui_close
see 'w lists the related' 'Other12' w
see 'Enter there opens one that is here' 'Opening1 ' Enter
see 'H goes back to where one was' 'Opening12' H
see 'L forward again' 'Opening1 ' L
see 'i lists all fields' 'mood1' i
ui_close
see '/ finds, with a count' 'find:' /
ui_type 'line4'
ui_wait_regex 'while typing' 'match 1 of 11'
ui_keys Enter
see 'n goes to the next match' 'match 2 of 11' n
see 'N to the one before' 'match 1 of 11' N
see 'a count counts' 'match 6 of 11' 5 n
ui_keys "\\"
see '\ puts the light out: n goes on' 'no unread article further down' n
ui_keys h g
ui_wait 'h goes back to the list' 'Opening12'

see '/ filters while typing' 'filter:' /
ui_type 'topic:Topic1'
ui_wait 'with the count' '4 of 12'
ui_type ' ('
ui_wait 'what is not complete keeps the list' '4 of 12'
ui_keys Enter
ui_wait 'and is not accepted' 'the filter stays as it was'
see 'Esc drops the term' '12 of 12' Escape
see 't picks topics' 'Topic2' t
see '! excludes one' '- Topic' '!'
see 'and Enter takes it' '8 of 12' Enter
see 'Backspace drops a term too' '12 of 12' BSpace
see 't once more' 'Topic2' t
ui_keys C-j '!'
ui_wait '^J goes down' '- Topic1'
ui_keys C-k '!'
ui_wait_gone 'and ^K up' '- Topic1'
ui_close
see '^J ends a line as Enter does' '1 of 12' / T i t l e 5 C-j
ui_wait_gone 'so that the prompt goes' 'filter:'
see 'Esc drops that as well' '12 of 12' Escape
see 'p picks providers' 'Maker1' p
see 'Enter takes only that' '6 of 12' Enter
see 'Esc drops it' '12 of 12' Escape
see 'F picks a field, of the articles too' 'mood' F
ui_type mood
see 'and Enter its values' 'mood12' Enter
ui_close
see 's sorts' 'sort by' s
ui_keys T
ui_check 'a capital reverses' ui_until ui_row_has 3 Title9
ui_keys Escape
ui_check 'Esc drops the order too' ui_until ui_row_has 3 Title12
ui_keys g y u
ui_wait 'yu copies the address' 'copied: https://example.com/12'
ui_has_copied() {
    [ "$(ui_clipboard)" = "$1" ]
}
ui_check 'and the terminal has it' ui_until ui_has_copied 'https://example.com/12'
see 'yt copies the title' 'copied: Title12' y t
see 'ym copies a Markdown link' 'copied: [Title12](<https://example.com/12>)' y m
ui_keys e
ui_check 'e edits the file' ui_until grep -qs 'edited:.*/12.md' "$TMP/edited"
ui_wait 'and reads it again' 'read again'
rm "$TMP/news/1.md"
see 'R reads the folders again' 'read again: 11 articles' R
ui_has 'one is gone' '11 of 11'
see '! lists problems' 'no problems' '!'
ui_keys g :
ui_type '3 down'
ui_keys Enter
ui_wait 'with a count before them' '4/9'
ui_keys :
ui_type 'nonsense'
see 'and tells what is none' 'there is no command "nonsense"' Enter
see '? lists the keys' 'half a page down' '?'
ui_close
ui_keys +
ui_wait_gone '+ gives the list all the room' 'Opening'
see '_ takes it back' 'Opening' _
border_at() {
    ui_screen | sed -n 3p | awk -F'│' '{ print length($1) }'
}
ui_rests
before=$(border_at)
ui_keys '<'
border_moved() {
    test "$(border_at)" "$1" "$before"
}
ui_check '< moves the border' ui_until border_moved -lt
ui_keys '>'
ui_check '> back' ui_until border_moved -eq
ui_keys C-l
ui_wait '^L draws anew' 'of 11'
see '^C tells how to quit' 'Q quits' C-c
ui_keys Enter q q
ui_ends 'q leaves the article and then the list' 0

# The shell has the terminal while the program is stopped.
ui_start 80x24 env PS1='shell> ' sh -i
ui_wait 'a shell' 'shell>'
ui_type "'$CORANTO' '$TMP/news'"
see 'runs it' '11 of 11' Enter
ui_keys C-z
# What is typed before the shell asks is lost.
shell_asks() {
    ui_screen | grep . | tail -n 1 | grep -q '^shell> *$'
}
ui_check '^Z stops it' ui_until shell_asks
ui_type 'stty -a | tr " " "\n"; fg'
see 'fg goes on' '11 of 11' Enter
ui_keys Q
ui_wait 'Q quits' 'shell>'
ui_lacks 'the list is gone from the screen' '11 of 11'
