/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "base/address.h"
#include "base/words.h"
#include "ui/app.h"
#include "ui/complete.h"
#include "ui/opener.h"

static completer complete_setting, complete_link;

/* What commands take; one that is not here takes the texts of its own rows. */
static const struct {
    const char *command;
    completer *complete;
} arguments[] = {
    { "filter", complete_query }, { "fetch", complete_query },    { "sort", complete_sort },
    { "view", complete_view },    { "save-view", complete_view }, { "facet", complete_field },
    { "set", complete_setting },  { "source", complete_file },    { "open", complete_link },
};

static bool is_typed(const struct command *command)
{
    return command->map != MAP_PICKER && command->map != MAP_PROMPT;
}

/* The first row of its name. */
static bool is_first(const struct command *command)
{
    for (size_t t = 0; command_tables[t]; t++)
        for (const struct command *c = command_tables[t]; c->name; c++)
            if (is_typed(c) && strcmp(c->name, command->name) == 0)
                return c == command;
    return false;
}

static void offer_commands(const char *wanted, struct completion *completion)
{
    for (size_t t = 0; command_tables[t]; t++)
        for (const struct command *c = command_tables[t]; c->name; c++)
            if (is_typed(c) && is_first(c))
                completion_offer(completion, wanted, c->name, c->name, c->help, false);
}

/* What the rows of a command are called with. */
static void offer_texts(const char *name, size_t n, const char *wanted,
                        struct completion *completion)
{
    for (size_t t = 0; command_tables[t]; t++)
        for (const struct command *c = command_tables[t]; c->name; c++)
            if (c->text && strlen(c->name) == n && memcmp(c->name, name, n) == 0)
                completion_offer(completion, wanted, c->text, c->text, c->help, false);
}

void complete_command(struct app *app, const char *text, size_t cursor,
                      struct completion *completion)
{
    struct buf wanted = BUF_INIT(EDIT_BYTES_MAX);
    size_t start = strspn(text, " 0123456789"), n = strcspn(text + start, " ");
    size_t from = start + n + strspn(text + start + n, " ");

    if (cursor < start)
        return;
    if (cursor <= start + n) {
        completion_take(completion, text, start, cursor, &wanted);
        offer_commands(buf_str(&wanted), completion);
        buf_release(&wanted);
        return;
    }
    for (size_t i = 0; i < sizeof arguments / sizeof *arguments; i++) {
        if (strlen(arguments[i].command) == n &&
            memcmp(arguments[i].command, text + start, n) == 0) {
            arguments[i].complete(app, text, from < cursor ? from : cursor, cursor, completion);
            return;
        }
    }
    completion_take(completion, text, from < cursor ? from : cursor, cursor, &wanted);
    offer_texts(text + start, n, buf_str(&wanted), completion);
    buf_release(&wanted);
}

/* What the setting may be, or else what it is now, to be changed. */
static void offer_values(struct app *app, const char *name, const char *wanted,
                         struct completion *completion)
{
    const char *choices = config_option_choices(name), *word;
    struct buf now = BUF_INIT(EDIT_BYTES_MAX);
    size_t n;

    while ((word = words_next(&choices, &n))) {
        char text[64];
        snprintf(text, sizeof text, "%.*s", (int)n, word);
        completion_offer(completion, wanted, text, text, "", false);
    }
    if (!completion->count && config_value(app->config, name, &now) && !now.full)
        completion_offer(completion, wanted, buf_str(&now), buf_str(&now), "now", false);
    buf_release(&now);
}

/* A setting, then a value of it. */
static void complete_setting(struct app *app, const char *text, size_t from, size_t cursor,
                             struct completion *completion)
{
    struct buf wanted = BUF_INIT(EDIT_BYTES_MAX), name = BUF_INIT(EDIT_BYTES_MAX);
    size_t n = strcspn(text + from, " ="), value = from + n;

    if (cursor <= value) {
        completion_take(completion, text, from, cursor, &wanted);
        const char *option;
        for (size_t i = 0; (option = config_option_name(i)); i++)
            completion_offer(completion, buf_str(&wanted), option, option,
                             config_option_help(option), false);
        completion_offer(completion, buf_str(&wanted), "all", "all", "show all settings",
                         false);
    } else {
        buf_add(&name, text + from, n);
        for (size_t i = value + 1; i <= cursor; i++)
            value = strchr(" =,[", text[i - 1]) ? i : value;
        completion_take(completion, text, value, cursor, &wanted);
        offer_values(app, buf_str(&name), buf_str(&wanted), completion);
    }
    buf_release(&name);
    buf_release(&wanted);
}

/* A link of the article by its number. */
static void complete_link(struct app *app, const char *text, size_t from, size_t cursor,
                          struct completion *completion)
{
    const struct lines *lines = &app->reader.page.lines;
    struct buf wanted = BUF_INIT(EDIT_BYTES_MAX);
    bool ready = reader_ready(&app->reader, app);

    completion_take(completion, text, from, cursor, &wanted);
    for (size_t i = 0; ready && i < lines->link_count; i++) {
        struct buf address = BUF_INIT(ADDRESS_MAX);
        char number[32];
        snprintf(number, sizeof number, "%d", lines->links[i].number);
        if (opener_address(app, (int32_t)i, &address, NULL))
            completion_offer(completion, buf_str(&wanted), number, number, buf_str(&address),
                             false);
        buf_release(&address);
    }
    buf_release(&wanted);
}
