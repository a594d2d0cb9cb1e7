/* SPDX-License-Identifier: MIT */
/*
 * story:ID is the story of the article with this id, story:TEXT each story of which a title has
 * the text. The titles are asked when the query is run, so that an article is only asked for
 * its story.
 */
#include <string.h>

#include "article/query_internal.h"
#include "article/story.h"

enum { ID_LENGTH = 16 };

/* A value that is an id of the library means that article alone. */
static const struct article *by_id(const struct library *library,
                                   const struct query_value *value)
{
    const char *s = value->needle.s;

    if (value->regex || value->needle.n != ID_LENGTH ||
        strspn(s, "0123456789abcdef") != ID_LENGTH)
        return NULL;
    return library_find(library, s);
}

static bool any_title(const struct query_node *node, const struct query_value *value,
                      const struct library *library, uint32_t story)
{
    size_t count;
    const uint32_t *members = stories_members(library_stories(library), story, &count);

    for (size_t i = 0; i < count; i++) {
        const char *title = library_article(library, members[i])->title;
        if (!library_is_gone(library, members[i]) &&
            query_text_match(node->op, value, title, strlen(title)))
            return true;
    }
    return false;
}

size_t query_story_count(const struct library *library)
{
    return stories_count(library_stories(library));
}

void query_accept_stories(const struct query_node *node, const struct library *library,
                          unsigned char *accepted)
{
    const struct stories *stories = library_stories(library);

    for (const struct query_value *value = node->values; value; value = value->next) {
        if (value->none)
            continue;
        const struct article *article = by_id(library, value);
        uint32_t own = article ? stories_of(stories, article->number) : STORY_NONE;
        for (size_t i = 0; i < stories_count(stories); i++)
            accepted[i] |= article ? i == own : any_title(node, value, library, (uint32_t)i);
    }
}

uint32_t query_story_of(const struct library *library, const struct article *article)
{
    return stories_of(library_stories(library), article->number);
}

bool query_is_copy(const struct library *library, const struct article *article)
{
    return stories_best(library_stories(library), article->number) != article->number;
}

static bool node_needs(const struct query_node *node)
{
    if (node->type == QUERY_TEST && node->target == TARGET_STORY)
        return true;
    if (node->type == QUERY_FLAGGED && query_flag_is_copy(node->flag))
        return true;
    for (const struct query_node *child = node->first; child; child = child->next)
        if (node_needs(child))
            return true;
    return false;
}

bool query_needs_stories(const struct query *query)
{
    return query->root && node_needs(query->root);
}
