#!/bin/sh
# SPDX-License-Identifier: MIT
# Each command's key in each preset does what the manual says: one browser for each, the same
# rows in the same order. Twelve articles, of which 12 is the newest; each two of a day.
. "$TOP/tests/ui/lib.sh"

mkdir "$TMP/news"
n=0
while [ $n -lt 12 ]; do
    n=$((n + 1))
    day=$(printf %02d $(((n + 1) / 2)))
    address=https://example.com/$n
    [ $n != 10 ] || address=http://127.0.0.1:1/
    {
        printf '%s\n' '---' "title: Title$n" "date: 2024-01-${day}T0$((1 - n % 2)):00:00Z" \
            "topics: [Topic$((n % 3))]" "provider: {name: Maker$((n % 2))}" \
            "webUrl: $address" "mood: mood$n" "excerpt: Short$n" 'related:' \
            "  - {title: Other$n, webUrl: \"https://example.net/$n\"}" '---' \
            "Opening$n [first](https://example.org/first$n) and" \
            "[second](https://example.org/second$n)." ''
        ui_lines 60 "of article $n"
    } >"$TMP/news/$n.md"
done
printf '#!/bin/sh\n' >"$TMP/editor"
chmod +x "$TMP/editor"
mkdir -p "$HOME/.config/coranto"
ui_fake_browser
UI_ENV="BROWSER=$TMP/browser DISPLAY=:0 VISUAL= EDITOR=$TMP/editor"

# Command, its key in vim, newsboat and neomutt, and what is seen then: a regular expression of
# the screen, one that no longer fits it (!), the row of the cursor (@), or what the browser was
# asked for (>). Keys are tmux's, parted by ~; "none" has no key. "=" is no command: keys that
# all presets share; "close" leaves a box.
rows() {
    cat <<'ROWS'
down             j       J       j       @2
up               k       K       k       @1
down             3~j     3~J     3~Down  @4
up               Up      Up      2~Up    .
last             G       End     *       @12
first            g       Home    =       @1
first            7~g     7~Home  7~=     @7
half-down        C-d     C-d     ]       @12
half-up          C-u     C-u     [       .
= Home @1
page-down        C-f     NPage   z       @12
page-up          C-b     PPage   Z       @1
page-down        NPage   NPage   Right   @12
page-up          PPage   PPage   Left    @1
= End @12
previous-day     {       {       {       @10
next-day         }       }       }       @11
= Home @1
= Home Opening12
scroll-article-down 9~J  9~C-n   9~J     !Opening12
scroll-article-up 9~K    9~C-p   9~K     Opening12
read-on          Space   Space   Space   !Opening12
read-back        b       b       b       Opening12
next-unread      ]       n       Tab     @2
previous-unread  [       p       BTab    @1
next-unread      n       ]       n       @2
previous-unread  N       [       BTab    @1
toggle-read      m       N       N       ●11
toggle-read      m       m       m       ●12
toggle-star      *       *       F       ★
undo             z       z       u       !★
redo             Z       Z       U       ★
undo             z       z       u       !★
read-all         A       A       A       ●0
undo             z       z       u       ●12
select           x       x       t       ✓1 selected
= 4~Home @4
select-to        X       X       X       ✓4 selected
select-none      c       c       C-t     !selected$
select-invert    I       I       I       ✓12 selected
select-none      c       c       C-x     ! selected
= Home @1
filter           /       F       l       filter:
= T~i~t~l~e~5~Enter 1 of 12
drop-term        Escape  C-f     Escape  12 of 12
filter           /       /       /       filter:
= T~i~t~l~e~5~Enter 1 of 12
drop-term        BSpace  BSpace  BSpace  12 of 12
toggle-term      none    l       none    unread .*12 of 12
toggle-term      none    l       none    !unread .*12 of 12
topics           t       t       #       Topic2 +4
= close
providers        p       P       p       Maker1 +6
= close
facet            F       #       %       mood
= close
view             V       V       c       Hottest
= close
sort             s       g       o       sort by
= C-c !sort by
reverse-sort     none    G       O       sort:-date
= Escape 12 of 12
= Home @1
recent           r       @       r       nothing was read yet
copy             y~u     y~u     y~u     copied: https://example.com/12
copy             y~t     y~t     y~t     copied: Title12
copy             y~m     y~m     y~m     copied: \[Title12\]
edit             e       e       e       read again
pipe             |       |       |       pipe
= Escape !pipe
save             S       s       s       save
= Escape !save
note             a       a       a       note:
= Escape !note:
rescan           R       r       $       again: 12 articles
problems         !       !       !       no problems
command-line     :       :       :       ^ :
= Escape !^ :
help             ?       ?       ?       half a page down
= close
zoom-in          +       +       +       !Opening12
zoom-out         _       _       _       Opening12
open             o       o       C-o     >https://example.com/12
next-variant     v       v       v       the excerpt alone
next-variant     v       v       v       Opening12
= 3~Home @3
fetch            f       f       f       fetch.allow-private
= Home @1
= Home Opening12
focus-other      Tab     Tab     C-w     .
line-down        9~j     9~j     9~Down  !Opening12
line-up          9~k     9~k     9~BSpace Opening12
focus-other      Tab     Tab     C-w     .
= Down @2
= Up @1
enter-article    l       Enter   Enter   .
toggle-read      m       m       N       ●12
toggle-read      m       m       N       ●11
toggle-read      m       m       N       ●12
next-unread      ]       n       Tab     Opening11
previous-unread  [       p       BTab    Opening12
half-down        C-d     C-d     C-d     !Opening12
half-up          C-u     C-u     C-u     Opening12
bottom           G       G       $       Line60 of article 12
page-up          C-b     C-b     -       !Line60 of
page-down        C-f     C-f     C-f     Line60 of
top              g       g       ^       Opening12
next-article     J       J       j       Opening11
previous-article K       K       k       Opening12
next-link        C-n     C-n     C-n     https://example.org/first12
next-link        C-n     C-n     C-n     https://example.org/second12
previous-link    C-p     BTab    C-p     https://example.org/first12
follow           Enter   l       Right   >https://example.org/first12
open             2~o     2~o     2~o     >https://example.org/second12
links            u       u       C-b     https://example.org/second12
= close
related          w       w       w       Other12
= close
fields           i       i       h       mood12
= close
find             /       /       /       find:
= l~i~n~e~4~Enter match 1 of 11
next-match       n       n       n       match 2 of 11
previous-match   N       N       P       match 1 of 11
lights-out       \       \       \       !match 1 of
back-to-list     h       h       i       .
= Home @1
= Down @2
= Enter .
back-to-list     Left    Left    x       .
= Down @3
= Enter .
back-out         q       q       q       .
= Down @4
open-and-read    none    O       none    >https://example.com/9
ROWS
}

# seen WANT: as the last column of the table says.
seen() {
    case $1 in
    @*) ui_shows_regex "^ *${1#@}/12 " ;;
    !*) ! ui_shows_regex "${1#!}" ;;
    '>'*) ui_browsed_last "${1#>}" ;;
    *) ui_shows_regex "$1" ;;
    esac
}

# press KEYS WANT: fails when it is not seen. What has "." is shown by the row after it.
press() {
    if [ "$1" = close ]; then
        ui_close
        return
    fi
    # shellcheck disable=SC2046 # the keys are words
    ui_keys $(echo "$1" | tr '~' ' ')
    ui_until seen "$2"
}

# row PRESET COMMAND KEYS WANT
row() {
    if [ "$2" = = ]; then
        press "$3" "$4" || not_ok "$1: $3 on the way to \"$4\""
    elif [ "$3" != none ]; then
        if press "$3" "$4"; then
            ok "$1: $2 is $3: $4"
        else
            not_ok "$1: $2 is $3: $4"
        fi
    fi
}

# browse PRESET: all rows, each with the key of this preset.
set -f
browse() {
    rm -rf "$HOME/.local"
    printf '%s\n' "keys: $1" 'mark-read: never' 'views: [{ name: Hottest, query: unread }]' \
        >"$HOME/.config/coranto/config.yaml"
    ui_start 140x30 "$CORANTO" "$TMP/news"
    ui_wait "$1: the newest is shown beside the list" 'Opening12'
    rows >"$TMP/rows"
    while read -r command vim newsboat neomutt want <&3; do
        case $command-$1 in
        =-*) row "$1" = "$vim" "$newsboat${neomutt:+ $neomutt}${want:+ $want}" ;;
        *-vim) row "$1" "$command" "$vim" "$want" ;;
        *-newsboat) row "$1" "$command" "$newsboat" "$want" ;;
        *-neomutt) row "$1" "$command" "$neomutt" "$want" ;;
        esac
    done 3<"$TMP/rows"
    ui_keys Q
    ui_ends "$1: Q quits" 0
}

browse vim
browse newsboat
browse neomutt
