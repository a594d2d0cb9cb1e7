#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2016,SC2154 # for the shells of the steps; lib.sh
# Folders that are none, or go while they are open, and the article that is shown goes with them.
. "$TOP/tests/cli/lib.sh"
. "$TOP/tests/pty/lib.sh"
export TMP
article() {
    printf '%s\n' '---' "title: Title $2" "originalUrl: https://example.com/$2" "date: 2024-01-0$2" \
        '---' "Text of $2." >"$1/$2.md"
}
fill() {
    rm -rf "$TMP/news"
    mkdir "$TMP/news"
    for n in 1 2 3; do article "$TMP/news" $n; done
}
news() {
    fill
    ends "$@" -- "$CORANTO" "$TMP/news"
}

mkdir "$TMP/empty"
: >"$TMP/file.md"
fill
for folder in "$TMP/empty" "$TMP/nowhere" /dev/null /proc/self/mem "$TMP/file.md/below" ''; do
    ends "181 a screen of ${folder##*/}" 0 'see:no articles' 'keys:jk\r?' 'see:type to' 'keys:\x03\x03' keys:Q \
        -- "$CORANTO" "$folder"
done
ends '181 one of two is not there' 0 'see:of 3' 'keys:!' 'see:nowhere' 'keys:\x03' keys:Q \
    -- "$CORANTO" "$TMP/news" "$TMP/nowhere"
news '181 it goes while it is open' 0 'see:of 3' 'run:mv "$TMP/news" "$TMP/gone"' 'see:no articles' \
    'keys:jkGg\r' calm: 'run:mv "$TMP/gone" "$TMP/news"' 'keys:R' 'see:of 3' keys:Q
news '181 it may not be read any more, and may again' 0 'see:of 3' 'run:chmod 0 "$TMP/news"' 'keys:R' calm: \
    'run:chmod 700 "$TMP/news"' 'keys:R' 'see:of 3' keys:Q
news '181 it becomes a file' 0 'see:of 3' 'run:rm -r "$TMP/news" && : >"$TMP/news"' 'keys:R' 'see:of 0' calm: keys:Q
rm -f "$TMP/news"
if unshare -rm true 2>/dev/null; then
    fill
    ends '181 what is mounted there goes' 0 'see:of 1' 'run:nsenter -t $PID -m umount -l "$TMP/news"' \
        'keys:R' 'see:of 3' calm: keys:Q -- unshare -m sh -c \
        'mount -t tmpfs none "$TMP/news" && printf "x\n" >"$TMP/news/x.md" && exec "$0" "$TMP/news"' "$CORANTO"
else
    skip '181 what is mounted there goes' 'no mount namespaces here'
fi

news '191 the article shown goes: it is shown until it is left' 0 'see:of 3' 'keys:j\r' 'see:Text of 2' \
    'run:rm "$TMP/news/2.md"' 'see:of 2' 'see:Text of 2' 'keys:*' calm: 'see:Text of 2' keys:q 'keys:k' \
    'see:Text of 3' keys:Q
article "$TMP/news" 2
is '191 and what was marked then is kept' 0 1 "$CORANTO" list -q starred "$TMP/news"
anywhere '191 of that article' 'Title 2'
news '191 it goes within the list' 0 'see:of 3' 'keys:j' 'see:Text of 2' 'run:rm "$TMP/news/2.md"' 'see:of 2' \
    'keys:*' calm: 'keys:j' 'see:Text of 1' 'keys:k' 'see:Text of 3' keys:Q
news '191 and all others' 0 'see:of 3' 'keys:\r' 'see:Text of 3' 'run:rm "$TMP"/news/*.md' 'see:Text of 3' \
    'keys:*jk' calm: 'keys:\x03\x03' calm: keys:Q
news '191 it is replaced by a folder' 0 'see:of 3' 'keys:\r' 'see:Text of 3' \
    'run:rm "$TMP/news/3.md" && mkdir "$TMP/news/3.md"' 'see:of 2' 'see:Text of 3' keys:Q
news '191 it is cut off' 0 'see:of 3' 'keys:\r' 'see:Text of 3' 'run:: >"$TMP/news/3.md"' calm: 'see:of 3' keys:Q
