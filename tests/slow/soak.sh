#!/bin/sh
# SPDX-License-Identifier: MIT
# The browser for an hour over a folder that never rests, fetching again and again: memory,
# descriptors, threads and children stay what they were after the first tenth, within 5 %, and
# whenever it is left alone it takes none of the processor. MINUTES=3 makes it short.
MINUTES=${MINUTES:-60}
. "$TOP/tests/ui/lib.sh"
. "$TOP/tests/server/lib.sh"
make -s -C "$TOP" VARIANT="${VARIANT:-asan}" BUILD="$BUILD" "$BUILD/server" || exit 2
server_start
trap 'kill $server 2>/dev/null; ui_end' EXIT
settings "fetch: { total: 20s, allow-private: [127.0.0.1] }"

release=${BUILD%/*}/release/coranto
NEWS=$TMP/news
mkdir "$NEWS"
article() {
    printf '%s\n' '---' "title: Article $1 of $2" "date: 2024-01-$((10 + $1 % 18))" \
        "topics: [t$(($1 % 7))]" "originalUrl: \"http://127.0.0.1:$port/ok?$1\"" '---' \
        "Words of $1, written $2." >"$NEWS/$1.md"
}
n=0
while [ $n -lt 200 ]; do
    article $n 0
    n=$((n + 1))
done

# Ticks of the processor so far.
ticks() {
    sed 's/.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'
}

# RSS in KB, descriptors, threads, children; ticks within ten seconds of rest, what of the memory
# is its own in KB, ticks so far.
figures() {
    pid=$(cat "$TMP/pid")
    ticks_before=$(ticks "$pid")
    sleep 10
    ticks_after=$(ticks "$pid")
    rss=$(awk '/^VmRSS/ { print $2 }' "/proc/$pid/status")
    anonymous=$(awk '/^RssAnon/ { print $2 }' "/proc/$pid/status")
    fds=$(find "/proc/$pid/fd" -mindepth 1 2>/dev/null | wc -l)
    threads=$(awk '/^Threads/ { print $2 }' "/proc/$pid/status")
    children=$(worker_of "$pid" | wc -l)
    echo "$rss $fds $threads $children $((ticks_after - ticks_before)) $anonymous $ticks_after"
}

round() {
    article $(($1 * 31 % 200)) "$1"
    rm -f "$NEWS/$(($1 * 17 % 200)).md"
    article $(($1 * 17 % 200)) "$1"
    ui_keys j f
    case $(($1 % 8)) in
    0) ui_keys g g ;;
    1) ui_keys '?' && ui_keys C-c ;;
    2) ui_keys / t : t 1 C-c ;;
    3) ui_keys R ;;
    4) ui_resize 120x40 ;;
    5) ui_resize 80x24 ;;
    6) ui_keys '*' G ;;
    7) ui_keys C-c ;;
    esac
}

UI_ENV="XDG_CONFIG_HOME=$XDG_CONFIG_HOME"
ui_start 80x24 "${SOAK_PROGRAM:-$release}" "$NEWS"
ui_wait 'it runs' '/200'
begin=$(date +%s)
length=$((MINUTES * 60))
i=0
shown=-1
first=
resting=0
rests=0
echo "# minute: KB, descriptors, threads, children, ticks at rest, KB of its own, ticks"
while [ $(($(date +%s) - begin)) -lt $length ] && ! ui_has_ended; do
    round $i
    i=$((i + 1))
    sleep 0.1
    elapsed=$(($(date +%s) - begin))
    # Twenty lines in all; what counts as the beginning is the worst of the first tenth.
    slice=$((elapsed * 20 / length))
    [ $slice != $shown ] || continue
    shown=$slice
    # At rest: the fetch is over.
    ui_keys C-c
    # shellcheck disable=SC2016 # for the inner shell
    ui_until sh -c '[ -z "$(pgrep -P "$1")" ]' sh "$(cat "$TMP/pid")"
    # What the folder's last changes began is over as well.
    sleep 5
    now=$(figures)
    echo "# $((elapsed / 60)): $now"
    # shellcheck disable=SC2086 # words
    set -- $now
    resting=$((resting + $5))
    rests=$((rests + 1))
    [ $slice -gt 2 ] || first=$(printf '%s\n%s\n' "$first" "$now" | awk '
        { for (i = 1; i <= 4; i++) if ($i > most[i]) most[i] = $i }
        END { print most[1], most[2], most[3], most[4] + 0 }')
    last=$now
done
echo "# $i rounds, $(requests '/ok') pages; in the beginning: $first"
flat() {
    # shellcheck disable=SC2086 # words
    set -- $first $last
    echo "$*" | awk '{ for (i = 1; i <= 4; i++) if ($(i + 4) > $i * 1.05) exit 1 }'
}
ui_check '217 memory, descriptors, threads and children stay what they were' flat
# A tick is a hundredth of a second: one in a thousand of the time.
ui_check "218 at rest it takes no time: $resting ticks in $rests times ten seconds" test $resting -le $rests
ui_keys C-c Q
ui_ends 'it ends well' 0
