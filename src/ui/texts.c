/* SPDX-License-Identifier: MIT */
#include "ui/texts.h"

#include <stdlib.h>

#include "article/detail_read.h"
#include "base/alloc.h"
#include "page/stored.h"
#include "ui/app.h"

/* How long a disk is waited for at a time, and when it is asked again. */
enum { DISK_WAIT_MS = 20, DISK_LOOK_MS = 100 };

struct texts {
    const struct texts_spec *spec;
    uint64_t *ids;
    size_t count, at;
    struct detail_read *read;     /* of the one at hand, else NULL */
    struct article_detail detail; /* what came of it */
    struct fetch *fetch;          /* its body being parsed, else NULL */
    struct loop_timer *next;
};

static void texts_free(struct app *app)
{
    struct texts *texts = app->texts;

    app->texts = NULL;
    loop_cancel(app->loop, texts->next);
    detail_read_drop(texts->read);
    if (texts->fetch) {
        fetch_cancel(texts->fetch);
        article_detail_release(&texts->detail);
    }
    free(texts->ids);
    free(texts);
}

/* The article at hand, NULL when it is gone; the one shown stays when its file goes. */
static const struct article *article_at_hand(const struct app *app)
{
    uint64_t id = app->texts->ids[app->texts->at];
    const struct article *article = library_by_id(app->library, id);

    return article || app->reader.id != id ? article : reader_article(&app->reader, app);
}

static void take_next(void *arg);

/* This one is told; the next one in another round of the loop. */
static void tell(struct app *app, const struct article *article, cmark_node *body)
{
    struct texts *texts = app->texts;

    app->dirty = true;
    if (article)
        texts->spec->each(app, article, body);
    texts->at++;
    texts->next = loop_after(app->loop, 0, take_next, app);
}

static void body_done(struct fetch_result *result, void *arg)
{
    struct app *app = arg;
    struct texts *texts = app->texts;
    const struct article *article = article_at_hand(app);

    texts->fetch = NULL;
    article_detail_release(&texts->detail);
    tell(app, article, result->document);
    document_free(result->document);
}

/* What the reader shows of this article; false when it is another one, or not all there. */
static bool is_shown(const struct app *app, const struct article *article, cmark_node **body)
{
    const struct reader *reader = &app->reader;

    *body = reader->variant == VARIANT_FETCHED ? reader->full.page.document
            : reader->variant == VARIANT_BODY  ? reader->body
                                               : NULL;
    return reader->article == article && reader->has_detail && !reader->fetch && *body;
}

/* Its file is there, or its disk is asked again later. */
static void read_on(void *arg)
{
    struct app *app = arg;
    struct texts *texts = app->texts;
    const struct article *article = article_at_hand(app);
    struct error error;

    texts->next = NULL;
    if (!article) {
        detail_read_drop(texts->read);
        texts->read = NULL;
        tell(app, NULL, NULL);
        return;
    }
    if (!detail_read_done(texts->read, DISK_WAIT_MS)) {
        texts->next = loop_after(app->loop, DISK_LOOK_MS, read_on, app);
        return;
    }
    bool read = detail_read_finish(texts->read, app->library, article, &texts->detail, &error);
    texts->read = NULL;
    if (!read) {
        tell(app, article, NULL);
        return;
    }
    texts->fetch = fetch_markdown(app->loop, texts->detail.body, texts->detail.body_len,
                                  article_address(article), body_done, app, &error);
    if (texts->fetch)
        return;
    article_detail_release(&texts->detail);
    app_complain(app, "%s", error.text);
    tell(app, article, NULL);
}

static void read_one(struct app *app, const struct article *article)
{
    struct texts *texts = app->texts;
    struct stored_page page;
    cmark_node *body;

    if (is_shown(app, article, &body)) {
        tell(app, article, body);
    } else if (stored_read(app->memory.pages, article, &page)) {
        tell(app, article, page.document);
        stored_release(&page);
    } else if (!article->has_body) {
        tell(app, article, NULL);
    } else {
        texts->read = detail_read_start(app->library, article);
        read_on(app);
    }
}

static void take_next(void *arg)
{
    struct app *app = arg;
    struct texts *texts = app->texts;

    texts->next = NULL;
    if (texts->at < texts->count) {
        const struct article *article = article_at_hand(app);
        if (article)
            read_one(app, article);
        else
            tell(app, NULL, NULL);
        return;
    }
    void (*done)(struct app * app) = texts->spec->done;
    texts_free(app);
    app->dirty = true;
    done(app);
}

bool texts_start(struct app *app, const struct texts_spec *spec)
{
    size_t count;

    if (app->texts) {
        app_say(app, "still %s; ^C gives up", app->texts->spec->doing);
        return false;
    }
    const struct article **articles = selected_articles(app, &count);
    if (!articles) {
        app_say(app, "there is no article");
        return false;
    }
    struct texts *texts = app->texts = xcalloc(1, sizeof *texts);
    texts->spec = spec;
    texts->count = count;
    texts->ids = xcalloc(count, sizeof *texts->ids);
    for (size_t i = 0; i < count; i++)
        texts->ids[i] = articles[i]->id;
    texts->next = loop_after(app->loop, 0, take_next, app);
    free(articles);
    selected_done(app);
    return true;
}

bool texts_cancel(struct app *app)
{
    if (!app->texts)
        return false;
    void (*dropped)(struct app * app) = app->texts->spec->dropped;
    texts_free(app);
    dropped(app);
    return true;
}

void texts_status(const struct app *app, struct buf *out)
{
    const struct texts *texts = app->texts;

    if (texts)
        buf_addf(out, "%s %zu of %zu; ^C gives up", texts->spec->doing, texts->at + 1,
                 texts->count);
}
