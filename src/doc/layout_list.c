/* SPDX-License-Identifier: MIT */
#include "doc/layout_walk.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

static int count_digits(long long n)
{
    int digits = 1;

    for (; n >= 10; n /= 10)
        digits++;
    return digits;
}

void layout_enter_list(struct layout *layout, cmark_node *node)
{
    struct state *now = &layout->now;
    long long items = 0;

    now->tight = cmark_node_get_list_tight(node);
    now->lists++;
    now->number = -1;
    if (cmark_node_get_list_type(node) != CMARK_ORDERED_LIST)
        return;
    for (cmark_node *item = cmark_node_first_child(node); item; item = cmark_node_next(item))
        items++;
    now->number = cmark_node_get_list_start(node);
    now->digits = count_digits(now->number + items - (items > 0));
    now->delimiter = cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM ? ')' : '.';
}

const char *layout_next_marker(struct layout *layout)
{
    static const char *const bullets[] = { "• ", "◦ ", "▪ " };
    static const char *const ascii_bullets[] = { "* ", "- ", "+ " };
    /* Of the list: the item's own state is a copy. */
    struct state *list = &layout->states[layout->depth - 1];

    if (list->lists == 0)
        return bullets[0];
    if (list->number < 0) {
        int depth = (list->lists - 1) % 3;
        return layout->options->ascii ? ascii_bullets[depth] : bullets[depth];
    }
    char *marker = arena_bytes(&layout->page.lines->arena, 32);
    snprintf(marker, 32, "%*lld%c ", list->digits, list->number, list->delimiter);
    list->number++;
    return marker;
}

/*
 * Hang what follows behind a marker. Where that would leave too little room the marker just
 * goes before the text.
 */
void layout_hang(struct layout *layout, const char *marker)
{
    size_t n = strlen(marker);
    int width = text_width(marker, n);
    struct margin margin = { .text = page_blank,
                             .len = (uint32_t)width,
                             .width = width,
                             .first = marker,
                             .first_len = (uint32_t)n,
                             .first_width = width };
    if (!page_indent(&layout->page, &margin))
        flow_add_lead(&layout->flow, marker, n, SPAN_MARKER);
}
