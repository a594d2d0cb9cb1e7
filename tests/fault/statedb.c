/* SPDX-License-Identifier: MIT */
/*
 * The marks as a stranger to the program sees them.
 *
 *   statedb old FILE N     make a database of version 1 with N stars and as many notes
 *   statedb tell FILE      print "WHOLE VERSION STARS NOTES", WHOLE being what the check of
 *                          integrity says: "ok"
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char version_1[] =
    "CREATE TABLE marks (key TEXT PRIMARY KEY NOT NULL, read INTEGER NOT NULL DEFAULT 0,"
    " star INTEGER NOT NULL DEFAULT 0, place INTEGER NOT NULL DEFAULT 0,"
    " read_at INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL,"
    " note TEXT NOT NULL DEFAULT '', revision INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE INDEX marks_revision ON marks (revision);"
    "CREATE TABLE seen (hash INTEGER PRIMARY KEY, first_seen INTEGER NOT NULL,"
    " visit INTEGER NOT NULL) STRICT;"
    "CREATE TABLE visit (number INTEGER NOT NULL, started INTEGER NOT NULL) STRICT;"
    "INSERT INTO visit VALUES (0, 0);"
    "PRAGMA application_id = 1668117099; PRAGMA user_version = 1; PRAGMA journal_mode = WAL;";

static void run(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK)
        return;
    fprintf(stderr, "statedb: %s\n", sqlite3_errmsg(db));
    exit(1);
}

static void make_old(sqlite3 *db, int stars)
{
    char sql[256];

    run(db, version_1);
    snprintf(sql, sizeof sql,
             "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
             " INSERT INTO marks (key, star, changed, note, revision)"
             " SELECT 'https://news.example/' || i, 1, 1000 + i, 'note ' || i, 1 FROM n",
             stars);
    run(db, sql);
}

/* The first column of the first row; it stays until the next call. */
static const char *ask(sqlite3 *db, const char *sql)
{
    static sqlite3_stmt *statement;

    sqlite3_finalize(statement);
    statement = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK ||
        sqlite3_step(statement) != SQLITE_ROW)
        return sqlite3_errmsg(db);
    const char *text = (const char *)sqlite3_column_text(statement, 0);
    return text ? text : "NULL";
}

static void tell(sqlite3 *db)
{
    printf("%s ", ask(db, "PRAGMA integrity_check(1)"));
    printf("%s ", ask(db, "PRAGMA user_version"));
    printf("%s ", ask(db, "SELECT count(*) FROM marks WHERE star"));
    puts(ask(db, "SELECT count(*) FROM marks WHERE note <> ''"));
}

int main(int argc, char **argv)
{
    sqlite3 *db;

    if (argc < 3 || sqlite3_open(argv[2], &db) != SQLITE_OK)
        return 2;
    if (strcmp(argv[1], "old") == 0 && argc == 4)
        make_old(db, (int)strtol(argv[3], NULL, 10));
    else
        tell(db);
    return 0;
}
