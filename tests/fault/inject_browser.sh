#!/bin/sh
# SPDX-License-Identifier: MIT
# Every kind of call fails once while somebody reads: start, filter, open, fetch, mark, save. The
# terminal is as it was in the end, only the program's own sequences were written (tests/pty), and
# what was kept is whole. Numbers as in inject.sh.
#
# What may be seen of it, by the kind of call:
#   an interruption, fewer bytes, one refusal to be written to by the terminal: nothing
#   the terminal cannot be read: it has gone, so the program ends with 129, as by SIGHUP
#   any other: nothing, or words on the screen, or the program says why it ends, with 1 or 2; of
#     memory that curses does not see it lacks, it may also end by a signal and say that
# shellcheck disable=SC2317 # functions that the library calls
. "$TOP/tests/server/lib.sh"
. "$TOP/tests/fault/lib.sh"
inject_start
settings 'fetch: { total: 60s, allow-private: [127.0.0.1] }' 'title: no'
server_start
cp -r "$TOP/seeds" "$TMP/news"
cd "$TMP" || exit 2
cat >news/local.md <<PAGE
---
title: Local page
publishedDateTime: 2030-01-01T00:00:00Z
originalUrl: http://127.0.0.1:$port/ok-until-close
---
A body with *emphasis*.
PAGE
state=$HOME/.local/state/coranto
settings=$TMP/config/coranto/config.yaml
"$CORANTO" mark star news/00* 2>/dev/null
cp -r "$state" marked
cp "$settings" settings.old

prepare() {
    rm -rf "$state" "$HOME/.cache" saved.md
    cp -r marked "$state"
    cp settings.old "$settings"
    chmod 640 "$settings"
}

# Words of the program that say what is lacking.
words='too many|not saved|is unknown here|could not|cannot|not kept|begin anew|is damaged|problem|not fetched|out of memory|are not a terminal|failed|ended by signal|gave up|gone'

# browse STEP...: where the program ends early, so do the steps.
browse() {
    : >"$TMP/err"
    kind=-yk
    case $point in *:"$EINTR" | *:short | terminal-*) kind=-y ;; esac
    timeout --foreground -s KILL 120 "$tools/pty" $kind "wait:Local page|$words" "$@" keys:Q -- \
        env LD_PRELOAD="$shim" INJECT="$point" INJECT_COUNT="$TMP/count" "$CORANTO" news \
        >"$TMP/out" 2>&1
    [ "${point#*:}" != "0:${point##*:}" ] || [ ! -s "$TMP/out" ]
}

# No star is lost, of which one is set in some runs; a file is old, or new, or not there. Where a
# loader lacks memory the program dies while it writes, and the file that was to be the new one may
# stay.
state_is_fine() {
    case $("$tools/statedb" tell "$state/state.db") in
    'ok 2 5 0' | 'ok 2 6 0') ;;
    *) return 1 ;;
    esac
    litter='\.bad-|\.new-|\.[A-Za-z0-9]{6}$'
    case $point in malloc:*) litter='\.bad-' ;; esac
    # shellcheck disable=SC2010 # names of our own
    ! ls -R "$state" | grep -qE "$litter" || return 1
    [ "$(stat -c %a "$settings")" = 640 ] &&
        { cmp -s "$settings" settings.old || grep -q 'name: Hot' "$settings"; } &&
        { [ ! -e saved.md ] || tail -n 1 saved.md | grep -q 'A body with'; }
}

complaint() {
    gone='^(never (shown|seen): .*|at the step .*|not all keys could be typed)$'
    case $point in
    read:*:"$EINTR" | poll:*:"$EINTR" | wait:*:"$EINTR" | terminal-*:"$EINTR" | *:short) fine='^$' ;;
    terminal-write:*) fine='^$' ;;
    terminal-read:*) fine="$gone|^the program ended with 129\$" ;;
    malloc:*) fine="$gone|^the program ended with (1|2|139), coranto: .*($words)" ;;
    *) fine="$gone|^the program ended with [12], coranto: .*($words)" ;;
    esac
    # Without memory curses scrolls by numbers that it never set.
    case $point in
    malloc:*) sed -E -i '/no business here: [^ ]*\[-?[0-9]*(;-?[0-9]+)?[rH]$/d' "$TMP/out" ;;
    esac
    # What is on the screen when a step cannot be taken is of no concern.
    if sed '/^never seen: /,/^at the step /d' "$TMP/out" | grep -qvE "$fine" ||
        { [ -s "$TMP/out" ] && ! grep -q '^the program ended with' "$TMP/out"; }; then
        echo 'on the terminal:'
        sed 's/^/#   /' "$TMP/out"
    fi
    state_is_fine || echo 'the state is not fine'
}

# How often it is written to depends on when what arrives: behind the start there may be no call.
of_terminal() {
    optional=$behind
    survives "212 $1" "terminal-read:$EIO" "terminal-write:$EIO"
    survives "172 $1" "terminal-read:$EINTR" "terminal-write:$EINTR" terminal-write:short
    optional=
}

# Of so many runs only some are for every day.
if [ -z "${INJECT_ALL-}" ]; then
    plain="open:$EIO read:$EIO pipe:$EMFILE spawn:$EAGAIN"
    interrupted="read:$EINTR poll:$EINTR"
fi
scenario() { browse; }
all_kinds start
of_terminal start
starts_here
begins_behind
if [ -n "${INJECT_ALL-}" ]; then
    scenario() { browse 'keys:/scale\r' "see:2 of 6|$words" 'keys:\x1b' "see:/6|$words"; }
    all_kinds filter
    scenario() { browse 'keys::save-view Hot\r' "see:Hot|$words"; }
    all_kinds 'save-view'
    scenario() { browse 'keys:f' "see:alpha-start|$words"; }
    all_kinds fetch
fi
scenario() { browse 'keys:\r' "wait:emphasis|$words" 'keys:jq'; }
all_kinds open
scenario() { browse 'keys:*' "wait:★|$words" 'keys:zZ'; }
all_kinds mark
of_terminal mark
scenario() { browse 'keys:S' "wait:.md|$words" 'keys:\x15saved.md\r' "see:saved as|$words"; }
all_kinds save
inject_result
