# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# A program on a terminal that forgives nothing (pty.c). Read by scripts of tests/fault.
#
#   ends 'what' STATUS [OPTION|STEP]... -- PROGRAM...   it takes the steps and ends so;
#                                                     each begins with what a new user has
#   skip 'what' WHY                                     what cannot be tested here

pty=$BUILD/pty
make -s -C "$TOP" VARIANT="${VARIANT:-asan}" BUILD="$BUILD" "$pty" >"$TMP/make" 2>&1 || { cat "$TMP/make"; exit 2; }
export ASAN_OPTIONS="detect_leaks=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}"

ends() {
    ends_what=$1 ends_status=$2
    shift 2
    rm -rf "${HOME:?}/.local" "$HOME/.cache"
    "$pty" "$@" >"$TMP/said" 2>&1
    ends_got=$?
    if [ $ends_got = "$ends_status" ]; then
        echo "ok - $ends_what"
    else
        echo "not ok - $ends_what"
        { echo "status $ends_got" && head -20 "$TMP/said"; } | LC_ALL=C tr -c '\12\40-\176' '?' |
            sed 's/^/# /'
    fi
}

skip() {
    echo "ok - $1 # SKIP $2"
}
