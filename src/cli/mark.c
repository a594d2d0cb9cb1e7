/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "cli/cli.h"
#include "cli/output.h"
#include "cli/select.h"

enum { LINES_BYTES = 256 * 1024 * 1024 };

static const struct {
    const char *word;
    unsigned mask;
    bool on;
} actions[] = {
    { "read", MARK_READ, true },
    { "unread", MARK_READ, false },
    { "star", MARK_STAR, true },
    { "unstar", MARK_STAR, false },
};

enum { ACTION_COUNT = sizeof actions / sizeof *actions };

static int usage(const char *words)
{
    fprintf(stderr, "coranto: %s\nTry 'coranto mark --help'.\n", words);
    return CLI_USAGE;
}

/* Marks that live in memory alone are gone when a command ends: that is a failure here. */
static int end(struct memory *memory, int code)
{
    struct error trouble;

    if (marks_trouble(memory->marks, &trouble))
        fprintf(stderr, "coranto: %s\n", trouble.text);
    else if (marks_are_kept(memory->marks))
        return code;
    return CLI_FAILED;
}

static int mark_selection(struct selection *s, size_t action)
{
    const struct article **articles = xcalloc(s->count, sizeof *articles);

    for (size_t i = 0; i < s->count; i++)
        articles[i] = library_article(s->library, s->numbers[i]);
    size_t changed = marks_set_many(s->memory.marks, articles, s->count, actions[action].mask,
                                    actions[action].on);
    free(articles);
    fprintf(stderr, "coranto: %zu changed\n", changed);
    return end(&s->memory, s->count ? CLI_DONE : CLI_FAILED);
}

static int mark_file(const struct cli_call *call, const char *path, size_t action)
{
    struct selection one;
    int code = select_articles(call, &path, 1, &one);

    if (code == CLI_DONE)
        code = mark_selection(&one, action);
    selection_release(&one);
    return code;
}

/* Ids are looked up in the folders of the settings, which are read once for all of them. */
static int mark_id(const struct cli_call *call, const char *id, size_t action,
                   struct selection *folders)
{
    struct error error;
    int code = folders->library ? CLI_DONE : select_articles(call, NULL, 0, folders);
    const struct article *article = code == CLI_DONE ? library_find(folders->library, id)
                                                     : NULL;

    if (article) {
        marks_set(folders->memory.marks, article, actions[action].mask, actions[action].on);
        return end(&folders->memory, CLI_DONE);
    }
    error_set(&error, "%s is neither a file nor the id of an article", id);
    fprintf(stderr, "coranto: %s\n", error.text);
    return code == CLI_USAGE ? code : CLI_FAILED;
}

/* Without a query each argument is an article; a whole folder wants one, were it empty. */
static int mark_named(const struct cli_call *call, size_t action)
{
    struct selection folders = { 0 };
    struct stat status;
    int code = CLI_DONE;

    for (int i = 1; i < call->argument_count && code != CLI_USAGE; i++) {
        const char *name = call->arguments[i];
        bool there = stat(name, &status) == 0;
        int result = there && S_ISDIR(status.st_mode)
                         ? usage("to mark a folder's articles give a query; -q '' is all")
                     : there ? mark_file(call, name, action)
                             : mark_id(call, name, action, &folders);
        code = result > code ? result : code;
    }
    if (folders.library)
        selection_release(&folders);
    return code;
}

static int export_marks(struct memory *memory)
{
    struct buf lines = BUF_INIT(LINES_BYTES);
    struct error error;
    int code = CLI_DONE;

    if (marks_export(memory->marks, &lines, &error)) {
        output_buf(&lines);
    } else {
        fprintf(stderr, "coranto: %s\n", error.text);
        code = CLI_FAILED;
    }
    buf_release(&lines);
    return code;
}

static int import_marks(struct memory *memory)
{
    struct buf lines = BUF_INIT(LINES_BYTES);
    struct error error = { 0 };
    char chunk[65536];
    size_t n, changed = 0;

    while ((n = fread(chunk, 1, sizeof chunk, stdin)) > 0 && buf_add(&lines, chunk, n))
        ;
    bool good = !ferror(stdin) && !lines.full;
    if (!good)
        error_set(&error, "standard input cannot be read to its end");
    good = good && marks_import(memory->marks, buf_str(&lines), lines.len, &changed, &error);
    if (good)
        fprintf(stderr, "coranto: %zu changed\n", changed);
    else
        fprintf(stderr, "coranto: %s\n", error.text);
    buf_release(&lines);
    return good ? end(memory, CLI_DONE) : CLI_FAILED;
}

int cli_mark(const struct cli_call *call)
{
    size_t action = 0;

    if (call->export || call->import) {
        if (call->argument_count || call->query || (call->export && call->import))
            return usage("--export and --import stand alone");
        struct memory memory;
        select_memory(&memory);
        int code = call->export ? export_marks(&memory) : import_marks(&memory);
        memory_close(&memory);
        return code;
    }
    while (call->argument_count && action < ACTION_COUNT &&
           strcmp(call->arguments[0], actions[action].word) != 0)
        action++;
    if (!call->argument_count || action == ACTION_COUNT)
        return usage("say read, unread, star or unstar");
    if (!call->query)
        return call->argument_count > 1 ? mark_named(call, action)
                                        : usage("name articles, or give a query with -q");
    struct selection selection;
    int code = select_articles(call, call->arguments + 1, (size_t)call->argument_count - 1,
                               &selection);
    if (code == CLI_DONE)
        code = mark_selection(&selection, action);
    selection_release(&selection);
    return code;
}
