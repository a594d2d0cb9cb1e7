/* SPDX-License-Identifier: MIT */
#include "ui/edit_line.h"

#include <string.h>

#include "base/text.h"

void edit_line_init(struct edit_line *line, const char *text)
{
    buf_init(&line->text, EDIT_BYTES_MAX);
    buf_add(&line->text, text, text_whole(text, strnlen(text, EDIT_BYTES_MAX)));
    line->cursor = line->text.len;
}

void edit_line_release(struct edit_line *line)
{
    buf_release(&line->text);
}

bool edit_line_replace(struct edit_line *line, size_t start, size_t end, const char *s,
                       size_t n)
{
    struct buf text = BUF_INIT(EDIT_BYTES_MAX);
    bool fits = n <= EDIT_BYTES_MAX - (line->text.len - (end - start));

    buf_add(&text, buf_str(&line->text), start);
    if (fits)
        buf_add(&text, s, n);
    line->cursor = text.len;
    buf_add(&text, buf_str(&line->text) + end, line->text.len - end);
    buf_release(&line->text);
    line->text = text;
    return fits;
}

void edit_line_set(struct edit_line *line, const char *text)
{
    edit_line_release(line);
    edit_line_init(line, text);
}

size_t edit_line_left(const struct edit_line *line)
{
    const char *s = buf_str(&line->text);
    size_t at = 0, last = 0;
    int columns;

    while (at < line->cursor) {
        last = at;
        at += text_step(s + at, line->text.len - at, &columns);
    }
    return last;
}

size_t edit_line_right(const struct edit_line *line)
{
    int columns;

    if (line->cursor >= line->text.len)
        return line->text.len;
    return line->cursor + text_step(buf_str(&line->text) + line->cursor,
                                    line->text.len - line->cursor, &columns);
}

size_t edit_line_word_left(const struct edit_line *line)
{
    const char *s = buf_str(&line->text);
    size_t at = line->cursor;

    while (at > 0 && s[at - 1] == ' ')
        at--;
    while (at > 0 && s[at - 1] != ' ')
        at--;
    return at;
}

/* Bytes of characters beyond ASCII are letters, so a place between two parts is one between
 * characters. */
static bool is_part(char c)
{
    return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z');
}

size_t edit_line_part_left(const struct edit_line *line)
{
    const char *s = buf_str(&line->text);
    size_t at = line->cursor;

    while (at > 0 && !is_part(s[at - 1]))
        at--;
    while (at > 0 && is_part(s[at - 1]))
        at--;
    return at;
}

size_t edit_line_part_right(const struct edit_line *line)
{
    const char *s = buf_str(&line->text);
    size_t at = line->cursor;

    while (at < line->text.len && !is_part(s[at]))
        at++;
    while (at < line->text.len && is_part(s[at]))
        at++;
    return at;
}
