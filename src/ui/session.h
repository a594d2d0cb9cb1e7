/* SPDX-License-Identifier: MIT */
/*
 * Where the last session ended: its filter, article, place and pane, for each set of folders.
 * A small file for each in the folder of the state; one that is damaged is as good as none.
 */
#ifndef UI_SESSION_H
#define UI_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

struct app;

struct session {
    struct buf path;  /* its file, "" when nothing is kept */
    uint64_t article; /* to go to once it is there, 0 for none */
    uint32_t place;
    bool in_article; /* which pane had the keys */
};

/* Read what the last session left; query (appended) is its filter. */
void session_begin(struct app *app, struct buf *query);

/* More articles are there: go to the one of the last session, unless the user went elsewhere.
 */
void session_arrived(struct app *app);

/* Keep where we are. */
void session_end(struct app *app);
void session_release(struct session *session);

/* Append the folders that the last session of all looked at, each with a NUL behind it; nothing
 * when there was none. */
void session_last_folders(struct buf *out);

#endif
