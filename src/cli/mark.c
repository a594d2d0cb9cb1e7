/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/file.h"
#include "cli/cli.h"
#include "cli/output.h"
#include "cli/select.h"
#include "config/paths.h"

struct action {
    const char *word;
    unsigned mask;
    bool on;
};

static const struct action actions[] = {
    { "read", MARK_READ, .on = true }, { "unread", MARK_READ, .on = false },
    { "star", MARK_STAR, .on = true }, { "unstar", MARK_STAR, .on = false },
    { "note", MARK_NOTE, .on = true }, { "unnote", MARK_NOTE, .on = false },
};

enum { ACTION_COUNT = sizeof actions / sizeof *actions };

/* What a call asks for. */
struct wish {
    const struct action *action;
    const char *note; /* "" for all but a note */
    int first;        /* argument that names articles or folders */
};

static size_t mark(struct marks *marks, const struct article *const *articles, size_t count,
                   const struct wish *wish)
{
    if (wish->action->mask == MARK_NOTE)
        return marks_set_note(marks, articles, count, wish->note);
    return marks_set_many(marks, articles, count, wish->action->mask, wish->action->on);
}

static int usage(const char *words)
{
    output_tell("coranto: %s\nTry 'coranto mark --help'.\n", words);
    return CLI_USAGE;
}

static int refuse_note(void)
{
    output_tell("coranto: a note has at most %d bytes\n", MARKS_NOTE_MAX);
    return CLI_USAGE;
}

/* Marks that live in memory alone are gone when a command ends: that is a failure here. */
static int end(struct memory *memory, int code)
{
    struct error trouble;

    if (marks_trouble(memory->marks, &trouble))
        output_tell("coranto: %s\n", trouble.text);
    else if (marks_are_kept(memory->marks))
        return code;
    return CLI_FAILED;
}

static int mark_selection(struct selection *s, const struct wish *wish)
{
    const struct article **articles = xcalloc(s->count, sizeof *articles);

    for (size_t i = 0; i < s->count; i++)
        articles[i] = library_article(s->library, s->numbers[i]);
    size_t changed = mark(s->memory.marks, articles, s->count, wish);
    free(articles);
    output_tell("coranto: %zu changed\n", changed);
    return end(&s->memory, s->count ? CLI_DONE : CLI_FAILED);
}

static int mark_file(const struct cli_call *call, const char *path, const struct wish *wish)
{
    struct selection one;
    int code = select_articles(call, &path, 1, &one);

    if (code == CLI_DONE)
        code = mark_selection(&one, wish);
    return selection_end(&one, code);
}

static int mark_id(const struct cli_call *call, const char *id, const struct wish *wish,
                   struct selection *folders)
{
    const struct article *article;
    int code = select_by_id(call, id, folders, &article);

    if (code != CLI_DONE)
        return code;
    mark(folders->memory.marks, &article, 1, wish);
    return end(&folders->memory, CLI_DONE);
}

/* Without a query each argument is an article; a whole folder wants one, were it empty. */
static int mark_named(const struct cli_call *call, const struct wish *wish)
{
    struct selection folders = { 0 };
    struct stat status;
    int code = CLI_DONE;

    for (int i = wish->first; i < call->argument_count && code != CLI_USAGE; i++) {
        const char *name = call->arguments[i];
        bool there = stat(name, &status) == 0;
        int result = there && S_ISDIR(status.st_mode)
                         ? usage("to mark a folder's articles give a query; -q '' is all")
                     : there ? mark_file(call, name, wish)
                             : mark_id(call, name, wish, &folders);
        code = result > code ? result : code;
    }
    if (folders.library)
        selection_release(&folders);
    return code;
}

/* The other commands do without marks, and say nothing. */
static void tell_homeless(void)
{
    struct buf path = BUF_INIT(PATH_BYTES_MAX);

    if (!path_marks_file(&path))
        output_tell("coranto: marks are not kept this time: there is no home folder\n");
    buf_release(&path);
}

int cli_mark(const struct cli_call *call)
{
    size_t action = 0;

    tell_homeless();
    if (call->export || call->import)
        return cli_mark_lines(call);
    while (call->argument_count && action < ACTION_COUNT &&
           strcmp(call->arguments[0], actions[action].word) != 0)
        action++;
    if (!call->argument_count || action == ACTION_COUNT)
        return usage("say read, unread, star, unstar, note or unnote");
    struct wish wish = { .action = &actions[action], .note = "", .first = 1 };
    if (wish.action->mask == MARK_NOTE && wish.action->on) {
        if (call->argument_count < 2)
            return usage("give the text of the note");
        wish.note = call->arguments[1];
        if (!marks_note_fits(wish.note))
            return refuse_note();
        wish.first = 2;
    }
    if (!call->query)
        return call->argument_count > wish.first
                   ? mark_named(call, &wish)
                   : usage("name articles, or give a query with -q");
    struct selection selection;
    int code = select_articles(call, call->arguments + wish.first,
                               (size_t)(call->argument_count - wish.first), &selection);
    if (code == CLI_DONE)
        code = mark_selection(&selection, &wish);
    return selection_end(&selection, code);
}
