/* SPDX-License-Identifier: MIT */
/* The steps of extract_article(), each a file. */
#ifndef WORKER_EXTRACT_PARTS_H
#define WORKER_EXTRACT_PARTS_H

#include "base/buf.h"
#include "worker/extract.h"
#include "worker/extract_names.h"
#include "worker/extract_spots.h"

/* How much of the page's prose one element may hold and still be thrown away, in percent. */
enum { EXTRACT_GUARD = 40 };

/* Bring to light what scripts would; the second needs counts and leaves them right. */
void extract_place_streamed(struct html *html);
void extract_reveal(struct spots *spots);

/* Set the places of all spots; needs counts. */
void extract_find_core(struct spots *spots);

/* Mark by element and by name; needs counts, which are then out of date. */
void extract_drop_frame(struct spots *spots);
void extract_drop_comments(struct spots *spots, bool story);
void extract_drop_names(struct spots *spots);

/* Find the boxes that announce other pages, unless the page is little else; needs counts and
 * leaves them right. */
void extract_find_cards(struct spots *spots, bool article);

/* Mark those below root; needs counts. */
void extract_drop_cards(struct spots *spots, uint32_t root);

/* The element that holds the article, grown; needs counts. */
uint32_t extract_find_root(struct spots *spots);

/* Mark lists and boxes of links below root; needs counts. */
void extract_drop_links(struct spots *spots, uint32_t root);

/* Mark what stands before and after the article proper below root; needs counts. */
void extract_drop_edges(struct spots *spots, uint32_t root, const struct extract_hints *hints);

/* Its part for what comes after. */
void extract_drop_tail(struct spots *spots, uint32_t root, const char *byline);

/* Mark what is said a second time below root, in a thread also paragraphs; needs counts. */
void extract_drop_repeats(struct spots *spots, uint32_t root, bool thread);

/* Append the letters and digits of a spot, folded, so that punctuation and dashes do not
 * matter.
 */
void extract_bare_text(const struct spots *spots, uint32_t at, struct buf *out);

/* Room for the text of a short line. */
enum { EXTRACT_LINE_BYTES = 1024 };

/* The folded text of a short spot, "" for a longer one. */
const char *extract_short_line(const struct spots *spots, uint32_t at, struct buf *line);

#endif
