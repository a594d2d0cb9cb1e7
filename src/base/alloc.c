/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static void (*failure_hook)(void);

void alloc_on_failure(void (*hook)(void))
{
    failure_hook = hook;
}

/* In one piece: another thread may die of the same lack, and the first that is done ends all.
 */
static void say(const char *what)
{
    static char before[] = "coranto: ", after[] = "\n";
    const struct iovec words[] = { { before, sizeof before - 1 },
                                   { (char *)what, strlen(what) },
                                   { after, sizeof after - 1 } };
    ssize_t ignored = writev(STDERR_FILENO, words, sizeof words / sizeof *words);

    (void)ignored;
}

void alloc_die(void)
{
    alloc_die_of("out of memory");
}

void alloc_die_of(const char *what)
{
    if (failure_hook)
        failure_hook();
    say(what);
    _exit(1);
}

static void *alive(void *p)
{
    if (!p)
        alloc_die();
    return p;
}

void *xmalloc(size_t n)
{
    return alive(malloc(n ? n : 1));
}

void *xcalloc(size_t count, size_t size)
{
    if (count == 0 || size == 0)
        count = size = 1;
    return alive(calloc(count, size));
}

void *xreallocarray(void *p, size_t count, size_t size)
{
    if (count == 0 || size == 0)
        count = size = 1;
    return alive(reallocarray(p, count, size));
}

char *xstrdup(const char *s)
{
    return xstrndup(s, strlen(s));
}

char *xstrndup(const char *s, size_t n)
{
    if (n == SIZE_MAX)
        alloc_die();
    char *copy = xmalloc(n + 1);
    memcpy(copy, s, n);
    copy[n] = '\0';
    return copy;
}
