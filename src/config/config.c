/* SPDX-License-Identifier: MIT */
#include "config/config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "config/option.h"

#define MEMBER(type, member) offsetof(struct config, member), type
const struct option options[] = {
#define WORDS(member, name, words, help) \
    { name, MEMBER(OPTION_WORDS, member), words, 0, 0, help },
#define NUMBER(member, name, value, least, most, help) \
    { name, MEMBER(OPTION_NUMBER, member), #value, least, most, help },
#define CHOICE(member, name, value, choices, help) \
    { name, MEMBER(OPTION_CHOICE, member), value "|" choices, 0, 0, help },
#define MILLISECONDS(member, name, value, least, most, help) \
    { name, MEMBER(OPTION_MILLISECONDS, member), #value "ms", least, most, help },
#include "config/options.def"
#undef WORDS
#undef NUMBER
#undef CHOICE
#undef MILLISECONDS
};
#undef MEMBER

const size_t option_count = sizeof options / sizeof *options;

const char *config_option_name(size_t i)
{
    return i < option_count ? options[i].name : NULL;
}

void *option_place(const struct option *option, struct config *config)
{
    return (char *)config + option->offset;
}

static const void *place_in(const struct option *option, const struct config *config)
{
    return (const char *)config + option->offset;
}

void words_release(struct words *words)
{
    for (size_t i = 0; i < words->count; i++)
        free(words->items[i]);
    free(words->items);
    *words = (struct words){ 0 };
}

bool words_add(struct words *words, const char *s, size_t n)
{
    if (words->count == CONFIG_WORDS_MAX)
        return false;
    words->items = xreallocarray(words->items, words->count + 1, sizeof *words->items);
    words->items[words->count++] = xstrndup(s, n);
    return true;
}

/* The words of a default, parted by blanks. */
static void words_split(struct words *words, const char *text)
{
    while (*text) {
        size_t n = strcspn(text, " ");
        if (n)
            words_add(words, text, n);
        text += n + (text[n] == ' ');
    }
}

/* The number that starts text and the unit behind it in milliseconds. */
static bool parse_milliseconds(const char *text, double *value)
{
    static const struct {
        const char *unit;
        double factor;
    } units[] = { { "ms", 1 }, { "s", 1000 }, { "min", 60000 }, { "h", 3600000 } };
    char *end;

    if (strcmp(text, "0") == 0 || strcmp(text, "never") == 0) {
        *value = 0;
        return true;
    }
    if (!isdigit((unsigned char)*text))
        return false;
    double number = strtod(text, &end);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (strcmp(end, units[i].unit) == 0) {
            *value = number * units[i].factor;
            return true;
        }
    }
    return false;
}

static bool set_number(const struct option *option, struct config *config, double value,
                       const char *text, const char *unit, struct error *error)
{
    if (!(value >= (double)option->least && value <= (double)option->most))
        return error_set(error, "%s: \"%s\" is not between %ld and %ld%s", option->name, text,
                         option->least, option->most, unit);
    *(long *)option_place(option, config) = (long)value;
    return true;
}

/* Whether a word is among the choices, which start behind the default's "|". */
static bool is_choice(const struct option *option, const char *text)
{
    const char *choices = strchr(option->value, '|') + 1;
    size_t n = strlen(text);

    while (n && *choices) {
        size_t word = strcspn(choices, " ");
        if (word == n && memcmp(choices, text, n) == 0)
            return true;
        choices += word + (choices[word] == ' ');
    }
    return false;
}

bool option_set(const struct option *option, struct config *config, const char *text,
                struct error *error)
{
    double value;
    char *end;

    switch (option->type) {
    case OPTION_WORDS:
        words_release(option_place(option, config));
        if (*text)
            words_add(option_place(option, config), text, strlen(text));
        return true;
    case OPTION_NUMBER:
        value = strtod(text, &end);
        if (!isdigit((unsigned char)*text) || *end)
            return error_set(error, "%s: \"%s\" is not a number", option->name, text);
        return set_number(option, config, value, text, "", error);
    case OPTION_MILLISECONDS:
        if (!parse_milliseconds(text, &value))
            return error_set(error, "%s: \"%s\" is no time such as 500ms, 1s, 2min or never",
                             option->name, text);
        return set_number(option, config, value, text, " ms", error);
    case OPTION_CHOICE:
        if (!is_choice(option, text))
            return error_set(error, "%s: \"%s\" is none of: %s", option->name, text,
                             strchr(option->value, '|') + 1);
        free(*(char **)option_place(option, config));
        *(char **)option_place(option, config) = xstrdup(text);
        return true;
    }
    return false;
}

const struct option *option_find(const char *name)
{
    for (size_t i = 0; i < option_count; i++)
        if (strcmp(options[i].name, name) == 0)
            return &options[i];
    return NULL;
}

void config_init(struct config *config)
{
    *config = (struct config){ 0 };
    for (size_t i = 0; i < option_count; i++) {
        const struct option *option = &options[i];
        if (option->type == OPTION_WORDS)
            words_split(option_place(option, config), option->value);
        else if (option->type == OPTION_CHOICE)
            *(char **)option_place(option, config) =
                xstrndup(option->value, strcspn(option->value, "|"));
        else
            option_set(option, config, option->value, NULL);
    }
}

void config_release(struct config *config)
{
    for (size_t i = 0; i < option_count; i++) {
        if (options[i].type == OPTION_WORDS)
            words_release(option_place(&options[i], config));
        else if (options[i].type == OPTION_CHOICE)
            free(*(char **)option_place(&options[i], config));
    }
    *config = (struct config){ 0 };
}

/* A YAML scalar in double quotes; the settings hold cleaned text. */
static void write_quoted(struct buf *out, const char *s)
{
    buf_addc(out, '"');
    for (; *s; s++) {
        if (*s == '"' || *s == '\\')
            buf_addc(out, '\\');
        buf_addc(out, *s);
    }
    buf_addc(out, '"');
}

static void write_words(struct buf *out, const struct words *words)
{
    buf_addc(out, '[');
    for (size_t i = 0; i < words->count; i++) {
        if (i)
            buf_adds(out, ", ");
        write_quoted(out, words->items[i]);
    }
    buf_addc(out, ']');
}

void config_write(const struct config *config, struct buf *out)
{
    for (size_t i = 0; i < option_count; i++) {
        const struct option *option = &options[i];
        const void *place = place_in(option, config);

        buf_addf(out, "%s# %s\n%s: ", i ? "\n" : "", option->help, option->name);
        if (option->type == OPTION_WORDS)
            write_words(out, place);
        else if (option->type == OPTION_CHOICE)
            buf_adds(out, *(char *const *)place);
        else
            buf_addf(out, "%ld%s", *(const long *)place,
                     option->type == OPTION_MILLISECONDS && *(const long *)place ? "ms" : "");
        buf_addc(out, '\n');
    }
}
