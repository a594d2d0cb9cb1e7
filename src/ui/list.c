/* SPDX-License-Identifier: MIT */
#include "ui/list.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "article/bits.h"
#include "base/date.h"
#include "ui/app.h"

enum { SCROLLOFF = 3 };

void list_release(struct list *list)
{
    free(list->numbers);
    free(list->listed);
    story_rows_release(&list->rows);
    *list = (struct list){ 0 };
}

size_t list_rows(const struct list *list)
{
    return list->rows.folded ? story_fold_count(list->rows.fold) : list->count;
}

bool list_is_whole(const struct list *list)
{
    return !list->rows.folded || story_fold_is_whole(list->rows.fold);
}

void list_reach(struct list *list, size_t rows)
{
    if (list->rows.folded)
        story_fold_reach(list->rows.fold, rows);
}

struct list_row list_row(const struct list *list, size_t i)
{
    const uint32_t *number = &list->numbers[i];

    if (list->rows.folded)
        return story_fold_at(list->rows.fold, i);
    return (struct list_row){ ROW_PLAIN, *number, *number, number, 1, 1 };
}

bool list_has(const struct list *list, uint32_t number)
{
    return number < list->listed_count && bits_has(list->listed, number);
}

bool list_find(struct list *list, uint32_t number, size_t *at)
{
    if (!list_has(list, number))
        return false;
    if (list->rows.folded)
        return story_fold_find(list->rows.fold, number, at);
    for (*at = 0; list->numbers[*at] != number;)
        ++*at;
    return true;
}

/* Keep the cursor in view with context around it, as far as the pane's height allows. */
static void keep_in_view(struct list *list)
{
    size_t height = list->height > 0 ? (size_t)list->height : 1;
    size_t margin = height > 2 * SCROLLOFF ? SCROLLOFF : (height - 1) / 2;

    list_reach(list, list->cursor + height + 1);
    size_t rows = list_rows(list), most = rows > height ? rows - height : 0;
    if (list->top + margin > list->cursor)
        list->top = list->cursor > margin ? list->cursor - margin : 0;
    if (list->cursor + margin >= list->top + height)
        list->top = list->cursor + margin + 1 - height;
    if (list->top > most)
        list->top = most;
}

void list_move(struct list *list, long position)
{
    if (position < 0)
        position = 0;
    list_reach(list, (size_t)position + 1);
    long last = (long)list_rows(list) - 1;
    if (position > last)
        position = last > 0 ? last : 0;
    list->cursor = (size_t)position;
    keep_in_view(list);
}

/* To the row of this article, on the line where the cursor was; clamped when it has none. */
static void put_cursor(struct list *list, const struct article *article)
{
    size_t line = list->cursor - list->top, at;

    list_reach(list, list->cursor + 1);
    size_t rows = list_rows(list);
    if (article && list_find(list, article->number, &at)) {
        list->cursor = at;
        list->top = at > line ? at - line : 0;
    } else if (list->cursor >= rows) {
        list->cursor = rows ? rows - 1 : 0;
    }
    keep_in_view(list);
}

static void make_rows(struct list *list, struct app *app)
{
    story_rows_make(&list->rows, app,
                    (struct fold_list){ .numbers = list->numbers,
                                        .count = list->count,
                                        .listed = list->listed,
                                        .listed_count = list->listed_count,
                                        .pace = list->rows.pace });
}

void list_set(struct list *list, uint32_t *numbers, size_t count, struct app *app,
              uint64_t cursor_id)
{
    free(list->numbers);
    free(list->listed);
    list->numbers = numbers;
    list->count = count;
    list->listed_count = library_count(app->library);
    list->listed = bits_new(list->listed_count);
    for (size_t i = 0; i < count; i++)
        bits_set(list->listed, numbers[i]);
    list->version++;
    make_rows(list, app);
    if (!list->moved)
        list->cursor = list->top = 0;
    put_cursor(list, list->moved ? library_by_id(app->library, cursor_id) : NULL);
}

void list_fold(struct list *list, struct app *app, const struct article *article)
{
    make_rows(list, app);
    put_cursor(list, article);
}

/* What dropping the last term of the filter brings, once that is counted. */
static void draw_way_out(struct app *app, struct rect rect)
{
    size_t terms = query_term_count(app->filter.query), start, end, alone, without;
    struct buf line = BUF_INIT(QUERY_MAX + 256);

    if (terms == 0)
        return;
    search_count(app);
    if (!app->search.counted)
        return;
    query_count_get(app->search.counting, terms - 1, &alone, &without);
    query_term(app->filter.query, terms - 1, &start, &end);
    buf_addf(&line, "Esc drops %.*s and leaves %zu", (int)(end - start),
             buf_str(&app->filter.text) + start, without);
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
    /* While typing, the prompt tells it, and Esc is another key. */
    if (!loading && some && rect.height > 1 && !app->views)
        draw_way_out(app, (struct rect){ rect.y + 1, rect.x, 1, rect.width });
}

void list_draw(struct list *list, struct app *app, struct rect rect)
{
    int64_t now = date_now();

    list->height = rect.height;
    keep_in_view(list);
    if (list->count == 0)
        draw_empty(app, rect);
    for (int i = 0; i < rect.height && list->top + (size_t)i < list_rows(list); i++) {
        size_t at = list->top + (size_t)i;
        struct rect row = { rect.y + i, rect.x, 1, rect.width };
        struct list_row shown = list_row(list, at);
        row_draw(app, &shown, row, now);
        canvas_restyle(&app->canvas, row.y, row.x, row.width,
                       row_rules_style(&app->looks.rules, app->library,
                                       library_article(app->library, shown.number)));
        if (at != list->cursor)
            continue;
        looks_put_cursor(app, row.y, row.x);
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
    go_to(call->app, call->count ? call->count - 1 : LONG_MAX);
}

/* To the nearest row on one side for which test holds; with a count, as often as it holds. */
static bool go_where(const struct call *call, int direction,
                     bool (*test)(struct app *app, const struct list_row *row,
                                  const struct list_row *from),
                     const char *otherwise)
{
    struct app *app = call->app;
    long left = call->count ? call->count : 1, found = -1;
    struct list_row from = { 0 };

    list_reach(&app->list, SIZE_MAX);
    if (app->list.cursor < list_rows(&app->list))
        from = list_row(&app->list, app->list.cursor);
    for (long i = (long)app->list.cursor + direction;
         left > 0 && i >= 0 && i < (long)list_rows(&app->list); i += direction) {
        struct list_row row = list_row(&app->list, (size_t)i);
        if (!test(app, &row, &from))
            continue;
        from = row;
        found = i;
        left--;
    }
    if (found >= 0)
        go_to(app, found);
    else
        app_say(app, "%s", otherwise);
    return found >= 0;
}

/* The first unread article that a row stands for, or NULL. */
static const struct article *unread_of(struct app *app, const struct list_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        const struct article *article = library_article(app->library, row->members[i]);
        if (!(marks_get(app->memory.marks, article) & MARK_READ))
            return article;
    }
    return NULL;
}

static bool is_unread(struct app *app, const struct list_row *row, const struct list_row *from)
{
    (void)from;
    return unread_of(app, row) != NULL;
}

/* A story whose head is read is opened, so that the unread one can be gone to. */
static void go_unread(const struct call *call, int direction, const char *otherwise)
{
    struct app *app = call->app;

    if (!go_where(call, direction, is_unread, otherwise))
        return;
    struct list_row row = list_row(&app->list, app->list.cursor);
    const struct article *article = unread_of(app, &row);
    if (row.kind != ROW_CLOSED || article->number == row.number)
        return;
    story_rows_open(app, article);
    app_show(app, article);
}

static void next_unread(const struct call *call)
{
    go_unread(call, 1, "no unread article further down");
}

static void previous_unread(const struct call *call)
{
    go_unread(call, -1, "no unread article further up");
}

static bool is_other_day(struct app *app, const struct list_row *row,
                         const struct list_row *from)
{
    struct date_parts a, b;
    bool has_a = date_local_parts(library_article(app->library, row->first)->date, &a);
    bool has_b = date_local_parts(library_article(app->library, from->first)->date, &b);

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
