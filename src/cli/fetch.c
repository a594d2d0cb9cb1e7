/* SPDX-License-Identifier: MIT */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/alloc.h"
#include "cli/cli.h"
#include "cli/output.h"
#include "cli/select.h"

/* Many pages: so many at once as the queue allows, a line of progress, a summary at the end. */

enum { SIGNALLED = 128 };

struct fetching {
    struct loop *loop;
    struct selection *selection;
    struct full_text **texts; /* on their way, by their place in the selection */
    size_t asked, ended, passed_over, without_address;
    size_t verdicts[VERDICT_COUNT];
    int64_t began; /* loop_now() */
    bool shows;    /* stderr is a terminal */
};

/* What each answer needs to know. */
struct asked {
    struct fetching *fetching;
    size_t place;
};

static void show_progress(struct fetching *f)
{
    int64_t spent = loop_now() - f->began;
    size_t left = f->asked - f->ended;

    if (!f->shows)
        return;
    fprintf(stderr, "\r%zu of %zu", f->ended, f->asked);
    if (f->ended && left)
        fprintf(stderr, ", about %lld s more",
                (long long)(spent * (int64_t)left / (int64_t)f->ended / 1000));
    fputs("\033[K", stderr);
}

static void done(struct full_text_result *result, void *arg)
{
    struct asked *asked = arg;
    struct fetching *f = asked->fetching;

    f->texts[asked->place] = NULL;
    f->verdicts[result->verdict]++;
    document_free(result->document);
    if (++f->ended == f->asked)
        loop_stop(f->loop, 0);
    show_progress(f);
}

static void interrupted(int signo, void *arg)
{
    struct fetching *f = arg;

    loop_stop(f->loop, SIGNALLED + signo);
}

/* Ask for everything that is not kept yet. */
static void ask(struct fetching *f, struct download_queue *queue, struct asked *asked,
                const struct full_text_options *options)
{
    struct selection *s = f->selection;

    for (size_t i = 0; i < s->count; i++) {
        const struct article *article = library_article(s->library, s->numbers[i]);
        int kept = memory_verdict(&s->memory, article);

        if (kept == VERDICT_FULL || kept == VERDICT_PARTIAL) {
            f->passed_over++;
            continue;
        }
        asked[i] = (struct asked){ f, i };
        f->texts[i] =
            full_text_start(queue, &s->memory, article, options, NULL, done, &asked[i]);
        if (f->texts[i])
            f->asked++;
        else
            f->without_address++;
    }
}

static void summarise(const struct fetching *f)
{
    struct buf out = BUF_INIT(1024);

    for (int i = 0; i < VERDICT_COUNT; i++)
        buf_addf(&out, "%s\t%zu\n", verdict_name(i), f->verdicts[i]);
    buf_addf(&out, "kept\t%zu\nno address\t%zu\n", f->passed_over, f->without_address);
    if (f->asked > f->ended)
        buf_addf(&out, "not fetched\t%zu\n", f->asked - f->ended);
    output_buf(&out);
    buf_release(&out);
}

static int fetch_all(const struct cli_call *call, struct selection *selection)
{
    struct fetching f = { .loop = loop_new(),
                          .selection = selection,
                          .texts = xcalloc(selection->count, sizeof *f.texts),
                          .began = loop_now(),
                          .shows = isatty(STDERR_FILENO) };
    struct asked *asked = xcalloc(selection->count, sizeof *asked);
    struct full_text_options options = select_fetching(call);
    struct download_queue *queue = download_queue_new(f.loop, NULL);
    int code = CLI_DONE;

    loop_on_signal(f.loop, SIGINT, interrupted, &f);
    loop_on_signal(f.loop, SIGTERM, interrupted, &f);
    ask(&f, queue, asked, &options);
    show_progress(&f);
    if (f.asked)
        code = loop_run(f.loop);
    if (f.shows)
        fputs("\r\033[K", stderr);
    summarise(&f);
    for (size_t i = 0; i < selection->count; i++)
        full_text_cancel(f.texts[i]);
    download_queue_free(queue);
    loop_free(f.loop);
    free(asked);
    free(f.texts);
    if (code == CLI_DONE && f.verdicts[VERDICT_FAILED])
        code = CLI_FAILED;
    return code;
}

int cli_fetch(const struct cli_call *call)
{
    struct selection selection;
    int code = select_articles(call, call->arguments, (size_t)call->argument_count, &selection);

    if (code == CLI_DONE)
        code = selection.count ? fetch_all(call, &selection) : CLI_FAILED;
    selection_release(&selection);
    return code;
}
