/* SPDX-License-Identifier: MIT */
/*
 * What the files of library*.c share:
 *
 *   library.c          birth, what there is      library_walk.c     folders to files
 *   library_scan.c     loading, looking again    library_seen.c     folders that were met
 *   library_load.c     starting the threads      library_file.c     one file to an article
 *   library_reader.c   what the threads do       library_known.c    files of an earlier look
 *   library_merge.c    batches to numbers        library_batch.c    what a thread hands over
 *   library_finish.c   what is gone              library_problem.c  what could not be read
 *   library_find.c     articles by id and path   library_address.c  articles by address
 *   library_detail.c   all of one article        library_index.c    when an index is made
 *   library_stories.c  stories and copies        library_related.c  what they need of files
 *   library_keep.c     what the next start has   library_watch.c    what changes meanwhile
 *
 * Who may touch what: a batch belongs to the thread that fills it until its address is written
 * to the pipe, then to the main thread. The loader's roots are a copy of the library's; their
 * flags are set by the walking thread before what it found is on the list of work. That list is
 * under a lock. Articles do not change once they are merged, so threads may look at those that
 * were there when they started. Everything else belongs to the main thread.
 */
#ifndef ARTICLE_LIBRARY_PARTS_H
#define ARTICLE_LIBRARY_PARTS_H

#include <stdatomic.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "article/cache.h"
#include "article/library.h"
#include "article/watch.h"
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
    /* Bytes read for the list: FRONT_MAX and some body. */
    LIBRARY_HEAD_MAX = 1024 * 1024 + 65536,
    LIBRARY_PATH_MAX = 1024 * 1024, /* bytes of a path; deeper folders are not read */
};

/* What a file looked like when it was read: as long as it looks so it was not written to. */
struct library_stamp {
    int64_t size;              /* bytes; -1: written so lately that this would not tell */
    int64_t modified, changed; /* nanoseconds since 1970 */
    uint64_t inode;
};

/* An article as the library holds it. */
struct library_item {
    struct article article; /* first, so that an article's address is its item's */
    struct library_stamp stamp;
    uint32_t replaces; /* number + 1 of the one it takes the place of, 0 for none */
    bool related_left; /* article.related is not what the file says, as nobody read it yet */
};

static inline struct library_item *library_item(const struct article *article)
{
    return (struct library_item *)article;
}

struct library_bytes {
    char *data;
    size_t len, room;
    bool cut; /* there was more */
    struct library_stamp stamp;
};

/* open() that takes paths beyond PATH_MAX, and never waits for the other end of a FIFO or
 * becomes the owner of a terminal. -1 with errno. */
int library_open(const char *path, int flags);

/* Read at most max bytes of a regular file over what bytes held. False with the reason. */
bool library_read(const char *path, size_t max, struct library_bytes *bytes,
                  struct error *error);

/* The detail of an article from the bytes of its file, which it takes. */
void library_make_detail(struct library *library, const struct article *article,
                         const char *path, struct library_bytes *bytes,
                         struct article_detail *detail);

/* ---- problems ---- */

struct library_noted {
    struct library_problem problem;
    const struct article *article; /* that it is in, NULL for none */
    unsigned scan;                 /* that met it; 0: it is not of the folders, and stays */
};

/* ---- batches ---- */

struct library_batch {
    struct arena arena; /* of everything in it */
    struct terms *terms;
    struct library_item **items;
    size_t count, room;
    struct library_noted *problems;
    size_t problem_count, problem_room;
    struct library_neighbours {
        const struct article *article;
        const uint32_t *keys; /* as article.related has them */
        uint16_t count;
    } * neighbours; /* of articles that are merged already */
    size_t neighbour_count, neighbour_room;
    struct index *index; /* that the cache had, or NULL */
    size_t read;         /* files, good or bad */
    int64_t started;     /* loop_now() */
};

struct library_batch *library_batch_new(void);
void library_batch_free(struct library_batch *batch);
void library_batch_add(struct library_batch *batch, struct library_item *item);
/* Its strings are in the batch's arena; article as in struct library_noted. */
void library_batch_problem(struct library_batch *batch, const struct article *article,
                           struct library_problem problem);
/* The keys are copied. */
void library_batch_related(struct library_batch *batch, const struct article *article,
                           const struct related_keys *keys);
/* Of a file or folder as a whole; path and message are copied. */
void library_batch_error(struct library_batch *batch, const char *path, bool error,
                         const char *message);

/* ---- the files of an earlier look ---- */

struct library_known {
    const struct article **articles; /* by number, NULL for the gone */
    size_t count;
    atomic_uchar *met; /* of each, whether its file is still there */
    uint32_t *slots;   /* open addressing by root and path: number + 1, 0 is free */
    size_t slot_count; /* a power of two */
    bool doubtful;     /* what they say cannot be relied on: all files are read again */
};

struct library_known *library_known_new(const struct library *library);
void library_known_free(struct library_known *known);
/* By one thread, before any of them looks; cache, or NULL, is where they come from. */
void library_known_index(struct library_known *known, const struct cache *cache);
/* The number + 1 of the article with this path, 0 for none. */
uint32_t library_known_find(const struct library_known *known, uint16_t root, const char *path);

/*
 * Read one file into the batch, unless it is known and looks as it did. path is below the root,
 * full the whole path; bytes is used again and again.
 */
void library_read_article(struct library_batch *batch, struct library_known *known,
                          uint16_t root, const char *path, const char *full,
                          enum front_road road, struct library_bytes *bytes);

/* Read the related list of an article into the batch, an empty one when that fails. */
void library_read_neighbours(struct library_batch *batch, const struct article *article,
                             const char *full, struct library_bytes *bytes);

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
    const struct article *left; /* whose related list is wanted, or NULL: all is */
};

/* A list of found files: a piece of work. */
struct library_chunk {
    struct library_chunk *next;
    struct arena arena;
    struct library_found *files;
    size_t count, room;
    size_t taken, finished; /* by the readers */
};

/* A file or folder to look at again. */
struct library_target {
    uint16_t root;
    bool folder; /* it is one, or was */
    char *path;  /* below the root */
};

struct library_targets {
    struct library_target *list; /* none: everything */
    size_t count, room;
};

/* What the walk tells. */
struct library_walk {
    struct library_roots *roots;
    const struct library_targets *targets;
    const atomic_bool *stop;
    atomic_bool *entangled; /* set when a folder can be reached in two ways */
    void *arg;
    void (*folder)(void *arg, uint16_t root, const char *path, const char *full);
    void (*found)(void *arg, struct library_chunk *chunk); /* takes the chunk */
    void (*problem)(void *arg, const char *path, bool error, const char *message);
};

/*
 * Find the files of all targets; folder is told of each before its entries are read. Files and
 * folders whose name begins with a dot, backups and other endings than .md, .markdown and .txt
 * are passed over, but a root is read whatever its name. Links to files are followed; links to
 * folders are too, once each folder and after all real folders, but never to one that holds the
 * root, and only where everything is looked at.
 */
void library_walk(const struct library_walk *walk);
/* Whether something of this name may be read at all. */
bool library_is_wanted(const char *name);
void library_chunk_free(struct library_chunk *chunk);
/* The order in which a disk seeks least. */
void library_chunk_sort(struct library_chunk *chunk);

/* ---- loading ---- */

struct loader;

/* All of it stays the caller's, and as it is while the loader lives. */
struct loader_spec {
    const struct library_roots *roots;     /* of which a copy is made */
    const struct library_targets *targets; /* the same */
    struct library_known *known;
    const struct cache *cache; /* that known articles come from, while it is new, or NULL */
    bool index;                /* what the cache has of it is wanted */
    struct watch *watch;       /* that is told of each folder, or NULL */
    enum front_road road;
    const struct article *const
        *left; /* unless NULL nothing is wanted but their related lists */
    size_t left_count;
};

/* Threads that read and write the address of each batch to a pipe, NULL when a thread ends.
 * NULL with error set when none could be started. */
struct loader *loader_start(const struct loader_spec *spec, struct error *error);
/* The roots as the walk found them so far: for those of a batch at hand, or at the end. */
const struct library_root *loader_root(const struct loader *loader, uint16_t number);
/* Whether a folder was met that can be reached in two ways; at the end. */
bool loader_is_entangled(const struct loader *loader);
/* The end of the pipe to read; it does not block. */
int loader_pipe(const struct loader *loader);
/* The next batch, NULL when there is none now. *over: all threads have ended. */
struct library_batch *loader_next(struct loader *loader, bool *over);
size_t loader_found(struct loader *loader);
/* Stop and free. False when a thread hangs in a dead file system: it is left to itself, and
 * what the spec named is then still in use. */
bool loader_free(struct loader *loader);

/* ---- the library ---- */

enum { PROBLEMS_MAX = 10000 };

/* In library->successors: the article is there; it is gone and nothing took its place. */
#define LIBRARY_HERE ((uint32_t)0)
#define LIBRARY_GONE UINT32_MAX

/* What there is about related lists. */
struct library_related {
    const struct article **left; /* whose lists were passed over */
    size_t left_count, left_room;
    const struct article **reading; /* of which the loader has the lists read */
    struct loader *loader;          /* NULL for none */
    struct loop *loop;              /* that waits for it, or NULL */
    void (*done)(void *arg);
    void *arg;
};

/* What there is about the cache. */
struct library_keep {
    char *path; /* NULL: there is none */
    char *folder;
    bool begin;
    bool is_written;     /* a file was opened or written */
    bool lacking;        /* but without the index that there is now, or without its end */
    uint64_t revision;   /* of the library then */
    size_t related;      /* lists that were read since */
    struct cache *cache; /* that articles lie in, or NULL */
    struct cache_writer *writer;
    struct loop_timer *timer;
    int64_t written_at; /* loop_now(), 0 for never */
};

/* What there is about watching the folders. */
struct library_watching {
    bool wanted;
    struct watch *watch;            /* NULL: none, or not yet */
    struct library_targets pending; /* to be looked at */
    size_t folders;                 /* among them */
    bool all;                       /* everything is */
    int64_t since;                  /* loop_now() of the first change, 0 for none */
    struct loop_timer *timer;       /* set while a look is due */
    struct loop_timer *slow;        /* set where changes are not told */
};

struct library {
    struct library_roots roots;
    struct terms *terms;
    struct arena arena;
    const struct article **articles;
    uint32_t *successors; /* of each: LIBRARY_HERE, LIBRARY_GONE or a number + 1 */
    size_t count, room, gone_count;
    uint64_t revision;
    uint32_t *by_id; /* open addressing: number + 1, 0 is free */
    size_t id_slots; /* a power of two */

    struct address_entry {
        uint64_t hash;
        uint32_t number; /* + 1, 0 is free */
    } * by_address;
    size_t address_slots, address_count;
    size_t addressed; /* articles that are in it */

    struct library_noted *problems;
    size_t problem_count, problem_room, problems_dropped;

    struct library_stories *stories; /* library_stories.c; NULL while nobody asked */
    struct library_related related;
    struct index *index;      /* NULL for none */
    struct sort_memo *sorted; /* never NULL */
    struct index_build *index_build;
    struct loop_timer *index_timer;

    struct library_keep keep;
    struct library_watching watching;
    struct loop_timer *start; /* set while it is about to be looked at */
    struct loader *loader;    /* while loading */
    struct library_known *known;
    struct library_targets targets; /* of the look at hand */
    unsigned scan;                  /* counts the looks */
    bool entangled;                 /* parts cannot be looked at alone */
    size_t read, found;
    struct loop *loop;
    void (*changed)(void *arg);
    void *arg;
};

/* Take over what a batch holds and free the rest of it. */
void library_merge(struct library *library, struct library_batch *batch);
/* The look is complete: what was not met is gone. */
void library_finish(struct library *library);
void library_make_gone(struct library *library, size_t number, uint32_t successor);
/* Drop the gone and number the articles by root and path, and order the problems: threads
 * finish in any order, and what commands print must not depend on it. */
void library_sort(struct library *library);
/* The slot of the article with this id, or the free one where it belongs. */
uint32_t *library_id_slot(const struct library *library, uint64_t id);
/* Look up the articles from this number on by their ids too; from 0 all of them anew. */
void library_index_ids(struct library *library, size_t from);
/* Fill an empty library from its cache; false when there is none. */
bool library_keep_open(struct library *library);
/* Write the cache in a while, if something changed since it was. */
void library_keep_soon(struct library *library);
/* The index is about to be another one: no writer may go on with the old one. */
void library_keep_forget_index(struct library *library);
/* So many related lists are about to be there: no writer may go on without them. */
void library_keep_again(struct library *library, size_t related);
/* There is one that was made and not read from the file. */
void library_keep_index(struct library *library);
void library_keep_release(struct library *library);
/* Before the first look, if watching is wanted. */
void library_watch_start(struct library *library);
/* After a look: what changed meanwhile is looked at, what cannot be watched is told. */
void library_watch_again(struct library *library);
void library_watch_stop(struct library *library);
/* Room for so many articles more. */
void library_reserve(struct library *library, size_t more);
void library_stories_free(struct library_stories *stories);

/* The related list of an article was passed over. */
void library_leave_related(struct library *library, const struct article *article);
/* None was, as the articles are no more. */
void library_forget_related(struct library *library);
/* Read all that were, now. */
void library_read_related(struct library *library);
/* Read them while the loop runs; done is called at the end. False when there are none. */
bool library_start_related(struct library *library, struct loop *loop, void (*done)(void *arg),
                           void *arg);
/* For good. */
void library_stop_related(struct library *library);
/* A thread hangs that uses what is the library's: all of that is left to it for good rather
 * than pulled from under it. The library is as it was, but watches nothing. */
void library_abandon(struct library *library);
/* Its strings live as long as the library. */
void library_add_problem(struct library *library, const struct library_noted *noted);
/* Drop those of articles that are gone, and of no article what this look did not meet again. */
void library_prune_problems(struct library *library);
extern const char library_too_many[]; /* the words of the first path above ROOTS_MAX */
void library_sort_problems(struct library *library);
void library_targets_release(struct library_targets *targets);

#endif
