/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <time.h>

#include "base/database.h"
#include "state_folder.h"

static const char *const changes[] = {
    "CREATE TABLE t (k TEXT PRIMARY KEY, v) WITHOUT ROWID",
    "ALTER TABLE t ADD COLUMN w INTEGER NOT NULL DEFAULT 7",
    "CREATE TABLE u (a INTEGER); INSERT INTO u VALUES (1)",
};
static const char *const broken[] = {
    "CREATE TABLE t (k TEXT PRIMARY KEY, v) WITHOUT ROWID",
    /* Fails where this key is there already. */
    "ALTER TABLE t ADD COLUMN w INTEGER NOT NULL DEFAULT 7; INSERT INTO t VALUES ('key 3', 1, 1)",
};

static const struct database_plan plan1 = {
    .what = "things",
    .application_id = 4711,
    .changes = changes,
    .version = 1,
    .probe = "SELECT k, v FROM t",
    .value_max = 1 << 20,
    .file_max = 1 << 26,
};
static const struct database_plan plan3 = {
    .what = "things",
    .application_id = 4711,
    .changes = changes,
    .version = 3,
    .probe = "SELECT k, v, w, a FROM t, u",
    .value_max = 1 << 20,
    .file_max = 1 << 26,
};
static const struct database_plan plan_broken = {
    .what = "things",
    .application_id = 4711,
    .changes = broken,
    .version = 2,
    .probe = "SELECT k, v, w FROM t",
    .value_max = 1 << 20,
    .file_max = 1 << 26,
};

static bool put(struct database *db, const char *key, const char *value)
{
    struct statement *st = statement_new(db, "INSERT OR REPLACE INTO t (k, v) VALUES (?1, ?2)");
    bool done = false;

    if (st) {
        statement_text(st, 1, key, strlen(key));
        statement_text(st, 2, value, strlen(value));
        done = statement_run(st);
    }
    statement_free(st);
    return done;
}

/* Whether this key has this value; -1 rows are counted by count_rows(). */
static bool has(struct database *db, const char *key, const char *value)
{
    struct statement *st = statement_new(db, "SELECT v FROM t WHERE k = ?1");
    const char *s;
    size_t n;
    bool found = false;

    assert_non_null(st);
    statement_text(st, 1, key, strlen(key));
    while (statement_next(st) == STATEMENT_ROW)
        found = column_text(st, 0, 1 << 20, &s, &n) && strcmp(s, value) == 0;
    statement_free(st);
    return found;
}

static struct database *open_quietly(const struct database_plan *plan)
{
    struct error note;
    struct database *db = database_open(state_path, plan, &note);

    if (note.text[0])
        fail_msg("%s", note.text);
    assert_int_equal(database_mode(db), DATABASE_KEPT);
    return db;
}

/* A database with some pages, closed. */
static void make_full(int rows)
{
    struct database *db = open_quietly(&plan1);
    char key[32], value[200];

    memset(value, 'v', sizeof value - 1);
    value[sizeof value - 1] = '\0';
    assert_true(database_begin(db));
    for (int i = 0; i < rows; i++) {
        snprintf(key, sizeof key, "key %d", i);
        assert_true(put(db, key, value));
    }
    assert_true(database_commit(db));
    database_close(db);
}

static void test_new(void **state)
{
    char path[420], folder[400];
    struct stat info;
    struct error note;

    (void)state;
    snprintf(folder, sizeof folder, "%s/deep/er", state_folder);
    snprintf(path, sizeof path, "%s/a.db", folder);
    for (mode_t mask = 0; mask <= 0777; mask += 0777) {
        mode_t was = umask(mask);
        struct database *db = database_open(path, &plan1, &note);
        assert_string_equal(note.text, "");
        assert_int_equal(database_mode(db), DATABASE_KEPT);
        assert_true(put(db, "k", "v"));
        umask(was);
        assert_int_equal(stat(folder, &info), 0);
        assert_int_equal(info.st_mode & 07777, 0700);
        assert_int_equal(stat(path, &info), 0);
        assert_int_equal(info.st_mode & 07777, 0600);
        database_close(db);
        snprintf(path, sizeof path, "%s/another/a.db", state_folder);
        snprintf(folder, sizeof folder, "%s/another", state_folder);
    }
    assert_int_equal(state_ask(path, "PRAGMA application_id"), 4711);
    assert_int_equal(state_ask(path, "PRAGMA user_version"), 1);
    /* One that others may read is closed to them. */
    assert_int_equal(chmod(path, 0644), 0);
    struct database *db = database_open(path, &plan1, &note);
    assert_true(has(db, "k", "v"));
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0600);
    database_close(db);
    database_close(NULL);
}

static void test_memory(void **state)
{
    struct error note;
    struct database *db = database_open(NULL, &plan3, &note);

    (void)state;
    assert_string_equal(note.text, "");
    assert_int_equal(database_mode(db), DATABASE_MEMORY);
    assert_true(put(db, "k", "v"));
    assert_true(has(db, "k", "v"));
    database_close(db);
}

/* Where nothing can be made there is one in memory, and a sentence. */
static void test_no_place(void **state)
{
    char path[5000];
    struct error note;

    (void)state;
    state_write(state_path, "x", 1);
    static const char *const names[] = { "/proc/no/such/a.db", "/dev/null/a.db", NULL };
    for (size_t i = 0; i < 4; i++) {
        if (i < 2)
            snprintf(path, sizeof path, "%s", names[i]);
        else if (i == 2)
            snprintf(path, sizeof path, "%s/below/a.db", state_path);
        else {
            memset(path, 'a', sizeof path - 1);
            path[0] = '/';
            path[sizeof path - 1] = '\0';
        }
        struct database *db = database_open(path, &plan1, &note);
        assert_int_equal(database_mode(db), DATABASE_MEMORY);
        assert_non_null(strstr(note.text, "things are not kept"));
        assert_true(put(db, "k", "v"));
        database_close(db);
    }
}

static void test_empty_is_new(void **state)
{
    (void)state;
    state_write(state_path, "", 0);
    struct database *db = open_quietly(&plan1);
    assert_true(put(db, "k", "v"));
    database_close(db);
}

static int set_aside_at(time_t when)
{
    char day[32];

    strftime(day, sizeof day, "a.db.bad-%Y-%m-%d", localtime(&when));
    return state_files(day, NULL, 0);
}

/* Whatever lies there goes aside, and work goes on in a new one. */
static void assert_set_aside(int nth)
{
    struct error note;
    time_t before = time(NULL);
    struct database *db = database_open(state_path, &plan1, &note);

    if (!strstr(note.text, "things begin anew"))
        fail_msg("note: \"%s\"", note.text);
    assert_int_equal(state_files("a.db.bad-", NULL, 0), nth);
    /* At midnight it may be of either day. */
    assert_true(set_aside_at(before) + set_aside_at(time(NULL)) > 0);
    assert_int_equal(database_mode(db), DATABASE_KEPT);
    assert_true(put(db, "k", "v"));
    database_close(db);
    db = open_quietly(&plan1);
    assert_true(has(db, "k", "v"));
    database_close(db);
    assert_int_equal(unlink(state_path), 0);
}

static void test_strange_things(void **state)
{
    char noise[20000], target[400];
    int nth = 0;

    (void)state;
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (char)(i * 7919 >> 3);
    state_write(state_path, noise, sizeof noise);
    assert_set_aside(++nth);
    state_write(state_path, "x", 1);
    assert_set_aside(++nth);
    state_write(state_path, "SQLite format 3", 16);
    assert_set_aside(++nth);
    memset(noise, 0, sizeof noise);
    state_write(state_path, noise, sizeof noise);
    assert_set_aside(++nth);
    assert_int_equal(mkdir(state_path, 0700), 0);
    assert_set_aside(++nth);
    assert_int_equal(mkfifo(state_path, 0600), 0);
    assert_set_aside(++nth);
    assert_int_equal(symlink("a.db", state_path), 0);
    assert_set_aside(++nth);
    assert_int_equal(symlink("/no/such/place", state_path), 0);
    assert_set_aside(++nth);
    snprintf(target, sizeof target, "%s/noise", state_folder);
    state_write(target, noise, sizeof noise);
    assert_int_equal(symlink(target, state_path), 0);
    assert_set_aside(++nth);
    assert_int_equal(access(target, F_OK), 0);
    state_sql(state_path, "PRAGMA application_id = 4712; CREATE TABLE t (k, v)");
    assert_set_aside(++nth);
    state_sql(state_path, "CREATE TABLE t (k, v)");
    assert_set_aside(++nth);
    state_sql(state_path, "PRAGMA application_id = 4711; PRAGMA user_version = 1;"
                          "CREATE TABLE other (k, v)");
    assert_set_aside(++nth);
    state_sql(state_path, "PRAGMA application_id = 4711; PRAGMA user_version = -1;"
                          "CREATE TABLE t (k, v)");
    assert_set_aside(++nth);
}

/* A link to a good database is followed. */
static void test_link(void **state)
{
    char target[400];

    (void)state;
    snprintf(target, sizeof target, "%s/elsewhere.db", state_folder);
    state_write(target, "", 0);
    assert_int_equal(symlink(target, state_path), 0);
    struct database *db = open_quietly(&plan1);
    assert_true(put(db, "k", "v"));
    database_close(db);
    assert_int_equal(state_ask(target, "SELECT count(*) FROM t"), 1);
}

/* Opens and can be written, whether it was set aside or not. Returns whether it was. */
static bool open_damaged(void)
{
    struct error note;
    struct database *db = database_open(state_path, &plan1, &note);
    struct statement *st = statement_new(db, "SELECT k, v FROM t");
    enum statement_step step;

    assert_non_null(st);
    do {
        step = statement_next(st);
    } while (step == STATEMENT_ROW);
    statement_free(st);
    if (step == STATEMENT_FAILED) {
        assert_true(database_is_damaged(db));
        database_replace(db, &note);
    }
    if (database_mode(db) != DATABASE_KEPT)
        fail_msg("not kept: %s", note.text);
    assert_true(put(db, "k", "v"));
    assert_true(has(db, "k", "v"));
    database_close(db);
    return note.text[0];
}

static void clear_folder(void)
{
    state_teardown(NULL);
    mkdir(state_folder, 0700);
}

static void test_truncated(void **state)
{
    size_t n;

    (void)state;
    make_full(100);
    char *bytes = state_read(state_path, &n);
    for (size_t len = 1; len < n; len += len < 4096 ? 509 : 1021) {
        clear_folder();
        state_write(state_path, bytes, len);
        if (!open_damaged())
            fail_msg("nothing was told of the first %zu of %zu bytes", len, n);
    }
    free(bytes);
}

static void test_flipped_bits(void **state)
{
    size_t n, told = 0;
    uint32_t random = 1;

    (void)state;
    make_full(100);
    char *bytes = state_read(state_path, &n);
    for (int i = 0; i < 1000; i++) {
        clear_folder();
        random = random * 1664525u + 1013904223u;
        /* The head of the file and of its pages more often than the texts. */
        size_t at = i % 3 ? (random >> 8) % n
                          : (random >> 8) % (n / 4096) * 4096 + random % 100;
        bytes[at] ^= (char)(1 << i % 8);
        state_write(state_path, bytes, n);
        bytes[at] ^= (char)(1 << i % 8);
        told += open_damaged();
    }
    assert_true(told > 100);
    free(bytes);
}

/* Killed within a migration it is of the old version or the new one, and a copy is there. */
static void test_migration(void **state)
{
    char copy[320];

    (void)state;
    make_full(10);
    struct database *db = open_quietly(&plan3);
    assert_true(put(db, "k", "v"));
    database_close(db);
    assert_int_equal(state_ask(state_path, "SELECT count(*) FROM t WHERE w = 7"), 11);
    assert_int_equal(state_ask(state_path, "PRAGMA user_version"), 3);
    snprintf(copy, sizeof copy, "%s.before-3", state_path);
    struct stat info;
    assert_int_equal(stat(copy, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0600);
    assert_int_equal(state_ask(copy, "PRAGMA user_version"), 1);
    assert_int_equal(state_ask(copy, "SELECT count(*) FROM t"), 10);
    /* Done once. */
    unlink(copy);
    database_close(open_quietly(&plan3));
    assert_int_not_equal(stat(copy, &info), 0);
}

/* What stands in the log of a process that was killed is in the copy too. */
static void test_migration_with_log(void **state)
{
    char copy[320];
    int status;

    (void)state;
    pid_t pid = fork();
    if (pid == 0) {
        struct error note;
        struct database *db = database_open(state_path, &plan1, &note);
        put(db, "k", "v");
        kill(getpid(), SIGKILL);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    struct database *db = open_quietly(&plan3);
    assert_true(has(db, "k", "v"));
    database_close(db);
    snprintf(copy, sizeof copy, "%s.before-3", state_path);
    assert_int_equal(state_ask(copy, "SELECT count(*) FROM t"), 1);
}

static void test_migration_fails(void **state)
{
    struct error note;

    (void)state;
    make_full(10);
    struct database *db = database_open(state_path, &plan_broken, &note);
    assert_int_equal(database_mode(db), DATABASE_MEMORY);
    assert_non_null(strstr(note.text, "cannot be brought up to date (UNIQUE"));
    database_close(db);
    assert_int_equal(state_ask(state_path, "PRAGMA user_version"), 1);
    assert_int_equal(state_ask(state_path, "SELECT count(*) FROM pragma_table_info('t')"), 2);
    db = open_quietly(&plan1);
    assert_true(put(db, "k", "v"));
    database_close(db);
}

static void test_killed_migrating(void **state)
{
    int status, newer = 0;

    (void)state;
    for (int i = 0; i < 40; i++) {
        clear_folder();
        make_full(200);
        pid_t pid = fork();
        if (pid == 0) {
            struct error note;
            database_open(state_path, &plan3, &note);
            _exit(0);
        }
        usleep((useconds_t)(i * 250));
        kill(pid, SIGKILL);
        assert_int_equal(waitpid(pid, &status, 0), pid);
        long long version = state_ask(state_path, "PRAGMA user_version");
        long long columns =
            state_ask(state_path, "SELECT count(*) FROM pragma_table_info('t')");
        assert_true((version == 1 && columns == 2) || (version == 3 && columns == 3));
        newer += version == 3;
        struct database *db = open_quietly(&plan3);
        database_close(db);
        assert_int_equal(state_ask(state_path, "SELECT count(*) FROM t"), 200);
    }
    print_message("# %d of 40 were killed after the migration\n", newer);
}

static void assert_same_bytes(const char *path, const char *bytes, size_t n)
{
    size_t now_n;
    char *now = state_read(path, &now_n);

    assert_int_equal(now_n, n);
    assert_memory_equal(now, bytes, n);
    free(now);
}

/* One that a newer program wrote is read, and stays as it is to the byte. */
static void test_newer(void **state)
{
    struct error note;
    size_t n;

    (void)state;
    make_full(10);
    database_close(open_quietly(&plan3));
    char *bytes = state_read(state_path, &n);
    struct database *db = database_open(state_path, &plan1, &note);
    assert_non_null(strstr(note.text, "newer version"));
    assert_int_equal(database_mode(db), DATABASE_READ_ONLY);
    assert_false(put(db, "k", "v"));
    assert_false(has(db, "k", "v"));
    struct statement *st = statement_new(db, "SELECT 1 FROM t WHERE k = 'key 3'");
    assert_int_equal(statement_next(st), STATEMENT_ROW);
    statement_free(st);
    database_close(db);
    assert_same_bytes(state_path, bytes, n);
    free(bytes);
    /* One of which this program knows nothing. */
    clear_folder();
    state_sql(state_path, "PRAGMA application_id = 4711; PRAGMA user_version = 99;"
                          "CREATE TABLE other (x)");
    bytes = state_read(state_path, &n);
    db = database_open(state_path, &plan1, &note);
    assert_non_null(strstr(note.text, "newer version"));
    assert_int_equal(database_mode(db), DATABASE_MEMORY);
    assert_true(put(db, "k", "v"));
    database_close(db);
    assert_same_bytes(state_path, bytes, n);
    free(bytes);
}

/* The newer program was killed and left a log, which is its own to write back. */
static void test_newer_with_log(void **state)
{
    struct error note;
    int status;
    size_t n;

    (void)state;
    pid_t pid = fork();
    if (pid == 0) {
        struct database *db = database_open(state_path, &plan3, &note);
        put(db, "k", "v");
        kill(getpid(), SIGKILL);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(state_files("-wal", NULL, 0), 1);
    char *bytes = state_read(state_path, &n);
    struct database *db = database_open(state_path, &plan1, &note);
    assert_int_equal(database_mode(db), DATABASE_READ_ONLY);
    assert_true(has(db, "k", "v"));
    database_close(db);
    assert_same_bytes(state_path, bytes, n);
    assert_int_equal(state_files("-wal", NULL, 0), 1);
    free(bytes);
}

/* Run in a child with mounts of its own; 77 where those are not to be had. */
static int in_child(int (*test)(void))
{
    int status;
    pid_t pid = fork();

    if (pid == 0)
        _exit(unshare(CLONE_NEWNS) != 0 || mount("none", "/", "", MS_REC | MS_PRIVATE, NULL)
                  ? 77
                  : test());
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static int read_only_mount(void)
{
    struct error note;

    if (mount(state_folder, state_folder, "", MS_BIND, NULL) != 0 ||
        mount("none", state_folder, "", MS_BIND | MS_REMOUNT | MS_RDONLY, NULL) != 0)
        return 77;
    struct database *db = database_open(state_path, &plan1, &note);
    if (database_mode(db) != DATABASE_READ_ONLY ||
        !strstr(note.text, "changes of things are not kept"))
        return 1;
    struct statement *st = statement_new(db, "SELECT count(*) FROM t");
    int64_t count;
    if (!st || statement_next(st) != STATEMENT_ROW || !column_int(st, 0, &count) || count != 10)
        return 2;
    statement_free(st);
    if (put(db, "k", "v"))
        return 3;
    database_close(db);
    char path[400];
    snprintf(path, sizeof path, "%s/none.db", state_folder);
    db = database_open(path, &plan1, &note);
    if (database_mode(db) != DATABASE_MEMORY || !put(db, "k", "v"))
        return 4;
    database_close(db);
    return 0;
}

static void test_read_only(void **state)
{
    (void)state;
    make_full(10);
    int result = in_child(read_only_mount);
    if (result == 77)
        skip();
    assert_int_equal(result, 0);
}

/* A full disk: what does not fit fails, what is there stays, and later it works again. */
static int small_mount(void)
{
    static char large[900 * 1024];
    struct error note;
    char filler[400];

    if (mount("none", state_folder, "tmpfs", 0, "size=1m") != 0)
        return 77;
    struct database *db = database_open(state_path, &plan1, &note);
    if (database_mode(db) != DATABASE_KEPT || !put(db, "first", "1"))
        return 1;
    snprintf(filler, sizeof filler, "%s/filler", state_folder);
    FILE *file = fopen(filler, "wb");
    setvbuf(file, NULL, _IONBF, 0);
    while (fwrite(large, 1, 4096, file) == 4096)
        ;
    memset(large, 'x', sizeof large - 1);
    large[100 * 1024] = '\0';
    if (put(db, "second", large) || !database_reason(db)[0] || database_is_damaged(db))
        return 2;
    if (!has(db, "first", "1"))
        return 3;
    unlink(filler);
    fclose(file);
    if (!put(db, "second", "2") || !has(db, "first", "1"))
        return 4;
    database_close(db);
    /* Not even an empty one can be made. */
    file = fopen(filler, "wb");
    setvbuf(file, NULL, _IONBF, 0);
    while (fwrite(large, 1, 4096, file) == 4096)
        ;
    snprintf(filler, sizeof filler, "%s/new.db", state_folder);
    db = database_open(filler, &plan1, &note);
    if (database_mode(db) != DATABASE_MEMORY || !note.text[0] || !put(db, "k", "v"))
        return 5;
    database_close(db);
    return 0;
}

static void test_full_disk(void **state)
{
    (void)state;
    int result = in_child(small_mount);
    if (result == 77)
        skip();
    assert_int_equal(result, 0);
}

/* The file may not grow beyond the plan, whatever is put in. */
static void test_file_max(void **state)
{
    struct database_plan small = plan1;
    struct error note;
    char key[32];
    int i = 0;

    (void)state;
    small.file_max = 64 * 1024;
    struct database *db = database_open(state_path, &small, &note);
    char *value = calloc(1, 10001);
    memset(value, 'x', 10000);
    do {
        snprintf(key, sizeof key, "%d", i);
    } while (put(db, key, value) && ++i < 100);
    assert_in_range(i, 2, 7);
    assert_true(has(db, "0", value));
    database_close(db);
    /* Nor may a value be longer. */
    small.value_max = 5000;
    db = database_open(state_path, &small, &note);
    char *huge = calloc(1, 200001);
    memset(huge, 'x', 200000);
    assert_false(put(db, "huge", huge));
    database_close(db);
    free(huge);
    free(value);
}

/* A file with our numbers and a schema of another's making. */
static void test_foreign_schema(void **state)
{
    struct error note;

    (void)state;
    state_sql(state_path,
              "PRAGMA application_id = 4711; PRAGMA user_version = 1;"
              "CREATE TABLE t (k TEXT PRIMARY KEY, v) WITHOUT ROWID; CREATE TABLE log (x);"
              "CREATE TRIGGER a AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.k); END;"
              "CREATE TRIGGER b BEFORE INSERT ON t BEGIN SELECT raise(ABORT, 'no'); END;"
              "CREATE VIEW w AS SELECT * FROM t");
    struct database *db = open_quietly(&plan1);
    assert_true(put(db, "k", "v"));
    assert_null(statement_new(db, "SELECT * FROM w"));
    database_close(db);
    assert_int_equal(state_ask(state_path, "SELECT count(*) FROM log"), 0);
    unlink(state_path);
    /* The table itself is a view. */
    state_sql(state_path, "PRAGMA application_id = 4711; PRAGMA user_version = 1;"
                          "CREATE VIEW t AS SELECT 1 AS k, 2 AS v");
    db = database_open(state_path, &plan1, &note);
    assert_non_null(strstr(note.text, "things begin anew"));
    assert_true(put(db, "k", "v"));
    database_close(db);
}

/* Columns of other types and lengths than asked for. */
static void test_columns(void **state)
{
    struct database *db = open_quietly(&plan1);
    struct statement *st;
    const char *s;
    size_t n;
    int64_t number;

    (void)state;
    st = statement_new(db, "SELECT 7, 'text', x'00ff', 1.5, NULL, 'a' || char(0) || 'b', x'',"
                           " cast(x'c328' AS TEXT), ''");
    assert_int_equal(statement_next(st), STATEMENT_ROW);
    assert_true(column_int(st, 0, &number));
    assert_int_equal(number, 7);
    assert_true(column_text(st, 1, 4, &s, &n));
    assert_string_equal(s, "text");
    assert_false(column_text(st, 1, 3, &s, &n));
    assert_string_equal(s, "");
    assert_int_equal(n, 0);
    assert_true(column_blob(st, 2, 2, &s, &n));
    assert_memory_equal(s, "\0\377", 2);
    assert_false(column_blob(st, 2, 1, &s, &n));
    for (int i = 1; i < 9; i++)
        assert_false(column_int(st, i, &number));
    assert_int_equal(number, 0);
    assert_false(column_text(st, 0, 9, &s, &n));
    assert_false(column_text(st, 2, 9, &s, &n));
    assert_false(column_text(st, 4, 9, &s, &n));
    assert_false(column_blob(st, 4, 9, &s, &n));
    assert_false(column_blob(st, 1, 9, &s, &n));
    assert_true(column_text(st, 5, 9, &s, &n));
    assert_int_equal(n, 3);
    assert_true(column_blob(st, 6, 9, &s, &n));
    assert_int_equal(n, 0);
    assert_true(column_text(st, 7, 9, &s, &n));
    assert_memory_equal(s, "\303(", 2);
    assert_true(column_text(st, 8, 9, &s, &n));
    assert_int_equal(n, 0);
    assert_int_equal(statement_next(st), STATEMENT_DONE);
    statement_free(st);
    st = statement_new(db, "SELECT ?1, ?2, ?3");
    statement_text(st, 1, "a\0b", 3);
    statement_blob(st, 2, NULL, 0);
    statement_int(st, 3, INT64_MIN);
    assert_int_equal(statement_next(st), STATEMENT_ROW);
    assert_true(column_text(st, 0, 3, &s, &n));
    assert_memory_equal(s, "a\0b", 4);
    assert_true(column_blob(st, 1, 0, &s, &n));
    assert_true(column_int(st, 2, &number));
    assert_true(number == INT64_MIN);
    statement_stop(st);
    statement_free(st);
    assert_null(statement_new(db, "SELECT nothing FROM t"));
    assert_non_null(strstr(database_reason(db), "nothing"));
    assert_false(database_is_damaged(db));
    database_close(db);
}

static void test_two_at_once(void **state)
{
    struct database *a = open_quietly(&plan1), *b = open_quietly(&plan1);

    (void)state;
    assert_true(database_changed_elsewhere(a));
    assert_false(database_changed_elsewhere(a));
    assert_true(put(a, "k", "a"));
    assert_false(database_changed_elsewhere(a));
    assert_true(put(b, "k", "b"));
    assert_true(database_changed_elsewhere(a));
    assert_true(has(a, "k", "b"));
    /* One writes, the other reads what was, and is told that it cannot write now. */
    assert_true(database_begin(a));
    assert_true(put(a, "k", "a"));
    database_patience(b, 0);
    assert_true(has(b, "k", "b"));
    assert_false(put(b, "k", "b"));
    assert_non_null(strstr(database_reason(b), "busy"));
    assert_false(database_is_damaged(b));
    database_rollback(a);
    assert_true(has(a, "k", "b"));
    assert_true(put(b, "k", "c"));
    assert_true(database_begin(a));
    assert_true(put(a, "k", "a"));
    assert_int_equal(database_changes(a), 1);
    assert_true(database_commit(a));
    assert_true(has(b, "k", "a"));
    database_close(a);
    assert_true(put(b, "k", "d"));
    database_close(b);
    assert_int_equal(state_files("-wal", NULL, 0), 0);
}

/* Many programs that open what is not there yet make one database together. */
static void test_begun_at_once(void **state)
{
    enum { PROGRAMS = 6 };
    pid_t pids[PROGRAMS];
    int status;

    (void)state;
    for (int i = 0; i < PROGRAMS; i++) {
        pids[i] = fork();
        if (pids[i] == 0) {
            struct error note;
            char key[8] = { (char)('a' + i), '\0' };
            struct database *db = database_open(state_path, &plan3, &note);
            bool good = database_mode(db) == DATABASE_KEPT && !note.text[0] &&
                        put(db, key, "v");
            database_close(db);
            _exit(good ? 0 : 1);
        }
    }
    for (int i = 0; i < PROGRAMS; i++) {
        assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
        assert_int_equal(status, 0);
    }
    assert_int_equal(state_ask(state_path, "SELECT count(*) FROM t"), PROGRAMS);
    assert_int_equal(state_ask(state_path, "SELECT count(*) FROM u"), 1);
}

/* A log that belongs to another database, and one that is noise, are passed over. */
static void test_leftover_log(void **state)
{
    char wal[320], noise[8192];

    (void)state;
    make_full(10);
    snprintf(wal, sizeof wal, "%s-wal", state_path);
    memset(noise, 'w', sizeof noise);
    state_write(wal, noise, sizeof noise);
    struct database *db = open_quietly(&plan1);
    assert_true(put(db, "k", "v"));
    database_close(db);
    assert_int_equal(state_ask(state_path, "SELECT count(*) FROM t"), 11);
}

/* What a change that was never ended leaves behind, with another number of pages in its
 * journal: taking it back makes the file that long. */
static void leave_journal(uint32_t pages)
{
    const unsigned char number[] = { (unsigned char)(pages >> 24), (unsigned char)(pages >> 16),
                                     (unsigned char)(pages >> 8), (unsigned char)pages };
    char journal[320];
    size_t n, size;
    sqlite3 *db;

    snprintf(journal, sizeof journal, "%s-journal", state_path);
    assert_int_equal(sqlite3_open(state_path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db,
                                  "PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF;"
                                  " PRAGMA cache_spill = OFF; BEGIN; UPDATE t SET v = 'new'",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    char *bytes = state_read(journal, &n), *file = state_read(state_path, &size);
    sqlite3_close(db);
    assert_true(n > 512);
    memcpy(bytes + 16, number, sizeof number);
    /* That its head tells the number of pages is not believed either. */
    file[24] ^= 1;
    state_write(state_path, file, size);
    state_write(journal, bytes, n);
    free(bytes);
    free(file);
}

/* Small files may become large by what lies beside them: nothing is asked for by that size. */
static void test_journal_of_any_size(void **state)
{
    static const uint32_t pages[] = { 0x0fffffff, 0x000fffff, 0x00004001 };
    struct error note;
    char aside[600];

    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        clear_folder();
        make_full(20);
        leave_journal(pages[i]);
        struct database *db = database_open(state_path, &plan1, &note);
        if (!strstr(note.text, "its journal made it too large"))
            fail_msg("%x pages: '%s'", pages[i], note.text);
        assert_int_equal(database_mode(db), DATABASE_KEPT);
        assert_true(put(db, "k", "v"));
        database_close(db);
        assert_int_equal(state_files(".bad-", aside, sizeof aside), 1);
        assert_int_equal(state_ask(state_path, "SELECT count(*) FROM t"), 1);
    }
    /* One that says the truth is taken back, and nothing is told. */
    clear_folder();
    make_full(20);
    leave_journal((uint32_t)state_ask(state_path, "PRAGMA page_count"));
    database_close(open_quietly(&plan1));
    assert_int_equal(state_ask(state_path, "SELECT count(*) FROM t WHERE v = 'new'"), 0);
}

/* The last row of the schema gets a length of four gigabytes, and one column more, as otherwise
 * SQLite would see that the columns are not as long. */
static void lengthen_row(char *bytes)
{
    static const char begin[] = { '\x8f', '\xff', '\xff', '\xff', '\x7f', 2, 8 };
    char *cell = bytes + 108 + 2 * (bytes[104] - 1);
    char *row = bytes + (unsigned char)cell[0] * 256 + (unsigned char)cell[1];
    char types[6];

    assert_int_equal(row[3], 1 + sizeof types);
    memcpy(types, row + 4, sizeof types);
    row -= 4;
    memcpy(row, begin, sizeof begin);
    memcpy(row + sizeof begin, types, sizeof types);
    row[sizeof begin + sizeof types] = 0;
    cell[0] = (char)((row - bytes) >> 8);
    cell[1] = (char)(row - bytes);
    memcpy(bytes + 105, cell, 2);
}

/* SQLite says that there is no memory for it. */
static void test_length_of_any_size(void **state)
{
    struct error note;
    char sql[700];
    size_t n;

    (void)state;
    make_full(10);
    /* More than what of such a row stands in its page. */
    snprintf(sql, sizeof sql, "CREATE TABLE long (a /*%0600d*/)", 0);
    state_sql(state_path, sql);
    char *bytes = state_read(state_path, &n);
    lengthen_row(bytes);
    state_write(state_path, bytes, n);
    free(bytes);
    struct database *db = database_open(state_path, &plan1, &note);
    if (!strstr(note.text, "(a length in it is too large) and is now "))
        fail_msg("'%s'", note.text);
    assert_true(put(db, "k", "v"));
    database_close(db);
}

int main(void)
{
#define STATE_TEST(name) cmocka_unit_test_setup_teardown(name, state_setup, state_teardown)
    const struct CMUnitTest tests[] = {
        STATE_TEST(test_new),
        STATE_TEST(test_memory),
        STATE_TEST(test_no_place),
        STATE_TEST(test_empty_is_new),
        STATE_TEST(test_strange_things),
        STATE_TEST(test_link),
        STATE_TEST(test_truncated),
        STATE_TEST(test_flipped_bits),
        STATE_TEST(test_migration),
        STATE_TEST(test_migration_with_log),
        STATE_TEST(test_migration_fails),
        STATE_TEST(test_killed_migrating),
        STATE_TEST(test_newer),
        STATE_TEST(test_newer_with_log),
        STATE_TEST(test_read_only),
        STATE_TEST(test_full_disk),
        STATE_TEST(test_file_max),
        STATE_TEST(test_foreign_schema),
        STATE_TEST(test_columns),
        STATE_TEST(test_two_at_once),
        STATE_TEST(test_begun_at_once),
        STATE_TEST(test_leftover_log),
        STATE_TEST(test_journal_of_any_size),
        STATE_TEST(test_length_of_any_size),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
