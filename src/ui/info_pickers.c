/* SPDX-License-Identifier: MIT */
#include "ui/info_pickers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "article/field.h"
#include "base/date.h"
#include "base/text.h"
#include "doc/seal.h"
#include "ui/app.h"
#include "ui/facet_picker.h"
#include "ui/opener.h"
#include "ui/picker.h"

/* Lists that belong to an article or the library: links, related articles, fields, problems. */

enum { LINE_MAX_BYTES = 16384 };

/* Everything with a number in the article, related articles too. */
static void fill_links(struct picker *picker, struct app *app)
{
    const struct lines *lines = &app->reader.page.lines;
    bool ready = reader_ready(&app->reader, app);

    for (size_t i = 0; ready && i < lines->link_count; i++) {
        struct buf line = BUF_INIT(LINE_MAX_BYTES), address = BUF_INIT(LINE_MAX_BYTES);
        struct error error;

        if (!opener_address(app, (int32_t)i, &address, &error)) {
            buf_clear(&address);
            buf_addf(&address, "cannot be opened: %s", error.text);
        }
        buf_addf(&line, "%2d  %s  %s", lines->links[i].number, lines->links[i].text,
                 strcmp(lines->links[i].text, buf_str(&address)) == 0 ? "" : buf_str(&address));
        picker_add(picker, buf_str(&line), "", (long)i);
        buf_release(&line);
        buf_release(&address);
    }
}

static void take_link(struct picker *picker, struct app *app, const struct picker_item *item)
{
    (void)picker;
    opener_follow(app, (int32_t)item->value);
}

static const struct picker_spec link_picker = {
    .hint = "Enter opens · Esc",
    .empty = "this article has no links",
    .wide = true,
    .whole = true,
    .fill = fill_links,
    .chosen = take_link,
};

static void fill_related(struct picker *picker, struct app *app)
{
    struct reader *reader = &app->reader;
    bool ready = reader_ready(reader, app) && reader->has_detail;

    for (size_t i = 0; ready && i < reader->page.related_count; i++) {
        const struct front_related *related = &reader->detail.front.related[i];
        struct buf line = BUF_INIT(LINE_MAX_BYTES);
        char date[DATE_TEXT_MAX];

        date_format_short(related->date, date_now(), date);
        buf_addf(&line, "%8s  %s%s%s", date, related->provider, *related->provider ? "  " : "",
                 *related->title ? related->title : "(untitled)");
        picker_add(picker, buf_str(&line),
                   page_related_article(app->library, related) ? "here" : "on the web",
                   (long)(reader->page.first_related + i));
        buf_release(&line);
    }
}

static const struct picker_spec related_picker = {
    .hint = "Enter opens, here or in the browser · Esc",
    .empty = "this article names no related ones",
    .wide = true,
    .fill = fill_related,
    .chosen = take_link,
};

static void add_field(struct picker *picker, const char *name, const char *value, long field)
{
    struct buf line = BUF_INIT(LINE_MAX_BYTES);

    buf_addf(&line, "%-14s %s", name, value);
    picker_add(picker, buf_str(&line), "", field);
    buf_release(&line);
}

/* The table's fields first; the keys that are in no table are numbered after them. */
static void fill_article_fields(struct picker *picker, struct app *app)
{
    const struct article *article = reader_article(&app->reader, app);
    const struct terms *terms = library_terms(app->library);

    for (size_t i = 0; article && i < field_count; i++) {
        for (size_t k = 0; k < field_values(&fields[i], article); k++) {
            struct buf value = BUF_INIT(LINE_MAX_BYTES);
            field_format(&fields[i], article, terms, k, &value);
            add_field(picker, fields[i].name, buf_str(&value), (long)i);
            buf_release(&value);
        }
    }
    for (size_t i = 0; article && i < article->extra_count; i++)
        add_field(picker, terms_text(terms, article->extras[i].key), article->extras[i].value,
                  (long)(field_count + i));
}

/* Enter on a field asks which values the list has. */
static void take_article_field(struct picker *picker, struct app *app,
                               const struct picker_item *item)
{
    const struct article *article = reader_article(&app->reader, app);
    size_t i = (size_t)item->value;

    (void)picker;
    if (i < field_count)
        facet_picker_open(app, fields[i].name);
    else if (article && i - field_count < article->extra_count)
        facet_picker_open(
            app, terms_text(library_terms(app->library), article->extras[i - field_count].key));
}

static const struct picker_spec article_field_picker = {
    .hint = "Enter picks among the values · Esc",
    .empty = "no article",
    .wide = true,
    .whole = true,
    .fill = fill_article_fields,
    .chosen = take_article_field,
};

static void add_seal_problem(struct picker *picker, struct app *app)
{
    struct buf line = BUF_INIT(LINE_MAX_BYTES);

    buf_adds(&line, "this system does not let the process that reads foreign text use: ");
    seal_words(app->seal_lacks, &line);
    picker_add(picker, buf_str(&line), "", -1);
    buf_release(&line);
}

/* As they were told when the settings were read, the file without its folder. */
static void add_settings_problems(struct picker *picker, struct app *app)
{
    const char *at = buf_str(&app->settings_wrong);

    for (size_t n; *at; at += n + (at[n] == '\n')) {
        struct buf line = BUF_INIT(LINE_MAX_BYTES);
        const char *slash = memrchr(at, '/', strcspn(at, ":\n"));
        at = slash ? slash + 1 : at;
        n = strcspn(at, "\n");
        text_clean(&line, at, n, TEXT_LINE);
        picker_add(picker, buf_str(&line), "", -1);
        buf_release(&line);
    }
}

static void fill_problems(struct picker *picker, struct app *app)
{
    add_settings_problems(picker, app);
    if (*app->memory_wrong.text)
        picker_add(picker, app->memory_wrong.text, "", -1);
    if (app->seal_lacks)
        add_seal_problem(picker, app);
    for (size_t i = 0; i < library_problem_count(app->library); i++) {
        struct buf line = BUF_INIT(LINE_MAX_BYTES);

        library_problem_format(library_problem(app->library, i), &line);
        picker_add(picker, buf_str(&line), "", (long)i);
        buf_release(&line);
    }
    if (library_problems_dropped(app->library)) {
        char more[64];
        snprintf(more, sizeof more, "and %zu more", library_problems_dropped(app->library));
        picker_add(picker, more, "", -1);
    }
}

static void take_problem(struct picker *picker, struct app *app, const struct picker_item *item)
{
    if (item->value < 0 || (size_t)item->value >= library_problem_count(app->library))
        return;
    const struct library_problem *problem = library_problem(app->library, (size_t)item->value);
    const struct article *article = library_find(app->library, problem->path);

    (void)picker;
    if (!article) {
        app_say(app, "this file is no article");
        return;
    }
    history_push(app);
    app_show(app, article);
}

static const struct picker_spec problem_picker = {
    .hint = "Enter shows the article · Esc",
    .empty = "no problems: every file was read as it is",
    .wide = true,
    .whole = true,
    .fill = fill_problems,
    .chosen = take_problem,
};

static void list_links(const struct call *call)
{
    picker_open(call->app, &link_picker, "links", "");
}

static void list_related(const struct call *call)
{
    picker_open(call->app, &related_picker, "related articles", "");
}

static void list_fields(const struct call *call)
{
    picker_open(call->app, &article_field_picker, "all fields", "");
}

static void list_problems(const struct call *call)
{
    picker_open(call->app, &problem_picker, "problems", "");
}

const struct command info_commands[] = {
    { "links", "u", MAP_GENERAL, NULL, list_links, "list the links of the article" },
    { "related", "w", MAP_GENERAL, NULL, list_related, "list the related articles" },
    { "fields", "i", MAP_GENERAL, NULL, list_fields, "list all fields of the article" },
    { "problems", "!", MAP_GENERAL, NULL, list_problems,
      "list what was wrong with the files, the settings and the marks" },
    { .name = NULL },
};
