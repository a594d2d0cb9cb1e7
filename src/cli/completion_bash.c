/* SPDX-License-Identifier: MIT */

#include "cli/completion.h"

/*
 * bash parts the line at colons and equals signs, which stand in queries and options: the
 * script parts it itself, and gives back only what bash is going to replace.
 */
static const char head[] =
    "# bash completion for coranto; written by `coranto completion bash`\n"
    "\n"
    "# The words of the line up to the cursor, without their quotes.\n"
    "_coranto_split() {\n"
    "    local line=${COMP_LINE:0:COMP_POINT} word= quote= begun= c i\n"
    "    words=()\n"
    "    for ((i = 0; i < ${#line}; i++)); do\n"
    "        c=${line:i:1}\n"
    "        if [[ $c == \"\\\\\" && $quote != \"'\" ]]; then\n"
    "            i=$((i + 1)) word+=${line:i:1} begun=1\n"
    "        elif [[ $quote ]]; then\n"
    "            if [[ $c == \"$quote\" ]]; then quote=; else word+=$c; fi\n"
    "        elif [[ $c == [\\'\\\"] ]]; then\n"
    "            quote=$c begun=1\n"
    "        elif [[ $c == [[:blank:]] ]]; then\n"
    "            [[ ! $begun ]] || words+=(\"$word\")\n"
    "            word= begun=\n"
    "        else\n"
    "            word+=$c begun=1\n"
    "        fi\n"
    "    done\n"
    "    cur=$word\n"
    "}\n"
    "\n"
    "# PREFIX WORD...: those that go on what is typed when they stand behind the prefix.\n"
    "_coranto_add() {\n"
    "    local prefix=$1 word\n"
    "    shift\n"
    "    for word; do\n"
    "        word=$prefix$word\n"
    "        [[ $word != \"$cur\"* ]] || COMPREPLY+=(\"${word:${#cur}-${#part}}\")\n"
    "    done\n"
    "}\n"
    "\n"
    "# PREFIX VALUE: the last term of a query.\n"
    "_coranto_query() {\n"
    "    local term=${2##*[ (|!]} before\n"
    "    [[ $term != -* ]] || term=${term#-}\n"
    "    before=$1${2%\"$term\"}\n"
    "    compopt -o nospace\n"
    "    if [[ $term == sort:* ]]; then\n"
    "        term=${term##*[:,]}\n"
    "        term=${term#-}\n"
    "        _coranto_add \"$1${2%\"$term\"}\" hot $fields\n"
    "    else\n"
    "        _coranto_add \"$before\" $flags sort: limit: ${fields// /: }:\n"
    "    fi\n"
    "}\n"
    "\n"
    "# PREFIX VALUE: the last name of several, parted by commas.\n"
    "_coranto_fields() {\n"
    "    compopt -o nospace\n"
    "    _coranto_add \"$1${2%\"${2##*,}\"}\" id $fields\n"
    "}\n"
    "\n"
    "_coranto() {\n"
    "    local words cur part=$2 command= options= valued= first= files= option prefix value\n"
    "    local word count=0 skip=\n";

static const char tail[] = "    if [[ $cur == -* ]]; then\n"
                           "        _coranto_add '' $options\n"
                           "        [[ ${COMPREPLY[*]-} != *= ]] || compopt -o nospace\n"
                           "        return\n"
                           "    fi\n"
                           "    # How many arguments stand before it.\n"
                           "    for word in \"${words[@]:1}\"; do\n"
                           "        if [[ $skip ]]; then\n"
                           "            skip=\n"
                           "        elif [[ $word == -* ]]; then\n"
                           "            [[ \" $valued \" != *\" $word \"* ]] || skip=1\n"
                           "        else\n"
                           "            count=$((count + 1))\n"
                           "        fi\n"
                           "    done\n"
                           "    if [[ $first ]] && ((count == 0)); then\n"
                           "        _coranto_add '' $first\n"
                           "    fi\n"
                           "    [[ ! $files ]] || compopt -o default\n"
                           "}\n"
                           "\n"
                           "complete -F _coranto coranto\n";

static void add_value(struct buf *out, const struct subcommand *command,
                      const struct option_row *row)
{
    struct completion completion = completion_of_option(command, row);

    buf_addf(out, "    '%s --%s'", command->name, row->name);
    if (options_has_letter(row))
        buf_addf(out, " | '%s -%c'", command->name, row->letter);
    switch (completion.kind) {
    case COMPLETE_QUERY:
        buf_adds(out, ") _coranto_query \"$prefix\" \"$value\" ;;\n");
        break;
    case COMPLETE_FIELDS:
        buf_adds(out, ") _coranto_fields \"$prefix\" \"$value\" ;;\n");
        break;
    case COMPLETE_WORDS:
        buf_addf(out, ") _coranto_add \"$prefix\" %s ;;\n", completion.words);
        break;
    default:
        buf_adds(out, ") ;;\n");
    }
}

/* What an option's value can be: the end of the function when the cursor is in one. */
static void add_values(struct buf *out)
{
    const struct option_row *row;

    buf_adds(out,
             "    option=${words[${#words[@]} - 1]} prefix= value=$cur\n"
             "    [[ $cur != --*=* ]] || option=${cur%%=*} prefix=${cur%%=*}= value=${cur#*=}\n"
             "    case \"$command $option\" in\n");
    for (const struct subcommand *c = subcommands; c->name; c++)
        for (size_t i = 0; (row = options_row(c, i)); i++)
            if (row->argument)
                add_value(out, c, row);
    buf_adds(out, "    *) option= ;;\n    esac\n    [[ ! $option ]] || return 0\n");
}

static void add_command(struct buf *out, const struct subcommand *command)
{
    struct buf words = BUF_INIT(4096);
    const struct option_row *row;
    struct completion first = completion_of_first(command, &words);

    buf_addf(out, "    '%s')\n        options='", command->name);
    for (size_t i = 0; (row = options_row(command, i)); i++) {
        if (options_has_letter(row))
            buf_addf(out, "-%c ", row->letter);
        buf_addf(out, "--%s%s ", row->name, row->argument ? "=" : "");
    }
    buf_addf(out, "%s'\n        valued='", *command->name ? "" : "--version");
    for (size_t i = 0; (row = options_row(command, i)); i++)
        if (row->argument && options_has_letter(row))
            buf_addf(out, " -%c --%s", row->letter, row->name);
        else if (row->argument)
            buf_addf(out, " --%s", row->name);
    buf_adds(out, "'\n");
    if (!*command->name)
        buf_adds(out, "        first=$commands\n");
    if (first.kind == COMPLETE_WORDS)
        buf_addf(out, "        first='%s'\n", first.words);
    else if (first.kind == COMPLETE_FIELD)
        buf_adds(out, "        first=\"$fields month day\"\n");
    if (completion_of_others(command).kind == COMPLETE_FILES)
        buf_adds(out, "        files=yes\n");
    buf_adds(out, "        ;;\n");
    buf_release(&words);
}

void completion_bash(struct buf *out)
{
    buf_adds(out, head);
    buf_adds(out, "    local commands='");
    for (const struct subcommand *c = subcommands; c->name; c++)
        buf_addf(out, "%s%s", *c->name && c > subcommands + 1 ? " " : "", c->name);
    buf_adds(out, "'\n    local fields='");
    struct buf names = BUF_INIT(16 * 1024);
    completion_fields(&names);
    buf_adds(out, buf_str(&names));
    buf_clear(&names);
    completion_flags(&names);
    buf_addf(out, "'\n    local flags='%s'\n", buf_str(&names));
    buf_release(&names);
    buf_adds(out, "\n    COMPREPLY=()\n    _coranto_split\n"
                  "    [[ \" $commands \" != *\" ${words[1]-} \"* ]] || command=${words[1]-}\n"
                  "    [[ ! $command ]] || words=(\"${words[@]:1}\")\n");
    add_values(out);
    buf_adds(out, "    case $command in\n");
    for (const struct subcommand *c = subcommands; c->name; c++)
        add_command(out, c);
    buf_adds(out, "    esac\n");
    buf_adds(out, tail);
}
