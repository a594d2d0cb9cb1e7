/* SPDX-License-Identifier: MIT */
#include "article/cache.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "article/cache_parts.h"
#include "base/alloc.h"
#include "base/hash.h"

void cache_roots(const struct library *library, struct buf *out)
{
    char here[PATH_MAX];
    bool known = getcwd(here, sizeof here) != NULL;

    for (size_t i = 0; i < library->roots.count; i++) {
        const char *path = library->roots.list[i].path;
        if (*path != '/' && known) {
            buf_adds(out, here);
            buf_addc(out, '/');
        }
        buf_add(out, path, strlen(path) + 1);
    }
}

void cache_path(const struct library *library, const char *folder, struct buf *out)
{
    struct buf roots = BUF_INIT(CACHE_ROOTS_MAX);

    cache_roots(library, &roots);
    uint64_t hash = hash_bytes(HASH_START, buf_str(&roots), roots.len);
    buf_addf(out, "%s/%016llx.library", folder, (unsigned long long)hash);
    buf_release(&roots);
}

/* ---- what may be mapped ---- */

/* A file of this user's that nobody else writes to. */
static int open_own(const char *path, size_t *size)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    struct stat st;

    if (fd < 0)
        return -1;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() &&
        !(st.st_mode & (S_IWGRP | S_IWOTH)) && st.st_size > 0) {
        *size = (size_t)st.st_size;
        futimens(fd, NULL); /* it is in use: see cache_tidy() */
        return fd;
    }
    close(fd);
    return -1;
}

static const void *map(const char *path, size_t *size)
{
    int fd = open_own(path, size);

    if (fd < 0)
        return NULL;
    void *bytes = mmap(NULL, *size, PROT_READ, MAP_PRIVATE, fd, 0);
    close(fd);
    return bytes == MAP_FAILED ? NULL : bytes;
}

/* ---- checks ---- */

uint64_t cache_header_sum(const struct cache_header *header)
{
    return hash_bytes(HASH_START, header, offsetof(struct cache_header, sum));
}

static size_t whole_length(const struct cache_place *place)
{
    return (place->length + CACHE_ALIGN - 1) / CACHE_ALIGN * CACHE_ALIGN;
}

/* Zeros fill the last part. */
static bool lies_within(const struct cache *cache, const struct cache_place *place)
{
    return place->offset % CACHE_ALIGN == 0 && place->length <= cache->size &&
           place->offset <= cache->size && whole_length(place) <= cache->size - place->offset;
}

bool cache_is_intact(const struct cache *cache, enum cache_section section)
{
    const struct cache_place *place = &cache->header->sections[section];
    struct cache_sum sum;

    cache_sum_init(&sum);
    cache_sum_add(&sum, cache->bytes + place->offset, whole_length(place));
    return cache_sum_end(&sum) == place->sum;
}

bool cache_is_sound(const struct cache *cache)
{
    return cache_is_intact(cache, CACHE_STRINGS);
}

/* The lengths that follow from the counts. */
static bool fits(const struct cache_header *header)
{
    const struct cache_place *s = header->sections;

    return header->articles < UINT32_MAX && header->terms < UINT32_MAX &&
           header->problems <= PROBLEMS_MAX &&
           s[CACHE_RECORDS].length == header->articles * sizeof(struct cache_record) &&
           s[CACHE_TERMS].length == header->terms * sizeof(uint32_t) &&
           s[CACHE_PROBLEMS].length == header->problems * sizeof(struct cache_problem) &&
           s[CACHE_LISTS].length % sizeof(uint32_t) == 0 &&
           header->extras <= s[CACHE_LISTS].length / (2 * sizeof(uint32_t)) &&
           s[CACHE_STRINGS].length > 0 && s[CACHE_STRINGS].length <= UINT32_MAX;
}

static bool is_of(const struct cache *cache, const struct library *library)
{
    const struct cache_place *sections = cache->header->sections;
    struct buf roots = BUF_INIT(CACHE_ROOTS_MAX);

    cache_roots(library, &roots);
    bool same = !roots.full && roots.len == sections[CACHE_ROOTS].length &&
                memcmp(buf_str(&roots), cache_section(cache, CACHE_ROOTS), roots.len) == 0 &&
                sections[CACHE_FLAGS].length == library->roots.count;
    buf_release(&roots);
    return same;
}

static bool is_usable(const struct cache *cache, const struct library *library)
{
    const struct cache_header *header = cache->header;

    if (cache->size < sizeof *header ||
        memcmp(header->magic, CACHE_MAGIC, sizeof header->magic) != 0 ||
        header->form != cache_form() || header->sum != cache_header_sum(header) ||
        !fits(header))
        return false;
    /* Index and strings are most of the bytes, and looked at by another thread. */
    for (size_t i = 0; i < CACHE_SECTIONS; i++)
        if (!lies_within(cache, &header->sections[i]) ||
            (i < CACHE_INDEX && !cache_is_intact(cache, (enum cache_section)i)))
            return false;
    return is_of(cache, library);
}

bool cache_take(struct cache *cache, const void *bytes, size_t size, struct library *library)
{
    cache->bytes = bytes;
    cache->size = size;
    cache->header = bytes;
    return is_usable(cache, library) && cache_fill(cache, library);
}

struct cache *cache_open(const char *path, struct library *library)
{
    struct cache *cache = xcalloc(1, sizeof *cache);
    size_t size;
    const void *bytes = map(path, &size);

    if (bytes && cache_take(cache, bytes, size, library))
        return cache;
    cache_close(cache);
    return NULL;
}

void cache_close(struct cache *cache)
{
    if (!cache)
        return;
    if (cache->bytes)
        munmap((void *)cache->bytes, cache->size);
    free(cache);
}

size_t cache_size(const struct cache *cache)
{
    return cache->size;
}
