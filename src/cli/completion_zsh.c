/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "article/field.h"
#include "cli/completion.h"

static const char head[] = "#compdef coranto\n"
                           "# zsh completion for coranto; written by `coranto completion zsh`\n"
                           "\n";

static const char functions[] =
    "_coranto_field() {\n"
    "    _describe -t fields field fields \"$@\"\n"
    "}\n"
    "\n"
    "# Several, parted by commas.\n"
    "_coranto_columns() {\n"
    "    compset -P '*,'\n"
    "    _coranto_field -qS ,\n"
    "}\n"
    "\n"
    "# The last term of a query.\n"
    "_coranto_query() {\n"
    "    local -a names\n"
    "    compset -P '*[ (|!]'\n"
    "    compset -P '-'\n"
    "    if compset -P 'sort:*,' || compset -P 'sort:'; then\n"
    "        compset -P '-'\n"
    "        names=('hot:heat that fades with age')\n"
    "        _describe -t keys 'sort key' names -- fields -qS ,\n"
    "    else\n"
    "        names=('sort:the order of the articles' 'limit:how many at most')\n"
    "        _describe -t flags flag flags\n"
    "        _describe -t fields field fields -qS :\n"
    "        _describe -t extras extra names -qS :\n"
    "    fi\n"
    "}\n"
    "\n";

/* Inside single quotes and what parts name and help in _describe and _arguments. */
static void add_escaped(struct buf *out, const char *s, const char *special)
{
    for (; *s; s++) {
        if (*s == '\'') {
            buf_adds(out, "'\\''");
            continue;
        }
        if (strchr(special, *s))
            buf_addc(out, '\\');
        buf_addc(out, *s);
    }
}

static void add_described(struct buf *out, const char *name, const char *help)
{
    buf_addf(out, "    '%s:", name);
    add_escaped(out, help, "\\");
    buf_adds(out, "'\n");
}

static void add_names(struct buf *out)
{
    struct buf flags = BUF_INIT(4096);

    buf_adds(out, "local -a fields flags commands\nfields=(\n");
    for (size_t i = 0; i < field_count; i++)
        add_described(out, fields[i].name, fields[i].help);
    completion_flags(&flags);
    buf_addf(out, ")\nflags=(%s)\ncommands=(\n", buf_str(&flags));
    for (const struct subcommand *c = subcommands; c->name; c++)
        if (*c->name)
            add_described(out, c->name, c->help);
    buf_adds(out, ")\n\n");
    buf_release(&flags);
}

static void add_action(struct buf *out, struct completion completion)
{
    switch (completion.kind) {
    case COMPLETE_FILES:
        buf_adds(out, "_files");
        break;
    case COMPLETE_WORDS:
        buf_addf(out, "(%s)", completion.words);
        break;
    case COMPLETE_QUERY:
        buf_adds(out, "_coranto_query");
        break;
    case COMPLETE_FIELD:
        buf_adds(out, "_coranto_field");
        break;
    case COMPLETE_FIELDS:
        buf_adds(out, "_coranto_columns");
        break;
    case COMPLETE_NOTHING:
        buf_addc(out, ' ');
    }
}

static void add_option(struct buf *out, const struct subcommand *command,
                       const struct option_row *row)
{
    buf_adds(out, " \\\n        ");
    if (options_has_letter(row))
        buf_addf(out, "'(-%c --%s)'{-%c%s,--%s%s}'[", row->letter, row->name, row->letter,
                 row->argument ? "+" : "", row->name, row->argument ? "=" : "");
    else
        buf_addf(out, "'--%s%s[", row->name, row->argument ? "=" : "");
    add_escaped(out, row->help, "\\[]:");
    buf_addc(out, ']');
    if (row->argument) {
        buf_addf(out, ":%s:", row->name);
        add_action(out, completion_of_option(command, row));
    }
    buf_addc(out, '\'');
}

static void add_arguments(struct buf *out, const struct subcommand *command)
{
    struct buf words = BUF_INIT(4096);
    struct completion first = completion_of_first(command, &words);

    if (*command->name && (first.kind == COMPLETE_WORDS || first.kind == COMPLETE_FIELD)) {
        buf_adds(out, " \\\n        '1: :");
        add_action(out, first);
        buf_addc(out, '\'');
    } else if (!*command->name) {
        buf_adds(out, " \\\n        '1: :_coranto_first'");
    }
    if (completion_of_others(command).kind == COMPLETE_FILES)
        buf_adds(out, " \\\n        '*: :_files'");
    buf_release(&words);
}

/* The function of a subcommand: its options and arguments. */
static void add_command(struct buf *out, const struct subcommand *command)
{
    const struct option_row *row;

    buf_addf(out, "_coranto_command_%s() {\n    _arguments -s :", command->name);
    for (size_t i = 0; (row = options_row(command, i)); i++)
        add_option(out, command, row);
    if (!*command->name)
        buf_adds(out, " \\\n        '--version[print the version]'");
    add_arguments(out, command);
    buf_adds(out, "\n}\n\n");
}

void completion_zsh(struct buf *out)
{
    buf_adds(out, head);
    add_names(out);
    buf_adds(out, functions);
    buf_adds(out, "_coranto_first() {\n"
                  "    _describe -t commands command commands\n"
                  "    _files\n"
                  "}\n\n");
    for (const struct subcommand *c = subcommands; c->name; c++)
        add_command(out, c);
    buf_adds(out,
             "local command=\n"
             "if ((CURRENT > 2)) && (( ${+functions[_coranto_command_${words[2]}]} )); then\n"
             "    command=${words[2]}\n"
             "    shift words\n"
             "    ((CURRENT--))\n"
             "fi\n"
             "_coranto_command_$command\n");
}
