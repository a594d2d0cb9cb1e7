/* SPDX-License-Identifier: MIT */
/* Markdown to a document, over the wire, to lines. */
#include "worker/markdown.h"
#include "base/text.h"
#include "doc/wire.h"
#include "fuzz.h"
#include "lines_check.h"

enum { WORDS_MAX = 256 };

/* What a worker would send and its parent read. */
static void send_over(cmark_node *root, size_t choice)
{
    struct buf form = BUF_INIT(WIRE_MAX);
    struct wire_meta meta, got;
    struct error error;

    wire_meta_init(&meta);
    if (wire_write(root, &meta, &form)) {
        cmark_node *read = wire_read(form.data, form.len, &got, &error);
        FUZZ_HOLDS(read);
        lines_check(read, choice);
        cmark_node_free(read);
        wire_meta_release(&got);
    }
    wire_meta_release(&meta);
    buf_release(&form);
}

/* The input as words and lines and nothing that means anything: none of it is lost. */
static void check_words(const uint8_t *data, size_t size)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz    \n\n";
    char text[WORDS_MAX];
    bool cut = false;

    for (size_t i = 0; i < size; i++)
        text[i] = letters[data[i] % (sizeof letters - 1)];
    cmark_node *root = markdown_document(text, size, "https://example.com/a/", &cut);
    lines_check_letters(root, text, size);
    cmark_node_free(root);
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
    send_over(root, size);
    if (size <= WORDS_MAX && size % 8 == 0)
        check_words(data, size);
    cmark_node_free(root);
    return 0;
}
