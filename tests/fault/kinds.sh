#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2016,SC2154 # for the shells of the steps; lib.sh
# No terminal, one without colours, and entries of terminals that are hostile.
. "$TOP/tests/cli/lib.sh"
. "$TOP/tests/pty/lib.sh"
cd "$TOP" || exit 2
export TMP

# 168: what reads or writes without a terminal lists, and no screen is begun.
is '168 neither end is a terminal' 0 5 "$CORANTO" seeds
check '168 and there is no sequence in it' test "$(LC_ALL=C tr -d '\n\t -~\200-\377' <"$TMP/out" | wc -c)" = 0
ends '168 the input is a file' 0 -c 'wait:Harvard' -- sh -c '"$@" <Makefile' sh "$CORANTO" seeds
ends '168 the output is a pipe' 0 -c 'wait:Harvard' -- sh -c '"$@" | cat' sh "$CORANTO" seeds
ends '168 the output is a file' 0 -c -- sh -c '"$@" >"$TMP/list"' sh "$CORANTO" seeds
check '168 which has the list' grep -q Harvard "$TMP/list"
ends '168 what is wrong is told all the same' 1 -c 'wait:nowhere' -- sh -c '"$@" | cat; exit 1' sh "$CORANTO" "$TMP/nowhere"
ends '168 errors go elsewhere: a screen' 0 'see:of 5' 'keys:j' keys:Q -- sh -c '"$@" 2>"$TMP/errors"' sh "$CORANTO" seeds
check '168 and nothing is told there' test ! -s "$TMP/errors"

# 164: colours. That NO_COLOR sends none is in ui/terminals; strict.c knows what an entry has.
for value in truecolor 24bit '' "$(printf '%5000d' 0)" "$(printf '\033[31m')"; do
    ends "164 COLORTERM is \"$(printf '%.9s' "$value" | tr '\033' '?')\"" 0 'see:of 5' 'keys:j' 'see:2/5' keys:Q \
        -- env COLORTERM="$value" "$CORANTO" seeds
done
ends '164 NO_COLOR' 0 'see:of 5' 'keys:j' 'see:2/5' keys:Q -- env NO_COLOR=1 "$CORANTO" seeds
for term in vt100 xterm-mono; do
    if infocmp $term >/dev/null 2>&1; then
        ends "164 without colours: $term" 0 -t $term 'see:of 5' 'keys:j' 'see:2/5' 'keys:?' 'see:type to' 'keys:\x03' \
            keys:Q -- "$CORANTO" seeds
    else
        skip "164 without colours: $term" 'no terminfo entry'
    fi
done

# 165: whoever sets TERMINFO could as well set PATH; but nothing of ours falls over it.
if ! command -v tic >/dev/null; then
    skip '165 hostile entries' 'needs tic'
    exit 0
fi
mkdir "$TMP/info"
long=$(printf '%03000d' 0)
entry() {
    name=$1
    shift
    {
        printf '%s|made up,\n' "$name"
        for capability; do printf '\t%s,\n' "$capability"; done
    } >"$TMP/$name.ti"
    tic -x -o "$TMP/info" "$TMP/$name.ti" >"$TMP/out" 2>"$TMP/err"
}
usual='cup=\E[%i%p1%d;%p2%dH'
entry minimal "$usual"
entry no-cup 'clear=\E[H\E[2J' 'cuu1=\E[A'
entry colours "$usual" 'colors#0x7fffffff' 'pairs#0x7fffffff' 'setaf=\E[3%p1%dm' 'setab=\E[4%p1%dm'
entry none-colours "$usual" 'colors#0' 'pairs#0' 'setaf=%p1%d'
entry sizes "$usual" 'cols#0x7fffffff' 'lines#0x7fffffff' 'xmc#9' 'it#0'
entry zero "$usual" 'cols#0' 'lines#0' 'it#0x7fffffff'
entry divides 'cup=%p1%{0}%/%d;%p2%{0}%m%dH' 'setaf=%p1%{0}%/%d' 'colors#256' 'pairs#256'
entry stack 'cup=%d%d%d%d%d%d%d%d%d%d%+%-%*%s' 'sgr=%p9%p9%s%p1%s' 'el=%s%l%d'
entry strings 'cup=%p1%s%p2%s' 'sgr0=%s' 'smcup=%p1%s' 'civis=%gA%s' 'cnorm=%PZ%s'
entry widths 'cup=%p1%2147483647d%p2%.99999999d' 'ech=%p1%99999d' 'rep=%p1%c%p2%99999d'
entry loops 'cup=%?%?%?%?%?%p1%t%p2%t%e%;%i%i%i%d' 'sgr=%?%?%?'
entry long "$usual" "smcup=$long" "sgr0=$long" "rmcup=$long" "cnorm=$long" "smkx=$long" "bold=$long" "kf1=$long"
entry pads "$usual" 'clear=\E[2J$<999999999*/>' 'el=$<$<$<' 'flash=$<-1>' 'rmcup=$<99999'
entry keys "$usual" 'kcuu1=j' 'kcud1=\E' 'kf1=\EOP' 'kf2=\EOP' 'kent=k' 'kbs=' "khome=$long"
for name in minimal no-cup colours none-colours sizes zero divides stack strings widths loops long pads keys; do
    if [ -z "$(find "$TMP/info" -name $name)" ]; then
        skip "165 an entry: $name" 'tic does not take it'
        continue
    fi
    "$pty" raw: 'keys:jk?' calm: 'keys:\x03\x03' size:10x30 calm: keys:Q -- sh -c \
        'TERM=$1 TERMINFO="$TMP/info" "$2" seeds; echo $? >"$TMP/code"' sh "$name" "$CORANTO" >"$TMP/out" 2>&1
    check "165 an entry: $name" test "$(cat "$TMP/code")" -le 2
    rm -f "$TMP/code"
done
# Noise in the place of a compiled entry.
mkdir -p "$TMP/info/n"
for size in 0 1 12 100 4096 40000; do
    { printf '\032\001\020\000\046\000\017\000\235\001'; head -c 40000 "$CORANTO"; } | head -c $size >"$TMP/info/n/noise"
    "$pty" raw: keys:Q -- sh -c 'TERM=noise TERMINFO="$TMP/info" "$1" seeds; echo $? >"$TMP/code"' sh "$CORANTO" \
        >"$TMP/out" 2>&1
    check "165 $size bytes of noise" test "$(cat "$TMP/code")" -le 2
    rm -f "$TMP/code"
done
