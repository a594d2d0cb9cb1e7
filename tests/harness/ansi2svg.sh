#!/bin/sh
# SPDX-License-Identifier: MIT
# What tests/screenshot draws its pictures with.
set -u

# drawn ARG...: standard input as a picture in $TMP/svg.
drawn() {
    "$BUILD/ansi2svg" "$@" >"$TMP/svg"
}

has() {
    if grep -qF -e "$2" "$TMP/svg"; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        sed 's/^/# /' "$TMP/svg"
    fi
}

printf '\033[1;31mbold red\033[0m \033[38;2;1;2;255m<&\033[39m\n世x\033[48;5;238m  \n' | drawn 20x4
has 'a word at its place, in its style' '<text x="12" y="25.6" textLength="33.6" fill="#e06c75" font-weight="bold">bold</text>'
has 'the next word at its own' '<text x="54" y="25.6" textLength="25.2" fill="#e06c75" font-weight="bold">red</text>'
has 'signs of XML are escaped, 24-bit colours kept' 'fill="#0102ff">&lt;&amp;</text>'
has 'a wide character takes two cells' '<text x="28.8" y="43.6">x</text>'
has 'backgrounds are rectangles' '<rect x="37.2" y="30" width="16.8" height="18" fill="#444444"/>'
has 'the size is as given' 'viewBox="0 0 192 96"'

printf '──┐\033[7m \033[0m\033[4mab\033[0m\033]8;;http://x/\033\\c\033]8;;\033\\\016q\017' | drawn --light
has 'a line is one rectangle' '<rect x="12" y="20.5" width="16.8" height="1" fill="#24292f"/>'
has 'a corner has an arm' '<rect x="32.5" y="21" width="1" height="9" fill="#24292f"/>'
has 'reverse changes ink and paper' '<rect x="37.2" y="12" width="8.4" height="18" fill="#24292f"/>'
has 'underlining is a line' 'y="28" width="16.8" height="1"'
has 'the address of a link is not text' '>c</text>'
has 'line drawing letters are lines' '<rect x="70.8" y="20.5" width="8.4" height="1"'
