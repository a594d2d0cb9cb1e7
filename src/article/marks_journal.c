/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "article/marks_parts.h"
#include "base/alloc.h"

/* Of all steps together: "all read" in a large folder, some times over. */
#define JOURNAL_BYTES_MAX ((size_t)64 * 1024 * 1024)

void marks_rows_add(struct marks_rows *rows, const struct marks_row *row, const char *key)
{
    if (rows->count == rows->size) {
        rows->size = rows->size ? rows->size * 2 : 1;
        rows->rows = xreallocarray(rows->rows, rows->size, sizeof *rows->rows);
    }
    if (rows->keys_size - rows->keys_len < row->key_len) {
        rows->keys_size = rows->keys_size * 2 + row->key_len;
        rows->keys = xreallocarray(rows->keys, rows->keys_size, 1);
    }
    if (row->key_len > 0)
        memcpy(rows->keys + rows->keys_len, key, row->key_len);
    rows->rows[rows->count] = *row;
    rows->rows[rows->count].key = rows->keys_len;
    rows->keys_len += row->key_len;
    rows->count++;
}

void marks_rows_release(struct marks_rows *rows)
{
    free(rows->rows);
    free(rows->keys);
    *rows = (struct marks_rows){ .count = 0 };
}

size_t marks_rows_bytes(const struct marks_rows *rows)
{
    return rows->size * sizeof *rows->rows + rows->keys_size;
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
