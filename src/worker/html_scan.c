/* SPDX-License-Identifier: MIT */
#include "worker/html_scan.h"

#include <string.h>
#include <strings.h>

#include "base/hash.h"
#include "worker/html_depth.h"

enum { FRAME_TAGS_MAX = 16 }; /* <html> and <body> with attributes */

struct scan {
    const char *s;
    size_t n, at;
    struct buf *out;
    struct html_depth depth;
    int frame_tags;
    bool no_comment_end, no_svg_end, no_close; /* searched to the end once, and in vain */
    bool whole;                                /* nothing of worth was dropped */
};

struct tag {
    size_t start, name, name_end; /* offsets of '<', of the name, behind the name */
    bool end;                     /* </name> */
    struct html_open open;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool starts(const struct scan *scan, size_t at, const char *word)
{
    size_t len = strlen(word);

    return scan->n - at >= len && strncasecmp(scan->s + at, word, len) == 0;
}

/* The first "</name" that ends a raw element, or n. */
static size_t find_end_tag(const struct scan *scan, size_t from, const char *name, size_t len)
{
    for (size_t at = from; at < scan->n;) {
        const char *found = memchr(scan->s + at, '<', scan->n - at);
        if (!found)
            break;
        at = (size_t)(found - scan->s);
        if (scan->n - at > len + 2 && found[1] == '/' &&
            strncasecmp(found + 2, name, len) == 0 &&
            (is_blank(found[len + 2]) || found[len + 2] == '>' || found[len + 2] == '/'))
            return at;
        at++;
    }
    return scan->n;
}

/* At "<!--". A comment without an end is taken for text, so that the rest is not lost. */
static void scan_comment(struct scan *scan)
{
    size_t inside = scan->at + 4;

    scan->at = inside;
    if (starts(scan, inside, ">") || starts(scan, inside, "->")) {
        scan->at += scan->s[inside] == '>' ? 1 : 2;
        return;
    }
    if (scan->no_comment_end)
        return;
    for (size_t at = inside; at < scan->n;) {
        const char *dash = memchr(scan->s + at, '-', scan->n - at);
        if (!dash)
            break;
        at = (size_t)(dash - scan->s);
        if (starts(scan, at, "-->") || starts(scan, at, "--!>")) {
            scan->at = at + (dash[2] == '>' ? 3 : 4);
            return;
        }
        at++;
    }
    scan->no_comment_end = true;
}

/* At '<' of "<!doctype", "<?xml" and the like. */
static void scan_declaration(struct scan *scan)
{
    const char *start = scan->s + scan->at;
    const char *close = scan->no_close ? NULL : memchr(start, '>', scan->n - scan->at);

    if (close) {
        buf_add(scan->out, start, (size_t)(close - start) + 1);
        scan->at += (size_t)(close - start) + 1;
    } else {
        scan->no_close = true;
        buf_adds(scan->out, "&lt;");
        scan->at++;
    }
}

/* The offset behind one attribute that starts at `at`. */
static size_t attribute_end(const struct scan *scan, size_t at)
{
    const char *s = scan->s;
    size_t n = scan->n;

    at++; /* even "=" may start a name */
    while (at < n && !is_blank(s[at]) && s[at] != '/' && s[at] != '>' && s[at] != '=')
        at++;
    size_t value = at;
    while (value < n && is_blank(s[value]))
        value++;
    if (value >= n || s[value] != '=')
        return at;
    for (value++; value < n && is_blank(s[value]);)
        value++;
    if (value < n && (s[value] == '"' || s[value] == '\'')) {
        const char *quote = memchr(s + value + 1, s[value], n - value - 1);
        return quote ? (size_t)(quote - s) + 1 : n;
    }
    while (value < n && !is_blank(s[value]) && s[value] != '>')
        value++;
    return value;
}

/* Go over the attributes behind a tag's name, and copy them if asked to. The offset behind
 * the '>', or n when there is none. */
static size_t scan_attributes(struct scan *scan, size_t at, bool copy)
{
    size_t count = 0, bytes = 0;

    while (at < scan->n && scan->s[at] != '>') {
        if (is_blank(scan->s[at]) || scan->s[at] == '/') {
            at++;
            continue;
        }
        size_t end = attribute_end(scan, at);
        bytes += end - at;
        if (copy && ++count <= HTML_ATTRIBUTES_MAX && bytes <= HTML_TAG_MAX && end < scan->n) {
            buf_addc(scan->out, ' ');
            buf_add(scan->out, scan->s + at, end - at);
        }
        at = end;
    }
    return at < scan->n ? at + 1 : scan->n;
}

/* The start tag of a drawing, from its name on; where it ends, and whether with "/>". */
static size_t svg_start(struct scan *scan, size_t name_end, bool *empty)
{
    size_t end = scan_attributes(scan, name_end, false);

    *empty = scan->s[end - 1] == '>' && scan->s[end - 2] == '/';
    return end;
}

/* Drawings have no text to read, and rules of their own for "/>": out with them, and with
 * those inside them. One that is not closed leaves its tag out and its inside in. */
static void skip_svg(struct scan *scan)
{
    size_t open = 1, at = scan->at;

    while (open > 0 && !scan->no_svg_end) {
        const char *tag = memchr(scan->s + at, '<', scan->n - at);
        bool empty = false;
        if (!tag) {
            scan->no_svg_end = true;
            return;
        }
        at = (size_t)(tag - scan->s);
        if (starts(scan, at, "<svg")) {
            at = svg_start(scan, at + 4, &empty);
            open += !empty;
        } else if (starts(scan, at, "</svg")) {
            at = scan_attributes(scan, at + 5, false);
            open--;
        } else {
            at++;
        }
    }
    if (open == 0)
        scan->at = at;
}

/* What the "<" of each raw element becomes: in some places the parser takes its inside for
 * markup, which nobody counted. What is not here is left out, as nobody reads it. */
static const struct {
    const char *name, *less;
} raw_texts[] = {
    { "plaintext", "&lt;" },
    { "script", "\\u003c" }, /* the same to who reads JSON */
    { "title", "&lt;" },
    { "xmp", "&lt;" },
};

static void add_raw_text(struct scan *scan, size_t end, const char *less, bool plain)
{
    for (size_t at = scan->at; at < end; at++) {
        size_t start = at;
        while (at < end && scan->s[at] != '<' && !(plain && scan->s[at] == '&'))
            at++;
        buf_add(scan->out, scan->s + start, at - start);
        if (at < end)
            buf_adds(scan->out, scan->s[at] == '<' ? less : "&amp;");
    }
}

/* As it is written for the parser: what is shown as it stands is preformatted text as well. */
static const char *raw_name(const struct html_element *element)
{
    return element->role == HTML_PRE ? "pre" : element->name;
}

/* Behind <script>, up to </script> and with it. */
static void scan_raw(struct scan *scan, const struct html_element *element)
{
    size_t len = strlen(element->name);
    size_t end = find_end_tag(scan, scan->at, element->name, len);

    for (size_t i = 0; i < sizeof raw_texts / sizeof *raw_texts; i++)
        if (strcmp(raw_texts[i].name, element->name) == 0)
            add_raw_text(scan, end, raw_texts[i].less, element->role == HTML_PRE);
    scan->at = end < scan->n ? scan_attributes(scan, end + strlen("</") + len, false) : end;
    buf_addf(scan->out, "</%s>", raw_name(element));
}

/* The parser compares each attribute of another <html> or <body> with all that the one there is
 * has by now, and adds it. */
static bool has_too_many(struct scan *scan, const struct html_element *element)
{
    bool frame = strcmp(element->name, "html") == 0 || strcmp(element->name, "body") == 0;

    return frame && ++scan->frame_tags > FRAME_TAGS_MAX;
}

/* Formats alike in name and attributes look the same. */
static uint64_t format_look(struct scan *scan, const struct tag *tag)
{
    size_t end = scan_attributes(scan, tag->name_end, false);

    return hash_bytes(tag->open.name, scan->s + tag->name_end, end - tag->name_end);
}

static void scan_start_tag(struct scan *scan, struct tag *tag)
{
    const struct html_element *element = tag->open.element;

    if (strcmp(element->name, "svg") == 0) {
        bool empty;
        scan->at = svg_start(scan, tag->name_end, &empty);
        if (!empty)
            skip_svg(scan);
        return;
    }
    /* Inside of formulas there are other rules for what nests: without the tag they are text.
     */
    if (strcmp(element->name, "math") == 0) {
        scan->at = scan_attributes(scan, tag->name_end, false);
        return;
    }
    if (html_is_look(element))
        tag->open.look = format_look(scan, tag);
    bool raw = element->flags & HTML_RAW;
    bool keep = raw || html_depth_open(&scan->depth, tag->open);
    if (keep) {
        buf_addc(scan->out, '<');
        if (raw)
            buf_adds(scan->out, raw_name(element));
        else
            buf_add(scan->out, scan->s + tag->name, tag->name_end - tag->name);
    } else {
        scan->whole &= html_is_look(element);
    }
    scan->at = scan_attributes(scan, tag->name_end, keep && !has_too_many(scan, element));
    if (keep)
        buf_addc(scan->out, '>');
    if (raw)
        scan_raw(scan, element);
}

static void scan_end_tag(struct scan *scan, const struct tag *tag)
{
    html_depth_close(&scan->depth, tag->open);
    buf_adds(scan->out, "</");
    buf_add(scan->out, scan->s + tag->name, tag->name_end - tag->name);
    buf_addc(scan->out, '>');
    scan->at = scan_attributes(scan, tag->name_end, false);
}

static struct html_open tag_identity(const char *name, size_t n)
{
    struct html_open open = { .element = html_element_find(name, n), .name = HASH_START };

    for (size_t i = 0; i < n; i++) {
        char lower = name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] | 0x20) : name[i];
        open.name = hash_bytes(open.name, &lower, 1);
    }
    return open;
}

/* At '<' before a letter or a slash and a letter. */
static void scan_tag(struct scan *scan)
{
    struct tag tag = { .start = scan->at, .end = scan->s[scan->at + 1] == '/' };
    size_t at = tag.name = tag.start + (tag.end ? 2 : 1);

    while (at < scan->n && !is_blank(scan->s[at]) && scan->s[at] != '/' && scan->s[at] != '>')
        at++;
    tag.name_end = at;
    tag.open = tag_identity(scan->s + tag.name, at - tag.name);
    if (tag.end)
        scan_end_tag(scan, &tag);
    else
        scan_start_tag(scan, &tag);
}

static void scan_markup(struct scan *scan)
{
    char next = scan->at + 1 < scan->n ? scan->s[scan->at + 1] : '\0';
    char after = scan->at + 2 < scan->n ? scan->s[scan->at + 2] : '\0';

    if (starts(scan, scan->at, "<!--")) {
        scan_comment(scan);
    } else if (next == '!' || next == '?') {
        scan_declaration(scan);
    } else if (is_letter(next) || (next == '/' && is_letter(after))) {
        scan_tag(scan);
    } else {
        buf_addc(scan->out, '<');
        scan->at++;
    }
}

bool html_scan(const char *s, size_t n, struct buf *out)
{
    struct scan scan = { .s = s, .n = n, .out = out, .whole = true };

    while (scan.at < n && !out->full) {
        const char *markup = memchr(s + scan.at, '<', n - scan.at);
        size_t text = (markup ? (size_t)(markup - s) : n) - scan.at;
        buf_add(out, s + scan.at, text);
        scan.at += text;
        if (markup)
            scan_markup(&scan);
    }
    return scan.whole && !out->full;
}
