/* SPDX-License-Identifier: MIT */
/*
 * Front matter to article. Two roads with one result:
 *
 *   quick  every top-level key but related, secured and images: cut out by a scan of line
 *          starts, only the rest goes to libyaml; what the list needs (the three hold 95 % of
 *          the bytes of real files)
 *   full   everything, when an article is opened or checked
 *
 * When the scan is not sure the quick road reads everything too. When it is, the fields are
 * those of the cut on both roads. The addresses of the related list, which only stories want,
 * are a third thing to ask for.
 */
#ifndef ARTICLE_FRONT_H
#define ARTICLE_FRONT_H

#include <stdbool.h>
#include <stddef.h>

#include "article/article.h"
#include "article/related.h"
#include "base/arena.h"

enum {
    FRONT_MAX = 1024 * 1024,    /* bytes of a front matter block */
    FRONT_REST_MAX = 64 * 1024, /* of which beside related, secured and images */
    FRONT_KEYS_MAX = 1000,      /* top-level and nested keys beside those */
    FRONT_RELATED_MAX = 1000,
    FRONT_IMAGES_MAX = 100,
    FRONT_TOPICS_MAX = 100,
};

struct front_image {
    const char *url, *title;
    long width, height; /* pixels, 0 for unknown */
};

/* A related entry has the fields of an article that the file gives it. */
struct front_related {
    const char *title, *excerpt, *type, *provider, *domain;
    const char *url[URL_COUNT];
    int64_t date;
    double quality;
};

struct front_problem {
    int line, column; /* from 1; 0 for the file as a whole */
    bool error;       /* false: a warning, the article is all there */
    const char *message;
};

/* What front_parse() found; all of it lives in the arena given. */
struct front {
    size_t body; /* offset of the first byte after the front matter */
    struct front_image *images;
    size_t image_count;
    struct front_related *related;
    size_t related_count;
    bool related_left; /* article.related is missing, front_find_related() finds it */
    struct front_problem *problems;
    size_t problem_count;
};

enum front_road { FRONT_QUICK, FRONT_FULL };

/*
 * Read a whole file's bytes into article and front, both overwritten. name is the file's name
 * (for the date and the title). Terms are added to terms, everything else to arena. Never
 * fails: what cannot be read becomes a problem and the article is what there is. On the quick
 * road images and related are left out and only has_related and has_images are set; faults
 * within them are then not seen. Neither id, path nor root of the article is set.
 */
void front_parse(const char *bytes, size_t n, const char *name, enum front_road road,
                 struct terms *terms, struct arena *arena, struct article *article,
                 struct front *front);

/* The addresses of the related list of a file, as the full road finds them. */
void front_find_related(const char *bytes, size_t n, struct related_keys *keys);

#endif
