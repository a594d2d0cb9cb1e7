#!/bin/sh
# SPDX-License-Identifier: MIT
# The clipboard: the terminal, a program found in PATH, a program of the settings.
. "$TOP/tests/ui/lib.sh"

cd "$TOP" || exit 2
mkdir "$TMP/bin" "$TMP/none" "$TMP/news"
ln -s "$(command -v sh)" "$(command -v cat)" "$TMP/none/"
# shellcheck disable=SC2016 # what no shell may run
printf -- '---\ntitle: "A \\"title\\" $(id) %%s"\noriginalUrl: "https://example.com/a?b=%%20c"\n---\nText.\n' \
    >"$TMP/news/a.md"
# shellcheck disable=SC2016 # for the program itself
printf '#!/bin/sh\nprintf "%%s " "$@" >%s/arguments\ncat >%s/copied\n' "$TMP" "$TMP" >"$TMP/bin/xclip"
chmod +x "$TMP/bin/xclip"

clipboard_is() {
    [ "$(ui_clipboard)" = "$1" ]
}
copied_is() {
    [ "$(cat "$TMP/copied" 2>/dev/null)" = "$1" ]
}
# shellcheck disable=SC2016 # what no shell may run
title='A "title" $(id) %s'

UI_ENV="PATH=$TMP/none SSH_CONNECTION= SSH_TTY= DISPLAY=:0"
ui_start 80x24 "$CORANTO" "$TMP/news"
ui_wait 'it runs' '1 of 1'
ui_keys y t
ui_check 'without a program the terminal copies' ui_until clipboard_is "$title"

UI_ENV="PATH=$TMP/bin:/usr/bin:/bin SSH_CONNECTION= SSH_TTY= WAYLAND_DISPLAY= DISPLAY=:0"
ui_start 80x24 "$CORANTO" "$TMP/news"
ui_wait 'it runs beside a program' '1 of 1'
ui_keys y t
ui_check 'which gets the text as it is' ui_until copied_is "$title"
ui_check 'and its own arguments' test "$(cat "$TMP/arguments")" = '-selection clipboard '
ui_check 'the terminal nothing' sh -c "! tmux -S '$TMP/tmux$UI_SERVER' show-buffer 2>/dev/null"
ui_wait 'as is told' 'copied: A'
ui_keys y u
ui_wait 'and once more' 'copied: https'
ui_check 'an address' ui_until copied_is 'https://example.com/a?b=%20c'
ui_keys :; ui_type 'copy body'; ui_keys Enter
ui_wait 'what cannot be copied is told' 'copy takes address, title or markdown'
ui_keys :; ui_type 'open it'; ui_keys Enter
ui_wait 'and what cannot be opened' 'open takes the number of a link'

UI_ENV="PATH=$TMP/bin:/usr/bin:/bin SSH_CONNECTION=x DISPLAY=:0"
ui_start 80x24 "$CORANTO" "$TMP/news"
ui_wait 'it runs over ssh' '1 of 1'
ui_keys y t
ui_check 'where only the terminal is near' ui_until clipboard_is "$title"

printf '#!/bin/sh\nexit 1\n' >"$TMP/none/xsel"
chmod +x "$TMP/none/xsel"
UI_ENV="PATH=$TMP/none SSH_CONNECTION= SSH_TTY= WAYLAND_DISPLAY= DISPLAY=:0"
ui_start 80x24 "$CORANTO" "$TMP/news"
ui_wait 'it runs beside a program that fails' '1 of 1'
ui_keys y t
ui_check 'the terminal copies after all' ui_until clipboard_is "$title"

UI_ENV="PATH=$TMP/bin:/usr/bin:/bin SSH_CONNECTION=x DISPLAY=:0"
mkdir -p "$HOME/.config/coranto"
printf 'copy: ["%s/bin/xclip", "one two", -x]\n' "$TMP" >"$HOME/.config/coranto/config.yaml"
ui_start 80x24 "$CORANTO" "$TMP/news"
ui_wait 'it runs with a program of the settings' '1 of 1'
ui_keys y t
ui_check 'which is run without a shell' ui_until grep -qx 'one two -x ' "$TMP/arguments"
printf 'copy: "false it fails"\n' >"$HOME/.config/coranto/config.yaml"
ui_start 80x24 "$CORANTO" "$TMP/news"
ui_wait 'it runs with one that fails' '1 of 1'
ui_keys y t
ui_wait 'which is told' 'not copied: false failed'
printf 'copy: /nowhere/program\n' >"$HOME/.config/coranto/config.yaml"
ui_start 80x24 "$CORANTO" "$TMP/news"
ui_wait 'it runs with one that is not there' '1 of 1'
ui_keys y t
ui_wait 'which is told as well' 'cannot run /nowhere/program'
ui_keys Q
ui_ends 'it quits well' 0
