#!/bin/sh
# SPDX-License-Identifier: MIT
# What `coranto completion` prints, loaded into real shells: Tab completes commands, options, their
# values, and the last term of a query.
. "$TOP/tests/ui/lib.sh"

mkdir "$TMP/bin" "$TMP/functions" "$TMP/news"
ln -s "$CORANTO" "$TMP/bin/coranto"
"$CORANTO" completion bash >"$TMP/coranto.bash"
"$CORANTO" completion zsh >"$TMP/functions/_coranto"
"$CORANTO" completion fish >"$TMP/coranto.fish"
PATH=$TMP/bin:$PATH

# fresh: a new line on an empty screen.
fresh() {
    ui_keys C-u C-l
    ui_until ui_row_shows 1 '>'
}

# line SHELL WHAT TYPED SHOWN: after Tab the line reads so, blanks at its end apart.
line() {
    what="$1: $2"
    ui_type "$3"
    ui_keys Tab
    ui_wait_regex "$what" "^> $4 *\$"
    fresh
}

# offers SHELL WHAT TYPED WORD...: after Tab all the words are offered.
offers() {
    what="$1: $2"
    ui_type "$3"
    ui_keys Tab
    shift 3
    for word; do
        ui_wait_regex "$what: $word" "(^|[ \"'])$word(\$|[^A-Za-z])"
    done
    fresh
}

check_shell() {
    shell=$1
    ui_until ui_row_shows 1 '>'
    line "$shell" 'a command' 'coranto facet' 'coranto facets'
    line "$shell" 'an option' 'coranto list --form' 'coranto list --format=?'
    line "$shell" 'its value' 'coranto list --format=js' 'coranto list --format=json'
    line "$shell" 'another one' 'coranto show --format=ans' 'coranto show --format=ansi'
    line "$shell" 'an option of all' 'coranto check --color=al' 'coranto check --color=always'
    line "$shell" 'an argument that is a word' 'coranto mark unr' 'coranto mark unread'
    line "$shell" 'the word behind a text' 'coranto mark unno' 'coranto mark unnote'
    line "$shell" 'a field' 'coranto facets provi' 'coranto facets provider'
    line "$shell" 'a folder' 'coranto list new' 'coranto list news/'
    line "$shell" 'a column behind another' 'coranto list --columns=heat,titl' \
        'coranto list --columns=heat,title,?'
    line "$shell" 'a field of a query' 'coranto list -q provi' 'coranto list -q provider:'
    line "$shell" 'a flag behind a term in quotes' "coranto -q 'heat>50 unre" \
        "coranto -q 'heat>50 unread'?"
    line "$shell" 'behind a minus' 'coranto list --query=-starr' 'coranto list --query=-starred'
    line "$shell" 'an order' 'coranto fetch -q sort:qual' 'coranto fetch -q sort:quality,?'
    line "$shell" 'a shell' 'coranto completion zs' 'coranto completion zsh'
    offers "$shell" 'the commands' 'coranto ' list show text fetch mark facets check config paths
    offers "$shell" 'the options' 'coranto list --' --query --limit --format --columns --null --color
    offers "$shell" 'the terms' 'coranto list -q ' topic heat unread sort
    ui_type 'exit'
    ui_keys Enter
    ui_ends "$shell ends" 0
}

# begin SHELL COMMAND...: the shell in a terminal with room for long lists, if there is one.
begin() {
    shell=$1
    shift
    if ! command -v "$shell" >/dev/null; then
        echo "ok - $shell completes # SKIP $shell is not installed"
        return 1
    fi
    ui_start 120x70 env -C "$TMP" "PATH=$PATH" PS1='> ' "$@"
}

if begin bash bash --noprofile --norc; then
    ui_until ui_shows '>'
    ui_type ". $TMP/coranto.bash; bind 'set show-all-if-ambiguous on'; bind 'set bell-style none'; clear"
    ui_keys Enter
    check_shell bash
fi
if begin zsh zsh -f; then
    ui_until ui_shows '>'
    ui_type "fpath=($TMP/functions \$fpath); autoload -Uz compinit; compinit -u -d $TMP/dump; bindkey -e; clear"
    ui_keys Enter
    check_shell zsh
fi
if begin fish fish --no-config; then
    ui_until ui_shows '>'
    ui_type "function fish_prompt; echo '> '; end; source $TMP/coranto.fish; set fish_autosuggestion_enabled 0; clear"
    ui_keys Enter
    check_shell fish
fi
