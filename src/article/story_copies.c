/* SPDX-License-Identifier: MIT */
/*
 * Articles that are copies of one another. What they have in common is hashed to 64 bits, and
 * equal hashes are taken for equal texts: who forges one could as well copy the title.
 */
#include <string.h>

#include "article/related.h"
#include "article/story_parts.h"
#include "base/alloc.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/text.h"

enum {
    EXCERPT_BYTES = 200, /* of the beginning of an excerpt, which may be cut at any place */
    EXCERPT_LETTERS = 40,
    SECONDS_A_DAY = 24 * 60 * 60,
};

/* What each hash speaks of. */
enum { OF_ADDRESS = 1, OF_EXCERPT, OF_TITLE };

/* Punctuation beyond ASCII that titles have: U+2000 to U+207F. */
static size_t punctuation(const char *s, size_t n)
{
    bool general = n >= 3 && (unsigned char)s[0] == 0xE2 &&
                   ((unsigned char)s[1] == 0x80 || (unsigned char)s[1] == 0x81);

    return general ? 3 : 0;
}

static bool is_letter(char c)
{
    return (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* The letters and digits of a text, folded, in out, which is cleared. */
static void take_letters(struct buf *out, const char *s, size_t n)
{
    size_t kept = 0;

    buf_clear(out);
    text_fold(out, s, n);
    for (size_t i = 0; i < out->len;) {
        size_t skip = punctuation(out->data + i, out->len - i);
        if (skip == 0 && is_letter(out->data[i]))
            out->data[kept++] = out->data[i];
        i += skip ? skip : 1;
    }
    buf_truncate(out, kept);
}

static uint64_t hash_with(int kind, uint64_t hash, const struct buf *text)
{
    unsigned char first = (unsigned char)kind;

    hash = hash_bytes(hash, &first, 1);
    hash = hash_mix(hash_bytes(hash, text->data, text->len));
    return hash ? hash : 1;
}

/* Many sites put their name behind their titles. */
static void drop_provider(struct buf *title, const struct buf *provider)
{
    size_t n = provider->len;

    if (n > 0 && title->len >= n + STORY_TITLE_LETTERS &&
        memcmp(title->data + title->len - n, provider->data, n) == 0)
        buf_truncate(title, title->len - n);
}

/* The hash of a title and of who published it; 0 when that says nothing. */
static uint64_t hash_title(struct story_build *build, const struct article *article)
{
    const struct terms *terms = library_terms(build->library);
    term site = article->domain != TERM_NONE ? article->domain : article->provider;
    const char *name = terms_text(terms, article->provider);

    if (site == TERM_NONE)
        return 0;
    take_letters(&build->provider, name, strlen(name));
    take_letters(&build->title, article->title, strlen(article->title));
    drop_provider(&build->title, &build->provider);
    if (build->title.len < STORY_TITLE_LETTERS)
        return 0;
    return hash_with(OF_TITLE, hash_bytes(HASH_START, &site, sizeof site), &build->title);
}

/* The article joins the one that was met with this hash first. */
static struct story_slot *meet(struct story_build *build, uint64_t hash, uint32_t number,
                               bool join)
{
    struct story_slot *slot = story_table_at(&build->table, hash);

    if (slot->hash == 0)
        *slot = (struct story_slot){ .hash = hash, .number = number };
    else if (join)
        story_join(build, slot->number, number);
    return slot;
}

static void start_meeting(struct story_build *build)
{
    story_part_all(build);
    story_table_init(&build->table, 3 * build->count);
    build->next_titled = xcalloc(build->count + 1, sizeof *build->next_titled);
}

static void meet_article(struct story_build *build, size_t i)
{
    const struct article *article = library_article(build->library, i);
    const char *address = article_address(article);
    uint64_t hash = related_hash(address, strlen(address));
    size_t n = strlen(article->excerpt);

    build->next_titled[i] = STORY_NONE;
    if (story_is_gone(build, i))
        return;
    build->title.len = 0;
    if (hash)
        meet(build, hash_with(OF_ADDRESS, hash, &build->title), (uint32_t)i, true);
    uint64_t title = hash_title(build, article);
    if (!title)
        return;
    struct story_slot *slot = meet(build, title, (uint32_t)i, false);
    if (slot->number != i)
        build->next_titled[i] = slot->number;
    slot->number = (uint32_t)i;
    slot->titled++;
    take_letters(&build->title, article->excerpt, n < EXCERPT_BYTES ? n : EXCERPT_BYTES);
    if (build->title.len >= EXCERPT_LETTERS) {
        build->title.len = EXCERPT_LETTERS;
        meet(build, hash_with(OF_EXCERPT, title, &build->title), (uint32_t)i, true);
    }
}

static size_t each_slot(const struct story_build *build)
{
    return build->table.mask + 1;
}

/* No date is no reason to be another article. */
static bool same_days(const struct article *a, const struct article *b)
{
    if (a->date == DATE_NONE || b->date == DATE_NONE)
        return a->date == b->date && strcmp(a->excerpt, b->excerpt) == 0;
    uint64_t apart = a->date > b->date ? (uint64_t)a->date - (uint64_t)b->date
                                       : (uint64_t)b->date - (uint64_t)a->date;
    return apart <= (uint64_t)STORY_SAME_TITLE_DAYS * SECONDS_A_DAY;
}

/* The few articles of one title. */
static void meet_titles(struct story_build *build, size_t i)
{
    const struct story_slot *slot = &build->table.slots[i];

    if (slot->titled < 2 || slot->titled > STORY_SAME_TITLE_MAX)
        return;
    for (uint32_t a = slot->number; a != STORY_NONE; a = build->next_titled[a])
        for (uint32_t b = build->next_titled[a]; b != STORY_NONE; b = build->next_titled[b])
            if (same_days(library_article(build->library, a),
                          library_article(build->library, b)))
                story_join(build, a, b);
}

static void start_choosing(struct story_build *build)
{
    for (size_t i = 0; i < build->count; i++)
        build->stories->best[i] = STORY_NONE;
}

/* The best of each group, at the place of the group. */
static void choose(struct story_build *build, size_t i)
{
    uint32_t group = story_group(build, (uint32_t)i);
    uint32_t *best = &build->stories->of[group];

    if (build->stories->best[group] == STORY_NONE) {
        build->stories->best[group] = group;
        *best = (uint32_t)i;
    } else if (story_is_better(library_article(build->library, i),
                               library_article(build->library, *best))) {
        *best = (uint32_t)i;
    }
}

static void tell_best(struct story_build *build, size_t i)
{
    struct stories *stories = build->stories;
    uint32_t best = stories->of[story_group(build, (uint32_t)i)];

    stories->best[i] = best;
    stories->ranks[i] = best != i;
}

static void start_rings(struct story_build *build)
{
    for (size_t i = 0; i < build->count; i++)
        build->stories->next_copy[i] = (uint32_t)i;
}

static void put_in_ring(struct story_build *build, size_t i)
{
    uint32_t *next = build->stories->next_copy, best = build->stories->best[i];

    if (best == i || story_is_gone(build, i))
        return;
    next[i] = next[best];
    next[best] = (uint32_t)i;
}

const struct story_stage story_copies_stages[] = {
    { start_meeting, story_each_article, meet_article },
    { NULL, each_slot, meet_titles },
    { start_choosing, story_each_article, choose },
    { NULL, story_each_article, tell_best },
    { start_rings, story_each_article, put_in_ring },
    { .step = NULL },
};
