/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "ui/app.h"
#include "ui/prompt_parts.h"

/* Earlier lines: one after another, those that begin alike, those that hold a text. */

static const struct typed_lines *lines_of(const struct prompt *prompt, const struct app *app)
{
    return &app->typed.kinds[prompt->spec->history];
}

/* The next line in this direction that begins with the draft, or the count for the draft. */
static size_t next_alike(const struct prompt *prompt, const struct typed_lines *lines,
                         int direction)
{
    size_t n = strlen(prompt->draft), at = prompt->recalled;

    for (;;) {
        if ((direction < 0 && at == 0) || (direction > 0 && at == lines->count))
            return prompt->recalled;
        at += (size_t)(long)direction;
        if (at == lines->count || (strncmp(lines->lines[at], prompt->draft, n) == 0 &&
                                   strcmp(lines->lines[at], prompt->draft) != 0))
            return at;
    }
}

static void recall(const struct call *call, int direction)
{
    struct prompt *prompt = prompt_of(call);
    const struct typed_lines *lines = lines_of(prompt, call->app);

    prompt_menu_close(prompt, call->app, false);
    prompt_search_end(prompt, call->app, false);
    /* A prompt above this one may have added lines. */
    if (prompt->recalled >= lines->count || !prompt->draft) {
        prompt->recalled = lines->count;
        free(prompt->draft);
        prompt->draft = xstrdup(buf_str(&prompt->line.text));
    }
    size_t at = next_alike(prompt, lines, direction);
    if (at == prompt->recalled)
        return;
    prompt->recalled = at;
    prompt_show(prompt, call->app, at < lines->count ? lines->lines[at] : prompt->draft);
}

static void older(const struct call *call)
{
    recall(call, -1);
}

static void newer(const struct call *call)
{
    recall(call, 1);
}

bool prompt_search_end(struct prompt *prompt, struct app *app, bool restore)
{
    char *before = prompt->search.before;

    if (!before)
        return false;
    prompt->search.before = NULL;
    if (restore)
        prompt_show(prompt, app, before);
    free(before);
    return true;
}

/* The latest line before `end` that holds what is wanted; without one all stays. */
static void search_before(struct prompt *prompt, struct app *app, size_t end)
{
    const struct typed_lines *lines = lines_of(prompt, app);
    struct prompt_search *search = &prompt->search;
    struct buf folded = BUF_INIT(EDIT_BYTES_MAX);
    struct text_range range;

    text_fold(&folded, buf_str(&search->wanted), search->wanted.len);
    while (folded.len && end-- > 0) {
        const char *line = lines->lines[end];
        if (!text_find(line, strlen(line), 0, buf_str(&folded), folded.len, &range))
            continue;
        search->at = end;
        prompt_show(prompt, app, line);
        break;
    }
    buf_release(&folded);
}

/* ^R: begin to look for a line, then on to the one before it. */
static void search_back(const struct call *call)
{
    struct prompt *prompt = prompt_of(call);
    struct prompt_search *search = &prompt->search;
    size_t count = lines_of(prompt, call->app)->count;

    prompt_menu_close(prompt, call->app, false);
    if (search->before) {
        search_before(prompt, call->app, search->at);
        return;
    }
    search->before = xstrdup(buf_str(&prompt->line.text));
    buf_clear(&search->wanted);
    search->at = count;
}

bool prompt_search_type(struct prompt *prompt, struct app *app, const char *s, size_t n)
{
    struct prompt_search *search = &prompt->search;
    size_t count = lines_of(prompt, app)->count;

    if (!search->before)
        return false;
    if (n <= EDIT_BYTES_MAX - search->wanted.len)
        buf_add(&search->wanted, s, n);
    /* The line that is shown may hold the longer text too. */
    size_t from = search->at < count ? search->at + 1 : count;
    search->at = count;
    search_before(prompt, app, from);
    return true;
}

bool prompt_search_delete(struct prompt *prompt, struct app *app)
{
    struct prompt_search *search = &prompt->search;

    if (!search->before)
        return false;
    struct edit_line wanted = { search->wanted, search->wanted.len };
    buf_truncate(&search->wanted, edit_line_left(&wanted));
    search->at = lines_of(prompt, app)->count;
    search_before(prompt, app, search->at);
    return true;
}

const struct command prompt_recall_commands[] = {
    { "older", "Up ^P", MAP_PROMPT, NULL, older,
      "the line typed before, of those that begin like this one" },
    { "newer", "Down ^N", MAP_PROMPT, NULL, newer, "the line typed after" },
    { "search-back", "^R", MAP_PROMPT, NULL, search_back,
      "look for an earlier line that holds what is typed next; again: before that" },
    { .name = NULL },
};
