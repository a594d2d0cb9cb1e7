/* SPDX-License-Identifier: MIT */
#include "worker/html_document.h"

#include <stdlib.h>
#include <string.h>

#include "base/address.h"

static bool enter_nothing(struct build *build, const struct html_node *node)
{
    (void)build;
    (void)node;
    return false;
}

static bool enter_inline(struct build *build, const struct html_node *node)
{
    (void)build;
    (void)node;
    return true;
}

static bool enter_format(struct build *build, const struct html_node *node)
{
    build_push_format(build, node->element->role, NULL, NULL);
    return true;
}

static bool enter_code(struct build *build, const struct html_node *node)
{
    (void)node;
    build->code++;
    build->code_node = NULL;
    return true;
}

static bool in_link(const struct build *build)
{
    for (int i = 0; i < build->format_count; i++)
        if (build->formats[i].role == HTML_LINK)
            return true;
    return false;
}

/* Links without a target, to this very page, or to a script lead nowhere from here, and half an
 * address leads elsewhere. */
static bool enter_link(struct build *build, const struct html_node *node)
{
    const char *href = html_attribute(node, "href");

    if (!href || in_link(build))
        return true;
    href += strspn(href, " \t\n\f\r");
    if (*href != '\0' && *href != '#' && strncasecmp(href, "javascript:", 11) != 0 &&
        strlen(href) <= ADDRESS_MAX)
        build_push_format(build, HTML_LINK, href, html_attribute(node, "title"));
    return true;
}

static bool enter_quoted(struct build *build, const struct html_node *node)
{
    (void)node;
    build_string(build, "\u201c");
    return true;
}

static bool enter_gloss(struct build *build, const struct html_node *node)
{
    (void)node;
    build_string(build, "(");
    return true;
}

static bool enter_break(struct build *build, const struct html_node *node)
{
    (void)node;
    build_break(build);
    return false;
}

static bool enter_block(struct build *build, const struct html_node *node)
{
    (void)node;
    build_part(build);
    return true;
}

static bool enter_heading(struct build *build, const struct html_node *node)
{
    build_part(build);
    if (!build->heading)
        build->heading = node->element->level;
    return true;
}

static bool enter_rule(struct build *build, const struct html_node *node)
{
    (void)node;
    build_leaf_block(build, document_node_new(CMARK_NODE_THEMATIC_BREAK));
    return false;
}

static bool enter_quote(struct build *build, const struct html_node *node)
{
    (void)node;
    build_open_block(build, document_node_new(CMARK_NODE_BLOCK_QUOTE));
    return true;
}

static bool enter_figure(struct build *build, const struct html_node *node)
{
    (void)node;
    build_open_block(build, document_custom(KIND_FIGURE, ""));
    return true;
}

static bool enter_list(struct build *build, const struct html_node *node)
{
    cmark_node *list = document_node_new(CMARK_NODE_LIST);
    bool ordered = node->element->role == HTML_ORDERED;
    const char *start = html_attribute(node, "start");
    long first = start ? strtol(start, NULL, 10) : 1;

    cmark_node_set_list_type(list, ordered ? CMARK_ORDERED_LIST : CMARK_BULLET_LIST);
    cmark_node_set_list_tight(list, true);
    if (ordered) {
        /* CommonMark has no negative numbers and at most nine digits. */
        cmark_node_set_list_start(list, first >= 0 && first <= 999999999 ? (int)first : 1);
        cmark_node_set_list_delim(list, CMARK_PERIOD_DELIM);
    }
    build_open_block(build, list);
    return true;
}

/* The list an item belongs to: the open one, the one just before it, or a new one. */
static void open_list(struct build *build)
{
    if (cmark_node_get_type(build->block) == CMARK_NODE_LIST)
        return;
    cmark_node *before = cmark_node_last_child(build_container(build, CMARK_NODE_ITEM));

    build_part(build);
    if (before && cmark_node_get_type(before) == CMARK_NODE_LIST) {
        build->block = before;
        return;
    }
    cmark_node *list = document_node_new(CMARK_NODE_LIST);
    cmark_node_set_list_type(list, CMARK_BULLET_LIST);
    cmark_node_set_list_tight(list, true);
    build_open_block(build, list);
}

static bool enter_item(struct build *build, const struct html_node *node)
{
    (void)node;
    build_part(build);
    if (build->heading)
        return true;
    open_list(build);
    if (cmark_node_get_type(build->block) == CMARK_NODE_LIST)
        build_open_block(build, document_node_new(CMARK_NODE_ITEM));
    return true;
}

static bool enter_term(struct build *build, const struct html_node *node)
{
    (void)node;
    build_part(build);
    build_push_format(build, HTML_STRONG, NULL, NULL);
    return true;
}

static bool enter_caption(struct build *build, const struct html_node *node)
{
    (void)node;
    build_part(build);
    build_push_format(build, HTML_DIM, NULL, NULL);
    return true;
}

/* What a table has beside its rows was put behind it; browsers show the caption above it,
 * wherever it was written. */
static void exit_caption(struct build *build)
{
    cmark_node *table = build->block, *caption;

    while (document_kind(table) == KIND_TABLE && (caption = cmark_node_next(table)))
        cmark_node_insert_before(table, caption);
}

static void exit_code(struct build *build)
{
    build->code--;
}

static void exit_quoted(struct build *build)
{
    build->space = false;
    build_string(build, "\u201d");
}

static void exit_gloss(struct build *build)
{
    build->space = false;
    build_string(build, ")");
}

static const struct {
    html_enter_fn *enter;
    void (*exit)(struct build *build); /* before blocks and formats are closed; or NULL */
} roles[HTML_ROLES] = {
    [HTML_INLINE] = { enter_inline, NULL },
    [HTML_STRONG] = { enter_format, NULL },
    [HTML_EMPH] = { enter_format, NULL },
    [HTML_CODE] = { enter_code, exit_code },
    [HTML_STRIKE] = { enter_format, NULL },
    [HTML_UNDERLINE] = { enter_format, NULL },
    [HTML_SUPER] = { enter_format, NULL },
    [HTML_SUB] = { enter_format, NULL },
    [HTML_MARK] = { enter_format, NULL },
    [HTML_DIM] = { enter_format, NULL },
    [HTML_LINK] = { enter_link, NULL },
    [HTML_QUOTED] = { enter_quoted, exit_quoted },
    [HTML_GLOSS] = { enter_gloss, exit_gloss },
    [HTML_BREAK] = { enter_break, NULL },
    [HTML_IMAGE] = { html_enter_image, NULL },
    [HTML_EMBED] = { html_enter_embed, NULL },
    [HTML_INPUT] = { html_enter_input, NULL },
    [HTML_SKIP] = { enter_nothing, NULL },
    [HTML_BLOCK] = { enter_block, NULL },
    [HTML_HEADING] = { enter_heading, NULL },
    [HTML_RULE] = { enter_rule, NULL },
    [HTML_QUOTE] = { enter_quote, NULL },
    [HTML_PRE] = { html_enter_pre, NULL },
    [HTML_LIST] = { enter_list, NULL },
    [HTML_ORDERED] = { enter_list, NULL },
    [HTML_ITEM] = { enter_item, NULL },
    [HTML_TERM] = { enter_term, NULL },
    [HTML_MEANING] = { enter_item, NULL },
    [HTML_FIGURE] = { enter_figure, NULL },
    [HTML_CAPTION] = { enter_caption, exit_caption },
    [HTML_SUMMARY] = { enter_term, NULL },
    [HTML_TABLE] = { html_enter_table, NULL },
    [HTML_TABLE_PART] = { enter_block, NULL },
    [HTML_ROW] = { html_enter_row, NULL },
    [HTML_CELL] = { html_enter_cell, NULL },
};

/* Found by the word after the property, blanks apart: display:none, visibility: hidden. */
static bool style_says(const char *style, const char *property, const char *value)
{
    const char *at = style;

    while ((at = strcasestr(at, property))) {
        at += strlen(property);
        at += strspn(at, " \t\n");
        if (*at == ':' &&
            strncasecmp(at + 1 + strspn(at + 1, " \t\n"), value, strlen(value)) == 0)
            return true;
    }
    return false;
}

bool html_is_hidden(const struct html_node *node)
{
    static const char *const classes[] = { "sr-only", "visually-hidden", "screen-reader-text",
                                           "screen-reader-only", "visuallyhidden" };
    const char *style = html_attribute(node, "style");
    const char *aria = html_attribute(node, "aria-hidden");

    if (!node->attributes)
        return false;
    if (html_attribute(node, "hidden"))
        return true;
    if (style &&
        (style_says(style, "display", "none") || style_says(style, "visibility", "hidden")))
        return true;
    /* Whole pages are hidden this way behind their own dialogs; icons and doubles are not
     * blocks. */
    if (aria && strcasecmp(aria, "true") == 0 && !html_is_block(node->element))
        return true;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (html_has_word(node, "class", classes[i]))
            return true;
    return false;
}

/* What an element changes and its end restores. */
struct frame {
    cmark_node *block;
    int format_count, heading, depth, columns;
    bool entered;
};

/* A list is tight when no item holds two paragraphs. */
static void loosen(cmark_node *item)
{
    int paragraphs = 0;

    for (cmark_node *at = cmark_node_first_child(item); at; at = cmark_node_next(at))
        paragraphs += cmark_node_get_type(at) == CMARK_NODE_PARAGRAPH;
    if (paragraphs > 1)
        cmark_node_set_list_tight(cmark_node_parent(item), false);
}

/* Close the blocks opened since; empty ones go. */
static void close_blocks(struct build *build, cmark_node *until)
{
    while (build->block != until) {
        cmark_node *done = build->block;
        build->block = cmark_node_parent(done);
        if (cmark_node_get_type(done) == CMARK_NODE_ITEM)
            loosen(done);
        if (!cmark_node_first_child(done) && document_kind(done) != KIND_CELL)
            cmark_node_free(done);
    }
}

static struct frame frame_enter(struct build *build, const struct html_node *node)
{
    struct frame frame = { build->block, build->format_count, build->heading,
                           build->depth, build->columns,      false };

    if (node->element->role == HTML_TEXT)
        build_text(build, node->text, node->text_len);
    else if (!html_is_hidden(node))
        frame.entered = roles[node->element->role].enter(build, node);
    return frame;
}

static void frame_exit(struct build *build, const struct html_node *node,
                       const struct frame *frame)
{
    if (frame->entered && roles[node->element->role].exit)
        roles[node->element->role].exit(build);
    if (frame->entered && html_is_block(node->element)) {
        if (build->heading != frame->heading) {
            build->heading = frame->heading;
            build_part(build);
        }
        build_part(build);
    }
    build_pop_formats(build, frame->format_count);
    close_blocks(build, frame->block);
    build->depth = frame->depth;
    build->columns = frame->columns;
}

bool html_append(const struct html_node *top, cmark_node *parent)
{
    struct frame frames[HTML_DEPTH_MAX + 1];
    struct build build;
    int depth = 0;
    const struct html_node *node = top->first_child;

    build_init(&build, parent);
    while (node && !build.cut) {
        frames[depth] = frame_enter(&build, node);
        if (frames[depth].entered && node->first_child) {
            depth++;
            node = node->first_child;
            continue;
        }
        frame_exit(&build, node, &frames[depth]);
        while (node != top && !node->next) {
            node = node->parent;
            if (node != top)
                frame_exit(&build, node, &frames[--depth]);
        }
        node = node == top ? NULL : node->next;
    }
    bool whole = !build.cut;
    build_release(&build);
    cmark_consolidate_text_nodes(parent);
    return whole;
}
