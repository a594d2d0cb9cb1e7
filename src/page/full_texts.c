/* SPDX-License-Identifier: MIT */
#include "page/full_texts.h"

#include <stdlib.h>

#include "base/alloc.h"

/* What an answer needs to know: whose it is. */
struct asked {
    struct full_texts *texts;
    struct full_text *text; /* on its way, else NULL */
};

struct full_texts {
    struct asked *asked; /* one an article that was asked for */
    struct full_texts_count count;
    void (*changed)(void *arg);
    void *arg;
    int64_t began; /* loop_now() */
};

static void done(struct full_text_result *result, void *arg)
{
    struct asked *asked = arg;
    struct full_texts *texts = asked->texts;

    asked->text = NULL;
    texts->count.verdicts[result->page.verdict]++;
    texts->count.ended++;
    texts->changed(texts->arg);
}

struct full_texts *full_texts_start(struct download_queue *queue, struct memory *memory,
                                    const struct library *library, const uint32_t *numbers,
                                    size_t count, const struct full_text_options *options,
                                    void (*changed)(void *arg), void *arg)
{
    struct full_texts *texts = xcalloc(1, sizeof *texts);

    *texts = (struct full_texts){ .asked = xcalloc(count, sizeof *texts->asked),
                                  .changed = changed,
                                  .arg = arg,
                                  .began = loop_now() };
    for (size_t i = 0; i < count; i++) {
        const struct article *article = library_article(library, numbers[i]);
        struct asked *asked = &texts->asked[texts->count.asked];
        int verdict = memory_verdict(memory, article);

        if (verdict == VERDICT_FULL || verdict == VERDICT_PARTIAL) {
            texts->count.kept++;
            continue;
        }
        asked->texts = texts;
        asked->text = full_text_start(queue, memory, article, options, NULL, done, asked);
        if (asked->text)
            texts->count.asked++;
        else
            texts->count.without_address++;
    }
    return texts;
}

void full_texts_free(struct full_texts *texts)
{
    if (!texts)
        return;
    for (size_t i = 0; i < texts->count.asked; i++)
        full_text_cancel(texts->asked[i].text);
    free(texts->asked);
    free(texts);
}

const struct full_texts_count *full_texts_count(const struct full_texts *texts)
{
    return &texts->count;
}

void full_texts_status(const struct full_texts *texts, struct buf *out)
{
    const struct full_texts_count *count = &texts->count;
    int64_t spent = loop_now() - texts->began;
    size_t left = count->asked - count->ended;

    buf_addf(out, "%zu of %zu", count->ended, count->asked);
    if (count->ended && left)
        buf_addf(out, ", about %lld s more",
                 (long long)(spent * (int64_t)left / (int64_t)count->ended / 1000));
}
