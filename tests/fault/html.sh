#!/bin/sh
# SPDX-License-Identifier: MIT
# Pages: escapes, nesting, floods, broken markup, what is hidden, links, forms. A number stands
# for a kind of fault.
. "$TOP/tests/server/lib.sh"

begin='<!DOCTYPE html><html><head><meta charset=utf-8><title>A page</title></head><body><article><p>alpha-start: this is a page of some words, so that there is something to read.</p>'
end='<p>And here is the end of it, after everything else that it had to say: omega-end.</p></article></body></html>'

# around 'what' MARKUP: what stands before and after the markup is shown.
around() {
    printf '%s\n%s\n%s\n' "$begin" "$2" "$end" | given page
    shown "$1" page
}

# many N MARKUP: the markup so many times; a "#" in it stands for the count.
many() {
    awk -v n="$1" -v markup="$2" 'BEGIN {
        parts = split(markup, part, "#")
        for (i = 0; i < n; i++) {
            printf "%s", part[1]
            for (j = 2; j <= parts; j++) printf "%d%s", i, part[j]
        }
    }'
}

# flood 'what' <MARKUP: what stands before it is shown, and all of it or it is said that it is cut.
flood() {
    { echo "$begin" && cat && echo "$end"; } | given page
    [ "$(cat "$TMP/page.code")" = 0 ] &&
        { grep -q omega-end "$TMP/page.out" || grep -q 'was cut' "$TMP/page.err"; }
    verdict "$1" page $?
    holds "$1: its beginning" page alpha-start
}

esc=$(printf '\033')
for odd in "${esc}]0;owned$(printf '\007')" "${esc}[31m" "$(printf '\302\2332J')" "$(printf '\302\235')0;owned" \
    "${esc}]52;c;aGk=$esc\\" "$(printf '\342\200\256')" "$(printf '\342\201\246')" '&#27;[31m' '&#x1b;]0;owned&#7;' \
    '&#x9b;2J' '&#155;2J' '&#x202e;' '&#8294;' '&#0;' '&#xD800;' '&#x110000;' '&#13;&#8;&#11;'; do
    what=$(printf '%s' "$odd" | sed "s/${esc}/ESC/g" | LC_ALL=C tr -c ' -~\n' '?')
    around "103 $what in the text" "<p>before $odd after</p>"
    holds "103 $what: the text around it" page 'before .*after'
    clean "103 $what in the text: clean" page
    {
        echo "$begin" | sed "s|A page|A $(printf '%s' "$odd" | sed 's/[&\\]/\\&/g') page|"
        echo "<h2 title='$odd'>x $odd y</h2><pre><code class='language-$odd'>a $odd b</code></pre>"
        echo "<p><a href='/a?$odd' title='$odd'>a $odd link</a><img src='/i$odd.png' alt='p $odd q'></p>"
        echo "<table><tr><th>x $odd<th>y<tr><td>$odd<td>z</table>$end"
    } >"$TMP/page.html"
    for format in plain markdown json; do
        given page --format=$format --url=https://example.org/ <"$TMP/page.html"
        holds "103 $what everywhere, as $format" page omega-end
        clean "103 $what everywhere, as $format: clean" page
    done
done

for markup in '<div>' '<span>' '<b><i>' '<table><tr><td>' '<ul><li>' '<blockquote>' '<font>' \
    '<section><p>' '<dl><dd>' '<svg><g>' '<math><mi>'; do
    many 300 "$markup" | flood "104 300 $markup"
    { many 300 "$markup" && echo 'deep-text and some more words that are shown.'; } | flood "104 text in 300 $markup"
    [ -s "$TMP/page.err" ] || holds "104 text in 300 $markup: shown" page deep-text
    many 100000 "$markup" | flood "104 100,000 $markup"
done
many 100000 '<a href=x>' | flood '104 100,000 <a>'

{ echo '<p ' && many 100000 'a#=1 ' && echo '>text</p>'; } | flood '105 100,000 attributes'
{ echo '<p ' && many 100000 'a=1 ' && echo '>text</p>'; } | flood '105 100,000 equal attributes'
{ echo '<p title="' && many 400000 0123456789 && echo '">text</p>'; } | flood '105 an attribute of 4 MB'
{ echo '<a href="/' && many 100000 0123456789 && echo '">text</a>'; } | flood '105 a link of 1 MB'
many 20000 '<p a=1 b=2 c=3 d=4 e=5 f=6>x</p>' | flood '105 attributes on 20,000 tags'

many 300000 'many words ' | flood '106 a line of 3 MB'
many 300000 longword | flood '106 a word of 2 MB'
many 1000000 '<' | flood '106 a million <'
many 300000 '</' | flood '106 300,000 </'
many 200000 '<!--' | flood '106 200,000 <!--'
many 200000 '<!-- x -->' | flood '106 200,000 comments'
many 300000 '&amp;' | flood '106 300,000 entities'
many 500000 '&' | flood '106 500,000 &'
many 200000 '<br>' | flood '106 200,000 <br>'
many 3000000 ' ' | flood '106 3,000,000 blanks'
many 100000 '&nbsp;' | flood '106 100,000 &nbsp;'
many 100000 '<p>' | flood '106 100,000 <p>'
many 50000 '</p>' | flood '106 50,000 </p>'
many 50000 '</b></div>' | flood '106 50,000 ends of nothing'

around '107 entities' '<p>one &amp; two &lt;b&gt; &copy; &hellip; &#8364; &#x20AC; end of them</p>'
holds '107 entities: read' page 'one & two <b> © … € € end'
around '107 odd entities' '<p>one &#99999999999999999999; &#x; &#; &nosuch; &#xFFFE; &#1; &amp &CounterClockwiseContourIntegral; end of them</p>'
holds '107 odd entities: the text' page 'one .*&nosuch; .*end of them'
clean '107 odd entities: clean' page

# opened 'what' MARKUP: what it opens is never closed.
opened() {
    printf '%s\n%s\nafterwards\n' "$begin" "$2" | given page
    [ "$(cat "$TMP/page.code")" = 0 ] && grep -q alpha-start "$TMP/page.out"
    verdict "108 open: $1" page $?
}
opened comment '<!-- not closed'
opened script '<script>secret-words()'
lacks '108 open: script: not shown' page secret-words
opened style '<style>secret-words {'
lacks '108 open: style: not shown' page secret-words
opened tag '<p class="never closed'
opened 'tag, without a quote' '<p class='
opened title '<title>once more'
opened textarea '<textarea>'
opened template '<template>'
opened CDATA '<![CDATA[ some text'
opened instruction '<?php echo 1'
opened select '<select><option>'
around '108 CDATA' '<p>a <![CDATA[ b ]]> c</p>'
around '108 wrong order' '<p><b><i>one</b> two</i></p><table><p>three<tr><b>four<td>five</table>'
around '108 two bodies' '</body></html><html><body class=x><p>between-words are here too</p>'
holds '108 two bodies: the text between' page between-words
around '108 a script that seems to end' '<script>"<\/script>"; /* <p>secret-words</p> */</script>'
lacks '108 a script that seems to end: not shown' page secret-words
around '108 frames' '<iframe src=/x>secret-words</iframe><noframes>secret-words</noframes><noembed>secret-words</noembed>'
lacks '108 frames: not shown' page secret-words
printf '' | given page
refused '108 nothing' page 'nothing to read'
printf '<' | given page
[ "$(wc -l <"$TMP/page.err")" -le 1 ]
verdict '108 one byte' page $?

for hidden in '<script>secret-words</script>' '<style>secret-words</style>' '<template>secret-words</template>' \
    '<p hidden>secret-words</p>' '<p style="display:none">secret-words</p>' '<p style="DISPLAY : none !important">secret-words</p>' \
    '<p style="visibility:hidden">secret-words</p>' '<!-- secret-words -->' \
    '<svg><script>secret-words</script></svg>' '<object><param value=secret-words></object>' '<input value=secret-words>' \
    '<datalist><option>secret-words</datalist>' '<dialog>secret-words</dialog>'; do
    around "109 beside $hidden" "$hidden"
    lacks "109 $hidden is not shown" page secret-words
done

for scheme in javascript: JaVaScRiPt: 'java&#9;script:' 'java&#10;script:' '&#1;javascript:' ' javascript:' 'javascript&colon;' \
    vbscript: 'data:text/html,' file:///etc/passwd about:blank view-source:http://a.example/ blob:https://a.example/ \
    ftp://a.example/ smb://a.example/ ssh://a.example/ tel:1 magnet:?x ms-word:x x-man-page://ls intent:x \
    'http://' 'https:///' 'https://[::1' 'https://a.example:99999/' 'https://user:secret@a.example/' \
    'https://a.example\@b.example/' 'https://a.example/&#10;x'; do
    around "110 a link to $scheme" "<p>a <a href='${scheme}x-y-z'>label of it</a> and an image <img src='${scheme}x-y-z' alt=pic></p>"
    given page --format=markdown --url=https://base.example/dir/ <<END
$begin<p>a <a href="${scheme}x-y-z">label of it</a>, an <area href="${scheme}x-y-z"> and <img src="${scheme}x-y-z" alt=pic></p>$end
END
    holds "110 a link to $scheme: its label" page 'label of it'
    grep -oE '\]\([^)]*|<[a-zA-Z][a-zA-Z0-9+.-]*:[^>]*' "$TMP/page.out" | grep -vE '^(\]\(|<)https?://[a-z]' >"$TMP/links"
    [ ! -s "$TMP/links" ] && ! grep -q secret "$TMP/page.out"
    verdict "110 a link to $scheme: is none, or is one of the web" page $?
done
given page --format=markdown --url=https://base.example/ <<END
<base href="javascript:alert(1)//">$begin<p>a <a href="x">label of it</a></p>$end
END
lacks '110 a base that is a script' page 'javascript:'
many 50000 '<a href="/x#">link #</a> ' | flood '110 50,000 links'
many 10000 '<p><a href="https://a.example/#">link</a> and some text</p>' | flood '110 10,000 links in 10,000 paragraphs'

{ echo '<title>' && many 100000 'title words ' && echo "</title>$begin$end"; } | given page --format=json
holds '111 a title of 1 MB' page '"title":"title words'
clean '111 a title of 1 MB: clean' page
{ printf '%s<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"' "$begin"
    many 300000 'words ' && printf '"}</script>%s' "$end"; } | given page
partly '111 a body of 2 MB for machines' page 'too long and was cut|was cut'
printf '<title>one\ntwo\n\n three\t\tfour</title>%s%s' "$begin" "$end" | given page --format=json
holds '111 a title of many lines' page '"title":"one two three four"'
for span in 1000000000 -1 0 99999999999999999999 1e9 x; do
    around "111 a cell that spans $span" "<table><tr><th colspan=$span rowspan=$span>first-cell<th>b<tr><td>c<td colspan=$span>d</table>"
    holds "111 a cell that spans $span: shown" page first-cell
done
{ echo '<table>' && many 5000 '<tr><td>a#<td>b#<td>c#<td>d#' && echo '</table>'; } | flood '111 20,000 cells'
{ echo '<table><tr>' && many 20000 '<td>a#' && echo '</table>'; } | flood '111 20,000 cells in a row'

server_start
settings 'fetch: { total: 60s, allow-private: [127.0.0.1] }'
form='<form action=/sent method=post><input name=a autofocus onfocus=submit()><input type=image src=/sent><button formaction=/sent>go</button></form><a href=/sent ping=/sent>x</a><link rel=prefetch href=/sent><script>document.forms[0].submit()</script>'
fetch page "/typed?utf-8%7C$(printf '%s%s%s' "$begin" "$form" "$end" | od -An -v -tx1 | tr -d ' \n' | sed 's/../%&/g')"
shown '112 a page with a form' page
unlogged '112 nothing is sent' '^path [0-9]+ /sent|^ *POST'
