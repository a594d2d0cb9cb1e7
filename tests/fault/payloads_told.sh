#!/bin/sh
# SPDX-License-Identifier: MIT
# What is typed, arguments, the environment and settings say to the terminal: payloads/lib.sh.
# shellcheck disable=SC2154 # $yaml, $number: lib.sh
. "$TOP/tests/fault/payloads/lib.sh"

mkdir -p "$TMP/news" "$HOME/.config/coranto"
for n in 1 2 3 4 5; do
    printf '%s\n' '---' "title: Title$n" "date: 2024-01-0$n" "topics: [some]" '---' "Words of $n." >"$TMP/news/$n.md"
done
printf '%s\n' 'session: no' 'mark-read: never' >"$HOME/.config/coranto/config.yaml"

# What is typed and pasted, and what is said of it.
typed() {
    for command in nosuch filter find sort facet view open note set source theme bind save 'set browser' \
        'toggle-term' 'save-view' fetch-from help pipe; do
        for group in "$group1" "$group2"; do
            printf 'keys::%s \\e[200~%s\\e[201~\n' "$command" "$(printf '%s' "$group" | sed 's/\\/\\\\/g')"
            printf '%s\n' see:z 'keys:\r' 'see:of 5' 'keys:\x03\x03'
        done
    done
}
groups pr
cd "$TMP" || exit 2
IFS='
'
# Of one of them the beginning of the next word is the end of a key.
# shellcheck disable=SC2046 # lines
on_terminal 'what is typed' 'pr=39' -s 40x1000 -y 'see: of ' $(typed) 'keys:Q' -- "$quick" "$TMP/news"

# What is said of arguments, of the environment and of files that are not there.
groups er
cat >"$TMP/errors" <<'ERRORS'
coranto=$1 news=$2
shift 2
for x; do
    "$coranto" "--$x"
    "$coranto" "-$x"
    "$coranto" list "--columns=$x" "$news"
    "$coranto" list "--format=$x" "$news"
    "$coranto" list -n "$x" "$news"
    for query in "$x" "($x" "$x:x" "heat>$x" "date:$x" "sort:$x" "/($x/" "\"$x"; do
        "$coranto" list -q "$query" "$news"
    done
    "$coranto" list "$x"
    "$coranto" show "$x"
    "$coranto" facets "$x" "$news"
    "$coranto" mark "$x" "$news"
    "$coranto" mark --import "$x"
    "$coranto" mark --export "/dev/null/$x"
    "$coranto" completion "$x"
    "$coranto" text "$x"
    "$coranto" text "http://127.0.0.1:1/$x"
    "$coranto" text "http://$x/"
    "$coranto" text --url="$x" - </dev/null
    http_proxy="http://$x" all_proxy="$x" "$coranto" text http://nowhere.example/
    XDG_CONFIG_HOME=/dev/null/$x "$coranto" paths
    XDG_STATE_HOME=/dev/null/$x "$coranto" mark star "$news"
    XDG_CACHE_HOME=/dev/null/$x "$coranto" list -n 1 "$news"
    HOME=/dev/null/$x "$coranto" paths
    TZ=$x LANG=$x LC_ALL=$x "$coranto" list -n 1 "$news"
done
exit 0
ERRORS
# shellcheck disable=SC2016 # for the inner shell
on_terminal 'errors' 'er' -c -- sh -c 'sh "$@" 2>&1 | cat' sh "$TMP/errors" "$quick" "$TMP/news" "$group1" "$group2"
for group in "$group1" "$group2"; do
    on_terminal 'a terminal of that name' '' 'see: of ' keys:Q -- env TERM="$group" "$quick" "$TMP/news"
    on_terminal 'a folder of that name' '' -s 40x1000 'see:no articles' keys:! see:│ 'keys:\x03Q' -- "$quick" "/dev/null/$group"
    on_terminal 'programs of that name' '' -y -s 40x1000 'see: of ' keys:e 'see:of 5' keys:o 'see:of 5' 'keys:Q' \
        -- env EDITOR="$group" VISUAL="$group" BROWSER="$group" COLORFGBG="$group" "$quick" "$TMP/news"
done

# Settings, their views, keys and themes.
setting() {
    printf '"%s": "%s"\n' "$(y sk)" "$(y sv)" >>"$wrong/config.yaml"
    printf '"%s": "%s"\n' "$(y tk)" "$(y tv)" >>"$wrong/themes/wrong"
    printf '  - { name: "%s", query: "%s" }\n  - { name: x%s, query: "(%s" }\n' "$(y vn)" "$(y vq)" \
        "$number" "$(y ve)" >>"$TMP/views"
    printf '  "%s": { x: "%s" }\n' "$(y bv)" "$(y bx)" >>"$TMP/binds"
    printf '    "%s": "%s"\n' "$(y bk)" "$(y bc)" >>"$TMP/keys"
    printf '  - { query: "(%s", style: "%s" }\n' "$(y oq)" "$(y os)" >>"$TMP/rows"
    printf '  "/%s": { theme: "%s" }\n' "$(y sf)" "$(y st)" >>"$TMP/for"
}

wrong=$TMP/wrong/coranto
mkdir -p "$wrong/themes"
each setting
{
    printf 'theme: wrong\nviews:\n' && cat "$TMP/views"
    printf 'rows:\n' && cat "$TMP/rows"
    printf 'for:\n' && cat "$TMP/for"
    printf 'bind:\n' && cat "$TMP/binds" && printf '  list:\n' && cat "$TMP/keys"
} >>"$wrong/config.yaml"
export XDG_CONFIG_HOME="$TMP/wrong"
# shellcheck disable=SC2016 # for the inner shell
on_terminal 'settings' 'bc bk bv bx oq os sf sk st ve vn vq' -c -- sh -c '"$1" config 2>&1' sh "$quick"
pages='keys:\x06 see:│ keys:\x06 see:│ keys:\x06 see:│ keys:\x06 see:│'
# shellcheck disable=SC2086 # steps
on_terminal 'settings in the browser' 'bv sk' 'see: of ' keys:! see:│ $pages 'keys:\x03V' see:│ $pages 'keys:\x03?' see:│ \
    'keys:\x03Q' -- "$quick" "$TMP/news"
sum_up
