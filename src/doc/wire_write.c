/* SPDX-License-Identifier: MIT */
#include "doc/wire.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "doc/wire_form.h"

/*
 * Block containers end above this depth, so that the parts of the last list or table and the
 * inline containers in them always have room.
 */
enum { BLOCK_DEPTH_MAX = DOCUMENT_DEPTH_MAX - 20 };

struct writer {
    struct buf *out;
    size_t nodes, bytes; /* written, against the limits of documents */
    int depth;           /* containers written and open */
    bool *kept;          /* for each open container of the tree: whether it was written */
    size_t open, size;
    bool cut;
};

static void write_number(struct buf *out, size_t n)
{
    for (; n >= 0x80; n >>= 7)
        buf_addc(out, (char)(n | 0x80));
    buf_addc(out, (char)n);
}

static void write_text(struct buf *out, const char *s, size_t n)
{
    write_number(out, n);
    buf_add(out, s, n);
}

static void write_list(struct buf *out, cmark_node *node)
{
    bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    int start = cmark_node_get_list_start(node);
    unsigned flags = 0;

    flags |= ordered ? LIST_ORDERED : 0;
    flags |= cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM ? LIST_PAREN : 0;
    flags |= cmark_node_get_list_tight(node) ? LIST_TIGHT : 0;
    if (!ordered || start < 0)
        start = 0;
    write_number(out, flags);
    write_number(out, (size_t)(start > WIRE_LIST_MAX ? WIRE_LIST_MAX : start));
}

/* The texts of a node, in the order of the fields. */
static size_t node_texts(cmark_node *node, unsigned fields, const char *texts[3])
{
    size_t count = 0;

    if (fields & FIELD_LITERAL)
        texts[count++] = cmark_node_get_literal(node);
    if (fields & FIELD_INFO)
        texts[count++] = cmark_node_get_fence_info(node);
    if (fields & FIELD_URL) {
        texts[count++] = cmark_node_get_url(node);
        texts[count++] = cmark_node_get_title(node);
    }
    if (fields & FIELD_ARGUMENT)
        texts[count++] = document_argument(node);
    return count;
}

static size_t form_of(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    enum document_kind kind = document_kind(node);

    for (size_t i = WIRE_EXIT + 1; i < wire_form_count; i++)
        if (wire_forms[i].type == type && wire_forms[i].kind == kind)
            return i;
    return WIRE_EXIT;
}

/* False, with cut set, when the node would break the limits of documents. */
static bool write_node(struct writer *writer, cmark_node *node, size_t form)
{
    unsigned fields = wire_forms[form].fields;
    const char *texts[3];
    size_t lengths[3], bytes = writer->bytes;
    size_t count = node_texts(node, fields, texts);

    for (size_t i = 0; i < count; i++) {
        lengths[i] = strlen(texts[i]);
        bytes += lengths[i];
    }
    if (writer->nodes == DOCUMENT_NODES_MAX || bytes > DOCUMENT_BYTES_MAX) {
        writer->cut = true;
        return false;
    }
    writer->nodes++;
    writer->bytes = bytes;
    buf_addc(writer->out, (char)form);
    for (size_t i = 0; i < count; i++)
        write_text(writer->out, texts[i], lengths[i]);
    if (fields & FIELD_LEVEL)
        write_number(writer->out, (size_t)cmark_node_get_heading_level(node));
    if (fields & FIELD_LIST)
        write_list(writer->out, node);
    return true;
}

static bool is_innermost_kept(const struct writer *writer)
{
    assert(writer->kept && writer->open > 0);
    return writer->kept[writer->open - 1];
}

/*
 * Whether a container is written, or only what is in it: nesting deeper than documents may be
 * is made flat. Lists and tables go or stay with their items, rows and cells.
 */
static bool is_kept(const struct writer *writer, cmark_node *node, size_t form)
{
    cmark_node_type type = cmark_node_get_type(node);
    enum document_kind kind = document_kind(node);

    if (form == WIRE_EXIT)
        return false;
    if (type == CMARK_NODE_ITEM || kind == KIND_ROW || kind == KIND_CELL)
        return is_innermost_kept(writer);
    if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING)
        return true;
    return writer->depth < (document_is_block(type) ? BLOCK_DEPTH_MAX : DOCUMENT_DEPTH_MAX);
}

static bool enter(struct writer *writer, cmark_node *node)
{
    size_t form = form_of(node);

    if (document_is_leaf(cmark_node_get_type(node)))
        return form == WIRE_EXIT || write_node(writer, node, form);
    bool kept = is_kept(writer, node, form);
    if (kept && !write_node(writer, node, form))
        return false;
    if (writer->open == writer->size) {
        writer->size = writer->size ? writer->size * 2 : 64;
        writer->kept = xreallocarray(writer->kept, writer->size, sizeof *writer->kept);
    }
    writer->kept[writer->open++] = kept;
    writer->depth += kept;
    return true;
}

static void leave(struct writer *writer)
{
    bool kept = is_innermost_kept(writer);

    writer->open--;
    if (!kept)
        return;
    buf_addc(writer->out, WIRE_EXIT);
    writer->depth--;
}

static bool write_tree(cmark_node *root, struct buf *out)
{
    struct writer writer = { .out = out };
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;

    while (!out->full && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        if (event == CMARK_EVENT_EXIT)
            leave(&writer);
        else if (!enter(&writer, cmark_iter_get_node(iter)))
            break;
    }
    while (writer.open > 0)
        leave(&writer);
    cmark_iter_free(iter);
    free(writer.kept);
    return writer.cut;
}

bool wire_write(cmark_node *root, const struct wire_meta *meta, struct buf *out)
{
    struct wire_meta copy = *meta;
    char **texts[WIRE_META_TEXTS];
    size_t start = out->len, flags;

    assert(cmark_node_get_type(root) == CMARK_NODE_DOCUMENT);
    buf_add(out, WIRE_MAGIC "\0\0\0\0", WIRE_HEADER);
    buf_addc(out, (char)meta->verdict);
    buf_addc(out, (char)meta->sandbox);
    flags = out->len;
    buf_addc(out, meta->cut ? WIRE_FLAG_CUT : 0);
    wire_meta_texts(&copy, texts);
    for (size_t i = 0; i < WIRE_META_TEXTS; i++) {
        size_t n = strlen(*texts[i]);
        write_text(out, *texts[i],
                   n > WIRE_META_MAX ? text_whole(*texts[i], WIRE_META_MAX) : n);
    }
    bool cut = write_tree(root, out);
    if (out->full)
        return false;
    if (cut)
        out->data[flags] |= WIRE_FLAG_CUT;
    size_t length = out->len - start - WIRE_HEADER;
    for (int i = 0; i < 4; i++)
        out->data[start + sizeof WIRE_MAGIC - 1 + (size_t)i] = (char)(length >> 8 * i);
    return true;
}
