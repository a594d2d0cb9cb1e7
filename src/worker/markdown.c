/* SPDX-License-Identifier: MIT */
#include "worker/markdown.h"

#include "base/text.h"
#include "worker/markdown_footnote.h"
#include "worker/markdown_html.h"
#include "worker/markdown_marks.h"
#include "worker/markdown_pieces.h"
#include "worker/markdown_source.h"
#include "worker/markdown_table.h"
#include "worker/markdown_text.h"
#include "worker/tidy.h"

enum { SOURCE_MAX = 32 * 1024 * 1024, TAB = 4 };

static bool starts_character(char c)
{
    return ((unsigned char)c & 0xc0) != 0x80;
}

/* Tabs become blanks up to the next multiple of four columns, as CommonMark counts them. */
static void expand_tabs(const char *s, size_t n, struct buf *out)
{
    size_t column = 0;

    for (size_t at = 0; at < n;) {
        size_t plain = at;
        while (plain < n && s[plain] != '\t' && s[plain] != '\n')
            column += starts_character(s[plain++]);
        buf_add(out, s + at, plain - at);
        if (plain < n && s[plain] == '\t') {
            size_t blanks = TAB - column % TAB;
            buf_add(out, "    ", blanks);
            column += blanks;
        } else if (plain < n) {
            buf_addc(out, '\n');
            column = 0;
        }
        at = plain + 1;
    }
}

/* What is parsed, and what the pieces point into: all of it lives as long as the pieces. */
struct source {
    struct buf untabbed, clean, lines, lifted;
    struct pieces pieces;
};

static void source_prepare(struct source *source, const char *text, size_t n)
{
    *source = (struct source){ .untabbed = BUF_INIT(SOURCE_MAX),
                               .clean = BUF_INIT(SOURCE_MAX),
                               .lines = BUF_INIT(SOURCE_MAX),
                               .lifted = BUF_INIT(SOURCE_MAX) };
    expand_tabs(text, n, &source->untabbed);
    text_clean(&source->clean, buf_str(&source->untabbed), source->untabbed.len, TEXT_BLOCK);
    markdown_source(buf_str(&source->clean), source->clean.len, &source->pieces,
                    &source->lines);
    pieces_lift(&source->pieces, buf_str(&source->lines), source->lines.len, &source->lifted);
}

static bool source_is_whole(const struct source *source)
{
    return !source->untabbed.full && !source->clean.full && !source->lines.full &&
           !source->lifted.full;
}

static void source_release(struct source *source)
{
    buf_release(&source->untabbed);
    buf_release(&source->clean);
    buf_release(&source->lines);
    buf_release(&source->lifted);
    pieces_release(&source->pieces);
}

/* Everything that is not cmark's, below one node. False when not all of it fitted. */
static bool convert(cmark_node *node, const struct pieces *pieces, struct footnotes *footnotes)
{
    bool whole = markdown_html(node, pieces);

    cmark_consolidate_text_nodes(node);
    markdown_text(node, pieces, footnotes);
    markdown_marks(node);
    return whole;
}

/* Footnotes may refer to others, so each is converted before the next is asked for. */
static bool append_footnotes(cmark_node *root, const struct pieces *pieces,
                             struct footnotes *footnotes)
{
    size_t at = 0;
    bool whole = true;

    for (cmark_node *note; (note = footnotes_next(footnotes, &at));) {
        document_append(root, note);
        whole &= convert(note, pieces, footnotes);
    }
    return whole;
}

cmark_node *markdown_document(const char *text, size_t n, const char *base_url, bool *cut)
{
    struct source source;
    struct footnotes footnotes;

    source_prepare(&source, text, n);
    cmark_node *root = markdown_parse(buf_str(&source.lifted), source.lifted.len);
    tidy_depth(root);
    cmark_consolidate_text_nodes(root);
    footnotes_collect(&footnotes, root, &source.pieces);
    bool whole = convert(root, &source.pieces, &footnotes);
    whole &= append_footnotes(root, &source.pieces, &footnotes);
    tidy_empty(root);
    tidy_addresses(root, base_url);
    if (!whole || !source_is_whole(&source))
        *cut = true;
    footnotes_release(&footnotes);
    source_release(&source);
    return root;
}
