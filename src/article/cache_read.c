/* SPDX-License-Identifier: MIT */
/* From records to articles. A string may begin anywhere in the strings, as those end with a
 * NUL; everything else is compared with what there is. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "article/cache_parts.h"
#include "article/front_parts.h"
#include "base/date.h"

/* The years 1 to 9999 as base/date.h has them. */
#define DATE_LEAST INT64_C(-62135596800)
#define DATE_MOST  INT64_C(253402300799)

struct reader {
    const struct cache_header *header;
    const char *strings;
    size_t string_bytes;
    const uint32_t *lists;
    size_t list_count;
    struct article_extra *extras; /* room for those of the header */
    size_t extra_count;           /* taken of it */
    size_t roots;
};

static bool take_string(const struct reader *reader, uint32_t at, const char **text)
{
    if (at >= reader->string_bytes)
        return false;
    *text = reader->strings + at;
    return true;
}

static bool take_date(int64_t value, int64_t *date)
{
    *date = value;
    return value == DATE_NONE || (value >= DATE_LEAST && value <= DATE_MOST);
}

static bool take_number(double value, double *number)
{
    *number = value;
    return isfinite(value) || isnan(value);
}

static bool take_list(const struct reader *reader, uint32_t at, uint32_t count, uint32_t width,
                      uint32_t most, const uint32_t **list)
{
    if (count > most || at > reader->list_count || count > (reader->list_count - at) / width)
        return false;
    *list = reader->lists + at;
    return true;
}

static bool are_terms(const struct reader *reader, const uint32_t *list, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (list[i] == TERM_NONE || list[i] > reader->header->terms)
            return false;
    return true;
}

static bool take_extras(struct reader *reader, const uint32_t *list, uint32_t count,
                        struct article *article)
{
    struct article_extra *extras = reader->extras + reader->extra_count;

    if (count > reader->header->extras - reader->extra_count)
        return false;
    for (uint32_t i = 0; i < count; i++, list += 2) {
        extras[i].key = list[0];
        if (!are_terms(reader, list, 1) || !take_string(reader, list[1], &extras[i].value))
            return false;
    }
    reader->extra_count += count;
    article->extras = count ? extras : NULL;
    article->extra_count = (uint16_t)count;
    return true;
}

static bool take_lists(struct reader *reader, const struct cache_record *record,
                       struct article *article)
{
    const uint32_t *topics, *related, *extras;

    if (!take_list(reader, record->topics, record->topics_count, 1, FRONT_TOPICS_MAX,
                   &topics) ||
        !are_terms(reader, topics, record->topics_count) ||
        !take_list(reader, record->related, record->related_count, 1, UINT16_MAX, &related) ||
        !take_list(reader, record->extras, record->extras_count, 2, UINT16_MAX, &extras))
        return false;
    article->topics = record->topics_count ? topics : NULL;
    article->topic_count = (uint16_t)record->topics_count;
    article->related = record->related_count ? related : NULL;
    article->related_count = (uint16_t)record->related_count;
    return take_extras(reader, extras, record->extras_count, article);
}

static bool take_record(struct reader *reader, const struct cache_record *record,
                        struct library_item *item)
{
    bool good = true;

#define WORD(name, member)   item->member = record->name;
#define HALF(name, member)   item->member = record->name;
#define DATE(name, member)   good = take_date(record->name, &item->member) && good;
#define NUMBER(name, member) good = take_number(record->name, &item->member) && good;
#define STRING(name, member) good = take_string(reader, record->name, &item->member) && good;
#define TERM(name, member)       \
    item->member = record->name; \
    good = good && record->name <= reader->header->terms;
#define ROOT(name, member)       \
    item->member = record->name; \
    good = good && record->name < reader->roots;
#define TRISTATE(name, member)   \
    item->member = record->name; \
    good = good && record->name >= UNKNOWN && record->name <= YES;
#define BOOL(name, member)            \
    item->member = record->name == 1; \
    good = good && record->name <= 1;
#include "article/cache_columns.def"
    /* Looking at the texts themselves would take longer than all the rest. */
    return good && record->title > 0 && record->path > 0 &&
           take_lists(reader, record, &item->article);
}

/* ---- the library ---- */

static bool fill_terms(const struct reader *reader, const uint32_t *places, struct terms *terms)
{
    for (uint32_t i = 0; i < reader->header->terms; i++) {
        const char *text;
        if (!take_string(reader, places[i], &text))
            return false;
        size_t n = strnlen(text, FRONT_KEY_MAX + 1);
        if (n > FRONT_KEY_MAX || terms_add(terms, text, n) != i + 1)
            return false;
    }
    return true;
}

static bool fill_articles(struct reader *reader, const struct cache_record *records,
                          struct library *library)
{
    size_t count = reader->header->articles;

    reader->extras =
        arena_alloc(&library->arena, reader->header->extras * sizeof *reader->extras);
    struct library_item *items = arena_alloc(&library->arena, count * sizeof *items);
    library_reserve(library, count);
    for (size_t i = 0; i < count; i++) {
        if (!take_record(reader, &records[i], &items[i]))
            return false;
        items[i].article.number = (uint32_t)i;
        items[i].replaces = 0;
        if (items[i].related_left)
            library_leave_related(library, &items[i].article);
        library->successors[i] = LIBRARY_HERE;
        library->articles[i] = &items[i].article;
    }
    library->count = count;
    return true;
}

static bool fill_problems(const struct reader *reader, const struct cache_problem *problems,
                          struct library *library)
{
    struct buf path = BUF_INIT(LIBRARY_PATH_MAX);
    bool good = true;

    for (size_t i = 0; i < reader->header->problems && good; i++) {
        struct library_noted noted = { .problem = { .line = problems[i].line,
                                                    .column = problems[i].column,
                                                    .error = problems[i].error != 0 } };
        good = problems[i].article < library->count &&
               take_string(reader, problems[i].message, &noted.problem.message);
        if (!good)
            break;
        noted.article = library->articles[problems[i].article];
        library_path(library, noted.article, &path);
        noted.problem.path = arena_strndup(&library->arena, buf_str(&path), path.len);
        library_add_problem(library, &noted);
    }
    buf_release(&path);
    return good;
}

/* Terms and articles that were taken before something was wrong. */
static void empty(struct library *library, size_t problems)
{
    terms_free(library->terms);
    library->terms = terms_new();
    arena_release(&library->arena);
    library_forget_related(library);
    library->count = 0;
    library->problem_count = problems;
}

bool cache_fill(const struct cache *cache, struct library *library)
{
    const struct cache_header *header = cache->header;
    const unsigned char *flags = cache_section(cache, CACHE_FLAGS);
    struct reader reader = {
        .header = header,
        .strings = cache_section(cache, CACHE_STRINGS),
        .string_bytes = header->sections[CACHE_STRINGS].length,
        .lists = cache_section(cache, CACHE_LISTS),
        .list_count = header->sections[CACHE_LISTS].length / sizeof(uint32_t),
        .roots = library->roots.count,
    };

    size_t problems = library->problem_count;
    if (reader.strings[reader.string_bytes - 1] != '\0')
        return false;
    for (size_t i = 0; i < reader.roots; i++)
        library->roots.list[i].is_file = flags[i] == 1;
    bool good = fill_terms(&reader, cache_section(cache, CACHE_TERMS), library->terms) &&
                fill_articles(&reader, cache_section(cache, CACHE_RECORDS), library) &&
                fill_problems(&reader, cache_section(cache, CACHE_PROBLEMS), library);
    if (!good) {
        empty(library, problems);
        return false;
    }
    library->problems_dropped = header->dropped;
    library->revision++;
    library_index_ids(library, 0);
    return true;
}
