/* SPDX-License-Identifier: MIT */
#include "article/index.h"
#include "article/library_parts.h"
#include "article/sort_internal.h"

enum {
    FROM = 4000,    /* articles; fewer are asked one by one in no time */
    NEW_SHARE = 16, /* one in so many may be new before the index is made again */
    SLICE_MS = 3,   /* a key waits no longer than this and a little */
};

const struct index *library_index(const struct library *library)
{
    return library->index;
}

/* Give up making one. */
static void stop(struct library *library)
{
    if (!library->index_build)
        return;
    if (library->index_timer)
        loop_cancel(library->loop, library->index_timer);
    library->index_timer = NULL;
    index_build_free(library->index_build);
    library->index_build = NULL;
}

void library_set_index(struct library *library, struct index *index)
{
    stop(library);
    library_keep_forget_index(library);
    sort_memo_clear(library->sorted);
    index_free(library->index);
    library->index = index;
}

static void finish(struct library *library)
{
    struct index *index = index_build_take(library->index_build);

    library_set_index(library, index);
    library_keep_index(library);
}

static void work(void *arg)
{
    struct library *library = arg;

    library->index_timer = NULL;
    if (index_build_step(library->index_build, SLICE_MS))
        finish(library);
    else
        library->index_timer = loop_after(library->loop, 0, work, library);
}

static bool is_due(const struct library *library)
{
    size_t known = library->index ? index_count(library->index) : 0;

    return library->count >= FROM && library->count - known > library->count / NEW_SHARE;
}

void library_make_index(struct library *library, struct loop *loop)
{
    if (library->index_build || !is_due(library))
        return;
    library->loop = loop;
    library->index_build = index_build_new(library);
    library->index_timer = loop_after(loop, 0, work, library);
}

void library_index_now(struct library *library)
{
    stop(library);
    library->index_build = index_build_new(library);
    while (!index_build_step(library->index_build, SLICE_MS))
        ;
    finish(library);
}
