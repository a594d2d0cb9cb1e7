/* SPDX-License-Identifier: MIT */
/* What the files of base/database share; only they include this. */
#ifndef BASE_DATABASE_PARTS_H
#define BASE_DATABASE_PARTS_H

#include <sqlite3.h>

#include "base/database.h"
#include "base/database_file.h"

struct database {
    sqlite3 *handle;
    const struct database_plan *plan;
    char *path;                /* NULL: in memory */
    struct database_file file; /* that it has open, unless it is in memory */
    enum database_mode mode;
    int result;                 /* of the last call that failed, SQLITE_OK for none yet */
    struct error reason;        /* its words */
    int64_t data_version;       /* as last asked for; -1: not yet */
    uint64_t commits;           /* since it was opened */
    struct database_sync *sync; /* the log on its way to the disk; NULL: it is not */
};

/* Before SQLite is used: from then on it dies when there is no memory, as everything does. */
void database_memory_begin(void);

/* Whether it does: where somebody else used it first, it does not. */
bool database_memory_dies(void);

/* Remember what went wrong with the handle; dies of SQLITE_NOMEM that is no damage. Returns rc.
 */
int database_note_result(struct database *database, int rc);

/* Damage, and not a passing failure. */
bool database_rc_is_damage(int rc);

/* The integer that a PRAGMA or SELECT of ours gives. */
int database_ask(struct database *database, const char *sql, int64_t *value);

/* Run SQL of ours without parameters. */
int database_do(struct database *database, const char *sql);

/* Bring a kept database of an older version up to the plan's. Unless it is fresh, a copy of it
 * is made first. SQLITE_OK, or database->result and reason say why it stayed as it was. */
int database_migrate(struct database *database, int64_t from, bool fresh);

/* Bring over what can be read of a damaged file. The number of rows that the first rescue of
 * the plan gave. */
int64_t database_bring_over(struct database *database, sqlite3 *damaged);

/* Wait until the log is forced out. */
void database_sync_end(struct database *database);

#endif
