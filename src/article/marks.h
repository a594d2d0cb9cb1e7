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

enum mark {
    MARK_READ = 1 << 0,
    MARK_STAR = 1 << 1,
    MARK_NOTE = 1 << 2, /* there is a note; set by marks_set_note() alone */
};

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

/* Grows with every change of what is known of any article. */
uint64_t marks_changes(const struct marks *marks);

/* True when the key of this hash is starred. */
bool marks_is_starred(const struct marks *marks, uint64_t hash);

/* Set or clear the marks named in mask; true when that changed something. */
bool marks_set(struct marks *marks, const struct article *article, unsigned mask, bool on);

/* The same for many, in one transaction and one step of undo. How many changed. */
size_t marks_set_many(struct marks *marks, const struct article *const *articles, size_t count,
                      unsigned mask, bool on);

/* The same for marks that come by themselves, such as by being in view: a step like others,
 * except that it does not end what can be made again. */
size_t marks_set_by_itself(struct marks *marks, const struct article *const *articles,
                           size_t count, unsigned mask, bool on);

/* What a step of undo or redo did. */
struct marks_change {
    size_t count;         /* articles that changed; 0: there was no step */
    unsigned mask, value; /* which of enum mark, and what they are now */
};

/* Take back the last step, or make it again. */
struct marks_change marks_undo(struct marks *marks);
struct marks_change marks_redo(struct marks *marks);

/* One line that the reader wrote about an article, clean, "" for none; valid until the next
 * change or marks_refresh(). */
const char *marks_note(const struct marks *marks, const struct article *article);

/* Whether a text is kept as a note without losing its end. */
bool marks_note_fits(const char *note);

/* Write it about all of these, cleaned and cut to MARKS_NOTE_MAX; "" takes it away. One step of
 * undo; how many changed. */
size_t marks_set_note(struct marks *marks, const struct article *const *articles, size_t count,
                      const char *note);

/* When the article was marked read, seconds; 0 when it is not. */
int64_t marks_read_at(const struct marks *marks, const struct article *article);

/* Where the reader was in an article: a number of the caller's, 0 for its beginning. One that
 * cannot be written is not tried again. */
uint32_t marks_place(struct marks *marks, const struct article *article);
void marks_set_place(struct marks *marks, const struct article *article, uint32_t place);

/* Read what so many articles more were to earlier visits; true when that is all. The two below
 * read what is left at once: it is for who must not take that long. */
bool marks_read_seen(struct marks *marks, size_t max);

/* These articles are there: what no earlier visit saw stays new until the next one. */
void marks_see(struct marks *marks, const struct article *const *articles, size_t count);

/* No visit before this one, or before the last one when this is none, has seen it. */
bool marks_is_new(struct marks *marks, const struct article *article);

/* Learn what another process wrote, write what could not be written, and have what was written
 * forced out to the disk. True when a mark is not what it was. For a call each second or so. */
bool marks_refresh(struct marks *marks);

/* Before marks_free(): what could not be written is tried once more, waiting up to a second for
 * other programs. False with error set when the last marks are lost. */
bool marks_finish(struct marks *marks, struct error *error);

/* False when a mark that was set now would be gone after marks_free(), or some are that were.
 */
bool marks_are_kept(const struct marks *marks);

/* False when what was kept could not be opened: there are no marks, and nothing says so. */
bool marks_are_there(const struct marks *marks);

/* What went wrong since the last call, one sentence; false for nothing. */
bool marks_trouble(struct marks *marks, struct error *error);

/*
 * Append all marks, a line each, sorted, so that version control and programs that copy files
 * can merge them: key, mark, time of its last change in ISO 8601, value, parted by tabs:
 *
 *   KEY  note   TIME  TEXT          KEY  read  TIME  yes|no
 *   KEY  place  TIME  NUMBER        KEY  star  TIME  yes|no
 *
 * What was never set has no line; what was taken back has one, so that this is known elsewhere.
 * False with error set when the marks cannot be read or do not fit.
 */
bool marks_export(struct marks *marks, struct buf *out, struct error *error);

struct marks_imported {
    size_t changed, refused; /* lines */
    /* Called for each line that is refused, numbered from 1, with one sentence; may be NULL. */
    void (*refuse)(size_t line, const char *why, void *arg);
    void *arg;
};

/*
 * Take over such lines, in any order, doubles and all: of each mark the later change counts, of
 * two of one time the greater value. So the result is the same whatever was imported first, and
 * importing again changes nothing. A line that is wrong is left out and told. False with error
 * set when nothing can be written. Not a step of undo: earlier steps are forgotten.
 */
bool marks_import(struct marks *marks, const char *text, size_t n,
                  struct marks_imported *imported, struct error *error);

#endif
