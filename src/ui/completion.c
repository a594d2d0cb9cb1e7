/* SPDX-License-Identifier: MIT */
#include "ui/completion.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"

enum { NAME_MAX_BYTES = 4096 };

static void candidate_release(struct candidate *candidate)
{
    free(candidate->text);
    free(candidate->remark);
}

void completion_release(struct completion *completion)
{
    for (size_t i = 0; i < completion->count; i++)
        candidate_release(&completion->items[i]);
    free(completion->items);
    completion->items = NULL;
    completion->count = 0;
}

void completion_take(struct completion *completion, const char *text, size_t from,
                     size_t cursor, struct buf *wanted)
{
    completion->start = from;
    completion->end = cursor;
    buf_add(wanted, text + from, cursor - from);
}

void completion_offer(struct completion *completion, const char *wanted, const char *name,
                      const char *text, const char *remark, bool open)
{
    struct buf folded = BUF_INIT(NAME_MAX_BYTES);
    struct text_range range = { 0, 0 };

    text_fold(&folded, wanted, strlen(wanted));
    bool fits = !folded.len ||
                text_find(name, strlen(name), 0, buf_str(&folded), folded.len, &range);
    buf_release(&folded);
    /* Room is left for those that begin so. */
    size_t most = range.start > 0 ? COMPLETION_MAX / 2 : COMPLETION_MAX;
    if (!fits || completion->count >= most)
        return;
    completion->items =
        xreallocarray(completion->items, completion->count + 1, sizeof *completion->items);
    completion->items[completion->count++] = (struct candidate){
        .text = xstrdup(text), .remark = xstrdup(remark), .part = range.start > 0, .open = open
    };
}

void completion_finish(struct completion *completion)
{
    size_t kept = 0;
    bool begins = false;

    for (size_t i = 0; i < completion->count; i++)
        begins = begins || !completion->items[i].part;
    for (size_t i = 0; i < completion->count; i++) {
        if (begins && completion->items[i].part)
            candidate_release(&completion->items[i]);
        else
            completion->items[kept++] = completion->items[i];
    }
    completion->count = kept;
}

size_t completion_common(const struct completion *completion)
{
    if (!completion->count)
        return 0;
    const char *first = completion->items[0].text;
    size_t n = strlen(first);
    for (size_t i = 1; i < completion->count; i++) {
        size_t same = 0;
        while (same < n && completion->items[i].text[same] == first[same])
            same++;
        n = same;
    }
    return text_whole(first, n);
}
