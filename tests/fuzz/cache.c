/* SPDX-License-Identifier: MIT */
/*
 * The file that a start begins with. The input changes numbers and texts of a good one: under
 * sums that are right again it is a hostile file, of which nothing outside is touched, and what
 * is taken of it can be written and read back; under the old sums it is a damaged one, of which
 * nothing is used.
 */
#include <string.h>
#include <unistd.h>

#include "article/cache_parts.h"
#include "article/query.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "fuzz.h"
#include "room.h"

enum { FILE_BYTES = 1024 * 1024, EDITS_MAX = 64 };

/* The first byte of the input. */
enum { OLD_SUMS = 1, CUT_OFF = 2, WRITE_AGAIN = 4 };

static const char *const articles[] = {
    "---\ntitle: One machine\ndate: 2021-03-04\ntopics: [AI, Data]\nheat: 5\n"
    "related:\n- title: R\n  webUrl: https://r.example/1\n---\nbody\n",
    "---\ntitle: Two parts\nprovider: {name: BBC, domain: bbc.co.uk}\nheat: hot\nprice: 3\n"
    "originalUrl: https://a.example/2\nwebUrl: https://a.example/2\n---\n",
    "---\ntitle: Drei Äpfel\nexcerpt: one or more words\ntopics: [ai]\nlang: de\n---\nx\n",
    "---\ntitle: The fourth\nprice: Free\npublishedDateTime: 2022-01-01T10:00:00Z\n---\n",
};

enum { ARTICLES = sizeof articles / sizeof *articles };

/* A good file, and where it is of. */
static char folder[ROOM_PATH], path[ROOM_PATH + 16];
static struct buf good = BUF_INIT(FILE_BYTES);

static void write_file(const struct library *library)
{
    struct cache_writer *writer = cache_write(library, path);

    FUZZ_HOLDS(writer);
    while (cache_write_step(writer, SIZE_MAX))
        ;
    cache_write_end(writer);
}

static void remove_folder(void)
{
    unlink(path);
    rmdir(folder);
}

static void make_articles(char names[ARTICLES][ROOM_PATH + 16])
{
    for (size_t i = 0; i < ARTICLES; i++) {
        snprintf(names[i], sizeof names[i], "%s/%zu.md", folder, i);
        FUZZ_HOLDS(file_replace(names[i], articles[i], strlen(articles[i]), NULL));
    }
}

static void make_good(void)
{
    char names[ARTICLES][ROOM_PATH + 16];
    const char *roots[] = { folder };
    struct error error;

    text_init_locale();
    room_make(folder);
    snprintf(path, sizeof path, "%s/library", folder);
    atexit(remove_folder);
    make_articles(names);
    struct library *library = library_new(roots, 1);
    FUZZ_HOLDS(library_load(library, &error));
    library_index_now(library);
    write_file(library);
    library_free(library);
    FUZZ_HOLDS(file_read(path, &good, NULL) == FILE_READ);
    for (size_t i = 0; i < ARTICLES; i++)
        unlink(names[i]);
}

/* ---- the input's changes ---- */

/* One change: bytes of a section, or of the header behind all of these. */
struct edit {
    uint8_t section, width;
    uint16_t place;
    uint8_t value[8];
};

static void change(uint8_t *bytes, const struct edit *edit)
{
    const struct cache_header *header = (const void *)good.data;
    size_t width = (size_t)1 << edit->width % 4, section = edit->section % (CACHE_SECTIONS + 1);
    size_t start = 0, length = offsetof(struct cache_header, sum);

    if (section < CACHE_SECTIONS) {
        start = header->sections[section].offset;
        length = header->sections[section].length;
    }
    if (length >= width)
        memcpy(bytes + start + edit->place % (length / width) * width, edit->value, width);
}

/* Sums as they should be over numbers that are not. */
static void seal(uint8_t *bytes, size_t size)
{
    struct cache_header *header = (struct cache_header *)bytes;

    for (size_t i = 0; i < CACHE_SECTIONS; i++) {
        struct cache_place *place = &header->sections[i];
        size_t whole = (place->length + CACHE_ALIGN - 1) / CACHE_ALIGN * CACHE_ALIGN;
        struct cache_sum sum;
        if (place->offset > size || place->length > size || whole > size - place->offset)
            continue;
        cache_sum_init(&sum);
        cache_sum_add(&sum, bytes + place->offset, whole);
        place->sum = cache_sum_end(&sum);
    }
    header->sum = cache_header_sum(header);
}

/* ---- what is taken of it ---- */

static uint64_t add_text(uint64_t hash, const char *s)
{
    return hash_bytes(hash, s, strlen(s) + 1);
}

static uint64_t add_article(uint64_t hash, const struct terms *terms, const struct article *a)
{
    const term named[] = { a->provider, a->domain, a->type, a->category, a->author, a->lang };
    const uint64_t numbers[] = { a->id, (uint64_t)a->date, a->words, a->root, a->has_body };

    hash = hash_bytes(hash, numbers, sizeof numbers);
    hash = hash_bytes(hash, &a->heat, sizeof a->heat);
    hash = add_text(add_text(add_text(hash, a->path), a->title), a->excerpt);
    for (size_t i = 0; i < URL_COUNT; i++)
        hash = add_text(hash, a->url[i]);
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        hash = add_text(hash, terms_text(terms, named[i]));
    for (size_t i = 0; i < a->topic_count; i++)
        hash = add_text(hash, terms_text(terms, a->topics[i]));
    hash = hash_bytes(hash, a->related, a->related_count * sizeof *a->related);
    for (size_t i = 0; i < a->extra_count; i++) {
        hash = add_text(hash, terms_text(terms, a->extras[i].key));
        hash = add_text(hash, a->extras[i].value);
    }
    return hash;
}

/* All that the library says. */
static uint64_t sum_up(const struct library *library)
{
    struct buf line = BUF_INIT(FILE_BYTES);
    uint64_t hash = HASH_START;

    for (size_t i = 0; i < library_count(library); i++)
        hash = add_article(hash, library_terms(library), library_article(library, i));
    for (size_t i = 0; i < library_problem_count(library); i++) {
        buf_clear(&line);
        library_problem_format(library_problem(library, i), &line);
        hash = add_text(hash, buf_str(&line));
    }
    buf_release(&line);
    return hash;
}

static void ask(const struct library *library, const char *text, bool is_sound)
{
    struct query *query = query_parse(text, strlen(text), 0, NULL);
    size_t count, matched, one_by_one = 0;
    uint32_t *numbers = query_run(query, library, &count, &matched);

    FUZZ_HOLDS(count <= matched && matched <= library_count(library));
    for (size_t i = 0; i < count; i++)
        FUZZ_HOLDS(numbers[i] < library_count(library));
    for (size_t i = 0; i < library_count(library); i++)
        one_by_one += query_match(query, library, library_article(library, i));
    FUZZ_HOLDS(!is_sound || one_by_one == matched);
    free(numbers);
    query_free(query);
}

static struct library *new_library(void)
{
    const char *roots[] = { folder };

    return library_new(roots, 1);
}

/* A place of a text is not looked at: one without a title is written as such, and not read. */
static bool is_whole(const struct library *library)
{
    for (size_t i = 0; i < library_count(library); i++) {
        const struct article *article = library_article(library, i);
        if (!*article->title || !*article->path)
            return false;
    }
    return true;
}

static void check_written_again(const struct library *library)
{
    struct library *second = new_library();

    write_file(library);
    struct cache *cache = cache_open(path, second);
    FUZZ_HOLDS(cache && cache_is_sound(cache));
    FUZZ_HOLDS(sum_up(second) == sum_up(library));
    library_free(second);
    cache_close(cache);
}

static void check_use(const struct cache *cache, struct library *library, unsigned flags,
                      bool same)
{
    struct index *index = cache_open_index(cache);

    if (same)
        FUZZ_HOLDS(index && index_count(index) == ARTICLES && cache_is_sound(cache));
    else if (flags & OLD_SUMS)
        FUZZ_HOLDS(!index || !cache_is_sound(cache));
    library_set_index(library, index);
    ask(library, "topic:ai e heat:>3 sort:title", same);
    ask(library, "\"one mach\" | excerpt:words -title:th price:free", same);
    library_by_address(library, "https://a.example/2");
    library_find(library, "2.md");
    sum_up(library);
    if (flags & WRITE_AGAIN && is_whole(library))
        check_written_again(library);
}

/* Of its own size, so that a step over the end is seen. */
static uint8_t *copy_good(size_t size)
{
    void *bytes;

    FUZZ_HOLDS(posix_memalign(&bytes, CACHE_ALIGN, size) == 0);
    memcpy(bytes, good.data, size);
    return bytes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct edit edit;
    struct cache cache;

    if (good.len == 0)
        make_good();
    unsigned flags = size > 0 ? data[0] : 0;
    size_t length = good.len;
    if (flags & CUT_OFF && size > 2)
        length = (data[1] | data[2] << 8) % good.len;
    uint8_t *bytes = copy_good(good.len);
    for (size_t at = 3; at + sizeof edit <= size && at < EDITS_MAX * sizeof edit;
         at += sizeof edit) {
        memcpy(&edit, data + at, sizeof edit);
        change(bytes, &edit);
    }
    if (!(flags & OLD_SUMS))
        seal(bytes, length);
    uint8_t *exact = copy_good(length);
    memcpy(exact, bytes, length);
    free(bytes);
    struct library *library = new_library();
    if (cache_take(&cache, exact, length, library))
        check_use(&cache, library, flags,
                  length == good.len && memcmp(exact, good.data, length) == 0);
    else
        FUZZ_HOLDS(library_count(library) == 0 && library_problem_count(library) == 0);
    library_free(library);
    free(exact);
    return 0;
}
