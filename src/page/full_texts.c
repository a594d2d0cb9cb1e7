/* SPDX-License-Identifier: MIT */
#include "page/full_texts.h"

#include <stdlib.h>

#include "base/alloc.h"

/* What an answer needs to know: whose it is. */
struct asked {
    struct full_texts *texts;
    const struct article *article;
    struct full_text *text; /* on its way, else NULL */
};

struct full_texts {
    struct asked *asked; /* one an article that is asked for */
    size_t started;      /* of them */
    struct full_texts_count count;
    struct download_queue *queue;
    struct memory *memory;
    const struct full_text_options *options;
    void (*changed)(void *arg);
    void *arg;
    int64_t began; /* loop_now() */
};

static bool is_kept(int verdict)
{
    return verdict == VERDICT_FULL || verdict == VERDICT_PARTIAL;
}

static void end_one(struct full_texts *texts, int verdict)
{
    texts->count.verdicts[verdict]++;
    texts->count.ended++;
}

static void start_some(struct full_texts *texts);

static void done(struct full_text_result *result, void *arg)
{
    struct asked *asked = arg;
    struct full_texts *texts = asked->texts;

    asked->text = NULL;
    if (*result->unkept && texts->count.unkept++ == 0)
        error_set(&texts->count.why, "%s", result->unkept);
    if (result->page.verdict == VERDICT_FAILED && !*texts->count.trouble.text)
        error_set(&texts->count.trouble, "%s", result->trouble);
    end_one(texts, (int)result->page.verdict);
    start_some(texts);
    texts->changed(texts->arg);
}

/* Another article may have brought the same page meanwhile. */
static void start_some(struct full_texts *texts)
{
    const struct full_texts_count *count = &texts->count;

    while (texts->started < count->asked &&
           texts->started - count->ended < FULL_TEXTS_AT_ONCE) {
        struct asked *asked = &texts->asked[texts->started++];
        int verdict = memory_verdict(texts->memory, asked->article);

        if (!is_kept(verdict))
            asked->text = full_text_start(texts->queue, texts->memory, asked->article,
                                          texts->options, NULL, done, asked);
        if (!asked->text)
            end_one(texts, is_kept(verdict) ? verdict : VERDICT_FAILED);
    }
}

struct full_texts *full_texts_start(struct download_queue *queue, struct memory *memory,
                                    const struct library *library, const uint32_t *numbers,
                                    size_t count, const struct full_text_options *options,
                                    void (*changed)(void *arg), void *arg)
{
    struct full_texts *texts = xcalloc(1, sizeof *texts);

    *texts = (struct full_texts){ .asked = xcalloc(count, sizeof *texts->asked),
                                  .queue = queue,
                                  .memory = memory,
                                  .options = options,
                                  .changed = changed,
                                  .arg = arg,
                                  .began = loop_now() };
    for (size_t i = 0; i < count; i++) {
        const struct article *article = library_article(library, numbers[i]);

        if (is_kept(memory_verdict(memory, article)))
            texts->count.kept++;
        else if (!full_text_has_address(article, options))
            texts->count.without_address++;
        else
            texts->asked[texts->count.asked++] =
                (struct asked){ .texts = texts, .article = article };
    }
    start_some(texts);
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
