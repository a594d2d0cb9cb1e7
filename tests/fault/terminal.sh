#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2016,SC2154,SC1003 # for the shells of the steps; lib.sh; no quote
# Terminals that are odd, stalled, gone or lie about themselves, and whatever can be typed.
. "$TOP/tests/pty/lib.sh"
. "$TOP/tests/server/lib.sh"
server_start
settings "fetch: { total: 30s, allow-private: [127.0.0.1] }"
export TMP

mkdir "$TMP/news"
printf '%s\n' '---' 'title: First' "originalUrl: \"http://127.0.0.1:$port/ok\"" \
    'date: 2024-01-02' '---' 'Some words.' >"$TMP/news/1.md"
printf '%s\n' '---' 'title: Second' 'date: 2024-01-01' '---' 'Others.' >"$TMP/news/2.md"
news() {
    ends "$@" -- "$CORANTO" "$TMP/news"
}
# is 'what' COMMAND...
is() {
    is_what=$1
    shift
    if "$@"; then
        echo "ok - $is_what"
    else
        echo "not ok - $is_what"
        head -5 "$TMP/out" "$TMP/err" 2>/dev/null | sed 's/^/# /'
    fi
}

# The terminal is one for input alone or for output alone, or has gone: no screen, no spinning.
ends '158 the end of the input: a list' 0 -c 'wait:Second' \
    -- sh -c '"$@" </dev/null' sh "$CORANTO" "$TMP/news"
ends '158 no output' 1 -c -- sh -c '"$@" >&-' sh "$CORANTO" "$TMP/news"
ends '158 neither' 1 -c -- sh -c '"$@" <&- >&- 2>&-' sh "$CORANTO" "$TMP/news"
news '158 another program made the terminal non-blocking' 0 'see:of 2' nonblock: keys:j 'see:2/2' \
    calm: 'size:10x40' 'see:2/2' keys:Q
news '158 ^D is a key' 0 'see:of 2' 'keys:\x04\x04' calm: 'see:of 2' keys:Q

# Nobody takes what is written, for as long as a page takes to come: ^L draws all of it anew.
news '159 stalled: it rests, fetches, and goes on' 0 'see:of 2' deaf: 'flood:3000:\x0cjk' keys:f \
    'run:until grep -q "path 1 /ok" "$TMP/log"; do sleep 0.05; done' calm: hear: 'see:alpha-start' keys:Q
news '159 stalled in a prompt' 0 'see:of 2' deaf: 'flood:300:\x0c' 'flood:300:/a\x03' calm: hear: \
    'see:of 2' keys:Q

for size in 1x1 200x1 1x200 2x2 3x3 0x0 10000x10000; do
    news "160 $size in the beginning and later" 0 -s $size raw: 'keys:jkGg\r/a\x03?\x03t\x03i\x03u\x03:x\x03' \
        calm: size:24x80 'see:of 2' size:$size 'keys:jkGg\r/a\x03?\x03t\x03i\x03u\x03:x\x03' calm: \
        size:24x80 'see:of 2' keys:Q
done
for value in 0 -1 99999999 99999999999999999999 many ''; do
    ends "161 LINES and COLUMNS are \"$value\"" 0 'see:of 2' keys:Q \
        -- env LINES="$value" COLUMNS="$value" "$CORANTO" "$TMP/news"
    ends "161 and the terminal has no size" 0 -s 0x0 raw: keys:j calm: size:24x80 'see:of 2' keys:Q \
        -- env LINES="$value" COLUMNS="$value" "$CORANTO" "$TMP/news"
done

# One line, which a command may print, and nothing of a screen.
for term in '' dumb; do
    ends "162 TERM is \"$term\"" 2 -c 'wait:coranto: ' \
        -- env TERM="$term" "$CORANTO" "$TMP/news"
done
ends '162 TERM is not set' 2 -c 'wait:coranto: ' -- env -u TERM "$CORANTO" "$TMP/news"
for term in nosuch ../../x /etc/passwd "$(printf '%5000d' 0)" '%s%n' .; do
    ends "162 TERM is $(printf '%.20s' "$term"): as most are" 0 'see:of 2' keys:Q \
        -- env TERM="$term" "$CORANTO" "$TMP/news"
done

for term in vt100 vt220 linux ansi xterm xterm-256color screen screen-256color tmux-256color rxvt \
    alacritty kitty foot; do
    if infocmp "$term" >/dev/null 2>&1; then
        ends "163 $term" 0 -t $term 'see:of 2' 'keys:j\r' 'see:Others' 'keys:?' 'see:type to' \
            'keys:\x03' keys:Q -- "$CORANTO" "$TMP/news"
    else
        skip "163 $term" 'no terminfo entry'
    fi
done
flood() {
    news "$@" calm: keys:j calm: 'see:of 2' keys:Q
}
paste='ab\x1b]0;x\x07\x00\n\r:quit\nQ\x1b[31m\xc2\x9b\x03\xff'
flood '166 1 MB pasted into the list' 0 'see:of 2' 'keys:\x1b[200~' "flood:1000000:$paste" \
    'keys:\x1b[201~'
for prompt in / '?'; do
    flood "166 1 MB pasted behind $prompt" 0 'see:of 2' "keys:$prompt" 'keys:\x1b[200~' \
        "flood:1000000:$paste" 'keys:\x1b[201~' calm: 'keys:\x03\x03\x03\x03'
done

flood '167 10,000 keys at once' 0 'see:of 2' flood:10000:jkGg
flood '167 10,000 arrows, cut off in the middle of one' 0 'see:of 2' 'flood:10000:\x1b[A\x1b[B' \
    'keys:\x1b[1;'
# Each goes through what was typed before it as well.
typed() {
    typed_what=$1 typed_begin=$2
    set --
    for noise in '\x1b' '\x1bO' '\x1b[' '\x1b[1;2;3;4;5;6;7;8;9' '\x1b[99999999999999999999A' \
        '\x1b[<0;1' '\x1b[<0;99999;99999M' '\x1b[M   ' '\x1b[M\xff\xff\xff' '\x1b]11;rgb:\x07' \
        '\x1bP1$r\x1b\\' '\x1b[?62;' '\x1b[I\x1b[O' '\x1bz' '\x1b\x1b\x1b' '\xff\xfe' '\xc2' \
        '\xe6\x97' '\xf0\x9f\x98' '\xed\xa0\x80' '\x9b' '\x00' '\x1b[27;5;106~' '\x1b[106;5u' \
        '\x1b[24;80R' '\x1b[201~'; do
        set -- "$@" "keys:$noise" calm: "keys:$typed_begin" calm: 'keys:\x03'
    done
    news "$typed_what" 0 'see:of 2' "$@" calm: keys:j calm: 'see:of 2' keys:Q
}
typed '167 odd keys in the list' ''
typed '167 odd keys in a prompt' '/x'
