#!/bin/sh
# SPDX-License-Identifier: MIT
# Hostile queries through the command and the prompt; unit/article_query_wrong and
# unit/base_regex have the language itself.
. "$TOP/tests/fault/articles/lib.sh"

printf -- '---\ntitle: one\ndate: 2021-01-01\ntopics: [AI]\n---\nbody\n' >"$TMP/news/one.md"
printf -- '---\ntitle: "\304\260stanbul Stra\303\237e \303\251 e\314\201"\ndate: 2021-01-02\n---\nbody\n' >"$TMP/news/two.md"
{ printf -- '---\ntitle: "'; repeat 900 a; printf '"\n---\nbody\n'; } >"$TMP/news/long.md"

# wrong 'what' QUERY REGEX: no article, and a message that says where.
wrong() {
    is "$1" 2 0 "$CORANTO" list -q "$2" "$TMP/news"
    told "$1: told" "$3"
    check "$1: in one line" test "$(wc -l <"$TMP/err")" -le 3
}

# none 'what' QUERY: nothing is found, which is no fault.
none() {
    is "$1" 1 0 "$CORANTO" list -q "$2" "$TMP/news"
}

finds '201 an empty query' 3 ''
finds '201 blanks' 3 '   '
wrong '201 a bracket that stays open' '(one' .
wrong '201 a bracket that is none' 'one)' .
wrong '201 10,000 brackets' "$(repeat 4000 '(')" .
wrong '201 brackets that close' "$(repeat 100 '(')x$(repeat 100 ')')" .
wrong '201 100,000 bytes' "$(repeat 100000 x)" .
wrong '201 a thousand terms' "$(repeat 1000 'x ')" .
wrong '201 a date that is none' 'date:9999999' .
wrong '201 a number that is none' 'heat>hot' .
wrong '201 a quote that stays open' 'title:"x' .
wrong '201 a bad expression' '/(/' .
wrong '201 bad UTF-8' "$(printf '\377\376x')" .
none '201 controls' "$(printf '\033[2J\001')"

# shellcheck disable=SC2016 # an end of line
none '202 an expression that backtracks' '/(a+)+$b/'
none '202 alternatives that do' '/^(a|aa|a?)*b$/'
none '202 fifty stars' "/$(repeat 50 'a.*')b/"
is '202 a huge repeat' 2 0 "$CORANTO" list -q '/((a{1000}){1000}){1000}/' "$TMP/news"
finds '202 an expression that matches nothing' 3 '/x*/'

finds '203 dotted I' 1 istanbul
finds '203 sharp s' 1 strasse
finds '203 an accent, either way' 2 "$(printf 'caf\303\251|e\314\201')"
wrong '203 a mark alone' "$(printf '\314\201')" .
