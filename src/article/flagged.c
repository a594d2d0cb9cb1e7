/* SPDX-License-Identifier: MIT */
#include "article/flagged.h"

#include <stdlib.h>

#include "article/bits.h"

void flagged_release(struct flagged *flagged)
{
    for (size_t i = 0; i < QUERY_FLAGS; i++)
        free(flagged->sets[i].bits);
    *flagged = (struct flagged){ 0 };
}

static void make_room(struct flagged_set *set, size_t count)
{
    if (count <= set->room && set->bits)
        return;
    size_t old = set->bits ? bits_words(set->room) : 0;
    set->room = count + count / 2 + BITS_A_WORD;
    set->bits = xreallocarray(set->bits, bits_words(set->room), sizeof *set->bits);
    memset(set->bits + old, 0, (bits_words(set->room) - old) * sizeof *set->bits);
}

const uint64_t *flagged_get(struct flagged *flagged, const struct query_state *state,
                            const struct library *library, enum query_flag flag,
                            uint64_t version)
{
    struct flagged_set *set = &flagged->sets[flag];
    size_t count = library_count(library);

    if (flagged->library != library)
        flagged_release(flagged);
    flagged->library = library;
    if (set->bits && set->version != version) {
        memset(set->bits, 0, bits_words(set->room) * sizeof *set->bits);
        set->count = 0;
    }
    make_room(set, count);
    for (; set->count < count; set->count++)
        if (state->flag(state->arg, library_article(library, set->count), flag))
            bits_set(set->bits, set->count);
    set->version = version;
    return set->bits;
}
