/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "config/reader.h"

/* The settings file: a map of options, by the same YAML code as front matter. */

void reader_complain(struct reader *reader, const struct yaml_event *at, const char *text)
{
    struct buf line = BUF_INIT(4096);

    buf_adds(&line, reader->path);
    if (*reader->path)
        buf_addf(&line, ":%d:%d", at->line, at->column);
    buf_addf(&line, "%s%s", *reader->path ? ": " : "", text);
    text_clean(reader->problems, buf_str(&line), line.len, TEXT_LINE);
    buf_addc(reader->problems, '\n');
    buf_release(&line);
    reader->fine = false;
}

bool reader_scalar(struct reader *reader, const struct yaml_event *event, struct buf *out)
{
    if (memchr(event->text, '\0', event->len)) {
        reader_complain(reader, event, "a zero byte does not belong here");
        return false;
    }
    text_clean(out, event->text, event->len, TEXT_LINE);
    return true;
}

/* A list of words; false when the file cannot be read on. */
static bool read_list(struct reader *reader, const struct option *option,
                      struct yaml_event *event)
{
    struct words *words = option_place(option, reader->config);
    struct words fresh = { 0 };
    bool good = true;

    while (yaml_next(reader->yaml, event) != YAML_SEQ_END && event->type != YAML_ERROR) {
        struct buf text = BUF_INIT(8192);
        struct error error;
        if (event->type != YAML_SCALAR) {
            reader_complain(reader, event, "only words belong in this list");
            good = false;
            if (!yaml_skip(reader->yaml, event))
                break;
        } else if (!reader_scalar(reader, event, &text)) {
            good = false;
        } else if (!words_add(option, &fresh, buf_str(&text), text.len, &error)) {
            reader_complain(reader, event, error.text);
            good = false;
        }
        buf_release(&text);
    }
    if (good && event->type == YAML_SEQ_END) {
        words_release(words);
        *words = fresh;
    } else {
        words_release(&fresh);
    }
    return event->type != YAML_ERROR;
}

/* One value; nothing at all stands for the default. */
static void read_scalar(struct reader *reader, const struct option *option,
                        const struct yaml_event *event)
{
    struct buf text = BUF_INIT(8192);
    struct error error;

    if (yaml_is_null(event))
        option_reset(option, reader->config);
    else if (reader_scalar(reader, event, &text) &&
             !option_set(option, reader->config, buf_str(&text), &error))
        reader_complain(reader, event, error.text);
    buf_release(&text);
}

/* The value of an option, event being its first one; false when the file cannot be read on. */
static bool read_value(struct reader *reader, const struct option *option,
                       struct yaml_event *event)
{
    if (event->type == YAML_ERROR)
        return false;
    if (option_has_entries(option))
        return reader_entries(reader, option, event);
    if (event->type == YAML_SEQ && option->type == OPTION_WORDS)
        return read_list(reader, option, event);
    if (event->type == YAML_SCALAR) {
        read_scalar(reader, option, event);
        return true;
    }
    reader_complain(reader, event, "one value belongs here");
    return yaml_skip(reader->yaml, event);
}

static bool read_map(struct reader *reader, const char *group, struct yaml_event *event);

/* What belongs to a name; group is "" at the top, else as `fetch.`. */
static bool read_named(struct reader *reader, const char *group, const struct yaml_event *at,
                       struct yaml_event *event)
{
    struct buf name = BUF_INIT(1024);
    struct error error;
    bool goes_on;

    buf_addf(&name, "%s%s", group, at->text);
    const struct option *option = option_find(buf_str(&name));
    bool is_group = !option && !*group && option_is_group(buf_str(&name));
    if (!option && !is_group) {
        config_unknown(buf_str(&name), &error);
        reader_complain(reader, at, error.text);
    }
    yaml_next(reader->yaml, event);
    if (option) {
        goes_on = read_value(reader, option, event);
    } else if (is_group && event->type == YAML_MAP) {
        buf_addc(&name, '.');
        goes_on = read_map(reader, buf_str(&name), event);
    } else {
        if (is_group && !yaml_is_null(event))
            reader_complain(reader, event, "a map belongs here");
        goes_on = event->type == YAML_SCALAR ||
                  (event->type != YAML_ERROR && yaml_skip(reader->yaml, event));
    }
    buf_release(&name);
    return goes_on;
}

/* Names and values up to the end of the map; one map may stand in the outer one. */
static bool read_map(struct reader *reader, const char *group, struct yaml_event *event)
{
    while (yaml_next(reader->yaml, event) == YAML_SCALAR) {
        const struct yaml_event at = *event;
        if (!read_named(reader, group, &at, event))
            return false;
    }
    if (event->type != YAML_MAP_END && event->type != YAML_ERROR)
        reader_complain(reader, event, "the name of a setting belongs here");
    return event->type == YAML_MAP_END;
}

/* One document is all that settings are: what stands in another, or behind the end of the map,
 * is told. An empty one, as behind a `---` at the end, says nothing. */
static void read_rest(struct reader *reader, struct yaml_event *event)
{
    for (;;) {
        while (event->type != YAML_END && event->type != YAML_ERROR)
            yaml_next(reader->yaml, event);
        if (event->type == YAML_ERROR)
            return;
        yaml_next_document(reader->yaml);
        if (yaml_next(reader->yaml, event) == YAML_END)
            return;
        if (event->type != YAML_ERROR && !yaml_is_null(event)) {
            reader_complain(
                reader, event,
                "settings end where a second document begins, and this is not read");
            return;
        }
    }
}

bool config_read_text(struct config *config, const char *path, const char *text, size_t n,
                      struct buf *problems)
{
    struct reader reader = {
        .config = config, .path = path, .problems = problems, .fine = true
    };
    struct yaml_event event;

    reader.yaml = yaml_open(text, n, &yaml_default_limits);
    switch (yaml_next(reader.yaml, &event)) {
    case YAML_MAP:
        read_map(&reader, "", &event);
        break;
    case YAML_ERROR:
    case YAML_END:
        break;
    default:
        if (!yaml_is_null(&event))
            reader_complain(&reader, &event, "settings are lines of \"name: value\"");
    }
    read_rest(&reader, &event);
    if (event.type == YAML_ERROR)
        reader_complain(&reader, &event, yaml_error(reader.yaml));
    yaml_close(reader.yaml);
    return reader.fine;
}

bool config_read(struct config *config, const char *path, struct buf *problems)
{
    struct buf text = BUF_INIT(CONFIG_FILE_MAX);
    struct error error;
    bool fine = true;

    switch (file_read(path, &text, &error)) {
    case FILE_READ:
        fine = config_read_text(config, path, buf_str(&text), text.len, problems);
        fine &= config_check_folders(config, problems);
        break;
    case FILE_MISSING:
        break;
    case FILE_FAILED:
        config_complain(problems, NULL, "%s: %s; the defaults are used", path, error.text);
        fine = false;
        break;
    }
    buf_release(&text);
    return fine;
}
