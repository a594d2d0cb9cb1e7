#!/bin/sh
# SPDX-License-Identifier: MIT
# The program dies, as by kill -9, while it writes a file of the reader's: before one of its calls
# or in the middle of a write. The file is the old one or the new one, whole; one that was not
# there is whole or not there; mode and link stay. 150, by a command and in the browser.
# shellcheck disable=SC2317 # functions that the library calls
. "$TOP/tests/fault/lib.sh"
inject_start
cp -r "$TOP/seeds" "$TMP/news"
cd "$TMP" || exit 2
state=$HOME/.local/state/coranto
deaths='any:kill write:torn'
if [ -z "${INJECT_ALL-}" ]; then
    deaths='write:torn fsync:kill rename:kill mode:kill'
    INJECT_FIRST=0 INJECT_SPREAD=6
fi

# Each run begins with the old file behind a link, or with none if there is no `old`.
prepare() {
    rm -rf there "$state" "$HOME/.cache"
    mkdir there
    [ ! -e old ] || { cp old there/file && chmod 640 there/file; }
    [ ! -e old ] || ln -s file there/link
    [ ! -e marked ] || cp -r marked "$state"
}
complaint() {
    [ ! -e old ] || [ "$(readlink there/link)" = file ] || echo 'the link is another'
    [ ! -e old ] || [ "$(stat -c %a there/file)" = 640 ] || echo 'the mode is another'
    if [ -e there/file ]; then
        cmp -s there/file new || cmp -s there/file old || echo 'it is neither'
    elif [ -e old ]; then
        echo 'it is gone'
    fi
}

# written 'what': the scenario's file when nothing dies, then with each death.
written() {
    : >new
    run_with any:0:kill
    cp there/file new
    ! cmp -s old new || echo "not ok - $1 writes another file"
    # shellcheck disable=SC2086 # a list
    survives "150 $1, killed" $deaths
}

# What this scenario does is left out of the next ones.
left_out() {
    sample=${INJECT_ALL-} spread=$INJECT_SPREAD
    INJECT_ALL='' INJECT_FIRST=0 INJECT_SPREAD=0 optional=1 behind=''
    # shellcheck disable=SC2086
    survives 'a beginning' $deaths
    INJECT_ALL=$sample INJECT_SPREAD=$spread optional=''
    starts_here
    begins_behind
}

seq 1000 >old
"$CORANTO" mark star news/00* 2>/dev/null
cp -r "$state" marked
scenario() { injected "$CORANTO" mark --export; }
left_out
scenario() { injected "$CORANTO" mark --export there/link; }
written 'an export'

browse() {
    : >"$TMP/err"
    timeout --foreground -s KILL 120 "$tools/pty" -yk 'wait:5/5|AI' "$@" keys:Q -- \
        env LD_PRELOAD="$shim" INJECT="$point" INJECT_COUNT="$TMP/count" "$CORANTO" news \
        >"$TMP/out" 2>&1
}

scenario() { browse; }
left_out
scenario() { browse 'keys::save !there/link\r' 'wait:saved as'; }
written 'saving over a file'
mkdir -p "$HOME/.config/coranto"
ln -s "$TMP/there/link" "$HOME/.config/coranto/config.yaml"
printf '%s\n' '# mine' 'title: no' >old
scenario() { browse 'keys::save-view Hot\r' 'wait:saved as'; }
written 'save-view'
# A new file gets its mode when it is made.
rm old "$HOME/.config/coranto/config.yaml"
deaths=${deaths% mode:kill}
scenario() { browse 'keys:S' 'wait:.md' 'keys:\x15there/file\r' 'wait:saved as'; }
written 'S'
inject_result
