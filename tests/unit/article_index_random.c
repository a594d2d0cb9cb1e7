/* SPDX-License-Identifier: MIT */
/*
 * Random queries over random articles, trouble of all scripts among them: with an index they
 * give what they give without one, article by article and in the same order, also after files
 * came, changed and went.
 */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "article/facet.h"
#include "article/flagged.h"
#include "article/index.h"
#include "article/query.h"
#include "article_folder.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/text.h"
#include "random_text.h"

enum { ARTICLES = 1500, LATE = 80, QUERIES = 1000, TEXT_MAX = 4096 };

static struct random_text seed = { 20240229 };

static uint32_t dice(uint32_t sides)
{
    return random_text_next(&seed, sides);
}

#define PICK(array) ((array)[dice(sizeof(array) / sizeof *(array))])

static const char *const words[] = { "the",     "of",    "chips",  "chip",       "market",
                                     "Markets", "AI",    "ail",    "rain",       "Straße",
                                     "naïve",   "Zug",   "C++",    "c#",         "AT&T",
                                     "e-mail",  "don't", "日本語", "日本の新聞", "東京",
                                     "한국어",  "ﬁle",   "…",      "“quoted”",   "3.14",
                                     "2021",    "a",     "e",      "x_y",        "καλημέρα" };
static const char *const topics[] = { "AI", "AI Hardware", "Climate", "C++", "日本", "a, b" };
static const char *const providers[] = { "Post", "Posten", "The New Times", "Times",
                                         "東京新聞" };
static const char *const prices[] = { "Free", "12", "0.5", "PT30M", "2021-03-04" };

static void add_words(struct buf *out, uint32_t count)
{
    static const char *const gaps[] = { " ", " ", " ", ", ", "", ": ", " (" };

    for (uint32_t i = 0; i < count; i++) {
        if (i > 0)
            buf_adds(out, PICK(gaps));
        if (dice(12) > 0) {
            buf_adds(out, PICK(words));
        } else {
            char trouble[24];
            size_t n = random_text_fill(&seed, trouble, sizeof trouble);
            text_clean(out, trouble, n, TEXT_LINE);
        }
    }
}

/* A key whose value needs no escapes but that of its quotes. */
static void add_text(struct buf *out, const char *key, const char *text)
{
    buf_addf(out, "%s: '", key);
    for (; *text; text++)
        buf_addf(out, "%s%c", *text == '\'' ? "'" : "", *text);
    buf_adds(out, "'\n");
}

static void write_article(const struct folder *folder, uint32_t number)
{
    struct buf out = BUF_INIT(TEXT_MAX), text = BUF_INIT(TEXT_MAX);
    char name[32];

    buf_adds(&out, "---\n");
    add_words(&text, 1 + dice(4));
    add_text(&out, "title", buf_str(&text));
    buf_clear(&text);
    add_words(&text, dice(10));
    if (text.len)
        add_text(&out, "excerpt", buf_str(&text));
    if (dice(3))
        add_text(&out, "topics", PICK(topics));
    if (dice(3))
        buf_addf(&out, "provider:\n  name: %s\n  domain: %s.org\n", PICK(providers),
                 PICK(topics));
    if (dice(3))
        buf_addf(&out, "heat: %s%u\n", dice(9) ? "" : "0.", dice(300));
    if (dice(2))
        buf_addf(&out, "quality: %u\n", dice(100));
    if (dice(5))
        buf_addf(&out, "date: 20%02u-%02u-%02uT%02u:%02u:%02uZ\n", 18 + dice(4), 1 + dice(3),
                 1 + dice(28), dice(2) * 23, dice(2) * 59, dice(2) * 59);
    if (dice(4) == 0)
        buf_addf(&out, "price: %s\n", PICK(prices));
    if (dice(5) == 0)
        buf_adds(&out, "published: true\n");
    buf_adds(&out, dice(2) ? "---\n" : "---\nSome words of a body.\n");
    snprintf(name, sizeof name, "%u-%04u.md", dice(3), number);
    folder_write(folder, name, buf_str(&out));
    buf_release(&out);
    buf_release(&text);
}

/* ---- what only records tell ---- */

static bool has_flag(void *arg, const struct article *article, enum query_flag flag)
{
    (void)arg;
    if (flag == QUERY_STORED)
        return article->id % 50 == 0;
    return (article->id >> flag) % 3 == 0;
}

static const char *stored(void *arg, const struct article *article, size_t *n)
{
    static const char text[] = "a chip of rain in the stored text";

    (void)arg;
    *n = sizeof text - 1;
    return article->id % 50 == 0 ? text : NULL;
}

static struct flagged known;
static uint64_t changes;

static const uint64_t *flagged(void *arg, const struct library *library, enum query_flag flag);

static const struct query_state state = { .flag = has_flag, .text = stored };
static const struct query_state quick_state = { .flag = has_flag,
                                                .text = stored,
                                                .flagged = flagged };

static const uint64_t *flagged(void *arg, const struct library *library, enum query_flag flag)
{
    (void)arg;
    return flagged_get(&known, &quick_state, library, flag, changes += dice(2));
}

/* ---- queries ---- */

/* At most so many bytes of a text from somewhere on, whole characters, with escapes. */
static void add_part(struct buf *out, const char *text, size_t from, size_t most)
{
    size_t n = strlen(text);

    while (from > 0 && ((unsigned char)text[from] & 0xC0) == 0x80)
        from--;
    n = most < n - from ? text_whole(text + from, most) : n - from;
    buf_addc(out, '"');
    for (size_t i = from; i < from + n; i++)
        buf_addf(out, "%s%c", text[i] == '"' || text[i] == '\\' ? "\\" : "", text[i]);
    buf_addc(out, '"');
}

/* A piece of a text that some article has. */
static void add_piece(struct buf *out, const struct library *library)
{
    const struct article *article =
        library_article(library, dice((uint32_t)library_count(library)));
    const char *text = dice(2) && *article->excerpt ? article->excerpt : article->title;

    add_part(out, text, dice((uint32_t)strlen(text)), 1 + dice(dice(4) ? 4 : 30));
}

static void add_atom(struct buf *out, const struct library *library)
{
    static const char *const atoms[] = {
        "heat>50",        "heat:none",    "quality<=40",
        "date:2019",      "date>2020-02", "date:none",
        "date:<30d",      "published",    "body",
        "image",          "unread",       "read new",
        "full | starred", "price:free",   "price:none",
        "price>1",        "topic:none",   "#ai",
        "topic=ai",       "topic!=ai",    "provider:post",
        "provider:tim",   "domain:c",     "provider:none",
        "price!=free",    "excerpt:none", "/ch[ia]/",
        "title~^the",     "text:rain",    "heat!=0",
        "published:no",   "path:1-",      "#日本",
        "provider!=post", "words>0",      "excerpt:none,rain",
        "heat:none,>90",  "heat!=none",   "heat:10..20,30..40",
        "heat!=5,none",   "heat<0.5",     "quality>1000",
    };

    switch (dice(6)) {
    case 0:
    case 1:
        add_piece(out, library);
        break;
    case 2:
        buf_adds(out, dice(2) ? "title:" : dice(2) ? "excerpt:" : "title=");
        add_piece(out, library);
        break;
    case 3:
        add_part(out, PICK(words), 0, 1 + dice(8));
        break;
    default:
        buf_adds(out, PICK(atoms));
    }
}

static void add_query(struct buf *out, const struct library *library, int depth)
{
    uint32_t kind = depth > 0 ? dice(6) : 5;

    if (kind == 0)
        buf_addc(out, '-');
    if (kind > 3) {
        add_atom(out, library);
        return;
    }
    buf_addc(out, '(');
    add_query(out, library, depth - 1);
    buf_adds(out, kind == 1 ? " | " : " ");
    add_query(out, library, depth - 1);
    buf_addc(out, ')');
}

static void add_order(struct buf *out)
{
    static const char *const keys[] = { "heat",  "-heat",   "title", "-title",
                                        "hot",   "quality", "price", "provider",
                                        "-date", "topic",   "path",  "-words" };

    if (dice(2))
        return;
    buf_addf(out, " sort:%s", PICK(keys));
    if (dice(2))
        buf_addf(out, ",%s", PICK(keys));
}

/* As short as a step can be, other things done with the query between them. */
static uint32_t *run_in_steps(struct query *query, const struct library *library, size_t *count,
                              size_t *matched)
{
    struct query_running *running = query_start(query, library);
    size_t asked, all, before = 0;

    while (!query_step(running, 0)) {
        query_progress(running, &asked, &all);
        assert_true(asked <= all);
        if (asked == before)
            query_match(query, library, library_article(library, 0));
        before = asked;
    }
    return query_take(running, count, matched);
}

static void compare_counts(const struct library *plain, const struct library *indexed,
                           struct query *query, const char *text)
{
    struct query_counting *expected = query_count_start(query, plain);
    struct query_counting *found = query_count_start(query, indexed);

    while (!query_count_step(expected, INT_MAX) || !query_count_step(found, 0))
        continue;
    for (size_t i = 0; i < query_term_count(query); i++) {
        size_t alone, without, other_alone, other_without;
        query_count_get(expected, i, &alone, &without);
        query_count_get(found, i, &other_alone, &other_without);
        if (alone != other_alone || without != other_without)
            fail_msg("%s: term %zu: %zu %zu, not %zu %zu", text, i, other_alone, other_without,
                     alone, without);
    }
    query_count_stop(expected);
    query_count_stop(found);
}

/* The numbers may differ, what they stand for may not. */
static void compare(const struct library *plain, const struct library *indexed,
                    const char *text, int64_t now)
{
    struct query_error error;
    struct query *query = query_parse(text, strlen(text), now, &error);
    size_t count, others, all, other_all;

    if (!query) /* such as nothing but blanks to look for */
        return;
    if (dice(3))
        query_set_state(query, dice(2) ? &state : &quick_state);
    uint32_t *expected = query_run(query, plain, &count, &all);
    uint32_t *found = dice(2) ? query_run(query, indexed, &others, &other_all)
                              : run_in_steps(query, indexed, &others, &other_all);
    if (count != others || all != other_all)
        fail_msg("%s: %zu, not %zu", text, others, count);
    for (size_t i = 0; i < count; i++) {
        const struct article *one = library_article(plain, expected[i]);
        const struct article *other = library_article(indexed, found[i]);
        if (one->id != other->id)
            fail_msg("%s: %zu: %s, not %s", text, i, other->path, one->path);
    }
    compare_counts(plain, indexed, query, text);
    free(expected);
    free(found);
    query_free(query);
}

/* Facets of what a query finds, in both. */
static void compare_facets(const struct library *plain, const struct library *indexed,
                           const char *text, int64_t now)
{
    static const char *const names[] = { "topic", "provider", "domain", "date",
                                         "month", "day",      "heat",   "published",
                                         "price", "title",    "words" };
    const struct library *const libraries[] = { plain, indexed };
    struct facets facets[2];
    const char *name = PICK(names);

    for (int i = 0; i < 2; i++) {
        struct query *query = query_parse(text, strlen(text), now, NULL);
        size_t count;
        if (!query)
            return;
        uint32_t *numbers = query_run(query, libraries[i], &count, NULL);
        assert_true(facets_count(&facets[i], libraries[i], name, numbers, count));
        free(numbers);
        query_free(query);
    }
    if (facets[0].count != facets[1].count || facets[0].without != facets[1].without)
        fail_msg("%s of %s: %zu %zu, not %zu %zu", name, text, facets[1].count,
                 facets[1].without, facets[0].count, facets[0].without);
    for (size_t i = 0; i < facets[0].count; i++) {
        assert_string_equal(facets[0].values[i].text, facets[1].values[i].text);
        assert_int_equal(facets[0].values[i].count, facets[1].values[i].count);
    }
    facets_release(&facets[0]);
    facets_release(&facets[1]);
}

static void compare_many(const struct library *plain, const struct library *indexed, int many)
{
    struct buf text = BUF_INIT(QUERY_MAX), order = BUF_INIT(QUERY_MAX);
    int64_t now = date_parse("2021-02-01", 10);

    for (int i = 0; i < many; i++) {
        /* The order of one query may be that of the next one, or stay for a minute. */
        if (dice(2))
            buf_clear(&order);
        if (order.len == 0)
            add_order(&order);
        if (dice(4) == 0)
            now += dice(100);
        buf_clear(&text);
        if (dice(4))
            add_query(&text, plain, 3);
        buf_adds(&text, buf_str(&order));
        compare(plain, indexed, buf_str(&text), now);
        compare_facets(plain, indexed, buf_str(&text), now);
    }
    buf_release(&order);
    buf_release(&text);
}

/* Orders that are nearly the one before, which is remembered. */
static void compare_orders(const struct library *plain, const struct library *indexed)
{
    static const char *const orders[] = { "heat",       "-heat",       "title",  "-title",
                                          "heat,title", "heat,-title", "hot",    "-hot",
                                          "hot",        "price",       "-price", "heat",
                                          "price,heat", "heat" };
    int64_t now = date_parse("2021-02-01", 10);
    struct buf text = BUF_INIT(QUERY_MAX);

    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        static const char *const filters[] = { "", "-ai", "the", "" };
        for (size_t k = 0; k < sizeof filters / sizeof *filters; k++) {
            buf_clear(&text);
            buf_addf(&text, "%s sort:%s", filters[k], orders[i]);
            compare(plain, indexed, buf_str(&text), now);
        }
    }
    buf_release(&text);
}

static void same_as_without(void **unused)
{
    struct folder folder;

    (void)unused;
    folder_make(&folder);
    for (uint32_t i = 0; i < ARTICLES; i++)
        write_article(&folder, i);
    struct library *plain = folder_load(&folder), *indexed = folder_load(&folder);
    library_index_now(indexed);
    assert_non_null(library_index(indexed));
    assert_null(library_index(plain));
    compare_orders(plain, indexed);
    compare_many(plain, indexed, QUERIES);
    flagged_release(&known);
    library_free(plain);
    library_free(indexed);
    folder_remove(&folder);
}

static void stop_when_loaded(void *arg)
{
    void **both = arg;

    if (!library_loading(both[0]))
        loop_stop(both[1], 0);
}

/* Files come, change and go after the index was made. */
static void same_after_changes(void **unused)
{
    struct folder folder;
    struct loop *loop = loop_new();

    (void)unused;
    folder_make(&folder);
    for (uint32_t i = LATE; i < ARTICLES; i++)
        write_article(&folder, i);
    const char *const paths[] = { folder.path };
    struct library *indexed = library_new(paths, 1);
    void *both[] = { indexed, loop };
    library_start(indexed, loop, stop_when_loaded, both);
    loop_run(loop);
    library_index_now(indexed);
    compare(indexed, indexed, " sort:heat",
            0); /* what is remembered is of another index soon */
    /* Some of the names are taken already. */
    for (uint32_t i = 0; i < 2 * LATE; i++)
        write_article(&folder, i);
    library_rescan(indexed);
    loop_run(loop);
    assert_true(index_count(library_index(indexed)) < library_count(indexed));
    assert_true(library_live(indexed) < library_count(indexed));
    struct library *plain = folder_load(&folder);
    assert_int_equal(library_live(indexed), library_count(plain));
    compare_many(plain, indexed, QUERIES / 3);
    library_index_now(indexed);
    compare_orders(plain, indexed);
    flagged_release(&known);
    library_free(plain);
    library_free(indexed);
    loop_free(loop);
    folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_as_without),
        cmocka_unit_test(same_after_changes),
    };

    setenv("TZ", "UTC0", 1);
    tzset();
    text_init_locale();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
