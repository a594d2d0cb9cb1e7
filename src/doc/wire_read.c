/* SPDX-License-Identifier: MIT */
#include "doc/wire.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "doc/verdict.h"
#include "doc/wire_form.h"

struct reader {
    const char *start, *at, *end;
    struct buf text;     /* the last text read, cleaned */
    size_t nodes, bytes; /* read, against the limits of documents */
    const char *fault;   /* what is wrong, NULL as long as nothing is */
};

/* Remember the first fault; whatever is read after it is empty. */
static void fail(struct reader *reader, const char *fault)
{
    if (!reader->fault)
        reader->fault = fault;
    reader->end = reader->at;
}

static unsigned read_byte(struct reader *reader)
{
    if (reader->at == reader->end) {
        fail(reader, "it ends too early");
        return 0;
    }
    return (unsigned char)*reader->at++;
}

static size_t read_number(struct reader *reader, size_t max)
{
    size_t number = 0;

    for (int shift = 0; shift < 35; shift += 7) {
        unsigned byte = read_byte(reader);
        number |= (size_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            break;
    }
    if (number <= max)
        return number;
    fail(reader, "a number is too large");
    return 0;
}

/* The next text, cleaned, until the next one is read. */
static const char *read_text(struct reader *reader, enum text_kind kind, size_t max)
{
    size_t n = read_number(reader, max);

    buf_clear(&reader->text);
    if (n > (size_t)(reader->end - reader->at)) {
        fail(reader, "a text is longer than the rest");
        return "";
    }
    if (memchr(reader->at, '\0', n)) {
        fail(reader, "a text holds a NUL byte");
        return "";
    }
    text_clean(&reader->text, reader->at, n, kind);
    reader->at += n;
    reader->bytes += reader->text.len;
    if (reader->bytes > DOCUMENT_BYTES_MAX)
        fail(reader, "there is too much text");
    return buf_str(&reader->text);
}

/* A text inside a line: the blanks at its ends count. */
static const char *read_inline(struct reader *reader)
{
    read_text(reader, TEXT_BLOCK, DOCUMENT_BYTES_MAX);
    for (size_t i = 0; i < reader->text.len; i++)
        if (reader->text.data[i] == '\n')
            reader->text.data[i] = ' ';
    return buf_str(&reader->text);
}

static void read_list(struct reader *reader, cmark_node *node)
{
    size_t flags = read_number(reader, LIST_FLAGS);
    size_t start = read_number(reader, WIRE_LIST_MAX);

    cmark_node_set_list_type(node,
                             flags & LIST_ORDERED ? CMARK_ORDERED_LIST : CMARK_BULLET_LIST);
    cmark_node_set_list_delim(node,
                              flags & LIST_PAREN ? CMARK_PAREN_DELIM : CMARK_PERIOD_DELIM);
    cmark_node_set_list_tight(node, (flags & LIST_TIGHT) != 0);
    cmark_node_set_list_start(node, (int)start);
}

static void read_level(struct reader *reader, cmark_node *node)
{
    size_t level = read_number(reader, 6);

    if (level == 0)
        fail(reader, "a heading has no level");
    else
        cmark_node_set_heading_level(node, (int)level);
}

static cmark_node *new_node(struct reader *reader, const struct wire_form *form)
{
    if (form->fields & FIELD_ARGUMENT)
        return document_custom(form->kind, read_text(reader, TEXT_LINE, DOCUMENT_BYTES_MAX));
    return document_node_new(form->type);
}

/* NULL for the end of a container, and after a fault. */
static cmark_node *read_node(struct reader *reader)
{
    size_t number = read_byte(reader);

    if (number == WIRE_EXIT)
        return NULL;
    if (number >= wire_form_count) {
        fail(reader, "a node is of no known kind");
        return NULL;
    }
    if (reader->nodes++ == DOCUMENT_NODES_MAX) {
        fail(reader, "there are too many nodes");
        return NULL;
    }
    const struct wire_form *form = &wire_forms[number];
    cmark_node *node = new_node(reader, form);
    if (form->fields & FIELD_LITERAL)
        cmark_node_set_literal(node, form->type == CMARK_NODE_CODE_BLOCK
                                         ? read_text(reader, TEXT_BLOCK, DOCUMENT_BYTES_MAX)
                                         : read_inline(reader));
    if (form->fields & FIELD_INFO)
        cmark_node_set_fence_info(node, read_text(reader, TEXT_LINE, DOCUMENT_BYTES_MAX));
    if (form->fields & FIELD_URL) {
        cmark_node_set_url(node, read_text(reader, TEXT_LINE, DOCUMENT_BYTES_MAX));
        cmark_node_set_title(node, read_text(reader, TEXT_LINE, DOCUMENT_BYTES_MAX));
    }
    if (form->fields & FIELD_LEVEL)
        read_level(reader, node);
    if (form->fields & FIELD_LIST)
        read_list(reader, node);
    return node;
}

/* NULL after a fault. */
static cmark_node *read_tree(struct reader *reader)
{
    cmark_node *root = read_node(reader), *parent = root;
    int depth = 1;

    if (cmark_node_get_type(root) != CMARK_NODE_DOCUMENT)
        fail(reader, "it does not begin with a document");
    while (!reader->fault && parent) {
        cmark_node *node = read_node(reader);

        if (!node) {
            parent = cmark_node_parent(parent);
            depth--;
        } else if (!document_append(parent, node)) {
            fail(reader, "a node is where it must not be");
            document_free(node);
        } else if (!document_is_leaf(cmark_node_get_type(node))) {
            parent = node;
            if (++depth > DOCUMENT_DEPTH_MAX)
                fail(reader, "it is nested too deeply");
        }
    }
    if (!reader->fault && reader->at != reader->end)
        fail(reader, "something follows its end");
    if (!reader->fault)
        return root;
    if (root)
        document_free(root);
    return NULL;
}

static void read_header(struct reader *reader)
{
    size_t n = (size_t)(reader->end - reader->at), length = 0;

    if (n < WIRE_HEADER || memcmp(reader->at, WIRE_MAGIC, sizeof WIRE_MAGIC - 1) != 0) {
        fail(reader, "it does not begin as one of this version does");
        return;
    }
    for (size_t i = 0; i < 4; i++)
        length |= (size_t)(unsigned char)reader->at[sizeof WIRE_MAGIC - 1 + i] << 8 * i;
    reader->at += WIRE_HEADER;
    if (length != n - WIRE_HEADER)
        fail(reader, "its length is not what it says");
}

static void read_meta(struct reader *reader, struct wire_meta *meta)
{
    char **texts[WIRE_META_TEXTS];

    *meta = (struct wire_meta){ 0 };
    meta->verdict = (int)read_byte(reader);
    if (meta->verdict >= VERDICT_COUNT)
        fail(reader, "its verdict is none");
    meta->sandbox = read_byte(reader);
    meta->cut = read_byte(reader) & WIRE_FLAG_CUT;
    wire_meta_texts(meta, texts);
    for (size_t i = 0; i < WIRE_META_TEXTS; i++) {
        read_text(reader, TEXT_LINE, WIRE_META_MAX);
        *texts[i] = buf_steal(&reader->text);
    }
    reader->bytes = 0; /* not of the document */
}

cmark_node *wire_read(const char *bytes, size_t n, struct wire_meta *meta, struct error *error)
{
    struct reader reader = {
        .start = bytes, .at = bytes, .end = bytes + n, .text = BUF_INIT(DOCUMENT_BYTES_MAX + 1)
    };

    read_header(&reader);
    read_meta(&reader, meta);
    cmark_node *root = read_tree(&reader);
    if (!root) {
        error_set(error, "the parsed document is damaged: %s, at byte %zu", reader.fault,
                  (size_t)(reader.at - reader.start));
        wire_meta_release(meta);
    }
    buf_release(&reader.text);
    return root;
}
