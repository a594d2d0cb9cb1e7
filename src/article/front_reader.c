/* SPDX-License-Identifier: MIT */
/* One reading of one text: its start and end, its events and its problems. */
#include "article/front_parts.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"

enum {
    PROBLEMS_MAX = 100, /* of one file, after which only errors are kept */
    FIRST_ROOM = 4,     /* of an array that grows in the arena; a power of two */
};

void *front_room(struct front_reader *reader, void *array, size_t count, size_t size)
{
    bool power_of_two = (count & (count - 1)) == 0;

    if (count > 0 && (count < FIRST_ROOM || !power_of_two))
        return array;
    void *larger = arena_alloc(reader->arena, (count ? 2 * count : FIRST_ROOM) * size);
    if (count > 0)
        memcpy(larger, array, count * size);
    return larger;
}

static int count_lines(const char *text, size_t from, size_t to)
{
    struct front_lines lines;
    const char *line;
    size_t len;

    front_lines_init(&lines, text + from, to - from, 1);
    while (front_lines_next(&lines, &line, &len))
        continue;
    return lines.number;
}

/* Only for a problem: it takes longer than to cut. */
static void count_cut_lines(struct front_reader *reader)
{
    size_t from = 0;
    int line = 0;

    for (size_t i = 0; i < reader->scan.cut_count; i++) {
        struct front_cut *cut = &reader->scan.cuts[i];
        cut->line = line += count_lines(reader->whole, from, cut->start);
        cut->lines = count_lines(reader->whole, cut->start, cut->end);
        line += cut->lines;
        from = cut->end;
    }
    reader->whole = NULL;
}

/* From a line of the text to one of the file. */
static int file_line(struct front_reader *reader, int line)
{
    int in_text = line - 1;

    if (reader->whole)
        count_cut_lines(reader);
    for (size_t i = 0; i < reader->scan.cut_count; i++) {
        if (in_text < reader->scan.cuts[i].line)
            break;
        in_text += reader->scan.cuts[i].lines;
    }
    return reader->line + in_text;
}

void front_add_problem(struct front_reader *reader, struct front_problem problem)
{
    struct front *front = &reader->front;

    if (front->problem_count >= PROBLEMS_MAX && !problem.error)
        return;
    front->problems =
        front_room(reader, front->problems, front->problem_count, sizeof *front->problems);
    front->problems[front->problem_count++] = problem;
}

void front_problem_at(struct front_reader *reader, int line, int column, bool error,
                      const char *format, ...)
{
    struct error words;
    struct buf text = BUF_INIT(sizeof words.text);
    va_list args;

    if (reader->front.problem_count >= PROBLEMS_MAX && !error)
        return;
    va_start(args, format);
    buf_vaddf(&text, format, args);
    va_end(args);
    error_set(&words, "%s", buf_str(&text));
    buf_release(&text);
    struct front_problem problem = {
        .line = line > 0 ? file_line(reader, line) : 0,
        .column = column,
        .error = error,
        .message = arena_strndup(reader->arena, words.text, strlen(words.text)),
    };
    front_add_problem(reader, problem);
}

static bool fail(struct front_reader *reader, const struct yaml_event *event)
{
    reader->failed = true;
    front_problem_at(reader, event->line, event->column, true, "%s", yaml_error(reader->yaml));
    return false;
}

bool front_next(struct front_reader *reader, struct yaml_event *event)
{
    if (reader->plain) {
        front_plain_next(reader->plain, event);
        return true;
    }
    return yaml_next(reader->yaml, event) != YAML_ERROR || fail(reader, event);
}

static void skip_plain(struct front_plain *plain, struct yaml_event *event)
{
    for (int depth = 1; depth > 0;) {
        enum yaml_event_type type = front_plain_next(plain, event);
        depth += (type == YAML_MAP || type == YAML_SEQ) -
                 (type == YAML_MAP_END || type == YAML_SEQ_END);
    }
}

bool front_skip(struct front_reader *reader, struct yaml_event *event)
{
    if (reader->plain) {
        skip_plain(reader->plain, event);
        return true;
    }
    return yaml_skip(reader->yaml, event) || fail(reader, event);
}

static void article_init(struct article *article)
{
    *article = (struct article){
        .date = DATE_NONE,
        .path = "",
        .title = "",
        .excerpt = "",
        .heat = NAN,
        .quality = NAN,
        .published = UNKNOWN,
    };
    for (int i = 0; i < URL_COUNT; i++)
        article->url[i] = "";
}

void front_reader_init(struct front_reader *reader, struct terms *terms, struct arena *arena)
{
    *reader = (struct front_reader){
        .terms = terms,
        .arena = arena,
        .line = 1,
        .path = BUF_INIT(FRONT_KEY_MAX),
        .text = BUF_INIT(FRONT_VALUE_MAX),
    };
    article_init(&reader->article);
}

static void read_events(struct front_reader *reader)
{
    struct yaml_event event;

    if (front_next(reader, &event)) {
        if (event.type != YAML_MAP)
            front_problem_at(reader, 0, 0, false, "the front matter has no keys");
        else if (front_read_fields(reader))
            front_next(reader, &event);
    }
    if (reader->topic_count > 0) {
        size_t size = reader->topic_count * sizeof *reader->topics;
        reader->article.topics = memcpy(arena_alloc(reader->arena, size), reader->topics, size);
        reader->article.topic_count = (uint16_t)reader->topic_count;
    }
}

void front_read(struct front_reader *reader, const char *text, size_t n)
{
    reader->yaml = yaml_open(text, n, &yaml_default_limits);
    read_events(reader);
    yaml_close(reader->yaml);
    reader->yaml = NULL;
}

void front_read_plain(struct front_reader *reader, struct front_plain *plain)
{
    reader->plain = plain;
    read_events(reader);
    reader->plain = NULL;
}

void front_reader_release(struct front_reader *reader)
{
    buf_release(&reader->path);
    buf_release(&reader->text);
    free(reader->spares);
}
