#!/bin/sh
# SPDX-License-Identifier: MIT
# Opening links: a browser that notes its arguments gets the canonical address as one of them, or
# nothing is started. The module's own cases are in unit/base_address; browsers in fault/browser.
# shellcheck disable=SC2016,SC2086 # texts of links
. "$TOP/tests/ui/lib.sh"

ui_fake_browser
cat >"$TMP/notes" <<'NOTES'
#!/bin/sh
for word; do printf '%s\n' "$word"; done >>"${0%notes}opened"
NOTES
chmod +x "$TMP/notes"

# An article with a link for each line: the address, what the browser is to get, or "-". An
# address goes into the Markdown as it is; %b makes controls of escapes.
cat >"$TMP/cases" <<'CASES'
41	https://h.example/a?b=c&d#e	https://h.example/a?b=c&d#e
41	https://h.example/;touch%20PWNED	https://h.example/;touch%20PWNED
41	https://h.example/$(touch${IFS}PWNED)	https://h.example/$(touch$%7BIFS%7DPWNED)
41	https://h.example/`touch${IFS}PWNED`	https://h.example/%60touch$%7BIFS%7DPWNED%60
41	https://h.example/'|touch${IFS}PWNED&	https://h.example/'%7Ctouch$%7BIFS%7DPWNED&
41	https://h.example/%20%0a%00%25s	https://h.example/%20%0a%00%25s
41	https://h.example/%s%n	-
41	https://h.example/-x?--help	https://h.example/-x?--help
42	-flag	https://base.example/dir/-flag
42	--help	https://base.example/dir/--help
43	javascript:alert(1)	-
43	data:text/html,x	-
43	vbscript:x	-
43	file:///etc/passwd	-
43	about:blank	-
43	view-source:https://h.example/	-
43	blob:https://h.example/x	-
43	ftp://h.example/	-
43	smb://h.example/	-
43	ssh://h.example/	-
43	mailto:a@h.example	-
43	tel:123	-
43	magnet:?xt=x	-
43	ms-settings:x	-
43	x-man-page://ls	-
43	intent://x	-
44	JaVaScRiPt:alert(1)	-
44	java&#9;script:alert(1)	-
44	java&#10;script:alert(1)	-
44	&#1;javascript:alert(1)	-
44	java&#0;script:alert(1)	-
44	java\001script:alert(1)	-
44	javascript&#58;alert(1)	-
44	FILE:/etc/passwd	-
45	https://h.example/&#10;https://evil.example/	-
45	https://h.example/&#13;x	-
46	../x	https://base.example/x
46	/etc/passwd	https://base.example/etc/passwd
46	?q	https://base.example/dir/page?q
46	#f	https://base.example/dir/page#f
47	//other.example/x	https://other.example/x
47	https:h.example	-
47	https:///x	-
47	https://	-
48	https://u:secret@h.example/	-
48	https://good.example@evil.example/	-
48	https://good.example\\\\@evil.example/	-
48	https://evil.example?@good.example	https://evil.example/?@good.example
48	https://evil.example#@good.example	https://evil.example/#@good.example
49	https://аpple.example/	https://xn--pple-43d.example/
49	https://a&#8238;b.example/	-
49	https://a\342\200\256b.example/	-
49	https://a\342\200\213b.example/	-
49	https://a\302\255b.example/	-
49	//a&#8203;b.example/	-
49	https://a.example\357\274\217b.example/	-
49	https://b\303\274cher.example/\303\274	https://xn--bcher-kva.example/%C3%BC
50	https://h.example:0/	-
50	https://h.example:99999/	-
50	https://[::1/	-
50	https://h.example/%zz	-
50	https://h.example:8o/	-
50	http://[::ffff:127.0.0.1]:80/	http://[::ffff:127.0.0.1]/
50	http://0x7f.1/	http://127.0.0.1/
47	http:\\\\\\\\h.example	-
47	https:/h.example	-
51	https://true.example/	https://true.example/
CASES

mkdir "$TMP/news"
number=0
{
    printf -- '---\ntitle: "links"\noriginalUrl: https://base.example/dir/page\n---\n'
    while IFS='	' read -r _ address _; do
        number=$((number + 1))
        printf '[https://shown.example/%s](<%b>)\n\n' $number "$address"
    done <"$TMP/cases"
    printf '[long](https://h.example/%070000d)\n\n' 0
} >"$TMP/news/links.md"

# count_started CALLS WANTED: an address is through, before which there were so many calls.
addresses=0 wrong=0
count_started() {
    addresses=$((addresses + 1))
    case $2 in
    -) nothing_more "$1" ;;
    *) nothing_more $(($1 + 1)) && opened_is "$2" ;;
    esac || wrong=$((wrong + 1))
}
opened_is() {
    [ "$(tail -n 1 "$TMP/opened")" = "$1" ]
}
nothing_more() {
    [ "$(wc -l <"$TMP/opened")" = "$1" ]
}

cd "$TMP" || exit 2
: >"$TMP/opened"
UI_ENV="BROWSER=$TMP/notes"
ui_start 100x40 "$CORANTO" "$TMP/news"
ui_wait 'the text is there' 'shown.example/1'
number=0
while IFS='	' read -r class address wanted <&3; do
    number=$((number + 1))
    calls=$(wc -l <"$TMP/opened")
    what=$(printf %s "$address" | sed "s,[\\],/,g")
    ui_type ":open $number"
    ui_keys Enter
    if [ "$wanted" = - ]; then
        # What comes after it tells that this one is through.
        ui_type ':copy title'
        ui_keys Enter
        ui_until ui_shows_regex '[Cc]op'
        ui_check "$class refused: $what" nothing_more $calls
    else
        ui_check "$class opened: $what" ui_until opened_is "$wanted"
        ui_check "$class as one word, once: $what" nothing_more $((calls + 1))
    fi
    count_started "$calls" "$wanted"
done 3<"$TMP/cases"
ui_check '41 nothing else ran' test ! -e "$TMP/PWNED"
ui_type ":open $((number + 1))"
ui_keys Enter
ui_wait '50 70 KB are refused' 'not opened: the address is longer than 8192 bytes'
ui_keys Q
ui_ends '41 it ends well' 0

# Where a link leads is seen before it is opened, whatever its own text says.
printf -- '---\ntitle: seen\n---\n%s\n' \
    'A [https://shown.example/](https://true.example/x) and [a password](https://u:secret@h.example/).' >"$TMP/news/seen.md"
ui_start 100x40 "$CORANTO" "$TMP/news/seen.md"
ui_wait '51 the true address is in the list of links' "$(printf '1\302\240\302\240')true.example/x"
ui_has '48 of a password is shown that there is one' 'https://…@h.example/'
ui_keys Enter C-n
ui_wait '51 the true address is told of the link selected' ' https://true.example/x'
ui_keys C-n
ui_wait '48 why one with a password is not opened' 'cannot be opened: the address has a user'
ui_keys u
ui_wait '51 the true address is beside the text' 'https://shown.example/  https://true.example/x'
ui_lacks '48 the password is not shown' secret
ui_keys Escape
ui_keys Q
ui_ends '51 it ends well' 0

# The addresses of articles themselves: as YAML has them in double quotes, and what is opened.
rm -r "$TMP/news"
mkdir "$TMP/news"
cat >"$TMP/cases" <<'CASES'
42	-flag	-
42	--help	-
42	-P x	-
43	javascript:alert(1)	-
43	file:///etc/passwd	-
44	java\tscript:alert(1)	-
44	java\0script:alert(1)	-
44	\x01javascript:alert(1)	-
45	https://h.example/\nhttps://evil.example/	-
45	https://h.example/\rx	-
46	../x	-
46	/etc/passwd	-
46	?q	-
46	#f	-
47	//other.example/x	-
47	http:h.example	-
47	http:///x	-
47	https://	-
48	https://u:secret@h.example/	-
48	https://good.example@evil.example/	-
48	https://good.example\\@evil.example/	-
49	https://a\u202eb.example/	-
49	https://a\u200bb.example/	-
49	https://\u0430pple.example/	https://xn--pple-43d.example/
50	https://h.example:0/	-
50	https://[::1	-
50	https://h.example/%zz	-
41	https://h.example/$(touch PWNED)	-
41	https://h.example/a'b"c	https://h.example/a'b%22c
41	https://h.example/$(id);x	https://h.example/$(id);x
85	https://h.example/ HTTP/1.1\r\nX-Injected: yes	-
CASES
number=100
while IFS='	' read -r _ address _; do
    number=$((number + 1))
    case $address in
    *'"'*) printf -- "---\ntitle: \"t%s\"\ndate: 2024-01-01T00:%s:00Z\noriginalUrl: '%s'\n---\nbody\n" $number $((150 - number)) "$(printf %s "$address" | sed "s/'/''/g")" ;;
    *) printf -- '---\ntitle: "t%s"\ndate: 2024-01-01T00:%s:00Z\noriginalUrl: "%s"\n---\nbody\n' $number $((150 - number)) "$address" ;;
    esac >"$TMP/news/$number.md"
done <"$TMP/cases"
: >"$TMP/opened"
ui_start 100x40 "$CORANTO" "$TMP/news"
ui_until ui_shows "$(wc -l <"$TMP/cases") of"
number=100
while IFS='	' read -r class address wanted <&3; do
    number=$((number + 1))
    calls=$(wc -l <"$TMP/opened")
    what=$(printf %s "$address" | sed "s,[\\],/,g")
    ui_until ui_shows_regex "^ t$number *\$"
    ui_keys o
    if [ "$wanted" = - ]; then
        ui_check "$class an article's own, refused: $what" ui_until ui_shows_regex 'not opened|has no address'
        ui_type ':copy title'
        ui_keys Enter
        ui_until ui_shows "opied: t$number"
        ui_check "$class nothing is started for $what" nothing_more $calls
    else
        ui_check "$class an article's own: $what" ui_until opened_is "$wanted"
    fi
    count_started "$calls" "$wanted"
    ui_keys j
done 3<"$TMP/cases"
ui_lacks '48 no password is shown' secret
ui_check '41 still nothing else ran' test ! -e "$TMP/PWNED"
ui_keys Q
ui_ends '42 it ends well' 0
echo "## links started wrongly $wrong/$addresses"
