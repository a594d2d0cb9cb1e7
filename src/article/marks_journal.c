/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "article/marks_parts.h"
#include "base/alloc.h"

/* Of all steps together: "all read" in a large folder, some times over. */
#define JOURNAL_BYTES_MAX ((size_t)64 * 1024 * 1024)

static void add_text(struct marks_rows *rows, const char *s, size_t n)
{
    if (n > 0)
        memcpy(rows->texts + rows->texts_len, s, n);
    rows->texts_len += n;
}

void marks_rows_add(struct marks_rows *rows, const struct marks_row *row, const char *key,
                    const char *note_before, const char *note_after)
{
    size_t bytes = (size_t)row->key_len + row->note_len[0] + row->note_len[1];

    if (rows->count == rows->size) {
        rows->size = rows->size ? rows->size * 2 : 1;
        rows->rows = xreallocarray(rows->rows, rows->size, sizeof *rows->rows);
    }
    if (rows->texts_size - rows->texts_len < bytes) {
        rows->texts_size = rows->texts_size * 2 + bytes;
        rows->texts = xreallocarray(rows->texts, rows->texts_size, 1);
    }
    rows->rows[rows->count] = *row;
    rows->rows[rows->count++].text = rows->texts_len;
    add_text(rows, key, row->key_len);
    add_text(rows, note_before, row->note_len[0]);
    add_text(rows, note_after, row->note_len[1]);
}

const char *marks_rows_note(const struct marks_rows *rows, const struct marks_row *row,
                            bool after)
{
    return rows->texts + row->text + row->key_len + (after ? row->note_len[0] : 0);
}

void marks_rows_release(struct marks_rows *rows)
{
    free(rows->rows);
    free(rows->texts);
    *rows = (struct marks_rows){ .count = 0 };
}

size_t marks_rows_bytes(const struct marks_rows *rows)
{
    return rows->size * sizeof *rows->rows + rows->texts_size;
}

static void drop_from(struct marks *marks, size_t first)
{
    while (marks->step_count > first)
        marks_rows_release(&marks->steps[--marks->step_count]);
}

static void drop_oldest(struct marks *marks)
{
    marks_rows_release(&marks->steps[0]);
    marks->step_count--;
    marks->done--;
    memmove(marks->steps, marks->steps + 1, marks->step_count * sizeof *marks->steps);
}

void marks_journal_add(struct marks *marks, const struct marks_rows *step)
{
    size_t bytes = marks_rows_bytes(step);

    drop_from(marks, marks->done);
    for (size_t i = 0; i < marks->step_count; i++)
        bytes += marks_rows_bytes(&marks->steps[i]);
    while (marks->step_count == MARKS_STEPS_MAX ||
           (marks->step_count > 0 && bytes > JOURNAL_BYTES_MAX)) {
        bytes -= marks_rows_bytes(&marks->steps[0]);
        drop_oldest(marks);
    }
    marks->steps[marks->step_count++] = *step;
    marks->done = marks->step_count;
}

void marks_journal_forget(struct marks *marks)
{
    drop_from(marks, 0);
    marks->done = 0;
}
