/* SPDX-License-Identifier: MIT */
/* The search in blocks, held to text_find(). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "article/query_internal.h"
#include "base/buf.h"
#include "base/text.h"
#include "dice.h"

static void random_text(struct buf *out, int count, bool ascii)
{
    static const char *const characters[] = {
        "a",
        "A",
        "b",
        "B",
        "e",
        "f",
        "i",
        "s",
        " ",
        "@",
        "`",
        "{",
        "[",
        "1",
        ".",
        "'",
        "\xC3\xA9",
        "\xC3\x9F",
        "\xEF\xAC\x83",
        "\xE2\x80\x99",
        "\xE2\x80\xA6",
        "e\xCC\x81",
        "\xE6\x97\xA5",
        "\xC4\xB0",
    };
    enum { ASCII = 16 };

    buf_clear(out);
    while (count-- > 0)
        buf_adds(out, characters[dice(ascii ? ASCII : COUNT(characters))]);
}

static void blocks_find_what_text_find_finds(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(1000), words_of = BUF_INIT(1000), folded = BUF_INIT(4000);
    int found = 0;

    for (int round = 0; round < 60000; round++) {
        random_text(&text, dice(70), dice(2));
        random_text(&words_of, 1 + dice(dice(3) ? 3 : 20), dice(2));
        buf_clear(&folded);
        text_fold(&folded, buf_str(&words_of), words_of.len);
        if (dice(2) && text.len > 0) { /* a part of the text itself */
            size_t from = text_whole(text.data, (size_t)dice((int)text.len));
            size_t to = from +
                        text_whole(text.data + from, (size_t)dice((int)(text.len - from)));
            buf_clear(&folded);
            text_fold(&folded, text.data + from, to - from);
        }
        struct query_needle needle;
        struct text_range range;
        query_needle_set(&needle, buf_str(&folded), folded.len);
        /* On a copy of its own, so that reading beyond its end is seen. */
        char *copy = memcpy(malloc(text.len ? text.len : 1), buf_str(&text), text.len);
        bool expected = text_find(copy, text.len, 0, buf_str(&folded), folded.len, &range);
        if (query_find(&needle, copy, text.len) != expected)
            fail_msg("\"%s\" in \"%s\": %d", buf_str(&folded), buf_str(&text), expected);
        found += expected;
        free(copy);
    }
    assert_in_range(found, 10000, 50000);
    buf_release(&text);
    buf_release(&words_of);
    buf_release(&folded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_find_what_text_find_finds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
