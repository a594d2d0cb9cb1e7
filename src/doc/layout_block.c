/* SPDX-License-Identifier: MIT */
#include "doc/layout_walk.h"

#include <stdio.h>
#include <string.h>

#include "doc/table.h"

static const char rule[] = "────────────────────";
static const char ascii_rule[] = "--------------------";

enum { RULE_COLUMNS = 20, CODE_INDENT = 2 };

/* Before every line, as long as there is room for it. */
static void indent_block(struct layout *layout, const char *text, size_t len, int width)
{
    struct margin margin = { .text = text, .len = (uint32_t)len, .width = width };

    page_indent(&layout->page, &margin);
}

static void enter_heading(struct layout *layout, cmark_node *node)
{
    layout->now.style |= cmark_node_get_heading_level(node) == 1 ? SPAN_TITLE : SPAN_HEADING;
}

static void enter_quote(struct layout *layout, cmark_node *node)
{
    static const char bar[] = "▌ ", ascii_bar[] = "| ";
    bool ascii = layout->options->ascii;

    (void)node;
    layout->now.tight = false;
    indent_block(layout, ascii ? ascii_bar : bar, (ascii ? sizeof ascii_bar : sizeof bar) - 1,
                 2);
}

static void enter_item(struct layout *layout, cmark_node *node)
{
    (void)node;
    layout_hang(layout, layout_next_marker(layout));
}

/* A marker that nothing came to stand behind is a line of its own. */
static void leave_item(struct layout *layout, cmark_node *node)
{
    (void)node;
    layout_flush(layout, true);
    if (!page_is_waiting(&layout->page))
        return;
    page_begin_line(&layout->page);
    page_end_line(&layout->page, layout->page.offset++, false);
}

static void enter_code_block(struct layout *layout, cmark_node *node)
{
    struct page *page = &layout->page;
    const char *literal = cmark_node_get_literal(node);
    size_t n = strlen(literal);
    size_t margins = page->margin_count;

    layout_flush(layout, true);
    while (n > 0 && literal[n - 1] == '\n')
        n--;
    char *stored = arena_strndup(&page->lines->arena, literal, n);
    indent_block(layout, page_blank, CODE_INDENT, CODE_INDENT);
    for (char *s = stored, *end; n > 0 && !page->lines->cut; s = end + 1) {
        end = s + strcspn(s, "\n");
        page_begin_line(page);
        page_add_text(page, s, (size_t)(end - s), layout->now.style | SPAN_CODE,
                      layout->now.link);
        page_end_line(page, page->offset + (uint32_t)(s - stored), true);
        if (*end == '\0')
            break;
    }
    page->offset += (uint32_t)n + 1;
    page_outdent(page, margins);
}

static void enter_break(struct layout *layout, cmark_node *node)
{
    struct page *page = &layout->page;
    bool ascii = layout->options->ascii;
    const char *s = ascii ? ascii_rule : rule;
    int room = page_room(page);
    size_t columns = (size_t)(room < RULE_COLUMNS ? room : RULE_COLUMNS);

    (void)node;
    layout_flush(layout, true);
    page_begin_line(page);
    page_add_text(page, s, columns * (ascii ? 1 : strlen("─")), SPAN_MARKER, -1);
    page_end_line(page, page->offset++, false);
}

static void enter_table(struct layout *layout, cmark_node *node)
{
    layout_flush(layout, true);
    layout->skip = table_layout(layout, node);
}

static void enter_figure(struct layout *layout, cmark_node *node)
{
    (void)node;
    layout->now.tight = true;
}

static void enter_footnote(struct layout *layout, cmark_node *node)
{
    const char *number = document_argument(node);
    size_t size = strlen(number) + sizeof "[^] ";
    char *marker = arena_bytes(&layout->page.lines->arena, size);

    snprintf(marker, size, "[^%s] ", number);
    layout_hang(layout, marker);
}

static const struct handler by_type[] = {
    [CMARK_NODE_BLOCK_QUOTE] = { enter_quote, NULL, SPAN_QUOTE },
    [CMARK_NODE_LIST] = { layout_enter_list, NULL, 0 },
    [CMARK_NODE_ITEM] = { enter_item, leave_item, 0 },
    [CMARK_NODE_CODE_BLOCK] = { enter_code_block, NULL, 0 },
    [CMARK_NODE_HEADING] = { enter_heading, NULL, 0 },
    [CMARK_NODE_THEMATIC_BREAK] = { enter_break, NULL, 0 },
};

static const struct handler by_kind[KIND_COUNT] = {
    [KIND_TABLE] = { enter_table, NULL, 0 },
    [KIND_FIGURE] = { enter_figure, NULL, 0 },
    [KIND_FOOTNOTE] = { enter_footnote, leave_item, 0 },
    [KIND_NOTE] = { NULL, NULL, SPAN_DIM },
};

const struct handler *layout_block_handler(cmark_node *node)
{
    static const struct handler nothing;
    cmark_node_type type = cmark_node_get_type(node);

    if (type == CMARK_NODE_CUSTOM_BLOCK)
        return &by_kind[document_kind(node)];
    return type < sizeof by_type / sizeof *by_type ? &by_type[type] : &nothing;
}
