#!/bin/sh
# SPDX-License-Identifier: MIT
# Installing below DESTDIR, running from there, and leaving nothing behind.
set -u
cd "$TOP" || exit 1

dest="$TMP/a folder"
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
share=$dest/usr/local/share
installed=$dest/usr/local/bin/coranto
check 'make install' install_with install
check 'the program is there' test -x "$installed"
check 'and runs' "$installed" --version >/dev/null
check 'so are the sample articles' diff -r "$TOP/seeds" "$share/coranto/seeds"
check 'the program looks for them there' grep -aqF "${share#"$dest"}/coranto/seeds" "$installed"
for page in man/*.[15]; do
    [ ! -e "$page" ] || check "so is $page" cmp "$page" "$share/man/man${page##*.}/${page#man/}"
done
check 'so is what to read first' cmp README.md "$share/doc/coranto/README.md"

# prints FILE WORD...: the file is what the installed program prints then.
prints() {
    file=$1
    shift
    "$installed" "$@" 2>&1 | cmp -s - "$file"
}
check 'words complete in bash' prints "$share/bash-completion/completions/coranto" completion bash
check 'in zsh' prints "$share/zsh/site-functions/_coranto" completion zsh
check 'and in fish' prints "$share/fish/vendor_completions.d/coranto.fish" completion fish
check 'no file is anyone else'\''s to write' test -z "$(find "$dest" -type f ! -perm 644 ! -perm 755)"
check 'only the program runs' test "$(find "$dest" -type f -perm 755)" = "$installed"

desktop=$share/applications/coranto.desktop
check 'menus find it' grep -qx 'Terminal=true' "$desktop"
if command -v desktop-file-validate >/dev/null; then
    desktop-file-validate "$desktop" >"$TMP/said" 2>&1
    check 'as they want it' test ! -s "$TMP/said"
else
    echo 'ok - as they want it # SKIP desktop-file-validate is not installed'
fi

# The example is all remarks; without their signs the lines are the settings as they are.
example=$share/doc/coranto/examples/config.yaml
check 'an example of the settings says nothing' test -z "$(grep -v '^ *#' "$example" | grep .)"
mkdir -p "$TMP/config/coranto"
sed 's/^#\([a-z]\|  \)/\1/' "$example" >"$TMP/config/coranto/config.yaml"
"$installed" config >"$TMP/defaults"
XDG_CONFIG_HOME=$TMP/config "$installed" config >"$TMP/uncommented" 2>"$TMP/said"
check 'its lines are right' test ! -s "$TMP/said"
check 'and are the defaults' cmp "$TMP/defaults" "$TMP/uncommented"
each_option() {
    sed -n 's/^OPTION([A-Z_]*, [a-z_]*, "\([a-z-]*\).*/\1/p' src/config/options.def >"$TMP/said"
    [ -s "$TMP/said" ] || return 1
    while read -r option; do
        grep -q "^#$option:" "$example" || return 1
    done <"$TMP/said"
}
check 'each setting is in it' each_option

check 'make uninstall' install_with uninstall
nothing_left() {
    [ -z "$(find "$dest" ! -type d)" ] && [ ! -e "$share/coranto" ] && [ ! -e "$share/doc/coranto" ]
}
check 'leaves nothing' nothing_left

# Elsewhere, in the folders that are named. The program knows where its data lie: elsewhere it
# would be another, made anew in the place of the one that other tests run.
elsewhere() {
    install_with PREFIX=/opt/c pkgdatadir=/usr/local/share/coranto bindir=/b zshdir=/z docdir=/d "$1"
}
check 'make install with other folders' elsewhere install
placed() {
    [ -x "$dest/b/coranto" ] && [ -s "$dest/z/_coranto" ] && [ -s "$dest/d/examples/config.yaml" ] &&
        [ -s "$dest/opt/c/share/man/man1/coranto.1" ]
}
check 'puts things there' placed
check 'make uninstall with the same' elsewhere uninstall
check 'leaves nothing there' test -z "$(find "$dest" ! -type d)"
