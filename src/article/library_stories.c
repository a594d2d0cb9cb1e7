/* SPDX-License-Identifier: MIT */
#include <limits.h>
#include <stdlib.h>

#include "article/library_parts.h"
#include "article/story.h"
#include "base/alloc.h"

enum { SLICE_MS = 2 }; /* so that a key waits for no more */

struct library_stories {
    struct stories *stories;
    struct story_build *build; /* while they are being found */
    struct loop *loop;
    struct loop_timer *timer;
    void (*found)(void *arg);
    void *arg;
};

static struct library_stories *of(struct library *library)
{
    if (!library->stories)
        library->stories = xcalloc(1, sizeof *library->stories);
    return library->stories;
}

static void stop(struct library_stories *stories)
{
    loop_cancel(stories->loop, stories->timer);
    stories->timer = NULL;
    story_build_free(stories->build);
    stories->build = NULL;
}

void library_stories_free(struct library_stories *stories)
{
    if (!stories)
        return;
    if (stories->loop)
        stop(stories);
    stories_free(stories->stories);
    free(stories);
}

const struct stories *library_stories(const struct library *library)
{
    return library->stories ? library->stories->stories : NULL;
}

static void take(struct library_stories *stories, struct story_build *build)
{
    stories_free(stories->stories);
    stories->stories = story_build_take(build);
    story_build_free(build);
}

void library_find_stories(struct library *library)
{
    struct library_stories *stories = of(library);

    if (stories->stories && stories_articles(stories->stories) == library_count(library))
        return;
    library_read_related(library);
    struct story_build *build = story_build_new(library);
    while (!story_build_step(build, INT_MAX))
        continue;
    take(stories, build);
}

static void work(void *arg)
{
    struct library_stories *stories = arg;

    stories->timer = NULL;
    if (!story_build_step(stories->build, SLICE_MS)) {
        stories->timer = loop_after(stories->loop, 0, work, stories);
        return;
    }
    struct story_build *build = stories->build;
    stories->build = NULL;
    take(stories, build);
    stories->found(stories->arg);
}

/* All that is asked of files was read, or more articles came meanwhile. */
static void begin(void *arg)
{
    struct library *library = arg;
    struct library_stories *stories = library->stories;

    if (library_start_related(library, stories->loop, begin, library))
        return;
    stories->build = story_build_new(library);
    stories->timer = loop_after(stories->loop, 0, work, stories);
}

void library_start_stories(struct library *library, struct loop *loop, void (*found)(void *arg),
                           void *arg)
{
    struct library_stories *stories = of(library);

    if (stories->loop)
        stop(stories);
    stories->loop = loop;
    stories->found = found;
    stories->arg = arg;
    begin(library);
}
