#!/bin/sh
# SPDX-License-Identifier: MIT
# Fetching: redirects, private networks, statuses, cookies, proxies. A number stands for a kind of fault.
. "$TOP/tests/server/lib.sh"
server_start
settings 'fetch: { total: 60s, allow-private: [127.0.0.1] }'

shows '81 three redirects' /chain-3
"$CORANTO" text --format=json "http://127.0.0.1:$port/chain-2" >"$TMP/page.out" 2>&1
grep -q "\"final_url\":\"http://127.0.0.1:$port/chain-0\"" "$TMP/page.out"
verdict '81 the address after them' page $?
shows '81 five redirects' /chain-5
tells '81 six redirects' /chain-6 'moved more than 5 times'
tells '81 a loop' /loop 'moved more than 5 times'
asked '81 left after five' 6 /loop
tells '81 without end' /endless-0 'moved more than 5 times'

for place in file:///etc/passwd "ftp://127.0.0.2:$port/" "gopher://127.0.0.2:$port/" "dict://127.0.0.2:$port/" \
    "tftp://127.0.0.2:$port/" "ldap://127.0.0.2:$port/" "smb://127.0.0.2:$port/" "ws://127.0.0.2:$port/" \
    "FTP://127.0.0.2:$port/" "file://127.0.0.2:$port/etc/passwd" "view-source:http://127.0.0.2:$port/" data:text/html,hello \
    'javascript:alert(1)' mailto:a@example.org about:blank; do
    tells "82 a redirect to ${place%%:*}" "/moved?$place" 'only http and https'
done

for place in "127.0.0.2:$port" "127.0.0.10:$port" "2130706434:$port" "0x7f000002:$port" "0177.0.0.2:$port" \
    "127.2:$port" "127.0.0.2.:$port" "[::ffff:127.0.0.2]:$port" "[::ffff:7f00:2]:$port" \
    "[64:ff9b::7f00:2]:$port" "[64:ff9b:1::7f00:2]:$port" "[::127.0.0.2]:$port" \
    "0x7f.2:$port" "127.0x2:$port" "%31%32%37.0.0.2:$port" "127。0。0。2:$port" "１２７.0.0.2:$port" "[::1%25lo]:$port" \
    "localhost.:$port" "LOCALHOST:$port" "[0:0:0:0:0:ffff:7f00:2]:$port" "[2002:7f00:2::]:$port" "0.0.0.0:$port" "[::]:$port" \
    "[::1]:$port" 169.254.169.254 10.0.0.1 172.16.0.1 192.168.0.1 100.64.0.1 '[fe80::1]' \
    '[fd00::1]' 224.0.0.1 255.255.255.255 198.18.0.1 localhost "a.localhost:$port"; do
    tells "83 a redirect to $place" "/moved?http://$place/" 'allow-private|bad (host name|percent sign)'
done
for place in "//127.0.0.2:$port/" "http:////127.0.0.2:$port/" "http:127.0.0.2:$port" "http:/127.0.0.2:$port/" \
    "http:%5c%5c127.0.0.2:$port/" "/%5c127.0.0.2:$port/" "%09http://127.0.0.2:$port/" "http://127.0.0.1:$port@127.0.0.2:$port/" \
    "http://127.0.0.2:$port%23@127.0.0.1:$port/" "http://127.0.0.2:$port%2f@127.0.0.1:$port/"; do
    fetch page "/moved?$place"
    [ "$(cat "$TMP/page.code")" != 0 ] && [ "$(wc -l <"$TMP/page.err")" = 1 ] && is_clean page
    verdict "83 a redirect written as $place" page $?
done
unlogged '83 nobody was there' canary

tells '84 a private address itself' "http://127.0.0.2:$port/ok" 'allow-private'
tells '84 a number' http://2130706434/ 'allow-private'
tells '84 metadata' http://169.254.169.254/latest/ 'link-local address; fetch.allow-private in the settings must name it'
# The server is at 127.0.0.1 alone, so not each name of this machine leads there.
name=$(awk '$1 == "127.0.0.1" { for (i = 2; i <= NF && $i !~ /^#/; i++) if ($i !~ /localhost/) { print $i; exit } }' /etc/hosts)
name=${name:-localhost}
tells '84 a name that stands for this machine' "http://$name:$port/ok" 'allow-private'
settings "fetch: { total: 60s, allow-private: [127.0.0.1, $name] }"
shows '84 which is allowed' "http://$name:$port/ok"

tells '85 a header in an address' /redirect-split 'answered 404'
shows '85 a header in an ETag' /etag-hostile
unlogged '85 do not get into a request' '^ *X-Injected'
tells '86 a password in a redirect' "/moved?http://user:secret@127.0.0.1:$port/ok" 'user name or password'
unlogged '86 is not sent' '[Aa]uthorization'

tells '87 two places' /redirect-two-locations 'two places'
tells '87 no place' /redirect-no-location 'without saying where'
tells '87 a long place' /redirect-long 'longer than 8192'
tells '87 controls in a place' '/moved?/ok%01' 'control character'
tells '87 a backslash in a place' '/moved?http:%5C%5C127.0.0.2' 'backslash'
shows '87 with an endless body' /redirect-big-body

shows '90 a refresh header' /refresh
unlogged '90 is not followed' '^path [0-9]+ /refreshed'
tells '91 a loop of cookies' /cookie-loop 'may want cookies'
shows '91 a thousand cookies' /cookie-flood
unlogged '91 none of them is sent' '^ *Cookie'
unlogged '91 nor where one came from' '^ *Referer'

echo "machine 127.0.0.1 login user password secret" >"$HOME/.netrc"
for status in 400 401 402 403 404 405 406 407 408 410 418 421 451; do
    tells "93 status $status" "/status?$status" "^coranto: the server answered $status: [a-z]"
done
unlogged '92 .netrc is not read' '[Aa]uthorization'
for status in 500 502 503 504; do
    fetch "s$status" "/status?$status" &
done
fetch later-3 '/later-3?1' &
fetch until '/until?3' &
fetch later-minus '/later-minus?-5' &
fetch once-503 '/once-503' &
fetch reset-then-200 '/reset-then-200' &
fetch reset /reset-before-headers &
fetch empty /close-empty &
tells '94 far too much patience' '/later-long?999999999999' 'answered 429: there were too many'
tells '94 a minute and a second' '/later-61?61' 'answered 429'
asked '94 is not waited for' 1 /later-61
tells '94 two minutes' '/later-120?120' 'answered 429'
asked '94 is not tried again' 1 /later-long

http_proxy=http://127.0.0.1:$port fetch proxied http://example.invalid/ok
shown '92 http_proxy' proxied
logged '92 was asked for the page' '^ GET http://example.invalid/ok HTTP'
http_proxy=http://127.0.0.1:$port fetch wants 'http://example.invalid/status?407'
refused '92 a proxy that wants a password' wants 'answered 407: [a-z]'
http_proxy=http://127.0.0.1:$port fetch unproxied http://127.0.0.2/ok
refused '92 a private address by way of it' unproxied 'allow-private'
ALL_PROXY=http://127.0.0.1:1 NO_PROXY=127.0.0.1 fetch direct /ok
shown '92 NO_PROXY' direct
HTTP_PROXY=http://127.0.0.1:1 fetch direct /ok
shown '92 HTTP_PROXY means nothing' direct
https_proxy=http://127.0.0.1:$port fetch tunnel https://example.invalid/ok
refused '92 a proxy that does not tunnel' tunnel 'the proxy answered 404'
all_proxy=http://127.0.0.1:1 fetch dead http://example.invalid/ok
refused '92 a proxy that is not there' dead 'because the proxy'

tells '95 not modified, unasked' /304-unasked 'there is no copy'
asked '95 is not tried again' 1 /304-unasked
wait_for_fetches later-3 until later-minus once-503 reset-then-200 reset empty s500 s502 s503 s504
for name in later-3 until later-minus once-503 reset-then-200; do
    shown "94 $name: the second try" $name
done
for status in 500 502 503 504; do
    refused "93 status $status" s$status "answered $status: [a-z]"
done
refused '75 a reset before the answer' reset 'broke the connection'
asked '75 is tried three times' 3 /reset-before-headers
spaced '75 with time between' /reset-before-headers 500 2000
refused '75 no answer' empty 'without an answer'
asked '75 is tried three times' 3 /close-empty
spaced '75 with time between' /close-empty 500 2000
spaced '94 as long as the server asks' /later-3 1000
spaced '94 up to the date that it names' /until 1000
spaced '94 a time in the past is as none' /later-minus 500
spaced '94 and so is none after an error' /once-503 500
spaced '94 and after a broken connection' /reset-then-200 500
