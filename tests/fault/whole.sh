#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2016,SC2154 # for the shells of the steps; lib.sh
# The program as a whole where the world is odd: limits, homes, arguments, rights.
. "$TOP/tests/cli/lib.sh"
. "$TOP/tests/pty/lib.sh"

cd "$TOP" || exit 2
release=${BUILD%/*}/release/coranto

"$CORANTO" list --format=json seeds 2>"$TMP/err" | head -n 1 >"$TMP/out"
check '170 a reader that goes away is no error' test ! -s "$TMP/err"
{ "$CORANTO" list seeds 2>"$TMP/err"; echo $? >"$TMP/code"; } | true
check '170 and the status is that of what was done' grep -qx '[01]' "$TMP/code"

# The sanitizers need more of everything than these limits give.
limited() {
    if ! command -v prlimit >/dev/null || [ ! -x "$release" ]; then
        skip "175 --$1" 'needs prlimit and the release build'
        return
    fi
    prlimit "--$1" "$release" list seeds >"$TMP/out" 2>"$TMP/err"
    check "175 a list with --$1" test $? -lt 2
    ends "175 a screen with --$1" 0 'see:of 5' 'keys:jj?' 'see:type to' 'keys:\x03' keys:Q \
        -- prlimit "--$1" "$release" seeds
}
for limit in nofile=32 nproc=1 as=67108864 stack=262144 fsize=1000000 core=0; do
    limited $limit
done
# Where nothing of it is left, it says so.
if command -v prlimit >/dev/null && [ -x "$release" ]; then
    for limit in nofile=3 nofile=5 nofile=8 nofile=16 as=20000000 as=12000000; do
        prlimit --$limit "$release" list seeds >"$TMP/out" 2>"$TMP/err"
        check "175 a list with --$limit ends by itself" test $? -lt 128
        "$pty" calm: keys:Q -- prlimit --$limit "$release" seeds >"$TMP/out" 2>"$TMP/err"
        check "175 a screen with --$limit too" test $? -lt 128
    done
    ends '175 memory that runs out later is told, and the screen given back' 1 -k 'see:of 5' \
        'run:prlimit --pid $PID --as=1' 'flood:200:?abc\x03t\x03u\x03i\x03\rj' 'wait:memory' \
        -- "$release" seeds
else
    skip '175 where nothing is left' 'needs prlimit and the release build'
fi

# Frames are put together in a file of memory.
ends '175 a screen where files may not grow is told' 2 'wait:buffer for the screen: File too large' \
    -- sh -c 'ulimit -f 0; exec "$@"' sh "$CORANTO" seeds

set -- 'list seeds' "show $(echo seeds/000*)" 'facets topic seeds' config paths --help --version \
    'list --help' 'completion bash' 'list --format=json seeds' 'mark --export' 'check nosuch' \
    "text $(echo seeds/000*)"
"$CORANTO" mark star seeds/000* 2>/dev/null
for command; do
    # shellcheck disable=SC2086 # its words
    "$CORANTO" $command >&- 2>"$TMP/err"
    check "213 a closed output: $command" test $? -eq 1
    told "213 and told: $command" 'cannot write the output: Bad file'
done
is '213 a closed input' 1 0 sh -c '"$@" <&-' sh "$CORANTO" text -
told '213 and told' 'stdin cannot be read'

if [ -w /dev/full ]; then
    for command; do
        # shellcheck disable=SC2086 # its words
        "$CORANTO" $command >/dev/full 2>"$TMP/err"
        check "213 a full disk: $command" test $? -eq 1
        told "213 and told: $command" 'cannot write|No space'
    done
else
    skip '213 a full disk' 'no /dev/full'
fi

long=/$(printf '%05000d' 0)
home() {
    what=$1
    shift
    is "214 a list: $what" 0 5 env "$@" "$CORANTO" list seeds
    ends "214 a screen: $what" 0 'see:of 5' 'keys:*' 'see:of 5' keys:Q \
        -- env "$@" "$CORANTO" seeds
}
home 'HOME is not set' -u HOME
home 'HOME is empty' HOME=
home 'HOME is relative' HOME=here/there
home 'HOME is very long' "HOME=$long"
home 'HOME is /dev/null' HOME=/dev/null
home 'PATH is not set' -u PATH
for name in CONFIG STATE CACHE; do
    home "XDG_${name}_HOME is relative" "XDG_${name}_HOME=here"
    home "XDG_${name}_HOME is empty" "XDG_${name}_HOME="
    home "XDG_${name}_HOME is very long" "XDG_${name}_HOME=$long"
    home "XDG_${name}_HOME is a file" "XDG_${name}_HOME=$TOP/Makefile"
done
check '214 nothing was made where the program was called' test ! -e here

# Whatever the mask, what it keeps is its owner's alone.
for mask in 000 777 022 077; do
    mkdir "$TMP/mask$mask"
    (
        umask $mask
        HOME=$TMP/mask$mask "$pty" 'see:of 5' 'keys:*' 'see:of 5' keys:Q -- "$CORANTO" seeds
    ) >"$TMP/out" 2>"$TMP/err"
    find "$TMP/mask$mask" -mindepth 2 ! -type l \( -type d ! -perm 700 -o ! -type d ! -perm 600 \) \
        >>"$TMP/out"
    check "214 umask $mask: all modes are 0600 and 0700" test ! -s "$TMP/out"
    check "214 umask $mask: there are some" \
        test "$(find "$TMP/mask$mask" -type f | wc -l)" -gt 1
done

is '215 an unknown option' 2 0 "$CORANTO" --nosuch
is '215 an unknown letter' 2 0 "$CORANTO" -Z
is '215 an option without its value' 2 0 "$CORANTO" list -q
is '215 bytes that are no text' 2 0 "$CORANTO" "$(printf -- '--\377\033[31m')"
no_odd_bytes() {
    ! LC_ALL=C grep -q "$(printf '[\033\377]')" "$TMP/err"
}
check '215 and none of them reaches the terminal' no_odd_bytes
is '215 after -- all are folders' 1 0 "$CORANTO" list -- --nosuch
is '215 an empty name' 1 0 "$CORANTO" list ''
set --
while [ $# -lt 1000 ]; do set -- "$@" seeds; done
is '215 a folder 1000 times' 0 5 "$CORANTO" list "$@"
is '215 a name that is very long' 1 0 "$CORANTO" list "$long"
if command -v bash >/dev/null; then
    is '215 no name of its own' 0 5 bash -c 'exec -a "" "$@"' bash "$CORANTO" list seeds
else
    skip '215 no name of its own' 'needs bash'
fi

# Rights that are lent: a reader of strangers' texts is no program for that.
if [ "$(id -u)" = 0 ] && [ -x "$release" ] && command -v setpriv >/dev/null; then
    chmod 755 "$TMP"
    lent=$(mktemp -d /var/tmp/coranto.XXXXXX)
    chmod 755 "$lent"
    cp "$release" "$lent/coranto"
    chmod 4755 "$lent/coranto"
    is '216 set-uid it does nothing' 2 0 setpriv --reuid=65534 --regid=65534 --clear-groups \
        "$lent/coranto" list seeds
    told '216 and says why' 'set-user-ID'
    rm -rf "$lent"
else
    skip '216 set-uid' 'needs root, setpriv and the release build'
fi
find "$HOME" "$TMP" -mindepth 1 -perm -002 ! -type l ! -path "$TMP/mask*" >"$TMP/out"
check '216 no file is writable for everybody' test ! -s "$TMP/out"
