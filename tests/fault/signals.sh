#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2016,SC2154 # for the shells of the steps; lib.sh
# Signals of all kinds, in each view and while something goes on: what is to end ends with
# everything saved and the terminal as it was, what is not goes on.
. "$TOP/tests/pty/lib.sh"
. "$TOP/tests/server/lib.sh"
server_start
settings "fetch: { total: 30s, allow-private: [127.0.0.1] }"
export TMP VISUAL="$TMP/editor"

mkdir "$TMP/news"
day=2
for page in stall-mid-body ok; do
    printf '%s\n' '---' "title: About $page" "originalUrl: \"http://127.0.0.1:$port/$page\"" \
        "date: 2024-01-0$day" 'topics: [one, two]' '---' 'Some words.' >"$TMP/news/$page.md"
    day=$((day - 1))
done
cat >"$TMP/editor" <<'EDITOR'
#!/bin/sh
echo "lent to an editor"
read -r line
EDITOR
# A shell with jobs: it takes the terminal when its job stops, and goes on with it after Enter.
cat >"$TMP/shell" <<'SHELL'
#!/bin/sh
set -m
stty -a >"$TMP/modes"
saved=$(stty -g)
sh -c 'echo $$ >"$TMP/pid" && exec "$@"' sh "$@"
code=$?
while [ $code -ge 147 ] && [ $code -le 150 ]; do
    [ -z "$TAKES_BACK" ] || stty "$saved"
    stty -a | cmp - "$TMP/modes" && echo 'the shell again'
    read -r line
    fg >/dev/null
    code=$?
done
exit $code
SHELL
chmod +x "$TMP/editor" "$TMP/shell"
news() {
    ends "$@" -- "$CORANTO" "$TMP/news"
}

news '151 10,000 sizes in a row' 0 'see:of 2' sizes:10000 size:24x80 'see:of 2' calm: keys:Q
news '152 sizes while a page is fetched' 0 'see:of 2' keys:f 'see:fetching' sizes:1000 \
    size:24x80 'see:fetching' 'keys:\x03' 'see:given up' keys:Q
news '152 sizes while something is typed' 0 'see:of 2' keys:/about sizes:1000 size:24x80 \
    'see:about' calm: 'keys:\x03' 'see:of 2' keys:Q
news '152 sizes while an editor has the terminal' 0 'see:of 2' keys:e 'wait:lent to' back: \
    sizes:1000 size:30x100 calm: 'keys:\n' 'see:of 2' raw: keys:Q
ends '152 sizes while it is stopped' 0 'see:of 2' 'run:kill -TSTP $(cat "$TMP/pid")' \
    'wait:the shell again' back: sizes:1000 size:24x80 'keys:\n' 'see:of 2' raw: keys:Q \
    -- "$TMP/shell" "$CORANTO" "$TMP/news"

# View, keys that lead there, what is seen there then.
while IFS='|' read -r view keys seen; do
    ends "153 stopped and continued in $view" 0 'see:of 2' "keys:$keys" "see:$seen" \
        'run:kill -TSTP $(cat "$TMP/pid")' 'wait:the shell again' back: 'keys:\n' raw: \
        "see:$seen" calm: 'keys:\x03\x03' 'see:of 2' keys:Q \
        -- "$TMP/shell" "$CORANTO" "$TMP/news"
done <<'VIEWS'
the list|g|of 2
the article|\r|Some words
the help|?|type to search
the filter|/about|about
a command|:sort|sort
topics|t|one
links|u|127.0.0.1
details|i|stall-mid-body.md
VIEWS
ends '153 stopped where that cannot be seen, with the modes changed meanwhile' 0 'see:of 2' \
    'run:kill -STOP $(cat "$TMP/pid")' 'wait:the shell again' 'keys:\n' raw: 'see:of 2' \
    calm: keys:Q -- env TAKES_BACK=yes "$TMP/shell" "$CORANTO" "$TMP/news"
news '153 continued without having been stopped' 0 'see:of 2' signal:CONT:50 calm: \
    'see:of 2' keys:Q
news '153 where no shell could wake it, nothing stops it' 0 'see:of 2' signal:TSTP 'keys:\x1a' \
    'see:of 2' calm: keys:Q
ends '153 an editor is stopped and continued' 0 'see:of 2' keys:e 'wait:lent to' 'keys:\x1a' \
    'wait:the shell again' back: 'keys:\n' calm: 'keys:\n' raw: 'see:of 2' keys:Q \
    -- "$TMP/shell" "$CORANTO" "$TMP/news"

news '154 INT at rest ends nothing' 0 'see:of 2' signal:INT 'see:Q quits' signal:INT calm: \
    'see:of 2' keys:Q
news '154 INT gives a fetch up' 0 'see:of 2' keys:f 'see:fetching' signal:INT 'see:given up' \
    keys:Q
news '154 INT ends nothing that is typed' 0 'see:of 2' 'keys:/zzz' 'see:zzz' signal:INT \
    'see:Q quits' 'see:zzz' 'keys:\x03' 'see: of 2' keys:Q

is_starred() {
    if "$CORANTO" list -q starred "$TMP/news" | grep -q stall; then
        echo "ok - $1"
    else
        echo "not ok - $1"
    fi
    "$CORANTO" mark unstar "$TMP"/news/*.md
}
number() {
    case $1 in HUP) echo 129 ;; QUIT) echo 131 ;; TERM) echo 143 ;; esac
}
for signal in TERM QUIT HUP; do
    line='155 '
    [ $signal != HUP ] || line='156 '
    news "$line$signal at rest" "$(number $signal)" 'see:of 2' 'keys:*' 'see:of 2' \
        signal:$signal
    is_starred "$line$signal: what was marked is saved"
    news "$line$signal while a page is fetched" "$(number $signal)" 'see:of 2' keys:f \
        'see:fetching' signal:$signal
    news "$line$signal in a prompt" "$(number $signal)" 'see:of 2' keys:/ab 'see:ab' \
        signal:$signal
    news "$line$signal while nothing can be written" "$(number $signal)" 'see:of 2' deaf: \
        'flood:400:\x0cjk' calm: signal:$signal
    news "$line$signal while an editor has the terminal" "$(number $signal)" 'see:of 2' \
        keys:e 'wait:lent to' signal:$signal
done
news '155 several at once' 143 'see:of 2' signal:TERM:20

# In a session of its own no kernel tells it; where HUP is ignored, as by nohup, that does not help.
for own in '' setsid; do
    what="157 the terminal is gone and HUP is ignored${own:+, $own}"
    if [ -n "$own" ] && ! command -v setsid >/dev/null; then
        skip "$what" 'needs setsid'
        continue
    fi
    ends "$what" 0 'see:of 2' hangup: \
        -- sh -c 'trap "" HUP; "$@"; echo $? >"$TMP/ended"' sh ${own:+setsid -w} "$CORANTO" "$TMP/news"
    if [ "$(cat "$TMP/ended")" = 129 ]; then
        echo "ok - $what: it ends as by HUP"
    else
        echo "not ok - $what: it ends as by HUP"
    fi
done
news '157 the terminal is gone' 129 'see:of 2' hangup:
news '157 the terminal is gone while a page is fetched' 129 'see:of 2' keys:f 'see:fetching' \
    hangup:

for signal in CHLD ALRM USR1 USR2 XFSZ PIPE; do
    news "171 a storm of $signal" 0 'see:of 2' signal:$signal:2000 calm: 'see:of 2' \
        keys:Q
done
news '171 CHLD while a page is fetched' 0 'see:of 2' keys:jf 'see:alpha-start' signal:CHLD:2000 \
    'see:alpha-start' keys:Q

# Asleep for longer than a fetch may take: it is given up once, and keys are answered.
# Time enough to see it begin.
settings 'fetch: { total: 4s, allow-private: [127.0.0.1] }'
worker_is_gone='until [ -z "$(cat /proc/[0-9]*/stat 2>/dev/null | sed -n "s/^\([0-9]*\) (.*) [^Z] $PID .*/\1/p")" ]; do sleep 0.05; done'
news '173 asleep while a page is fetched' 0 'see:of 2' keys:f 'see:fetching' signal:STOP \
    "run:$worker_is_gone" signal:CONT 'see:the page ' calm: keys:G 'see:2/2' keys:Q
