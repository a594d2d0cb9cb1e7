/* SPDX-License-Identifier: MIT */
#include "base/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <termios.h>
#include <unistd.h>

#include "base/alloc.h"

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

/*
 * ^Z must not reach the child before it is the program that was asked for: posix_spawn() comes
 * back only then, and a stopped child would have nobody to wake it. So keys make no signals
 * meanwhile, and the child gets the terminal afterwards. False when there is none.
 */
static bool silence_keys(int tty, struct termios *old)
{
    if (tty < 0 || tcgetattr(tty, old) != 0)
        return false;
    struct termios silent = *old;
    silent.c_lflag &= ~(tcflag_t)ISIG;
    return tcsetattr(tty, TCSANOW, &silent) == 0;
}

bool spawn_start(const struct spawn *spawn, pid_t *pid, struct error *error)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;

    set_descriptors(&actions, spawn);
    set_attributes(&attributes, spawn);
    /* The interface wants pointers to writable strings, but only reads them. */
    struct termios modes;
    bool silent = silence_keys(spawn->tty, &modes);
    int failed = posix_spawnp(pid, spawn->program, &actions, &attributes,
                              (char *const *)spawn->argv, environ);
    if (silent)
        tcsetattr(spawn->tty, TCSANOW, &modes);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (failed) {
        errno = failed;
        return error_errno(error, "cannot run %s", spawn->program);
    }
    /* Late: the child may have been stopped for reading before (see foreground_on_stop()). */
    if (spawn->tty >= 0)
        tcsetpgrp(spawn->tty, *pid);
    return true;
}
