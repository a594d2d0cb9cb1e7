/* SPDX-License-Identifier: MIT */
/* A folder that changes while the system tells less than all of it: no watch at all, too few of
 * them, a queue that ran over. */
#include "article_watching.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/inotify.h>
#include <sys/syscall.h>
#include <time.h>

#include "article/watch.h"

enum { MANY = 6000, MINUTE = 61 }; /* files that make three events each; seconds */

static int init_fails;         /* with this errno, 0: it does not */
static int watches_left = 100; /* then there is no room for more */
static time_t seconds_ahead;   /* of the clock that timers go by */
static const char *dead;       /* the path of a folder whose disk does not answer */
static struct loop *no_pipes;  /* there are none, and it is stopped when one is asked for */
static sem_t asked, answered;  /* that it is waited for, and that it does after all */

int inotify_init1(int flags)
{
    errno = init_fails;
    return init_fails ? -1 : (int)syscall(SYS_inotify_init1, flags);
}

int inotify_add_watch(int fd, const char *path, uint32_t what)
{
    if (dead && strcmp(path, dead) == 0) {
        sem_post(&asked);
        sem_wait(&answered);
    }
    if (watches_left > 0) {
        watches_left--;
        return (int)syscall(SYS_inotify_add_watch, fd, path, what);
    }
    errno = ENOSPC;
    return -1;
}

int clock_gettime(clockid_t id, struct timespec *time)
{
    int result = (int)syscall(SYS_clock_gettime, id, time);

    if (id == CLOCK_MONOTONIC)
        time->tv_sec += seconds_ahead;
    return result;
}

int pipe2(int ends[2], int flags)
{
    if (!no_pipes)
        return (int)syscall(SYS_pipe2, ends, flags);
    loop_stop(no_pipes, 0);
    errno = EMFILE;
    return -1;
}

static int make_limits(void **state)
{
    no_pipes = NULL;
    init_fails = 0;
    watches_left = 100;
    seconds_ahead = 0;
    dead = NULL;
    return make_top(state);
}

static void assert_told_once(const struct library *library, const char *why)
{
    char line[256];

    snprintf(line, sizeof line,
             "/n: warning: %s; changes are looked for once a minute, and by reading again\n",
             why);
    assert_problems(library, line);
}

/* 192 */
static void test_no_watch(void **state)
{
    static const char why[] = "the folders cannot be watched: Too many open files";
    struct watching w;

    (void)state;
    make_folder("n");
    make_numbered("n", 1, "A");
    init_fails = EMFILE;
    open_watched(&w, below("n"));
    start(&w, 1);
    assert_told_once(w.library, why);
    make_numbered("n", 2, "B");
    library_rescan(w.library);
    wait_for(&w, 2, "B 2");
    assert_told_once(w.library, why);
    for (int i = 3; i < 6; i++) {
        make_numbered("n", i, "C");
        seconds_ahead += MINUTE;
        wait_for(&w, (size_t)i, NULL);
    }
    assert_told_once(w.library, why);
    end(&w);
}

/* 192: what is watched is heard of, the rest is looked for. */
static void test_too_few_watches(void **state)
{
    static const char why[] = "more folders than the system watches for one user";
    struct watching w;

    (void)state;
    make_folder("n");
    make_folder("n/a");
    make_folder("n/b");
    make_numbered("n/a", 1, "A");
    watches_left = 2; /* around the root, and in it */
    open_watched(&w, below("n"));
    start(&w, 1);
    assert_told_once(w.library, why);
    make_numbered("n", 2, "B");
    wait_for(&w, 2, "B 2");
    make_numbered("n/b", 3, "C");
    seconds_ahead += MINUTE;
    wait_for(&w, 3, "C 3");
    assert_told_once(w.library, why);
    end(&w);
}

static size_t queue_length(void)
{
    FILE *file = fopen("/proc/sys/fs/inotify/max_queued_events", "re");
    size_t length = 0;

    if (!file || fscanf(file, "%zu", &length) != 1 || length > 100000)
        length = 0;
    if (file)
        fclose(file);
    return length;
}

/* 193: of the new file nothing is told but that something is lost. */
static void test_queue_runs_over(void **state)
{
    static const char *const names[] = { "n/1.md", "n/2.md" };
    size_t length = queue_length();
    struct watching w;

    (void)state;
    if (length == 0)
        skip();
    make_folder("n");
    make_numbered("n", 1, "A");
    make_numbered("n", 2, "A");
    open_watched(&w, below("n"));
    start(&w, 2);
    /* In turn, as the same event twice is told once. */
    for (size_t i = 0; i < length; i++)
        assert_int_equal(fchmodat(top, names[i % 2], 0600, 0), 0);
    make_numbered("n", 3, "B");
    wait_for(&w, 3, "B 3");
    assert_problems(w.library, "");
    end(&w);
}

static void make_many(void)
{
    for (int i = 0; i < MANY; i++)
        make_numbered("n", i, "Many");
}

static void make_late(void *arg)
{
    (void)arg;
    make_numbered("n", MANY, "Late");
}

/* 188: so many that the queue runs over both times, beside one that came while they were read.
 */
static void test_many_at_once(void **state)
{
    enum { LATE_MS = 60 };
    struct watching w;

    (void)state;
    make_folder("n");
    make_many();
    open_watched(&w, below("n"));
    loop_after(w.loop, LATE_MS, make_late, NULL);
    start(&w, MANY + 1);
    const struct article *late = library_find(w.library, "6000.md"), *now;
    for (int i = 0; i < MANY; i++) {
        char path[64];
        snprintf(path, sizeof path, "n/%d.md", i);
        assert_int_equal(unlinkat(top, path, 0), 0);
    }
    wait_for(&w, 1, NULL);
    now = library_now(w.library, late);
    assert_string_equal(now->title, "Late 6000");
    make_many();
    wait_for(&w, MANY + 1, NULL);
    assert_ptr_equal(library_now(w.library, late), library_now(w.library, now));
    end(&w);
}

static bool is_anything_told(const struct watch *watch)
{
    struct pollfd ready = { .fd = watch_fd(watch), .events = POLLIN };

    return poll(&ready, 1, 0) == 1;
}

/* What else lies beside a root may be written all day long. */
static void test_beside_a_root(void **state)
{
    struct error error;

    (void)state;
    make_folder("n");
    make_file("n/1.md", "a");
    make_file("other", "a");
    struct watch *watch = watch_new(&error);
    assert_non_null(watch);
    watch_root(watch, 0, below("n"));
    make_file("other", "longer");
    assert_false(is_anything_told(watch));
    assert_int_equal(renameat(top, "n", top, "m"), 0);
    assert_true(is_anything_told(watch));
    watch_free(watch);
}

/* A folder that became a file is one of which more is to be heard. */
static void test_root_becomes_file(void **state)
{
    struct watching w;

    (void)state;
    make_folder("n.md");
    make_numbered("n.md", 1, "A");
    open_watched(&w, below("n.md"));
    start(&w, 1);
    assert_int_equal(renameat(top, "n.md", top, "m"), 0);
    wait_for(&w, 0, NULL);
    make_file("n.md", "# B\n");
    wait_for(&w, 1, "B");
    make_file("n.md", "# C\n");
    wait_for(&w, 1, "C");
    end(&w);
}

static void *watch_dead(void *watch)
{
    watch_folder(watch, 0, "dead", dead);
    return NULL;
}

static void count_entry(void *arg, uint16_t root, const char *path, bool folder)
{
    (void)root;
    (void)path;
    (void)folder;
    ++*(int *)arg;
}

/* Who hears of changes does not wait for a folder that does not answer. */
static void test_dead_disk(void **state)
{
    struct error error;
    pthread_t thread;
    int heard = 0;

    (void)state;
    make_folder("n");
    make_folder("dead");
    struct watch *watch = watch_new(&error);
    assert_non_null(watch);
    watch_folder(watch, 0, "", below("n"));
    dead = below("dead");
    assert_int_equal(sem_init(&asked, 0, 0) + sem_init(&answered, 0, 0), 0);
    assert_int_equal(pthread_create(&thread, NULL, watch_dead, watch), 0);
    sem_wait(&asked);
    make_file("n/a.md", "");
    alarm(DEADLINE_MS / 1000);
    assert_true(watch_read(watch, count_entry, &heard));
    assert_false(watch_trouble(watch, &error));
    alarm(0);
    assert_true(heard > 0);
    sem_post(&answered);
    assert_int_equal(pthread_join(thread, NULL), 0);
    heard = 0;
    make_file("dead/a.md", "");
    assert_true(watch_read(watch, count_entry, &heard));
    assert_true(heard > 0);
    watch_free(watch);
}

/* What a look that could not begin was to look at is not forgotten. */
static void test_look_fails(void **state)
{
    struct watching w;

    (void)state;
    make_file("a.md", "");
    open_watched(&w, top_path);
    start(&w, 1);
    no_pipes = w.loop;
    make_file("b.md", "");
    loop_run(w.loop);
    assert_int_equal(library_problem_count(w.library), 1);
    no_pipes = NULL;
    make_file("c.md", "");
    wait_for(&w, 3, NULL);
    assert_int_equal(library_problem_count(w.library), 0);
    end(&w);
}

#define LIMITED(name) cmocka_unit_test_setup_teardown(name, make_limits, remove_top)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LIMITED(test_no_watch),        LIMITED(test_too_few_watches),
        LIMITED(test_queue_runs_over), LIMITED(test_many_at_once),
        LIMITED(test_beside_a_root),   LIMITED(test_root_becomes_file),
        LIMITED(test_dead_disk),       LIMITED(test_look_fails),
    };

    if (!can_watch())
        return 0;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
