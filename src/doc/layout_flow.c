/* SPDX-License-Identifier: MIT */
#include "doc/layout_flow.h"

#include <assert.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/text.h"
#include "doc/document.h"
#include "doc/layout.h"

/* Room for all text of a document and a number behind each of its links. */
enum { FLOW_MAX = 4 * DOCUMENT_BYTES_MAX };

void flow_init(struct flow *flow)
{
    *flow = (struct flow){ .text = BUF_INIT(FLOW_MAX) };
}

void flow_release(struct flow *flow)
{
    buf_release(&flow->text);
    free(flow->runs);
}

void flow_clear(struct flow *flow)
{
    buf_clear(&flow->text);
    flow->run_count = 0;
    flow->base = flow->lead = flow->mark = 0;
    flow->soft = false;
}

uint32_t flow_length(const struct flow *flow)
{
    return (uint32_t)flow->text.len;
}

/* Let the text up to its end be of this style. */
static void extend_run(struct flow *flow, unsigned style, int32_t link)
{
    struct run *last = flow->run_count ? &flow->runs[flow->run_count - 1] : NULL;
    uint32_t len = flow_length(flow);

    if (len == (last ? last->end : 0))
        return;
    if (last && last->style == style && last->link == link) {
        last->end = len;
        return;
    }
    if (!flow->runs || flow->run_count == flow->run_size) {
        flow->run_size = flow->run_size ? flow->run_size * 2 : 64;
        flow->runs = xreallocarray(flow->runs, flow->run_size, sizeof *flow->runs);
    }
    flow->runs[flow->run_count++] = (struct run){ len, link, (uint16_t)style };
}

static bool is_white(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

/* True where a blank would begin a line or follow another one. */
static bool at_white(const struct flow *flow)
{
    return flow_length(flow) == flow->base || is_white(flow->text.data[flow->text.len - 1]);
}

/* The last character of the paragraph, 0 for none. */
static uint32_t last_character(const struct flow *flow)
{
    size_t at = flow->text.len;
    uint32_t c = 0;

    while (at > flow->base && (flow->text.data[--at] & 0xC0) == 0x80)
        ;
    if (at < flow->text.len)
        text_decode(flow->text.data + at, flow->text.len - at, &c);
    return c;
}

/* The blank has the style that the texts on both sides share. */
static void settle_soft_break(struct flow *flow, const char *s, size_t n, unsigned style,
                              int32_t link)
{
    const struct run *last = flow->run_count ? &flow->runs[flow->run_count - 1] : NULL;
    uint32_t c;

    flow->soft = false;
    text_decode(s, n, &c);
    if (!last || at_white(flow) || (flow_is_dense(c) && flow_is_dense(last_character(flow))))
        return;
    buf_addc(&flow->text, ' ');
    extend_run(flow, last->style & style, last->link == link ? link : -1);
}

void flow_add(struct flow *flow, const char *s, size_t n, unsigned style, int32_t link)
{
    size_t start = 0;

    if (n == 0)
        return;
    if (flow->soft)
        settle_soft_break(flow, s, n, style, link);
    for (size_t i = 0; i < n; i++) {
        if (!is_white(s[i]))
            continue;
        bool needed = i > start || !at_white(flow);
        buf_add(&flow->text, s + start, i - start);
        if (needed)
            buf_addc(&flow->text, ' ');
        start = i + 1;
    }
    buf_add(&flow->text, s + start, n - start);
    extend_run(flow, style, link);
}

void flow_unlink(struct flow *flow, int32_t link)
{
    for (size_t i = flow->run_count; i > 0 && flow->runs[i - 1].link == link; i--)
        flow->runs[i - 1].link = -1;
}

void flow_add_range(struct flow *flow, const struct flow *from, uint32_t start, uint32_t end)
{
    for (size_t i = flow_run_at(from, start); start < end; i++) {
        uint32_t stop = from->runs[i].end < end ? from->runs[i].end : end;
        buf_add(&flow->text, from->text.data + start, stop - start);
        extend_run(flow, from->runs[i].style, from->runs[i].link);
        start = stop;
    }
}

void flow_add_lead(struct flow *flow, const char *s, size_t n, unsigned style)
{
    assert(flow_length(flow) == flow->lead);
    buf_add(&flow->text, s, n);
    extend_run(flow, style, -1);
    flow->base = flow->lead = flow_length(flow);
}

void flow_soft_break(struct flow *flow)
{
    flow->soft = true;
}

void flow_hard_break(struct flow *flow)
{
    size_t len = flow->text.len;

    flow->soft = false;
    if (len > flow->base && flow->text.data[len - 1] == ' ')
        flow_truncate(flow, (uint32_t)--len);
    if (len == flow->base || (len - flow->base >= 2 && flow->text.data[len - 1] == '\n' &&
                              flow->text.data[len - 2] == '\n'))
        return;
    buf_addc(&flow->text, '\n');
    extend_run(flow, SPAN_TEXT, -1);
}

void flow_end_line(struct flow *flow)
{
    size_t len = flow->text.len;

    if (len > flow->base && len != flow->mark && flow->text.data[len - 1] != '\n')
        flow_hard_break(flow);
    flow->soft = false;
}

void flow_start_cell(struct flow *flow)
{
    flow->base = flow_length(flow);
    flow->soft = false;
}

void flow_truncate(struct flow *flow, uint32_t len)
{
    buf_truncate(&flow->text, len);
    while (flow->run_count > 0 &&
           (flow->run_count > 1 ? flow->runs[flow->run_count - 2].end : 0) >= len)
        flow->run_count--;
    if (flow->run_count > 0 && flow->runs[flow->run_count - 1].end > len)
        flow->runs[flow->run_count - 1].end = len;
}

void flow_trim(struct flow *flow)
{
    uint32_t len = flow_length(flow);

    while (len > flow->base && is_white(flow->text.data[len - 1]))
        len--;
    flow_truncate(flow, len);
    flow->soft = false;
}

size_t flow_run_at(const struct flow *flow, uint32_t at)
{
    size_t low = 0, high = flow->run_count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (flow->runs[middle].end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
