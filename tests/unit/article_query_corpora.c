/* SPDX-License-Identifier: MIT */
/*
 * Random queries over real articles, by the index, and by a scan that shares no code with query
 * or index: a fold of its own, strstr() and qsort(). What is looked for is taken from the
 * articles themselves. There are none in the tree: CORPORA= says where, QUERIES= how many.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "article/query.h"
#include "article_known.h"
#include "base/alloc.h"
#include "base/buf.h"
#include "base/date.h"
#include "random_text.h"

enum { QUERIES_DEFAULT = 300, NODES = 64, TEXT_MAX = 200 };

static struct random_text seed = { 99 };

static uint32_t dice(uint32_t sides)
{
    return random_text_next(&seed, sides);
}

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define PICK(array)  ((array)[dice(COUNT(array))])

static struct known *all;
static size_t all_count;

/* ---- queries by lot ---- */

enum kind {
    WORD,
    TITLE,
    TITLE_IS,
    EXCERPT,
    URL,
    TOPIC,
    TOPIC_IS,
    TOPIC_IS_NOT,
    TERM,
    TERM_IS,
    NUMBER,
    YEAR,
    MONTH,
    SINCE,
    NONE,
    FLAG,
    LEAVES,
    AND = LEAVES,
    OR,
    NOT,
    KINDS
};

static const char *const numbers[] = { "heat", "quality", "words" };
static const char *const number_ops[] = { "<", "<=", ">", ">=", "=" };
static const char *const flags[] = { "published", "body", "image", "-body" };
static const char *const nullable[] = { "excerpt", "topic",  "heat",  "quality",
                                        "date",    "author", "words", "provider" };

struct tree {
    enum kind kind;
    char text[TEXT_MAX]; /* as it is written between quotes, without escapes */
    char *needle;        /* folded */
    uint32_t which, op;
    double number;
    int year, month;
    bool whole; /* some article has that very value */
    const struct tree *left, *right;
};

static struct tree nodes[NODES];
static size_t node_count;

/* A few characters of a text, from the beginning of one. */
static void take_piece(const char *s, char out[TEXT_MAX])
{
    size_t n = strlen(s), from = n > 0 ? dice((uint32_t)n) : 0, length = 0;
    size_t most = 1 + dice(dice(3) ? 6 : 30);

    while (from > 0 && ((unsigned char)s[from] & 0xC0) == 0x80)
        from--;
    for (size_t i = from; s[i] && length + 4 < TEXT_MAX; i++) {
        if (((unsigned char)s[i] & 0xC0) != 0x80 && most-- == 0)
            break;
        if (!strchr("\"\\", s[i]))
            out[length++] = s[i];
    }
    out[length] = '\0';
}

static const struct article *any_article(void)
{
    return all[dice((uint32_t)all_count)].article;
}

/* The value of a field that some article has, whole or a piece of it. */
static void take_value(struct tree *tree, const struct library *library)
{
    const struct article *article = any_article();
    const term values[] = { article->provider, article->domain,   article->author,
                            article->type,     article->category, article->lang };
    term value = tree->kind == TERM || tree->kind == TERM_IS ? values[tree->which]
                 : article->topic_count > 0 ? article->topics[dice(article->topic_count)]
                                            : TERM_NONE;
    const char *s = terms_text(library_terms(library), value);

    if (dice(3) == 0)
        take_piece(s, tree->text);
    else if (strlen(s) < TEXT_MAX && !strpbrk(s, "\"\\"))
        snprintf(tree->text, TEXT_MAX, "%s", s);
}

static void take_text(struct tree *tree, const struct library *library)
{
    const struct article *article = any_article();

    if (tree->kind == URL)
        take_piece(article->url[dice(URL_COUNT)], tree->text);
    else if (tree->kind >= TOPIC)
        take_value(tree, library);
    else if (tree->kind == TITLE_IS && strlen(article->title) < TEXT_MAX &&
             !strpbrk(article->title, "\"\\"))
        snprintf(tree->text, TEXT_MAX, "%s", article->title);
    else
        take_piece(dice(2) ? article->title : article->excerpt, tree->text);
}

static bool is_value(const struct tree *tree, const char *value)
{
    return *value && strcmp(value, tree->needle) == 0;
}

/* Whether some article has it in the field; a provider's site counts as one. */
static bool is_whole(const struct tree *tree)
{
    for (size_t i = 0; i < all_count; i++) {
        if (tree->kind == TERM &&
            (is_value(tree, all[i].terms[tree->which]) ||
             (tree->which == PROVIDER && is_value(tree, all[i].terms[DOMAIN]))))
            return true;
        for (size_t k = 0; tree->kind == TOPIC && k < all[i].article->topic_count; k++)
            if (is_value(tree, all[i].topics[k]))
                return true;
    }
    return false;
}

static bool has_text(enum kind kind)
{
    return kind <= TERM_IS;
}

/* Not all collections have all fields. */
static void take_needle(struct tree *tree, const struct library *library)
{
    int tries = 0;

    do {
        snprintf(tree->text, TEXT_MAX, "%s", tries++ < 50 ? "" : "a");
        if (tries <= 50)
            take_text(tree, library);
        size_t n = strlen(tree->text), blanks = strspn(tree->text, " ");
        while (n > blanks && tree->text[n - 1] == ' ')
            n--;
        memmove(tree->text, tree->text + blanks, n - blanks);
        tree->text[n - blanks] = '\0';
        free(tree->needle);
        tree->needle = fold(tree->text);
    } while (strspn(tree->needle, " ") == strlen(tree->needle));
    tree->whole = is_whole(tree);
}

static const struct tree *random_tree(const struct library *library, int depth)
{
    struct tree *tree = &nodes[node_count++];
    const struct article *article = any_article();
    int64_t seconds = article->date == DATE_NONE ? 0 : article->date;
    struct tm tm;

    free(tree->needle);
    memset(tree, 0, sizeof *tree);
    tree->kind = (enum kind)(depth > 0 && dice(3) ? LEAVES + dice(KINDS - LEAVES)
                             : dice(3)            ? dice(TERM_IS + 1)
                                                  : dice(LEAVES));
    if (tree->kind == TERM || tree->kind == TERM_IS)
        tree->which = dice(TERM_FIELDS);
    else if (tree->kind == NUMBER)
        tree->which = dice(COUNT(numbers));
    else
        tree->which = dice(tree->kind == FLAG ? COUNT(flags) : COUNT(nullable));
    tree->op = dice(COUNT(number_ops));
    tree->number = dice(3) ? dice(120) : isnan(article->heat) ? 0 : article->heat;
    gmtime_r(&(time_t){ seconds }, &tm);
    tree->year = tm.tm_year + 1900;
    tree->month = tm.tm_mon + 1;
    if (has_text(tree->kind))
        take_needle(tree, library);
    if (tree->kind >= LEAVES)
        tree->left = random_tree(library, depth - 1);
    if (tree->kind == AND || tree->kind == OR)
        tree->right = random_tree(library, depth - 1);
    return tree;
}

static void print(const struct tree *tree, struct buf *out)
{
    static const char *const before[] = {
        [WORD] = "",    [TITLE] = "title:", [TITLE_IS] = "title=", [EXCERPT] = "excerpt:",
        [URL] = "url:", [TOPIC] = "topic:", [TOPIC_IS] = "topic=", [TOPIC_IS_NOT] = "topic!=",
    };

    if (tree->kind < TERM) {
        buf_addf(out, "%s\"%s\"", before[tree->kind], tree->text);
    } else if (tree->kind <= TERM_IS) {
        buf_addf(out, "%s%s\"%s\"", term_names[tree->which], tree->kind == TERM ? ":" : "=",
                 tree->text);
    } else if (tree->kind == NUMBER) {
        buf_addf(out, "%s%s%g", numbers[tree->which], number_ops[tree->op], tree->number);
    } else if (tree->kind == YEAR) {
        buf_addf(out, "date:%04d", tree->year);
    } else if (tree->kind == MONTH) {
        buf_addf(out, "date:%04d-%02d", tree->year, tree->month);
    } else if (tree->kind == SINCE) {
        buf_addf(out, "date>=%04d-%02d", tree->year, tree->month);
    } else if (tree->kind == NONE) {
        buf_addf(out, "%s:none", nullable[tree->which]);
    } else if (tree->kind == FLAG) {
        buf_adds(out, flags[tree->which]);
    } else {
        buf_adds(out, tree->kind == NOT ? "-(" : "(");
        print(tree->left, out);
        if (tree->right) {
            buf_adds(out, tree->kind == AND ? " " : " | ");
            print(tree->right, out);
        }
        buf_addc(out, ')');
    }
}

/* ---- what they mean ---- */

static bool has(const char *text, const struct tree *tree)
{
    return strstr(text, tree->needle) != NULL;
}

static bool term_matches(const struct tree *tree, const char *value)
{
    return tree->whole ? is_value(tree, value) : has(value, tree);
}

static bool any_topic(const struct tree *tree, const struct known *known,
                      bool (*matches)(const struct tree *tree, const char *value))
{
    for (size_t i = 0; i < known->article->topic_count; i++)
        if (matches(tree, known->topics[i]))
            return true;
    return false;
}

static bool is_part(const struct tree *tree, const char *value)
{
    return has(value, tree);
}

static bool any_url(const struct tree *tree, const struct known *known)
{
    for (int i = 0; i < URL_COUNT; i++)
        if (has(known->urls[i], tree))
            return true;
    return false;
}

static double number_of(const struct known *known, uint32_t which)
{
    const struct article *article = known->article;

    return which == 0           ? article->heat
           : which == 1         ? article->quality
           : article->words > 0 ? article->words
                                : NAN;
}

static bool number_matches(const struct tree *tree, double x)
{
    double y = tree->number;

    if (isnan(x))
        return false;
    return tree->op == 0   ? x < y
           : tree->op == 1 ? x <= y
           : tree->op == 2 ? x > y
           : tree->op == 3 ? x >= y
                           : x == y;
}

static bool date_matches(const struct tree *tree, int64_t date)
{
    struct tm tm;

    if (date == DATE_NONE)
        return false;
    gmtime_r(&(time_t){ date }, &tm);
    int year = tm.tm_year + 1900, month = tm.tm_mon + 1;
    if (tree->kind == YEAR)
        return year == tree->year;
    if (tree->kind == MONTH)
        return year == tree->year && month == tree->month;
    return year > tree->year || (year == tree->year && month >= tree->month);
}

static bool is_missing(const struct tree *tree, const struct known *known)
{
    const struct article *article = known->article;
    const bool missing[] = {
        !*article->excerpt,         article->topic_count == 0,
        isnan(article->heat),       isnan(article->quality),
        article->date == DATE_NONE, !*known->terms[AUTHOR],
        article->words == 0,        !*known->terms[PROVIDER] && !*known->terms[DOMAIN]
    };

    return missing[tree->which];
}

static bool has_flag(const struct tree *tree, const struct article *article)
{
    const bool set[] = { article->published == YES, article->has_body, article->has_images,
                         !article->has_body };

    return set[tree->which];
}

static bool means(const struct tree *tree, const struct known *known)
{
    const char *site = tree->which == PROVIDER ? known->terms[DOMAIN] : "";

    switch (tree->kind) {
    case WORD:
        return has(known->title, tree) || has(known->excerpt, tree) ||
               has(known->terms[PROVIDER], tree) || any_topic(tree, known, is_part);
    case TITLE:
        return has(known->title, tree);
    case TITLE_IS:
        return is_value(tree, known->title);
    case EXCERPT:
        return has(known->excerpt, tree);
    case URL:
        return any_url(tree, known);
    case TOPIC:
        return any_topic(tree, known, term_matches);
    case TOPIC_IS:
        return any_topic(tree, known, is_value);
    case TOPIC_IS_NOT:
        return known->article->topic_count > 0 && !any_topic(tree, known, is_value);
    case TERM:
        return term_matches(tree, known->terms[tree->which]) || term_matches(tree, site);
    case TERM_IS:
        return is_value(tree, known->terms[tree->which]) || is_value(tree, site);
    case NUMBER:
        return number_matches(tree, number_of(known, tree->which));
    case NONE:
        return is_missing(tree, known);
    case FLAG:
        return has_flag(tree, known->article);
    case AND:
        return means(tree->left, known) && means(tree->right, known);
    case OR:
        return means(tree->left, known) || means(tree->right, known);
    case NOT:
        return !means(tree->left, known);
    default:
        return date_matches(tree, known->article->date);
    }
}

/* ---- the order ---- */

static uint32_t first_key; /* 0 date, 1 heat, 2 quality, 3 title */
static bool reverse;

static const char *const orders[] = { "", " sort:heat",  " sort:quality",  " sort:title",
                                      "", " sort:-heat", " sort:-quality", " sort:-title" };

/* The unknown last, whatever the direction. */
static int compare_numbers(double a, double b, bool low_first)
{
    if (isnan(a) || isnan(b))
        return isnan(a) - isnan(b);
    return low_first ? (a > b) - (a < b) : (a < b) - (a > b);
}

static int in_order(const void *x, const void *y)
{
    const struct known *a = *(const struct known *const *)x,
                       *b = *(const struct known *const *)y;
    int result = 0;

    if (first_key == 3)
        result = reverse ? strcmp(b->title, a->title) : strcmp(a->title, b->title);
    else if (first_key > 0)
        result =
            compare_numbers(number_of(a, first_key - 1), number_of(b, first_key - 1), reverse);
    if (result == 0)
        result = (a->article->date < b->article->date) - (a->article->date > b->article->date);
    if (result == 0)
        result = strcmp(a->title, b->title);
    return result ? result : strcmp(a->article->path, b->article->path);
}

static void check(const struct library *library, const struct tree *tree, struct buf *text,
                  const struct known **expected)
{
    struct query_error error;
    size_t count, expected_count = 0;
    uint32_t order = dice(COUNT(orders));

    buf_clear(text);
    print(tree, text);
    buf_adds(text, orders[order]);
    first_key = order % 4;
    reverse = order >= 4;
    struct query *query = query_parse(buf_str(text), text->len, 0, &error);
    if (!query)
        fail_msg("%s: %zu: %s", buf_str(text), error.start, error.error.text);
    for (size_t i = 0; i < all_count; i++)
        if (means(tree, &all[i]))
            expected[expected_count++] = &all[i];
    qsort(expected, expected_count, sizeof *expected, in_order);
    uint32_t *found = query_run(query, library, &count, NULL);
    if (count != expected_count)
        fail_msg("%s: %zu, not %zu", buf_str(text), count, expected_count);
    for (size_t i = 0; i < count; i++)
        if (library_article(library, found[i]) != expected[i]->article)
            fail_msg("%s: %zu: %s, not %s", buf_str(text), i,
                     library_article(library, found[i])->path, expected[i]->article->path);
    free(found);
    query_free(query);
}

static void same_as_a_scan(void **state)
{
    const char *const folder = getenv("CORPORA") ? getenv("CORPORA") : "../shared/corpora";
    const char *const paths[] = { folder };
    size_t queries = getenv("QUERIES") ? strtoul(getenv("QUERIES"), NULL, 10) : QUERIES_DEFAULT;
    struct buf text = BUF_INIT(QUERY_MAX);
    struct error error;

    (void)state;
    if (access(folder, R_OK) != 0) {
        print_message("0 queries: %s is not there\n", folder);
        skip();
    }
    struct library *library = library_new(paths, 1);
    assert_true(library_load(library, &error));
    library_index_now(library);
    assert_non_null(library_index(library));
    all_count = library_count(library);
    assert_true(all_count > 0);
    all = xcalloc(all_count, sizeof *all);
    const struct known **expected = xcalloc(all_count, sizeof *expected);
    for (size_t i = 0; i < all_count; i++)
        learn(&all[i], library, i);
    for (size_t i = 0; i < queries; i++) {
        node_count = 0;
        check(library, random_tree(library, (int)dice(4)), &text, expected);
    }
    print_message("%zu queries over %zu articles of %s\n", queries, all_count, folder);
    for (size_t i = 0; i < all_count; i++)
        forget(&all[i]);
    for (size_t i = 0; i < NODES; i++)
        free(nodes[i].needle);
    free(all);
    free(expected);
    library_free(library);
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_as_a_scan),
    };

    setenv("TZ", "UTC0", 1);
    tzset();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
