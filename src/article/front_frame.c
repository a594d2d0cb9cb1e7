/* SPDX-License-Identifier: MIT */
#include "article/front_parts.h"

#include <string.h>

static const char byte_order_mark[] = "\xEF\xBB\xBF";
enum { BOM_LEN = 3 };

void front_lines_init(struct front_lines *lines, const char *text, size_t n, int number)
{
    *lines = (struct front_lines){
        .next = text,
        .end = text + n,
        .lf = NULL,
        .number = number - 1,
    };
}

bool front_is_marker(const char *line, size_t len, const char *marker)
{
    if (len < 3 || memcmp(line, marker, 3) != 0)
        return false;
    for (size_t i = 3; i < len; i++)
        if (line[i] != ' ' && line[i] != '\t')
            return false;
    return true;
}

/* Look for the line that ends the block and set what follows from it. */
static bool find_end(const char *bytes, struct front_lines *lines, const char *marker,
                     const char *other, struct front_frame *frame)
{
    const char *line;
    size_t len;

    while (front_lines_next(lines, &line, &len)) {
        if (!front_is_marker(line, len, marker) &&
            !(other && front_is_marker(line, len, other)))
            continue;
        frame->end = (size_t)(line - bytes);
        frame->body = (size_t)(lines->next - bytes);
        return true;
    }
    return false;
}

/* A brace and, blanks aside, a quoted key: Liquid and kramdown begin with "{" too. */
static bool is_json(const char *s, size_t n)
{
    size_t i = 1;

    if (n == 0 || s[0] != '{')
        return false;
    while (i < n && strchr(" \t\r\n", s[i]))
        i++;
    return i < n && s[i] == '"';
}

static void find_json(const char *bytes, struct front_lines *lines, struct front_frame *frame)
{
    const char *line;
    size_t len;

    frame->kind = FRAME_JSON;
    while (front_lines_next(lines, &line, &len)) {
        if (len == 0 || line[0] != '}')
            continue;
        frame->body = (size_t)(lines->next - bytes);
        return;
    }
}

/* The end by way of the scan, which goes over the same lines. */
static bool scan_to_end(const char *bytes, struct front_scan *scan, bool addresses,
                        struct front_frame *frame)
{
    if (!front_scan(bytes + frame->start, frame->end - frame->start, addresses, scan) ||
        !scan->closed)
        return false;
    frame->end = frame->start + scan->end;
    frame->body = frame->start + scan->next;
    return true;
}

void front_frame_find(const char *bytes, size_t n, struct front_frame *frame,
                      struct front_scan *scan, bool addresses)
{
    struct front_lines lines;
    size_t start = 0, len;
    const char *line;

    while (n - start >= BOM_LEN && memcmp(bytes + start, byte_order_mark, BOM_LEN) == 0)
        start += BOM_LEN;
    *frame = (struct front_frame){ .body = start, .line = 1 };

    size_t search = n - start < FRONT_MAX ? n - start : FRONT_MAX;
    front_lines_init(&lines, bytes + start, search, 1);
    if (is_json(bytes + start, search)) {
        find_json(bytes, &lines, frame);
        return;
    }
    if (!front_lines_next(&lines, &line, &len))
        return;
    bool toml = front_is_marker(line, len, "+++");
    if (!toml && !front_is_marker(line, len, "---"))
        return;
    frame->start = frame->body = (size_t)(lines.next - bytes);
    frame->end = start + search;
    frame->line = 2;
    frame->kind = toml ? FRAME_TOML : FRAME_YAML;
    frame->scanned = scan && !toml && scan_to_end(bytes, scan, addresses, frame);
    if (frame->scanned)
        return;
    if (!find_end(bytes, &lines, toml ? "+++" : "---", toml ? NULL : "...", frame) && !toml)
        frame->kind = FRAME_UNCLOSED;
}
