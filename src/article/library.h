/* SPDX-License-Identifier: MIT */
/*
 * The articles of some folders and files, in memory.
 *
 * library_load() reads to the end, library_start() while the loop runs, both in loader threads.
 * Articles are numbered in order of arrival and keep their number until the next reload.
 * Nothing is ever written to the folders.
 *
 * Of a folder every file that ends with .md, .markdown or .txt is an article, at any depth;
 * hidden ones and backups (a dot before, "~" behind, "#" around the name) are passed over. A
 * link to a file is followed, a link to a folder too, but each folder is read once and one that
 * holds the root never. Files and folders that cannot be read are problems, the rest is there.
 */
#ifndef ARTICLE_LIBRARY_H
#define ARTICLE_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "article/article.h"
#include "article/front.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/loop.h"

enum { LIBRARY_FILE_MAX = 16 * 1024 * 1024 }; /* bytes read of one file */

struct library;
struct index;

/* paths are folders and files; copied. Nothing is read yet. Never NULL. */
struct library *library_new(const char *const *paths, size_t count);
/* Stops the loaders first. NULL is ignored. */
void library_free(struct library *library);

/*
 * Keep what is read in a file of this folder (article/cache.h), so that it is there at once the
 * next time; begin: with what is there now. Before anything is loaded.
 */
void library_keep(struct library *library, const char *folder, bool begin);

/* Write that file now, unless little changed. While a loop runs that comes by itself. */
void library_save(struct library *library);

/* Read everything now; articles are numbered by root and path. False with error set only when
 * no path could be read at all. */
bool library_load(struct library *library, struct error *error);

/* Read while the loop runs; changed is called after each batch and once when all is done
 * (library_loading() is false then). */
void library_start(struct library *library, struct loop *loop, void (*changed)(void *arg),
                   void *arg);

/* From now on call this instead. */
void library_set_changed(struct library *library, void (*changed)(void *arg), void *arg);

/* Watch the folders from the start on: what changes in them is read as it does. */
void library_watch(struct library *library);

/* Look at everything again while the loop runs, after library_start() came to its end: what
 * changed is read, and changed is called as there. */
void library_rescan(struct library *library);

/* Give up what is being read; what was not reached stays as it was. */
void library_stop(struct library *library);

/* Whether files are being read, or are about to be. */
bool library_loading(const struct library *library);

/* Grows with each article that comes or goes. */
uint64_t library_revision(const struct library *library);

/* Files read and files found so far, for progress. */
void library_progress(const struct library *library, size_t *read, size_t *found);

/* Numbers go from 0 to this. */
size_t library_count(const struct library *library);
const struct article *library_article(const struct library *library, size_t number);

/* An article whose file changed, went or was renamed keeps its number and its memory until the
 * next full reload, but is not there any more; what is there instead has a number at the end.
 * Whoever walks the numbers passes over the gone. */
bool library_is_gone(const struct library *library, size_t number);
/* What an article is by now: itself, what its file became, or, when that was renamed, the one
 * of the same key; NULL when there is none. */
const struct article *library_now(const struct library *library, const struct article *article);
/* How many there are that are not gone. */
size_t library_live(const struct library *library);
const struct terms *library_terms(const struct library *library);

/* By id (16 hex digits), by path (as library_path() has it, or below its root), or NULL. */
const struct article *library_find(const struct library *library, const char *id_or_path);
const struct article *library_by_id(const struct library *library, uint64_t id);

/* The article whose original, web, AMP or permalink address this is (compared by
 * address_key()), or NULL. The table is made on first use. */
const struct article *library_by_address(struct library *library, const char *address);

/* The file's path, raw bytes, for opening and printing (after cleaning). */
void library_path(const struct library *library, const struct article *article,
                  struct buf *out);

struct library_problem {
    const char *path; /* raw bytes */
    int line, column; /* 0 for the file as a whole */
    bool error;
    const char *message; /* cleaned */
};

/* At most 10,000 are kept; how many more there were tells library_problems_dropped(). */
size_t library_problem_count(const struct library *library);
size_t library_problems_dropped(const struct library *library);
const struct library_problem *library_problem(const struct library *library, size_t i);

/*
 * Why the path of this number, of those given to library_new(), was not read: the words of its
 * problem, or NULL when it was. For after library_load() and library_check(). Of the paths that
 * are too many only the first has such words.
 */
const char *library_unread(const struct library *library, size_t i);

/* `file:line:column: severity: message`, appended, cleaned, without a newline; of a file as a
 * whole without line and column. */
void library_problem_format(const struct library_problem *problem, struct buf *out);

/* All of one article: its file is read again by the full road. */
struct article_detail {
    struct article article; /* terms are of the library */
    struct front front;
    const char *body; /* raw bytes after the front matter, never NULL */
    size_t body_len;
    bool cut;           /* the file was longer than LIBRARY_FILE_MAX */
    struct arena arena; /* owns all of it */
    char *bytes;
};

/* Read its file again, whole. False with error set when that fails; detail is to be released
 * only when it is true. */
bool library_detail(struct library *library, const struct article *article,
                    struct article_detail *detail, struct error *error);
void article_detail_release(struct article_detail *detail);

/* Read every file by the full road and collect all problems; false when that fails. */
bool library_check(struct library *library, struct error *error);

/*
 * What makes queries over many articles quick (article/index.h): NULL until it is made. It
 * covers the articles from 0 to index_count(); those that came later are only in the library.
 */
const struct index *library_index(const struct library *library);

/* Make it when the loop is idle, if there are enough articles and not too few are new. What was
 * begun goes on. */
void library_make_index(struct library *library, struct loop *loop);

/* Make it now, however few there are. */
void library_index_now(struct library *library);

/* Take one over that was made of these articles, or NULL for none. */
void library_set_index(struct library *library, struct index *index);

/* Bytes of memory taken for articles and terms, the index aside. */
size_t library_memory(const struct library *library);

#endif
