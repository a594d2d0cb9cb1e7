#!/bin/sh
# SPDX-License-Identifier: MIT
# Marks from the command line: for files, ids and queries; export and import.
cd "$TOP" || exit 2
. "$TOP/tests/cli/lib.sh"
export XDG_STATE_HOME="$TMP/state" XDG_CACHE_HOME="$TMP/cache" XDG_CONFIG_HOME="$TMP/config"
mkdir -p "$XDG_CONFIG_HOME/coranto"
echo "folders: [$TOP/seeds]" >"$XDG_CONFIG_HOME/coranto/config.yaml"

is 'everything is unread at first' 0 5 "$CORANTO" list -q unread seeds
is 'a file is marked' 0 0 "$CORANTO" mark read seeds/001_7a760d221223f2e2.txt
told 'one changed' '1 changed'
is 'one less is unread' 0 4 "$CORANTO" list -q unread seeds
is 'a query is marked' 0 0 "$CORANTO" mark star -q '#AI' seeds
told 'four changed' '4 changed'
is 'they are found' 0 4 "$CORANTO" list -q starred
is 'JSON says so' 0 1 "$CORANTO" list --format=json -q 'starred read'
has 'both' 1 '"read":true,"starred":true,"full":"none"'
id=$("$CORANTO" list --format=tsv -q Revisiting | cut -f1)
is 'an id is marked' 0 0 "$CORANTO" mark read "$id"
is 'and found' 0 2 "$CORANTO" list -q read
is 'unread again' 0 0 "$CORANTO" mark unread "$id"
is 'one read' 0 1 "$CORANTO" list -q read
check 'the database is ours alone' test "$(stat -c %a "$XDG_STATE_HOME/coranto/state.db")" = 600
check 'and its folder' test "$(stat -c %a "$XDG_STATE_HOME/coranto")" = 700

is 'export is a line each' 0 - "$CORANTO" mark --export
cp "$TMP/out" "$TMP/lines"
check 'sorted' sort -c "$TMP/lines"
XDG_STATE_HOME="$TMP/other"
"$CORANTO" mark --import <"$TMP/lines" 2>"$TMP/err"
check 'import takes them over' test $? -eq 0
is 'all of them' 0 - "$CORANTO" mark --export
check 'the same lines' cmp -s "$TMP/out" "$TMP/lines"
printf 'not a line of marks\nhttps://a.example/\tread\t2026-01-01T00:00:00Z\tyes\n' |
    "$CORANTO" mark --import 2>"$TMP/err"
check 'what is no mark is refused' test $? -eq 1
told 'with its line' '^stdin:1: this is no mark'
told 'the rest is taken' '1 changed'

# Two machines share a file that a program copies, or git merges with its union driver.
XDG_STATE_HOME="$TMP/state"
touch "$TMP/real.marks"
ln -s real.marks "$TMP/shared.marks"
is 'to a file' 0 0 "$CORANTO" mark --export "$TMP/shared.marks"
check 'through a link, which stays' test -L "$TMP/shared.marks" -a -f "$TMP/real.marks"
check 'the same lines' cmp -s "$TMP/real.marks" "$TMP/lines"
check 'nothing else is left' test "$(find "$TMP" -name 'real.marks.*' | wc -l)" -eq 0
chmod 640 "$TMP/real.marks"
is 'a note' 0 0 "$CORANTO" mark note 'read this  again' -q Revisiting seeds
is 'over it' 0 0 "$CORANTO" mark --export "$TMP/shared.marks"
check 'its mode is kept' test "$(stat -c %a "$TMP/real.marks")" = 640
XDG_STATE_HOME="$TMP/other"
is 'from a file, and again' 0 0 "$CORANTO" mark --import "$TMP/shared.marks" \
    "$TMP/shared.marks"
told 'nothing changes the second time' ' 0 changed'
is 'the note is there' 0 1 "$CORANTO" list --format=json -q 'note:again'
has 'in words' 1 '"note":"read this again"'
is 'as a flag' 0 1 "$CORANTO" list -q note
is 'all but it' 0 4 "$CORANTO" list -q 'note:none'
is 'with another field' 0 1 "$CORANTO" list -q 'note~^READ sort:title'
is 'no comparison' 2 0 "$CORANTO" list -q 'note>3'
is 'the note is taken away' 0 0 "$CORANTO" mark unnote -q note
is 'there is none' 1 0 "$CORANTO" list -q note
is 'no such file' 1 0 "$CORANTO" mark --import "$TMP/nosuch"
is 'where nothing can be' 1 0 "$CORANTO" mark --export /proc/nosuch/file
is 'a folder' 1 0 "$CORANTO" mark --export "$TMP"
is 'both at once' 2 0 "$CORANTO" mark --export --import
is 'a note without text' 2 0 "$CORANTO" mark note
is 'a note that is too long' 2 0 "$CORANTO" mark note "$(printf '%04097d' 0)" -q Revisiting seeds
told 'is told and not cut' 'a note has at most 4096 bytes'
is 'the longest one' 0 0 "$CORANTO" mark note "$(printf '%04096d' 0)" -q Revisiting seeds
"$CORANTO" mark unnote -q note seeds 2>/dev/null
is 'a text without articles' 2 0 "$CORANTO" mark note text
XDG_STATE_HOME="$TMP/state"

is 'a folder without a query' 2 0 "$CORANTO" mark read seeds
is 'no action' 2 0 "$CORANTO" mark nonsense seeds
is 'nothing named' 2 0 "$CORANTO" mark read
is 'neither file nor id' 1 0 "$CORANTO" mark read nosuch
printf 'noise' >"$XDG_STATE_HOME/coranto/state.db"
is 'a damaged database is set aside' 0 5 "$CORANTO" list -q unread seeds
told 'and told' '\.bad-'
