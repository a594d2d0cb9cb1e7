/* SPDX-License-Identifier: MIT */
#include "doc/download_queue.h"

#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "base/alloc.h"

struct download_ticket {
    struct download_ticket *next; /* in the order of asking */
    struct page *page;
    download_progress *progress;
    download_done *done;
    void *arg;
};

/* A page that is wanted, on its way when download is there. */
struct page {
    struct page *next; /* in the order of asking */
    struct download_queue *queue;
    struct download *download;
    struct download_request request; /* its strings are ours */
    struct download_ticket *tickets; /* never empty, but while they are told */
    bool *freed;                     /* while they are told: set when the queue is freed */
};

struct download_queue {
    struct loop *loop;
    struct download_means means;
    struct page *pages;
    struct page *told;        /* whose tickets are told just now; not among the pages */
    struct loop_timer *timer; /* the next look at what waits */
    size_t at_once;
};

static const struct download_means real_means = { download_start, download_cancel };

static void unlink_page(struct page *page)
{
    struct page **place = &page->queue->pages;

    while (*place != page)
        place = &(*place)->next;
    *place = page->next;
}

static void copy_request(struct download_request *to, const struct download_request *from)
{
    char **hosts = xcalloc(from->allow_private_count + 1, sizeof *hosts);

    *to = *from;
    to->url = xstrdup(from->url);
    to->title = xstrdup(from->title);
    to->excerpt = xstrdup(from->excerpt);
    to->etag = xstrdup(from->etag);
    to->modified = xstrdup(from->modified);
    for (size_t i = 0; i < from->allow_private_count; i++)
        hosts[i] = xstrdup(from->allow_private[i]);
    to->allow_private = (const char *const *)hosts;
}

static void release_request(struct download_request *request)
{
    free((char *)request->url);
    free((char *)request->title);
    free((char *)request->excerpt);
    free((char *)request->etag);
    free((char *)request->modified);
    for (size_t i = 0; i < request->allow_private_count; i++)
        free((char *)request->allow_private[i]);
    free((void *)request->allow_private);
}

static void free_tickets(struct page *page)
{
    while (page->tickets) {
        struct download_ticket *ticket = page->tickets;
        page->tickets = ticket->next;
        free(ticket);
    }
}

/* The page is out of the queue. */
static void free_page(struct page *page)
{
    free_tickets(page);
    release_request(&page->request);
    free(page);
}

static bool same_host(const char *a, const char *b)
{
    size_t a_len, b_len;
    const char *a_host = address_host(a, &a_len), *b_host = address_host(b, &b_len);

    return a_len == b_len && memcmp(a_host, b_host, a_len) == 0;
}

static bool may_start(const struct page *page)
{
    size_t running = 0, of_host = 0;

    for (const struct page *other = page->queue->pages; other; other = other->next) {
        if (!other->download)
            continue;
        running++;
        of_host += same_host(other->request.url, page->request.url);
    }
    return running < page->queue->at_once && of_host < DOWNLOAD_AT_ONCE_PER_HOST;
}

static void look_soon(struct download_queue *queue);

void download_queue_set_limit(struct download_queue *queue, size_t at_once)
{
    queue->at_once = at_once;
    look_soon(queue);
}

static void on_progress(const struct download_report *report, void *arg)
{
    const struct page *page = arg;

    for (const struct download_ticket *ticket = page->tickets; ticket; ticket = ticket->next)
        if (ticket->progress)
            ticket->progress(report, ticket->arg);
}

/* A document of the next asker's own, out of the bytes of the first one's. */
static void tell_copy(const struct download_ticket *ticket, const struct buf *bytes,
                      const struct download_result *result)
{
    struct download_result copy = *result;
    struct wire_meta meta;

    copy.document = wire_read(buf_str(bytes), bytes->len, &meta, &copy.error);
    copy.meta = copy.document ? &meta : NULL;
    ticket->done(&copy, ticket->arg);
    if (copy.document)
        wire_meta_release(&meta);
}

/* Tell everyone who asked. The page is out of the queue by then: a callback may ask for it
 * again, cancel others, or free the queue. */
static void on_done(struct download_result *result, void *arg)
{
    struct page *page = arg;
    struct download_queue *queue = page->queue;
    struct buf bytes = BUF_INIT(WIRE_MAX);
    bool is_first = true, freed = false;

    unlink_page(page);
    look_soon(queue);
    queue->told = page;
    page->freed = &freed;
    if (result->document && page->tickets->next)
        wire_write(result->document, result->meta, &bytes);
    while (page->tickets) {
        struct download_ticket *ticket = page->tickets;
        page->tickets = ticket->next;
        if (is_first || bytes.len == 0)
            ticket->done(result, ticket->arg);
        else
            tell_copy(ticket, &bytes, result);
        is_first = false;
        free(ticket);
    }
    if (!freed)
        queue->told = NULL;
    buf_release(&bytes);
    free_page(page);
}

static void start_page(struct page *page)
{
    struct download_queue *queue = page->queue;
    struct download_report nothing = { 0 };
    struct download_result result = { .report = &nothing };

    page->download = queue->means.start(queue->loop, &page->request, on_progress, on_done, page,
                                        &result.error);
    if (!page->download)
        on_done(&result, page);
}

/* Start one that may start, and look again: callbacks may have changed everything. */
static void look(void *arg)
{
    struct download_queue *queue = arg;

    queue->timer = NULL;
    for (struct page *page = queue->pages; page; page = page->next) {
        if (page->download || !may_start(page))
            continue;
        look_soon(queue);
        start_page(page);
        return;
    }
}

static void look_soon(struct download_queue *queue)
{
    if (!queue->timer)
        queue->timer = loop_after(queue->loop, 0, look, queue);
}

struct download_queue *download_queue_new(struct loop *loop, const struct download_means *means)
{
    struct download_queue *queue = xcalloc(1, sizeof *queue);

    queue->loop = loop;
    queue->means = means ? *means : real_means;
    queue->at_once = DOWNLOAD_AT_ONCE;
    return queue;
}

void download_queue_free(struct download_queue *queue)
{
    if (!queue)
        return;
    for (struct page *page = queue->pages, *next; page; page = next) {
        next = page->next;
        if (page->download)
            queue->means.cancel(page->download);
        free_page(page);
    }
    if (queue->told) {
        free_tickets(queue->told);
        *queue->told->freed = true;
    }
    loop_cancel(queue->loop, queue->timer);
    free(queue);
}

/* Whether one answer is right for both: that nothing changed is none for who has nothing kept.
 */
static bool is_same(const struct download_request *a, const struct download_request *b)
{
    return strcmp(a->url, b->url) == 0 && strcmp(a->etag, b->etag) == 0 &&
           strcmp(a->modified, b->modified) == 0;
}

/* The page of that address, new at the end of the queue when nobody asked for it yet. */
static struct page *find_page(struct download_queue *queue,
                              const struct download_request *request)
{
    struct page **place = &queue->pages;

    while (*place && !is_same(&(*place)->request, request))
        place = &(*place)->next;
    if (!*place) {
        *place = xcalloc(1, sizeof **place);
        (*place)->queue = queue;
        copy_request(&(*place)->request, request);
        look_soon(queue);
    }
    return *place;
}

struct download_ticket *download_queue_add(struct download_queue *queue,
                                           const struct download_request *request,
                                           download_progress *progress, download_done *done,
                                           void *arg)
{
    struct download_ticket *ticket = xcalloc(1, sizeof *ticket);
    struct download_ticket **place;

    ticket->page = find_page(queue, request);
    ticket->progress = progress;
    ticket->done = done;
    ticket->arg = arg;
    for (place = &ticket->page->tickets; *place; place = &(*place)->next)
        ;
    *place = ticket;
    return ticket;
}

void download_ticket_cancel(struct download_ticket *ticket)
{
    struct page *page = ticket->page;
    struct download_ticket **place = &page->tickets;

    while (*place != ticket)
        place = &(*place)->next;
    *place = ticket->next;
    free(ticket);
    if (page->tickets || page->queue->told == page)
        return;
    if (page->download)
        page->queue->means.cancel(page->download);
    look_soon(page->queue);
    unlink_page(page);
    free_page(page);
}

static size_t count(const struct download_queue *queue, bool running)
{
    size_t n = 0;

    for (const struct page *page = queue->pages; page; page = page->next)
        n += (page->download != NULL) == running;
    return n;
}

size_t download_queue_running(const struct download_queue *queue)
{
    return count(queue, true);
}

size_t download_queue_waiting(const struct download_queue *queue)
{
    return count(queue, false);
}
