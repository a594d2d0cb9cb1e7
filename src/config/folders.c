/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/file.h"
#include "config/option.h"
#include "config/paths.h"

/* Settings that hold while certain folders are open. They stand in the user's own file: what
 * lies in a folder of articles may be anybody's. */

/* Whether the path is the folder or lies in it; both are absolute and without links. */
static bool is_within(const char *path, const char *folder)
{
    size_t n = strlen(folder);

    return strncmp(path, folder, n) == 0 &&
           (path[n] == '/' || path[n] == '\0' || strcmp(folder, "/") == 0);
}

static bool all_within(const char *const *paths, size_t count, const char *group)
{
    struct buf expanded = BUF_INIT(PATH_BYTES_MAX);

    path_expand(group, &expanded);
    char *folder = realpath(buf_str(&expanded), NULL);
    bool within = folder && count > 0;
    for (size_t i = 0; i < count && within; i++) {
        char *path = realpath(paths[i], NULL);
        within = path && is_within(path, folder);
        free(path);
    }
    free(folder);
    buf_release(&expanded);
    return within;
}

/* Set the option to the values that stand from entry i on; those of a list follow each other.
 */
static bool set_values(struct config *config, const struct config_entries *entries, size_t i,
                       struct error *error)
{
    const struct config_entry *entry = &entries->items[i];
    const struct option *option = option_find(entry->name);

    if (!option) {
        config_unknown(entry->name, error);
        return false;
    }
    if (option_has_entries(option) || strcmp(option->name, "folders") == 0)
        return error_set(error, "%s holds for all folders", entry->name);
    if (option->type != OPTION_WORDS)
        return option_set(option, config, entry->value, error);
    struct words words = { 0 };
    for (; i < entries->count; i++) {
        const struct config_entry *other = &entries->items[i];
        if (other->item == entry->item && strcmp(other->name, entry->name) == 0 &&
            !words_add(option, &words, other->value, strlen(other->value), error)) {
            words_release(&words);
            return false;
        }
    }
    words_release(option_place(option, config));
    *(struct words *)option_place(option, config) = words;
    return true;
}

void config_for_folders(struct config *config, const char *const *paths, size_t count)
{
    const struct config_entries *entries = &config->folder_settings;
    size_t items = config_item_count(entries);
    bool *within = xcalloc(items + 1, sizeof *within), *asked = xcalloc(items + 1, 1);

    for (size_t i = 0; i < entries->count; i++) {
        const struct config_entry *entry = &entries->items[i];
        if (!asked[entry->item])
            within[entry->item] = all_within(paths, count, entry->group);
        asked[entry->item] = true;
        if (within[entry->item] &&
            config_item_entry(entries, entry->item, entry->name) == entry)
            set_values(config, entries, i, NULL);
    }
    free(within);
    free(asked);
}

bool config_check_folders(const struct config *config, struct buf *problems)
{
    const struct config_entries *entries = &config->folder_settings;
    struct config scratch;
    struct error error;
    bool fine = true;

    config_init(&scratch);
    for (size_t i = 0; i < entries->count; i++) {
        const struct config_entry *entry = &entries->items[i];
        if (config_item_entry(entries, entry->item, entry->name) == entry &&
            !set_values(&scratch, entries, i, &error)) {
            config_complain(problems, entry, "%s", error.text);
            fine = false;
        }
    }
    config_release(&scratch);
    return fine;
}
