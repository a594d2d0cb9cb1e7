/* SPDX-License-Identifier: MIT */
#include "cli/completion.h"

#include <stdio.h>
#include <string.h>

#include "article/field.h"
#include "article/query.h"
#include "cli/output.h"

enum { SCRIPT_MAX = 256 * 1024 };

struct completion completion_of_option(const struct subcommand *command,
                                       const struct option_row *row)
{
    if (strcmp(row->argument, "FORMAT") == 0)
        return (struct completion){ COMPLETE_WORDS, command->formats };
    if (strcmp(row->argument, "WHEN") == 0)
        return (struct completion){ COMPLETE_WORDS, options_when };
    if (strcmp(row->argument, "QUERY") == 0)
        return (struct completion){ COMPLETE_QUERY, "" };
    if (strcmp(row->argument, "A,B,C") == 0)
        return (struct completion){ COMPLETE_FIELDS, "" };
    return (struct completion){ COMPLETE_NOTHING, "" };
}

/* Arguments in small letters are the words themselves: "read|note TEXT|unnote [FOLDER]...". */
struct completion completion_of_first(const struct subcommand *command, struct buf *words)
{
    const char *arguments = command->arguments;

    if (strncmp(arguments, "FIELD", 5) == 0)
        return (struct completion){ COMPLETE_FIELD, "" };
    if (*arguments < 'a' || *arguments > 'z')
        return completion_of_others(command);
    for (; *arguments && *arguments != '['; arguments++)
        if (*arguments == '|' || (*arguments >= 'a' && *arguments <= 'z'))
            buf_addc(words, *arguments == '|' ? ' ' : *arguments);
    return (struct completion){ COMPLETE_WORDS, buf_str(words) };
}

struct completion completion_of_others(const struct subcommand *command)
{
    static const char *const names[] = { "FOLDER", "FILE", "ARTICLE", "SOURCE" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strstr(command->arguments, names[i]))
            return (struct completion){ COMPLETE_FILES, "" };
    return (struct completion){ COMPLETE_NOTHING, "" };
}

static void add_word(struct buf *out, const char *word)
{
    if (out->len > 0)
        buf_addc(out, ' ');
    buf_adds(out, word);
}

void completion_fields(struct buf *out)
{
    for (size_t i = 0; i < field_count; i++)
        add_word(out, fields[i].name);
}

void completion_flags(struct buf *out)
{
    const char *name;

    for (size_t i = 0; (name = query_flag_name(i)); i++)
        add_word(out, name);
}

int cli_completion(const struct cli_call *call)
{
    static const struct {
        const char *name;
        void (*write)(struct buf *out);
    } shells[] = { { "bash", completion_bash },
                   { "zsh", completion_zsh },
                   { "fish", completion_fish } };

    for (size_t i = 0; call->argument_count == 1 && i < sizeof shells / sizeof *shells; i++)
        if (strcmp(call->arguments[0], shells[i].name) == 0) {
            struct buf out = BUF_INIT(SCRIPT_MAX);
            shells[i].write(&out);
            output_buf(&out);
            buf_release(&out);
            return CLI_DONE;
        }
    fputs("coranto: completion takes the name of a shell: bash, zsh or fish\n", stderr);
    return CLI_USAGE;
}
