/* SPDX-License-Identifier: MIT */
#include "page/article_text.h"

#include "doc/text_plain.h"

void article_markdown(const struct article *article, cmark_node *body, struct buf *out)
{
    buf_addf(out, "# %s\n", article->title);
    if (*article->excerpt)
        buf_addf(out, "\n*%s*\n", article->excerpt);
    if (*article_address(article))
        buf_addf(out, "\n<%s>\n", article_address(article));
    if (body) {
        buf_addc(out, '\n');
        document_markdown(body, out);
    }
}

void article_plain(const struct article *article, cmark_node *body, struct buf *out)
{
    struct buf text = BUF_INIT(out->max);

    buf_addf(out, "%s\n", article->title);
    if (*article->excerpt)
        buf_addf(out, "\n%s\n", article->excerpt);
    if (body)
        text_plain(body, &text);
    if (text.len) {
        buf_addc(out, '\n');
        buf_add(out, text.data, text.len);
    }
    buf_release(&text);
}
