/* SPDX-License-Identifier: MIT */
/* What a browser's scripts would bring to light: it is in the page, but not where or how it is
 * shown. */
#include "worker/extract_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

enum {
    PANEL_PROSE_MIN = 40,
    /* Nodes that are looked at to place boxes: what was put into a box may go with it into the
     * next, as often as there are boxes. */
    STREAMED_NODES_MAX = 4 * 1000 * 1000,
};

/* The rest of an id after a prefix such as "S:", or NULL. */
static const char *streamed_id(const struct html_node *node, const char *prefixes)
{
    const char *id = html_attribute(node, "id");

    return id && *id && strchr(prefixes, *id) && id[1] == ':' && id[2] ? id + 2 : NULL;
}

static void move_children(struct html_node *from, struct html_node *before)
{
    struct html_node *parent = before->parent;

    while (from->first_child) {
        struct html_node *child = from->first_child;
        html_detach(child);
        child->parent = parent;
        child->next = before;
        child->previous = before->previous;
        if (before->previous)
            before->previous->next = child;
        else
            parent->first_child = child;
        before->previous = child;
    }
}

struct streamed {
    const char *id;
    struct html_node *place; /* template */
    struct html_node *part;  /* hidden box with what belongs there */
};

static int streamed_compare(const void *a, const void *b)
{
    return strcmp(((const struct streamed *)a)->id, ((const struct streamed *)b)->id);
}

static bool is_above(const struct html_node *node, const struct html_node *of)
{
    for (; of; of = of->parent)
        if (of == node)
            return true;
    return false;
}

static int depth_of(const struct html_node *node)
{
    int depth = 0;

    while ((node = node->parent))
        depth++;
    return depth;
}

/* Levels of nodes below top; more than there may be when more nodes than *left were passed. */
static int levels_below(const struct html_node *top, size_t *left)
{
    int depth = 0, most = 0;

    for (const struct html_node *at = top; *left > 0; at = at->next, --*left) {
        for (; at->first_child; at = at->first_child)
            depth++;
        most = depth > most ? depth : most;
        for (; at != top && !at->next; at = at->parent)
            depth--;
        if (at == top)
            return most;
    }
    return HTML_DEPTH_MAX + 1;
}

/* Not deeper than the tree may be. */
static bool may_move(const struct streamed *streamed, size_t *left)
{
    return depth_of(streamed->place) + levels_below(streamed->part, left) <= HTML_DEPTH_MAX;
}

/*
 * Servers that stream a page send boxes as they get ready: hidden ones with the id S:1 at the
 * end, which belong where a template has the id B:1 or P:1.
 */
static void place_streamed(struct html *html)
{
    struct streamed *places = NULL;
    size_t count = 0, size = 0, left = STREAMED_NODES_MAX;

    for (struct html_node *at = html->root; at; at = html_next(at, html->root)) {
        const char *id = strcmp(at->name, "template") == 0 ? streamed_id(at, "BP") : NULL;
        if (!id)
            continue;
        if (count == size) {
            size = size ? size * 2 : 16;
            places = xreallocarray(places, size, sizeof *places);
        }
        places[count++] = (struct streamed){ .id = id, .place = at };
    }
    if (count == 0)
        return;
    qsort(places, count, sizeof *places, streamed_compare);
    for (struct html_node *at = html->root; at; at = html_next(at, html->root)) {
        const char *id = html_attribute(at, "hidden") ? streamed_id(at, "S") : NULL;
        struct streamed *found = id ? bsearch(&(struct streamed){ .id = id }, places, count,
                                              sizeof *places, streamed_compare)
                                    : NULL;
        if (found && !found->part)
            found->part = at;
    }
    for (size_t i = 0; i < count; i++) {
        if (!places[i].part || is_above(places[i].part, places[i].place))
            continue;
        if (may_move(&places[i], &left))
            move_children(places[i].part, places[i].place);
        else
            html->cut = true;
    }
    free(places);
}

void extract_place_streamed(struct html *html)
{
    place_streamed(html);
}

static uint32_t text_below(const struct spots *spots, uint32_t at)
{
    uint32_t text = 0;

    for (uint32_t i = at; i < spots->items[at].end; i++)
        text += spots->items[i].in_link ? 0 : spots->items[i].length;
    return text;
}

static void drop_attribute(struct html_node *node, const char *name)
{
    for (struct html_attribute **at = &node->attributes; *at; at = &(*at)->next)
        if (strcmp((*at)->name, name) == 0) {
            *at = (*at)->next;
            return;
        }
}

static bool is_panel(const struct html_node *node)
{
    static const char *const words[] = { "accordion", "collapse", "collapsible", "panel",
                                         "tab",       "answer",   "faq",         "toggle",
                                         "content",   "details" };
    static const char *const attributes[] = { "class", "id", "role" };

    if (html_attribute(node, "aria-labelledby"))
        return true;
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        const char *value = html_attribute(node, attributes[i]);
        for (size_t j = 0; value && j < sizeof words / sizeof *words; j++)
            if (strcasestr(value, words[j]))
                return true;
    }
    return false;
}

/* Panels that a click opens are part of the page. */
static void open_panels(struct spots *spots)
{
    for (uint32_t i = 1; i < spots->count;) {
        struct spot *spot = &spots->items[i];
        struct html_node *node = spot->node;
        if (spot->gone & GONE_HARD && node->element->role == HTML_BLOCK &&
            !(spot->names & (NAME_JUNK | NAME_FRAME | NAME_COMMENT | NAME_ABOUT)) &&
            is_panel(node) && text_below(spots, i) >= PANEL_PROSE_MIN) {
            drop_attribute(node, "style");
            drop_attribute(node, "hidden");
            if (!html_is_hidden(node))
                spot->gone = 0;
        }
        i = spots_next(spots, i, spot->gone);
    }
}

/* Pages that are made by scripts have their text in <noscript> for those who do without. */
static void open_noscript(struct spots *spots)
{
    static const char name[] = "div";
    uint32_t text = 0;

    for (uint32_t i = 1; i < spots->count; i++)
        if (strcmp(spots->items[i].node->name, "noscript") == 0)
            text += text_below(spots, i);
    if (text < 2 * (spots->items[0].text - spots->items[0].linked))
        return;
    for (uint32_t i = 1; i < spots->count; i++) {
        struct spot *spot = &spots->items[i];
        if (strcmp(spot->node->name, "noscript") != 0)
            continue;
        spot->node->element = html_element_find(name, sizeof name - 1);
        spot->gone = 0;
    }
}

void extract_reveal(struct spots *spots)
{
    open_panels(spots);
    spots_count(spots);
    open_noscript(spots);
    spots_count(spots);
}
