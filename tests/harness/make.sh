#!/bin/sh
# SPDX-License-Identifier: MIT
# The Makefile: its help, when it builds again, and what the compiler is told to refuse.
set -u

make_tree() {
    mkdir -p "$TMP/tree"
    cp -R "$TOP/Makefile" "$TOP/src" "$TOP/seeds" "$TMP/tree"
    [ ! -d "$TOP/man" ] || cp -R "$TOP/man" "$TMP/tree"
    mkdir -p "$TMP/tree/tests" && cp "$TOP/tests/setup" "$TMP/tree/tests"
    cd "$TMP/tree" || exit 1
}

run_make() {
    env -u MAKEFLAGS "$MAKE" "$@" 2>&1
}

check() {
    what=$1
    shift
    if "$@" >"$TMP/said" 2>&1; then
        echo "ok - $what"
    else
        echo "not ok - $what"
        head -n 20 "$TMP/said" | sed 's/^/# /'
    fi
}

make_tree

check 'help names the targets with what they do' sh -c 'make help >help &&
    grep -q "^  run  *set up" help && grep -q "^  test " help && grep -q "^  uninstall " help'

base=build/release/base.a
check 'an archive is built' run_make $base
builds() {
    run_make "$@" | grep -c '^  CC'
}
again() {
    [ "$(builds $base)" = 0 ]
}
check 'nothing to do is nothing done' again
header() {
    touch src/base/arena.h
    n=$(builds $base)
    [ "$n" -ge 1 ] && [ "$n" -lt 10 ]
}
check 'a header rebuilds those that include it' header
flags() {
    [ "$(builds $base CFLAGS=-O1)" -ge 10 ] && [ "$(builds $base CFLAGS=-O1)" = 0 ]
}
check 'other flags rebuild all, once' flags
removed() {
    echo '/* SPDX-License-Identifier: MIT */' >src/base/brief.c
    run_make $base && ar t $base | grep -q brief.o && sleep 0.1 && rm src/base/brief.c && run_make $base &&
        ! ar t $base | grep -q brief.o
}
check 'a source that is gone leaves the archive' removed

banned() {
    mkdir -p src/base
    printf '%s\n' '#include <stdlib.h>' 'int bad(const char *s);' \
        "int bad(const char *s) { return $1; }" >src/base/bad.c
    run_make build/release/base/bad.o | grep -q 'poison'
}
for call in 'system(s)' 'atoi(s)' 'strcpy((char *)s, s) == s' 'sprintf((char *)s, s)' \
    'strtok((char *)s, s) == s' 'popen(s, s) == 0' 'signal(1, 0) == 0' 'alloca(1) == 0'; do
    check "the compiler refuses ${call%%(*}" banned "$call"
done
rm src/base/bad.c
