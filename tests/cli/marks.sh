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
echo 'not a line of marks' | "$CORANTO" mark --import 2>"$TMP/err"
check 'what is no mark is refused' test $? -eq 1

is 'a folder without a query' 2 0 "$CORANTO" mark read seeds
is 'no action' 2 0 "$CORANTO" mark nonsense seeds
is 'nothing named' 2 0 "$CORANTO" mark read
is 'neither file nor id' 1 0 "$CORANTO" mark read nosuch
printf 'noise' >"$XDG_STATE_HOME/coranto/state.db"
is 'a damaged database is set aside' 0 5 "$CORANTO" list -q unread seeds
told 'and told' '\.bad-'
