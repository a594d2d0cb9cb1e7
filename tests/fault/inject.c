/* SPDX-License-Identifier: MIT */
/*
 * Loaded before the C library (LD_PRELOAD), makes one call of the program fail, once:
 *
 *   INJECT=GROUP:N:ERROR   the N-th call of the group (0: none, they are only counted); the
 *                          error by its number, "short" for fewer bytes than were asked for,
 *                          "kill" to die before the call, "torn" to die in the middle of it
 *   INJECT=GROUP:N@PLACE:ERROR   the N-th of those that come from this place of the program
 *   INJECT_IN=PART         "worker" for the children that parse, else the program itself
 *   INJECT_COUNT=FILE      8 bytes each, as the machine writes numbers: how many calls there
 *                          were, in this run and in those that the file knows already; 1 when
 *                          one of them was the one; how many were from the place; and if none
 *                          is to fail, the places of them all
 *
 * A place is told by who called whom, the same in every run of one build. Threads take turns as
 * they like, so that the N-th call of all may be another each time.
 *
 * The groups are in inject_calls.c; "any" is all of them but memory and the terminal. What the
 * libraries call counts too; what the C library calls by itself does not. A program that is
 * not called coranto is left alone.
 */
#include "inject.h"

#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

enum { SHORT = -1, KILL = -2, TORN = -3 };
enum { CALLS, FAILURES, FROM_PLACE, PLACES, PLACES_MAX = 1 << 20 };
enum { DEPTH_MAX = 40 };

static char chosen[32]; /* the group, "" for none */
static unsigned long chosen_call;
static uint64_t chosen_place;
static int chosen_error;
static _Atomic uint64_t own_count[PLACES], *count = own_count;
static uint64_t places_room; /* of the shared count */

/* Of the shared count there is a mapping: it works in a sealed child and after any end. */
static void share_count(const char *path)
{
    uint64_t words = PLACES + (chosen_call ? 0 : PLACES_MAX);
    long fd = syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    if (fd < 0 || syscall(SYS_ftruncate, fd, words * sizeof *count) != 0)
        return;
    long at = syscall(SYS_mmap, NULL, words * sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED,
                      fd, 0);
    if (at > 0 || at < -4095) {
        count = (_Atomic uint64_t *)at;
        places_room = words - PLACES;
    }
    syscall(SYS_close, fd);
}

/* A child that parses is started by its /proc/self/exe. */
static bool is_coranto(void)
{
    return strcmp(program_invocation_short_name, "coranto") == 0 ||
           strcmp(program_invocation_short_name, "exe") == 0;
}

static int error_named(const char *name)
{
    return strcmp(name, "short") == 0  ? SHORT
           : strcmp(name, "kill") == 0 ? KILL
           : strcmp(name, "torn") == 0 ? TORN
                                       : (int)strtol(name, NULL, 10);
}

static bool read_wish(const char *wish, char group[32], char error[16])
{
    return sscanf(wish, "%31[^:]:%lu@%" SCNx64 ":%15s", group, &chosen_call, &chosen_place,
                  error) == 4 ||
           sscanf(wish, "%31[^:]:%lu:%15s", group, &chosen_call, error) == 3;
}

/* Wherever the program and the libraries are loaded, the last bits of addresses are the same.
 */
static uint64_t place_here(void)
{
    void *frames[DEPTH_MAX];
    uint64_t hash = 14695981039346656037u;
    int depth = backtrace(frames, DEPTH_MAX);

    for (int i = 0; i < depth; i++)
        hash = (hash ^ ((uintptr_t)frames[i] & 0xfff)) * 1099511628211u;
    return hash;
}

__attribute__((constructor)) static void begin(int argc, char **argv)
{
    const char *wish = getenv("INJECT"), *part = getenv("INJECT_IN"),
               *path = getenv("INJECT_COUNT");
    bool is_worker = argc > 1 && strncmp(argv[1], "--worker", 8) == 0;
    char group[sizeof chosen], error[16];

    if (!wish || !is_coranto() || is_worker != (part && strcmp(part, "worker") == 0) ||
        !read_wish(wish, group, error))
        return;
    chosen_error = error_named(error);
    if (path)
        share_count(path);
    place_here(); /* which makes its preparations with the first call */
    memcpy(chosen, group, sizeof chosen);
}

void inject_die(void)
{
    syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
    for (;;)
        ;
}

static bool is_chosen(const char *group)
{
    if (strcmp(chosen, "any") == 0)
        return strcmp(group, "malloc") != 0 && strncmp(group, "terminal", 8) != 0;
    return strcmp(group, chosen) == 0;
}

static bool is_next(void)
{
    uint64_t before = atomic_fetch_add(&count[CALLS], 1);
    /* From one line: the place is the same only then. */
    uint64_t place = places_room || chosen_place ? place_here() : 0;

    if (before < places_room)
        atomic_store(&count[PLACES + before], place);
    if (chosen_place)
        before = place == chosen_place ? atomic_fetch_add(&count[FROM_PLACE], 1) : UINT64_MAX;
    if (before + 1 != chosen_call || chosen_call == 0)
        return false;
    atomic_store(&count[FAILURES], 1);
    return true;
}

bool inject_is_due(const char *group)
{
    if (!is_chosen(group) || !is_next())
        return false;
    if (chosen_error == KILL || chosen_error == TORN)
        inject_die();
    if (chosen_error > 0)
        errno = chosen_error;
    return true;
}

/* What a pipe takes or gives in one piece is whole; it can be interrupted, and nothing else. */
static bool may_fail(const struct stat *status, size_t n)
{
    return chosen_error == EINTR || chosen_error == KILL || n > PIPE_BUF ||
           !S_ISFIFO(status->st_mode);
}

/* By their numbers, as a sealed child may not ask: /dev/tty, and the ends of ptys. */
static bool is_terminal(const struct stat *status)
{
    unsigned kind = major(status->st_rdev);

    return S_ISCHR(status->st_mode) && (kind == 5 || (kind >= 136 && kind <= 143));
}

enum inject_piece inject_piece(const char *group, const char *of_terminal, int fd, size_t *n)
{
    struct stat status = { .st_mode = S_IFREG };
    int saved = errno;

    if (syscall(SYS_fstat, fd, &status) == 0 && is_terminal(&status))
        group = of_terminal;
    errno = saved;
    if (!may_fail(&status, *n) || !is_chosen(group) || !is_next())
        return PIECE_GOES;
    if (chosen_error == KILL)
        inject_die();
    if (chosen_error > 0) {
        errno = chosen_error;
        return PIECE_FAILS;
    }
    *n = chosen_error == TORN ? (*n + 1) / 2 : *n > 0;
    return chosen_error == TORN ? PIECE_LAST : PIECE_GOES;
}
