/* SPDX-License-Identifier: MIT */
/*
 * Settings that are maps or lists of maps, as rows: whoever understands them walks the rows and
 * complains at their places. What `bind: { list: { gu: "filter unread" } }` says is
 *
 *     item 0, group "list", name "gu", value "filter unread"
 *
 * and `views: [{ name: Hot, columns: [date, title] }]` is, all with group "" and item 0,
 *
 *     name "name", value "Hot"; name "columns", value "date"; name "columns", value "title"
 */
#ifndef CONFIG_ENTRIES_H
#define CONFIG_ENTRIES_H

#include <stddef.h>

#include "base/buf.h"

enum { CONFIG_ENTRIES_MAX = 4096 };

struct config_entry {
    size_t item;      /* which map of the list or of the outer map, from 0 */
    char *group;      /* the map's name in the outer map, else "" */
    char *name;       /* of the value */
    char *value;      /* cleaned; of a list there is a row for each value */
    char *file;       /* where it stands; "" when it was typed */
    int line, column; /* of the value, from 1 */
};

struct config_entries {
    struct config_entry *items; /* in the order in which they were read */
    size_t count;
};

void config_entries_release(struct config_entries *entries);

/* How many maps the list or the outer map has. */
size_t config_item_count(const struct config_entries *entries);

/* The first value of this name in a map of the list, or NULL. */
const struct config_entry *config_item_entry(const struct config_entries *entries, size_t item,
                                             const char *name);

/* Append `file:line:column: message` and a newline to problems; entry NULL has no place. */
void config_complain(struct buf *problems, const struct config_entry *entry, const char *format,
                     ...) __attribute__((format(printf, 3, 4)));

#endif
