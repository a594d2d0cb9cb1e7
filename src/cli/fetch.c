/* SPDX-License-Identifier: MIT */
#include <signal.h>

#include "cli/cli.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/select.h"
#include "page/full_texts.h"
#include "ui/settings.h"

enum { SIGNALLED = 128 };

struct fetching {
    struct loop *loop;
    struct full_texts *texts;
};

static void show_progress(const struct fetching *f)
{
    struct buf line = BUF_INIT(256);

    full_texts_status(f->texts, &line);
    progress_show(&line);
    buf_release(&line);
}

static void changed(void *arg)
{
    const struct fetching *f = arg;
    const struct full_texts_count *count = full_texts_count(f->texts);

    show_progress(f);
    if (count->ended == count->asked)
        loop_stop(f->loop, CLI_DONE);
}

/* What came is kept: the next call goes on from there. */
static void interrupted(int signo, void *arg)
{
    const struct fetching *f = arg;

    loop_stop(f->loop, SIGNALLED + signo);
}

static void summarise(const struct full_texts_count *count)
{
    struct buf out = BUF_INIT(1024);

    for (int i = 0; i < VERDICT_COUNT; i++)
        buf_addf(&out, "%s\t%zu\n", verdict_name(i), count->verdicts[i]);
    buf_addf(&out, "kept\t%zu\nno address\t%zu\n", count->kept, count->without_address);
    if (count->asked > count->ended)
        buf_addf(&out, "not fetched\t%zu\n", count->asked - count->ended);
    output_buf(&out);
    buf_release(&out);
    if (*count->trouble.text)
        output_tell("coranto: %zu failed, the first of them: %s\n",
                    count->verdicts[VERDICT_FAILED], count->trouble.text);
    if (count->unkept)
        output_tell("coranto: %zu of these could not be kept: %s\n", count->unkept,
                    count->why.text);
}

static int fetch_all(const struct cli_call *call, struct selection *selection)
{
    struct fetching f = { .loop = loop_new() };
    struct full_text_options options = settings_fetching(call->config);
    struct download_queue *queue = download_queue_new(f.loop, NULL);
    int code = CLI_DONE;

    download_queue_set_limit(queue, (size_t)call->config->fetch_parallel);
    loop_on_signal(f.loop, SIGINT, interrupted, &f);
    loop_on_signal(f.loop, SIGTERM, interrupted, &f);
    f.texts = full_texts_start(queue, &selection->memory, selection->library,
                               selection->numbers, selection->count, &options, changed, &f);
    const struct full_texts_count *count = full_texts_count(f.texts);
    show_progress(&f);
    if (count->asked)
        code = loop_run(f.loop);
    progress_end();
    summarise(count);
    if (code == CLI_DONE && (count->verdicts[VERDICT_FAILED] || count->unkept))
        code = CLI_FAILED;
    full_texts_free(f.texts);
    download_queue_free(queue);
    loop_free(f.loop);
    return code;
}

int cli_fetch(const struct cli_call *call)
{
    struct selection selection;
    int code = select_articles(call, call->arguments, (size_t)call->argument_count, &selection);

    if (code == CLI_DONE && selection.count) {
        code = fetch_all(call, &selection);
    } else if (code == CLI_DONE) {
        output_tell("coranto: no article matches\n");
        code = CLI_FAILED;
    }
    return selection_end(&selection, code);
}
