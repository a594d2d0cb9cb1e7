/* SPDX-License-Identifier: MIT */
#include "kept_check.h"

#include <string.h>

#include "article/key.h"
#include "fuzz.h"
#include "oracle.h"

const struct page kept_check_good = {
    .form = "form\0\377",
    .form_len = 6,
    .text = "the text of the page, some words longer than the rest of its row",
    .text_len = 64,
    .etag = "W/\"x\"",
    .reason = "",
    .address = "https://a.example/1",
    .verdict = 2,
    .last_modified = "",
    .fetched = 1618250400,
};

static void check_clean(const char *s)
{
    FUZZ_HOLDS(s && oracle_is_clean(s, strlen(s), false));
}

void kept_check_marks(const struct marks *marks, const struct article *article)
{
    unsigned bits = marks_get(marks, article);
    const char *note = marks_note(marks, article);

    FUZZ_HOLDS((bits & ~(unsigned)(MARK_READ | MARK_STAR | MARK_NOTE)) == 0);
    FUZZ_HOLDS(!(bits & MARK_NOTE) == !*note);
    check_clean(note);
    FUZZ_HOLDS(strlen(note) <= MARKS_NOTE_MAX);
    int64_t read_at = marks_read_at(marks, article);
    FUZZ_HOLDS(read_at >= 0 && read_at <= UINT32_MAX);
    FUZZ_HOLDS(!(bits & MARK_STAR) == !marks_is_starred(marks, article_key_hash(article)));
}

void kept_check_page(struct pages *pages, const char *key)
{
    struct page page;
    size_t n;
    uint64_t hash = key_hash(key, strlen(key));
    int verdict = pages_verdict(pages, hash);

    FUZZ_HOLDS(verdict == PAGES_NO_VERDICT || (verdict >= 0 && verdict <= 255));
    const char *text = pages_text(pages, hash, &n);
    FUZZ_HOLDS(!text || (n <= PAGES_TEXT_MAX && oracle_is_clean(text, n, true)));
    if (!pages_get(pages, key, &page))
        return;
    check_clean(page.etag);
    check_clean(page.last_modified);
    check_clean(page.address);
    check_clean(page.reason);
    FUZZ_HOLDS(page.verdict >= 0 && page.verdict <= 255 && page.form_len <= PAGES_FORM_MAX);
}

void kept_check_note(const struct error *note)
{
    check_clean(note->text);
}
