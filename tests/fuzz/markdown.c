/* SPDX-License-Identifier: MIT */
/* Markdown to a document, over the wire, to lines. */
#include "worker/markdown.h"
#include "base/text.h"
#include "doc/wire.h"
#include "fuzz.h"
#include "lines_check.h"

/* What a worker would send and its parent read. */
static void send_over(cmark_node *root)
{
    struct buf form = BUF_INIT(WIRE_MAX);
    struct wire_meta meta, got;
    struct error error;

    wire_meta_init(&meta);
    if (wire_write(root, &meta, &form)) {
        cmark_node *read = wire_read(form.data, form.len, &got, &error);
        FUZZ_HOLDS(read);
        lines_check(read);
        cmark_node_free(read);
        wire_meta_release(&got);
    }
    wire_meta_release(&meta);
    buf_release(&form);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool ready;
    bool cut = false;

    if (!ready)
        ready = text_init_locale() || true;
    cmark_node *root =
        markdown_document((const char *)data, size, "https://example.com/a/", &cut);
    FUZZ_HOLDS(root);
    send_over(root);
    cmark_node_free(root);
    return 0;
}
