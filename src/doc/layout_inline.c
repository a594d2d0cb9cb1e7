/* SPDX-License-Identifier: MIT */
#include "doc/layout_walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add(struct layout *layout, const char *s)
{
    flow_add(&layout->flow, s, strlen(s), layout->now.style, layout->now.link);
}

static void enter_text(struct layout *layout, cmark_node *node)
{
    add(layout, cmark_node_get_literal(node));
}

static void enter_code(struct layout *layout, cmark_node *node)
{
    const char *s = cmark_node_get_literal(node);

    flow_add(&layout->flow, s, strlen(s), layout->now.style | SPAN_CODE, layout->now.link);
}

static void enter_soft_break(struct layout *layout, cmark_node *node)
{
    (void)node;
    flow_soft_break(&layout->flow);
}

static void enter_line_break(struct layout *layout, cmark_node *node)
{
    (void)node;
    flow_hard_break(&layout->flow);
}

/* 10^6 needs its sign to be read rightly; the "st" of 1st and the [1] of a source do not. */
static void enter_super(struct layout *layout, cmark_node *node)
{
    static const char *const bare[] = { "st", "nd", "rd", "th", "TM", "" };
    cmark_node *child = cmark_node_first_child(node);

    if (!child || cmark_node_get_type(child) != CMARK_NODE_TEXT)
        return;
    const char *text = cmark_node_get_literal(child);
    for (size_t i = 0; i < sizeof bare / sizeof *bare; i++)
        if (strcmp(text, bare[i]) == 0)
            return;
    if (strchr("[(^*", text[0]) == NULL)
        add(layout, "^");
}

static void enter_footnote_ref(struct layout *layout, cmark_node *node)
{
    add(layout, "[^");
    add(layout, document_argument(node));
    add(layout, "]");
}

static void open_link(struct layout *layout, cmark_node *node)
{
    struct lines *lines = layout->page.lines;

    layout->now.link =
        lines_add_link(lines, cmark_node_get_url(node), "", layout->next_number++);
    lines->links[layout->now.link].line = UINT32_MAX; /* until it is printed */
}

static void enter_link(struct layout *layout, cmark_node *node)
{
    if (layout->now.link >= 0 || cmark_node_get_url(node)[0] == '\0')
        return;
    open_link(layout, node);
    layout->now.style |= SPAN_LINK;
    layout->now.from = flow_length(&layout->flow);
}

static void enter_image(struct layout *layout, cmark_node *node)
{
    if (layout->now.style & SPAN_IMAGE)
        return;
    layout->now.from = flow_length(&layout->flow);
    layout->now.style |= SPAN_IMAGE;
    if (layout->now.link < 0 && cmark_node_get_url(node)[0] != '\0')
        open_link(layout, node);
    add(layout, "[picture: ");
    layout->now.alt = flow_length(&layout->flow);
}

/* "[1]" behind the text of a link, unless that says the same already. */
static void add_number(struct layout *layout, const char *text)
{
    struct flow *flow = &layout->flow;
    char number[32];

    snprintf(number, sizeof number, "[%d]", layout->page.lines->links[layout->now.link].number);
    size_t n = strlen(number);
    bool same = strcmp(text, number) == 0 ||
                (strlen(text) == n - 2 && memcmp(text, number + 1, n - 2) == 0);
    if (!same && layout->options->link_numbers)
        flow_add(flow, number, n, SPAN_DIM, layout->now.link);
}

/* The text since the link or image began becomes its name; a link without any is taken back. */
static void close_link(struct layout *layout)
{
    struct lines *lines = layout->page.lines;
    uint32_t start = layout->now.from, end = flow_length(&layout->flow);
    const char *s = buf_str(&layout->flow.text);

    while (start < end && (s[start] == ' ' || s[start] == '\n'))
        start++;
    while (end > start && (s[end - 1] == ' ' || s[end - 1] == '\n'))
        end--;
    if (start == end) {
        flow_unlink(&layout->flow, layout->now.link); /* blanks may stay */
        lines->link_count--;
        layout->next_number--;
        return;
    }
    char *text = arena_strndup(&lines->arena, s + start, end - start);
    lines->links[layout->now.link].text = text;
    for (; *text; text++)
        if (*text == '\n')
            *text = ' ';
    add_number(layout, lines->links[layout->now.link].text);
}

/* The link around a node, not the node's own. */
static int32_t outer_link(const struct layout *layout)
{
    return layout->states[layout->depth - 1].link;
}

static void leave_link(struct layout *layout, cmark_node *node)
{
    (void)node;
    if (layout->now.link != outer_link(layout))
        close_link(layout);
}

static void leave_image(struct layout *layout, cmark_node *node)
{
    (void)node;
    if (layout->states[layout->depth - 1].style & SPAN_IMAGE)
        return;
    if (flow_length(&layout->flow) == layout->now.alt)
        flow_truncate(&layout->flow, layout->now.alt - (uint32_t)strlen(": "));
    add(layout, "]");
    if (layout->now.link != outer_link(layout))
        close_link(layout);
}

static const struct handler by_type[] = {
    [CMARK_NODE_TEXT] = { enter_text, NULL, 0 },
    [CMARK_NODE_SOFTBREAK] = { enter_soft_break, NULL, 0 },
    [CMARK_NODE_LINEBREAK] = { enter_line_break, NULL, 0 },
    [CMARK_NODE_CODE] = { enter_code, NULL, 0 },
    [CMARK_NODE_EMPH] = { NULL, NULL, SPAN_EMPH },
    [CMARK_NODE_STRONG] = { NULL, NULL, SPAN_STRONG },
    [CMARK_NODE_LINK] = { enter_link, leave_link, 0 },
    [CMARK_NODE_IMAGE] = { enter_image, leave_image, 0 },
};

static const struct handler by_kind[KIND_COUNT] = {
    [KIND_DIM] = { NULL, NULL, SPAN_DIM },
    [KIND_STRIKE] = { NULL, NULL, SPAN_STRIKE },
    [KIND_UNDERLINE] = { NULL, NULL, SPAN_UNDERLINE },
    [KIND_SUPER] = { enter_super, NULL, 0 },
    [KIND_MARK] = { NULL, NULL, SPAN_MARK },
    [KIND_FOOTNOTE_REF] = { enter_footnote_ref, NULL, SPAN_DIM },
};

static const struct handler *handler_of(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);

    if (type == CMARK_NODE_CUSTOM_INLINE)
        return &by_kind[document_kind(node)];
    return &by_type[type];
}

void layout_inline_event(struct layout *layout, cmark_node *node, cmark_event_type event)
{
    const struct handler *handler = handler_of(node);

    if (event == CMARK_EVENT_EXIT) {
        if (handler->leave)
            handler->leave(layout, node);
        layout_pop(layout);
        return;
    }
    if (!document_is_leaf(cmark_node_get_type(node)))
        layout_push(layout);
    layout->now.style |= handler->style;
    if (handler->enter)
        handler->enter(layout, node);
}
