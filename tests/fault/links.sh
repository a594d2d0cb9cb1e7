#!/bin/sh
# SPDX-License-Identifier: MIT
# Opening links: a browser that notes its arguments gets the canonical address as one of them, or
# nothing is started. The module's own cases are in unit/ui_browser and unit/base_address.
# shellcheck disable=SC2016,SC2086 # texts of links
. "$TOP/tests/ui/lib.sh"

ui_fake_browser
cat >"$TMP/noisy" <<'NOISY'
#!/bin/sh
for word; do printf '%s\n' "$word"; done >>"${0%noisy}opened"
ls /proc/self/fd | tr '\n' ' ' >"${0%noisy}fds"
grep -E '^Sig(Blk|Ign)' /proc/self/status >"${0%noisy}signals"
echo NOISE; echo NOISE >&2
NOISY
chmod +x "$TMP/noisy"

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
44	&#1;javascript:alert(1)	https://base.example/dir/%EF%BF%BDjavascript:alert(1)
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
48	https://good.example\\@evil.example/	-
48	https://evil.example?@good.example	https://evil.example/?@good.example
48	https://evil.example#@good.example	https://evil.example/#@good.example
49	https://аpple.example/	https://xn--pple-43d.example/
49	https://a&#8238;b.example/	https://ab.example/
50	https://h.example:0/	-
50	https://h.example:99999/	-
50	https://[::1/	-
51	https://true.example/	https://true.example/
CASES

mkdir "$TMP/news"
number=0
{
    printf -- '---\ntitle: "links"\noriginalUrl: https://base.example/dir/page\n---\n'
    while IFS='	' read -r _ address _; do
        number=$((number + 1))
        printf '[https://shown.example/%s](<%s>)\n\n' $number "$address"
    done <"$TMP/cases"
} >"$TMP/news/links.md"

opened_is() {
    [ "$(tail -n 1 "$TMP/opened")" = "$1" ]
}
nothing_more() {
    [ "$(wc -l <"$TMP/opened")" = "$1" ]
}

cd "$TMP" || exit 2
: >"$TMP/opened"
UI_ENV="BROWSER=$TMP/noisy"
ui_start 100x40 "$CORANTO" "$TMP/news"
ui_wait 'the text is there' 'shown.example/1'
number=0
while IFS='	' read -r class address wanted <&3; do
    number=$((number + 1))
    calls=$(wc -l <"$TMP/opened")
    ui_type ":open $number"
    ui_keys Enter
    if [ "$wanted" = - ]; then
        # What comes after it tells that this one is through.
        ui_type ':copy title'
        ui_keys Enter
        ui_until ui_shows_regex '[Cc]op'
        ui_check "$class refused: $address" nothing_more $calls
    else
        ui_check "$class opened: $address" ui_until opened_is "$wanted"
        ui_check "$class as one word, once" nothing_more $((calls + 1))
    fi
done 3<"$TMP/cases"
ui_check '41 nothing else ran' test ! -e "$TMP/PWNED"
ui_check '55 what the browser says is not on the screen' ui_shows_not NOISE
ui_check '58 it has three open files and the folder it looks at' ui_until grep -qx '0 1 2 3 ' "$TMP/fds"
# Those from 32 on are the C library's own.
ui_check '58 no signal is blocked or ignored' sh -c \
    "[ \$(grep -cE '^Sig...:.0*[0-9a-f]?[08]0000000\$' '$TMP/signals') = 2 ]"
children() {
    [ -z "$(pgrep -P "$(cat "$TMP/pid")")" ]
}
open_files() {
    find "/proc/$(cat "$TMP/pid")/fd" -mindepth 1 2>/dev/null | wc -l
}
before=$(open_files)
calls=$(wc -l <"$TMP/opened")
for _ in 1 2 3 4 5 6 7 8; do
    ui_type ':open 1 ; open 1 ; open 1 ; open 1 ; open 1 ; open 1 ; open 1 ; open 1'
    ui_keys Enter
done
calls=$((calls + 64))
ui_check '57 all of many are opened' ui_until sh -c "[ \$(wc -l <'$TMP/opened') -ge $calls ]"
ui_check '57 no child stays' ui_until children
ui_check '57 no file stays open' test "$(open_files)" -le "$before"
ui_keys Q
ui_ends '57 it ends well' 0

# Browsers that are none.
mkdir "$TMP/folder"
echo 'no program' >"$TMP/plain"
printf '#!/bin/sh\nexit 3\n' >"$TMP/fails" && chmod +x "$TMP/fails"
printf '#!/bin/sh\nkill -KILL $$\n' >"$TMP/dies" && chmod +x "$TMP/dies"
printf '#!/bin/sh\nexec sleep 20\n' >"$TMP/stays" && chmod +x "$TMP/stays"
while read -r browser words; do
    UI_ENV="BROWSER=$TMP/$browser DISPLAY=:9"
    ui_start 100x30 "$CORANTO" "$TMP/news"
    ui_until ui_shows 'shown.example/1'
    ui_type ':open 1'
    ui_keys Enter
    ui_wait_regex "53 $browser is told" "$words"
    ui_keys Q
    ui_ends "53 $browser: it goes on until it is left" 0
done <<'BROWSERS'
nosuch cannot run .*nosuch
folder cannot run .*folder
plain cannot run .*plain
fails exit status 3
dies signal 9
stays h\.example
BROWSERS
UI_ENV="BROWSER="
ui_start 100x30 "$CORANTO" "$TMP/news"
ui_until ui_shows 'shown.example/1'
ui_type ':open 1'
ui_keys Enter
ui_wait_regex '60 no browser and no display are told' 'no (browser|display)'
ui_keys Q
ui_ends '60 it goes on' 0
