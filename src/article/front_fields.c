/* SPDX-License-Identifier: MIT */
/* Keys to fields: joined by dots, looked up in the tables; what is in neither is a spare. */
#include "article/front_parts.h"

#include <assert.h>
#include <string.h>

enum { DEPTH_MAX = 64 }; /* open maps; above what base/yaml lets through */

/* What keys mean that are no row of the field table, or mean more than that. */
enum meaning {
    MEANS_FIELD, /* the same as that field */
    MEANS_NAMES, /* the field, and a list is joined */
    MEANS_TAGS,  /* topics; a string holds several */
    MEANS_RELATED,
    MEANS_IMAGES,
    MEANS_NOTHING, /* kept out of everything */
};

static const struct other {
    const char *key;
    enum meaning meaning;
    const char *field;
    bool map; /* as a map its own keys are looked up */
} others[] = {
    { "author", MEANS_NAMES, "author", true },
    { "author.name", MEANS_FIELD, "author", false },
    { "provider", MEANS_FIELD, "provider", true },
    { "tags", MEANS_TAGS, "topic", false },
    { "categories", MEANS_TAGS, "topic", false },
    { "related", MEANS_RELATED, NULL, false },
    { "images", MEANS_IMAGES, NULL, false },
    { "secured", MEANS_NOTHING, NULL, false },
};

enum { OTHER_COUNT = sizeof others / sizeof *others };

/* A key at hand: what the tables say of reader->path. */
struct key {
    const char *name;
    const struct field *field; /* NULL: none */
    const struct other *other;
    enum meaning meaning;
};

static struct key find_key(const struct front_reader *reader)
{
    struct key key = { .name = buf_str(&reader->path) };

    for (size_t i = 0; i < OTHER_COUNT && !key.other; i++)
        if (*others[i].key == *key.name && strcmp(others[i].key, key.name) == 0)
            key.other = &others[i];
    if (!key.other) {
        key.field = field_by_key(key.name);
        return key;
    }
    key.meaning = key.other->meaning;
    if (key.other->field)
        key.field = field_find(key.other->field, strlen(key.other->field));
    return key;
}

/* Whether it is one of those that the quick road may never see. */
static bool is_cut(const struct key *key)
{
    return key->meaning >= MEANS_RELATED;
}

/* Note that a key was met; false when it was before. Another name of a field is the same key;
 * tags, categories and topics are three, each of which adds to the topics. */
static bool meet(struct front_reader *reader, const struct key *key,
                 const struct yaml_event *event)
{
    uint64_t bit = 0;

    if (key->meaning >= MEANS_TAGS)
        bit = UINT64_C(1) << (key->other - others);
    else if (key->field)
        bit = UINT64_C(1) << (OTHER_COUNT + (key->field - fields));
    if (reader->seen & bit) {
        front_warn(reader, event, "%s is there twice; the first one counts", key->name);
        return false;
    }
    reader->seen |= bit;
    return true;
}

/* Count so many keys and bytes more; false when there are too many. */
static bool within_caps(struct front_reader *reader, const struct yaml_event *event,
                        size_t keys, size_t bytes)
{
    if (reader->capped)
        return false;
    reader->keys += keys;
    reader->bytes += bytes;
    if (reader->keys > FRONT_KEYS_MAX)
        front_warn(reader, event, "more than %d keys; the rest is left out", FRONT_KEYS_MAX);
    else if (reader->bytes > FRONT_REST_MAX)
        front_warn(reader, event, "more than %d bytes of keys and values; the rest is left out",
                   FRONT_REST_MAX);
    else
        return true;
    reader->capped = true;
    return false;
}

/* ---- scalars ---- */

static void take_tags(struct front_reader *reader, const struct key *key,
                      const struct yaml_event *event)
{
    static const char gaps[] = " \t\r\n,";

    if (!front_clean(reader, event, key->name, FRONT_VALUE_MAX))
        return;
    for (const char *s = event->text + strspn(event->text, gaps); *s; s += strspn(s, gaps)) {
        size_t n = strcspn(s, gaps);
        front_take_topic(reader, event, s, n);
        s += n;
    }
}

static void take_scalar(struct front_reader *reader, const struct key *key,
                        const struct yaml_event *event)
{
    if (key->meaning == MEANS_NOTHING || yaml_is_null(event))
        return;
    if (is_cut(key)) {
        front_warn(reader, event, "%s is not a list", key->name);
        return;
    }
    if (!within_caps(reader, event, 0, event->len))
        return;
    if (key->meaning == MEANS_TAGS) {
        take_tags(reader, key, event);
    } else if (key->field) {
        if (key->field->type == FIELD_TERMS)
            front_warn(reader, event, "%s is not a list", key->name);
        front_take(reader, key->field, event);
    } else if (front_clean(reader, event, key->name, FRONT_EXTRA_MAX)) {
        front_take_spare(reader, event, false);
    }
}

/* ---- lists, after the event that opened them ---- */

static bool take_topics(struct front_reader *reader, const struct key *key,
                        struct yaml_event *event)
{
    while (front_next(reader, event)) {
        if (event->type == YAML_SEQ_END)
            return true;
        if (event->type != YAML_SCALAR) {
            front_warn(reader, event, "an entry of %s is no text", key->name);
            if (!front_skip(reader, event))
                return false;
        } else if (!yaml_is_null(event) && within_caps(reader, event, 0, event->len)) {
            front_take_topic(reader, event, event->text, event->len);
        }
    }
    return false;
}

/* Append the scalars of a list to joined; *pure: it holds nothing else. */
static bool join_list(struct front_reader *reader, const struct key *key,
                      struct yaml_event *event, struct buf *joined, bool *pure)
{
    *pure = true;
    while (front_next(reader, event)) {
        if (event->type == YAML_SEQ_END)
            return true;
        if (event->type != YAML_SCALAR) {
            *pure = false;
            if (!front_skip(reader, event))
                return false;
        } else if (within_caps(reader, event, 0, event->len) &&
                   front_clean(reader, event, key->name, joined->max)) {
            size_t before = joined->len;
            if (before > 0)
                buf_adds(joined, ", ");
            if (!buf_add(joined, reader->text.data, reader->text.len))
                buf_truncate(joined, before);
        }
    }
    return false;
}

static bool take_joined(struct front_reader *reader, const struct key *key,
                        struct yaml_event *event)
{
    struct buf joined = BUF_INIT(key->field ? key->field->max : FRONT_EXTRA_MAX);
    struct yaml_event start = *event;
    bool pure, ok = join_list(reader, key, event, &joined, &pure);

    if (ok && joined.full)
        front_warn(reader, &start, "%s is longer than %zu bytes; the rest is left out",
                   key->name, joined.max);
    if (ok && key->field) {
        if (!pure)
            front_warn(reader, &start, "an entry of %s is no text", key->name);
        reader->article.author = terms_add(reader->terms, buf_str(&joined), joined.len);
    } else if (ok && pure && joined.len > 0) {
        buf_clear(&reader->text);
        reader->text.max = joined.max;
        buf_add(&reader->text, joined.data, joined.len);
        front_take_spare(reader, &start, true);
    }
    buf_release(&joined);
    return ok;
}

/* Only whether there is anything. */
static bool pass_list(struct front_reader *reader, struct yaml_event *event, bool *any)
{
    while (front_next(reader, event)) {
        if (event->type == YAML_SEQ_END)
            return true;
        *any = true;
        if (event->type != YAML_SCALAR && !front_skip(reader, event))
            return false;
    }
    return false;
}

static bool take_list(struct front_reader *reader, const struct key *key,
                      struct yaml_event *event)
{
    struct article *article = &reader->article;

    if (key->meaning == MEANS_RELATED)
        return front_read_related(reader);
    if (key->meaning == MEANS_IMAGES)
        return reader->deep ? front_read_images(reader)
                            : pass_list(reader, event, &article->has_images);
    if (key->meaning == MEANS_NOTHING)
        return front_skip(reader, event);
    if (key->meaning == MEANS_TAGS || (key->field && key->field->type == FIELD_TERMS))
        return take_topics(reader, key, event);
    if (!key->field || key->meaning == MEANS_NAMES)
        return take_joined(reader, key, event);
    front_warn(reader, event, "%s is a list; it is left out", key->name);
    return front_skip(reader, event);
}

/* ---- maps ---- */

/* Whether cleaning would leave a key as it is, as nearly all are. */
static bool is_clean_key(const struct yaml_event *event)
{
    return event->len > 0 && event->len < FRONT_KEY_MAX && !yaml_is_null(event) &&
           front_scan_word(event->text, event->text + event->len) == event->len;
}

/* Append a key to the path; false when it cannot be used. */
static bool take_key(struct front_reader *reader, const struct yaml_event *event)
{
    bool clean = is_clean_key(event);

    if (!clean && !front_clean(reader, event, "a key", FRONT_KEY_MAX))
        return false;
    if (reader->path.len > 0)
        buf_addc(&reader->path, '.');
    if (clean ? buf_add(&reader->path, event->text, event->len)
              : buf_add(&reader->path, reader->text.data, reader->text.len))
        return true;
    front_warn(reader, event, "the keys around this one are too long; it is left out");
    reader->path.full = false;
    return false;
}

/* The value of the key at hand, an event of any kind. *open: it is a map to be read on. */
static bool take_value(struct front_reader *reader, struct yaml_event *event, bool *open)
{
    struct key key = find_key(reader);
    bool nested = event->type != YAML_SCALAR;

    if (!is_cut(&key) && !within_caps(reader, event, 1, reader->path.len))
        return !nested || front_skip(reader, event);
    if (event->type == YAML_MAP && (key.other ? key.other->map : !key.field)) {
        *open = true;
        return true;
    }
    if (!meet(reader, &key, event))
        return !nested || front_skip(reader, event);
    if (event->type == YAML_SEQ)
        return take_list(reader, &key, event);
    if (event->type == YAML_MAP) {
        if (key.meaning != MEANS_NOTHING)
            front_warn(reader, event, "%s is a map; it is left out", key.name);
        return front_skip(reader, event);
    }
    take_scalar(reader, &key, event);
    return true;
}

/* A key and its value. */
static bool take_pair(struct front_reader *reader, struct yaml_event *event, bool *open)
{
    bool usable = event->type == YAML_SCALAR && take_key(reader, event);

    *open = false;
    if (event->type != YAML_SCALAR) {
        front_warn(reader, event, "a key is no text; it is left out");
        if (!front_skip(reader, event))
            return false;
    }
    if (!front_next(reader, event))
        return false;
    if (usable)
        return take_value(reader, event, open);
    return event->type == YAML_SCALAR || front_skip(reader, event);
}

bool front_read_fields(struct front_reader *reader)
{
    size_t lengths[DEPTH_MAX] = { 0 }; /* of the path around each open map */
    struct yaml_event event;
    int depth = 0;

    while (front_next(reader, &event)) {
        bool open;
        buf_truncate(&reader->path, lengths[depth]);
        if (event.type == YAML_MAP_END) {
            if (depth-- == 0)
                return true;
            continue;
        }
        if (!take_pair(reader, &event, &open))
            return false;
        if (open) {
            assert(depth + 1 < DEPTH_MAX);
            lengths[++depth] = reader->path.len;
        }
    }
    return false;
}
