#!/bin/sh
# SPDX-License-Identifier: MIT
# What the program asks of the system in a whole session: the list, articles, a page that is
# fetched, a link that is opened. Seen from outside, by strace.
. "$TOP/tests/pty/lib.sh"
. "$TOP/tests/server/lib.sh"

release=${BUILD%/*}/release/coranto
if ! command -v strace >/dev/null || ! strace -o "$TMP/none" true 2>/dev/null; then
    skip 'what the program asks of the system' 'strace is not here or not allowed'
    exit 0
elif [ ! -x "$release" ]; then
    skip 'what the program asks of the system' 'there is no release build'
    exit 0
fi
server_start
settings 'fetch: { allow-private: [127.0.0.1] }'
mkdir "$TMP/news" "$TMP/traces"
cp "$TOP"/seeds/* "$TMP/news"
printf '%s\n' '---' 'title: Fetched' 'date: 2030-01-02' "originalUrl: \"http://127.0.0.1:$port/ok\"" '---' \
    >"$TMP/news/fetched.md"
printf '%s\n' '---' 'title: Linked' 'date: 2030-01-01' '---' 'To [a page](https://example.org/linked).' \
    >"$TMP/news/linked.md"
cat >"$TMP/browser" <<'BROWSER'
#!/bin/sh
echo "$1" >"${0%browser}browsed"
BROWSER
chmod +x "$TMP/browser"
find "$TMP/news" -type f -exec cksum {} + | sort >"$TMP/before"
trace=$TMP/traces/trace
# shellcheck disable=SC2016 # for the shell of the step
ends 'a whole session' 0 'see:of 7' 'keys:g' see:Fetched 'keys:f' see:omega-end 'keys:j' 'see:a page' 'keys:1o' \
    'run:until [ -s "$TMP/browsed" ]; do sleep 0.05; done' 'keys:jj*' 'keys:\r' calm: 'keys: ' 'keys:?' 'see:type to' \
    'keys:\x03t' 'see:Esc' 'keys:\x03u' 'see:Esc' 'keys:\x03i' 'see:Esc' 'keys:\x03!' 'keys:\x03/AI\r' calm: 'keys:R' calm: \
    'keys::set width 72\r' calm: keys:Q \
    -- env BROWSER="$TMP/browser" strace -f -y -qq -s 300 -o "$trace" "$release" "$TMP/news"

verdict_of() {
    if [ -s "$TMP/found" ]; then
        echo "not ok - $1"
        head -n 8 "$TMP/found" | cut -c 1-200 | sed 's/^/# /'
    else
        echo "ok - $1"
    fi
}
some() {
    if grep -qE -e "$2" "$trace"; then echo "ok - $1"; else echo "not ok - $1"; fi
}

# One line a call, behind who made it: those that others interrupted are joined, threads are of
# the process that began them, and what was executed tells what a process is.
awk '/ <unfinished \.\.\.>$/ { sub(/ <unfinished \.\.\.>$/, ""); begun[$1] = $0; next }
    / <\.\.\. [a-z0-9_]+ resumed>/ { id = $1; sub(/^.* resumed>/, ""); $0 = begun[id] $0 }
    { print }' "$trace" >"$TMP/traces/joined"
awk -v browser="$TMP/browser" '
    function kind(id) { return id in is ? is[id] : id in parent ? kind(parent[id]) : "reader" }
    NR == FNR && / (clone3?|v?fork)\(.* = [0-9]+/ { parent[$NF] = $1 }
    NR == FNR && / execve\(/ && / = 0$/ { is[$1] = /"--worker"/ ? "worker" : index($0, browser) ? "browser" : "reader" }
    NR != FNR { id = $1; sub(/^[0-9]+ +/, ""); print kind(id), id, $0 }' \
    "$TMP/traces/joined" "$TMP/traces/joined" >"$TMP/traces/calls"
trace=$TMP/traces/calls
some 'the trace has the session' '^reader .* openat\(.*/news/'
some 'the fetching' '^worker .* connect\(.*AF_INET'
some 'the parsing' '^worker .* execve\("/proc/self/exe", .*"--worker", "markdown"'
some 'the writing' '^reader .* p?write(64)?\([0-9]+<.*/coranto/state.db'
some 'and the browser' "^browser .* execve\\(.*\"$TMP/browser\", \"https://example.org/linked\"\\]"

grep -E '^reader [0-9]+ (socket|connect|bind|listen|accept4?|send(to|msg|mmsg)|recv(from|msg|mmsg))\(' "$trace" >"$TMP/found"
verdict_of 'the reader asks nothing of a network'
grep -E '^[a-z]+ [0-9]+ (execve|execveat)\(' "$trace" |
    grep -vE '"/proc/self/exe", \["coranto", "--worker", |^browser |^reader [0-9]+ execve\("'"$release"'"' >"$TMP/found"
verdict_of 'nothing is executed but itself and the browser'

# Every file that is opened, made, moved or written, as the system calls it.
awk -v news="$TMP/news" -v home="$HOME" -v settings="$XDG_CONFIG_HOME" '
    function under(folder) { return path == folder || index(path, folder "/") == 1 }
    $1 == "browser" || / = -1 / { next }
    $3 ~ /^(open|openat|openat2|creat)\(/ && match($0, / = [0-9]+<.*>$/) {
        path = substr($0, RSTART, RLENGTH - 1)
        sub(/^ = [0-9]+</, "", path)
        changes = /O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND/ || $3 ~ /^creat/
        if (path ~ /^\/dev\/(pts\/[0-9]+|tty|null|urandom)$/ || /O_PATH/) next
        if ($1 == "reader" && (under(home "/.local/state/coranto") || under(home "/.cache/coranto"))) next
        if (!changes && $1 == "reader" && (under(news) || under(settings) || under(home))) next
        if (!changes && path ~ /^\/(usr\/)?lib(32|64)?\/|^\/usr\/(local\/)?lib|^\/usr\/share\/(terminfo|locale|zoneinfo|i18n)/) next
        if (!changes && path ~ /^\/etc\/(ld\.so|localtime|locale|terminfo)|^\/(lib\/terminfo|etc\/terminfo)/) next
        if (!changes && path ~ /^\/(proc|sys)\//) next
        if (!changes && $1 == "worker" && path ~ /^\/etc\/(ssl|pki|resolv.conf|hosts|nsswitch.conf|host.conf|gai.conf|services|crypto)/) next
        if (!changes && $1 == "worker" && path ~ /^\/usr\/(share|lib)\/(ca-certificates|ssl|crypto-policies)|^\/run\/(systemd\/resolve|NetworkManager|resolvconf)\/|^\/usr\/local\/share\/ca-cert/) next
        print
    }' "$trace" >"$TMP/found"
verdict_of 'no file is opened that is not its own'
grep -E '^(reader|worker) [0-9]+ (mkdir|mkdirat|rename|renameat2?|unlink|unlinkat|rmdir|link|linkat|symlink|symlinkat|chmod|fchmodat|chown|fchownat|truncate|utimensat|utime|mknod|mknodat|setxattr|mount)\(' \
    "$trace" | grep -vE " = -1 |\"$HOME/\\.(local|cache)(/|\")|<$HOME/\\.(local/state|cache)/coranto" >"$TMP/found"
verdict_of 'nothing is made, moved or removed elsewhere'
find "$TMP/news" -type f -exec cksum {} + | sort >"$TMP/after"
cmp "$TMP/before" "$TMP/after" >"$TMP/found"
verdict_of 'the articles are as they were'

# What is left to a worker behind the last part of its seal: to read, to write and to end.
awk '$1 != "worker" { next }
    $3 ~ /^(seccomp|prctl)\((SECCOMP_SET_MODE_FILTER|PR_SET_SECCOMP)/ && / = 0$/ { sealed[$2] = 1; n++; next }
    sealed[$2] && $3 !~ /^(read|write|close|brk|mmap|munmap|mremap|mprotect|madvise|futex|clock_gettime|getrandom|sysinfo|rt_sigreturn|restart_syscall|exit|exit_group)\(/ && $3 !~ /^(\+\+\+|---)/
    sealed[$2] && /PROT_EXEC/
    END { if (n < 2) print n, "workers are sealed" }' "$trace" >"$TMP/found"
verdict_of 'a sealed worker asks for nothing but memory, its input and its output'
