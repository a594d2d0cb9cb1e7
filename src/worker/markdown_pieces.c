/* SPDX-License-Identifier: MIT */
#include "worker/markdown_pieces.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/* Noncharacters: the cleaner has dropped them from the source, so they are ours. */
static const char open_mark[] = "\uFDD0", close_mark[] = "\uFDD1";
enum { MARK_LEN = sizeof open_mark - 1, DIGITS_MAX = 9 };

void pieces_release(struct pieces *pieces)
{
    free(pieces->items);
    *pieces = (struct pieces){ 0 };
}

void pieces_add(struct pieces *pieces, enum piece_kind kind, const char *text, size_t n,
                struct buf *out)
{
    if (pieces->count == pieces->size) {
        pieces->size = pieces->size ? pieces->size * 2 : 64;
        pieces->items = xreallocarray(pieces->items, pieces->size, sizeof *pieces->items);
    }
    buf_addf(out, "%s%zu%s", open_mark, pieces->count, close_mark);
    pieces->items[pieces->count++] = (struct piece){ kind, text, n };
}

bool pieces_find(const struct pieces *pieces, const char *s, size_t n, size_t from,
                 struct piece_hit *hit)
{
    while (from < n) {
        const char *mark = memmem(s + from, n - from, open_mark, MARK_LEN);
        if (!mark)
            return false;
        size_t at = (size_t)(mark - s) + MARK_LEN, index = 0, digits = 0;
        while (at < n && s[at] >= '0' && s[at] <= '9' && digits < DIGITS_MAX) {
            index = index * 10 + (size_t)(s[at++] - '0');
            digits++;
        }
        if (digits > 0 && n - at >= MARK_LEN && memcmp(s + at, close_mark, MARK_LEN) == 0 &&
            index < pieces->count) {
            *hit =
                (struct piece_hit){ (size_t)(mark - s), at + MARK_LEN, &pieces->items[index] };
            return true;
        }
        from = at;
    }
    return false;
}

static void as_nothing(const struct piece *piece, struct buf *out)
{
    (void)piece;
    (void)out;
}

static void as_written(const struct piece *piece, struct buf *out)
{
    buf_add(out, piece->text, piece->len);
}

/* The string of {{ "a string" | filter }}, or false. */
static bool output_string(const struct piece *piece, struct buf *out)
{
    const char *s = piece->text, *end = s + piece->len;

    while (s < end && strchr("<{- ", *s))
        s++;
    if (s == end || (*s != '"' && *s != '\''))
        return false;
    const char *close = memchr(s + 1, *s, (size_t)(end - s - 1));
    return close && buf_add(out, s + 1, (size_t)(close - s - 1));
}

static void output_as_value(const struct piece *piece, struct buf *out)
{
    output_string(piece, out);
}

/* Something is missing there, which the reader should know. */
static void output_as_text(const struct piece *piece, struct buf *out)
{
    if (!output_string(piece, out))
        buf_adds(out, "\u2026");
}

/* {% link path %} and {% post_url name %} stand for an address: their word is the best known.
 */
static void tag_as_address(const struct piece *piece, struct buf *out)
{
    static const char *const names[] = { "link", "post_url" };
    const char *s = piece->text + 2, *end = piece->text + piece->len - 2;

    while (s < end && strchr("- ", *s))
        s++;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t len = strlen(names[i]);
        if ((size_t)(end - s) <= len || memcmp(s, names[i], len) != 0 || s[len] != ' ')
            continue;
        for (s += len; s < end && *s == ' ';)
            s++;
        while (s < end && *s != ' ')
            buf_addc(out, *s++);
        return;
    }
}

/* Without the backslashes and with the one entity that people write in addresses. */
static void address_as_written(const struct piece *piece, struct buf *out)
{
    const char *s = piece->text, *end = s + piece->len;

    while (s < end) {
        if (end - s >= 5 && memcmp(s, "&amp;", 5) == 0) {
            buf_addc(out, '&');
            s += 5;
            continue;
        }
        s += *s == '\\' && s + 1 < end;
        buf_addc(out, *s++);
    }
}

static void (*const expansions[PIECE_KINDS][PLACE_COUNT])(const struct piece *,
                                                          struct buf *) = {
    /*                     text            code        address             HTML */
    [PIECE_TAG] = { as_nothing, as_written, tag_as_address, as_nothing },
    [PIECE_OUTPUT] = { output_as_text, as_written, output_as_value, output_as_value },
    [PIECE_ATTRIBUTES] = { as_nothing, as_written, as_nothing, as_nothing },
    [PIECE_LITERAL] = { as_written, as_written, as_written, as_written },
    [PIECE_REFERENCE] = { as_written, as_written, as_written, as_written },
    [PIECE_DEFINITION] = { as_nothing, as_written, as_nothing, as_nothing },
    [PIECE_ADDRESS] = { address_as_written, as_written, address_as_written, as_written },
};

void piece_expand(const struct piece *piece, enum piece_place place, struct buf *out)
{
    expansions[piece->kind][place](piece, out);
}

void pieces_expand(const struct pieces *pieces, const char *s, size_t n, enum piece_place place,
                   struct buf *out)
{
    struct piece_hit hit;
    size_t at = 0;

    while (pieces_find(pieces, s, n, at, &hit)) {
        buf_add(out, s + at, hit.start - at);
        piece_expand(hit.piece, place, out);
        at = hit.end;
    }
    buf_add(out, s + at, n - at);
}
