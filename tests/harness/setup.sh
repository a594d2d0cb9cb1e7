#!/bin/sh
# SPDX-License-Identifier: MIT
# tests/setup on machines that are made of fake commands.
set -u

tree=$TMP/tree
mkdir -p "$tree/tests" "$TMP/bin"
cp "$TOP/tests/setup" "$tree/tests"
cat >"$tree/Makefile" <<'MAKEFILE'
define NEEDS
# for  found by        apt       dnf       pacman    apk       brew
build  cmd:wanted      wanted-a  wanted-d  wanted-p  wanted-k  wanted-b
build  cmd:there       there-a   there-d   there-p   there-k   there-b
build  cmd:own-part    own-a     -         -         -         -
test   cmd:test-tool   test-a    test-d    test-p    test-k    test-b
endef
MAKEFILE

# machine MANAGER USERID [WORKS]: a PATH with just these; WORKS makes installing bring "wanted".
machine() {
    rm -rf "${TMP:?}/bin"
    mkdir "$TMP/bin"
    : >"$TMP/calls"
    for tool in sh awk cat dirname env tr chmod sed grep tail; do
        ln -s "$(command -v $tool)" "$TMP/bin/$tool"
    done
    for fake in there own-part "$1" sudo; do
        echo '#!/bin/sh' >"$TMP/bin/$fake"
        chmod +x "$TMP/bin/$fake"
    done
    printf '#!/bin/sh\necho %s\n' "$2" >"$TMP/bin/id"
    chmod +x "$TMP/bin/id"
    cat >>"$TMP/bin/$1" <<FAKE
echo "$1 \$* front=\${DEBIAN_FRONTEND-}" >>"$TMP/calls"
case "\$*" in
*${3:-works-not}*) echo '#!/bin/sh' >"$TMP/bin/wanted" && chmod +x "$TMP/bin/wanted" ;;
esac
FAKE
    echo "echo sudo >>'$TMP/calls'; exec \"\$@\"" >>"$TMP/bin/sudo"
}

# setup ARG...: its status goes to $status, what it said to $TMP/said.
setup() {
    status=0
    # shellcheck disable=SC2086 # words
    env -i PATH="$TMP/bin" $WITH sh "$tree/tests/setup" "$@" >"$TMP/said" 2>&1 </dev/null || status=$?
}
WITH=

# is WHAT STATUS CALL-PATTERN: the calls to the manager are none if the pattern is empty.
is() {
    if [ "$status" = "$2" ] && if [ -n "$3" ]; then
        tr '\n' ' ' <"$TMP/calls" | grep -qE -e "^$3 $"
    else
        [ ! -s "$TMP/calls" ]
    fi; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        echo "# status $status, calls:"
        sed 's/^/# /' "$TMP/calls" "$TMP/said"
    fi
}

said() {
    if grep -qF -e "$2" "$TMP/said"; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        sed 's/^/# /' "$TMP/said"
    fi
}

apt='apt-get update -q front=noninteractive apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=120'

machine apt-get 0 wanted-a
setup build
is 'root without a terminal installs, update first' 0 "$apt wanted-a front=noninteractive"
setup build
said_nothing=$(cat "$TMP/said")
[ -z "$said_nothing" ] && echo 'ok - nothing is said once all is here' || echo 'not ok - silent'

machine apt-get 0 wanted-a
setup build test
is 'what only tests lack does not stop' 0 "$apt wanted-a test-a front=noninteractive"
said 'and is told' 'Still missing: cmd:test-tool'

machine apt-get 0
setup build
is 'an installation that brings nothing stops' 2 "$apt wanted-a front=noninteractive"

machine apt-get 0 wanted-a
WITH=NO_INSTALL=1
setup build
is 'NO_INSTALL installs nothing and stops' 2 ''
said 'but says the command' 'apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=120 wanted-a'
setup test
is 'NO_INSTALL goes on without what only tests need' 0 ''
WITH=
setup --check build
is '--check installs nothing' 2 ''

machine apt-get 1000 wanted-a
setup build
is 'a user without a terminal is not taken for willing' 2 ''
said 'who reads how to do it' 'sudo apt-get install'
WITH=YES=1
setup build
is 'YES=1 installs with sudo' 0 "sudo apt-get update -q front=noninteractive sudo apt-get install.* wanted-a front=noninteractive"
machine apt-get 1000 wanted-a
WITH=CI=true
setup build
is 'so does CI' 0 'sudo .*sudo .*'
WITH=

machine dnf 0 wanted-d
setup build
is 'dnf' 0 'dnf install -y --setopt=install_weak_deps=False wanted-d .*'
machine pacman 0 wanted-p
setup build
is 'pacman' 0 'pacman -Sy --needed --noconfirm wanted-p .*'
machine apk 0 wanted-k
setup build
is 'apk' 0 'apk add --no-cache wanted-k .*'
machine brew 1000 wanted-b
WITH=YES=1
setup build
is 'brew, without sudo' 0 'brew install wanted-b .*'
WITH=

machine unknown 0
setup build
is 'no known manager' 2 ''
said 'and it says so' 'by hand'

machine dnf 0 wanted-d
rm "$TMP/bin/own-part"
setup build
is 'what is part of a system is not asked for' 0 'dnf install -y --setopt=install_weak_deps=False wanted-d .*'
