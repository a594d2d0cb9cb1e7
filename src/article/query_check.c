/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "article/index_parts.h"
#include "article/query_internal.h"
#include "base/alloc.h"

enum {
    NAME_MAX_LENGTH = 40, /* of names that are compared for slips */
    SLIPS_MAX = 2,
};

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* How many bytes to add, drop or change to make one name the other (Levenshtein). */
static size_t slips(const char *a, const char *b)
{
    size_t row[NAME_MAX_LENGTH + 1], n = strlen(b);

    if (strlen(a) > NAME_MAX_LENGTH || n > NAME_MAX_LENGTH)
        return SIZE_MAX;
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t changed = corner + (lower(a[i - 1]) != lower(b[j - 1]));
            corner = row[j];
            row[j] = smaller(changed, 1 + smaller(row[j], row[j - 1]));
        }
    }
    return row[n];
}

/* For each term whether it is a key of some article; for the caller to free(). */
static bool *find_keys(const struct library *library)
{
    bool *keys = xcalloc((size_t)terms_count(library_terms(library)) + 1, sizeof *keys);
    const struct index *index = library_index(library);
    size_t count = library_count(library);

    for (size_t row = index ? index_group_start(index, GROUP_KEYS) : 0,
                end = index ? index_group_end(index, GROUP_KEYS) : 0;
         row < end; row++)
        keys[index->rows[row].key] = true;
    for (size_t i = index ? index->count : 0; i < count; i++) {
        const struct article *article = library_article(library, i);
        for (size_t j = 0; j < article->extra_count && !library_is_gone(library, i); j++)
            keys[article->extras[j].key] = true;
    }
    return keys;
}

struct guess {
    const char *name;
    size_t slips;
};

static void consider(struct guess *guess, const char *wrong, const char *name)
{
    size_t count = slips(wrong, name);

    if (count < guess->slips) {
        guess->slips = count;
        guess->name = name;
    }
}

/* The keys that the articles have: looked for when the first name asks, as most queries name
 * fields alone. */
struct known {
    const struct library *library;
    bool *keys;
};

static bool is_key(const char *name, struct known *known)
{
    const struct terms *terms = library_terms(known->library);

    if (!known->keys)
        known->keys = find_keys(known->library);
    for (term t = 1; t <= terms_count(terms); t++)
        if (known->keys[t] && strcasecmp(terms_text(terms, t), name) == 0)
            return true;
    return false;
}

/* False with error set when no article has such a key. */
static bool check_name(const char *name, size_t start, size_t end, struct known *known,
                       struct query_error *error)
{
    const struct terms *terms = library_terms(known->library);
    struct guess guess = { NULL, SLIPS_MAX + 1 };

    if (is_key(name, known))
        return true;
    for (size_t i = 0; i < field_count; i++)
        consider(&guess, name, fields[i].name);
    for (term t = 1; t <= terms_count(terms); t++)
        if (known->keys[t])
            consider(&guess, name, terms_text(terms, t));
    if (guess.name && guess.slips < strlen(name))
        return query_fail(error, start, end, "there is no field \"%s\"; did you mean %s?", name,
                          guess.name);
    return query_fail(error, start, end,
                      "there is no field \"%s\", and no article has such a key", name);
}

static bool check_node(const struct query_node *node, struct known *known,
                       struct query_error *error)
{
    for (const struct query_node *child = node->first; child; child = child->next)
        if (!check_node(child, known, error))
            return false;
    return node->type != QUERY_TEST || node->target != TARGET_EXTRA ||
           check_name(node->name, node->name_start, node->name_end, known, error);
}

bool query_check(const struct query *query, const struct library *library,
                 struct query_error *error)
{
    struct known known = { .library = library };

    if (library_live(library) == 0)
        return true;
    bool fine = !query->root || check_node(query->root, &known, error);

    for (size_t i = 0; i < query->sort.count && fine; i++) {
        const struct sort_key *key = &query->sort.keys[i];
        if (!key->field && !key->hot)
            fine = check_name(key->name, query->sort_start, query->sort_end, &known, error);
    }
    free(known.keys);
    return fine;
}

bool query_knows(const struct library *library, const char *name)
{
    struct known known = { .library = library };

    if (query_field(name, strlen(name)))
        return true;
    bool is_known = is_key(name, &known);
    free(known.keys);
    return is_known;
}
