/* SPDX-License-Identifier: MIT */
#include "doc/fetch.h"

#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "base/alloc.h"
#include "base/job.h"
#include "base/text.h"
#include "doc/seal.h"

enum {
    WORKER_ERRORS_MAX = 4096,
    RAW_LINES_MAX = 50000, /* each is two nodes of a document, which has a limit of them */
};

struct fetch {
    struct job *job;
    char *body; /* in case it must be shown as it is; NULL for pages */
    size_t n;
    bool cut;
    void (*done)(struct fetch_result *result, void *arg);
    void *arg;
};

static void fetch_free(struct fetch *fetch)
{
    free(fetch->body);
    free(fetch);
}

/* One line of the raw text goes to the paragraph, which an empty line ends. */
static cmark_node *add_raw_line(cmark_node *root, cmark_node *paragraph, const char *s,
                                size_t n)
{
    if (text_is_blank(s, n))
        return NULL;
    if (paragraph)
        document_block(paragraph, CMARK_NODE_LINEBREAK);
    else
        paragraph = document_block(root, CMARK_NODE_PARAGRAPH);
    document_text(paragraph, s, n);
    return paragraph;
}

/* False when the end of the text is left out. */
static bool add_raw(cmark_node *root, const char *body, size_t n)
{
    struct buf clean = BUF_INIT(FETCH_RAW_MAX);
    cmark_node *paragraph = NULL;
    size_t at = 0;

    text_clean(&clean, body, n, TEXT_BLOCK);
    for (int lines = 0; at < clean.len && lines < RAW_LINES_MAX; lines++) {
        const char *line = clean.data + at;
        const char *newline = memchr(line, '\n', clean.len - at);
        size_t len = newline ? (size_t)(newline - line) : clean.len - at;
        paragraph = add_raw_line(root, paragraph, line, len);
        at += len + 1;
    }
    bool whole = !clean.full && at >= clean.len;
    buf_release(&clean);
    return whole;
}

static void add_note(cmark_node *root, const char *words, size_t n)
{
    cmark_node *note = document_custom(KIND_NOTE, "");

    document_append(root, note);
    document_text(document_block(note, CMARK_NODE_PARAGRAPH), words, n);
}

/* In the text itself, which may go into a file or to another program. */
static void add_cut(cmark_node *root)
{
    static const char words[] = "The text is longer than this and was cut here.";

    add_note(root, words, sizeof words - 1);
}

static cmark_node *raw_document(const struct fetch *fetch, struct wire_meta *meta,
                                const char *reason)
{
    cmark_node *root = document_block(NULL, CMARK_NODE_DOCUMENT);
    struct buf words = BUF_INIT(1024);

    buf_addf(&words, "This is the text as it is written, because %s.", reason);
    add_note(root, buf_str(&words), words.len);
    buf_release(&words);
    wire_meta_init(meta);
    free(meta->reason);
    meta->reason = xstrdup(reason);
    meta->sandbox = WIRE_SEAL_ALL; /* as far as is known */
    meta->cut = !add_raw(root, fetch->body, fetch->n);
    return root;
}

static void job_done(const struct job_result *job, void *arg)
{
    struct fetch *fetch = arg;
    struct wire_meta meta;
    struct error error = job->error;
    struct fetch_result result = { .meta = &meta };

    if (job->end == JOB_EXITED && job->code == 0)
        result.document = wire_read(job->output, job->output_len, &meta, &error);
    /* The worker says on stderr what is wrong with a page. */
    if (job->end == JOB_EXITED && job->code == 1 && job->errors_len > 0)
        error_set(&error, "%s", job->errors);
    if (!result.document && fetch->body)
        result.document = raw_document(fetch, &meta, error.text);
    if (!result.document) {
        result.meta = NULL;
        result.error = error;
    } else {
        meta.cut |= fetch->cut;
        if (meta.cut && fetch->body)
            add_cut(result.document);
    }
    fetch->done(&result, fetch->arg);
    if (result.meta)
        wire_meta_release(&meta);
    fetch_free(fetch);
}

/* Give the worker its input; fetch is freed when it cannot be started. */
static struct fetch *start_worker(struct fetch *fetch, struct loop *loop,
                                  const char *const *argv, const char *name, const char *input,
                                  size_t n, struct error *error)
{
    struct job_spec spec = {
        .argv = argv,
        .program = job_self(),
        .name = name,
        .input = input,
        .input_len = n,
        .output_max = WIRE_MAX,
        .errors_max = WORKER_ERRORS_MAX,
        .deadline_ms = FETCH_PARSE_MS,
    };
    fetch->job = job_start(loop, &spec, NULL, job_done, fetch, error);
    if (!fetch->job) {
        fetch_free(fetch);
        return NULL;
    }
    return fetch;
}

struct fetch *fetch_markdown(struct loop *loop, const char *body, size_t n,
                             const char *base_url,
                             void (*done)(struct fetch_result *result, void *arg), void *arg,
                             struct error *error)
{
    const char *base = base_url ? base_url : "";
    struct fetch *fetch = xcalloc(1, sizeof *fetch);

    fetch->cut = n > FETCH_MARKDOWN_MAX;
    fetch->n = fetch->cut ? text_whole(body, FETCH_MARKDOWN_MAX) : n;
    bool odd = address_has_odd_host(base, strlen(base)) || address_has_odd_host(body, fetch->n);
    const char *const argv[] = { "coranto", seal_worker_word(),   "markdown",
                                 base,      odd ? "hosts" : NULL, NULL };
    fetch->body = xstrndup(body, fetch->n);
    fetch->done = done;
    fetch->arg = arg;
    return start_worker(fetch, loop, argv, "formatting it", fetch->body, fetch->n, error);
}

struct fetch *fetch_page_bytes(struct loop *loop, const struct fetch_page *page,
                               void (*done)(struct fetch_result *result, void *arg), void *arg,
                               struct error *error)
{
    const char *const argv[] = { "coranto",     seal_worker_word(), "page",        page->url,
                                 page->charset, page->title,        page->excerpt, NULL };
    struct fetch *fetch = xcalloc(1, sizeof *fetch);

    fetch->cut = page->n > FETCH_PAGE_MAX;
    fetch->done = done;
    fetch->arg = arg;
    return start_worker(fetch, loop, argv, "reading the page", page->bytes,
                        fetch->cut ? FETCH_PAGE_MAX : page->n, error);
}

void fetch_cancel(struct fetch *fetch)
{
    if (!fetch)
        return;
    job_abandon(fetch->job);
    fetch_free(fetch);
}
