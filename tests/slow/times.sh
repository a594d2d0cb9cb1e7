#!/bin/sh
# SPDX-License-Identifier: MIT
# How long what must be quick takes a person, of the program as users have it: giving up and leaving
# while a page is fetched, drawing and scrolling texts made to be slow, the first rows of very many.
CORANTO=${BUILD%/*}/release/coranto TIMED=yes
export CORANTO TIMED
. "$TOP/tests/fault/fetch_stop.sh"

many() {
    awk -v n="$1" -v unit="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", unit }'
}
body() {
    mkdir -p "$TMP/slow"
    { printf -- '---\ntitle: one\n---\n'; cat; } >"$TMP/slow/one.md"
}
# draws 'what' TEXT: the body opens, and then each of these draws all of the screen.
draws() {
    ends "$1" 0 'see:of 1' 'keys:\r' "see:$2" calm: 'keys:\x0c' "within:50:wait:$2" calm: \
        keys:G calm: 'keys:\x0c' within:50:wait:one calm: keys:k calm: 'keys:\x0c' within:50:wait:one \
        calm: keys:g calm: 'keys:\x0c' "within:50:wait:$2" keys:Q -- "$CORANTO" "$TMP/slow"
}
marks=$(printf '\314\201')
{ printf 'see me e'; many 500000 "$marks"; } | body
draws '31 1 MB of marks in a body' 'see me'
{ awk -v m="$marks" 'BEGIN { for (i = 0; i < 20000; i++) { printf "z"; for (j = 0; j < 50; j++) printf m } }'; } | body
draws '31 20,000 letters with 50 marks each' 'z'
many 1000000 wxyz | body
draws '36 a word of 4 MB' wxyz
many 1000000 'word word ' | body
draws '36 a line of 10 MB' word
many 5000 '	x' | body
draws '36 5,000 tabs' x
awk 'BEGIN { for (i = 0; i < 50000; i++) printf "[link %d](https://l.example/%d) ", i, i }' | body
draws '124 50,000 links' link
awk 'BEGIN { for (i = 0; i < 20000; i++) printf "# heading %d\n\n", i }' | body
draws '124 20,000 headings' heading
awk 'BEGIN { for (i = 0; i < 200000; i++) print "line " i "\n" }' | body
draws '124 200,000 lines' line

rows=$BUILD/rows
make -s -C "$TOP" VARIANT=release BUILD="${BUILD%/*}/release" "${BUILD%/*}/release/bench/generate" || exit 2
[ -d "$rows" ] || "${BUILD%/*}/release/bench/generate" 100000 "$rows" || exit 2
ends '187 the first rows of 100,000 within a second, all within ten, and keys meanwhile' 0 \
    "within:1000:wait:of " 'keys:j\x0c' 'within:100:wait: of ' 'within:10000:see:of 100,000' keys:Q \
    -- "$CORANTO" "$rows"
