/* SPDX-License-Identifier: MIT */
#include "ui/theme_file.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/yaml.h"
#include "config/paths.h"

enum { FILE_MAX = 64 * 1024, LINE_MAX_BYTES = 256 };

static bool find_base(const char *name, bool light, enum theme_base *base)
{
    static const struct {
        const char *name;
        enum theme_base base;
    } bases[] = { { "dark", THEME_DARK }, { "light", THEME_LIGHT }, { "mono", THEME_MONO } };

    if (strcmp(name, "auto") == 0) {
        *base = light ? THEME_LIGHT : THEME_DARK;
        return true;
    }
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
        if (strcmp(name, bases[i].name) == 0) {
            *base = bases[i].base;
            return true;
        }
    }
    return false;
}

/* One file while it is read. */
struct reader {
    const char *path;
    struct yaml *yaml;
    struct theme *theme;
    bool light;
    struct error *error;
};

static bool problem(const struct reader *reader, const struct yaml_event *at, const char *text)
{
    return error_set(reader->error, "%s:%d:%d: %s", reader->path, at->line, at->column, text);
}

static bool set_style(const struct reader *reader, const struct yaml_event *key,
                      const char *name, const struct yaml_event *value)
{
    char line[LINE_MAX_BYTES + 1] = "";
    struct error why;
    size_t slot = 0;

    if (value->len > LINE_MAX_BYTES || memchr(value->text, '\0', value->len))
        return problem(reader, value, "this is no style");
    memcpy(line, value->text, value->len);
    if (strcmp(name, "base") == 0)
        return find_base(line, reader->light, &reader->theme->base) ||
               problem(reader, value, "the base is one of: auto dark light mono");
    while (theme_slot_name(slot) && strcmp(theme_slot_name(slot), name) != 0)
        slot++;
    if (!theme_slot_name(slot)) {
        error_set(&why, "there is no style \"%s\"", name);
        return problem(reader, key, why.text);
    }
    return style_parse(line, &reader->theme->slots[slot], &why) ||
           problem(reader, value, why.text);
}

static bool read_line(const struct reader *reader, const struct yaml_event *key)
{
    char name[LINE_MAX_BYTES + 1] = "";
    struct yaml_event value;

    if (key->type != YAML_SCALAR || key->len > LINE_MAX_BYTES)
        return problem(reader, key, "the name of a style belongs here");
    memcpy(name, key->text, key->len);
    switch (yaml_next(reader->yaml, &value)) {
    case YAML_SCALAR:
        return set_style(reader, key, name, &value);
    case YAML_ERROR:
        return problem(reader, &value, yaml_error(reader->yaml));
    default:
        return problem(reader, &value, "a style is one line, such as \"bold red on black\"");
    }
}

static bool read_events(const struct reader *reader)
{
    struct yaml_event event;
    enum yaml_event_type first = yaml_next(reader->yaml, &event);

    if (first == YAML_END || (first == YAML_SCALAR && yaml_is_null(&event)))
        return true;
    if (first != YAML_MAP && first != YAML_ERROR)
        return problem(reader, &event, "a theme is lines of \"style: colours\"");
    while (event.type != YAML_ERROR && yaml_next(reader->yaml, &event) != YAML_MAP_END)
        if (event.type != YAML_ERROR && !read_line(reader, &event))
            return false;
    return event.type != YAML_ERROR || problem(reader, &event, yaml_error(reader->yaml));
}

/* The bytes of a regular file; a FIFO or device is never waited for. */
static bool read_file(const char *path, struct buf *out, struct error *error)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    struct stat status;
    char chunk[4096];
    ssize_t n = -1;

    if (fd < 0)
        return error_errno(error, "the theme %s cannot be read", path);
    if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode))
        while (!out->full && (n = read(fd, chunk, sizeof chunk)) > 0)
            buf_add(out, chunk, (size_t)n);
    close(fd);
    if (n < 0)
        return error_set(error, "the theme %s is not a file that can be read", path);
    return !out->full || error_set(error, "the theme %s is longer than 64 KB", path);
}

/* The file that a name stands for, into path. */
static bool find_file(const char *name, struct buf *path, struct error *error)
{
    static const char *const endings[] = { ".yaml", "" };

    if (strchr(name, '/')) {
        path_expand(name, path);
        return true;
    }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        buf_clear(path);
        if (!path_folder(PATH_CONFIG, path))
            break;
        buf_addf(path, "/themes/%s%s", name, endings[i]);
        if (!path->full && access(buf_str(path), F_OK) == 0)
            return true;
    }
    return error_set(error, "there is no theme \"%s\": auto, dark, light, mono, or a file",
                     name);
}

bool theme_load(struct theme *theme, const char *name, bool light, struct error *error)
{
    struct buf path = BUF_INIT(PATH_BYTES_MAX), text = BUF_INIT(FILE_MAX);
    struct theme fresh = *theme;
    bool good = find_base(name, light, &fresh.base);

    memset(fresh.slots, 0, sizeof fresh.slots);
    if (!good && find_file(name, &path, error) && read_file(buf_str(&path), &text, error)) {
        fresh.base = light ? THEME_LIGHT : THEME_DARK;
        struct reader reader = { .path = buf_str(&path),
                                 .yaml =
                                     yaml_open(buf_str(&text), text.len, &yaml_default_limits),
                                 .theme = &fresh,
                                 .light = light,
                                 .error = error };
        good = read_events(&reader);
        yaml_close(reader.yaml);
    }
    if (good)
        *theme = fresh;
    buf_release(&path);
    buf_release(&text);
    return good;
}
