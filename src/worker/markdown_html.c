/* SPDX-License-Identifier: MIT */
#include "worker/markdown_html.h"

#include <string.h>

#include "worker/html.h"
#include "worker/markdown_tags.h"
#include "worker/node_list.h"

enum { BLOCK_MAX = DOCUMENT_BYTES_MAX };

/* HTML blocks that follow one another, as text: only together may they be whole. */
static size_t join_blocks(cmark_node *const *blocks, size_t count, struct buf *out,
                          const struct pieces *pieces)
{
    size_t i = 0;

    do {
        const char *literal = cmark_node_get_literal(blocks[i]);
        pieces_expand(pieces, literal, strlen(literal), PLACE_HTML, out);
        buf_addc(out, '\n');
        i++;
    } while (i < count && cmark_node_next(blocks[i - 1]) == blocks[i]);
    return i;
}

static bool convert_blocks(const struct node_list *blocks, const struct pieces *pieces)
{
    struct buf source = BUF_INIT(BLOCK_MAX);
    bool whole = true;

    for (size_t i = 0; i < blocks->count;) {
        buf_clear(&source);
        size_t joined = join_blocks(blocks->items + i, blocks->count - i, &source, pieces);
        cmark_node *part = document_node_new(CMARK_NODE_DOCUMENT);
        struct html html;
        html_parse(&html, buf_str(&source), source.len, HTML_FRAGMENT);
        whole &= html_append(html.root, part) && !source.full;
        html_release(&html);
        node_move_before(part, blocks->items[i]);
        cmark_node_free(part);
        while (joined-- > 0)
            cmark_node_free(blocks->items[i++]);
    }
    buf_release(&source);
    return whole;
}

bool markdown_html(cmark_node *root, const struct pieces *pieces)
{
    struct node_list list = { 0 };

    node_list_find(&list, root, CMARK_NODE_HTML_BLOCK);
    bool whole = convert_blocks(&list, pieces);
    list.count = 0;
    node_list_find_parents(&list, root, CMARK_NODE_HTML_INLINE);
    /* Inner ones first: what an outer one drops has been seen to by then. */
    for (size_t i = list.count; i-- > 0;)
        markdown_tags(list.items[i], pieces);
    node_list_release(&list);
    return whole;
}
