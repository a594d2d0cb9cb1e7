# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# Bad articles, and what is made of them. Read by scripts of tests/fault.
#
#   article 'N NAME' TITLE PROBLEM    standard input is the article NAME.md, which proves line N of
#                                     COVERAGE: its title is TITLE, and `check` says of it what the
#                                     regular expression PROBLEM matches ("-": any title, nothing)
#   repeat N UNIT                     so many of them
#   judge                             read all articles so far: a test for each
#   finds 'what' N QUERY              so many of these articles match
#   text 'what' NAME REGEX            the text of the article has it; no_text: has it not
#   next_group                        forget the articles so far

. "$TOP/tests/cli/lib.sh"

# Enough for what takes seconds, neither for what grows with the square of anything nor for what
# writes out what only points to itself.
# shellcheck disable=SC3045 # what sh there is has it
ulimit -t 60
ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}hard_rss_limit_mb=700:quarantine_size_mb=16"
export ASAN_OPTIONS

next_group() {
    rm -rf "$TMP/news"
    mkdir "$TMP/news"
    : >"$TMP/expected"
}
next_group

repeat() {
    awk -v n="$1" -v unit="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", unit }'
}

article() {
    cat >"$TMP/news/${1#* }.md"
    printf '%s\t%s\t%s\n' "$1" "$2" "$3" >>"$TMP/expected"
}

problems_of() {
    LC_ALL=C grep -a "/$1\\.md:" "$TMP/problems"
}

title_of() {
    LC_ALL=C grep -a "/$1\\.md\$" "$TMP/list" | cut -f 3
}

as_expected() {
    [ "$2" = - ] || [ "$(title_of "$1")" = "$2" ] || return 1
    if [ "$3" = - ]; then
        ! problems_of "$1" >/dev/null
    else
        problems_of "$1" | LC_ALL=C grep -qaE -e "$3"
    fi
}

judge() {
    "$CORANTO" check "$TMP/news" >"$TMP/problems" 2>"$TMP/err" </dev/null
    code=$?
    [ $code -le 1 ] || echo "not ok - check ended with $code"
    is 'every article is in the list' 0 "$(wc -l <"$TMP/expected")" \
        "$CORANTO" list --format=tsv "$TMP/news"
    cp "$TMP/out" "$TMP/list"
    while IFS='	' read -r what title problem; do
        name=${what#* }
        if as_expected "$name" "$title" "$problem"; then
            echo "ok - $what"
        else
            echo "not ok - $what"
            echo "# title: $(title_of "$name" | head -c 300)"
            problems_of "$name" | head -n 5 | cut -c 1-300 | sed 's/^/# /'
        fi
    done <"$TMP/expected"
}

finds() {
    is "$1" 0 "$2" "$CORANTO" list --format=paths -q "$3" "$TMP/news"
}

text_has() {
    "$CORANTO" show --format=plain "$TMP/news/$1.md" 2>"$TMP/err" </dev/null >"$TMP/out"
    LC_ALL=C grep -qaE -e "$2" "$TMP/out"
}

text() {
    if text_has "$2" "$3"; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        head -n 10 "$TMP/out" | cut -c 1-200 | sed 's/^/# /'
    fi
}

no_text() {
    if text_has "$2" "$3"; then echo "not ok - $1"; else echo "ok - $1"; fi
}
