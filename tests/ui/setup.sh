#!/bin/sh
# SPDX-License-Identifier: MIT
# tests/setup on a terminal asks before it installs.
# shellcheck disable=SC2016 # dollars are for the shells inside
. "$TOP/tests/ui/lib.sh"

mkdir -p "$TMP/tree/tests" "$TMP/bin"
cp "$TOP/tests/setup" "$TMP/tree/tests"
printf '%s\n' 'define NEEDS' 'build cmd:coranto-wanted wanted wanted wanted wanted wanted' 'endef' \
    >"$TMP/tree/Makefile"
printf '%s\n' '#!/bin/sh' 'echo "$*" >>"$TMP/calls"' >"$TMP/bin/apt-get"
printf '%s\n' '#!/bin/sh' 'exec "$@"' >"$TMP/bin/sudo"
chmod +x "$TMP/bin/apt-get" "$TMP/bin/sudo"

ask() {
    : >"$TMP/calls"
    ui_start 100x20 env -u CI -u YES PATH="$TMP/bin:$PATH" sh "$TMP/tree/tests/setup" build
    ui_wait "$1" 'Install now? [Y/n]'
}

installs() {
    grep -q '^install .* wanted$' "$TMP/calls"
}

installs_not() {
    [ ! -s "$TMP/calls" ]
}

ask 'it asks'
ui_has 'after showing the command' 'apt-get install -y --no-install-recommends'
ui_keys n Enter
ui_ends 'no is an error to build with' 2
ui_check 'and installs nothing' installs_not

ask 'it asks again'
ui_keys Enter
ui_ends 'Enter says yes (to what brings nothing here)' 2
ui_check 'and installs' installs

ask 'and again'
ui_keys C-d
ui_ends 'the end of input is a no' 2
ui_check 'that installs nothing' installs_not
