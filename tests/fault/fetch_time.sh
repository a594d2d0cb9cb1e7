#!/bin/sh
# SPDX-License-Identifier: MIT
# Fetching: servers that take their time, and what becomes of a worker then. All fetches run at
# once, so that the longest limit, 15 s, is the length of it. A number stands for a kind of fault.
. "$TOP/tests/server/lib.sh"
server_start

# elsewhere NAME 'LINE'...: other settings; those of fetches that have begun stay.
elsewhere() {
    settings_name=$1
    shift
    settings "$@"
    mv "$TMP/config" "$TMP/config.$settings_name"
    export XDG_CONFIG_HOME="$TMP/config.$settings_name"
}

elsewhere usual 'fetch: { allow-private: [127.0.0.1] }'
fetch idle /stall-before-headers &
fetch idle-body /stall-mid-body &
fetch hole "http://127.0.0.1:$hole/" &
until [ "$(requests /stall-before-headers)" = 1 ]; do sleep 0.05; done

# A parent that is killed takes its worker with it, wherever that is; by itself that one would
# wait for many seconds.
"$CORANTO" text "http://127.0.0.1:$port/stall-before-headers" >/dev/null 2>&1 &
parent=$!
until [ "$(requests /stall-before-headers)" = 2 ]; do sleep 0.05; done
worker=$(worker_of $parent)
kill -9 $parent
wait $parent 2>/dev/null
# What nobody reaps stays as a zombie.
lives() {
    [ -e "/proc/$1/stat" ] && ! grep -q ') Z ' "/proc/$1/stat"
}
tries=0
while lives "$worker" && [ $((tries += 1)) -lt 200 ]; do sleep 0.05; done
if [ -n "$worker" ] && ! lives "$worker"; then
    echo 'ok - 118 a worker dies with its parent'
else
    echo 'not ok - 118 a worker dies with its parent'
fi

elsewhere short 'fetch: { total: 4s, allow-private: [127.0.0.1] }'
slow='stall-after-headers slow-drip slow-headers slow-status slow-gzip'
fetch mute "http://127.0.0.1:$mute/" &
fetch shaking "https://127.0.0.1:$mute/" &
for name in $slow; do
    fetch "$name" "/$name" &
done

fetch refused http://127.0.0.1:1/
refused '70 a port that refuses' refused 'refuses connections'
# shellcheck disable=SC2086 # names
wait_for_fetches idle idle-body hole mute shaking $slow

refused '67 nothing after the request' idle 'next to nothing for 15 s'
partly '67 nothing in the middle' idle-body 'came too slowly and was cut'
refused '70 a port that never answers' hole 'does not let connect within 10 s'
refused '67 nothing after the headers' stall-after-headers 'takes longer than 4 s'
refused '67 a port that never says a word' mute 'takes longer than 4 s'
refused '67 a handshake of TLS that never ends' shaking 'takes longer than 4 s|does not let connect'
partly '68 a byte now and then' slow-drip 'came too slowly and was cut'
refused '68 headers, a byte now and then' slow-headers 'takes longer than 4 s'
refused '68 a status, a byte now and then' slow-status 'takes longer than 4 s'
partly '68 gzip, a byte now and then' slow-gzip 'came too slowly and was cut'
