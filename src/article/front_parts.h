/* SPDX-License-Identifier: MIT */
/*
 * What the files of front*.c share:
 *
 *   front_frame.c   where the block begins and ends   front_fields.c   keys to fields
 *   front_scan.c    the cut of the quick road         front_values.c   one value to its place
 *   front_reader.c  one reading of one text           front_related.c  related and images
 *   front_plain.c   plain YAML to events              front_scan_related.c  addresses in the
 *   front_body.c    what the body tells                                     cut
 *   front_roads.c   the two roads                   front_scan_alike.c  many lines at once
 */
#ifndef ARTICLE_FRONT_PARTS_H
#define ARTICLE_FRONT_PARTS_H

#include <string.h>

#include "article/field.h"
#include "article/front.h"
#include "article/related.h"
#include "base/buf.h"
#include "base/yaml.h"

/* ---- lines ---- */

/* Lines ended by LF, CR LF or CR. */
struct front_lines {
    const char *next, *end; /* of the text still to come */
    const char *lf;         /* the nearest one at or after next, or end: found once */
    int number;             /* of the line given last */
};

/* number is that of the first line. */
void front_lines_init(struct front_lines *lines, const char *text, size_t n, int number);

/* The nearest c at or after lines->next, looked for only when the last one is passed: so a
 * text without any is searched once, not once a line. */
static inline const char *front_lines_nearest(const struct front_lines *lines, const char *last,
                                              char c)
{
    if (last && last >= lines->next)
        return last;
    const char *found = memchr(lines->next, c, (size_t)(lines->end - lines->next));
    return found ? found : lines->end;
}

/* The next line, without its end; false when there is none. Inline, as most of the bytes of a
 * folder go through here and nowhere else. */
static inline bool front_lines_next(struct front_lines *lines, const char **line, size_t *len)
{
    if (lines->next == lines->end)
        return false;
    lines->lf = front_lines_nearest(lines, lines->lf, '\n');
    const char *cr = memchr(lines->next, '\r', (size_t)(lines->lf - lines->next));
    const char *eol = cr ? cr : lines->lf;

    *line = lines->next;
    *len = (size_t)(eol - lines->next);
    lines->number++;
    lines->next = eol;
    if (eol < lines->end)
        lines->next += cr && eol + 1 == lines->lf && lines->lf < lines->end ? 2 : 1;
    return true;
}

/* ---- scan ---- */

enum { FRONT_CUTS_MAX = 3 }; /* related, secured, images: each once */

struct front_scan {
    struct front_cut {
        size_t start, end;  /* whole lines of the text */
        int line, lines;    /* the first, from 0, and how many: once a problem asked for it */
    } cuts[FRONT_CUTS_MAX]; /* in the order of the text */
    size_t cut_count;
    bool has_related, has_images; /* a list that is not empty was cut */
    bool closed;                  /* by a marker, from end to next; else both are the end */
    size_t end, next;
    struct related_keys related; /* of the list that was cut, if they were wanted */
};

/* Within the related list. */
struct front_scan_related {
    int list_column, key_column; /* of its dashes, of the keys of the entry at hand */
    size_t items;
    const char *value; /* of a key webUrl, unless the next line goes on with it */
    size_t value_len;
};

void front_scan_related_start(struct front_scan_related *related);
/* A line known to be closed, its content from s to end without the blanks around it. False when
 * an address is not written so simply that it is sure to be seen. */
bool front_scan_related_line(struct front_scan_related *related, struct related_keys *keys,
                             const char *line, const char *s, const char *end);
void front_scan_related_end(struct front_scan_related *related, struct related_keys *keys);

/* ---- lines that are alike ---- */

enum {
    FRONT_LINE_KINDS_MAX = 32, /* that are known; an entry has 15 lines or so */
    FRONT_LINE_BYTES = 32,     /* that are kept of a line */
    FRONT_FOLLOWERS = 2,
};

/* Lines of a related list that begin with the same bytes, up to the value of a key. */
struct front_line_kind {
    char bytes[FRONT_LINE_BYTES]; /* the first ones of the last such line */
    uint8_t start;                /* so many are common to all: the value is behind them */
    uint8_t whole;                /* of the last one with its end, 0 when it was longer */
    uint8_t content;              /* where its dash or its key begins */
    bool quoted;                  /* the value is, by a quote that is among the bytes */
    bool counts;                  /* a dash or an address is in it */
    struct front_line_kind *next[FRONT_FOLLOWERS]; /* that came after it; the last one first */
};

struct front_scan_alike {
    struct front_line_kind kinds[FRONT_LINE_KINDS_MAX];
    size_t count;
    struct front_line_kind *last; /* of the line before, NULL for none of them */
    const char *cr, *slash;       /* the nearest ones */
};

void front_scan_alike_init(struct front_scan_alike *alike);
/* A line of the related list was taken, the last one of lines, its content from s to end. */
void front_scan_alike_learn(struct front_scan_alike *alike, const struct front_lines *lines,
                            const char *line, const char *s, const char *end);
/* Take the next lines for as long as they are like some that were learnt. */
void front_scan_alike_take(struct front_scan_alike *alike, struct front_lines *lines,
                           struct front_scan_related *related, struct related_keys *keys);

/* Whether a key webUrl is at s. */
bool front_scan_is_address(const char *s, const char *end);

/* How many bytes at s are letters of ASCII, digits, dashes and underscores. */
size_t front_scan_word(const char *s, const char *end);
/* The length of a plain key with its colon at s; 0 when there is none. */
size_t front_scan_key(const char *s, const char *end);
/* Whether a dash at s begins an item of a list. */
bool front_scan_is_item(const char *s, const char *end);

/* Up to a line of three dashes or dots. False when the text is not so regular that it can be
 * cut, or when addresses are wanted and some of them may not be seen. */
bool front_scan(const char *text, size_t n, bool addresses, struct front_scan *scan);

/* ---- frame ---- */

enum front_kind {
    FRAME_NONE, /* no front matter */
    FRAME_YAML,
    FRAME_UNCLOSED, /* the block is all there is, or the first FRONT_MAX bytes */
    FRAME_TOML,
    FRAME_JSON,
};

struct front_frame {
    enum front_kind kind;
    size_t start, end; /* of the text between the markers */
    int line;          /* where it starts, from 1 */
    size_t body;       /* of an unclosed block everything after the first marker */
    bool scanned;      /* the scan of the block is there already */
};

/* Whether a line is a marker of three bytes, blanks after it aside. */
bool front_is_marker(const char *line, size_t len, const char *marker);

/* With scan, which may be NULL, a block of YAML is scanned on the way to its end, with or
 * without addresses. */
void front_frame_find(const char *bytes, size_t n, struct front_frame *frame,
                      struct front_scan *scan, bool addresses);

/* ---- plain ---- */

enum { FRONT_PLAIN_MAX = 400 }; /* events of a text; a usual one has 60 */

/* The events of a text so simple that libyaml is not needed. */
struct front_plain {
    char *text;
    struct front_plain_event {
        enum yaml_event_type type;
        bool quoted;
        uint32_t at, len; /* of a scalar in the text */
        int line, column;
    } events[FRONT_PLAIN_MAX];
    size_t count, next;
};

/* False when the text, n bytes and room for one more, is for base/yaml. It must stay valid and
 * is written to from the first event on. */
bool front_plain_open(struct front_plain *plain, char *text, size_t n);

/* As yaml_next() would give it, without a failure; only the starts have a place. */
enum yaml_event_type front_plain_next(struct front_plain *plain, struct yaml_event *event);

/* ---- reader ---- */

enum {
    FRONT_KEY_MAX = 1000,   /* bytes of a dotted key */
    FRONT_VALUE_MAX = 8192, /* the longest value of any field */
    FRONT_EXTRA_MAX = 4000, /* of a key that is no field */
    FRONT_TERM_MAX = 200,
};

/* A key that is no field, with its place in case it is wanted for one after all. */
struct front_spare {
    term key;
    const char *value;
    int line, column; /* of the text */
    bool list;
};

/* One reading of one text, of which the article, the front and the problems are the result. */
struct front_reader {
    /* Set by the owner after front_reader_init(). */
    const char *whole;      /* what was cut, NULL for nothing */
    struct front_scan scan; /* its cuts are missing from the text */
    int line;               /* of the file where the text starts */
    bool deep;              /* related and images are wanted */

    struct terms *terms;
    struct arena *arena;
    struct article article; /* without extras, see spares */
    struct front front;
    struct front_spare *spares;
    size_t spare_count, spare_room;
    bool failed; /* the text is no YAML, or beyond the limits of reading it */

    struct yaml *yaml;         /* where the events come from */
    struct front_plain *plain; /* or this instead */
    struct buf path, text;     /* the dotted key at hand; a value that was cleaned */
    uint64_t seen;             /* the keys with a meaning that were met, a bit each */
    size_t keys, bytes;        /* met so far, beside related, secured and images */
    bool capped;               /* too many of them: the rest is passed over */
    term topics[FRONT_TOPICS_MAX];
    size_t topic_count;
    bool too_many_topics;
    struct related_keys related;
    size_t related_items; /* of the list at hand */
};

void front_reader_init(struct front_reader *reader, struct terms *terms, struct arena *arena);
void front_reader_release(struct front_reader *reader);

/* Read the text; once a reader. */
void front_read(struct front_reader *reader, const char *text, size_t n);
void front_read_plain(struct front_reader *reader, struct front_plain *plain);

/* Read the text of a block by one road or the other; known, unless NULL, is its scan without
 * addresses. Once a reader. */
void front_read_block(struct front_reader *reader, const char *text, size_t n,
                      enum front_road road, const struct front_scan *known);

/* The next event; false at an error, which is then among the problems. */
bool front_next(struct front_reader *reader, struct yaml_event *event);
/* Read over the collection that event opened. */
bool front_skip(struct front_reader *reader, struct yaml_event *event);

/* The array with room for one more, in the arena. */
void *front_room(struct front_reader *reader, void *array, size_t count, size_t size);

/* The place is one of the file. */
void front_add_problem(struct front_reader *reader, struct front_problem problem);
/* The place is one of the text, line 0 for none. */
void front_problem_at(struct front_reader *reader, int line, int column, bool error,
                      const char *format, ...) __attribute__((format(printf, 5, 6)));
/* A warning at the place of the event. */
#define front_warn(reader, event, ...) \
    front_problem_at((reader), (event)->line, (event)->column, false, __VA_ARGS__)

/* ---- fields ---- */

/* Everything of the map that was opened; false at an error. */
bool front_read_fields(struct front_reader *reader);

/* ---- values ---- */

/* The cleaned text of a scalar, at most max bytes, in reader->text. False when nothing is
 * left: null, blanks, or NUL bytes, which are told as what is too long is. name is for people.
 */
bool front_clean(struct front_reader *reader, const struct yaml_event *event, const char *name,
                 size_t max);

/* A copy of reader->text in the arena. */
const char *front_keep(struct front_reader *reader);

/* A number in decimal, such as `12`, `-1` or `4.65e3`; s ends with a NUL. */
bool front_number(const char *s, size_t n, double *number);

/* Store a scalar in its field; wrong ones are told. */
void front_take(struct front_reader *reader, const struct field *field,
                const struct yaml_event *event);

/* The n bytes at s, a part of the event, as one more topic unless it is there already. */
void front_take_topic(struct front_reader *reader, const struct yaml_event *event,
                      const char *s, size_t n);

/* reader->text as the value of the key at hand, which is no field. */
void front_take_spare(struct front_reader *reader, const struct yaml_event *event, bool list);

/* ---- related and images ---- */

/* After the event that opened the list; false at an error. Without reader->deep only the keys
 * of the addresses are taken. */
bool front_read_related(struct front_reader *reader);
bool front_read_images(struct front_reader *reader);

/* ---- body ---- */

/* The first heading, cleaned of nothing but its marks; false when there is none near the top.
 */
bool front_body_heading(const char *body, size_t n, const char **heading, size_t *len);

/* About how many words a person would count; two characters of CJK are one. */
uint32_t front_body_words(const char *body, size_t n);

/* Whether there is nothing but blanks, line breaks and other control characters. */
bool front_body_is_blank(const char *body, size_t n);

#endif
