#!/bin/sh
# SPDX-License-Identifier: MIT
# Fetching from the browser: the text comes, is kept, keys answer meanwhile, ^C gives up.
. "$TOP/tests/ui/lib.sh"
. "$TOP/tests/server/lib.sh"
server_start
trap 'kill $server 2>/dev/null; ui_end' EXIT
settings 'fetch: { total: 60s, allow-private: [127.0.0.1] }'
export XDG_CACHE_HOME="$TMP/cache" XDG_STATE_HOME="$TMP/state"

# article NAME DATE PATH [PATH]: an article whose page is the server's.
article() {
    printf '%s\n' '---' "title: \"The $1 page\"" "date: $2" 'excerpt: only the excerpt' \
        "originalUrl: \"http://127.0.0.1:$port$3\"" >"$TMP/news/$1.md"
    [ $# -lt 4 ] || echo "webUrl: \"http://127.0.0.1:$port$4\"" >>"$TMP/news/$1.md"
    echo '---' >>"$TMP/news/$1.md"
}
mkdir "$TMP/news"
article good 2024-01-05 /ok
article stalled 2024-01-04 /stall-mid-body
article gone 2024-01-03 /status-404
article second 2024-01-02 /status-403 /ok-gzip
article same 2024-01-01 /etag

UI_ENV="XDG_CONFIG_HOME=$XDG_CONFIG_HOME XDG_CACHE_HOME=$TMP/cache XDG_STATE_HOME=$TMP/state"
ui_start 120x30 "$CORANTO" "$TMP/news"
ui_wait 'all are listed' '5 of 5'
ui_has 'the header says what is there' 'excerpt only'
ui_keys f
ui_wait 'the text comes' 'alpha-start'
ui_wait 'the header says where it is from' 'full text from 127.0.0.1, fetched 20'
ui_has 'the row has its sign' '◆'
ui_keys v
ui_wait 'v shows the excerpt alone' 'the excerpt alone'
ui_lacks 'without the page' 'alpha-start'
ui_keys v
ui_wait 'v shows the page again' 'alpha-start'

ui_keys j
ui_wait 'the next article' 'The stalled page'
ui_keys f
ui_wait 'what is going on is told' 'fetching 127.0.0.1'
ui_keys G
ui_wait 'keys answer meanwhile' '5/5'
ui_wait_gone 'leaving gives it up' 'fetching 127.0.0.1'
ui_keys k k k f
ui_wait 'asked for again' 'fetching 127.0.0.1'
ui_keys C-c
ui_wait '^C gives it up' 'given up'
ui_has 'and the excerpt is still there' 'only the excerpt'
ui_keys j f
ui_wait 'a failure is told in words' '404'
ui_wait "with what to do" "o opens the browser"
ui_has 'the excerpt stays' 'only the excerpt'
ui_keys j f
ui_wait 'the next address is tried' 'alpha-start'
ui_wait 'the header says which it is' 'full text from the web page of 127.0.0.1'
ui_type ':fetch-from original'
ui_keys Enter
ui_wait 'one address alone can be asked' 'the kept page stays'
ui_type ':fetch-from amp'
ui_keys Enter
ui_wait 'one that there is' 'has no AMP address'
ui_has 'what was read stays' 'alpha-start'
ui_keys j
ui_wait_gone 'the last one' 'alpha-start'
ui_keys f
ui_wait 'has its text, too' 'alpha-start'
ui_keys f
ui_check 'asked for again only if it changed' ui_until grep -q 'If-None-Match' "$TMP/log"
ui_wait_gone 'and it had not' 'fetching 127'
ui_has 'so the text stays' 'alpha-start'
ui_keys Q
ui_ends 'it quits' 0

# A page that goes behind a wall, asked for again.
article walled 2024-01-05 /walled
mkdir "$TMP/walled" && mv "$TMP/news/walled.md" "$TMP/walled"
ui_start 120x30 "$CORANTO" "$TMP/walled"
ui_wait 'it is listed' '1 of 1'
ui_keys f
ui_wait 'it is read' 'alpha-start'
ui_keys f
ui_check 'it is asked for again' ui_until sh -c "[ \$(grep -c '^path [0-9]* /walled' '$TMP/log') = 2 ]"
ui_wait_gone 'and comes' 'fetching 127'
ui_has 'what was read stays' 'alpha-start'
ui_keys Q
ui_ends 'it quits after that' 0
ui_start 120x30 "$CORANTO" "$TMP/walled"
ui_wait 'and is there the next time' 'alpha-start'
ui_keys Q
ui_ends 'which ends as well' 0

kill "$server"
ui_start 120x30 "$CORANTO" "$TMP/news"
ui_wait 'with the server gone the kept page is shown' 'alpha-start'
ui_type /full
ui_keys Enter
ui_wait 'articles with a kept page are found' '3 of 5'
ui_keys Escape
ui_type /
ui_type 'alpha-start'
ui_wait 'and its words are searched' '3 of 5'
ui_keys Escape Q
ui_ends 'it quits again' 0

rm -r "$TMP/cache" "$TMP/news" "$TMP/ports"
server_start
trap 'kill $server 2>/dev/null; ui_end' EXIT
mkdir "$TMP/news"
for n in 1 2 3 4 5 6 7 8; do article "good$n" "2024-01-0$n" "/ok?$n"; done
article gone 2024-01-09 /status-404
ui_start 120x30 "$CORANTO" "$TMP/news"
ui_wait 'all nine' '9 of 9'
ui_keys j
ui_wait 'one of them is shown' 'excerpt only'
ui_type ':fetch good limit:3'
ui_keys Enter
ui_wait 'three are fetched from the command line' 'fetched: 3 full'
ui_wait 'the page of what is shown comes with them' 'alpha-start'
ui_type ':fetch good limit:3'
ui_keys Enter
ui_wait 'and then kept' 'nothing to fetch'
ui_keys Q
ui_ends 'it quits once more' 0
"$CORANTO" fetch -q 'good !full' -n 5 "$TMP/news" >"$TMP/out" 2>"$TMP/err"
ui_check 'many are fetched' test "$(head -n 1 "$TMP/out")" = "full	5"
"$CORANTO" fetch "$TMP/news" >"$TMP/out" 2>"$TMP/err"
ui_check 'one that cannot be is a failure' test $? -eq 1
ui_check 'what is kept is passed over' grep -qx 'kept	8' "$TMP/out"
ui_check 'show has the full text' sh -c "'$CORANTO' show --full '$TMP/news/good1.md' | grep -q alpha-start"

# A store that is of a later program is read and not written: what comes is not kept, which is told.
printf '\000\000\047\017' |
    dd of="$TMP/cache/coranto/pages.db" bs=1 seek=60 conv=notrunc 2>/dev/null
article other1 2024-01-01 '/ok?a'
article other2 2024-01-02 '/ok?b'
ui_start 80x24 "$CORANTO" "$TMP/news"
ui_wait 'two more' '11 of 11'
ui_type ':fetch other'
ui_keys Enter
ui_wait 'what could not be kept is told' 'fetched: 2, 2 not kept: '
ui_has 'with the reason, in a row of 80 columns' 'the store cannot be written'
ui_keys Q
ui_ends 'which is no failure of the browser' 0
