/* SPDX-License-Identifier: MIT */
#include "ui/terms.h"

#include <string.h>

#include "ui/app.h"

static void take(struct app *app, const struct buf *text)
{
    struct query_error error;

    history_push(app);
    if (!app_set_filter(app, buf_str(text), &error))
        app_complain(app, "%s", error.error.text);
}

/* The i-th term of the filter, n bytes. */
static const char *term_at(const struct app *app, size_t i, size_t *n)
{
    size_t start, end;

    query_term(app->filter.query, i, &start, &end);
    *n = end - start;
    return buf_str(&app->filter.text) + start;
}

/* Put a term behind the others, or take it out when it is there. */
static void toggle_term(const struct call *call)
{
    struct app *app = call->app;
    struct buf text = BUF_INIT(QUERY_ROOM);
    size_t n, wanted = strlen(call->text);
    bool found = false;

    if (!wanted) {
        app_complain(app, "toggle-term needs a term, such as unread");
        return;
    }
    for (size_t i = 0; i < query_term_count(app->filter.query); i++) {
        const char *word = term_at(app, i, &n);
        if (n == wanted && memcmp(word, call->text, n) == 0) {
            found = true;
            continue;
        }
        buf_add(&text, word, n);
        buf_addc(&text, ' ');
    }
    if (!found) {
        buf_clear(&text);
        query_add_all(&text, app->filter.query, buf_str(&app->filter.text));
        buf_addf(&text, "%s%s", text.len ? " " : "", call->text);
    }
    take(app, &text);
    buf_release(&text);
}

/* "sort:heat,-title" becomes "sort:-heat,title". */
static void add_reversed(struct buf *text, const char *sort, size_t n)
{
    static const char field[] = "sort:";
    const char *end = sort + n;

    buf_adds(text, field);
    for (sort += strlen(field); sort < end; sort++) {
        if (*sort == '-')
            sort++;
        else
            buf_addc(text, '-');
        while (sort < end && *sort != ',')
            buf_addc(text, *sort++);
        if (sort < end)
            buf_addc(text, ',');
    }
    buf_addc(text, ' ');
}

static void reverse_sort(const struct call *call)
{
    struct app *app = call->app;
    struct buf text = BUF_INIT(QUERY_ROOM);
    bool found = false;

    for (size_t i = 0; i < query_term_count(app->filter.query); i++) {
        size_t n;
        const char *word = term_at(app, i, &n);
        if (n > 5 && memcmp(word, "sort:", 5) == 0) {
            add_reversed(&text, word, n);
            found = true;
        } else {
            buf_add(&text, word, n);
            buf_addc(&text, ' ');
        }
    }
    if (!found)
        add_reversed(&text, "sort:date", strlen("sort:date"));
    take(app, &text);
    buf_release(&text);
}

const struct command term_commands[] = {
    { "toggle-term", "", MAP_GENERAL, NULL, toggle_term,
      "put a term into the filter, or take it out" },
    { "reverse-sort", "", MAP_GENERAL, NULL, reverse_sort, "turn the order of the list round" },
    { .name = NULL },
};
