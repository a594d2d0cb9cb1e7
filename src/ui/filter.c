/* SPDX-License-Identifier: MIT */
#include "ui/filter.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "article/field.h"
#include "base/alloc.h"
#include "ui/app.h"
#include "ui/complete.h"
#include "ui/filter_counts.h"
#include "ui/prompt.h"

/* The live filter: each key runs the query; a wrong one keeps the last good list. */

enum { REMARK_MAX = 1024 };

/* The names of fields that the last word may become, into the remark; false when there are
 * none. */
static bool offer_fields(struct app *app, const char *word)
{
    size_t n = strlen(word);

    buf_clear(&app->filter.remark);
    for (size_t i = 0; n && i < field_count; i++)
        if (strncasecmp(fields[i].name, word, n) == 0)
            buf_addf(&app->filter.remark, "%s%s:", app->filter.remark.len ? " " : "",
                     fields[i].name);
    return app->filter.remark.len > 0;
}

/* The list of all terms but the last word, which is being typed. */
static void leave_out(struct app *app, const char *text, size_t word)
{
    struct buf rest = BUF_INIT(QUERY_MAX);
    struct query_error error;

    buf_add(&rest, text, word);
    app_set_filter(app, buf_str(&rest), &error);
    buf_release(&rest);
}

void filter_counted(struct app *app)
{
    struct filter *filter = &app->filter;

    if (!filter->before || filter->wrong || (app->list.count && !filter->counting))
        return;
    buf_clear(&filter->remark);
    filter_counts(app, &filter->remark);
}

/* Half a field's name is a word that mostly nothing matches: then the list is that of the other
 * terms, so that typing `topic:` does not empty it on the way. With nothing left to see
 * otherwise, or on request, it is told how many each term matches. */
static void judge(struct app *app)
{
    struct filter *filter = &app->filter;
    const char *text = buf_str(&filter->text);

    filter->judged = true;
    if (!app->list.count && filter->word <= filter->text.len &&
        offer_fields(app, text + filter->word)) {
        char *line = xstrdup(text);
        leave_out(app, line, filter->word);
        free(line);
    } else if (!app->list.count || filter->counting) {
        search_count(app);
    }
}

void filter_found(struct app *app)
{
    struct filter *filter = &app->filter;
    struct query_error error;

    if (filter->accepted && !library_loading(app->library) &&
        !query_check(filter->query, app->library, &error))
        app_complain(app, "%s", error.error.text);
    filter->accepted = false;
    if (filter->before && !filter->judged)
        judge(app);
}

/* Behind an operator the value is still missing: then the list is that of the other terms, and
 * not what the word `topic` found. */
static void typed(struct app *app, const char *text)
{
    struct filter *filter = &app->filter;
    const char *blank = strrchr(text, ' '), *word = blank ? blank + 1 : text;

    filter->judged = filter->accepted = false;
    filter->word = *word ? (size_t)(word - text) : SIZE_MAX;
    buf_clear(&filter->remark);
    filter->wrong = !app_set_filter(app, text, &filter->error);
    if (filter->wrong) {
        filter->judged = true;
        if (filter->error.start == strlen(text))
            leave_out(app, text, (size_t)(word - text));
    } else if (!app->search.running) {
        filter_found(app);
    }
}

void filter_apply(struct app *app, const char *text)
{
    struct query_error error;

    app->filter.accepted = true;
    if (!app_set_filter(app, text, &error)) {
        app->filter.accepted = false;
        app_complain(app, "%s; the filter stays as it was", error.error.text);
    } else if (!app->search.running) {
        filter_found(app);
    }
}

static void accepted(struct app *app, const char *text)
{
    free(app->filter.before);
    app->filter.before = NULL;
    filter_apply(app, text);
}

static void cancelled(struct app *app)
{
    struct query_error error;

    app->filter.judged = true;
    app_set_filter(app, app->filter.before ? app->filter.before : "", &error);
    free(app->filter.before);
    app->filter.before = NULL;
    const struct article *article = library_by_id(app->library, app->filter.before_article);
    if (article)
        app_show(app, article);
}

static const char *remark(struct app *app, int *at)
{
    if (!app->filter.wrong)
        return buf_str(&app->filter.remark);
    *at = (int)app->filter.error.start;
    return app->filter.error.error.text;
}

static void complete(struct app *app, const char *text, size_t cursor,
                     struct completion *completion)
{
    complete_query(app, text, 0, cursor, completion);
}

static const struct prompt_spec filter_prompt = {
    .label = "filter: ",
    .complete = complete,
    .changed = typed,
    .accepted = accepted,
    .cancelled = cancelled,
    .remark = remark,
    .history = TYPED_FILTER,
};

bool filter_is_typed_in(const struct view *view)
{
    return prompt_is_of(view, &filter_prompt);
}

/* ^T in the prompt: the counts of the terms, until it is typed again. */
static void count_terms(const struct call *call)
{
    struct filter *filter = &call->app->filter;

    if (!filter->before)
        return;
    filter->counting = !filter->counting;
    prompt_again(call->app);
}

/* A term typed further is a term of its own: put a blank behind what is there. */
static void ask(const struct call *call)
{
    struct app *app = call->app;

    history_push(app);
    if (*call->text) {
        filter_apply(app, call->text);
        return;
    }
    /* It is typed already, in a prompt below the one that this comes from. */
    if (app->filter.before)
        return;
    app->filter.counting = false;
    app->filter.before = xstrdup(buf_str(&app->filter.text));
    app->filter.before_article = app->reader.id;
    struct buf start = BUF_INIT(QUERY_MAX);
    buf_adds(&start, app->filter.before);
    if (start.len && app->filter.before[start.len - 1] != ' ')
        buf_addc(&start, ' ');
    prompt_open(app, &filter_prompt, buf_str(&start));
    buf_release(&start);
}

static void cut_blanks(struct buf *text)
{
    while (text->len && text->data[text->len - 1] == ' ')
        buf_truncate(text, text->len - 1);
}

/* Take the last term off. What stood between the terms, such as "and", goes with the last one:
 * words are taken off the end until a query is left. */
static void drop_last_term(struct app *app)
{
    size_t terms = query_term_count(app->filter.query), start = 0, end = 0;
    struct query_error error;

    if (!app->filter.text.len)
        return;
    if (terms)
        query_term(app->filter.query, terms - 1, &start, &end);
    history_push(app);
    struct buf rest = BUF_INIT(QUERY_MAX);
    buf_add(&rest, buf_str(&app->filter.text), start);
    cut_blanks(&rest);
    while (!app_set_filter(app, buf_str(&rest), &error) && rest.len) {
        while (rest.len && rest.data[rest.len - 1] != ' ')
            buf_truncate(&rest, rest.len - 1);
        cut_blanks(&rest);
    }
    buf_release(&rest);
}

static void drop_last(const struct call *call)
{
    if (!pipe_leave(call->app))
        drop_last_term(call->app);
}

static void clear(const struct call *call)
{
    struct query_error error;

    history_push(call->app);
    app_set_filter(call->app, "", &error);
}

void filter_add(struct app *app, const char *field, const char *const *values, size_t count,
                bool exclude)
{
    struct buf text = BUF_INIT(QUERY_ROOM);
    struct query_error error;

    history_push(app);
    query_add_all(&text, app->filter.query, buf_str(&app->filter.text));
    query_add_term(&text, field, values, count, exclude);
    if (!app_set_filter(app, buf_str(&text), &error))
        app_complain(app, "%s", error.error.text);
    buf_release(&text);
}

void filter_init(struct filter *filter)
{
    *filter = (struct filter){ 0 };
    buf_init(&filter->text, QUERY_MAX);
    buf_init(&filter->remark, REMARK_MAX);
}

void filter_release(struct filter *filter)
{
    buf_release(&filter->text);
    buf_release(&filter->remark);
    query_free(filter->query);
    free(filter->before);
}

const struct command filter_commands[] = {
    { "filter", "/", MAP_LIST, NULL, ask, "filter the list while typing" },
    { "drop-term", "Esc Backspace", MAP_LIST, NULL, drop_last,
      "drop the last term of the filter" },
    { "count-terms", "^T", MAP_PROMPT, NULL, count_terms,
      "show how many articles each term of the filter matches alone" },
    { "clear-filter", "", MAP_LIST, NULL, clear, "show all articles" },
    { .name = NULL },
};
