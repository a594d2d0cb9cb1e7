#!/bin/sh
# SPDX-License-Identifier: MIT
# inject.sh for pages: from a file, from a server, and in the child that gets and parses them.
# shellcheck disable=SC2317 # functions that the library calls
. "$TOP/tests/server/lib.sh"
. "$TOP/tests/fault/lib.sh"
inject_start
settings 'fetch: { total: 60s, allow-private: [127.0.0.1] }'
prepare() { :; }

# A page from a file, one from a server, and the settings.
cp "$TOP/tests/golden/page/article.html" "$TMP/page.html"
scenario() { injected "$CORANTO" text --url=https://example.org/ "$TMP/page.html"; }
all_kinds text
server_start
scenario() { injected "$CORANTO" text "http://127.0.0.1:$port/ok-until-close"; }
all_kinds 'fetch'
INJECT_IN=worker
export INJECT_IN
survives '211 fetch, the child' "malloc:$ENOMEM"
optional=1
# shellcheck disable=SC2086
survives '212 fetch, the child' $plain
optional=
unset INJECT_IN
scenario() { injected "$CORANTO" config; }
all_kinds config
inject_result
