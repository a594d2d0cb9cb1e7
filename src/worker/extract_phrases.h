/* SPDX-License-Identifier: MIT */
/* How pages word what is not the article: tables of openings, compared folded. */
#ifndef WORKER_EXTRACT_PHRASES_H
#define WORKER_EXTRACT_PHRASES_H

#include <stdbool.h>

/* All take a folded line (text_fold()) without blanks around it. */

/* A heading over things that follow articles: related ones, comments, newsletters. */
bool phrase_is_end(const char *line);

/* A line that leads away: "read more: …", "follow us on …". */
bool phrase_is_promo(const char *line);

/* A line about the article: who wrote it, when, how long it takes. */
bool phrase_is_about(const char *line);

/* What a note in italics below an article says: who wrote it, where to get more. */
bool phrase_is_note(const char *text);

#endif
