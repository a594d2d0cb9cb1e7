/* SPDX-License-Identifier: MIT */
#include "ui/bindings.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "ui/app.h"
#include "ui/presets.h"

static void bind_entry(struct keymap *keymap, const struct config_entry *entry,
                       struct buf *problems)
{
    struct error error;
    enum map_name map = keymap_map(entry->group, strlen(entry->group), &error);

    if (map == MAP_COUNT ||
        (*entry->value ? !keymap_bind(keymap, map, entry->name, entry->value, &error)
                       : !keymap_unbind(keymap, map, entry->name, &error)))
        config_complain(problems, entry, "bind: %s", error.text);
}

struct keymap *bindings_new(const struct config *config, struct buf *problems)
{
    struct keymap *keymap = keymap_new();

    preset_use(keymap, config->keys);
    for (size_t i = 0; i < config->bind.count; i++)
        bind_entry(keymap, &config->bind.items[i], problems);
    return keymap;
}

bool bindings_check(const struct config *config, struct buf *problems)
{
    size_t before = problems->len;

    if (config->bind.count)
        keymap_free(bindings_new(config, problems));
    return problems->len == before;
}

/* "list gu filter unread": a view, keys, and what is left. */
struct bind_words {
    enum map_name map;
    char *keys;
    const char *line;
};

/* False, and told, when there is no such view. */
static bool read_words(const struct call *call, struct bind_words *words)
{
    const char *text = call->text;
    size_t n = strcspn(text, " ");
    const char *keys = text + n + strspn(text + n, " ");
    struct error error;

    words->map = keymap_map(text, n, &error);
    if (words->map == MAP_COUNT) {
        app_complain(call->app, "%s", error.text);
        return false;
    }
    n = strcspn(keys, " ");
    words->keys = xstrndup(keys, n);
    words->line = keys + n + strspn(keys + n, " ");
    return true;
}

static void bind(const struct call *call)
{
    struct app *app = call->app;
    struct bind_words words;
    struct error error;

    if (!read_words(call, &words))
        return;
    if (keymap_bind(app->keymap, words.map, words.keys, words.line, &error))
        app_say(app, "%s: %s", words.keys, words.line);
    else
        app_complain(app, "%s", error.text);
    views_refresh(app);
    free(words.keys);
}

static void unbind(const struct call *call)
{
    struct app *app = call->app;
    struct bind_words words;
    struct error error;

    if (!read_words(call, &words))
        return;
    if (keymap_unbind(app->keymap, words.map, words.keys, &error))
        app_say(app, "%s does nothing now", words.keys);
    else
        app_complain(app, "%s", error.text);
    views_refresh(app);
    free(words.keys);
}

const struct command binding_commands[] = {
    { "bind", "", MAP_GENERAL, NULL, bind, "bind keys of a view to a line of commands" },
    { "unbind", "", MAP_GENERAL, NULL, unbind, "have keys of a view do nothing" },
    { .name = NULL },
};
