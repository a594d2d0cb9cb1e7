/* SPDX-License-Identifier: MIT */
/* What is brought over from a damaged file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/database.h"
#include "state_folder.h"

enum { PAGE = 4096, ROWS = 1000, CHAIN = 16, HEADER = 12 /* of an interior page */ };

static const char *const changes[] = {
    "CREATE TABLE t (k TEXT PRIMARY KEY NOT NULL, v INTEGER NOT NULL, w TEXT NOT NULL)"
    " STRICT, WITHOUT ROWID; CREATE INDEX t_v ON t (v)",
};
static const struct database_rescue rescues[] = {
    { "SELECT k, v, w FROM t ORDER BY k", "SELECT k, v, w FROM t ORDER BY k DESC",
      "INSERT OR IGNORE INTO t VALUES (?1, ?2, ?3)" },
};
static const struct database_plan plan = {
    .what = "things",
    .application_id = 4711,
    .changes = changes,
    .version = 1,
    .probe = "SELECT k, v, w FROM t",
    .value_max = 1 << 16,
    .file_max = 1 << 26,
    .rescues = rescues,
    .rescue_count = 1,
};

static void make(int rows)
{
    struct error note;
    char sql[200];

    database_close(database_open(state_path, &plan, &note));
    assert_string_equal(note.text, "");
    snprintf(sql, sizeof sql,
             "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
             " INSERT INTO t SELECT printf('key %%07d', i), i, printf('%%0100d', i) FROM n",
             rows);
    state_sql(state_path, sql);
}

static uint32_t root_of(const char *name)
{
    char sql[100];

    snprintf(sql, sizeof sql, "SELECT rootpage FROM sqlite_schema WHERE name = '%s'", name);
    return (uint32_t)state_ask(state_path, sql);
}

static uint32_t number_at(const char *bytes)
{
    const unsigned char *b = (const unsigned char *)bytes;

    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static void set_number(char *bytes, uint32_t number)
{
    for (int i = 0; i < 4; i++)
        bytes[i] = (char)(number >> (24 - 8 * i));
}

/* The place in the file of the cell of an interior page. */
static char *cell(char *page, int i)
{
    const unsigned char *at = (const unsigned char *)page + HEADER + 2 * i;

    return page + (at[0] << 8 | at[1]);
}

static int cell_count(const char *page)
{
    return (unsigned char)page[3] << 8 | (unsigned char)page[4];
}

/* Open it, with this many rows brought over, and what is set aside is as it was. */
static void assert_saved(int count)
{
    struct error note;
    char name[600], words[64];
    size_t before_n, n;
    char *before = state_read(state_path, &before_n);
    struct database *database = database_open(state_path, &plan, &note);

    snprintf(
        words, sizeof words,
        count ? "things begin anew with %d of the old ones: " : "things begin anew: ", count);
    if (!strstr(note.text, words))
        fail_msg("%s: %s", words, note.text);
    assert_int_equal(database_mode(database), DATABASE_KEPT);
    database_close(database);
    assert_int_equal(state_ask(state_path, "SELECT count(*) FROM t"), count);
    assert_int_equal(
        state_ask(state_path, "SELECT count(*) FROM t WHERE w <> printf('%0100d', v)"), 0);
    assert_int_equal(state_files(".bad-", name, sizeof name), 1);
    char *bytes = state_read(name, &n);
    assert_int_equal(n, before_n);
    assert_memory_equal(bytes, before, n);
    free(before);
    free(bytes);
}

static void test_index(void **state)
{
    (void)state;
    make(ROWS);
    state_damage(state_path, (size_t)(root_of("t_v") - 1) * PAGE, 100);
    assert_saved(ROWS);
}

/* A page of rows: those before it and those behind it. */
static void test_page(void **state)
{
    size_t n;

    (void)state;
    make(ROWS);
    uint32_t root = root_of("t");
    char *bytes = state_read(state_path, &n), *page = bytes + (size_t)(root - 1) * PAGE;
    int count = cell_count(page);
    assert_true(count > 10);
    char *leaf = bytes + (size_t)(number_at(cell(page, count / 2)) - 1) * PAGE;
    int lost = cell_count(leaf);
    memset(leaf, 0xff, PAGE);
    state_write(state_path, bytes, n);
    free(bytes);
    assert_saved(ROWS - lost);
}

/* What was written last, and is in the log alone. */
static void test_log(void **state)
{
    struct error note;
    sqlite3 *db;
    size_t n, log_n;
    char log[320], copy[320];

    (void)state;
    make(ROWS);
    uint32_t root = root_of("t_v");
    snprintf(log, sizeof log, "%s-wal", state_path);
    assert_int_equal(sqlite3_open(state_path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "DELETE FROM t WHERE v <= 10", NULL, NULL, NULL),
                     SQLITE_OK);
    char *bytes = state_read(state_path, &n), *logged = state_read(log, &log_n);
    sqlite3_close(db);
    assert_true(log_n > PAGE);
    memset(bytes + (size_t)(root - 1) * PAGE, 0xff, 100);
    for (char *frame = logged + 32; frame < logged + log_n; frame += 24 + PAGE)
        assert_int_not_equal(number_at(frame), root);
    state_write(state_path, bytes, n);
    state_write(log, logged, log_n);
    free(bytes);
    free(logged);
    struct database *database = database_open(state_path, &plan, &note);
    assert_non_null(strstr(note.text, "things begin anew with 990 of the old ones"));
    database_close(database);
    assert_int_equal(state_ask(state_path, "SELECT count(*) FROM t"), ROWS - 10);
    assert_int_equal(state_files(".bad-", copy, sizeof copy), 2);
    assert_int_equal(state_files("-wal", copy, sizeof copy), 1);
    bytes = state_read(copy, &n);
    assert_int_equal(n, log_n);
    free(bytes);
}

/* Values that the new file has no place for cost their row. */
static void test_values(void **state)
{
    (void)state;
    state_sql(state_path,
              "PRAGMA application_id = 4711; PRAGMA user_version = 1;"
              "CREATE TABLE t (k TEXT PRIMARY KEY, v, w) WITHOUT ROWID; CREATE TABLE u (x);"
              "INSERT INTO t VALUES ('a', 1, printf('%0100d', 1)), ('b', 'word', ''),"
              " ('c', 2, NULL), ('d', 3, x'00ff'), (x'65', 4, ''), ('f', 5, zeroblob(200000)),"
              " ('g', 7, printf('%0100d', 7))");
    state_damage(state_path, (size_t)(root_of("u") - 1) * PAGE, 8);
    assert_saved(2);
}

/* What the new file cannot have is not asked for. */
static void test_nothing(void **state)
{
    char noise[3 * PAGE];

    (void)state;
    memset(noise, 'n', sizeof noise);
    state_write(state_path, noise, sizeof noise);
    assert_saved(0);
}

static void count_rows(struct database *database, enum statement_step wanted)
{
    struct statement *sql = statement_new(database, "SELECT w FROM t");
    enum statement_step step;

    assert_non_null(sql);
    do {
        step = statement_next(sql);
    } while (step == STATEMENT_ROW);
    assert_int_equal(step, wanted);
    statement_free(sql);
}

/* Each page of a chain leads to the next by all its cells: its rows come more often than
 * anyone can wait for. */
static void test_chain(void **state)
{
    struct error note;
    size_t n;

    (void)state;
    make(5 * ROWS);
    uint32_t root = root_of("t");
    char *bytes = state_read(state_path, &n), *page = bytes + (size_t)(root - 1) * PAGE;
    uint32_t pages = (uint32_t)(n / PAGE), leaf = number_at(cell(page, 0));
    assert_true(n > 512 * 1024); /* not checked as a whole */
    if (number_at(page + 8) && (unsigned char)bytes[(size_t)(leaf - 1) * PAGE] == 2)
        leaf = number_at(cell(bytes + (size_t)(leaf - 1) * PAGE, 0));
    char *all = calloc(pages + CHAIN, PAGE);
    assert_non_null(all);
    memcpy(all, bytes, n);
    for (uint32_t i = 0; i <= CHAIN; i++) {
        char *link = all + (size_t)(i == 0 ? root - 1 : pages + i - 1) * PAGE;
        uint32_t next = i == CHAIN ? leaf : pages + i + 1;
        memcpy(link, page, PAGE);
        set_number(link + 8, next);
        for (int c = 0; c < cell_count(page); c++)
            set_number(cell(link, c), next);
    }
    set_number(all + 28, pages + CHAIN);
    state_write(state_path, all, (size_t)(pages + CHAIN) * PAGE);
    free(bytes);
    free(all);
    struct database *database = database_open(state_path, &plan, &note);
    assert_string_equal(note.text, "");
    count_rows(database, STATEMENT_FAILED);
    assert_true(database_is_damaged(database));
    database_replace(database, &note);
    assert_non_null(strstr(note.text, "things begin anew with "));
    count_rows(database, STATEMENT_DONE);
    database_close(database);
}

/* Two have a damaged file open: the one that finds it later takes the new file of the other. */
static void test_two(void **state)
{
    struct error note;
    char name[600];
    size_t n;

    (void)state;
    make(5 * ROWS);
    uint32_t root = root_of("t");
    char *bytes = state_read(state_path, &n), *page = bytes + (size_t)(root - 1) * PAGE;
    assert_true(n > 512 * 1024); /* not checked as a whole */
    memset(bytes + (size_t)(number_at(cell(page, cell_count(page) / 2)) - 1) * PAGE, 0xff,
           PAGE);
    state_write(state_path, bytes, n);
    free(bytes);
    struct database *first = database_open(state_path, &plan, &note);
    struct database *second = database_open(state_path, &plan, &note);
    count_rows(first, STATEMENT_FAILED);
    count_rows(second, STATEMENT_FAILED);
    database_replace(first, &note);
    assert_non_null(strstr(note.text, "things begin anew with "));
    database_replace(second, &note);
    assert_string_equal(note.text, "");
    assert_int_equal(state_files(".bad-", name, sizeof name), 1);
    state_sql(state_path, "INSERT INTO t VALUES ('one more', 1, '')");
    assert_true(database_changed_elsewhere(first));
    assert_true(database_changed_elsewhere(second));
    count_rows(second, STATEMENT_DONE);
    database_close(first);
    database_close(second);
}

int main(void)
{
#define STATE_TEST(name) cmocka_unit_test_setup_teardown(name, state_setup, state_teardown)
    const struct CMUnitTest tests[] = {
        STATE_TEST(test_index),  STATE_TEST(test_page),    STATE_TEST(test_log),
        STATE_TEST(test_values), STATE_TEST(test_nothing), STATE_TEST(test_chain),
        STATE_TEST(test_two),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
