#!/bin/sh
# SPDX-License-Identifier: MIT
# Every kind of call fails once while somebody reads: start, filter, mark, open, leave. However
# that ends, the terminal is as it was and only its own sequences were written (tests/pty), and the
# marks from before are kept. Numbers as in inject.sh.
. "$TOP/tests/fault/lib.sh"
inject_start
pty=${BUILD%/*}/release/pty
cp -r "$TOP/seeds" "$TMP/seeds"
cd "$TMP" || exit 2
state=$HOME/.local/state/coranto
INJECT_FIRST=4 INJECT_SPREAD=6


"$CORANTO" mark star -q '' seeds 2>/dev/null
cp -r "$state" "$TMP/marked"
prepare() {
    rm -rf "$state"
    cp -r "$TMP/marked" "$state"
}
# Where the program ends early, so do the steps.
scenario() {
    : >"$TMP/err"
    timeout --foreground -s KILL 30 "$pty" -y 'wait: of ' 'keys:/#AI\r\x0c' 'wait:#AI' \
        'keys:*\r\x0c' 'wait:AI' 'keys:jQ' -- \
        env LD_PRELOAD="$shim" INJECT="$point" INJECT_COUNT="$TMP/count" "$CORANTO" seeds \
        >"$TMP/out" 2>&1
    [ "${point#*:}" != "0:${point##*:}" ] || [ ! -s "$TMP/out" ]
}
# One star of five was taken away, perhaps.
state_is_fine() {
    [ "$("$CORANTO" list --format=paths -q starred seeds 2>"$TMP/err" | wc -l)" -ge 4 ] &&
        [ ! -s "$TMP/err" ]
}
complaint() {
    case $point in
    *:"$EINTR" | *:short) fine='^$' ;;
    # CAN goes before the end for lack of memory; a terminal that cannot be read has gone, and
    # one that cannot be written to is not given back.
    read:* | write:*) fine='^(never shown: .*|at the step .*|the program ended with (1|129)|at the end: .*)$' ;;
    *) fine='^(never shown: .*|at the step .*|the program ended with [12]|.*: a control: \\030|not all keys .*)$' ;;
    esac
    grep -vE "$fine" "$TMP/out"
    state_is_fine || echo 'the state is not fine'
}

all_kinds browse
