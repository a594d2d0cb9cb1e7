/* SPDX-License-Identifier: MIT */
/* What the files of article/pages share; only they include this. */
#ifndef ARTICLE_PAGES_PARTS_H
#define ARTICLE_PAGES_PARTS_H

#include "article/pages.h"
#include "article/pages_known.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/database.h"

enum pages_sql {
    PAGES_SQL_LOAD,
    PAGES_SQL_GET,
    PAGES_SQL_TEXT,
    PAGES_SQL_USE,
    PAGES_SQL_RENEW,
    PAGES_SQL_PUT,
    PAGES_SQL_DROP,
    PAGES_SQL_OLDEST,
    PAGES_SQL_BYTES,
    PAGES_SQL_COUNT
};

struct pages {
    struct database_plan plan;
    struct database *database;
    struct statement *sql[PAGES_SQL_COUNT];
    int64_t bytes, bytes_max;
    struct pages_known known;
    bool (*spare)(void *arg, uint64_t hash);
    void *spare_arg;
    struct arena strings; /* of the page that was got last */
    struct buf text;      /* that was got last */
};

/* Read again which pages there are; false when that failed. */
bool pages_load(struct pages *pages);

/* After a failure: when it was damage the store begins anew. It is a cache, and its pages are
 * fetched again. */
void pages_check_damage(struct pages *pages);

/* Take a page out of the database and out of what is known. */
bool pages_drop_hash(struct pages *pages, uint64_t hash);

/* pages->bytes as the database has it. */
bool pages_ask_bytes(struct pages *pages);

#endif
