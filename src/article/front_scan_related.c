/* SPDX-License-Identifier: MIT */
/*
 * The web addresses of a related list that is cut out, line by line. Only what stands in the
 * column of an entry's keys is a key of the entry; what is below it has another column.
 */
#include "article/front_parts.h"

#include <string.h>

enum { COLUMN_UNKNOWN = -1, COLUMN_NONE = -2 };

static const char wanted[] = "webUrl:";
enum { WANTED_LEN = sizeof wanted - 1 };

void front_scan_related_start(struct front_scan_related *related)
{
    *related =
        (struct front_scan_related){ .list_column = COLUMN_UNKNOWN, .key_column = COLUMN_NONE };
}

void front_scan_related_end(struct front_scan_related *related, struct related_keys *keys)
{
    if (related->value)
        related_keys_add(keys, related->value, related->value_len);
    related->value = NULL;
}

/* The dashes before the content at s; where that begins. */
static const char *take_dashes(struct front_scan_related *related, const char *line,
                               const char *s, const char *end)
{
    while (front_scan_is_item(s, end)) {
        int column = (int)(s - line);
        if (related->list_column == COLUMN_UNKNOWN)
            related->list_column = column;
        if (column == related->list_column) {
            related->items++;
            related->key_column = COLUMN_UNKNOWN;
        } else if (related->key_column == COLUMN_UNKNOWN) {
            related->key_column = COLUMN_NONE; /* a list in the list */
        }
        for (s++; s < end && *s == ' '; s++)
            continue;
    }
    return s;
}

/* The value at s is an address as far as one line tells. False for escapes. */
static bool take_value(struct front_scan_related *related, const char *s, const char *end)
{
    while (s < end && *s == ' ')
        s++;
    if (s < end && (*s == '"' || *s == '\'')) {
        char escape = *s == '"' ? '\\' : '\'';
        s++;
        end--;
        if (memchr(s, escape, (size_t)(end - s)))
            return false;
    } else {
        const char *comment = memmem(s, (size_t)(end - s), " #", 2);
        end = comment ? comment : end;
        while (end > s && end[-1] == ' ')
            end--;
    }
    related->value = s;
    related->value_len = (size_t)(end - s);
    return true;
}

bool front_scan_is_address(const char *s, const char *end)
{
    return (size_t)(end - s) >= WANTED_LEN && memcmp(s, wanted, WANTED_LEN) == 0 &&
           front_scan_key(s, end) == WANTED_LEN;
}

bool front_scan_related_line(struct front_scan_related *related, struct related_keys *keys,
                             const char *line, const char *s, const char *end)
{
    if (s == end || *s == '#')
        return true;
    if (related->value && s - line > related->key_column)
        return false; /* it may go on here */
    front_scan_related_end(related, keys);
    s = take_dashes(related, line, s, end);
    if (s == end || *s == '#')
        return true;
    if (related->key_column == COLUMN_UNKNOWN)
        related->key_column = front_scan_key(s, end) ? (int)(s - line) : COLUMN_NONE;
    if (s - line != related->key_column || related->items > FRONT_RELATED_MAX ||
        !front_scan_is_address(s, end))
        return true;
    return take_value(related, s + WANTED_LEN, end);
}
