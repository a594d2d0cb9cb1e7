#!/bin/sh
# SPDX-License-Identifier: MIT
# Markdown that floods, nests and crosses: what there is comes, in bounded time.
. "$TOP/tests/fault/articles/lib.sh"
. "$TOP/tests/pty/lib.sh"

whole_or_told() {
    grep -q omega-end "$TMP/out" || grep -q 'was cut here' "$TMP/out"
}

# flood 'N NAME' COMMAND...: what it prints, between two lines that can be looked for.
flood() {
    flood_what=$1
    shift
    { printf -- '---\ntitle: flood\n---\nalpha-start\n\n'; "$@"; printf '\n\nomega-end\n'; } >"$TMP/news/flood.md"
    timeout 200 "$CORANTO" show --format=plain --width=60 "$TMP/news/flood.md" >"$TMP/out" 2>"$TMP/err" </dev/null
    code=$?
    check "$flood_what: it ends" test $code -le 1
    check "$flood_what: its start is there" grep -q alpha-start "$TMP/out"
    check "$flood_what: and its end, or that it was cut is told" whole_or_told
}
numbered() {
    awk -v n="$1" -v before="$2" -v after="$3" 'BEGIN { for (i = 0; i < n; i++) print before i after }'
}

# Of 60 marks 28 are nested deeper than anybody writes.
for mark in '>' '-'; do
    { repeat 60 "$mark " && echo deep; } >"$TMP/news/flood.md"
    "$CORANTO" show --format=plain --width=200 "$TMP/news/flood.md" >"$TMP/out" 2>"$TMP/err" </dev/null
    check "121 what is nested too deep in $mark is text" test "$(grep deep "$TMP/out" | tr -cd "$mark" | wc -c)" = 28
done

flood '121 10,000 quotes in each other' repeat 10000 '>'
flood '121 a million quotes in each other' repeat 1000000 '>'
flood '121 100,000 brackets' repeat 100000 '['
flood '121 100,000 pairs of brackets' repeat 100000 '[]('
flood '121 emphasis that never ends' repeat 100000 '*a _b '
flood '121 emphasis in emphasis' repeat 50000 '**a '
flood '121 a list in a list, inline' repeat 20000 '- '
flood '121 a list in a list' awk 'BEGIN { for (i = 0; i < 500; i++) printf "%*s- x\n", 2 * i, "" }'
# shellcheck disable=SC2016 # of awk
check '121 the text keeps half of the width' awk '{ match($0, /^ */); if (/x/ && RLENGTH > 40) bad = 1 } END { exit bad }' "$TMP/out"
flood '122 pictures in links' repeat 40000 '[![a](b)](c) '
flood '122 20,000 empty lines' repeat 20000 '
'
flood '122 20,000 lines of quotes' repeat 20000 '> x
'
flood '122 quotes and emphasis' repeat 20000 '> *a
'
flood '123 references that grow' sh -c 'echo; printf "[a]: /"; head -c 50000 /dev/zero | tr "\0" u; echo; echo
    yes "[a] " | head -n 20000'
flood '123 20,000 references' numbered 20000 '[r' ']: /x'
flood '123 entities' repeat 100000 '&amp;&#x41;&nosuch;'
flood '123 backticks' awk 'BEGIN { for (i = 1; i < 1500; i++) { for (k = 0; k < i % 400; k++) printf "`"; printf "a" } }'
flood '124 50,000 links' numbered 50000 '[l](https://h.example/' ')'
flood '124 20,000 headings' numbered 20000 '# head ' ''
flood '124 200,000 lines' numbered 200000 '' ''
# shellcheck disable=SC2016 # Markdown
# On a screen: it opens, goes to its end and through it; once more with what was the worst above.
{ printf -- '---\ntitle: flood\n---\nalpha-start\n\n'; numbered 50000 '[l](https://h.example/' ')'; numbered 20000 '# head ' ''
    numbered 200000 '' ''; printf '\n\nomega-end\n'; } >"$TMP/news/flood.md"
ends '124 on a screen, to its end and back' 0 'see:alpha-start' 'keys:\rG' calm: 'keys:gg' 'see:alpha-start' \
    'flood:40:\x06\x02j' calm: keys:Q -- "$CORANTO" "$TMP/news"
{ printf -- '---\ntitle: flood\nexcerpt: what is there\n---\nalpha-start\n\n'; repeat 400000 '[![a](b)](c) '; } >"$TMP/news/flood.md"
ends '122 on a screen: keys are answered, and there is something to read' 0 'see:what is there' 'keys:?' 'see:type to' \
    'keys:\x03' calm: keys:Q -- "$CORANTO" "$TMP/news"
flood '125 HTML' printf '<script>alert("SCRIPT")</script>\n\n<img src="https://h.example/x">\n\n<iframe src="file:///etc/passwd"></iframe>\n\n<style>STYLE{}</style>\n\n<b onclick=x>bold</b>\n'
check '125 no script is shown' sh -c "! grep -qE 'SCRIPT|STYLE|root:' '$TMP/out'"
# shellcheck disable=SC2016 # for the inner shell
flood '125 a table of 2,000 columns' sh -c 'for r in 1 2 3; do awk -v r=$r "BEGIN { for (i = 0; i < 2000; i++) printf (r == 2 ? \"|---\" : \"|c\"); print \"|\" }"; done'
flood '125 fences that stay open' repeat 5000 '```
'
flood '125 large numbers of a list' printf '999999999. x\n1000000000. y\n'
check '125 and what follows' grep -q omega-end "$TMP/out"
