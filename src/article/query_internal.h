/* SPDX-License-Identifier: MIT */
/* What the files of article/query share: the tree, and the reading of its text. */
#ifndef ARTICLE_QUERY_INTERNAL_H
#define ARTICLE_QUERY_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "article/field.h"
#include "article/query.h"
#include "article/sort.h"
#include "base/arena.h"
#include "base/regex.h"

enum query_op {
    QUERY_HAS, /* a number or date is in the span given, a text contains it */
    QUERY_IS,
    QUERY_IS_NOT,
    QUERY_REGEX,
    QUERY_LESS,
    QUERY_LESS_EQUAL,
    QUERY_GREATER,
    QUERY_GREATER_EQUAL,
};

/* From low to high, both included unless open. */
struct query_span {
    double low, high;
    bool low_open, high_open;
};

/* A folded text that is looked for. */
struct query_needle {
    const char *s;
    size_t n;            /* 0: nothing is looked for */
    size_t rarest, rare; /* the places of its two rarest bytes */
    bool ascii;
};

/* How a value can be read; what a front-matter key holds is only seen in the articles. */
enum query_reading { AS_NUMBER, AS_DURATION, AS_DATE, READINGS };

/* One of the values that a test accepts. */
struct query_value {
    struct query_value *next;
    bool none;                  /* the missing value */
    struct query_needle needle; /* empty when it is no text */
    struct regex *regex;        /* of the query, or NULL */
    unsigned readings;          /* bits 1 << enum query_reading */
    struct query_span spans[READINGS];
};

enum query_target {
    TARGET_WORDS,  /* all searched fields and the stored text */
    TARGET_STORED, /* the stored text */
    TARGET_NOTE,   /* what the reader wrote */
    TARGET_STORY,
    TARGET_FIELD,
    TARGET_EXTRA,
};

enum query_node_type { QUERY_AND, QUERY_OR, QUERY_NOT, QUERY_TEST, QUERY_FLAGGED };

struct query_node {
    enum query_node_type type;
    bool grouped;                    /* stands in brackets */
    int cost;                        /* to compare only: the cheap tests go first */
    size_t start, end;               /* bytes of the text, sign and brackets included */
    struct query_node *first, *next; /* child, sibling, in the order of the text */
    struct query_node *cheapest, *next_cheap; /* the same in the order of cost */

    /* QUERY_TEST */
    enum query_target target;
    enum query_op op;
    const struct field *field;  /* TARGET_FIELD */
    const struct field *second; /* looked at as well, or NULL: provider also means its site */
    const char *name;           /* as written */
    size_t name_start, name_end;
    struct query_value *values; /* any of them; none for QUERY_IS_NOT */
    /* Found when the query is run, by number of the term: 1 for each term that satisfies the
     * values, or for each key that is meant by name; of TARGET_STORY by number of the story. */
    const unsigned char *terms;

    size_t flag; /* QUERY_FLAGGED: in the table of flags */
};

/* A term of the top level; node is NULL for sort: and limit:. */
struct query_place {
    size_t start, end;
    const struct query_node *node;
};

enum { QUERY_SEARCHED_MAX = 8 };

struct query {
    struct arena arena;      /* tree and texts */
    struct query_node *root; /* NULL matches everything */
    struct query_place *terms;
    size_t term_count;
    const char **words;
    size_t word_count;
    struct regex *regexes[QUERY_TERMS_MAX];
    size_t regex_count;
    struct sort sort;
    size_t sort_start, sort_end; /* of its text */
    size_t limit;                /* 0 for none */
    int64_t now;
    const struct query_state *state;
    /* Where bare words are looked for, the cheapest first. */
    const struct field *searched[QUERY_SEARCHED_MAX];
    size_t searched_count;

    /* What node->terms was looked up for. */
    struct arena bound;
    const struct library *library;
    size_t bound_articles, bound_terms, bound_stories;
    const struct stories *stories;
};

struct query_parser {
    struct query *query;
    const char *text;
    size_t n, at;
    size_t depth, leaves;
    size_t negations; /* around this place */
    struct query_error *error;
};

/* Set error, if any, to the bytes from start to end; false. */
bool query_fail(struct query_error *error, size_t start, size_t end, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* query_scan.c: one piece of the text after the other. */

/* A piece of the text as it will be understood. */
struct query_piece {
    const char *s; /* NUL after it */
    size_t n;
    size_t start, end; /* bytes of the text, quotes included */
    bool quoted;
    bool regex; /* stood between slashes */
};

bool query_is_blank(char c);
bool query_ends_word(char c); /* a blank, a bracket or a bar */
void query_skip_blanks(struct query_parser *parser);

/* Where a word, or the rest of one, ends. */
size_t query_word_end(const struct query_parser *parser, size_t from);

/* An operator at this place: its length, or 0. */
size_t query_op_at(const struct query_parser *parser, size_t at, enum query_op *op);

/* Where a name of a field ends that begins at this place, or the place when there is none. */
size_t query_name_end(const struct query_parser *parser, size_t at);

/* "…" and /…/, parser being at the first byte. */
bool query_scan_quoted(struct query_parser *parser, struct query_piece *piece);
bool query_scan_regex(struct query_parser *parser, struct query_piece *piece);

/* A bare address, whose brackets belong to it when they come in pairs. */
void query_scan_address(struct query_parser *parser, struct query_piece *piece);

/* The bytes up to end as they stand. */
void query_scan_plain(struct query_parser *parser, size_t end, struct query_piece *piece);

/* One value after an operator. */
bool query_scan_value(struct query_parser *parser, enum query_op op, struct query_piece *piece);

/* query_parse.c: the grammar. */
bool query_parse_all(struct query_parser *parser);

/* A node in the tree's memory, from start to where parser stands. */
struct query_node *query_node_new(struct query_parser *parser, enum query_node_type type,
                                  size_t start);

/* False with error set when that is one value, flag, sort: or limit: too many. */
bool query_count_leaf(struct query_parser *parser, size_t start);

/* One more of the terms that query_term() tells of; node is NULL for sort: and limit:. */
void query_add_place(struct query *query, size_t start, size_t end,
                     const struct query_node *node);

/* query_atom.c: all terms but brackets; parser stands on the first byte. */
bool query_parse_atom(struct query_parser *parser, struct query_node **out);

/* query_directive.c: sort: and limit: */
enum query_directive { QUERY_NO_DIRECTIVE, QUERY_SORT, QUERY_LIMIT };
enum query_directive query_directive_at(const struct query_parser *parser);

/* Read one if there is one here; *taken tells. */
bool query_parse_directive(struct query_parser *parser, bool *taken);

/* A field of the table by any of its names, or NULL. */
const struct field *query_field(const char *name, size_t n);

/* query_check.c: whether a name is a field or a key of some article. */
bool query_knows(const struct library *library, const char *name);

/* query_value.c: what a piece means as a value of node's target. */
bool query_read_value(struct query_parser *parser, const struct query_node *node,
                      const struct query_piece *piece, struct query_value *value);

/* query_span.c: what is compared by its order. */

/* A decimal number and nothing else, the same in every locale. */
bool query_read_number(const char *s, size_t n, double *number);

/* A value taken apart. */
struct query_written {
    const char *s; /* after < and the like */
    size_t n;
    enum query_op op;
    const char *dots; /* of a range, or NULL */
};

/* The operator written before the value (field:>5), and the dots of a range, if there are any.
 */
void query_take_apart(const struct query_piece *piece, enum query_op op,
                      struct query_written *written);

/* True when the value can be read so; its span is then added to value. */
bool query_read_span(enum query_reading reading, const struct query_written *written,
                     int64_t now, struct query_value *value);

/* query_find.c: folded is kept, not copied. */
void query_needle_set(struct query_needle *needle, const char *folded, size_t n);
bool query_find(const struct query_needle *needle, const char *s, size_t n);

/* query_flag.c */

/* The place of a flag in the table, or SIZE_MAX. */
size_t query_flag_find(const char *name, size_t n);
bool query_flag_holds(size_t flag, const struct query *query, const struct article *article);
bool query_flag_is_copy(size_t flag);
int query_flag_cost(size_t flag);
/* True when the state is asked: for what, and what the answer must be. */
bool query_flag_asks(size_t flag, enum query_flag *asked, bool *has);
/* Where an index has it: an enum index_flag; -1 when the state is to be asked. */
int query_flag_listed(size_t flag);

/* query_bind.c: look terms up, unless it was done for the library as it is. */
void query_bind(struct query *query, const struct library *library);

/* query_story.c */
size_t query_story_count(const struct library *library);
/* Put 1 for each story that one of the values means. */
void query_accept_stories(const struct query_node *node, const struct library *library,
                          unsigned char *accepted);
/* STORY_NONE for none. */
uint32_t query_story_of(const struct library *library, const struct article *article);
bool query_is_copy(const struct library *library, const struct article *article);

/* query_cost.c: find the order in which tests are made. */
void query_set_cost(struct query_node *node);

/* query_match.c */
bool query_node_match(const struct query *query, const struct query_node *node,
                      const struct article *article);

/* Whether a field of numbers or dates satisfies a test when this is its value. */
bool query_number_match(const struct query_node *node, double number);

/* Whether the missing value is among those that a test accepts. */
bool query_accepts_none(const struct query_node *node);

/* query_effort.c: sets alone, a look at each place, or at each article; that of the worst
 * within a node. */
enum query_effort { QUERY_BY_SETS, QUERY_BY_PLACES, QUERY_BY_ARTICLES, QUERY_EFFORTS };
enum query_effort query_effort(const struct query *query, const struct query_node *node);

/* Whether there may be stored texts. */
bool query_has_stored(const struct query *query);

/* query_search.c: the places in the library's index whose articles match. */
struct query_search {
    const struct query *query;
    const struct library *library;
    const struct index *index;
    size_t n;      /* places */
    int64_t until; /* of loop_now() */
    bool stopped;  /* as that was over */
    struct query_found *found;
    size_t found_count, found_room;
};

/* The library has an index, which must stay while the search does. */
void query_search_begin(struct query_search *search, const struct query *query,
                        const struct library *library);
void query_search_release(struct query_search *search);

/* The places as bits.h has them, for the caller to free(); NULL when the time was over: then
 * another call goes on. A node that is NULL matches all. */
uint64_t *query_search_step(struct query_search *search, const struct query_node *node,
                            int64_t until);

/* The place up to which articles were asked for the node that takes so long. */
size_t query_search_asked(const struct query_search *search);

/* query_numbers.c: put the places within whose number or date satisfies a test into out, which
 * is empty. */
struct index;
struct index_column;
void query_search_numbers(const struct index *index, const struct index_column *column,
                          const struct query_node *node, const uint64_t *within, uint64_t *out);

/* When a step of so many milliseconds is over, INT_MAX for never. */
int64_t query_step_end(int milliseconds);
/* Now and then, so many articles being done: whether it is. */
bool query_step_is_over(size_t done, int64_t until);

/* Whether a text satisfies a value as a part, as a whole or by its regular expression. */
bool query_text_match(enum query_op op, const struct query_value *value, const char *s,
                      size_t n);

#endif
