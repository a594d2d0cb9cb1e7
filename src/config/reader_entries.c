/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/words.h"
#include "config/reader.h"

/* Maps, maps of maps and lists of maps, all as rows. */

enum { VALUE_MAX = 8192 };

/* Where the rows of a map go. */
struct place {
    const struct option *option;
    struct config_entries *entries;
    size_t item;
    const char *group;
};

static void add_value(struct reader *reader, const struct place *place, const char *name,
                      const struct yaml_event *event)
{
    struct buf value = BUF_INIT(VALUE_MAX);

    /* A name without a value has an empty one. */
    if (yaml_is_null(event) || reader_scalar(reader, event, &value)) {
        struct config_entry entry = { .item = place->item,
                                      .group = (char *)place->group,
                                      .name = (char *)name,
                                      .value = (char *)buf_str(&value),
                                      .file = (char *)reader->path,
                                      .line = event->line,
                                      .column = event->column };
        if (!config_entries_add(place->entries, &entry))
            reader_complain(reader, event, "too many settings of one kind");
    }
    buf_release(&value);
}

/* A value of a name, or a list of values; what an earlier file said of it is forgotten. */
static bool read_values(struct reader *reader, const struct place *place, const char *name,
                        struct yaml_event *event)
{
    config_entries_drop(place->entries, place->item, name);
    switch (yaml_next(reader->yaml, event)) {
    case YAML_SCALAR:
        add_value(reader, place, name, event);
        return true;
    case YAML_SEQ:
        while (yaml_next(reader->yaml, event) == YAML_SCALAR)
            add_value(reader, place, name, event);
        if (event->type == YAML_SEQ_END)
            return true;
        if (event->type == YAML_ERROR)
            return false;
        reader_complain(reader, event, "only words belong in this list");
        /* Over the inner one, then over the rest of the list. */
        if (!yaml_skip(reader->yaml, event))
            return false;
        return yaml_skip(reader->yaml, event);
    case YAML_ERROR:
        return false;
    default:
        reader_complain(reader, event, "a value belongs here");
        return yaml_skip(reader->yaml, event);
    }
}

static bool is_allowed(struct reader *reader, const struct option *option, const char *name,
                       const struct yaml_event *at)
{
    struct error error;

    if (!option->choices || words_have(option->choices, name))
        return true;
    error_set(&error, "%s: \"%s\" is none of: %s", option->name, name, option->choices);
    reader_complain(reader, at, error.text);
    return false;
}

/* Whether the map is at its end, where a name did not come. */
static bool is_end_of_map(struct reader *reader, const struct yaml_event *event)
{
    if (event->type != YAML_MAP_END && event->type != YAML_ERROR)
        reader_complain(reader, event, "a name belongs here");
    return event->type == YAML_MAP_END;
}

/* The names and values of a map whose start was read. */
static bool read_map(struct reader *reader, const struct place *place, struct yaml_event *event)
{
    while (yaml_next(reader->yaml, event) == YAML_SCALAR) {
        struct buf name = BUF_INIT(VALUE_MAX);
        bool goes_on;
        if (reader_scalar(reader, event, &name) &&
            is_allowed(reader, place->option, buf_str(&name), event))
            goes_on = read_values(reader, place, buf_str(&name), event);
        else
            goes_on = yaml_next(reader->yaml, event) != YAML_ERROR &&
                      (event->type == YAML_SCALAR || yaml_skip(reader->yaml, event));
        buf_release(&name);
        if (!goes_on)
            return false;
    }
    return is_end_of_map(reader, event);
}

/* Maps by their names. */
static bool read_maps(struct reader *reader, const struct option *option,
                      struct yaml_event *event)
{
    struct config_entries *entries = option_place(option, reader->config);

    while (yaml_next(reader->yaml, event) == YAML_SCALAR) {
        struct buf group = BUF_INIT(VALUE_MAX);
        bool goes_on = true;
        reader_scalar(reader, event, &group);
        if (yaml_next(reader->yaml, event) == YAML_MAP) {
            struct place place = { option, entries, config_group_item(entries, buf_str(&group)),
                                   buf_str(&group) };
            goes_on = read_map(reader, &place, event);
        } else if (event->type == YAML_ERROR) {
            goes_on = false;
        } else if (!yaml_is_null(event)) {
            reader_complain(reader, event, "a map belongs here");
            goes_on = event->type == YAML_SCALAR || yaml_skip(reader->yaml, event);
        }
        buf_release(&group);
        if (!goes_on)
            return false;
    }
    return is_end_of_map(reader, event);
}

/* A list of maps takes the place of the one there was. */
static bool read_records(struct reader *reader, const struct option *option,
                         struct yaml_event *event)
{
    struct config_entries *entries = option_place(option, reader->config);
    struct place place = { option, entries, 0, "" };

    config_entries_release(entries);
    while (yaml_next(reader->yaml, event) != YAML_SEQ_END) {
        if (event->type == YAML_ERROR)
            return false;
        if (event->type == YAML_MAP) {
            place.item = config_item_count(entries);
            if (!read_map(reader, &place, event))
                return false;
        } else {
            reader_complain(reader, event, "a map belongs here");
            if (event->type != YAML_SCALAR && !yaml_skip(reader->yaml, event))
                return false;
        }
    }
    return true;
}

bool reader_entries(struct reader *reader, const struct option *option,
                    struct yaml_event *event)
{
    struct config_entries *entries = option_place(option, reader->config);

    if (yaml_is_null(event)) {
        config_entries_release(entries);
        return true;
    }
    if (event->type == YAML_MAP && option->type == OPTION_MAPS)
        return read_maps(reader, option, event);
    if (event->type == YAML_SEQ && option->type == OPTION_RECORDS)
        return read_records(reader, option, event);
    reader_complain(reader, event,
                    option->type == OPTION_RECORDS ? "a list of maps belongs here"
                                                   : "a map belongs here");
    return event->type == YAML_SCALAR || yaml_skip(reader->yaml, event);
}
