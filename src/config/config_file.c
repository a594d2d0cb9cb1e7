/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "base/yaml.h"
#include "config/option.h"

/* The settings file: a map of options, by the same YAML code as front matter. */

struct reader {
    struct config *config;
    const char *path;
    struct yaml *yaml;
    struct buf *problems;
    bool fine;
};

static void problem(struct reader *reader, const struct yaml_event *at, const char *text)
{
    struct buf line = BUF_INIT(4096);

    buf_adds(&line, reader->path);
    if (at)
        buf_addf(&line, ":%d:%d", at->line, at->column);
    buf_addf(&line, ": %s", text);
    text_clean(reader->problems, buf_str(&line), line.len, TEXT_LINE);
    buf_addc(reader->problems, '\n');
    buf_release(&line);
    reader->fine = false;
}

/* Fewest single-character edits from a to b; names are short. Source: Levenshtein 1966. */
static size_t distance(const char *a, const char *b)
{
    enum { LONGEST = 32 };
    size_t row[LONGEST + 1], n = strlen(b);

    if (strlen(a) > LONGEST || n > LONGEST)
        return LONGEST;
    for (size_t k = 0; k <= n; k++)
        row[k] = k;
    for (size_t i = 0; a[i]; i++) {
        size_t corner = row[0];
        row[0] = i + 1;
        for (size_t k = 0; k < n; k++) {
            size_t best = corner + (a[i] != b[k]);
            corner = row[k + 1];
            best = best < corner + 1 ? best : corner + 1;
            row[k + 1] = best < row[k] + 1 ? best : row[k] + 1;
        }
    }
    return row[n];
}

static void unknown_option(struct reader *reader, const struct yaml_event *at)
{
    const char *nearest = NULL;
    size_t best = 4;
    struct error error;

    for (size_t i = 0; i < option_count; i++) {
        size_t d = distance(at->text, options[i].name);
        if (d < best) {
            best = d;
            nearest = options[i].name;
        }
    }
    if (nearest)
        error_set(&error, "there is no setting \"%s\"; did you mean %s?", at->text, nearest);
    else
        error_set(&error, "there is no setting \"%s\"", at->text);
    problem(reader, at, error.text);
}

/* The text of a scalar, cleaned, into out; false with a problem for a NUL inside. */
static bool take_scalar(struct reader *reader, const struct yaml_event *event, struct buf *out)
{
    if (memchr(event->text, '\0', event->len)) {
        problem(reader, event, "a zero byte does not belong here");
        return false;
    }
    text_clean(out, event->text, event->len, TEXT_LINE);
    return true;
}

/* A list of words; false when the file cannot be read on. */
static bool read_list(struct reader *reader, const struct option *option,
                      struct yaml_event *event)
{
    struct words *words = option_place(option, reader->config);
    struct words fresh = { 0 };
    bool good = true;

    while (yaml_next(reader->yaml, event) != YAML_SEQ_END && event->type != YAML_ERROR) {
        struct buf text = BUF_INIT(8192);
        if (event->type != YAML_SCALAR) {
            problem(reader, event, "only words belong in this list");
            good = false;
            if (!yaml_skip(reader->yaml, event))
                break;
        } else if (take_scalar(reader, event, &text) &&
                   !words_add(&fresh, buf_str(&text), text.len)) {
            problem(reader, event, "the list is too long");
            good = false;
        }
        buf_release(&text);
    }
    if (good && event->type == YAML_SEQ_END) {
        words_release(words);
        *words = fresh;
    } else {
        words_release(&fresh);
    }
    return event->type != YAML_ERROR;
}

static bool read_value(struct reader *reader, const struct option *option,
                       struct yaml_event *event)
{
    struct buf text = BUF_INIT(8192);
    struct error error;

    switch (yaml_next(reader->yaml, event)) {
    case YAML_SCALAR:
        if (option && take_scalar(reader, event, &text) &&
            !option_set(option, reader->config, buf_str(&text), &error))
            problem(reader, event, error.text);
        buf_release(&text);
        return true;
    case YAML_SEQ:
        if (option && option->type == OPTION_WORDS)
            return read_list(reader, option, event);
        break;
    case YAML_MAP:
        break;
    default:
        return false;
    }
    if (option)
        problem(reader, event, "one value belongs here");
    return yaml_skip(reader->yaml, event);
}

static void read_map(struct reader *reader, struct yaml_event *event)
{
    while (yaml_next(reader->yaml, event) == YAML_SCALAR) {
        const struct option *option = option_find(event->text);
        if (!option)
            unknown_option(reader, event);
        if (!read_value(reader, option, event))
            break;
    }
    if (event->type == YAML_ERROR)
        problem(reader, event, yaml_error(reader->yaml));
    else if (event->type != YAML_MAP_END)
        problem(reader, event, "the name of a setting belongs here");
}

static bool read_text(struct reader *reader, const char *text, size_t n)
{
    struct yaml_event event;

    reader->yaml = yaml_open(text, n, &yaml_default_limits);
    switch (yaml_next(reader->yaml, &event)) {
    case YAML_MAP:
        read_map(reader, &event);
        break;
    case YAML_ERROR:
        problem(reader, &event, yaml_error(reader->yaml));
        break;
    case YAML_END:
        break;
    default:
        if (!yaml_is_null(&event))
            problem(reader, &event, "settings are lines of \"name: value\"");
    }
    yaml_close(reader->yaml);
    return reader->fine;
}

/* The bytes of a regular file, at most CONFIG_FILE_MAX; a FIFO or device is never waited for.
 */
static bool read_file(struct reader *reader, struct buf *out)
{
    struct stat status;
    struct error error;
    char chunk[16384];
    ssize_t n = 0;
    int fd = open(reader->path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

    if (fd < 0 && errno == ENOENT)
        return false;
    if (fd < 0 || fstat(fd, &status) < 0) {
        error_errno(&error, "cannot be read; the defaults are used");
        problem(reader, NULL, error.text);
    } else if (!S_ISREG(status.st_mode)) {
        problem(reader, NULL, "is not a file; the defaults are used");
    } else {
        while (!out->full && (n = read(fd, chunk, sizeof chunk)) > 0)
            buf_add(out, chunk, (size_t)n);
        if (n < 0)
            problem(reader, NULL, "cannot be read to its end; the defaults are used");
        if (out->full)
            problem(reader, NULL, "is longer than 1 MB; the defaults are used");
    }
    if (fd >= 0)
        close(fd);
    return reader->fine;
}

bool config_read(struct config *config, const char *path, struct buf *problems)
{
    struct reader reader = {
        .config = config, .path = path, .problems = problems, .fine = true
    };
    struct buf text = BUF_INIT(CONFIG_FILE_MAX);

    if (read_file(&reader, &text))
        read_text(&reader, buf_str(&text), text.len);
    buf_release(&text);
    return reader.fine;
}
