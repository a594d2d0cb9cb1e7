/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "base/date.h"
#include "ui/app.h"

/* A row for a braille display or a voice: what it is in words, the title first. */

enum { ROW_BYTES_MAX = 64 * 1024 };

static void add_part(struct buf *out, const char *text)
{
    if (*text)
        buf_addf(out, ", %s", text);
}

static void add_marks(struct app *app, const struct article *article, bool read,
                      struct buf *out)
{
    unsigned marks = marks_get(app->memory.marks, article);

    add_part(out, read ? "" : "unread");
    add_part(out, marks & MARK_STAR ? "starred" : "");
    add_part(out, marks & MARK_NOTE ? "with a note" : "");
    add_part(out, article->has_warnings ? "with problems" : "");
}

void row_draw_words(struct app *app, const struct list_row *list, bool read, bool selected,
                    struct rect rect, int64_t now)
{
    const struct article *article = library_article(app->library, list->number);
    struct buf line = BUF_INIT(ROW_BYTES_MAX);
    char date[DATE_TEXT_MAX];

    buf_addf(&line, "%s%s", selected ? "selected: " : "", article->title);
    add_marks(app, article, read, &line);
    if (list->kind == ROW_CLOSED || list->kind == ROW_OPEN)
        buf_addf(&line, ", %s story of %zu", list->kind == ROW_OPEN ? "open" : "closed",
                 list->all);
    add_part(&line, terms_text(library_terms(app->library), article->provider));
    /* As in draw_date() of ui/row.c: the rows are in its order. */
    date_format_short(library_article(app->library, list->first)->date, now, date);
    add_part(&line, date);
    if (!isnan(article->heat))
        buf_addf(&line, ", heat %.0f", article->heat);
    canvas_put_short(&app->canvas, rect.y, rect.x, rect.width, read ? STYLE_READ : STYLE_UNREAD,
                     buf_str(&line), line.len);
    buf_release(&line);
}
