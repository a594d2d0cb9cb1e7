#!/bin/sh
# SPDX-License-Identifier: MIT
# The same sources give the same program, to the byte, in whatever folder they lie.
set -u

one=$TMP/one
two="$TMP/two/with a longer name"
mkdir -p "$one/tests" "$two"
cp -R "$TOP/Makefile" "$TOP/src" "$one"
cp "$TOP/tests/setup" "$one/tests"
cp -R "$one/." "$two"

sum_in() {
    (cd "$1" && env -u MAKEFLAGS "$MAKE" -s -j2 build/release/coranto >&2 && sha256sum <build/release/coranto)
}

one=$(sum_in "$one")
two=$(sum_in "$two")
if [ -n "$one" ] && [ "$one" = "$two" ]; then
    echo "ok - the same program from two folders"
else
    echo "not ok - the same program from two folders"
    echo "# $one, $two"
fi
