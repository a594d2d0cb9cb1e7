# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# Every payload of the table in every place that a stranger's text can come from, wherever it is
# shown. The text of the place "ti" with payload 07 is "qti07a", the payload, "qti07z": when both
# words were shown the payload was on its way to the terminal, which forgives nothing (tests/pty).
#
#   each COMMAND...                  run it for each payload, in $number, $yaml and $bytes
#   y b f word json entities PLACE   the text of the place as YAML, bytes and so on
#   groups PLACE                     those of half of the payloads each, in $group1 and $group2
#   on_terminal 'what' 'PLACE...' [OPTION|STEP]... -- PROGRAM...   as with pty; all of these
#                                    places were shown, or so many as in ti=39, and nothing got
#                                    through
#   sum_up                           the last line
. "$TOP/tests/pty/lib.sh"

# The table: the number of the line of COVERAGE, the payload for YAML in double quotes, and as
# printf has it.
payloads=$TOP/tests/fault/payloads/table
count=$(wc -l <"$payloads")
shown=0 leaked=0
# What is run many times for a line each is the program that users have, where it was built.
quick=${BUILD%/*}/release/coranto
[ -x "$quick" ] || quick=$CORANTO

each() {
    number=0
    while IFS='	' read -r _ yaml raw; do
        number=$(printf '%02d' $((${number#0} + 1)))
        bytes=$(printf '%b' "$raw")
        "$@"
    done <"$payloads"
}

# The text of a place: for YAML in quotes, as bytes, as bytes that a file may be called, for JSON
# and HTML with each character that YAML escapes escaped, as one word on one line.
y() { printf '%s' "q$1${number}a${yaml}q$1${number}z"; }
b() { printf '%s' "q$1${number}a${bytes}q$1${number}z"; }
f() { b "$1" | tr '/\n' '%%'; }
word() { b "$1" | tr ' \t\r\n' '____'; }
json() {
    y "$1" | sed 's/\\e/\\u001b/g; s/\\a/\\u0007/g; s/\\v/\\u000b/g; s/\\x\(..\)/\\u00\1/g
        s/\\U\(........\)/\\ufffe/g'
}
entities() {
    y "$1" | sed 's/\\\\/\&#92;/g; s/\\e/\&#27;/g; s/\\a/\&#7;/g; s/\\x\(..\)/\&#x\1;/g
        s/\\u\(....\)/\&#x\1;/g; s/\\U\(........\)/\&#x\1;/g; s/\\r/\&#13;/g; s/\\b/\&#8;/g
        s/\\v/\&#11;/g; s/\\f/\&#12;/g; s/\\n/\&#10;/g; s/\\t/\&#9;/g'
}

# was_shown PLACE...: all payloads of these places were; what was shown is counted.
was_shown() {
    LC_ALL=C grep -aoE 'q[a-z]{2}[0-9]{2}[az]' "$TMP/seen" | LC_ALL=C sort -u | awk '
        ++words[substr($0, 1, 5)] == 2 { places[substr($0, 2, 2)]++ }
        END { for (place in places) print place, places[place] }' | sort >"$TMP/places"
    shown=$((shown + $(awk '{ n += $2 } END { print n + 0 }' "$TMP/places")))
    missing=
    for place; do
        case $place in
        *=*) wanted=${place#*=} ;;
        *) wanted=$count ;;
        esac
        grep -q "^${place%=*} $wanted\$" "$TMP/places" || missing="$missing $place"
    done
    [ -z "$missing" ]
}

on_terminal() {
    what=$1 places=$2
    shift 2
    unset IFS
    : >"$TMP/seen"
    "$pty" -o "$TMP/seen" -s 100x500 "$@" >"$TMP/said" 2>&1
    status=$?
    leaked=$((leaked + $(grep -c '^at [^t]' "$TMP/said")))
    # shellcheck disable=SC2086 # words
    if was_shown $places && [ $status -le 2 ] && ! grep -qE '^(at|never|it never)' "$TMP/said"; then
        echo "ok - $what"
    else
        echo "not ok - $what"
        echo "# status $status, not shown:$missing"
        head -20 "$TMP/said" | LC_ALL=C tr -c '\12\40-\176' '?' | cut -c 1-300 | sed 's/^/# /'
    fi
}

groups() {
    group1='' group2=''
    each into_group "$1"
}
into_group() {
    if [ "$number" -le 20 ]; then group1=$group1$(word "$1"); else group2=$group2$(word "$1"); fi
}

sum_up() {
    echo "## terminal payloads leaked $leaked/$shown"
}
