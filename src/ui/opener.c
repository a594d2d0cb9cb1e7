/* SPDX-License-Identifier: MIT */
#include "ui/opener.h"

#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "base/file.h"
#include "ui/app_internal.h"
#include "ui/browser.h"
#include "ui/clipboard.h"
#include "ui/lend.h"

enum { COPY_MAX = 2048 };

bool opener_address(struct app *app, int32_t link, struct buf *out, struct error *error)
{
    const struct article *article = reader_article(&app->reader, app);
    const struct lines *lines = &app->reader.page.lines;

    if (!article || link < 0 || (size_t)link >= lines->link_count)
        return error_set(error, "there is no such link");
    const char *base = article_address(article);
    if (!*lines->links[link].url)
        return error_set(error, "it has no address");
    return address_canonical(lines->links[link].url, *base ? base : NULL, out, error);
}

/* Without a browser to start, the address itself is what one can use elsewhere. */
static void hand_over(struct app *app, const char *address, const char *why)
{
    bool copied = clipboard_copy(app, address, strlen(address), NULL);

    app_say(app, "%s; %s%s", why, copied ? "copied: " : "", address);
}

static void browser_ended(const struct job_result *result, void *arg)
{
    const char *trouble = browser_trouble(result);

    if (trouble)
        app_complain(arg, "%s", trouble);
}

static void start_browser(struct app *app, const char *address)
{
    struct browser_choice choice;
    struct error error;

    if (!browser_choose((const char *const *)app->config->browser.items,
                        app->config->browser.count, address, &choice, &error)) {
        hand_over(app, address, error.text);
        return;
    }
    bool started = choice.needs_terminal
                       ? lend_terminal(app, (const char *const *)choice.argv, NULL, &error)
                       : browser_start(app->loop, &choice, browser_ended, app, &error);
    if (!started)
        hand_over(app, address, error.text);
    else if (!choice.needs_terminal)
        app_say(app, "opened %s", address);
    browser_choice_release(&choice);
}

static void open_address(struct app *app, const char *text, const char *base)
{
    struct buf address = BUF_INIT(ADDRESS_MAX);
    struct error error;

    if (address_canonical(text, base, &address, &error))
        start_browser(app, buf_str(&address));
    else
        app_complain(app, "not opened: %s", error.text);
    buf_release(&address);
}

/* The related entry behind a link, or NULL for a link of the body. */
static const struct front_related *related_entry(const struct app *app, int32_t link)
{
    const struct reader *reader = &app->reader;
    size_t i = (size_t)link - reader->page.first_related;

    if (link < 0 || (size_t)link < reader->page.first_related ||
        i >= reader->page.related_count || !reader->has_detail)
        return NULL;
    return &reader->detail.front.related[i];
}

void opener_follow(struct app *app, int32_t link)
{
    const struct front_related *related = related_entry(app, link);
    const struct article *here = related ? page_related_article(app->library, related) : NULL;
    struct buf address = BUF_INIT(ADDRESS_MAX);
    struct error error;

    if (here) {
        history_push(app);
        app_show(app, here);
        app_mark(app, here, MARK_READ, true);
        app->frame.focus = PANE_ARTICLE;
    } else if (opener_address(app, link, &address, &error)) {
        start_browser(app, buf_str(&address));
    } else {
        app_complain(app, "not opened: %s", error.text);
    }
    buf_release(&address);
}

void opener_open_number(struct app *app, long number)
{
    const struct lines *lines = &app->reader.page.lines;
    bool ready = reader_ready(&app->reader, app);

    for (size_t i = 0; ready && i < lines->link_count; i++) {
        if (lines->links[i].number == number) {
            opener_follow(app, (int32_t)i);
            return;
        }
    }
    app_say(app, "there is no link %ld; %s lists them", number, app_key_of(app, ":links"));
}

void opener_tell_target(struct app *app, int32_t link)
{
    struct buf address = BUF_INIT(ADDRESS_MAX);
    struct error error;

    if (opener_address(app, link, &address, &error))
        app_say(app, "%s", buf_str(&address));
    else
        app_say(app, "cannot be opened: %s", error.text);
    buf_release(&address);
}

/* o: link number N, else the article itself. */
static void open_article(const struct call *call)
{
    struct app *app = call->app;
    const struct article *article = reader_article(&app->reader, app);

    if (call->count) {
        opener_open_number(app, call->count);
    } else if (*call->text) {
        app_complain(app, "open takes the number of a link");
    } else if (!article) {
        app_say(app, "no article to open");
    } else if (!*article_address(article)) {
        app_say(app, "this article has no address");
    } else {
        open_address(app, article_address(article), NULL);
        app_mark(app, article, MARK_READ, true);
    }
}

/* A title as the text of a Markdown link: what would end it is escaped. */
static void add_link_text(const char *title, struct buf *out)
{
    for (; *title; title++) {
        if (strchr("\\[]`*_<", *title))
            buf_addc(out, '\\');
        buf_addc(out, *title);
    }
}

static void add_copy(const struct article *article, const char *what, struct buf *out)
{
    struct buf address = BUF_INIT(ADDRESS_MAX);
    bool has_address = address_canonical(article_address(article), NULL, &address, NULL);

    if (strcmp(what, "title") == 0) {
        buf_adds(out, article->title);
    } else if (has_address && strcmp(what, "markdown") == 0) {
        buf_adds(out, "[");
        add_link_text(article->title, out);
        buf_addf(out, "](<%s>)", buf_str(&address));
    } else if (has_address) {
        buf_adds(out, buf_str(&address));
    }
    buf_release(&address);
}

/* One article a line. */
static void copy_selected(const struct call *call)
{
    struct app *app = call->app;
    size_t count = 0, lines = 0;
    const struct article **articles = selected_articles(app, &count);
    struct buf text = BUF_INIT(COPY_MAX);
    struct error error;
    bool copied = false;

    for (size_t i = 0; i < count; i++) {
        size_t before = text.len;
        if (lines)
            buf_addc(&text, '\n');
        add_copy(articles[i], call->text, &text);
        if (text.len > before + (lines > 0))
            lines++;
        else
            buf_truncate(&text, before);
    }
    if (!text.len)
        app_say(app, count ? "this article has no address to copy" : "nothing to copy");
    else if (text.full)
        app_complain(app, "too long to copy");
    else if (!(copied = clipboard_copy(app, text.data, text.len, &error)))
        app_complain(app, "%s: %s", error.text, text.data);
    else if (lines > 1)
        app_say(app, "copied: %zu lines", lines);
    else
        app_say(app, "copied: %s", text.data);
    if (copied)
        selected_done(app);
    free(articles);
    buf_release(&text);
}

static void copy(const struct call *call)
{
    static const char *const choices[] = { "", "address", "title", "markdown" };

    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        if (strcmp(call->text, choices[i]) != 0)
            continue;
        copy_selected(call);
        return;
    }
    app_complain(call->app, "copy takes address, title or markdown");
}

/* e: the file in the editor; what it changed is read when it ends. */
static void edit(const struct call *call)
{
    struct app *app = call->app;
    const struct article *article = reader_article(&app->reader, app);
    struct buf path = BUF_INIT(PATH_BYTES_MAX);
    struct error error;
    char **argv;

    if (!article)
        return;
    library_path(app->library, article, &path);
    argv = browser_editor(buf_str(&path));
    if (!lend_terminal(app, (const char *const *)argv, app_reload, &error))
        app_complain(app, "%s", error.text);
    browser_argv_free(argv);
    buf_release(&path);
}

const struct command opener_commands[] = {
    { "open", "o", MAP_GENERAL, NULL, open_article,
      "open the article in the browser, or link number N" },
    { "copy", "yu", MAP_GENERAL, "address", copy, "copy the address" },
    { "copy", "yt", MAP_GENERAL, "title", copy, "copy the title" },
    { "copy", "ym", MAP_GENERAL, "markdown", copy, "copy a Markdown link" },
    { "edit", "e", MAP_GENERAL, NULL, edit, "edit the file with $VISUAL or $EDITOR" },
    { .name = NULL },
};
