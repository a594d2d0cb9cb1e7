/* SPDX-License-Identifier: MIT */
/* The articles that a subcommand works on: folders read, query run. */
#ifndef CLI_SELECT_H
#define CLI_SELECT_H

#include <stddef.h>

#include "article/library.h"
#include "article/memory.h"
#include "cli/cli.h"
#include "page/full_text.h"

struct selection {
    struct memory memory; /* marks and pages */
    struct library *library;
    uint32_t *numbers;
    size_t count;
    size_t unread; /* paths that were to be read and could not be, told already */
};

/*
 * The paths to read: the arguments given, else the folders of the settings, else the samples
 * that were installed. NULL when there are none, told on stderr. The array is the caller's to
 * free(); its strings belong to the call or to *owned, which buf_release() frees.
 */
const char **select_paths(const struct cli_call *call, const char *const *arguments,
                          size_t count, size_t *path_count, struct buf *owned);

/* Open what is remembered; what went wrong is told on stderr. */
void select_memory(struct memory *memory);

/*
 * Read paths and run the call's query. CLI_DONE, or the exit status with everything told on
 * stderr. An empty result is no failure here.
 */
int select_articles(const struct cli_call *call, const char *const *arguments, size_t count,
                    struct selection *selection);

/*
 * The article of this id, or below this path, in the folders of the settings, which are read
 * into *folders once for all calls. CLI_DONE, or the exit status with everything told on
 * stderr.
 */
int select_by_id(const struct cli_call *call, const char *id, struct selection *folders,
                 const struct article **article);
void selection_release(struct selection *selection);

/* The same at the end of a command: its exit status, which is that of a failure where not all
 * could be read and nothing else went wrong. */
int selection_end(struct selection *selection, int code);

#endif
