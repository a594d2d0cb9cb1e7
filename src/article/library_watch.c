/* SPDX-License-Identifier: MIT */
/* From what the system tells of the folders to looks at them. */
#include <assert.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "article/library_parts.h"
#include "base/alloc.h"
#include "base/file.h"

enum {
    QUIET_MS = 100,        /* without a change, and what changed is looked at */
    PATIENCE_MS = 1000,    /* but no later than this after the first */
    SLOWLY_MS = 60 * 1000, /* where changes are not told */
    TARGETS_MAX = 300,     /* files and folders; more, and everything is looked at */
    FOLDERS_MAX = 8,       /* of those, as each is compared with all articles */
    REMOTE_ROOTS = 64, /* of which it is asked where they are; many are files of one place */
};

/* ---- what is to be looked at ---- */

static struct library_target *find_pending(const struct library_targets *pending, uint16_t root,
                                           const char *path)
{
    for (size_t i = pending->count; i-- > 0;)
        if (pending->list[i].root == root && strcmp(pending->list[i].path, path) == 0)
            return &pending->list[i];
    return NULL;
}

static bool is_below(const struct library_target *target, const struct library_target *other)
{
    size_t n = strlen(other->path);

    return target->root == other->root && target != other &&
           strncmp(target->path, other->path, n) == 0 && (n == 0 || target->path[n] == '/');
}

/* What lies in a folder that is looked at too would be read twice. */
static void drop_nested(struct library_targets *targets)
{
    size_t kept = 0;

    for (size_t i = 0; i < targets->count; i++) {
        bool nested = false;
        assert(targets->list[i].path);
        for (size_t j = 0; j < targets->count && !nested; j++)
            nested = targets->list[j].path && is_below(&targets->list[i], &targets->list[j]);
        if (nested) {
            free(targets->list[i].path);
            targets->list[i].path = NULL;
        }
    }
    for (size_t i = 0; i < targets->count; i++)
        if (targets->list[i].path)
            targets->list[kept++] = targets->list[i];
    targets->count = kept;
}

static void add_target(void *arg, uint16_t root, const char *path, bool folder)
{
    struct library *library = arg;
    struct library_watching *watching = &library->watching;
    struct library_targets *pending = &watching->pending;
    const char *slash = strrchr(path, '/');

    if (watching->all || library->entangled ||
        (*path && !library_is_wanted(slash ? slash + 1 : path))) {
        watching->all = watching->all || library->entangled;
        return;
    }
    struct library_target *same = find_pending(pending, root, path);
    watching->folders += folder && !(same && same->folder);
    if (same) {
        same->folder = same->folder || folder;
        return;
    }
    if (pending->count == TARGETS_MAX || watching->folders > FOLDERS_MAX) {
        watching->all = true;
        return;
    }
    if (pending->count == pending->room) {
        pending->room = pending->room ? 2 * pending->room : 16;
        pending->list = xreallocarray(pending->list, pending->room, sizeof *pending->list);
    }
    pending->list[pending->count++] =
        (struct library_target){ .root = root, .folder = folder, .path = xstrdup(path) };
}

static bool is_anything_pending(const struct library *library)
{
    return library->watching.all || library->watching.pending.count > 0;
}

/* ---- when ---- */

static void look(void *arg)
{
    struct library *library = arg;
    struct library_watching *watching = &library->watching;

    watching->timer = NULL;
    if (library_loading(library))
        return; /* library_watch_again() comes after it */
    if (watching->all || library->entangled)
        library_targets_release(&watching->pending);
    drop_nested(&watching->pending);
    library->targets = watching->pending;
    watching->pending = (struct library_targets){ 0 };
    watching->all = false;
    watching->folders = 0;
    watching->since = 0;
    library_rescan(library);
}

static void look_soon(struct library *library)
{
    struct library_watching *watching = &library->watching;
    int64_t now = loop_now();

    if (watching->since == 0)
        watching->since = now;
    int64_t wait = watching->since + PATIENCE_MS - now;
    loop_cancel(library->loop, watching->timer);
    watching->timer = loop_after(
        library->loop, wait < QUIET_MS ? wait < 0 ? 0 : wait : QUIET_MS, look, library);
}

static void something_changed(int fd, short revents, void *arg)
{
    struct library *library = arg;
    struct library_watching *watching = &library->watching;

    (void)fd;
    (void)revents;
    if (!watch_read(watching->watch, add_target, library))
        watching->all = true;
    if (is_anything_pending(library))
        look_soon(library);
}

static void look_slowly(void *arg)
{
    struct library *library = arg;

    library->watching.slow = loop_after(library->loop, SLOWLY_MS, look_slowly, library);
    if (library_loading(library))
        return;
    library->watching.all = true;
    look_soon(library);
}

/* ---- beginning and end ---- */

/* Said once, and from then on the clock does what the system does not. */
static void watch_by_clock(struct library *library, const struct error *why)
{
    struct buf message = BUF_INIT(sizeof why->text + 128);

    if (library->watching.slow || library->roots.count == 0)
        return;
    buf_addf(&message, "%s; changes are looked for once a minute, and by reading again",
             why->text);
    const struct library_noted noted = {
        .problem = {
            .path = library->roots.list[0].path,
            .message = arena_strndup(&library->arena, buf_str(&message), message.len),
        },
    };
    buf_release(&message);
    library_add_problem(library, &noted);
    library->watching.slow = loop_after(library->loop, SLOWLY_MS, look_slowly, library);
}

void library_watch(struct library *library)
{
    library->watching.wanted = true;
}

void library_watch_start(struct library *library)
{
    struct library_watching *watching = &library->watching;
    struct error error;

    if (!watching->wanted || watching->watch || watching->slow)
        return;
    watching->watch = watch_new(&error);
    if (!watching->watch) {
        watch_by_clock(library, &error);
        return;
    }
    for (size_t i = 0; i < library->roots.count; i++)
        watch_root(watching->watch, (uint16_t)i, library->roots.list[i].path);
    loop_watch(library->loop, watch_fd(watching->watch), POLLIN, something_changed, library);
}

static bool is_remote(const struct library *library)
{
    bool remote = false;

    for (size_t i = 0; i < library->roots.count && i < REMOTE_ROOTS && !remote; i++) {
        int fd = open(library->roots.list[i].path, O_PATH | O_CLOEXEC);
        remote = fd >= 0 && file_is_remote(fd);
        if (fd >= 0)
            close(fd);
    }
    return remote;
}

void library_watch_again(struct library *library)
{
    struct library_watching *watching = &library->watching;
    struct error error;

    if (!watching->watch)
        return;
    if (watch_trouble(watching->watch, &error)) {
        watch_by_clock(library, &error);
    } else if (library->scan == 1 && !watching->slow && is_remote(library)) {
        error_set(&error, "other machines may change these folders unseen");
        watch_by_clock(library, &error);
    }
    if (is_anything_pending(library))
        look_soon(library);
}

void library_watch_stop(struct library *library)
{
    struct library_watching *watching = &library->watching;

    if (library->loop) {
        loop_cancel(library->loop, watching->timer);
        loop_cancel(library->loop, watching->slow);
    }
    if (watching->watch)
        loop_unwatch(library->loop, watch_fd(watching->watch));
    watch_free(watching->watch);
    library_targets_release(&watching->pending);
    *watching = (struct library_watching){ 0 };
}
