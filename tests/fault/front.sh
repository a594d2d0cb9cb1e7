#!/bin/sh
# SPDX-License-Identifier: MIT
# Front matter that is broken, endless, enormous or clever: each file is told, shown as far as it
# can be, and costs neither the others nor much time.
. "$TOP/tests/fault/articles/lib.sh"

# Never closed, not at all or cut anywhere.
open='not closed by a line of three dashes'
printf -- '---\ntitle: open\n\nbody [end]\n' | article '1 fm-unclosed' open "$open"
printf -- '---' | article '1 fm-truncated-3' - "$open"
printf -- '---\ntit' | article '1 fm-truncated-key' - "$open"
printf -- '---\ntitle: "ha' | article '1 fm-truncated-quote' - "$open"
printf -- '---\ntitle: x\nrelated:\n  - title: "y' | article '1 fm-truncated-related' x "$open"
{ printf -- '---\ntitle: far\n'; repeat 40000 '# a comment of thirty-two bytes..
'; printf -- '---\nbody\n'; } | article '1 fm-closed-beyond-1mb' far "$open"

# Ends of lines, marks of UTF-8, what closes.
printf -- '---\r\ntitle: crlf\r\ntopics:\r\n  - AI\r\n---\r\nbody [end]\r\n' | article '2 fm-crlf' crlf -
printf -- '---\rtitle: cr\rtopics: [AI]\r---\rbody [end]\r' | article '2 fm-cr-only' cr -
printf -- '---\ntitle: mixed\r\ntype: x\r---\nbody [end]\n' | article '2 fm-mixed-ends' mixed -
printf '\357\273\277---\ntitle: bom\n---\nbody [end]\n' | article '2 fm-bom' bom -
printf '\357\273\277\357\273\277---\ntitle: twice\n---\nbody [end]\n' | article '2 fm-bom-twice' twice -
printf -- '---\ntitle: blanks\n---  \t\nbody [end]\n' | article '2 fm-close-spaces' blanks -
printf -- '---\ntitle: dots\n...\nbody [end]\n' | article '2 fm-dots-close' dots -

# Dashes elsewhere.
printf -- '---\nexcerpt: |\n  a\n  ---\n  b\ntitle: block\n---\nbody\n' | article '3 fm-dashes-in-block' block -
printf -- '---\ntitle: body\n---\nbody\n\n---\n\nafter [end]\n' | article '3 fm-dashes-in-body' body -
printf -- '---\ntitle: first\n---\n---\ntitle: second\n---\n[end]\n' | article '3 fm-second-document' first -

# Other things than keys: the file's name is the title.
printf -- '---\n- a\n- b\n---\nbody [end]\n' | article '4 fm-list' 'fm list' 'has no keys'
printf -- '---\njust words\n---\nbody [end]\n' | article '4 fm-scalar' 'fm scalar' 'has no keys'
printf -- '---\nnull\n---\nbody [end]\n' | article '4 fm-null' 'fm null' 'has no keys'
printf -- '---\n# nothing\n---\nbody [end]\n' | article '4 fm-comments' 'fm comments' 'has no keys'
printf '+++\ntitle = "x"\n+++\nbody [end]\n' | article '4 fm-toml' 'fm toml' 'is TOML'
printf '{\n"title": "x"\n}\nbody [end]\n' | article '4 fm-json' 'fm json' 'is JSON'
printf 'body [end]\n' | article '4 fm-none' 'fm none' -
: | article '4 fm-empty' 'fm empty' -

# Enormous.
{ printf -- '---\ntitle: value\nexcerpt: '; repeat 2000000 x; printf '\n---\nbody\n'; } |
    article '5 fm-value-2mb' value .
{ printf -- '---\ntitle: keys\n'; awk 'BEGIN { for (i = 0; i < 50000; i++) print "k" i ": " i }'
  printf -- '---\nbody\n'; } | article '5 fm-keys-50k' keys 'more than 1000 keys'
{ printf -- '---\ntitle: key\n'; repeat 900000 k; printf ': x\n---\nbody\n'; } |
    article '5 fm-key-1mb' key .
{ printf -- '---\ntitle: comment\n#'; repeat 2000000 c; printf '\n---\nbody\n'; } |
    article '5 fm-comment-2mb' comment "$open"

# Deep.
deep() {
    printf -- '---\ntitle: deep\nx: '
    repeat "$2" "$1"
    [ $# = 2 ] || repeat "$2" "$3"
    printf '\n---\nbody [end]\n'
}
for many in 17 1000 10000 100000; do
    deep '[' $many ']' | article "6 yaml-deep-flow-$many-closed" deep 'error: .*(levels|nest|deep|not closed)'
    deep '[' $many | article "6 yaml-deep-flow-$many-open" deep 'error: '
done
deep '[' 1000000 | article '6 yaml-deep-flow-1m-open' deep .
deep '[' 1000000 ']' | article '6 yaml-deep-flow-1m-closed' deep .
deep '{a: ' 100000 | article '7 yaml-deep-map' deep 'error: '
deep '{a: ' 10000 '}' | article '7 yaml-deep-map-closed' deep 'error: '
{ printf -- '---\ntitle: deep\nx:\n'; repeat 50000 '- '; printf '\n---\nbody\n'; } |
    article '7 yaml-deep-block' deep 'error: '
{ printf -- '---\ntitle: deep\n'; repeat 50000 '? '; printf '\n---\nbody\n'; } |
    article '7 yaml-deep-question' deep 'error: '
{ printf -- '---\ntitle: deep\n'
  awk 'BEGIN { for (i = 1; i < 1200; i++) { printf "%*sk:\n", i % 600, "" } }'
  printf -- '---\nbody\n'; } | article '7 yaml-deep-indent' - .

# Aliases: of a list or map never followed, of a text counted.
laughs() {
    printf -- '---\ntitle: laughs\na0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol]\n'
    for i in 1 2 3 4 5 6 7 8 9; do
        b=$((i - 1))
        echo "a$i: &a$i [*a$b, *a$b, *a$b, *a$b, *a$b, *a$b, *a$b, *a$b]"
    done
}
{ laughs; printf -- '---\nbody [end]\n'; } | article '8 yaml-billion-laughs' laughs 'alias .* of a list or map'
{ laughs; printf 'topics: *a9\n---\nbody\n'; } | article '8 yaml-laughs-topics' laughs 'alias .* of a list or map'
{ printf -- '---\ntitle: long\na: &a "'; repeat 3000 x; printf '"\ntopics:\n'; repeat 20000 '  - *a
'; printf -- '---\nbody\n'; } | article '8 yaml-laughs-text' long .
{ printf -- '---\ntitle: related\na: &a {title: x}\nrelated:\n'; repeat 5000 '  - *a
'; printf -- '---\nbody\n'; } | article '8 yaml-laughs-related' - .
printf -- '---\ntitle: self\na: &a [*a]\n---\nbody [end]\n' | article '9 yaml-alias-self' self alias
printf -- '---\ntitle: none\nx: *none\n---\nbody\n' | article '9 yaml-alias-unknown' none 'unknown anchor'
printf -- '---\ntitle: merge\nb: &b {c: d}\nx:\n  <<: *b\n---\nbody\n' | article '9 yaml-merge-key' merge alias
{ printf -- '---\ntitle: anchors\nx:\n'; awk 'BEGIN { for (i = 0; i < 20000; i++) print "- &a" i " b" }'
  printf -- '---\nbody\n'; } | article '10 yaml-anchors-20k' anchors .

# Tags mean nothing, and nothing runs.
tag() {
    printf -- '---\ntitle: tagged\nx: %s\n---\nbody [end]\n' "$2" | article "11 yaml-tag-$1" tagged "$3"
}
tag python "!!python/object/apply:os.system ['touch PWNED']" -
tag python-name '!!python/name:os.system x' -
tag ruby '!ruby/object:Gem::Installer {i: x}' -
tag ruby-regexp '!ruby/regexp /x/' -
tag java '!!javax.script.ScriptEngineManager [x]' -
tag php '!php/object "O:8:\"stdClass\":0:{}"' -
tag js '!!js/function "function () { touch PWNED }"' -
tag binary '!!binary aGVsbG8=' -
tag own '!mine x' -
tag handle '!no!thing x' 'undefined tag handle'
tag verbatim '!<tag:x,2024:y> x' -
# shellcheck disable=SC2016 # as it is written
printf -- '---\ntitle: !!python/object:os.system "$(touch PWNED)"\n---\nbody\n' |
    article '11 yaml-tag-title' '$(touch PWNED)' -

printf -- '---\ntitle: first\ntitle: second\n---\nbody\n' |
    article '12 yaml-duplicate-title' first 'title is there twice; the first one counts'
printf -- '---\ntitle: url\noriginalUrl: https://a.example/\noriginalUrl: javascript:x\n---\nbody\n' |
    article '12 yaml-duplicate-url' url 'originalUrl is there twice; the first one counts'

# Each with the words of the parser and the place.
bad() {
    printf -- '---\ntitle: bad\n%b\n---\nbody [end]\n' "$2" | article "13 yaml-bad-$1" bad "md:[0-9]+:[0-9]+: (error|warning): $3"
}
bad colon 'x: a: b' 'mapping values are not allowed'
bad quote 'x: "open' 'found unexpected end of stream'
bad single "x: 'open" 'found unexpected end of stream'
bad escape 'x: "\\q"' 'found unknown escape character'
bad bracket 'x: [a, b' 'did not find expected'
bad brace 'x: {a: b' 'did not find expected'
bad closer 'x: ]' 'did not find expected node content'
bad tab 'x:\n\ty: z' 'found character that cannot start any token'
bad at 'x: @y' 'found character that cannot start any token'
# shellcheck disable=SC2016 # YAML
bad backtick 'x: `y`' 'found character that cannot start any token'
bad percent 'x: %y' 'found character that cannot start any token'
bad indent 'x:\n    a: b\n  c: d' 'did not find expected'
bad comma 'x: [a b, , c]' .
bad hex 'x: "\\xZZ"' 'did not find expected hexdecimal number'
bad unicode 'x: "\\uD800"' 'found invalid Unicode'
bad latin 'x: caf\0351' 'incomplete UTF-8 octet sequence'
bad control 'x: a\0001z' 'control characters are not allowed'
bad anchor 'x: & y' 'did not find expected alphabetic'
bad alias 'x: *' 'did not find expected alphabetic'
bad block 'x: |99\n  y' 'did not find expected'

cd "$TMP" || exit 2
judge
text '1 the body of open front matter is shown' fm-unclosed 'end\]'
for name in fm-crlf fm-cr-only fm-mixed-ends fm-bom fm-bom-twice fm-close-spaces fm-dots-close; do
    text "2 $name: the body" $name '^body \[end\]$'
    no_text "2 $name: neither ^M nor a mark" $name "$(printf '\r|\357\273\277')|\\^M|---"
done
finds '2 topics are read whatever ends the lines' 2 topic:AI
text '3 the body after dashes' fm-dashes-in-body 'after \[end\]'
text '3 a second document is body' fm-second-document 'second'
for name in fm-list fm-scalar fm-null fm-comments fm-toml fm-json fm-none; do
    text "4 $name: the body" $name '\[end\]'
done
text '6 the body after depth' yaml-deep-flow-10000-closed '\[end\]'
text '8 the body after laughter' yaml-billion-laughs '\[end\]'
check '11 nothing ran' test ! -e PWNED
finds '12 the first address counts' 1 url:a.example
no_text '12 the second is not shown as one' yaml-duplicate-url 'javascript'
cp "$TMP/problems" "$TMP/before"
"$CORANTO" check "$TMP/news" >"$TMP/problems" 2>/dev/null
check '1 the same is told every time' cmp "$TMP/before" "$TMP/problems"
