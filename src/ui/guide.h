/* SPDX-License-Identifier: MIT */
/* A few dim lines for who does not know what to do: at the first visit, until the first key,
 * and where there are no articles. */
#ifndef UI_GUIDE_H
#define UI_GUIDE_H

struct app;

/* Find out whether this is the first visit: before the marks are opened. */
void guide_init(struct app *app);

/* Draw what there is to say over the panes. */
void guide_draw(struct app *app);

#endif
