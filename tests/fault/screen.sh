#!/bin/sh
# SPDX-License-Identifier: MIT
# Strangers' text wherever it can reach a terminal that forgives nothing: every byte that the
# program writes must be fit to be shown or a sequence that is its own (tests/pty).
. "$TOP/tests/cli/lib.sh"
. "$TOP/tests/pty/lib.sh"

# Each payload as YAML has it in double quotes, and as printf has it, behind the number of the line
# of COVERAGE that it proves.
cat >"$TMP/payloads" <<'PAYLOADS'
25	\e]0;owned\a	\033]0;owned\007
25	\e]2;owned\e\\	\033]2;owned\033\134
26	\e]52;c;b3duZWQ=\a	\033]52;c;b3duZWQ=\007
26	\e]52;c;?\a	\033]52;c;?\007
25	\e]8;;http://evil.example/\e\\x	\033]8;;http://evil.example/\033\134x
26	\e]11;?\a\e]4;1;?\a	\033]11;?\007\033]4;1;?\007
21	\e[2J\e[H\e[31m	\033[2J\033[H\033[31m
26	\e[6n\e[c\e[21t\e[5n	\033[6n\033[c\033[21t\033[5n
21	\e[?1049l\e[?1003h\e[?25l	\033[?1049l\033[?1003h\033[?25l
23	\x9b31m\x9b2J	\23331m\2332J
23	\x9d0;owned\x9c	\302\2350;owned\302\234
23	\x90q\x9c\x98\x9e\x9f	\220q\234\302\230\236\237
25	\eP$q q\e\\	\033P$q q\033\134
25	\ePtmux;\e\e]0;x\a\e\\	\033Ptmux;\033\033]0;x\007\033\134
25	\ekowned\e\\	\033kowned\033\134
25	\e_Gx\e\\\e^x\e\\\eXx\e\\	\033_Gx\033\134\033^x\033\134\033Xx\033\134
27	\a\a\a\x05	\007\007\007\005
28	\r\n\b\v\f\t\x7f	\r\b\013\014\t\177
21	\ec\e(0\e#8\en\eo	\033c\033(0\033#8\033n\033o
21	\x0e\x0f	\016\017
29	\u202e\u2066\u200f\u061c	\342\200\256\342\201\246\342\200\217\330\234
30	\u200b\u00ad\ufeff\u2060	\342\200\213\302\255\357\273\277\342\201\240
30	\U000e0041\U000e007f	\363\240\201\201\363\240\201\277
24	\e	\033
24	]0;half	]0;half
35	half	\300\233\355\240\200\364\220\200\200\377
21	%s%n %99999d {}	%%s%%n {}
25	\e]0;open	\033]0;open
25	\e]8;id=1;file:///etc/passwd\e\\x\e]8;;\e\\	\033]8;id=1;file:///etc/passwd\033\134x\033]8;;\033\134
25	\e]1337;File=:x\a\e]9;x\a\e]777;notify;x;y\a	\033]1337;File=:x\007\033]9;x\007\033]777;notify;x;y\007
25	\e[?2026h\e[?2004h\e[=1u\e[>1u\e[?1006h	\033[?2026h\033[?2004h\033[=1u\033[>1u\033[?1006h
25	\e[5i\e[4i\e[1;5r\e[?6h\e[20h\e[3J	\033[5i\033[4i\033[1;5r\033[?6h\033[20h\033[3J
26	\eZ\e[>c\e[=c\e[?6n\e[x\e[18t\e[14t\e[?996n\e[?u	\033Z\033[>c\033[=c\033[?6n\033[x\033[18t\033[14t\033[?996n\033[?u
24	\e[	\033[
24	31;5;1mjoined	31;5;1mjoined
30	\u200e\u2028\u2029\ufff9\ufffb\ufe0f\u034f\u3164	\342\200\216\342\200\250\342\200\251\357\277\271\357\277\273\357\270\217\315\217\343\205\244
35	\uffff\U0010ffff\ufdd0	\355\240\200\355\260\200\370\210\200\200\200\300\274\340\200\274\360\200\200\274\302
PAYLOADS

mkdir "$TMP/news"
number=0
while IFS='	' read -r class yaml raw; do
    number=$((number + 1))
    bytes=$(printf '%b' "$raw")
    name=$(printf '%02d' $number)
    {
        printf -- '---\ntitle: "title%s %s"\n' $number "$yaml"
        printf 'date: 2024-01-%02d\nexcerpt: "some %s words"\n' $((number % 28 + 1)) "$yaml"
        printf 'author: "author %s x"\nprovider: {name: "maker %s x", domain: "d%s"}\n' \
            "$yaml" "$yaml" "$yaml"
        printf 'topics: ["topic %s x", "%s"]\nodd: "field %s x"\n' "$yaml" "$yaml" "$yaml"
        printf 'heat: "%s"\nurl: "https://example.com/%s?%s"\n' "$yaml" $number "$yaml"
        printf 'images: [{url: "https://example.com/%s.png", title: "picture %s x"}]\n' "$yaml" "$yaml"
        printf 'related: [{title: "related %s x", webUrl: "https://example.org/%s", provider: {name: "%s"}}]\n' \
            "$yaml" "$yaml" "$yaml"
        printf -- '---\n# head %s x\n\nbody %s x &#27;]0;entity&#7; &#x9b;31m\n\n' "$bytes" "$bytes"
        printf '[link %s x](https://example.org/a%s) [y](<javascript:%s>) ' "$bytes" "$bytes" "$bytes"
        # shellcheck disable=SC2016 # Markdown
        printf '![image %s x](https://example.org/%s.png) `code %s x`\n\n' "$bytes" "$bytes" "$bytes"
        # shellcheck disable=SC2016
        printf '```%s\nfenced %s x\n```\n\n    indented %s x\n\n' "$bytes" "$bytes" "$bytes"
        printf '| a%s | b |\n|---|---|\n| c%s | d |\n\n> quote %s x\n\n- item %s x\n\n' \
            "$bytes" "$bytes" "$bytes" "$bytes"
        printf '<p title="%s">html %s x</p>\n\n%send\n' "$bytes" "$bytes" "$bytes"
    } >"$TMP/news/$name.md"
    printf -- '---\ntitle: "bad%s\n  %s: [\n---\nbody\n' "$number" "$bytes" >"$TMP/news/bad$name.md"
done <"$TMP/payloads"
esc=$(printf '\033')
bell=$(printf '\007')
printf 'named %s[2J\n' "$esc" >"$TMP/news/name${esc}]0;owned${bell}.md"
printf 'named\n' >"$TMP/news/name$(printf '\233')2J$(printf '\302\233')31m.md"
mkdir "$TMP/news/folder${esc}[31m"
printf 'in a folder\n' >"$TMP/news/folder${esc}[31m/inside.md"

{
    printf '<title>page \033]0;owned\007 &#27;[31m</title><article>'
    while IFS='	' read -r _ _ raw; do
        printf '<p>A paragraph that has %b in it, and &#27;]0;x&#7; too, and enough of words to be read' "$raw"
        printf ' as text, <a href="https://example.org/%b">as %b is</a>.</p>' "$raw" "$raw"
    done <"$TMP/payloads"
    printf '</article>'
} >"$TMP/page.html"

# strict WHAT [OPTION|STEP...] -- PROGRAM...: each begins with what a new user has.
strict() {
    what=$1
    shift
    rm -rf "${HOME:?}/.local" "$HOME/.cache"
    "$pty" "$@" >"$TMP/out" 2>&1
    code=$?
    if [ $code = 0 ] || { ! grep -qE '^(at|never|it never)' "$TMP/out" && [ $code -le 2 ]; }; then
        echo "ok - $what"
    else
        echo "not ok - $what"
        head -20 "$TMP/out" | LC_ALL=C tr -c '\12\40-\176' '?' | sed 's/^/# /'
    fi
}

# The terminal itself can fail.
fails() {
    what=$1
    shift
    if "$pty" "$@" >"$TMP/out" 2>&1; then
        echo "not ok - $what"
    else
        echo "ok - $what"
    fi
}
fails 'a colour the terminal lacks is noticed' -t vt100 -- printf '\033[31m'
fails 'a title is noticed' -c -- printf '\033]0;x\007'
fails 'a control is noticed' -- printf '\007'
fails 'C1 is noticed' -- printf '\302\233'
fails 'a lone byte is noticed' -- printf '\233'
fails 'a direction mark is noticed' -- printf '\342\200\256'
fails 'more than ASCII is noticed' -a -- printf '\303\251'
fails 'a mode that stays on is noticed' -- printf '\033[?2004h'
fails 'a cursor that stays hidden is noticed' -- printf '\033[?25l'
fails 'half a sequence is noticed' -- printf '\033[3'
fails 'clipboard without asking is noticed' -- printf '\033]52;c;eA==\007'
fails 'a link elsewhere is noticed' -- printf '\033]8;;javascript:x\033\134'
fails 'modes of the line are noticed' -- sh -c 'stty -echo </dev/tty'
fails 'a link that is too clever is noticed' -- printf '\033]8;;http://x\302\233\033\134'

# Without a terminal: in each place what was written around the payload is there, and nothing that
# a terminal would take for more than text.
dirt=$(printf '\302[\200-\237]|\342\200[\216\217\252-\256]|\342\201[\246-\251]|\342\200\213')
is_text() {
    iconv -f UTF-8 -t UTF-8 "$1" >/dev/null 2>&1 &&
        [ "$(LC_ALL=C tr -d '\n\t -~\200-\377' <"$1" | wc -c)" = 0 ] &&
        ! LC_ALL=C grep -qaE -e "$dirt" "$1"
}
holds_places() {
    tr '\n' ' ' <"$1" >"$1.line"
    for place in $places head body link image code fenced indented quote item html; do
        grep -qaE -e "$place .*x" "$1.line" || {
            echo "# $place"
            return 1
        }
    done
    grep -qa 'end' "$1.line"
}
number=0
while IFS='	' read -r class _; do
    number=$((number + 1))
    name=$TMP/news/$(printf '%02d' $number).md
    for format in plain markdown json; do
        places=
        [ $format = markdown ] || places='author maker topic'
        "$CORANTO" show --format=$format "$name" >"$TMP/out" 2>&1
        if is_text "$TMP/out" && { [ $format = json ] || holds_places "$TMP/out"; }; then
            echo "ok - $class payload $number as $format"
        else
            echo "not ok - $class payload $number as $format"
            head -20 "$TMP/out" | LC_ALL=C tr -c '\12\40-\176' '?' | sed 's/^/# /'
        fi
    done
done <"$TMP/payloads"
for command in 'list' 'list --format=tsv' 'list --format=json' 'list --format=paths' check \
    'facets topic' 'facets provider'; do
    # shellcheck disable=SC2086 # words
    "$CORANTO" $command "$TMP/news" >"$TMP/out" 2>&1
    if is_text "$TMP/out"; then echo "ok - 39 $command"; else echo "not ok - 39 $command"; fi
done

strict '39 text is let through' -- printf 'x \303\251 \033[1mbold\033(B\033[m\r\n'

export BROWSER="no${esc}]0;browser${bell}"
for term in xterm-256color tmux-256color linux vt100; do
    for size in 24x80 40x140; do
        strict "22 $term $size: every article and box" -y -t $term -s $size 'wait: of ' \
            'keys:GgG{{{{\x0c' 'wait:title' 'keys:g\r\x0c' 'wait:title' 'keys:JJJJJJJJ\x0c' \
            'wait: of ' 'keys:    JJJJJJJJJJJJ\x0c' 'wait: of ' 'keys:h/author:author ' 'keys:\r\x0c' \
            'wait:author' 'keys:i' 'wait:odd' 'keys:\x1b' \
            'keys:u' 'keys:\x1b' 'keys:!' 'wait:bad' 'keys:\x1b' 'keys:t' 'wait:topic' 'keys:\r' \
            'keys:p' 'keys:\x1b' 'keys:o' 'keys:1o' 'keys:w' 'keys:\x1b' 'keys:\x0c' 'wait: of ' \
            'keys:Q' \
            -- "$CORANTO" "$TMP/news"
    done
    strict "21 $term: what is typed and pasted" -t $term 'wait: of ' \
        'keys:/\x1b[200~\x1b]0;pasted\x07\xc2\x9b31m\xe2\x80\xae\x1b[201~' 'wait:pasted' 'keys:\r' \
        'keys:/\xff\xfe\x00\x01(((' 'keys:\x1b' 'keys::nosuch\r' 'wait:nosuch' 'keys:Q' \
        -- "$CORANTO" "$TMP/news"
done
for number in 1 5 13 21; do
    strict "22 each link and title of article $number" -s 50x100 'wait: of ' "keys:g" \
        "keys:/title$number\\r" 'wait:title' 'keys:\r\x0c' 'wait:body' 'keys:    \x0c' \
        'wait: of ' 'keys:Q' -- "$CORANTO" "$TMP/news/$(printf '%02d' "$number").md"
done
strict 'copying' -y 'wait: of ' 'keys:yt' 'keys:yu' 'keys:ymQ' -- "$CORANTO" "$TMP/news"
strict '37 a folder that is not there' 'wait:no articles' 'keys:!' 'wait:owned' 'keys:\eQ' \
    -- "$CORANTO" "$TMP/nothing${esc}]0;owned${bell}"

strict '39 list' -c -- "$CORANTO" list --color=always "$TMP/news"
strict '39 list --format=tsv' -c -- "$CORANTO" list --format=tsv "$TMP/news"
strict '39 list --format=json' -c -- "$CORANTO" list --format=json "$TMP/news"
strict '39 list of an odd query' -c -- "$CORANTO" list -q "nosuch:${esc}]0;x${bell}" "$TMP/news"
strict '39 check' -c -- "$CORANTO" check "$TMP/news"
strict '39 facets' -c -- "$CORANTO" facets topic "$TMP/news"
strict '39 a command that is none' -c -- "$CORANTO" list --columns="x${esc}]0;x${bell}" "$TMP/news"
strict '39 text' -c -- "$CORANTO" text --url="https://example.com/" "$TMP/page.html"
strict '39 text --format=markdown' -c -- "$CORANTO" text --format=markdown "$TMP/page.html"
for format in ansi plain markdown json; do
    strict "39 show --format=$format" -c -- "$CORANTO" show --format=$format --color=always \
        "$TMP"/news/*.md
done

# Settings, names and the environment are strangers too.
mkdir -p "$HOME/.config/coranto"
{
    while IFS='	' read -r _ yaml _; do
        printf '"key %s": "%s"\n' "$yaml" "$yaml"
    done <"$TMP/payloads"
    # shellcheck disable=SC2028 # YAML
    echo 'theme: "\e]0;x\a"' && echo 'folders: ["\e[2J"]' && echo 'views: [{name: "\e]0;x\a", query: "\e["}]'
    # shellcheck disable=SC2028
    echo 'bind: { list: { "\e]0;x\a": "\e[2J" } }' && echo 'browser: "\e]0;x\a \e[31m"'
} >"$HOME/.config/coranto/config.yaml"
for command in config paths --help --version 'list --help' 'list --columns=nosuch'; do
    # shellcheck disable=SC2086 # words
    strict "39 $command with bad settings" -c -- "$CORANTO" $command
done
strict '39 a bad option' -c -- "$CORANTO" "--${esc}]0;x${bell}"
strict '37 show of a file that is not there' -c -- "$CORANTO" show "$TMP/${esc}]0;x${bell}.md"
strict '37 settings elsewhere' -c -- env XDG_CONFIG_HOME="$TMP/${esc}[2J" XDG_STATE_HOME="$TMP/${bell}" \
    "$CORANTO" paths
strict '39 the browser with bad settings' 'wait: of ' 'keys:o\x0c' 'wait: of ' 'keys:Q' \
    -- "$CORANTO" "$TMP/news"
rm -r "$HOME/.config"

# Where the locale has no UTF-8 there are no other bytes than ASCII.
for locale in LC_ALL=C LC_ALL=POSIX LANG=xx_XX.ISO-8859-1 LANG= LC_ALL=nosuch; do
    strict "40 $locale: the screen" -a -s 40x120 'wait: of ' 'keys:GgJJ    \x0c' 'wait: of ' 'keys:Q' \
        -- env -u LC_ALL -u LANG -u LC_CTYPE "$locale" "$CORANTO" "$TMP/news"
    # shellcheck disable=SC2016 # for the inner shell
    strict "40 $locale: commands" -c -a -- env -u LC_ALL -u LANG "$locale" sh -c \
        '"$1" list "$2"; "$1" show --color=always "$2"/0*.md; "$1" check "$2"; "$1" facets topic "$2"' \
        sh "$CORANTO" "$TMP/news"
done
