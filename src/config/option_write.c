/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <string.h>

#include "base/words.h"
#include "config/option.h"

/* Settings as YAML that reads back to the same. */

/* A text that YAML takes for itself and nothing else. */
static bool is_plain(const char *s)
{
    static const char special[] = "null true false yes no on off y n";
    struct buf lower = BUF_INIT(16);
    bool plain = isalpha((unsigned char)*s) || *s == '/';

    for (const char *c = s; *c; c++) {
        plain = plain && (isalnum((unsigned char)*c) || strchr("_-./", *c));
        buf_addc(&lower, (char)tolower((unsigned char)*c));
    }
    plain = plain && (lower.full || !words_have(special, buf_str(&lower)));
    buf_release(&lower);
    return plain;
}

void option_write_scalar(const char *s, struct buf *out)
{
    if (is_plain(s))
        buf_adds(out, s);
    else
        buf_add_quoted(out, s);
}

static void write_words(const struct words *words, struct buf *out)
{
    buf_addc(out, '[');
    for (size_t i = 0; i < words->count; i++) {
        buf_adds(out, i ? ", " : "");
        option_write_scalar(words->items[i], out);
    }
    buf_addc(out, ']');
}

/* The values of a name that begin at entry i: one, or a list of them. */
static void write_values(const struct config_entries *entries, size_t i, struct buf *out)
{
    const struct config_entry *entry = &entries->items[i];
    size_t start = out->len, count = 0;

    for (; i < entries->count; i++) {
        const struct config_entry *other = &entries->items[i];
        if (other->item != entry->item || strcmp(other->name, entry->name) != 0)
            continue;
        buf_adds(out, count++ ? ", " : "");
        option_write_scalar(other->value, out);
    }
    if (count < 2)
        return;
    struct buf list = BUF_INIT(CONFIG_FILE_MAX);
    buf_addf(&list, "[%s]", buf_str(out) + start);
    buf_truncate(out, start);
    buf_adds(out, buf_str(&list));
    buf_release(&list);
}

/* The map of one item in braces. */
static void write_item(const struct config_entries *entries, size_t item, struct buf *out)
{
    size_t count = 0;

    buf_addc(out, '{');
    for (size_t i = 0; i < entries->count; i++) {
        const struct config_entry *entry = &entries->items[i];
        if (entry->item != item || config_item_entry(entries, item, entry->name) != entry)
            continue;
        buf_adds(out, count++ ? ", " : " ");
        option_write_scalar(entry->name, out);
        buf_adds(out, ": ");
        write_values(entries, i, out);
    }
    buf_adds(out, count ? " }" : "}");
}

/* The first entry of an item; NULL for one whose entries were all dropped. */
static const struct config_entry *first_entry(const struct config_entries *entries, size_t item)
{
    for (size_t i = 0; i < entries->count; i++)
        if (entries->items[i].item == item)
            return &entries->items[i];
    return NULL;
}

/* The items, each behind a separator: in a file each has a line, else all have one. */
static void write_entries(const struct option *option, const struct config_entries *entries,
                          bool lines, struct buf *out)
{
    size_t count = config_item_count(entries), written = 0;
    bool list = option->type == OPTION_RECORDS;

    if (!lines || !count)
        buf_adds(out, list ? "[" : "{");
    for (size_t item = 0; item < count; item++) {
        const struct config_entry *first = first_entry(entries, item);
        if (!first)
            continue;
        buf_adds(out, lines ? (list ? "\n  - " : "\n  ") : written++ ? ", " : " ");
        if (!list) {
            option_write_scalar(first->group, out);
            buf_adds(out, ": ");
        }
        write_item(entries, item, out);
    }
    if (!lines || !count)
        buf_adds(out, list ? (count ? " ]" : "]") : (count ? " }" : "}"));
}

static void write_value(const struct option *option, const struct config *config, bool lines,
                        struct buf *out)
{
    const void *place = option_place_in(option, config);

    switch (option->type) {
    case OPTION_WORDS:
        write_words(place, out);
        break;
    case OPTION_TEXT:
    case OPTION_CHOICE:
        option_write_scalar(*(char *const *)place, out);
        break;
    case OPTION_NUMBER:
    case OPTION_MILLISECONDS:
    case OPTION_BYTES:
        option_write_number(option, *(const long *)place, out);
        break;
    case OPTION_YES_NO:
        buf_adds(out, *(const bool *)place ? "yes" : "no");
        break;
    case OPTION_MAPS:
    case OPTION_RECORDS:
        write_entries(option, place, lines, out);
        break;
    }
}

void option_write(const struct option *option, const struct config *config, struct buf *out)
{
    write_value(option, config, false, out);
}

/* `fetch.total` stands in the map `fetch`, whose options follow each other in the table. */
void config_write(const struct config *config, struct buf *out)
{
    const char *before = "";
    size_t before_len = 0;

    for (size_t i = 0; i < option_count; i++) {
        const struct option *option = &options[i];
        const char *dot = strchr(option->name, '.'), *name = dot ? dot + 1 : option->name;
        size_t group = dot ? (size_t)(dot - option->name) : 0;
        bool same = group && group == before_len && memcmp(before, option->name, group) == 0;

        buf_adds(out, i ? "\n" : "");
        if (dot && !same)
            buf_addf(out, "%.*s:\n", (int)group, option->name);
        buf_addf(out, "%s# %s\n%s%s: ", dot ? "  " : "", option->help, dot ? "  " : "", name);
        write_value(option, config, true, out);
        buf_addc(out, '\n');
        before = option->name;
        before_len = group;
    }
}
