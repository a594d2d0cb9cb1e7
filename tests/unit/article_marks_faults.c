/* SPDX-License-Identifier: MIT */
/* Marks while other programs hold the database, stop in the middle of a write, leave files of
 * another one behind, or the power goes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <signal.h>
#include <sys/wait.h>

#include "article/marks.h"
#include "base/loop.h"
#include "marks_sample.h"

/* A program that does this to the database, says so, and goes on when it is told to. */
struct other {
    pid_t pid;
    int said, told;
};

static void other_do(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        _exit(1);
}

/* stop: it is stopped in the middle of its transaction, and does not answer at all. */
static struct other other_start(const char *begin, bool stop)
{
    int said[2], told[2];
    struct other other;
    char byte;

    assert_int_equal(pipe(said), 0);
    assert_int_equal(pipe(told), 0);
    other.pid = fork();
    if (other.pid == 0) {
        sqlite3 *db;
        close(said[0]);
        close(told[1]);
        if (sqlite3_open(state_path, &db) != SQLITE_OK)
            _exit(1);
        other_do(db, begin);
        if (write(said[1], "x", 1) != 1)
            _exit(1);
        if (stop)
            raise(SIGSTOP);
        else if (read(told[0], &byte, 1) < 0)
            _exit(1);
        other_do(db, "COMMIT");
        sqlite3_close(db);
        _exit(0);
    }
    close(said[1]);
    close(told[0]);
    other.said = said[0];
    other.told = told[1];
    assert_int_equal(read(other.said, &byte, 1), 1);
    if (stop) {
        int status;
        assert_int_equal(waitpid(other.pid, &status, WUNTRACED), other.pid);
        assert_true(WIFSTOPPED(status));
    }
    return other;
}

static void other_end(struct other *other)
{
    int status;

    kill(other->pid, SIGCONT);
    close(other->told);
    assert_int_equal(waitpid(other->pid, &status, 0), other->pid);
    assert_int_equal(status, 0);
    close(other->said);
}

static void assert_whole(void)
{
    assert_int_equal(state_ask(state_path, "SELECT count(*) FROM pragma_integrity_check"
                                           " WHERE integrity_check = 'ok'"),
                     1);
}

/* Writes wait in memory, are told once, and are made when the other lets go. */
static void held(const char *begin, bool stop)
{
    struct marks *marks = open_quietly(true);
    struct sample one, two, three;
    struct error trouble;

    numbered(&three, 3);
    marks_set(marks, numbered(&one, 1), MARK_READ, true);
    struct other other = other_start(begin, stop);
    assert_true(marks_set(marks, numbered(&two, 2), MARK_STAR, true));
    assert_true(marks_trouble(marks, &trouble));
    assert_non_null(strstr(trouble.text, "busy"));
    int64_t before = loop_now();
    for (int i = 0; i < 20; i++)
        marks_set(marks, &three.article, MARK_READ, i % 2 == 0);
    assert_true(loop_now() - before < 5000); /* once is enough to wait */
    assert_false(marks_trouble(marks, &trouble));
    assert_int_equal(marks_get(marks, &one.article), MARK_READ);
    assert_int_equal(marks_get(marks, &two.article), MARK_STAR);
    marks_refresh(marks);
    assert_false(marks_are_kept(marks));
    before = loop_now();
    assert_false(marks_finish(marks, &trouble));
    assert_non_null(strstr(trouble.text, "are lost (another program keeps it busy)"));
    assert_true(loop_now() - before < 5000);
    other_end(&other);
    assert_true(marks_finish(marks, &trouble));
    assert_true(marks_are_kept(marks));
    marks_refresh(marks);
    assert_int_equal(marks_get(marks, numbered(&one, 99)), MARK_STAR);
    marks_free(marks);
    marks = open_quietly(true);
    assert_int_equal(marks_get(marks, &two.article), MARK_STAR);
    assert_int_equal(marks_get(marks, numbered(&one, 99)), MARK_STAR);
    marks_free(marks);
    assert_whole();
}

#define ITS_STAR                                       \
    "INSERT INTO marks (key, star, star_at, revision)" \
    " VALUES ('https://news.example/story/99', 1, 1, 1000)"

static void test_held(void **state)
{
    (void)state;
    held("BEGIN EXCLUSIVE; " ITS_STAR, false);
}

static void test_stopped(void **state)
{
    (void)state;
    held("BEGIN IMMEDIATE; " ITS_STAR, true);
}

/* Nobody else may even read it: that is no damage. */
static void test_held_when_opened(void **state)
{
    struct sample one;
    struct error note;

    (void)state;
    struct marks *marks = open_quietly(true);
    marks_set(marks, numbered(&one, 1), MARK_READ, true);
    marks_free(marks);
    state_sql(state_path, "PRAGMA journal_mode = DELETE");
    struct other other =
        other_start("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; " ITS_STAR, false);
    marks = marks_open(state_path, true, &note);
    assert_string_not_equal(note.text, "");
    assert_int_equal(state_files(".bad", NULL, 0), 0);
    assert_true(marks_set(marks, &one.article, MARK_STAR, true));
    assert_int_equal(marks_get(marks, &one.article) & MARK_STAR, MARK_STAR);
    marks_free(marks);
    other_end(&other);
    marks = open_quietly(true);
    assert_int_equal(marks_get(marks, &one.article), MARK_READ);
    assert_int_equal(marks_get(marks, numbered(&one, 99)), MARK_STAR);
    marks_free(marks);
}

static void copy_file(const char *from, const char *to, size_t keep)
{
    if (access(from, F_OK) != 0)
        return;
    size_t n;
    char *bytes = state_read(from, &n);
    state_write(to, bytes, n < keep ? n : keep);
    free(bytes);
}

static char *beside(const char *ending)
{
    static char path[400];

    snprintf(path, sizeof path, "%s%s", state_path, ending);
    return path;
}

/* Another database's log beside ours: whatever SQLite makes of it, one can go on, and what was
 * there is there still, in its place or set aside. */
static void test_strange_log(void **state)
{
    struct sample one;
    struct error note;
    char other_path[320], other_log[330];

    (void)state;
    struct marks *marks = open_quietly(true);
    marks_set(marks, numbered(&one, 1), MARK_READ, true);
    marks_free(marks);
    snprintf(other_path, sizeof other_path, "%s/b.db", state_folder);
    snprintf(other_log, sizeof other_log, "%s-wal", other_path);
    struct marks *other = marks_open(other_path, true, &note);
    for (int i = 0; i < 50; i++)
        marks_set(other, numbered(&one, 1000 + i), MARK_STAR, true);
    copy_file(other_log, beside("-wal"), SIZE_MAX);
    state_write(beside("-shm"), "noise", 5);
    marks_free(other);
    marks = marks_open(state_path, true, &note);
    bool is_there = marks_get(marks, numbered(&one, 1)) == MARK_READ;
    if (!is_there && marks_get(marks, numbered(&one, 1001)) != MARK_STAR)
        assert_int_equal(state_files(".bad", NULL, 0) > 0, 1);
    assert_true(marks_set(marks, numbered(&one, 2), MARK_READ, true));
    assert_true(marks_are_kept(marks));
    marks_free(marks);
    marks = open_quietly(true);
    assert_int_equal(marks_get(marks, numbered(&one, 2)), MARK_READ);
    marks_free(marks);
    assert_whole();
}

/* The log of one that was killed is gone, or its index is: what the file itself has is there.
 */
static void test_deleted_log(void **state)
{
    static const char *const gone[] = { "-wal", "-shm" };
    struct sample one;
    int status;

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct marks *marks = open_quietly(true);
        marks_set(marks, numbered(&one, 1), MARK_READ, true);
        marks_free(marks);
        pid_t pid = fork();
        if (pid == 0) {
            marks = open_quietly(true);
            marks_set(marks, numbered(&one, 2), MARK_STAR, true);
            kill(getpid(), SIGKILL);
        }
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_int_equal(unlink(beside(gone[i])), 0);
        marks = open_quietly(true);
        assert_int_equal(marks_get(marks, numbered(&one, 1)), MARK_READ);
        assert_int_equal(marks_get(marks, numbered(&one, 2)), i == 0 ? 0 : MARK_STAR);
        assert_true(marks_set(marks, numbered(&one, 3 + i), MARK_READ, true));
        assert_true(marks_are_kept(marks));
        marks_free(marks);
        marks = open_quietly(true);
        assert_int_equal(marks_get(marks, numbered(&one, 3 + i)), MARK_READ);
        marks_free(marks);
        assert_whole();
    }
}

static void mark_one_by_one(int fd)
{
    struct error note;
    struct marks *marks = marks_open(state_path, true, &note);
    struct sample one;

    for (int i = 0; i < 3000; i++) {
        marks_set(marks, numbered(&one, i), MARK_READ, true);
        if (write(fd, "x", 1) != 1)
            _exit(1);
    }
    _exit(0);
}

/* What the disk had when the power went: the log as far as it was forced out, or farther. The
 * marks of before some moment are there, and none of after it. */
static void cut_power(size_t acknowledged, unsigned round)
{
    char path[320], log[330];
    struct sample one;
    struct error note;
    size_t count = 0;

    snprintf(path, sizeof path, "%s/cut-%u.db", state_folder, round);
    snprintf(log, sizeof log, "%s-wal", path);
    copy_file(state_path, path, SIZE_MAX);
    size_t n = 0;
    if (access(beside("-wal"), F_OK) == 0)
        free(state_read(beside("-wal"), &n));
    copy_file(beside("-wal"), log, n - n / 7 * (round % 5));
    struct marks *marks = marks_open(path, true, &note);
    assert_string_equal(note.text, "");
    while (marks_get(marks, numbered(&one, (int)count)) == MARK_READ)
        count++;
    for (size_t i = count; i <= acknowledged; i++)
        assert_int_equal(marks_get(marks, numbered(&one, (int)i)), 0);
    if (round % 5 == 0)
        assert_true(count >= acknowledged);
    assert_true(marks_set(marks, numbered(&one, 5000), MARK_STAR, true));
    assert_true(marks_are_kept(marks));
    marks_free(marks);
}

static void test_power_goes(void **state)
{
    size_t acknowledged = 0;
    int ends[2], status;
    char bytes[100];

    (void)state;
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        mark_one_by_one(ends[1]);
    }
    close(ends[1]);
    for (unsigned round = 0; round < 15; round++) {
        for (size_t wanted = acknowledged + 37 + round * 13; acknowledged < wanted;) {
            ssize_t n = read(ends[0], bytes, sizeof bytes);
            assert_true(n > 0);
            acknowledged += (size_t)n;
        }
        kill(pid, SIGSTOP);
        assert_int_equal(waitpid(pid, &status, WUNTRACED), pid);
        cut_power(acknowledged, round);
        kill(pid, SIGCONT);
    }
    kill(pid, SIGKILL);
    waitpid(pid, &status, 0);
    close(ends[0]);
}

int main(void)
{
#define STATE_TEST(name) cmocka_unit_test_setup_teardown(name, state_setup, state_teardown)
    const struct CMUnitTest tests[] = {
        STATE_TEST(test_held),
        STATE_TEST(test_stopped),
        STATE_TEST(test_held_when_opened),
        STATE_TEST(test_strange_log),
        STATE_TEST(test_deleted_log),
        STATE_TEST(test_power_goes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
