/* SPDX-License-Identifier: MIT */
/* The row of bars, and choosing a span of time in it. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "article/index.h"
#include "base/alloc.h"
#include "base/date.h"
#include "ui/app.h"

/* No bar is as high as the row, so that what lies behind it can be seen. */
enum { LABEL_COLUMNS = 42, BARS_MIN = 20, LEVELS = 7 };

static const char *const unit_names[UNIT_COUNT] = { "day", "week", "month", "year" };

bool timeline_wanted(const struct app *app)
{
    return app->config->timeline != app->strip.other;
}

/* Articles, and the library that they are of. */
struct dated {
    const struct library *library;
    const uint32_t *numbers;
};

static int64_t date_at(const void *arg, size_t i)
{
    const struct dated *dated = arg;

    return library_article(dated->library, dated->numbers[i])->date;
}

/* The list in the order of date, for the caller to free(); NULL when its articles are not all
 * in the index, which has that order. */
static uint32_t *put_in_order(const struct app *app)
{
    const struct index *index = library_index(app->library);
    size_t count = app->list.count, n = index ? index_count(index) : 0, at = 0;
    const uint32_t *order = n > 0 ? index_order(index) : NULL;
    uint32_t *numbers = xreallocarray(NULL, count + 1, sizeof *numbers);

    for (size_t i = 0; i < n && at < count; i++) {
        numbers[at] = order[i];
        at += list_has(&app->list, order[i]);
    }
    if (at == count)
        return numbers;
    free(numbers);
    return NULL;
}

static void count_dates(struct timeline *timeline, const struct app *app, size_t bars)
{
    const struct list *list = &app->list;
    bool by_date = query_is_by_date(app->filter.query);
    uint32_t *ordered = by_date ? NULL : put_in_order(app);
    const struct dated dated = { app->library, ordered ? ordered : list->numbers };

    if (by_date || ordered) {
        timeline_count_ordered(timeline, date_at, &dated, list->count, bars);
    } else {
        int64_t *dates = xcalloc(list->count + 1, sizeof *dates);
        for (size_t i = 0; i < list->count; i++)
            dates[i] = date_at(&dated, i);
        timeline_count(timeline, dates, list->count, bars);
        free(dates);
    }
    free(ordered);
}

/* Count the list, unless that was done. */
static const struct timeline *counted(struct app *app, int width)
{
    struct timeline_strip *strip = &app->strip;
    struct list *list = &app->list;

    if (strip->version == list->version && strip->width == width)
        return &strip->timeline;
    int bars = width - LABEL_COLUMNS < BARS_MIN ? BARS_MIN : width - LABEL_COLUMNS;
    count_dates(&strip->timeline, app, (size_t)bars);
    strip->version = list->version;
    strip->width = width;
    return &strip->timeline;
}

static const char *bar_of(uint32_t articles, uint32_t most, bool ascii)
{
    static const char *const blocks[2][LEVELS + 1] = {
        { " ", "▁", "▂", "▃", "▄", "▅", "▆", "▇" },
        { " ", ".", ":", "-", "=", "+", "*", "#" },
    };
    uint64_t level = most ? ((uint64_t)articles * LEVELS + most - 1) / most : 0;

    return blocks[ascii][level];
}

/* Of "24 Jan 2022" days have all, months two words and years one. */
static void add_label(struct buf *line, enum timeline_unit unit, int64_t date)
{
    char text[DATE_TEXT_MAX] = "";
    const char *from = text;

    date_format_day(date, text);
    for (int drop = unit - UNIT_WEEK; drop > 0 && strchr(from, ' '); drop--)
        from = strchr(from, ' ') + 1;
    buf_adds(line, from);
}

static void draw_labels(struct app *app, const struct timeline *timeline, struct rect rect)
{
    const char *rule = app->ascii ? "--" : "──";
    struct buf line = BUF_INIT(200);

    assert(timeline->unit < UNIT_COUNT);
    add_label(&line, timeline->unit, timeline->starts[0]);
    buf_addf(&line, " %s by %s %s ", rule, unit_names[timeline->unit], rule);
    add_label(&line, timeline->unit, timeline->starts[timeline->count] - 1);
    canvas_put_short(&app->canvas, rect.y, rect.x, rect.width, STYLE_DIM, buf_str(&line),
                     line.len);
    buf_release(&line);
}

/* The bar of the article under the cursor; count for none. */
static size_t cursor_bar(struct app *app, const struct timeline *timeline)
{
    if (app->list.cursor >= list_rows(&app->list))
        return timeline->count;
    struct list_row row = list_row(&app->list, app->list.cursor);
    return timeline_bar(timeline, library_article(app->library, row.first)->date);
}

static void draw_bars(struct app *app, const struct timeline *timeline, struct rect rect)
{
    for (size_t i = 0; i < timeline->count; i++) {
        const char *bar = bar_of(timeline->articles[i], timeline->most, app->ascii);
        canvas_put(&app->canvas, rect.y, rect.x + (int)i, 1, STYLE_HEAT, bar, strlen(bar));
    }
}

/* A line in the place of a bar: a colour alone would be lost on a bar, and in one colour. */
static void draw_place(struct app *app, int y, int x, style_id style)
{
    const char *place = app->ascii ? "|" : "┃";

    canvas_put(&app->canvas, y, x, 1, style, place, strlen(place));
}

void timeline_draw(struct app *app, struct rect rect)
{
    const struct timeline *timeline = counted(app, rect.width);
    int bars = (int)timeline->count, at = rect.x + 1;
    size_t cursor = cursor_bar(app, timeline);

    canvas_fill(&app->canvas, rect, STYLE_TEXT);
    if (bars == 0)
        return;
    draw_bars(app, timeline, (struct rect){ rect.y, at, 1, bars });
    if (cursor < timeline->count)
        draw_place(app, rect.y, at + (int)cursor, STYLE_KEY);
    at += bars + 2;
    draw_labels(app, timeline, (struct rect){ rect.y, at, 1, rect.x + rect.width - at });
}

/* ---- choosing a span ---- */

struct chooser {
    struct view view;
    size_t cursor, mark;
    int64_t cursor_date, mark_date; /* what keeps them when the bars become others */
    bool marked;
    bool pressed; /* the cursor is where the mouse was pressed */
};

static const struct view_ops chooser_ops;

static struct chooser *chooser_of(const struct call *call)
{
    return (struct chooser *)view_top(call->app, &chooser_ops);
}

/* In its place, or over the last row of the panes where there is none. */
static struct rect place_of(const struct app *app)
{
    struct rect strip = app->frame.timeline, bottom = app->frame.bottom;

    return strip.height ? strip : (struct rect){ bottom.y - 1, bottom.x, 1, bottom.width };
}

/* The bars may have become others: cursor and mark stay with their dates. */
static const struct timeline *bars_of(struct app *app, struct chooser *chooser)
{
    const struct timeline *timeline = counted(app, place_of(app).width);

    chooser->cursor = timeline_bar(timeline, chooser->cursor_date);
    chooser->mark = timeline_bar(timeline, chooser->mark_date);
    return timeline;
}

static void put_cursor(struct chooser *chooser, const struct timeline *timeline, size_t bar)
{
    if (timeline->count == 0)
        return;
    chooser->cursor = bar < timeline->count ? bar : timeline->count - 1;
    chooser->cursor_date = timeline->starts[chooser->cursor];
}

static void put_mark(struct chooser *chooser)
{
    chooser->mark = chooser->cursor;
    chooser->mark_date = chooser->cursor_date;
}

static void span_of(const struct chooser *chooser, size_t *first, size_t *last)
{
    size_t mark = chooser->marked ? chooser->mark : chooser->cursor;

    *first = mark < chooser->cursor ? mark : chooser->cursor;
    *last = mark < chooser->cursor ? chooser->cursor : mark;
}

static void draw_span(struct app *app, const struct timeline *timeline, size_t first,
                      size_t last)
{
    struct rect row = app->frame.bottom;
    struct buf line = BUF_INIT(200);
    size_t articles = 0;

    for (size_t i = first; i <= last; i++)
        articles += timeline->articles[i];
    buf_adds(&line, "date:");
    timeline_range(timeline, first, last, &line);
    buf_addf(&line, "  %zu article%s   h l move  Space starts a span  Enter filters", articles,
             articles == 1 ? "" : "s");
    canvas_fill(&app->canvas, row, STYLE_STATUS);
    canvas_put_short(&app->canvas, row.y, row.x + 1, row.width - 2, STYLE_STATUS,
                     buf_str(&line), line.len);
    buf_release(&line);
}

static void draw_chooser(struct view *view, struct app *app, struct canvas *canvas)
{
    struct chooser *chooser = (struct chooser *)view;
    struct rect place = place_of(app);
    size_t first, last;

    if (!app->config->braille)
        timeline_draw(app, place);
    const struct timeline *timeline = bars_of(app, chooser);
    if (timeline->count == 0)
        return;
    span_of(chooser, &first, &last);
    draw_span(app, timeline, first, last);
    if (app->config->braille) { /* which has no use for bars */
        canvas->cursor_y = app->frame.bottom.y;
        canvas->cursor_x = app->frame.bottom.x + 1;
        return;
    }
    draw_bars(app, timeline, (struct rect){ place.y, place.x + 1, 1, (int)timeline->count });
    canvas_restyle(canvas, place.y, place.x + 1 + (int)first, (int)(last - first) + 1,
                   STYLE_SELECTED);
    canvas->cursor_y = place.y;
    canvas->cursor_x = place.x + 1 + (int)chooser->cursor;
    draw_place(app, canvas->cursor_y, canvas->cursor_x, STYLE_KEY | STYLE_SELECTED);
}

static bool no_key(struct view *view, struct app *app, const struct key *key)
{
    (void)view;
    (void)app;
    (void)key;
    return false;
}

static void no_paste(struct view *view, struct app *app, const char *s, size_t n)
{
    (void)view;
    (void)app;
    (void)s;
    (void)n;
}

static void choose(const struct call *call);

/* A press goes to a bar and once more filters by it, dragging makes a span; beside it, away. */
static void use_mouse(struct view *view, struct app *app, const struct mouse *mouse)
{
    struct chooser *chooser = (struct chooser *)view;
    struct rect place = place_of(app);
    const struct timeline *timeline = bars_of(app, chooser);
    size_t bar = mouse->x > place.x ? (size_t)(mouse->x - place.x - 1) : 0;
    bool inside = mouse->y == place.y && bar < timeline->count;

    if (mouse->event == MOUSE_PRESS && mouse->y != place.y) {
        view_pop(app);
    } else if (mouse->event == MOUSE_PRESS && inside) {
        if (chooser->pressed && bar == chooser->cursor) {
            choose(&(struct call){ app, 0, "" });
            return;
        }
        chooser->marked = false;
        chooser->pressed = true;
        put_cursor(chooser, timeline, bar);
    } else if (mouse->event == MOUSE_DRAG && chooser->pressed && bar < timeline->count) {
        if (!chooser->marked)
            put_mark(chooser);
        chooser->marked = chooser->marked || bar != chooser->cursor;
        put_cursor(chooser, timeline, bar);
    }
}

static void free_chooser(struct view *view)
{
    free(view);
}

static const struct view_ops chooser_ops = { .map = MAP_TIMELINE,
                                             .draw = draw_chooser,
                                             .key = no_key,
                                             .paste = no_paste,
                                             .mouse = use_mouse,
                                             .free = free_chooser };

static void open_chooser(const struct call *call)
{
    struct app *app = call->app;

    if (view_top(app, &chooser_ops))
        return;
    const struct timeline *timeline = counted(app, place_of(app).width);
    if (timeline->count == 0) {
        app_say(app, "nothing in the list has a date");
        return;
    }
    struct chooser *chooser = xcalloc(1, sizeof *chooser);
    chooser->view.ops = &chooser_ops;
    put_cursor(chooser, timeline, cursor_bar(app, timeline));
    put_mark(chooser);
    view_push(app, &chooser->view);
}

static void move(const struct call *call, long bars)
{
    struct chooser *chooser = chooser_of(call);

    if (!chooser)
        return;
    const struct timeline *timeline = bars_of(call->app, chooser);
    long at = (long)chooser->cursor + bars * (call->count ? call->count : 1);
    put_cursor(chooser, timeline, at > 0 ? (size_t)at : 0);
    chooser->pressed = false;
}

static void go_left(const struct call *call)
{
    move(call, -1);
}

static void go_right(const struct call *call)
{
    move(call, 1);
}

static void go_first(const struct call *call)
{
    move(call, -TIMELINE_BARS_MAX);
}

static void go_last(const struct call *call)
{
    move(call, TIMELINE_BARS_MAX);
}

static void mark(const struct call *call)
{
    struct chooser *chooser = chooser_of(call);

    if (!chooser)
        return;
    chooser->marked = !chooser->marked;
    bars_of(call->app, chooser);
    put_mark(chooser);
}

static void close_chooser(const struct call *call)
{
    if (chooser_of(call))
        view_pop(call->app);
}

/* The span becomes a term of the filter. */
static void choose(const struct call *call)
{
    struct chooser *chooser = chooser_of(call);
    struct app *app = call->app;
    struct buf text = BUF_INIT(QUERY_ROOM);
    struct query_error error;
    size_t first, last;

    if (!chooser)
        return;
    const struct timeline *timeline = bars_of(app, chooser);
    span_of(chooser, &first, &last);
    query_add_all(&text, app->filter.query, buf_str(&app->filter.text));
    buf_addf(&text, "%sdate:", text.len ? " " : "");
    if (timeline->count)
        timeline_range(timeline, first, last, &text);
    view_pop(app);
    history_push(app);
    if (!app_set_filter(app, buf_str(&text), &error))
        app_complain(app, "%s", error.error.text);
    buf_release(&text);
}

static void toggle(const struct call *call)
{
    struct app *app = call->app;

    app->strip.other = !app->strip.other;
    bool has_room = app->frame.layout != FRAME_SINGLE &&
                    app->canvas.height >= FRAME_TIMELINE_ROWS;
    if (timeline_wanted(app) && !has_room)
        app_say(app, "there is no room for the timeline here; %s shows it",
                app_key_of(app, ":timeline"));
    else
        app_say(app, timeline_wanted(app) ? "the timeline is shown" : "no timeline");
}

const struct command timeline_commands[] = {
    { "timeline", "T", MAP_LIST, NULL, open_chooser,
      "choose a span of time from the timeline" },
    { "toggle-timeline", "B", MAP_LIST, NULL, toggle, "show the timeline, or do not" },
    { "timeline-back", "h Left", MAP_TIMELINE, NULL, go_left,
      "a day, week, month or year back" },
    { "timeline-on", "l Right", MAP_TIMELINE, NULL, go_right, "one on" },
    { "timeline-first", "g Home", MAP_TIMELINE, NULL, go_first, "to the oldest" },
    { "timeline-last", "G End", MAP_TIMELINE, NULL, go_last, "to the newest" },
    { "timeline-mark", "Space", MAP_TIMELINE, NULL, mark, "begin the span here, or do not" },
    { "timeline-choose", "Enter", MAP_TIMELINE, NULL, choose, "filter by the span" },
    { "timeline-close", "Esc q ^C T", MAP_TIMELINE, NULL, close_chooser,
      "leave without choosing" },
    { .name = NULL },
};
