/* SPDX-License-Identifier: MIT */
#include "base/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/spawn_terminal.h"

#if defined __GLIBC__
#define SPAWN_CLOSES_ALL __GLIBC_PREREQ(2, 34)
#else
#define SPAWN_CLOSES_ALL 0
#endif

/* The only ways for these to fail are lack of memory and a bug. */
static void must(int failed)
{
    if (failed)
        alloc_die();
}

static void set_descriptors(posix_spawn_file_actions_t *actions, const struct spawn *spawn)
{
    must(posix_spawn_file_actions_init(actions));
    for (int i = 0; i < 3; i++) {
        if (spawn->fds[i] < 0)
            must(posix_spawn_file_actions_addopen(actions, i, "/dev/null", O_RDWR, 0));
        else
            must(posix_spawn_file_actions_adddup2(actions, spawn->fds[i], i));
    }
#if SPAWN_CLOSES_ALL
    /* All of ours close on exec; these were left open by whoever started us. */
    must(posix_spawn_file_actions_addclosefrom_np(actions, 3));
#endif
}

static void set_attributes(posix_spawnattr_t *attributes)
{
    const int flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID;
    sigset_t set;

    must(posix_spawnattr_init(attributes));
    sigfillset(&set);
    sigdelset(&set, SIGKILL);
    sigdelset(&set, SIGSTOP);
    must(posix_spawnattr_setsigdefault(attributes, &set));
    sigemptyset(&set);
    must(posix_spawnattr_setsigmask(attributes, &set));
    must(posix_spawnattr_setflags(attributes, (short)flags));
}

static bool spawn_plainly(const struct spawn *spawn, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;

    set_descriptors(&actions, spawn);
    set_attributes(&attributes);
    /* The interface wants pointers to writable strings, but only reads them. */
    int failed = posix_spawnp(pid, spawn->program, &actions, &attributes,
                              (char *const *)spawn->argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    errno = failed;
    return failed == 0;
}

bool spawn_start(const struct spawn *spawn, pid_t *pid, struct error *error)
{
    if (spawn->foreground ? spawn_terminal(spawn, pid) : spawn_plainly(spawn, pid))
        return true;
    return error_errno(error, "cannot run %s", spawn->program);
}
