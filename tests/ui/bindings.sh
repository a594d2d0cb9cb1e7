#!/bin/sh
# SPDX-License-Identifier: MIT
# Keys that the settings bind, those bound while the program runs, and lines of several commands.
. "$TOP/tests/ui/lib.sh"

mkdir "$TMP/news"
n=0
while [ $n -lt 6 ]; do
    n=$((n + 1))
    printf '%s\n' '---' "title: Title$n" "date: 2024-01-0$n" "topics: [Topic$((n % 2))]" \
        "heat: $n" '---' "Opening$n" >"$TMP/news/$n.md"
done

# settings: from standard input.
settings() {
    mkdir -p "$HOME/.config/coranto"
    { echo 'mark-read: never' && cat; } >"$HOME/.config/coranto/config.yaml"
}

# without_marks: those of the runs before are forgotten.
without_marks() {
    rm -rf "$HOME/.local"
}

# see WHAT TEXT KEYS: after these keys the text is shown.
see() {
    what=$1
    text=$2
    shift 2
    ui_keys "$@"
    ui_wait "$what" "$text"
}

# line TEXT: a line of commands.
line() {
    ui_keys :
    ui_type "$1"
    ui_keys Enter
}

settings <<'END'
bind:
  list:
    gu: filter topic:Topic1
    x: toggle-star ; down
    <M-g>: 4 first
    X: "3 down"
    "<C-x>s": 'filter "a ; b"'
    e:
    ^G: 'toggle-read ; nonsense'
  general: { "^O": "run toggle-read ; 2 next-unread" }
END
"$CORANTO" config >/dev/null 2>"$TMP/err"
sed 's/^/# /' "$TMP/err"
ui_check 'what is wrong in a binding is told with its place' grep -qx \
    '.*config.yaml:10:9: bind: "nonsense" is no command of the view "list"' "$TMP/err"

ui_start 100x24 "$CORANTO" "$TMP/news"
ui_wait 'the list' 'of 6'
see 'a sequence of the settings' '3 of 6' g u
see 'and what it did is undone' '6 of 6' Escape
ui_keys G
ui_wait_regex 'the last' '^ *6/6 '
ui_keys g
ui_wait_regex 'a key that begins the sequence still answers, by itself' '^ *1/6 '
ui_keys G g j
ui_wait_regex 'or with another key behind it' '^ *2/6 '
ui_keys G g 2 j
ui_wait_regex 'or a count' '^ *3/6 '
ui_keys g
ui_wait_regex 'back' '^ *1/6 '
ui_keys x
ui_wait_regex 'a key runs two commands' '^ *2/6 .*'
ui_check 'the first of them too' ui_shows '★'
ui_keys X
ui_wait_regex 'a command of a binding has a count' '^ *5/6 '
ui_keys e
ui_wait 'a key without a command does nothing' 'e does nothing here'
ui_keys C-g
ui_wait 'neither does one whose command is none' '^G does nothing here'
ui_keys g
ui_wait_regex 'to the first' '^ *1/6 '
ui_keys C-o
ui_wait_regex 'a line may be run by a line' '^ *3/6  ●5'
see 'quotes keep a ; in a text' '"a ; b"' C-x s
see 'of one command' '6 of 6' Escape
ui_keys 3 G

ui_keys M-g
ui_wait_regex 'a key with Alt is a key' '^ *4/6 '
ui_keys 3 G
ui_keys M-j
ui_wait_regex 'one that nothing is bound to is Esc and the key' '^ *4/6 '
ui_keys 3 G

line 'bind list T toggle-star ; down'
ui_wait ':bind says what it did' 'T: toggle-star ; down'
ui_keys T
ui_wait_regex 'and binds' '^ *4/6 '
ui_keys 2 T
ui_wait_regex 'a count repeats the line' '^ *6/6 '
line 'unbind list T'
ui_wait ':unbind says so' 'T does nothing now'
ui_keys T
ui_wait 'and unbinds' 'T does nothing here'
line 'bind list T toggel-star'
ui_wait 'an unknown command is told with the nearest' 'did you mean toggle-star?'
line 'bind lisst T quit'
ui_wait 'an unknown view too' 'no view "lisst"'
line 'bind list PgDwn1 quit'
ui_wait 'and an unknown key' 'did you mean PgDn?'
line 'unbind list T'
ui_wait 'nothing is not taken away' 'does nothing in the view "list"'
line 'bind article x ;'
ui_wait 'nothing is not bound' 'no command to bind'

ui_keys g
line 'down ; filtr x ; down'
ui_wait 'a command that is none ends the line' 'did you mean filter?'
ui_wait_regex 'what stands before it was run' '^ *2/6 '
line 'down ; unbind list ~ ; down'
ui_wait_regex 'so does one that fails' '^ *3/6 .*"~" does nothing'
line 'topics ; down'
ui_wait 'and one that asks for something' 'topics asks for something: down was not run'
ui_wait 'which it does' 'Topic0'
ui_keys Escape g
line 'filter "topic1 ; x" ; 2 down'
ui_wait 'a ; inside quotes is text' '0 of 6'
see 'the quotes are the command'\''s' '6 of 6' Escape
line '3000 run down'
ui_wait 'a line has a bound' 'at most 100 commands'
line 'run run run run run run run run run run down'
ui_wait 'so has a line in a line' 'nested too deep'
line 'toggle-term starred'
ui_wait 'toggle-term adds a term' '4 of 6'
line 'toggle-term starred'
ui_wait 'and takes it out' '6 of 6'
line 'reverse-sort'
ui_wait 'reverse-sort turns the order round' 'sort:-date'
line 'reverse-sort'
ui_wait 'and back' 'sort:date'
line 'bind list q run quit'
ui_wait 'bound' 'q: run quit'
ui_keys q
ui_ends 'a binding may end the program' 0

# The keys of other programs.
without_marks
settings <<'END'
keys: newsboat
END
ui_start 100x24 "$CORANTO" "$TMP/news"
ui_wait 'newsboat: the list' 'of 6'
ui_keys J J
ui_wait_regex 'newsboat: J goes down' '^ *3/6 '
ui_keys N
ui_wait 'newsboat: N marks read' '●5'
see 'newsboat: l hides what was read' '5 of 6' l
see 'newsboat: ^F clears the filter' '6 of 6' C-f
ui_keys Home n n
ui_wait_regex 'newsboat: n goes to the next unread' '^ *4/6 '
see 'newsboat: G turns the order' 'sort:-date' G
see 'newsboat: g sorts' 'sort by' g
ui_keys Escape q
ui_ends 'newsboat: q quits' 0

without_marks
settings <<'END'
keys: neomutt
END
ui_start 100x24 "$CORANTO" "$TMP/news"
ui_wait 'neomutt: the list' 'of 6'
ui_keys '*'
ui_wait_regex 'neomutt: * goes to the last' '^ *6/6 '
ui_keys '='
ui_wait_regex 'neomutt: = goes to the first' '^ *1/6 '
ui_keys Tab
ui_wait_regex 'neomutt: Tab goes to the next unread' '^ *2/6 '
ui_keys F
ui_wait 'neomutt: F flags' '★'
see 'neomutt: l limits' 'filter:' l
ui_type Title3
ui_keys Enter
ui_wait 'neomutt: the limit' '1 of 6'
ui_keys Escape Enter j
ui_wait 'neomutt: j in an article goes to the next' 'Opening2'
ui_keys x Q
ui_ends 'neomutt: Q quits' 0
