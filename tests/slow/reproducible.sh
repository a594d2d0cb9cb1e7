#!/bin/sh
# SPDX-License-Identifier: MIT
# The same sources give the same program, to the byte, in whatever folder they lie.
set -u

sum_in() {
    mkdir -p "$1/tests"
    cp -R "$TOP/Makefile" "$TOP/src" "$1"
    cp "$TOP/tests/setup" "$1/tests"
    (cd "$1" && env -u MAKEFLAGS "$MAKE" -s -j2 build/release/coranto >&2 && sha256sum <build/release/coranto)
}

one=$(sum_in "$TMP/one")
two=$(sum_in "$TMP/two/with a longer name")
if [ -n "$one" ] && [ "$one" = "$two" ]; then
    echo "ok - the same program from two folders"
else
    echo "not ok - the same program from two folders"
    echo "# $one, $two"
fi
