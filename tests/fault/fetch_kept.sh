#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2154 # of server/lib.sh
# A page that was fetched and is asked for again: what is kept stays, whatever the server says.
. "$TOP/tests/ui/lib.sh"
. "$TOP/tests/server/lib.sh"
server_start
trap 'kill $server 2>/dev/null; ui_end' EXIT
settings 'fetch: { total: 3s, allow-private: [127.0.0.1] }'

# page PATH: the one article there is.
page() {
    rm -rf "$TMP/news" "$HOME/.cache" "$HOME/.local"
    mkdir "$TMP/news"
    printf '%s\n' '---' 'title: "The page"' 'excerpt: only the excerpt' \
        "originalUrl: \"http://127.0.0.1:$port$1\"" '---' >"$TMP/news/one.md"
    ui_start 120x30 "$CORANTO" "$TMP/news"
    ui_until ui_shows 'only the excerpt'
}
# again WHAT PATH REQUESTS WORDS: fetched, and once more, when the server does the second thing.
again() {
    page "$2"
    ui_keys f
    ui_wait "$1: the page comes" omega-end
    ui_keys f
    if [ -n "$4" ]; then
        ui_wait "$1: what went wrong is told" "$4"
    else
        ui_check "$1: asked again" ui_until asked_so "$3" "$2"
        ui_until ui_shows_not 'fetching 127'
    fi
    ui_has "$1: the copy is shown" omega-end
    ui_has "$1: with its date" 'fetched 20'
    asked "$1: so many requests" "$3" "$2"
    ui_keys Q
    ui_ends "$1: it ends well" 0
    ui_start 120x30 "$CORANTO" "$TMP/news"
    ui_wait "$1: the copy is there next time" omega-end
    ui_has "$1: with its date then" 'fetched 20'
    ui_keys Q
    ui_ends "$1: it ends well again" 0
}
asked_so() {
    [ "$(requests "$2")" = "$1" ]
}
again '95 not modified' /then-304 2 ''
logged '95 with its tag' '^ If-None-Match: "tag-2"'
logged '95 with its date' '^ If-Modified-Since: Mon, 12 Apr 2021 18:00:00 GMT'
again '96 gone' /then-404 2 'answered 404'
again '93 gone for ever' /then-410 2 'answered 410'
again '93 a password is wanted' /then-401 2 'answered 401'
again '96 an error of the server' /then-503 4 'answered 503'
again '96 no answer' /then-stall 2 'longer than 3 s'
again '96 broken connections' /then-reset 4 'broke the connection'
again '93 no content' /then-204 2 'nothing to read'

# A tag that would be a header of its own is not sent back.
page /etag-hostile
ui_keys f
ui_wait '85 a page with a hostile tag' omega-end
ui_keys f
ui_check '85 it is asked for again' ui_until asked_so 2 /etag-hostile
ui_until ui_shows_not 'fetching 127'
ui_keys Q
unlogged '85 without that tag' 'X-Injected'

# Where there is nothing to read, the browser is offered.
for path in /empty-200 /blank-200 /204 /html-no-body /html-images-only /html-js-only /html-cookie-wall; do
    page "$path"
    ui_keys f
    ui_wait_regex "97 $path: said" 'nothing to read|a notice instead|asks for consent'
    ui_has "97 $path: the browser is offered" 'o opens the browser'
    ui_has "97 $path: the excerpt stays" 'only the excerpt'
    ui_keys Q
    ui_ends "97 $path: it ends well" 0
done
for path in /status-401 /status?407; do
    page "$path"
    ui_keys f
    ui_wait '93 a wish for a password is told' 'the server answered 40'
    ui_keys G
    ui_has '93 and asks for none' '1/1'
    ui_keys Q
done
# Where a page says that its links begin elsewhere, what they come to is shown.
while read -r base wanted; do
    markup="<!DOCTYPE html><title>A page</title><base href=\"$base\"><article><p>alpha-start: this is a page of some words, so that there is something to read, and <a href=x>a link of it</a> as well.</p></article>"
    page "/typed?utf-8%7C$(printf %s "$markup" | od -An -v -tx1 | tr -d ' \n' | sed 's/../%&/g')"
    ui_keys f
    ui_check "52 base $base: the page comes" ui_until ui_shows 'fetched 20'
    ui_keys u
    ui_wait "52 base $base: the link is resolved" "a link of it  $(printf '%s' "$wanted" | sed "s|HERE|http://127.0.0.1:$port|")"
    ui_keys Escape
    ui_keys Q
    ui_ends "52 base $base: it ends well" 0
done <<'BASES'
javascript:alert(1)// HERE/x
file:///etc/ HERE/x
//other.example/dir/ http://other.example/dir/x
https://u:secret@evil.example/ HERE/x
https://а.example/ https://xn--80a.example/x
BASES

check_none() {
    [ -z "$(find "$HOME" "$TMP/config" -iname '*cookie*' -o -name '.curl*')" ]
}
ui_check '91 no file of cookies is written' check_none
