/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "ui/app.h"

/*
 * A row of the list. Columns keep the order of the settings; as the width shrinks they give way
 * in the order of `gives_way`, and the title takes what the others leave.
 */

enum { TITLE_MIN = 24, FLAG_COLUMNS = 3, HEAT_COLUMNS = 5, GAP = 2, MEMBER_INDENT = 2 };

struct row {
    struct app *app;
    const struct list_row *list;
    const struct article *article; /* the one it shows */
    int64_t now;
    bool read, selected; /* all that it stands for */
};

struct column {
    const char *name;
    int columns;   /* 0: what is left */
    int gives_way; /* 1 first; 0 never */
    void (*draw)(const struct row *row, struct rect rect);
};

static void put(const struct row *row, struct rect rect, style_id style, const char *s)
{
    canvas_put_short(&row->app->canvas, rect.y, rect.x, rect.width, style, s, strlen(s));
}

/* What an article has, the rarest first. */
static const char *second_flag(const struct row *row)
{
    bool ascii = row->app->ascii;

    if (row->list->kind == ROW_CLOSED)
        return ascii ? "+" : "▸";
    if (row->list->kind == ROW_OPEN)
        return ascii ? "-" : "▾";
    if (row->article->has_warnings)
        return "!";
    if (row->article->has_body || memory_verdict(&row->app->memory, row->article) >= 0)
        return ascii ? "F" : "◆";
    return row->article->has_related ? "~" : " ";
}

static void draw_flags(const struct row *row, struct rect rect)
{
    bool ascii = row->app->ascii;
    unsigned marks = marks_get(row->app->memory.marks, row->article);
    const char *first = " ";
    style_id style = STYLE_UNREAD;

    if (marks & MARK_STAR) {
        first = ascii ? "*" : "★";
        style = STYLE_STAR;
    } else if (!row->read) {
        first = ascii ? "N" : "●";
    }
    put(row, (struct rect){ rect.y, rect.x, 1, 1 }, style, first);
    put(row, (struct rect){ rect.y, rect.x + 1, 1, 1 }, STYLE_DIM, second_flag(row));
    if (!row->selected && marks & MARK_NOTE)
        put(row, (struct rect){ rect.y, rect.x + 2, 1, 1 }, STYLE_STAR, ascii ? "a" : "✎");
}

/* Where the flags have their last place, or at the end of a row without flags. */
static void draw_selected(const struct row *row, int y, int x)
{
    put(row, (struct rect){ y, x, 1, 1 }, STYLE_KEY, row->app->ascii ? "x" : "✓");
}

/* Of a story that of the article whose place it has, so that the dates stay in order. */
static void draw_date(const struct row *row, struct rect rect)
{
    char date[DATE_TEXT_MAX];

    date_format_column(library_article(row->app->library, row->list->first)->date, row->now,
                       date);
    canvas_put_right(&row->app->canvas, rect.y, rect.x, rect.width, STYLE_DATE, date,
                     strlen(date));
}

/* How many publish what the row stands for; more than a few are no longer told apart. */
static size_t count_sources(const struct row *row)
{
    enum { COUNTED_MAX = 100 };
    term seen[COUNTED_MAX];
    size_t sources = 0;

    for (size_t i = 0; i < row->list->count && sources < COUNTED_MAX; i++) {
        const struct article *article =
            library_article(row->app->library, row->list->members[i]);
        size_t k = 0;
        while (k < sources && seen[k] != article->provider)
            k++;
        if (k == sources)
            seen[sources++] = article->provider;
    }
    return sources;
}

static void draw_provider(const struct row *row, struct rect rect)
{
    const char *name = terms_text(library_terms(row->app->library), row->article->provider);
    size_t sources = count_sources(row);

    if (sources > 1) {
        struct buf line = BUF_INIT(64);
        buf_addf(&line, "%zu sources", sources);
        put(row, rect, STYLE_PROVIDER, buf_str(&line));
        buf_release(&line);
        return;
    }
    put(row, rect, STYLE_PROVIDER, *name ? name : row->app->ascii ? "-" : "–");
}

/* How many articles a row stands for, at the end of its title; the columns that takes. */
static int draw_count(const struct row *row, struct rect rect)
{
    struct buf count = BUF_INIT(32);

    if (row->list->kind != ROW_CLOSED && row->list->kind != ROW_OPEN)
        return 0;
    buf_addf(&count, "%zu", row->list->all);
    int width = (int)count.len + 1;
    if (width < rect.width)
        canvas_put_right(&row->app->canvas, rect.y, rect.x, rect.width, STYLE_DIM,
                         buf_str(&count), count.len);
    buf_release(&count);
    return width;
}

static void draw_title(const struct row *row, struct rect rect)
{
    style_id style = row->read ? STYLE_READ : STYLE_UNREAD;

    if (row->article->published == NO)
        style = row->read ? STYLE_DIM : STYLE_TEXT;
    rect.width -= draw_count(row, rect);
    if (row->list->kind == ROW_MEMBER) {
        rect.x += MEMBER_INDENT;
        rect.width -= MEMBER_INDENT;
    }
    if (rect.width <= 0)
        return;
    put(row, rect, style, row->article->title);
    row_draw_matches(row->app, rect, row->article->title);
}

static void draw_topics(const struct row *row, struct rect rect)
{
    const struct terms *terms = library_terms(row->app->library);
    struct buf line = BUF_INIT(1024);

    for (size_t i = 0; i < row->article->topic_count; i++)
        buf_addf(&line, "%s%s", i ? ", " : "", terms_text(terms, row->article->topics[i]));
    put(row, rect, STYLE_TOPIC, buf_str(&line));
    buf_release(&line);
}

/* Of a story the hottest of its articles says how much it was talked about. */
static double hottest(const struct row *row)
{
    double heat = NAN;

    for (size_t i = 0; i < row->list->count; i++)
        heat = fmax(heat, library_article(row->app->library, row->list->members[i])->heat);
    return heat;
}

/* A line of one to five columns on a log scale: each column is a factor of six, as the heat of
 * real articles runs from 0 to some thousands with a median below 100. */
static void draw_heat(const struct row *row, struct rect rect)
{
    double heat = hottest(row);

    if (isnan(heat)) {
        put(row, rect, STYLE_DIM, row->app->ascii ? "." : "·");
        return;
    }
    int columns = heat < 1 ? 1 : 1 + (int)(log(heat) / log(6.0));
    struct buf bar = BUF_INIT(64);
    if (columns > HEAT_COLUMNS)
        columns = HEAT_COLUMNS;
    for (int i = 0; i < columns; i++)
        buf_adds(&bar, row->app->ascii ? "=" : "━");
    put(row, rect, STYLE_HEAT, buf_str(&bar));
    buf_release(&bar);
}

static const struct column columns[] = {
    { "flags", FLAG_COLUMNS, 5, draw_flags }, { "date", 9, 4, draw_date },
    { "provider", 16, 3, draw_provider },     { "title", 0, 0, draw_title },
    { "topics", 20, 1, draw_topics },         { "heat", HEAT_COLUMNS, 2, draw_heat },
};

enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

static const struct column *find_column(const char *name)
{
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        if (strcmp(columns[i].name, name) == 0)
            return &columns[i];
    return NULL;
}

/* The configured columns that fit in so many, in order; how many. */
static size_t fit(const struct words *wanted, int width, const struct column *chosen[])
{
    size_t count = 0;
    bool title = false;

    for (size_t i = 0; i < wanted->count && count < COLUMN_COUNT; i++) {
        const struct column *column = find_column(wanted->items[i]);
        if (column)
            chosen[count++] = column;
        title = title || (column && column->columns == 0);
    }
    if (!title && count < COLUMN_COUNT)
        chosen[count++] = find_column("title");
    for (int level = 1; level <= COLUMN_COUNT; level++) {
        int need = TITLE_MIN;
        for (size_t i = 0; i < count; i++)
            need += chosen[i]->columns + (chosen[i]->columns ? GAP : 0);
        if (need <= width)
            break;
        for (size_t i = 0; i < count; i++) {
            if (chosen[i]->gives_way == level) {
                memmove(&chosen[i], &chosen[i + 1], (count - i - 1) * sizeof *chosen);
                count--;
                break;
            }
        }
    }
    return count;
}

static bool all_read(struct app *app, const struct list_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        const struct article *article = library_article(app->library, row->members[i]);
        if (!(marks_get(app->memory.marks, article) & MARK_READ))
            return false;
    }
    return true;
}

static bool all_selected(struct app *app, const struct list_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (!selected_has(&app->selected, library_article(app->library, row->members[i])->id))
            return false;
    return true;
}

void row_draw(struct app *app, const struct list_row *list, struct rect rect, int64_t now)
{
    const struct column *chosen[COLUMN_COUNT];
    size_t count = fit(saved_view_columns(app), rect.width, chosen);
    struct row row = { app,
                       list,
                       library_article(app->library, list->number),
                       now,
                       all_read(app, list),
                       all_selected(app, list) };
    if (app->config->braille) {
        row_draw_words(app, list, row.read, row.selected, rect, now);
        return;
    }
    int rest = rect.width, x = rect.x, selected_at = rect.x + rect.width - 1;

    for (size_t i = 0; i < count; i++)
        rest -= chosen[i]->columns + (i + 1 < count ? GAP : 0);
    for (size_t i = 0; i < count; i++) {
        int width = chosen[i]->columns ? chosen[i]->columns : rest;
        if (width > 0)
            chosen[i]->draw(&row, (struct rect){ rect.y, x, 1, width });
        if (chosen[i]->draw == draw_flags)
            selected_at = x + FLAG_COLUMNS - 1;
        x += width + GAP;
    }
    if (row.selected)
        draw_selected(&row, rect.y, selected_at);
}
