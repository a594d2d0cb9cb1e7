#!/bin/sh
# SPDX-License-Identifier: MIT
# tests/fault/COVERAGE names a proof for each number: a file that is there and, unless it is a unit
# test or one told by name alone, has a test of that number.
cd "$TOP/tests" || exit 2

# proves NUMBER FILE
proves() {
    case $2 in
    unit/*) [ -e "$2.c" ] ;;
    by:*) [ -e "${2#by:}.sh" ] || [ -e "${2#by:}" ] ;;
    *) [ -e "$2.sh" ] && grep -qE "(^|['\"])$1[ 	]" "$2.sh" ;;
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
