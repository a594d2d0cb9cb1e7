/* SPDX-License-Identifier: MIT */
#include "cli/select.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "article/query.h"
#include "article/story.h"
#include "base/alloc.h"
#include "base/date.h"
#include "base/text.h"
#include "cli/output.h"
#include "config/paths.h"
#include "ui/settings.h"

enum { PATHS_MAX = 1024 * 1024 };

static const char samples[] = DATADIR "/seeds";

static bool has_samples(void)
{
    return access(samples, R_OK) == 0;
}

const char **select_paths(const struct cli_call *call, const char *const *arguments,
                          size_t count, size_t *path_count, struct buf *owned)
{
    const struct words *folders = &call->config->folders;
    const char **paths = xcalloc(count + folders->count + 1, sizeof *paths);
    size_t offsets[CONFIG_WORDS_MAX];

    buf_init(owned, PATHS_MAX);
    *path_count = count;
    if (count) {
        memcpy(paths, arguments, count * sizeof *paths);
        return paths;
    }
    for (size_t i = 0; i < folders->count; i++) {
        offsets[i] = owned->len;
        path_expand(folders->items[i], owned);
        buf_addc(owned, '\0');
    }
    for (size_t i = 0; i < folders->count; i++)
        paths[i] = buf_str(owned) + offsets[i];
    *path_count = folders->count;
    if (!folders->count && has_samples())
        paths[(*path_count)++] = samples;
    if (*path_count)
        return paths;
    fputs("coranto: name a folder of articles, or put `folders: [~/news]` into the settings\n"
          "Try 'coranto --help'.\n",
          stderr);
    free(paths);
    return NULL;
}

/* The query with a caret under the place that is wrong. */
static void tell_query_error(const char *query, const struct query_error *wrong)
{
    struct buf before = BUF_INIT(QUERY_MAX * 4), line = BUF_INIT(QUERY_MAX * 4);
    size_t n = strlen(query), start = wrong->start < n ? wrong->start : n;

    text_clean(&line, query, n, TEXT_LINE);
    text_clean(&before, query, start, TEXT_LINE);
    int column = text_width(buf_str(&before), before.len);
    if (start > 0 && query[start - 1] == ' ')
        column++;
    output_tell("coranto: in the query: %s\n", wrong->error.text);
    if (column < 500 && line.len < 2000)
        output_tell("  %s\n  %*s^\n", buf_str(&line), column, "");
    buf_release(&before);
    buf_release(&line);
}

/* What was named and is not there is mostly a slip, and told as such. */
static size_t tell_unread(const struct library *library, const char *const *paths, size_t count)
{
    struct error error;
    size_t unread = 0;

    for (size_t i = 0; i < count; i++) {
        const char *why = library_unread(library, i);
        if (!why)
            continue;
        error_set(&error, "%s %s", paths[i], why);
        output_tell("coranto: %s\n", error.text);
        unread++;
    }
    return unread;
}

static void tell_problems(const struct library *library, size_t told)
{
    size_t count = library_problem_count(library);
    bool more = library_problems_dropped(library) > 0;

    count -= told < count ? told : count;
    if (count)
        output_tell("coranto: %s%zu problem%s while reading; `coranto check` lists %s\n",
                    more ? "more than " : "", count, count == 1 ? "" : "s",
                    count == 1 ? "it" : "them");
}

void select_memory(struct memory *memory)
{
    struct error note;

    settings_memory(memory, false, &note);
    if (*note.text)
        output_tell("coranto: %s\n", note.text);
}

/* A name that no article has is mostly a slip: told, though nothing is wrong with the query. */
static void tell_unknown_names(const struct cli_call *call, const struct query *query,
                               const struct library *library)
{
    struct query_error unknown;

    if (library_live(library) && !query_check(query, library, &unknown))
        tell_query_error(call->query ? call->query : "", &unknown);
}

static void select_cache(struct library *library)
{
    struct buf folder = BUF_INIT(PATHS_MAX);

    if (path_folder(PATH_CACHE, &folder))
        library_keep(library, buf_str(&folder), true);
    buf_release(&folder);
}

static int run(const struct cli_call *call, struct query *query, struct selection *selection,
               const char *const *paths, size_t count)
{
    struct error error;

    selection->library = library_new(paths, count);
    if (call->config->cache)
        select_cache(selection->library);
    bool loaded = library_load(selection->library, &error);
    selection->unread = tell_unread(selection->library, paths, count);
    if (!loaded) {
        if (!selection->unread)
            output_tell("coranto: %s\n", error.text);
        return CLI_FAILED;
    }
    tell_problems(selection->library, selection->unread);
    select_memory(&selection->memory);
    query_set_state(query, &selection->memory.query);
    tell_unknown_names(call, query, selection->library);
    if (query_needs_stories(query))
        library_find_stories(selection->library);
    selection->numbers = query_run(query, selection->library, &selection->count, NULL);
    if (call->limit && selection->count > (size_t)call->limit)
        selection->count = (size_t)call->limit;
    return CLI_DONE;
}

int select_articles(const struct cli_call *call, const char *const *arguments, size_t count,
                    struct selection *selection)
{
    const char *text = call->query ? call->query : "";
    struct query_error wrong;
    struct query *query = query_parse(text, strlen(text), date_now(), &wrong);
    struct buf owned;
    size_t path_count;

    *selection = (struct selection){ 0 };
    if (!query) {
        tell_query_error(text, &wrong);
        return CLI_USAGE;
    }
    const char **paths = select_paths(call, arguments, count, &path_count, &owned);
    int code = paths ? run(call, query, selection, paths, path_count) : CLI_USAGE;
    free(paths);
    buf_release(&owned);
    query_free(query);
    return code;
}

int select_by_id(const struct cli_call *call, const char *id, struct selection *folders,
                 const struct article **article)
{
    bool some = call->config->folders.count || has_samples();
    int code = !some              ? CLI_FAILED
               : folders->library ? CLI_DONE
                                  : select_articles(call, NULL, 0, folders);
    struct error error;

    *article = code == CLI_DONE ? library_find(folders->library, id) : NULL;
    if (*article)
        return CLI_DONE;
    if (some)
        error_set(&error, "%s is neither a file nor the id of an article in your folders", id);
    else
        error_set(&error, "%s is no file, and the settings name no folders to look for it", id);
    output_tell("coranto: %s\n", error.text);
    return code == CLI_DONE ? CLI_FAILED : code;
}

void selection_release(struct selection *selection)
{
    free(selection->numbers);
    if (selection->library)
        library_save(selection->library);
    library_free(selection->library);
    memory_close(&selection->memory);
}

int selection_end(struct selection *selection, int code)
{
    bool unread = selection->unread > 0;

    selection_release(selection);
    return code == CLI_DONE && unread ? CLI_FAILED : code;
}
