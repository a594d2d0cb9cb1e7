#!/bin/sh
# SPDX-License-Identifier: MIT
# What hostile articles and pages may cost: memory and time of the processor, of the program as
# users have it.
. "$TOP/tests/server/lib.sh"
room=${BUILD%/*}/release
if [ ! -x "$room/coranto" ] || [ ! -x "$room/bounded" ]; then
    echo "not ok - there is $room/bounded"
    exit 1
fi
server_start
settings 'fetch: { total: 30s, allow-private: [127.0.0.1] }'

# costs 'what' MEGABYTES SECONDS ARGUMENT...: no more than that, and it ends with 0 or 1.
costs() {
    costs_what=$1 costs_mb=$2 costs_s=$3
    shift 3
    "$room/bounded" "$costs_mb" "$costs_s" "$room/coranto" "$@" >"$TMP/page.out" 2>"$TMP/page.err" </dev/null
    costs_code=$?
    echo $costs_code >"$TMP/page.code"
    [ $costs_code -le 1 ]
    verdict "$costs_what: $costs_mb MB, $costs_s s" page $?
}
many() {
    awk -v n="$1" -v unit="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", unit }'
}
article() {
    rm -rf "$TMP/news" "$HOME/.cache"
    mkdir "$TMP/news"
    { printf -- '---\ntitle: one\n'; cat; printf '\n---\nbody\n'; } >"$TMP/news/one.md"
}

# Each limit of time is eight times what is needed here, or more: other machines are slower.
# Of the front matter each file costs a fraction of a second, whatever it holds, and memory of
# the size of what is read.
: | article
costs '5 an article of nothing' 20 0.3 list "$TMP/news"
{ printf 'excerpt: '; many 2000000 x; } | article
costs '5 a value of 2 MB' 30 0.3 list "$TMP/news"
awk 'BEGIN { for (i = 0; i < 50000; i++) print "k" i ": " i }' | article
costs '5 50,000 keys' 30 0.3 list "$TMP/news"
{ many 900000 k; printf ': x'; } | article
costs '5 a key of 1 MB' 30 0.3 list "$TMP/news"
{ printf '#'; many 2000000 c; } | article
costs '5 a comment of 2 MB' 30 0.3 list "$TMP/news"
for n in 10000 100000 1000000; do
    { printf 'x: '; many $n '['; } | article
    costs "6 $n brackets" 30 0.3 list "$TMP/news"
    { printf 'x: '; many $n '['; many $n ']'; } | article
    costs "6 $n brackets and their ends" 30 0.3 list "$TMP/news"
done
{ printf 'x: '; many 100000 '{a: '; } | article
costs '7 maps in maps' 30 0.3 list "$TMP/news"
{ printf 'x:\n'; many 100000 '- '; } | article
costs '7 lists in lists' 30 0.3 list "$TMP/news"
many 100000 '? ' | article
costs '7 questions in questions' 30 0.3 list "$TMP/news"
awk 'BEGIN { for (i = 0; i < 1200; i++) printf "%*sk:\n", i, "" }' | article
costs '7 deeper and deeper indents' 30 0.3 list "$TMP/news"
{
    echo 'a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol]'
    for i in 1 2 3 4 5 6 7 8 9; do
        b=$((i - 1))
        echo "a$i: &a$i [*a$b, *a$b, *a$b, *a$b, *a$b, *a$b, *a$b, *a$b]"
    done
    echo 'topics: *a9'
} | article
costs '8 a billion laughs' 22 0.3 list "$TMP/news"
{ printf 'a: &a "'; many 3000 x; printf '"\ntopics:\n'; many 20000 '  - *a
'; } | article
costs '8 one long text, 20,000 times' 22 0.3 list "$TMP/news"
awk 'BEGIN { print "x:"; for (i = 0; i < 20000; i++) print "- &a" i " b" }' | article
costs '10 20,000 anchors' 30 0.3 list "$TMP/news"
{ printf 'title: "e'; many 500000 "$(printf '\314\201')"; printf '"'; } | article
costs '31 1 MB of marks in a title' 30 0.3 list "$TMP/news"

# Bodies and pages: a worker has a time of its own, and what it sends is bounded.
body() {
    rm -rf "$TMP/news" "$HOME/.cache"
    mkdir "$TMP/news"
    { printf -- '---\ntitle: one\n---\n'; cat; } >"$TMP/news/one.md"
}
{ printf 'e'; many 500000 "$(printf '\314\201')"; } | body
costs '31 1 MB of marks in a body' 100 3 show "$TMP/news/one.md"
many 1000000 x | body
costs '36 a word of 1 MB' 100 3 show "$TMP/news/one.md"
many 1000000 'word word ' | body
costs '36 a line of 10 MB' 200 6 show "$TMP/news/one.md"
many 5000 '	x' | body
costs '36 5,000 tabs' 50 1 show "$TMP/news/one.md"

costs '62 a page without end' 200 6 text "http://127.0.0.1:$port/infinite"
costs '64 a gzip bomb' 100 5 text "http://127.0.0.1:$port/gzip-bomb"
costs '64 a gzip bomb in gzip' 100 5 text "http://127.0.0.1:$port/gzip-bomb-twice"
costs '73 headers without end' 60 2 text "http://127.0.0.1:$port/header-endless"

echo x >"$TMP/probed"
"$room/coranto" --worker probe memory "$TMP/probed" >"$TMP/page.out" 2>"$TMP/page.err"
[ $? = 1 ]
verdict '116 a worker that wants more memory than it may does not get it' page $?
"$room/coranto" --worker probe memory "$TMP/probed" no-limits >"$TMP/page.out" 2>"$TMP/page.err"
verdict '116 without its limits it would' page $?
rm -rf "$TMP/news"
mkdir "$TMP/news"
for n in $(seq 500); do printf -- '---\ntitle: t\n---\n*body* %s [end]\n' "$n" >"$TMP/news/$n.md"; done
# shellcheck disable=SC3045 # every sh here has it
(ulimit -n 24 && "$room/coranto" show --format=plain "$TMP"/news/*.md) >"$TMP/page.out" 2>"$TMP/page.err"
[ "$(grep -c '^body .*end.$' "$TMP/page.out")" = 500 ]
verdict '118 500 pages with few files open' page $?

begin='<!DOCTYPE html><html><head><meta charset=utf-8><title>A page</title></head><body><article><p>alpha-start: this is a page of some words, so that there is something to read.</p>'
page() {
    { printf '%s' "$begin"; cat; } >"$TMP/page.html"
}
for markup in '<div>' '<b><i>' '<table><tr><td>' '<ul><li>' '<blockquote>'; do
    many 100000 "$markup" | page
    costs "104 100,000 $markup" 200 3 text "$TMP/page.html"
done
{ printf '<p '; awk 'BEGIN { for (i = 0; i < 100000; i++) printf "a%d=1 ", i }'; printf '>x</p>'; } | page
costs '105 100,000 attributes' 200 5 text "$TMP/page.html"
{ printf '<p title="'; many 800000 01234; printf '">x</p>'; } | page
costs '105 an attribute of 4 MB' 200 5 text "$TMP/page.html"
for markup in '<' '&' '<!--' '</' '<br>' 'longword' '&nbsp;' '<a href=x>'; do
    many 300000 "$markup" | page
    costs "106 300,000 $markup" 250 5 text "$TMP/page.html"
done
{ printf '<table>'; many 20000 '<td>cell'; } | page
costs '111 20,000 cells' 200 5 text "$TMP/page.html"
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "<a href=\"/x%d\">link %d</a> ", i, i }' | page
costs '110 100,000 links' 250 5 text "$TMP/page.html"
{ awk 'BEGIN { for (i = 0; i < 120; i++) printf "<p><font size=%d>", i }' && many 300000 '<p>x'; } | page
# Through a pipe, because a worker may write to no file.
"$room/coranto" --worker page http://a.example/ utf-8 '' '' <"$TMP/page.html" 2>&1 >"$TMP/page.out" | cat >"$TMP/page.err"
grep -q '^coranto: out of memory$' "$TMP/page.err"
verdict '116 a page that takes all memory there is ends with a word about it' page $?
