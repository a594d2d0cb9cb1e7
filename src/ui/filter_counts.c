/* SPDX-License-Identifier: MIT */
#include "ui/filter_counts.h"

#include <assert.h>
#include <string.h>

#include "ui/app.h"

enum { COUNTED_TERMS = 8 /* what fits */ };

/* The text of a term; NULL for what all articles match, the order and the limit. */
static const char *term_text(const struct app *app, size_t i, int *n)
{
    size_t start, end;

    query_term(app->filter.query, i, &start, &end);
    const char *text = buf_str(&app->filter.text) + start;
    *n = (int)(end - start);
    if (strncmp(text, "sort:", 5) == 0 || strncmp(text, "limit:", 6) == 0)
        return NULL;
    return text;
}

/* What brings articles back: ^W takes the last term off, when that is one word. */
static void add_way_out(struct app *app, size_t i, size_t without, struct buf *out)
{
    const char *arrow = app->ascii ? "->" : "→";
    int n;
    const char *text = term_text(app, i, &n);
    assert(text); /* sort: and limit: take nothing away */
    bool last = i + 1 == query_term_count(app->filter.query) && !memchr(text, ' ', (size_t)n);

    buf_addf(out, "   %s %.*s %s %zu", last ? "^W drops" : "without", n, text, arrow, without);
}

void filter_counts(struct app *app, struct buf *out)
{
    size_t terms = query_term_count(app->filter.query), shown = 0, culprit = terms, brings = 0;
    size_t first = terms > COUNTED_TERMS ? terms - COUNTED_TERMS : 0;

    if (library_loading(app->library))
        return;
    for (size_t i = first; i < terms; i++) {
        size_t alone, without;
        int n;
        const char *text = term_text(app, i, &n);
        if (!text)
            continue;
        query_count_get(app->search.counting, i, &alone, &without);
        buf_addf(out, "%s%.*s %zu", shown++ ? (app->ascii ? " - " : " · ") : "", n, text,
                 alone);
        if (without) {
            culprit = i;
            brings = without;
        }
    }
    if (shown && !app->list.count && culprit < terms)
        add_way_out(app, culprit, brings, out);
}
