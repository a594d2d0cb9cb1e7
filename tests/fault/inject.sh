#!/bin/sh
# SPDX-License-Identifier: MIT
# Every kind of call fails once, in each place where the commands make it. A number stands for a
# kind of fault: 137 a full disk, 138 one that fails, 172 interruptions, 211 no memory, 212 any
# other call.
# shellcheck disable=SC2317 # functions that the library calls
. "$TOP/tests/fault/lib.sh"
inject_start
cp -r "$TOP/seeds" "$TMP/seeds"
cd "$TMP" || exit 2
cached=$HOME/.cache/coranto state=$HOME/.local/state/coranto

# What the next start finds of the cache gives the same list.
prepare() { rm -rf "$cached" "$state"; }
scenario() { injected "$CORANTO" list --format=tsv seeds; }
state_is_fine() {
    [ "${point%%:*}" = malloc ] || "$CORANTO" list --format=tsv seeds 2>&1 | cmp -s - "$TMP/usual" ||
        [ "${point#*:}" = "0:${point##*:}" ]
}
all_kinds 'list without a cache'

prepare() { :; }
[ -z "${INJECT_ALL-}" ] || all_kinds 'list with one'

# All marks of a call are made or none, those that were told are, and the database is whole.
prepare() {
    rm -rf "$state"
    cp -r "$TMP/marked" "$state"
}
scenario() { injected "$CORANTO" mark star -q '#AI' seeds; }
state_is_fine() {
    told=$(sed -n 's/^coranto: \([0-9]*\) changed$/\1/p' "$TMP/err")
    case $code/$("$tools/statedb" tell "$state/state.db") in
    0/"ok 2 $((1 + ${told:-0})) 1" | [12]/"ok 2 1 1" | 1/'ok 2 4 1') ;;
    *) return 1 ;;
    esac
    set -- "$state"/state.db?*
    [ ! -e "$1" ] || [ "$1" = "$state/state.db-shm" ] || [ "$1" = "$state/state.db-wal" ]
}
rm -rf "$state"
"$CORANTO" mark star seeds/000* 2>/dev/null
"$CORANTO" mark note 'read this' seeds/003* 2>/dev/null
cp -r "$state" "$TMP/marked"
some=${INJECT_ALL-} INJECT_ALL=1
survives '137 mark' "write:$ENOSPC" "truncate:$ENOSPC"
survives '138 mark' "write:$EIO" "write:$EDQUOT" "fsync:$EIO" "truncate:$EIO" "open:$EROFS" \
    "read:$EIO" "readdir:$EIO" "stat:$EIO"
INJECT_ALL=$some
all_kinds mark
state_is_fine() { :; }

prepare() { :; }
scenario() { injected "$CORANTO" show --format=plain seeds/003*; }
explains() {
    grep -q -e '^This is the text as it is written, because' -e '^The text cannot be shown:' "$TMP/out"
}
all_kinds show
INJECT_IN=worker
export INJECT_IN
survives '211 show, the child' "malloc:$ENOMEM"
survives '212 show, the child' "write:$EIO" "read:$EIO"
unset INJECT_IN
explains() { false; }

# A file that is there is as it was or new; its mode, the link to it and its folder stay.
prepare() {
    rm -rf exported
    mkdir exported
    echo old >exported/marks
    chmod 640 exported/marks
    ln -s marks exported/link
}
scenario() { injected "$CORANTO" mark --export exported/link; }
state_is_fine() {
    [ "$(readlink exported/link)" = marks ] && [ "$(stat -c %a exported/marks)" = 640 ] &&
        [ "$(ls exported)" = 'link
marks' ] && { cmp -s exported/marks "$TMP/exported.marks" || { [ "$code" != 0 ] && echo old | cmp -s - exported/marks; }; }
}
"$CORANTO" mark --export "$TMP/exported.marks"
all_kinds 'mark --export'
inject_result
