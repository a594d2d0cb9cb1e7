/* SPDX-License-Identifier: MIT */
/* What the files of article/marks share; only they include this. */
#ifndef ARTICLE_MARKS_PARTS_H
#define ARTICLE_MARKS_PARTS_H

#include "article/marks.h"
#include "base/database.h"

/* Beside enum mark, in memory only. */
enum {
    MARK_FLAGS = MARK_READ | MARK_STAR,
    MARK_ALL = MARK_FLAGS | MARK_NOTE,
    MARK_SEEN = 1 << 6, /* some visit has seen it */
    MARK_NEW = 1 << 7,  /* and that was this one, or the last when this is none */
};

/*
 * All that is known, by number: entries are only added. A hash table leads to them by the hash
 * of the key, which the library made once for each article.
 */
struct marks_table {
    unsigned char *bits; /* of each entry; apart, so that a redraw's go through few bytes */
    struct marks_entry {
        uint64_t hash;
        char *note; /* clean, NULL for none */
        uint32_t place;
        uint32_t read_at; /* of a read one; seconds, at most UINT32_MAX */
    } * entries;
    uint64_t changes; /* counts them; of bits */
    uint32_t count, size;
    uint32_t *slots; /* number + 1 of an entry, 0 for none; a power of two, half of it used */
    size_t slot_count;
};

void marks_table_init(struct marks_table *table);
void marks_table_release(struct marks_table *table);

/* The number of the entry of this hash, made when there is none. */
uint32_t marks_table_add(struct marks_table *table, uint64_t hash);

/* The number of the entry of a hash; UINT32_MAX when there is none. */
uint32_t marks_table_find(const struct marks_table *table, uint64_t hash);

/* The entry's note becomes a copy of this and its MARK_NOTE follows. */
void marks_table_set_note(struct marks_table *table, uint32_t entry, const char *note,
                          size_t n);

/* Changes of marks: a step of undo, or what waits to be written. Behind the key of a row stand
 * the note before and the one after the change. */
struct marks_rows {
    struct marks_row {
        size_t text; /* where it begins in texts */
        uint32_t key_len, entry;
        uint16_t note_len[2];              /* before, after; 0 unless the mask has MARK_NOTE */
        unsigned char mask, before, after; /* before and after are within mask */
    } * rows;
    size_t count, size;
    char *texts; /* one after the other */
    size_t texts_len, texts_size;
};

/* Key and notes may be NULL where they are empty. */
void marks_rows_add(struct marks_rows *rows, const struct marks_row *row, const char *key,
                    const char *note_before, const char *note_after);
void marks_rows_release(struct marks_rows *rows);
size_t marks_rows_bytes(const struct marks_rows *rows);

/* The note of a row, before or after the change; not ended by NUL. */
const char *marks_rows_note(const struct marks_rows *rows, const struct marks_row *row,
                            bool after);

enum marks_sql {
    SQL_LOAD,
    SQL_LOAD_SINCE,
    SQL_REVISION,
    SQL_MARK,
    SQL_PLACE,
    SQL_NOTE,
    SQL_LOAD_SEEN,
    SQL_SEE,
    SQL_VISIT,
    SQL_BEGIN_VISIT,
    SQL_ALWAYS_LAST = SQL_BEGIN_VISIT, /* the others are prepared when they are needed */
    SQL_EXPORT,
    SQL_IMPORT, /* of each enum marks_kind one */
    SQL_IMPORT_LAST = SQL_IMPORT + 3,
    SQL_COUNT
};

/* In the order of their names, so that lines come out sorted. */
enum marks_kind { KIND_NOTE, KIND_PLACE, KIND_READ, KIND_STAR, KIND_COUNT };

/* A larger one in a row is somebody else's, and the next one would not be a number. */
#define MARKS_REVISION_MAX ((int64_t)1 << 62)

struct marks {
    struct marks_table table;
    struct database *database;
    struct statement *sql[SQL_COUNT];
    int64_t revision;      /* the latest that memory knows */
    int64_t writing;       /* what it will be after the commit */
    int64_t visit;         /* what an earlier one saw is not new */
    int patience;          /* milliseconds that a write waits for other processes */
    bool visit_is_written; /* left for the first write or the end: it costs a sync */
    bool seen_loaded;
    int64_t seen_from; /* the first hash that is not */

    struct marks_rows steps[MARKS_STEPS_MAX];
    size_t step_count, done; /* those after `done` were undone */

    struct marks_rows pending; /* could not be written */
    bool failing;              /* and that was told */
    bool unsafe;               /* written, but a loss of power would take it */
    struct error trouble;      /* to be told */
    struct buf key;            /* of the article at hand */
};

/* Numbers of steps and bytes are bounded: the oldest go. The rows become the journal's. */
void marks_journal_add(struct marks *marks, const struct marks_rows *step);
void marks_journal_forget(struct marks *marks);

/* The entry of a row becomes what it is after the change, or before it. */
void marks_row_apply(struct marks *marks, const struct marks_rows *rows,
                     const struct marks_row *row, bool after);

/* The SQL of each statement, and what the database must look like. */
extern const char *const marks_sql[SQL_COUNT];
extern const struct database_plan marks_plan;

/* Open the database and read it. */
void marks_store_open(struct marks *marks, const char *path, bool visit, struct error *note);
void marks_store_close(struct marks *marks);

/* Have these statements, from the first to the last, unless they are there; false when one of
 * them is wrong for the database. */
bool marks_store_prepare(struct marks *marks, enum marks_sql first, enum marks_sql last);

/* Write rows as they are after the change, or before it; what cannot be written waits. */
void marks_store_write(struct marks *marks, const struct marks_rows *rows, bool after);

/* Number this visit, unless that is done. */
bool marks_store_visit(struct marks *marks);

/* Try again what waits. */
void marks_store_flush(struct marks *marks);

/* Read what changed since the last time; true when a mark in memory changed. */
bool marks_store_read(struct marks *marks);
/* So many rows more, -1 for all that are left; true when none is. */
bool marks_store_read_seen(struct marks *marks, int64_t max);

/* A transaction whose failure is told; revision gets the number for what it writes. */
bool marks_store_begin(struct marks *marks, int64_t *revision);
bool marks_store_end(struct marks *marks, bool good);

/* marks->key becomes the article's; the same for its hash. */
void marks_make_key(struct marks *marks, const struct article *article);

/* The number of its entry, made when there is none. */
uint32_t marks_entry_of(struct marks *marks, const struct article *article);

#endif
