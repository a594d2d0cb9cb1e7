/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "article/index_parts.h"
#include "article/query_internal.h"

struct flag {
    const char *name;
    bool (*has)(const struct article *article); /* NULL: asked of the state */
    bool (*found)(const struct library *library, const struct article *article);
    enum index_flag listed; /* where an index has it, when not asked */
    enum query_flag asked;
    bool opposite; /* of the answer */
};

static bool has_body(const struct article *article)
{
    return article->has_body;
}

static bool has_image(const struct article *article)
{
    return article->has_images;
}

static bool has_amp(const struct article *article)
{
    return *article->url[URL_AMP] || *article->url[URL_CDN_AMP];
}

static bool is_published(const struct article *article)
{
    return article->published == YES;
}

static const struct flag flags[] = {
    { .name = "unread", .asked = QUERY_READ, .opposite = true },
    { .name = "read", .asked = QUERY_READ },
    { .name = "starred", .asked = QUERY_STARRED },
    { .name = "note", .asked = QUERY_NOTED },
    { .name = "new", .asked = QUERY_NEW },
    { .name = "dup", .found = query_is_copy },
    { .name = "full", .asked = QUERY_FULL },
    { .name = "body", .has = has_body, .listed = INDEX_BODY },
    { .name = "image", .has = has_image, .listed = INDEX_IMAGE },
    { .name = "amp", .has = has_amp, .listed = INDEX_AMP },
    { .name = "published", .has = is_published, .listed = INDEX_PUBLISHED },
};

const char *query_flag_name(size_t i)
{
    return i < sizeof flags / sizeof *flags ? flags[i].name : NULL;
}

size_t query_flag_find(const char *name, size_t n)
{
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (strlen(flags[i].name) == n && strncasecmp(flags[i].name, name, n) == 0)
            return i;
    return SIZE_MAX;
}

bool query_flag_is_copy(size_t flag)
{
    return flags[flag].found == query_is_copy;
}

bool query_flag_holds(size_t flag, const struct query *query, const struct article *article)
{
    const struct query_state *state = query->state;
    const struct flag *f = &flags[flag];

    if (f->found)
        return f->found(query->library, article);

    if (f->has)
        return f->has(article);
    return (state && state->flag && state->flag(state->arg, article, f->asked)) != f->opposite;
}

bool query_flag_asks(size_t flag, enum query_flag *asked, bool *has)
{
    *asked = flags[flag].asked;
    *has = !flags[flag].opposite;
    return !flags[flag].has && !flags[flag].found;
}

int query_flag_listed(size_t flag)
{
    return flags[flag].has ? (int)flags[flag].listed : -1;
}

int query_flag_cost(size_t flag)
{
    return flags[flag].has ? 1 : 8;
}
