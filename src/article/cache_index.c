/* SPDX-License-Identifier: MIT */
/* The index in the file: it is used where it lies, and damage to it costs no more than making
 * it again. */
#include "article/cache_parts.h"

struct index *cache_open_index(const struct cache *cache)
{
    const struct cache_header *header = cache->header;
    struct index_section sections[INDEX_SECTIONS];

    for (size_t i = 0; i < INDEX_SECTIONS; i++) {
        enum cache_section section = (enum cache_section)(CACHE_INDEX + i);
        if (!cache_is_intact(cache, section))
            return NULL;
        sections[i] = (struct index_section){
            .bytes = cache_section(cache, section),
            .length = header->sections[section].length,
        };
    }
    return index_open(sections, header->articles, header->terms);
}
