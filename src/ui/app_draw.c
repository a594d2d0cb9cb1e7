/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "ui/app_internal.h"
#include "ui/guide.h"
#include "ui/texts.h"

enum { HINT_GAP = 2, RETRY_MS = 50 };

void app_resize(struct app *app)
{
    int height, width;

    screen_resize();
    screen_size(&height, &width);
    canvas_resize(&app->canvas, height, width);
    app->dirty = true;
}

static void group_digits(size_t n, char out[32])
{
    char digits[32];
    int length = snprintf(digits, sizeof digits, "%zu", n), used = 0;

    for (int i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0)
            out[used++] = ',';
        out[used++] = digits[i];
    }
    out[used] = '\0';
}

/* The top row: what filters are on, and how many articles match. */
static void draw_top(struct app *app)
{
    struct rect row = app->frame.top;
    struct buf right = BUF_INIT(128), left = BUF_INIT(QUERY_MAX);
    char shown[32], all[32], rows[32];

    canvas_fill(&app->canvas, row, STYLE_STATUS);
    group_digits(app->list.count, shown);
    group_digits(list_rows(&app->list), rows);
    group_digits(library_live(app->library), all);
    const char *open = app->ascii ? "..." : "…";
    buf_addf(&right, "%s of %s ", app->search.running ? open : shown, all);
    bool folded = !app->search.running && list_is_whole(&app->list) &&
                  list_rows(&app->list) != app->list.count;
    if (folded && !app->filter.before)
        buf_addf(&right, "in %s row%s ", rows, list_rows(&app->list) == 1 ? "" : "s");
    int width = text_width(buf_str(&right), right.len);
    canvas_put(&app->canvas, row.y, row.x + row.width - width, width, STYLE_STATUS,
               buf_str(&right), right.len);
    const struct saved_view *view = saved_view_shown(app);
    if (app->filter.text.len) {
        if (view)
            buf_addf(&left, "%s %s ", view->name, app->ascii ? "-" : "·");
        buf_adds(&left, buf_str(&app->filter.text));
    } else {
        for (size_t i = 0; i < app->path_count && left.len < 200; i++) {
            buf_adds(&left, i ? " " : "");
            text_clean(&left, app->paths[i], strlen(app->paths[i]), TEXT_LINE);
        }
    }
    canvas_put_short(&app->canvas, row.y, row.x + 1, row.width - width - 2,
                     app->filter.text.len ? STYLE_STATUS | STYLE_BOLD : STYLE_DIM,
                     buf_str(&left), left.len);
    buf_release(&left);
    buf_release(&right);
}

/* What is going on, unless there is something to say. */
static void add_activity(struct app *app, struct buf *out)
{
    size_t read, found;

    if (app->message.len) {
        buf_adds(out, buf_str(&app->message));
    } else if (app->count || app->pending_count) {
        if (app->count)
            buf_addf(out, "%ld", app->count);
        for (size_t i = 0; i < app->pending_count; i++)
            key_name(&app->pending[i], out);
        buf_adds(out, "-");
    } else if (app->search.running) {
        search_status(app, out);
    } else if (library_loading(app->library) && (app->looking || !app->settled)) {
        library_progress(app->library, &read, &found);
        buf_addf(out, "reading %zu of %zu files", read, found);
    } else if (app->reader.full.text) {
        full_text_status(app->reader.full.text, out);
        buf_adds(out, "; ^C gives up");
    } else if (app->many.texts) {
        buf_adds(out, "fetching ");
        full_texts_status(app->many.texts, out);
        buf_adds(out, "; ^C gives up");
    } else if (app->texts) {
        texts_status(app, out);
    } else if (app->pipe.job) {
        buf_addf(out, "%s is running; ^C gives up", app->pipe.argv[0]);
    } else if (app->reader.fetch) {
        buf_adds(out, "reading the article");
    }
}

/* Hints name the keys in force; commands without a key are left out. */
static void draw_hints(struct app *app, int left)
{
    static const struct {
        const char *command, *label;
    } hints[] = { { "help", "help" }, { "filter", "filter" },   { "topics", "topics" },
                  { "open", "open" }, { "fetch", "full text" }, { "links", "links" },
                  { "find", "find" }, { "related", "related" }, { "sort", "sort" },
                  { "quit", "quit" } };
    struct rect row = app->frame.bottom;
    int right = row.x + row.width - 1;

    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
        const char *name = keymap_first_key(app->keymap, app_map(app), hints[i].command);
        if (!name)
            continue;
        int label = (int)strlen(hints[i].label), key = (int)strlen(name);
        if (right - (key + 1 + label) < left + HINT_GAP)
            break;
        right -= label;
        canvas_put(&app->canvas, row.y, right, label, STYLE_HINT, hints[i].label,
                   strlen(hints[i].label));
        right -= key + 1;
        canvas_put(&app->canvas, row.y, right, key, STYLE_KEY, name, (size_t)key);
        right -= HINT_GAP;
    }
}

/* Where the cursor is, and how many articles are unread and selected. */
static void add_place(const struct app *app, struct buf *out)
{
    size_t rows = list_rows(&app->list);
    char at[32], all[32], unread[32], selected[32];

    group_digits(rows ? app->list.cursor + 1 : 0, at);
    group_digits(rows, all);
    group_digits(app->unread, unread);
    group_digits(app->selected.count, selected);
    buf_addf(out, "%s/%s%s  ", at, all, list_is_whole(&app->list) ? "" : "+");
    if (app->config->braille)
        buf_addf(out, "%s unread", unread);
    else
        buf_addf(out, "%s%s", app->ascii ? "N" : "●", unread);
    if (app->selected.count)
        buf_addf(out, "  %s%s selected", app->ascii ? "x" : "✓", selected);
}

static void draw_bottom(struct app *app)
{
    struct rect row = app->frame.bottom;
    struct buf left = BUF_INIT(QUERY_MAX), activity = BUF_INIT(QUERY_MAX);

    canvas_fill(&app->canvas, row, STYLE_STATUS);
    add_place(app, &left);
    add_activity(app, &activity);
    int width = text_width(buf_str(&activity), activity.len), x = row.x + 1;
    /* What is told is worth more than numbers that stay. */
    if (x + text_width(buf_str(&left), left.len) + HINT_GAP + width < row.width)
        x = canvas_put(&app->canvas, row.y, x, row.width - 1, STYLE_STATUS, buf_str(&left),
                       left.len) +
            HINT_GAP;
    draw_hints(app, x + width);
    canvas_put_short(&app->canvas, row.y, x, row.width - 1 - x,
                     app->message_is_error ? STYLE_ERROR : STYLE_STATUS, buf_str(&activity),
                     activity.len);
    buf_release(&left);
    buf_release(&activity);
}

static void draw_border(struct app *app)
{
    struct rect border = app->frame.border;
    const char *upright = app->ascii ? "|" : "│", *level = app->ascii ? "-" : "─";

    if (border.width == 1)
        for (int y = 0; y < border.height; y++)
            canvas_put(&app->canvas, border.y + y, border.x, 1, STYLE_BORDER, upright,
                       strlen(upright));
    else
        for (int x = 0; x < border.width; x++)
            canvas_put(&app->canvas, border.y, border.x + x, 1, STYLE_BORDER, level,
                       strlen(level));
}

static void draw_views(struct view *view, struct app *app)
{
    /* From the bottom up; the stack is a few views deep. */
    for (size_t depth = 0;; depth++) {
        struct view *at = view;
        size_t above = 0;
        for (struct view *v = view; v; v = v->below)
            above++;
        if (depth == above)
            return;
        for (size_t i = 0; i + depth + 1 < above; i++)
            at = at->below;
        at->ops->draw(at, app, &app->canvas);
    }
}

static void draw_again(void *arg)
{
    struct app *app = arg;

    app->draw_again = NULL;
    app->dirty = true;
}

void app_arrange(struct app *app)
{
    app->frame.timeline_wanted = timeline_wanted(app);
    app->frame.one_pane = app->config->braille;
    frame_compute(&app->frame, app->canvas.height, app->canvas.width);
}

void app_paint(struct app *app)
{
    struct canvas *canvas = &app->canvas;

    canvas->cursor_y = canvas->cursor_x = -1;
    canvas_clear_links(canvas);
    canvas_fill(canvas, (struct rect){ 0, 0, canvas->height, canvas->width }, STYLE_TEXT);
    app_arrange(app);
    if (app->frame.too_small) {
        canvas_put(canvas, 0, 0, canvas->width, STYLE_TEXT, "too small", 9);
    } else {
        if (app->frame.list.height)
            list_draw(&app->list, app, app->frame.list);
        if (app->frame.article.height)
            reader_draw(&app->reader, app, app->frame.article);
        guide_draw(app);
        if (app->frame.timeline.height)
            timeline_draw(app, app->frame.timeline);
        draw_border(app);
        draw_top(app);
        draw_bottom(app);
        draw_views(app->views, app);
    }
}

void app_draw(struct app *app)
{
    app_paint(app);
    looks_draw_title(app);
    if (!screen_flush(&app->canvas)) {
        /* The terminal takes no more for now: a stalled line must not stall us. */
        loop_cancel(app->loop, app->draw_again);
        app->draw_again = loop_after(app->loop, RETRY_MS, draw_again, app);
    }
}
