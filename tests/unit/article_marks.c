/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "article/key.h"
#include "article/marks.h"
#include "marks_sample.h"
#include "state_folder.h"

static void test_keys(void **state)
{
    static const struct {
        const char *address, *path, *key;
    } cases[] = {
        { "https://A.example/x?utm_source=rss#part", "a.md", "https://a.example/x" },
        { "https://a.example:443/x", "b.md", "https://a.example/x" },
        { "http://a.example/x", "b.md", "http://a.example/x" },
        { "no address at all", "c.md", "no address at all" },
        { "", "sub/d e%.md", "path:sub/d%20e%25.md" },
        { "", "\t\n\377\303\251", "path:%09%0A%FF%C3%A9" },
    };
    struct sample one;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf key = BUF_INIT(ARTICLE_KEY_MAX);
        article_key(sample(&one, cases[i].address, cases[i].path), &key);
        assert_string_equal(buf_str(&key), cases[i].key);
        buf_release(&key);
    }
}

static void test_set(void **state)
{
    struct marks *marks = marks_new();
    struct sample one, same, other;

    (void)state;
    sample(&one, "https://a.example/x", "a.md");
    sample(&same, "https://a.example/x?utm_medium=mail", "renamed.md");
    sample(&other, "", "a.md");
    assert_int_equal(marks_get(marks, &one.article), 0);
    assert_true(marks_set(marks, &one.article, MARK_READ, true));
    assert_false(marks_set(marks, &one.article, MARK_READ, true));
    assert_int_equal(marks_get(marks, &one.article), MARK_READ);
    assert_int_equal(marks_get(marks, &same.article), MARK_READ);
    assert_int_equal(marks_get(marks, &other.article), 0);
    assert_true(marks_set(marks, &same.article, MARK_STAR, true));
    assert_int_equal(marks_get(marks, &one.article), MARK_READ | MARK_STAR);
    assert_true(marks_is_starred(marks, article_key_hash(&one.article)));
    assert_false(marks_is_starred(marks, article_key_hash(&other.article)));
    assert_false(marks_is_starred(marks, 12345));
    assert_true(marks_set(marks, &one.article, MARK_READ | MARK_STAR, false));
    assert_int_equal(marks_get(marks, &same.article), 0);
    marks_free(marks);
    marks_free(NULL);
}

static void test_many(void **state)
{
    enum { MANY = 5000 };
    struct sample *samples = calloc(MANY, sizeof *samples);
    const struct article **articles = calloc(MANY, sizeof *articles);
    struct marks *marks = open_quietly(true);

    (void)state;
    for (int i = 0; i < MANY; i++)
        articles[i] = numbered(&samples[i], i / 2);
    /* Half of them are doubles. */
    assert_int_equal(marks_set_many(marks, articles, MANY, MARK_READ, true), MANY / 2);
    assert_int_equal(marks_set_many(marks, articles, MANY, MARK_READ, true), 0);
    assert_int_equal(marks_set_many(marks, articles, 0, MARK_READ, true), 0);
    marks_free(marks);
    marks = open_quietly(true);
    for (int i = 0; i < MANY; i++)
        assert_int_equal(marks_get(marks, articles[i]), MARK_READ);
    marks_free(marks);
    free(articles);
    free(samples);
}

static void test_undo(void **state)
{
    struct sample samples[3];
    const struct article *articles[3];
    struct marks *marks = open_quietly(true);

    (void)state;
    for (int i = 0; i < 3; i++)
        articles[i] = numbered(&samples[i], i);
    assert_int_equal(marks_undo(marks).count, 0);
    assert_int_equal(marks_redo(marks).count, 0);
    marks_set(marks, articles[1], MARK_READ | MARK_STAR, true);
    assert_int_equal(marks_set_many(marks, articles, 3, MARK_READ, true), 2);
    assert_int_equal(marks_undo(marks).count, 2);
    assert_int_equal(marks_get(marks, articles[0]), 0);
    assert_int_equal(marks_get(marks, articles[1]), MARK_READ | MARK_STAR);
    assert_int_equal(marks_undo(marks).count, 1);
    assert_int_equal(marks_get(marks, articles[1]), 0);
    assert_int_equal(marks_undo(marks).count, 0);
    assert_int_equal(marks_redo(marks).count, 1);
    assert_int_equal(marks_get(marks, articles[1]), MARK_READ | MARK_STAR);
    /* A change after it makes an end of what was undone. */
    marks_set(marks, articles[2], MARK_STAR, true);
    assert_int_equal(marks_redo(marks).count, 0);
    assert_int_equal(marks_undo(marks).count, 1);
    assert_int_equal(marks_redo(marks).count, 1);
    marks_free(marks);
    /* What was undone and made again is in the file as it was in memory. */
    marks = open_quietly(true);
    assert_int_equal(marks_get(marks, articles[0]), 0);
    assert_int_equal(marks_get(marks, articles[1]), MARK_READ | MARK_STAR);
    assert_int_equal(marks_get(marks, articles[2]), MARK_STAR);
    marks_free(marks);
}

static void test_undo_has_an_end(void **state)
{
    struct marks *marks = marks_new();
    struct sample one;
    int count = 0;

    (void)state;
    numbered(&one, 1);
    for (int i = 0; i < MARKS_STEPS_MAX + 3; i++)
        assert_true(marks_set(marks, &one.article, MARK_STAR, i % 2 == 0));
    while (marks_undo(marks).count > 0)
        count++;
    assert_int_equal(count, MARKS_STEPS_MAX);
    /* The three that are gone: on, off, on. */
    assert_int_equal(marks_get(marks, &one.article), MARK_STAR);
    while (marks_redo(marks).count > 0)
        count--;
    assert_int_equal(count, 0);
    marks_free(marks);
}

static void test_places_and_notes(void **state)
{
    struct marks *marks = open_quietly(true);
    struct sample one, two;
    const struct article *list[] = { &one.article };

    (void)state;
    numbered(&one, 1);
    numbered(&two, 2);
    assert_int_equal(marks_place(marks, &one.article), 0);
    marks_set_place(marks, &one.article, 4000000000u);
    marks_set_place(marks, &two.article, 7);
    marks_set(marks, &one.article, MARK_READ, true);
    assert_int_equal(marks_set_note(marks, list, 1, "  two\nlines \033[1m\t"), 1);
    assert_int_equal(marks_set_note(marks, list, 1, "two lines \033[1m"), 0);
    marks_free(marks);
    marks = open_quietly(true);
    assert_int_equal(marks_place(marks, &one.article), 4000000000u);
    assert_int_equal(marks_place(marks, &two.article), 7);
    assert_int_equal(marks_get(marks, &one.article), MARK_READ | MARK_NOTE);
    assert_int_equal(marks_get(marks, &two.article), 0);
    assert_string_equal(marks_note(marks, &one.article), "two lines \357\277\275[1m");
    assert_string_equal(marks_note(marks, &two.article), "");
    marks_free(marks);
}

/* New is what no earlier visit saw, whatever the clock says. */
static void test_new(void **state)
{
    struct sample samples[2];
    const struct article *articles[2];

    (void)state;
    for (int i = 0; i < 2; i++)
        articles[i] = numbered(&samples[i], i);
    struct marks *marks = open_quietly(true);
    assert_true(marks_is_new(marks, articles[0]));
    marks_see(marks, articles, 1);
    marks_see(marks, articles, 1);
    assert_true(marks_is_new(marks, articles[0]));
    marks_free(marks);
    /* A script: what the last visit saw for the first time is still new. */
    marks = open_quietly(false);
    assert_true(marks_is_new(marks, articles[0]));
    marks_free(marks);
    marks = open_quietly(true);
    assert_false(marks_is_new(marks, articles[0]));
    assert_true(marks_is_new(marks, articles[1]));
    marks_see(marks, articles, 2);
    assert_false(marks_is_new(marks, articles[0]));
    assert_true(marks_is_new(marks, articles[1]));
    marks_free(marks);
    marks = open_quietly(false);
    assert_false(marks_is_new(marks, articles[0]));
    assert_true(marks_is_new(marks, articles[1]));
    marks_free(marks);
    /* A visit in which nothing is new is one. */
    marks = open_quietly(true);
    marks_see(marks, articles, 2);
    marks_free(marks);
    marks = open_quietly(false);
    assert_false(marks_is_new(marks, articles[1]));
    marks_free(marks);
}

/* What earlier visits saw, in parts. */
static void test_new_of_many(void **state)
{
    enum { MANY = 10, AT_ONCE = 3 };
    struct sample samples[MANY + 1];
    const struct article *articles[MANY + 1];
    int reads = 1;

    (void)state;
    for (int i = 0; i <= MANY; i++)
        articles[i] = numbered(&samples[i], i);
    struct marks *marks = open_quietly(true);
    marks_see(marks, articles, MANY);
    marks_free(marks);
    marks = open_quietly(true);
    while (!marks_read_seen(marks, AT_ONCE))
        reads++;
    assert_int_equal(reads, MANY / AT_ONCE + 1);
    assert_true(marks_read_seen(marks, AT_ONCE));
    for (int i = 0; i <= MANY; i++)
        assert_int_equal(marks_is_new(marks, articles[i]), i == MANY);
    marks_free(marks);
    /* Asked for in between, the rest is read. */
    marks = open_quietly(true);
    assert_false(marks_read_seen(marks, AT_ONCE));
    for (int i = 0; i <= MANY; i++)
        assert_int_equal(marks_is_new(marks, articles[i]), i == MANY);
    assert_true(marks_read_seen(marks, AT_ONCE));
    marks_free(marks);
}

static void test_two_see_each_other(void **state)
{
    struct marks *a = open_quietly(true), *b = open_quietly(true);
    struct sample one, two, three;

    (void)state;
    numbered(&one, 1);
    numbered(&two, 2);
    numbered(&three, 3);
    assert_false(marks_refresh(a));
    marks_set(a, &one.article, MARK_READ, true);
    assert_false(marks_refresh(a));
    assert_int_equal(marks_get(b, &one.article), 0);
    assert_true(marks_refresh(b));
    assert_false(marks_refresh(b));
    assert_int_equal(marks_get(b, &one.article), MARK_READ);
    /* Each changes another mark of the same article before it hears of the other. */
    marks_set(a, &two.article, MARK_READ, true);
    marks_set(b, &two.article, MARK_STAR, true);
    marks_set(a, &three.article, MARK_STAR, true);
    marks_set(b, &three.article, MARK_READ, true);
    marks_set_place(a, &two.article, 9);
    assert_true(marks_refresh(a));
    assert_true(marks_refresh(b));
    assert_int_equal(marks_get(a, &two.article), MARK_READ | MARK_STAR);
    assert_int_equal(marks_get(b, &two.article), MARK_READ | MARK_STAR);
    assert_int_equal(marks_get(a, &three.article), MARK_READ | MARK_STAR);
    assert_int_equal(marks_get(b, &three.article), MARK_READ | MARK_STAR);
    assert_int_equal(marks_place(b, &two.article), 9);
    /* What was seen counts for nothing here. */
    const struct article *list[] = { &one.article };
    marks_see(a, list, 1);
    assert_false(marks_refresh(b));
    marks_free(a);
    marks_free(b);
}

/* Toggle marks and say which were set, as one byte each, until killed. */
static void toggle(int fd, int seed)
{
    struct error note;
    struct marks *marks = marks_open(state_path, true, &note);
    struct sample one;

    for (int i = 0; i < 1000; i++) {
        marks_set(marks, numbered(&one, seed + i), 1u << i % 2, true);
        if (write(fd, "x", 1) != 1)
            _exit(1);
    }
    marks_free(marks);
}

static void test_killed(void **state)
{
    struct sample one;
    int status, ends[2];
    char byte;

    (void)state;
    for (int round = 0; round < 12; round++) {
        int acknowledged = 0, wanted = (round * 7919 + 13) % 1000;
        assert_int_equal(pipe(ends), 0);
        pid_t pid = fork();
        if (pid == 0) {
            toggle(ends[1], round * 1000);
            _exit(0);
        }
        close(ends[1]);
        while (acknowledged < wanted && read(ends[0], &byte, 1) == 1)
            acknowledged++;
        kill(pid, SIGKILL);
        while (read(ends[0], &byte, 1) == 1)
            acknowledged++;
        assert_int_equal(waitpid(pid, &status, 0), pid);
        close(ends[0]);
        struct marks *marks = open_quietly(true);
        for (int i = 0; i < acknowledged; i++)
            assert_int_equal(marks_get(marks, numbered(&one, round * 1000 + i)), 1u << i % 2);
        marks_free(marks);
        assert_int_equal(state_ask(state_path, "SELECT count(*) FROM pragma_integrity_check"
                                               " WHERE integrity_check = 'ok'"),
                         1);
    }
}

static void test_two_processes(void **state)
{
    struct sample one;
    pid_t pids[2];
    int status;

    (void)state;
    for (int k = 0; k < 2; k++) {
        pids[k] = fork();
        if (pids[k] != 0)
            continue;
        struct error note, trouble;
        struct marks *marks = marks_open(state_path, true, &note);
        for (int i = 0; i < 500; i++)
            marks_set(marks, numbered(&one, i * 2 + k), MARK_READ, true);
        bool good = !note.text[0] && !marks_trouble(marks, &trouble);
        marks_free(marks);
        _exit(good ? 0 : 1);
    }
    for (int k = 0; k < 2; k++) {
        assert_int_equal(waitpid(pids[k], &status, 0), pids[k]);
        assert_int_equal(status, 0);
    }
    struct marks *marks = open_quietly(true);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(marks_get(marks, numbered(&one, i)), MARK_READ);
    marks_free(marks);
}

/* No file may grow beyond so many bytes; writing more fails as on a full disk. */
static void limit_files(rlim_t bytes)
{
    struct rlimit limit;

    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void test_cannot_be_written(void **state)
{
    struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
    struct error trouble;
    struct sample one, two, three;
    struct marks *marks = open_quietly(true);

    (void)state;
    numbered(&one, 1);
    numbered(&two, 2);
    numbered(&three, 3);
    sigaction(SIGXFSZ, &ignore, &before);
    marks_set(marks, &one.article, MARK_READ, true);
    assert_false(marks_trouble(marks, &trouble));
    limit_files(1);
    assert_true(marks_are_kept(marks));
    assert_true(marks_set(marks, &two.article, MARK_STAR, true));
    assert_false(marks_are_kept(marks));
    assert_true(marks_trouble(marks, &trouble));
    assert_non_null(strstr(trouble.text, "cannot be saved"));
    assert_true(marks_set(marks, &three.article, MARK_READ, true));
    assert_int_equal(marks_undo(marks).count, 1);
    assert_int_equal(marks_redo(marks).count, 1);
    assert_false(marks_refresh(marks));
    assert_false(marks_trouble(marks, &trouble)); /* once */
    assert_int_equal(marks_get(marks, &two.article), MARK_STAR);
    limit_files(RLIM_INFINITY);
    assert_false(marks_refresh(marks));
    assert_false(marks_trouble(marks, &trouble));
    assert_true(marks_are_kept(marks));
    limit_files(1);
    assert_true(marks_set(marks, &one.article, MARK_STAR, true));
    assert_true(marks_trouble(marks, &trouble)); /* again after it worked */
    limit_files(RLIM_INFINITY);
    marks_free(marks);
    sigaction(SIGXFSZ, &before, NULL);
    marks = open_quietly(true);
    assert_int_equal(marks_get(marks, &one.article), MARK_READ | MARK_STAR);
    assert_int_equal(marks_get(marks, &two.article), MARK_STAR);
    assert_int_equal(marks_get(marks, &three.article), MARK_READ);
    marks_free(marks);
}

/* Rows of types and sizes that are none of ours are as good as none. */
static void test_hostile_rows(void **state)
{
    struct buf out = BUF_INIT(1 << 20);
    struct error error;
    struct sample one, two;

    (void)state;
    state_sql(
        state_path,
        "PRAGMA application_id = 0x636d726b; PRAGMA user_version = 2;"
        "CREATE TABLE marks (key, read, star, place, read_at, note, revision,"
        " star_at DEFAULT 1, place_at DEFAULT 1e300, note_at DEFAULT 253402300800);"
        "CREATE UNIQUE INDEX marks_key ON marks (key);"
        "CREATE TABLE seen (hash, first_seen, visit); CREATE TABLE visit (number, started);"
        "INSERT INTO marks (key, read, star, place, read_at, note, revision) VALUES"
        " ('https://news.example/story/1', 'yes', x'00', -5, 1e300, 7, 'a'),"
        " ('https://news.example/story/2', 1, 9, 99999999999, 60, x'ff', 3),"
        " (cast(x'6101c3280a0962' AS TEXT), 1, 1, 0, 60, 'a' || char(27) || 'b', 1),"
        " (x'000102', 1, 1, 1, 1, 1, 1), (NULL, 1, 1, 1, 1, 1, 1),"
        " (zeroblob(60000), 1, 1, 1, 1, 1, 1),"
        " (hex(zeroblob(9000)), 1, 1, 1, 1, hex(zeroblob(9000)), 1);"
        "INSERT INTO seen VALUES (0, 0, 0), ('x', 'y', 'z'), (NULL, NULL, NULL),"
        " (5, 5, 'late'); INSERT INTO visit VALUES ('first', 0);"
        "CREATE TRIGGER evil BEFORE INSERT ON marks BEGIN DELETE FROM marks; END");
    struct marks *marks = open_quietly(true);
    assert_int_equal(marks_get(marks, numbered(&one, 1)), 0);
    assert_int_equal(marks_place(marks, &one.article), 0);
    assert_int_equal(marks_get(marks, numbered(&two, 2)), MARK_READ | MARK_STAR);
    assert_int_equal(marks_place(marks, &two.article), 0);
    assert_true(marks_is_new(marks, &one.article));
    assert_true(marks_set(marks, &one.article, MARK_READ, true));
    assert_false(marks_trouble(marks, &error));
    assert_true(marks_export(marks, &out, &error));
    assert_null(strchr(buf_str(&out), '\033'));
    /* What import would refuse: it is no key of any article. */
    assert_null(strstr(buf_str(&out), "( b\tread"));
    assert_non_null(strstr(buf_str(&out), "/2\tread\t1970-01-01T00:01:00Z\tyes\n"));
    assert_null(strstr(buf_str(&out), "\tplace\t"));
    assert_null(strstr(buf_str(&out), "\tnote\t"));
    buf_release(&out);
    marks_free(marks);
    marks = open_quietly(true);
    assert_int_equal(marks_get(marks, &one.article), MARK_READ);
    assert_int_equal(marks_get(marks, &two.article), MARK_READ | MARK_STAR);
    marks_free(marks);
}

static void test_no_home(void **state)
{
    struct error note;
    struct sample one;

    (void)state;
    struct marks *marks = marks_open(NULL, true, &note);
    assert_string_equal(note.text, "marks are not kept this time: there is no home folder");
    assert_true(marks_set(marks, numbered(&one, 1), MARK_READ, true));
    assert_int_equal(marks_get(marks, &one.article), MARK_READ);
    assert_false(marks_trouble(marks, &note));
    marks_free(marks);
    marks = marks_open(NULL, false, &note);
    assert_string_equal(note.text, "");
    marks_free(marks);
}

/* Its marks count, and what is changed holds until the end. */
static void test_newer(void **state)
{
    struct error note;
    struct sample one, two;
    struct marks_imported imported = { .refuse = NULL };
    size_t n, now_n;

    (void)state;
    struct marks *marks = open_quietly(true);
    marks_set(marks, numbered(&one, 1), MARK_READ, true);
    marks_free(marks);
    state_sql(state_path, "PRAGMA user_version = 1000; ALTER TABLE marks ADD COLUMN mood TEXT;"
                          "PRAGMA wal_checkpoint(TRUNCATE)");
    char *bytes = state_read(state_path, &n);
    marks = marks_open(state_path, true, &note);
    assert_non_null(strstr(note.text, "newer version"));
    assert_int_equal(marks_get(marks, &one.article), MARK_READ);
    assert_true(marks_set(marks, numbered(&two, 2), MARK_STAR, true));
    marks_set_place(marks, &two.article, 3);
    const struct article *list[] = { &two.article };
    assert_int_equal(marks_set_note(marks, list, 1, "note"), 1);
    marks_see(marks, list, 1);
    assert_false(marks_import(marks, "", 0, &imported, &note));
    assert_int_equal(marks_undo(marks).mask, MARK_NOTE);
    assert_int_equal(marks_get(marks, &two.article), MARK_STAR);
    assert_false(marks_trouble(marks, &note)); /* told when it was opened */
    assert_false(marks_are_kept(marks));
    assert_int_equal(marks_undo(marks).count, 1);
    marks_free(marks);
    char *now = state_read(state_path, &now_n);
    assert_int_equal(now_n, n);
    assert_memory_equal(now, bytes, n);
    free(now);
    free(bytes);
}

static void test_export_too_small(void **state)
{
    struct marks *marks = marks_new();
    struct buf out = BUF_INIT(20);
    struct error error;
    struct sample one;

    (void)state;
    marks_set(marks, numbered(&one, 1), MARK_READ, true);
    assert_false(marks_export(marks, &out, &error));
    buf_release(&out);
    marks_free(marks);
}

int main(void)
{
#define STATE_TEST(name) cmocka_unit_test_setup_teardown(name, state_setup, state_teardown)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_set),
        STATE_TEST(test_many),
        STATE_TEST(test_undo),
        cmocka_unit_test(test_undo_has_an_end),
        STATE_TEST(test_places_and_notes),
        STATE_TEST(test_new),
        STATE_TEST(test_new_of_many),
        STATE_TEST(test_two_see_each_other),
        STATE_TEST(test_killed),
        STATE_TEST(test_two_processes),
        STATE_TEST(test_cannot_be_written),
        STATE_TEST(test_hostile_rows),
        cmocka_unit_test(test_no_home),
        STATE_TEST(test_newer),
        cmocka_unit_test(test_export_too_small),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
