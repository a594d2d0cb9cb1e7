/* SPDX-License-Identifier: MIT */
#include "article/related.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/hash.h"

enum { ADDRESS_BYTES = 8192 }; /* no longer one is read of a front matter */

/* Take a prefix off, whatever the case of its letters. */
static bool drop(const char **s, const char *end, const char *prefix)
{
    size_t n = strlen(prefix);

    if ((size_t)(end - *s) < n || strncasecmp(*s, prefix, n) != 0)
        return false;
    *s += n;
    return true;
}

/* Visible ASCII and nothing else. */
static bool is_visible(const char *s, const char *end)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), highs = 0x80 * ones;
    uint64_t word;

    /* A byte gets its high bit when it is beyond ASCII, DEL, or no more than a blank. */
    for (; (size_t)(end - s) >= sizeof word; s += sizeof word) {
        memcpy(&word, s, sizeof word);
        if ((word | (word + ones) | (word - ('!' * ones))) & highs)
            return false;
    }
    for (; s < end; s++)
        if (*s <= ' ' || *s >= 0x7F)
            return false;
    return true;
}

/* Only the host is the same in capitals. *s becomes what is behind it. */
static uint64_t hash_host(uint64_t hash, const char **s, const char *end)
{
    char small[64];
    size_t n = 0;

    for (; *s < end && **s != '/' && **s != '?'; ++*s) {
        char c = **s;
        small[n++] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
        if (n == sizeof small) {
            hash = hash_words(hash, small, n);
            n = 0;
        }
    }
    return hash_words(hash, small, n);
}

uint64_t related_hash(const char *address, size_t n)
{
    const char *s = address, *end = address + n;
    uint64_t hash = HASH_START;

    if (n > ADDRESS_BYTES || !(drop(&s, end, "https://") || drop(&s, end, "http://")))
        return 0;
    drop(&s, end, "www.");
    if (!is_visible(s, end))
        return 0;
    const char *fragment = memchr(s, '#', (size_t)(end - s));
    end = fragment ? fragment : end;
    while (end > s && end[-1] == '/')
        end--;
    if (s == end)
        return 0;
    hash = hash_host(hash, &s, end);
    hash = hash_words(hash, s, (size_t)(end - s));
    hash = hash_mix(hash);
    return hash ? hash : 1;
}

uint32_t related_key(const char *address, size_t n)
{
    uint64_t hash = related_hash(address, n);
    uint32_t key = (uint32_t)(hash >> 32);

    return hash && !key ? 1 : key;
}

void related_keys_add(struct related_keys *keys, const char *address, size_t n)
{
    uint32_t key = keys->count < RELATED_KEYS_MAX ? related_key(address, n) : 0;

    if (key)
        keys->keys[keys->count++] = key;
}
