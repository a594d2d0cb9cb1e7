/* SPDX-License-Identifier: MIT */
#include "ui/session.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "config/paths.h"
#include "ui/app.h"

/*
 * Lines "name value": query, article (its id), place, pane (list or article), and folder for
 * each of them, whose bytes that are no visible ASCII are written %XX.
 */

enum { SESSION_MAX = 256 * 1024 };

static const char last_name[] = "last";

/* The folder of the files, with a slash. */
static bool add_home(struct buf *out)
{
    return path_folder(PATH_STATE, out) && buf_adds(out, "/sessions/");
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The same number for the same folders, however and in what order they are named. */
static uint64_t hash_paths(const struct app *app)
{
    char **names = xcalloc(app->path_count + 1, sizeof *names);
    uint64_t hash = HASH_START;

    for (size_t i = 0; i < app->path_count; i++) {
        char *real = realpath(app->paths[i], NULL);
        names[i] = xstrdup(real ? real : app->paths[i]);
        free(real);
    }
    qsort(names, app->path_count, sizeof *names, compare);
    for (size_t i = 0; i < app->path_count; i++) {
        hash = hash_bytes(hash, names[i], strlen(names[i]) + 1);
        free(names[i]);
    }
    free(names);
    return hash;
}

/* Call fn for each line "name value". */
static void each_line(const char *text, size_t n,
                      void (*fn)(const char *name, const char *value, void *arg), void *arg)
{
    for (size_t i = 0; i < n;) {
        const char *line = text + i, *end = memchr(line, '\n', n - i);
        size_t len = end ? (size_t)(end - line) : n - i;
        char *copy = xstrndup(line, len), *value = strchr(copy, ' ');

        i += len + 1;
        if (value) {
            *value++ = '\0';
            fn(copy, value, arg);
        }
        free(copy);
    }
}

struct reading {
    struct session *session;
    struct buf *query;
};

static void take_line(const char *name, const char *value, void *arg)
{
    struct reading *reading = arg;

    if (strcmp(name, "query") == 0)
        text_clean(reading->query, value, strlen(value), TEXT_LINE);
    else if (strcmp(name, "article") == 0)
        reading->session->article = strtoull(value, NULL, 16);
    else if (strcmp(name, "place") == 0)
        reading->session->place = (uint32_t)strtoul(value, NULL, 10);
    else if (strcmp(name, "pane") == 0)
        reading->session->in_article = strcmp(value, "article") == 0;
}

void session_begin(struct app *app, struct buf *query)
{
    struct session *session = &app->session;
    struct buf text = BUF_INIT(SESSION_MAX);
    struct reading reading = { session, query };

    buf_init(&session->path, PATH_BYTES_MAX);
    if (!app->config->session || !add_home(&session->path)) {
        buf_clear(&session->path);
        return;
    }
    buf_addf(&session->path, "%016" PRIx64, hash_paths(app));
    if (file_read(buf_str(&session->path), &text, NULL) == FILE_READ)
        each_line(buf_str(&text), text.len, take_line, &reading);
    buf_release(&text);
}

void session_arrived(struct app *app)
{
    struct session *session = &app->session;
    const struct article *article =
        session->article ? library_by_id(app->library, session->article) : NULL;

    bool has_gone_on = app->list.moved || app->frame.focus == PANE_ARTICLE ||
                       views_hold_article(app);
    /* Then it is not in the list, and will not be. */
    bool is_all = app->settled && !library_loading(app->library) && !app->search.running;

    if (!has_gone_on && article && list_has(&app->list, article->number)) {
        session->article = 0;
        app_show(app, article);
        app->list.moved = true;
        reader_go_to_place(&app->reader, session->place);
        if (session->in_article)
            app->frame.focus = PANE_ARTICLE;
    } else if (has_gone_on || is_all) {
        session->article = 0;
    }
}

static void add_folder(const char *path, struct buf *out)
{
    char *real = realpath(path, NULL);

    buf_adds(out, "folder ");
    buf_add_percent(out, real ? real : path);
    buf_addc(out, '\n');
    free(real);
}

void session_end(struct app *app)
{
    struct session *session = &app->session;
    struct buf text = BUF_INIT(SESSION_MAX), home = BUF_INIT(PATH_BYTES_MAX);
    const struct article *article = reader_article(&app->reader, app);

    if (session->path.len == 0 || !add_home(&home))
        goto out;
    buf_addf(&text, "query %s\n", buf_str(&app->filter.text));
    if (article)
        buf_addf(&text, "article %016" PRIx64 "\nplace %" PRIu32 "\n", article->id,
                 reader_place(&app->reader));
    buf_addf(&text, "pane %s\n", app->frame.focus == PANE_ARTICLE ? "article" : "list");
    for (size_t i = 0; i < app->path_count; i++)
        add_folder(app->paths[i], &text);
    if (text.full)
        goto out;
    /* What cannot be kept is no more than a convenience lost. */
    buf_adds(&home, last_name);
    file_replace(buf_str(&session->path), buf_str(&text), text.len, NULL);
    file_replace(buf_str(&home), buf_str(&text), text.len, NULL);
out:
    buf_release(&text);
    buf_release(&home);
}

void session_release(struct session *session)
{
    buf_release(&session->path);
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static void take_folder(const char *name, const char *value, void *arg)
{
    struct buf *out = arg;

    if (strcmp(name, "folder") != 0 || *value != '/')
        return;
    for (; *value; value++) {
        int high = *value == '%' ? hex_digit(value[1]) : -1;
        int low = high >= 0 ? hex_digit(value[2]) : -1;
        if (low < 0) {
            buf_addc(out, *value);
        } else if (high || low) {
            buf_addc(out, (char)(high * 16 + low));
            value += 2;
        }
    }
    buf_addc(out, '\0');
}

void session_last_folders(struct buf *out)
{
    struct buf text = BUF_INIT(SESSION_MAX), path = BUF_INIT(PATH_BYTES_MAX);

    if (add_home(&path) && buf_adds(&path, last_name) &&
        file_read(buf_str(&path), &text, NULL) == FILE_READ)
        each_line(buf_str(&text), text.len, take_folder, out);
    buf_release(&text);
    buf_release(&path);
}
