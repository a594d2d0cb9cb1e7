/* SPDX-License-Identifier: MIT */
#include "worker/html_depth.h"

#include <string.h>

/* The "special" elements of HTML5: end tags of other elements do not reach through them. */
static bool is_special(const struct html_element *element)
{
    return html_is_block(element) || element->role == HTML_SKIP ||
           element->role == HTML_EMBED || (element->flags & HTML_SCOPE);
}

static bool is_named(const struct html_element *element, const char *name)
{
    return strcmp(element->name, name) == 0;
}

static bool is_table_inside(const struct html_element *element)
{
    return element->role == HTML_TABLE_PART || element->role == HTML_ROW ||
           element->role == HTML_CELL || is_named(element, "caption");
}

enum { SAME_MAX = 3 }; /* formats that look the same, of those that the parser knows */

static size_t count_look(const struct html_open *formats, size_t count, uint64_t look)
{
    size_t same = 0;

    for (size_t i = 0; i < count; i++)
        same += html_is_look(formats[i].element) && formats[i].look == look;
    return same;
}

static void leak(struct html_depth *depth, struct html_open format)
{
    if (count_look(depth->leaked, depth->leaked_count, format.look) < SAME_MAX)
        depth->leaked[depth->leaked_count++] = format;
}

/* The end tag of a format that is not open: the parser does not reopen the last one any more.
 */
static void unleak(struct html_depth *depth, struct html_open tag)
{
    for (size_t i = depth->leaked_count; i-- > 0;)
        if (depth->leaked[i].name == tag.name) {
            depth->leaked_count--;
            memmove(&depth->leaked[i], &depth->leaked[i + 1],
                    (depth->leaked_count - i) * sizeof depth->leaked[0]);
            return;
        }
}

/* Close everything from the entry at index up to the top. */
static void pop_from(struct html_depth *depth, size_t index)
{
    for (size_t i = index; i < depth->count; i++)
        if (html_is_look(depth->open[i].element)) {
            depth->formats--;
            leak(depth, depth->open[i]);
        }
    depth->count = index;
}

/* Take out one entry and leave those above it open. */
static void take_out(struct html_depth *depth, size_t index)
{
    depth->formats -= html_is_look(depth->open[index].element);
    memmove(&depth->open[index], &depth->open[index + 1],
            (depth->count - index - 1) * sizeof depth->open[0]);
    depth->count--;
}

/* A template inside of it stays open, and so does what is around that. */
static void pop_to_table(struct html_depth *depth)
{
    for (size_t i = depth->count; i-- > 0;)
        if (depth->open[i].element->role == HTML_TABLE ||
            is_named(depth->open[i].element, "template")) {
            pop_from(depth, i + 1);
            return;
        }
}

static void close_paragraph(struct html_depth *depth)
{
    for (size_t i = depth->count; i-- > 0;) {
        const struct html_element *element = depth->open[i].element;
        if (is_named(element, "p")) {
            pop_from(depth, i);
            return;
        }
        if ((element->flags & HTML_SCOPE) || is_named(element, "button"))
            return;
    }
}

static bool is_entry(const struct html_element *element)
{
    return element->role == HTML_TERM || element->role == HTML_MEANING;
}

/* li ends an open li, dt and dd an open dt or dd, unless another block lies between. */
static void close_item(struct html_depth *depth, const struct html_element *item)
{
    for (size_t i = depth->count; i-- > 0;) {
        const struct html_element *element = depth->open[i].element;
        if (is_entry(item) ? is_entry(element) : element->role == HTML_ITEM) {
            pop_from(depth, i);
            return;
        }
        if (is_special(element) && !is_named(element, "address") && !is_named(element, "div") &&
            !is_named(element, "p"))
            return;
    }
}

/* A second a inside an a ends the first, and the same with nobr. */
static void close_same_format(struct html_depth *depth, struct html_open tag)
{
    for (size_t i = depth->count; i-- > 0;) {
        if (depth->open[i].element->flags & HTML_SCOPE)
            return;
        if (depth->open[i].name == tag.name) {
            take_out(depth, i);
            return;
        }
    }
}

static void close_top(struct html_depth *depth, const struct html_element *element)
{
    const struct html_element *top = depth->count > 0 ? depth->open[depth->count - 1].element
                                                      : &html_text_row;

    if ((element->role == HTML_HEADING && top->role == HTML_HEADING) ||
        ((is_named(element, "option") || is_named(element, "optgroup")) &&
         is_named(top, "option")))
        pop_from(depth, depth->count - 1);
}

static void close_implied(struct html_depth *depth, struct html_open tag)
{
    if (tag.element->role == HTML_ITEM || is_entry(tag.element))
        close_item(depth, tag.element);
    if (html_is_block(tag.element))
        close_paragraph(depth);
    if (is_named(tag.element, "a") || is_named(tag.element, "nobr"))
        close_same_format(depth, tag);
    close_top(depth, tag.element);
}

/* What is reopened three times over changes nothing any more, and each further one would stay
 * open where the first text after it stands. */
static bool is_too_much(const struct html_depth *depth, uint64_t look)
{
    return depth->formats + depth->leaked_count == HTML_FORMATS_MAX ||
           count_look(depth->leaked, depth->leaked_count, look) == SAME_MAX;
}

/* The parser does not know the first of four any more. */
static void forget_old(struct html_depth *depth, uint64_t look)
{
    if (count_look(depth->open, depth->count, look) +
            count_look(depth->leaked, depth->leaked_count, look) <
        SAME_MAX)
        return;
    for (size_t i = 0; i < depth->count; i++)
        depth->open[i].is_old |= html_is_look(depth->open[i].element) &&
                                 depth->open[i].look == look;
}

/* These end an open select. */
static bool ends_select(const struct html_element *element)
{
    return is_named(element, "select") || is_named(element, "keygen") ||
           element->role == HTML_INPUT;
}

/* Whether there was one. */
static bool close_select(struct html_depth *depth)
{
    for (size_t i = depth->count; i-- > 0;)
        if (is_named(depth->open[i].element, "select")) {
            pop_from(depth, i);
            return true;
        } else if (depth->open[i].element->flags & HTML_SCOPE) {
            break;
        }
    return false;
}

bool html_depth_open(struct html_depth *depth, struct html_open tag)
{
    if (is_table_inside(tag.element)) {
        /* A table bounds the depth of its own parts. */
        pop_to_table(depth);
        return true;
    }
    if (is_named(tag.element, "html") || is_named(tag.element, "head") ||
        is_named(tag.element, "body"))
        return true;
    if (ends_select(tag.element) && close_select(depth) && is_named(tag.element, "select"))
        return true;
    close_implied(depth, tag);
    if (tag.element->flags & HTML_VOID)
        return true;
    bool look = html_is_look(tag.element);
    if (depth->count == HTML_SCAN_DEPTH_MAX || (look && is_too_much(depth, tag.look)))
        return false;
    if (look)
        forget_old(depth, tag.look);
    depth->formats += look;
    depth->open[depth->count++] = tag;
    return true;
}

static bool is_same(struct html_open tag, struct html_open open)
{
    return tag.name == open.name ||
           (tag.element->role == HTML_HEADING && open.element->role == HTML_HEADING);
}

/* Whether the end tag's search for its start stops at this one. */
static bool is_wall(struct html_open tag, const struct html_element *element)
{
    if (element->flags & HTML_SCOPE)
        return true;
    if (tag.element->role == HTML_ITEM &&
        (element->role == HTML_LIST || element->role == HTML_ORDERED))
        return true;
    if (is_named(tag.element, "p") && is_named(element, "button"))
        return true;
    return !is_special(tag.element) && !(tag.element->flags & HTML_FORMATTING) &&
           is_special(element);
}

/* An end tag takes a format out of seven blocks inside it; in the eighth the parser has it open
 * again. It takes one that it does not know out of none. */
static void close_format(struct html_depth *depth, size_t index)
{
    enum { BLOCKS_LEFT = 8 };
    struct html_open format = depth->open[index];
    size_t blocks = 0;

    for (size_t i = index + 1; i < depth->count; i++)
        blocks += is_special(depth->open[i].element);
    if (format.is_old && blocks > 0)
        return;
    take_out(depth, index);
    if (blocks >= BLOCKS_LEFT && html_is_look(format.element))
        leak(depth, format);
}

void html_depth_close(struct html_depth *depth, struct html_open tag)
{
    /* Where none of these is open they end nothing; the next part of the table ends all. */
    if (is_table_inside(tag.element))
        return;
    for (size_t i = depth->count; i-- > 0;) {
        if (is_same(tag, depth->open[i])) {
            /* What a format or a form has inside stays open beyond its end. */
            if (tag.element->flags & HTML_FORMATTING)
                close_format(depth, i);
            else if (is_named(tag.element, "form"))
                take_out(depth, i);
            else
                pop_from(depth, i);
            return;
        }
        if (is_wall(tag, depth->open[i].element))
            return;
    }
    unleak(depth, tag);
}
