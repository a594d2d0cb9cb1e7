/* SPDX-License-Identifier: MIT */
#include "base/yaml.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/alloc.h"
#include "base/hash.h"

const struct yaml_limits yaml_default_limits = { .depth = 16,
                                                 .events = 400000,
                                                 .anchors = 1000 };

enum {
    /* All aliases together, so that a caller who copies what it gets stays small. */
    ALIAS_BYTES_MAX = 1024 * 1024,
    /* libyaml compares each %TAG with all before it: 40,000 take 2.7 s. Real files have none.
     */
    DIRECTIVES_MAX = 32,
};

struct anchor {
    char *name; /* NULL in a free slot */
    char *text; /* NULL: a collection */
    size_t len;
    bool plain;
};

struct yaml {
    yaml_parser_t parser;
    yaml_event_t raw; /* the last event: its scalar is lent to the caller */
    const char *text; /* without a byte order mark */
    size_t n;
    struct yaml_limits limits;
    int depth;
    long events;
    struct anchor *anchors; /* open addressing, at most half full */
    size_t slots;           /* a power of two, or 0 before the first anchor */
    int anchor_count;
    size_t alias_bytes;
    struct error error;
    bool too_many_directives;
    bool over;
};

/* What can end a line for libyaml: also the last byte of U+0085, U+2028 and U+2029. */
static bool may_end_line(char c)
{
    return c == '\n' || c == '\r' || c == '\x85' || c == '\xA8' || c == '\xA9';
}

/* Directives stand before the document, among blank lines and comments. */
static bool has_many_directives(const char *text, size_t n)
{
    int count = 0;
    char before = '\n';

    for (size_t i = 0; i < n; before = text[i++]) {
        if (text[i] == '%' && may_end_line(before)) {
            if (++count > DIRECTIVES_MAX)
                return true;
        } else if ((before == '\n' || before == '\r') && text[i] > ' ' && text[i] < 0x7F &&
                   text[i] != '#') {
            return false; /* the document begins */
        }
    }
    return false;
}

struct yaml *yaml_open(const char *text, size_t n, const struct yaml_limits *limits)
{
    static const char mark[] = "\xEF\xBB\xBF";
    struct yaml *yaml = xcalloc(1, sizeof *yaml);

    if (n >= sizeof mark - 1 && memcmp(text, mark, sizeof mark - 1) == 0) {
        text += sizeof mark - 1;
        n -= sizeof mark - 1;
    }
    yaml->text = text;
    yaml->n = n;
    yaml->limits = *limits;
    yaml->too_many_directives = has_many_directives(text, n);
    if (!yaml_parser_initialize(&yaml->parser))
        alloc_die();
    yaml_parser_set_encoding(&yaml->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&yaml->parser, (const unsigned char *)text, n);
    return yaml;
}

void yaml_close(struct yaml *yaml)
{
    if (!yaml)
        return;
    for (size_t i = 0; i < yaml->slots; i++) {
        free(yaml->anchors[i].name);
        free(yaml->anchors[i].text);
    }
    free(yaml->anchors);
    yaml_event_delete(&yaml->raw);
    yaml_parser_delete(&yaml->parser);
    free(yaml);
}

const char *yaml_error(const struct yaml *yaml)
{
    return yaml->error.text;
}

static int from_one(size_t zero_based)
{
    return zero_based < INT_MAX ? (int)zero_based + 1 : INT_MAX;
}

static void set_place(struct yaml_event *event, const yaml_mark_t *mark)
{
    event->line = from_one(mark->line);
    event->column = from_one(mark->column);
}

/* The place of a byte, for the one kind of failure where libyaml knows no other. */
static void set_place_of_byte(const struct yaml *yaml, struct yaml_event *event, size_t offset)
{
    yaml_mark_t mark = { 0 };

    for (size_t i = 0; i < offset && i < yaml->n; i++) {
        unsigned char byte = (unsigned char)yaml->text[i];
        bool cr_lf = byte == '\r' && i + 1 < yaml->n && yaml->text[i + 1] == '\n';
        if (byte == '\n' || (byte == '\r' && !cr_lf)) {
            mark.line++;
            mark.column = 0;
        } else if ((byte & 0xC0) != 0x80) {
            mark.column++;
        }
    }
    set_place(event, &mark);
}

static enum yaml_event_type fail(struct yaml *yaml, struct yaml_event *event)
{
    yaml->over = true;
    return event->type = YAML_ERROR;
}

static enum yaml_event_type fail_parser(struct yaml *yaml, struct yaml_event *event)
{
    const yaml_parser_t *parser = &yaml->parser;
    const char *problem = parser->problem ? parser->problem : "cannot be read";

    if (parser->error == YAML_MEMORY_ERROR)
        alloc_die();
    if (parser->error == YAML_READER_ERROR)
        set_place_of_byte(yaml, event, parser->problem_offset);
    else
        set_place(event, &parser->problem_mark);
    if (parser->context)
        error_set(&yaml->error, "%s %s", problem, parser->context);
    else
        error_set(&yaml->error, "%s", problem);
    return fail(yaml, event);
}

/* The slot that holds the name, or the free one where it belongs. */
static struct anchor *anchor_slot(const struct yaml *yaml, const char *name)
{
    size_t i = hash_mix(hash_bytes(HASH_START, name, strlen(name))) & (yaml->slots - 1);

    while (yaml->anchors[i].name && strcmp(yaml->anchors[i].name, name) != 0)
        i = (i + 1) & (yaml->slots - 1);
    return &yaml->anchors[i];
}

/* A name may be given again: the last one counts. Past the limit none is remembered. */
static void remember(struct yaml *yaml, const char *name, const struct yaml_event *scalar)
{
    if (yaml->slots == 0) {
        yaml->slots = 2;
        while (yaml->slots < 2 * (size_t)yaml->limits.anchors)
            yaml->slots *= 2;
        yaml->anchors = xcalloc(yaml->slots, sizeof *yaml->anchors);
    }
    struct anchor *anchor = anchor_slot(yaml, name);
    if (!anchor->name) {
        if (yaml->anchor_count == yaml->limits.anchors)
            return;
        yaml->anchor_count++;
        anchor->name = xstrdup(name);
    }
    free(anchor->text);
    anchor->text = NULL;
    if (scalar) {
        anchor->text = xstrndup(scalar->text, scalar->len);
        anchor->len = scalar->len;
        anchor->plain = scalar->plain;
    }
}

static enum yaml_event_type take_alias(struct yaml *yaml, struct yaml_event *event)
{
    const char *name = (const char *)yaml->raw.data.alias.anchor;
    const struct anchor *anchor = yaml->slots ? anchor_slot(yaml, name) : NULL;

    if (!anchor || !anchor->name) {
        error_set(&yaml->error, "alias '%.40s' of an unknown anchor", name);
        return fail(yaml, event);
    }
    if (!anchor->text) {
        error_set(&yaml->error, "alias '%.40s' of a list or map", name);
        return fail(yaml, event);
    }
    if (anchor->len > ALIAS_BYTES_MAX - yaml->alias_bytes) {
        error_set(&yaml->error, "aliases stand for too much text");
        return fail(yaml, event);
    }
    yaml->alias_bytes += anchor->len;
    event->text = anchor->text;
    event->len = anchor->len;
    event->plain = anchor->plain;
    return event->type = YAML_SCALAR;
}

static enum yaml_event_type take_scalar(struct yaml *yaml, struct yaml_event *event)
{
    event->text = (const char *)yaml->raw.data.scalar.value;
    event->len = yaml->raw.data.scalar.length;
    event->plain = yaml->raw.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (yaml->raw.data.scalar.anchor)
        remember(yaml, (const char *)yaml->raw.data.scalar.anchor, event);
    return event->type = YAML_SCALAR;
}

static enum yaml_event_type open_collection(struct yaml *yaml, struct yaml_event *event,
                                            enum yaml_event_type type,
                                            const yaml_char_t *anchor)
{
    if (yaml->depth == yaml->limits.depth) {
        error_set(&yaml->error, "more than %d levels of nesting", yaml->limits.depth);
        return fail(yaml, event);
    }
    yaml->depth++;
    if (anchor)
        remember(yaml, (const char *)anchor, NULL);
    return event->type = type;
}

static enum yaml_event_type close_collection(struct yaml *yaml, struct yaml_event *event,
                                             enum yaml_event_type type)
{
    yaml->depth--;
    return event->type = type;
}

enum yaml_event_type yaml_next(struct yaml *yaml, struct yaml_event *event)
{
    assert(!yaml->over);
    *event = (struct yaml_event){ .text = "", .line = 1, .column = 1 };
    if (yaml->too_many_directives) {
        error_set(&yaml->error, "more than %d directives", DIRECTIVES_MAX);
        return fail(yaml, event);
    }
    for (;;) {
        yaml_event_delete(&yaml->raw);
        if (!yaml_parser_parse(&yaml->parser, &yaml->raw))
            return fail_parser(yaml, event);
        set_place(event, &yaml->raw.start_mark);
        event->end_line = from_one(yaml->raw.end_mark.line);
        event->end_column = from_one(yaml->raw.end_mark.column);
        if (yaml->events++ == yaml->limits.events) {
            error_set(&yaml->error, "more than %ld values", yaml->limits.events);
            return fail(yaml, event);
        }
        switch (yaml->raw.type) {
        case YAML_ALIAS_EVENT:
            return take_alias(yaml, event);
        case YAML_SCALAR_EVENT:
            return take_scalar(yaml, event);
        case YAML_MAPPING_START_EVENT:
            return open_collection(yaml, event, YAML_MAP, yaml->raw.data.mapping_start.anchor);
        case YAML_SEQUENCE_START_EVENT:
            return open_collection(yaml, event, YAML_SEQ, yaml->raw.data.sequence_start.anchor);
        case YAML_MAPPING_END_EVENT:
            return close_collection(yaml, event, YAML_MAP_END);
        case YAML_SEQUENCE_END_EVENT:
            return close_collection(yaml, event, YAML_SEQ_END);
        case YAML_DOCUMENT_END_EVENT:
        case YAML_STREAM_END_EVENT:
        case YAML_NO_EVENT: /* whatever is asked for behind the end */
            yaml->over = true;
            return event->type = YAML_END;
        default: /* the starts of the stream and of the document */
            break;
        }
    }
}

void yaml_next_document(struct yaml *yaml)
{
    assert(yaml->over && !*yaml->error.text);
    yaml->over = false;
}

bool yaml_skip(struct yaml *yaml, struct yaml_event *event)
{
    int outside = yaml->depth - 1;

    while (yaml->depth > outside)
        if (yaml_next(yaml, event) == YAML_ERROR)
            return false;
    return true;
}

bool yaml_is_null(const struct yaml_event *event)
{
    static const char *const words[] = { "null", "Null", "NULL" };
    static const size_t word_len = sizeof "null" - 1;

    if (event->type != YAML_SCALAR || !event->plain || event->len > word_len)
        return false;
    if (event->len <= 1)
        return event->len == 0 || *event->text == '~';
    for (size_t i = 0; i < sizeof words / sizeof *words && event->len == word_len; i++)
        if (memcmp(event->text, words[i], word_len) == 0)
            return true;
    return false;
}
