/* SPDX-License-Identifier: MIT */
#include "ui/picker.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "ui/app.h"

static const struct view_ops picker_ops;

static struct picker *top(const struct call *call)
{
    return (struct picker *)view_top(call->app, &picker_ops);
}

void picker_add(struct picker *picker, const char *text, const char *detail, long value)
{
    size_t n = picker->count;

    if (n >= PICKER_ITEMS_MAX)
        return;
    if ((n & (n - 1)) == 0)
        picker->items = xreallocarray(picker->items, n ? n * 2 : 16, sizeof *picker->items);
    picker->items[picker->count++] = (struct picker_item){ .text = xstrdup(text),
                                                           .detail = xstrdup(detail),
                                                           .value = value };
}

static void clear(struct picker *picker)
{
    for (size_t i = 0; i < picker->count; i++) {
        free(picker->items[i].text);
        free(picker->items[i].detail);
    }
    free(picker->items);
    picker->items = NULL;
    picker->count = 0;
}

/* Whether each of these words, folded and parted by blanks, is in the text or the detail. */
static bool holds_words(const struct picker_item *item, const char *words)
{
    struct text_range range;

    for (;;) {
        words += strspn(words, " ");
        size_t n = strcspn(words, " ");
        if (n == 0)
            return true;
        if (!text_find(item->text, strlen(item->text), 0, words, n, &range) &&
            !text_find(item->detail, strlen(item->detail), 0, words, n, &range))
            return false;
        words += n;
    }
}

/* Choose which items are shown: those that hold every word typed. */
static void narrow(struct picker *picker)
{
    struct buf folded = BUF_INIT(PICKER_TEXT_MAX * 4);

    text_fold(&folded, buf_str(&picker->narrow), picker->narrow.len);
    picker->shown = xreallocarray(picker->shown, picker->count, sizeof *picker->shown);
    picker->shown_count = 0;
    picker->clicked = false;
    for (size_t i = 0; i < picker->count; i++)
        if (holds_words(&picker->items[i], buf_str(&folded)))
            picker->shown[picker->shown_count++] = i;
    if (picker->cursor >= picker->shown_count)
        picker->cursor = picker->shown_count ? picker->shown_count - 1 : 0;
    buf_release(&folded);
}

static struct picker_item *current(const struct picker *picker)
{
    if (picker->cursor >= picker->shown_count)
        return NULL;
    return &picker->items[picker->shown[picker->cursor]];
}

static void move(struct picker *picker, long rows)
{
    long at = (long)picker->cursor + rows, last = (long)picker->shown_count - 1;

    at = at > last ? last : at;
    picker->cursor = (size_t)(at < 0 ? 0 : at);
    picker->moved = true;
    picker->clicked = false;
}

static void go_down(const struct call *call)
{
    move(top(call), 1);
}

static void go_up(const struct call *call)
{
    move(top(call), -1);
}

static void page_down(const struct call *call)
{
    move(top(call), top(call)->height);
}

static void page_up(const struct call *call)
{
    move(top(call), -top(call)->height);
}

static void go_first(const struct call *call)
{
    move(top(call), -PICKER_ITEMS_MAX);
}

static void go_last(const struct call *call)
{
    move(top(call), PICKER_ITEMS_MAX);
}

static void choose(const struct call *call)
{
    struct picker *picker = top(call);
    struct picker_item *item = current(picker);

    if (!item)
        return;
    /* Off the stack first, so that what is chosen may open another view. */
    call->app->views = picker->view.below;
    call->app->dirty = true;
    picker->spec->chosen(picker, call->app, item);
    picker_ops.free(&picker->view);
}

static void cancel(const struct call *call)
{
    view_pop(call->app);
}

/* What does not fit is left out; a buffer that was full once takes nothing any more. */
static void paste(struct view *view, struct app *app, const char *s, size_t n)
{
    struct picker *picker = (struct picker *)view;
    size_t room = PICKER_TEXT_MAX - picker->narrow.len;

    (void)app;
    buf_add(&picker->narrow, s, text_whole(s, n < room ? n : room));
    narrow(picker);
    picker->cursor = 0;
}

static bool type(struct view *view, struct app *app, const struct key *key)
{
    struct picker *picker = (struct picker *)view;
    struct buf text = BUF_INIT(8);

    if (key->code != KEY_CODE_CHAR || key->c < 0x20 || key->c == 0x7f)
        return false;
    if (picker->spec->typed && picker->spec->typed(picker, app, key->c))
        return true;
    text_encode(&text, key->c);
    paste(view, app, buf_str(&text), text.len);
    buf_release(&text);
    return true;
}

static void mark(const struct call *call, enum picker_mark wanted, uint32_t c)
{
    struct picker *picker = top(call);
    struct picker_item *item = current(picker);

    if (!picker->spec->many) {
        type(&picker->view, call->app, &(struct key){ KEY_CODE_CHAR, c });
        return;
    }
    if (!item)
        return;
    item->mark = item->mark == wanted ? PICKER_PLAIN : wanted;
    move(picker, 1);
}

static void add(const struct call *call)
{
    mark(call, PICKER_ADDED, ' ');
}

static void exclude(const struct call *call)
{
    mark(call, PICKER_EXCLUDED, '!');
}

static void delete_before(const struct call *call)
{
    struct picker *picker = top(call);
    const char *s = buf_str(&picker->narrow);
    size_t at = 0, last = 0;
    int columns;

    while (at < picker->narrow.len) {
        last = at;
        at += text_step(s + at, picker->narrow.len - at, &columns);
    }
    buf_truncate(&picker->narrow, last);
    narrow(picker);
}

static void delete_all(const struct call *call)
{
    buf_clear(&top(call)->narrow);
    narrow(top(call));
}

/* A click goes to a line, one more takes it; beside the box it leaves. */
static void use_mouse(struct view *view, struct app *app, const struct mouse *mouse)
{
    struct picker *picker = (struct picker *)view;
    const struct rect *box = &picker->box;
    const struct call call = { app, 0, "" };
    bool inside = mouse->y >= box->y && mouse->y < box->y + box->height && mouse->x >= box->x &&
                  mouse->x < box->x + box->width;
    size_t at = picker->top + (size_t)(mouse->y - box->y - 1);

    if (mouse->event == MOUSE_WHEEL_UP || mouse->event == MOUSE_WHEEL_DOWN) {
        move(picker, mouse->event == MOUSE_WHEEL_UP ? -MOUSE_WHEEL_ROWS : MOUSE_WHEEL_ROWS);
    } else if (mouse->event == MOUSE_PRESS && !inside) {
        cancel(&call);
    } else if (mouse->event == MOUSE_PRESS && mouse->y > box->y &&
               mouse->y < box->y + box->height - 1 && at < picker->shown_count) {
        bool again = picker->clicked && at == picker->cursor;
        move(picker, (long)at - (long)picker->cursor);
        picker->clicked = true;
        if (again)
            choose(&call);
    }
}

static struct picker_item *find_item(const struct picker *picker, const char *text)
{
    for (size_t i = 0; i < picker->count; i++)
        if (strcmp(picker->items[i].text, text) == 0)
            return &picker->items[i];
    return NULL;
}

/* The cursor goes to this item, on the screen line where it stands. */
static void go_to_item(struct picker *picker, const struct picker_item *item)
{
    size_t line = picker->cursor - picker->top;

    for (size_t i = 0; item && i < picker->shown_count; i++) {
        if (&picker->items[picker->shown[i]] != item)
            continue;
        picker->cursor = i;
        picker->top = i > line ? i - line : 0;
        return;
    }
}

/* Marks and cursor stay with their values when the counts change under the picker. A value that
 * no article has any more keeps its mark, counted as nothing. */
static void refresh(struct view *view, struct app *app)
{
    struct picker *picker = (struct picker *)view;
    struct picker old = *picker;
    const struct picker_item *under_cursor = current(&old);

    picker->items = NULL;
    picker->count = 0;
    picker->spec->fill(picker, app);
    for (size_t i = 0; i < old.count; i++) {
        if (old.items[i].mark == PICKER_PLAIN)
            continue;
        if (!find_item(picker, old.items[i].text))
            picker_add(picker, old.items[i].text, "0", old.items[i].value);
        struct picker_item *now = find_item(picker, old.items[i].text);
        if (now)
            now->mark = old.items[i].mark;
    }
    narrow(picker);
    if (under_cursor && picker->moved)
        go_to_item(picker, find_item(picker, under_cursor->text));
    clear(&old);
}

static void release(struct view *view)
{
    struct picker *picker = (struct picker *)view;

    clear(picker);
    free(picker->shown);
    free(picker->title);
    free(picker->name);
    buf_release(&picker->narrow);
    free(picker);
}

static const struct view_ops picker_ops = { .map = MAP_PICKER,
                                            .draw = picker_draw,
                                            .key = type,
                                            .paste = paste,
                                            .mouse = use_mouse,
                                            .refresh = refresh,
                                            .free = release };

bool picker_is_of(const struct view *view, const struct picker_spec *spec)
{
    return view->ops == &picker_ops && ((const struct picker *)view)->spec == spec;
}

void picker_open(struct app *app, const struct picker_spec *spec, const char *title,
                 const char *name)
{
    struct picker *picker = xcalloc(1, sizeof *picker);

    picker->view.ops = &picker_ops;
    picker->spec = spec;
    picker->title = xstrdup(title);
    picker->name = xstrdup(name);
    buf_init(&picker->narrow, PICKER_TEXT_MAX);
    spec->fill(picker, app);
    if (!picker->count) {
        app_say(app, "%s", spec->empty);
        release(&picker->view);
        return;
    }
    narrow(picker);
    view_push(app, &picker->view);
}

const struct command picker_commands[] = {
    { "choose", "Enter", MAP_PICKER, NULL, choose, "take the line under the cursor" },
    { "add", "Space", MAP_PICKER, NULL, add, "add the value to the choice" },
    { "exclude", "!", MAP_PICKER, NULL, exclude, "leave out articles with the value" },
    { "close", "Esc ^C", MAP_PICKER, NULL, cancel, "leave without choosing" },
    { "picker-down", "Down ^N ^J", MAP_PICKER, NULL, go_down, "one line down" },
    { "picker-up", "Up ^P ^K", MAP_PICKER, NULL, go_up, "one line up" },
    { "picker-page-down", "PgDn ^F ^D", MAP_PICKER, NULL, page_down, "a page down" },
    { "picker-page-up", "PgUp ^B", MAP_PICKER, NULL, page_up, "a page up" },
    { "picker-first", "Home", MAP_PICKER, NULL, go_first, "to the first line" },
    { "picker-last", "End", MAP_PICKER, NULL, go_last, "to the last line" },
    { "widen", "Backspace ^H", MAP_PICKER, NULL, delete_before,
      "delete the last character typed" },
    { "widen-all", "^U ^W", MAP_PICKER, NULL, delete_all, "delete all that was typed" },
    { .name = NULL },
};
