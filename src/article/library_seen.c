/* SPDX-License-Identifier: MIT */
#include "article/library_parts.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/hash.h"

enum { FIRST_SLOTS = 64 };

/* The slot of a folder, or the free one where it belongs. */
static struct library_identity *slot_of(const struct library_seen *seen,
                                        const struct library_identity *id)
{
    size_t mask = seen->slot_count - 1;
    size_t i = hash_mix(id->inode ^ (uint64_t)id->device << 32) & mask;

    while (seen->slots[i].inode != 0 &&
           (seen->slots[i].inode != id->inode || seen->slots[i].device != id->device))
        i = (i + 1) & mask;
    return &seen->slots[i];
}

static void grow(struct library_seen *seen)
{
    struct library_identity *old = seen->slots;
    size_t old_count = seen->slot_count;

    seen->slot_count = old_count ? 2 * old_count : FIRST_SLOTS;
    seen->slots = xcalloc(seen->slot_count, sizeof *seen->slots);
    for (size_t i = 0; i < old_count; i++)
        if (old[i].inode != 0)
            *slot_of(seen, &old[i]) = old[i];
    free(old);
}

static struct library_identity identity_of(const struct stat *st)
{
    return (struct library_identity){ .device = st->st_dev, .inode = st->st_ino };
}

bool library_seen_has(const struct library_seen *seen, const struct stat *st)
{
    struct library_identity id = identity_of(st);

    return seen->count > 0 && slot_of(seen, &id)->inode != 0;
}

bool library_seen_add(struct library_seen *seen, const struct stat *st)
{
    struct library_identity id = identity_of(st);

    if (2 * seen->count >= seen->slot_count)
        grow(seen);
    struct library_identity *slot = slot_of(seen, &id);
    if (slot->inode != 0)
        return false;
    *slot = id;
    seen->count++;
    return true;
}

void library_seen_release(struct library_seen *seen)
{
    free(seen->slots);
    *seen = (struct library_seen){ 0 };
}
