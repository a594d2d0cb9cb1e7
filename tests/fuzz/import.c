/* SPDX-License-Identifier: MIT */
/*
 * Lines of marks from anywhere: what is taken is what is exported, whatever the order of the
 * lines; what is refused is told with a clean sentence. Two databases in memory are opened once
 * and emptied.
 */
#include <string.h>

#include "article/marks_parts.h"
#include "base/database_parts.h"
#include "base/text.h"
#include "fuzz.h"
#include "oracle.h"

enum { ROOM = 1024 * 1024, LINES_MAX = 64 };

static void begin_anew(struct marks *marks)
{
    database_do(marks->database, "DELETE FROM marks");
    marks_table_release(&marks->table);
    marks_table_init(&marks->table);
    marks->revision = 0;
}

static void told(size_t line, const char *why, void *arg)
{
    size_t *refused = arg;

    FUZZ_HOLDS(line > *refused && *why);
    FUZZ_HOLDS(oracle_is_clean(why, strlen(why), false));
    *refused = line;
}

static void import(struct marks *marks, const struct buf *text, struct marks_imported *imported)
{
    struct error error;
    size_t last = 0;

    imported->refuse = told;
    /* cppcheck-suppress autoVariables ; nobody calls it after this */
    imported->arg = &last;
    FUZZ_HOLDS(marks_import(marks, buf_str(text), text->len, imported, &error));
}

static void export(struct marks *marks, struct buf *out)
{
    struct error error;

    FUZZ_HOLDS(marks_export(marks, out, &error));
    for (size_t i = 0; i < out->len; i++)
        FUZZ_HOLDS(out->data[i] == '\n' || out->data[i] == '\t' ||
                   (unsigned char)out->data[i] >= ' ');
}

/* The whole lines, the last one first. */
static void turn_round(const struct buf *text, struct buf *out)
{
    size_t end = text->len;

    while (end > 0 && text->data[end - 1] != '\n')
        end--;
    while (end > 0) {
        size_t start = end - 1;
        while (start > 0 && text->data[start - 1] != '\n')
            start--;
        buf_add(out, text->data + start, end - start);
        end = start;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct marks *one, *two;
    struct buf text = BUF_INIT(ROOM), turned = BUF_INIT(ROOM), first = BUF_INIT(ROOM),
               second = BUF_INIT(ROOM), third = BUF_INIT(ROOM);
    struct marks_imported imported;

    if (!one) {
        text_init_locale();
        one = marks_new();
        two = marks_new();
    }
    begin_anew(one);
    begin_anew(two);
    buf_add(&text, data, size);
    import(one, &text, &imported);
    export(one, &first);
    import(one, &first, &imported);
    FUZZ_HOLDS(imported.changed == 0 && imported.refused == 0);
    turn_round(&text, &turned);
    import(two, &turned, &imported);
    export(two, &second);
    FUZZ_HOLDS(strcmp(buf_str(&first), buf_str(&second)) == 0);
    begin_anew(two);
    import(two, &first, &imported);
    FUZZ_HOLDS(imported.refused == 0);
    export(two, &third);
    FUZZ_HOLDS(strcmp(buf_str(&first), buf_str(&third)) == 0);
    buf_release(&text);
    buf_release(&turned);
    buf_release(&first);
    buf_release(&second);
    buf_release(&third);
    return 0;
}
