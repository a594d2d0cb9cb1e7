/* SPDX-License-Identifier: MIT */
/* One value, checked and cleaned, to its place. */
#include "article/front_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date.h"
#include "base/text.h"

enum { NUMBER_DIGITS_MAX = 400 }; /* more bytes than any double needs */

static bool clean(struct front_reader *reader, const struct yaml_event *event, const char *name,
                  const char *s, size_t n, size_t max)
{
    struct buf *text = &reader->text;

    if (memchr(s, '\0', n)) {
        front_problem_at(reader, event->line, event->column, true,
                         "%s holds a NUL byte; it is left out", name);
        return false;
    }
    buf_clear(text);
    text->max = max;
    text_clean(text, s, n, TEXT_LINE);
    if (text->full)
        front_warn(reader, event, "%s is longer than %zu bytes; the rest is left out", name,
                   max);
    return text->len > 0;
}

bool front_clean(struct front_reader *reader, const struct yaml_event *event, const char *name,
                 size_t max)
{
    return !yaml_is_null(event) && clean(reader, event, name, event->text, event->len, max);
}

const char *front_keep(struct front_reader *reader)
{
    const struct buf *text = &reader->text;

    return text->len == 0 ? "" : arena_strndup(reader->arena, text->data, text->len);
}

static size_t digits(const char *s)
{
    return strspn(s, "0123456789");
}

bool front_number(const char *s, size_t n, double *number)
{
    const char *p = s + (*s == '-' || *s == '+');
    size_t whole = digits(p), fraction = 0;

    p += whole;
    if (*p == '.') {
        fraction = digits(++p);
        p += fraction;
    }
    if (whole + fraction == 0 || n > NUMBER_DIGITS_MAX)
        return false;
    if (*p == 'e' || *p == 'E') {
        p += 1 + (p[1] == '-' || p[1] == '+');
        size_t exponent = digits(p);
        if (exponent == 0)
            return false;
        p += exponent;
    }
    if (p != s + n)
        return false;
    *number = strtod(s, NULL);
    return isfinite(*number);
}

static enum tristate tristate_of(const char *s)
{
    static const struct {
        const char *word;
        enum tristate value;
    } words[] = {
        { "true", YES }, { "yes", YES }, { "on", YES },
        { "false", NO }, { "no", NO },   { "off", NO },
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(words[i].word, s) == 0)
            return words[i].value;
    return UNKNOWN;
}

/* An address that the article has already is kept once. */
static const char *keep_text(struct front_reader *reader)
{
    for (int i = 0; i < URL_COUNT; i++) {
        const char *other = reader->article.url[i];
        if (*other && strcmp(other, reader->text.data) == 0)
            return other;
    }
    return front_keep(reader);
}

/* A title that is written but cannot be seen is no reason to look for another one. */
static bool is_unseen_title(const struct front_reader *reader, const void *at,
                            const struct yaml_event *event, bool cleaned)
{
    if (at != &reader->article.title || event->len == 0 || yaml_is_null(event))
        return false;
    return cleaned ? text_is_blank(reader->text.data, reader->text.len)
                   : memchr(event->text, '\0', event->len) == NULL;
}

static void take_text(struct front_reader *reader, const struct field *field,
                      const struct yaml_event *event, void *at)
{
    bool cleaned = front_clean(reader, event, field->key, field->max);
    double number;

    if (is_unseen_title(reader, at, event, cleaned)) {
        reader->article.title = "(untitled)";
        return;
    }
    if (!cleaned)
        return;
    if (event->plain &&
        (front_number(event->text, event->len, &number) || tristate_of(event->text) != UNKNOWN))
        front_warn(reader, event, "%s is not text; put it in quotes", field->key);
    *(const char **)at = keep_text(reader);
}

static void take_term(struct front_reader *reader, const struct field *field,
                      const struct yaml_event *event, void *at)
{
    if (front_clean(reader, event, field->key, field->max))
        *(term *)at = terms_add(reader->terms, reader->text.data, reader->text.len);
}

static void take_topic(struct front_reader *reader, const struct field *field,
                       const struct yaml_event *event, void *at)
{
    (void)field;
    (void)at;
    front_take_topic(reader, event, event->text, event->len);
}

static void take_number(struct front_reader *reader, const struct field *field,
                        const struct yaml_event *event, void *at)
{
    double number;

    if (!front_clean(reader, event, field->key, FRONT_VALUE_MAX))
        return;
    if (!front_number(event->text, event->len, &number))
        front_warn(reader, event, "%s is no number; it is left out", field->key);
    else if (field->offset != offsetof(struct article, heat) || number != -1)
        *(double *)at = number; /* of heat -1 is how files say unknown */
}

static void take_date(struct front_reader *reader, const struct field *field,
                      const struct yaml_event *event, void *at)
{
    if (!front_clean(reader, event, field->key, FRONT_VALUE_MAX))
        return;
    int64_t date = date_parse(event->text, event->len);
    if (date == DATE_NONE)
        front_warn(reader, event, "%s is no date; it is left out", field->key);
    else
        *(int64_t *)at = date;
}

static void take_tristate(struct front_reader *reader, const struct field *field,
                          const struct yaml_event *event, void *at)
{
    if (!front_clean(reader, event, field->key, FRONT_VALUE_MAX))
        return;
    enum tristate value = tristate_of(event->text);
    if (value == UNKNOWN)
        front_warn(reader, event, "%s is neither true nor false; it is left out", field->key);
    else
        *(signed char *)at = (signed char)value;
}

void front_take(struct front_reader *reader, const struct field *field,
                const struct yaml_event *event)
{
    /* A FIELD_COUNT is counted, never read. */
    static void (*const takers[])(struct front_reader *, const struct field *,
                                  const struct yaml_event *, void *) = {
        [FIELD_TEXT] = take_text,   [FIELD_TERM] = take_term,
        [FIELD_TERMS] = take_topic, [FIELD_NUMBER] = take_number,
        [FIELD_DATE] = take_date,   [FIELD_TRISTATE] = take_tristate,
    };

    takers[field->type](reader, field, event, (char *)&reader->article + field->offset);
}

void front_take_topic(struct front_reader *reader, const struct yaml_event *event,
                      const char *s, size_t n)
{
    if (!clean(reader, event, "a topic", s, n, FRONT_TERM_MAX) ||
        text_is_blank(reader->text.data, reader->text.len))
        return;
    term topic = terms_add(reader->terms, reader->text.data, reader->text.len);
    for (size_t i = 0; i < reader->topic_count; i++)
        if (reader->topics[i] == topic)
            return;
    if (reader->topic_count < FRONT_TOPICS_MAX) {
        reader->topics[reader->topic_count++] = topic;
    } else if (!reader->too_many_topics) {
        front_warn(reader, event, "more than %d topics; the rest is left out",
                   FRONT_TOPICS_MAX);
        reader->too_many_topics = true;
    }
}

void front_take_spare(struct front_reader *reader, const struct yaml_event *event, bool list)
{
    const char *name = buf_str(&reader->path);
    term key = terms_add(reader->terms, name, reader->path.len);

    for (size_t i = 0; i < reader->spare_count; i++) {
        if (reader->spares[i].key == key) {
            front_warn(reader, event, "%s is there twice; the first one counts", name);
            return;
        }
    }
    if (reader->spare_count == reader->spare_room) {
        reader->spare_room = reader->spare_room ? 2 * reader->spare_room : 8;
        reader->spares =
            xreallocarray(reader->spares, reader->spare_room, sizeof *reader->spares);
    }
    reader->spares[reader->spare_count++] = (struct front_spare){
        .key = key,
        .value = front_keep(reader),
        .line = event->line,
        .column = event->column,
        .list = list,
    };
}
