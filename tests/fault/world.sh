#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2016,SC2154 # for the shells of the steps; lib.sh
# Clocks that are wrong, disks that fail or do not answer, and a home on the network: world.c
# makes them so for the program alone.
. "$TOP/tests/cli/lib.sh"
. "$TOP/tests/pty/lib.sh"
release=${BUILD%/*}/release
make -s -C "$TOP" VARIANT=release BUILD="$release" "$release/coranto" "$release/world.so" >"$TMP/make" 2>&1 ||
    { cat "$TMP/make"; exit 2; }
DB=$HOME/.local/state/coranto/state.db
export TMP DB release WORLD_DISK="$TMP/bad"

# odd NAME=VALUE... -- PROGRAM...: in such a world.
odd() {
    env LD_PRELOAD="$release/world.so" "$@"
}
news() {
    ends "$@" -- env LD_PRELOAD="$release/world.so" "$release/coranto" "$TMP/news"
}

mkdir "$TMP/news"
article() {
    printf -- '---\ntitle: %s\ndate: %s\n---\nText of %s.\n' "$1" "$2" "$1" >"$TMP/news/$1.md"
}
article first 2024-01-03
article second 2024-01-02
"$release/coranto" list "$TMP/news" >"$TMP/usual"

# The clock: on each of these days all is as it is today, but for the words of the dates.
now=$(date +%s)
while read -r day words; do
    clock=$(($(date -d "$day" +%s) - now))
    export WORLD_CLOCK=$clock
    is "146 a list in $day" 0 2 odd "$release/coranto" list "$TMP/news"
    check "146 of the same order in $day" cmp "$TMP/out" "$TMP/usual"
    is "146 nothing was written later than $day" 1 0 \
        odd "$release/coranto" list -q "date>$day -date<=2024-01-03" "$TMP/news"
    news "146 a screen in $day" 0 'see:of 2' "see:$words" 'keys:*' 'see:of 2' calm: keys:Q
    is "146 a mark of $day holds" 0 1 odd "$release/coranto" list -q starred "$TMP/news"
    unset WORLD_CLOCK
    is "146 and is taken back when the clock is right again after $day" 0 - \
        "$release/coranto" mark unstar "$TMP/news/first.md"
    is "146 for good, after $day" 1 0 "$release/coranto" list -q starred "$TMP/news"
done <<'DAYS'
1970-01-01 Jan 2024
2024-01-02 3 Jan
2038-01-20 3 Jan 24
2106-02-08 Jan 2024
DAYS
export WORLD_CLOCK=-100000
is '146 the clock was set back while the cache was young' 0 2 odd "$release/coranto" list "$TMP/news"
unset WORLD_CLOCK

# A disk of the network: no memory is shared over it, and a mark is there at once.
rm -rf "$HOME/.local"
export WORLD_REMOTE=1
news '145 a home on the network: no log beside the file, and what is marked is there for others' 0 \
    'see:of 2' 'keys:*' 'see:of 2' calm: 'run:test ! -e "$DB-wal"' \
    'run:"$release/coranto" list -q starred "$TMP/news" | grep first' keys:Q
is '145 and afterwards' 0 1 odd "$release/coranto" list -q starred "$TMP/news"
unset WORLD_REMOTE

# Files that cannot be read, and those that can no more.
article third-EIO 2024-01-04
article fourth-ESTALE 2024-01-05
touch "$WORLD_DISK"
is '198 files that fail' 0 2 odd "$release/coranto" list "$TMP/news"
told '198 are told' '2 problems'
is '198 by name' 1 2 odd "$release/coranto" check "$TMP/news"
anywhere '198 with what the disk said' 'EIO\.md.*Input/output error'
anywhere '198 of each' 'ESTALE\.md.*Stale file handle'
rm "$WORLD_DISK"
news '198 what cannot be read any more is told' 0 'see:of 4' 'run:touch "$WORLD_DISK"' keys:j \
    'see:Input/output' keys:k 'see:Stale' 'keys:jj' 'see:Text of first' keys:Q
rm "$WORLD_DISK" "$TMP/news/"*E*.md

# A file whose disk does not answer: keys are answered, what can be read is, it ends at once.
article blocks-blocks 2024-01-01
touch "$WORLD_DISK"
news '198 a disk that does not answer while the list is read' 0 'see:reading 0' 'keys:?' 'see:type to' \
    'keys:\x03' calm: 'run:rm "$WORLD_DISK"' 'see:of 3' 'run:touch "$WORLD_DISK"' keys:Q
news '198 and it is left' 0 'see:reading 0' keys:Q
rm "$WORLD_DISK"
news '198 nor while the article is read' 0 'see:of 3' 'run:touch "$WORLD_DISK"' keys:G 'see:takes' \
    keys:k 'see:Text of second' 'keys:j' 'see:takes' 'run:rm "$WORLD_DISK"' \
    'see:Text of blocks' keys:Q
news '198 it is left while it is waited for' 0 'see:of 3' 'run:touch "$WORLD_DISK"' keys:G \
    'see:takes' keys:Q
rm "$WORLD_DISK"
news '198 again and again' 0 'see:of 3' 'run:touch "$WORLD_DISK"' keys:G 'see:takes' \
    'flood:40:jk' 'see:Text of second' 'keys:j' 'see:disk' 'keys:?' 'see:type to' 'keys:\x03' keys:Q
rm "$WORLD_DISK"
news '198 nor while it is piped' 0 'see:of 3' 'run:touch "$WORLD_DISK"' 'keys:G' 'keys:|cat\n' calm: \
    'run:rm "$WORLD_DISK"' 'see:Text of blocks' keys:Q
