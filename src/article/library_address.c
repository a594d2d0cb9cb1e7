/* SPDX-License-Identifier: MIT */
#include "article/library_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "base/alloc.h"
#include "base/hash.h"

/* The copy on an AMP cache is a page of its own host, which nobody links to. */
static const enum article_url compared[] = { URL_ORIGINAL, URL_WEB, URL_AMP, URL_PERMALINK };

enum { COMPARED = sizeof compared / sizeof *compared };

/* The key of an address in key, which is cleared; false when it is no address. */
static bool key_of(const char *address, struct buf *key)
{
    buf_clear(key);
    if (*address == '\0')
        return false;
    return address_key(address, key);
}

static uint64_t hash_of(const struct buf *key)
{
    return hash_mix(hash_bytes(hash_secret(), buf_str(key), key->len));
}

static void grow(struct library *library)
{
    struct address_entry *old = library->by_address;
    size_t old_slots = library->address_slots;

    library->address_slots = old_slots ? 2 * old_slots : 1024;
    library->by_address = xcalloc(library->address_slots, sizeof *library->by_address);
    size_t mask = library->address_slots - 1;
    for (size_t i = 0; i < old_slots; i++) {
        if (old[i].number == 0)
            continue;
        size_t at = old[i].hash & mask;
        while (library->by_address[at].number != 0)
            at = (at + 1) & mask;
        library->by_address[at] = old[i];
    }
    free(old);
}

/* An address that is there already stays with the article that had it first. */
static void add(struct library *library, uint64_t hash, uint32_t number)
{
    if (2 * library->address_count >= library->address_slots)
        grow(library);
    size_t mask = library->address_slots - 1, i = hash & mask;
    while (library->by_address[i].number != 0) {
        if (library->by_address[i].hash == hash)
            return;
        i = (i + 1) & mask;
    }
    library->by_address[i] = (struct address_entry){ .hash = hash, .number = number };
    library->address_count++;
}

/* Of what is gone the table keeps nothing: it is made anew. */
static void forget_table(struct library *library)
{
    free(library->by_address);
    library->by_address = NULL;
    library->address_slots = library->address_count = library->addressed = 0;
}

static void add_new_articles(struct library *library)
{
    struct buf key = BUF_INIT(ADDRESS_MAX);

    for (; library->addressed < library->count; library->addressed++) {
        const struct article *article = library->articles[library->addressed];
        if (library_is_gone(library, library->addressed))
            continue;
        for (size_t u = 0; u < COMPARED; u++) {
            const char *address = article->url[compared[u]];
            /* Original and web address are mostly one and the same string. */
            if (u > 0 && address == article->url[compared[0]])
                continue;
            if (key_of(address, &key))
                add(library, hash_of(&key), (uint32_t)library->addressed + 1);
        }
    }
    buf_release(&key);
}

/* Hashes of 64 bits may still collide, and strangers choose the addresses. */
static bool has_key(const struct article *article, const struct buf *wanted)
{
    struct buf key = BUF_INIT(ADDRESS_MAX);
    bool found = false;

    for (size_t u = 0; u < COMPARED && !found; u++)
        found = key_of(article->url[compared[u]], &key) &&
                strcmp(buf_str(&key), buf_str(wanted)) == 0;
    buf_release(&key);
    return found;
}

/* The number + 1 of the article that the table has for a hash, 0 for none. */
static uint32_t number_of(const struct library *library, uint64_t hash)
{
    size_t mask = library->address_slots - 1, i = hash & mask;

    if (library->address_slots == 0)
        return 0;
    while (library->by_address[i].number != 0 && library->by_address[i].hash != hash)
        i = (i + 1) & mask;
    return library->by_address[i].number;
}

const struct article *library_by_address(struct library *library, const char *address)
{
    struct buf key = BUF_INIT(ADDRESS_MAX);
    const struct article *found = NULL;
    uint32_t number = 0;

    add_new_articles(library);
    if (key_of(address, &key))
        number = number_of(library, hash_of(&key));
    if (number > 0 && library_is_gone(library, number - 1)) {
        /* Another one may have the same address. */
        forget_table(library);
        add_new_articles(library);
        number = number_of(library, hash_of(&key));
    }
    if (number > 0 && has_key(library->articles[number - 1], &key))
        found = library->articles[number - 1];
    buf_release(&key);
    return found;
}
