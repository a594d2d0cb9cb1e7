/* SPDX-License-Identifier: MIT */
#include "page/full_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "base/alloc.h"
#include "base/date.h"

struct full_text {
    struct download_queue *queue;
    struct memory *memory;
    const struct article *article;
    const struct full_text_options *options;
    full_text_progress *progress;
    full_text_done *done;
    void *arg;
    char *addresses[FULL_TEXT_ADDRESSES]; /* canonical, in the order of trying */
    size_t address_count, trying;
    struct download_ticket *ticket;
    struct stored_page kept, best; /* of an earlier time, of this one */
    struct download_report report; /* how far it is */
    unsigned seal;                 /* of the workers */
    char *trouble;                 /* why the first address gave no full text, NULL before */
    struct error unkept;           /* why the store did not take the best, "" for nothing */
};

static void free_addresses(struct full_text *text)
{
    for (size_t i = 0; i < text->address_count; i++)
        free(text->addresses[i]);
}

static void full_text_free(struct full_text *text)
{
    free_addresses(text);
    stored_release(&text->kept);
    stored_release(&text->best);
    free(text->trouble);
    free(text);
}

void full_text_cancel(struct full_text *text)
{
    if (!text)
        return;
    if (text->ticket)
        download_ticket_cancel(text->ticket);
    full_text_free(text);
}

/* Take an address, canonical, that is none of those there are. */
static void add_address(struct full_text *text, const char *written)
{
    struct buf address = BUF_INIT(ADDRESS_MAX);
    bool good = *written && address_canonical(written, NULL, &address, NULL);

    for (size_t i = 0; good && i < text->address_count; i++)
        good = strcmp(text->addresses[i], buf_str(&address)) != 0;
    if (good)
        text->addresses[text->address_count++] = xstrdup(buf_str(&address));
    buf_release(&address);
}

static void collect_addresses(struct full_text *text)
{
    const struct article *article = text->article;

    if (text->options->one_address) {
        add_address(text, article->url[text->options->address]);
        return;
    }
    add_address(text, article_address(article));
    for (enum article_url i = URL_ORIGINAL; i <= URL_CDN_AMP; i++)
        add_address(text, article->url[i]);
}

bool full_text_has_address(const struct article *article,
                           const struct full_text_options *options)
{
    struct full_text text = { .article = article, .options = options };

    collect_addresses(&text);
    free_addresses(&text);
    return text.address_count > 0;
}

/* Keep the document when it is better than the one there is, and no worse than the one of an
 * earlier time: a page that went behind a wall does not take away what was read. What the page
 * calls a failure is never shown in the place of the excerpt. */
static void keep(struct full_text *text, struct download_result *result)
{
    const struct stored_page *kept = text->options->one_address ? NULL : &text->kept;
    const char *address = text->addresses[text->trying];
    bool better = result->document && result->meta->verdict != VERDICT_FAILED &&
                  (!text->best.document || result->meta->verdict < text->best.verdict) &&
                  (!kept || !kept->document || result->meta->verdict <= kept->verdict);

    if (!better) {
        document_free(result->document);
        return;
    }
    /* A store that takes no more costs nothing but reading it offline: told where that is what
     * the text was fetched for. */
    if (stored_write(text->memory->pages, text->article, address, result, &text->unkept))
        *text->unkept.text = '\0';
    stored_release(&text->best);
    text->best = (struct stored_page){ .document = result->document,
                                       .verdict = result->meta->verdict,
                                       .date = date_now(),
                                       .reason = xstrdup(result->meta->reason),
                                       .address = xstrdup(address) };
}

static void finish(struct full_text *text)
{
    struct full_text_result result = { .page = text->best,
                                       .seal = text->seal,
                                       .trouble = text->trouble ? text->trouble : "",
                                       .unkept = text->unkept.text };

    if (!result.page.document)
        result.page.verdict = VERDICT_FAILED;
    text->best = (struct stored_page){ 0 };
    text->done(&result, text->arg);
    stored_release(&result.page);
    full_text_free(text);
}

static void try_next(struct full_text *text);

/* The page is as it was when it was kept. */
static void take_kept(struct full_text *text)
{
    stored_release(&text->best);
    text->best = text->kept;
    text->best.date = date_now();
    text->kept = (struct stored_page){ 0 };
    *text->unkept.text = '\0';
    stored_renew(text->memory->pages, text->article);
}

static void progressed(const struct download_report *report, void *arg)
{
    struct full_text *text = arg;

    text->report = *report;
    if (text->progress)
        text->progress(text, text->arg);
}

static void downloaded(struct download_result *result, void *arg)
{
    struct full_text *text = arg;
    bool enough = result->document && result->meta->verdict <= VERDICT_PARTIAL;

    text->ticket = NULL;
    if (result->meta)
        text->seal &= result->meta->sandbox;
    if (result->report->not_modified && text->kept.document) {
        take_kept(text);
        finish(text);
        return;
    }
    if (!text->trouble)
        text->trouble = xstrdup(*result->error.text ? result->error.text
                                : result->meta      ? result->meta->reason
                                                    : "there is nothing to read");
    keep(text, result);
    text->trying++;
    if (enough || text->trying == text->address_count)
        finish(text);
    else
        try_next(text);
}

static void try_next(struct full_text *text)
{
    /* What a server says of its copy holds for the address that it was asked for. */
    bool same = text->kept.document &&
                strcmp(text->kept.address, text->addresses[text->trying]) == 0;
    struct download_request request = {
        .url = text->addresses[text->trying],
        .title = text->article->title,
        .excerpt = text->article->excerpt,
        .etag = same ? text->kept.etag : "",
        .modified = same ? text->kept.modified : "",
        .allow_private = text->options->allow_private,
        .allow_private_count = text->options->allow_private_count,
        .total_ms = text->options->total_ms,
        .body_max = text->options->body_max,
    };

    text->report = (struct download_report){ 0 };
    text->ticket = download_queue_add(text->queue, &request, progressed, downloaded, text);
}

struct full_text *full_text_start(struct download_queue *queue, struct memory *memory,
                                  const struct article *article,
                                  const struct full_text_options *options,
                                  full_text_progress *progress, full_text_done *done, void *arg)
{
    struct full_text *text = xcalloc(1, sizeof *text);

    *text = (struct full_text){ .queue = queue,
                                .seal = WIRE_SEAL_ALL,
                                .memory = memory,
                                .article = article,
                                .options = options,
                                .progress = progress,
                                .done = done,
                                .arg = arg };
    collect_addresses(text);
    if (!text->address_count) {
        full_text_free(text);
        return NULL;
    }
    stored_read(memory->pages, article, &text->kept);
    try_next(text);
    return text;
}

void full_text_status(const struct full_text *text, struct buf *out)
{
    download_report_words(&text->report, text->addresses[text->trying], out);
}
