/* SPDX-License-Identifier: MIT */
#include "cli/ansi.h"

#include <string.h>

/* SGR parameters, ECMA-48 8.3.117; several meanings add up. */
static const struct {
    unsigned style;
    const char *parameter;
} looks[] = {
    { SPAN_TITLE | SPAN_HEADING | SPAN_STRONG | SPAN_TABLE_HEAD, "1" },
    { SPAN_DIM | SPAN_MARKER, "2" },
    { SPAN_EMPH, "3" },
    { SPAN_LINK | SPAN_UNDERLINE, "4" },
    { SPAN_MARK, "7" },
    { SPAN_STRIKE, "9" },
    { SPAN_CODE | SPAN_IMAGE, "36" },
};

/* Blanks that keep numbers and texts together are of use on the screen only. */
static void add_text(const struct span *span, struct buf *out)
{
    static const char no_break[] = "\u00a0";
    const char *s = span->text, *end = s + span->len, *at;

    while ((at = memmem(s, (size_t)(end - s), no_break, sizeof no_break - 1))) {
        buf_add(out, s, (size_t)(at - s));
        buf_addc(out, ' ');
        s = at + sizeof no_break - 1;
    }
    buf_add(out, s, (size_t)(end - s));
}

static void add_span(const struct span *span, struct buf *out)
{
    bool any = false;

    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        if (!(span->style & looks[i].style))
            continue;
        buf_adds(out, any ? ";" : "\033[");
        buf_adds(out, looks[i].parameter);
        any = true;
    }
    if (any)
        buf_addc(out, 'm');
    add_text(span, out);
    if (any)
        buf_adds(out, "\033[0m");
}

void ansi_line(const struct line *line, bool styled, struct buf *out)
{
    for (uint32_t i = 0; i < line->count; i++) {
        if (styled)
            add_span(&line->spans[i], out);
        else
            add_text(&line->spans[i], out);
    }
    buf_addc(out, '\n');
}
