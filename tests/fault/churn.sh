#!/bin/sh
# SPDX-License-Identifier: MIT
# A folder that never rests while it is open: files rewritten, cut off, removed, renamed, folders
# replaced. At its end the list is what a fresh one would be. CHURN_SECONDS: for how long.
. "$TOP/tests/ui/lib.sh"

NEWS=$TMP/news
SECONDS_OF_IT=${CHURN_SECONDS:-8}
mkdir -p "$NEWS/0" "$NEWS/1" "$NEWS/2" "$TMP/out"

# article FILE N
article() {
    printf -- '---\ntitle: Article %s\nheat: %s\ntopics: [t%s]\n---\nText.\n' "$2" "$2" "$2" >"$1"
}

n=0
while [ $n -lt 60 ]; do
    article "$NEWS/$((n % 3))/$n.md" $n
    n=$((n + 1))
done
article "$NEWS/kept.md" 'kept'

ui_start 100x24 "$CORANTO" -q 'sort:title' "$NEWS"
ui_wait '189 the list is shown' '/61'
ui_skip_unwatched
ui_keys G
ui_wait '189 the last article is shown' '61/61'

# One change; the kind by the count, the file by two primes.
churn() {
    file=$NEWS/$(($1 * 7 % 3))/$(($1 * 31 % 60)).md
    case $(($1 % 17)) in
    0 | 11 | 12 | 13 | 14 | 15 | 16) rmdir "$file" 2>/dev/null || [ -f "$file" ] || rm -f "$file"
        article "$file" "$1" ;;
    1) article "$TMP/out/new" "$1" && mv "$TMP/out/new" "$file" ;;
    2) true >"$file" ;;
    3) rm -f "$file" ;;
    4) mv "$file" "$NEWS/0/moved$(($1 % 5)).md" 2>/dev/null ;;
    5) if [ $(($1 % 2)) = 0 ]; then rm -rf "$file" && mkdir "$file"; else rm -rf "$file" && mkfifo "$file"; fi ;;
    6) rmdir "$file" 2>/dev/null || [ -f "$file" ] || rm -f "$file" ;;
    7) rm -rf "$TMP/out/folder" && mv "$NEWS/2" "$TMP/out/folder" && mkdir "$NEWS/2" ;;
    8) [ -d "$TMP/out/folder" ] && rm -rf "$NEWS/2" && mv "$TMP/out/folder" "$NEWS/2" ;;
    9) printf -- '---\ntitle: [' >"$file" ;;
    10) ln -sf "$NEWS/kept.md" "$NEWS/1/link.md" && rm -f "$NEWS/1/link.md" ;;
    esac 2>/dev/null
}

end=$(($(date +%s) + SECONDS_OF_IT))
i=0
while [ "$(date +%s)" -lt "$end" ]; do
    churn $i
    i=$((i + 1))
    if [ $((i % 40)) = 0 ]; then
        ui_keys k j
        ui_has_ended && break
    fi
done
echo "# $i changes"

mkdir -p "$NEWS/2"
article "$NEWS/last.md" 'after all'
fresh() {
    "$CORANTO" list -q 'sort:title' --format tsv "$NEWS" 2>/dev/null | cut -f 3
}
count=$(XDG_CACHE_HOME=/dev/null fresh | wc -l)
ui_check '189 all that is there is counted, and nothing else' ui_until ui_shows "/$count "
ui_wait '189 the cursor is still on its article' 'Article kept'
# Each row there is and no other, by going through all of them.
XDG_CACHE_HOME=/dev/null fresh >"$TMP/fresh"
ui_keys g g
same_rows() {
    ui_screen >>"$TMP/rows"
    # A page may be passed unseen where the machine is slow: round again.
    if ui_shows "$count/$count "; then ui_keys g g; else ui_keys C-d; fi
    while IFS= read -r title; do
        grep -qF -e "$title" "$TMP/rows" || return 1
    done <"$TMP/fresh"
}
ui_check '189 the rows are those of a fresh list' ui_until same_rows
check_kept() { fresh | cmp -s - "$TMP/fresh"; }
ui_check '189 and so is what the cache gives' check_kept
ui_keys Q
ui_ends '189 it ends well' 0
