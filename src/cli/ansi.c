/* SPDX-License-Identifier: MIT */
#include "cli/ansi.h"

#include <string.h>

#include "base/address.h"

enum { LINK_MAX = 2048 /* more than that some terminals cut */ };

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

/* OSC 8 around a span; only an address that can be opened is one. */
static void add_link(const struct span *span, const struct ansi_links *links, struct buf *out)
{
    const char *url = links->items[span->link].url, *base = *links->base ? links->base : NULL;
    struct buf address = BUF_INIT(LINK_MAX);
    bool good = address_canonical(url, base, &address, NULL) && !address.full;

    for (size_t i = 0; i < address.len; i++)
        good = good && address.data[i] > ' ' && address.data[i] < 0x7F;
    if (good)
        buf_addf(out, "\033]8;;%s\033\\", buf_str(&address));
    add_span(span, out);
    if (good)
        buf_adds(out, "\033]8;;\033\\");
    buf_release(&address);
}

void ansi_line(const struct line *line, bool styled, const struct ansi_links *links,
               struct buf *out)
{
    for (uint32_t i = 0; i < line->count; i++) {
        if (styled && links && line->spans[i].link >= 0)
            add_link(&line->spans[i], links, out);
        else if (styled)
            add_span(&line->spans[i], out);
        else
            add_text(&line->spans[i], out);
    }
    buf_addc(out, '\n');
}
