/* SPDX-License-Identifier: MIT */
/*
 * The text of the article, or of the selection, through another program: what it prints is
 * shown in the place of the article. The words of the command are its arguments, there is no
 * shell.
 */
#ifndef UI_PIPE_H
#define UI_PIPE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/job.h"
#include "doc/layout.h"
#include "ui/keymap.h"

struct app;

struct pipe {
    char **argv;       /* of the program that is to run or runs, else NULL */
    struct buf input;  /* its text so far */
    struct job *job;   /* it runs, else NULL */
    uint64_t article;  /* id of the one that was shown */
    struct buf output; /* clean; of the last program that printed something */
    uint64_t of;       /* and its article, 0 for none */
};

void pipe_init(struct pipe *pipe);
void pipe_release(struct pipe *pipe);

/* Give it up; true when one was running. */
bool pipe_cancel(struct app *app);

/* True when there is something that was printed for the article that is shown. */
bool pipe_has_output(const struct app *app);

/* Append it, lines of prose wrapped. */
void pipe_layout(const struct app *app, struct lines *lines,
                 const struct layout_options *options);

/* From what was printed back to the article; false when that is not what is shown. */
bool pipe_leave(struct app *app);

extern const struct command pipe_commands[];

#endif
