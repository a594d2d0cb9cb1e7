#!/bin/sh
# SPDX-License-Identifier: MIT
# Thousands of random queries by the index and by a scan that shares no code with it: over real
# articles where there are some (CORPORA=), and over made-up ones. QUERIES= how many of each.
QUERIES=${QUERIES:-3000}
cd "$TOP" || exit 2
make -s VARIANT=release build/release/bench/generate || exit 2
make -s VARIANT="${VARIANT:-asan}" BUILD="$BUILD" "$BUILD/unit/article_query_corpora" || exit 2
build/release/bench/generate 5000 "$TMP/made" 7 || exit 2

# compare FOLDER
compare() {
    if [ ! -d "$1" ]; then
        echo "ok - queries over $1 # SKIP it is not there"
    elif QUERIES=$QUERIES CORPORA=$1 "$BUILD/unit/article_query_corpora" >"$TMP/out" 2>&1; then
        echo "ok - $(grep 'queries over' "$TMP/out")"
    else
        echo "not ok - queries over $1"
        sed 's/^/# /' "$TMP/out"
    fi
}

for corpus in "${CORPORA:-../shared/corpora}"/*; do
    compare "$corpus"
done
compare "$TMP/made"
