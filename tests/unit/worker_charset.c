/* SPDX-License-Identifier: MIT */
#include "worker/charset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_labels(void **state)
{
    static const struct {
        const char *label, *encoding; /* NULL: none */
    } rows[] = {
        { "utf-8", "UTF-8" },
        { "UTF8", "UTF-8" },
        { " \"Latin1\" ", "CP1252" },
        { "us-ascii", "CP1252" },
        { "gb2312", "GB18030" },
        { "Shift_JIS", "CP932" },
        { "x-sjis", "CP932" },
        { "866", "IBM866" },
        { "x-x-big5", "BIG5-HKSCS" },
        { "iso-2022-jp", "" },
        { "hz-gb-2312", "" },
        { "iso-2022-cn-ext", "" },
        { "utf-7", "" },
        { "UTF7", "" },
        { "unicode-1-1-utf-7", "" },
        { "utf-32", NULL },
        { "", NULL },
        { "../../etc/passwd", NULL },
        { "utf-8//TRANSLIT", NULL },
        { "iso-8859-1x", NULL },
        { "l", NULL },
        { "windows-125", NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *found = charset_find(rows[i].label, strlen(rows[i].label));
        if (!rows[i].encoding)
            assert_null(found);
        else
            assert_string_equal(found, rows[i].encoding);
    }
}

struct decode_row {
    const char *bytes;
    size_t n;
    const char *label;
    const char *text; /* NULL: refused */
};
#define ROW(bytes, label, text)              \
    {                                        \
        bytes, sizeof bytes - 1, label, text \
    }

/* As a worker does it, without the seal between. */
static bool decode(const char *bytes, size_t n, const char *label, struct buf *out,
                   struct error *error)
{
    struct charset charset;

    if (!charset_open(&charset, bytes, n, label, error))
        return false;
    charset_decode(&charset, bytes, n, out);
    return true;
}

static void test_decode(void **state)
{
    static const struct decode_row rows[] = {
        ROW("", "", ""),
        ROW("plain", "", "plain"),
        ROW("caf\xc3\xa9", "", "café"),
        ROW("caf\xe9", "", "café"),
        ROW("\x93quoted\x94", "", "“quoted”"),
        ROW("caf\xe9", "utf-8", "caf\uFFFD"),
        ROW("caf\xc3\xa9", "latin1", "cafÃ©"), /* the header is believed */
        ROW("\xcf\xf0\xe8", "windows-1251", "При"),
        ROW("\x93\xfa\x96\x7b", "shift_jis", "日本"),
        ROW("\xc8\xd5\xb1\xbe", "gb2312", "日本"),
        ROW("\xa4\xe9\xa5\xbb", "big5", "日本"),
        ROW("\xc0\xcf\xba\xbb", "euc-kr", "일본"),
        /* The last letter is there, although a mark might have followed it. */
        ROW("Vi\xea\xf2t", "windows-1258", "Vi\u1ec7t"),
        ROW("\xf9\xec\xe5\xed", "windows-1255", "\u05e9\u05dc\u05d5\u05dd"),
        /* Byte order marks go before everything. */
        ROW("\xef\xbb\xbf"
            "caf\xc3\xa9",
            "latin1", "café"),
        ROW("\xff\xfe"
            "a\0\xe9\0",
            "latin1", "aé"),
        ROW("\xfe\xff"
            "\0a\0\xe9",
            "", "aé"),
        /* The header goes before the page, the page before the guess. */
        ROW("<meta charset=utf-8>\xe9", "latin1", "<meta charset=utf-8>é"),
        ROW("<meta charset='windows-1251'>\xcf", "", "<meta charset='windows-1251'>П"),
        ROW("<META content=\"text/html; charset = koi8-r\">\xf0", "",
            "<META content=\"text/html; charset = koi8-r\">П"),
        ROW("<?xml version='1.0' encoding='iso-8859-2'?>\xe8", "",
            "<?xml version='1.0' encoding='iso-8859-2'?>č"),
        ROW("<!-- <meta charset=koi8-r> -->\xe9", "", "<!-- <meta charset=koi8-r> -->é"),
        ROW("<meta charset=utf-16>a", "", "<meta charset=utf-16>a"),
        ROW("<meta charset=bogus>\xe9", "", "<meta charset=bogus>é"),
        /* A <meta> that was left behind when the page was converted. */
        ROW("<meta charset=iso-8859-1>caf\xc3\xa9", "", "<meta charset=iso-8859-1>café"),
        /* Encoded twice. */
        ROW("it\xc3\xa2\xc2\x80\xc2\x99s caf\xc3\x83\xc2\xa9", "", "it’s café"),
        /* Bad parts, wherever they are. */
        ROW("a\xff"
            "b",
            "utf-8",
            "a\uFFFD"
            "b"),
        ROW("a\xc0\xaf"
            "b",
            "utf-8",
            "a\uFFFD\uFFFD"
            "b"), /* no slash */
        ROW("a\xe2\x82", "utf-8", "a\uFFFD\uFFFD"),
        ROW("\xc3\xa9t\xc3", "", "ét\uFFFD"),
        ROW("a\x81"
            "b",
            "latin1",
            "a\uFFFD"
            "b"),
        ROW("a\x93", "shift_jis", "a\uFFFD"),
        ROW("a\0b\0", "", "ab"),
        ROW("a\0\xe9\0", "utf-16le", "aé"),
        ROW("\0a\0\xe9", "utf-16be", "aé"),
        ROW("a\0\xe9\0\x20", "utf-16", "aé\uFFFD"),
        ROW("+ADw-script+AD4-", "utf-7", NULL),
        ROW("<meta charset=utf-7>+ADw-script+AD4-", "", NULL),
        ROW("\x1b$B", "iso-2022-jp", NULL),
        ROW("<meta charset=hz-gb-2312>~{<script>~}", "", NULL),
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out = BUF_INIT(4096);
        struct error error = { "" };
        bool good = decode(rows[i].bytes, rows[i].n, rows[i].label, &out, &error);
        if (good != (rows[i].text != NULL) ||
            (good &&
             (out.len != strlen(rows[i].text) || strcmp(buf_str(&out), rows[i].text) != 0)))
            fail_msg("row %zu: %s %s", i, buf_str(&out), error.text);
        assert_true(good || *error.text);
        buf_release(&out);
    }
}

/* A long page, in chunks, and one that does not fit. */
static void test_length(void **state)
{
    enum { N = 100000 };
    char *bytes = malloc(N);
    struct buf out = BUF_INIT(4 * N), small = BUF_INIT(1001);

    (void)state;
    memset(bytes, 0xe9, N);
    assert_true(decode(bytes, N, "latin1", &out, NULL));
    assert_int_equal(out.len, 2 * N);
    assert_true(decode(bytes, N, "latin1", &small, NULL));
    assert_true(small.full);
    assert_true(small.len <= 1001);
    buf_release(&out);
    buf_release(&small);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_labels),
        cmocka_unit_test(test_decode),
        cmocka_unit_test(test_length),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
