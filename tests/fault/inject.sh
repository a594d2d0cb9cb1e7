#!/bin/sh
# SPDX-License-Identifier: MIT
# Every kind of call fails once, in each place where the commands make it. A number stands for a
# kind of fault: 137 a full disk, 138 one that fails, 172 interruptions, 211 no
# memory, 212 any other call.
# shellcheck disable=SC2317 # functions that the library calls
. "$TOP/tests/fault/lib.sh"
inject_start
cp -r "$TOP/seeds" "$TMP/seeds"
cd "$TMP" || exit 2
cached=$HOME/.cache/coranto state=$HOME/.local/state/coranto

prepare() { rm -rf "$cached" "$state"; }
scenario() { injected "$CORANTO" list --format=tsv seeds; }
all_kinds 'list without a cache'

INJECT_FIRST=16 INJECT_SPREAD=8
prepare() { :; }
all_kinds 'list with one'

# The marks that were told to be kept are kept, and the database is whole.
marked() { "$CORANTO" list --format=tsv -q starred seeds 2>"$TMP/marked.err" | wc -l; }
prepare() {
    rm -rf "$state"
    cp -r "$TMP/marked" "$state"
}
scenario() { injected "$CORANTO" mark star -q '#AI' seeds; }
state_is_fine() {
    stars=$(marked)
    [ ! -s "$TMP/marked.err" ] && [ "$stars" -ge 1 ] &&
        { [ $code != 0 ] || ! grep -q '3 changed' "$TMP/err" || [ "$stars" -eq 4 ]; } &&
        set -- "$state"/*.bad-* && [ ! -e "$1" ]
}
rm -rf "$state"
"$CORANTO" mark star "$(find seeds -name '000*')" 2>/dev/null
cp -r "$state" "$TMP/marked"
survives '137 mark' "write:$ENOSPC"
survives '138 mark' "write:$EIO" "fsync:$EIO" "truncate:$EIO" "open:30"
all_kinds mark
state_is_fine() { :; }

prepare() { :; }
scenario() { injected "$CORANTO" show --format=plain seeds/000*; }
all_kinds show
INJECT_IN=worker
export INJECT_IN
survives '211 show, the child' "malloc:$ENOMEM"
survives '212 show, the child' "mmap:$ENOMEM" "write:$EIO" "read:$EIO"
unset INJECT_IN
