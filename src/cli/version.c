/* SPDX-License-Identifier: MIT */
#include "cli/version.h"

#include "base/loop.h"
#include "cli/cli.h"
#include "cli/output.h"
#include "doc/fetch.h"
#include "doc/seal.h"

struct question {
    struct loop *loop;
    struct buf *out;
};

static void answered(struct fetch_result *result, void *arg)
{
    struct question *question = arg;

    if (result->meta && *result->meta->reason)
        buf_addf(question->out, "nothing, since %s", result->meta->reason);
    else if (result->meta)
        seal_words(result->meta->sandbox, question->out);
    else
        buf_adds(question->out, result->error.text);
    document_free(result->document);
    loop_stop(question->loop, 0);
}

/* A worker with nothing to read tells what this system lets it seal itself with. */
static void add_seal(struct buf *out)
{
    struct question question = { .loop = loop_new(), .out = out };
    struct error error;

    buf_adds(out, "Foreign text is read in a process sealed by: ");
    if (fetch_markdown(question.loop, "", 0, "", answered, &question, &error))
        loop_run(question.loop);
    else
        buf_adds(out, error.text);
    buf_addc(out, '\n');
    loop_free(question.loop);
}

int version_print(void)
{
    struct buf out = BUF_INIT(4096);

    buf_adds(&out, "coranto " VERSION "\n"
                   "Copyright (c) 2026 the coranto authors. MIT licence.\n");
    add_seal(&out);
    output_buf(&out);
    buf_release(&out);
    return output_end(CLI_DONE);
}
