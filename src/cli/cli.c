/* SPDX-License-Identifier: MIT */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/version.h"
#include "config/paths.h"
#include "doc/seal.h"
#include "ui/bindings.h"
#include "ui/row_rules.h"
#include "ui/saved_views.h"

const struct subcommand subcommands[] = {
    { "", "q", "", "[FOLDER|FILE]...", "browse articles; without a terminal list them", "",
      cli_browse },
    { "list", "qnFC0", "table tsv json paths", "[FOLDER|FILE]...",
      "print articles, newest first", "", cli_list },
    { "show", "FWL", "plain ansi markdown json", "ARTICLE...",
      "print whole articles; ARTICLE is a file or an id that list prints",
      "The default format is ansi on a terminal that shows colour.\n", cli_show },
    { "text", "FU", "plain markdown json", "SOURCE",
      "print the article of a web page; SOURCE is an address, a file, or - for stdin", "",
      cli_text },
    { "fetch", "qn", "", "[FOLDER|FILE]...", "fetch and keep the full text of many articles",
      "Articles whose text is kept already are passed over, so that it can be interrupted.\n",
      cli_fetch },
    { "mark", "qXI", "", "read|unread|star|unstar|note TEXT|unnote [ARTICLE|FOLDER]...",
      "mark articles: files, ids, or with -q those of the folders that match",
      "With --export or --import the arguments are files of marks.\n", cli_mark },
    { "facets", "q", "", "FIELD [FOLDER|FILE]...",
      "print how often each value of a field occurs, most first",
      "FIELD is a field of coranto(5), any other key of the front matter, month or day.\n",
      cli_facets },
    { "check", "", "", "[FOLDER|FILE]...",
      "print what is wrong with files as file:line:column: severity: message", "", cli_check },
    { "config", "E", "", "", "print the settings in force, as YAML", "", cli_config },
    { "paths", "", "", "", "print where settings, state and cache lie", "", cli_paths },
    { "completion", "", "", "bash|zsh|fish", "print what completes coranto's words in a shell",
      "For bash: source <(coranto completion bash). Installing puts it where shells look.\n",
      cli_completion },
    { .name = NULL },
};

static const struct subcommand *find(const char *name)
{
    for (const struct subcommand *c = subcommands; c->name; c++)
        if (*c->name && strcmp(c->name, name) == 0)
            return c;
    return NULL;
}

static void add_usage(const struct subcommand *c, struct buf *out)
{
    buf_addf(out, "  coranto%s%s%s%s%s\n", *c->name ? " " : "", c->name, " [OPTION]...",
             *c->arguments ? " " : "", c->arguments);
}

/* The help of one subcommand; of the nameless one, that of the program. */
static int help(const struct subcommand *command)
{
    struct buf out = BUF_INIT(64 * 1024);

    if (!*command->name) {
        buf_adds(&out, "coranto reads folders of Markdown articles in the terminal.\n\n"
                       "  coranto ~/news                   browse a folder\n"
                       "  coranto list -q '#AI heat>50'    print what matches\n"
                       "  coranto facets topic ~/news      count the topics\n\nUsage:\n");
        for (const struct subcommand *c = subcommands; c->name; c++) {
            add_usage(c, &out);
            buf_addf(&out, "      %s\n", c->help);
        }
        buf_adds(&out,
                 "\nOptions of coranto itself (`coranto COMMAND --help` for the others):\n");
    } else {
        buf_adds(&out, "Usage:\n");
        add_usage(command, &out);
        buf_addf(&out, "      %s\n\n%s%sOptions:\n", command->help, command->details,
                 *command->details ? "\n" : "");
    }
    options_help(command, &out);
    if (!*command->name)
        buf_adds(&out, "      --version            print the version\n\n"
                       "In the browser ? shows the keys. More in coranto(1) and coranto(5).\n"
                       "Exit status: 0 done, 1 nothing matched or something failed,\n"
                       "2 wrong usage; of `coranto config`, wrong settings.\n");
    output_buf(&out);
    buf_release(&out);
    return output_end(CLI_DONE);
}

/* Read the settings; wrong ones are told and their defaults hold. */
static bool read_config(struct config *config, struct buf *problems)
{
    struct buf path = BUF_INIT(PATH_BYTES_MAX);
    bool fine = true;

    config_init(config);
    if (path_config_file(&path))
        fine = config_read(config, buf_str(&path), problems);
    fine &= bindings_check(config, problems);
    fine &= saved_views_check(config, problems);
    fine &= row_rules_check(config, problems);
    if (!fine)
        output_tell("%s", buf_str(problems));
    buf_release(&path);
    return fine;
}

int cli_main(int argc, char **argv, bool unicode)
{
    const struct subcommand *command = argc > 1 ? find(argv[1]) : NULL;
    struct buf problems = BUF_INIT(64 * 1024);
    struct config config;
    bool wants_help = false;

    if (!unicode)
        output_ascii();
    if (argc == 2 && strcmp(argv[1], "--version") == 0)
        return version_print();
    if (command) {
        argc--;
        argv++;
    } else {
        command = subcommands;
        if (argc == 0)
            return CLI_USAGE;
    }
    struct cli_call call = { .command = command, .unicode = unicode };
    if (!options_read(&call, argc, argv, &wants_help))
        return CLI_USAGE;
    if (wants_help)
        return help(command);
    if (call.argument_count && !*command->arguments) {
        output_tell("coranto: %s takes no arguments\nTry 'coranto %s --help'.\n", command->name,
                    command->name);
        return CLI_USAGE;
    }
    if (!call.format && *command->formats)
        call.format = "";
    call.settings_wrong = read_config(&config, &problems) ? "" : buf_str(&problems);
    call.config = &config;
    seal_require(strcmp(config.sandbox, "require") == 0);
    int code = command->run(&call);
    config_release(&config);
    buf_release(&problems);
    return output_end(code);
}
