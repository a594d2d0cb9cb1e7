/* SPDX-License-Identifier: MIT */
/*
 * Downloads in their turn: so many at once, so many at once of a host, the others wait in the
 * order in which they were asked for. A page that is asked for while it is on its way or waits
 * is fetched once, and every asker gets a document of its own.
 */
#ifndef DOC_DOWNLOAD_QUEUE_H
#define DOC_DOWNLOAD_QUEUE_H

#include "doc/download.h"

enum {
    DOWNLOAD_AT_ONCE = 4, /* until another number is set */
    DOWNLOAD_AT_ONCE_PER_HOST = 2,
};

/* How a download is started and killed: download_start() and download_cancel(), or a test's. */
struct download_means {
    struct download *(*start)(struct loop *loop, const struct download_request *request,
                              download_progress *progress, download_done *done, void *arg,
                              struct error *error);
    void (*cancel)(struct download *download);
};

struct download_queue;
struct download_ticket;

/* NULL means stands for the real ones. */
struct download_queue *download_queue_new(struct loop *loop,
                                          const struct download_means *means);

/* Kills what is on its way; nobody is called back any more. NULL is ignored. */
void download_queue_free(struct download_queue *queue);

/* So many at once from now on, at least 1; what is on its way goes on. */
void download_queue_set_limit(struct download_queue *queue, size_t at_once);

/*
 * Ask for a page. The request is copied. progress may be NULL; it is called only once the
 * download has begun. done is called once, from the loop, never from here; the ticket is gone
 * then. When two ask for the same address, the limits of the first one hold; who has a copy of
 * another time to compare with asks by itself.
 */
struct download_ticket *download_queue_add(struct download_queue *queue,
                                           const struct download_request *request,
                                           download_progress *progress, download_done *done,
                                           void *arg);

/* Its done is not called any more. The download goes on for others that asked for the page. */
void download_ticket_cancel(struct download_ticket *ticket);

/* Downloads on their way, and those that wait. */
size_t download_queue_running(const struct download_queue *queue);
size_t download_queue_waiting(const struct download_queue *queue);

#endif
