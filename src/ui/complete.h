/* SPDX-License-Identifier: MIT */
/*
 * Completers: each looks at the bytes from `from` to the cursor, sets the place that candidates
 * take and offers them.
 */
#ifndef UI_COMPLETE_H
#define UI_COMPLETE_H

#include <stddef.h>

#include "ui/completion.h"

struct app;

typedef void completer(struct app *app, const char *text, size_t from, size_t cursor,
                       struct completion *completion);

/* A query: names of fields, flags, values with how many articles of the rest have them. */
completer complete_query;

/* Keys of a sort, parted by commas. */
completer complete_sort;

/* A field of articles. */
completer complete_field;

/* A file or folder; `~` is the home folder. */
completer complete_file;

/* A line as `:` takes it: a command, then what it takes. */
void complete_command(struct app *app, const char *text, size_t cursor,
                      struct completion *completion);

/* Names of saved views. */
completer complete_view;

#endif
