/* SPDX-License-Identifier: MIT */
#include "doc/document.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"

/* Where text that follows must be parted by a blank from what came before. */
static bool parts(cmark_node_type type)
{
    return document_is_block(type) || type == CMARK_NODE_SOFTBREAK ||
           type == CMARK_NODE_LINEBREAK;
}

/* The text that a node itself shows; NULL for none. */
static const char *own_text(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);

    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE || type == CMARK_NODE_CODE_BLOCK)
        return cmark_node_get_literal(node);
    return NULL;
}

static void add_folded(struct buf *out, const char *s)
{
    for (const char *end; *s; s = end) {
        size_t n = strcspn(s, "\n");
        buf_add(out, s, n);
        end = s + n;
        if (*end == '\n') {
            buf_addc(out, ' ');
            end++;
        }
    }
}

void document_plain(cmark_node *node, struct buf *out)
{
    size_t start = out->len;
    cmark_iter *iter = cmark_iter_new(node);

    while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        cmark_node *at = cmark_iter_get_node(iter);
        const char *text = own_text(at);

        if (parts(cmark_node_get_type(at)) && out->len > start &&
            out->data[out->len - 1] != ' ')
            buf_addc(out, ' ');
        if (text)
            add_folded(out, text);
    }
    cmark_iter_free(iter);
    if (out->len > start && out->data[out->len - 1] == ' ')
        buf_truncate(out, out->len - 1);
}

/*
 * Beyond ASCII nearly everything is a letter; these are the blocks of punctuation and signs
 * that running text meets (Unicode 15, Blocks.txt), in rising order.
 */
static const struct {
    uint32_t first, last;
} signs[] = {
    { 0x80, 0xA9 },     { 0xAB, 0xB1 },       { 0xB4, 0xB4 },     { 0xB6, 0xB8 },
    { 0xBB, 0xBF },     { 0xD7, 0xD7 },       { 0xF7, 0xF7 },     { 0x2000, 0x2BFF },
    { 0x2E00, 0x2E7F }, { 0x3000, 0x3004 },   { 0x3008, 0x3020 }, { 0xFE10, 0xFE6F },
    { 0xFF00, 0xFF0F }, { 0xFF1A, 0xFF20 },   { 0xFF3B, 0xFF40 }, { 0xFF5B, 0xFF65 },
    { 0xFFE0, 0xFFFF }, { 0x1F000, 0x1FAFF },
};

static bool is_letter_or_digit(uint32_t c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
    for (size_t i = 0; i < sizeof signs / sizeof *signs && c >= signs[i].first; i++)
        if (c <= signs[i].last)
            return false;
    return true;
}

struct word_count {
    size_t runs, dense; /* dense: characters of scripts without blanks */
    bool inside;        /* of a run */
};

static void count_words(struct word_count *count, const char *s)
{
    size_t n = strlen(s);
    uint32_t c;

    for (size_t i = 0; i < n;) {
        i += text_decode(s + i, n - i, &c);
        if (!is_letter_or_digit(c)) {
            if (c != '\'' && c != 0x2019)
                count->inside = false;
        } else if (text_breaks_around(c)) {
            count->dense++;
            count->inside = false;
        } else {
            count->runs += !count->inside;
            count->inside = true;
        }
    }
}

size_t document_words(cmark_node *root)
{
    struct word_count count = { 0 };
    cmark_iter *iter = cmark_iter_new(root);

    while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        cmark_node *at = cmark_iter_get_node(iter);
        const char *text = own_text(at);

        if (parts(cmark_node_get_type(at)))
            count.inside = false;
        if (text)
            count_words(&count, text);
    }
    cmark_iter_free(iter);
    return count.runs + (count.dense + 1) / 2;
}
