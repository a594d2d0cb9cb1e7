/* SPDX-License-Identifier: MIT */
#include "ui/typed.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/text.h"
#include "ui/edit_line.h"

enum {
    FILE_BYTES_MAX = 512 * 1024, /* appended to until then, and then made anew */
    FILE_LINES_MAX = 8 * TYPED_LINES_MAX,
    /* Enough for all lines there can be, so that what is made anew is whole. */
    ANEW_BYTES_MAX = (TYPED_KINDS - 1) * TYPED_LINES_MAX * (EDIT_BYTES_MAX + 16),
};

static const char *const kind_names[TYPED_KINDS] = {
    [TYPED_NOTHING] = "",        [TYPED_FILTER] = "filter", [TYPED_FIND] = "find",
    [TYPED_COMMAND] = "command", [TYPED_PIPE] = "pipe",
};

/* Take one away from the middle; the others keep their order. */
static void remove_line(struct typed_lines *lines, size_t i)
{
    free(lines->lines[i]);
    memmove(lines->lines + i, lines->lines + i + 1,
            (lines->count - i - 1) * sizeof *lines->lines);
    lines->count--;
}

/* The line becomes the latest one. */
static void remember(struct typed_lines *lines, const char *line)
{
    for (size_t i = 0; i < lines->count; i++)
        if (strcmp(lines->lines[i], line) == 0) {
            remove_line(lines, i);
            break;
        }
    if (lines->count == TYPED_LINES_MAX)
        remove_line(lines, 0);
    lines->lines[lines->count++] = xstrdup(line);
}

/* One line of the file; anybody may have written it. */
static void take_line(struct typed *typed, const char *s, size_t n)
{
    const char *tab = memchr(s, '\t', n);
    size_t name = tab ? (size_t)(tab - s) : 0;
    struct buf clean = BUF_INIT(EDIT_BYTES_MAX);

    for (int kind = TYPED_FILTER; name && kind < TYPED_KINDS; kind++) {
        if (strlen(kind_names[kind]) != name || memcmp(kind_names[kind], s, name) != 0)
            continue;
        text_clean(&clean, tab + 1, n - name - 1, TEXT_LINE);
        if (clean.len && !clean.full)
            remember(&typed->kinds[kind], buf_str(&clean));
    }
    buf_release(&clean);
}

static void write_anew(struct typed *typed)
{
    struct buf text = BUF_INIT(ANEW_BYTES_MAX);

    for (int kind = TYPED_FILTER; kind < TYPED_KINDS; kind++)
        for (size_t i = 0; i < typed->kinds[kind].count; i++)
            buf_addf(&text, "%s\t%s\n", kind_names[kind], typed->kinds[kind].lines[i]);
    file_replace(typed->path, buf_str(&text), text.len, NULL);
    buf_release(&text);
}

void typed_init(struct typed *typed, const char *path)
{
    struct buf text = BUF_INIT(ANEW_BYTES_MAX);
    size_t count = 0;

    *typed = (struct typed){ .path = path ? xstrdup(path) : NULL };
    if (path && file_read(path, &text, NULL) != FILE_MISSING) {
        const char *s = buf_str(&text), *end = s + text.len;
        while (s < end) {
            const char *newline = memchr(s, '\n', (size_t)(end - s));
            size_t n = newline ? (size_t)(newline - s) : (size_t)(end - s);
            take_line(typed, s, n);
            s += n + 1;
            count++;
        }
        if (count > FILE_LINES_MAX || text.len > FILE_BYTES_MAX)
            write_anew(typed);
    }
    buf_release(&text);
}

void typed_release(struct typed *typed)
{
    for (int kind = 0; kind < TYPED_KINDS; kind++)
        for (size_t i = 0; i < typed->kinds[kind].count; i++)
            free(typed->kinds[kind].lines[i]);
    free(typed->path);
    free(typed->cut);
    *typed = (struct typed){ 0 };
}

/* One write, so that lines of several copies of the program do not mix. */
static bool append(struct typed *typed, enum typed_kind kind, const char *line,
                   struct error *error)
{
    enum { FLAGS = O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK | O_NOCTTY | O_CLOEXEC };
    struct buf text = BUF_INIT(EDIT_BYTES_MAX + 16);
    struct stat status;

    file_make_folders(typed->path);
    int fd = open(typed->path, FLAGS, 0600);
    if (fd < 0)
        return error_errno(error, "what is typed is not kept: %s", typed->path);
    buf_addf(&text, "%s\t%s\n", kind_names[kind], line);
    bool regular = fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
    bool done = regular && write(fd, text.data, text.len) == (ssize_t)text.len;
    close(fd);
    buf_release(&text);
    if (done && status.st_size > FILE_BYTES_MAX)
        write_anew(typed);
    return done ||
           error_set(error, "what is typed is not kept: %s cannot be written", typed->path);
}

bool typed_add(struct typed *typed, enum typed_kind kind, const char *line, struct error *error)
{
    if (kind == TYPED_NOTHING || !*line)
        return true;
    remember(&typed->kinds[kind], line);
    if (!typed->path || append(typed, kind, line, error) || typed->told)
        return true;
    typed->told = true;
    return false;
}
