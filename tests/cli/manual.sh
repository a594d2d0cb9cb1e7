#!/bin/sh
# SPDX-License-Identifier: MIT
# The manual has an entry for whatever the program has by name, and for nothing else: keys and
# commands, subcommands and their options, settings, fields, flags, members of JSON.
cd "$TOP" || exit 2
. "$TOP/tests/cli/lib.sh"

user=man/coranto.1 files=man/coranto.5

# $TMP/real is what the program has, a name a line, $TMP/told what the manual speaks of.
told_all() {
    sort -u "$TMP/real" >"$TMP/a"
    sort -u "$TMP/told" >"$TMP/b"
    comm -23 "$TMP/a" "$TMP/b" | sed 's/^/not in the manual: /' >"$TMP/out" 2>"$TMP/err"
    check "$1" test -s "$TMP/a" -a ! -s "$TMP/out"
}

told_no_other() {
    sort -u "$TMP/real" >"$TMP/a"
    sort -u "$TMP/told" >"$TMP/b"
    comm -13 "$TMP/a" "$TMP/b" | sed 's/^/only in the manual: /' >"$TMP/out" 2>"$TMP/err"
    check "$1" test -s "$TMP/b" -a ! -s "$TMP/out"
}

# section PAGE NAME: its lines, down to the next of the same kind.
section() {
    awk -v name="$2" '/^\.S[hs] / { on = substr($0, 5) == name || (on && kind == ".Sh" && $1 == ".Ss")
                                    if (substr($0, 5) == name) kind = $1 }
                      on' "$1"
}

# The words of lines of mdoc without its macros, as people read them.
plain='
    function plain(s) {
        gsub(/\\&/, "", s); gsub(/\\e/, "\\", s); gsub(/\\\(dq/, "\"", s)
        return s
    }'

# heads MACRO: the words of the items, of which each begins ".It MACRO".
heads() {
    awk -v macro="$1" "$plain"'
        $1 == ".It" && $2 == macro { for (i = 3; i <= NF; i++) if ($i != "," && $i != macro) print plain($i) }'
}

# The words behind a macro, wherever it stands at the start of a line or an item.
words_of() {
    awk -v macro="$1" "$plain"'
        { start = $1 == "." macro ? 2 : $1 == ".It" && $2 == macro ? 3 : 0
          for (i = start; start && i <= NF; i++) if ($i != "," && $i != ".") print plain($i) }'
}

# ---- keys and commands ----

# "map command key" for each key of the tables, "map command" for each command.
awk 'BEGIN { FS = "\"" }
     /^    \{ "[a-z-]+", "/ && /, MAP_[A-Z]+,/ {
         keys = $4
         match($0, /MAP_[A-Z]+/); map = substr($0, RSTART, RLENGTH)
         gsub(/\\\\/, "\\", keys)
         count = split(keys, key, " ")
         print map, $2
         for (i = 1; i <= count; i++) print map, $2, key[i]
     }' src/ui/*.c >"$TMP/commands"

# told_keys MAP HEADING: what the manual says of them. Where several commands share an item the
# n-th of its keys belongs to one of them.
told_keys() {
    section $user "$2" | awk -v map="$1" "$plain"'
        $1 == ".It" { head = $0; next }
        head != "" && $1 == ".Cm" {
            count = 0
            for (i = 2; i <= NF; i++) if ($i !~ /^[,:.]$/) { name[++count] = $i; print map, $i }
            total = split(head, key, " ")
            for (i = 3; i <= total; i++)
                if (key[i] != "," && head !~ /\(no key\)/)
                    for (c = 1; c <= count; c++) print map, name[c], plain(key[i])
        }
        { head = "" }'
}

{
    told_keys MAP_GENERAL 'Everywhere'
    told_keys MAP_LIST 'In the list'
    told_keys MAP_ARTICLE 'In the article'
    told_keys MAP_PICKER 'In a box to pick from'
    told_keys MAP_PROMPT 'While typing'
    told_keys MAP_TIMELINE 'In the timeline'
} >"$TMP/claims"

cp "$TMP/commands" "$TMP/real"
cp "$TMP/claims" "$TMP/told"
told_all 'every command and key is in coranto(1)'
awk '{ print $1, NF == 3 ? "key " $3 : $2 }' "$TMP/commands" >"$TMP/real"
awk '{ print $1, NF == 3 ? "key " $3 : $2 }' "$TMP/claims" >"$TMP/told"
told_no_other 'no other command or key is'

# ---- the keys of other programs ----

# "preset command key" for each key of the tables.
awk -F '"' '/preset_row [a-z]+\[\]/ { match($0, /[a-z]+\[/); preset = substr($0, RSTART, RLENGTH - 1) }
            /^    \{ MAP_[A-Z]+, "/ {
                split($4, word, " ")
                count = split($2, key, " ")
                for (i = 1; i <= count; i++) print preset, word[1], key[i]
            }' src/ui/presets.c >"$TMP/real"
for preset in newsboat neomutt; do
    told_keys $preset "The keys of $preset"
done >"$TMP/claims"
cp "$TMP/real" "$TMP/keys"
cp "$TMP/claims" "$TMP/told"
told_all 'every key of newsboat and neomutt is in coranto(1)'
awk '{ print $1, "key", $3 }' "$TMP/keys" >"$TMP/real"
awk 'NF == 3 { print $1, "key", $3 }' "$TMP/claims" >"$TMP/told"
told_no_other 'no other key of theirs is'

# ---- the command line ----

"$CORANTO" --help | sed -n '/^Usage/,/^Options/s/^  coranto \([a-z]*\) .*/\1/p' >"$TMP/subcommands"
{ echo && cat "$TMP/subcommands"; } >"$TMP/calls"
cp "$TMP/subcommands" "$TMP/real"
section $user DESCRIPTION | heads Cm >"$TMP/told"
told_all 'every subcommand is in coranto(1)'
told_no_other 'no other subcommand is'
section $user SYNOPSIS | words_of Cm >"$TMP/told"
told_all 'every subcommand is in the synopsis'

# flags: the options that lines of mdoc name, as they are typed.
flags() {
    awk '{ for (i = 1; i < NF; i++)
               if ($i == "Fl" || $i == ".Fl") {
                   long = $(i + 1) == "Fl"
                   print (long ? "--" : "-") $(i + 1 + long)
                   i += 1 + long
               } }'
}

# help [SUBCOMMAND]
help() {
    # shellcheck disable=SC2086 # no word for the program itself
    "$CORANTO" $1 --help </dev/null
}

while read -r command; do
    help "$command" | sed -nE 's/^ +(-[a-z0-9]), (--[a-z]+).*/\1\n\2/p; s/^ +(--[a-z]+).*/\1/p'
done <"$TMP/calls" >"$TMP/real"
section $user DESCRIPTION | grep '^\.It Fl' | flags >"$TMP/told"
told_all 'every option is in coranto(1)'
told_no_other 'no other option is'

# In the synopsis an option stands by its letter if it has one; what all take is left out.
while read -r command; do
    help "$command" | sed -nE 's/^ +(-[a-z0-9]), --.*/\1/p; s/^ +(--[a-z]+).*/\1/p' |
        grep -vx -e -h -e --color -e --version | sed "s/^/coranto $command /"
done <"$TMP/calls" >"$TMP/real"
while read -r command; do
    section $user SYNOPSIS | awk -v wanted="$command" '
        $1 == ".Nm" { getline; on = ($1 == ".Cm" ? $2 : "") == wanted }
        on && !/help/' | flags | sed "s/^/coranto $command /"
done <"$TMP/calls" >"$TMP/told"
told_all 'the synopsis has every option'
told_no_other 'the synopsis has no other option'

while read -r command; do
    help "$command" | sed -n 's/.*how to print: //p' | tr ' ' '\n'
done <"$TMP/calls" >"$TMP/real"
section $user DESCRIPTION | words_of Cm >"$TMP/told"
told_all 'every format is in coranto(1)'

# ---- JSON ----

# The names of members; values that are strings hold no bare quotes, and those of "fields" are
# of the file.
members() {
    sed 's/"fields":{[^}]*}/"fields":{}/' | grep -oE '"[A-Za-z_]+":' | tr -d '":'
}

echo '<title>A page</title><p>with some words' >"$TMP/page.html"
{
    "$CORANTO" show --format=json seeds/* | members
    "$CORANTO" text --format=json "$TMP/page.html" 2>/dev/null | members
} >"$TMP/real"
section $user JSON | words_of Cm >"$TMP/told"
told_all 'every member of JSON is in coranto(1)'
section $user JSON | heads Cm >"$TMP/told"
told_no_other 'no other member is'

# ---- settings, fields, queries ----

# Those of a map have its name and a dot before theirs.
"$CORANTO" config | awk -F: '/^[a-z-]+:$/ { group = $1 "."; next }
    /^[a-z-]+:/ { print $1 }
    /^  [a-z-]+:/ { sub(/^ */, ""); print group $1 }' >"$TMP/real"
section $files SETTINGS | heads Cm >"$TMP/told"
told_all 'every setting is in coranto(5)'
told_no_other 'no other setting is'

{
    sed -n 's/.*\[STYLE_[A-Z]*\] = { "\([a-z]*\)".*/\1/p' src/ui/theme.c
    sed -n 's/.*\[SLOT_[A-Z_]* - STYLE_COUNT\] = "\([a-z-]*\)".*/\1/p' src/ui/theme.c
} >"$TMP/real"
section $files STYLES | heads Cm >"$TMP/told"
told_all 'every style is in coranto(5)'
told_no_other 'no other style is'

awk -F '"' '/^    \{ "[A-Za-z]+", FIELD_/ { print $2 }' src/article/field.c >"$TMP/real"
section $files FIELDS | heads Cm >"$TMP/told"
told_all 'every field is in coranto(5)'
told_no_other 'no other field is'

# The keys of front matter that mean something; of nested ones each part.
{
    awk '/^    \{ "[A-Za-z]+", FIELD_/ { on = 1 } on' src/article/field.c |
        tr -d '\n' | sed 's/    { /\n&/g' | awk -F '"' '/FIELD_/ && !/NULL, "/ { print $4 }'
    awk -F '"' '/^    \{ "[A-Za-z.]+", MEANS_/ { print $2 }' src/article/front_fields.c
} | tr '.' '\n' >"$TMP/real"
section $files ARTICLES | words_of Cm >"$TMP/told"
told_all 'every key of the front matter is in coranto(5)'

sed -n 's/.*{ \.name = "\([a-z]*\)".*/\1/p' src/article/query_flag.c >"$TMP/real"
section $files QUERIES | heads Li >"$TMP/told"
told_all 'every flag of queries is in coranto(5)'

# ---- the tours: what they name is there ----

# gone: those of the paths read that are not.
gone() {
    while read -r path; do
        [ -e "$path" ] || [ -e "$path.c" ] || [ -e "$path.h" ] || echo "$path is not there"
    done
}

# code FILE: what stands between backquotes, a line each.
code() {
    tr '\140' '\n' <"$1"
}

{
    code src/README.md | grep -xE '(base|config|article|doc|worker|page|ui|cli)/[A-Za-z0-9_./]*' |
        sed 's|^|src/|'
    code src/README.md | grep -xE '(man|tests)/[A-Za-z0-9_./]*'
    grep -E '^. .[a-z]+/. \|' src/README.md | while read -r row; do
        folder=${row%%/*}
        echo "$row" | tr '\140' '\n' | grep -xE '[a-z_.]+' | sed "s|^|src/${folder##*[!a-z]}/|"
    done
    for page in README.md tests/README.md; do
        grep -oE '\]\([A-Za-z][A-Za-z0-9./-]*\)' $page | tr -d ']()'
    done
} | sort -u >"$TMP/named"
gone <"$TMP/named" >"$TMP/out" 2>"$TMP/err"
check 'every file that a README names is there' test -s "$TMP/named" -a ! -s "$TMP/out"

# ---- the pages themselves ----

if command -v mandoc >/dev/null; then
    mandoc -T lint -W warning $user $files >"$TMP/out" 2>"$TMP/err"
    check 'mandoc finds nothing wrong' test ! -s "$TMP/out" -a ! -s "$TMP/err"
else
    echo 'ok - mandoc finds nothing wrong # SKIP it is not installed'
fi
