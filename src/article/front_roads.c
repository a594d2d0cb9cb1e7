/* SPDX-License-Identifier: MIT */
/* The two roads through a block of front matter, and what the quick one leaves. */
#include "article/front_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"

/* The text without the cuts, and room for one byte more; for the caller to free(). */
static char *rest_of(const char *text, size_t n, const struct front_scan *scan, size_t *len)
{
    size_t from = 0, left = n;

    for (size_t i = 0; i < scan->cut_count; i++)
        left -= scan->cuts[i].end - scan->cuts[i].start;
    char *rest = xmalloc(left + 1);
    *len = 0;
    for (size_t i = 0; i <= scan->cut_count; i++) {
        size_t to = i < scan->cut_count ? scan->cuts[i].start : n;
        memcpy(rest + *len, text + from, to - from);
        *len += to - from;
        from = i < scan->cut_count ? scan->cuts[i].end : n;
    }
    return rest;
}

/* Read with the cut, if the scan is sure; known, unless NULL, is that scan. False when that
 * failed; the reader is then as new. */
static bool read_cut(struct front_reader *reader, const char *text, size_t n,
                     const struct front_scan *known)
{
    struct front_plain plain;
    struct front_scan scan;
    size_t len;

    if (known)
        scan = *known;
    else if (!front_scan(text, n, false, &scan))
        return false;
    reader->scan = scan;
    reader->whole = text;
    char *rest = rest_of(text, n, &scan, &len);
    if (front_plain_open(&plain, rest, len))
        front_read_plain(reader, &plain);
    else
        front_read(reader, rest, len);
    free(rest);
    if (reader->failed) {
        int line = reader->line;
        front_reader_release(reader);
        front_reader_init(reader, reader->terms, reader->arena);
        reader->line = line;
        return false;
    }
    reader->article.has_related |= scan.has_related;
    reader->article.has_images |= scan.has_images;
    reader->front.related_left = scan.has_related;
    return true;
}

/* Read without bytes that are no UTF-8, controls and tabs, which YAML refuses. False when the
 * text has none. */
static bool read_cleaned(struct front_reader *reader, const char *text, size_t n)
{
    struct buf clean = BUF_INIT(4 * n); /* a tab becomes four blanks */

    text_clean(&clean, text, n, TEXT_BLOCK);
    bool differs = clean.len != n || memcmp(clean.data, text, n) != 0;
    if (differs)
        front_read(reader, buf_str(&clean), clean.len);
    buf_release(&clean);
    return differs;
}

/*
 * The text was read as a whole. When the cut of it can be read, then the fields are taken from
 * there, so that both roads come to the same article and a fault in the related list costs
 * nothing else.
 */
static bool take_cut(struct front_reader *reader, const char *text, size_t n)
{
    struct front_reader whole = *reader, cut;
    struct front_scan scan;

    front_reader_init(&cut, whole.terms, whole.arena);
    cut.line = whole.line;
    if (!read_cut(&cut, text, n, NULL)) {
        front_reader_release(&cut);
        return false;
    }
    if (!whole.failed) {
        cut.related = whole.related;
        cut.front.problems = whole.front.problems;
        cut.front.problem_count = whole.front.problem_count;
    } else {
        if (front_scan(text, n, true, &scan))
            cut.related = scan.related;
        front_add_problem(&cut, whole.front.problems[whole.front.problem_count - 1]);
    }
    cut.front.images = whole.front.images;
    cut.front.image_count = whole.front.image_count;
    cut.front.related = whole.front.related;
    cut.front.related_count = whole.front.related_count;
    cut.front.related_left = false;
    front_reader_release(&whole);
    *reader = cut;
    return true;
}

/* The text is no YAML: what can be read of it without the bytes that never are. */
static void read_again(struct front_reader *reader, const char *text, size_t n)
{
    struct front_reader failed = *reader, again;
    struct front_problem error = failed.front.problems[failed.front.problem_count - 1];

    front_reader_init(&again, failed.terms, failed.arena);
    again.line = failed.line;
    again.deep = failed.deep;
    if (!read_cleaned(&again, text, n)) {
        front_reader_release(&again);
        return;
    }
    error.error = again.failed;
    front_add_problem(&again, error);
    front_reader_release(&failed);
    *reader = again;
}

void front_read_block(struct front_reader *reader, const char *text, size_t n,
                      enum front_road road, const struct front_scan *known)
{
    if (road == FRONT_QUICK && read_cut(reader, text, n, known))
        return;
    reader->deep = road == FRONT_FULL;
    front_read(reader, text, n);
    if ((road == FRONT_QUICK || !take_cut(reader, text, n)) && reader->failed)
        read_again(reader, text, n);
}

/* The keys of a block that has to be read as a whole for them. */
static void read_related(const char *text, size_t n, struct related_keys *keys)
{
    struct arena arena;
    struct terms *terms = terms_new();
    struct front_reader reader;

    arena_init(&arena);
    front_reader_init(&reader, terms, &arena);
    front_read(&reader, text, n);
    if (!reader.failed)
        *keys = reader.related;
    front_reader_release(&reader);
    arena_release(&arena);
    terms_free(terms);
}

void front_find_related(const char *bytes, size_t n, struct related_keys *keys)
{
    struct front_frame frame;
    struct front_scan scan;

    keys->count = 0;
    front_frame_find(bytes, n, &frame, &scan, true);
    if (frame.kind != FRAME_YAML && frame.kind != FRAME_UNCLOSED)
        return;
    const char *text = bytes + frame.start;
    if (frame.scanned || front_scan(text, frame.end - frame.start, true, &scan))
        *keys = scan.related;
    else
        read_related(text, frame.end - frame.start, keys);
}
