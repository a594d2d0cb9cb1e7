# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# Runs in which one call of the program fails (inject.c). Read by the injecting scripts.
#
#   inject_start                     the program that users have; INJECT_VARIANT=asan: the one
#                                    that finds leaks
#   survives 'what' [GROUP:ERROR]... run `scenario` once for the places that each group's calls
#                                    come from, then once for each of these with the failure: for
#                                    INJECT_FIRST of them and INJECT_SPREAD of the others, or if
#                                    INJECT_ALL is set for all, and for each AGAIN-th of the
#                                    calls that come from there again (1: for every call)
#   all_kinds 'what'                 the same of every kind, where there is such a call
#   starts_here, begins_behind       remember the calls of these runs; leave them out in the next
#                                    ones, which begin with the same
#   ONLY=fetch                       in the environment: fail only where 'what' has that word
#   inject_result                    at the end: how many of all were survived
#
# The script defines `prepare`, which makes the state that each run finds; `scenario`, which calls
# `injected PROGRAM...`; `state_is_fine`; and `explains`, if it says why in its output. A run is survived if it ends with 0, 1 or 2 in time,
# says why unless it ends with 0, prints what it always does unless it said something, and leaves
# a state that is fine. What a signal or a short count does (EINTR, "short") must not show at all;
# after a death ("kill", "torn") the state counts alone. INJECT_IN=worker injects into the
# children that parse. A call that none of the runs made is a fault of the test.

EINTR=4 EIO=5 EAGAIN=11 ENOMEM=12 EINVAL=22 EMFILE=24 ENOSPC=28 EROFS=30 EDQUOT=122
export EINTR EIO EAGAIN ENOMEM EINVAL EMFILE ENOSPC EROFS EDQUOT
INJECT_FIRST=${INJECT_FIRST:-1}
INJECT_SPREAD=${INJECT_SPREAD:-1}
INJECT_TALLY=${INJECT_TALLY:-$TMP/tally}
optional='' behind=''

inject_start() {
    tools=${BUILD%/*}/release
    shim=$tools/inject.so
    CORANTO=${BUILD%/*}/${INJECT_VARIANT:-release}/coranto
    # The shim comes before what finds leaks, and calls it; no file for what that says, as it
    # would be opened before anything works.
    export ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=1:exitcode=99
    for tool in "$CORANTO" "$shim" "$tools/pty" "$tools/statedb"; do
        [ -e "$tool" ] || { echo "not ok - there is $tool" && exit 1; }
    done
}

state_is_fine() {
    :
}

# Whether the output itself says what is lacking.
explains() {
    false
}

injected() {
    LD_PRELOAD=$shim INJECT=$point INJECT_COUNT=$TMP/count timeout --foreground -s KILL 60 "$@" \
        >"$TMP/out" 2>"$TMP/err" </dev/null
}

# run_with POINT: a scenario from the beginning; its status in $code.
run_with() {
    point=$1
    prepare
    : >"$TMP/count"
    scenario
    code=$?
}

# Why this run was not survived, or nothing.
complaint() {
    said=
    if [ -s "$TMP/usual.err" ]; then
        cmp -s "$TMP/err" "$TMP/usual.err" || said=1
    elif [ -s "$TMP/err" ]; then
        said=1
    fi
    case $point/$code in
    fsync:*:"$EINTR"/[012] | open:*:"$EINTR"/[012] | lock:*:"$EINTR"/[012])
        # Only a file system that other machines serve interrupts these.
        [ -n "$said" ] || [ "$code" = 0 ] || echo "ended with $code and said nothing"
        ;;
    malloc:*/127)
        # The loader itself has none for what each thread has of its own.
        grep -q '^cannot allocate memory for thread-local data' "$TMP/err" || echo 'it is not there'
        ;;
    *:kill/137 | *:torn/137) ;;
    *:kill/* | *:torn/* | *:"$EINTR"/* | *:short/*)
        { [ "$code" = 0 ] && [ -z "$said" ] && cmp -s "$TMP/out" "$TMP/usual"; } ||
            echo "that shows (status $code)"
        ;;
    */[012])
        if [ -z "$said" ] && ! explains &&
            { [ "$code" != 0 ] || ! cmp -s "$TMP/out" "$TMP/usual"; }; then
            echo "ended with $code, not as usual, and said nothing"
        fi
        ;;
    *) echo "ended with $code" ;;
    esac
    state_is_fine || echo 'the state is not fine'
}

# points GROUP TOTAL: which calls are tried, "N@PLACE" each, of those that the last run made.
points() {
    [ "$2" != 0 ] || return 0
    od -An -tx8 -v -w8 -j24 -N$((8 * $2)) "$TMP/count" | sort | uniq -c >"$TMP/calls.$1"
    file=$TMP/start.$1
    [ -n "$behind" ] && [ -e "$file" ] || file=/dev/null
    often=10
    [ "$1" != malloc ] || often=50
    awk -v known="$file" -v first="$INJECT_FIRST" -v spread="$INJECT_SPREAD" \
        -v all="${INJECT_ALL-}" -v often="${AGAIN:-$often}" '
        BEGIN {
            while ((getline line <known) > 0) {
                split(line, word)
                before[word[2]] = word[1]
            }
        }
        {
            if (!before[$2]) fresh[++n] = "1@" $2
            for (i = before[$2] + 1 + !before[$2]; i <= $1; i++) again[++m] = i "@" $2
        }
        END {
            if (all || n <= first + spread) first = n
            for (i = 1; i <= first; i++) print fresh[i]
            if (first < n)
                for (i = 1; i <= spread; i++) print fresh[first + int((n - first) * i / spread)]
            if (all)
                for (i = 1; i <= m; i += often) print again[i]
            else if (n == 0 && m > 0)
                print again[1]
        }' "$TMP/calls.$1"
}

starts_here() {
    behind=
    for file in "$TMP"/calls.*; do
        [ ! -e "$file" ] || mv "$file" "$TMP/start.${file##*/calls.}"
    done
}

begins_behind() {
    behind=1
}

# How many calls there were and whether one of them failed, in $calls and $failed.
look_at_count() {
    # shellcheck disable=SC2046 # two words
    set -- $(od -An -tu8 -N16 "$TMP/count")
    calls=${1:-0} failed=${2:-0}
}

# one_kind GROUP ERROR
one_kind() {
    run_with "$1:0:$2"
    cp "$TMP/out" "$TMP/usual"
    cp "$TMP/err" "$TMP/usual.err"
    if [ $code != 0 ] || ! state_is_fine; then
        echo "not ok - $what: it ends well when nothing fails"
        sed 's/^/# err: /' "$TMP/err"
        head -n 20 "$TMP/out" | sed 's/^/# out: /'
        return
    fi
    look_at_count
    total=$calls tried=0 survived=0
    : >"$TMP/complaints"
    points "$1" "$total" >"$TMP/points"
    case $what in *${ONLY-}*) ;; *) return ;; esac
    while read -r at <&3; do
        # What never fails proves nothing, though not every run has to wait, say.
        for _ in 1 2 3 4 5; do
            run_with "$1:$at:$2"
            look_at_count
            [ "$failed" = 0 ] || break
        done
        why=$(complaint)
        [ "$failed" = 0 ] && [ -z "$why" ] || tried=$((tried + 1))
        if [ -z "$why" ]; then
            survived=$((survived + failed))
        else
            { echo "# $1 call $at of $total, error $2: $why"
              head -n 3 "$TMP/err" | sed 's/^/#   err: /'; } >>"$TMP/complaints"
        fi
    done 3<"$TMP/points"
    [ $tried != 0 ] || [ -z "$optional" ] || return
    verdict=ok
    [ $survived = $tried ] && [ $tried != 0 ] || verdict='not ok'
    echo "$verdict - $what, $1 with $2: injected failures survived $survived/$tried of $total"
    echo "$survived $tried" >>"$INJECT_TALLY"
    head -n 100 "$TMP/complaints"
}

survives() {
    what=$1
    shift
    for wish; do
        one_kind "${wish%:*}" "${wish#*:}"
    done
}

plain="mmap:$ENOMEM open:$EMFILE open:$EIO read:$EIO readdir:$EIO write:$ENOSPC fsync:$EIO \
    truncate:$ENOSPC rename:$EIO mkdir:$ENOSPC mode:$EIO lock:$EIO stat:$EIO close:$EIO \
    clock:$EINVAL pipe:$EMFILE poll:$ENOMEM terminal:$EIO socket:$EMFILE spawn:$EAGAIN"
interrupted="read:$EINTR write:$EINTR poll:$EINTR wait:$EINTR fsync:$EINTR truncate:$EINTR \
    open:$EINTR lock:$EINTR read:short write:short"

# all_kinds WHAT: every group, under the number of its fault.
all_kinds() {
    optional=1
    survives "211 $1" "malloc:$ENOMEM"
    # shellcheck disable=SC2086 # lists
    survives "212 $1" $plain
    # shellcheck disable=SC2086
    survives "172 $1" $interrupted
    optional=
}

inject_result() {
    awk '{ s += $1; t += $2 }
         END { print "# result: injected failures survived " s "/" t }' "$INJECT_TALLY"
}
