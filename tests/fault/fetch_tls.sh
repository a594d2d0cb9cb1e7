#!/bin/sh
# SPDX-License-Identifier: MIT
# Fetching: certificates that are not to be trusted. A number stands for a kind of fault.
. "$TOP/tests/server/lib.sh"
if ! command -v openssl >/dev/null 2>&1; then
    echo 'ok - 88 certificates # SKIP openssl is not installed'
    exit 0
fi
server_start
settings 'fetch: { total: 60s, allow-private: [127.0.0.1, localhost] }'
cd "$TMP" || exit 2

{
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout root.key -out root.pem -days 2 -subj /CN=Root
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout own.key -out own.pem -days 2 \
        -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1
} >/dev/null 2>&1

# sign NAME ALTERNATIVE DAYS: a certificate of the root's.
sign() {
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$1" \
        -addext "subjectAltName=$2" >/dev/null 2>&1
    printf 'subjectAltName=%s\n' "$2" >"$1.ext"
    openssl x509 -req -in "$1.csr" -CA root.pem -CAkey root.key -CAcreateserial -days "$3" \
        -extfile "$1.ext" -out "$1.pem" >/dev/null 2>&1
}
sign good IP:127.0.0.1 2
sign wrong DNS:example.org 2
sign expired IP:127.0.0.1 0 # at once: newer versions make none of yesterday

printf 'HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:%s/ok\r\nContent-Length: 0\r\n\r\n' \
    "$port" >answer

# serve NAME: an HTTPS server with that certificate on a free port, which goes to $tls_port. It
# sends everyone on to http.
servers=
tls_port=$((20000 + $$ % 20000))
serve() {
    tries=0
    while [ $((tries += 1)) -le 20 ]; do
        tls_port=$((tls_port + 7))
        (while cat answer; do sleep 1; done) 2>/dev/null |
            timeout 60 openssl s_server -quiet -accept "127.0.0.1:$tls_port" -cert "$1.pem" \
                -key "$1.key" >"$1.log" 2>&1 &
        servers="$servers $!"
        until ! kill -0 $! 2>/dev/null || grep -qi 'error\|unable' "$1.log" 2>/dev/null; do
            openssl s_client -connect "127.0.0.1:$tls_port" </dev/null >/dev/null 2>&1 && return
            sleep 0.05
        done
    done
    echo 'not ok - a server of TLS starts'
    exit 1
}
# shellcheck disable=SC2086 # numbers
trap 'kill $server $servers 2>/dev/null' EXIT

serve own
tells '88 signed by itself' "https://127.0.0.1:$tls_port/" 'not to be trusted: it is signed only by itself$'
export SSL_CERT_FILE="$TMP/root.pem"
serve expired
tells '88 expired' "https://127.0.0.1:$tls_port/" 'not to be trusted: it has expired$'
serve wrong
tells '88 of another host' "https://127.0.0.1:$tls_port/" 'not to be trusted: it is for another'
export SSL_CERT_FILE="$TMP/own.pem"
tells '88 signed by a stranger' "https://127.0.0.1:$tls_port/" 'not to be trusted: it is signed by a stranger$'
export SSL_CERT_FILE="$TMP/nosuch.pem"
tells '88 no authorities' "https://127.0.0.1:$tls_port/" 'authorities are missing .*/nosuch.pem.* install the package ca-certificates'
export SSL_CERT_FILE="$TMP/root.pem"
serve good
fetch good "https://127.0.0.1:$tls_port/"
partly '88 from https to http' good 'came over http, though its address is https'
tells '89 TLS to a port without' "https://127.0.0.1:$port/ok" 'does not speak TLS there'
tells '89 a port of TLS without TLS' "http://127.0.0.1:$tls_port/" 'without an answer|broke the connection|does not answer as web'
