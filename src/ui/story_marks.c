/* SPDX-License-Identifier: MIT */
#include "ui/story_marks.h"

#include <stdlib.h>

#include "article/story.h"
#include "base/alloc.h"
#include "ui/app.h"

/* The articles that get a mark. */
struct targets {
    const struct article **articles;
    size_t count, room;
};

static void add(struct targets *targets, const struct app *app, uint32_t number)
{
    if (library_is_gone(app->library, number))
        return;
    if (targets->count == targets->room) {
        targets->room = targets->room ? 2 * targets->room : 16;
        targets->articles =
            xreallocarray(targets->articles, targets->room, sizeof *targets->articles);
    }
    targets->articles[targets->count++] = library_article(app->library, number);
}

/* A star is for one of the copies, but who read one has read all. */
static void add_with_copies(struct targets *targets, const struct app *app, uint32_t number,
                            unsigned mask)
{
    const struct stories *stories = library_stories(app->library);

    add(targets, app, number);
    if (mask != MARK_READ)
        return;
    for (uint32_t copy = stories_next_copy(stories, number); copy != number;
         copy = stories_next_copy(stories, copy))
        add(targets, app, copy);
}

bool story_mark(struct app *app, const struct article *article, unsigned mask, bool on)
{
    const struct stories *stories = library_stories(app->library);
    uint32_t story = stories_of(stories, article->number);
    struct targets targets = { 0 };
    size_t count = 0;

    add_with_copies(&targets, app, article->number, mask);
    if (app->config->read_story && mask == MARK_READ && on && story != STORY_NONE) {
        const uint32_t *members = stories_members(stories, story, &count);
        for (size_t i = 0; i < count; i++)
            add(&targets, app, members[i]);
    }
    size_t changed =
        marks_set_by_itself(app->memory.marks, targets.articles, targets.count, mask, on);
    free(targets.articles);
    return changed > 0;
}

const struct article **story_selected(struct app *app, size_t *count)
{
    const struct article *article = reader_article(&app->reader, app);
    struct targets targets = { 0 };

    if (app->selected.count || !article || article != app_article(app))
        return selected_articles(app, count);
    struct list_row row = list_row(&app->list, app->list.cursor);
    for (size_t i = 0; i < row.count; i++)
        add(&targets, app, row.members[i]);
    *count = targets.count;
    return targets.articles;
}

const struct article **story_with_copies(struct app *app, const struct article **articles,
                                         size_t *count, unsigned mask)
{
    struct targets targets = { 0 };

    for (size_t i = 0; i < *count; i++)
        add_with_copies(&targets, app, articles[i]->number, mask);
    free(articles);
    *count = targets.count;
    return targets.articles;
}
