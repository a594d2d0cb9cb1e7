/* SPDX-License-Identifier: MIT */
/* Bytes of a page in any encoding to its article, over the wire, to lines. */
#include <string.h>

#include "base/text.h"
#include "doc/fetch.h"
#include "doc/verdict.h"
#include "doc/wire.h"
#include "fuzz.h"
#include "lines_check.h"
#include "oracle.h"
#include "worker/charset.h"
#include "worker/page.h"

static void check_meta(const struct wire_meta *meta)
{
    const char *const texts[] = { meta->title,    meta->byline, meta->date,
                                  meta->language, meta->site,   meta->reason };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        FUZZ_HOLDS(oracle_is_clean(texts[i], strlen(texts[i]), false));
    FUZZ_HOLDS(meta->verdict >= 0 && meta->verdict < VERDICT_COUNT);
    FUZZ_HOLDS(!*meta->final_url || oracle_is_address(meta->final_url));
}

static void read_page(const struct buf *text, size_t choice)
{
    struct page_source source = { .text = buf_str(text),
                                  .len = text->len,
                                  .url = "https://example.com/a/b",
                                  .title = "A title of some words",
                                  .excerpt = "" };
    struct buf form = BUF_INIT(WIRE_MAX);
    struct wire_meta meta, got;
    struct error error;

    wire_meta_init(&meta);
    cmark_node *root = page_document(&source, &meta);
    if (wire_write(root, &meta, &form)) {
        cmark_node *read = wire_read(form.data, form.len, &got, &error);
        FUZZ_HOLDS(read);
        check_meta(&got);
        lines_check(read, choice);
        cmark_node_free(read);
        wire_meta_release(&got);
    }
    cmark_node_free(root);
    wire_meta_release(&meta);
    buf_release(&form);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool ready;
    struct buf text = BUF_INIT(FETCH_PAGE_MAX);
    struct charset charset;
    struct error error;

    if (!ready)
        ready = text_init_locale() || true;
    if (charset_open(&charset, (const char *)data, size, "", &error)) {
        charset_decode(&charset, (const char *)data, size, &text);
        FUZZ_HOLDS(!memchr(buf_str(&text), '\0', text.len));
        read_page(&text, size);
    }
    buf_release(&text);
    return 0;
}
