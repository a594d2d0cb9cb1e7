/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/yaml.h"
#include "config/option.h"

/*
 * Putting a view into the user's own file. Only the bytes that must change do: all else, the
 * comments and the layout, stays as it was written. What comes out is read again before it is
 * written, and when it does not say what it should, nothing is.
 */

/* Where the file has its views. */
struct places {
    bool has_views;          /* there is a map with such a key */
    bool is_list;            /* and a list behind it */
    size_t key_end;          /* behind `views` and its colon */
    size_t query, query_end; /* the query of the view of this name; 0 for none */
    bool named;              /* such a view is there */
    bool in_brackets;        /* the list is [...] */
    size_t bracket;          /* its end */
    size_t items;            /* how many it has */
    int indent;              /* columns before the dash of an item */
    size_t last_end;         /* the end of what its last item says */
};

/* Bytes of the line break that is here, 0 for none. YAML 1.1 has three more of them. */
static size_t break_length(const char *s)
{
    static const char *const breaks[] = { "\r\n",     "\r",           "\n",
                                          "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9" };

    if (*s >= ' ' && *s <= '~') /* quickly: none begins with visible ASCII */
        return 0;
    for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++)
        if (strncmp(s, breaks[i], strlen(breaks[i])) == 0)
            return strlen(breaks[i]);
    return 0;
}

/* The byte where this line and column are. */
static size_t offset_of(const struct buf *text, int line, int column)
{
    static const char mark[] = "\xEF\xBB\xBF";
    const char *s = buf_str(text);
    size_t at = strncmp(s, mark, sizeof mark - 1) == 0 ? sizeof mark - 1 : 0;

    while (line > 1 && at < text->len) {
        size_t n = break_length(s + at);
        line -= n > 0;
        at += n ? n : 1;
    }
    while (column > 1 && at < text->len) {
        at++;
        while (at < text->len && (s[at] & 0xC0) == 0x80)
            at++;
        column--;
    }
    return at;
}

struct scan {
    struct yaml *yaml;
    const struct buf *text;
    const char *name;
    struct places *places;
};

static size_t start_of(const struct scan *scan, const struct yaml_event *event)
{
    return offset_of(scan->text, event->line, event->column);
}

/* Without the blank lines behind it, which belong to a text of several lines. */
static size_t end_of(const struct scan *scan, const struct yaml_event *event)
{
    size_t start = start_of(scan, event);
    size_t end = offset_of(scan->text, event->end_line, event->end_column);

    while (end > start && strchr(" \t\r\n", buf_str(scan->text)[end - 1]))
        end--;
    return end;
}

/* The end of an event, when it has one of its own: that of a map by its layout is where the
 * next thing begins. */
static void note_end(struct scan *scan, const struct yaml_event *event)
{
    size_t start = start_of(scan, event), end = end_of(scan, event);

    if (end > start && end > scan->places->last_end)
        scan->places->last_end = end;
}

/* Over the value that begins with this event. */
static bool pass_over(struct scan *scan, struct yaml_event *event)
{
    int depth = 0;

    for (;;) {
        note_end(scan, event);
        depth += event->type == YAML_MAP || event->type == YAML_SEQ;
        depth -= event->type == YAML_MAP_END || event->type == YAML_SEQ_END;
        if (depth == 0)
            return true;
        if (yaml_next(scan->yaml, event) == YAML_ERROR || event->type == YAML_END)
            return false;
    }
}

/* One view, whose map has begun. */
static bool scan_view(struct scan *scan, struct yaml_event *event)
{
    size_t query = 0, query_end = 0;
    bool named = false;

    while (yaml_next(scan->yaml, event) == YAML_SCALAR) {
        bool is_name = strcmp(event->text, "name") == 0;
        bool is_query = strcmp(event->text, "query") == 0;
        note_end(scan, event);
        if (yaml_next(scan->yaml, event) == YAML_ERROR)
            return false;
        if (event->type == YAML_SCALAR && is_name)
            named = strcmp(event->text, scan->name) == 0;
        if (event->type == YAML_SCALAR && is_query) {
            query = start_of(scan, event);
            query_end = end_of(scan, event);
        }
        if (!pass_over(scan, event))
            return false;
    }
    if (event->type != YAML_MAP_END)
        return false;
    note_end(scan, event);
    if (named) {
        scan->places->named = true;
        scan->places->query = query;
        scan->places->query_end = query_end;
    }
    return true;
}

static bool scan_views(struct scan *scan, struct yaml_event *event)
{
    struct places *places = scan->places;
    size_t start = start_of(scan, event);

    places->is_list = true;
    places->in_brackets = buf_str(scan->text)[start] == '[';
    places->indent = event->column - 1;
    while (yaml_next(scan->yaml, event) != YAML_SEQ_END) {
        places->items++;
        if (event->type == YAML_ERROR ||
            !(event->type == YAML_MAP ? scan_view(scan, event) : pass_over(scan, event)))
            return false;
    }
    places->bracket = start_of(scan, event);
    return true;
}

/* What `views` has: a list, or nothing yet. */
static bool scan_value(struct scan *scan, struct yaml_event *event)
{
    char first = buf_str(scan->text)[start_of(scan, event)];

    /* With an anchor or a tag it begins there, and not where its items do. */
    if (first == '&' || first == '!')
        return false;
    return event->type == YAML_SEQ ? scan_views(scan, event)
                                   : yaml_is_null(event) && !event->len;
}

static bool scan_settings(struct scan *scan, struct yaml_event *event)
{
    struct places *places = scan->places;

    while (yaml_next(scan->yaml, event) == YAML_SCALAR) {
        bool is_views = strcmp(event->text, "views") == 0;
        places->last_end = 0;
        if (is_views) {
            places->has_views = true;
            places->key_end = end_of(scan, event);
            places->key_end += strcspn(buf_str(scan->text) + places->key_end, ":\n") + 1;
        }
        if (yaml_next(scan->yaml, event) == YAML_ERROR)
            return false;
        if (is_views)
            return scan_value(scan, event);
        if (!pass_over(scan, event))
            return false;
    }
    return event->type == YAML_MAP_END;
}

/* False when the file is not as settings are. */
static bool find_places(const struct buf *text, const char *name, struct places *places)
{
    struct scan scan = { .text = text, .name = name, .places = places };
    struct yaml_event event;
    bool found = true;

    *places = (struct places){ 0 };
    scan.yaml = yaml_open(buf_str(text), text->len, &yaml_default_limits);
    switch (yaml_next(scan.yaml, &event)) {
    case YAML_MAP:
        found = buf_str(text)[start_of(&scan, &event)] != '{' && scan_settings(&scan, &event);
        break;
    case YAML_END:
        break;
    default:
        found = yaml_is_null(&event);
    }
    yaml_close(scan.yaml);
    return found;
}

static void write_view(const char *name, const char *query, struct buf *out)
{
    buf_adds(out, "{ name: ");
    option_write_scalar(name, out);
    buf_adds(out, ", query: ");
    option_write_scalar(query, out);
    buf_adds(out, " }");
}

/* Where the line of this byte ends, before its break. */
static size_t line_end(const struct buf *text, size_t at)
{
    while (at < text->len && !break_length(buf_str(text) + at))
        at++;
    return at;
}

/* What takes the place of the bytes from *start to *end. */
static void choose_change(const struct buf *text, const struct places *places, const char *name,
                          const char *query, size_t *start, size_t *end, struct buf *out)
{
    const char *s = buf_str(text);

    if (places->named) {
        *start = places->query;
        *end = places->query_end;
        option_write_scalar(query, out);
        return;
    }
    if (places->in_brackets) {
        *start = *end = places->bracket;
        buf_adds(out, places->items ? ", " : "");
        write_view(name, query, out);
        return;
    }
    if (places->is_list || places->has_views) {
        *start = *end = line_end(text, places->is_list ? places->last_end : places->key_end);
        buf_addf(out, "\n%*s- ", places->is_list ? places->indent : 2, "");
        write_view(name, query, out);
        return;
    }
    *start = *end = text->len;
    buf_adds(out, text->len && s[text->len - 1] != '\n' ? "\nviews:\n  - " : "views:\n  - ");
    write_view(name, query, out);
    buf_addc(out, '\n');
}

/* Whether the settings have a view of this name, and it has this query. */
static bool has_view(const struct config *config, const char *name, const char *query)
{
    for (size_t item = 0; item < config_item_count(&config->views); item++) {
        const struct config_entry *entry = config_item_entry(&config->views, item, "name");
        const struct config_entry *has = config_item_entry(&config->views, item, "query");
        if (entry && has && strcmp(entry->value, name) == 0)
            return strcmp(has->value, query) == 0;
    }
    return false;
}

/* How many things are wrong with the settings, whose values go into config. */
static size_t count_problems(struct config *config, const struct buf *text)
{
    struct buf problems = BUF_INIT(CONFIG_FILE_MAX);
    size_t count = 0;

    config_read_text(config, "", buf_str(text), text->len, &problems);
    for (size_t i = 0; i < problems.len; i++)
        count += problems.data[i] == '\n';
    buf_release(&problems);
    return count;
}

/* What all settings but the views say. */
static void describe(const struct config *config, struct buf *out)
{
    const char *name;

    for (size_t i = 0; (name = config_option_name(i)); i++)
        if (strcmp(name, "views") != 0) {
            config_value(config, name, out);
            buf_addc(out, '\n');
        }
}

static bool say_the_same(const struct config *a, const struct config *b)
{
    struct buf first = BUF_INIT(2 * CONFIG_FILE_MAX), second = BUF_INIT(2 * CONFIG_FILE_MAX);

    describe(a, &first);
    describe(b, &second);
    bool same = strcmp(buf_str(&first), buf_str(&second)) == 0;
    buf_release(&first);
    buf_release(&second);
    return same;
}

/* Whether it can be read to its end: a mistake in the YAML hides what is below it. */
static bool is_whole(const struct buf *text)
{
    struct yaml *yaml = yaml_open(buf_str(text), text->len, &yaml_default_limits);
    struct yaml_event event;

    while (yaml_next(yaml, &event) != YAML_END && event.type != YAML_ERROR)
        continue;
    yaml_close(yaml);
    return event.type == YAML_END;
}

/* Whether the second text says what the first does, and has the view; what it has for `views`
 * goes into config. */
static bool is_right(struct config *config, const struct buf *before, const struct buf *after,
                     const char *name, const char *query)
{
    struct config old;

    if (!is_whole(before) || !is_whole(after))
        return false;
    config_init(&old);
    size_t problems = count_problems(&old, before);
    bool right = count_problems(config, after) <= problems && has_view(config, name, query) &&
                 say_the_same(&old, config);
    config_release(&old);
    return right;
}

/* The settings with the view in them, in out. */
static bool change(const struct buf *text, const char *name, const char *query, struct buf *out,
                   struct error *error)
{
    struct buf piece = BUF_INIT(CONFIG_FILE_MAX);
    struct places places;
    size_t start, end;

    bool found = find_places(text, name, &places) && (!places.named || places.query);
    if (found) {
        choose_change(text, &places, name, query, &start, &end, &piece);
        buf_add(out, buf_str(text), start);
        buf_add(out, buf_str(&piece), piece.len);
        buf_add(out, buf_str(text) + end, text->len - end);
    }
    buf_release(&piece);
    return (found && !out->full) ||
           error_set(error, "the settings are not written as views can be added to");
}

bool config_save_view(struct config *config, const char *path, const char *name,
                      const char *query, struct error *error)
{
    struct buf text = BUF_INIT(CONFIG_FILE_MAX), changed = BUF_INIT(CONFIG_FILE_MAX);
    struct config then;
    struct error reason;
    bool saved = false;

    config_init(&then);
    if (file_read(path, &text, &reason) == FILE_FAILED) {
        error_set(error, "%s %s", path, reason.text);
    } else if (change(&text, name, query, &changed, error)) {
        if (!is_right(&then, &text, &changed, name, query))
            error_set(error, "the settings are not written as views can be added to");
        else
            saved = file_replace(path, buf_str(&changed), changed.len, &reason) ||
                    error_set(error, "%s %s", path, reason.text);
    }
    if (saved) {
        config_entries_release(&config->views);
        config->views = then.views;
        then.views = (struct config_entries){ 0 };
    }
    config_release(&then);
    buf_release(&text);
    buf_release(&changed);
    return saved;
}
