/* SPDX-License-Identifier: MIT */
/* A library that a loop watches while the test changes its folder. */
#ifndef TESTS_ARTICLE_WATCHING_H
#define TESTS_ARTICLE_WATCHING_H

#include <sys/inotify.h>
#include <unistd.h>

#include "article_library.h"

enum { DEADLINE_MS = 200000 };

struct watching {
    struct loop *loop;
    struct library *library;
    size_t wanted;     /* articles that are waited for */
    const char *title; /* and that one of them has, or NULL */
    bool came;
};

/* False, which it says, where the user has all that may be watched in use. */
static inline bool can_watch(void)
{
    int fd = inotify_init1(IN_CLOEXEC);

    if (fd < 0) {
        puts("ok - watching # SKIP the system lets nothing be watched");
        return false;
    }
    close(fd);
    return true;
}

static inline bool has_title(const struct library *library, const char *title)
{
    for (size_t i = 0; i < library_count(library); i++)
        if (!library_is_gone(library, i) &&
            strcmp(library_article(library, i)->title, title) == 0)
            return true;
    return false;
}

static inline void changed(void *arg)
{
    struct watching *w = arg;

    if (library_loading(w->library) || library_live(w->library) != w->wanted ||
        (w->title && !has_title(w->library, w->title)))
        return;
    w->came = true;
    loop_stop(w->loop, 0);
}

static inline void too_late(void *arg)
{
    struct watching *w = arg;

    loop_stop(w->loop, 1);
}

/* Run until so many are there, one of them with this title. */
static inline void wait_for(struct watching *w, size_t wanted, const char *title)
{
    struct loop_timer *late = loop_after(w->loop, DEADLINE_MS, too_late, w);

    w->wanted = wanted;
    w->title = title;
    w->came = false;
    loop_run(w->loop);
    if (!w->came)
        fail_msg("%zu articles instead of %zu", library_live(w->library), wanted);
    loop_cancel(w->loop, late);
}

static inline void open_watched(struct watching *w, const char *path)
{
    *w = (struct watching){ .loop = loop_new(), .library = library_new(&path, 1) };
    library_watch(w->library);
}

static inline void start(struct watching *w, size_t wanted)
{
    w->wanted = wanted;
    library_start(w->library, w->loop, changed, w);
    wait_for(w, wanted, NULL);
}

static inline void end(struct watching *w)
{
    library_free(w->library);
    loop_free(w->loop);
}

static inline void make_numbered(const char *folder, int i, const char *title)
{
    char path[64], text[128];

    snprintf(path, sizeof path, "%s/%d.md", folder, i);
    snprintf(text, sizeof text, "---\ntitle: %s %d\n---\n", title, i);
    make_file(path, text);
}

#endif
