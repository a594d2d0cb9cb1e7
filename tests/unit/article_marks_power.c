/* SPDX-License-Identifier: MIT */
/* The power goes while marks are made. The disk has what was forced out to it, and of what was
 * written since any sectors or none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>

#include "article/marks.h"
#define STATE_POWER_GOES
#include "dice.h"
#include "marks_sample.h"

enum { FILES = 8, SECTOR = 512, MARKS = 700, ROUNDS = 12 };

/* Files as they were when they were last forced out. */
static struct {
    char path[PATH_MAX], *bytes;
    size_t n;
} disk[FILES];
static pthread_mutex_t disk_lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_int logs_synced;

static int force_out(int fd)
{
    char link[64], path[PATH_MAX] = "";
    struct stat info;
    size_t i = 0;

    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) ||
        readlink(link, path, sizeof path - 1) < 0)
        return 0;
    pthread_mutex_lock(&disk_lock);
    while (i < FILES - 1 && disk[i].path[0] && strcmp(disk[i].path, path) != 0)
        i++;
    snprintf(disk[i].path, sizeof disk[i].path, "%s", path);
    free(disk[i].bytes);
    disk[i].bytes = state_read(path, &disk[i].n);
    pthread_mutex_unlock(&disk_lock);
    if (strstr(path, "-wal"))
        atomic_fetch_add(&logs_synced, 1);
    return 0;
}

static atomic_bool disk_fails; /* once */

/* In the place of the C library's. */
int fsync(int fd)
{
    return force_out(fd);
}

int fdatasync(int fd)
{
    if (atomic_exchange(&disk_fails, false)) {
        errno = EIO;
        return -1;
    }
    return force_out(fd);
}

static void forget_disk(void)
{
    for (size_t i = 0; i < FILES; i++) {
        free(disk[i].bytes);
        memset(&disk[i], 0, sizeof disk[i]);
    }
}

/* What is left of a file: so many of a hundred sectors that were not forced out are new. */
static void leave(const char *ending, int percent)
{
    char path[400], left[400];
    size_t n, old_n = 0;
    const char *old = NULL;

    snprintf(path, sizeof path, "%s%s", state_path, ending);
    snprintf(left, sizeof left, "%s/left.db%s", state_folder, ending);
    unlink(left);
    if (access(path, F_OK) != 0)
        return;
    char *bytes = state_read(path, &n);
    for (size_t i = 0; i < FILES; i++) {
        if (strcmp(disk[i].path, path) == 0) {
            old = disk[i].bytes;
            old_n = disk[i].n;
        }
    }
    /* A file that was never forced out has its name; it may end anywhere. */
    size_t end = dice(100) < percent ? n : old_n < n ? old_n : n;
    for (size_t at = 0; at < end; at += SECTOR) {
        size_t length = end - at < SECTOR ? end - at : SECTOR;
        if (dice(100) < percent)
            continue;
        if (at + length <= old_n)
            memcpy(bytes + at, old + at, length);
        else
            memset(bytes + at, 0, length);
    }
    state_write(left, bytes, end);
    free(bytes);
}

/* Marks up to some moment are there, and all that were forced out. */
static void assert_left(int safe, int made)
{
    char left[400];
    struct sample one;
    struct error note;
    int count = 0;

    snprintf(left, sizeof left, "%s/left.db", state_folder);
    struct marks *marks = marks_open(left, true, &note);
    assert_string_equal(note.text, "");
    while (marks_get(marks, numbered(&one, count)) == MARK_READ)
        count++;
    if (count < safe)
        fail_msg("%d of %d marks are left, %d were forced out", count, made, safe);
    for (int i = count; i <= MARKS; i++)
        assert_int_equal(marks_get(marks, numbered(&one, i)), 0);
    marks_free(marks);
    assert_int_equal(state_ask(left, "SELECT count(*) FROM pragma_integrity_check"
                                     " WHERE integrity_check = 'ok'"),
                     1);
}

/* As each second while the program runs; what was made before is on the disk then. */
static void refresh(struct marks *marks)
{
    int before = atomic_load(&logs_synced);

    /* The thread of the last time may have an end to come to yet. */
    for (int i = 0; i < 10000 && atomic_load(&logs_synced) == before; i++) {
        marks_refresh(marks);
        usleep(1000);
    }
    assert_int_not_equal(atomic_load(&logs_synced), before);
}

static void test_power_goes(void **state)
{
    static const int percents[] = { 0, 100, 30, 70 };
    struct sample one;

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct marks *marks = open_quietly(true);
        int safe = 0, end = 1 + dice(MARKS);
        for (int i = 0; i < end; i++) {
            marks_set(marks, numbered(&one, i), MARK_READ, true);
            if (i % 97 == 96) {
                refresh(marks);
                safe = i + 1;
            }
        }
        pthread_mutex_lock(&disk_lock);
        leave("", percents[round % 4]);
        leave("-wal", percents[round % 4]);
        pthread_mutex_unlock(&disk_lock);
        assert_left(safe, end);
        marks_free(marks);
        forget_disk();
        state_teardown(state);
        mkdir(state_folder, 0700);
    }
}

/* What could not be forced out is so a second later, without another mark. */
static void test_disk_that_fails_once(void **state)
{
    struct marks *marks = open_quietly(true);
    struct sample one;

    (void)state;
    marks_set(marks, numbered(&one, 1), MARK_READ, true);
    int before = atomic_load(&logs_synced);
    atomic_store(&disk_fails, true);
    for (int i = 0; i < 10000 && atomic_load(&logs_synced) == before; i++) {
        marks_refresh(marks);
        usleep(1000);
    }
    assert_int_equal(atomic_load(&logs_synced), before + 1);
    marks_free(marks);
    forget_disk();
}

/* Nothing is forced out where nothing was written. */
static void test_idle(void **state)
{
    struct marks *marks = open_quietly(true);
    struct sample one;

    (void)state;
    marks_set(marks, numbered(&one, 1), MARK_READ, true);
    refresh(marks);
    int before = atomic_load(&logs_synced);
    for (int i = 0; i < 3; i++)
        marks_refresh(marks);
    marks_free(marks_new());
    assert_int_equal(atomic_load(&logs_synced), before);
    marks_free(marks);
    forget_disk();
}

int main(void)
{
#define STATE_TEST(name) cmocka_unit_test_setup_teardown(name, state_setup, state_teardown)
    const struct CMUnitTest tests[] = {
        STATE_TEST(test_power_goes),
        STATE_TEST(test_disk_that_fails_once),
        STATE_TEST(test_idle),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
