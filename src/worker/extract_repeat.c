/* SPDX-License-Identifier: MIT */
/* What is on the page twice: what people answer to, and sentences that are set large beside the
 * text that has them. */
#include "worker/extract_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"

enum {
    REPEAT_MIN = 60,               /* characters of a paragraph that nobody writes twice */
    PULLED_MIN = 25,               /* of a sentence that is pulled out of the text … */
    PULLED_MAX = 400,              /* … */
    PULLED_COUNT = 50,             /* boxes of such that are looked at */
    PLAIN_BYTES = 2 * 1024 * 1024, /* of text that is looked through */
};

struct line {
    uint64_t hash;
    uint32_t at;
};

/* The same for equal letters and digits, whatever stands between them. */
static uint64_t line_hash(const struct spots *spots, uint32_t at, struct buf *plain)
{
    uint64_t hash = UINT64_C(14695981039346656037);

    buf_clear(plain);
    extract_bare_text(spots, at, plain);
    for (size_t i = 0; i < plain->len; i++)
        hash = (hash ^ (unsigned char)plain->data[i]) * UINT64_C(1099511628211);
    return hash;
}

static bool may_repeat(const struct spot *spot)
{
    enum html_role role = spot->node->element->role;

    return !spot->gone && html_is_block(spot->node->element) && spot->own == spot->text &&
           spot->text >= REPEAT_MIN && role != HTML_CELL && role != HTML_PRE;
}

static int line_compare(const void *a, const void *b)
{
    const struct line *one = a, *other = b;

    if (one->hash != other->hash)
        return one->hash < other->hash ? -1 : 1;
    return one->at < other->at ? -1 : one->at > other->at;
}

/* Elsewhere lists of the same sentences are meant. */
static void drop_repeated(struct spots *spots, uint32_t root)
{
    struct buf plain = BUF_INIT(PLAIN_BYTES);
    size_t count = 0, size = spots->items[root].end - root;
    struct line *lines = xcalloc(size, sizeof *lines);

    for (uint32_t i = root + 1; i < spots->items[root].end;
         i = spots_next(spots, i, spots->items[i].gone))
        if (may_repeat(&spots->items[i]))
            lines[count++] = (struct line){ line_hash(spots, i, &plain), i };
    qsort(lines, count, sizeof *lines, line_compare);
    for (size_t i = 1; i < count; i++)
        if (lines[i].hash == lines[i - 1].hash)
            spots->items[lines[i].at].gone |= GONE_EDGE;
    free(lines);
    buf_release(&plain);
}

static bool is_pulled(const struct spot *spot)
{
    return !spot->gone && html_is_block(spot->node->element) && spot->text >= PULLED_MIN &&
           spot->text <= PULLED_MAX && !(spot->names & NAME_QUOTED) &&
           (spot->node->element->role == HTML_QUOTE || spot->names & NAME_PULLED ||
            strcmp(spot->node->name, "aside") == 0);
}

/* A sentence that was pulled out stands twice in the text: there, and here. */
static void drop_pulled(struct spots *spots, uint32_t root)
{
    struct buf plain = BUF_INIT(PLAIN_BYTES), pulled = BUF_INIT(4 * PULLED_MAX);
    unsigned looked_at = 0;

    for (uint32_t i = root + 1; i < spots->items[root].end && looked_at < PULLED_COUNT;
         i = spots_next(spots, i, spots->items[i].gone)) {
        if (!is_pulled(&spots->items[i]))
            continue;
        if (looked_at++ == 0)
            extract_bare_text(spots, root, &plain);
        buf_clear(&pulled);
        extract_bare_text(spots, i, &pulled);
        const char *first = strstr(buf_str(&plain), buf_str(&pulled));
        if (first && pulled.len > 0 && strstr(first + 1, buf_str(&pulled)))
            spots->items[i].gone |= GONE_EDGE;
    }
    buf_release(&plain);
    buf_release(&pulled);
}

void extract_drop_repeats(struct spots *spots, uint32_t root, bool thread)
{
    if (thread)
        drop_repeated(spots, root);
    drop_pulled(spots, root);
}
