/* SPDX-License-Identifier: MIT */
#include "worker/extract.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "worker/extract_parts.h"
#include "worker/verdict.h"

enum {
    BELIEVED_SHARE = 20,     /* percent of the page's prose that an article must hold */
    BELIEVED_TEXT = 100,     /* characters that are an article, or half of the page's text */
    ARTICLE_PROSE_MIN = 900, /* characters of prose that are one in any case */
    ASKED_PROSE_MAX = 1500,  /* characters of prose beside which a request for money counts */
    ASKED_MIN = 8,           /* characters of such a request, … */
    ASKED_BYTES = 1024,      /* … and bytes */
    SLUG_DASHES = 4,         /* in the last part of an address that is a headline */
    ARTICLE_SHARE = 60,      /* percent of the page's text that is one in any case */
};

static void forget(struct spots *spots, uint8_t marks)
{
    for (uint32_t i = 0; i < spots->count; i++)
        spots->items[i].gone &= (uint8_t)~marks;
}

/* Words in addresses and names of pages where people talk with each other. */
static bool is_thread_word(const char *s, size_t n)
{
    static const char *const words[] = { "forum",       "forums",    "thread",    "threads",
                                         "topic",       "topics",    "community", "discussion",
                                         "discussions", "questions", "question",  "t",
                                         "viewtopic",   "showthread" };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == n && strncasecmp(s, words[i], n) == 0)
            return true;
    return false;
}

static bool has_thread_word(const char *s)
{
    for (; *s; s += *s != '\0') {
        size_t n = strcspn(s, "/.-_?=& ");
        if (is_thread_word(s, n))
            return true;
        s += n;
    }
    return false;
}

static bool is_thread(const struct spots *spots, const char *url)
{
    static const char *const types[] = { "DiscussionForumPosting", "QAPage" };

    if (has_thread_word(url))
        return true;
    for (uint32_t i = 1; i < spots->count; i++) {
        const char *type = html_attribute(spots->items[i].node, "itemtype");
        for (size_t j = 0; type && j < sizeof types / sizeof *types; j++)
            if (strstr(type, types[j]))
                return true;
    }
    return false;
}

/* Whether s begins with the year and month of a path: "/2019/03", "/2019-03". */
static bool is_dated(const char *s)
{
    return strncmp(s, "/20", 3) == 0 && isdigit((unsigned char)s[3]) &&
           isdigit((unsigned char)s[4]) && (s[5] == '/' || s[5] == '-') &&
           isdigit((unsigned char)s[6]);
}

/* Whether an address is of the kind that stories have: dated, or ending in a headline. */
static bool is_story_address(const char *url)
{
    size_t dashes = 0;

    for (; *url && *url != '?'; url++) {
        if (is_dated(url))
            return true;
        dashes = *url == '/' && url[1] ? 0 : dashes + (*url == '-');
    }
    return dashes >= SLUG_DASHES;
}

static bool is_front_address(const char *url)
{
    const char *host = strstr(url, "://"), *path = host ? strchr(host + 3, '/') : NULL;

    return host && (!path || strcmp(path, "/") == 0);
}

struct search {
    struct spots spots;
    const struct extract_hints *hints;
    bool thread;          /* what readers wrote is the content */
    bool front;           /* it is the first page of a site, which is a list of others */
    bool story;           /* the page says or looks like it is an article */
    uint32_t found;       /* characters below the root before its edges were cut */
    uint32_t text, prose; /* of the page without its frame and its cards */
};

/* One try with these rules (enum spot_gone); the root it comes to. */
static uint32_t attempt(struct search *search, uint8_t rules)
{
    struct spots *spots = &search->spots;

    forget(spots, (uint8_t)~GONE_HARD);
    spots_count(spots);
    if (rules & GONE_TAG) {
        extract_find_core(spots);
        extract_drop_frame(spots);
        spots_count(spots);
        if (!search->thread)
            extract_drop_comments(spots, search->story);
        spots_count(spots);
        if (!search->front)
            extract_find_cards(spots, search->story);
        search->text = spots->items[0].text - spots->items[0].carded;
        search->prose = spots->items[0].solid;
    }
    if (rules & GONE_NAME) {
        extract_drop_names(spots);
        spots_count(spots);
    }
    uint32_t root = rules & GONE_OUTSIDE ? extract_find_root(spots) : 0;
    if (rules & GONE_LINKS) {
        extract_drop_cards(spots, root);
        spots_count(spots);
        extract_drop_links(spots, root);
        spots_count(spots);
    }
    search->found = spots->items[root].text;
    if (rules & GONE_EDGE) {
        extract_drop_repeats(spots, root, search->thread);
        extract_drop_edges(spots, root, search->hints);
    }
    spots_count(spots);
    return root;
}

/* Little of the page, which does not say that it is an article: a list, a shop, a form. */
static bool is_no_article(const struct search *search, const struct spot *root)
{
    return !search->story && root->prose < ARTICLE_PROSE_MIN &&
           (uint64_t)search->found * 100 < (uint64_t)search->text * ARTICLE_SHARE;
}

static bool is_believed(const struct search *search, const struct spot *root)
{
    bool is_long = root->text >= BELIEVED_TEXT || root->text * UINT64_C(2) > search->text;

    return root->text > 0 && is_long &&
           (uint64_t)root->prose * 100 >= (uint64_t)search->prose * BELIEVED_SHARE;
}

/* Looked for in each text by itself, and only where it is worth the time. */
static bool is_asked(const struct spots *spots, const struct spot *root)
{
    struct buf folded = BUF_INIT(ASKED_BYTES);
    bool asked = false;

    for (uint32_t i = 1; i < spots->count && !asked && root->prose < ASKED_PROSE_MAX;
         i = spots_next(spots, i, spots->items[i].gone & GONE_HARD)) {
        const struct html_node *node = spots->items[i].node;
        if (spots->items[i].length < ASKED_MIN || node->text_len > ASKED_BYTES)
            continue;
        buf_clear(&folded);
        text_fold(&folded, node->text, node->text_len);
        asked = verdict_asks_money(buf_str(&folded));
    }
    buf_release(&folded);
    return asked;
}

static void cut_out(struct spots *spots)
{
    for (uint32_t i = 1; i < spots->count; i = spots_next(spots, i, spots->items[i].gone))
        if (spots->items[i].gone)
            html_detach(spots->items[i].node);
}

/* From strict to lenient, until a result can be believed. */
static const uint8_t ladder[] = {
    GONE_TAG | GONE_NAME | GONE_LINKS | GONE_EDGE | GONE_OUTSIDE,
    GONE_TAG | GONE_NAME | GONE_EDGE | GONE_OUTSIDE,
    GONE_TAG | GONE_EDGE | GONE_OUTSIDE,
    GONE_TAG,
    0,
};
enum { RUNGS = sizeof ladder / sizeof *ladder, WHOLE_RUNG = 3 };

struct extract extract_article(struct html *html, const struct extract_hints *hints)
{
    struct search search = { .hints = hints };
    uint32_t root = 0;
    size_t rung = 0;

    extract_place_streamed(html);
    spots_init(&search.spots, html, hints->url);
    spots_count(&search.spots);
    extract_reveal(&search.spots);
    search.thread = is_thread(&search.spots, hints->url);
    search.front = is_front_address(hints->url);
    search.story = hints->article || (!search.thread && is_story_address(hints->url));
    for (; rung < RUNGS; rung++) {
        root = attempt(&search, ladder[rung]);
        const struct spot *found = &search.spots.items[root];
        if (rung < WHOLE_RUNG && is_no_article(&search, found))
            rung = WHOLE_RUNG - 1;
        else if (is_believed(&search, found))
            break;
    }
    bool asked = is_asked(&search.spots, &search.spots.items[root]);
    cut_out(&search.spots);
    struct extract extract = { .root = search.spots.items[root].node,
                               .prose = search.spots.items[root].prose,
                               .asked = asked,
                               .whole = rung >= WHOLE_RUNG };
    spots_release(&search.spots);
    return extract;
}
