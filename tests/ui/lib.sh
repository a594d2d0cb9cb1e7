# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# Screens: a program in a terminal of tmux, keys in, what is shown out. Read by the scripts of
# this folder, which tests/run gives TMP, TOP and CORANTO. Nothing here waits for a fixed time:
# ui_wait looks every 0.05 s until what it waits for is there, at most UI_DEADLINE seconds.
# A screen may be seen half drawn: what is checked at once is looked at again for a while.
#
#   ui_start 80x24 PROGRAM ARG...     a new terminal of 80 columns and 24 rows; where the last
#                                     session ended is forgotten unless UI_SESSION is set
#   ui_keys j Down C-c                keys by tmux's names; ui_type 'text' as it is
#   ui_wait 'what' TEXT               ok once TEXT is shown; ui_wait_regex, ui_wait_gone
#   ui_has 'what' TEXT                ok if it is shown now; ui_lacks, ui_has_regex
#   ui_row_is 'what' N TEXT           row N (from 1, without blanks at its end) is TEXT
#   ui_check 'what' COMMAND ARG...    ok if the command ends well
#   ui_screen, ui_styled              the rows as text, and with their attributes as SGR
#   ui_resize 60x20                   the terminal changes its size
#   ui_ends 'what' STATUS             ok once the program ended so, 128+N by signal N
#   ui_signal TERM                    a signal to the program
#   ui_fake_browser                   a browser that only notes its arguments: ui_browsed
#   ui_end                            kills what still runs; done at exit too
#
# UI_TERM is the TERM inside, UI_ENV more words for env, such as "NO_COLOR=1".

UI_DEADLINE=${UI_DEADLINE:-60}
UI_TERM=${UI_TERM:-tmux-256color}
UI_ENV=${UI_ENV-}
UI_SERVER=0

ok() {
    echo "ok - $1"
}

# not_ok WHAT: with the screen, if there is one, as its explanation.
not_ok() {
    echo "not ok - $1"
    ui_screen | awk '{ row[NR] = $0 } /[^ ]/ { last = NR }
        END { for (i = 1; i <= last; i++) print "# |" row[i] }'
}

if ! command -v tmux >/dev/null 2>&1; then
    echo "ok - $(basename "$0") # SKIP tmux is not installed"
    exit 0
fi

ui_tmux() {
    tmux -u -S "$TMP/tmux$UI_SERVER" -f /dev/null "$@"
}

# 99 is how a program ends that a sanitizer found something in.
ui_end() {
    ui_tmux kill-server 2>/dev/null || :
    if [ -s "$TMP/status" ] && [ "$(cat "$TMP/status")" = 99 ]; then
        echo "not ok - a sanitizer found nothing"
    fi
    rm -f "$TMP/pid" "$TMP/status"
}
trap ui_end EXIT
trap 'exit 130' INT TERM HUP

# Each terminal has a server of its own, as one that was killed takes a while to go. Without a
# status line the program has all rows.
ui_start() {
    size=$1
    shift
    ui_end
    [ -n "${UI_SESSION-}" ] ||
        rm -rf "${XDG_STATE_HOME:-$HOME/.local/state}/coranto/sessions"
    UI_SERVER=$((UI_SERVER + 1))
    # shellcheck disable=SC2086 # words of UI_ENV
    ui_tmux start-server \; \
        set-option -g default-terminal "$UI_TERM" \; \
        set-option -g status off \; \
        set-option -g set-clipboard on \; \
        set-option -g escape-time 0 \; \
        set-option -g history-limit 0 \; \
        new-session -d -x "${size%x*}" -y "${size#*x}" env -u TMUX -u TMUX_PANE $UI_ENV \
        "$TOP/tests/ui/pane" "$TMP" "$@"
}

ui_keys() {
    ui_tmux send-keys "$@"
}

ui_type() {
    ui_tmux send-keys -l -- "$1"
}

ui_screen() {
    ui_tmux capture-pane -p 2>/dev/null
}

ui_styled() {
    ui_tmux capture-pane -peN
}

ui_resize() {
    ui_tmux resize-window -x "${1%x*}" -y "${1#*x}"
}

ui_has_ended() {
    [ -s "$TMP/status" ]
}

# ui_until COMMAND...: run it until it ends well; fails when the deadline has passed, or a
# second or two after the program ended, as little can change then.
ui_until() {
    ui_last=$(($(date +%s) + UI_DEADLINE))
    ui_ended=
    until "$@"; do
        [ "$(date +%s)" -le "$ui_last" ] || return 1
        if [ -z "$ui_ended" ] && ui_has_ended; then
            ui_ended=yes
            ui_last=$(($(date +%s) + 1))
        fi
        sleep 0.05
    done
}

ui_shows() {
    ui_screen | grep -qF -e "$1"
}

ui_shows_regex() {
    ui_screen | grep -qE -e "$1"
}

ui_shows_not() {
    ! ui_shows "$1"
}

ui_row() {
    ui_screen | sed -n "${1}s/ *\$//p"
}

ui_row_shows() {
    [ "$(ui_row "$1")" = "$2" ]
}

# ui_soon COMMAND...: it ends well, if not now, as what is shown may be the half of a frame, then
# within the next two seconds.
ui_soon() {
    "$@" && return
    [ "$1" != ui_until ] && [ "$UI_DEADLINE" != 0 ] || return
    for _ in 1 2 3 4 5 6 7 8; do
        sleep 0.25
        "$@" && return
    done
    return 1
}

ui_check() {
    ui_what=$1
    shift
    if ui_soon "$@"; then
        ok "$ui_what"
    else
        not_ok "$ui_what"
    fi
}

ui_wait() {
    ui_check "$1" ui_until ui_shows "$2"
}

ui_wait_regex() {
    ui_check "$1" ui_until ui_shows_regex "$2"
}

ui_wait_gone() {
    ui_check "$1" ui_until ui_shows_not "$2"
}

ui_wait_row() {
    ui_check "$1" ui_until ui_row_shows "$2" "$3"
}

ui_has() {
    ui_check "$1" ui_shows "$2"
}

ui_has_regex() {
    ui_check "$1" ui_shows_regex "$2"
}

ui_lacks() {
    ui_check "$1" ui_shows_not "$2"
}

ui_row_is() {
    ui_check "$1" ui_row_shows "$2" "$3"
}

ui_ends() {
    if ! ui_until ui_has_ended; then
        not_ok "$1 (it still runs)"
    elif [ "$(cat "$TMP/status")" = "$2" ]; then
        ok "$1"
    else
        not_ok "$1 (status $(cat "$TMP/status"))"
    fi
}

# ui_signal TERM: to the program itself.
ui_signal() {
    ui_until test -s "$TMP/pid" && kill -s "$1" "$(cat "$TMP/pid")"
}

# What the program copied with OSC 52.
ui_clipboard() {
    ui_tmux show-buffer 2>/dev/null
}

# ui_lines COUNT WORDS: paragraphs "Line1 WORDS", "Line2 WORDS" and so on, for an article's body.
ui_lines() {
    awk -v n="$1" -v words="$2" 'BEGIN { for (i = 1; i <= n; i++) printf "Line%d %s\n\n", i, words }'
}

# Make $TMP/browser; each of its arguments goes into $TMP/browsed with a NUL after it.
ui_fake_browser() {
    cat >"$TMP/browser" <<'BROWSER'
#!/bin/sh
printf '%s\0' "$@" >>"${0%browser}browsed"
BROWSER
    chmod +x "$TMP/browser"
    : >"$TMP/browsed"
}

# The arguments of all its calls so far, one a line.
ui_browsed() {
    tr '\0' '\n' <"$TMP/browsed"
}

# ui_row_has N TEXT: row N (from 1) holds the text; for ui_check and ui_until.
ui_row_has() {
    ui_row "$1" | grep -qF -e "$2"
}

# ui_skip_unwatched: the rest of a script is skipped where the folders of the program that runs are
# not watched, as a user may have too few watches, or all of them in use.
ui_skip_unwatched() {
    ui_keys '!'
    ui_until ui_shows_regex 'no problems|· Esc'
    if ui_shows 'be watched'; then
        echo "ok - $(basename "$0") # SKIP the system lets nothing be watched"
        exit 0
    fi
    ui_shows 'no problems' || ui_close
}

# ui_rests: wait until the screen is the same twice, before something is read off it.
ui_rests() {
    ui_before=
    until ui_now=$(ui_screen) && [ "$ui_now" = "$ui_before" ]; do
        ui_before=$ui_now
        sleep 0.1
    done
}

# The fake browser was called just once, with just this argument; or last with it.
ui_browsed_one() {
    [ "$(ui_browsed)" = "$1" ]
}

ui_browsed_last() {
    [ "$(ui_browsed | tail -n 1)" = "$1" ]
}

# ui_close: Esc out of a box, and wait until it is gone: a key at once after Esc would be one
# with Alt.
ui_close() {
    ui_keys Escape
    ui_until ui_shows_not '· Esc'
}
