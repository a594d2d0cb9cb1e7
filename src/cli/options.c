/* SPDX-License-Identifier: MIT */
#include "cli/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/words.h"
#include "cli/output.h"

enum { LIMIT_MOST = 100000000, WIDTH_LEAST = 10, WIDTH_MOST = 1000 };

static const struct option_row rows[] = {
    { 'q', "query", "QUERY", "only articles that match; see coranto(5)" },
    { 'n', "limit", "N", "at most N articles" },
    { 'F', "format", "FORMAT", "how to print" },
    { 'C', "columns", "A,B,C", "fields of the table, in order" },
    { 'W', "width", "N", "columns of text" },
    { 'U', "url", "ADDRESS", "where the page is from, for its relative links" },
    { 'L', "full", NULL, "the full text: the kept page, or fetch it" },
    { 'X', "export", NULL, "print all marks, a line each, or write them to a file" },
    { 'I', "import", NULL, "read such lines or files of them; the later change counts" },
    { 'E', "example", NULL, "all settings with their defaults, each commented out" },
    { '0', "null", NULL, "end each path with a zero byte" },
    { 'K', "color", "WHEN", "auto, always or never" },
    { 'h', "help", NULL, "this help" },
};

enum { ROW_COUNT = sizeof rows / sizeof *rows };

const char options_when[] = "auto always never";

static bool accepts(const struct subcommand *command, char letter)
{
    return letter == 'h' || letter == 'K' || strchr(command->options, letter);
}

const struct option_row *options_row(const struct subcommand *command, size_t i)
{
    for (size_t k = 0; k < ROW_COUNT; k++)
        if (accepts(command, rows[k].letter) && i-- == 0)
            return &rows[k];
    return NULL;
}

bool options_has_letter(const struct option_row *row)
{
    return row->letter < 'A' || row->letter > 'Z';
}

static bool take_number(const char *name, const char *text, long least, long most, long *value)
{
    char *end;

    errno = 0;
    *value = strtol(text, &end, 10);
    if (*text && !*end && !errno && *value >= least && *value <= most)
        return true;
    output_tell("coranto: --%s takes a number from %ld to %ld\n", name, least, most);
    return false;
}

static bool take_format(struct cli_call *call, const char *text)
{
    call->format = text;
    if (words_have(call->command->formats, text))
        return true;
    output_tell("coranto: --format is one of: %s\n", call->command->formats);
    return false;
}

/* Non-empty and not "0". */
static bool is_on(const char *variable)
{
    const char *value = getenv(variable);

    return value && *value && strcmp(value, "0") != 0;
}

/* The option decides, then NO_COLOR, CLICOLOR_FORCE, CLICOLOR, then whether it is a terminal.
 */
static bool choose_colour(const char *when)
{
    const char *no_color = getenv("NO_COLOR"), *clicolor = getenv("CLICOLOR");

    if (strcmp(when, "auto") != 0)
        return strcmp(when, "always") == 0;
    if (no_color && *no_color)
        return false;
    if (is_on("CLICOLOR_FORCE") || is_on("FORCE_COLOR"))
        return true;
    if (clicolor && strcmp(clicolor, "0") == 0)
        return false;
    return isatty(STDOUT_FILENO);
}

static bool take_when(const char **when, const char *text)
{
    *when = text;
    if (words_have(options_when, text))
        return true;
    output_tell("coranto: --color is one of: %s\n", options_when);
    return false;
}

/* getopt's tables for the options this subcommand takes. */
static void make_tables(const struct subcommand *command, struct option *longs, char *shorts)
{
    size_t n = 0;

    *shorts++ = ':';
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (!accepts(command, rows[i].letter))
            continue;
        longs[n++] = (struct option){ rows[i].name,
                                      rows[i].argument ? required_argument : no_argument, NULL,
                                      rows[i].letter };
        if (!options_has_letter(&rows[i]))
            continue;
        *shorts++ = rows[i].letter;
        if (rows[i].argument)
            *shorts++ = ':';
    }
    longs[n] = (struct option){ 0 };
    *shorts = '\0';
}

static bool take(struct cli_call *call, int letter, const char *argument, const char **when)
{
    switch (letter) {
    case 'q':
        call->query = argument;
        return true;
    case 'n':
        return take_number("limit", argument, 1, LIMIT_MOST, &call->limit);
    case 'F':
        return take_format(call, argument);
    case 'C':
        call->columns = argument;
        return true;
    case 'W':
        return take_number("width", argument, WIDTH_LEAST, WIDTH_MOST, &call->width);
    case 'U':
        call->url = argument;
        return true;
    case '0':
        call->null = true;
        return true;
    case 'L':
        call->full = true;
        return true;
    case 'E':
        call->example = true;
        return true;
    case 'X':
        call->export = true;
        return true;
    case 'I':
        call->import = true;
        return true;
    case 'K':
        return take_when(when, argument);
    default:
        return false;
    }
}

/* Whether the word is the name, maybe shortened, of this option, which takes no value. */
static bool has_needless_value(const char *word, int letter)
{
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (rows[i].letter == letter && !rows[i].argument && strncmp(word, "--", 2) == 0)
            return strncmp(rows[i].name, word + 2, strcspn(word + 2, "=")) == 0;
    return false;
}

/* Of letters that stand together getopt tells which it was in optopt, which is 0 for a name
 * that there is not; optind may still be behind the word before. */
static bool complain(const struct cli_call *call, int letter, char **argv)
{
    const char *name = call->command->name, *word = argv[optind - 1];
    struct error error;

    if (letter == ':')
        error_set(&error, "%s needs a value", word);
    else if (has_needless_value(word, optopt))
        error_set(&error, "%.*s takes no value", (int)strcspn(word, "="), word);
    else if (optopt)
        error_set(&error, "there is no option -%c", optopt);
    else
        error_set(&error, "there is no option %s", word);
    output_tell("coranto: %s\nTry 'coranto%s%s --help'.\n", error.text, *name ? " " : "", name);
    return false;
}

bool options_read(struct cli_call *call, int argc, char **argv, bool *help)
{
    struct option longs[ROW_COUNT + 1];
    char shorts[2 * ROW_COUNT + 2];
    const char *when = "auto";
    int letter;

    make_tables(call->command, longs, shorts);
    opterr = 0;
    optind = 1;
    while ((letter = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
        if (letter == 'h') {
            *help = true;
            return true;
        }
        if (letter == '?' || letter == ':')
            return complain(call, letter, argv);
        if (!take(call, letter, optarg, &when))
            return false;
    }
    call->colour = choose_colour(when);
    call->arguments = (const char *const *)argv + optind;
    call->argument_count = argc - optind;
    return true;
}

void options_help(const struct subcommand *command, struct buf *out)
{
    const struct option_row *row;

    for (size_t i = 0; (row = options_row(command, i)); i++) {
        struct buf name = BUF_INIT(256);

        if (options_has_letter(row))
            buf_addf(&name, "  -%c, --%s", row->letter, row->name);
        else
            buf_addf(&name, "      --%s", row->name);
        if (row->argument)
            buf_addf(&name, "=%s", row->argument);
        buf_addf(out, "%-24s ", buf_str(&name));
        if (row->letter == 'F')
            buf_addf(out, "how to print: %s\n", command->formats);
        else
            buf_addf(out, "%s\n", row->help);
        buf_release(&name);
    }
}
