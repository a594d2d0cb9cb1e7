#!/bin/sh
# SPDX-License-Identifier: MIT
# Installing below DESTDIR, running from there, and leaving nothing behind.
set -u
cd "$TOP" || exit 1

dest=$TMP/dest
install_with() {
    env -u MAKEFLAGS "$MAKE" -s BUILD="${BUILD%/*}/release" DESTDIR="$dest" "$@" >"$TMP/said" 2>&1
}

check() {
    what=$1
    shift
    if "$@"; then
        echo "ok - $what"
    else
        echo "not ok - $what"
        sed 's/^/# /' "$TMP/said"
        (cd "$dest" && find . | sed 's/^/# /')
    fi
}

umask 022
check 'make install' install_with install
check 'the program is there' test -x "$dest/usr/local/bin/coranto"
check 'and runs' "$dest/usr/local/bin/coranto" --version >/dev/null
check 'so are the sample articles' diff -r "$TOP/seeds" "$dest/usr/local/share/coranto/seeds"
for page in man/*.[15]; do
    [ ! -e "$page" ] || check "so is $page" \
        cmp "$page" "$dest/usr/local/share/man/man${page##*.}/${page#man/}"
done

check 'make uninstall' install_with uninstall
nothing_left() {
    [ -z "$(find "$dest" ! -type d)" ] && [ ! -e "$dest/usr/local/share/coranto" ]
}
check 'leaves nothing' nothing_left
