#!/bin/sh
# SPDX-License-Identifier: MIT
# Encodings of pages: declared, contradicted, lied about, refused. A number stands for a kind of fault.
. "$TOP/tests/server/lib.sh"
server_start
settings 'fetch: { total: 60s, allow-private: [127.0.0.1] }'

# page WORDS [META]: a page in UTF-8 that says META of its own encoding.
page() {
    printf '<!DOCTYPE html><html><head>%s<title>A page</title></head><body><article>' "${2-}"
    printf '<p>alpha-start: this is a page of some words, so that there is something to read.</p>'
    printf '<p>%s</p><p>And this is its end, as everybody can see: omega-end.</p></article>' "$1"
}

as() {
    iconv -f UTF-8 -t "$1"
}

# declared NAME CHARSET <PAGE: fetch it with this charset in the header.
declared() {
    fetch "$1" "/typed?$2%7C$(od -An -v -tx1 | tr -d ' \n' | sed 's/../%&/g')"
}

read_as() {
    shown "$1" "$2"
    holds "$1: the words" "$2" "$3"
}

while read -r label encoding words; do
    page "$words" | as "$encoding" | declared page "$label"
    read_as "100 $label in the header" page "$words"
    page "$words" "<meta charset=\"$label\">" | as "$encoding" | given page
    read_as "100 $label in the page" page "$words"
done <<'END'
utf-8 UTF-8 Žluťoučký kůň, 新闻, “quoted”
windows-1252 CP1252 Café “naïve” for 5 €
iso-8859-1 CP1252 Café “naïve” for 5 €
iso-8859-2 ISO-8859-2 Příliš žluťoučký kůň
iso-8859-5 ISO-8859-5 Съешь ещё этих булок
iso-8859-7 ISO-8859-7 Ξεσκεπάζω την ψυχοφθόρα
iso-8859-15 ISO-8859-15 Une œuvre à 5 €
windows-1250 CP1250 Zażółć gęślą jaźń
windows-1251 CP1251 Съешь ещё этих булок
windows-1254 CP1254 İğne ve ışık
koi8-r KOI8-R Съешь ещё этих булок
koi8-u KOI8-U Ґанок і їжак
ibm866 IBM866 Съешь ещё этих булок
macintosh MACINTOSH Café “naïve”
shift_jis CP932 日本語のニュースと表示
euc-jp EUC-JP 日本語のニュースと表示
gbk GBK 新闻报道和评论
gb2312 GB2312 新闻报道和评论
gb18030 GB18030 新闻报道和评论 😀
big5 BIG5 新聞報導和評論
euc-kr EUC-KR 한국어 뉴스와 논평
END

words='Žluťoučký 新闻 😀'
{ printf '\357\273\277' && page "$words" '<meta charset=koi8-r>'; } >"$TMP/marked.html"
declared page windows-1252 <"$TMP/marked.html"
read_as '100 a mark of UTF-8 before the header and the page' page "$words"
for encoding in UTF-16LE UTF-16BE; do
    { printf '\357\273\277' && page "$words" '<meta charset=koi8-r>'; } | as $encoding | given page
    read_as "100 a mark of $encoding before the page" page "$words"
done
for encoding in UTF-16LE UTF-16BE; do
    page "$words" '<meta charset=koi8-r>' | as $encoding | declared page $encoding
    read_as "100 $encoding in the header alone" page "$words"
done
page 'Съешь ещё' '<meta charset=windows-1251>' | as KOI8-R | declared page koi8-r
read_as '100 the header before the page' page 'Съешь ещё'
page 'Съешь ещё' '<meta http-equiv=Content-Type content="text/html; charset=koi8-r">' | as KOI8-R | given page
read_as '100 the old form of it in the page' page 'Съешь ещё'
page 'Žluťoučký' | given page
read_as '100 nothing said' page 'Žluťoučký'
page 'Žluťoučký' '<meta charset=utf-16>' | given page
read_as '100 UTF-16, said in ASCII' page 'Žluťoučký'

for order in LE BE; do
    lone='\000\330\000\330'
    [ $order = LE ] || lone='\330\000\330\000'
    {
        page 'half of a pair: ' | as UTF-16$order
        # shellcheck disable=SC2059 # bytes
        printf "$lone"
        page 'and what follows' | as UTF-16$order
    } >"$TMP/pair.html"
    declared page UTF-16$order <"$TMP/pair.html"
    shown "102 a half of a pair in UTF-16$order" page
    holds "102 a half of a pair in UTF-16$order: what follows" page 'and what follows'
    clean "102 a half of a pair in UTF-16$order: clean" page
done

# lies ENCODING TEXT LABEL: the text is in one encoding and the header says another.
lies() {
    page "$2" | as "$1" | declared page "$3"
    shown "100 $1 called $3" page
    clean "100 $1 called $3: clean" page
}
lies CP1252 'Café “naïve”' utf-8
holds '100 a replacement' page "$(printf '\357\277\275')"
lies CP932 '日本語のニュース' utf-8
lies KOI8-R 'Съешь ещё' big5
lies UTF-8 'Žluťoučký 新闻' shift_jis
lies UTF-8 'Žluťoučký 新闻' gb18030
lies BIG5 '新聞報導' euc-kr
lies GBK '新闻报道' euc-jp
lies UTF-8 'Žluťoučký 新闻' us-ascii
for label in utf-8 shift_jis euc-jp gbk big5 euc-kr; do
    for lead in '\342' '\343\201' '\201' '\217' '\376' '\377'; do
        # shellcheck disable=SC2059 # a byte
        page "$(printf "half a character: $lead")" | declared page "$label"
        shown "100 $label, the byte $lead before a tag" page
    done
done

for label in iso-2022-jp iso-2022-kr iso-2022-cn iso-2022-cn-ext hz-gb-2312 csiso2022jp utf-7 \
    unicode-1-1-utf-7; do
    page '+ADw-b+AD4- ~{VPND~} and more' | declared page "$label"
    refused "101 $label in the header" page 'in an encoding that is not read'
    page 'more' "<meta charset=$label>" | given page
    refused "101 $label in the page" page 'in an encoding that is not read'
done
for label in utf-77 ../../../etc/passwd UTF-8//TRANSLIT /dev/stdin x-user-defined-no %25s%25n \
    "$(printf '%02000d' 0)"; do
    what=$(printf '%.20s' "$label")
    page '+ADw-em+AD4- and more' | declared page "$label"
    read_as "101 $what in the header" page '\+ADw-em'
    clean "101 $what in the header: clean" page
    page '+ADw-em+AD4- and more' "<meta charset=\"$label\">" | given page
    read_as "101 $what in the page" page '\+ADw-em'
done

page 'be#fore and #af#ter' | tr '#' '\0' | given page
shown '102 zero bytes' page
holds '102 zero bytes: the text' page 'before and after'
clean '102 zero bytes: none is left' page
# Overlong forms of "<" and ESC, a surrogate, beyond the last character, lone bytes.
for bytes in '\300\274b\300\276' '\300\233[31m' '\340\200\233[31m' '\360\200\200\274b' \
    '\355\240\200' '\364\220\200\200' '\370\210\200\200\200' '\200\277' '\302' '\357\277\276'; do
    # shellcheck disable=SC2059 # bytes
    page "$(printf "odd: $bytes and more")" | declared page utf-8
    shown "102 $bytes" page
    holds "102 $bytes: replaced" page 'odd: .*and more'
    clean "102 $bytes: clean" page
done
