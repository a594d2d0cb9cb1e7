/* SPDX-License-Identifier: MIT */
/*
 * SQLite also says "out of memory" of lengths in a damaged file that nobody can have meant. So
 * that this can be told from memory that is really gone, its allocations die as all others do,
 * and what it still says is damage.
 */
#include "base/alloc.h"
#include "base/database_parts.h"

static sqlite3_mem_methods plain;
static bool dies;

static void *take(int n)
{
    void *p = plain.xMalloc(n);

    if (!p)
        alloc_die();
    return p;
}

static void *resize(void *p, int n)
{
    p = plain.xRealloc(p, n);
    if (!p)
        alloc_die();
    return p;
}

void database_memory_begin(void)
{
    static bool begun;

    if (begun)
        return;
    begun = true;
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &plain) != SQLITE_OK)
        return;
    sqlite3_mem_methods methods = plain;
    methods.xMalloc = take;
    methods.xRealloc = resize;
    dies = sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK;
}

bool database_memory_dies(void)
{
    return dies;
}
