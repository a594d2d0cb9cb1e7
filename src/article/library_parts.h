/* SPDX-License-Identifier: MIT */
/*
 * What the files of library*.c share:
 *
 *   library.c          birth, loading, death        library_walk.c     folders to lists of
 * files library_load.c     starting the threads         library_seen.c     folders that were
 * met library_reader.c   what the threads do          library_file.c     one file to an article
 *   library_merge.c    batches to numbers           library_batch.c    what a thread hands over
 *   library_find.c     articles by id and path      library_problem.c  what could not be read
 *   library_address.c  articles by address          library_detail.c   all of one article
 *   library_stories.c  stories and copies
 *
 * Who may touch what: a batch belongs to the thread that fills it until its address is written
 * to the pipe, then to the main thread. The roots are made before the threads start; their
 * flags are set by the walking thread before what it found is on the list of work. That list is
 * under a lock. Everything else belongs to the main thread.
 */
#ifndef ARTICLE_LIBRARY_PARTS_H
#define ARTICLE_LIBRARY_PARTS_H

#include <stdatomic.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "article/library.h"
#include "base/arena.h"

/* ---- roots: the paths as given ---- */

enum { ROOTS_MAX = UINT16_MAX };

struct library_root {
    char *path;   /* without slashes at the end */
    bool is_file; /* its one article's path is the last part of it */
    bool opened;  /* it is there */
};

struct library_roots {
    struct library_root *list;
    size_t count;
};

/* The path of a file below a root, or of the root itself for "", in out, which is cleared. */
void library_join(struct buf *out, const struct library_root *root, const char *path);

/* ---- one file ---- */

enum {
    LIBRARY_HEAD_MAX = 1024 * 1024 +
                       65536,       /* bytes read for the list: FRONT_MAX and some body */
    LIBRARY_PATH_MAX = 1024 * 1024, /* bytes of a path; deeper folders are not read */
};

struct library_bytes {
    char *data;
    size_t len, room;
    bool cut; /* there was more */
};

/* open() that takes paths beyond PATH_MAX, and never waits for the other end of a FIFO or
 * becomes the owner of a terminal. -1 with errno. */
int library_open(const char *path, int flags);

/* Read at most max bytes of a regular file over what bytes held. False with the reason. */
bool library_read(const char *path, size_t max, struct library_bytes *bytes,
                  struct error *error);

/* ---- batches ---- */

struct library_batch {
    struct arena arena; /* of everything in it */
    struct terms *terms;
    struct article **articles;
    size_t count, room;
    struct library_problem *problems;
    size_t problem_count, problem_room;
    size_t read;     /* files, good or bad */
    int64_t started; /* loop_now() */
};

struct library_batch *library_batch_new(void);
void library_batch_free(struct library_batch *batch);
void library_batch_add(struct library_batch *batch, struct article *article);
/* Its strings are in the batch's arena. */
void library_batch_problem(struct library_batch *batch, struct library_problem problem);
/* Of a file or folder as a whole; path and message are copied. */
void library_batch_error(struct library_batch *batch, const char *path, bool error,
                         const char *message);

/* Read one file into the batch. path is below the root, full the whole path; bytes is used
 * again and again. */
void library_read_article(struct library_batch *batch, uint16_t root, const char *path,
                          const char *full, enum front_road road, struct library_bytes *bytes);

/* ---- folders that were met, by device and inode ---- */

struct library_seen {
    struct library_identity {
        dev_t device;
        ino_t inode; /* 0: a free slot */
    } * slots;       /* open addressing */
    size_t count, slot_count;
};

bool library_seen_has(const struct library_seen *seen, const struct stat *st);
/* False when it was there. */
bool library_seen_add(struct library_seen *seen, const struct stat *st);
void library_seen_release(struct library_seen *seen);

/* ---- walking ---- */

struct library_found {
    ino_t inode;
    const char *path; /* below its root, of the chunk */
    uint16_t root;
};

/* A list of found files: a piece of work. */
struct library_chunk {
    struct library_chunk *next;
    struct arena arena;
    struct library_found *files;
    size_t count, room;
    size_t taken, finished; /* by the readers */
};

/* What the walk tells. */
struct library_walk {
    struct library_roots *roots;
    const atomic_bool *stop;
    void *arg;
    void (*found)(void *arg, struct library_chunk *chunk); /* takes the chunk */
    void (*problem)(void *arg, const char *path, bool error, const char *message);
};

/*
 * Find the files of all roots. Files and folders whose name begins with a dot, backups and
 * other endings than .md, .markdown and .txt are passed over, but a root is read whatever its
 * name. Links to files are followed; links to folders are too, once each folder and after all
 * real folders, but never to one that holds the root.
 */
void library_walk(const struct library_walk *walk);
void library_chunk_free(struct library_chunk *chunk);

/* ---- loading ---- */

struct loader;

/* Threads that read all roots and write the address of each batch to a pipe, NULL when a
 * thread ends. NULL with error set when none could be started. */
struct loader *loader_start(struct library_roots *roots, enum front_road road,
                            struct error *error);
/* The end of the pipe to read; it does not block. */
int loader_pipe(const struct loader *loader);
/* The next batch, NULL when there is none now. *over: all threads have ended. */
struct library_batch *loader_next(struct loader *loader, bool *over);
size_t loader_found(struct loader *loader);
/* Stop and free. False when a thread hangs in a dead file system: it is left to itself, and the
 * roots are then still in use. */
bool loader_free(struct loader *loader);

/* ---- the library ---- */

enum { PROBLEMS_MAX = 10000 };

struct library {
    struct library_roots roots;
    struct terms *terms;
    struct arena arena;
    const struct article **articles;
    unsigned char *gone; /* of each article whether it is */
    size_t count, room, gone_count;
    uint32_t *by_id; /* open addressing: number + 1, 0 is free */
    size_t id_slots; /* a power of two */

    struct address_entry {
        uint64_t hash;
        uint32_t number; /* + 1, 0 is free */
    } * by_address;
    size_t address_slots, address_count;
    size_t addressed; /* articles that are in it */

    struct library_problem *problems;
    size_t problem_count, problem_room, problems_dropped;

    struct library_stories *stories; /* library_stories.c; NULL while nobody asked */

    struct loader *loader; /* while loading */
    size_t read, found;
    struct loop *loop;
    void (*changed)(void *arg);
    void *arg;
};

/* Take over what a batch holds and free the rest of it. */
void library_merge(struct library *library, struct library_batch *batch);
/* Number the articles by root and path, and order the problems: threads finish in any order,
 * and what commands print must not depend on it. */
void library_sort(struct library *library);
/* The slot of the article with this id, or the free one where it belongs. */
uint32_t *library_id_slot(const struct library *library, uint64_t id);
void library_stories_free(struct library_stories *stories);
/* Its strings live as long as the library. */
void library_add_problem(struct library *library, const struct library_problem *problem);
void library_sort_problems(struct library *library);

#endif
