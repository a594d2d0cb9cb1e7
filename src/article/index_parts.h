/* SPDX-License-Identifier: MIT */
/*
 * What the files of article/index share:
 *
 *   index.c         the index as a whole          index_build.c   making one, step by step
 *   index_open.c    from and to bytes             index_order.c   sorting, step by step
 *   index_lists.c   lists of places               index_invert.c  gathering lists
 *   index_words.c   texts to tokens, needles      index_grams.c   needles that much contains
 *   index_column.c  dates, numbers, ranks           index_vocabulary.c  words to numbers
 *
 * A place is the number of an article in the default order. A list is the places that have
 * something in common: differences as bytes of seven bits, lowest first, or a bitset when that
 * is no longer; its length tells which.
 */
#ifndef ARTICLE_INDEX_PARTS_H
#define ARTICLE_INDEX_PARTS_H

#include "article/bits.h"
#include "article/field.h"
#include "article/index.h"

/* ---- what is in the sections ---- */

enum index_section_name {
    SECTION_HEADER,
    SECTION_ORDER,  /* number by place */
    SECTION_PLACES, /* place by number */
    SECTION_WORDS,  /* a newline before each word and after the last; the same for grams */
    SECTION_STARTS, /* of each word in it, and where the next one would start */
    SECTION_ROWS,
    SECTION_LISTS,
    SECTION_COLUMNS,
};

#define INDEX_MAGIC "coranto" /* and its NUL */

enum { INDEX_FIELDS_MAX = 32, INDEX_TERM_FIELDS_MAX = 12 };

/* What lists are of; each has rows of its own. */
enum index_group {
    GROUP_TITLE,   /* keys are words, each has a row */
    GROUP_EXCERPT, /* the same */
    GROUP_KEYS,    /* by term: a front-matter key */
    GROUP_FLAGS,   /* by enum index_flag */
    GROUP_FIELDS,  /* by term: the first field of terms; the others follow */
    GROUP_GRAMS = GROUP_FIELDS + INDEX_TERM_FIELDS_MAX, /* title or excerpt contains it */
    GROUPS,
};

enum index_flag {
    INDEX_BODY,
    INDEX_IMAGE,
    INDEX_AMP,
    INDEX_PUBLISHED,
    INDEX_ANY, /* + group of a field - GROUP_FIELDS: it has a value */
    INDEX_FLAGS = INDEX_ANY + INDEX_TERM_FIELDS_MAX,
};

/* A list, which begins where the one before it ends. */
struct index_row {
    uint32_t key, end; /* keys ascend within a group */
};

/* Numbers by place, as small as they all fit. */
struct index_column {
    uint32_t width; /* bytes: 1, 2, 4 for whole numbers, 8 for double, 0 for no column */
    uint32_t unused;
    uint64_t offset; /* in the section, a multiple of 8 */
};

struct index_header {
    char magic[8];
    uint64_t layout; /* hash of what this program thinks an index is */
    uint64_t count, terms, words, grams;
    uint64_t word_bytes;         /* where the grams begin */
    uint32_t group_ends[GROUPS]; /* rows */
    /* By number of the field; of "title" its rank from 1, equal titles having the same. */
    struct index_column columns[INDEX_FIELDS_MAX];
};

struct index {
    const struct index_header *header;
    size_t count;
    const uint32_t *order, *places;
    const char *words;
    const uint32_t *starts; /* grams follow words */
    const struct index_row *rows;
    const unsigned char *lists;
    const unsigned char *columns;
    struct index_section sections[INDEX_SECTIONS];
    bool owned; /* what the sections point to is ours */
};

/* The layout that this program reads and writes. */
uint64_t index_layout(void);

/* The group of a field of terms. */
enum index_group index_group_of(const struct field *field);

/* Set all from sections, whose header is checked no further. */
void index_attach(struct index *index);

/* Write the numbers of these places, without the gone, in order; how many. */
size_t index_numbers(const struct library *library, const uint64_t *places, uint32_t *numbers);
/* How many of these places are not gone. */
size_t index_live(const struct library *library, const uint64_t *places);

/* ---- index_lists.c ---- */

struct index_list {
    const unsigned char *bytes;
    size_t length;
    bool is_bits;
};

/* The rows of a group among all rows: from its start on, up to its end. */
size_t index_group_start(const struct index *index, enum index_group group);
size_t index_group_end(const struct index *index, enum index_group group);

/* The list of a row, by its number among all rows. */
struct index_list index_list(const struct index *index, size_t row);

/* The row of a key, SIZE_MAX when it has none. */
size_t index_row_of(const struct index *index, enum index_group group, uint32_t key);

/* Add the places of a flag to bits. */
void index_flag_or(const struct index *index, enum index_flag flag, uint64_t *bits);

/* The flag of the places that have a value of a field of terms. */
enum index_flag index_any_of(const struct field *field);

/* Add its places to bits. */
void index_list_or(const struct index *index, struct index_list list, uint64_t *bits);

/* How many of its places are in bits. */
size_t index_list_count(const struct index *index, struct index_list list,
                        const uint64_t *bits);

/* ---- index_words.c ---- */

struct index_token {
    const char *s;
    size_t n;
    bool alone; /* a letter of a script that has no blanks between words */
};

/*
 * The tokens of a folded text: what stands between blanks, but each letter of a script without
 * them is one of its own. *at starts as 0. False at the end.
 */
bool index_token_next(const char *folded, size_t n, size_t *at, struct index_token *token);

/* True when the tokens alone tell where a needle is: it is a part of one. */
bool index_knows(const char *needle, size_t n);

/*
 * Add to bits the places whose title (or excerpt, or either) may hold a folded needle; true
 * when all of them do. Places are left out only when they do not.
 */
bool index_find(const struct index *index, bool title, bool excerpt, const char *needle,
                size_t n, uint64_t *bits);

/* ---- index_column.c ---- */

/* The column of a number or date, NULL when there is none. */
const struct index_column *index_column(const struct index *index, const struct field *field);

/* The value at a place, NAN for unknown; the column must be there. */
double index_column_get(const struct index *index, const struct index_column *column,
                        size_t place);

/* Add the places whose value lies from low to high to bits. */
void index_column_or(const struct index *index, const struct index_column *column, double low,
                     double high, uint64_t *bits);

/* What the values of a column are like, so that it takes as few bytes as hold them all. */
struct index_range {
    double low, high;
    bool fraction;
};

void index_range_add(struct index_range *range, double value);
/* Bytes of the smallest kind of number that has room for these values, and for NAN. */
uint32_t index_range_width(const struct index_range *range);
/* Write a value into a column of that width; NAN for unknown. */
void index_column_put(unsigned char *bytes, uint32_t width, size_t place, double value);

/* ---- index_order.c: a merge sort that can stop anywhere ---- */

struct index_item {
    uint64_t key;
    uint32_t number;
};

struct index_order {
    struct index_item *items, *spare;
    size_t count;
    size_t width;       /* of the sorted runs */
    size_t start;       /* of the pair of runs that is being merged */
    size_t left, right; /* what is merged next */
    /* Order of items with equal keys. */
    int (*tie)(const void *arg, uint32_t a, uint32_t b);
    const void *arg;
};

void index_order_begin(struct index_order *order, size_t count);
/* Some thousand steps; true when items are sorted. */
bool index_order_step(struct index_order *order);
void index_order_release(struct index_order *order);

/* ---- index_vocabulary.c: words to numbers ---- */

struct index_vocabulary {
    char *bytes; /* as in SECTION_WORDS */
    size_t length, room;
    uint32_t *starts, *hashes;
    size_t count, size;
    uint32_t *slots; /* number + 1, 0 is free; a power of two, at most half of it used */
    size_t slot_count;
    uint64_t secret; /* of the hashes */
    bool too_large;
};

void index_vocabulary_init(struct index_vocabulary *vocabulary);
/* The number of a word, new if need be. */
uint32_t index_vocabulary_add(struct index_vocabulary *vocabulary, const char *s, size_t n);
/* Append a text without looking whether it is there. */
void index_vocabulary_append(struct index_vocabulary *vocabulary, const char *s, size_t n);
/* Set free what only the first pass needs, which looks words up. */
void index_vocabulary_forget(struct index_vocabulary *vocabulary);
void index_vocabulary_release(struct index_vocabulary *vocabulary);

/* ---- index_invert.c: lists from articles, two passes ---- */

struct index_tally {
    uint32_t last;  /* place + 1 */
    uint32_t count; /* of places */
    uint32_t bytes; /* of the list; then where to write on */
    bool is_bits;
};

struct index_invert {
    struct index_group_tallies {
        struct index_tally *list; /* by key */
        size_t count, size;
    } groups[GROUPS];
    unsigned char *stream; /* for each place, for each group: keys + 1, then 0 */
    size_t length, room, read;
    size_t places; /* of all */
};

/* First pass: keys of one place after the other, groups in order, each ended. */
void index_invert_add(struct index_invert *invert, enum index_group group, uint32_t place,
                      uint32_t key);
void index_invert_end(struct index_invert *invert);

/* Between them: make rows and room for the lists; false when it is too much. */
bool index_invert_turn(struct index_invert *invert, struct index_header *header,
                       struct index_row **rows, size_t *row_count, size_t *list_bytes);

/* Second pass: write what the next place has. */
void index_invert_write(struct index_invert *invert, uint32_t place, unsigned char *lists);
void index_invert_release(struct index_invert *invert);

/* ---- index_grams.c ---- */

/*
 * What one to three characters of a word cost to look up, when many words have them: the union
 * of their lists is kept for those that cost most.
 */
enum { INDEX_GRAM_MAX = 13 }; /* bytes of its text */

struct index_grams {
    struct index_gram {
        uint64_t key; /* characters, 21 bits each; 0 is free */
        uint32_t cost;
        uint32_t heavy; /* number + 1 */
    } * slots;
    size_t slot_count, used;
    size_t word;     /* to be looked at next */
    uint64_t *heavy; /* keys */
    size_t heavy_count;
};

/* Look at words of about so many bytes, as strangers write long ones; true when all are done.
 * costs is by word. */
bool index_grams_weigh(struct index_grams *grams, const struct index *index,
                       const uint32_t *costs, size_t most);
/* Choose the heavy ones. */
void index_grams_choose(struct index_grams *grams, const struct index *index);
/* Append one's text. */
size_t index_gram_text(uint64_t key, char out[INDEX_GRAM_MAX]);
/* Add the lists of a number of words to the bits of each heavy gram. */
bool index_grams_fill(struct index_grams *grams, const struct index *index, uint64_t *bits,
                      size_t most);
void index_grams_release(struct index_grams *grams);

#endif
