/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "ui/app_internal.h"
#include "ui/line.h"

enum { KEY_WAIT_MS = 500, PASTE_CLEAN_MAX = 256 * 1024 };

enum map_name app_map(const struct app *app)
{
    if (app->views)
        return app->views->ops->map;
    return app->frame.focus == PANE_LIST ? MAP_LIST : MAP_ARTICLE;
}

const char *app_key_of(const struct app *app, const char *command)
{
    enum map_name map = app->frame.focus == PANE_LIST ? MAP_LIST : MAP_ARTICLE;
    const char *key = keymap_first_key(app->keymap, map, command + 1);

    return key ? key : command;
}

static void forget_pending(struct app *app)
{
    loop_cancel(app->loop, app->key_wait);
    app->key_wait = NULL;
    app->pending_count = app->complete_count = 0;
    app->count = 0;
}

/* A digit before a key is a count, where counts make sense. */
static bool take_digit(struct app *app, const struct key *key)
{
    enum map_name map = app_map(app);

    if (map == MAP_PICKER || map == MAP_PROMPT || app->pending_count ||
        key->code != KEY_CODE_CHAR || key->c < '0' || key->c > '9' ||
        (key->c == '0' && !app->count))
        return false;
    app->count = app->count * 10 + (long)(key->c - '0');
    if (app->count > LINE_COUNT_MAX)
        app->count = LINE_COUNT_MAX;
    return true;
}

void app_run_command(struct app *app, const struct command *command)
{
    char *text = xstrdup(command->text ? command->text : "");
    struct call call = { app, app->count, text };

    forget_pending(app);
    command->run(&call);
    free(text);
}

/* No further key completes a longer sequence: run the command that was complete before, and
 * take the keys behind it anew. */
static void settle(struct app *app)
{
    struct key keys[KEY_SEQUENCE_MAX];
    const struct command *command;
    size_t done = app->complete_count, n = app->pending_count - done;

    memcpy(keys, app->pending + done, n * sizeof *keys);
    keymap_look_up(app->keymap, app_map(app), app->pending, done, &command);
    /* Something that ended meanwhile may have gone to another pane, where it is none. */
    if (command)
        app_run_command(app, command);
    else
        forget_pending(app);
    for (size_t i = 0; i < n && !app->lent; i++)
        app_key(app, &keys[i]);
}

static void waited(void *arg)
{
    struct app *app = arg;

    app->key_wait = NULL;
    app->dirty = true;
    settle(app);
}

/* The keys so far begin a longer sequence. When they are a command too, it runs when no other
 * key comes in time. */
static void wait_for_more(struct app *app, bool complete)
{
    if (app->pending_count == KEY_SEQUENCE_MAX) {
        forget_pending(app);
        return;
    }
    if (complete)
        app->complete_count = app->pending_count;
    if (app->complete_count) {
        loop_cancel(app->loop, app->key_wait);
        app->key_wait = loop_after(app->loop, KEY_WAIT_MS, waited, app);
    }
}

/* Keys that no command wants: text for the view on top, or a hint. */
static void unbound(struct app *app, const struct key *key)
{
    bool alone = app->pending_count == 1;
    struct buf name = BUF_INIT(64);

    for (size_t i = 0; i < app->pending_count; i++)
        key_name(&app->pending[i], &name);
    forget_pending(app);
    if (app->views && alone) {
        app->views->ops->key(app->views, app, key);
    } else if (key->code == KEY_CODE_ESCAPE) {
        app_say(app, "%s", "");
    } else if (!app->views) {
        app_say(app, "%s does nothing here; %s shows the keys", buf_str(&name),
                app_key_of(app, ":help"));
    }
    buf_release(&name);
}

/* Pasted bytes are text for a prompt or picker and never commands. */
static void take_paste(struct app *app, const struct key *key)
{
    if (key->code == KEY_CODE_PASTE_END) {
        /* Whole: what is too long for a line must not become another one. */
        struct buf clean = BUF_INIT(PASTE_CLEAN_MAX);
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

/* The keys that this one is where nothing is bound to it: with Alt, Esc and the key; how many.
 */
static size_t parts_of(const struct key *key, struct key parts[2])
{
    const struct key escape = { KEY_CODE_ESCAPE, 0 };

    switch (key->code) {
    case KEY_CODE_CHAR:
        if (key->c == '\n') { /* ^J ends a line as Enter does */
            parts[0] = (struct key){ KEY_CODE_ENTER, 0 };
            return 1;
        }
        parts[0] = escape;
        parts[1] = (struct key){ KEY_CODE_CHAR, key->c & ~(uint32_t)KEY_ALT };
        return key->c & KEY_ALT ? 2 : 0;
    case KEY_CODE_ALT_BACKSPACE:
        parts[0] = escape;
        parts[1] = (struct key){ KEY_CODE_BACKSPACE, 0 };
        return 2;
    case KEY_CODE_CONTROL_LEFT:
        parts[0] = (struct key){ KEY_CODE_LEFT, 0 };
        return 1;
    case KEY_CODE_CONTROL_RIGHT:
        parts[0] = (struct key){ KEY_CODE_RIGHT, 0 };
        return 1;
    default:
        return 0;
    }
}

static bool take_apart(struct app *app, const struct key *key)
{
    const struct command *command;
    struct key parts[2];
    size_t count = parts_of(key, parts);

    if (count == 0)
        return false;
    app->pending[app->pending_count] = *key;
    if (keymap_look_up(app->keymap, app_map(app), app->pending, app->pending_count + 1,
                       &command) != KEYMAP_NONE)
        return false;
    for (size_t i = 0; i < count; i++)
        app_key(app, &parts[i]);
    return true;
}

void app_key(struct app *app, const struct key *key)
{
    const struct command *command;

    app->dirty = true;
    app->first_visit = false;
    if (app->pasting || key->code == KEY_CODE_PASTE_BEGIN) {
        if (app->pasting)
            take_paste(app, key);
        app->pasting = app->pasting || key->code == KEY_CODE_PASTE_BEGIN;
        return;
    }
    if (key->code == KEY_CODE_MOUSE) {
        struct mouse mouse = mouse_of(key);
        forget_pending(app);
        mouse_event(app, &mouse);
        return;
    }
    if (take_apart(app, key) || take_digit(app, key))
        return;
    if (key->code == KEY_CODE_ESCAPE && (app->count || app->pending_count)) {
        forget_pending(app);
        return;
    }
    if (!app->views)
        app_say(app, "%s", "");
    app->pending[app->pending_count++] = *key;
    enum keymap_answer answer =
        keymap_look_up(app->keymap, app_map(app), app->pending, app->pending_count, &command);
    switch (answer) {
    case KEYMAP_COMMAND:
        app_run_command(app, command);
        break;
    case KEYMAP_EITHER:
    case KEYMAP_PREFIX:
        wait_for_more(app, answer == KEYMAP_EITHER);
        break;
    case KEYMAP_NONE:
        if (app->complete_count)
            settle(app);
        else
            unbound(app, key);
        break;
    }
}
