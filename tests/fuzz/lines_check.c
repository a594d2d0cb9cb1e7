/* SPDX-License-Identifier: MIT */
#include "lines_check.h"

#include "base/text.h"
#include "doc/layout.h"
#include "fuzz.h"
#include "oracle.h"

static void check_line(const struct lines *lines, const struct line *line, int width)
{
    uint32_t sum = 0;

    for (uint32_t i = 0; i < line->count; i++) {
        const struct span *span = &line->spans[i];
        FUZZ_HOLDS(oracle_is_clean(span->text, span->len, false));
        FUZZ_HOLDS(text_width(span->text, span->len) == span->width);
        FUZZ_HOLDS(span->link >= -1 && span->link < (int32_t)lines->link_count);
        sum += span->width;
    }
    FUZZ_HOLDS(sum == line->width);
    FUZZ_HOLDS(line->wide || line->width <= (uint32_t)width);
}

void lines_check_letters(cmark_node *root, const char *text, size_t n)
{
    const struct layout_options options = { .width = 20 };
    struct lines lines;
    size_t at = 0;

    lines_init(&lines);
    layout_document(&lines, root, &options);
    for (size_t k = 0; k < lines.count; k++)
        for (uint32_t i = 0; i < lines.items[k].count; i++) {
            const struct span *span = &lines.items[k].spans[i];
            for (size_t c = 0; c < span->len; c++) {
                if (span->text[c] == ' ')
                    continue;
                while (at < n && (text[at] == ' ' || text[at] == '\n'))
                    at++;
                FUZZ_HOLDS(at < n && text[at] == span->text[c]);
                at++;
            }
        }
    for (; at < n; at++)
        FUZZ_HOLDS(text[at] == ' ' || text[at] == '\n');
    lines_release(&lines);
}

void lines_check(cmark_node *root, size_t choice)
{
    static const int widths[] = { 10, 33, 80 };
    size_t i = choice % (sizeof widths / sizeof *widths);
    const struct layout_options options = {
        .width = widths[i], .ascii = i == 1, .link_numbers = true, .first_link = 1
    };
    struct lines lines;

    lines_init(&lines);
    layout_document(&lines, root, &options);
    for (size_t k = 0; k < lines.count; k++)
        check_line(&lines, &lines.items[k], widths[i]);
    for (size_t k = 0; k < lines.link_count; k++)
        FUZZ_HOLDS(lines.links[k].line < lines.count || lines.count == 0);
    lines_release(&lines);
}
