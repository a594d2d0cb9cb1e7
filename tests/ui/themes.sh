#!/bin/sh
# SPDX-License-Identifier: MIT
# Themes: the built-in ones, files, changing them while it runs.
. "$TOP/tests/ui/lib.sh"

cd "$TOP" || exit 2
themes=$HOME/.config/coranto/themes
mkdir -p "$themes"
printf 'base: mono\nstatus: underline\nunread: "bold #ff0000 on 17"\n' >"$themes/mine.yaml"
printf 'unread: bold\nunread: reddish\n' >"$themes/wrong"
esc=$(printf '\033')

# styled SGR: a parameter of SGR is on the screen.
styled() {
    ui_styled | grep -qE "$esc\[([0-9;]*;)?$1(;[0-9;]*)?m"
}
styled_not() {
    ! styled "$1"
}
command_line() {
    ui_keys :
    ui_type "$1"
    ui_keys Enter
}

UI_ENV='COLORFGBG=0;15 TERM=xterm-256color'
ui_start 80x24 "$CORANTO" seeds
ui_wait 'it runs' '5 of 5'
ui_check 'the light theme where COLORFGBG says so' styled '38;5;241'
command_line 'theme dark'
ui_check 'the dark theme by command' ui_until styled '38;5;246'
command_line 'theme mine'
ui_check 'a file from the folder of themes' ui_until styled '38;5;196'
ui_check 'with its background' styled '48;5;17'
ui_check 'what it does not name is of its base' styled_not '38;5;246'
command_line 'theme'
ui_wait 'the name of the theme in force' 'theme: mine'
command_line 'theme wrong'
ui_wait 'a wrong file is told with its place' 'wrong:2:9'
ui_check 'and changes nothing' styled '38;5;196'
command_line 'theme nosuch'
ui_wait 'as is a missing one' 'there is no theme'
command_line 'theme mono'
ui_check 'mono has no colour' ui_until styled_not '38;5;196'
command_line 'set theme light'
ui_check 'light has' ui_until styled '38;5;241'
command_line 'theme auto'
ui_wait 'auto asks while it runs' '5 of 5'
ui_check 'and finds the same' ui_until styled '38;5;241'
ui_keys j k Q
ui_ends 'it quits well' 0

printf 'theme: wrong\n' >"$HOME/.config/coranto/config.yaml"
ui_start 120x24 "$CORANTO" seeds
ui_wait 'a wrong theme of the settings is told' 'some settings are wrong'
ui_keys '!'
ui_wait 'and what is wrong with it stays to be read' 'is neither a colour'
ui_keys Escape
ui_wait_gone '' 'is neither a colour'
ui_keys Q
ui_ends 'it quits well' 0

# Rows by query: the first rule that fits; what is wrong is told with its place.
printf '%s\n' 'theme: dark' 'rows:' '  - { query: "title:getting", style: "underline 201" }' \
    '  - { query: "heat>1", style: "on 52" }' '  - { query: "((", style: red }' \
    '  - { query: x, style: reddish }' '  - { query: x }' >"$HOME/.config/coranto/config.yaml"
UI_ENV='TERM=xterm-256color'
ui_start 120x24 "$CORANTO" seeds
ui_wait 'it runs with rules' '5 of 5'
told() {
    "$CORANTO" config 2>&1 >/dev/null | cut -d : -f 2 | grep -c '^[567]$'
}
ui_check 'wrong ones are told with their places' test "$(told)" = 3
ui_keys G
ui_check 'a rule colours its rows' ui_until styled '38;5;201'
ui_check 'and no other' styled_not '38;5;52'
ui_keys :
ui_type 'set rows [{query: "getting", style: "203"}]'
ui_keys Enter
ui_check 'and can be changed' ui_until styled '38;5;203'
ui_keys Q
ui_ends 'it quits well with rules' 0

# The same file in fewer colours: what is not there becomes the nearest.
printf 'theme: mine\n' >"$HOME/.config/coranto/config.yaml"
if command -v tic >/dev/null; then
    cat >"$TMP/entry" <<'ENTRY'
coranto-16|16 colours, colors#16, pairs#256,
    setaf=\E[%?%p1%{8}%<%t%p1%{30}%+%e%p1%{82}%+%;%dm,
    setab=\E[%?%p1%{8}%<%t%p1%{40}%+%e%p1%{92}%+%;%dm, use=xterm-256color,
ENTRY
    tic -o "$TMP/terminfo" "$TMP/entry" 2>/dev/null
    UI_ENV="TERM=coranto-16 TERMINFO=$TMP/terminfo"
    ui_start 80x24 "$CORANTO" seeds
    ui_wait 'it runs in 16 colours' '5 of 5'
    ui_check '16 colours: bright red' ui_until styled '91'
    ui_check 'on blue' styled '44'
else
    echo 'ok - 16 colours # SKIP tic is not installed'
fi
UI_ENV='TERM=xterm'
ui_start 80x24 "$CORANTO" seeds
ui_wait 'it runs in 8 colours' '5 of 5'
ui_check '8 colours: red' ui_until styled '31'
ui_check 'on blue' styled '44'
UI_ENV='TERM=vt100'
ui_start 80x24 "$CORANTO" seeds
ui_wait 'it runs without colours' '5 of 5'
ui_check 'no colour where there are none' styled_not '[349][0-7]'
ui_check 'but bold' styled 1
