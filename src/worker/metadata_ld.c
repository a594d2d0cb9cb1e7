/* SPDX-License-Identifier: MIT */
/* JSON-LD: the objects of a script that describe an article, their authors and publishers. */
#include "worker/metadata_parts.h"

#include <string.h>

#include "worker/json.h"

enum { LEVELS_MAX = 24, ITEMS_MAX = 200000 };

struct span {
    const char *s;
    size_t n;
};

/* What is known of an object that is open. */
struct level {
    struct span key; /* the last key read in it */
    struct span headline, name, date, language, author, publisher, body;
    bool is_article, paid;
};

static struct span span_of(const struct json *json)
{
    return (struct span){ json->text, json->len };
}

static bool span_is(struct span span, const char *word)
{
    return span.n == strlen(word) && memcmp(span.s, word, span.n) == 0;
}

/* Article, NewsArticle, BlogPosting, Report … */
static bool is_article_type(struct span type)
{
    static const char *const ends[] = { "Article", "Posting", "Report", "Review", "Recipe" };

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(ends[i]);
        if (type.n >= n && memcmp(type.s + type.n - n, ends[i], n) == 0)
            return true;
    }
    return false;
}

static void keep(struct span *to, struct span value)
{
    if (to->n == 0)
        *to = value;
}

static void take_value(struct level *level, const struct json *json)
{
    struct span value = span_of(json);

    if (span_is(level->key, "@type"))
        level->is_article |= is_article_type(value);
    else if (span_is(level->key, "headline"))
        keep(&level->headline, value);
    else if (span_is(level->key, "name"))
        keep(&level->name, value);
    else if (span_is(level->key, "datePublished"))
        keep(&level->date, value);
    else if (span_is(level->key, "inLanguage"))
        keep(&level->language, value);
    else if (span_is(level->key, "author"))
        keep(&level->author, value);
    else if (span_is(level->key, "articleBody"))
        keep(&level->body, value);
    else if (span_is(level->key, "isAccessibleForFree"))
        level->paid = json_is(json, "false") || json_is(json, "False");
}

static void offer(struct findings *findings, enum metadata_field field, struct span value)
{
    struct buf text = BUF_INIT(METADATA_TEXT_MAX);

    json_unescape(value.s, value.n, &text);
    findings_offer(findings, field, RANK_LD, buf_str(&text), text.len);
    buf_release(&text);
}

static void offer_body(struct findings *findings, struct span value)
{
    if (value.n <= findings->body.len)
        return;
    buf_clear(&findings->body);
    json_unescape(value.s, value.n, &findings->body);
}

/* An object ends: an article is handed in, a person or an organisation belongs to its parent.
 */
static void close_level(struct findings *findings, const struct level *level, struct level *up)
{
    if (level->is_article) {
        offer(findings, META_TITLE, level->headline.n ? level->headline : level->name);
        offer(findings, META_BYLINE, level->author);
        offer(findings, META_DATE, level->date);
        offer(findings, META_LANGUAGE, level->language);
        offer(findings, META_SITE, level->publisher);
        offer_body(findings, level->body);
        findings->paid |= level->paid;
        findings->article = true;
    } else if (span_is(up->key, "author")) {
        keep(&up->author, level->name);
    } else if (span_is(up->key, "publisher")) {
        keep(&up->publisher, level->name);
    }
}

void metadata_read_ld(struct findings *findings, const char *s, size_t n)
{
    struct json json = { .at = s, .end = s + n };
    struct level levels[LEVELS_MAX] = { 0 };
    bool is_array[LEVELS_MAX] = { false };
    int depth = 0, beyond = 0; /* open beyond LEVELS_MAX */

    for (size_t i = 0; i < ITEMS_MAX; i++) {
        enum json_piece piece = json_next(&json);
        if (piece == JSON_END)
            break;
        if (piece == JSON_OBJECT || piece == JSON_ARRAY) {
            if (depth + 1 == LEVELS_MAX) {
                beyond++;
                continue;
            }
            is_array[++depth] = piece == JSON_ARRAY;
            levels[depth] = (struct level){ 0 };
            /* What is in a list belongs to the key of the list. */
            if (is_array[depth])
                levels[depth] = levels[depth - 1];
        } else if (piece == JSON_CLOSE && beyond > 0) {
            beyond--;
        } else if (piece == JSON_CLOSE && depth > 0) {
            if (is_array[depth])
                levels[depth - 1] = levels[depth];
            else
                close_level(findings, &levels[depth], &levels[depth - 1]);
            depth--;
        } else if (piece == JSON_KEY && beyond == 0) {
            levels[depth].key = span_of(&json);
        } else if (beyond == 0) {
            take_value(&levels[depth], &json);
        }
    }
}
