/* SPDX-License-Identifier: MIT */
/* The fetched page of the article in the reader: from the store at once, from the web on a key.
 */
#ifndef UI_FULL_PAGE_H
#define UI_FULL_PAGE_H

#include <stdbool.h>

#include "page/full_text.h"
#include "page/stored.h"
#include "ui/keymap.h"

struct app;

struct full_page {
    struct stored_page page;          /* no document: none */
    struct full_text *text;           /* on its way, else NULL */
    struct full_text_options options; /* of it */
};

void full_page_release(struct full_page *full);

/* Take the page that the store has for this article; false when there is none. */
bool full_page_stored(struct app *app, const struct article *article);

/* Pages were kept that did not come by way of the reader: take the one of its article, which is
 * shown at once where else there is the excerpt alone. */
void full_page_arrived(struct app *app);

/* Give up what is running; true when something was. */
bool full_page_cancel(struct full_page *full);

extern const struct command full_page_commands[];

#endif
