#!/bin/sh
# SPDX-License-Identifier: MIT
# The subcommands: formats, exit statuses, streams.
cd "$TOP" || exit 2
XDG_CONFIG_HOME=${XDG_CONFIG_HOME:-$HOME/.config}
. "$TOP/tests/cli/lib.sh"

is 'the list, newest first' 0 5 "$CORANTO" list seeds
has 'the first row' 1 'Getting AI from the lab to production'
has 'the last row' 5 'Revisiting the factors'
is 'without a terminal it is the list' 0 5 "$CORANTO" seeds
is 'a limit' 0 2 "$CORANTO" list -n 2 seeds
is 'a query' 0 3 "$CORANTO" list -q 'topic:"Machine Learning"' seeds
is 'nothing matches' 1 0 "$CORANTO" list -q zzzz seeds
is 'nothing to fetch' 1 0 "$CORANTO" fetch -q zzzz seeds
told 'is told' 'no article matches'
is 'a wrong query' 2 0 "$CORANTO" list -q 'topic:' seeds
told 'has a caret' '^  *\^'
is 'columns' 0 5 "$CORANTO" list --columns=id,title seeds
has 'as asked' 1 '^[0-9a-f]{16}  Getting AI'
is 'TSV' 0 5 "$CORANTO" list --format=tsv seeds
has 'seven fields' 1 "^[0-9a-f]{16}	2022-01-24T21:10:00Z	Getting AI from the lab to production	VentureBeat	AI	https://venturebeat.com/[^	]*	seeds/001_[0-9a-f]*\.txt$"
is 'paths' 0 5 "$CORANTO" list --format=paths seeds
has 'as found' 1 '^seeds/001_7a760d221223f2e2\.txt$'
check 'paths ended by zero bytes' test "$("$CORANTO" list --format=paths -0 seeds | tr -cd '\0' | wc -c)" -eq 5

is 'JSON' 0 5 "$CORANTO" list --format=json seeds
for member in '"id":"[0-9a-f]{16}"' '"path":"seeds/001_' '"title":"Getting AI from the lab' \
    '"date":"2022-01-24T21:10:00Z"' '"url":"https://venturebeat' '"urls":\{"original":' \
    '"cdnAmp":"https://venturebeat-com' '"type":"article"' '"category":"news"' \
    '"provider":\{"name":"VentureBeat","domain":"venturebeat.com"\}' '"topics":\["AI"\]' \
    '"author":null' '"lang":null' '"quality":87' '"heat":127' '"published":true' \
    '"words":null' '"related":4' '"images":\[\{"url":"[^"]*","width":1200,"height":675\}\]' \
    '"read":false' '"starred":false' '"full":"none"' '"fields":\{'; do
    has "JSON has $member" 1 "$member"
done
has 'an offset date is honoured' 5 '"date":"2020-11-20T16:00:10Z"'
has 'tags and categories are topics' 5 '"topics":\["Industry","Deep Learning","Machine Learning","Management","Team Management","ml","industry"\]'
has 'heat -1 is unknown' 2 '"heat":null'
lacks_anywhere 'the opaque blob stays out' 'secured'

# Where the samples are installed they are looked in.
is 'an id without folders to look in' 1 0 "$CORANTO" show 0123456789abcdef
told 'is told' '0123456789abcdef is (no file, and the settings name no folders|neither a file)'
check 'in one line' test "$(wc -l <"$TMP/err")" -eq 1
is 'and for a mark' 1 0 "$CORANTO" mark read nosuch.md
told 'is told' 'nosuch.md is (no file, and the settings name no folders|neither a file)'

is 'an article by its path' 0 - "$CORANTO" show seeds/003_6b5e817e90f842e6.txt
anywhere 'with its nested list' '^ +1\. While the field witnessed'
anywhere 'and its links' '^ *1  gartner.com'
id=$("$CORANTO" list --format=tsv -q Revisiting seeds | cut -f1)
mkdir -p "$XDG_CONFIG_HOME/coranto"
echo "folders: [$TOP/seeds]" >"$XDG_CONFIG_HOME/coranto/config.yaml"
is 'by its id' 0 - "$CORANTO" show "$id"
anywhere 'the same' 'While the field witnessed'
is 'as Markdown' 0 - "$CORANTO" show --format=markdown "$id"
anywhere 'with emphasis' '\*\*ML is still research\*\*'
is 'as JSON' 0 1 "$CORANTO" show --format=json "$id"
has 'with its body' 1 '"body":"'
is 'its page, without an address' 1 - "$CORANTO" show --full --format=markdown "$id"
anywhere 'is what the file has' '\*\*ML is still research\*\*'
told 'and that is told' '^coranto: Revisiting the factors.*: The article has no address'
is 'narrow' 0 - "$CORANTO" show --width=30 "$id"
check 'no line is wider' test "$(wc -L <"$TMP/out")" -le 30
{ printf -- '---\ntitle: Long\n---\n'; yes word | head -c 4300000; } >"$TMP/long.md"
is 'a text that is too long' 0 - "$CORANTO" show --format=markdown "$TMP/long.md"
anywhere 'says that it was cut' 'longer than this and was cut here'
rm "$TMP/long.md"
mkdir "$TMP/private"
printf -- '---\noriginalUrl: http://127.0.0.1:1/a\n---\n' >"$TMP/private/a.md"
is 'a fetch that fails' 1 6 "$CORANTO" fetch "$TMP/private"
told 'says why' '^coranto: 1 failed, the first of them: .*127\.0\.0\.1'
is 'an unknown id' 1 0 "$CORANTO" show 0123456789abcdef
told 'is told' 'neither a file nor the id'
is 'a folder is no article' 1 0 "$CORANTO" show seeds
told 'and what lists it is told' 'seeds is a folder; .coranto list'
is 'no article' 2 0 "$CORANTO" show

is 'facets' 0 - "$CORANTO" facets topic seeds
has 'most first' 1 '^AI	4$'
has 'then the next' 2 '^Machine Learning	3$'
is 'of a field nobody has' 1 0 "$CORANTO" facets nosuch seeds
is 'check finds nothing' 0 0 "$CORANTO" check seeds
printf -- '---\ntitle: [a, b]\n---\ntext\n' >"$TMP/bad.md"
mkdir "$TMP/none"
is 'nor in an empty folder' 0 0 "$CORANTO" check "$TMP/none"
is 'check finds a list as title' 1 1 "$CORANTO" check "$TMP/bad.md"
has 'with its place' 1 "bad\.md:2:8: warning: "
is 'the settings' 0 - "$CORANTO" config
anywhere 'as YAML' '^width: 80$'
is 'paths' 0 3 "$CORANTO" paths
is 'help' 0 - "$CORANTO" --help
anywhere 'names the commands' 'coranto facets'
is 'help of a command' 0 - "$CORANTO" list --help
anywhere 'names its formats' 'table tsv json paths'
is 'the version' 0 - "$CORANTO" --version
anywhere 'and what seals the worker' '^Foreign text is read in a process sealed by: no new privileges, limits'
has 'first' 1 '^coranto [0-9]+\.[0-9]+\.[0-9]+$'
is 'an unknown option' 2 0 "$CORANTO" list --nosuch seeds
told 'says where help is' "Try 'coranto list --help'"
told 'and which it is' 'no option --nosuch$'
is 'an unknown letter among others' 2 0 "$CORANTO" list seeds -0yq
told 'is the one that is told' 'no option -y$'
is 'a value for what takes none' 2 0 "$CORANTO" list --nul=3 seeds
told 'is told as that' '--nul takes no value$'
is 'a wrong format' 2 0 "$CORANTO" list --format=xml seeds
is 'zero bytes without paths' 2 0 "$CORANTO" list -0 seeds
told 'are told' '-0 is for --format=paths'
is 'columns of what has its own' 2 0 "$CORANTO" list --format=tsv --columns=title seeds
told 'are told' '--columns is for --format=table'
is 'an argument where there is none to give' 2 0 "$CORANTO" paths seeds
told 'is told' 'paths takes no arguments'
is 'a column nobody has' 0 5 "$CORANTO" list --columns=title,nosuch seeds
told 'is told' 'no article has a field "nosuch"'
is 'a query for a field nobody has' 1 0 "$CORANTO" list -q 'topik:AI' seeds
told 'is told with a suggestion' 'topic'
is 'a missing folder' 1 0 "$CORANTO" list "$TMP/nosuch"
told 'is named' 'nosuch'

# shellcheck disable=SC1111 # meant so
LC_ALL=C "$CORANTO" list -q 'nosuch:“é”' "$TMP/no “such” folder" >"$TMP/out" 2>"$TMP/err"
told 'messages are ASCII where nothing else is shown' 'no "such" folder'
# shellcheck disable=SC2016 # for the inner shell
check 'all of them' sh -c '! LC_ALL=C grep -q "[^ -~]" "$1"' sh "$TMP/err"

printf -- '---\ntitle: "日本"\n---\n*Größe*\n' >"$TMP/letters.md"
echo '<title>日本</title><article><h1>日本</h1><p>Größe und andere Wörter, die da stehen.' >"$TMP/letters.html"
for format in json markdown; do
    is "files get all letters: $format" 0 - env LC_ALL=C "$CORANTO" show --format=$format "$TMP/letters.md"
    anywhere 'of the title' '日本'
    anywhere 'of the body' 'Größe'
    is "of a page too: $format" 0 - env LC_ALL=C "$CORANTO" text --format=$format "$TMP/letters.html"
    anywhere 'every one' 'Größe und andere Wörter'
done

echo 'widht: 70' >"$XDG_CONFIG_HOME/coranto/config.yaml"
is 'a wrong setting' 0 5 "$CORANTO" list seeds
told 'has place and nearest name' 'config.yaml:1:1: .*did you mean width'
is 'and coranto config ends with 2' 2 - "$CORANTO" config
rm "$XDG_CONFIG_HOME/coranto/config.yaml"
