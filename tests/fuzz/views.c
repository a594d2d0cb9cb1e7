/* SPDX-License-Identifier: MIT */
/*
 * Saving a view into a file of settings that a person wrote: the first two lines of the input
 * are its name and query, the rest the file. Either it is there and all else says what it said,
 * or the file is as it was.
 */
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "config/option.h"
#include "fuzz.h"
#include "oracle.h"
#include "room.h"

enum { ROOM = 1024 * 1024 };

static char folder[ROOM_PATH], path[ROOM_PATH + 16];

static void remove_folder(void)
{
    unlink(path);
    rmdir(folder);
}

static void set_up(void)
{
    text_init_locale();
    room_make(folder);
    snprintf(path, sizeof path, "%s/config.yaml", folder);
    atexit(remove_folder);
}

/* The next line of the input as clean text. */
static void take_line(const char **text, size_t *n, struct buf *out)
{
    const char *newline = memchr(*text, '\n', *n);
    size_t len = newline ? (size_t)(newline - *text) : *n;

    text_clean(out, *text, len, TEXT_LINE);
    len += newline != NULL;
    *text += len;
    *n -= len;
}

/* All settings but the views. */
static void describe(const struct buf *file, struct buf *out)
{
    struct buf problems = BUF_INIT(ROOM);
    struct config config;

    config_init(&config);
    config_read_text(&config, "", buf_str(file), file->len, &problems);
    for (size_t i = 0; config_option_name(i); i++)
        if (strcmp(config_option_name(i), "views") != 0) {
            config_value(&config, config_option_name(i), out);
            buf_addc(out, '\n');
        }
    config_release(&config);
    buf_release(&problems);
}

/* The query of the first view of this name that has one. */
static const char *query_of(const struct config *config, const char *name)
{
    for (size_t item = 0; item < config_item_count(&config->views); item++) {
        const struct config_entry *has = config_item_entry(&config->views, item, "name");
        const struct config_entry *query = config_item_entry(&config->views, item, "query");
        if (has && query && strcmp(has->value, name) == 0)
            return query->value;
    }
    return "";
}

/* Settings as anybody writes them, without views: these can be added to. */
static bool is_plain(const struct buf *file)
{
    struct buf problems = BUF_INIT(ROOM);
    struct config config;
    const char *text = buf_str(file);

    if (strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789:. \n") != file->len ||
        strstr(text, "views") || (*text && (*text < 'a' || !strchr(text, ':'))))
        return false;
    config_init(&config);
    bool fine = config_read_text(&config, "", text, file->len, &problems);
    config_release(&config);
    buf_release(&problems);
    return fine;
}

/* What was saved once can be changed, and stands beside others. */
static void check_more(struct config *config, const char *name)
{
    struct error error;

    FUZZ_HOLDS(config_save_view(config, path, name, "another: #query", &error));
    FUZZ_HOLDS(strcmp(query_of(config, name), "another: #query") == 0);
    FUZZ_HOLDS(config_save_view(config, path, "another, [name", "x", &error));
    FUZZ_HOLDS(strcmp(query_of(config, "another, [name"), "x") == 0);
    FUZZ_HOLDS(strcmp(query_of(config, name), "another: #query") == 0 ||
               strcmp(name, "another, [name") == 0);
}

static void check(const struct buf *before, const char *name, const char *query)
{
    struct buf after = BUF_INIT(ROOM), old = BUF_INIT(ROOM), new = BUF_INIT(ROOM);
    struct config config;
    struct error error = { "" };

    room_write(path, buf_str(before), before->len);
    config_init(&config);
    bool saved = config_save_view(&config, path, name, query, &error);
    FUZZ_HOLDS(file_read(path, &after, NULL) == FILE_READ);
    if (saved) {
        FUZZ_HOLDS(strcmp(query_of(&config, name), query) == 0);
        describe(before, &old);
        describe(&after, &new);
        FUZZ_HOLDS(strcmp(buf_str(&old), buf_str(&new)) == 0);
        if (before->len % 4 == 0)
            check_more(&config, name);
    } else {
        FUZZ_HOLDS(!is_plain(before));
        FUZZ_HOLDS(*error.text && oracle_is_clean(error.text, strlen(error.text), false));
        FUZZ_HOLDS(after.len == before->len &&
                   memcmp(buf_str(&after), buf_str(before), after.len) == 0);
    }
    config_release(&config);
    buf_release(&after);
    buf_release(&old);
    buf_release(&new);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf name = BUF_INIT(ROOM), query = BUF_INIT(ROOM), file = BUF_INIT(ROOM);
    const char *text = (const char *)data;

    if (!*path)
        set_up();
    take_line(&text, &size, &name);
    take_line(&text, &size, &query);
    buf_add(&file, text, size);
    if (name.len > 0)
        check(&file, buf_str(&name), buf_str(&query));
    buf_release(&name);
    buf_release(&query);
    buf_release(&file);
    return 0;
}
