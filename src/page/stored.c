/* SPDX-License-Identifier: MIT */
#include "page/stored.h"

#include <stdlib.h>
#include <string.h>

#include "article/key.h"
#include "base/address.h"
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

/* What is kept may have been written by anybody. */
static char *canonical_or_nothing(const char *address)
{
    struct buf canonical = BUF_INIT(ADDRESS_MAX);
    bool good = address_canonical(address, NULL, &canonical, NULL);
    char *kept = xstrdup(good ? buf_str(&canonical) : "");

    buf_release(&canonical);
    return kept;
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
            page->address = canonical_or_nothing(kept.address);
            page->etag = xstrdup(kept.etag);
            page->modified = xstrdup(kept.last_modified);
        } else {
            pages_drop(pages, buf_str(&key));
        }
    }
    buf_release(&key);
    return page->document != NULL;
}

/* What kind of address of the article this is, for people; "" for its main one. */
static const char *kind_of_address(const struct article *article, const char *address)
{
    static const char *const kinds[URL_COUNT] = {
        [URL_WEB] = "the web page of ",
        [URL_AMP] = "the AMP page of ",
        [URL_CDN_AMP] = "the cached AMP page of ",
    };
    struct buf canonical = BUF_INIT(ADDRESS_MAX);
    const char *kind = NULL;

    address_canonical(article_address(article), NULL, &canonical, NULL);
    if (strcmp(buf_str(&canonical), address) == 0)
        kind = "";
    for (size_t i = 0; i < URL_COUNT && !kind; i++) {
        buf_clear(&canonical);
        if (kinds[i] && address_canonical(article->url[i], NULL, &canonical, NULL) &&
            strcmp(buf_str(&canonical), address) == 0)
            kind = kinds[i];
    }
    buf_release(&canonical);
    return kind ? kind : "";
}

void stored_words(const struct stored_page *page, const struct article *article,
                  struct buf *out)
{
    static const char *const words[VERDICT_COUNT] = {
        [VERDICT_FULL] = "full text",
        [VERDICT_PARTIAL] = "text in part",
        [VERDICT_TEASER] = "the first lines only",
        [VERDICT_FAILED] = "no text",
    };
    char date[DATE_TEXT_MAX];
    size_t n = 0;
    const char *host = *page->address ? address_host(page->address, &n) : "";

    buf_adds(out, words[page->verdict]);
    if (n > 0)
        buf_addf(out, " from %s%.*s", kind_of_address(article, page->address), (int)n, host);
    date_format_minute(page->date, date);
    buf_addf(out, ", fetched %s", date);
    if (page->verdict != VERDICT_FULL && *page->reason)
        buf_addf(out, ": %s", page->reason);
}

void stored_renew(struct pages *pages, const struct article *article)
{
    struct buf key = BUF_INIT(ARTICLE_KEY_MAX);

    article_key(article, &key);
    pages_renew(pages, buf_str(&key), date_now());
    buf_release(&key);
}

bool stored_write(struct pages *pages, const struct article *article, const char *address,
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
            .address = address,
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
