/* SPDX-License-Identifier: MIT */
/*
 * Which program opens a link, and starting it: no shell, the canonical address as one argument.
 *
 * The settings come first, then $BROWSER (a list parted by colons: the first program that is
 * there), then xdg-open (on a Mac, open) unless there is no display or we are at the far end of
 * ssh. In a command `%s` stands for the address and `%%` for a percent sign; without `%s` the
 * address is the last argument. $BROWSER and a setting of a single word are split at blanks,
 * quotes of either kind keep words together.
 */
#ifndef UI_BROWSER_H
#define UI_BROWSER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/job.h"
#include "base/loop.h"

struct browser_choice {
    char **argv;         /* ended by NULL */
    bool needs_terminal; /* w3m and its like: for a job in the foreground */
};

/* How to open an address. False with error set when nothing can open it, or when it is not one
 * that address_canonical() accepts. */
bool browser_choose(const char *const *configured, size_t count, const char *address,
                    struct browser_choice *choice, struct error *error);
void browser_choice_release(struct browser_choice *choice);

/* Start it detached. done (as job_start() has it) is called if it ends before this program
 * does. */
bool browser_start(struct loop *loop, const struct browser_choice *choice,
                   void (*done)(const struct job_result *result, void *arg), void *arg,
                   struct error *error);

/* What to tell about a browser that ended, or NULL: only failing soon means that nothing was
 * opened. */
const char *browser_trouble(const struct job_result *result);

/* $VISUAL, $EDITOR or vi with a file to edit; to be freed with browser_argv_free(). */
char **browser_editor(const char *path);
void browser_argv_free(char **argv);

/* Whether PATH, or the path itself, leads to a program. */
bool browser_is_found(const char *program);

#endif
