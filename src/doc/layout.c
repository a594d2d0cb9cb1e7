/* SPDX-License-Identifier: MIT */
#include "doc/layout.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "doc/layout_walk.h"

void layout_push(struct layout *layout)
{
    if (layout->depth == layout->size) {
        layout->size = layout->size ? layout->size * 2 : 32;
        layout->states = xreallocarray(layout->states, layout->size, sizeof *layout->states);
    }
    layout->states[layout->depth++] = layout->now;
    layout->now.margins = layout->page.margin_count;
    layout->now.lines = layout->page.lines->count;
}

void layout_pop(struct layout *layout)
{
    page_outdent(&layout->page, layout->now.margins);
    layout->now = layout->states[--layout->depth];
}

void layout_flush(struct layout *layout, bool lead)
{
    struct flow *flow = &layout->flow;

    flow_trim(flow);
    if (flow_length(flow) <= (lead ? 0 : flow->lead))
        return;
    page_flow(&layout->page, flow);
    flow_clear(flow);
}

static void enter(struct layout *layout, cmark_node *node)
{
    const struct handler *handler = layout_block_handler(node);

    layout_flush(layout, false);
    if (layout->depth == 1)
        page_start_block(&layout->page);
    if (layout->page.lines->count > layout->now.lines && !layout->now.tight)
        page_gap(&layout->page);
    if (!document_is_leaf(cmark_node_get_type(node)))
        layout_push(layout);
    layout->now.style |= handler->style;
    if (handler->enter)
        handler->enter(layout, node);
}

static void leave(struct layout *layout, cmark_node *node)
{
    const struct handler *handler = layout_block_handler(node);

    layout_flush(layout, true);
    if (handler->leave)
        handler->leave(layout, node);
    layout_pop(layout);
}

static void walk(struct layout *layout, cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE && !layout->page.lines->cut) {
        cmark_node *node = cmark_iter_get_node(iter);

        if (!document_is_block(cmark_node_get_type(node)))
            layout_inline_event(layout, node, event);
        else if (event == CMARK_EVENT_ENTER)
            enter(layout, node);
        else
            leave(layout, node);
        if (layout->skip) {
            layout->skip = false;
            cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
            leave(layout, node);
        }
    }
    cmark_iter_free(iter);
    layout_flush(layout, true);
}

static int clamp_width(const struct layout_options *options)
{
    int width = options->width;

    width = width < LAYOUT_WIDTH_MIN ? LAYOUT_WIDTH_MIN : width;
    return width > LAYOUT_WIDTH_MAX ? LAYOUT_WIDTH_MAX : width;
}

void layout_document(struct lines *lines, cmark_node *root,
                     const struct layout_options *options)
{
    struct layout layout = { .options = options,
                             .now = { .link = -1, .lines = lines->count },
                             .next_number = options->first_link };
    size_t links = lines->link_count;

    page_init(&layout.page, lines, clamp_width(options));
    flow_init(&layout.flow);
    page_start_block(&layout.page);
    walk(&layout, root);
    /* Links behind the cut. */
    for (; links < lines->link_count; links++)
        if (lines->links[links].line >= lines->count)
            lines->links[links].line = lines->count ? (uint32_t)lines->count - 1 : 0;
    free(layout.states);
    flow_release(&layout.flow);
    page_release(&layout.page);
}

static int clamp_indent(int indent, int width)
{
    if (indent > width / 2)
        return width / 2;
    return indent > 0 ? indent : 0;
}

void layout_text(struct lines *lines, const char *s, size_t n, unsigned style, int indent,
                 int hanging, int32_t link, const struct layout_options *options)
{
    struct page page;
    struct flow flow;
    int width = clamp_width(options);
    struct margin margin = { .text = page_blank, .first = page_blank };

    margin.first_width = clamp_indent(indent, width);
    margin.first_len = (uint32_t)margin.first_width;
    margin.width = clamp_indent(hanging, width);
    margin.len = (uint32_t)margin.width;
    page_init(&page, lines, width);
    flow_init(&flow);
    page_start_block(&page);
    page_indent(&page, &margin);
    flow_add(&flow, s, n, style, link);
    flow_trim(&flow);
    page_flow(&page, &flow);
    flow_release(&flow);
    page_release(&page);
}
