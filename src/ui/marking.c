/* SPDX-License-Identifier: MIT */
#include "ui/marking.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "ui/app_internal.h"
#include "ui/prompt.h"
#include "ui/story_marks.h"

/* Marks that the user makes and takes back: of the article shown, of the selection, of all. */

/* Marks are other ones now. What the user says counts, not that the article is in view. */
static void changed(struct app *app)
{
    loop_cancel(app->loop, app->read_timer);
    app->read_timer = NULL;
    app_marks_changed(app);
}

/* Whether there is one among them that lacks the mark. */
static bool any_lacks(struct app *app, const struct article *const *articles, size_t count,
                      unsigned mask)
{
    for (size_t i = 0; i < count; i++)
        if (!(marks_get(app->memory.marks, articles[i]) & mask))
            return true;
    return false;
}

/* The mark that m and * turn round; of several articles all get it, unless all have it. */
static void mark(struct app *app, unsigned mask, bool only_on, const char *on, const char *off)
{
    size_t count;
    const struct article **articles = story_selected(app, &count);

    if (!articles)
        return;
    bool now = only_on || any_lacks(app, articles, count, mask);
    size_t of_row = app->selected.count ? 0 : count;
    articles = story_with_copies(app, articles, &count, mask);
    size_t marked = marks_set_many(app->memory.marks, articles, count, mask, now);
    changed(app);
    if (app->selected.count)
        app_say(app, "%s: %zu article%s; %s takes it back", now ? on : off, marked,
                marked == 1 ? "" : "s", app_key_of(app, ":undo"));
    else if (of_row > 1)
        app_say(app, "%s: all %zu articles of this row; %s takes it back", now ? on : off,
                of_row, app_key_of(app, ":undo"));
    else
        app_say(app, "%s", now ? on : off);
    selected_done(app);
    free(articles);
}

static void toggle_read(const struct call *call)
{
    mark(call->app, MARK_READ, false, "read", "unread");
}

static void mark_read(const struct call *call)
{
    mark(call->app, MARK_READ, true, "read", "");
}

static void toggle_star(const struct call *call)
{
    mark(call->app, MARK_STAR, false, "starred", "no star");
}

static void read_all(const struct call *call)
{
    struct app *app = call->app;

    if (!search_is_over(app))
        return;
    const struct article **articles = xcalloc(app->list.count, sizeof *articles);
    for (size_t i = 0; i < app->list.count; i++)
        articles[i] = library_article(app->library, app->list.numbers[i]);
    size_t marked =
        marks_set_many(app->memory.marks, articles, app->list.count, MARK_READ, true);
    free(articles);
    if (!marked) {
        app_say(app, "nothing in the list is unread");
        return;
    }
    changed(app);
    app_say(app, "read: %zu article%s; %s takes it back", marked, marked == 1 ? "" : "s",
            app_key_of(app, ":undo"));
}

static void set_note(struct app *app, const char *text)
{
    size_t count;

    if (!marks_note_fits(text)) {
        app_complain(app, "not noted: a note has at most %d bytes", MARKS_NOTE_MAX);
        return;
    }
    const struct article **articles = selected_articles(app, &count);
    if (!articles) {
        app_say(app, "there is no article");
        return;
    }
    size_t noted = marks_set_note(app->memory.marks, articles, count, text);
    changed(app);
    if (noted == 0)
        app_say(app, "%s", *text ? "this is noted already" : "there is no note");
    else if (app->selected.count)
        app_say(app, "%s: %zu article%s", *text ? "noted" : "no note", noted,
                noted == 1 ? "" : "s");
    else
        app_say(app, "%s", *text ? "noted" : "the note is gone");
    selected_done(app);
    free(articles);
}

static const struct prompt_spec note_prompt = {
    .label = "note: ",
    .accepted = set_note,
    .at_bottom = true,
};

/* The note that is there is what one begins with. */
static void note(const struct call *call)
{
    struct app *app = call->app;
    size_t count;
    const struct article **articles = *call->text ? NULL : selected_articles(app, &count);

    if (*call->text)
        set_note(app, call->text);
    else if (articles)
        prompt_open(app, &note_prompt, marks_note(app->memory.marks, articles[0]));
    free(articles);
}

static void unnote(const struct call *call)
{
    set_note(call->app, "");
}

/* What became of the mark, for undo and redo. */
static const struct {
    unsigned mask;
    const char *on, *off;
} words[] = {
    { MARK_READ, "read", "unread" },
    { MARK_STAR, "starred", "no star" },
    { MARK_NOTE, "noted", "no note" },
};

/* A direction through the marks: undo or redo. */
struct steps {
    struct marks_change (*take)(struct marks *marks);
    const char *done, *none;
};

/* The last mark, and of several how many there were. */
static void tell(struct app *app, const struct steps *steps, const struct marks_change *change,
                 long asked, long taken)
{
    const char *what = "changed";
    struct buf more = BUF_INIT(128);

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].mask & change->mask)
            what = change->value & words[i].mask ? words[i].on : words[i].off;
    if (asked > 1)
        buf_addf(&more, "; %ld mark%s %s%s", taken, taken == 1 ? "" : "s", steps->done,
                 taken < asked ? ", there are no more" : "");
    app_say(app, "%s again: %zu article%s%s", what, change->count,
            change->count == 1 ? "" : "s", buf_str(&more));
    buf_release(&more);
}

static void step(const struct call *call, const struct steps *steps)
{
    long asked = call->count ? call->count : 1, taken = 0;
    struct marks_change change, last;

    for (; taken < asked; taken++, last = change) {
        change = steps->take(call->app->memory.marks);
        if (change.count == 0)
            break;
    }
    if (taken == 0) {
        app_say(call->app, "%s", steps->none);
        return;
    }
    changed(call->app);
    tell(call->app, steps, &last, asked, taken);
}

static void undo(const struct call *call)
{
    static const struct steps back = { marks_undo, "taken back", "no mark to take back" };

    step(call, &back);
}

static void redo(const struct call *call)
{
    static const struct steps on = { marks_redo, "made again", "no mark to make again" };

    step(call, &on);
}

const struct command marking_commands[] = {
    { "toggle-read", "m", MAP_GENERAL, NULL, toggle_read, "mark read or unread" },
    { "mark-read", "", MAP_GENERAL, NULL, mark_read, "mark read, whether it is or not" },
    { "toggle-star", "*", MAP_GENERAL, NULL, toggle_star, "star, or take the star off" },
    { "read-all", "A", MAP_GENERAL, NULL, read_all, "mark all articles of the list read" },
    { "note", "a", MAP_GENERAL, NULL, note, "write a line about the article; nothing: none" },
    { "unnote", "", MAP_GENERAL, NULL, unnote, "take the note away" },
    { "undo", "z", MAP_GENERAL, NULL, undo, "take the last mark back" },
    { "redo", "Z", MAP_GENERAL, NULL, redo, "make it again" },
    { .name = NULL },
};
