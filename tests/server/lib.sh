# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# Fetching from this server that misbehaves, and reading pages. Read by the scripts of tests/fault.
#
#   server_start                     start it; $port, $hole where nobody connects, $mute where
#                                    nobody answers
#   settings 'LINE'...               the settings of the fetches from here on
#   fetch NAME ADDRESS               fetch into $TMP/NAME.out .err .code; an ADDRESS that begins
#                                    with / is the server's
#   given NAME [OPTION]...           the same with the page on standard input
#   worker_of PID                   the child of that process
#   stalling_article FOLDER N        an article there, whose page begins and never ends
#   wait_for_fetches NAME...         for those that were started with &
#   shown 'what' NAME                the whole page came, nothing was said
#   partly 'what' NAME REGEX         its start came, and this was said
#   refused 'what' NAME REGEX        nothing came but this one line
#   clean 'what' NAME                what came is UTF-8, without controls or changes of direction;
#                                    each of the three above sees to that, too
#   holds, lacks 'what' NAME REGEX   some line of what came matches, none does
#   asked 'what' N PATH              so many requests for the path were made
#   spaced 'what' PATH MS...         so long at least after each other
#   logged, unlogged 'what' REGEX    the server's log has such a line, has none
#
# These do one after the other what most cases need:
#   shows, cuts, tells 'what' ADDRESS [REGEX]

server_start() {
    # What is compiled with a sanitizer is slower to end, which is nobody's concern here.
    ASAN_OPTIONS=detect_leaks=0 "$BUILD/server" "$TMP/log" ${SERVER_SECONDS:+"$SERVER_SECONDS"} >"$TMP/ports" &
    server=$!
    trap 'kill $server 2>/dev/null' EXIT
    until [ -s "$TMP/ports" ]; do
        kill -0 $server || exit 1
        sleep 0.05
    done
    # shellcheck disable=SC2034 # for the scripts
    read -r port hole mute <"$TMP/ports"
}

settings() {
    export XDG_CONFIG_HOME="$TMP/config"
    mkdir -p "$XDG_CONFIG_HOME/coranto"
    printf '%s\n' "$@" >"$XDG_CONFIG_HOME/coranto/config.yaml"
}

fetch() {
    case $2 in
    /*) fetch_address=http://127.0.0.1:$port$2 ;;
    *) fetch_address=$2 ;;
    esac
    "$CORANTO" text "$fetch_address" >"$TMP/$1.out" 2>"$TMP/$1.err" </dev/null
    echo $? >"$TMP/$1.code"
}

given() {
    given_name=$1
    shift
    "$CORANTO" text "$@" - >"$TMP/$given_name.out" 2>"$TMP/$given_name.err"
    echo $? >"$TMP/$given_name.code"
}

stalling_article() {
    printf '%s\n' '---' "title: Number $2" "originalUrl: \"http://127.0.0.1:$port/stall-mid-body?$2\"" \
        "date: 2024-01-0$2" 'topics: [one, two]' '---' 'Some words and [a link](https://example.com).' >"$1/$2.md"
}

wait_for_fetches() {
    for name; do
        until [ -s "$TMP/$name.code" ]; do sleep 0.05; done
    done
}

verdict() {
    if [ "$3" = 0 ]; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        echo "# status $(cat "$TMP/$2.code")"
        head -c 600 "$TMP/$2.out" | sed 's/^/# out: /'
        head -c 600 "$TMP/$2.err" | sed 's/^/# err: /'
    fi
}

shown() {
    [ "$(cat "$TMP/$2.code")" = 0 ] && grep -q alpha-start "$TMP/$2.out" &&
        grep -q omega-end "$TMP/$2.out" && [ ! -s "$TMP/$2.err" ] && is_clean "$2"
    verdict "$1" "$2" $?
}

partly() {
    [ "$(cat "$TMP/$2.code")" = 0 ] && [ -s "$TMP/$2.out" ] && grep -qE -e "$3" "$TMP/$2.err" &&
        is_clean "$2"
    verdict "$1" "$2" $?
}

refused() {
    [ "$(cat "$TMP/$2.code")" != 0 ] && ! grep -q alpha-start "$TMP/$2.out" &&
        grep -qE -e "$3" "$TMP/$2.err" && [ "$(wc -l <"$TMP/$2.err")" = 1 ] && is_clean "$2"
    verdict "$1" "$2" $?
}

# The bytes below 0x20 and 0x7F, U+0080 to U+009F, U+202A to U+202E, U+2066 to U+2069.
dirt=$(printf '[\001-\010\013-\037\177]|\302[\200-\237]|\342\200[\252-\256]|\342\201[\246-\251]')
is_clean() {
    cat "$TMP/$1.out" "$TMP/$1.err" >"$TMP/$1.all"
    iconv -f UTF-8 -t UTF-8 "$TMP/$1.all" >/dev/null 2>&1 &&
        ! LC_ALL=C grep -qaE -e "$dirt" "$TMP/$1.all"
}

clean() {
    is_clean "$2"
    verdict "$1" "$2" $?
}

holds() {
    grep -qE -e "$3" "$TMP/$2.out"
    verdict "$1" "$2" $?
}

lacks() {
    ! grep -qE -e "$3" "$TMP/$2.out"
    verdict "$1" "$2" $?
}

shows() {
    fetch page "$2"
    shown "$1" page
}

cuts() {
    fetch page "$2"
    partly "$1" page "$3"
}

tells() {
    fetch page "$2"
    refused "$1" page "$3"
}

requests() {
    grep -c "^path [0-9]* $1\$" "$TMP/log"
}

logged() {
    if grep -qE -e "$2" "$TMP/log"; then echo "ok - $1"; else echo "not ok - $1"; fi
}

unlogged() {
    if grep -qE -e "$2" "$TMP/log"; then
        echo "not ok - $1"
        grep -E -e "$2" "$TMP/log" | head -n 4 | sed 's/^/# /'
    else
        echo "ok - $1"
    fi
}

asked() {
    if [ "$(requests "$3")" = "$2" ]; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        echo "# $(requests "$3") requests"
    fi
}

spaced() {
    spaced_what=$1 spaced_path=$2
    shift 2
    if awk -v path="$spaced_path" -v least="$*" 'BEGIN { wanted = split(least, ms, " ") }
        $1 == "path" { on = $3 == path }
        on && $1 == "time" { if (n++ && $2 - last < ms[n - 1]) short = 1; last = $2 }
        END { exit short || n != wanted + 1 }' "$TMP/log"; then
        echo "ok - $spaced_what"
    else
        echo "not ok - $spaced_what"
        awk -v path="$spaced_path" '$1 == "path" { on = $3 == path } on && $1 == "time" { print "# " $0 }' "$TMP/log"
    fi
}

# worker_of PID: its child, as /proc tells: the fourth word of its line, behind a name in brackets.
worker_of() {
    cat /proc/[0-9]*/stat 2>/dev/null | sed -n "s/^\\([0-9]*\\) (.*) [A-Z] $1 .*/\\1/p"
}
