#!/bin/sh
# SPDX-License-Identifier: MIT
# tests/run counts what scripts say, and what they fail to say.
set -u

tree=$TMP/tree
mkdir -p "$tree/tests/cli" "$tree/tests/slow"
cp "$TOP/tests/run" "$tree/tests"
# Everything builds, and the unit tests are none.
printf '#!/bin/sh\nexit 0\n' >"$TMP/fake-make"
chmod +x "$TMP/fake-make"

script() {
    cat >"$tree/tests/$1"
}

# result ARG...: run, with the output in $TMP/out.
result() {
    status=0
    env -u MAKEFLAGS MAKE="$TMP/fake-make" ROOM="$TMP/room" sh "$tree/tests/run" "$@" \
        >"$TMP/out" 2>&1 || status=$?
    last=$(tail -n 1 "$TMP/out")
}

is() {
    if [ "$status: $last" = "$2" ]; then
        echo "ok - $1"
    else
        echo "not ok - $1 (wanted $2, got $status: $last)"
        sed 's/^/# /' "$TMP/out"
    fi
}

script layers <<'S'
echo "ok - one"
S
script cli/good.sh <<'S'
echo "ok - two"; echo "other words"; echo "ok - three # SKIP not here"
S
script slow/late.sh <<'S'
echo "not ok - slow ones run only by name"
S
result
is 'passed, failed and skipped are counted' '0: 4 passed, 0 failed, 1 skipped'
result good
is 'a script by its name' '0: 2 passed, 0 failed, 1 skipped'
result layers
is 'a script at the top' '0: 1 passed, 0 failed'
result slow
is 'a folder by its name' '1: 1 passed, 1 failed'
result nothing
is 'an unknown name is an error' '2: but not: nothing'
result good nothing
is 'also beside one that is known' '2: but not: nothing'

script cli/bad.sh <<'S'
echo "ok - a"; echo "not ok - the reason is $((40 + 2))"; echo "# explained"; echo "ok - b"
S
result bad
is 'a failure is a failure' '1: 3 passed, 1 failed'
grep -q 'the reason is 42' "$TMP/out" && grep -q '# explained' "$TMP/out" &&
    echo 'ok - and is shown with its explanation' || echo 'not ok - failure shown'

script cli/bad.sh <<'S'
echo "ok - a"; exit 3
S
result bad
is 'a bad end without a word counts' '1: 2 passed, 1 failed'

script cli/bad.sh <<'S'
S
result bad
is 'silence counts' '1: 1 passed, 1 failed'

script cli/bad.sh <<'S'
echo "ok - a"; echo "==1==ERROR: AddressSanitizer: heap-use-after-free" >"${ASAN_OPTIONS##*log_path=}.77"
S
result bad
is 'a finding in a child counts' '1: 2 passed, 1 failed'

script cli/bad.sh <<'S'
[ -z "${NO_COLOR-}${DISPLAY-}${SSH_TTY-}${BROWSER-}${XDG_CONFIG_HOME-}" ] || echo "not ok - leak"
[ "$TZ $LC_ALL" = "UTC C.UTF-8" ] || echo "not ok - places"
[ -d "$HOME" ] && [ -w "$TMP" ] || echo "not ok - folders"
echo "ok - surroundings"
S
export NO_COLOR=1 DISPLAY=:9 SSH_TTY=/dev/pts/9 BROWSER=x XDG_CONFIG_HOME=/nowhere
result bad
is 'the surroundings are clean' '0: 2 passed, 0 failed'
