#!/bin/sh
# SPDX-License-Identifier: MIT
# The worker: its seal, its end, its program. A number stands for a kind of fault.
. "$TOP/tests/server/lib.sh"
server_start
settings 'fetch: { total: 2s, allow-private: [127.0.0.1] }'

# probe NAME [WITHOUT]...: what the worker of the program can do; ends well when it can.
probe() {
    probe_name=$1
    shift
    echo text >"$TMP/probed"
    "$CORANTO" --worker probe "$probe_name" "$TMP/probed" "$@" >"$TMP/page.out" 2>"$TMP/page.err"
    echo $? >"$TMP/page.code"
    [ "$(cat "$TMP/page.code")" = 0 ]
}

for name in open socket; do
    ! probe $name
    verdict "113 $name is refused" page $?
    ! probe $name no-calls
    verdict "114 $name is refused without seccomp" page $?
    ! probe $name no-calls no-landlock
    verdict "115 $name is refused by limits alone" page $?
    probe $name no-calls no-landlock no-limits
    verdict "113 $name works without any of them" page $?
done

page='<!DOCTYPE html><article><h1>A page</h1><p>alpha-start: this is a page of some words, so that there is something to read.</p><p>And this is its end, as everybody can see: omega-end.</p></article>'

# signalled NAME SIGNAL PATH N: fetch the path, and when it was asked for N times send that to the worker.
signalled() {
    "$CORANTO" text "http://127.0.0.1:$port$3" >"$TMP/$1.out" 2>"$TMP/$1.err" </dev/null &
    parent=$!
    until [ "$(requests "$3")" = "$4" ]; do sleep 0.05; done
    worker=$(worker_of $parent)
    kill -"$2" "$worker"
    wait $parent
    echo $? >"$TMP/$1.code"
}

n=0
for signal in KILL ABRT SYS TERM; do
    signalled page $signal /stall-before-headers $((n += 1))
    refused "116 a worker that ends by SIG$signal" page '^coranto: [a-z].*[a-z]'
done

# The program waits for its input while its file is taken away, then starts its worker.
mkfifo "$TMP/input"
for change in deleted 'replaced by another' upgraded; do
    cp "$CORANTO" "$TMP/program"
    "$TMP/program" text - <"$TMP/input" >"$TMP/page.out" 2>"$TMP/page.err" &
    parent=$!
    {
        # It is past its start when this is its name.
        printf '%s' "$page" | head -c 20
        until grep -qs "$TMP/program" "/proc/$parent/cmdline"; do sleep 0.05; done
        case $change in
        deleted) rm -f "$TMP/program" ;;
        replaced*)
            printf '#!/bin/sh\necho replaced\n' >"$TMP/other"
            chmod +x "$TMP/other"
            mv -f "$TMP/other" "$TMP/program"
            ;;
        upgraded) cp "$CORANTO" "$TMP/other" && mv -f "$TMP/other" "$TMP/program" ;;
        esac
        printf '%s' "$page" | tail -c +21
    } >"$TMP/input"
    wait $parent
    echo $? >"$TMP/page.code"
    shown "117 the program is $change while it runs" page
done

# A parent that is asked to end takes the worker along.
for signal in TERM HUP; do
    "$CORANTO" text "http://127.0.0.1:$port/stall-before-headers" >"$TMP/page.out" 2>"$TMP/page.err" &
    parent=$!
    until [ "$(requests /stall-before-headers)" = $((n + 1)) ]; do sleep 0.05; done
    n=$((n + 1))
    worker=$(worker_of $parent)
    kill -$signal $parent
    wait $parent
    echo $? >"$TMP/page.code"
    tries=0
    while [ -e "/proc/$worker/stat" ] && ! grep -q ') Z ' "/proc/$worker/stat" && [ $((tries += 1)) -lt 40 ]; do
        sleep 0.05
    done
    [ "$(cat "$TMP/page.code")" != 0 ] && [ -n "$worker" ] && [ $tries -lt 40 ]
    verdict "118 a worker ends when SIG$signal ends its parent" page $?
done
