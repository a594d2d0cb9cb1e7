/* SPDX-License-Identifier: MIT */
/* `:fetch QUERY`: the full text of many articles, in the background. */
#ifndef UI_FETCH_MANY_H
#define UI_FETCH_MANY_H

#include <stdbool.h>

#include "page/full_texts.h"

struct app;

struct fetch_many {
    struct full_texts *texts; /* on their way, else NULL */
    struct full_text_options options;
};

/* Fetch what is selected; what matches the query. */
void fetch_many_selected(struct app *app);
void fetch_many_start(struct app *app, const char *query);

/* Give it up, telling what came; true when something was running. */
bool fetch_many_cancel(struct app *app);

#endif
