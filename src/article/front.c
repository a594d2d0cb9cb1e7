/* SPDX-License-Identifier: MIT */
#include "article/front_parts.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "base/date.h"
#include "base/text.h"

enum { TITLE_MAX = 1000 };

/* ---- what the front matter left open ---- */

/* The value of a spare key that stands in for a field; it is no extra any more. */
static const struct front_spare *use_spare(struct front_reader *reader, const char *name)
{
    term key = terms_find(reader->terms, name, strlen(name));

    for (size_t i = 0; i < reader->spare_count; i++) {
        struct front_spare *spare = &reader->spares[i];
        if (key == TERM_NONE || spare->key != key)
            continue;
        spare->key = TERM_NONE;
        if (!spare->list)
            return spare;
        front_problem_at(reader, spare->line, spare->column, false,
                         "%s is a list; it is left out", name);
    }
    return NULL;
}

static void settle_date(struct front_reader *reader, const char *name)
{
    static const char *const keys[] = { "date", "startDateTime" };
    struct article *article = &reader->article;

    for (size_t i = 0; i < sizeof keys / sizeof *keys && article->date == DATE_NONE; i++) {
        const struct front_spare *spare = use_spare(reader, keys[i]);
        if (!spare)
            continue;
        article->date = date_parse(spare->value, strlen(spare->value));
        if (article->date == DATE_NONE)
            front_problem_at(reader, spare->line, spare->column, false,
                             "%s is no date; it is left out", keys[i]);
    }
    if (article->date == DATE_NONE)
        article->date = date_from_file_name(name);
}

/* Clean it into reader->text; false when nothing of it would be seen. */
static bool usable_title(struct front_reader *reader, const char *s, size_t n)
{
    buf_clear(&reader->text);
    reader->text.max = TITLE_MAX;
    text_clean(&reader->text, s, n, TEXT_LINE);
    return !text_is_blank(buf_str(&reader->text), reader->text.len);
}

/* The name without its ending and the date before it, with blanks for dashes. */
static bool title_from_name(struct front_reader *reader, const char *name)
{
    static const char *const endings[] = { ".md", ".markdown", ".txt" };
    enum { DATE_LEN = sizeof "2021-04-12" - 1 };
    size_t n = strlen(name);

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t len = strlen(endings[i]);
        if (n > len && strcasecmp(name + n - len, endings[i]) == 0) {
            n -= len;
            break;
        }
    }
    if (date_from_file_name(name) != DATE_NONE && n > DATE_LEN + 1) {
        name += DATE_LEN + 1;
        n -= DATE_LEN + 1;
    }
    char *words = xstrndup(name, n);
    for (char *p = words; (p = strchr(p, '-')); p++)
        *p = ' ';
    bool usable = usable_title(reader, words, n);
    free(words);
    return usable;
}

static void settle_title(struct front_reader *reader, const char *name, const char *body,
                         size_t n)
{
    struct article *article = &reader->article;
    const struct front_spare *spare;
    const char *heading;
    size_t len;

    if (!text_is_blank(article->title, strlen(article->title)))
        return;
    if ((spare = use_spare(reader, "name")) &&
        !text_is_blank(spare->value, strlen(spare->value)))
        article->title = spare->value;
    else if ((front_body_heading(body, n, &heading, &len) &&
              usable_title(reader, heading, len)) ||
             title_from_name(reader, name))
        article->title = front_keep(reader);
    else
        article->title = "(untitled)";
}

static void settle_extras(struct front_reader *reader)
{
    struct article *article = &reader->article;
    struct article_extra *extras;
    size_t count = 0;

    for (size_t i = 0; i < reader->spare_count; i++)
        count += reader->spares[i].key != TERM_NONE;
    if (count == 0)
        return;
    article->extras = extras = arena_alloc(reader->arena, count * sizeof *extras);
    for (size_t i = 0; i < reader->spare_count; i++)
        if (reader->spares[i].key != TERM_NONE)
            extras[article->extra_count++] = (struct article_extra){
                .key = reader->spares[i].key,
                .value = reader->spares[i].value,
            };
}

static void settle_related(struct front_reader *reader)
{
    size_t count = reader->related.count;

    if (count == 0)
        return;
    uint32_t *keys = arena_alloc(reader->arena, count * sizeof *keys);
    memcpy(keys, reader->related.keys, count * sizeof *keys);
    reader->article.related = keys;
    reader->article.related_count = (uint16_t)count;
}

/* ---- the whole ---- */

static void read_frame(struct front_reader *reader, const char *bytes,
                       const struct front_frame *frame, const struct front_scan *scan,
                       enum front_road road)
{
    static const char *const foreign[] = {
        [FRAME_TOML] = "the front matter is TOML, which is not read",
        [FRAME_JSON] = "the front matter is JSON, which is not read",
    };
    struct front_problem unclosed = { .line = 1, .column = 1 };

    switch (frame->kind) {
    case FRAME_NONE:
        break;
    case FRAME_YAML:
        front_read_block(reader, bytes + frame->start, frame->end - frame->start, road,
                         frame->scanned ? scan : NULL);
        break;
    case FRAME_UNCLOSED:
        front_read_block(reader, bytes + frame->start, frame->end - frame->start, road,
                         frame->scanned ? scan : NULL);
        /* Of course what follows is no YAML: what broke first is all there is to say. */
        if (reader->failed)
            reader->front.problem_count = 0;
        unclosed.message = "the front matter is not closed by a line of three dashes";
        front_add_problem(reader, unclosed);
        break;
    case FRAME_TOML:
    case FRAME_JSON:
        unclosed.message = foreign[frame->kind];
        front_add_problem(reader, unclosed);
        break;
    }
}

void front_parse(const char *bytes, size_t n, const char *name, enum front_road road,
                 struct terms *terms, struct arena *arena, struct article *article,
                 struct front *front)
{
    struct front_frame frame;
    struct front_reader reader;
    struct front_scan scan;

    front_frame_find(bytes, n, &frame, road == FRONT_QUICK ? &scan : NULL, false);
    const char *body = bytes + frame.body;
    size_t body_len = n - frame.body;

    front_reader_init(&reader, terms, arena);
    reader.line = frame.line;
    read_frame(&reader, bytes, &frame, &scan, road);
    settle_date(&reader, name);
    settle_title(&reader, name, body, body_len);
    settle_extras(&reader);
    settle_related(&reader);
    *article = reader.article;
    *front = reader.front;
    front_reader_release(&reader);

    article->has_body = !front_body_is_blank(body, body_len);
    article->words = front_body_words(body, body_len);
    article->has_warnings = front->problem_count > 0;
    front->body = frame.body;
}
