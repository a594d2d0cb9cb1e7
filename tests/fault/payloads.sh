#!/bin/sh
# SPDX-License-Identifier: MIT
# What articles, names of files, pages and servers say to the terminal: payloads/lib.sh.
. "$TOP/tests/fault/payloads/lib.sh"
. "$TOP/tests/server/lib.sh"
server_start

# Articles, names of files, and notes.
article() {
    {
        printf -- '---\ntitle: "%s"\ndate: 2024-01-01T01:%02d:00Z\n' "$(y ti)" $((60 - ${number#0}))
        printf 'excerpt: "%s"\nauthor: "%s"\ntopics: ["%s"]\n' "$(y ex)" "$(y au)" "$(y to)"
        printf 'provider: { name: "%s", domain: "%s" }\n' "$(y pn)" "$(y pd)"
        printf '"%s": "%s"\nheat: "%s"\n' "$(y ke)" "$(y va)" "$(y he)"
        printf 'url: "https://example.com/%s?%s"\n' "$number" "$(y ur)"
        printf 'images: [{ url: "https://example.com/%s.png", title: "%s" }]\n' "$(y iu)" "$(y it)"
        printf 'related: [{ title: "%s", webUrl: "https://example.org/%s", provider: { name: "%s" } }]\n' \
            "$(y rt)" "$(y ru)" "$(y rp)"
        printf -- '---\n# %s\n\n%s\n\nCoded %s.\n\n' "$(b hd)" "$(b bd)" "$(entities en)"
        printf '[%s](<https://example.org/%s>)\n\n![%s](https://example.org/x.png)\n\n' \
            "$(b lt)" "$(y la)" "$(b ia)"
        # shellcheck disable=SC2016 # Markdown
        printf '`%s`\n\n```\n%s\n```\n\n    %s\n\n' "$(b cd)" "$(b fc)" "$(b ic)"
        printf '| a | b |\n|---|---|\n| %s | d |\n\n> %s\n\n- %s\n\n' "$(b tb)" "$(b qu)" "$(b li)"
        printf 'Noted[^1].\n\n[^1]: %s\n\n<p>%s</p>\n' "$(b ft)" "$(b ht)"
    } >"$TMP/news/$number.md"
    mkdir "$TMP/named/$(f fo)"
    printf -- '---\ndate: 2024-01-01\n---\nx\n' >"$TMP/named/$(f fo)/$(f fn).md"
    printf -- '---\ntitle: "x\n%s: [\n---\n' "$(b ye)" >"$TMP/named/$(f bf).md"
}

# Pages that the server sends: all that is said in the answer, and answers that are none.
page() {
    {
        printf 'HTTP/1.1 200 %s\r\n%sX-Odd: %s\r\nETag: "%s"\r\n\r\n' "$(word hr)" \
            "$(printf 'Content-Type: text/html; charset=utf-8\r\nConnection: close\r\n.' | tr -d .)" \
            "$(word ho)" "$(word he)"
        printf '<!DOCTYPE html><html lang="%s"><head><title>%s</title>' "$(b wl)" "$(entities wt)"
        printf '<meta name="author" content="%s"><meta property="og:site_name" content="%s">' \
            "$(entities wa)" "$(b ws)"
        printf '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "%s",' "$(json wj)"
        printf '"author": {"name": "%s"}}</script></head><body><article><h1>%s</h1>' "$(json wk)" "$(b wh)"
        printf '<p>A paragraph that has %s in it, and enough of words to be read as text, and %s.</p>' \
            "$(b wp)" "$(entities we)"
        printf '<p>Another of them with as many words as that, <a href="https://example.org/%s">as ' "$(b wu)"
        printf '%s says</a>, which goes on to its end.</p><ul><li>%s</li></ul><pre>%s</pre>' "$(b wx)" \
            "$(b wi)" "$(b wc)"
        printf '<figure><img src="https://example.org/x.png" alt="%s"><figcaption>%s</figcaption>' \
            "$(b wg)" "$(b wf)"
        printf '</figure><table><tr><th>%s</th><td>%s</td></tr></table></article></body></html>' \
            "$(b wy)" "$(b wz)"
    } >"$TMP/answers/$number.page"
    printf 'HTTP/1.1 404 %s\r\nConnection: close\r\n\r\n%s' "$(word ra)" "$(b rb)" >"$TMP/answers/$number.gone"
    printf 'HTTP/1.1 200 OK\r\nContent-Type: %s\r\nConnection: close\r\n\r\n%s' "$(word rc)" "$(b rd)" \
        >"$TMP/answers/$number.type"
    printf 'HTTP/1.1 302 Found\r\nLocation: %s\r\nConnection: close\r\n\r\n' "$(word re)" >"$TMP/answers/$number.move"
    printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=%s\r\nContent-Encoding: %s\r\n\r\n' \
        "$(word rg)" "$(word rh)" >"$TMP/answers/$number.code"
    for answer in page gone type move code; do
        printf -- '---\ntitle: "%s %s"\ndate: 2024-01-01T01:%02d:00Z\noriginalUrl: "http://127.0.0.1:%s/file?%s"\n---\n' \
            $answer "$number" $((60 - ${number#0})) "$port" "$TMP/answers/$number.$answer" >"$TMP/$answer/$number.md"
    done
}

mkdir "$TMP/news" "$TMP/named" "$TMP/answers" "$TMP/page" "$TMP/gone" "$TMP/type" "$TMP/move" "$TMP/code"
each article
each page
settings 'width: 400' 'stories: no' 'fold-copies: no' 'fetch: { allow-private: [127.0.0.1] }' \
    'session: no' 'mark-read: never'

body='hd bd en lt ia cd fc ic tb qu li ft ht'
on_terminal 'list' 'ti' -c -- "$CORANTO" list --color=always "$TMP/news"
on_terminal 'list of all fields' 'ti' -c -- "$CORANTO" list \
    --columns=title,excerpt,author,topic,provider,domain,url,file "$TMP/news"
for format in tsv json paths; do
    on_terminal "list as $format" 'fo fn bf' -c -- "$CORANTO" list --format=$format "$TMP/news" "$TMP/named"
done
for format in ansi plain markdown json; do
    [ $format = markdown ] && head='ti ex' || head='ti ex au to pn'
    on_terminal "show as $format" "$head $body" -c -- "$CORANTO" show --format=$format \
        --width=1000 --color=always "$TMP"/news/*.md
done
on_terminal 'show of odd names' 'fn' -c -- "$CORANTO" show "$TMP"/named/*/*.md
for field in topic author provider domain; do
    on_terminal "facets $field" '' -c -- "$CORANTO" facets "$field" "$TMP/news"
done
on_terminal 'check' 'bf' -c -- "$CORANTO" check "$TMP/news" "$TMP/named"
for answer in page gone type move code; do
    on_terminal "fetch of $answer" '' -c -- sh -c '"$@" 2>&1 | cat' sh "$CORANTO" fetch "$TMP/$answer"
done
# shellcheck disable=SC2016 # for the inner shell
on_terminal 'what is said of answers' '' -c -- sh -c 'for answer in "$3"/*.[!p]*; do
    "$1" text "http://127.0.0.1:$2/file?$answer" 2>&1 | cat
done' sh "$quick" "$port" "$TMP/answers"
for format in plain markdown json; do
    # shellcheck disable=SC2016 # for the inner shell
    on_terminal "text as $format" 'wp we wc' -c -- sh -c 'for page in "$3"/*.page; do
        sed "1,/^.\$/d" "$page" | "$1" text --format=$2 --color=always --url=https://example.com/ -; done' \
        sh "$quick" $format "$TMP/answers"
done

# Notes are cleaned when they are made, and those of a file are refused.
note() { "$quick" mark note "$(word no)" "$TMP/page/$number.md" 2>"$TMP/marked"; }
each note
each word nf | sed "s|^|http://example.com/\tnote\t2024-01-01T00:00:00Z\t|" >"$TMP/notes"
on_terminal 'notes' 'no' -c -- "$quick" mark --export
# shellcheck disable=SC2016 # for the inner shell
on_terminal 'notes from elsewhere' '' -c -- sh -c '"$1" mark --import "$2" 2>&1' sh "$quick" "$TMP/notes"

# walk LAST: the next article, until the last one, each with the word at its end.
walk() {
    number=1
    while [ $number -lt "$count" ]; do
        number=$((number + 1))
        word=$(printf %02d $number)
        printf '%s\n' 'keys:J' "see:q$1${word}z"
        [ -z "${2-}" ] || printf '%s\n' "keys:i" "see:q$2${word}z" 'keys:\x03' "see:q$1${word}z"
    done
}
IFS='
'
# shellcheck disable=SC2046 # lines
on_terminal 'all articles in the browser' "$head $body" 'see: of ' 'keys:g\r+' 'see:qht01z' $(walk ht va) \
    'keys:Q' -- "$CORANTO" "$TMP/news"
# shellcheck disable=SC2046 # lines
on_terminal 'all fetched pages' 'we wp wc wi wx no' 'see: of ' 'keys:g\r+' 'see:qwz01z' $(walk wz) \
    'keys:Q' -- "$CORANTO" "$TMP/page"
on_terminal 'boxes' '' 'see: of ' keys:+ 'see:qti40z' 'keys:t' 'see:qto40z' 'keys:\x03p' 'see:qpn' 'keys:\x03:facet author\r' \
    'see:qau' 'keys:\x03u' 'see:qla' 'keys:\x03w' 'see:qrt' 'keys:\x03!' 'see:heat' 'keys:\x03r' calm: 'keys:\x03Q' \
    -- "$CORANTO" "$TMP/news"
on_terminal 'odd names' '' 'see: of ' keys:+ 'see:qfn40z' 'keys:!' 'see:qbf' 'keys:\x03i' 'see:qf' 'keys:\x03Q' \
    -- "$CORANTO" "$TMP/named"
sum_up
