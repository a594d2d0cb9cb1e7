#!/bin/sh
# SPDX-License-Identifier: MIT
# Fetching: sizes, packing, headers, protocol. A number stands for a kind of fault.
. "$TOP/tests/server/lib.sh"
server_start
settings 'fetch: { total: 60s, allow-private: [127.0.0.1] }'

shows '61 a plain page' /ok
shows '61 XHTML' /ok-xhtml
shows '61 plain text' /ok-text
fetch text /ok-text
grep -q '<b>without</b>' "$TMP/text.out"
verdict '61 whose markup is none' text $?
shows '61 no content type' /ok-no-type
shows '61 gzip' /ok-gzip
shows '61 chunks of one byte' /ok-chunks
shows '61 until the connection closes' /ok-until-close
shows '61 slowly' /ok-slow

tells '62 50 MB, announced' /big-50mb 'larger than 8 MB'
settings 'fetch: { total: 60s, size: 2M, allow-private: [127.0.0.1] }'
cuts '62 without end' /infinite 'very long and was cut'
cuts '62 without end, in chunks' /infinite-chunked 'very long and was cut'

settings 'fetch: { total: 60s, size: 1M, allow-private: [127.0.0.1] }'
tells '62 as much as the settings allow' /big-50mb 'larger than 1 MB'
settings 'fetch: { total: 60s, allow-private: [127.0.0.1] }'

tells '63 10 GB announced' /claims-10gb 'larger than 8 MB'
tells '63 exabytes announced' /claims-exabytes 'larger than 8 MB'
tells '63 a negative length' /length-negative 'does not answer as web servers do'
cuts '63 two lengths' /length-twice 'connection broke'

cuts '64 a gzip bomb' /gzip-bomb 'very long and was cut'
cuts '64 a small one, which would have its end' /gzip-20mb 'very long and was cut'
cuts '64 a gzip bomb in gzip' /gzip-bomb-twice 'very long and was cut'

tells '65 packed 200 times' /gzip-chain 'cannot be undone'
tells '65 gzip that is none' /gzip-lie 'cannot be undone'
tells '65 brotli that is none' /br-lie 'cannot be undone'
tells '65 an unknown packing' /encoding-unknown 'cannot be undone'
cuts '65 gzip with a bad sum' /gzip-bad-crc 'damaged'
cuts '65 gzip without its end' /gzip-truncated 'damaged'
# Debian's library unpacks brotli; one that cannot says so.
fetch page /ok-brotli
if [ "$(cat "$TMP/page.code")" = 0 ]; then
    shown '65 brotli that nobody asked for' page
    cuts '65 brotli without its end' /brotli-truncated 'damaged'
else
    refused '65 brotli that the library does not know' page 'cannot be undone'
fi
unlogged '65 brotli is not asked for' '^header .*Accept-Encoding:.*br'
tells '66 gzip that nobody asked for' /gzip-unasked 'an archive'

cuts '71 chunks without end' /chunked-truncated 'connection broke'
tells '71 a bad chunk size' /chunked-bad-size 'broke the connection'
tells '71 a huge chunk size' /chunked-huge-size 'broke the connection'
cuts '71 less than announced' /length-too-long 'connection broke'
cuts '71 a reset in the middle' /reset-mid-body 'connection broke'

fetch short /length-too-short
grep -q alpha-start "$TMP/short.out" && ! grep -q 'omega-end\|second-answer' "$TMP/short.out"
verdict '72 more than announced is not used' short $?

tells '73 a header of 1 MB' /header-huge 'headers that are too long'
tells '73 100,000 headers' /header-many 'headers that are too long'
tells '73 headers without end' /header-endless 'headers that are too long'
tells '69 continue, continue' /continue-flood 'headers that are too long'
# Newer libraries count trailers themselves, with the page already there.
fetch page /trailer-flood
if [ "$(cat "$TMP/page.code")" = 0 ]; then
    partly '69 trailers without end' page 'connection broke'
else
    refused '69 trailers without end' page 'headers that are too long'
fi

tells '74 a zero byte in a header' /header-nul 'does not answer as web servers do'
tells '74 a header without colon' /header-no-colon 'does not answer as web servers do'
shows '74 a folded header' /header-folded
shows '74 bare line feeds' /header-bare-lf
tells '74 HTTP/0.9' /http09 'does not answer as web servers do'
tells '74 noise' /noise 'does not answer as web servers do'
tells '74 a banner of ssh' /ssh-banner 'does not answer as web servers do'
tells '74 a garbled status' /status-garbage 'does not answer as web servers do'
tells '74 status 999' /status-999 'answered 999'
tells '74 another protocol' /upgrade 'answered 101'
tells '38 controls in the words of the status' /status-controls 'answered 404: there is no such page$'

shows '38 controls in other headers' /header-controls
tells '38 controls in the type' /type-controls 'leads to'
tells '38 controls in the place of a redirect' /location-controls 'control character'

tells '97 a wall of cookies' /html-cookie-wall 'asks for consent'
tells '97 an empty page' /empty-200 'nothing to read'
tells '97 a blank page' /blank-200 'nothing to read'
tells '97 no content' /204 'nothing to read'
tells '97 a title alone' /html-no-body 'nothing to read'
tells '97 pictures alone' /html-images-only 'nothing to read'
tells '97 scripts alone' /html-js-only 'nothing to read|a notice instead'

tells '98 a PDF document' /type-pdf 'a PDF document \(application/pdf\)'
tells '98 an archive' /type-zip 'an archive \(application/zip\)'
tells '98 a picture' /type-png 'a picture \(image/png\)'
tells '98 a download' /type-elf 'a download'
tells '98 a video' /type-video 'a video \(video/mp4\)'
tells '98 JSON' /type-json 'data'
tells '98 PDF called HTML' /html-pdf 'a PDF document, though .* text/html$'
tells '98 zip called HTML' /html-zip 'an archive, though'
tells '98 PNG called HTML' /html-png 'a picture, though'
tells '98 JPEG called HTML' /html-jpeg 'a picture, though'
tells '98 GIF called HTML' /html-gif 'a picture, though'
tells '98 ELF called HTML' /html-elf 'a program, though'
tells '98 MP4 called HTML' /html-video 'a video, though'
tells '98 noise called text' /html-noise 'data, not text, though'

shows '99 a page with pictures, frames, scripts' /subresources
unlogged '99 nothing of it is asked for' '^path [0-9]+ /(style|script|image|frame|object|form|refreshed)'
asked '99 there is one request' 1 /subresources
[ "$(sed -n '/^path .*subresources/,$p' "$TMP/log" | grep -c '^path')" = 1 ]
verdict '99 and none after it' page $?
shows '99 entities of a file' /xxe
! grep -q root "$TMP/page.out"
verdict '99 are not read' page $?
