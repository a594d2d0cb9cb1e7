/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "article/library.h"
#include "cli/cli.h"
#include "cli/output.h"
#include "cli/select.h"

static void print(const struct library *library, bool unicode)
{
    struct buf line = BUF_INIT(64 * 1024);

    for (size_t i = 0; i < library_problem_count(library); i++) {
        buf_clear(&line);
        library_problem_format(library_problem(library, i), &line);
        buf_addc(&line, '\n');
        if (!output_data(&line, unicode))
            break;
    }
    buf_release(&line);
}

int cli_check(const struct cli_call *call)
{
    struct buf owned;
    struct error error;
    size_t count;
    const char **paths =
        select_paths(call, call->arguments, (size_t)call->argument_count, &count, &owned);

    if (!paths)
        return CLI_USAGE;
    struct library *library = library_new(paths, count);
    bool checked = library_check(library, &error);
    size_t problems = library_problem_count(library);
    if (!checked && !problems)
        output_tell("coranto: %s\n", error.text);
    print(library, call->unicode);
    if (library_problems_dropped(library))
        output_tell("coranto: and %zu more problems\n", library_problems_dropped(library));
    library_free(library);
    free(paths);
    buf_release(&owned);
    return checked && !problems ? CLI_DONE : CLI_FAILED;
}
