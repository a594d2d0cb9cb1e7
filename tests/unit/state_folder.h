/* SPDX-License-Identifier: MIT */
/* A folder of its own for a test's databases, and files in it as bytes. */
#ifndef TESTS_UNIT_STATE_FOLDER_H
#define TESTS_UNIT_STATE_FOLDER_H

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

static char state_folder[256], state_path[300];

#ifndef STATE_POWER_GOES
/* In the place of the C library's: what is forced out to the disk only takes time here. */
int fsync(int fd)
{
    (void)fd;
    return 0;
}

int fdatasync(int fd)
{
    (void)fd;
    return 0;
}
#endif

static int state_setup(void **state)
{
    const char *tmp = getenv("TMPDIR");

    (void)state;
    snprintf(state_folder, sizeof state_folder, "%.200s/coranto-state-XXXXXX",
             tmp ? tmp : "/tmp");
    if (!mkdtemp(state_folder))
        return -1;
    snprintf(state_path, sizeof state_path, "%s/a.db", state_folder);
    return 0;
}

static int state_unlink(const char *path, const struct stat *info, int kind, struct FTW *ftw)
{
    (void)info, (void)kind, (void)ftw;
    return remove(path);
}

static int state_teardown(void **state)
{
    (void)state;
    return nftw(state_folder, state_unlink, 16, FTW_DEPTH | FTW_PHYS);
}

/* For free(). */
__attribute__((unused)) static char *state_read(const char *path, size_t *n)
{
    FILE *file = fopen(path, "rb");
    char *bytes = malloc(16 * 1024 * 1024);

    assert_non_null(file);
    *n = fread(bytes, 1, 16 * 1024 * 1024, file);
    fclose(file);
    return bytes;
}

__attribute__((unused)) static void state_write(const char *path, const char *bytes, size_t n)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    fclose(file);
}

/* Bytes of a file become 0xff. */
__attribute__((unused)) static void state_damage(const char *path, size_t at, size_t n)
{
    char noise[4096];
    int fd = open(path, O_WRONLY | O_CLOEXEC);

    assert_true(n <= sizeof noise);
    memset(noise, 0xff, n);
    assert_int_equal(pwrite(fd, noise, n, (off_t)at), n);
    close(fd);
}

/* How many names in the folder hold this; *found gets the last. */
__attribute__((unused)) static int state_files(const char *part, char *found, size_t size)
{
    DIR *dir = opendir(state_folder);
    int count = 0;

    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        if (!strstr(entry->d_name, part))
            continue;
        count++;
        if (found)
            snprintf(found, size, "%s/%s", state_folder, entry->d_name);
    }
    closedir(dir);
    return count;
}

/* By SQLite itself, with triggers and views and without our care. */
__attribute__((unused)) static void state_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    char *message = NULL;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    sqlite3_busy_timeout(db, 5000);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    sqlite3_close(db);
}

__attribute__((unused)) static long long state_ask(const char *path, const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *statement;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    sqlite3_busy_timeout(db, 5000);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    long long value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return value;
}

#endif
