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

uint64_t related_hash(const char *address, size_t n)
{
    const char *s = address, *end = address + n;
    uint64_t hash = HASH_START;

    if (n > ADDRESS_BYTES || !(drop(&s, end, "https://") || drop(&s, end, "http://")))
        return 0;
    drop(&s, end, "www.");
    const char *fragment = memchr(s, '#', (size_t)(end - s));
    for (const char *p = s; p < end; p++)
        if (*p <= ' ' || *p >= 0x7F)
            return 0;
    end = fragment ? fragment : end;
    while (end > s && end[-1] == '/')
        end--;
    if (s == end)
        return 0;
    /* Only the host is the same in capitals. */
    for (; s < end && *s != '/' && *s != '?'; s++) {
        unsigned char c = (unsigned char)*s;
        if (c >= 'A' && c <= 'Z')
            c = (unsigned char)(c + ('a' - 'A'));
        hash = hash_bytes(hash, &c, 1);
    }
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
