/* SPDX-License-Identifier: MIT */
#include "doc/document_markdown.h"

#include <string.h>

#include "base/text.h"

/* How a character counts for the rules of emphasis (CommonMark 0.30, 6.2). */
enum side { SIDE_BLANK, SIDE_SIGN, SIDE_LETTER, SIDE_UNSURE };

static enum side side_of(uint32_t c)
{
    /* Letters that certainly are no punctuation; the rest beyond ASCII may be. */
    static const struct {
        uint32_t first, last;
    } letters[] = { { 0xC0, 0x36F },    { 0x388, 0x3FF },   { 0x400, 0x52F },
                    { 0x3041, 0x309F }, { 0x30A1, 0x30FA }, { 0x3400, 0x4DBF },
                    { 0x4E00, 0x9FFF }, { 0xAC00, 0xD7A3 } };

    if (c <= ' ' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A))
        return SIDE_BLANK;
    if (c < 0x80)
        return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ? SIDE_LETTER
                                                                              : SIDE_SIGN;
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (c >= letters[i].first && c <= letters[i].last)
            return SIDE_LETTER;
    return SIDE_UNSURE;
}

/* Containers that are written as what is in them. */
static bool is_bare_inside(const struct markdown *md, cmark_node *node)
{
    return document_kind(node) == KIND_DIM ||
           (md->links > 0 && cmark_node_get_type(node) == CMARK_NODE_LINK);
}

/*
 * The character that a node's Markdown begins with, or ends with, as far as sides go; 0 when
 * that cannot be told.
 */
static uint32_t edge_of(const struct markdown *md, cmark_node *node, bool last)
{
    if (!node)
        return ' ';
    while (is_bare_inside(md, node))
        node = last ? cmark_node_last_child(node) : cmark_node_first_child(node);
    if (!node)
        return 0;
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
        return ' ';
    if (type != CMARK_NODE_TEXT)
        return '<';
    const char *s = cmark_node_get_literal(node);
    size_t n = strlen(s), at = 0;
    uint32_t c = ' ';
    if (last) {
        while (n > 0 && s[n - 1] == ' ')
            n--;
        for (at = n; at > 0 && (s[--at] & 0xC0) == 0x80;)
            ;
    }
    if (n > 0)
        text_decode(s + at, n - at, &c);
    return c;
}

static uint32_t character_before(const struct markdown *md)
{
    size_t at = md->out->len;
    uint32_t c;

    if (md->fresh || at == 0 || at == md->begin)
        return ' ';
    while (at > 0 && (md->out->data[--at] & 0xC0) == 0x80)
        ;
    text_decode(md->out->data + at, md->out->len - at, &c);
    return c;
}

/* What follows a node: its next sibling, the end of what it is in, a blank at the end of all.
 */
static uint32_t character_after(const struct markdown *md, cmark_node *node)
{
    size_t depth = md->depth - 1;

    while (!cmark_node_next(node) && is_bare_inside(md, cmark_node_parent(node))) {
        node = cmark_node_parent(node);
        depth--;
    }
    const char *close = md->frames[depth - 1].close;
    if (!cmark_node_next(node) && close)
        return (unsigned char)close[0];
    return edge_of(md, cmark_node_next(node), false);
}

static bool is_emphasis(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);

    return type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG;
}

/* Emphasis that is all of another one, as in ***both***. */
static bool is_whole_of(cmark_node *node, cmark_node *parent)
{
    return is_emphasis(parent) && is_emphasis(node) && !cmark_node_next(node) &&
           !cmark_node_previous(node);
}

/*
 * Whether a sign between these two can only open (or, mirrored, only close) emphasis; without
 * `only`, whether it can do so at all.
 */
static bool flanks(enum side outside, enum side inside, bool only)
{
    if (inside == SIDE_BLANK)
        return false;
    if (outside == SIDE_BLANK)
        return true;
    if (only)
        return outside == SIDE_SIGN && inside == SIDE_LETTER;
    return outside == SIDE_SIGN || inside == SIDE_LETTER;
}

/*
 * Whether signs around a node would be read as emphasis, by a cautious reading of the rules;
 * else it gets tags. Inside other emphasis they must not be taken for the end of that.
 */
static bool takes_signs(const struct markdown *md, cmark_node *node, char sign)
{
    cmark_node *parent = cmark_node_parent(node), *inner = cmark_node_first_child(node);
    const char *outer_close = md->frames[md->depth - 2].close;
    uint32_t before = character_before(md), after = character_after(md, node);
    bool only = md->signs > 0;

    if (is_whole_of(node, parent))
        return outer_close && outer_close[0] == sign &&
               !is_whole_of(parent, cmark_node_parent(parent));
    if (before == (unsigned char)sign || before == '_' || after == (unsigned char)sign ||
        after == 0)
        return false;
    if (is_whole_of(inner, node))
        node = inner;
    uint32_t first = edge_of(md, cmark_node_first_child(node), false);
    uint32_t last = edge_of(md, cmark_node_last_child(node), true);
    return flanks(side_of(before), side_of(first), only) &&
           flanks(side_of(after), side_of(last), only);
}

/* How a container is written: signs where they can be, tags anywhere. */
struct marks {
    const char *sign, *open, *close;
};

static void open_marks(struct markdown *md, cmark_node *node, const struct marks *marks)
{
    struct frame *frame = markdown_frame(md);

    if (md->images > 0)
        return;
    markdown_flush_break(md);
    markdown_start_line(md);
    if (marks->sign && takes_signs(md, node, marks->sign[0])) {
        frame->close = marks->sign;
        md->signs++;
        markdown_put(md, marks->sign);
    } else {
        frame->close = marks->close;
        markdown_put(md, marks->open);
    }
}

/* Blanks at the end go behind the sign, which would be none after them. */
static void close_marks(struct markdown *md, cmark_node *node)
{
    const char *close = markdown_frame(md)->close;
    size_t blanks = 0;

    (void)node;
    if (!close)
        return;
    md->signs -= close[0] != '<';
    while (close[0] != '<' && md->out->len > 0 && md->out->data[md->out->len - 1] == ' ') {
        buf_truncate(md->out, md->out->len - 1);
        blanks++;
    }
    markdown_put(md, close);
    if (blanks > 0)
        markdown_put(md, " ");
}

static const struct marks emph = { "*", "<em>", "</em>" };
static const struct marks strong = { "**", "<strong>", "</strong>" };
static const struct marks kind_marks[KIND_COUNT] = {
    [KIND_STRIKE] = { "~~", "<del>", "</del>" }, [KIND_UNDERLINE] = { NULL, "<u>", "</u>" },
    [KIND_SUPER] = { NULL, "<sup>", "</sup>" },  [KIND_SUB] = { NULL, "<sub>", "</sub>" },
    [KIND_MARK] = { NULL, "<mark>", "</mark>" },
};

static void enter_emph(struct markdown *md, cmark_node *node)
{
    open_marks(md, node, &emph);
}

static void enter_strong(struct markdown *md, cmark_node *node)
{
    open_marks(md, node, &strong);
}

static void enter_custom(struct markdown *md, cmark_node *node)
{
    const struct marks *marks = &kind_marks[document_kind(node)];

    if (marks->open)
        open_marks(md, node, marks);
}

static void enter_footnote_ref(struct markdown *md, cmark_node *node)
{
    markdown_flush_break(md);
    markdown_bracket(md);
    markdown_put(md, "^");
    markdown_put(md, document_argument(node));
    markdown_put(md, "]");
}

static void enter_code(struct markdown *md, cmark_node *node)
{
    const char *s = cmark_node_get_literal(node);

    markdown_flush_break(md);
    markdown_start_line(md);
    markdown_code(md, s, strlen(s));
}

static void enter_soft_break(struct markdown *md, cmark_node *node)
{
    (void)node;
    if (!md->fresh && md->out->len != md->begin)
        markdown_put(md, " ");
}

static void enter_line_break(struct markdown *md, cmark_node *node)
{
    if (md->heading || md->images > 0)
        enter_soft_break(md, node);
    else
        md->want_break = true;
}

/* <https://example.org> says it all where the text is the address. */
static bool is_bare(cmark_node *node)
{
    cmark_node *child = cmark_node_first_child(node);
    const char *url = cmark_node_get_url(node);

    return child && !cmark_node_next(child) && cmark_node_get_type(child) == CMARK_NODE_TEXT &&
           strcmp(cmark_node_get_literal(child), url) == 0 &&
           (strncmp(url, "http://", 7) == 0 || strncmp(url, "https://", 8) == 0) &&
           !strpbrk(url, " <>|") && !(strchr(url, '&') && strchr(url, ';'));
}

static void enter_link(struct markdown *md, cmark_node *node)
{
    if (md->links++ > 0 || md->images > 0)
        return;
    markdown_flush_break(md);
    if (is_bare(node)) {
        markdown_put(md, "<");
        markdown_put(md, cmark_node_get_url(node));
        markdown_put(md, ">");
        md->skip = true;
        md->links--;
        return;
    }
    markdown_bracket(md);
    markdown_frame(md)->close = "]";
}

static void leave_link(struct markdown *md, cmark_node *node)
{
    if (--md->links == 0 && md->images == 0)
        markdown_target(md, node);
}

static void enter_image(struct markdown *md, cmark_node *node)
{
    (void)node;
    if (md->images++ > 0)
        return;
    markdown_flush_break(md);
    markdown_put(md, "![");
}

static void leave_image(struct markdown *md, cmark_node *node)
{
    if (--md->images == 0)
        markdown_target(md, node);
}

const struct markdown_handler *markdown_inline_handler(cmark_node *node)
{
    static const struct markdown_handler by_type[] = {
        [CMARK_NODE_TEXT] = { markdown_escape_text, NULL },
        [CMARK_NODE_SOFTBREAK] = { enter_soft_break, NULL },
        [CMARK_NODE_LINEBREAK] = { enter_line_break, NULL },
        [CMARK_NODE_CODE] = { enter_code, NULL },
        [CMARK_NODE_CUSTOM_INLINE] = { enter_custom, close_marks },
        [CMARK_NODE_EMPH] = { enter_emph, close_marks },
        [CMARK_NODE_STRONG] = { enter_strong, close_marks },
        [CMARK_NODE_LINK] = { enter_link, leave_link },
        [CMARK_NODE_IMAGE] = { enter_image, leave_image },
    };
    static const struct markdown_handler footnote_ref = { enter_footnote_ref, NULL };

    if (document_kind(node) == KIND_FOOTNOTE_REF)
        return &footnote_ref;
    return &by_type[cmark_node_get_type(node)];
}
