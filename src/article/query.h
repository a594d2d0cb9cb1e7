/* SPDX-License-Identifier: MIT */
/*
 * The query language: text to tree, tree to matches. man/coranto.5 describes it for people.
 *
 *   query := or          or := and { ("|" | "or") and }        and := not { ["and"] not }
 *   not   := ["!" | "-" | "not"] atom
 *   atom  := "(" query ")" | field op value | flag | word | "a phrase" | /regex/
 *   op    := ":" has   "=" is   "!=" has another   "~" matches the regex   "<" "<=" ">" ">="
 *   value := word | "quoted" | /regex/ | a..b | none | a,b,c (any of)
 *   flag  := unread read starred note new dup full body image amp published
 *
 * Also `#AI` is `topic:AI`, `@3d` is `date:<3d`, an address that begins with http:// or
 * https:// is `url:`; `sort:heat,-title` and `limit:20` stand outside of brackets, the last
 * one counts; "&" and "&&" are "and", "||" is "|". `text:` is the stored text alone, `note:`
 * what the reader wrote, `story:ID` what is in one story with that article, `story:TEXT` a
 * story with such a title; tag, year, month and day are other names of topic and date. Case and
 * accents never matter.
 *
 *   - Words and phrases are looked for in the fields marked as searched and in the stored text,
 *     anywhere, within words too.
 *   - `:` on topics, providers and other shared values means a whole value when an article has
 *     one, else a part of a value; on texts a part; on numbers and dates the same or within.
 *   - `=` means the whole value. A missing value matches no comparison, neither does it match
 *     `!=`; `field:none` finds it. `-field:x` is all but what `field:x` finds.
 *   - A span of time is before `<`, in `:`, after `>` as a whole: `date>2021` begins in 2022.
 *     An age is younger `<` or older `>`: `date<3d`.
 *   - Any other name is a front-matter key, nested ones with dots; one with blanks is quoted:
 *     `"my key":x`. When both sides can be read as numbers, as durations or as dates, they
 *     are compared as such; else `:` is a part and `<` matches nothing.
 *   - In quotes only \" and \\ have a meaning, and none, a..b, <3d and /x/ have none.
 */
#ifndef ARTICLE_QUERY_H
#define ARTICLE_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "article/library.h"

enum {
    QUERY_MAX = 8192,      /* bytes of its text */
    QUERY_DEPTH_MAX = 64,  /* brackets within one another */
    QUERY_TERMS_MAX = 256, /* values, flags, sort: and limit: */
};

/* Room for a text that is made for query_parse() and may get too long, which that then tells.
 */
enum { QUERY_ROOM = QUERY_MAX + 1 };

struct query;

struct query_error {
    struct error error; /* one sentence */
    /* Bytes of the text it speaks of; both are its length when it is too short. */
    size_t start, end;
};

/* What only the reader's own records can tell. */
enum query_flag {
    QUERY_READ,
    QUERY_STARRED,
    QUERY_NEW,
    QUERY_FULL,
    QUERY_NOTED,
    QUERY_STORED, /* its text is stored; no flag of the language */
    QUERY_FLAGS
};

struct query_state {
    void *arg;
    bool (*flag)(void *arg, const struct article *article, enum query_flag flag);
    /* The stored full text, cleaned, or NULL; valid until the next call. Asked last and only of
     * articles that nothing else has decided. */
    const char *(*text)(void *arg, const struct article *article, size_t *n);
    /* What the reader wrote about it, clean, "" for nothing; valid until the next call. */
    const char *(*note)(void *arg, const struct article *article);
    /* The same flag of all articles, as bits.h has them, by number; NULL: ask each. Texts are
     * then asked of those that are QUERY_STORED. */
    const uint64_t *(*flagged)(void *arg, const struct library *library, enum query_flag flag);
};

/*
 * NULL with error (may be NULL) set when text is wrong or not complete. The empty text matches
 * everything. now is for relative dates. Whole-value terms (`topic:ai`) are looked up in the
 * library when it is run, so a query outlives loading.
 */
struct query *query_parse(const char *text, size_t n, int64_t now, struct query_error *error);
void query_free(struct query *query);

/* Ask this state, which must outlive the query. Without one, and where a function of it is
 * NULL, every article is unread, not starred, new or full, and has no text and no note. */
void query_set_state(struct query *query, const struct query_state *state);

/* True when what matches depends on library_stories(): before they are known no article is in a
 * story, nor a copy (dup). */
bool query_needs_stories(const struct query *query);

/* True when every article matches, whatever the order and the limit. */
bool query_is_empty(const struct query *query);

/* True when the articles come in the default order, the newest first. */
bool query_is_by_date(const struct query *query);

/*
 * False with error set when a name in the query, or in its sort:, is neither a field nor a key
 * of any article of the library; of an empty library nothing is said. The query can be run all
 * the same: such a name has no values.
 */
bool query_check(const struct query *query, const struct library *library,
                 struct query_error *error);

/*
 * The numbers of the articles that match, in the query's order (`sort:`, default date, newest
 * first; unknown values last; ties by date, then title, then path), at most `limit:`. The array
 * is for the caller to free(); never NULL. *matched (may be NULL) is the count before limit.
 */
uint32_t *query_run(struct query *query, const struct library *library, size_t *count,
                    size_t *matched);

/*
 * The same a bit at a time. Query and library must outlive it; it is of the articles that there
 * are when it is started, and goes on whatever else the query is asked and whatever happens to
 * the library, as long as it is not freed.
 */
struct query_running;
struct query_running *query_start(struct query *query, const struct library *library);

/* Run for about so many milliseconds, INT_MAX for all that is left; true when it is over. */
bool query_step(struct query_running *running, int milliseconds);

/* How far: articles that were asked one by one, of all. */
void query_progress(const struct query_running *running, size_t *asked, size_t *all);

/* What query_run() returns, after the last step; running is freed. */
uint32_t *query_take(struct query_running *running, size_t *count, size_t *matched);

/* Give up; NULL is ignored. */
void query_stop(struct query_running *running);

/*
 * Whether one article matches, limits and order aside. Terms are looked up again when the
 * library is another or has grown; a query that outlives its library is to be run on the next
 * one before it is matched.
 */
bool query_match(struct query *query, const struct library *library,
                 const struct article *article);

/* The top-level terms joined by "and", in order: what Esc drops from the end and what an empty
 * list names. Their places in the text, brackets and sign included. sort: and limit: are terms
 * that all articles match. */
size_t query_term_count(const struct query *query);
void query_term(const struct query *query, size_t i, size_t *start, size_t *end);

/* How many articles match each top-level term alone, and all but it: counted a bit at a time,
 * as query_step() runs, and got when a step returned true. */
struct query_counting;
struct query_counting *query_count_start(struct query *query, const struct library *library);
bool query_count_step(struct query_counting *counting, int milliseconds);
void query_count_get(const struct query_counting *counting, size_t i, size_t *alone,
                     size_t *without);
void query_count_stop(struct query_counting *counting); /* NULL is ignored */

/* The folded words and phrases that the query looks for in the text, to light them up. */
size_t query_words(const struct query *query, const char *const **words);

/*
 * Append a term `field:value`, quoted so that it parses back to exactly that value; `=` instead
 * of `:` where `:` would find parts of texts. `exclude` puts a "-" before it. A blank comes
 * first when out is not empty. Several values become one term that any of them satisfies; a
 * value that is NULL is the missing one.
 */
void query_add_term(struct buf *out, const char *field, const char *const *values, size_t count,
                    bool exclude);

/* Append the text of this query for terms to follow that hold for all it finds: alternatives
 * get brackets. */
void query_add_all(struct buf *out, const struct query *query, const char *text);

/* Append the parts of such a term, quoted where they must be. */
void query_add_name(struct buf *out, const char *field);
void query_add_value(struct buf *out, const char *field, const char *value);

/* The names of all flags; NULL after the last. */
const char *query_flag_name(size_t i);

#endif
