/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "doc/download_report.h"

static void read_lines(const char *lines, struct download_report *report, struct buf *words)
{
    buf_clear(words);
    download_report_read(lines, strlen(lines), report, words);
}

static void test_round_trip(void **state)
{
    struct download_report said = { .status = 304,
                                    .not_modified = true,
                                    .downgraded = true,
                                    .etag = "W/\"a b\"",
                                    .modified = "Mon, 12 Apr 2021 18:00:00 GMT" };
    struct download_report heard;
    struct buf lines = BUF_INIT(4096), words = BUF_INIT(4096);

    (void)state;
    download_report_phase(&lines, DOWNLOAD_CONNECTING, 0);
    download_report_phase(&lines, DOWNLOAD_WAITING, 500);
    download_report_phase(&lines, DOWNLOAD_LOADING, 8388608);
    download_report_answer(&lines, &said);
    buf_adds(&lines, "it failed\nand how\n");
    read_lines(buf_str(&lines), &heard, &words);
    assert_int_equal(heard.phase, DOWNLOAD_LOADING);
    assert_int_equal(heard.amount, 8388608);
    assert_int_equal(heard.status, 304);
    assert_true(heard.not_modified);
    assert_true(heard.downgraded);
    assert_string_equal(heard.etag, said.etag);
    assert_string_equal(heard.modified, said.modified);
    assert_string_equal(buf_str(&words), "it failed\nand how\n");
    buf_release(&lines);
    buf_release(&words);
}

/* A worker may have been taken over: what it says is nobody's word. */
static void test_hostile(void **state)
{
    static const char *const lines[] = {
        "@\n",
        "@@@\n",
        "@status\n",
        "@status 1000\n",
        "@status -5\n",
        "@status 99999999999999999999999\n",
        "@load -1\n",
        "@load 9999999999999999\n",
        "@load 12x\n",
        "@nothing 5\n",
        "@etag a\x1b[31m\n",
        "@etag \xc3\xa9\n",
        "@modified 0123456789012345678901234567890123456789012345678901234567890123\n",
        "@status 200", /* no end: more may come */
        "@same 2\n",
    };
    const struct download_report nothing = { 0 };
    struct download_report report;
    struct buf words = BUF_INIT(4096);

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        read_lines(lines[i], &report, &words);
        assert_int_equal(report.phase, nothing.phase);
        assert_int_equal(report.amount, 0);
        assert_int_equal(report.status, 0);
        assert_false(report.not_modified);
        assert_string_equal(report.etag, "");
        assert_string_equal(report.modified, "");
        assert_int_equal(words.len, 0);
    }
    download_report_read("@status \0005\n@load 7\n", 19, &report, NULL);
    assert_int_equal(report.status, 0);
    assert_int_equal(report.amount, 7);
    buf_release(&words);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_hostile),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
