/* SPDX-License-Identifier: MIT */
/*
 * What the reader did with articles, kept by address, so that two files of one address share
 * their marks and a renamed file keeps them (article/key.h).
 *
 * All marks are in memory, and each change is in the database before the call that makes it
 * returns. A change that cannot be written counts all the same, is told once, and is written
 * with the next one that can be.
 */
#ifndef ARTICLE_MARKS_H
#define ARTICLE_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "article/article.h"
#include "base/buf.h"
#include "base/error.h"

enum mark { MARK_READ = 1 << 0, MARK_STAR = 1 << 1 };

enum {
    MARKS_STEPS_MAX = 1000, /* that can be undone */
    MARKS_NOTE_MAX = 4096,  /* bytes of a note */
};

struct marks;

/* Only in memory. */
struct marks *marks_new(void);

/*
 * Kept in the file at path, which is made with its folders; NULL when there is no home for one.
 * Never NULL: what cannot be kept is in memory, and note (not NULL) says why, "" when all is
 * well. A visit is a session of reading, after which what it saw is no longer new; scripts make
 * none, and are not told of a missing home.
 */
struct marks *marks_open(const char *path, bool visit, struct error *note);
void marks_free(struct marks *marks);

/* The marks of an article, or-ed. Cheap enough to ask for every article at every redraw. */
unsigned marks_get(const struct marks *marks, const struct article *article);

/* True when the key of this hash is starred. */
bool marks_is_starred(const struct marks *marks, uint64_t hash);

/* Set or clear the marks named in mask; true when that changed something. */
bool marks_set(struct marks *marks, const struct article *article, unsigned mask, bool on);

/* The same for many, in one transaction and one step of undo. How many changed. */
size_t marks_set_many(struct marks *marks, const struct article *const *articles, size_t count,
                      unsigned mask, bool on);

/* Take back the last step, or make it again: how many articles changed, 0 when there is none.
 */
size_t marks_undo(struct marks *marks);
size_t marks_redo(struct marks *marks);

/* Where the reader was in an article: a number of the caller's, 0 for its beginning. */
uint32_t marks_place(struct marks *marks, const struct article *article);
void marks_set_place(struct marks *marks, const struct article *article, uint32_t place);

/* One line that the reader wrote about an article, appended, clean; nothing for none. */
void marks_note(struct marks *marks, const struct article *article, struct buf *out);
/* False when it could not be written; it is not tried again. */
bool marks_set_note(struct marks *marks, const struct article *article, const char *note);

/* These articles are there: what no earlier visit saw stays new until the next one. */
void marks_see(struct marks *marks, const struct article *const *articles, size_t count);

/* No visit before this one, or before the last one when this is none, has seen it. */
bool marks_is_new(struct marks *marks, const struct article *article);

/* Learn what another process wrote, and write what could not be written. True when a mark is
 * not what it was. For a call each second or so. */
bool marks_refresh(struct marks *marks);

/* False when a mark that was set now would be gone after marks_free(), or some are that were.
 */
bool marks_are_kept(const struct marks *marks);

/* What went wrong since the last call, one sentence; false for nothing. */
bool marks_trouble(struct marks *marks, struct error *error);

/*
 * Append all records, one a line, sorted, so that a version control system merges them:
 * `key TAB read|- TAB star|- TAB place TAB first read TAB last change TAB note`, times in
 * seconds since 1970. False with error set when they cannot be read or do not fit.
 */
bool marks_export(struct marks *marks, struct buf *out, struct error *error);

/*
 * Take over such lines: of each key the later change counts. All or nothing; *changed is how
 * many records are not what they were. Not a step of undo: earlier steps are forgotten.
 */
bool marks_import(struct marks *marks, const char *text, size_t n, size_t *changed,
                  struct error *error);

#endif
