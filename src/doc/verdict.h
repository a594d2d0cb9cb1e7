/* SPDX-License-Identifier: MIT */
/* How much of an article the text of its page is. Travels as wire_meta.verdict, with a reason
 * in words for all but the first. */
#ifndef DOC_VERDICT_H
#define DOC_VERDICT_H

enum verdict {
    VERDICT_FULL,
    VERDICT_PARTIAL, /* the text of the page, but maybe not all or not only the article */
    VERDICT_TEASER,  /* the page shows strangers only the start */
    VERDICT_FAILED,  /* nothing to read, or something else than the article */
    VERDICT_COUNT
};

/* "full", "partial", "teaser", "failed"; "failed" for what is none of them. */
const char *verdict_name(int verdict);

#endif
