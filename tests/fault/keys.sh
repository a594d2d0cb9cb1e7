#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2016,SC2154 # for the shells of the steps; lib.sh
# Every key everywhere: it is answered, and in the end the list is there.
. "$TOP/tests/pty/lib.sh"
. "$TOP/tests/server/lib.sh"
server_start
settings "fetch: { total: 30s, allow-private: [127.0.0.1] }"
cd "$TMP" || exit 2
export TMP BROWSER=true EDITOR=true VISUAL=true

mkdir none one many copies
stalling_article one 1
for n in 1 2 3 4 5 6 7 8 9; do stalling_article many $n; done
for n in 1 2 3; do sed 's/mid-body?.*"/mid-body"/' many/$n.md >copies/$n.md; done

# Each key but q and Q, from the list and out of each view; ^C leads back to the list.
keys=
# shellcheck disable=SC2258,SC1003 # each is a key
for key in ! '"' '#' '$' % '&' "'" '(' ')' '*' + , - . / 0 1 2 3 4 5 6 7 8 9 : ';' '<' = '>' '?' @ A B C D E F G H I \
    J K L M N O P R S T U V W X Y Z '[' '\\' ']' '^' _ '`' a b c d e f g h i j k l m n o p r s t u v w x y z '{' '|' \
    '}' '~' ' ' '\x01' '\x02' '\x04' '\x05' '\x06' '\x07' '\x08' '\t' '\n' '\x0b' '\x0c' '\r' '\x0e' '\x0f' '\x10' \
    '\x11' '\x12' '\x13' '\x14' '\x15' '\x16' '\x17' '\x18' '\x19' '\x1a' '\x1c' '\x1d' '\x1e' '\x1f' '\x7f' \
    '\xc3\xa9' '\e[A' '\e[B' '\e[C' '\e[D' '\e[5~' '\e[6~' '\e[H' '\e[F' '\e[3~' '\e[Z' '\eOP' '\e[15~' '\ex'; do
    keys="$keys $key"
done

# everywhere VIEW: the keys, each of them from there.
everywhere() {
    (
        set -f
        IFS=' '
        for key in $keys; do printf '%s%s\\x03\\x03' "$1" "$key"; done
        printf '%s \\x03\\x03' "$1"
    )
}
every() {
    what=$1 folder=$2 seen=$3
    shift 3
    ends "204 every key $what" 0 "see:$seen" "$@" calm: 'keys:\x1b' calm: 'keys:\x03\x03' "see:$seen" keys:Q \
        -- "$CORANTO" "$TMP/$folder"
}
set --
for view in '' '\r' '?' /n : t u i S; do
    set -- "$@" "keys:$(everywhere "$view")" calm:
done
every 'where there is no article' none 'no articles here' "$@"
every 'where there is one' one 'of 1' "$@"
every 'where there are many' many 'of 9' "$@"
every 'while a page is fetched' one 'of 1' keys:f see:fetching "keys:$(everywhere f)"
every 'where copies are folded' copies 'of 3' "$@"
ends '204 every key after all are gone' 0 'see:of 9' 'run:rm "$TMP"/many/*.md' 'see:no articles here' "keys:$(everywhere '')" calm: \
    'keys:\x1b' calm: 'keys:\x03\x03' 'see:no articles here' keys:Q -- "$CORANTO" "$TMP/many"
