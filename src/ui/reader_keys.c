/* SPDX-License-Identifier: MIT */
#include "ui/app_internal.h"
#include "ui/opener.h"

/*
 * The article's keys: scrolling, links, and going on to the next article. They may be typed
 * faster than it is drawn: what they act on is what would be on the screen by then.
 */

enum { SIDE_STEP = 8, PERCENT_MAX = 100 };

static struct reader *ready(const struct call *call)
{
    reader_ready(&call->app->reader, call->app);
    return &call->app->reader;
}

static void scroll(const struct call *call, long lines)
{
    reader_scroll(ready(call), lines * (call->count ? call->count : 1));
}

/* A page keeps one line of the last one. */
static long page_lines(const struct call *call)
{
    int height = ready(call)->height;

    return height > 2 ? height - 1 : 1;
}

static long half_page(const struct call *call)
{
    return (ready(call)->height + 1) / 2;
}

static void line_down(const struct call *call)
{
    scroll(call, 1);
}

static void line_up(const struct call *call)
{
    scroll(call, -1);
}

static void half_down(const struct call *call)
{
    scroll(call, half_page(call));
}

static void half_up(const struct call *call)
{
    scroll(call, -half_page(call));
}

static void page_down(const struct call *call)
{
    scroll(call, page_lines(call));
}

static void page_up(const struct call *call)
{
    scroll(call, -page_lines(call));
}

/* Also in a text that is not all there yet, once it is. */
static void go_to_line(const struct call *call, size_t line)
{
    reader_go_to(ready(call), line);
    reader_scroll(&call->app->reader, 0);
}

static void go_top(const struct call *call)
{
    go_to_line(call, call->count > 0 ? (size_t)call->count - 1 : 0);
}

static void go_bottom(const struct call *call)
{
    go_to_line(call, call->count > 0 ? (size_t)call->count - 1 : LINES_MAX);
}

static void go_to_percent(const struct call *call)
{
    size_t percent = call->count < PERCENT_MAX ? (size_t)call->count : PERCENT_MAX;

    go_to_line(call, ready(call)->page.lines.count * percent / PERCENT_MAX);
}

static void scroll_right(const struct call *call)
{
    struct reader *reader = ready(call);
    long most = 0;

    for (size_t i = 0; i < reader->page.lines.count; i++) {
        const struct line *line = &reader->page.lines.items[i];
        if (line->wide && (long)line->width - reader->room > most)
            most = (long)line->width - reader->room;
    }
    long shift = reader->shift + SIDE_STEP * (call->count ? call->count : 1);
    reader->shift = (int)(shift > most ? most : shift);
}

static void scroll_left(const struct call *call)
{
    struct reader *reader = &call->app->reader;
    long shift = reader->shift - SIDE_STEP * (call->count ? call->count : 1);

    reader->shift = (int)(shift < 0 ? 0 : shift);
}

static void back_to_list(const struct call *call)
{
    if (!pipe_leave(call->app))
        call->app->frame.focus = PANE_LIST;
}

/* Move the list's cursor, whatever pane has the focus; false at its ends. */
static bool move_article(struct app *app, long rows)
{
    size_t before = app->list.cursor;

    list_move(&app->list, (long)before + rows);
    app->list.moved = true;
    if (app->list.cursor == before)
        return false;
    app_show(app, app_article(app));
    if (app->frame.focus == PANE_ARTICLE)
        app_mark(app, app_article(app), MARK_READ, true);
    return true;
}

static void next_article(const struct call *call)
{
    if (!move_article(call->app, call->count ? call->count : 1))
        app_say(call->app, "this is the last article");
}

static void previous_article(const struct call *call)
{
    if (!move_article(call->app, -(call->count ? call->count : 1)))
        app_say(call->app, "this is the first article");
}

/* On through the text, and at its end, which is known when all is there, to the next unread
 * article. Where only the list is shown, into the article. */
static void read_on(const struct call *call)
{
    struct app *app = call->app;
    long pages = call->count ? call->count : 1;

    app_arrange(app);
    if (app->frame.article.height == 0) {
        app_run_line(app, "enter-article", NULL);
        return;
    }
    if (!reader_scroll(ready(call), pages * page_lines(call)) && !app->reader.fetch)
        app_run_line(app, "next-unread", NULL);
}

static void read_back(const struct call *call)
{
    scroll(call, -page_lines(call));
}

/* To the next link below the top line or the selected one, or the one before it. */
static void select_link(struct app *app, int direction)
{
    struct reader *reader = &app->reader;
    long count = reader_ready(reader, app) ? (long)reader->page.lines.link_count : 0;
    long link = reader->link;

    if (!count) {
        app_say(app, "this article has no links");
        return;
    }
    if (link < 0) {
        link = direction > 0 ? 0 : count - 1;
        while (direction > 0 && link < count - 1 &&
               reader->page.lines.links[link].line < reader->top)
            link++;
    } else {
        link = (link + direction + count) % count;
    }
    reader->link = (int32_t)link;
    reader_reveal(reader, reader->page.lines.links[link].line);
    opener_tell_target(app, (int32_t)link);
}

static void next_link(const struct call *call)
{
    select_link(call->app, 1);
}

static void previous_link(const struct call *call)
{
    select_link(call->app, -1);
}

/* Enter: the link with the number typed, else the selected one. */
static void follow(const struct call *call)
{
    struct app *app = call->app;

    if (call->count)
        opener_open_number(app, call->count);
    else if (app->reader.link >= 0)
        opener_follow(app, app->reader.link);
    else
        select_link(app, 1);
}

const struct command reader_commands[] = {
    { "line-down", "j Down ^E", MAP_ARTICLE, NULL, line_down, "one line down" },
    { "line-up", "k Up ^Y", MAP_ARTICLE, NULL, line_up, "one line up" },
    { "half-down", "^D", MAP_ARTICLE, NULL, half_down, "half a page down" },
    { "half-up", "^U", MAP_ARTICLE, NULL, half_up, "half a page up" },
    { "page-down", "^F PgDn", MAP_ARTICLE, NULL, page_down, "a page down" },
    { "page-up", "^B PgUp", MAP_ARTICLE, NULL, page_up, "a page up" },
    { "top", "g Home", MAP_ARTICLE, NULL, go_top, "to the top, or to line N" },
    { "bottom", "G End", MAP_ARTICLE, NULL, go_bottom, "to the end, or to line N" },
    { "percent", "%", MAP_ARTICLE, NULL, go_to_percent, "to N percent of the text" },
    { "scroll-right", ")", MAP_ARTICLE, NULL, scroll_right,
      "show more of wide code and tables" },
    { "scroll-left", "(", MAP_ARTICLE, NULL, scroll_left, "back to their left side" },
    { "back-to-list", "h Left Esc", MAP_ARTICLE, NULL, back_to_list, "back to the list" },
    { "next-article", "J", MAP_ARTICLE, NULL, next_article, "the next article of the list" },
    { "previous-article", "K", MAP_ARTICLE, NULL, previous_article,
      "the previous article of the list" },
    { "next-link", "^N", MAP_ARTICLE, NULL, next_link, "select the next link" },
    { "previous-link", "^P BackTab", MAP_ARTICLE, NULL, previous_link,
      "select the previous link" },
    { "follow", "Enter l Right", MAP_ARTICLE, NULL, follow,
      "open the selected link or related article, or link number N" },
    { "scroll-article-down", "J", MAP_LIST, NULL, line_down, "scroll the article down" },
    { "scroll-article-up", "K", MAP_LIST, NULL, line_up, "scroll the article up" },
    { "read-on", "Space", MAP_GENERAL, NULL, read_on,
      "page through the article, at its end go to the next unread one" },
    { "read-back", "b", MAP_GENERAL, NULL, read_back, "page back" },
    { .name = NULL },
};
