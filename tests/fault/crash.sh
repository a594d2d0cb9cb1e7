#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2016,SC2154 # for the shells of the steps; lib.sh
# The browser dies of a bug: the terminal is usable and the signal is the same.
. "$TOP/tests/pty/lib.sh"

cd "$TOP" || exit 2
# What a sanitizer would make of these signals is not what the program does.
quiet=handle_segv=0:handle_abort=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0
export ASAN_OPTIONS="$quiet:$ASAN_OPTIONS"

while read -r signal status; do
    for keys in g '\r' '/abc' '?' t; do
        ends "169 $signal after $keys" "$status" -k 'see:of 5' "keys:$keys" calm: signal:"$signal" \
            -- "$CORANTO" seeds
    done
    ends "169 $signal while nothing is taken" "$status" -k 'see:of 5' deaf: 'flood:300:\x0cjk' \
        calm: signal:"$signal" -- "$CORANTO" seeds
    ends "169 $signal while it is stopped" "$status" -k 'see:of 5' signal:STOP signal:"$signal" \
        signal:CONT -- "$CORANTO" seeds
done <<'SIGNALS'
SEGV 139
ABRT 134
BUS 135
FPE 136
ILL 132
SIGNALS
