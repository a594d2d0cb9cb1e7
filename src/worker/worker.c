/* SPDX-License-Identifier: MIT */
#include "worker/worker.h"

#include <errno.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

#include "base/curl.h"
#include "doc/fetch.h"
#include "doc/seal.h"
#include "doc/wire.h"
#include "worker/markdown.h"
#include "worker/sandbox.h"
#include "worker/worker_parts.h"

static bool read_all(int fd, struct buf *out)
{
    char chunk[65536];

    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n == 0;
        if (!buf_add(out, chunk, (size_t)n))
            return true;
    }
}

/* Nothing is released: _exit() follows, and takes it all at once. */
static int run_markdown(int argc, char **argv)
{
    struct buf body = BUF_INIT(FETCH_MARKDOWN_MAX);
    struct wire_meta meta;

    if (argc != 1 && (argc != 2 || strcmp(argv[1], "hosts") != 0))
        return WORKER_USAGE;
    /* Nothing can be loaded behind the seal, and nothing is read before it. */
    if (argc == 2)
        curl_load();
    wire_meta_init(&meta);
    if (!worker_seal(&meta))
        return WORKER_TOLD;
    if (!read_all(STDIN_FILENO, &body))
        return worker_fail("the text could not be read");
    meta.cut = body.full;
    cmark_node *root = markdown_document(buf_str(&body), body.len, argv[0], &meta.cut);
    return worker_send(root, &meta);
}

static int run_page(int argc, char **argv)
{
    struct buf bytes = BUF_INIT(FETCH_PAGE_MAX);

    if (argc != 4)
        return WORKER_USAGE;
    struct page_source page = { .url = argv[0], .title = argv[2], .excerpt = argv[3] };
    if (!read_all(STDIN_FILENO, &bytes))
        return worker_fail("the page could not be read");
    struct worker_source source = { .bytes = &bytes, .charset = argv[1] };
    return worker_page(&source, &page);
}

static const struct {
    const char *word;
    unsigned seal;
} leave_out_words[] = {
    { "no-calls", WIRE_SEAL_CALLS },
    { "no-landlock", WIRE_SEAL_LANDLOCK },
    { "no-limits", WIRE_SEAL_LIMITS },
};

static int run_probe(int argc, char **argv)
{
    unsigned leave_out = 0;

    if (argc < 2)
        return WORKER_USAGE;
    for (int i = 2; i < argc; i++)
        for (size_t j = 0; j < sizeof leave_out_words / sizeof *leave_out_words; j++)
            if (strcmp(argv[i], leave_out_words[j].word) == 0)
                leave_out |= leave_out_words[j].seal;
    switch (sandbox_probe(argv[0], argv[1], leave_out)) {
    case SANDBOX_LEAKS:
        return 0;
    case SANDBOX_REFUSED:
        return 1;
    default:
        return WORKER_USAGE;
    }
}

static const struct {
    const char *name;
    int (*run)(int argc, char **argv); /* without what stands before its own arguments */
} modes[] = {
    { "markdown", run_markdown },
    { "page", run_page },
    { "get", worker_get },
    { "probe", run_probe },
};

bool worker_is_meant(const char *argument)
{
    return strcmp(argument, SEAL_WORKER) == 0 || strcmp(argument, SEAL_WORKER_STRICT) == 0;
}

void worker_main(int argc, char **argv)
{
    enum { OWN = 3 }; /* program, --worker, mode */

    /* What is parsed does not depend on who reads it: a Turkish "i" is none in a tag. */
    setlocale(LC_CTYPE, "C.UTF-8");
    worker_be_strict(strcmp(argv[1], SEAL_WORKER_STRICT) == 0);
    for (size_t i = 0; argc >= OWN && i < sizeof modes / sizeof *modes; i++)
        if (strcmp(argv[OWN - 1], modes[i].name) == 0)
            _exit(modes[i].run(argc - OWN, argv + OWN));
    worker_fail("coranto: --worker is for coranto itself");
    _exit(WORKER_USAGE);
}
