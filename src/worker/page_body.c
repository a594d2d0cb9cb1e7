/* SPDX-License-Identifier: MIT */
#include "worker/page_body.h"

#include <string.h>

#include "base/buf.h"
#include "worker/html.h"

enum {
    BODY_MIN = 250, /* bytes that make an article */
    BODY_TIMES = 2, /* longer than what was found on the page it must be */
    LINE_BYTES = 4, /* that a line of one byte becomes: "<p>" and itself */
};

/* Lines become paragraphs; some sites leave their HTML in it. */
static cmark_node *body_document(const char *body, bool *fits)
{
    struct html html;
    struct buf source = BUF_INIT(LINE_BYTES * (strlen(body) + 1));
    cmark_node *root = document_block(NULL, CMARK_NODE_DOCUMENT);

    while (*body) {
        size_t n = strcspn(body, "\n");
        buf_adds(&source, "<p>");
        buf_add(&source, body, n);
        body += n + (body[n] == '\n');
    }
    html_parse(&html, buf_str(&source), source.len, HTML_FRAGMENT);
    *fits = html_append(html.root, root);
    html_release(&html);
    buf_release(&source);
    return root;
}

static size_t plain_length(cmark_node *root)
{
    struct buf text = BUF_INIT(DOCUMENT_BYTES_MAX);

    document_plain(root, &text);
    size_t length = text.len;
    buf_release(&text);
    return length;
}

cmark_node *page_body_document(const char *body, cmark_node *found, bool whole, bool *cut)
{
    bool fits;

    if (strlen(body) < BODY_MIN)
        return NULL;
    cmark_node *root = body_document(body, &fits);
    size_t length = plain_length(root), seen = plain_length(found);
    if (length >= BODY_MIN &&
        (whole ? length * BODY_TIMES > seen : length > seen * BODY_TIMES)) {
        *cut |= !fits;
        return root;
    }
    document_free(root);
    return NULL;
}
