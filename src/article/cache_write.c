/* SPDX-License-Identifier: MIT */
/*
 * Section after section, each of them item by item, so that there is no moment at which much
 * has to be done. Where a string or a list will lie follows from those before it: the sections
 * that name them count along, and CACHE_LISTS and CACHE_STRINGS come after them in the same
 * order.
 */
#include <assert.h>
#include <string.h>
#include <unistd.h>

#include "article/cache_writer.h"
#include "base/file.h"

enum {
    STRINGS_MAX = 16,        /* members of an article that are strings */
    INDEX_PIECE = 64 * 1024, /* bytes of the index that are an item */
};

static_assert(0
#define STRING(name, member) +1 /* NOLINT(bugprone-macro-parentheses): a sum */
#include "article/cache_columns.def"
                  <= STRINGS_MAX,
              "too many strings");

/* ---- bytes ---- */

static void flush(struct cache_writer *writer)
{
    while (writer->buffered % CACHE_ALIGN != 0)
        writer->buffer[writer->buffered++] = 0;
    cache_sum_add(&writer->sum, writer->buffer, writer->buffered);
    writer->failed = writer->failed ||
                     !file_write(writer->fd, writer->buffer, writer->buffered);
    writer->buffered = 0;
}

static void put(struct cache_writer *writer, const void *bytes, size_t n)
{
    const char *p = bytes;

    writer->header.sections[writer->section].length += n;
    while (n > 0) {
        size_t part = CACHE_BUFFER - writer->buffered < n ? CACHE_BUFFER - writer->buffered : n;
        memcpy(writer->buffer + writer->buffered, p, part);
        writer->buffered += part;
        p += part;
        n -= part;
        if (writer->buffered == CACHE_BUFFER)
            flush(writer);
    }
}

/* ---- items ---- */

/* Where a string will lie; "" is the first of all. */
static uint32_t place_string(struct cache_writer *writer, const char *text)
{
    uint64_t at = writer->string_at;

    if (*text == '\0')
        return 0;
    writer->string_at += strlen(text) + 1;
    /* More than 32 bits can say are too much for a cache. */
    writer->failed = writer->failed || writer->string_at > UINT32_MAX;
    return (uint32_t)at;
}

static void put_string(struct cache_writer *writer, const char *text)
{
    if (*text)
        put(writer, text, strlen(text) + 1);
}

static uint32_t place_list(struct cache_writer *writer, uint32_t count)
{
    uint64_t at = writer->list_at;

    writer->list_at += count;
    writer->failed = writer->failed || writer->list_at > UINT32_MAX;
    return count ? (uint32_t)at : 0;
}

/* The strings of one article: what is the same string for two members is kept once. */
struct placed {
    const char *texts[STRINGS_MAX];
    uint32_t at[STRINGS_MAX];
    size_t count;
};

/* The place in the list of a string that is there, else its end. */
static size_t find_placed(const struct placed *placed, const char *text)
{
    size_t i = 0;

    while (i < placed->count && placed->texts[i] != text)
        i++;
    return i;
}

static uint32_t place_once(struct cache_writer *writer, struct placed *placed, const char *text)
{
    size_t i = find_placed(placed, text);

    if (i < placed->count)
        return placed->at[i];
    placed->texts[i] = text;
    placed->at[i] = place_string(writer, text);
    placed->count++;
    return placed->at[i];
}

static void put_once(struct cache_writer *writer, struct placed *placed, const char *text)
{
    size_t i = find_placed(placed, text);

    if (i < placed->count)
        return;
    placed->texts[placed->count++] = text;
    put_string(writer, text);
}

static void put_record(struct cache_writer *writer, const struct article *article)
{
    const struct library_item *item = library_item(article);
    struct placed placed = { .count = 0 };
    struct cache_record record;

    memset(&record, 0, sizeof record);
#define WORD(name, member)     record.name = (uint64_t)item->member;
#define DATE(name, member)     record.name = item->member;
#define NUMBER(name, member)   record.name = item->member;
#define HALF(name, member)     record.name = item->member;
#define TERM(name, member)     record.name = item->member;
#define ROOT(name, member)     record.name = item->member;
#define TRISTATE(name, member) record.name = item->member;
#define BOOL(name, member)     record.name = item->member;
#define STRING(name, member)   record.name = place_once(writer, &placed, item->member);
#define LIST(name, member, count, width) \
    record.name##_count = item->count;   \
    record.name = place_list(writer, record.name##_count * (width));
#include "article/cache_columns.def"
    put(writer, &record, sizeof record);
}

static void put_article_strings(struct cache_writer *writer, const struct article *article)
{
    const struct library_item *item = library_item(article);
    struct placed placed = { .count = 0 };

#define STRING(name, member) put_once(writer, &placed, item->member);
#include "article/cache_columns.def"
}

static void put_lists(struct cache_writer *writer, const struct article *article)
{
    put(writer, article->topics, article->topic_count * sizeof *article->topics);
    put(writer, article->related, article->related_count * sizeof *article->related);
    for (size_t i = 0; i < article->extra_count; i++) {
        const struct article_extra *extra = &article->extras[i];
        const uint32_t pair[2] = { extra->key, place_string(writer, extra->value) };
        put(writer, pair, sizeof pair);
    }
}

static void put_term(struct cache_writer *writer, const char *text)
{
    uint32_t at = place_string(writer, text);

    put(writer, &at, sizeof at);
}

static void put_problem(struct cache_writer *writer, size_t i)
{
    struct cache_problem problem = writer->problems[i];

    problem.message = place_string(writer, writer->messages[i]);
    put(writer, &problem, sizeof problem);
}

/* Item by item in the order in which the sections before gave out places. */
static void put_strings(struct cache_writer *writer, size_t i)
{
    if (i == 0) {
        put(writer, "", 1);
    } else if (--i < writer->term_count) {
        put_string(writer, writer->terms[i]);
    } else if ((i -= writer->term_count) < writer->article_count) {
        put_article_strings(writer, writer->articles[i]);
    } else if ((i -= writer->article_count) < writer->article_count) {
        const struct article *article = writer->articles[i];
        for (size_t j = 0; j < article->extra_count; j++)
            put_string(writer, article->extras[j].value);
    } else {
        put_string(writer, writer->messages[i - writer->article_count]);
    }
}

/* What the section at hand has of the index. */
static const struct index_section *index_part(const struct cache_writer *writer)
{
    return &writer->index[writer->section - CACHE_INDEX];
}

static void put_index(struct cache_writer *writer, size_t i)
{
    const struct index_section *part = index_part(writer);
    size_t at = i * INDEX_PIECE, left = part->length - at;

    put(writer, (const char *)part->bytes + at, left < INDEX_PIECE ? left : INDEX_PIECE);
}

/* ---- sections ---- */

static size_t item_count(const struct cache_writer *writer)
{
    switch (writer->section) {
    case CACHE_ROOTS:
    case CACHE_FLAGS:
        return 1;
    case CACHE_TERMS:
        return writer->term_count;
    case CACHE_RECORDS:
    case CACHE_LISTS:
        return writer->article_count;
    case CACHE_PROBLEMS:
        return writer->header.problems;
    case CACHE_STRINGS:
        return 1 + writer->term_count + 2 * writer->article_count + writer->header.problems;
    case CACHE_SECTIONS:
        return 0;
    case CACHE_INDEX:
    default: /* another part of it */
        return (index_part(writer)->length + INDEX_PIECE - 1) / INDEX_PIECE;
    }
}

static void put_item(struct cache_writer *writer, size_t i)
{
    switch (writer->section) {
    case CACHE_ROOTS:
        put(writer, buf_str(&writer->roots), writer->roots.len);
        break;
    case CACHE_FLAGS:
        put(writer, buf_str(&writer->flags), writer->flags.len);
        break;
    case CACHE_TERMS:
        put_term(writer, writer->terms[i]);
        break;
    case CACHE_RECORDS:
        put_record(writer, writer->articles[i]);
        break;
    case CACHE_LISTS:
        put_lists(writer, writer->articles[i]);
        break;
    case CACHE_PROBLEMS:
        put_problem(writer, i);
        break;
    case CACHE_STRINGS:
        put_strings(writer, i);
        break;
    case CACHE_SECTIONS:
        break;
    case CACHE_INDEX:
    default:
        put_index(writer, i);
        break;
    }
}

static void begin_section(struct cache_writer *writer, uint64_t offset)
{
    writer->header.sections[writer->section].offset = offset;
    writer->item = 0;
    cache_sum_init(&writer->sum);
}

static void end_section(struct cache_writer *writer)
{
    struct cache_place *place = &writer->header.sections[writer->section];

    flush(writer);
    place->sum = cache_sum_end(&writer->sum);
    uint64_t end = (place->offset + place->length + CACHE_ALIGN - 1) / CACHE_ALIGN *
                   CACHE_ALIGN;
    writer->section++;
    if (writer->section < CACHE_SECTIONS)
        begin_section(writer, end);
}

/* Last, so that a file that is not complete has none. */
static void write_header(struct cache_writer *writer)
{
    memcpy(writer->header.magic, CACHE_MAGIC, sizeof writer->header.magic);
    writer->header.form = cache_form();
    writer->header.sum = cache_header_sum(&writer->header);
    writer->failed = writer->failed || lseek(writer->fd, 0, SEEK_SET) < 0 ||
                     !file_write(writer->fd, &writer->header, sizeof writer->header);
}

bool cache_write_step(struct cache_writer *writer, size_t bytes)
{
    size_t written = 0;

    while (!writer->done && !writer->failed && written < bytes) {
        if (writer->item < item_count(writer)) {
            uint64_t before = writer->header.sections[writer->section].length;
            put_item(writer, writer->item++);
            /* An item without bytes is work too. */
            written += 1 + (size_t)(writer->header.sections[writer->section].length - before);
            continue;
        }
        end_section(writer);
        if (writer->section == CACHE_SECTIONS) {
            write_header(writer);
            writer->done = true;
        }
    }
    return !writer->done && !writer->failed;
}

void cache_write_begin(struct cache_writer *writer)
{
    writer->string_at = 1;
    writer->failed = writer->failed || lseek(writer->fd, CACHE_HEADER_ROOM, SEEK_SET) < 0;
    begin_section(writer, CACHE_HEADER_ROOM);
}
