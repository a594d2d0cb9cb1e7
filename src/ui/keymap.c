/* SPDX-License-Identifier: MIT */
#include "ui/keymap.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

struct binding {
    enum map_name map;
    struct key sequence[KEY_SEQUENCE_MAX];
    size_t length;
    char *name;                    /* of the sequence, as people write it */
    const struct command *command; /* a row of a table, or own */
    struct command *own;           /* a row with a text of the user's, else NULL */
};

/* A few hundred at most: every search just walks them. */
struct keymap {
    struct binding *bindings;
    size_t count;
};

static const char *const map_names[MAP_COUNT] = {
    [MAP_GENERAL] = "general", [MAP_LIST] = "list",     [MAP_ARTICLE] = "article",
    [MAP_PICKER] = "picker",   [MAP_PROMPT] = "prompt",
};

static bool keys_equal(const struct key *a, const struct key *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (a[i].code != b[i].code || a[i].c != b[i].c)
            return false;
    return true;
}

/* One begins with the other: the longer one could never be typed. */
static bool bindings_collide(const struct binding *a, const struct binding *b)
{
    size_t n = a->length < b->length ? a->length : b->length;

    return a->map == b->map && keys_equal(a->sequence, b->sequence, n);
}

static void binding_release(struct binding *binding)
{
    free(binding->name);
    if (binding->own)
        free((char *)binding->own->text);
    free(binding->own);
}

static void add(struct keymap *keymap, const struct binding *binding)
{
    keymap->bindings = xreallocarray(keymap->bindings, keymap->count + 1, sizeof *binding);
    keymap->bindings[keymap->count++] = *binding;
}

static void remove_colliding(struct keymap *keymap, const struct binding *binding)
{
    size_t kept = 0;

    for (size_t i = 0; i < keymap->count; i++) {
        if (bindings_collide(&keymap->bindings[i], binding))
            binding_release(&keymap->bindings[i]);
        else
            keymap->bindings[kept++] = keymap->bindings[i];
    }
    keymap->count = kept;
}

/* A digit there is a count, not a key. */
static bool begins_with_digit(const struct binding *binding)
{
    const struct key *key = &binding->sequence[0];

    return binding->map != MAP_PICKER && binding->map != MAP_PROMPT &&
           key->code == KEY_CODE_CHAR && key->c >= '0' && key->c <= '9';
}

static bool binding_init(struct binding *binding, enum map_name map, const char *keys, size_t n,
                         struct error *error)
{
    *binding = (struct binding){ .map = map };
    if (!key_parse(keys, n, binding->sequence, &binding->length, error))
        return false;
    if (begins_with_digit(binding))
        return error_set(error, "\"%.*s\" begins with a digit, which is a count", (int)n, keys);
    binding->name = xstrndup(keys, n);
    return true;
}

static void add_default(struct keymap *keymap, const struct command *command, const char *keys,
                        size_t n)
{
    struct binding binding;
    bool valid = binding_init(&binding, command->map, keys, n, NULL);

    assert(valid);
    (void)valid;
    binding.command = command;
    for (size_t i = 0; i < keymap->count; i++)
        if (bindings_collide(&keymap->bindings[i], &binding)) {
            /* A row may write a key in two ways, such as Backspace and ^H. */
            assert(keymap->bindings[i].command == command);
            binding_release(&binding);
            return;
        }
    add(keymap, &binding);
}

struct keymap *keymap_new(void)
{
    struct keymap *keymap = xcalloc(1, sizeof *keymap);

    for (size_t t = 0; command_tables[t]; t++)
        for (const struct command *row = command_tables[t]; row->name; row++)
            for (const char *keys = row->keys; *keys; keys += strspn(keys, " ")) {
                size_t n = strcspn(keys, " ");
                add_default(keymap, row, keys, n);
                keys += n;
            }
    return keymap;
}

void keymap_free(struct keymap *keymap)
{
    if (!keymap)
        return;
    for (size_t i = 0; i < keymap->count; i++)
        binding_release(&keymap->bindings[i]);
    free(keymap->bindings);
    free(keymap);
}

const char *keymap_map_name(enum map_name map)
{
    return map_names[map];
}

static const char *text_of(const struct command *command)
{
    return command->text ? command->text : "";
}

/* The row of a name that is valid in a map; of several the one with the same text, if any. */
static const struct command *find_row(enum map_name map, const char *name, size_t n,
                                      const char *text)
{
    const struct command *found = NULL;

    for (size_t t = 0; command_tables[t]; t++)
        for (const struct command *row = command_tables[t]; row->name; row++) {
            if (strlen(row->name) != n || memcmp(row->name, name, n) != 0 ||
                (row->map != map && row->map != MAP_GENERAL))
                continue;
            if (strcmp(text_of(row), text) == 0)
                return row;
            if (!found)
                found = row;
        }
    return found;
}

bool keymap_bind(struct keymap *keymap, enum map_name map, const char *keys, const char *line,
                 struct error *error)
{
    struct binding binding;
    size_t n = strcspn(line, " ");
    const char *text = line + n + strspn(line + n, " ");
    const struct command *row = find_row(map, line, n, text);

    if (*line && !row)
        return error_set(error, "\"%.*s\" is no command of the map \"%s\"", (int)n, line,
                         map_names[map]);
    if (!binding_init(&binding, map, keys, strlen(keys), error))
        return false;
    remove_colliding(keymap, &binding);
    if (!row) {
        binding_release(&binding);
        return true;
    }
    binding.command = row;
    if (*text && strcmp(text_of(row), text) != 0) {
        binding.own = xmalloc(sizeof *binding.own);
        *binding.own = *row;
        binding.own->text = xstrdup(text);
        binding.command = binding.own;
    }
    add(keymap, &binding);
    return true;
}

static enum keymap_answer look_up_in(const struct keymap *keymap, enum map_name map,
                                     const struct key *sequence, size_t n,
                                     const struct command **command)
{
    for (size_t i = 0; i < keymap->count; i++) {
        const struct binding *binding = &keymap->bindings[i];
        if (binding->map != map || binding->length < n ||
            !keys_equal(binding->sequence, sequence, n))
            continue;
        if (binding->length > n)
            return KEYMAP_PREFIX;
        *command = binding->command;
        return KEYMAP_COMMAND;
    }
    return KEYMAP_NONE;
}

/* Where text is typed, a character is text unless the map itself says otherwise. */
static bool falls_back(enum map_name map, const struct key *first)
{
    bool typed = first->code == KEY_CODE_CHAR && first->c >= 0x20;

    return map != MAP_GENERAL && !(typed && (map == MAP_PICKER || map == MAP_PROMPT));
}

enum keymap_answer keymap_look_up(const struct keymap *keymap, enum map_name map,
                                  const struct key *sequence, size_t n,
                                  const struct command **command)
{
    if (n == 0 || n > KEY_SEQUENCE_MAX)
        return KEYMAP_NONE;
    enum keymap_answer answer = look_up_in(keymap, map, sequence, n, command);
    if (answer == KEYMAP_NONE && falls_back(map, &sequence[0]))
        answer = look_up_in(keymap, MAP_GENERAL, sequence, n, command);
    return answer;
}

void keymap_keys(const struct keymap *keymap, const struct command *command, struct buf *out)
{
    size_t start = out->len;

    for (size_t i = 0; i < keymap->count; i++)
        if (keymap->bindings[i].command == command) {
            if (out->len > start)
                buf_addc(out, ' ');
            buf_adds(out, keymap->bindings[i].name);
        }
}

const char *keymap_first_key(const struct keymap *keymap, enum map_name map, const char *name)
{
    const enum map_name maps[] = { map, MAP_GENERAL };
    const struct command *command;

    for (size_t m = 0; m < sizeof maps / sizeof *maps; m++)
        for (size_t i = 0; i < keymap->count; i++) {
            const struct binding *binding = &keymap->bindings[i];
            if (binding->map == maps[m] && strcmp(binding->command->name, name) == 0 &&
                keymap_look_up(keymap, map, binding->sequence, binding->length, &command) ==
                    KEYMAP_COMMAND &&
                command == binding->command)
                return binding->name;
        }
    return NULL;
}
