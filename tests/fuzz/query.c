/* SPDX-License-Identifier: MIT */
/* Queries: read, run on some articles, told where they are wrong. */
#include <string.h>
#include <unistd.h>

#include "article/query.h"
#include "base/file.h"
#include "base/text.h"
#include "fuzz.h"
#include "oracle.h"
#include "room.h"

static const char *const articles[] = {
    "---\ntitle: One machine\ndate: 2021-03-04\ntopics: [AI, Data]\nheat: 5\nlength: PT3M\n---\n",
    "---\ntitle: Two \"quotes\"\nprovider: {name: BBC, domain: bbc.co.uk}\nquality: 80\n---\nx\n",
    "---\ntitle: Drei Äpfel\ndate: 2022-01-01T10:00:00Z\ntopics: [ai]\nprice: Free\n---\n",
};

enum { ARTICLES = sizeof articles / sizeof *articles };

/* The same few articles twice, with an index and without. */
static struct library *plain, *indexed;

static struct library *load(const char *folder)
{
    struct library *library = library_new(&folder, 1);
    struct error error;

    FUZZ_HOLDS(library_load(library, &error) && library_count(library) == ARTICLES);
    return library;
}

static void set_up(void)
{
    char folder[ROOM_PATH], path[ROOM_PATH + 16];

    text_init_locale();
    room_make(folder);
    for (size_t i = 0; i < ARTICLES; i++) {
        snprintf(path, sizeof path, "%s/%zu.md", folder, i);
        FUZZ_HOLDS(file_replace(path, articles[i], strlen(articles[i]), NULL));
    }
    plain = load(folder);
    indexed = load(folder);
    library_index_now(indexed);
    for (size_t i = 0; i < ARTICLES; i++) {
        snprintf(path, sizeof path, "%s/%zu.md", folder, i);
        unlink(path);
    }
    rmdir(folder);
}

static void check_error(const struct query_error *error, size_t size)
{
    size_t n = strlen(error->error.text);

    FUZZ_HOLDS(n > 0 && oracle_is_clean(error->error.text, n, false));
    FUZZ_HOLDS(error->start <= error->end && error->end <= size);
}

/* Each article in turn agrees with the run of all; without sort: and limit: only. */
static void check_run(struct query *query, const struct library *library)
{
    size_t count, matched, alone, without;
    uint32_t *numbers = query_run(query, library, &count, &matched);
    struct query_error error;
    size_t one_by_one = 0;

    FUZZ_HOLDS(count <= matched && matched <= library_count(library));
    for (size_t i = 0; i < library_count(library); i++)
        one_by_one += query_match(query, library, library_article(library, i));
    FUZZ_HOLDS(one_by_one == matched);
    struct query_counting *counting = query_count_start(query, library);
    while (!query_count_step(counting, 0))
        continue;
    for (size_t i = 0; i < query_term_count(query); i++) {
        query_count_get(counting, i, &alone, &without);
        FUZZ_HOLDS(alone >= matched && without >= matched);
    }
    query_count_stop(counting);
    query_check(query, library, &error);
    free(numbers);
}

/* The index tells what the articles tell. */
static void check_index(struct query *query)
{
    size_t plain_count, index_count;
    uint32_t *without = query_run(query, plain, &plain_count, NULL);
    uint32_t *with = query_run(query, indexed, &index_count, NULL);

    FUZZ_HOLDS(plain_count == index_count);
    FUZZ_HOLDS(memcmp(without, with, plain_count * sizeof *with) == 0);
    free(without);
    free(with);
}

/* A term that is written for any value is one term that is read. */
static void check_written(const char *s, size_t size)
{
    static const char *const fields[] = { "topic", "title", "price", "my key", "sort", "heat" };
    struct buf value = BUF_INIT(QUERY_MAX / 4), text = BUF_INIT(QUERY_MAX);
    struct query_error error;

    text_clean(&value, s, size, TEXT_LINE);
    const char *values[] = { buf_str(&value), NULL };
    bool known = size % 6 != 5; /* a number is none in quotes */
    query_add_term(&text, fields[size % 6], values, size % 2 + 1, size % 3 == 0);
    struct query *query = query_parse(buf_str(&text), text.len, 1700000000, &error);
    FUZZ_HOLDS(query || !known || value.len == 0);
    FUZZ_HOLDS(!query || query_term_count(query) == 1);
    query_free(query);
    buf_release(&value);
    buf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct query_error error;

    if (!plain)
        set_up();
    check_written((const char *)data, size);
    struct query *query = query_parse((const char *)data, size, 1700000000, &error);
    if (!query) {
        check_error(&error, size);
        return 0;
    }
    check_run(query, plain);
    check_run(query, indexed);
    check_index(query);
    query_free(query);
    return 0;
}
