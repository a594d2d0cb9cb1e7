/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "base/file.h"
#include "cli/cli.h"
#include "cli/output.h"
#include "cli/select.h"
#include "cli/source.h"

/* mark --export and --import: marks as lines, in files or in a pipe. */

enum {
    LINES_BYTES = 256 * 1024 * 1024,
    TOLD_MAX = 100, /* wrong lines of a file that are told one by one */
};

static int fail(const struct error *error)
{
    output_tell("coranto: %s\n", error->text);
    return CLI_FAILED;
}

static int export_marks(struct memory *memory, const char *path)
{
    struct buf lines = BUF_INIT(LINES_BYTES);
    struct error error = { 0 }, why;
    /* None, because they cannot be had, must not take the place of an earlier export. */
    bool good = marks_are_there(memory->marks)
                    ? marks_export(memory->marks, &lines, &error)
                    : error_set(&error, "nothing is exported: the marks cannot be read");

    if (good && source_is_standard(path)) {
        output_buf(&lines);
    } else if (good) {
        good = file_replace(path, buf_str(&lines), lines.len, &why) ||
               error_set(&error, "%s %s", path, why.text);
    }
    buf_release(&lines);
    return good ? CLI_DONE : fail(&error);
}

static bool read_lines(const char *path, struct buf *lines, struct error *error)
{
    return source_read(path, lines, error) &&
           (!lines->full ||
            error_set(error, "%s cannot be read: it is too long", source_name(path)));
}

struct refusals {
    const char *name;
    size_t told;
};

static void refuse(size_t line, const char *why, void *arg)
{
    struct refusals *refusals = arg;
    struct error error;

    if (refusals->told++ >= TOLD_MAX)
        return;
    error_set(&error, "%s:%zu: %s", refusals->name, line, why);
    output_tell("%s\n", error.text);
}

static int import_marks(struct memory *memory, const char *path)
{
    struct buf lines = BUF_INIT(LINES_BYTES);
    struct refusals refusals = { .name = source_name(path) };
    struct marks_imported imported = { .refuse = refuse, .arg = &refusals };
    struct error error = { 0 };
    bool good = read_lines(path, &lines, &error) &&
                marks_import(memory->marks, buf_str(&lines), lines.len, &imported, &error);

    buf_release(&lines);
    if (imported.refused > TOLD_MAX)
        output_tell("coranto: and %zu more lines are wrong\n", imported.refused - TOLD_MAX);
    if (!good)
        return fail(&error);
    output_tell("coranto: %zu changed\n", imported.changed);
    /* In memory alone they are gone when the command ends. */
    if (!marks_are_kept(memory->marks))
        return CLI_FAILED;
    return imported.refused ? CLI_FAILED : CLI_DONE;
}

int cli_mark_lines(const struct cli_call *call)
{
    int count = call->argument_count, code = CLI_DONE;
    struct memory memory;

    if (call->query || (call->export && (call->import || count > 1))) {
        fputs("coranto: --export takes one file, --import some, and no query\n"
              "Try 'coranto mark --help'.\n",
              stderr);
        return CLI_USAGE;
    }
    select_memory(&memory);
    if (call->export)
        code = export_marks(&memory, count ? call->arguments[0] : "-");
    for (int i = 0; call->import && i < (count ? count : 1); i++) {
        int result = import_marks(&memory, count ? call->arguments[i] : "-");
        code = result > code ? result : code;
    }
    memory_close(&memory);
    return code;
}
