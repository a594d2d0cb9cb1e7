# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# Commands: what they print, what they say, how they end. Read by the scripts of this folder.
#
#   is 'what' STATUS LINES COMMAND...  run it: its exit status and lines of output ("-": any)
#   has 'what' N REGEX                 line N of that output matches
#   anywhere, lacks_anywhere REGEX     some line does, none does
#   told 'what' REGEX                  some line of its standard error does
#   check 'what' COMMAND...            the command ends well

check() {
    what=$1
    shift
    if "$@"; then
        echo "ok - $what"
    else
        echo "not ok - $what"
        sed 's/^/# out: /' "$TMP/out" | head -n 20
        sed 's/^/# err: /' "$TMP/err" | head -n 20
    fi
}

is() {
    is_what=$1 is_status=$2 is_lines=$3
    shift 3
    "$@" >"$TMP/out" 2>"$TMP/err" </dev/null
    is_got=$?
    check "$is_what" test "$is_got" -eq "$is_status"
    [ "$is_lines" = - ] ||
        check "$is_what: $is_lines lines" test "$(wc -l <"$TMP/out")" -eq "$is_lines"
}

line_matches() {
    sed -n "${1}p" "$TMP/out" | grep -qE -e "$2"
}

has() {
    check "$1" line_matches "$2" "$3"
}

anywhere() {
    check "$1" grep -qE -e "$2" "$TMP/out"
}

lacks() {
    ! grep -qE -e "$1" "$TMP/out"
}

lacks_anywhere() {
    check "$1" lacks "$2"
}

told() {
    check "$1" grep -qE -e "$2" "$TMP/err"
}
