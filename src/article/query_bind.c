/* SPDX-License-Identifier: MIT */
/*
 * Strings that many articles share are compared once each, when a query is run, not once an
 * article: every test of them becomes a table of yes and no by number of the term.
 */
#include <string.h>
#include <strings.h>

#include "article/index_parts.h"
#include "article/query_internal.h"
#include "article/story.h"

/* One test and the terms there are. */
struct binding {
    const struct query_node *node;
    const struct library *library;
    const struct terms *terms;
    unsigned char *accepted; /* by term */
    unsigned char *whole;    /* scratch, by term */
};

static bool any_marked(const unsigned char *marks, const term *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (marks[list[i]])
            return true;
    return false;
}

static bool article_has(const struct field *field, const struct article *article,
                        const unsigned char *marks)
{
    if (field->type == FIELD_TERMS)
        return any_marked(marks, article->topics, article->topic_count);
    return any_marked(marks, (const term *)((const char *)article + field->offset), 1);
}

static bool index_has(const struct index *index, const struct field *field,
                      const unsigned char *marks)
{
    enum index_group group = index_group_of(field);
    size_t row = index_group_start(index, group), end = index_group_end(index, group);

    while (row < end && !marks[index->rows[row].key])
        row++;
    return row < end;
}

/* True when one of the marked terms is a value of the test's field in some article. */
static bool in_use(const struct binding *binding, const unsigned char *marks)
{
    const struct query_node *node = binding->node;
    const struct index *index = library_index(binding->library);
    size_t count = library_count(binding->library);

    if (index && (index_has(index, node->field, marks) ||
                  (node->second && index_has(index, node->second, marks))))
        return true;
    for (size_t i = index ? index->count : 0; i < count; i++) {
        const struct article *article = library_article(binding->library, i);
        if (!library_is_gone(binding->library, i) &&
            (article_has(node->field, article, marks) ||
             (node->second && article_has(node->second, article, marks))))
            return true;
    }
    return false;
}

static bool mark_matching(const struct binding *binding, enum query_op op,
                          const struct query_value *value, unsigned char *marks)
{
    term count = terms_count(binding->terms);
    bool any = false;

    for (term t = 1; t <= count; t++) {
        const char *s = terms_text(binding->terms, t);
        if (query_text_match(op, value, s, strlen(s)))
            marks[t] = any = true;
    }
    return any;
}

/* Whole values when an article has one, else parts. */
static void accept_value(struct binding *binding, const struct query_value *value)
{
    const struct query_node *node = binding->node;
    size_t count = (size_t)terms_count(binding->terms) + 1;

    if (value->none)
        return;
    if (node->target != TARGET_FIELD || node->op != QUERY_HAS || value->regex) {
        mark_matching(binding, node->op, value, binding->accepted);
        return;
    }
    memset(binding->whole, 0, count);
    if (mark_matching(binding, QUERY_IS, value, binding->whole) &&
        in_use(binding, binding->whole)) {
        for (size_t t = 0; t < count; t++)
            binding->accepted[t] |= binding->whole[t];
    } else {
        mark_matching(binding, QUERY_HAS, value, binding->accepted);
    }
}

static void accept_key(struct binding *binding)
{
    term count = terms_count(binding->terms);

    for (term t = 1; t <= count; t++)
        binding->accepted[t] = strcasecmp(terms_text(binding->terms, t), binding->node->name) ==
                               0;
}

static bool needs_terms(const struct query_node *node)
{
    if (node->type != QUERY_TEST || node->target == TARGET_STORED ||
        node->target == TARGET_NOTE || node->target == TARGET_STORY)
        return false;
    return node->target != TARGET_FIELD || node->field->type == FIELD_TERM ||
           node->field->type == FIELD_TERMS;
}

static void bind_node(struct query_node *node, struct binding *binding, struct arena *arena)
{
    size_t count = (size_t)terms_count(binding->terms) + 1;

    for (struct query_node *child = node->first; child; child = child->next)
        bind_node(child, binding, arena);
    if (node->type == QUERY_TEST && node->target == TARGET_STORY) {
        count = query_story_count(binding->library);
        unsigned char *stories = memset(arena_bytes(arena, count + 1), 0, count + 1);
        query_accept_stories(node, binding->library, stories);
        node->terms = stories;
    }
    if (!needs_terms(node))
        return;
    binding->node = node;
    binding->accepted = memset(arena_bytes(arena, count), 0, count);
    if (node->target == TARGET_EXTRA)
        accept_key(binding);
    else
        for (const struct query_value *value = node->values; value; value = value->next)
            accept_value(binding, value);
    node->terms = binding->accepted;
}

void query_bind(struct query *query, const struct library *library)
{
    const struct terms *terms = library_terms(library);
    size_t articles = library_count(library), count = terms_count(terms);

    if (!query->root ||
        (query->library == library && query->bound_articles == articles &&
         query->bound_terms == count && query->stories == library_stories(library) &&
         query->bound_stories == query_story_count(library)))
        return;
    arena_release(&query->bound);
    struct binding binding = { .library = library, .terms = terms };
    binding.whole = (unsigned char *)arena_bytes(&query->bound, count + 1);
    bind_node(query->root, &binding, &query->bound);
    query->library = library;
    query->bound_articles = articles;
    query->bound_terms = count;
    query->stories = library_stories(library);
    query->bound_stories = query_story_count(library);
}
