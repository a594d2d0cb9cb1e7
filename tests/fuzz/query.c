/* SPDX-License-Identifier: MIT */
/* Queries: read, run on some articles, told where they are wrong. */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "article/query.h"
#include "base/text.h"
#include "fuzz.h"
#include "oracle.h"

static const char *const articles[] = {
    "---\ntitle: One machine\ndate: 2021-03-04\ntopics: [AI, Data]\nheat: 5\nlength: PT3M\n---\n",
    "---\ntitle: Two \"quotes\"\nprovider: {name: BBC, domain: bbc.co.uk}\nquality: 80\n---\nx\n",
    "---\ntitle: Drei Äpfel\ndate: 2022-01-01T10:00:00Z\ntopics: [ai]\nprice: Free\n---\n",
};

/* A library of a few files, made once. */
static struct library *library(void)
{
    static struct library *made;
    char folder[] = "/tmp/fuzz-query-XXXXXX", path[64];
    const char *paths[] = { folder };
    struct error error;

    if (made)
        return made;
    text_init_locale();
    FUZZ_HOLDS(mkdtemp(folder));
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        snprintf(path, sizeof path, "%s/%zu.md", folder, i);
        FILE *file = fopen(path, "w");
        FUZZ_HOLDS(file && fputs(articles[i], file) >= 0 && fclose(file) == 0);
    }
    made = library_new(paths, 1);
    FUZZ_HOLDS(library_load(made, &error));
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        snprintf(path, sizeof path, "%s/%zu.md", folder, i);
        unlink(path);
    }
    rmdir(folder);
    return made;
}

static void check_error(const struct query_error *error, size_t size)
{
    size_t n = strlen(error->error.text);

    FUZZ_HOLDS(n > 0 && oracle_is_clean(error->error.text, n, false));
    FUZZ_HOLDS(error->start <= error->end && error->end <= size);
}

/* Each article in turn agrees with the run of all; without sort: and limit: only. */
static void check_run(struct query *query)
{
    size_t count, matched, alone, without;
    uint32_t *numbers = query_run(query, library(), &count, &matched);
    struct query_error error;
    size_t one_by_one = 0;

    FUZZ_HOLDS(count <= matched && matched <= library_count(library()));
    for (size_t i = 0; i < library_count(library()); i++)
        one_by_one += query_match(query, library(), library_article(library(), i));
    FUZZ_HOLDS(one_by_one == matched);
    struct query_counting *counting = query_count_start(query, library());
    while (!query_count_step(counting, 0))
        continue;
    for (size_t i = 0; i < query_term_count(query); i++) {
        query_count_get(counting, i, &alone, &without);
        FUZZ_HOLDS(alone >= matched && without >= matched);
    }
    query_count_stop(counting);
    query_check(query, library(), &error);
    free(numbers);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct query_error error;

    library();
    struct query *query = query_parse((const char *)data, size, 1700000000, &error);
    if (!query) {
        check_error(&error, size);
        return 0;
    }
    check_run(query);
    query_free(query);
    return 0;
}
