#!/bin/sh
# SPDX-License-Identifier: MIT
# The corpora of the fuzz targets: every input is tried again under the sanitizers.
cd "$TOP" || exit 2
. tests/fuzz/lib.sh
if ! "$MAKE" -s VARIANT="${VARIANT:-asan}" BUILD="$BUILD" fuzzers >"$TMP/log" 2>&1; then
    echo 'not ok - the targets build'
    sed 's/^/# /' "$TMP/log" | head -n 20
    exit
fi
for target in $(fuzz_targets); do
    # shellcheck disable=SC2046 # folders of the tree
    find $(fuzz_inputs "$target") -type f >"$TMP/inputs" 2>/dev/null
    if [ ! -s "$TMP/inputs" ]; then
        echo "not ok - $target has inputs"
    elif xargs "$BUILD/fuzz/$target" <"$TMP/inputs" >"$TMP/out" 2>&1; then
        echo "ok - $target survives its $(wc -l <"$TMP/inputs" | tr -d ' ') inputs"
    else
        echo "not ok - $target survives its inputs"
        head -n 20 "$TMP/out" | sed 's/^/# /'
    fi
done
