#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2016,SC2154 # for the shells of the steps; lib.sh
# Enormous counts, rest, and all the ways out: the terminal is as it was.
. "$TOP/tests/pty/lib.sh"
. "$TOP/tests/server/lib.sh"
server_start
settings "fetch: { total: 30s, allow-private: [127.0.0.1] }"
cd "$TMP" || exit 2
export TMP BROWSER=true EDITOR=true VISUAL=true

mkdir none many
for n in 1 2 3; do stalling_article many $n; done

# Counts.
for keys in j k G g '\r' n '\x04' '\x06' p ] '*' f o J; do
    ends "205 an enormous count before $keys" 0 'see:of 3' "keys:99999999999999999999$keys" calm: 'keys:\x03\x03\x03' \
        'see:of 3' calm: keys:Q -- "$CORANTO" "$TMP/many"
done
ends '205 in a command' 0 'see:of 3' 'keys::99999999999999999999 down\r' calm: 'keys::99999999999999999999\r' \
    calm: 'keys:\x03' 'see:3/3' keys:Q -- "$CORANTO" "$TMP/many"
ends '205 and in an article' 0 'see:of 3' 'keys:\r99999999999999999999j99999999999999999999k' \
    'keys:99999999999999999999\x04' calm: 'keys:\x03\x03' 'see:of 3' keys:Q -- "$CORANTO" "$TMP/many"

# At rest it wakes a few times in a second, and takes none of the processor: a tick is 10 ms.
cat >"$TMP/rests" <<'RESTS'
#!/bin/sh
figures() {
    awk '/^voluntary/ { print $2 }' "/proc/$PID/status"
    sed 's/.*) //' "/proc/$PID/stat" | awk '{ print $12 + $13 }'
}
figures >"$TMP/before"
sleep 4
figures | paste "$TMP/before" - | awk '{ print $2 - $1 } $2 - $1 > (NR == 1 ? 16 : 1) { bad = 1 } END { exit bad }'
RESTS
while IFS='|' read -r where keys; do
    ends "218 at rest in $where" 0 'see:of 3' "keys:$keys" calm: 'run:sh "$TMP/rests"' 'keys:\x03\x03Q' \
        -- "$CORANTO" "$TMP/many"
done <<'WHERE'
the list|g
an article|\r
a prompt|/x
WHERE

# The ways out; strict.c knows what is on, the title among it.
while IFS='|' read -r where keys; do
    ends "174 out of $where by Q" 0 'see:of 3' "keys:$keys" calm: 'keys:\x03\x03Q' -- "$CORANTO" "$TMP/many"
    ends "174 out of $where by TERM" 143 'see:of 3' "keys:$keys" calm: signal:TERM -- "$CORANTO" "$TMP/many"
done <<'WHERE'
the list|g
an article|\r
the help|?
a filter|/x
a command|:so
a picker|t
links|u
a fetch|f
what is selected|vj
an editor|e
WHERE
ends '174 by q' 0 'see:of 3' 'keys:\rqqqqq' -- "$CORANTO" "$TMP/many"
ends '174 by a command' 0 'see:of 3' 'keys::quit\r' -- "$CORANTO" "$TMP/many"
ends '174 at once' 0 raw: keys:Q -- "$CORANTO" "$TMP/many"
ends '174 by a signal before anything is shown' 143 raw: signal:TERM -- "$CORANTO" "$TMP/many"
ends '174 of a folder that is not there' 0 'see:no articles' keys:Q -- "$CORANTO" "$TMP/nothing"
ends '174 with wrong settings' 0 'see:of 3' keys:Q \
    -- env XDG_CONFIG_HOME="$TMP/none" "$CORANTO" "$TMP/many"
ends '174 with a wrong query' 0 'see:of 3' keys:Q -- "$CORANTO" -q '(' "$TMP/many"
