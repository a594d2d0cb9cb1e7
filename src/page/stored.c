/* SPDX-License-Identifier: MIT */
#include "page/stored.h"

#include <stdlib.h>

#include "article/key.h"
#include "base/alloc.h"
#include "base/date.h"
#include "doc/verdict.h"

void stored_release(struct stored_page *page)
{
    if (page->document)
        cmark_node_free(page->document);
    free(page->reason);
    free(page->address);
    free(page->etag);
    free(page->modified);
    *page = (struct stored_page){ 0 };
}

bool stored_read(struct pages *pages, const struct article *article, struct stored_page *page)
{
    struct buf key = BUF_INIT(ARTICLE_KEY_MAX);
    struct wire_meta meta;
    struct error error;
    struct page kept;

    *page = (struct stored_page){ 0 };
    article_key(article, &key);
    if (pages_get(pages, buf_str(&key), &kept)) {
        page->document = wire_read(kept.form, kept.form_len, &meta, &error);
        if (page->document) {
            wire_meta_release(&meta);
            page->verdict = kept.verdict < VERDICT_COUNT ? kept.verdict : VERDICT_FAILED;
            page->date = kept.fetched;
            page->reason = xstrdup(kept.reason);
            page->address = xstrdup(kept.final_url);
            page->etag = xstrdup(kept.etag);
            page->modified = xstrdup(kept.last_modified);
        } else {
            pages_drop(pages, buf_str(&key));
        }
    }
    buf_release(&key);
    return page->document != NULL;
}

void stored_renew(struct pages *pages, const struct article *article)
{
    struct buf key = BUF_INIT(ARTICLE_KEY_MAX);

    article_key(article, &key);
    pages_renew(pages, buf_str(&key), date_now());
    buf_release(&key);
}

bool stored_write(struct pages *pages, const struct article *article,
                  const struct download_result *result, struct error *error)
{
    struct buf key = BUF_INIT(ARTICLE_KEY_MAX), form = BUF_INIT(WIRE_MAX),
               text = BUF_INIT(PAGES_TEXT_MAX);
    bool kept;

    article_key(article, &key);
    document_plain(result->document, &text);
    if (wire_write(result->document, result->meta, &form)) {
        struct page page = {
            .form = form.data,
            .form_len = form.len,
            .text = buf_str(&text),
            .text_len = text.len,
            .etag = result->report->etag,
            .last_modified = result->report->modified,
            .final_url = result->meta->final_url,
            .reason = result->meta->reason,
            .verdict = result->meta->verdict,
            .fetched = date_now(),
        };
        kept = pages_put(pages, buf_str(&key), &page, error);
    } else {
        kept = error_set(error, "the page is too large to be kept");
    }
    buf_release(&key);
    buf_release(&form);
    buf_release(&text);
    return kept;
}
