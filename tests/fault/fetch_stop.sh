#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2154,SC2016 # lib.sh; for the shells of the steps
# Fetching from the browser given up and left, whatever it waits for; many at once; no network.
# With TIMED set also how long giving up and leaving takes, as tests/slow/times.sh wants it.
. "$TOP/tests/pty/lib.sh"
. "$TOP/tests/server/lib.sh"
server_start
settings 'fetch: { total: 60s, allow-private: [127.0.0.1] }'
export PORT="$port" TMP

# Twenty of one host: two at once, in their order, and keys are answered.
mkdir "$TMP/many"
for n in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20; do
    printf '%s\n' '---' "title: \"Page $n\"" "date: 2024-01-01T01:$((60 - ${n#0})):00Z" \
        "originalUrl: \"http://127.0.0.1:$port/ok-slow?$n\"" '---' >"$TMP/many/$n.md"
done
: >"$TMP/log"
ends '78 keys are answered while twenty are fetched' 0 'see:of 20' 'keys::fetch page\r' \
    'see:fetching' keys:G 'see:20/20' keys:g 'see:1/20' 'see:fetched: 20 full' keys:Q \
    -- "$CORANTO" "$TMP/many"
verdict_of() {
    if [ "$2" = 0 ]; then echo "ok - $1"; else echo "not ok - $1"; fi
}
[ "$(sed -n 's/^path \([0-9]*\) .*/\1/p' "$TMP/log" | sort -n | tail -n 1)" = 2 ]
verdict_of '78 two at once and never more' $?
sed -n 's/^ GET \/ok-slow?\([0-9]*\) .*/\1/p' "$TMP/log" >"$TMP/order"
[ "$(wc -l <"$TMP/order")" = 20 ] && awk '{ if ($1 + 2 < NR || $1 > NR + 2) bad = 1 } END { exit bad }' "$TMP/order"
verdict_of '78 one after the other, each once' $?

# One page of two articles, asked for while it is on its way.
mkdir "$TMP/twice"
for n in 1 2 3; do
    printf '%s\n' '---' "title: \"Page $n\"" "originalUrl: \"http://127.0.0.1:$port/ok-slow?same\"" '---' >"$TMP/twice/$n.md"
done
: >"$TMP/log"
ends '79 three articles of one page are fetched' 0 'see:of 3' 'keys::fetch page\r' 'see:fetched: ' \
    keys:Q -- "$CORANTO" "$TMP/twice"
asked '79 by one request' 1 /ok-slow

# page NAME ADDRESS: a folder with one article, whose page is there.
page() {
    mkdir -p "$TMP/$1"
    printf '%s\n' '---' "title: About $1" "originalUrl: \"$2\"" '---' 'Some words.' >"$TMP/$1/$1.md"
}
page resolving http://name.example/
page connecting "http://127.0.0.1:$hole/"
page shaking "https://127.0.0.1:$mute/"
page asking "http://127.0.0.1:$mute/"
page headers "http://127.0.0.1:$port/stall-after-headers"
page dripping "http://127.0.0.1:$port/slow-headers"
page body "http://127.0.0.1:$port/stall-mid-body"
page parsing "http://127.0.0.1:$port/stall-mid-body?parsing"
page waiting "http://127.0.0.1:$port/later-30?30"
page turned-away "http://127.0.0.1:$port/later-31?30"

# What each waits for, in the words of the step that sees it.
worker='cat /proc/[0-9]*/stat 2>/dev/null | sed -n "s/^\([0-9]*\) (.*) [A-Y] $PID .*/\1/p"'
until_asked() {
    echo "run:until grep -q '^ GET $1 ' \$TMP/log; do sleep 0.05; done"
}
nobody_left() {
    tries=0
    while pgrep -f -- "--worker get http.*${2#*://}" >/dev/null && [ $((tries += 1)) -lt 400 ]; do sleep 0.05; done
    if [ $tries = 400 ] || "$CORANTO" list -q full "$TMP/$1" | grep -q .; then
        echo "not ok - $3"
    else
        echo "ok - $3"
    fi
}
while read -r phase path; do
    seen="run:sleep 0.1"
    [ -z "$path" ] || seen=$(until_asked "$path")
    preload=
    case $phase in
    resolving) preload="LD_PRELOAD=$BUILD/resolver.so ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0" ;;
    parsing) seen="run:until grep -q '^ GET $path ' \$TMP/log; do sleep 0.05; done; for p in \$($worker); do kill -STOP \$p || :; done" ;;
    esac
    for end in 'given up' left; do
        : >"$TMP/log"
        what="76 given up while $phase"
        # These servers have a page the second time.
        case $phase$end in waitingleft | turned-awaygiven*) continue ;; esac
        steps="keys:\\x03 ${TIMED:+within:200:wait:given }see:given keys:Q"
        [ "$end" = 'given up' ] || what="77 left while $phase" steps="keys:Q${TIMED:+ within:1000:back:}"
        # shellcheck disable=SC2086 # words
        ends "$what" 0 'see:of 1' keys:f 'see:fetching' "$seen" \
            $steps -- env $preload "$CORANTO" "$TMP/$phase"
        nobody_left "$phase" "127.0.0.1:$port" "$what: nothing is kept, nobody left"
    done
done <<'PHASES'
resolving
connecting
shaking
asking
headers /stall-after-headers
dripping /slow-headers
body /stall-mid-body
parsing /stall-mid-body?parsing
waiting /later-30?30
turned-away /later-31?30
PHASES

# No network: a name that is not found, at once or after long.
for answer in -2 -3 -4; do
    ends "80 the resolver answers $answer" 0 'see:of 1' keys:f 'see:cannot be found' keys:G 'see:1/1' keys:Q \
        -- env LD_PRELOAD="$BUILD/resolver.so" RESOLVER=$answer \
        ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 "$CORANTO" "$TMP/resolving"
done
ends '80 keys are answered while the resolver hangs' 0 'see:of 1' keys:f 'see:fetching' 'keys:?' \
    'see:type to search' 'keys:\x03' keys:/resolv 'see:1 of 1' 'keys:\x03' 'keys:\x03' keys:Q \
    -- env LD_PRELOAD="$BUILD/resolver.so" ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 \
    "$CORANTO" "$TMP/resolving"
ends '80 the network goes in the middle of a page' 0 'see:of 1' keys:f 'see:alpha-start' \
    'see:connection broke' keys:Q -- "$CORANTO" "$(page broken "http://127.0.0.1:$port/reset-mid-body" && echo "$TMP/broken")"
