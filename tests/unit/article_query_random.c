/* SPDX-License-Identifier: MIT */
/*
 * Random queries over random articles, held to the plainest reading of what they mean: a tree
 * is evaluated over our own description of the articles, then printed as a query and run over
 * the files that were written from it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "article/query.h"
#include "article_folder.h"
#include "base/buf.h"
#include "base/date.h"
#include "dice.h"

enum { ARTICLES = 90, QUERIES = 4000, NODES = 64, TOPICS = 3 };

struct model {
    char title[64], excerpt[64], path[16];
    const char *topics[TOPICS];
    int topic_count;
    const char *provider, *price; /* NULL for none */
    double heat, stars;           /* -1 for none */
    int year, month, day;         /* 0 for none */
    bool published;
};

static struct model models[ARTICLES];

static const char *const words[] = { "alpha", "beta", "gamma", "delta", "alphabet" };
static const char *const topics[] = { "red",  "red hat", "blue", "green tea",
                                      "a, b", "none",    "1..2" };
static const char *const providers[] = { "Times", "New Times", "Post" };
static const char *const prices[] = { "Free", "Free trial", "12", "none" };
/* What is looked for: wholes, parts of them, and what is not there. */
static const char *const needles[] = { "alpha", "bet", "GAMMA", "ta",   "red",      "hat",
                                       "blu",   "tea", "time",  "xyz",  "a, b",     "none",
                                       "1..2",  "e",   "12",    "free", "new times" };

static void random_words(char *out, size_t size, int count)
{
    *out = '\0';
    for (int i = 0; i < count; i++) {
        size_t len = strlen(out);
        snprintf(out + len, size - len, "%s%s", i ? " " : "", PICK(words));
    }
}

static void random_model(struct model *model, int number)
{
    memset(model, 0, sizeof *model);
    snprintf(model->path, sizeof model->path, "%03d.md", number);
    random_words(model->title, sizeof model->title, 1 + dice(3));
    random_words(model->excerpt, sizeof model->excerpt, dice(4));
    int first = dice(COUNT(topics));
    model->topic_count = dice(TOPICS + 1);
    for (int i = 0; i < model->topic_count; i++)
        model->topics[i] = topics[(first + i) % COUNT(topics)];
    model->provider = dice(3) ? PICK(providers) : NULL;
    model->price = dice(3) ? PICK(prices) : NULL;
    model->heat = dice(3) ? dice(8) * 1.25 : -1;
    model->stars = dice(2) ? dice(5) : -1;
    model->year = dice(5) ? 2019 + dice(3) : 0;
    model->month = 1 + dice(12);
    model->day = 1 + dice(28);
    model->published = dice(2);
}

static void write_model(const struct folder *folder, const struct model *model)
{
    struct buf out = BUF_INIT(4096);

    buf_addf(&out, "---\ntitle: '%s'\n", model->title);
    if (*model->excerpt)
        buf_addf(&out, "excerpt: '%s'\n", model->excerpt);
    buf_adds(&out, "topics:");
    for (int i = 0; i < model->topic_count; i++)
        buf_addf(&out, "\n  - '%s'", model->topics[i]);
    buf_adds(&out, model->topic_count ? "\n" : " []\n");
    if (model->provider)
        buf_addf(&out, "provider:\n  name: '%s'\n", model->provider);
    if (model->price)
        buf_addf(&out, "price: '%s'\n", model->price);
    if (model->heat >= 0)
        buf_addf(&out, "heat: %g\n", model->heat);
    if (model->stars >= 0)
        buf_addf(&out, "ratings:\n  stars: %g\n", model->stars);
    if (model->year)
        buf_addf(&out, "date: %04d-%02d-%02d\n", model->year, model->month, model->day);
    buf_addf(&out, "published: %s\n---\n", model->published ? "true" : "false");
    folder_write(folder, model->path, buf_str(&out));
    buf_release(&out);
}

enum kind {
    WORD,
    TITLE,
    TITLE_IS,
    TOPIC,
    TOPIC_IS,
    TOPIC_IS_NOT,
    PROVIDER,
    PRICE,
    PRICE_IS,
    PRICE_IS_NOT,
    HEAT,
    STARS,
    YEAR,
    DAYS,
    MISSING,
    PUBLISHED,
    LEAVES,
    AND = LEAVES,
    OR,
    NOT,
    KINDS
};

static const char *const number_ops[] = { "<", "<=", ">", ">=", "=", ":", "!=" };
static const char *const nullable[] = { "topic",         "provider", "price",  "heat",
                                        "ratings.stars", "date",     "excerpt" };

struct tree {
    enum kind kind;
    const char *text[2]; /* any of */
    int text_count, op, field;
    double number, last; /* last: of a range when above number */
    int days;
    const struct tree *left, *right;
};

static struct tree nodes[NODES];
static int node_count;

static const struct tree *random_tree(int depth)
{
    struct tree *tree = &nodes[node_count++];

    memset(tree, 0, sizeof *tree);
    tree->kind =
        (enum kind)(depth > 0 && dice(3) ? LEAVES + dice(KINDS - LEAVES) : dice(LEAVES));
    tree->text_count = tree->kind == WORD ? 1 : 1 + (dice(3) == 0);
    tree->text[0] = PICK(needles);
    tree->text[1] = PICK(needles);
    tree->op = dice(COUNT(number_ops));
    tree->field = dice(COUNT(nullable));
    tree->days = dice(1200);
    tree->number = tree->kind == YEAR ? 2018 + dice(5) : dice(8) * 1.25;
    tree->last = tree->op >= 4 && dice(2) ? tree->number + 1 + dice(3) : tree->number;
    if (tree->kind == STARS)
        tree->number = tree->last = dice(5);
    if (tree->kind >= LEAVES)
        tree->left = random_tree(depth - 1);
    if (tree->kind == AND || tree->kind == OR)
        tree->right = random_tree(depth - 1);
    return tree;
}

/* ---- what it means ---- */

static bool same(const char *a, const char *b)
{
    return strcasecmp(a, b) == 0;
}

static bool part(const char *whole, const char *needle)
{
    return strcasestr(whole, needle) != NULL;
}

static bool number_matches(const struct tree *tree, double x)
{
    switch (tree->op) {
    case 0:
        return x < tree->number;
    case 1:
        return x <= tree->last;
    case 2:
        return x > tree->last;
    case 3:
        return x >= tree->number;
    case 6:
        return !(x >= tree->number && x <= tree->last);
    default:
        return x >= tree->number && x <= tree->last;
    }
}

static bool topic_known(const char *text)
{
    for (int i = 0; i < ARTICLES; i++)
        for (int j = 0; j < models[i].topic_count; j++)
            if (same(models[i].topics[j], text))
                return true;
    return false;
}

static bool provider_known(const char *text)
{
    for (int i = 0; i < ARTICLES; i++)
        if (models[i].provider && same(models[i].provider, text))
            return true;
    return false;
}

static bool has_topic(const struct model *model, const char *text, bool whole)
{
    for (int i = 0; i < model->topic_count; i++)
        if (whole ? same(model->topics[i], text) : part(model->topics[i], text))
            return true;
    return false;
}

static bool text_matches(const struct tree *tree, const struct model *model, const char *text)
{
    switch (tree->kind) {
    case WORD:
        return part(model->title, text) || part(model->excerpt, text) ||
               has_topic(model, text, false) ||
               (model->provider && part(model->provider, text));
    case TITLE:
        return part(model->title, text);
    case TITLE_IS:
        return same(model->title, text);
    case TOPIC:
        return has_topic(model, text, topic_known(text));
    case TOPIC_IS:
    case TOPIC_IS_NOT:
        return has_topic(model, text, true);
    case PROVIDER:
        return model->provider && (provider_known(text) ? same(model->provider, text)
                                                        : part(model->provider, text));
    case PRICE:
        return model->price && part(model->price, text);
    default:
        return model->price && same(model->price, text);
    }
}

static bool missing(const struct tree *tree, const struct model *model)
{
    const bool none[] = { model->topic_count == 0, !model->provider, !model->price,
                          model->heat < 0,         model->stars < 0, model->year == 0,
                          !*model->excerpt };

    return none[tree->field];
}

/* Before the end of 2021. */
static int age_in_days(const struct model *model)
{
    struct tm then = { .tm_year = model->year - 1900,
                       .tm_mon = model->month - 1,
                       .tm_mday = model->day };
    struct tm end = { .tm_year = 2022 - 1900, .tm_mday = 1 };

    return (int)((timegm(&end) - timegm(&then)) / (24 * 60 * 60));
}

static bool means(const struct tree *tree, const struct model *model)
{
    bool any;

    switch (tree->kind) {
    case AND:
        return means(tree->left, model) && means(tree->right, model);
    case OR:
        return means(tree->left, model) || means(tree->right, model);
    case NOT:
        return !means(tree->left, model);
    case HEAT:
        return model->heat >= 0 && number_matches(tree, model->heat);
    case STARS:
        return model->stars >= 0 && number_matches(tree, model->stars);
    case YEAR:
        return model->year && number_matches(tree, model->year);
    case DAYS:
        return model->year && age_in_days(model) < tree->days;
    case MISSING:
        return missing(tree, model);
    case PUBLISHED:
        return model->published;
    default:
        any = text_matches(tree, model, tree->text[0]) ||
              (tree->text_count > 1 && text_matches(tree, model, tree->text[1]));
        if (tree->kind == TOPIC_IS_NOT)
            return model->topic_count > 0 && !any;
        return tree->kind == PRICE_IS_NOT ? model->price && !any : any;
    }
}

/* ---- how it is written ---- */

static void print(const struct tree *tree, struct buf *out, bool tight);

static void print_text(const char *text, struct buf *out)
{
    bool plain = !strpbrk(text, " ,") && !strstr(text, "..") && strcmp(text, "none") != 0;
    const char *quote = !plain || dice(3) == 0 ? "\"" : "";

    buf_addf(out, "%s%s%s", quote, text, quote);
}

static void print_number(const struct tree *tree, const char *name, struct buf *out)
{
    buf_addf(out, "%s%s", name, number_ops[tree->op]);
    if (tree->last > tree->number)
        buf_addf(out, "%g..%g", tree->number, tree->last);
    else
        buf_addf(out, "%g", tree->number);
}

static void print_leaf(const struct tree *tree, struct buf *out)
{
    static const char *const names[] = {
        [WORD] = "",
        [TITLE] = "title:",
        [TITLE_IS] = "title=",
        [TOPIC] = "topic:",
        [TOPIC_IS] = "topic=",
        [TOPIC_IS_NOT] = "topic!=",
        [PROVIDER] = "provider:",
        [PRICE] = "price:",
        [PRICE_IS] = "price=",
        [PRICE_IS_NOT] = "Price!=",
    };

    if (tree->kind == TOPIC && dice(2))
        buf_addc(out, '#');
    else
        buf_adds(out, names[tree->kind]);
    for (int i = 0; i < tree->text_count; i++) {
        buf_adds(out, i ? "," : "");
        print_text(tree->text[i], out);
    }
}

static void print_pair(const struct tree *tree, struct buf *out)
{
    static const char *const ands[] = { " ", "  ", " and ", " & ", " AND " };
    static const char *const ors[] = { " | ", "|", " or ", " OR ", "||" };

    /* "or" binds less: a side of "and" that is an "or" needs brackets. */
    print(tree->left, out, tree->kind == AND);
    buf_adds(out, tree->kind == AND ? PICK(ands) : PICK(ors));
    print(tree->right, out, tree->kind == AND);
}

static void print(const struct tree *tree, struct buf *out, bool tight)
{
    static const char *const nots[] = { "-", "!", "not ", "NOT " };
    bool brackets = (tight && tree->kind == OR) || dice(6) == 0;

    buf_adds(out, brackets ? "(" : "");
    switch (tree->kind) {
    case AND:
    case OR:
        print_pair(tree, out);
        break;
    case NOT:
        buf_adds(out, PICK(nots));
        bool pair = tree->left->kind == AND || tree->left->kind == OR;
        buf_adds(out, pair ? "(" : "");
        print(tree->left, out, false);
        buf_adds(out, pair ? ")" : "");
        break;
    case HEAT:
        print_number(tree, "heat", out);
        break;
    case STARS:
        print_number(tree, "ratings.stars", out);
        break;
    case YEAR:
        print_number(tree, dice(2) ? "date" : "year", out);
        break;
    case DAYS:
        buf_addf(out, "%s%dd", dice(2) ? "@" : "date:<", tree->days);
        break;
    case MISSING:
        buf_addf(out, "%s:none", nullable[tree->field]);
        break;
    case PUBLISHED:
        buf_adds(out, "published");
        break;
    default:
        print_leaf(tree, out);
    }
    buf_adds(out, brackets ? ")" : "");
}

/* ---- the order ---- */

struct order {
    int key; /* 0 date, 1 heat, 2 title, 3 stars, 4 provider */
    bool reverse;
};

static const char *const order_names[] = { "date", "heat", "title", "ratings.stars",
                                           "provider" };

static struct order orders[2];
static int order_count;

static int compare_numbers(double a, double b, bool descending)
{
    if (a < 0 || b < 0)
        return (a < 0) - (b < 0);
    return descending ? (a < b) - (a > b) : (a > b) - (a < b);
}

static double date_number(const struct model *model)
{
    return model->year ? model->year * 10000 + model->month * 100 + model->day : -1;
}

static int compare_by(const struct order *order, const struct model *a, const struct model *b)
{
    int result;

    switch (order->key) {
    case 0:
        return compare_numbers(date_number(a), date_number(b), !order->reverse);
    case 1:
        return compare_numbers(a->heat, b->heat, !order->reverse);
    case 3:
        return compare_numbers(a->stars, b->stars, order->reverse);
    case 2:
        result = strcmp(a->title, b->title);
        break;
    default:
        if (!a->provider || !b->provider)
            return !a->provider - !b->provider;
        result = strcmp(a->provider, b->provider);
    }
    return order->reverse ? -result : result;
}

static int compare_models(const void *x, const void *y)
{
    const struct model *a = *(const struct model *const *)x,
                       *b = *(const struct model *const *)y;
    int result = 0;

    for (int i = 0; i < order_count && !result; i++)
        result = compare_by(&orders[i], a, b);
    if (!result)
        result = compare_by(&(struct order){ .key = 0 }, a, b);
    if (!result)
        result = compare_by(&(struct order){ .key = 2 }, a, b);
    return result ? result : strcmp(a->path, b->path);
}

static void random_order(struct buf *out)
{
    order_count = dice(3);
    for (int i = 0; i < order_count; i++) {
        orders[i] = (struct order){ dice(COUNT(order_names)), dice(2) };
        buf_addf(out, "%s%s%s", i ? "," : " sort:", orders[i].reverse ? "-" : "",
                 order_names[orders[i].key]);
    }
}

static void check(const struct library *library, const struct tree *tree, struct buf *text,
                  int64_t now)
{
    const struct model *expected[ARTICLES];
    struct query_error error;
    size_t count, expected_count = 0;

    buf_clear(text);
    print(tree, text, true);
    random_order(text);
    struct query *query = query_parse(text->data, text->len, now, &error);
    if (!query)
        fail_msg("%s: %zu: %s", text->data, error.start, error.error.text);
    for (int i = 0; i < ARTICLES; i++)
        if (means(tree, &models[i]))
            expected[expected_count++] = &models[i];
    qsort(expected, expected_count, sizeof *expected, compare_models);
    uint32_t *numbers = query_run(query, library, &count, NULL);
    if (count != expected_count)
        fail_msg("%s: %zu, not %zu", text->data, count, expected_count);
    for (size_t i = 0; i < count; i++) {
        const struct article *article = library_article(library, numbers[i]);
        if (strcmp(article->path, expected[i]->path) != 0)
            fail_msg("%s: %s, not %s", text->data, article->path, expected[i]->path);
    }
    free(numbers);
    query_free(query);
}

static void random_queries(void **state)
{
    (void)state;
    struct folder folder;
    struct buf text = BUF_INIT(QUERY_MAX);
    int64_t now = date_parse("2021-12-31", 10) + 24 * 60 * 60;

    folder_make(&folder);
    for (int i = 0; i < ARTICLES; i++) {
        random_model(&models[i], i);
        write_model(&folder, &models[i]);
    }
    struct library *library = folder_load(&folder);
    assert_int_equal(library_count(library), ARTICLES);
    for (int i = 0; i < QUERIES; i++) {
        /* The second half is answered by an index. */
        if (i == QUERIES / 2)
            library_index_now(library);
        node_count = 0;
        check(library, random_tree(4), &text, now);
    }
    library_free(library);
    folder_remove(&folder);
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_queries),
    };

    setenv("TZ", "UTC0", 1);
    tzset();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
