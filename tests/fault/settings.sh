#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2016,SC2154 # for the shells of the steps; lib.sh
# Settings that are none: each is told with its place, the others hold, and one can read.
cd "$TOP" || exit 2
. "$TOP/tests/cli/lib.sh"
. "$TOP/tests/pty/lib.sh"
export XDG_CONFIG_HOME="$TMP/config"
FILE=$XDG_CONFIG_HOME/coranto/config.yaml
export FILE
mkdir -p "${FILE%/*}"

# wrong 'what' REGEX: the file that is there is told so, and a list is there all the same.
wrong() {
    is "149 $1: told" 2 - timeout 200 "$CORANTO" config
    told "149 $1: with why" "$2"
    check "149 $1: in few lines, without controls" \
        test "$(wc -l <"$TMP/err")" -le 12 -a "$(LC_ALL=C tr -d '\n\t -~\200-\377' <"$TMP/err" | wc -c)" = 0
    is "149 $1: a list" 0 5 timeout 200 "$CORANTO" list seeds
    ends "149 $1: a screen" 0 'see:of 5' 'keys:j' 'see:2/5' keys:Q -- "$CORANTO" seeds
}

is '149 no file' 0 - "$CORANTO" config
printf 'width: 60\nwidht: 70\ntheme: light\n' >"$FILE"
wrong 'an unknown key' ':2:1: there is no setting "widht"'
anywhere '149 the others hold' .
"$CORANTO" config >"$TMP/out" 2>"$TMP/err"
anywhere '149 the one before it' '^width: *60'
anywhere '149 the one behind it' '^theme: *light'
printf 'theme: light\nwidth: many\n' >"$FILE"
wrong 'a bad value' ':2:8: width: "many" is not a number'
printf -- '---\nwidth: 60\n---\nwidth: 70\n' >"$FILE"
wrong 'a second document' ':4:1: settings end where a second document begins'
"$CORANTO" config >"$TMP/out" 2>"$TMP/err"
anywhere '149 the first one holds' '^width: *60'
printf '{ width: 60 }\ntheme: light\n' >"$FILE"
wrong 'more behind the map' ':2:1: did not find expected <document start>'
printf -- '---\nwidth: 60\n---\n' >"$FILE"
is '149 a second one without anything: no word' 0 - "$CORANTO" config
check '149 a second one without anything: none' test ! -s "$TMP/err"
printf 'theme: [\n' >"$FILE"
wrong 'broken YAML' ':[0-9]+:[0-9]+: '
printf 'theme: \377\376\n' >"$FILE"
wrong 'bad UTF-8' ':1:|:[0-9]+: '
printf 'theme: light\0dark\n' >"$FILE"
wrong 'a NUL' '[Cc]ontrol|zero|:1:'
printf 'theme: "\033]0;x\007\033[2J"\n' >"$FILE"
wrong 'controls' ':1:'
{ printf 'theme: '; head -c 900000 /dev/zero | tr '\0' '['; } >"$FILE"
wrong 'deep YAML' ':1:'
{ printf 'query: "'; head -c 900000 /dev/zero | tr '\0' x; printf '"\n'; } >"$FILE"
"$CORANTO" config >"$TMP/out" 2>"$TMP/err"
check '149 an enormous value ends by itself' test $? -le 2
printf 'a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\ntheme: *c\n' >"$FILE"
wrong 'aliases' ':1:|alias'
truncate -s 100M "$FILE"
wrong 'a file of 100 MB' 'longer than'
rm "$FILE"
mkfifo "$FILE"
wrong 'a FIFO' 'is not a file'
rm "$FILE"
mkdir "$FILE"
wrong 'a folder' 'is not a file'
rmdir "$FILE"
ln -s config.yaml "$FILE"
wrong 'a circle of links' 'symbolic links|Too many'
ln -sf /dev/zero "$FILE"
wrong 'a device' 'is not a file'
rm "$FILE"
printf 'theme: light\n' >"$FILE"
chmod 0 "$FILE"
if cat "$FILE" >/dev/null 2>&1; then
    CORANTO_ITSELF=$CORANTO
    printf '#!/bin/sh\nexec setpriv --bounding-set=-dac_override,-dac_read_search "%s" "$@"\n' "$CORANTO" >"$TMP/others"
    chmod +x "$TMP/others"
    CORANTO=$TMP/others
fi
if "$CORANTO" --version >/dev/null 2>&1; then
    wrong 'one that may not be read' 'Permission denied'
else
    skip '149 one that may not be read' 'root may read everything'
fi
CORANTO=${CORANTO_ITSELF:-$CORANTO}

# The same for the place of marks: nobody may look into it, nobody may write there.
rm -f "$FILE"
[ "$(id -u)" != 0 ] || CORANTO=$TMP/others
if "$CORANTO" --version >/dev/null 2>&1; then
    rm -rf "$HOME/.local"
    mkdir -p "$HOME/.local/state/coranto"
    for mode in 000 500; do
        chmod $mode "$HOME/.local/state/coranto"
        is "139 a folder of mode $mode" 0 5 "$CORANTO" list seeds
        is "139 a mark with a folder of mode $mode" 1 - "$CORANTO" mark star -q '#AI' seeds
        told "139 that is told, of mode $mode" 'not kept|cannot'
        chmod 700 "$HOME/.local/state/coranto"
    done
    "$CORANTO" mark star -q '#AI' seeds >"$TMP/out" 2>&1
    chmod 000 "$HOME/.local/state/coranto/state.db"
    is '139 a file of mode 000' 0 5 "$CORANTO" list seeds
    told '139 that is told' 'not kept|cannot'
    chmod 400 "$HOME/.local/state/coranto/state.db"
    is '139 a file of mode 400' 0 4 "$CORANTO" list -q starred seeds
    told '139 that is told as well' 'not kept|cannot'
else
    skip '139 a place of marks that may not be used' 'root may use everything'
fi
