/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "ui/app.h"

/*
 * A row of the list. Columns keep the order of the settings; as the width shrinks they give way
 * in the order of `gives_way`, and the title takes what the others leave.
 */

enum { TITLE_MIN = 24, FLAG_COLUMNS = 3, HEAT_COLUMNS = 5, GAP = 2 };

struct row {
    struct app *app;
    const struct article *article;
    int64_t now;
    bool read, selected;
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

static void draw_flags(const struct row *row, struct rect rect)
{
    bool ascii = row->app->ascii;
    unsigned marks = marks_get(row->app->memory.marks, row->article);
    const char *first = " ", *second = " ";
    style_id style = STYLE_UNREAD;

    if (marks & MARK_STAR) {
        first = ascii ? "*" : "★";
        style = STYLE_STAR;
    } else if (!row->read) {
        first = ascii ? "N" : "●";
    }
    if (row->article->has_warnings)
        second = "!";
    else if (row->article->has_body || memory_verdict(&row->app->memory, row->article) >= 0)
        second = ascii ? "F" : "◆";
    else if (row->article->has_related)
        second = "~";
    put(row, (struct rect){ rect.y, rect.x, 1, 1 }, style, first);
    put(row, (struct rect){ rect.y, rect.x + 1, 1, 1 }, STYLE_DIM, second);
    if (!row->selected && marks & MARK_NOTE)
        put(row, (struct rect){ rect.y, rect.x + 2, 1, 1 }, STYLE_STAR, ascii ? "a" : "✎");
}

/* Where the flags have their last place, or at the end of a row without flags. */
static void draw_selected(const struct row *row, int y, int x)
{
    put(row, (struct rect){ y, x, 1, 1 }, STYLE_KEY, row->app->ascii ? "x" : "✓");
}

static void draw_date(const struct row *row, struct rect rect)
{
    char date[DATE_TEXT_MAX];

    date_format_short(row->article->date, row->now, date);
    canvas_put_right(&row->app->canvas, rect.y, rect.x, rect.width, STYLE_DATE, date,
                     strlen(date));
}

static void draw_provider(const struct row *row, struct rect rect)
{
    const char *name = terms_text(library_terms(row->app->library), row->article->provider);

    put(row, rect, STYLE_PROVIDER, *name ? name : row->app->ascii ? "-" : "–");
}

static void draw_title(const struct row *row, struct rect rect)
{
    style_id style = row->read ? STYLE_READ : STYLE_UNREAD;

    if (row->article->published == NO)
        style = row->read ? STYLE_DIM : STYLE_TEXT;
    put(row, rect, style, row->article->title);
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

/* A bar of one to five blocks on a log scale: each block is about a factor of four, as the
 * heat of real articles runs from 0 to some thousands with a median below 100. */
static void draw_heat(const struct row *row, struct rect rect)
{
    double heat = row->article->heat;

    if (isnan(heat)) {
        put(row, rect, STYLE_DIM, row->app->ascii ? "." : "·");
        return;
    }
    int blocks = heat < 1 ? 1 : 1 + (int)(log(heat) / log(4.0));
    struct buf bar = BUF_INIT(64);
    if (blocks > HEAT_COLUMNS)
        blocks = HEAT_COLUMNS;
    for (int i = 0; i < blocks; i++)
        buf_adds(&bar, row->app->ascii ? "#" : "▇");
    put(row, rect, STYLE_HEAT, buf_str(&bar));
    buf_release(&bar);
}

static const struct column columns[] = {
    { "flags", FLAG_COLUMNS, 5, draw_flags }, { "date", 8, 4, draw_date },
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

void row_draw(struct app *app, const struct article *article, struct rect rect, int64_t now)
{
    const struct column *chosen[COLUMN_COUNT];
    size_t count = fit(&app->config->columns, rect.width, chosen);
    struct row row = { app, article, now, marks_get(app->memory.marks, article) & MARK_READ,
                       selected_has(&app->selected, article->id) };
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
