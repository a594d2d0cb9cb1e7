/* SPDX-License-Identifier: MIT */
#include "doc/layout_page.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"

const char page_blank[LAYOUT_WIDTH_MAX] = { [0 ... LAYOUT_WIDTH_MAX - 1] = ' ' };

/* A span counts its columns in 16 bits; longer lines of code get several. */
enum { SPAN_COLUMNS = 30000 };

void page_init(struct page *page, struct lines *lines, int width)
{
    const struct line *last = lines->count ? &lines->items[lines->count - 1] : NULL;

    page->lines = lines;
    page->width = width;
    page->margin_count = page->gap_margins = 0;
    page->prefix = NULL;
    page->spans = NULL;
    page->span_count = page->span_size = 0;
    page->gap = false;
    page->block = last ? last->block : 0;
    page->offset = 0;
}

void page_release(struct page *page)
{
    free(page->spans);
}

void page_start_block(struct page *page)
{
    page->block++;
    page->offset = 0;
}

static int margin_width(const struct margin *margin)
{
    return margin->first ? margin->first_width : margin->width;
}

int page_room(const struct page *page)
{
    int width = page->width;

    for (size_t i = 0; i < page->margin_count; i++)
        width -= margin_width(&page->margins[i]);
    return width;
}

bool page_indent(struct page *page, const struct margin *margin)
{
    int taken = margin->width;

    if (margin->first && margin->first_width > taken)
        taken = margin->first_width;
    for (size_t i = 0; i < page->margin_count; i++)
        taken += page->margins[i].width;
    if (taken > page->width / 2 || page->margin_count == MARGINS_MAX)
        return false;
    page->margins[page->margin_count++] = *margin;
    page->prefix = NULL;
    return true;
}

void page_outdent(struct page *page, size_t count)
{
    assert(count <= page->margin_count);
    if (count < page->margin_count)
        page->prefix = NULL;
    if (count < page->gap_margins)
        page->gap = false;
    page->margin_count = count;
}

bool page_is_waiting(const struct page *page)
{
    return page->margin_count > 0 && page->margins[page->margin_count - 1].first;
}

void page_gap(struct page *page)
{
    page->gap = true;
    page->gap_margins = page->margin_count;
}

/* Put the first texts of the margins that still wait, and the texts of the others, in a row. */
static const char *compose(struct page *page, size_t count, bool firsts, uint32_t *len)
{
    size_t total = 0, at = 0;

    for (size_t i = 0; i < count; i++) {
        const struct margin *margin = &page->margins[i];
        total += firsts && margin->first ? margin->first_len : margin->len;
    }
    char *text = arena_bytes(&page->lines->arena, total);
    for (size_t i = 0; i < count; i++) {
        const struct margin *margin = &page->margins[i];
        bool first = firsts && margin->first;
        uint32_t n = first ? margin->first_len : margin->len;
        memcpy(text + at, first ? margin->first : margin->text, n);
        at += n;
    }
    *len = (uint32_t)total;
    return text;
}

static void add_prefix(struct page *page)
{
    bool waiting = false;

    for (size_t i = 0; i < page->margin_count; i++)
        waiting |= page->margins[i].first != NULL;
    if (waiting || !page->prefix) {
        page->prefix = compose(page, page->margin_count, true, &page->prefix_len);
        for (size_t i = 0; i < page->margin_count; i++)
            page->margins[i].first = NULL;
    }
    page_add_text(page, page->prefix, page->prefix_len, SPAN_MARKER, -1);
    if (waiting)
        page->prefix = NULL;
}

/* The empty line belongs to the text before it, so that its place is none of the next. */
static void print_gap(struct page *page)
{
    const struct line *last = page->lines->count ? &page->lines->items[page->lines->count - 1]
                                                 : NULL;
    uint32_t len;

    page->gap = false;
    if (!last)
        return;
    const char *prefix = compose(page, page->gap_margins, false, &len);
    page_add_text(page, prefix, len, SPAN_MARKER, -1);
    uint32_t block = page->block;
    page->block = last->block;
    page_end_line(page, block == last->block ? page->offset - (page->offset > 0) : UINT32_MAX,
                  false);
    page->block = block;
}

void page_begin_line(struct page *page)
{
    if (page->gap)
        print_gap(page);
    add_prefix(page);
}

/* Copy a span's text to where n more bytes stand behind it. */
static void join(struct page *page, struct span *span, const char *s, size_t n)
{
    char *text = arena_bytes(&page->lines->arena, span->len + n);

    memcpy(text, span->text, span->len);
    memcpy(text + span->len, s, n);
    span->text = text;
}

static void page_add(struct page *page, const char *s, size_t n, int width, unsigned style,
                     int32_t link)
{
    struct span *last = page->span_count ? &page->spans[page->span_count - 1] : NULL;

    if (n == 0)
        return;
    assert(width <= SPAN_COLUMNS);
    if (link >= 0 && page->lines->links[link].line == UINT32_MAX)
        page->lines->links[link].line = (uint32_t)page->lines->count;
    if (last && last->style == style && last->link == link &&
        last->width + width <= SPAN_COLUMNS) {
        if (last->text + last->len != s)
            join(page, last, s, n);
        last->len += (uint32_t)n;
        last->width = (uint16_t)(last->width + width);
        return;
    }
    if (!page->spans || page->span_count == page->span_size) {
        page->span_size = page->span_size ? page->span_size * 2 : 32;
        page->spans = xreallocarray(page->spans, page->span_size, sizeof *page->spans);
    }
    page->spans[page->span_count++] =
        (struct span){ s, (uint32_t)n, (uint16_t)width, (uint16_t)style, link };
}

void page_blanks(struct page *page, int columns)
{
    if (columns > 0)
        page_add(page, page_blank, (size_t)columns, columns, SPAN_TEXT, -1);
}

static void drop_blanks(struct page *page)
{
    while (page->span_count > 0) {
        struct span *last = &page->spans[page->span_count - 1];
        while (last->len > 0 && last->text[last->len - 1] == ' ') {
            last->len--;
            last->width--;
        }
        if (last->len > 0)
            return;
        page->span_count--;
    }
}

void page_end_line(struct page *page, uint32_t offset, bool wide)
{
    struct line line = { .block = page->block, .offset = offset, .wide = wide };

    drop_blanks(page);
    line.spans = page->spans;
    line.count = (uint32_t)page->span_count;
    for (size_t i = 0; i < page->span_count; i++)
        line.width += page->spans[i].width;
    lines_add(page->lines, &line);
    page->span_count = 0;
}

void page_add_text(struct page *page, const char *s, size_t n, unsigned style, int32_t link)
{
    while (n > 0) {
        int width;
        size_t cut = text_cut(s, n, SPAN_COLUMNS, &width);
        page_add(page, s, cut, width, style, link);
        s += cut;
        n -= cut;
    }
}

void page_add_line(struct page *page, const struct flow *flow, const char *stored,
                   const struct flow_line *line)
{
    uint32_t start = line->start, end = line->end;

    for (size_t i = flow_run_at(flow, start); start < end; i++) {
        const struct run *run = &flow->runs[i];
        uint32_t stop = run->end < end ? run->end : end;
        /* Most lines are of one run, whose columns are known. */
        if (start == line->start && stop == end)
            page_add(page, stored + start, stop - start, line->width, run->style, run->link);
        else
            page_add_text(page, stored + start, stop - start, run->style, run->link);
        start = stop;
    }
}

void page_flow(struct page *page, const struct flow *flow)
{
    uint32_t end = flow_length(flow), lead = flow->lead;
    const char *stored = arena_strndup(&page->lines->arena, buf_str(&flow->text), end);

    for (uint32_t at = 0; at < end && !page->lines->cut;) {
        struct flow_line line = flow_next_line(flow, at, end, page_room(page));
        page_begin_line(page);
        page_add_line(page, flow, stored, &line);
        page_end_line(page, page->offset + (line.start > lead ? line.start - lead : 0), false);
        at = line.next;
    }
    page->offset += end - lead + 1;
}
