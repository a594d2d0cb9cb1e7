# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# Runs in which one call of the program fails (inject.c). Read by the injecting scripts here.
#
#   inject_start                     the program that users have, and what fails its calls
#   survives 'what' [GROUP:ERROR]... run `scenario` once for the count of each group's calls, then
#                                    once for each of them (INJECT_FIRST of them and INJECT_SPREAD
#                                    of the others, unless INJECT_ALL is set) with the failure
#
# The script defines `prepare`, which makes the state that each run finds; `scenario`, which calls
# `injected PROGRAM...`; and `state_is_fine`. A run is survived if it ends with 0, 1 or 2 in time,
# says why unless it ends with 0, prints what it always does unless it said something, and leaves
# a state that is fine. What a signal or a short count does (EINTR, "short") must not show at all.
# INJECT_IN=worker injects into the children that parse.

EINTR=4 EIO=5 EAGAIN=11 ENOMEM=12 EINVAL=22 EMFILE=24 ENOSPC=28
export EINTR EIO EAGAIN ENOMEM EINVAL EMFILE ENOSPC
INJECT_FIRST=${INJECT_FIRST:-40}
INJECT_SPREAD=${INJECT_SPREAD:-24}

inject_start() {
    CORANTO=${BUILD%/*}/release/coranto
    shim=${BUILD%/*}/release/inject.so
    [ -x "$CORANTO" ] && [ -e "$shim" ] && return
    echo "not ok - there is $CORANTO and $shim"
    exit 1
}

state_is_fine() {
    :
}

injected() {
    LD_PRELOAD=$shim INJECT=$point INJECT_COUNT=$TMP/count timeout --foreground -s KILL 20 "$@" \
        >"$TMP/out" 2>"$TMP/err" </dev/null
}

# run_with POINT: a scenario from the beginning; its status in $code.
run_with() {
    point=$1
    prepare
    rm -f "$TMP/count"
    scenario
    code=$?
}

# Why this run was not survived, or nothing.
complaint() {
    case $code in
    0 | 1 | 2) ;;
    *) echo "ended with $code" && return ;;
    esac
    said=
    cmp -s "$TMP/err" "$TMP/usual.err" || said=1
    case ${point##*:} in
    "$EINTR" | short)
        { [ "$code" = 0 ] && [ -z "$said" ] && cmp -s "$TMP/out" "$TMP/usual"; } ||
            echo "an interruption shows (status $code)"
        ;;
    *)
        if [ -z "$said" ] && { [ "$code" != 0 ] || ! cmp -s "$TMP/out" "$TMP/usual"; }; then
            echo "ended with $code, not as usual, and said nothing"
        fi
        ;;
    esac
    state_is_fine || echo 'the state is not fine'
}

# points N: which of N calls are tried.
points() {
    awk -v n="$1" -v first="$INJECT_FIRST" -v spread="$INJECT_SPREAD" -v all="${INJECT_ALL-}" 'BEGIN {
        if (all || n <= first + spread) first = n
        for (i = 1; i <= first; i++) print i
        if (first < n)
            for (i = 1; i <= spread; i++) print first + int((n - first) * i / spread)
    }'
}

survives() {
    what=$1
    shift
    for wish; do
        group=${wish%:*} error=${wish#*:}
        run_with "$group:0:$error"
        cp "$TMP/out" "$TMP/usual"
        cp "$TMP/err" "$TMP/usual.err"
        if [ $code != 0 ] || ! state_is_fine; then
            echo "not ok - $what: it ends well when nothing fails"
            sed 's/^/# err: /' "$TMP/err"
            continue
        fi
        total=$(od -An -tu8 "$TMP/count" 2>/dev/null | tr -d ' ') tried=0 survived=0
        total=${total:-0}
        : >"$TMP/complaints"
        for n in $(points "$total"); do
            tried=$((tried + 1))
            run_with "$group:$n:$error"
            why=$(complaint)
            if [ -z "$why" ]; then
                survived=$((survived + 1))
            else
                { echo "# $group call $n of $total, error $error: $why"
                  head -n 3 "$TMP/err" | sed 's/^/#   err: /'; } >>"$TMP/complaints"
            fi
        done
        said="$what, $group with $error: injected failures survived $survived/$tried of $total"
        if [ $survived = $tried ]; then echo "ok - $said"; else echo "not ok - $said"; fi
        head -n 40 "$TMP/complaints"
    done
}

plain="mmap:$ENOMEM open:$EMFILE open:$EIO read:$EIO readdir:$EIO write:$ENOSPC fsync:$EIO \
    truncate:$ENOSPC rename:$EIO mkdir:$ENOSPC stat:$EIO close:$EIO clock:$EINVAL pipe:$EMFILE \
    poll:$ENOMEM"
interrupted="read:$EINTR write:$EINTR poll:$EINTR wait:$EINTR read:short write:short"

# all_kinds WHAT: every group, under the number of its fault.
all_kinds() {
    survives "211 $1" "malloc:$ENOMEM"
    # shellcheck disable=SC2086 # lists
    survives "212 $1" $plain "spawn:$EAGAIN"
    # shellcheck disable=SC2086
    survives "172 $1" $interrupted
}
