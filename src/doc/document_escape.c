/* SPDX-License-Identifier: MIT */
#include "doc/document_markdown.h"

#include <stdint.h>
#include <string.h>

void markdown_flush_break(struct markdown *md)
{
    if (!md->want_break)
        return;
    md->want_break = false;
    if (md->out->len == md->begin || md->fresh)
        return;
    if (md->cell) {
        markdown_put(md, "<br>");
        return;
    }
    while (md->out->len > md->begin && md->out->data[md->out->len - 1] == ' ')
        buf_truncate(md->out, md->out->len - 1);
    markdown_put(md, "\\");
    markdown_end_line(md);
    markdown_start_line(md);
}

size_t markdown_longest_run(const char *s, size_t n, char c)
{
    size_t longest = 0, run = 0;

    for (size_t i = 0; i < n; i++) {
        run = s[i] == c ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

/* A fence that the span does not hold, parted from backticks at its ends by blanks. */
void markdown_code(struct markdown *md, const char *s, size_t n)
{
    size_t fence = markdown_longest_run(s, n, '`') + 1;
    bool blanks_only = strspn(s, " ") >= n;
    bool pad = n > 0 && (s[0] == '`' || s[n - 1] == '`' ||
                         (s[0] == ' ' && s[n - 1] == ' ' && !blanks_only));

    if (n == 0)
        return;
    if (md->code_end > 0 && md->code_end == md->out->len)
        markdown_put(md, "<!-- -->"); /* or two fences would become one */
    for (size_t i = 0; i < fence; i++)
        markdown_put(md, "`");
    if (pad)
        markdown_put(md, " ");
    for (size_t i = 0; i < n; i++) {
        if (md->cell && s[i] == '|')
            buf_addc(md->out, '\\');
        buf_addc(md->out, s[i] == '\n' ? ' ' : s[i]);
    }
    if (pad)
        markdown_put(md, " ");
    for (size_t i = 0; i < fence; i++)
        markdown_put(md, "`");
    md->code_end = md->out->len;
}

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static bool is_sign(char c)
{
    return c > ' ' && c < 0x7F && !is_alnum(c);
}

/* "&amp;", "&#38;" and the like would be read as one character. */
static bool is_entity(const char *s)
{
    size_t n = 1;

    while (n < 40 && (is_alnum(s[n]) || s[n] == '#'))
        n++;
    return n > 1 && s[n] == ';';
}

/*
 * What needs a backslash anywhere, by its neighbours; after is 0 at the end of the text, and
 * last tells that nothing but blanks and number signs follows.
 */
static bool is_special(const struct markdown *md, char before, const char *s, char after,
                       bool last)
{
    bool in_brackets = md->links > 0 || md->images > 0;

    switch (s[0]) {
    case '`':
        return true;
    case '\\':
        return is_sign(after) || after == '\0';
    case '*':
        return before != ' ' || after != ' ';
    case '_':
        return !is_alnum(before) || !is_alnum(after);
    case '~':
        return before == '~' || after == '~';
    case '[':
        return in_brackets || after == '^';
    case ']':
        return in_brackets || after == '[';
    case '(':
        return before == ']';
    case '!':
        return after == '[';
    case '<':
        return is_alnum(after) || after == '\0' || strchr("/!?", after) != NULL;
    case '&':
        return is_entity(s);
    case '|':
        return md->cell > 0;
    case '#':
        return md->heading && last;
    default:
        return false;
    }
}

/* What needs one where a block could begin. *at is moved to the character that gets it. */
static bool begins_block(const char *s, size_t *at)
{
    size_t digits = strspn(s, "0123456789");

    if (digits > 0 && digits < 10 && (s[digits] == '.' || s[digits] == ')') &&
        (s[digits + 1] == ' ' || s[digits + 1] == '\0')) {
        *at += digits;
        return true;
    }
    if (s[0] == '\0' || !strchr("#>-+*=|[:~", s[0]))
        return false;
    if (s[0] == '-' || s[0] == '+' || s[0] == '=')
        return s[1] == '\0' || strchr(" -=|:", s[1]);
    return s[0] != '~' && s[0] != ':';
}

/* Where the longest tail of these characters begins. */
static size_t tail_start(const char *s, size_t n, const char *characters)
{
    while (n > 0 && strchr(characters, s[n - 1]))
        n--;
    return n;
}

static void escape(struct markdown *md, const char *s, size_t n)
{
    /* Blanks at the end may be put behind the sign that closes emphasis. */
    size_t blanks = tail_start(s, n, " "), signs = tail_start(s, n, "# ");
    size_t start = 0, forced = SIZE_MAX;
    char before = md->out->len > 0 ? md->out->data[md->out->len - 1] : '\n';

    if (md->out->len == md->begin) {
        start = strspn(s, " \n");
        forced = start;
        before = '\n';
        if (!begins_block(s + start, &forced))
            forced = SIZE_MAX;
    }
    for (size_t i = start; i < n; i++) {
        char after = i + 1 < blanks ? s[i + 1] : '\0';
        if (i == forced || is_special(md, before, s + i, after, i >= signs))
            buf_addc(md->out, '\\');
        buf_addc(md->out, s[i] == '\n' ? ' ' : s[i]);
        before = s[i];
    }
}

void markdown_escape_text(struct markdown *md, cmark_node *node)
{
    struct buf text = BUF_INIT(DOCUMENT_BYTES_MAX);
    cmark_node *previous = cmark_node_previous(node), *next = node;
    cmark_node_type type = CMARK_NODE_TEXT;

    /* Signs mean something by their neighbours, so a row of texts is one. */
    if (cmark_node_get_type(previous) == CMARK_NODE_TEXT)
        return;
    for (; type == CMARK_NODE_TEXT; type = cmark_node_get_type(next)) {
        buf_adds(&text, cmark_node_get_literal(next));
        next = cmark_node_next(next);
    }
    if (text.len > 0) {
        markdown_flush_break(md);
        markdown_start_line(md);
        escape(md, buf_str(&text), text.len);
    }
    buf_release(&text);
}

void markdown_bracket(struct markdown *md)
{
    size_t len = md->out->len, slashes = 0;

    markdown_start_line(md);
    if (len > 0 && md->out->data[len - 1] == '!') {
        while (slashes + 1 < len && md->out->data[len - 2 - slashes] == '\\')
            slashes++;
        if (slashes % 2 == 0) {
            buf_truncate(md->out, len - 1);
            markdown_put(md, "\\!");
        }
    }
    markdown_put(md, "[");
}

static void put_quoted(struct markdown *md, const char *s, const char *specials)
{
    for (; *s; s++) {
        if (strchr(specials, *s) || (*s == '&' && is_entity(s)) ||
            (*s == '\\' && (is_sign(s[1]) || s[1] == '\0')) || (md->cell && *s == '|'))
            buf_addc(md->out, '\\');
        buf_addc(md->out, *s == '\n' ? ' ' : *s);
    }
}

void markdown_target(struct markdown *md, cmark_node *node)
{
    const char *url = cmark_node_get_url(node), *title = cmark_node_get_title(node);
    bool bare = url[0] != '<' && !strpbrk(url, " ()\n");

    for (const char *s = url; *s; s++)
        bare = bare && (unsigned char)*s > ' ' && *s != 0x7F;
    if (url[0] == '\0' && title[0] != '\0')
        bare = false;
    markdown_put(md, bare ? "](" : "](<");
    put_quoted(md, url, bare ? "" : "<>");
    markdown_put(md, bare ? "" : ">");
    if (title[0]) {
        markdown_put(md, " \"");
        put_quoted(md, title, "\"");
        markdown_put(md, "\"");
    }
    markdown_put(md, ")");
}
