#!/bin/sh
# SPDX-License-Identifier: MIT
# coranto text: pages from files and standard input, formats, verdicts, encodings.
cd "$TOP" || exit 2
. "$TOP/tests/cli/lib.sh"

pages=tests/golden/page

from_stdin() {
    file=$1
    shift
    "$CORANTO" text "$@" - <"$file"
}

is 'a page as text' 0 14 "$CORANTO" text "$pages/article.html"
has 'its first paragraph, unwrapped' 1 '^The river rose .* bridge was built\.$'
anywhere 'a list' '^- sand for the sacks$'
lacks_anywhere 'without the menu' 'Country'
lacks_anywhere 'without the related ones' 'The flood'
is 'as Markdown' 0 - "$CORANTO" text --format=markdown "$pages/article.html"
anywhere 'a heading' '^## What comes next$'
anywhere 'a quote' '^> We have been here'
is 'pictures' 0 - "$CORANTO" text --format=markdown "$pages/figures.html"
lacks_anywhere 'are left out' '!\[|seven in the morning'
anywhere 'tables are not' 'Sunday *\| *4\.1'
anywhere 'nor is code' '^int mark = 47;$'
is 'a table as plain text' 0 - "$CORANTO" text "$pages/figures.html"
anywhere 'has tabs' '^Sunday	4\.1$'

is 'from standard input' 0 - from_stdin "$pages/article.html"
has 'is the same' 1 '^The river rose'
is 'links' 0 - "$CORANTO" text --format=markdown --url=https://example.org/a "$pages/links.html"
anywhere 'are made absolute' '\(https://example.org/deep/report.html\?a=1#end\)'
lacks_anywhere 'scripts are none' 'javascript:'

# What spells foreign hosts is loaded only for pages that have some, and before the seal.
sed 's|<p>|<p><a href="http://B\&uuml;cher.example">Books</a> <a href="http://127.1/x">here</a> |' \
    "$pages/article.html" >"$TMP/foreign.html"
is 'foreign hosts' 0 - "$CORANTO" text --format=markdown "$TMP/foreign.html"
anywhere 'are in ASCII' '\(http://xn--bcher-kva.example/\)'
anywhere 'and numbers as usual' '\(http://127.0.0.1/x\)'
sed 's|<p>|<p><a href="/x">here</a> |' "$pages/article.html" >"$TMP/numbered.html"
is 'a page of a host with a number' 0 - \
    "$CORANTO" text --format=markdown --url=http://127.1/ "$TMP/numbered.html"
anywhere 'has its links as well' '\(http://127.0.0.1/x\)'

is 'JSON' 0 1 "$CORANTO" text --format=json --url=https://example.org/a "$pages/article.html"
for member in '"url":"https://example.org/a"' '"final_url":"https://example.org/a"' \
    '"title":"High water in the lower town \| The Lantern"' '"byline":"Ada Quill"' \
    '"date":"2021-04-12T00:00:00Z"' '"lang":"en"' '"site":null' '"words":1[0-9][0-9]' \
    '"verdict":"full"' '"reason":null' '"body":"The river rose'; do
    has "JSON has $member" 1 "$member"
done
is 'a list of things' 0 - "$CORANTO" text --format=json "$pages/listing.html"
has 'is told from an article' 1 '"verdict":"partial","reason":"no article was found'
is 'an unfilled page' 0 1 "$CORANTO" text "$pages/described.html"
has 'gives its description' 1 '^A page that scripts'
told 'and says so' 'teaser: .*scripts'

printf '<title>x</title>' >"$TMP/empty.html"
is 'nothing to read' 1 0 "$CORANTO" text "$TMP/empty.html"
told 'is said' 'nothing to read'
printf '<p>Caf\351s line the river on both of its sides, and the lanterns hang over all of their tables.' >"$TMP/latin1.html"
is 'an old encoding' 0 1 "$CORANTO" text "$TMP/latin1.html"
has 'is read' 1 '^Cafés line'
{ cat "$pages/article.html"; yes '          ' | head -c 8500000; } >"$TMP/long.html"
is 'a page that is too long' 0 - "$CORANTO" text "$TMP/long.html"
told 'is cut and told' 'longer than what is read of it'
rm "$TMP/long.html"
# shellcheck disable=SC2016 # bytes, nothing to expand
printf '<meta charset=iso-2022-jp>\033$B<script>\033(B' >"$TMP/shifty.html"
is 'a dangerous encoding' 1 0 "$CORANTO" text "$TMP/shifty.html"
told 'is refused in words' 'encoding'
is 'no such file' 1 0 "$CORANTO" text "$TMP/none.html"
told 'is named' 'none\.html cannot be opened'
is 'no source' 2 0 "$CORANTO" text
is 'a bad address' 2 0 "$CORANTO" text --url=ftp://example.org/ "$pages/article.html"
is 'a bad format' 2 0 "$CORANTO" text --format=ansi "$pages/article.html"

# Quotes in quotes make many bytes out of one.
awk 'BEGIN {
    printf "<article>"
    for (i = 0; i < 10; i++) printf "<p>The river rose over its banks, as it does in spring.</p>"
    for (i = 0; i < 30; i++) printf "<blockquote>"
    printf "<pre>"
    for (i = 0; i < 1200000; i++) print "x"
}' >"$TMP/vast.html"
is 'more text than is ever printed' 1 - "$CORANTO" text --format=markdown "$TMP/vast.html"
told 'is said to be cut' 'the output is too long and was cut'
