/* SPDX-License-Identifier: MIT */
#include "ui/line.h"

#include <string.h>

/* Commands that take the rest of the line as a line. */
static bool takes_all(const char *name, size_t n)
{
    static const char *const names[] = { "bind", "run" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == n && memcmp(names[i], name, n) == 0)
            return true;
    return false;
}

/* The bytes up to the `;` that ends a command, or to the end of the line. */
static size_t command_length(const char *line)
{
    bool quoted = false;

    for (size_t i = 0; line[i]; i++) {
        if (line[i] == '\\' && quoted && line[i + 1])
            i++;
        else if (line[i] == '"')
            quoted = !quoted;
        else if (line[i] == ';' && !quoted && (i == 0 || line[i - 1] == ' ') &&
                 (line[i + 1] == ' ' || line[i + 1] == '\0'))
            return i;
    }
    return strlen(line);
}

static size_t trim(const char *s, size_t n)
{
    while (n > 0 && s[n - 1] == ' ')
        n--;
    return n;
}

bool line_next(const char **line, struct line_command *command)
{
    const char *s = *line + strspn(*line, "; ");

    *command = (struct line_command){ .count = 0 };
    while (*s >= '0' && *s <= '9') {
        command->count = command->count * 10 + (*s++ - '0');
        if (command->count > LINE_COUNT_MAX)
            command->count = LINE_COUNT_MAX;
    }
    s += strspn(s, " ");
    command->name = s;
    command->name_length = strcspn(s, " ");
    if (command->name_length == 0 && command->count == 0) {
        *line = s;
        return false;
    }
    const char *text = s + command->name_length + strspn(s + command->name_length, " ");
    command->takes_all = takes_all(s, command->name_length);
    size_t n = command->takes_all ? strlen(text) : command_length(text);
    command->text = text;
    command->text_length = trim(text, n);
    *line = text + n;
    return true;
}

bool line_is_macro(const char *line)
{
    struct line_command command;

    return line_next(&line, &command) && (command.count > 0 || line_next(&line, &command));
}
