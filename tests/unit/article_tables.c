/* SPDX-License-Identifier: MIT */
/* Hashes that were chosen to fall into one place of a table are spread over it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "article/library_parts.h"
#include "article/story_parts.h"
#include "base/alloc.h"
#include "base/hash.h"

enum { CHOSEN = 1500, SLOTS = 4096, RUN_MAX = 200 /* of full slots, by chance some 30 */ };

/* Numbers that begin to look at the same slot, mixed or as they are. */
static void choose(uint64_t chosen[CHOSEN], bool mixed)
{
    size_t count = 0;

    for (uint64_t hash = 1; count < CHOSEN; hash++)
        if (((mixed ? hash_mix(hash) : hash) & (SLOTS - 1)) == 7)
            chosen[count++] = hash;
}

struct run {
    size_t now, longest;
};

static void count_run(struct run *run, bool full)
{
    run->now = full ? run->now + 1 : 0;
    if (run->now > run->longest)
        run->longest = run->now;
}

static void stories(void **state)
{
    struct story_table table = { .slots = NULL };
    struct run run = { 0, 0 };
    uint64_t chosen[CHOSEN];

    (void)state;
    choose(chosen, false);
    story_table_init(&table, CHOSEN);
    for (size_t i = 0; i < CHOSEN; i++) {
        struct story_slot *slot = story_table_at(&table, chosen[i]);
        assert_int_equal(slot->hash, 0);
        *slot = (struct story_slot){ .hash = chosen[i], .number = (uint32_t)i };
    }
    for (size_t i = 0; i <= table.mask; i++)
        count_run(&run, table.slots[i].hash != 0);
    assert_in_range(run.longest, 1, RUN_MAX);
    for (size_t i = 0; i < CHOSEN; i++)
        assert_int_equal(story_table_at(&table, chosen[i])->number, i);
    free(table.slots);
}

static void ids(void **state)
{
    struct library *library = library_new(NULL, 0);
    struct library_item *items = xcalloc(CHOSEN, sizeof *items);
    struct run run = { 0, 0 };
    uint64_t chosen[CHOSEN];

    (void)state;
    choose(chosen, true);
    library_reserve(library, CHOSEN);
    for (size_t i = 0; i < CHOSEN; i++) {
        items[i].article.id = chosen[i];
        items[i].article.number = (uint32_t)i;
        library->articles[i] = &items[i].article;
        library->successors[i] = LIBRARY_HERE;
    }
    library->count = CHOSEN;
    library_index_ids(library, 0);
    assert_int_equal(library->id_slots, SLOTS);
    for (size_t i = 0; i < library->id_slots; i++)
        count_run(&run, library->by_id[i] != 0);
    assert_in_range(run.longest, 1, RUN_MAX);
    for (size_t i = 0; i < CHOSEN; i++)
        assert_ptr_equal(library_by_id(library, chosen[i]), &items[i].article);
    library_free(library);
    free(items);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stories),
        cmocka_unit_test(ids),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
