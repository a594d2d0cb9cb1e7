/* SPDX-License-Identifier: MIT */

#include "article/field.h"
#include "article/query.h"
#include "cli/completion.h"

static const char head[] =
    "# fish completion for coranto; written by `coranto completion fish`\n"
    "\n"
    "# What is typed of the value of an option, without its quote.\n"
    "function __coranto_value\n"
    "    string replace -r '^--[a-z]+=' '' -- (commandline -ct) | string replace -r '^[\"\\']' ''\n"
    "end\n"
    "\n"
    "function __coranto_columns\n"
    "    set -l before (string replace -r '[^,]*$' '' -- (__coranto_value))\n"
    "    printf '%s\\n' $before(__coranto_fields)\n"
    "end\n"
    "\n"
    "# The last term of a query; what stands before it goes in front of each.\n"
    "function __coranto_query\n"
    "    set -l value (__coranto_value)\n"
    "    set -l before (string replace -r '[^ (|!]*$' '' -- $value)\n"
    "    set -l term (string match -r '[^ (|!]*$' -- $value)\n"
    "    if string match -qr '^-' -- $term\n"
    "        set before $before-\n"
    "    end\n"
    "    if string match -qr '^-?sort:' -- $term\n"
    "        set before (string replace -r '[^:,-]*$' '' -- $value)\n"
    "        printf '%s\\n' $before(__coranto_fields) $before\"hot\\theat that fades with age\"\n"
    "    else\n"
    "        printf '%s\\n' $before(__coranto_fields | string replace \\t :\\t)\n"
    "        printf '%s\\n' $before(__coranto_flags) {$before}sort:\torder {$before}limit:\tnumber\n"
    "    end\n"
    "end\n"
    "\n";

/* In single quotes a quote and a backslash stand behind a backslash. */
static void add_quoted(struct buf *out, const char *s)
{
    buf_addc(out, '\'');
    for (; *s; s++) {
        if (*s == '\'' || *s == '\\')
            buf_addc(out, '\\');
        buf_addc(out, *s);
    }
    buf_addc(out, '\'');
}

static void add_names(struct buf *out)
{
    const char *flag;

    buf_adds(out, "function __coranto_fields\n    printf '%s\\t%s\\n'");
    for (size_t i = 0; i < field_count; i++) {
        buf_addf(out, " \\\n        %s ", fields[i].name);
        add_quoted(out, fields[i].help);
    }
    buf_adds(out, "\nend\n\nfunction __coranto_flags\n    printf '%s\\tflag\\n'");
    for (size_t i = 0; (flag = query_flag_name(i)); i++)
        buf_addf(out, " %s", flag);
    buf_adds(out, "\nend\n\n");
}

/* "" is no subcommand yet. */
static void add_condition(struct buf *out, const char *name)
{
    if (*name)
        buf_addf(out, "complete -c coranto -n '__fish_seen_subcommand_from %s'", name);
    else
        buf_adds(out, "complete -c coranto -n \"not __fish_seen_subcommand_from $commands\"");
}

static void add_values(struct buf *out, struct completion completion)
{
    switch (completion.kind) {
    case COMPLETE_NOTHING:
        buf_adds(out, " -x");
        break;
    case COMPLETE_FILES:
        buf_adds(out, " -r -F");
        break;
    case COMPLETE_WORDS:
        buf_addf(out, " -x -a '%s'", completion.words);
        break;
    case COMPLETE_QUERY:
        buf_adds(out, " -x -a '(__coranto_query)'");
        break;
    case COMPLETE_FIELD:
        buf_adds(out, " -x -a '(__coranto_fields)'");
        break;
    case COMPLETE_FIELDS:
        buf_adds(out, " -x -a '(__coranto_columns)'");
        break;
    }
}

static void add_option(struct buf *out, const struct subcommand *command,
                       const struct option_row *row)
{
    add_condition(out, command->name);
    if (options_has_letter(row))
        buf_addf(out, " -s %c", row->letter);
    buf_addf(out, " -l %s", row->name);
    if (row->argument)
        add_values(out, completion_of_option(command, row));
    buf_adds(out, " -d ");
    add_quoted(out, row->help);
    buf_addc(out, '\n');
}

/* Its words where it has some; files only where it takes them. */
static void add_arguments(struct buf *out, const struct subcommand *command)
{
    struct buf words = BUF_INIT(4096);
    struct completion first = completion_of_first(command, &words);

    if (completion_of_others(command).kind == COMPLETE_NOTHING) {
        add_condition(out, command->name);
        buf_adds(out, " -f\n");
    }
    if (first.kind == COMPLETE_WORDS || first.kind == COMPLETE_FIELD) {
        add_condition(out, command->name);
        if (first.kind == COMPLETE_WORDS)
            buf_addf(out, " -a '%s'\n", first.words);
        else
            buf_adds(out, " -a '(__coranto_fields) month day'\n");
    }
    buf_release(&words);
}

void completion_fish(struct buf *out)
{
    const struct option_row *row;

    buf_adds(out, head);
    add_names(out);
    buf_adds(out, "set -l commands");
    for (const struct subcommand *c = subcommands; c->name; c++)
        if (*c->name)
            buf_addf(out, " %s", c->name);
    buf_addc(out, '\n');
    for (const struct subcommand *c = subcommands; c->name; c++) {
        if (*c->name) {
            add_condition(out, "");
            buf_addf(out, " -a %s -d ", c->name);
            add_quoted(out, c->help);
            buf_addc(out, '\n');
            add_arguments(out, c);
        }
        for (size_t i = 0; (row = options_row(c, i)); i++)
            add_option(out, c, row);
    }
    add_condition(out, "");
    buf_adds(out, " -l version -d 'print the version'\n");
}
