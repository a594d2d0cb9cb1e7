/* SPDX-License-Identifier: MIT */
#include "ui/keymap.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "ui/keymap_internal.h"

static bool keys_equal(const struct key *a, const struct key *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (a[i].code != b[i].code || a[i].c != b[i].c)
            return false;
    return true;
}

/* A digit there is a count, not a key. */
static bool begins_with_digit(const struct binding *binding)
{
    const struct key *key = &binding->sequence[0];

    return binding->map != MAP_PICKER && binding->map != MAP_PROMPT &&
           key->code == KEY_CODE_CHAR && key->c >= '0' && key->c <= '9';
}

bool binding_init(struct binding *binding, enum map_name map, const char *keys, size_t n,
                  struct error *error)
{
    *binding = (struct binding){ .map = map };
    if (!key_parse(keys, n, binding->sequence, &binding->length, error))
        return false;
    if (begins_with_digit(binding))
        return error_set(error, "\"%.*s\" begins with a digit, which is a count", (int)n, keys);
    struct buf name = BUF_INIT(256);
    for (size_t i = 0; i < binding->length; i++)
        key_name(&binding->sequence[i], &name);
    binding->name = xstrdup(buf_str(&name));
    buf_release(&name);
    return true;
}

void binding_release(struct binding *binding)
{
    free(binding->name);
    if (binding->own)
        free((char *)binding->own->text);
    free(binding->own);
}

/* The binding of just these keys in a map, or NULL. */
static struct binding *find(const struct keymap *keymap, const struct binding *like)
{
    for (size_t i = 0; i < keymap->count; i++) {
        struct binding *binding = &keymap->bindings[i];
        if (binding->map == like->map && binding->length == like->length &&
            keys_equal(binding->sequence, like->sequence, like->length))
            return binding;
    }
    return NULL;
}

void keymap_add(struct keymap *keymap, const struct binding *binding)
{
    assert(!find(keymap, binding));
    keymap->bindings = xreallocarray(keymap->bindings, keymap->count + 1, sizeof *binding);
    keymap->bindings[keymap->count++] = *binding;
}

/* The order stays: the first key of a command is the one that hints show. */
void keymap_remove(struct keymap *keymap, const struct binding *like)
{
    struct binding *found = find(keymap, like);

    if (!found)
        return;
    binding_release(found);
    memmove(found, found + 1,
            (size_t)(keymap->bindings + keymap->count - (found + 1)) * sizeof *found);
    keymap->count--;
}

static void add_default(struct keymap *keymap, const struct command *command, const char *keys,
                        size_t n)
{
    struct binding binding;
    bool valid = binding_init(&binding, command->map, keys, n, NULL);

    assert(valid);
    (void)valid;
    binding.command = command;
    struct binding *same = find(keymap, &binding);
    if (same) {
        /* A row may write a key in two ways, such as Backspace and ^H. */
        assert(same->command == command);
        binding_release(&binding);
    } else {
        keymap_add(keymap, &binding);
    }
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

/* What one map says of a sequence; *exact is its binding, if there is one. */
struct meaning {
    const struct binding *exact;
    bool begins; /* a longer sequence */
};

static struct meaning look_up_in(const struct keymap *keymap, enum map_name map,
                                 const struct key *sequence, size_t n)
{
    struct meaning meaning = { NULL, false };

    for (size_t i = 0; i < keymap->count; i++) {
        const struct binding *binding = &keymap->bindings[i];
        if (binding->map != map || binding->length < n ||
            !keys_equal(binding->sequence, sequence, n))
            continue;
        if (binding->length == n)
            meaning.exact = binding;
        else if (binding->command)
            meaning.begins = true;
    }
    return meaning;
}

/* Whether keys that a map does not know are looked up in the general one: where text is typed,
 * a character is text unless the map itself says otherwise. */
static bool falls_back(enum map_name map, const struct key *first)
{
    bool typed = first->code == KEY_CODE_CHAR && first->c >= 0x20 && !(first->c & KEY_ALT);

    return map != MAP_GENERAL && !(typed && (map == MAP_PICKER || map == MAP_PROMPT));
}

enum keymap_answer keymap_look_up(const struct keymap *keymap, enum map_name map,
                                  const struct key *sequence, size_t n,
                                  const struct command **command)
{
    *command = NULL;
    if (n == 0 || n > KEY_SEQUENCE_MAX)
        return KEYMAP_NONE;
    struct meaning meaning = look_up_in(keymap, map, sequence, n);
    /* What a map has itself hides all that begins so in the general one. */
    if (!meaning.exact && falls_back(map, &sequence[0])) {
        struct meaning general = look_up_in(keymap, MAP_GENERAL, sequence, n);
        meaning.exact = general.exact;
        meaning.begins |= general.begins;
    }
    if (meaning.exact)
        *command = meaning.exact->command;
    if (*command)
        return meaning.begins ? KEYMAP_EITHER : KEYMAP_COMMAND;
    return meaning.begins ? KEYMAP_PREFIX : KEYMAP_NONE;
}

static const char *text_of(const struct command *command)
{
    return command->text ? command->text : "";
}

/* Whether the keys of a binding reach its command from this map. */
static bool is_in_force(const struct keymap *keymap, enum map_name map,
                        const struct binding *binding)
{
    const struct command *command;

    if (!binding->command || (binding->map != map && binding->map != MAP_GENERAL))
        return false;
    for (size_t n = 1; n < binding->length; n++)
        if (keymap_look_up(keymap, map, binding->sequence, n, &command) == KEYMAP_COMMAND)
            return false; /* the first keys are a command already */
    keymap_look_up(keymap, map, binding->sequence, binding->length, &command);
    return command == binding->command;
}

void keymap_keys(const struct keymap *keymap, enum map_name map, const struct command *command,
                 struct buf *out)
{
    size_t start = out->len;

    for (size_t i = 0; i < keymap->count; i++) {
        const struct binding *binding = &keymap->bindings[i];
        if (!is_in_force(keymap, map, binding) ||
            strcmp(binding->command->name, command->name) != 0 ||
            strcmp(text_of(binding->command), text_of(command)) != 0)
            continue;
        buf_adds(out, out->len > start ? " " : "");
        buf_adds(out, binding->name);
    }
}

const char *keymap_first_key(const struct keymap *keymap, enum map_name map, const char *name)
{
    const enum map_name maps[] = { map, MAP_GENERAL };

    for (size_t m = 0; m < sizeof maps / sizeof *maps; m++)
        for (size_t i = 0; i < keymap->count; i++) {
            const struct binding *binding = &keymap->bindings[i];
            if (binding->map == maps[m] && !binding->own && is_in_force(keymap, map, binding) &&
                strcmp(binding->command->name, name) == 0)
                return binding->name;
        }
    return NULL;
}

const struct command *keymap_own_command(const struct keymap *keymap, size_t i,
                                         enum map_name *map)
{
    for (size_t k = 0; k < keymap->count; k++) {
        if (!keymap->bindings[k].own || i-- > 0)
            continue;
        *map = keymap->bindings[k].map;
        return keymap->bindings[k].own;
    }
    return NULL;
}
