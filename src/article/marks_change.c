/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <string.h>

#include "article/marks_parts.h"
#include "base/date.h"
#include "base/text.h"

/* Changes that the reader makes: each call is a step, in memory, in the database and in the
 * journal. */

void marks_row_apply(struct marks *marks, const struct marks_rows *rows,
                     const struct marks_row *row, bool after)
{
    unsigned char *bits = &marks->table.bits[row->entry];
    unsigned is = (*bits & ~(unsigned)row->mask) | (after ? row->after : row->before);

    if (row->mask & is & MARK_READ && !(*bits & MARK_READ)) {
        int64_t now = date_now();
        marks->table.entries[row->entry].read_at = now < 0            ? 0
                                                   : now > UINT32_MAX ? UINT32_MAX
                                                                      : (uint32_t)now;
    }
    *bits = (unsigned char)is;
    marks->table.changes++;
    if (row->mask & MARK_NOTE)
        marks_table_set_note(&marks->table, row->entry, marks_rows_note(rows, row, after),
                             row->note_len[after]);
}

static struct marks_change apply(struct marks *marks, const struct marks_rows *rows, bool after)
{
    const struct marks_row *first = rows->rows;

    for (size_t i = 0; i < rows->count; i++)
        marks_row_apply(marks, rows, &rows->rows[i], after);
    marks_store_write(marks, rows, after);
    return (struct marks_change){ rows->count, first->mask,
                                  after ? first->after : first->before };
}

/* The step takes place and becomes the journal's, unless it is to leave no trace there. */
static size_t make(struct marks *marks, struct marks_rows *step, bool traced)
{
    size_t count = step->count;

    if (count == 0)
        return 0;
    marks_store_write(marks, step, true);
    if (traced)
        marks_journal_add(marks, step);
    else
        marks_rows_release(step);
    return count;
}

/* Add to the step what makes the article's flags of the mask on or off, and do it at once, so
 * that another article of the same key is not counted too. */
static void add_flags(struct marks *marks, struct marks_rows *step,
                      const struct article *article, unsigned mask, bool on)
{
    uint32_t entry = marks_entry_of(marks, article);
    unsigned now = marks->table.bits[entry] & mask, wanted = on ? mask : 0;

    if (now == wanted)
        return;
    marks_make_key(marks, article);
    struct marks_row row = { .key_len = (uint32_t)marks->key.len,
                             .entry = entry,
                             .mask = (unsigned char)mask,
                             .before = (unsigned char)now,
                             .after = (unsigned char)wanted };
    marks_rows_add(step, &row, marks->key.data, NULL, NULL);
    marks_row_apply(marks, step, &step->rows[step->count - 1], true);
}

static size_t set_flags(struct marks *marks, const struct article *const *articles,
                        size_t count, unsigned mask, bool on, bool traced)
{
    struct marks_rows step = { .count = 0 };

    assert((mask & ~(unsigned)MARK_FLAGS) == 0);
    for (size_t i = 0; i < count; i++)
        add_flags(marks, &step, articles[i], mask, on);
    return make(marks, &step, traced);
}

size_t marks_set_many(struct marks *marks, const struct article *const *articles, size_t count,
                      unsigned mask, bool on)
{
    return set_flags(marks, articles, count, mask, on, true);
}

bool marks_set(struct marks *marks, const struct article *article, unsigned mask, bool on)
{
    return set_flags(marks, &article, 1, mask, on, true) > 0;
}

size_t marks_set_by_itself(struct marks *marks, const struct article *const *articles,
                           size_t count, unsigned mask, bool on)
{
    return set_flags(marks, articles, count, mask, on, marks->done == marks->step_count);
}

static void add_note(struct marks *marks, struct marks_rows *step,
                     const struct article *article, const struct buf *note)
{
    uint32_t entry = marks_entry_of(marks, article);
    const char *before = marks->table.entries[entry].note;
    size_t before_len = before ? strlen(before) : 0;

    if (before_len == note->len && memcmp(before ? before : "", buf_str(note), note->len) == 0)
        return;
    marks_make_key(marks, article);
    struct marks_row row = { .key_len = (uint32_t)marks->key.len,
                             .entry = entry,
                             .note_len = { (uint16_t)before_len, (uint16_t)note->len },
                             .mask = MARK_NOTE,
                             .before = before_len ? MARK_NOTE : 0,
                             .after = note->len ? MARK_NOTE : 0 };
    marks_rows_add(step, &row, marks->key.data, before, note->data);
    marks_row_apply(marks, step, &step->rows[step->count - 1], true);
}

bool marks_note_fits(const char *note)
{
    struct buf clean = BUF_INIT(MARKS_NOTE_MAX);

    text_clean(&clean, note, strlen(note), TEXT_LINE);
    bool fits = !clean.full;
    buf_release(&clean);
    return fits;
}

size_t marks_set_note(struct marks *marks, const struct article *const *articles, size_t count,
                      const char *note)
{
    struct marks_rows step = { .count = 0 };
    struct buf clean = BUF_INIT(MARKS_NOTE_MAX);

    text_clean(&clean, note, strlen(note), TEXT_LINE);
    for (size_t i = 0; i < count; i++)
        add_note(marks, &step, articles[i], &clean);
    buf_release(&clean);
    return make(marks, &step, true);
}

struct marks_change marks_undo(struct marks *marks)
{
    if (marks->done == 0)
        return (struct marks_change){ 0 };
    return apply(marks, &marks->steps[--marks->done], false);
}

struct marks_change marks_redo(struct marks *marks)
{
    if (marks->done == marks->step_count)
        return (struct marks_change){ 0 };
    return apply(marks, &marks->steps[marks->done++], true);
}
