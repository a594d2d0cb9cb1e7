/* SPDX-License-Identifier: MIT */
#include "article/key.h"
#include "article/marks_parts.h"

/*
 * A revision is the number of a transaction: each row has that of the last one that wrote it,
 * so that another process reads only what it does not know. `seen` has hashes instead of keys,
 * as it has a row for every article there ever was.
 *
 * Each mark has the time of its last change beside it, by which import tells the later one. A
 * change made here is later than the one it changes, whatever the clock says.
 */
static const char *const changes[] = {
    "CREATE TABLE marks (key TEXT PRIMARY KEY NOT NULL, read INTEGER NOT NULL DEFAULT 0,"
    " star INTEGER NOT NULL DEFAULT 0, place INTEGER NOT NULL DEFAULT 0,"
    " read_at INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL,"
    " note TEXT NOT NULL DEFAULT '', revision INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE INDEX marks_revision ON marks (revision);"
    "CREATE TABLE seen (hash INTEGER PRIMARY KEY, first_seen INTEGER NOT NULL,"
    " visit INTEGER NOT NULL) STRICT;"
    "CREATE TABLE visit (number INTEGER NOT NULL, started INTEGER NOT NULL) STRICT;"
    "INSERT INTO visit VALUES (0, 0);",

    "ALTER TABLE marks ADD COLUMN star_at INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE marks ADD COLUMN place_at INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE marks ADD COLUMN note_at INTEGER NOT NULL DEFAULT 0;"
    "UPDATE marks SET star_at = CASE WHEN star THEN changed ELSE 0 END,"
    " place_at = CASE WHEN place THEN changed ELSE 0 END,"
    " note_at = CASE WHEN note <> '' THEN changed ELSE 0 END;"
    "ALTER TABLE marks DROP COLUMN changed;",
};

/* What was read of marks is in the first revision of the new file. */
#define SAVED_MARK "key, read, read_at, star, star_at, place, place_at, note, note_at"
#define READ_MARKS "SELECT " SAVED_MARK " FROM marks ORDER BY key"
#define READ_SEEN  "SELECT hash, first_seen, visit FROM seen ORDER BY hash"
#define READ_VISIT "SELECT number, started FROM visit"

static const struct database_rescue rescues[] = {
    { READ_MARKS, READ_MARKS " DESC",
      "INSERT OR IGNORE INTO marks (" SAVED_MARK ", revision)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 1)" },
    { READ_SEEN, READ_SEEN " DESC",
      "INSERT OR IGNORE INTO seen (hash, first_seen, visit) VALUES (?1, ?2, ?3)" },
    { READ_VISIT, READ_VISIT " ORDER BY rowid DESC",
      "UPDATE visit SET number = max(number, ?1), started = ?2" },
};

const struct database_plan marks_plan = {
    .what = "marks",
    .application_id = 0x636d726b, /* "cmrk" */
    .changes = changes,
    .version = sizeof changes / sizeof *changes,
    .probe = "SELECT key, read, read_at, star, star_at, place, place_at, note, note_at,"
             " revision, hash, first_seen, seen.visit, number, started FROM marks, seen, visit",
    .value_max = ARTICLE_KEY_MAX + MARKS_NOTE_MAX,
    .file_max = (int64_t)1 << 30,
    .rescues = rescues,
    .rescue_count = sizeof rescues / sizeof *rescues,
};

#define ROWS "SELECT key, read, star, place, revision, read_at, note FROM marks"

/* Now, or later than the change before. What no clock says (later than the year 9999) counts as
 * the last second that there is, as one more than the largest number would be none. */
#define LATER(now, mark) "max(" now ", min(" mark "_at, 253402300798) + 1)"

/* ?2 and ?3 are a mark and its time. */
#define SET(mark)                                                                   \
    "INSERT INTO marks (key, " mark ", " mark "_at, revision)"                      \
    " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (key) DO UPDATE SET " mark " = ?2, " mark \
    "_at = " LATER("?3", mark) ", revision = ?4"

#define IMPORT(mark)                                                                \
    "INSERT INTO marks (key, " mark ", " mark "_at, revision)"                      \
    " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (key) DO UPDATE SET " mark " = ?2, " mark \
    "_at = ?3, revision = ?4"                                                       \
    " WHERE " mark "_at < ?3 OR (" mark "_at = ?3 AND " mark " < ?2)"

const char *const marks_sql[SQL_COUNT] = {
    [SQL_LOAD] = ROWS,
    [SQL_LOAD_SINCE] = ROWS " WHERE revision > ?1",
    /* Others than that are not of our making: see MARKS_REVISION_MAX. */
    [SQL_REVISION] = "SELECT coalesce(max(revision), 0) FROM marks"
                     " WHERE revision BETWEEN 0 AND 4611686018427387904",
    /* ?2 are flags of the mask ?3, both of enum mark. */
    [SQL_MARK] = "INSERT INTO marks (key, read, read_at, star, star_at, revision) VALUES"
                 " (?1, ?2 & 1, (?3 & 1) * ?4, ?2 >> 1 & 1, (?3 >> 1 & 1) * ?4, ?5)"
                 " ON CONFLICT (key) DO UPDATE SET"
                 " read = CASE WHEN ?3 & 1 THEN excluded.read ELSE read END,"
                 " read_at = CASE WHEN ?3 & 1 THEN " LATER(
                     "?4", "read") " ELSE read_at END,"
                                   " star = CASE WHEN ?3 & 2 THEN excluded.star ELSE star END,"
                                   " star_at = CASE WHEN ?3 & 2 THEN " LATER(
                                       "?4", "star") " ELSE star_at END,"
                                                     " revision = ?5",
    [SQL_PLACE] = SET("place"),
    [SQL_NOTE] = SET("note"),
    [SQL_LOAD_SEEN] = "SELECT hash, visit FROM seen WHERE hash >= ?1 ORDER BY hash LIMIT ?2",
    [SQL_SEE] = "INSERT OR IGNORE INTO seen (hash, first_seen, visit) VALUES (?1, ?2, ?3)",
    [SQL_VISIT] = "SELECT number FROM visit",
    [SQL_BEGIN_VISIT] = "UPDATE visit SET number = max(number, ?1), started = ?2",
    [SQL_EXPORT] = "SELECT key, note, place, read, star, note_at, place_at, read_at, star_at"
                   " FROM marks ORDER BY key",
    [SQL_IMPORT + KIND_NOTE] = IMPORT("note"),
    [SQL_IMPORT + KIND_PLACE] = IMPORT("place"),
    [SQL_IMPORT + KIND_READ] = IMPORT("read"),
    [SQL_IMPORT + KIND_STAR] = IMPORT("star"),
};
