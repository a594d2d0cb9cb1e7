/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "article/facet.h"
#include "base/error.h"
#include "cli/cli.h"
#include "cli/output.h"
#include "cli/select.h"

static void print(const struct facets *facets, bool unicode)
{
    struct buf line = BUF_INIT(64 * 1024);

    for (size_t i = 0; i < facets->count; i++) {
        buf_clear(&line);
        buf_addf(&line, "%s\t%zu\n", facets->values[i].text, facets->values[i].count);
        if (!output_data(&line, unicode))
            break;
    }
    buf_release(&line);
}

int cli_facets(const struct cli_call *call)
{
    struct selection selection;
    struct facets facets;
    struct error error;

    if (!call->argument_count) {
        fputs("coranto: name a field, such as topic or provider\n"
              "Try 'coranto facets --help'.\n",
              stderr);
        return CLI_USAGE;
    }
    int code = select_articles(call, call->arguments + 1, (size_t)call->argument_count - 1,
                               &selection);
    if (code == CLI_DONE && !facets_count(&facets, selection.library, call->arguments[0],
                                          selection.numbers, selection.count)) {
        error_set(&error, "no article has a field \"%s\"", call->arguments[0]);
        output_tell("coranto: %s\n", error.text);
        code = CLI_FAILED;
    } else if (code == CLI_DONE) {
        print(&facets, call->unicode);
        if (!facets.count)
            code = CLI_FAILED;
        facets_release(&facets);
    }
    return selection_end(&selection, code);
}
