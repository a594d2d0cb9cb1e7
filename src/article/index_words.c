/* SPDX-License-Identifier: MIT */
/*
 * Texts to tokens, and needles to the lists of the tokens that contain them. A needle within
 * one token is decided by the tokens alone; one over several is where all its parts are, which
 * its finder still has to look at.
 */
#include "article/index_parts.h"
#include "base/block.h"
#include "base/text.h"

enum { NEEDLE_ROOM = 256 };

enum kind { BLANK, ALONE, PART };

static enum kind kind_at(const char *s, size_t n, size_t *size)
{
    unsigned char c = (unsigned char)*s;

    *size = 1;
    if (c < 0x80)
        return c <= ' ' ? BLANK : PART;
    uint32_t code;
    *size = text_decode(s, n, &code);
    return text_breaks_around(code) ? ALONE : PART;
}

bool index_token_next(const char *folded, size_t n, size_t *at, struct index_token *token)
{
    size_t i = *at, size = 0;
    enum kind kind = BLANK;

    for (; i < n && (kind = kind_at(folded + i, n - i, &size)) == BLANK;)
        i += size;
    if (i == n)
        return false;
    *token = (struct index_token){ .s = folded + i, .alone = kind == ALONE };
    do
        i += size;
    while (kind == PART && i < n && kind_at(folded + i, n - i, &size) == PART);
    token->n = (size_t)(folded + i - token->s);
    *at = i;
    return true;
}

/* ---- looking for a part of words among all of them ---- */

/* The first place at or after `from` that holds part, n when there is none; compared in blocks
 * at the first and the last byte. */
static size_t next_match(const char *s, size_t n, size_t from, const char *part, size_t length)
{
    const block zero = { 0 };
    const block first = zero + (unsigned char)part[0];
    const block last = zero + (unsigned char)part[length - 1];
    size_t i = from;

    if (length > n)
        return n;
    for (; i + BLOCK + length - 1 <= n; i += BLOCK) {
        block hits =
            (block)((block_load(s + i) == first) & (block_load(s + i + length - 1) == last));
        if (!block_any(hits))
            continue;
        for (size_t j = 0; j < BLOCK; j++)
            if (hits[j] && memcmp(s + i + j, part, length) == 0)
                return i + j;
    }
    for (; i + length <= n; i++)
        if (s[i] == part[0] && memcmp(s + i, part, length) == 0)
            return i;
    return n;
}

struct finder {
    const struct index *index;
    bool title, excerpt;
    uint64_t *bits;
};

static void add_word(const struct finder *finder, size_t word)
{
    const struct index *index = finder->index;

    if (finder->title)
        index_list_or(index, index_list(index, index_group_start(index, GROUP_TITLE) + word),
                      finder->bits);
    if (finder->excerpt)
        index_list_or(index, index_list(index, index_group_start(index, GROUP_EXCERPT) + word),
                      finder->bits);
}

/* Part may begin and end with the newline between words. */
static void add_words_with(const struct finder *finder, const char *part, size_t length)
{
    const struct index *index = finder->index;
    size_t n = index->header->word_bytes, count = index->header->words, word = 0;
    const uint32_t *starts = index->starts;

    for (size_t at = 0; (at = next_match(index->words, n, at, part, length)) < n;) {
        size_t within = at + (part[0] == '\n');
        while (word < count && starts[word + 1] <= within)
            word++;
        if (word == count)
            return;
        add_word(finder, word);
        /* Once is enough for a word. */
        size_t next = starts[word + 1] - 1;
        at = next > at ? next : at + 1;
    }
}

/* The row of a short text whose list is kept, SIZE_MAX when it is not. */
static size_t gram_row(const struct index *index, const char *text, size_t n)
{
    const uint32_t *starts = index->starts + index->header->words;

    for (size_t i = 0; i < index->header->grams; i++)
        if (starts[i + 1] - starts[i] == n + 1 &&
            memcmp(index->words + starts[i], text, n) == 0)
            return index_row_of(index, GROUP_GRAMS, (uint32_t)i);
    return SIZE_MAX;
}

/* A token of a needle, open where its word may go on. */
static void add_token(const struct finder *finder, const struct index_token *token,
                      bool open_left, bool open_right)
{
    char room[NEEDLE_ROOM];
    size_t n = 0, row = SIZE_MAX;

    if (open_left && open_right && finder->title && finder->excerpt)
        row = gram_row(finder->index, token->s, token->n);
    if (row != SIZE_MAX) {
        index_list_or(finder->index, index_list(finder->index, row), finder->bits);
        return;
    }
    /* Of a token without end its beginning does. */
    size_t take = token->n < NEEDLE_ROOM - 2 ? token->n : NEEDLE_ROOM - 2;
    if (!open_left)
        room[n++] = '\n';
    memcpy(room + n, token->s, take);
    n += take;
    if (!open_right && take == token->n)
        room[n++] = '\n';
    add_words_with(finder, room, n);
}

bool index_knows(const char *needle, size_t n)
{
    struct index_token token;
    size_t at = 0;

    return n < NEEDLE_ROOM - 2 && index_token_next(needle, n, &at, &token) && token.n == n;
}

bool index_find(const struct index *index, bool title, bool excerpt, const char *needle,
                size_t n, uint64_t *bits)
{
    struct finder finder = { index, title, excerpt, NULL };
    struct index_token token;
    size_t at = 0;
    uint64_t *all = bits_new(index->count);

    bits_fill(all, index->count);
    while (index_token_next(needle, n, &at, &token)) {
        bool left = token.s == needle && !token.alone;
        bool right = token.s + token.n == needle + n && !token.alone;
        finder.bits = bits_new(index->count);
        add_token(&finder, &token, left, right);
        bits_and(all, finder.bits, index->count);
        free(finder.bits);
    }
    bits_or(bits, all, index->count);
    free(all);
    return index_knows(needle, n);
}
