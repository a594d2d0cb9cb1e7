/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/database_parts.h"

/* Page by page through SQLite, so that what is still in the log comes along. */
static int copy_to(struct database *database, const char *path)
{
    sqlite3 *copy = NULL;
    int rc = sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

    if (rc == SQLITE_OK) {
        sqlite3_backup *backup = sqlite3_backup_init(copy, "main", database->handle, "main");
        if (backup) {
            sqlite3_backup_step(backup, -1);
            rc = sqlite3_backup_finish(backup);
        } else {
            rc = sqlite3_errcode(copy);
        }
    }
    sqlite3_close(copy);
    return rc;
}

/* A copy left by an attempt that failed holds nothing that this database has not. */
static int copy_before(struct database *database)
{
    struct buf path = BUF_INIT(DATABASE_PATH_MAX + 32);
    struct error error = { "" };
    int rc;

    buf_addf(&path, "%s.before-%d", database->path, database->plan->version);
    if (!database_file_anew(buf_str(&path), &error)) {
        rc = database->result = SQLITE_CANTOPEN;
        error_set(&database->reason, "%s", error.text);
    } else {
        rc = copy_to(database, buf_str(&path));
        if (rc != SQLITE_OK) {
            database_note_result(database, rc);
            error_set(&database->reason, "its copy: %s", sqlite3_errstr(rc));
            unlink(buf_str(&path));
        }
    }
    buf_release(&path);
    return rc;
}

static int change(struct database *database, int64_t from)
{
    const struct database_plan *plan = database->plan;
    char sql[96];
    int rc = SQLITE_OK;

    for (int64_t i = from; i < plan->version && rc == SQLITE_OK; i++)
        rc = database_do(database, plan->changes[i]);
    if (rc != SQLITE_OK)
        return rc;
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             (int)plan->application_id, plan->version);
    return database_do(database, sql);
}

int database_migrate(struct database *database, int64_t from, bool fresh)
{
    if (!fresh) {
        int rc = copy_before(database);
        if (rc != SQLITE_OK)
            return rc;
    }
    if (!database_begin(database))
        return database->result;
    /* Another process may have done it while we waited for the lock. */
    int rc = database_ask(database, "PRAGMA user_version", &from);
    if (rc == SQLITE_OK && from < database->plan->version)
        rc = change(database, from);
    if (rc != SQLITE_OK) {
        database_rollback(database);
        return rc;
    }
    if (!database_commit(database))
        return database->result;
    /* Into the file itself, where programs that only look at its head find the version. */
    if (database->path)
        sqlite3_wal_checkpoint_v2(database->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL,
                                  NULL);
    return SQLITE_OK;
}
