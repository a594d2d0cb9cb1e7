/* SPDX-License-Identifier: MIT */
#include "ui/list.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "ui/app.h"

enum { SCROLLOFF = 3 };

void list_release(struct list *list)
{
    free(list->numbers);
    *list = (struct list){ 0 };
}

/* Keep the cursor in view with context around it, as far as the pane's height allows. */
static void keep_in_view(struct list *list)
{
    size_t height = list->height > 0 ? (size_t)list->height : 1;
    size_t margin = height > 2 * SCROLLOFF ? SCROLLOFF : (height - 1) / 2;
    size_t most = list->count > height ? list->count - height : 0;

    if (list->top + margin > list->cursor)
        list->top = list->cursor > margin ? list->cursor - margin : 0;
    if (list->cursor + margin >= list->top + height)
        list->top = list->cursor + margin + 1 - height;
    if (list->top > most)
        list->top = most;
}

void list_move(struct list *list, long position)
{
    long last = (long)list->count - 1;

    if (position > last)
        position = last;
    if (position < 0)
        position = 0;
    list->cursor = (size_t)position;
    keep_in_view(list);
}

static bool find_id(const struct list *list, const struct library *library, uint64_t id,
                    size_t *at)
{
    for (size_t i = 0; i < list->count; i++) {
        if (library_article(library, list->numbers[i])->id == id) {
            *at = i;
            return true;
        }
    }
    return false;
}

void list_set(struct list *list, uint32_t *numbers, size_t count, const struct app *app,
              uint64_t cursor_id)
{
    size_t line = list->cursor - list->top, at;

    free(list->numbers);
    list->numbers = numbers;
    list->count = count;
    list->way_out_known = false;
    if (!list->moved) {
        list->cursor = list->top = 0;
    } else if (cursor_id && find_id(list, app->library, cursor_id, &at)) {
        list->cursor = at;
        list->top = at > line ? at - line : 0;
    } else if (list->cursor >= count) {
        list->cursor = count ? count - 1 : 0;
    }
    keep_in_view(list);
}

/* What dropping the last term of the filter brings. Counted once for a list: it asks all
 * articles. */
static void draw_way_out(struct app *app, struct rect rect)
{
    size_t terms = query_term_count(app->filter.query), start, end, alone;
    struct buf line = BUF_INIT(QUERY_MAX + 256);

    if (terms == 0)
        return;
    if (!app->list.way_out_known)
        query_term_counts(app->filter.query, app->library, terms - 1, &alone,
                          &app->list.way_out);
    app->list.way_out_known = true;
    query_term(app->filter.query, terms - 1, &start, &end);
    buf_addf(&line, "Esc drops %.*s and leaves %zu", (int)(end - start),
             buf_str(&app->filter.text) + start, app->list.way_out);
    canvas_put_short(&app->canvas, rect.y, rect.x + 1, rect.width - 1, STYLE_DIM,
                     buf_str(&line), line.len);
    buf_release(&line);
}

static void draw_empty(struct app *app, struct rect rect)
{
    bool loading = library_loading(app->library), some = library_live(app->library) > 0;
    const char *reading = app->ascii ? "reading..." : "reading…";
    const char *text = loading ? reading : some ? "nothing matches" : "no articles here";

    canvas_put_short(&app->canvas, rect.y, rect.x + 1, rect.width - 1, STYLE_DIM, text,
                     strlen(text));
    if (!loading && some && rect.height > 1)
        draw_way_out(app, (struct rect){ rect.y + 1, rect.x, 1, rect.width });
}

void list_draw(struct list *list, struct app *app, struct rect rect)
{
    int64_t now = date_now();

    list->height = rect.height;
    keep_in_view(list);
    if (list->count == 0)
        draw_empty(app, rect);
    for (int i = 0; i < rect.height && list->top + (size_t)i < list->count; i++) {
        size_t at = list->top + (size_t)i;
        struct rect row = { rect.y + i, rect.x, 1, rect.width };
        row_draw(app, library_article(app->library, list->numbers[at]), row, now);
        if (at == list->cursor)
            canvas_restyle(&app->canvas, row.y, row.x, row.width,
                           app->frame.focus == PANE_LIST && !app->views ? STYLE_CURSOR
                                                                        : STYLE_CURSOR_IDLE);
    }
}

/* Moving: a count repeats, and the article under the cursor is shown. */

static void go_to(struct app *app, long position)
{
    size_t before = app->list.cursor;

    list_move(&app->list, position);
    app->list.moved = true;
    if (app->list.cursor != before)
        app_show(app, app_article(app));
}

static long step(const struct call *call, long rows)
{
    return rows * (call->count ? call->count : 1);
}

static void move_down(const struct call *call)
{
    go_to(call->app, (long)call->app->list.cursor + step(call, 1));
}

static void move_up(const struct call *call)
{
    go_to(call->app, (long)call->app->list.cursor - step(call, 1));
}

static void half_down(const struct call *call)
{
    go_to(call->app,
          (long)call->app->list.cursor + step(call, (call->app->list.height + 1) / 2));
}

static void half_up(const struct call *call)
{
    go_to(call->app,
          (long)call->app->list.cursor - step(call, (call->app->list.height + 1) / 2));
}

static void page_down(const struct call *call)
{
    go_to(call->app, (long)call->app->list.cursor + step(call, call->app->list.height));
}

static void page_up(const struct call *call)
{
    go_to(call->app, (long)call->app->list.cursor - step(call, call->app->list.height));
}

static void go_first(const struct call *call)
{
    go_to(call->app, call->count ? call->count - 1 : 0);
}

static void go_last(const struct call *call)
{
    go_to(call->app, call->count ? call->count - 1 : (long)call->app->list.count - 1);
}

/* To the nearest row on one side for which test holds; with a count, as often as it holds. */
static void go_where(const struct call *call, int direction,
                     bool (*test)(struct app *app, const struct article *article,
                                  const struct article *from),
                     const char *otherwise)
{
    struct app *app = call->app;
    const struct article *from = app_article(app);
    long left = call->count ? call->count : 1, found = -1;

    for (long i = (long)app->list.cursor + direction;
         left > 0 && i >= 0 && i < (long)app->list.count; i += direction) {
        const struct article *article = library_article(app->library, app->list.numbers[i]);
        if (!test(app, article, from))
            continue;
        from = article;
        found = i;
        left--;
    }
    if (found >= 0)
        go_to(app, found);
    else
        app_say(app, "%s", otherwise);
}

static bool is_unread(struct app *app, const struct article *article,
                      const struct article *from)
{
    (void)from;
    return !(marks_get(app->memory.marks, article) & MARK_READ);
}

static void next_unread(const struct call *call)
{
    go_where(call, 1, is_unread, "no unread article further down");
}

static void previous_unread(const struct call *call)
{
    go_where(call, -1, is_unread, "no unread article further up");
}

static bool is_other_day(struct app *app, const struct article *article,
                         const struct article *from)
{
    struct date_parts a, b;
    bool has_a = date_local_parts(article->date, &a), has_b = date_local_parts(from->date, &b);

    (void)app;
    return has_a != has_b ||
           (has_a && (a.day != b.day || a.month != b.month || a.year != b.year));
}

static void next_day(const struct call *call)
{
    go_where(call, 1, is_other_day, "no other day further down");
}

static void previous_day(const struct call *call)
{
    go_where(call, -1, is_other_day, "no other day further up");
}

static void enter_article(const struct call *call)
{
    struct app *app = call->app;

    if (!app_article(app))
        return;
    history_push(app);
    app_mark(app, app_article(app), MARK_READ, true);
    app->frame.focus = PANE_ARTICLE;
}

const struct command list_commands[] = {
    { "down", "j Down", MAP_LIST, NULL, move_down, "one row down" },
    { "up", "k Up", MAP_LIST, NULL, move_up, "one row up" },
    { "half-down", "^D", MAP_LIST, NULL, half_down, "half a page down" },
    { "half-up", "^U", MAP_LIST, NULL, half_up, "half a page up" },
    { "page-down", "^F PgDn", MAP_LIST, NULL, page_down, "a page down" },
    { "page-up", "^B PgUp", MAP_LIST, NULL, page_up, "a page up" },
    { "first", "g Home", MAP_LIST, NULL, go_first, "to the first row, or to row number N" },
    { "last", "G End", MAP_LIST, NULL, go_last, "to the last row, or to row number N" },
    { "next-unread", "]", MAP_GENERAL, NULL, next_unread, "to the next unread article" },
    { "previous-unread", "[", MAP_GENERAL, NULL, previous_unread,
      "to the previous unread article" },
    { "next-unread", "n", MAP_LIST, NULL, next_unread, "to the next unread article" },
    { "previous-unread", "N", MAP_LIST, NULL, previous_unread,
      "to the previous unread article" },
    { "next-day", "}", MAP_LIST, NULL, next_day, "to the next day in the list" },
    { "previous-day", "{", MAP_LIST, NULL, previous_day, "to the previous day in the list" },
    { "enter-article", "Enter l Right", MAP_LIST, NULL, enter_article, "into the article" },
    { .name = NULL },
};
