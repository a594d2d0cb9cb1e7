/* SPDX-License-Identifier: MIT */
#include "base/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

#include "base/alloc.h"

#if defined __GLIBC__
#define SPAWN_CLOSES_ALL     __GLIBC_PREREQ(2, 34)
#define SPAWN_GIVES_TERMINAL __GLIBC_PREREQ(2, 35)
#else
#define SPAWN_CLOSES_ALL     0
#define SPAWN_GIVES_TERMINAL 0
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
#if SPAWN_GIVES_TERMINAL
    if (spawn->tty >= 0)
        must(posix_spawn_file_actions_addtcsetpgrp_np(actions, spawn->tty));
#endif
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

static void set_attributes(posix_spawnattr_t *attributes, const struct spawn *spawn)
{
    int flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
    sigset_t set;

    must(posix_spawnattr_init(attributes));
    sigfillset(&set);
    sigdelset(&set, SIGKILL);
    sigdelset(&set, SIGSTOP);
    must(posix_spawnattr_setsigdefault(attributes, &set));
    sigemptyset(&set);
    must(posix_spawnattr_setsigmask(attributes, &set));
    flags |= spawn->foreground ? POSIX_SPAWN_SETPGROUP : POSIX_SPAWN_SETSID;
    must(posix_spawnattr_setpgroup(attributes, 0));
    must(posix_spawnattr_setflags(attributes, (short)flags));
}

bool spawn_start(const struct spawn *spawn, pid_t *pid, struct error *error)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;

    set_descriptors(&actions, spawn);
    set_attributes(&attributes, spawn);
    /* The interface wants pointers to writable strings, but only reads them. */
    int failed = posix_spawnp(pid, spawn->program, &actions, &attributes,
                              (char *const *)spawn->argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (failed) {
        errno = failed;
        return error_errno(error, "cannot run %s", spawn->program);
    }
    /* Late: the child may have been stopped for reading before (see foreground_on_stop()). */
    if (!SPAWN_GIVES_TERMINAL && spawn->tty >= 0)
        tcsetpgrp(spawn->tty, *pid);
    return true;
}
