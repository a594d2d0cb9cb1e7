/* SPDX-License-Identifier: MIT */
/* Lists of maps of known keys: related articles and images. */
#include "article/front_parts.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/date.h"

enum slot_type { SLOT_TEXT, SLOT_LONG, SLOT_NUMBER, SLOT_DATE };

struct slot {
    const char *key; /* "provider.name" is a key of a map within the entry */
    enum slot_type type;
    size_t offset, max;
};

/* A list being read: what its entries are, and where they go. */
struct list {
    const char *name;
    const struct slot *slots;
    size_t slot_count;
    size_t entry_size, entries_max;
    void (*start)(void *entry);
    bool is_related;
};

static bool is_web_address(const struct yaml_event *key)
{
    static const char wanted[] = "webUrl";

    return key->len == sizeof wanted - 1 && memcmp(key->text, wanted, key->len) == 0;
}

/* The text as it is written: only plain addresses have a key, which cleaning would not change.
 */
static void take_related_key(struct front_reader *reader, const struct yaml_event *event)
{
    if (reader->related_items > 0 && reader->related_items <= FRONT_RELATED_MAX)
        related_keys_add(&reader->related, event->text, event->len);
}

static void take_slot(struct front_reader *reader, const struct list *list,
                      const struct slot *slot, const struct yaml_event *event, void *entry)
{
    void *at = (char *)entry + slot->offset;
    int64_t date;
    double number;

    if (!front_clean(reader, event, slot->key, slot->max))
        return;
    switch (slot->type) {
    case SLOT_TEXT:
        *(const char **)at = front_keep(reader);
        return;
    case SLOT_DATE:
        date = date_parse(event->text, event->len);
        if (date == DATE_NONE)
            break;
        *(int64_t *)at = date;
        return;
    case SLOT_LONG:
    case SLOT_NUMBER:
        if (!front_number(event->text, event->len, &number))
            break;
        if (slot->type == SLOT_NUMBER)
            *(double *)at = number;
        else if (number > 0 && number <= INT_MAX)
            *(long *)at = (long)number;
        return;
    }
    front_warn(reader, event, "%s of an entry of %s is wrong; it is left out", slot->key,
               list->name);
}

static const struct slot *find_slot(const struct list *list, const char *prefix,
                                    const struct yaml_event *event)
{
    const char *key = event->text;
    size_t n = strlen(prefix);

    if (strlen(key) != event->len)
        return NULL; /* it holds a NUL byte */

    for (size_t i = 0; i < list->slot_count; i++) {
        const char *name = list->slots[i].key;
        if (strncmp(name, prefix, n) == 0 && strcmp(name + n, key) == 0)
            return &list->slots[i];
    }
    return NULL;
}

/* The map of one entry; with provider its keys are taken too, everything else is passed over.
 */
static bool read_entry(struct front_reader *reader, const struct list *list, void *entry)
{
    const char *prefix = "";
    struct yaml_event event;

    while (front_next(reader, &event)) {
        if (event.type == YAML_MAP_END) {
            if (!*prefix)
                return true;
            prefix = "";
            continue;
        }
        const struct slot *slot = NULL;
        bool provider = false, address = false;
        if (event.type == YAML_SCALAR) {
            address = list->is_related && !*prefix && is_web_address(&event);
            slot = find_slot(list, prefix, &event);
            provider = !*prefix && strcmp(event.text, "provider") == 0;
        } else if (!front_skip(reader, &event)) {
            return false;
        }
        if (!front_next(reader, &event))
            return false;
        if (event.type == YAML_SCALAR && address)
            take_related_key(reader, &event);
        if (event.type == YAML_MAP && provider)
            prefix = "provider.";
        else if (event.type != YAML_SCALAR && !front_skip(reader, &event))
            return false;
        else if (event.type == YAML_SCALAR && slot)
            take_slot(reader, list, slot, &event, entry);
    }
    return false;
}

/* The map of one entry, of which only the web address is wanted. */
static bool read_address(struct front_reader *reader)
{
    struct yaml_event event;

    while (front_next(reader, &event) && event.type != YAML_MAP_END) {
        bool wanted = event.type == YAML_SCALAR && is_web_address(&event);
        if (event.type != YAML_SCALAR && !front_skip(reader, &event))
            return false;
        if (!front_next(reader, &event))
            return false;
        if (event.type != YAML_SCALAR && !front_skip(reader, &event))
            return false;
        else if (event.type == YAML_SCALAR && wanted)
            take_related_key(reader, &event);
    }
    return !reader->failed;
}

/* The entries for their keys alone; nothing is told of what is wrong with them. */
static bool read_addresses(struct front_reader *reader)
{
    struct yaml_event event;

    while (front_next(reader, &event)) {
        if (event.type == YAML_SEQ_END)
            return true;
        reader->article.has_related = true;
        reader->related_items++;
        if (event.type == YAML_MAP ? !read_address(reader)
                                   : event.type != YAML_SCALAR && !front_skip(reader, &event))
            return false;
    }
    return false;
}

/* Entries that are maps are appended to *entries. *any: the list is not empty. */
static bool read_list(struct front_reader *reader, const struct list *list, void **entries,
                      size_t *count, bool *any)
{
    struct yaml_event event;
    bool told = false;

    while (front_next(reader, &event)) {
        bool map = event.type == YAML_MAP;
        if (event.type == YAML_SEQ_END)
            return true;
        *any = true;
        reader->related_items += list->is_related;
        if (map && *count < list->entries_max) {
            *entries = front_room(reader, *entries, *count, list->entry_size);
            void *entry = (char *)*entries + *count * list->entry_size;
            list->start(entry);
            ++*count;
            if (!read_entry(reader, list, entry))
                return false;
            continue;
        }
        if (!map)
            front_warn(reader, &event, "an entry of %s has no keys", list->name);
        else if (!told)
            front_warn(reader, &event, "more than %zu entries of %s; the rest is left out",
                       list->entries_max, list->name);
        told = told || map;
        if (event.type != YAML_SCALAR && !front_skip(reader, &event))
            return false;
    }
    return false;
}

#define AT(member) offsetof(struct front_related, member)
#define AT_URL(n)  (AT(url) + (n) * sizeof(const char *))

static void start_related(void *entry)
{
    struct front_related *related = entry;

    *related = (struct front_related){
        .title = "",
        .excerpt = "",
        .type = "",
        .provider = "",
        .domain = "",
        .date = DATE_NONE,
        .quality = NAN,
    };
    for (int i = 0; i < URL_COUNT; i++)
        related->url[i] = "";
}

bool front_read_related(struct front_reader *reader)
{
    static const struct slot slots[] = {
        { "title", SLOT_TEXT, AT(title), 1000 },
        { "excerpt", SLOT_TEXT, AT(excerpt), 8000 },
        { "publishedDateTime", SLOT_DATE, AT(date), FRONT_TERM_MAX },
        { "originalUrl", SLOT_TEXT, AT_URL(URL_ORIGINAL), FRONT_VALUE_MAX },
        { "webUrl", SLOT_TEXT, AT_URL(URL_WEB), FRONT_VALUE_MAX },
        { "ampWebUrl", SLOT_TEXT, AT_URL(URL_AMP), FRONT_VALUE_MAX },
        { "cdnAmpWebUrl", SLOT_TEXT, AT_URL(URL_CDN_AMP), FRONT_VALUE_MAX },
        { "permalink", SLOT_TEXT, AT_URL(URL_PERMALINK), FRONT_VALUE_MAX },
        { "type", SLOT_TEXT, AT(type), FRONT_TERM_MAX },
        { "quality", SLOT_NUMBER, AT(quality), FRONT_TERM_MAX },
        { "provider.name", SLOT_TEXT, AT(provider), FRONT_TERM_MAX },
        { "provider.domain", SLOT_TEXT, AT(domain), FRONT_TERM_MAX },
    };
    static const struct list list = {
        .name = "related",
        .slots = slots,
        .slot_count = sizeof slots / sizeof *slots,
        .entry_size = sizeof(struct front_related),
        .entries_max = FRONT_RELATED_MAX,
        .start = start_related,
        .is_related = true,
    };
    struct front *front = &reader->front;
    void *entries = front->related;

    if (!reader->deep)
        return read_addresses(reader);
    bool ok =
        read_list(reader, &list, &entries, &front->related_count, &reader->article.has_related);
    front->related = entries;
    return ok;
}

static void start_image(void *entry)
{
    *(struct front_image *)entry = (struct front_image){ .url = "", .title = "" };
}

bool front_read_images(struct front_reader *reader)
{
    static const struct slot slots[] = {
        { "url", SLOT_TEXT, offsetof(struct front_image, url), FRONT_VALUE_MAX },
        { "title", SLOT_TEXT, offsetof(struct front_image, title), 1000 },
        { "width", SLOT_LONG, offsetof(struct front_image, width), FRONT_TERM_MAX },
        { "height", SLOT_LONG, offsetof(struct front_image, height), FRONT_TERM_MAX },
    };
    static const struct list list = {
        .name = "images",
        .slots = slots,
        .slot_count = sizeof slots / sizeof *slots,
        .entry_size = sizeof(struct front_image),
        .entries_max = FRONT_IMAGES_MAX,
        .start = start_image,
    };
    struct front *front = &reader->front;
    void *entries = front->images;
    bool ok =
        read_list(reader, &list, &entries, &front->image_count, &reader->article.has_images);

    front->images = entries;
    return ok;
}
