/* SPDX-License-Identifier: MIT */
/*
 * Whether a text holds a needle: the one loop that a query over many articles spends its time
 * in. ASCII is compared in blocks, at the two bytes of the needle that texts have least often;
 * a match with anything else in it is looked for by text_find() around those characters only.
 */
#include <string.h>

#include "article/query_internal.h"
#include "base/block.h"
#include "base/text.h"

/* From frequent to rare in English; what is not here is rarer still. */
static const char frequent[] = " etaoinsrhldcumfpgwybvkxjqz";

static size_t rarity(char c)
{
    const char *p = strchr(frequent, c);

    return p ? (size_t)(p - frequent) : sizeof frequent;
}

void query_needle_set(struct query_needle *needle, const char *folded, size_t n)
{
    *needle = (struct query_needle){ .s = folded, .n = n, .ascii = true };
    for (size_t i = 0; i < n; i++) {
        needle->ascii &= (unsigned char)folded[i] < 0x80;
        if (rarity(folded[i]) > rarity(folded[needle->rarest]))
            needle->rarest = i;
    }
    needle->rare = needle->rarest == 0 && n > 1;
    for (size_t i = 0; i < n; i++)
        if (i != needle->rarest && rarity(folded[i]) > rarity(folded[needle->rare]))
            needle->rare = i;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool matches_at(const struct query_needle *needle, const char *s)
{
    for (size_t i = 0; i < needle->n; i++)
        if (lower(s[i]) != needle->s[i])
            return false;
    return true;
}

/* The two bytes, each in all places of a block. */
struct wanted {
    block rarest, rare;
};

/*
 * One of the 16 places from s on. Bit 0x20 tells small letters from capitals; that it makes
 * some signs equal as well costs a look, not a wrong answer.
 */
static inline bool matches_in_block(const struct query_needle *needle,
                                    const struct wanted *wanted, const char *s)
{
    block hits = (block)(((block_load(s + needle->rarest) | 0x20) == wanted->rarest) &
                         ((block_load(s + needle->rare) | 0x20) == wanted->rare));

    if (!block_any(hits))
        return false;
    for (size_t i = 0; i < BLOCK; i++)
        if (hits[i] && matches_at(needle, s + i))
            return true;
    return false;
}

static bool find_ascii(const struct query_needle *needle, const char *s, size_t n)
{
    const block zero = { 0 };

    if (n < needle->n)
        return false;
    size_t places = n - needle->n + 1, i = 0;
    const struct wanted wanted = {
        zero + (unsigned char)(needle->s[needle->rarest] | 0x20),
        zero + (unsigned char)(needle->s[needle->rare] | 0x20),
    };
    for (; i + BLOCK <= places; i += BLOCK)
        if (matches_in_block(needle, &wanted, s + i))
            return true;
    /* The last block may overlap the one before it. */
    if (i < places && places >= BLOCK)
        return matches_in_block(needle, &wanted, s + places - BLOCK);
    for (; i < places; i++)
        if (matches_at(needle, s + i))
            return true;
    return false;
}

/* The first byte from i on, but before end, that is not ASCII, or else end. */
static size_t next_high(const char *s, size_t i, size_t end)
{
    for (; i + BLOCK <= end; i += BLOCK)
        if (block_any(block_load(s + i) & 0x80))
            break;
    while (i < end && (unsigned char)s[i] < 0x80)
        i++;
    return i;
}

static bool find_high(const struct query_needle *needle, const char *s, size_t n)
{
    size_t reach = needle->n - 1; /* ASCII bytes that a match may have on either side */
    struct text_range range;

    for (size_t high = next_high(s, 0, n); high < n;) {
        size_t start = high > reach ? high - reach : 0, end, after;
        do {
            while (high < n && (unsigned char)s[high] >= 0x80)
                high++;
            after = high;
            end = n - after > reach ? after + reach : n;
            high = next_high(s, after, end);
        } while (high < end);
        if (text_find(s + start, end - start, 0, needle->s, needle->n, &range))
            return true;
        high = next_high(s, end, n);
    }
    return false;
}

bool query_find(const struct query_needle *needle, const char *s, size_t n)
{
    struct text_range range;

    if (needle->n == 0)
        return false;
    if (!needle->ascii)
        return text_find(s, n, 0, needle->s, needle->n, &range);
    return find_ascii(needle, s, n) || find_high(needle, s, n);
}
