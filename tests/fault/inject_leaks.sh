#!/bin/sh
# SPDX-License-Identifier: MIT
# Calls fail in the program that finds what is not freed: 211 no memory, 212 any other call. Out of
# memory ends it at once, by design; where a library takes no memory for an answer it goes on, and
# then all is freed.
# shellcheck disable=SC2317 # functions that the library calls
. "$TOP/tests/fault/lib.sh"
INJECT_VARIANT=asan
inject_start
cp -r "$TOP/seeds" "$TMP/seeds"
cd "$TMP" || exit 2
state=$HOME/.local/state/coranto

if [ -n "${INJECT_ALL-}" ]; then
    leaky=$plain
else
    leaky="open:$EIO read:$EIO write:$ENOSPC lock:$EIO stat:$EIO pipe:$EMFILE spawn:$EAGAIN"
    INJECT_FIRST=0 INJECT_SPREAD=2
fi
# The program goes on without memory in few of the places, and is slow: 500 of them, unless AGAIN
# asks for more.
frees() {
    all=${INJECT_ALL-} spread=$INJECT_SPREAD
    [ -z "$all" ] || [ -n "${AGAIN-}" ] || INJECT_ALL='' INJECT_SPREAD=500
    survives "211 $1, nothing leaks" "malloc:$ENOMEM"
    INJECT_ALL=$all INJECT_SPREAD=$spread
    optional=1
    # shellcheck disable=SC2086 # a list
    survives "212 $1, nothing leaks" $leaky
    optional=
}

# The C library loses the name of a character set; the sanitizer ends where it lacks memory itself.
echo 'leak:_nl_normalize_codeset' >"$TMP/known"
export LSAN_OPTIONS="suppressions=$TMP/known:print_suppressions=0"
watched() {
    injected "$@"
    status=$?
    ! grep -q '^AddressSanitizer: CHECK failed: sanitizer_.*pthread_getattr_np' "$TMP/err" || status=1
    return $status
}

prepare() { rm -rf "$HOME/.cache" "$state"; }
scenario() { watched "$CORANTO" list --format=tsv seeds; }
frees list
scenario() { watched "$CORANTO" mark star -q '#AI' seeds; }
frees mark
scenario() { watched "$CORANTO" show --format=plain seeds/003*; }
explains() {
    grep -q -e '^This is the text as it is written, because' -e '^The text cannot be shown:' "$TMP/out"
}
frees show
inject_result
