/* SPDX-License-Identifier: MIT */
/*
 * What articles say, folded without a line of the code that is tested by it: with what
 * base/text.h says of folding and with utf8proc.
 */
#ifndef TESTS_UNIT_ARTICLE_KNOWN_H
#define TESTS_UNIT_ARTICLE_KNOWN_H

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "article/library.h"
#include "base/alloc.h"

enum { TOPICS_MAX = 64 };

enum term_field { PROVIDER, DOMAIN, AUTHOR, TYPE, CATEGORY, LANG, TERM_FIELDS };

static const char *const term_names[] = { "provider", "domain",   "author",
                                          "type",     "category", "lang" };

struct known {
    const struct article *article;
    char *title, *excerpt, *urls[URL_COUNT], *topics[TOPICS_MAX], *terms[TERM_FIELDS];
};

/* What keyboards have instead, in lower case. */
static const char *plain(utf8proc_int32_t c)
{
    static const struct {
        utf8proc_int32_t c;
        const char *text;
    } forms[] = {
        { 0xE6, "ae" },   { 0xF8, "o" },   { 0x111, "d" },   { 0x127, "h" },   { 0x131, "i" },
        { 0x142, "l" },   { 0x153, "oe" }, { 0x167, "t" },   { 0x2010, "-" },  { 0x2012, "-" },
        { 0x2013, "-" },  { 0x2014, "-" }, { 0x2015, "-" },  { 0x2018, "'" },  { 0x2019, "'" },
        { 0x201A, "'" },  { 0x201B, "'" }, { 0x201C, "\"" }, { 0x201D, "\"" }, { 0x201E, "\"" },
        { 0x201F, "\"" }, { 0x2212, "-" },
    };

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (forms[i].c == c)
            return forms[i].text;
    return NULL;
}

/* Marks that people leave out: strokes through a letter and all that stands around it. */
static bool is_left_out(utf8proc_int32_t c)
{
    const utf8proc_property_t *property = utf8proc_get_property(c);
    int class = property->combining_class;

    return property->ignorable || property->category == UTF8PROC_CATEGORY_ME || class == 1 ||
           (class >= 10 && class <= 36) || class >= 200;
}

static char *fold(const char *s)
{
    size_t n = strlen(s), room = 4 * n + 64;
    utf8proc_int32_t *codes = xcalloc(room, sizeof *codes);
    char *out = xcalloc(1, 4 * room + 1);
    size_t length = 0;
    utf8proc_ssize_t count = utf8proc_decompose(
        (const utf8proc_uint8_t *)s, (utf8proc_ssize_t)n, codes, (utf8proc_ssize_t)room,
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);

    assert_true(count >= 0 && (size_t)count <= room);
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        const char *form = plain(codes[i]);
        if (form)
            length += (size_t)(stpcpy(out + length, form) - (out + length));
        else if (!is_left_out(codes[i]))
            length += (size_t)utf8proc_encode_char(codes[i], (utf8proc_uint8_t *)out + length);
    }
    free(codes);
    return out;
}

static void learn(struct known *known, const struct library *library, size_t number)
{
    const struct terms *terms = library_terms(library);
    const struct article *article = library_article(library, number);
    const term values[] = { article->provider, article->domain,   article->author,
                            article->type,     article->category, article->lang };

    known->article = article;
    known->title = fold(article->title);
    known->excerpt = fold(article->excerpt);
    for (int i = 0; i < URL_COUNT; i++)
        known->urls[i] = fold(article->url[i]);
    assert_true(article->topic_count <= TOPICS_MAX);
    for (size_t i = 0; i < article->topic_count; i++)
        known->topics[i] = fold(terms_text(terms, article->topics[i]));
    for (int i = 0; i < TERM_FIELDS; i++)
        known->terms[i] = fold(terms_text(terms, values[i]));
}

static void forget(struct known *known)
{
    free(known->title);
    free(known->excerpt);
    for (int i = 0; i < URL_COUNT; i++)
        free(known->urls[i]);
    for (size_t i = 0; i < known->article->topic_count; i++)
        free(known->topics[i]);
    for (int i = 0; i < TERM_FIELDS; i++)
        free(known->terms[i]);
}

#endif
