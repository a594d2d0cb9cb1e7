/* SPDX-License-Identifier: MIT */
/*
 * The browser: the library, the filter, two panes, a stack of views, one message. Keys come in,
 * commands change this, and before the loop sleeps everything is drawn once.
 */
#ifndef UI_APP_H
#define UI_APP_H

#include <stdbool.h>
#include <stdint.h>

#include "article/library.h"
#include "article/memory.h"
#include "article/query.h"
#include "base/buf.h"
#include "base/job.h"
#include "base/loop.h"
#include "config/config.h"
#include "ui/fetch_many.h"
#include "ui/filter.h"
#include "ui/frame.h"
#include "ui/history.h"
#include "ui/keymap.h"
#include "ui/list.h"
#include "ui/looks.h"
#include "ui/macro.h"
#include "ui/mouse.h"
#include "ui/pipe.h"
#include "ui/prompt.h"
#include "ui/reader.h"
#include "ui/save.h"
#include "ui/saved_views.h"
#include "ui/search.h"
#include "ui/selected.h"
#include "ui/session.h"
#include "ui/timeline.h"
#include "ui/view.h"
#include "ui/view_counts.h"

struct app {
    struct loop *loop;
    struct config *config;
    struct library *library;
    struct library *reloading; /* the next library, with the gone left out, else NULL */
    const char *const *paths;  /* what the library was made of */
    size_t path_count;
    struct download_queue *downloads;
    struct fetch_many many;
    struct memory memory; /* marks and fetched pages */
    struct keymap *keymap;
    struct canvas canvas;
    struct looks looks;
    struct mouse_state mouse;

    struct filter filter;
    struct search search;
    struct typed typed; /* in prompts */
    struct saved_views saved;
    struct view_counts view_counts;
    struct list list;
    struct timeline_strip strip;
    struct selected selected;
    size_t unread; /* articles of the list that are */
    struct reader reader;
    struct frame frame;
    struct view *views; /* the top one first */
    struct history history;
    struct {
        size_t next;              /* article of the library that this visit has to note */
        struct loop_timer *timer; /* set while there are more */
    } seeing;
    struct session session;
    struct texts *texts; /* on their way to pipe or save, else NULL */
    struct pipe pipe;
    struct save save;

    struct buf message; /* one line for the status row */
    bool message_is_error;
    unsigned complaints;                  /* how many there were */
    struct key pending[KEY_SEQUENCE_MAX]; /* keys of a sequence not complete yet */
    size_t pending_count;
    size_t complete_count;       /* so many of them are a command, unless more keys follow */
    struct loop_timer *key_wait; /* set while that is open */
    long count;                  /* number typed before a key */
    struct macro macro;
    struct buf paste; /* pasted text so far */
    bool pasting;

    struct job *lent; /* the program that has the terminal, else NULL */
    void (*after_lending)(struct app *app);

    bool first_visit;              /* and no key came yet */
    bool ascii;                    /* the locale shows ASCII only */
    struct buf settings_wrong;     /* a line each problem of the settings */
    size_t unread_files;           /* that could not be read, when that was told */
    struct error memory_wrong;     /* what is not kept this time and why, "" for nothing */
    unsigned seal_lacks;           /* what of enum wire_seal the worker has to do without */
    bool dirty;                    /* something to draw */
    uint64_t revision;             /* of the library when the list was made */
    bool looking;                  /* the user asked for the folders to be read again */
    bool show_cursor;              /* when the box above is gone */
    bool settled;                  /* the folders were read to their end once */
    int64_t refilter_ms;           /* what it took last */
    struct loop_timer *refilter;   /* set while articles arrived that are not in the list yet */
    struct loop_timer *read_timer; /* set while the shown article is about to count as read */
    struct loop_timer *sync;       /* what other copies of the program mark */
    struct loop_timer *paste_timer; /* set inside a paste */
    struct loop_timer *draw_again;  /* set while the terminal takes no more */
};

struct app_options {
    const char *const *paths; /* folders and files; valid while app_run() runs */
    size_t path_count;
    const char *query;     /* the first filter, NULL for that of the last session */
    bool go_on;            /* with the article of the last session */
    struct config *config; /* changed while it runs */
    bool colour;
    bool ascii;
    const char *settings_wrong; /* what of them is, a line each, "" for nothing */
};

/* Browse until the user quits. The exit status: 0, 1 when marks are lost, 2 when the terminal
 * cannot be used, or 128 + the signal that ended it. error says why, "" for nothing. */
int app_run(const struct app_options *options, struct error *error);

/* One line for the status row; "" takes it away. Cleaned here. */
void app_say(struct app *app, const char *format, ...) __attribute__((format(printf, 2, 3)));
void app_complain(struct app *app, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The map that gets keys now. */
enum map_name app_map(const struct app *app);

/* How a command such as ":links" is called from the pane with the focus: by its key, else so.
 */
const char *app_key_of(const struct app *app, const char *command);

/* A worker told what it was sealed with: what lacks is said once and stays among the problems.
 */
void app_note_seal(struct app *app, unsigned seal);

/* Put another filter in force: false with error set, and nothing changed, when it is wrong.
 * The cursor stays on its article when that still matches. What takes longer than a key may is
 * found later: app->search.running is set until then. */
bool app_set_filter(struct app *app, const char *text, struct query_error *error);

/* Run the filter again over the articles there are, the cursor staying on its article; a long
 * search goes on as above. */
void app_refilter(struct app *app);

/* Make the rows of the list anew, after what is folded changed; the cursor stays on its
 * article. */
void app_fold(struct app *app);

/* The article under the cursor, or NULL. */
const struct article *app_article(const struct app *app);

/* Show another article in the reader, in place, wherever the cursor is; NULL for none. */
void app_show(struct app *app, const struct article *article);

/* Show the article under the cursor, as soon as no view holds the one shown. */
void app_show_cursor(struct app *app);

/* An article gets a mark by being shown or opened. */
void app_mark(struct app *app, const struct article *article, unsigned mask, bool on);

extern const struct command app_commands[];

#endif
