/* SPDX-License-Identifier: MIT */
/*
 * How long a start takes: start FOLDER CACHE-FOLDER
 *
 * A line each, "name value": the files read as bytes by as many threads and in the same order
 * as the loaders do it, the library loaded without a cache, its related lists read and its
 * stories found after that, the first list with a cache, the check of all files against it, and
 * memory. The best of a few runs, files in memory.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "article/cache.h"
#include "article/query.h"
#include "article/story.h"
#include "base/alloc.h"

enum { RUNS = 5, THREADS = 2, FILE_ROOM = 32 * 1024 * 1024 };

static double milliseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* Of all threads, in the system too: what others on the machine do matters less to it. */
static double cpu_milliseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void print_figure(const char *name, double value)
{
    printf("%s %.3f\n", name, value);
}

/* ---- bytes ---- */

struct file {
    ino_t inode;
    char *path;
};

struct reading {
    struct file *files;
    size_t count;
};

static int by_inode(const void *a, const void *b)
{
    const struct file *left = a, *right = b;

    return (left->inode > right->inode) - (left->inode < right->inode);
}

static void add_files(struct reading *reading, const struct library *library)
{
    struct buf path = BUF_INIT(1024 * 1024);
    struct stat st;

    reading->files = xcalloc(library_count(library), sizeof *reading->files);
    for (size_t i = 0; i < library_count(library); i++) {
        buf_clear(&path);
        library_path(library, library_article(library, i), &path);
        if (stat(buf_str(&path), &st) == 0)
            reading->files[reading->count++] =
                (struct file){ .inode = st.st_ino, .path = xstrdup(buf_str(&path)) };
    }
    buf_release(&path);
    qsort(reading->files, reading->count, sizeof *reading->files, by_inode);
}

struct part {
    const struct reading *reading;
    size_t number, bytes;
};

/* What it takes to have all bytes of each file, and no more. */
static void *read_part(void *arg)
{
    struct part *part = arg;
    char *bytes = xmalloc(FILE_ROOM);

    for (size_t i = part->number; i < part->reading->count; i += THREADS) {
        struct stat st;
        int fd = open(part->reading->files[i].path, O_RDONLY | O_CLOEXEC);
        ssize_t n = fd < 0 || fstat(fd, &st) < 0 ? -1 : read(fd, bytes, FILE_ROOM);
        part->bytes += n > 0 ? (size_t)n : 0;
        if (fd >= 0)
            close(fd);
    }
    free(bytes);
    return NULL;
}

static double read_bytes(const struct reading *reading, size_t *bytes)
{
    struct part parts[THREADS];
    pthread_t threads[THREADS];
    double start = milliseconds();

    *bytes = 0;
    for (size_t i = 0; i < THREADS; i++) {
        parts[i] = (struct part){ .reading = reading, .number = i };
        if (pthread_create(&threads[i], NULL, read_part, &parts[i]) != 0)
            abort();
    }
    for (size_t i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        *bytes += parts[i].bytes;
    }
    return milliseconds() - start;
}

/* ---- the library ---- */

static double load(const char *folder, const char *cache, struct library **library)
{
    struct error error;
    double start = milliseconds();

    *library = library_new(&folder, 1);
    if (cache)
        library_keep(*library, cache, true);
    if (!library_load(*library, &error)) {
        fprintf(stderr, "%s\n", error.text);
        exit(1);
    }
    return milliseconds() - start;
}

/* What there is to do before rows can be drawn. */
static double first_list(const char *folder, const char *cache_folder)
{
    struct buf path = BUF_INIT(64 * 1024);
    double start = milliseconds();
    struct library *library = library_new(&folder, 1);
    size_t count;

    cache_path(library, cache_folder, &path);
    struct cache *cache = cache_open(buf_str(&path), library);
    struct query *query = query_parse("", 0, time(NULL), NULL);
    free(query_run(query, library, &count, NULL));
    double taken = milliseconds() - start;
    if (!cache)
        fputs("the cache was not written\n", stderr);
    query_free(query);
    library_free(library);
    cache_close(cache);
    buf_release(&path);
    return taken;
}

/* What a browser does when its list is there; a command does it when a query asks for it. */
static double find_stories(struct library *library)
{
    double start = milliseconds();

    library_find_stories(library);
    return milliseconds() - start;
}

static double least(double a, double b)
{
    return a == 0 || b < a ? b : a;
}

int main(int argc, char **argv)
{
    struct reading reading = { .count = 0 };
    struct library *library;
    double plain = 0, bytes_ms = 0, plain_cpu = 0, bytes_cpu = 0, list = 0, check = 0;
    double stories = 0, stories_cpu = 0;
    size_t bytes = 0;

    if (argc != 3) {
        fputs("usage: start FOLDER CACHE-FOLDER\n", stderr);
        return 2;
    }
    load(argv[1], argv[2], &library);
    library_find_stories(library);
    library_save(library);
    add_files(&reading, library);
    library_free(library);
    for (int i = 0; i < RUNS; i++) {
        double cpu = cpu_milliseconds();
        bytes_ms = least(bytes_ms, read_bytes(&reading, &bytes));
        bytes_cpu = least(bytes_cpu, cpu_milliseconds() - cpu);
        cpu = cpu_milliseconds();
        plain = least(plain, load(argv[1], NULL, &library));
        plain_cpu = least(plain_cpu, cpu_milliseconds() - cpu);
        cpu = cpu_milliseconds();
        stories = least(stories, find_stories(library));
        stories_cpu = least(stories_cpu, cpu_milliseconds() - cpu);
        library_free(library);
        list = least(list, first_list(argv[1], argv[2]));
        check = least(check, load(argv[1], argv[2], &library));
        if (i + 1 < RUNS)
            library_free(library);
    }
    double count = (double)library_count(library);
    print_figure("file_bytes", (double)bytes / (double)reading.count);
    print_figure("reading", bytes_ms / 1e3);
    print_figure("reading_cpu", bytes_cpu / 1e3);
    print_figure("loading", plain / 1e3);
    print_figure("loading_cpu", plain_cpu / 1e3);
    print_figure("stories", stories / 1e3);
    print_figure("stories_cpu", stories_cpu / 1e3);
    print_figure("first_list", list / 1e3);
    print_figure("checking", check / 1e3);
    print_figure("memory_cached", (double)library_memory(library) / count);
    library_free(library);
    for (size_t i = 0; i < reading.count; i++)
        free(reading.files[i].path);
    free(reading.files);
    return 0;
}
