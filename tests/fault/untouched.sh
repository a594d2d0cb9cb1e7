#!/bin/sh
# SPDX-License-Identifier: MIT
# Folders of articles are read and nothing else: after all that can be done with articles each file
# has its bytes, its mode and its times, and there is nothing new beside it.
. "$TOP/tests/cli/lib.sh"
. "$TOP/tests/ui/lib.sh"

cp -R "$TOP/seeds" "$TMP/news"
mkdir "$TMP/news/below" && ln -s ../below "$TMP/news/link"
printf -- '---\ntitle: below\nrelated: []\n---\nSome words.\n' >"$TMP/news/below/one.md"

# All but when it was read: the last change of an inode tells of every other one.
looks() {
    find "$TMP/news" -printf '%P %y %s %m %U %i %n %T@ %C@\n' | sort
    find "$TMP/news" -type f -exec cksum {} + | sort
}
looks >"$TMP/before"
untouched() {
    looks >"$TMP/now"
    check "after $1 all is as it was" cmp "$TMP/before" "$TMP/now"
}

for command in list 'list --format=json' 'show --format=plain' check facets 'mark star' \
    'mark read' 'mark export' 'list -q starred'; do
    # shellcheck disable=SC2086 # words
    "$CORANTO" $command "$TMP/news" >"$TMP/out" 2>"$TMP/err" </dev/null
    untouched "$command"
done

cd "$TMP/news" || exit 2
ui_start 100x30 "$CORANTO" .
ui_wait 'they are listed' 'of 6'
ui_keys '*' j m Enter
ui_wait 'one is open' '─'
ui_type ':note seen'
ui_keys Enter u Escape q
ui_type '/AI'
ui_keys Enter
ui_wait 'some are found' 'AI'
ui_keys R Q
ui_ends 'the browser ends' 0
untouched 'reading'
