/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ui/app_internal.h"

enum { COUNT_MAX = 1000000 };

enum map_name app_map(const struct app *app)
{
    if (app->views)
        return app->views->ops->map;
    return app->frame.focus == PANE_LIST ? MAP_LIST : MAP_ARTICLE;
}

static void forget_pending(struct app *app)
{
    app->pending_count = 0;
    app->count = 0;
}

/* A digit before a key is a count, where counts make sense. */
static bool take_digit(struct app *app, const struct key *key)
{
    enum map_name map = app_map(app);

    if ((map != MAP_LIST && map != MAP_ARTICLE) || app->pending_count ||
        key->code != KEY_CODE_CHAR || key->c < '0' || key->c > '9' ||
        (key->c == '0' && !app->count))
        return false;
    app->count = app->count * 10 + (long)(key->c - '0');
    if (app->count > COUNT_MAX)
        app->count = COUNT_MAX;
    return true;
}

static void run(struct app *app, const struct command *command)
{
    struct call call = { app, app->count, command->text ? command->text : "" };

    forget_pending(app);
    command->run(&call);
}

/* Keys that no command wants: text for the view on top, or a hint. */
static void unbound(struct app *app, const struct key *key)
{
    bool alone = app->pending_count == 1;

    forget_pending(app);
    if (app->views && alone) {
        app->views->ops->key(app->views, app, key);
    } else if (key->code == KEY_CODE_ESCAPE) {
        app_say(app, "%s", "");
    } else if (!app->views) {
        struct buf name = BUF_INIT(32);
        key_name(key, &name);
        app_say(app, "%s does nothing here; ? shows the keys", buf_str(&name));
        buf_release(&name);
    }
}

/* Pasted bytes are text for a prompt or picker and never commands. */
static void take_paste(struct app *app, const struct key *key)
{
    if (key->code == KEY_CODE_PASTE_END) {
        struct buf clean = BUF_INIT(PROMPT_TEXT_MAX);
        const char *s;
        size_t n;

        app->pasting = false;
        text_clean(&clean, buf_str(&app->paste), app->paste.len, TEXT_LINE);
        s = buf_str(&clean);
        n = clean.len;
        if (!app->views && n)
            app_say(app, "pasted text is only taken where something is typed");
        else if (n)
            app->views->ops->paste(app->views, app, s, n);
        buf_release(&clean);
        buf_clear(&app->paste);
    } else if (key->code == KEY_CODE_CHAR) {
        text_encode(&app->paste, key->c);
    } else if (key->code == KEY_CODE_ENTER || key->code == KEY_CODE_TAB) {
        buf_addc(&app->paste, ' ');
    }
}

void app_key(struct app *app, const struct key *key)
{
    const struct command *command;

    app->dirty = true;
    if (app->pasting || key->code == KEY_CODE_PASTE_BEGIN) {
        if (app->pasting)
            take_paste(app, key);
        app->pasting = app->pasting || key->code == KEY_CODE_PASTE_BEGIN;
        return;
    }
    if (take_digit(app, key))
        return;
    if (key->code == KEY_CODE_ESCAPE && (app->count || app->pending_count)) {
        forget_pending(app);
        return;
    }
    if (!app->views)
        app_say(app, "%s", "");
    app->pending[app->pending_count++] = *key;
    switch (
        keymap_look_up(app->keymap, app_map(app), app->pending, app->pending_count, &command)) {
    case KEYMAP_COMMAND:
        run(app, command);
        break;
    case KEYMAP_PREFIX:
        if (app->pending_count == KEY_SEQUENCE_MAX)
            forget_pending(app);
        break;
    case KEYMAP_NONE:
        unbound(app, key);
        break;
    }
}

const struct command *app_command(const struct app *app, const char *name, size_t n)
{
    const struct command *best = NULL;

    for (size_t t = 0; command_tables[t]; t++) {
        for (const struct command *c = command_tables[t]; c->name; c++) {
            if (strlen(c->name) != n || memcmp(c->name, name, n) != 0)
                continue;
            if (!best || c->map == app_map(app))
                best = c;
        }
    }
    return best;
}

bool app_run_line(struct app *app, const char *line, struct error *error)
{
    line += strspn(line, " ");
    long count = 0;
    while (*line >= '0' && *line <= '9' && count < COUNT_MAX)
        count = count * 10 + (*line++ - '0');
    line += strspn(line, " ");
    size_t n = strcspn(line, " ");
    const struct command *command = app_command(app, line, n);

    if (!command || command->map == MAP_PICKER || command->map == MAP_PROMPT)
        return error_set(error, "there is no command \"%.*s\"; ? lists them all", (int)n, line);
    const char *text = line + n + strspn(line + n, " ");
    if (count == 0 && *text >= '0' && *text <= '9')
        count = strtol(text, NULL, 10);
    count = count > COUNT_MAX ? COUNT_MAX : count;
    command->run(&(struct call){ app, count,
                                 *text           ? text
                                 : command->text ? command->text
                                                 : "" });
    return true;
}
