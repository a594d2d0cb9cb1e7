/* SPDX-License-Identifier: MIT */
#include "ui/app.h"

/*
 * Where in an article one is, as a number that outlives another width: the block of the top
 * line and how far into it, in units of 16 bytes.
 */

enum { BLOCK_SHIFT = 12, OFFSET_UNIT = 16, OFFSET_MAX = (1 << BLOCK_SHIFT) - 1 };

static uint32_t place_of(const struct line *line)
{
    uint32_t most = UINT32_MAX >> BLOCK_SHIFT, offset = line->offset / OFFSET_UNIT;
    uint32_t block = line->block < most ? line->block : most;

    return block << BLOCK_SHIFT | (offset < OFFSET_MAX ? offset : OFFSET_MAX);
}

uint32_t reader_place(const struct reader *reader)
{
    if (reader->variant == VARIANT_OUTPUT)
        return reader->left_at;
    if (reader->restore_place)
        return reader->restore_place;
    return reader->top > 0 && reader->top < reader->page.lines.count
               ? place_of(&reader->page.lines.items[reader->top])
               : 0;
}

void reader_go_to_place(struct reader *reader, uint32_t place)
{
    reader->restore_place = place;
    reader->composed = false;
}

/* Lines of one unit share a place: the first of them. */
void reader_restore_place(struct reader *reader)
{
    const struct lines *lines = &reader->page.lines;
    size_t low = 0, high = lines->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (place_of(&lines->items[middle]) < reader->restore_place)
            low = middle + 1;
        else
            high = middle;
    }
    reader->top = low;
    reader->restore_place = 0;
}

/* What was read to its end begins anew the next time. */
void reader_keep_place(const struct reader *reader, struct app *app)
{
    bool is_whole = reader->composed && reader->has_detail && !reader->fetch && !reader->load;
    bool at_end = reader->variant != VARIANT_OUTPUT &&
                  reader->top + (size_t)reader->height >= reader->page.lines.count;

    if (reader->article && is_whole && !reader->restore && !reader->restore_place)
        marks_set_place(app->memory.marks, reader->article, at_end ? 0 : reader_place(reader));
}
