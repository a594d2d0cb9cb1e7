#!/bin/sh
# SPDX-License-Identifier: MIT
# The program dies, as by kill -9, before any of its calls or in the middle of a write. What was
# told to be done is kept; all else is as before or as after. Numbers: 131 while marking, 132 while
# a database is brought up to date. KILLS=1000 for so many deaths while marking.
# shellcheck disable=SC2317 # functions that the library calls
. "$TOP/tests/fault/lib.sh"
inject_start
KILLS=${KILLS:-40}
cp -r "$TOP/seeds" "$TMP/news"
cd "$TMP" || exit 2
state=$HOME/.local/state/coranto
db=$state/state.db

tell() { "$tools/statedb" tell "$1"; }

# Stars come and go, one at a time. Which there are by what was told, in `known`; a run that dies
# may have made its change or not.
starred() { "$CORANTO" list --format=paths -q starred news 2>&1 | sort; }
toggle_and_die() {
    file=$(printf '%s\n' news/00* | sed -n "$(($1 % 5 + 1))p")
    if grep -qx "$file" known; then
        action=unstar
        grep -vx "$file" known >wanted
    else
        action=star
        { cat known && echo "$file"; } | sort >wanted
    fi
    point=$2
    : >"$TMP/count"
    injected "$CORANTO" mark "$action" "$file"
    code=$?
    starred >now
    if ! cmp -s now wanted && { [ $code = 0 ] || ! cmp -s now known; }; then
        echo "# $action $file, $point, status $code: it was" known "and is" now
    fi
    [ "$(tell "$db" | cut -d ' ' -f 1)" = ok ] || echo "# the database is not whole"
    cp now known
}
: >known
point=any:0:5
: >"$TMP/count"
injected "$CORANTO" mark star news/000* && look_at_count
starred >known
awk -v n="$KILLS" -v calls="$calls" 'BEGIN {
    srand(1)
    for (i = 1; i <= n; i++) {
        if (i % 4) print i, "any:" 1 + int(rand() * calls) ":kill"
        else print i, "write:" 1 + int(rand() * calls / 14) ":torn"
    }
}' >deaths
while read -r i where; do
    toggle_and_die "$i" "$where"
done <deaths >losses 2>&1
lost=$(wc -l <losses)
verdict='not ok'
[ "$lost" != 0 ] || verdict=ok
echo "$verdict - 131 killed while marking: kill -9 losses $lost/$KILLS"
head -n 20 losses
echo "# result: kill -9 losses $lost/$KILLS"

# The same while somebody marks one article after the other: each star that is shown is kept. The
# next row is waited for, as with it the star of the last one is drawn again, and at first the
# star of the welcome.
prepare() {
    rm -rf "$state" "$HOME/.cache"
    : >shown
}
scenario() {
    : >"$TMP/err"
    set -- wait:starred,
    for next in 'Why 90' 'Getting AI to' 'AI Projects' Revisiting ''; do
        set -- "$@" 'keys:*' 'wait:★' 'run:echo >>shown' 'keys:j' ${next:+"wait:$next"}
    done
    timeout --foreground -s KILL 120 "$tools/pty" -y "$@" keys:Q -- env LD_PRELOAD="$shim" \
        INJECT="$point" INJECT_COUNT="$TMP/count" "$CORANTO" news >"$TMP/out" 2>&1
}
complaint() {
    set -- "$(wc -l <shown)" "$(tell "$db" 2>/dev/null)"
    [ "$2" = "ok 2 $1 0" ] || [ "$2" = "ok 2 $(($1 + 1)) 0" ] || [ "$1" = 0 ] || echo "shown $1, is $2"
}
INJECT_SPREAD=$((KILLS / 4)) INJECT_FIRST=0
survives '131 killed in the browser' any:kill

# Of the old version or the new one, with all that is in it, and then a copy of the old one lies
# beside it. The next start makes it new.
complaint() {
    case $(tell "$db") in
    'ok 1 30 30') ;;
    'ok 2 30 30') [ "$(tell "$db.before-2")" = 'ok 1 30 30' ] || echo 'there is no copy' ;;
    *) echo "it is now: $(tell "$db")" ;;
    esac
    "$CORANTO" list -q starred news 2>&1 | sed 's/^/it says: /'
    [ "$(tell "$db")" = 'ok 2 30 30' ] || echo "the next start leaves: $(tell "$db")"
}
mkdir old
"$tools/statedb" old old/state.db 30
prepare() {
    rm -rf "$state"
    cp -r old "$state"
}
scenario() {
    injected "$CORANTO" list -q unread news >/dev/null
}
INJECT_SPREAD=24
survives '132 killed while a database is brought up to date' any:kill write:torn

inject_result
