#!/bin/sh
# SPDX-License-Identifier: MIT
# Random keys, pastes, sizes, signals and files that come and go: afterwards the program still
# answers, ends well and gives the terminal back. What it does is told by the seed alone.
# MONKEY_SEEDS="7 8 9" and MONKEY_STEPS=1000 make it longer, MONKEY_FOLDER takes other articles.
. "$TOP/tests/ui/lib.sh"

SEEDS=${MONKEY_SEEDS:-1 2 3 4 5 6}
STEPS=${MONKEY_STEPS:-500}

# One step a line: "keys HEX...", "size 80x24", "signal NAME", "add N", "remove N", "empty".
plan() {
    awk -v seed="$1" -v steps="$STEPS" '
    function pick(list, n) { n = split(list, of, " "); return of[1 + int(rand() * n)] }
    function hex(s, i, out) {
        for (i = 1; i <= length(s); i++)
            out = out sprintf(" %02x", index(ascii, substr(s, i, 1)) + 31)
        return out
    }
    function key() {
        # No Q and no q, which may quit; \ ends a find.
        if (rand() < 0.6)
            return hex(substr(plain, 1 + int(rand() * length(plain)), 1))
        return " " pick(special)
    }
    function keys(n, out) {
        for (n = 1 + int(rand() * 6); n > 0; n--)
            out = out key()
        gsub(/_/, " ", out)
        return out
    }
    BEGIN {
        srand(seed)
        for (i = 32; i < 127; i++)
            ascii = ascii sprintf("%c", i)
        plain = "ejkgGJKbnN][tpFxXsSfvoudwHLmzA*yui|R!:?/\\+_<>()hlV{}0123456789      "
        # Tab, Enter, Esc, controls, arrows, pages, Home, End, BackTab, F1, é, 日, a mark, noise
        special = "09 0d 1b 1b 04 15 06 02 0c 0e 10 7f 08 03 1a 1b_5b_41 1b_5b_42 1b_5b_43 " \
            "1b_5b_44 1b_5b_35_7e 1b_5b_36_7e 1b_5b_48 1b_5b_46 1b_5b_5a 1b_4f_50 c3_a9 " \
            "e6_97_a5 cc_81 ff 9b 1b_5b_3c_30_3b_31_4d 1b_5b_3c_30_3b_33_30_3b_35_4d 1b_5b_3c_33_32_3b_35_30_3b_31_32_4d 1b_5b_3c_36_35_3b_39_3b_39_4d 1b_5d_31_31_3b_07 1b_1b 00"
        sizes = "1x1 2x2 200x1 1x50 15x4 16x4 17x5 59x15 60x16 80x24 109x24 110x24 140x40 300x100"
        words = "topic:ai|zz|((|\"open|sort:heat|sort heat|5 down|99999999999999999999 down|" \
            "facet type|find a|help|links|goto nowhere|clear-filter|-x|/a.*b/|limit:1|date:2021"
        words_n = split(words, word, "|")
        begin = " 1b 5b 32 30 30 7e"
        end = " 1b 5b 32 30 31 7e"
        for (step = 0; step < steps; step++) {
            dice = rand()
            if (dice < 0.60)
                print "keys" keys()
            else if (dice < 0.70)
                print "keys" hex(pick("/ : ? t p F u i") word[1 + int(rand() * words_n)]) pick("_0d _1b _7f")
            else if (dice < 0.76)
                print "keys" begin hex("qQ :quit") " 0d 0a 00 1b 5d 30 3b 78 07 1b 5b 33 31 6d" hex("jx") end
            else if (dice < 0.86)
                print "size " pick(sizes)
            else if (dice < 0.90)
                print "signal " pick("WINCH WINCH CONT INT TSTP")
            else if (dice < 0.95)
                print "add " int(rand() * 20)
            else if (dice < 0.99)
                print "remove " int(rand() * 20)
            else
                print "empty"
        }
    }' | tr _ ' '
}

# Each third is none, or one that nobody should meet.
write_bad() {
    case $(($1 / 3 % 6)) in
    0) printf -- '---\ntitle: "a\\e]0;x\\a\\e[2J\\u202e"\ntopics: [[[[[[\n---\n\033[31m\302\233 text' ;;
    1) printf -- '---\ntitle: [\n%s' "$(head -c 3000 "$CORANTO" | tr -d '\0')" ;;
    2) printf -- '---\ntitle: deep\n---\n%s x\n' "$(printf '%03000d' 0 | tr 0 '>')" ;;
    3) printf -- '---\ntitle: table\n---\n|%s\n|%s\n' "$(printf '%0400d' 0 | sed 's/0/a|/g')" \
        "$(printf '%0400d' 0 | sed 's/0/-|/g')" ;;
    4) printf -- '---\ntitle: %s\ndate: 99999-99-99\nheat: -1e999\n---\n%s\n' "$(printf '%09000d' 0)" "$(printf '%090000d' 0)" ;;
    5) head -c 20000 "$CORANTO" ;;
    esac >"$NEWS/$1.md"
}

write_article() {
    [ $(($1 % 3)) != 2 ] || { write_bad "$1" && return; }
    printf '%s\n' '---' "title: \"Article $1 日本語 with a rather long title, again and again\"" \
        "date: 2024-01-$((10 + $1))" "topics: [AI, T$(($1 % 3))]" "heat: $(($1 * 37))" \
        "webUrl: https://example.com/$1" 'related:' "  - {title: other, webUrl: \"https://example.com/0\"}" \
        '---' "Words *and* [a link](https://example.org/$1)." '' '| a | b |' '|---|---|' '| 1 | 2 |' \
        '' '    code that is much longer than any of the narrow screens can show at once' \
        >"$NEWS/$1.md"
}

# Files only change in a folder of our own.
change_files() {
    case $1 in
    add) write_article "$2" ;;
    remove) rm -f "$NEWS/$2.md" ;;
    empty) rm -f "$NEWS"/*.md ;;
    esac
}

play() {
    while read -r what rest; do
        ui_has_ended && return
        # shellcheck disable=SC2086 # a list of bytes
        case $what in
        keys) ui_keys -H $rest ;;
        size) ui_resize "$rest" ;;
        # The program may have ended by a command of the help.
        signal) ui_signal "$rest" 2>/dev/null || : ;;
        *) change_files "$what" "$rest" ;;
        esac
    done
}

# Out of every box and prompt, until a ^C finds nothing to end any more. What is shown may be of a
# ^C before: there are more of them than boxes can lie over each other.
is_calm() {
    ui_has_ended || { ui_keys C-c C-c C-c C-c C-c C-c && ui_shows 'Q quits'; }
}

ask() {
    ui_tmux display-message -p "$1"
}

is_restored() {
    [ "$(ask '#{alternate_on} #{cursor_flag} #{keypad_flag} #{mouse_any_flag}')" = '0 1 0 0' ] &&
        stty -F "$(ask '#{pane_tty}')" -a | grep -q ' icanon'
}

ui_fake_browser
# What it saves goes here; the text of articles goes through these programs and no others.
mkdir "$TMP/here" "$TMP/bin"
for program in sh cat env true; do
    for folder in /usr/bin /bin; do
        [ ! -x "$folder/$program" ] || ln -sf "$folder/$program" "$TMP/bin/$program"
    done
done
cd "$TMP/here" || exit 2
for seed in $SEEDS; do
    # Every other one has an editor that cannot be run.
    editor=true
    [ $((seed % 2)) = 0 ] || editor=nosuch
    UI_ENV="BROWSER=$TMP/browser DISPLAY=:0 EDITOR=$editor VISUAL= PATH=$TMP/bin"
    NEWS=$TMP/news$seed
    mkdir "$NEWS"
    # None, one, or many articles.
    count=$((seed % 4 < 2 ? seed % 4 : 20))
    while [ "$count" -gt 0 ]; do
        count=$((count - 1))
        write_article "$count"
    done
    ui_start 80x24 "$CORANTO" "${MONKEY_FOLDER:-$NEWS}"
    ui_until ui_shows ' of '
    plan "$seed" >"$TMP/plan"
    play <"$TMP/plan"
    ui_keys -H 1b 5b 32 30 31 7e
    ui_resize 80x24
    # Version 3.3a of tmux can end itself when it wraps the lines behind the alternate screen anew.
    if ! ui_tmux has-session 2>/dev/null; then
        echo "ok - 219 seed $seed # SKIP tmux itself ended"
        ui_until test ! -e "/proc/$(cat "$TMP/pid")"
        continue
    fi
    ui_check "219 seed $seed: it still answers" ui_until is_calm
    ui_keys Q
    ui_ends "219 seed $seed: it ends well" 0
    ui_check "219 seed $seed: the terminal is as before" ui_until is_restored
done
