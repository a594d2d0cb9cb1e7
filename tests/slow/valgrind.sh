#!/bin/sh
# SPDX-License-Identifier: MIT
# Memcheck over the unit tests and over screens, of a build without sanitizers. The seal of a
# worker lets no such tool in: its parts are checked where unit tests run them. Stopping by a
# signal is not as it is without it.
. "$TOP/tests/pty/lib.sh"

if ! command -v valgrind >/dev/null; then
    skip 'memcheck finds nothing' 'needs valgrind'
    exit 0
fi
debug=${BUILD%/*}/debug
checked=0 clean=0

# has_found WHAT LOG: what memcheck has written there, but for calls of the system that it does
# not know and a stack that a test fills, which is told again where it ends a program.
has_found() {
    checked=$((checked + 1))
    if grep -s '^==' "$2" | grep -qvE ' (Warning: noted but unhandled|  This could cause|  See README|Stack overflow in thread)'; then
        echo "not ok - $1"
        head -n 30 "$2" | sed 's/^/# /'
    else
        clean=$((clean + 1))
        echo "ok - $1"
    fi
}
# One test asks for more than there is; one fails under it, as what cannot be run seems to run;
# the linker of the C library compares eight bytes at a time.
cat >"$TMP/known" <<'KNOWN'
{
   asked_too_much
   Memcheck:FishyValue
   malloc(size)
   fun:malloc
}
{
   stopped_halfway
   Memcheck:Leak
   ...
   fun:test_trouble
}
{
   linker_compares_words
   Memcheck:Addr8
   fun:strncmp
   fun:is_dst
}
KNOWN
memcheck="valgrind -q --suppressions=$TMP/known --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite"

units=$(cd "$TOP/tests/unit" && for file in *.c; do echo "${file%.c}"; done | grep -Ev '^(worker_(sandbox|fetch|download)|base_foreground)$')
# shellcheck disable=SC2046,SC2086 # lists
"$MAKE" -s -k -C "$TOP" -j2 VARIANT=debug BUILD="$debug" "$debug/coranto" \
    $(for unit in $units; do echo "$debug/unit/$unit"; done) >"$TMP/made" 2>&1 || cat "$TMP/made"
cd "$TOP" || exit 2
# shellcheck disable=SC2086 # words
for unit in $units; do echo "$unit"; done | xargs -P 2 -I '{}' timeout 900 $memcheck \
    --log-file="$TMP/unit.{}" "$debug/unit/{}" >"$TMP/units" 2>&1
for unit in $units; do
    has_found "unit/$unit" "$TMP/unit.$unit"
done

mkdir "$TMP/news"
cp seeds/* "$TMP/news"
printf -- '---\ntitle: "wrong\n---\nx\n' >"$TMP/news/wrong.md"
# screens WHAT SIZE STEP...: each ends with Q.
screens() {
    what=$1 size=$2
    shift 2
    # shellcheck disable=SC2086 # words
    "$pty" -y -s "$size" "$@" calm: keys:Q -- $memcheck --log-file="$TMP/screen" \
        "$debug/coranto" "$TMP/news" >"$TMP/said" 2>&1 || sed 's/^/# /' "$TMP/said"
    has_found "$what" "$TMP/screen"
}
screens 'the list and an article' 24x80 'see:of 6' keys:jjG calm: 'keys:g\r' calm: 'keys:  JJ' calm: 'keys:h}{*m'
screens 'two panes' 40x140 'see:of 6' 'keys:\rJJK' calm: 'keys:+' calm: 'keys:_<>' size:24x80 calm: size:5x20 calm: size:50x200
screens 'filters' 24x80 'see:of 6' 'keys:/AI heat>10 sort:heat' calm: 'keys:\r' calm: 'keys:/topi\t\t\r' calm: 'keys:/(((\r' calm: 'keys:\x03'
for box in '?' t p F s V u w i '!' r; do
    screens "the box of $box" 24x80 'see:of 6' "keys:$box" calm: 'keys:a\x1b'
done
screens 'the timeline' 40x140 'see:of 6' keys:T calm: 'keys:lhl\r' calm:
screens 'a find' 24x80 'see:of 6' 'keys:\r/data\r' calm: keys:nnN
screens 'commands' 24x80 'see:of 6' 'keys::set width 60\r' calm: 'keys::nosuch\r' calm: 'keys::se\t\t\x03' 'keys:a' 'keys:a note\r' calm: keys:z
screens 'fetching what is not there' 24x80 'see:of 6' keys:f calm: 'keys:\x03'
# shellcheck disable=SC2016 # for the shell of the step
screens 'reading again' 24x80 'see:of 6' 'run:rm "$TMP/news/wrong.md"' 'keys:R' calm:
screens 'a selection' 24x80 'see:of 6' keys:xxX calm: 'keys:m*yt' calm:
echo "## memcheck found nothing in $clean/$checked"
