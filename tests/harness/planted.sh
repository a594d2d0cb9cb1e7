#!/bin/sh
# SPDX-License-Identifier: MIT
# Each bug of tests/planted/bugs can still be planted; what cannot is told.
cd "$TOP" || exit 2

fits() {
    BUGS=$1 sh tests/planted/run --fits >"$TMP/said" 2>&1
}

if fits tests/planted/bugs; then
    echo 'ok - each bug can be planted'
else
    echo 'not ok - each bug can be planted'
    sed 's/^/# /' "$TMP/said"
fi

# refused WHAT LINE
refused() {
    echo "$2" >"$TMP/bugs"
    if fits "$TMP/bugs"; then
        echo "not ok - $1 is told"
        sed 's/^/# /' "$TMP/said"
    else
        echo "ok - $1 is told"
    fi
}
refused 'a rule that changes nothing' 'x # src/main.c # s/nothing like it/y/ # unit/base_buf'
refused 'a rule that is none' 'x # src/main.c # s/a/ # unit/base_buf'
refused 'a rule that changes all lines' 'x # src/main.c # s/$/ / # unit/base_buf'
refused 'a file that is not there' 'x # src/nosuch.c # s/a/b/ # unit/base_buf'
refused 'a test that is not there' 'x # src/main.c # s/int main/int sub/ # unit/base_nosuch'
refused 'a bug without a test' 'x # src/main.c # s/int main/int sub/ #'
refused 'no bug at all' '# a remark'
