/* SPDX-License-Identifier: MIT */
#include "doc/layout.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

void lines_init(struct lines *lines)
{
    *lines = (struct lines){ 0 };
    arena_init(&lines->arena);
}

void lines_release(struct lines *lines)
{
    free(lines->items);
    free(lines->links);
    arena_release(&lines->arena);
    lines_init(lines);
}

/* In the place of the last line. */
static void tell_cut(struct lines *lines)
{
    static const char words[] = "The text has more lines than this and was cut here.";
    struct line *last = &lines->items[lines->count - 1];
    struct span *span = arena_alloc(&lines->arena, sizeof *span);

    *span = (struct span){ .text = words,
                           .len = sizeof words - 1,
                           .width = sizeof words - 1,
                           .style = SPAN_DIM,
                           .link = -1 };
    last->spans = span;
    last->count = 1;
    last->width = span->width;
    last->wide = true; /* of a narrow screen */
}

bool lines_add(struct lines *lines, const struct line *line)
{
    if (lines->count == LINES_MAX) {
        if (!lines->cut)
            tell_cut(lines);
        lines->cut = true;
        return false;
    }
    if (lines->count == lines->line_size) {
        lines->line_size = lines->line_size ? lines->line_size * 2 : 256;
        lines->items = xreallocarray(lines->items, lines->line_size, sizeof *lines->items);
    }
    struct line *copy = &lines->items[lines->count++];
    *copy = *line;
    copy->spans = NULL;
    if (line->count > 0) {
        size_t size = line->count * sizeof *line->spans;
        copy->spans = memcpy(arena_alloc(&lines->arena, size), line->spans, size);
    }
    return true;
}

int32_t lines_add_link(struct lines *lines, const char *url, const char *text, int number)
{
    if (lines->link_count == lines->link_size) {
        lines->link_size = lines->link_size ? lines->link_size * 2 : 64;
        lines->links = xreallocarray(lines->links, lines->link_size, sizeof *lines->links);
    }
    lines->links[lines->link_count] = (struct link){
        .url = arena_strndup(&lines->arena, url, strlen(url)),
        .text = arena_strndup(&lines->arena, text, strlen(text)),
        .line = (uint32_t)lines->count,
        .number = number,
    };
    return (int32_t)lines->link_count++;
}

void lines_gap(struct lines *lines)
{
    const struct line *last = lines->count ? &lines->items[lines->count - 1] : NULL;

    if (last && last->count > 0)
        lines_add(lines, &(struct line){ .block = last->block, .offset = UINT32_MAX });
}

/* The first line at or after the place of `key`; with `after`, the first one behind it. */
static size_t find_place(const struct lines *lines, const struct line *key, bool after)
{
    uint64_t place = (uint64_t)key->block << 32 | key->offset;
    size_t low = 0, high = lines->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct line *line = &lines->items[middle];
        uint64_t here = (uint64_t)line->block << 32 | line->offset;
        if (after ? here <= place : here < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t lines_same_place(const struct lines *old, size_t line, const struct lines *now)
{
    if (line >= old->count || now->count == 0)
        return 0;
    const struct line *key = &old->items[line];
    size_t nth = line - find_place(old, key, false);
    size_t first = find_place(now, key, false), end = find_place(now, key, true);

    /* Lines of one table row share a place: the same one of them, or the last. */
    if (first < end)
        return nth < end - first ? first + nth : end - 1;
    return first > 0 ? first - 1 : 0;
}
