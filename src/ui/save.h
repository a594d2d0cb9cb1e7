/* SPDX-License-Identifier: MIT */
/* Saving articles as files: the one shown, or each of the selection. */
#ifndef UI_SAVE_H
#define UI_SAVE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "ui/keymap.h"

struct save {
    struct buf names;          /* of the files of this call, each between slashes */
    struct buf target;         /* file or folder, "" when nothing is going on */
    bool over;                 /* files that are there may go */
    bool many;                 /* target is a folder */
    size_t saved, failed, cut; /* cut ones are saved too */
};

void save_init(struct save *save);
void save_release(struct save *save);

extern const struct command save_commands[];

#endif
