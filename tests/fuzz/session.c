/* SPDX-License-Identifier: MIT */
/*
 * The file of a session that anybody could have written: what is taken from it is clean and
 * within bounds, and where the next session ends is read back as it was, folders and all.
 */
#include <string.h>
#include <unistd.h>

#include "article/article.h"
#include "article/query.h"
#include "base/file.h"
#include "base/text.h"
#include "fuzz.h"
#include "oracle.h"
#include "room.h"
#include "ui/app.h"

enum { FOLDERS_MAX = 64, ROOM = 64 * 1024 };

/* What a browser has of the things that are kept. */
static struct app app;
static struct config config;
static struct article article;

static char room[ROOM_PATH], last[ROOM_PATH + 32];

static void remove_files(void)
{
    static const char *const below[] = { "/coranto/sessions", "/coranto", "" };
    char folder[ROOM_PATH + 32];

    for (size_t i = 0; i < sizeof below / sizeof *below; i++) {
        snprintf(folder, sizeof folder, "%s%s", room, below[i]);
        room_empty(folder);
        rmdir(folder);
    }
}

static void begin(struct buf *query)
{
    session_release(&app.session);
    app.session = (struct session){ 0 };
    buf_clear(query);
    session_begin(&app, query);
}

static void set_up(struct buf *query)
{
    text_init_locale();
    room_make(room);
    FUZZ_HOLDS(setenv("XDG_STATE_HOME", room, 1) == 0);
    snprintf(last, sizeof last, "%s/coranto/sessions/last", room);
    file_make_folders(last);
    config_init(&config);
    app.config = &config;
    begin(query);
    FUZZ_HOLDS(app.session.path.len > 0);
    atexit(remove_files);
}

/* Each is a path from the root; as many as find room. */
static size_t split(const struct buf *folders, const char *paths[FOLDERS_MAX])
{
    size_t count = 0;

    for (size_t i = 0; i < folders->len; i += strlen(folders->data + i) + 1) {
        FUZZ_HOLDS(folders->data[i] == '/' && i + strlen(folders->data + i) < folders->len);
        if (count < FOLDERS_MAX)
            paths[count++] = folders->data + i;
    }
    return count;
}

/* The session that was read goes on with these folders and ends where it began. */
static void end(const struct buf *query, const char *const *paths, size_t count)
{
    const struct session *session = &app.session;

    app.paths = paths;
    app.path_count = count;
    app.filter.text = *query;
    article.id = session->article;
    app.reader.article = article.id ? &article : NULL;
    reader_go_to_place(&app.reader, session->place);
    app.frame.focus = session->in_article ? PANE_ARTICLE : PANE_LIST;
    session_end(&app);
    app.paths = NULL;
    app.path_count = 0;
}

static void check_again(const struct buf *query, const struct session *before)
{
    struct buf again = BUF_INIT(QUERY_MAX);

    begin(&again);
    FUZZ_HOLDS(strcmp(buf_str(query), buf_str(&again)) == 0);
    FUZZ_HOLDS(app.session.article == before->article);
    FUZZ_HOLDS(app.session.place == (before->article ? before->place : 0));
    FUZZ_HOLDS(app.session.in_article == before->in_article);
    buf_release(&again);
}

/* The folders under the names that the system has for them. */
static void check_folders(const char *const *paths, size_t count)
{
    struct buf expected = BUF_INIT(2 * ROOM), got = BUF_INIT(2 * ROOM);

    for (size_t i = 0; i < count; i++) {
        char *real = realpath(paths[i], NULL);
        buf_adds(&expected, real ? real : paths[i]);
        buf_addc(&expected, '\0');
        free(real);
    }
    session_last_folders(&got);
    FUZZ_HOLDS(got.len == expected.len && !got.full);
    FUZZ_HOLDS(memcmp(buf_str(&got), buf_str(&expected), got.len) == 0);
    buf_release(&expected);
    buf_release(&got);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf query = BUF_INIT(QUERY_MAX), folders = BUF_INIT(ROOM);
    const char *paths[FOLDERS_MAX];

    if (!*room)
        set_up(&query);
    room_write(buf_str(&app.session.path), data, size);
    room_write(last, data, size);
    begin(&query);
    FUZZ_HOLDS(query.len <= QUERY_MAX && oracle_is_clean(buf_str(&query), query.len, false));
    session_last_folders(&folders);
    size_t count = split(&folders, paths);
    struct session before = app.session;
    end(&query, paths, count);
    check_again(&query, &before);
    check_folders(paths, count);
    buf_release(&query);
    buf_release(&folders);
    return 0;
}
