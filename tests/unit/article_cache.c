/* SPDX-License-Identifier: MIT */
/* The file that the next start begins with: what it brings back, and what becomes of it when it
 * is damaged in any way. */
#include "article_library.h"

#include "article/cache.h"
#include "article/cache_parts.h"
#include "article/query.h"
#include "base/alloc.h"

enum { FILES = 12 };

/* Long ago, so that the time alone tells whether a file was written to. */
static void age(const char *path)
{
    const struct timespec times[2] = { { .tv_sec = 1000000 }, { .tv_sec = 1000000 } };

    assert_int_equal(utimensat(top, path, times, 0), 0);
}

static void make_articles(void)
{
    char path[32], text[512];

    make_folder("news");
    for (int i = 0; i < FILES; i++) {
        snprintf(path, sizeof path, "news/%02d.md", i);
        snprintf(text, sizeof text,
                 "---\ntitle: Title %d\nexcerpt: Some words\ntopics: [t%d, t%d]\nheat: %s\n"
                 "publishedDateTime: 2021-04-%02dT10:00:00Z\nextra: value %d\nlang: en\n"
                 "originalUrl: https://a.example/%d\nwebUrl: https://a.example/%d\n"
                 "related:\n- title: R\n  webUrl: https://r.example/%d\n---\nbody %d\n",
                 i, i % 3, i % 5, i == 7 ? "hot" : "12", i + 1, i, i, i, i, i);
        make_file(path, text);
        age(path);
    }
}

/* A library of the folder, loaded with the cache beside it. */
static struct library *load_kept(void)
{
    const char *path = below("news");
    struct library *library = library_new(&path, 1);
    struct error error;

    library_keep(library, below("cache"), true);
    assert_true(library_load(library, &error));
    return library;
}

static char *cache_file(void)
{
    const char *path = below("news");
    struct library *library = library_new(&path, 1);
    struct buf out = BUF_INIT(PATH_MAX);

    cache_path(library, below("cache"), &out);
    library_free(library);
    return buf_steal(&out);
}

static unsigned char *read_cache(size_t *n)
{
    char *path = cache_file();
    FILE *file = fopen(path, "rb");

    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    *n = (size_t)ftell(file);
    rewind(file);
    unsigned char *bytes = xmalloc(*n);
    assert_int_equal(fread(bytes, 1, *n, file), *n);
    fclose(file);
    free(path);
    return bytes;
}

static void write_cache(const unsigned char *bytes, size_t n)
{
    char *path = cache_file();
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, n), (ssize_t)n);
    close(fd);
    free(path);
}

/* Everything the articles say, so that two libraries can be compared. */
static char *describe(const struct library *library)
{
    const struct terms *terms = library_terms(library);
    struct buf out = BUF_INIT(1000000);

    for (size_t i = 0; i < library_count(library); i++) {
        const struct article *a = library_article(library, i);
        buf_addf(&out, "%llx %llx %lld %s %s %s %s %s %g %g %s %s %u %d%d%d%d%d",
                 (unsigned long long)a->id, (unsigned long long)a->key, (long long)a->date,
                 a->path, a->title, a->excerpt, a->url[URL_ORIGINAL], a->url[URL_WEB], a->heat,
                 a->quality, terms_text(terms, a->lang), terms_text(terms, a->provider),
                 a->words, a->published, a->has_body, a->has_related, a->has_images,
                 a->has_warnings);
        for (size_t j = 0; j < a->topic_count; j++)
            buf_addf(&out, " #%s", terms_text(terms, a->topics[j]));
        for (size_t j = 0; j < a->related_count; j++)
            buf_addf(&out, " %x", a->related[j]);
        for (size_t j = 0; j < a->extra_count; j++)
            buf_addf(&out, " %s=%s", terms_text(terms, a->extras[j].key), a->extras[j].value);
        buf_addc(&out, '\n');
    }
    for (size_t i = 0; i < library_problem_count(library); i++) {
        library_problem_format(library_problem(library, i), &out);
        buf_addc(&out, '\n');
    }
    return buf_steal(&out);
}

/* How many articles a query finds. */
static size_t count_found(const struct library *library, const char *text)
{
    struct query *query = query_parse(text, strlen(text), 0, NULL);
    size_t count;

    assert_non_null(query);
    free(query_run(query, library, &count, NULL));
    query_free(query);
    return count;
}

/* Whether the cache is taken, with the index; its articles are then as they were. */
static bool opens(const char *expected)
{
    const char *folder = below("news");
    struct library *library = library_new(&folder, 1);
    char *path = cache_file();
    struct cache *cache = cache_open(path, library);
    struct index *index = cache ? cache_open_index(cache) : NULL;
    bool sound = index && cache_is_sound(cache);

    library_set_index(library, index);
    if (sound) {
        assert_int_equal(index_count(index), FILES);
        assert_int_equal(count_found(library, "topic:t2 title"), 5);
        assert_int_equal(count_found(library, "title:ITLE -excerpt:word"), 0);
    }

    if (sound && expected) {
        char *found = describe(library);
        assert_string_equal(found, expected);
        free(found);
    } else if (!cache) {
        assert_int_equal(library_count(library), 0);
    }
    library_free(library);
    cache_close(cache);
    free(path);
    return sound;
}

static char *make_cache(void)
{
    make_articles();
    struct library *library = load_kept();
    assert_int_equal(library_count(library), FILES);
    assert_int_equal(library_problem_count(library), 1);
    library_index_now(library);
    library_save(library);
    char *text = describe(library);
    library_free(library);
    return text;
}

static void test_brings_all_back(void **state)
{
    char *text = make_cache(), *path = cache_file();
    struct stat st;

    (void)state;
    assert_true(opens(text));
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(stat(below("cache"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);

    struct library *library = load_kept();
    char *again = describe(library);
    assert_string_equal(again, text);
    const struct article *first = library_article(library, 0);
    assert_ptr_equal(first->url[URL_ORIGINAL], first->url[URL_WEB]);
    assert_ptr_equal(library_by_id(library, first->id), first);
    assert_ptr_equal(library_by_address(library, "https://a.example/0"), first);
    library_free(library);
    free(again);
    free(text);
    free(path);
}

/* What changed, came, went and was renamed since. */
static void test_is_true_to_the_folder(void **state)
{
    char *text = make_cache();

    (void)state;
    make_file("news/03.md", "---\ntitle: Other\n---\n");
    make_file("news/new.md", "---\ntitle: New\n---\n");
    assert_int_equal(unlinkat(top, "news/00.md", 0), 0);
    assert_int_equal(renameat(top, "news/01.md", top, "news/zz.md"), 0);
    assert_int_equal(unlinkat(top, "news/07.md", 0), 0);
    struct library *kept = load_kept(), *fresh = load(below("news"));
    char *have = describe(kept), *want = describe(fresh);
    assert_string_equal(have, want);
    assert_int_equal(library_count(kept), FILES - 1);
    assert_int_equal(library_problem_count(kept), 0);
    library_free(kept);
    library_free(fresh);
    free(have);
    free(want);
    free(text);
}

/* The same size and the same time: the inode or the time of the change tells. */
static void test_same_size_and_time(void **state)
{
    char *text = make_cache();
    char bytes[512] = "";

    (void)state;
    int fd = openat(top, "news/05.md", O_RDWR | O_CLOEXEC);
    ssize_t n = read(fd, bytes, sizeof bytes);
    bytes[strlen("---\ntitle: ")] = 'B';
    assert_int_equal(pwrite(fd, bytes, (size_t)n, 0), n);
    close(fd);
    age("news/05.md");
    struct library *library = load_kept();
    assert_string_equal(library_find(library, "05.md")->title, "Bitle 5");
    library_free(library);
    free(text);
}

static void test_cut_off(void **state)
{
    size_t n;
    char *text = make_cache();
    unsigned char *bytes = read_cache(&n);

    (void)state;
    for (size_t len = 0; len < n; len += len < 400 ? 1 : 61) {
        write_cache(bytes, len);
        assert_false(opens(NULL));
    }
    write_cache(bytes, n);
    assert_true(opens(text));
    free(bytes);
    free(text);
}

static uint64_t next_random(uint64_t *random)
{
    *random ^= *random << 13;
    *random ^= *random >> 7;
    return *random ^= *random << 17;
}

static void test_flipped_bits(void **state)
{
    size_t n;
    char *text = make_cache();
    unsigned char *bytes = read_cache(&n);
    uint64_t random = 88172645463325252U;

    (void)state;
    for (int i = 0; i < 2000; i++) {
        size_t at = next_random(&random) % n;
        unsigned char bit = (unsigned char)(1U << (next_random(&random) % 8));
        bytes[at] ^= bit;
        write_cache(bytes, n);
        /* Between header and first section nothing is read. */
        if (opens(text))
            assert_true(at >= sizeof(struct cache_header) &&
                        at < sizeof(struct cache_header) + 64);
        bytes[at] ^= bit;
    }
    free(bytes);
    free(text);
}

/* Sums as they should be over numbers that are not. */
static void seal(unsigned char *bytes)
{
    struct cache_header *header = (struct cache_header *)bytes;

    for (size_t i = 0; i < CACHE_SECTIONS; i++) {
        struct cache_place *place = &header->sections[i];
        struct cache_sum sum;
        cache_sum_init(&sum);
        cache_sum_add(&sum, bytes + place->offset,
                      (place->length + CACHE_ALIGN - 1) / CACHE_ALIGN * CACHE_ALIGN);
        place->sum = cache_sum_end(&sum);
    }
    header->sum = cache_header_sum(header);
}

/* Use whatever a hostile file made of the articles; a sanitizer would see a step outside. */
static void use(void)
{
    const char *folder = below("news");
    struct library *library = library_new(&folder, 1);
    char *path = cache_file();
    struct cache *cache = cache_open(path, library);

    if (cache) {
        library_set_index(library, cache_open_index(cache));
        count_found(library, "topic:t2 title e heat:>3 sort:title");
        count_found(library, "excerpt:words -title:\"title 1\" has:related is:hot");
        free(describe(library));
        library_by_address(library, "https://a.example/0");
        library_find(library, "05.md");
    }
    library_free(library);
    cache_close(cache);
    free(path);
}

static void test_hostile_numbers(void **state)
{
    static const uint32_t odd[] = { 0, 1, 2, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff };
    size_t n;
    char *text = make_cache();
    unsigned char *bytes = read_cache(&n), *copy = xmalloc(n);
    uint64_t random = 362436069362436069U;
    const struct cache_header *header = (const struct cache_header *)bytes;
    /* All before the strings. */
    size_t numbers = header->sections[CACHE_STRINGS].offset;

    (void)state;
    for (int i = 0; i < 4000; i++) {
        memcpy(copy, bytes, n);
        size_t first = header->sections[CACHE_ROOTS].offset;
        for (int j = 0; j < 1 + i % 3; j++) {
            size_t at = first + next_random(&random) % (numbers - first) / 4 * 4;
            uint32_t value = i % 2 ? odd[next_random(&random) % (sizeof odd / sizeof *odd)]
                                   : (uint32_t)next_random(&random);
            memcpy(copy + at, &value, sizeof value);
        }
        seal(copy);
        write_cache(copy, n);
        use();
    }
    free(copy);
    free(bytes);
    free(text);
}

/* A list of one article that begins or ends outside of all lists. */
static void test_list_ends(void **state)
{
    size_t n;
    char *text = make_cache();
    unsigned char *bytes = read_cache(&n);
    const struct cache_header *header = (const struct cache_header *)bytes;
    uint32_t numbers = (uint32_t)(header->sections[CACHE_LISTS].length / sizeof(uint32_t));
    struct cache_record *record =
        (struct cache_record *)(bytes + header->sections[CACHE_RECORDS].offset);

    (void)state;
    for (uint32_t at = numbers - 1; at <= numbers + 2; at++) {
        struct cache_record was = *record;
        record->related = at;
        record->related_count = 2;
        seal(bytes);
        write_cache(bytes, n);
        assert_false(opens(text));
        *record = was;
    }
    seal(bytes);
    write_cache(bytes, n);
    assert_true(opens(text));
    free(bytes);
    free(text);
}

/* Lengths and places of sections, and counts, that lie. */
static void test_hostile_header(void **state)
{
    static const uint64_t odd[] = { 0,
                                    1,
                                    63,
                                    64,
                                    UINT32_MAX,
                                    UINT64_MAX,
                                    INT64_MAX,
                                    (uint64_t)1 << 32,
                                    4096,
                                    1000000,
                                    UINT64_MAX - 63 };
    size_t n;
    char *text = make_cache();
    unsigned char *bytes = read_cache(&n), *copy = xmalloc(n);

    (void)state;
    for (size_t at = 16; at < offsetof(struct cache_header, sum); at += 8) {
        for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
            struct cache_header *header = (struct cache_header *)copy;
            memcpy(copy, bytes, n);
            memcpy(copy + at, &odd[i], sizeof odd[i]);
            header->sum = cache_header_sum(header);
            write_cache(copy, n);
            use();
        }
    }
    free(copy);
    free(bytes);
    free(text);
}

/* Not ours: another's folders, a form of another program, others may write to it, no file. */
static void test_foreign(void **state)
{
    size_t n;
    char *text = make_cache(), *path = cache_file();
    unsigned char *bytes = read_cache(&n);
    struct cache_header *header = (struct cache_header *)bytes;

    (void)state;
    bytes[header->sections[CACHE_ROOTS].offset + 3] ^= 1;
    seal(bytes);
    write_cache(bytes, n);
    assert_false(opens(NULL));
    bytes[header->sections[CACHE_ROOTS].offset + 3] ^= 1;
    header->form++;
    seal(bytes);
    write_cache(bytes, n);
    assert_false(opens(NULL));
    header->form--;
    seal(bytes);
    write_cache(bytes, n);
    assert_true(opens(text));
    assert_int_equal(chmod(path, 0620), 0);
    assert_false(opens(NULL));
    assert_int_equal(unlink(path), 0);
    assert_false(opens(NULL));
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_false(opens(NULL));
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_false(opens(NULL));
    /* Where it cannot be written nothing else fails. */
    struct library *library = load_kept();
    library_save(library);
    assert_int_equal(library_count(library), FILES);
    library_free(library);
    free(bytes);
    free(path);
    free(text);
}

/* Damage to the index alone leaves the articles. */
static void test_damaged_index(void **state)
{
    size_t n;
    char *text = make_cache(), *path = cache_file();
    unsigned char *bytes = read_cache(&n);
    const struct cache_header *header = (const struct cache_header *)bytes;

    (void)state;
    for (size_t i = CACHE_INDEX; i < CACHE_STRINGS; i++) {
        unsigned char *byte = bytes + header->sections[i].offset;
        assert_true(header->sections[i].length > 0);
        *byte ^= 1;
        write_cache(bytes, n);
        *byte ^= 1;
        const char *folder = below("news");
        struct library *library = library_new(&folder, 1);
        struct cache *cache = cache_open(path, library);
        assert_non_null(cache);
        assert_null(cache_open_index(cache));
        char *found = describe(library);
        assert_string_equal(found, text);
        free(found);
        library_free(library);
        cache_close(cache);
    }
    free(bytes);
    free(path);
    free(text);
}

/* Numbers are others once something is gone: then it is not written. */
static void test_no_index_of_the_gone(void **state)
{
    char *text = make_cache(), *path = cache_file();
    const char *folder = below("news");
    struct library *library = library_new(&folder, 1);
    struct cache *cache = cache_open(path, library);

    (void)state;
    library_set_index(library, cache_open_index(cache));
    library_make_gone(library, 3, LIBRARY_GONE);
    struct cache_writer *writer = cache_write(library, path);
    while (cache_write_step(writer, 1000))
        ;
    cache_write_end(writer);
    library_free(library);
    cache_close(cache);

    library = library_new(&folder, 1);
    cache = cache_open(path, library);
    assert_non_null(cache);
    assert_int_equal(library_count(library), FILES - 1);
    assert_null(cache_open_index(cache));
    library_free(library);
    cache_close(cache);
    free(path);
    free(text);
}

/* Texts that are not what was written are read from the files again. */
static void test_damaged_text(void **state)
{
    size_t n;
    char *text = make_cache();
    unsigned char *bytes = read_cache(&n);
    unsigned char *found = memmem(bytes, n, "Title 4", 7);

    (void)state;
    assert_non_null(found);
    *found = 'X';
    write_cache(bytes, n);
    struct library *library = load_kept();
    char *again = describe(library);
    assert_string_equal(again, text);
    library_free(library);
    free(again);
    free(bytes);
    free(text);
}

/* Two at once: the second leaves it to the first, and what is there is whole. */
static void test_two_writers(void **state)
{
    char *text = make_cache(), *path = cache_file();
    struct library *library = load_kept();

    (void)state;
    library_index_now(library);
    struct cache_writer *first = cache_write(library, path);
    assert_non_null(first);
    assert_null(cache_write(library, path));
    assert_true(cache_write_step(first, 100));
    assert_true(opens(text));
    cache_write_end(first); /* given up */
    assert_true(opens(text));
    first = cache_write(library, path);
    assert_non_null(first);
    while (cache_write_step(first, 100))
        assert_true(opens(text));
    cache_write_end(first);
    assert_true(opens(text));
    library_free(library);
    free(path);
    free(text);
}

/* What nobody opened for long goes; nothing else of the folder does. */
static void test_tidies(void **state)
{
    static const struct {
        const char *name;
        bool old, stays;
    } files[] = {
        { "cache/0123456789abcdef.library", true, false },
        { "cache/0123456789abcdef.library.new", true, false },
        { "cache/fedcba9876543210.library", false, true },
        { "cache/0123456789abcde.library", true, true },
        { "cache/0123456789abcdef.library.old", true, true },
        { "cache/pages.db", true, true },
    };
    char *text = make_cache(), *path = cache_file();
    struct stat st;

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        make_file(files[i].name, "x");
        if (files[i].old)
            age(files[i].name);
    }
    assert_int_equal(utimensat(AT_FDCWD, path, (struct timespec[2]){ { 0, 0 }, { 0, 0 } }, 0),
                     0);
    struct library *library = load_kept(); /* opens it */
    library_index_now(library);
    library_save(library);
    library_free(library);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        assert_int_equal(fstatat(top, files[i].name, &st, 0) == 0, files[i].stays);
    assert_true(opens(text));
    free(path);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_brings_all_back),
        TEST(test_is_true_to_the_folder),
        TEST(test_same_size_and_time),
        TEST(test_cut_off),
        TEST(test_flipped_bits),
        TEST(test_hostile_numbers),
        TEST(test_list_ends),
        TEST(test_hostile_header),
        TEST(test_foreign),
        TEST(test_damaged_text),
        TEST(test_two_writers),
        TEST(test_damaged_index),
        TEST(test_no_index_of_the_gone),
        TEST(test_tidies),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
