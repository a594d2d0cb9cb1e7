/* SPDX-License-Identifier: MIT */
#include "ui/reader.h"

#include <stdlib.h>
#include <string.h>

#include "article/detail_read.h"
#include "base/date.h"
#include "base/text.h"
#include "ui/app_internal.h"

enum {
    LOAD_DELAY_MS = 30, /* a held key moves on before this: nothing is read for such rows */
    DISK_WAIT_MS = 50,  /* a disk answers within this, or the article waits for it without us */
    DISK_LOOK_MS = 200, /* whether it has answered since */
    MARGIN = 1,         /* blank columns on each side of the text */
    CONTEXT = 2,        /* lines kept above a line that is jumped to */
};

void reader_init(struct reader *reader)
{
    *reader = (struct reader){ .link = -1 };
    article_page_init(&reader->page);
    buf_init(&reader->note, 1024);
    buf_init(&reader->find.text, 1024);
}

/* Forget the article and whatever is on its way for it; the find stays. */
static void forget(struct reader *reader, struct app *app)
{
    reader_keep_place(reader, app);
    loop_cancel(app->loop, reader->load);
    reader->load = NULL;
    detail_read_drop(reader->read);
    reader->read = NULL;
    fetch_cancel(reader->fetch);
    reader->fetch = NULL;
    if (reader->has_detail)
        article_detail_release(&reader->detail);
    reader->has_detail = false;
    if (reader->body)
        cmark_node_free(reader->body);
    reader->body = NULL;
    full_page_release(&reader->full);
    reader->variant = VARIANT_EXCERPT;
    buf_clear(&reader->note);
    reader->id = 0;
    reader->article = NULL;
    reader->composed = false;
    reader->top = reader->restore = 0;
    reader->restore_place = 0;
    reader->shift = 0;
    reader->link = -1;
}

void reader_release(struct reader *reader, struct app *app)
{
    forget(reader, app);
    article_page_release(&reader->page);
    find_release(&reader->find);
    buf_release(&reader->note);
}

const struct article *reader_article(const struct reader *reader, const struct app *app)
{
    (void)app;
    return reader->article;
}

static void body_done(struct fetch_result *result, void *arg)
{
    struct app *app = arg;
    struct reader *reader = &app->reader;

    reader->fetch = NULL;
    buf_clear(&reader->note);
    if (result->meta)
        app_note_seal(app, result->meta->sandbox);
    if (result->document) {
        reader->body = result->document;
        reader->link = -1; /* its links come before those that there were */
        if (!reader->full.page.document && reader->variant == VARIANT_EXCERPT)
            reader->variant = VARIANT_BODY;
    } else {
        buf_addf(&reader->note, "The text cannot be shown: %s", result->error.text);
    }
    reader->composed = false;
    app->dirty = true;
    views_refresh(app);
}

/* Most disks answer at once, and what a key asks for is there with it; nobody waits for more.
 */
static bool is_read(struct reader *reader, struct app *app, const struct article *article)
{
    bool began = reader->read != NULL;

    if (!began)
        reader->read = detail_read_start(app->library, article);
    return detail_read_done(reader->read, began ? 0 : DISK_WAIT_MS);
}

static void load_due(void *arg);

/* Read the file again for what the list does not need, and have its body parsed. */
static void load(struct app *app)
{
    struct reader *reader = &app->reader;
    const struct article *article = reader_article(reader, app);
    struct error error;

    reader->load = NULL;
    if (!article)
        return;
    app->dirty = true;
    reader->composed = false;
    buf_clear(&reader->note);
    if (!is_read(reader, app, article)) {
        buf_adds(&reader->note, "The file is being read: its disk takes long to answer.");
        reader->load = loop_after(app->loop, DISK_LOOK_MS, load_due, app);
        return;
    }
    reader->has_detail =
        detail_read_finish(reader->read, app->library, article, &reader->detail, &error);
    reader->read = NULL;
    if (!reader->has_detail) {
        buf_addf(&reader->note, "The file cannot be read any more: %s", error.text);
        return;
    }
    if (full_page_stored(app, article))
        reader->variant = VARIANT_FETCHED;
    if (!article->has_body)
        return;
    reader->fetch = fetch_markdown(app->loop, reader->detail.body, reader->detail.body_len,
                                   article_address(article), body_done, app, &error);
    if (!reader->fetch)
        buf_addf(&reader->note, "The text cannot be shown: %s", error.text);
}

/* Boxes above list what is in the file. */
static void load_due(void *arg)
{
    struct app *app = arg;

    load(app);
    views_refresh(app);
}

void reader_show(struct reader *reader, struct app *app, const struct article *article)
{
    if (article && article == reader->article)
        return;
    forget(reader, app);
    app->dirty = true;
    if (!article)
        return;
    reader->id = article->id;
    reader->article = article;
    reader->restore_place = marks_place(app->memory.marks, article);
    reader->load = loop_after(app->loop, LOAD_DELAY_MS, load_due, app);
}

void reader_renew(struct reader *reader, struct app *app, const struct article *article)
{
    size_t top = reader->top;

    if (full_page_cancel(&reader->full))
        app_say(app, "fetching was given up: the file of the article changed");
    reader_show(reader, app, article);
    reader_go_to(reader, top);
    views_refresh(app);
}

void reader_show_variant(struct reader *reader, struct app *app, enum reader_variant variant)
{
    bool was_output = reader->variant == VARIANT_OUTPUT;

    if (variant == VARIANT_OUTPUT) {
        reader->left_at = was_output ? reader->left_at : reader_place(reader);
        reader->top = 0;
    } else if (was_output) {
        reader->top = 0;
        reader->restore_place = reader->left_at;
    }
    reader->variant = variant;
    reader->composed = false;
    reader->link = -1;
    reader->shift = 0;
    views_refresh(app);
}

void reader_go_to(struct reader *reader, size_t line)
{
    bool is_whole = reader->has_detail && !reader->fetch && !reader->load;

    reader->restore = is_whole ? 0 : line;
    reader->restore_place = 0;
    reader->top = line;
}

/* Take the size of the pane; the columns of text in it. */
static int fit(struct reader *reader, const struct app *app, struct rect pane)
{
    reader->height = pane.height;
    reader->room = pane.width - 2 * MARGIN;
    return reader->room < app->config->width ? reader->room : (int)app->config->width;
}

/* Make a page, so wide, of what is shown of the article. */
static void lay_out(struct reader *reader, struct app *app, const struct article *article,
                    int width)
{
    bool ascii = app->ascii || app->config->braille;
    struct buf shown = BUF_INIT(1024);

    article_page_init(&reader->page);
    if (reader->variant == VARIANT_OUTPUT) {
        pipe_layout(app, &reader->page.lines,
                    &(struct layout_options){ .width = width, .ascii = ascii });
        return;
    }
    if (reader->variant == VARIANT_FETCHED)
        stored_words(&reader->full.page, article, &shown);
    else if (reader->variant == VARIANT_EXCERPT && (reader->body || reader->full.page.document))
        buf_adds(&shown, "excerpt only");
    struct article_page_input input = {
        .library = app->library,
        .article = article,
        .detail = reader->has_detail ? &reader->detail : NULL,
        .body = reader->variant == VARIANT_FETCHED ? reader->full.page.document
                : reader->variant == VARIANT_BODY  ? reader->body
                                                   : NULL,
        .shown = shown.len ? buf_str(&shown) : NULL,
        .remark = marks_note(app->memory.marks, article),
        .note = reader->note.len ? buf_str(&reader->note) : NULL,
        .now = date_now(),
        .width = width,
        .ascii = ascii,
    };
    article_page_compose(&reader->page, &input);
    buf_release(&shown);
}

/* Text at this width and place; called before the page is used. */
static void compose(struct reader *reader, struct app *app, int width)
{
    const struct article *article = reader_article(reader, app);

    if ((reader->composed && reader->width == width) || !article)
        return;
    struct article_page old = reader->page;
    bool same_article = old.lines.count > 0 && reader->width > 0 && reader->top > 0;
    bool narrower = reader->width != width;

    lay_out(reader, app, article, width);
    if (reader->restore && !reader->fetch && reader->has_detail) {
        reader->top = reader->restore;
        reader->restore = 0;
    } else if (reader->restore_place && !reader->fetch && reader->has_detail) {
        reader_restore_place(reader);
    } else if (same_article && narrower) {
        reader->top = lines_same_place(&old.lines, reader->top, &reader->page.lines);
    }
    article_page_release(&old);
    reader->width = width;
    reader->composed = true;
    if (reader->link >= (int32_t)reader->page.lines.link_count)
        reader->link = -1;
    find_update(reader);
}

bool reader_ready(struct reader *reader, struct app *app)
{
    int width = reader->width > 0 ? reader->width : (int)app->config->width;

    if (!reader_article(reader, app))
        return false;
    if (reader->load) {
        loop_cancel(app->loop, reader->load);
        load(app);
    }
    app_arrange(app);
    if (app->frame.article.height > 0 && !app->frame.too_small)
        width = fit(reader, app, app->frame.article);
    compose(reader, app, width);
    reader_scroll(reader, 0);
    return true;
}

static size_t last_top(const struct reader *reader)
{
    size_t height = reader->height > 0 ? (size_t)reader->height : 1;

    return reader->page.lines.count > height ? reader->page.lines.count - height : 0;
}

bool reader_scroll(struct reader *reader, long lines)
{
    long top = (long)reader->top + lines, last = (long)last_top(reader);
    size_t before = reader->top;

    reader->top = (size_t)(top < 0 ? 0 : top > last ? last : top);
    return reader->top != before;
}

void reader_reveal(struct reader *reader, size_t line)
{
    if (line < reader->top || line >= reader->top + (size_t)reader->height)
        reader->top = line > CONTEXT ? line - CONTEXT : 0;
    reader_scroll(reader, 0);
}

/* The style of a span of text, by what it means; the first that fits. */
static style_id span_style(const struct span *span, bool selected)
{
    static const struct {
        unsigned span;
        style_id style;
    } map[] = {
        { SPAN_TITLE, STYLE_TITLE },   { SPAN_HEADING, STYLE_HEADING },
        { SPAN_MARKER, STYLE_MARKER }, { SPAN_IMAGE, STYLE_IMAGE },
        { SPAN_LINK, STYLE_LINK },     { SPAN_CODE, STYLE_CODE },
        { SPAN_STRIKE, STYLE_STRIKE }, { SPAN_DIM, STYLE_DIM },
        { SPAN_EMPH, STYLE_EMPH },     { SPAN_QUOTE, STYLE_QUOTE },
    };
    style_id style = STYLE_TEXT;

    for (size_t i = 0; i < sizeof map / sizeof *map; i++) {
        if (span->style & map[i].span) {
            style = map[i].style;
            break;
        }
    }
    if (span->style & (SPAN_STRONG | SPAN_TABLE_HEAD))
        style |= STYLE_BOLD;
    if (span->style & SPAN_UNDERLINE)
        style |= STYLE_UNDERLINE;
    if (span->style & SPAN_MARK)
        style |= STYLE_MATCH;
    return selected ? style | STYLE_SELECTED : style;
}

/* What of a span is in view. */
static void draw_span(struct app *app, const struct span *span, int y, int x, int columns,
                      const char *s, size_t n)
{
    bool selected = span->link >= 0 && span->link == app->reader.link;
    int end = canvas_put(&app->canvas, y, x, columns, span_style(span, selected), s, n);

    if (span->link >= 0)
        canvas_set_link(&app->canvas, y, x, end - x, reader_link_id(app, span->link));
}

static void draw_line(struct app *app, const struct line *line, int y, int x, int columns,
                      int shift)
{
    int at = line->wide ? -shift : 0;

    for (uint32_t i = 0; i < line->count && at < columns; i++) {
        const struct span *span = &line->spans[i];
        const char *s = span->text;
        size_t n = span->len;
        int skipped = 0;

        if (at < 0) {
            size_t cut = text_cut(s, n, -at, &skipped);
            if (skipped < -at && cut < n) /* half of a wide character is not shown */
                cut = text_cut(s, n, -at + 1, &skipped);
            s += cut;
            n -= cut;
        }
        int from = at + skipped;
        at += span->width;
        if (from >= 0 && n)
            draw_span(app, span, y, x + from, columns - from, s, n);
    }
}

static void draw_matches(struct app *app, size_t line, int y, int x, int columns)
{
    const struct find *find = &app->reader.find;
    int shift = app->reader.page.lines.items[line].wide ? app->reader.shift : 0;

    for (size_t i = 0; find->lit && i < find->count; i++) {
        const struct find_match *match = &find->matches[i];
        if (line < match->line || line > match->last)
            continue;
        bool tail = line > match->line;
        int from = (tail ? match->last_column : match->column) - shift;
        int to = from + (!tail                ? match->columns
                         : line < match->last ? columns
                                              : match->last_columns);
        from = from < 0 ? 0 : from;
        to = to > columns ? columns : to;
        if (from < to)
            canvas_restyle(&app->canvas, y, x + from, to - from,
                           i == find->current ? STYLE_MATCH | STYLE_SELECTED : STYLE_MATCH);
    }
}

void reader_draw(struct reader *reader, struct app *app, struct rect rect)
{
    int x = rect.x + MARGIN, width = fit(reader, app, rect);

    if (!reader->id) {
        canvas_put(&app->canvas, rect.y, x, rect.width - MARGIN, STYLE_DIM, "no article",
                   strlen("no article"));
        return;
    }
    compose(reader, app, width);
    reader_scroll(reader, 0);
    if (app->frame.focus == PANE_ARTICLE)
        looks_put_cursor(app, rect.y, x);
    for (int i = 0; i < rect.height; i++) {
        size_t at = reader->top + (size_t)i;
        if (at >= reader->page.lines.count)
            break;
        const struct line *line = &reader->page.lines.items[at];
        int columns = line->wide ? reader->room : reader->width;
        draw_line(app, line, rect.y + i, x, columns, reader->shift);
        draw_matches(app, at, rect.y + i, x, columns);
    }
}
