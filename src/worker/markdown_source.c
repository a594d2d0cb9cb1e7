/* SPDX-License-Identifier: MIT */
#include "worker/markdown_source.h"

#include <string.h>

#include "worker/markdown_line.h"

/* Longer than any fence that code in an article holds. */
static const char highlight_fence[] = "~~~~~~~~~~~~";

enum region {
    REGION_NONE,
    REGION_FENCE,
    REGION_HIGHLIGHT, /* until endhighlight */
    REGION_RAW,       /* until endraw: Liquid is text */
    REGION_COMMENT,   /* until endcomment: dropped */
    REGION_REMARK,    /* kramdown's comment: dropped */
};

struct source {
    struct pieces *pieces;
    struct buf *out;
    enum region region;
    struct {
        char mark;
        size_t len;
        size_t indent; /* of the container, at least: a line further left ends it */
        int quotes;
    } fence;
    size_t last_line; /* where the last line starts in out */
    const char *end;  /* of the whole source */
    bool no_highlight_end, no_raw_end, no_comment_end, no_remark_end; /* none is ahead */
};

struct line {
    const char *s;
    size_t n;
};

static void emit(struct source *source, const char *s, size_t n)
{
    source->last_line = source->out->len;
    buf_add(source->out, s, n);
    buf_addc(source->out, '\n');
}

static bool is_word(const char *s, size_t n, const char *word)
{
    return n == strlen(word) && memcmp(s, word, n) == 0;
}

/* "{{" and "{%" of a raw line become text. */
static void emit_raw(struct source *source, struct line line)
{
    size_t done = 0;

    source->last_line = source->out->len;
    for (size_t at = 0; at + 1 < line.n; at++) {
        if (line.s[at] != '{' || (line.s[at + 1] != '{' && line.s[at + 1] != '%'))
            continue;
        buf_add(source->out, line.s + done, at - done);
        pieces_add(source->pieces, PIECE_LITERAL, line.s + at, 2, source->out);
        done = at + 2;
        at++;
    }
    buf_add(source->out, line.s + done, line.n - done);
    buf_addc(source->out, '\n');
}

static void open_highlight(struct source *source, struct line line, const char *language,
                           size_t language_len)
{
    size_t indent = 0, word = 0;

    while (indent < line.n && line.s[indent] == ' ')
        indent++;
    while (word < language_len && language[word] != ' ')
        word++;
    source->last_line = source->out->len;
    buf_add(source->out, line.s, indent);
    buf_addf(source->out, "%s %.*s\n", highlight_fence, (int)word, language);
    source->region = REGION_HIGHLIGHT;
}

/* A line that holds the Liquid tag of that name, and what stands on either side of it. */
static bool split_at_tag(struct line line, const char *name, struct line *before,
                         struct line *after)
{
    size_t len = strlen(name), at = 0;
    const char *found;

    while ((found = memmem(line.s + at, line.n - at, name, len))) {
        size_t open = (size_t)(found - line.s), close = open + len;
        while (open > at && strchr("- ", line.s[open - 1]))
            open--;
        while (close < line.n && strchr("- ", line.s[close]))
            close++;
        if (open >= at + 2 && memcmp(line.s + open - 2, "{%", 2) == 0 && line.n - close >= 2 &&
            memcmp(line.s + close, "%}", 2) == 0) {
            *before = (struct line){ line.s, open - 2 };
            *after = (struct line){ line.s + close + 2, line.n - close - 2 };
            return true;
        }
        at = close;
    }
    return false;
}

static bool ends_liquid(struct line line, const char *name)
{
    struct line before, after;

    return split_at_tag(line, name, &before, &after);
}

static bool ends_remark(struct line line, const char *start)
{
    const char *name;
    size_t name_len;
    bool end;

    (void)start;
    return line_is_attributes(line.s, line.n, &name, &name_len, &end) && name && end;
}

/*
 * A region that is never closed would swallow the rest: it is not opened then. What ends it
 * holds the word. Each word is searched in vain at most once, because what is behind the line
 * is the same for all before.
 */
static bool is_closed(const struct source *source, struct line line, const char *word,
                      bool (*ends)(struct line line, const char *word), bool *hopeless)
{
    const char *at = line.s + line.n, *found;

    while (!*hopeless && (found = memmem(at, (size_t)(source->end - at), word, strlen(word)))) {
        const char *newline = memrchr(at, '\n', (size_t)(found - at));
        const char *start = newline ? newline + 1 : at;
        at = memchr(found, '\n', (size_t)(source->end - found));
        if (!at)
            at = source->end;
        if (ends((struct line){ start, (size_t)(at - start) }, word))
            return true;
    }
    *hopeless = true;
    return false;
}

/* A line that is one Liquid tag. Unknown ones only steer, and leave nothing. */
static bool take_liquid(struct source *source, struct line line)
{
    const char *argument;
    size_t name_len, argument_len;
    const char *name = line_liquid_tag(line.s, line.n, &name_len, &argument, &argument_len);

    if (!name)
        return false;
    if (is_word(name, name_len, "highlight") &&
        is_closed(source, line, "endhighlight", ends_liquid, &source->no_highlight_end))
        open_highlight(source, line, argument, argument_len);
    else if (is_word(name, name_len, "raw") &&
             is_closed(source, line, "endraw", ends_liquid, &source->no_raw_end))
        source->region = REGION_RAW;
    else if (is_word(name, name_len, "comment") &&
             is_closed(source, line, "endcomment", ends_liquid, &source->no_comment_end))
        source->region = REGION_COMMENT;
    return true;
}

/* "* TOC" before "{:toc}" is a place holder for a table of contents. */
static void drop_toc(struct source *source, struct line line)
{
    const char *last = buf_str(source->out) + source->last_line;
    size_t n = source->out->len - source->last_line;

    if (memmem(line.s, line.n, "toc", 3) && !memmem(line.s, line.n, "no_toc", 6) && n > 1 &&
        line_prefix(last, n - 1, 1).marks == 1)
        buf_truncate(source->out, source->last_line);
}

/* {::comment}…{:/comment} on a line of its own. */
static bool is_remark(struct line line)
{
    static const char open[] = "{::comment}";
    size_t len = sizeof open - 1;

    return line.n > len && memcmp(line.s, open, len) == 0 &&
           memmem(line.s + len, line.n - len, "{:/", 3) && line.s[line.n - 1] == '}';
}

static bool take_attributes(struct source *source, struct line line)
{
    const char *name;
    size_t name_len;
    bool end;

    if (!line_is_attributes(line.s, line.n, &name, &name_len, &end))
        return is_remark(line);
    if (!name)
        drop_toc(source, line);
    else if (!end && is_word(name, name_len, "comment") &&
             is_closed(source, line, "{:/", ends_remark, &source->no_remark_end))
        source->region = REGION_REMARK;
    return true;
}

/* kramdown reads Markdown inside such elements: without the tag, so does cmark. */
static bool take_markdown_tag(struct source *source, struct line line)
{
    size_t at = 0, end = line.n;

    while (at < end && line.s[at] == ' ')
        at++;
    while (end > at && line.s[end - 1] == ' ')
        end--;
    if (end - at < 2 || line.s[at] != '<' || line.s[end - 1] != '>' ||
        memchr(line.s + at, '>', end - at - 1) ||
        (!memmem(line.s + at, end - at, "markdown=\"", 10) &&
         !memmem(line.s + at, end - at, "markdown='", 10)))
        return false;
    emit(source, "", 0);
    return true;
}

/* An item that no list of a person starts with, as wide as a footnote's indent. */
static bool take_footnote(struct source *source, struct line line)
{
    const char *label = NULL;
    size_t label_len = 0;
    size_t start = line_footnote(line.s, line.n, &label, &label_len);

    if (start == 0)
        return false;
    source->last_line = source->out->len;
    buf_adds(source->out, "1)  ");
    pieces_add(source->pieces, PIECE_DEFINITION, label, label_len, source->out);
    buf_addc(source->out, ' ');
    buf_add(source->out, line.s + start, line.n - start);
    buf_addc(source->out, '\n');
    return true;
}

static bool take_fence(struct source *source, struct line line, struct line_prefix prefix)
{
    size_t len = line_opens_fence(line.s + prefix.len, line.n - prefix.len);

    if (len == 0)
        return false;
    source->region = REGION_FENCE;
    source->fence.mark = line.s[prefix.len];
    source->fence.len = len;
    source->fence.quotes = prefix.quotes;
    /* Up to three blanks may be the fence's own; behind a list mark none are. */
    if (prefix.quotes > 0)
        source->fence.indent = 0;
    else if (prefix.marks > 0)
        source->fence.indent = prefix.len;
    else
        source->fence.indent = prefix.len > 3 ? prefix.len - 3 : 0;
    emit(source, line.s, line.n);
    return true;
}

/* "## Title {#id}" keeps its title. */
static size_t without_id(const char *s, size_t n)
{
    size_t at = n;

    while (at > 0 && s[at - 1] == ' ')
        at--;
    if (n == 0 || s[0] != '#' || at == 0 || s[at - 1] != '}')
        return n;
    const char *open = memrchr(s, '{', at);
    if (!open || open[1] != '#' || memchr(open, ' ', (size_t)(s + at - open)))
        return n;
    return (size_t)(open - s);
}

/* A line of text, with its marks and its indent cut to what cmark takes in its stride. */
static void emit_text(struct source *source, struct line line, struct line_prefix prefix)
{
    size_t shift = prefix.indent > MARKDOWN_INDENT_MAX ? prefix.indent - MARKDOWN_INDENT_MAX
                                                       : 0;
    size_t end = prefix.len + without_id(line.s + prefix.len, line.n - prefix.len);

    source->last_line = source->out->len;
    if (prefix.over) {
        size_t mark = prefix.over;
        /* "1." is escaped before its point. */
        while (line.s[mark] >= '0' && line.s[mark] <= '9')
            mark++;
        buf_add(source->out, line.s + shift, mark - shift);
        buf_addc(source->out, '\\');
        shift = mark;
    }
    buf_add(source->out, line.s + shift, end - shift);
    buf_addc(source->out, '\n');
}

static void take_line(struct source *source, struct line line)
{
    struct line_prefix prefix = line_prefix(line.s, line.n, MARKDOWN_NEST_MAX);

    if (prefix.over == 0 && (take_fence(source, line, prefix) || take_liquid(source, line) ||
                             take_attributes(source, line) || take_markdown_tag(source, line) ||
                             take_footnote(source, line)))
        return;
    emit_text(source, line, prefix);
}

/* Whether a line ends the fence because it is outside of what holds the fence. */
static bool leaves_fence(const struct source *source, struct line line)
{
    int quotes;

    line_skip_quotes(line.s, line.n, source->fence.quotes, &quotes);
    if (quotes < source->fence.quotes)
        return true;
    return !line_is_blank(line.s, line.n) &&
           line_prefix(line.s, line.n, 0).indent < source->fence.indent;
}

static void take_fenced(struct source *source, struct line line)
{
    int quotes;
    size_t at = line_skip_quotes(line.s, line.n, source->fence.quotes, &quotes);

    if (leaves_fence(source, line)) {
        source->region = REGION_NONE;
        take_line(source, line);
        return;
    }
    emit(source, line.s, line.n);
    if (line_closes_fence(line.s + at, line.n - at, source->fence.mark, source->fence.len))
        source->region = REGION_NONE;
}

/* The region is over, and something may stand behind its end. */
static void leave_region(struct source *source, struct line after)
{
    source->region = REGION_NONE;
    if (!line_is_blank(after.s, after.n))
        take_line(source, after);
}

static void take_highlighted(struct source *source, struct line line)
{
    struct line before, after;

    if (!split_at_tag(line, "endhighlight", &before, &after)) {
        emit(source, line.s, line.n);
        return;
    }
    if (!line_is_blank(before.s, before.n))
        emit(source, before.s, before.n);
    size_t indent = line_prefix(line.s, line.n, 0).indent;
    buf_add(source->out, line.s, indent);
    emit(source, highlight_fence, sizeof highlight_fence - 1);
    leave_region(source, after);
}

static void take_raw(struct source *source, struct line line)
{
    struct line before, after;

    if (!split_at_tag(line, "endraw", &before, &after)) {
        emit_raw(source, line);
        return;
    }
    if (!line_is_blank(before.s, before.n))
        emit_raw(source, before);
    leave_region(source, after);
}

static void take_comment(struct source *source, struct line line)
{
    struct line before, after;

    if (split_at_tag(line, "endcomment", &before, &after))
        leave_region(source, after);
}

static void take_remark(struct source *source, struct line line)
{
    if (ends_remark(line, ""))
        source->region = REGION_NONE;
}

static void (*const regions[])(struct source *, struct line) = {
    [REGION_NONE] = take_line,
    [REGION_FENCE] = take_fenced,
    [REGION_HIGHLIGHT] = take_highlighted,
    [REGION_RAW] = take_raw,
    [REGION_COMMENT] = take_comment,
    [REGION_REMARK] = take_remark,
};

void markdown_source(const char *s, size_t n, struct pieces *pieces, struct buf *out)
{
    struct source source = { .pieces = pieces, .out = out, .end = s + n };

    for (size_t at = 0; at < n;) {
        const char *newline = memchr(s + at, '\n', n - at);
        size_t end = newline ? (size_t)(newline - s) : n;
        regions[source.region](&source, (struct line){ s + at, end - at });
        at = end + 1;
    }
}
