#!/bin/sh
# SPDX-License-Identifier: MIT
# Values of the wrong kind, dates that are none, the same article twice: a field may go, the
# article never does.
# shellcheck disable=SC2016 # Markdown
. "$TOP/tests/fault/articles/lib.sh"

value() {
    printf -- '---\n%b\n---\nbody [end]\n' "$2" | article "$1" "$3" "$4"
}

value '14 title-null' 'title:' 'title null' -
value '14 title-tilde' 'title: ~' 'title tilde' -
value '14 title-list' 'title: [a, b]' 'title list' 'title is a list; it is left out'
value '14 title-map' 'title: {a: b}' 'title map' 'title is a map; it is left out'
value '14 title-number' 'title: 42' 42 'title is not text'
value '14 title-true' 'title: true' true 'title is not text'
value '14 title-blank' 'title: "  "\nx: y' - -
value '14 title-html' 'title: "<b>&lt;x&gt;</b> <script>x</script>"' '<b>&lt;x&gt;</b> <script>x</script>' -
value '14 title-printf' 'title: "%s%n%d %99999999d {0} ${HOME} `id`"' '%s%n%d %99999999d {0} ${HOME} `id`' -
value '14 title-markdown' 'title: "*a* [b](c) `d` #e"' '*a* [b](c) `d` #e' -
{ printf -- '---\ntitle: "'; repeat 1000000 x; printf '"\n---\nbody\n'; } | article '14 title-1mb' - 'title'
{ printf -- '---\ntitle: "'; repeat 5000 W; printf '"\n---\nbody\n'; } |
    article '14 title-5000' "$(repeat 1000 W)" 'title is longer than 1000 bytes'

for kind in '5' '[[a]]' '{a: {b: c}}' '"\\0"' '.nan' '~' '"x"' 'true' '2021-01-01'; do
    for key in topics tags categories provider author excerpt type category lang heat quality \
        published images related originalUrl webUrl ampWebUrl cdnAmpWebUrl permalink date \
        publishedDateTime secured url; do
        number=$((number + 1))
        printf -- '---\ntitle: "of %s"\n%s: %s\n---\nbody [end]\n' "$number" "$key" "$kind" \
            >"$TMP/news/kind$number.md"
    done
done
value '15 heat-words' 'title: heat\nheat: hot' heat 'heat is no number; it is left out'
value '15 heat-infinite' 'title: heat\nheat: 1e999' heat 'heat is no number; it is left out'
value '15 published-maybe' 'title: maybe\npublished: maybe' maybe 'published is neither true nor false'
value '15 topics-map' 'title: topics\ntopics: {a: b}' topics 'topics is a map; it is left out'
value '15 topics-entry' 'title: topics\ntopics: [a, {b: c}, d]' topics 'an entry of topics is no text'
value '15 provider-list' 'title: provider\nprovider: [a]' provider 'provider is a list; it is left out'
value '15 excerpt-list' 'title: excerpt\nexcerpt: [a]' excerpt 'excerpt is a list; it is left out'
value '15 images-text' 'title: images\nimages: x' images 'images is not a list'
value '15 related-number' 'title: related\nrelated: 5' related 'related is not a list'
value '15 url-map' 'title: url\nwebUrl: {a: b}' url 'webUrl is a map; it is left out'
value '15 images-sizes' 'title: sizes\nimages:\n- {url: "https://a.example/x", width: -3, height: many}' sizes 'of an entry of images is wrong'

# A NUL byte ends nothing: the field goes as a whole.
value '19 nul-title' 'title: "a\\0b"' 'nul title' 'error: title holds a NUL byte; it is left out'
value '19 nul-date' 'title: nul\ndate: "2021-01-01\\0"' nul 'date holds a NUL byte; it is left out'
value '19 nul-url' 'title: nul\nwebUrl: "https://a.example/\\0.evil.example"' nul 'webUrl holds a NUL byte; it is left out'
value '19 nul-topic' 'title: nul\ntopics: [a, "b\\0c"]' nul 'a topic holds a NUL byte; it is left out'
value '19 nul-key' 'title: nul\n"x\\0y": 1' nul 'a key holds a NUL byte; it is left out'
value '19 nul-related' 'title: nul\nrelated:\n- {title: "a\\0b", webUrl: "https://a.example/\\0"}' nul 'NUL|wrong'
printf -- '---\ntitle: raw\nx: a\000b\n---\nbody \000 [end]\n' | article '19 nul-byte' raw 'control characters'

count=$(find "$TMP/news" -name '*.md' | wc -l)
is '15 each kind in each place leaves the article' 0 "$count" \
    "$CORANTO" list --format=tsv "$TMP/news"
check '15 and its title' test "$(grep -c '	of [0-9]*	' "$TMP/out")" = "$number"
is '15 as JSON' 0 "$count" "$CORANTO" list --format=json "$TMP/news"
is '15 and shown' 0 - "$CORANTO" show --format=plain "$TMP"/news/kind*.md
check '15 each with its body' test "$(grep -c '^body \[end\]$' "$TMP/out")" = "$number"
rm "$TMP"/news/kind*.md
judge
no_text '19 nothing after a NUL byte' nul-url 'evil'
text '19 the body after a NUL byte' nul-byte 'end\]'

# Dates: what they are in UTC, or none. "c" before a name is for what comes after it in the file.
next_group
number=0
while IFS='|' read -r written instant; do
    number=$((number + 1))
    printf -- '---\ntitle: "date %s"\ndate: %s\n---\n' $number "$written" >"$TMP/news/d$number.md"
    printf '%s\t%s\t%s\n' $number "$written" "$instant"
done >"$TMP/dates" <<'DATES'
2021-04-12|2021-04-12T00:00:00Z
2021-04-12T18:00:00Z|2021-04-12T18:00:00Z
2021-04-12t18:00:00z|2021-04-12T18:00:00Z
2021-04-12 18:00|2021-04-12T18:00:00Z
2021-04-12 18:00:59.999999999999|2021-04-12T18:00:59Z
2020-11-20 21:30:10 +0530|2020-11-20T16:00:10Z
2020-11-20 21:30:10 -08:00|2020-11-21T05:30:10Z
2021-01-01T00:30:00+14:00|2020-12-31T10:30:00Z
2020-12-31T23:30:00-12:00|2021-01-01T11:30:00Z
2021-4-2|2021-04-02T00:00:00Z
"Mon, 12 Apr 2021 18:00:00 GMT"|2021-04-12T18:00:00Z
12 Apr 2021 18:00:00 +0200|2021-04-12T16:00:00Z
2020-02-29|2020-02-29T00:00:00Z
2016-12-31T23:59:60Z|2017-01-01T00:00:00Z
2021-04-12T24:00:00Z|2021-04-13T00:00:00Z
1901-12-13T20:45:51Z|1901-12-13T20:45:51Z
1970-01-01T00:00:00Z|1970-01-01T00:00:00Z
2038-01-19T03:14:08Z|2038-01-19T03:14:08Z
2106-02-07T06:28:16Z|2106-02-07T06:28:16Z
9999-12-31T23:59:59Z|9999-12-31T23:59:59Z
0001-01-01|0001-01-01T00:00:00Z
2021-02-30|none
2021-02-29|none
1900-02-29|none
2021-04-31|none
2021-13-01|none
2021-00-10|none
2021-04-00|none
2021-04-32|none
2021-04-12T25:00:00Z|none
2021-04-12T18:60:00Z|none
2021-04-12T18:00:61Z|none
2021-04-12T18:00:00+24:00|none
2021-04-12T18:00:00+99:99|none
0000-01-01|none
10000-01-01|none
-2021-04-12|none
99999999999999999999-01-01|none
2021-99999999999999999999-01|none
9999-12-31T23:59:59-00:01|none
0001-01-01T00:00:00+00:01|none
04/12/2021|none
12.04.2021|none
April 12, 2021|none
"Foo, 12 Apr 2021"|none
"Mon, 31 Feb 2021 00:00:00 GMT"|none
1618250400|none
-1|none
2021|none
2021-04|none
20210412|none
20210412T180000Z|none
2021-W15-1|none
2021-102|none
yesterday|none
today|none
now|none
null|none
true|none
0x7E5|none
1e9|none
.nan|none
"2021-04-12x"|none
"2021-04-12T"|none
"2021-04-12T18:00:00 IST"|none
"\u0662\u0660\u0662\u0661-04-12"|none
"\uFF12021-04-12"|none
"2021\u201304\u201312"|none
"2021-04-12\x00"|none
"%Y-%m-%d"|none
""|none
"   "|none
[2021-04-12]|none
{y: 2021}|none
DATES
{ printf -- '---\ntitle: long\ndate: "'; repeat 100000 9; printf '"\n---\n'; } >"$TMP/news/long.md"
is '17 odd dates cost no article' 0 $((number + 1)) "$CORANTO" list --format=json "$TMP/news"
cp "$TMP/out" "$TMP/json"

same_date() {
    [ "$2" = none ] && want='"date":null' || want="\"date\":\"$2\""
    grep -F "\"title\":\"date $1\"" "$TMP/json" | grep -qF "$want"
}
while IFS='	' read -r n written instant; do
    line=16
    [ "$instant" != none ] || line=17
    if same_date "$n" "$instant"; then
        echo "ok - $line $written"
    else
        echo "not ok - $line $written"
        grep -F "\"title\":\"date $n\"" "$TMP/json" | grep -o '"date":[^,]*' | sed 's/^/# /'
    fi
done <"$TMP/dates"

# Whatever the zone, the same order; and no zone, summer time or far year is too odd.
"$CORANTO" list --format=paths "$TMP/news" >"$TMP/order"
for zone in UTC EST5EDT CET-1CEST,M3.5.0,M10.5.0/3 Pacific/Apia Asia/Kathmandu '<+1400>-14' '<-1159>11:59' :nosuch/zone ../../etc/passwd \
    'X99999999999Y' '' '%s%n' AAA+24:59:59BBB; do
    is "18 TZ='$zone'" 0 $((number + 1)) env TZ="$zone" "$CORANTO" list --format=paths "$TMP/news"
    check "18 TZ='$zone': the same order" cmp "$TMP/order" "$TMP/out"
    is "18 TZ='$zone': as a table, and counted" 0 - env TZ="$zone" "$CORANTO" facets day "$TMP/news"
    is "18 TZ='$zone': ages" 0 - env TZ="$zone" "$CORANTO" list -q 'date>1d date<99999d or date:2021-03-28T02:30' "$TMP/news"
done

# Two files of everything the same are two articles of one address, and marks go by addresses.
next_group
for file in a b; do
    printf -- '---\ntitle: same\ndate: 2021-01-01\nwebUrl: https://a.example/x\n---\nbody\n' >"$TMP/news/$file.md"
    printf -- '---\ntitle: same\ndate: 2021-01-01\n---\nbody of its own\n' >"$TMP/news/own-$file.md"
done
is '20 each file is a row' 0 4 "$CORANTO" list --format=paths "$TMP/news"
is '20 a copy is told as such' 0 1 "$CORANTO" list --format=paths -q dup "$TMP/news"
"$CORANTO" mark star "$TMP/news/own-a.md" >/dev/null 2>&1
is '20 a mark without an address is of one file' 0 1 "$CORANTO" list --format=paths -q starred "$TMP/news"
has '20 the right one' 1 'own-a\.md$'
"$CORANTO" mark star "$TMP/news/b.md" >/dev/null 2>&1
is '20 a mark of an address is of all its files' 0 3 "$CORANTO" list --format=paths -q starred "$TMP/news"
