/* SPDX-License-Identifier: MIT */
/*
 * One stage after the other, each in steps of well under a millisecond or two: sort the titles,
 * then the articles, gather what they have, write the lists, and join the costly ones.
 */
#include "article/index_build.h"

#include <assert.h>
#include <endian.h>
#include <math.h>
#include <stdlib.h>

#include "base/date.h"

enum { TEXT_MAX = 1024 * 1024 /* bytes of an excerpt, folded, which is shorter */ };

struct index_build *index_build_new(const struct library *library)
{
    struct index_build *build = xcalloc(1, sizeof *build);
    size_t count = library_count(library);

    assert(field_count <= INDEX_FIELDS_MAX);
    build->library = library;
    build->count = count;
    arena_init(&build->texts);
    buf_init(&build->folded, TEXT_MAX);
    build->titles = xreallocarray(NULL, count + 1, sizeof *build->titles);
    index_order_begin(&build->order, count);
    index_vocabulary_init(&build->vocabulary);
    build->invert.places = count;
    for (size_t i = 0; i < field_count; i++)
        build->ranges[i] = (struct index_range){ .low = INFINITY, .high = -INFINITY };
    build->header = xcalloc(1, sizeof *build->header);
    return build;
}

void index_build_free(struct index_build *build)
{
    if (!build)
        return;
    arena_release(&build->texts);
    free(build->titles);
    free(build->title_ranks);
    index_order_release(&build->order);
    buf_release(&build->folded);
    index_vocabulary_release(&build->vocabulary);
    index_invert_release(&build->invert);
    free(build->costs);
    index_grams_release(&build->grams);
    free(build->gram_bits);
    free(build->header);
    free(build->places_to_numbers);
    free(build->numbers_to_places);
    free(build->rows);
    free(build->lists);
    free(build->columns);
    index_free(build->index);
    free(build);
}

/* The next of so many a step, up to the end; false when there is none. */
static bool more(struct index_build *build, size_t *left, size_t end)
{
    if (*left == 0 || build->at == end)
        return false;
    *left -= 1;
    return true;
}

/* ---- the orders ---- */

static int compare_titles(const void *arg, uint32_t a, uint32_t b)
{
    const struct index_build *build = arg;

    return strcmp(build->titles[a], build->titles[b]);
}

static bool fold_titles(struct index_build *build)
{
    struct buf *folded = &build->folded;

    for (size_t left = 256; more(build, &left, build->count); build->at++) {
        const char *title = library_article(build->library, build->at)->title;
        buf_clear(folded);
        text_fold(folded, title, strlen(title));
        title = arena_strndup(&build->texts, buf_str(folded), folded->len);
        build->titles[build->at] = title;
        build->order.items[build->at] =
            (struct index_item){ text_head(title), (uint32_t)build->at };
    }
    build->order.tie = compare_titles;
    build->order.arg = build;
    return build->at == build->count;
}

static bool sort_step(struct index_build *build)
{
    return index_order_step(&build->order);
}

static bool rank_titles(struct index_build *build)
{
    const struct index_item *items = build->order.items;

    if (!build->title_ranks)
        build->title_ranks = xcalloc(build->count + 1, sizeof *build->title_ranks);
    for (size_t left = 4096; more(build, &left, build->count); build->at++) {
        const struct index_item *item = &items[build->at];
        uint32_t rank = 1;
        if (build->at > 0) {
            bool same = item->key == item[-1].key &&
                        compare_titles(build, item->number, item[-1].number) == 0;
            rank = build->title_ranks[item[-1].number] + !same;
        }
        build->title_ranks[item->number] = rank;
    }
    return build->at == build->count;
}

/* By title, then path, as sort.c has it; the same path below two roots in order of number. */
static int compare_places(const void *arg, uint32_t a, uint32_t b)
{
    const struct index_build *build = arg;

    if (build->title_ranks[a] != build->title_ranks[b])
        return build->title_ranks[a] < build->title_ranks[b] ? -1 : 1;
    int result = strcmp(library_article(build->library, a)->path,
                        library_article(build->library, b)->path);
    return result ? result : (a > b) - (a < b);
}

static bool begin_places(struct index_build *build)
{
    for (size_t left = 4096; more(build, &left, build->count); build->at++) {
        int64_t date = library_article(build->library, build->at)->date;
        /* The newest first, none last. */
        uint64_t key = date == DATE_NONE ? UINT64_MAX : ~((uint64_t)date ^ UINT64_C(1) << 63);
        build->order.items[build->at] = (struct index_item){ key, (uint32_t)build->at };
    }
    if (build->at < build->count)
        return false;
    build->order.width = 1;
    build->order.start = build->order.left = build->order.right = 0;
    build->order.tie = compare_places;
    return true;
}

static bool take_places(struct index_build *build)
{
    if (!build->places_to_numbers) {
        build->places_to_numbers = xcalloc(build->count + 1, sizeof(uint32_t));
        build->numbers_to_places = xcalloc(build->count + 1, sizeof(uint32_t));
    }
    for (size_t left = 4096; more(build, &left, build->count); build->at++) {
        uint32_t number = build->order.items[build->at].number;
        build->places_to_numbers[build->at] = number;
        build->numbers_to_places[number] = (uint32_t)build->at;
    }
    if (build->at < build->count)
        return false;
    index_order_release(&build->order);
    return true;
}

/* ---- lists and columns ---- */

static bool gather(struct index_build *build)
{
    for (size_t left = 64; more(build, &left, build->count); build->at++)
        index_gather(build, (uint32_t)build->at);
    return build->at == build->count;
}

static void place_columns(struct index_build *build)
{
    size_t end = 0;

    for (size_t i = 0; i < field_count; i++) {
        struct index_column *column = &build->header->columns[i];
        if (strcmp(fields[i].name, "title") == 0)
            index_range_add(&build->ranges[i], (double)build->count);
        else if (fields[i].type == FIELD_TEXT || fields[i].type == FIELD_TERM ||
                 fields[i].type == FIELD_TERMS)
            continue;
        column->width = index_range_width(&build->ranges[i]);
        column->offset = end;
        end += (build->count * column->width + 7) / 8 * 8;
    }
    build->column_bytes = end;
    build->columns = xcalloc(end + 1, 1);
}

static bool turn(struct index_build *build)
{
    build->header->words = build->vocabulary.count;
    build->header->word_bytes = build->vocabulary.length;
    index_vocabulary_forget(&build->vocabulary);
    build->too_large = build->vocabulary.too_large ||
                       !index_invert_turn(&build->invert, build->header, &build->rows,
                                          &build->row_count, &build->list_bytes);
    if (build->too_large)
        return true;
    build->lists = xcalloc(build->list_bytes + 1, 1);
    place_columns(build);
    return true;
}

static bool write_lists(struct index_build *build)
{
    for (size_t left = 256; more(build, &left, build->count); build->at++) {
        index_invert_write(&build->invert, (uint32_t)build->at, build->lists);
        index_put_columns(build, (uint32_t)build->at);
    }
    return build->at == build->count;
}

static uint32_t cost_of(const struct index_build *build, enum index_group group, size_t word)
{
    const struct index_group_tallies *tallies = &build->invert.groups[group];

    return word >= tallies->count || tallies->list[word].is_bits ? 0
                                                                 : tallies->list[word].count;
}

static bool weigh_words(struct index_build *build)
{
    size_t words = build->vocabulary.count;

    if (!build->costs)
        build->costs = xcalloc(words + 1, sizeof *build->costs);
    for (size_t left = 16384; more(build, &left, words); build->at++)
        build->costs[build->at] = cost_of(build, GROUP_TITLE, build->at) +
                                  cost_of(build, GROUP_EXCERPT, build->at);
    return build->at == words;
}

/* ---- the index itself ---- */

static void assemble(struct index_build *build)
{
    struct index *index = build->index ? build->index : xcalloc(1, sizeof *index);
    struct index_header *header = build->header;
    const struct index_section sections[INDEX_SECTIONS] = {
        [SECTION_HEADER] = { header, sizeof *header },
        [SECTION_ORDER] = { build->places_to_numbers, build->count * sizeof(uint32_t) },
        [SECTION_PLACES] = { build->numbers_to_places, build->count * sizeof(uint32_t) },
        [SECTION_WORDS] = { build->vocabulary.bytes, build->vocabulary.length },
        [SECTION_STARTS] = { build->vocabulary.starts,
                             (build->vocabulary.count + 1) * sizeof(uint32_t) },
        [SECTION_ROWS] = { build->rows, build->row_count * sizeof *build->rows },
        [SECTION_LISTS] = { build->lists, build->list_bytes },
        [SECTION_COLUMNS] = { build->columns, build->column_bytes },
    };

    memcpy(header->magic, INDEX_MAGIC, sizeof header->magic);
    header->layout = index_layout();
    header->count = build->count;
    header->terms = terms_count(library_terms(build->library));
    memcpy(index->sections, sections, sizeof sections);
    index_attach(index);
    build->index = index;
}

static bool begin_grams(struct index_build *build)
{
    index_invert_release(&build->invert);
    arena_release(&build->texts);
    free(build->titles);
    build->titles = NULL;
    assemble(build);
    return true;
}

static bool weigh_grams(struct index_build *build)
{
    enum { BYTES = 2048 };

    return index_grams_weigh(&build->grams, build->index, build->costs, BYTES);
}

/* Room for the list of each: they are long enough to be bitsets. */
static bool choose_grams(struct index_build *build)
{
    struct index_grams *grams = &build->grams;
    size_t whole = bits_words(build->count) * sizeof(uint64_t), old = build->list_bytes;
    char text[INDEX_GRAM_MAX];

    index_grams_choose(grams, build->index);
    uint64_t end = old + (uint64_t)whole * grams->heavy_count;
    if (end > UINT32_MAX)
        return true; /* they only save time */
    build->lists = xreallocarray(build->lists, (size_t)end + 1, 1);
    build->rows = xreallocarray(build->rows, build->row_count + grams->heavy_count + 1,
                                sizeof *build->rows);
    for (size_t i = 0; i < grams->heavy_count; i++) {
        index_vocabulary_append(&build->vocabulary, text,
                                index_gram_text(grams->heavy[i], text));
        build->list_bytes += whole;
        build->rows[build->row_count++] =
            (struct index_row){ (uint32_t)i, (uint32_t)build->list_bytes };
    }
    build->header->grams = grams->heavy_count;
    build->header->group_ends[GROUP_GRAMS] = (uint32_t)build->row_count;
    build->gram_bits =
        xcalloc(bits_words(build->count) * grams->heavy_count + 1, sizeof(uint64_t));
    build->too_large = build->vocabulary.too_large;
    assemble(build);
    return true;
}

static bool fill_grams(struct index_build *build)
{
    return !build->gram_bits ||
           index_grams_fill(&build->grams, build->index, build->gram_bits, 4);
}

/* The places of a list that is a bitset go from the lowest bit of the first byte up. */
static bool store_grams(struct index_build *build)
{
    size_t words = bits_words(build->count) * build->grams.heavy_count;
    unsigned char *to = build->lists + build->list_bytes - words * sizeof(uint64_t);

    if (!build->gram_bits)
        return true;
    for (size_t i = 0; i < words; i++) {
        uint64_t word = htole64(build->gram_bits[i]);
        memcpy(to + i * sizeof word, &word, sizeof word);
    }
    return true;
}

static bool (*const stages[])(struct index_build *build) = {
    fold_titles, sort_step,   rank_titles,  begin_places, sort_step,
    take_places, gather,      turn,         write_lists,  weigh_words,
    begin_grams, weigh_grams, choose_grams, fill_grams,   store_grams,
};

bool index_build_step(struct index_build *build, int milliseconds)
{
    enum { STAGES = sizeof stages / sizeof *stages };
    int64_t until = loop_now() + milliseconds;

    do {
        if (build->stage == STAGES || build->too_large)
            return true;
        if (stages[build->stage](build)) {
            build->stage++;
            build->at = 0;
        }
    } while (loop_now() < until);
    return false;
}

struct index *index_build_take(struct index_build *build)
{
    struct index *index = build->index;
    struct index_vocabulary *vocabulary = &build->vocabulary;

    if (build->too_large || !index)
        return NULL;
    vocabulary->bytes = xreallocarray(vocabulary->bytes, vocabulary->length, 1);
    vocabulary->starts =
        xreallocarray(vocabulary->starts, vocabulary->count + 1, sizeof *vocabulary->starts);
    assemble(build);
    index->owned = true;
    build->index = NULL;
    build->header = NULL;
    build->places_to_numbers = build->numbers_to_places = NULL;
    build->rows = NULL;
    build->lists = build->columns = NULL;
    vocabulary->bytes = NULL;
    vocabulary->starts = NULL;
    return index;
}
