#!/bin/sh
# SPDX-License-Identifier: MIT
# tests/fault/COVERAGE names a proof for each number: a file that is there and, unless it is a unit
# test or one told by name alone, has a test of that number.
cd "$TOP/tests" || exit 2

# proves NUMBER FILE
proves() {
    case $2 in
    unit/*:*) grep -q "[(]${2#*:}[,)]" "${2%%:*}.c" ;;
    unit/*) [ -e "$2.c" ] ;;
    by:*) [ -e "${2#by:}.sh" ] || [ -e "${2#by:}" ] ;;
    *)
        [ -e "$2.sh" ] || return 1
        table=
        ! grep -q 'fault/payloads/table' "$2.sh" || table=fault/payloads/table
        grep -qE "(^|['\"]|line=)$1([ 	]|\$)" "$2.sh" $table
        ;;
    esac
}

# faults FILE: what is wrong with such a table.
faults() {
    for number in $(seq 1 126) $(seq 131 160) $(seq 161 175) $(seq 181 198) $(seq 201 205) $(seq 211 220); do
        [ "$(grep -c "^$number	" "$1")" = 1 ] || echo "$number is not there once"
    done
    while IFS='	' read -r number _ proofs; do
        case $number in
        '' | \#*) continue ;;
        esac
        case $proofs in
        '') echo "$number has no proof" ;;
        "("*) continue ;;
        esac
        for proof in $proofs; do
            proves "$number" "$proof" || echo "$number is not proved by $proof"
        done
    done <"$1"
}

found=$(faults fault/COVERAGE)
if [ -z "$found" ]; then
    echo 'ok - each number has its proof'
else
    echo 'not ok - each number has its proof'
    echo "$found" | sed 's/^/# /'
fi
grep -v '^7	' fault/COVERAGE >"$TMP/less"
{ grep -v '^8	' fault/COVERAGE && printf '8\tx\tunit/nosuch\n'; } >"$TMP/wrong"
for table in less wrong; do
    if [ -n "$(faults "$TMP/$table")" ]; then echo "ok - $table is noticed"; else echo "not ok - $table is noticed"; fi
done

# What became of each: lines of tests and a table, made up.
printf '%s\n' 'a:ok - 1 x' 'a:not ok - 2 x' 'a:ok - 3 x # SKIP no room' 'b:ok - 4 x' 'b:not ok - no finding' \
    'unit-c:ok 1 - test_one' 'unit-c:not ok 2 # SKIP test_two' 'unit-d:not ok 1 - test_three' >"$TMP/lines"
printf '%s\n' '## first' '1	x	a' '2	x	a' '3	x	a' '4	x	b' '## second' '5	x	unit/c:test_one' '6	x	unit/d' \
    '7	x	(not here)' '8	x	slow/soak' '9	x	unit/c:test_two' '10	x	unit/c' >"$TMP/table"
awk -f fault/survived.awk "$TMP/lines" "$TMP/table" >"$TMP/said" && echo 'not ok - failures are told'
sed 's/  */ /g' "$TMP/said" >"$TMP/words"
while IFS='|' read -r what line; do
    if grep -qF -x -e "$line" "$TMP/words"; then
        echo "ok - the count: $what"
    else
        echo "not ok - the count: $what"
        sed 's/^/# /' "$TMP/said"
    fi
done <<'LINES'
a group| first 1/4
one with unit tests| second 2/6
all of them| all 3/10
what failed| 2 x: failed: a
what failed without a number| 4 x: failed: b
a unit test that failed| 6 x: failed: unit-d
what was skipped| 3 x: no room
what cannot be tested| 7 x: not here
what was not run| 8 x: runs with SLOW=1 alone
a unit test that was skipped| 9 x: test_two
LINES
