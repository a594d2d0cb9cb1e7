/* SPDX-License-Identifier: MIT */
/* The cleaner, and what is measured and cut of its text. */
#include <string.h>

#include "base/text.h"
#include "fuzz.h"
#include "oracle.h"

enum { ROOM = 1 << 20, WIDTHS = 12 };

static void check_steps(const char *s, size_t n)
{
    int columns, sum = 0;

    for (size_t at = 0; at < n;) {
        size_t step = text_step(s + at, n - at, &columns);
        FUZZ_HOLDS(step > 0 && step <= n - at);
        FUZZ_HOLDS(columns >= 0 && columns <= 2);
        sum += columns;
        at += step;
    }
    FUZZ_HOLDS(text_width(s, n) == sum);
}

static void check_cut(const char *s, size_t n)
{
    struct buf shortened = BUF_INIT(ROOM);
    int used;

    for (int columns = 0; columns < WIDTHS; columns += 1 + columns / 2) {
        size_t cut = text_cut(s, n, columns, &used);
        FUZZ_HOLDS(cut <= n && used <= columns && text_whole(s, cut) == cut);
        buf_clear(&shortened);
        text_shorten(&shortened, s, n, columns);
        FUZZ_HOLDS(text_width(buf_str(&shortened), shortened.len) <= columns);
        FUZZ_HOLDS(oracle_is_clean(buf_str(&shortened), shortened.len, true));
    }
    buf_release(&shortened);
}

static void check_folded(const char *s, size_t n)
{
    struct buf once = BUF_INIT(4 * ROOM), twice = BUF_INIT(4 * ROOM);
    struct text_range range;

    text_fold(&once, s, n);
    text_fold(&twice, buf_str(&once), once.len);
    FUZZ_HOLDS(once.len == twice.len && memcmp(buf_str(&once), buf_str(&twice), once.len) == 0);
    if (once.len > 0 && n < ROOM)
        FUZZ_HOLDS(text_find(s, n, 0, buf_str(&once), once.len, &range) && range.end <= n);
    buf_release(&once);
    buf_release(&twice);
}

static void check(const uint8_t *data, size_t size, enum text_kind kind)
{
    struct buf once = BUF_INIT(ROOM), twice = BUF_INIT(ROOM), ascii = BUF_INIT(ROOM);

    text_clean(&once, (const char *)data, size, kind);
    FUZZ_HOLDS(oracle_is_clean(buf_str(&once), once.len, kind == TEXT_BLOCK));
    text_clean(&twice, buf_str(&once), once.len, kind);
    FUZZ_HOLDS(once.len == twice.len && memcmp(buf_str(&once), buf_str(&twice), once.len) == 0);
    check_steps(buf_str(&once), once.len);
    check_cut(buf_str(&once), once.len);
    check_folded(buf_str(&once), once.len);
    text_to_ascii(&ascii, buf_str(&once), once.len);
    for (size_t i = 0; i < ascii.len; i++)
        FUZZ_HOLDS((unsigned char)buf_str(&ascii)[i] < 0x7f);
    buf_release(&once);
    buf_release(&twice);
    buf_release(&ascii);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool ready;

    if (!ready)
        ready = text_init_locale() || true;
    check(data, size, TEXT_LINE);
    check(data, size, TEXT_BLOCK);
    return 0;
}
