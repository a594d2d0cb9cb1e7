/* SPDX-License-Identifier: MIT */
#include "config/entries.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "config/option.h"

enum { PROBLEM_MAX = 4096 };

static void entry_release(struct config_entry *entry)
{
    free(entry->group);
    free(entry->name);
    free(entry->value);
    free(entry->file);
}

void config_entries_release(struct config_entries *entries)
{
    for (size_t i = 0; i < entries->count; i++)
        entry_release(&entries->items[i]);
    free(entries->items);
    *entries = (struct config_entries){ 0 };
}

bool config_entries_add(struct config_entries *entries, const struct config_entry *entry)
{
    if (entries->count == CONFIG_ENTRIES_MAX)
        return false;
    entries->items = xreallocarray(entries->items, entries->count + 1, sizeof *entries->items);
    struct config_entry *own = &entries->items[entries->count++];
    *own = *entry;
    own->group = xstrdup(entry->group);
    own->name = xstrdup(entry->name);
    own->value = xstrdup(entry->value);
    own->file = xstrdup(entry->file);
    return true;
}

void config_entries_drop(struct config_entries *entries, size_t item, const char *name)
{
    size_t kept = 0;

    for (size_t i = 0; i < entries->count; i++) {
        struct config_entry *entry = &entries->items[i];
        if (entry->item == item && strcmp(entry->name, name) == 0)
            entry_release(entry);
        else
            entries->items[kept++] = *entry;
    }
    entries->count = kept;
}

size_t config_item_count(const struct config_entries *entries)
{
    size_t count = 0;

    for (size_t i = 0; i < entries->count; i++)
        if (entries->items[i].item >= count)
            count = entries->items[i].item + 1;
    return count;
}

size_t config_group_item(const struct config_entries *entries, const char *group)
{
    for (size_t i = 0; i < entries->count; i++)
        if (strcmp(entries->items[i].group, group) == 0)
            return entries->items[i].item;
    return config_item_count(entries);
}

const struct config_entry *config_item_entry(const struct config_entries *entries, size_t item,
                                             const char *name)
{
    for (size_t i = 0; i < entries->count; i++)
        if (entries->items[i].item == item && strcmp(entries->items[i].name, name) == 0)
            return &entries->items[i];
    return NULL;
}

void config_complain(struct buf *problems, const struct config_entry *entry, const char *format,
                     ...)
{
    struct buf line = BUF_INIT(PROBLEM_MAX);
    va_list args;

    if (entry && *entry->file)
        buf_addf(&line, "%s:%d:%d: ", entry->file, entry->line, entry->column);
    va_start(args, format);
    buf_vaddf(&line, format, args);
    va_end(args);
    text_clean(problems, buf_str(&line), line.len, TEXT_LINE);
    buf_addc(problems, '\n');
    buf_release(&line);
}
