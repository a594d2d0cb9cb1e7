/* SPDX-License-Identifier: MIT */
/* The loader's two sides: library_load.c in the main thread, library_reader.c in the others. */
#ifndef ARTICLE_LIBRARY_THREADS_H
#define ARTICLE_LIBRARY_THREADS_H

#include <pthread.h>

#include "article/library_parts.h"

enum { LOADER_THREADS_MAX = 4 };

/* What the threads share. */
struct work {
    pthread_mutex_t lock;
    pthread_cond_t changed;       /* more work, no more work, or a thread ended */
    struct library_chunk *chunks; /* with files not yet taken, oldest first */
    struct library_chunk **tail;
    size_t found;
    bool walked;  /* no more will come */
    int running;  /* threads */
    bool walking; /* a thread has taken it upon itself */
};

struct loader {
    struct loader_spec spec;
    struct library_roots roots;     /* a copy whose paths are the library's */
    struct library_targets targets; /* the same */
    atomic_bool entangled;
    atomic_bool stop;
    struct work work;
    int pipe[2];
    pthread_t threads[LOADER_THREADS_MAX];
    int thread_count;
    int over; /* threads whose end was read from the pipe */
};

/* What each thread runs; arg is the loader. */
void *loader_run(void *arg);

#endif
