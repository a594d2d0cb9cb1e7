/* SPDX-License-Identifier: MIT */
#include "worker/html_build.h"

#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "base/text.h"

enum {
    TEXT_PIECE_MAX = 16 * 1024 * 1024,
    ATTRIBUTE_MAX = ADDRESS_MAX,
    CODE_PIECE_MAX = 1024,
};

/* The node of each format; what is not here is shown by other means. */
static const struct {
    cmark_node_type type;
    enum document_kind kind;
} format_nodes[HTML_ROLES] = {
    [HTML_STRONG] = { CMARK_NODE_STRONG, KIND_NONE },
    [HTML_EMPH] = { CMARK_NODE_EMPH, KIND_NONE },
    [HTML_STRIKE] = { CMARK_NODE_NONE, KIND_STRIKE },
    [HTML_UNDERLINE] = { CMARK_NODE_NONE, KIND_UNDERLINE },
    [HTML_SUPER] = { CMARK_NODE_NONE, KIND_SUPER },
    [HTML_SUB] = { CMARK_NODE_NONE, KIND_SUB },
    [HTML_MARK] = { CMARK_NODE_NONE, KIND_MARK },
    [HTML_DIM] = { CMARK_NODE_NONE, KIND_DIM },
    [HTML_LINK] = { CMARK_NODE_LINK, KIND_NONE },
};

/* ASCII blanks, and the wider ones that cleaning would drop at the ends of a piece of text. */
static bool is_blank(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x202F || c == 0x3000;
}

/* Bytes of the blank that a text begins with, or 0. */
static size_t first_blank(const char *s, size_t n)
{
    uint32_t c;
    size_t bytes = n > 0 ? text_decode(s, n, &c) : 0;

    return bytes > 0 && is_blank(c) ? bytes : 0;
}

/* The same of its end. */
static size_t last_blank(const char *s, size_t n)
{
    size_t start = n;

    while (start > 0 && n - start < 3 && ((unsigned char)s[start - 1] & 0xC0) == 0x80)
        start--;
    start -= start > 0;
    return first_blank(s + start, n - start) == n - start ? n - start : 0;
}

void build_init(struct build *build, cmark_node *parent)
{
    *build = (struct build){ .block = parent,
                             .text = BUF_INIT(TEXT_PIECE_MAX),
                             .attribute = BUF_INIT(ATTRIBUTE_MAX) };
}

void build_release(struct build *build)
{
    buf_release(&build->text);
    buf_release(&build->attribute);
}

/* Count a node against the limits. False, and the node freed, when there are enough. */
static bool admit(struct build *build, cmark_node *node, size_t bytes)
{
    build->nodes++;
    build->bytes += bytes;
    if (build->nodes > DOCUMENT_NODES_MAX || build->bytes > DOCUMENT_BYTES_MAX)
        build->cut = true;
    if (build->cut)
        cmark_node_free(node);
    return !build->cut;
}

const char *build_clean(struct build *build, const char *value)
{
    buf_clear(&build->attribute);
    if (value)
        text_clean(&build->attribute, value, strlen(value), TEXT_LINE);
    return buf_str(&build->attribute);
}

/* Where there is room for rows or cells only. */
static bool is_table_frame(cmark_node *block)
{
    return document_kind(block) == KIND_ROW || document_kind(block) == KIND_TABLE;
}

cmark_node *build_container(struct build *build, cmark_node_type child)
{
    cmark_node *at = build->block;

    while (is_table_frame(at))
        at = cmark_node_parent(at);
    if (cmark_node_get_type(at) != CMARK_NODE_LIST || child == CMARK_NODE_ITEM)
        return at;
    cmark_node *last = cmark_node_last_child(at);
    if (last && child == CMARK_NODE_LIST)
        return last;
    return document_block(at, CMARK_NODE_ITEM);
}

void build_part(struct build *build)
{
    if (build->heading && build->leaf) {
        build->space = true;
        return;
    }
    build->leaf = build->inlines = NULL;
    build->format_open = 0;
    build->breaks = 0;
    build->space = false;
}

cmark_node *build_format_node(enum html_role role)
{
    enum document_kind kind = format_nodes[role].kind;

    return kind != KIND_NONE ? document_custom(kind, "")
                             : document_node_new(format_nodes[role].type);
}

static void open_leaf(struct build *build)
{
    cmark_node_type type = build->heading ? CMARK_NODE_HEADING : CMARK_NODE_PARAGRAPH;
    cmark_node *node = document_node_new(type);

    if (build->heading)
        cmark_node_set_heading_level(node, build->heading);
    if (!admit(build, node, 0))
        return;
    document_append(build_container(build, type), node);
    build->leaf = build->inlines = node;
    build->format_open = 0;
    build->space = false;
}

static void open_formats(struct build *build)
{
    while (build->format_open < build->format_count) {
        const struct build_format *format = &build->formats[build->format_open++];
        cmark_node *node = build_format_node(format->role);
        size_t bytes = 0;
        if (format->role == HTML_LINK) {
            cmark_node_set_url(node, build_clean(build, format->url));
            bytes = build->attribute.len;
            cmark_node_set_title(node, build_clean(build, format->title));
            bytes += build->attribute.len;
        }
        if (!admit(build, node, bytes))
            return;
        document_append(build->inlines, node);
        build->inlines = node;
    }
}

static void append_inline(struct build *build, cmark_node *node, size_t bytes)
{
    if (admit(build, node, bytes))
        document_append(build->inlines, node);
}

/* Bring everything about so that text can be appended to build->inlines. */
static void begin_inline(struct build *build)
{
    if (build->breaks > 1)
        build_part(build);
    if (!build->leaf) {
        open_leaf(build);
    } else if (build->breaks == 1) {
        append_inline(build, document_node_new(CMARK_NODE_LINEBREAK), 0);
    } else if (build->space) {
        append_inline(build, document_text(NULL, " ", 1), 1);
    }
    build->breaks = 0;
    build->space = false;
    if (!build->cut)
        open_formats(build);
}

/* Text of one code element is one piece, whatever spans it is written with. */
static bool extend_code(struct build *build, const char *s)
{
    cmark_node *last = build->inlines ? cmark_node_last_child(build->inlines) : NULL;

    if (!last || last != build->code_node || build->breaks > 0 ||
        build->format_open < build->format_count)
        return false;
    struct buf joined = BUF_INIT(TEXT_PIECE_MAX);
    buf_adds(&joined, cmark_node_get_literal(last));
    /* A literal grows by copying: pieces stay short so that many of them stay cheap. */
    bool fits = joined.len < CODE_PIECE_MAX;
    if (fits) {
        buf_adds(&joined, build->space ? " " : "");
        buf_adds(&joined, s);
        cmark_node_set_literal(last, buf_str(&joined));
        build->bytes += strlen(s);
        build->space = false;
    }
    buf_release(&joined);
    return fits;
}

static void add_code(struct build *build, const char *s, size_t n)
{
    if (extend_code(build, s))
        return;
    begin_inline(build);
    if (build->cut)
        return;
    cmark_node *node = document_node_new(CMARK_NODE_CODE);
    cmark_node_set_literal(node, s);
    build->code_node = node;
    append_inline(build, node, n);
}

void build_text(struct build *build, const char *s, size_t n)
{
    size_t start = 0, end = n, blank;

    while ((blank = first_blank(s + start, n - start)) > 0)
        start += blank;
    if (start > 0)
        build->space = true;
    while (end > start && (blank = last_blank(s, end)) > 0)
        end -= blank;
    bool blank_behind = end < n;
    buf_clear(&build->text);
    text_clean(&build->text, s + start, end - start, TEXT_LINE);
    if (build->text.len == 0 || build->cut)
        return;
    if (build->code > 0) {
        add_code(build, buf_str(&build->text), build->text.len);
    } else {
        begin_inline(build);
        if (!build->cut)
            append_inline(build, document_text(NULL, build->text.data, build->text.len),
                          build->text.len);
    }
    build->space = blank_behind;
}

void build_string(struct build *build, const char *s)
{
    build_text(build, s, strlen(s));
}

void build_break(struct build *build)
{
    if (build->heading)
        build->space = true;
    else if (build->leaf)
        build->breaks++;
}

void build_inline(struct build *build, cmark_node *node)
{
    begin_inline(build);
    if (build->cut)
        cmark_node_free(node);
    else
        append_inline(build, node, 0);
}

void build_leaf_block(struct build *build, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);

    build_part(build);
    if (admit(build, node, 0) && !document_append(build_container(build, type), node))
        cmark_node_free(node);
}

void build_open_block(struct build *build, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);

    bool part = document_kind(node) == KIND_ROW || document_kind(node) == KIND_CELL;

    build_part(build);
    if (build->depth >= BUILD_BLOCKS_MAX || build->heading ||
        part != is_table_frame(build->block)) {
        cmark_node_free(node);
        return;
    }
    if (!admit(build, node, 0))
        return;
    if (!document_append(part ? build->block : build_container(build, type), node)) {
        cmark_node_free(node);
        return;
    }
    build->block = node;
    build->depth++;
}

void build_push_format(struct build *build, enum html_role role, const char *url,
                       const char *title)
{
    if (build->format_count < BUILD_FORMATS_MAX)
        build->formats[build->format_count++] =
            (struct build_format){ .role = role, .url = url, .title = title };
}

void build_pop_formats(struct build *build, int count)
{
    while (build->format_count > count) {
        if (build->format_open == build->format_count) {
            build->inlines = cmark_node_parent(build->inlines);
            build->format_open--;
        }
        build->format_count--;
    }
}
