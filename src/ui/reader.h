/* SPDX-License-Identifier: MIT */
/* The article pane: one article as lines, where one is in it, its links, and a find. */
#ifndef UI_READER_H
#define UI_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "doc/fetch.h"
#include "page/article_page.h"
#include "ui/canvas.h"
#include "ui/full_page.h"
#include "ui/keymap.h"

struct app;

/* A place in the lines where the words that are looked for stand. */
struct find_match {
    size_t line;
    int column, columns;
    size_t last; /* the line it ends on: another one when it was wrapped */
    int last_column, last_columns;
};

struct find {
    struct buf text; /* as typed; empty: no find */
    struct find_match *matches;
    size_t count, current;
    bool lit;
};

/* What of the article is shown below its header. */
enum reader_variant {
    VARIANT_FETCHED,
    VARIANT_BODY,
    VARIANT_EXCERPT,
    VARIANT_OUTPUT, /* what a program made of it (ui/pipe.h), without the header */
    VARIANT_COUNT
};

struct reader {
    uint64_t id;                   /* of the article shown, 0 for none */
    const struct article *article; /* it; of the library, where it may be gone */
    struct article_detail detail;
    bool has_detail;
    struct detail_read *read; /* its file being read, else NULL */
    cmark_node *body;
    struct full_page full; /* the page of the article, when it was fetched */
    enum reader_variant variant;
    struct buf note;         /* shown where the body would be */
    struct fetch *fetch;     /* the body being parsed, else NULL */
    struct loop_timer *load; /* set while the cursor may still be moving on, or the disk slow */
    struct article_page page;
    bool composed;          /* page is of this article, width and state */
    int width, height;      /* of the text when it was laid out last */
    int room;               /* columns of the pane, which lines that are not wrapped have */
    size_t top;             /* first line shown */
    size_t restore;         /* line to go to once the body is there */
    uint32_t restore_place; /* the same as reader_place() has it, 0 for none */
    uint32_t left_at;       /* while output is shown: the place in the article */
    int shift;              /* columns scrolled sideways */
    int32_t link;           /* the selected one, -1 for none */
    struct find find;
};

void reader_init(struct reader *reader);
void reader_release(struct reader *reader, struct app *app);

/* Show this article from its top, or nothing for NULL. Its file is read a moment later, so that
 * moving through the list costs nothing. */
void reader_show(struct reader *reader, struct app *app, const struct article *article);

/* The file of the article shown became this one: show that, keeping the place. */
void reader_renew(struct reader *reader, struct app *app, const struct article *article);

/* The article shown, or NULL. It stays when its file goes. */
const struct article *reader_article(const struct reader *reader, const struct app *app);

/* Show another variant; the place is kept when there was one. Boxes above list its links. */
void reader_show_variant(struct reader *reader, struct app *app, enum reader_variant variant);

/* Go to a line as soon as the whole text is there. */
void reader_go_to(struct reader *reader, size_t line);

/* Where one is, as a number that holds at every width, 0 for the top; going to it as soon as
 * the whole text is there. */
uint32_t reader_place(const struct reader *reader);
void reader_go_to_place(struct reader *reader, uint32_t place);
/* The lines are there: go to the place that was asked for. */
void reader_restore_place(struct reader *reader);
/* Remember the place with the marks of the article, which is about to be left. */
void reader_keep_place(const struct reader *reader, struct app *app);

/* Have the page of the article in hand now, as it would be drawn by now, also where the pane is
 * not shown: before its lines or links are used. False when there is no article. */
bool reader_ready(struct reader *reader, struct app *app);

void reader_draw(struct reader *reader, struct app *app, struct rect rect);

/* The link as one of the canvas, 0 for none. */
uint32_t reader_link_id(struct app *app, int32_t link);

/* Scroll by lines, clamped; false when it was at that end already. */
bool reader_scroll(struct reader *reader, long lines);

/* Scroll so that a line is in view, with some lines of context. */
void reader_reveal(struct reader *reader, size_t line);

void find_release(struct find *find);
/* Look again after the lines changed. */
void find_update(struct reader *reader);

extern const struct command reader_commands[];
extern const struct command find_commands[];

#endif
