#!/bin/sh
# SPDX-License-Identifier: MIT
# Strangers' text wherever it can reach a terminal that forgives nothing: every byte that the
# program writes must be fit to be shown or a sequence that is its own (tests/pty).
. "$TOP/tests/cli/lib.sh"
. "$TOP/tests/pty/lib.sh"

# Each payload behind the number of the line of COVERAGE that it proves: as YAML has it in double
# quotes, and as printf has it.
payloads=$TOP/tests/fault/payloads/table


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
done <"$payloads"
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
    done <"$payloads"
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
# So often that it is the program that users have, where it was built.
quick=${BUILD%/*}/release/coranto
[ -x "$quick" ] || quick=$CORANTO
number=0
while IFS='	' read -r class _; do
    number=$((number + 1))
    name=$TMP/news/$(printf '%02d' $number).md
    for format in plain markdown json; do
        places=
        [ $format = markdown ] || places='author maker topic'
        "$quick" show --format=$format "$name" >"$TMP/out" 2>&1
        if is_text "$TMP/out" && { [ $format = json ] || holds_places "$TMP/out"; }; then
            echo "ok - $class payload $number as $format"
        else
            echo "not ok - $class payload $number as $format"
            head -20 "$TMP/out" | LC_ALL=C tr -c '\12\40-\176' '?' | sed 's/^/# /'
        fi
    done
done <"$payloads"
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
    done <"$payloads"
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
