#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2016,SC2154 # for the shells of the steps; lib.sh
# The browser dies of a bug: the terminal is usable and the signal is the same.
. "$TOP/tests/pty/lib.sh"

cd "$TOP" || exit 2
# What a sanitizer would make of these signals is not what the program does.
quiet=handle_segv=0:handle_abort=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0
export ASAN_OPTIONS="$quiet:$ASAN_OPTIONS"

set -f
while read -r signal status views; do
    for keys in $views; do
        ends "169 $signal after $keys" "$status" -k 'see:of 5' "keys:$keys" calm: signal:"$signal" \
            -- "$CORANTO" seeds
    done
    ends "169 $signal while nothing is taken" "$status" -k 'see:of 5' deaf: 'flood:300:\x0cjk' \
        calm: signal:"$signal" -- "$CORANTO" seeds
    ends "169 $signal while it is stopped" "$status" -k 'see:of 5' signal:STOP signal:"$signal" \
        signal:CONT -- "$CORANTO" seeds
done <<'SIGNALS'
SEGV 139 g \\r /abc ? t
ABRT 134 g
BUS 135 \\r
FPE 136 ?
ILL 132 t
SIGNALS

# By itself, in each state: of a stack that overflows, a bad pointer, abort() or an assertion.
. "$TOP/tests/server/lib.sh"
release=${BUILD%/*}/release
make -s -C "$TOP" VARIANT=release BUILD="$release" "$release/coranto" "$release/world.so" >"$TMP/make" 2>&1 ||
    { cat "$TMP/make"; exit 2; }
server_start
settings "fetch: { total: 30s, allow-private: [127.0.0.1] }"
export WORLD_END="$TMP/end" VISUAL="$TMP/editor"
mkdir "$TMP/news"
for day in 1 2; do
    printf '%s\n' '---' "title: Number $day" "originalUrl: \"http://127.0.0.1:$port/stall-mid-body\"" \
        "date: 2024-01-0$day" 'topics: [one]' '---' 'Some words.' >"$TMP/news/$day.md"
done
printf '#!/bin/sh\necho "lent to an editor"\nread -r line\n' >"$VISUAL"
chmod +x "$VISUAL"

# dies KIND STATUS 'where' STEP...
dies() {
    kind=$1 status=$2 where=$3
    shift 3
    rm -f "$WORLD_END"
    ends "169 $kind, $where" "$status" -k 'see:of 2' "$@" "run:echo $kind >\"\$WORLD_END\"" \
        -- env LD_PRELOAD="$release/world.so" "$release/coranto" "$TMP/news"
}
while IFS='|' read -r where keys seen; do
    dies overflow 139 "$where" "keys:$keys" "see:$seen"
done <<'STATES'
in an article|\r|Some words
in a prompt|/about|about
in a command|:sort|sort
in the help|?|type to search
in a picker|t|one
in a menu of links|u|127.0.0.1
in details|i|all fields
while a page is fetched|f|fetching
STATES
dies overflow 139 'while an editor has the terminal' keys:e 'wait:lent to'
dies overflow 139 'while nothing is taken' deaf: 'flood:300:\x0cjk'
dies pointer 139 'in the list'
dies pointer 139 'while a page is fetched' keys:f see:fetching
dies abort 134 'in the list'
dies abort 134 'while an editor has the terminal' keys:e 'wait:lent to'
dies assert 134 'in the list'
rm -f "$WORLD_END"
ends '169 the signal is told behind the screen' 139 -k 'see:of 2' signal:SEGV \
    'wait:ended by signal 11' -- "$release/coranto" "$TMP/news"
ends '169 an assertion is told behind the screen' 134 -k 'see:of 2' 'run:echo assert >"$WORLD_END"' \
    'wait:what was wished' -- env LD_PRELOAD="$release/world.so" "$release/coranto" "$TMP/news"

# Memory that ends, in each state.
while IFS='|' read -r where keys; do
    rm -f "$WORLD_END"
    ends "169 no memory, $where" 1 -k 'see:of 2' "keys:$keys" 'run:echo memory >"$WORLD_END"' \
        'flood:200:\x0cabc?\x03t\x03u\x03i\x03\rj' 'wait:memory' \
        -- env LD_PRELOAD="$release/world.so" "$release/coranto" "$TMP/news"
done <<'STATES'
in an article|\r
in a prompt|/about
in the help|?
in a picker|t
while a page is fetched|f
STATES
