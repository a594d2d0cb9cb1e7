/* SPDX-License-Identifier: MIT */
#include "config/option.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "base/words.h"

const struct option options[] = {
/* The row's own members come last, so that a type says only what it needs. */
#define OPTION(kind, member, called, ...)        \
    { .name = (called),                          \
      .offset = offsetof(struct config, member), \
      .type = OPTION_##kind,                     \
      __VA_ARGS__ },
#include "config/options.def"
#undef OPTION
};

const size_t option_count = sizeof options / sizeof *options;

const struct option *option_find(const char *name)
{
    for (size_t i = 0; i < option_count; i++)
        if (strcmp(options[i].name, name) == 0)
            return &options[i];
    return NULL;
}

bool option_is_group(const char *name)
{
    size_t n = strlen(name);

    for (size_t i = 0; i < option_count; i++)
        if (strncmp(options[i].name, name, n) == 0 && options[i].name[n] == '.')
            return true;
    return false;
}

void *option_place(const struct option *option, struct config *config)
{
    return (char *)config + option->offset;
}

const void *option_place_in(const struct option *option, const struct config *config)
{
    return (const char *)config + option->offset;
}

bool option_has_entries(const struct option *option)
{
    return option->type == OPTION_MAPS || option->type == OPTION_RECORDS;
}

void words_release(struct words *words)
{
    for (size_t i = 0; i < words->count; i++)
        free(words->items[i]);
    free(words->items);
    *words = (struct words){ 0 };
}

bool words_add(const struct option *option, struct words *words, const char *s, size_t n,
               struct error *error)
{
    char *word = xstrndup(s, n);

    if (option->choices && !words_have(option->choices, word)) {
        free(word);
        return error_set(error, "%s: \"%.*s\" is none of: %s", option->name, (int)n, s,
                         option->choices);
    }
    if (words->count == CONFIG_WORDS_MAX) {
        free(word);
        return error_set(error, "%s: the list is too long", option->name);
    }
    words->items = xreallocarray(words->items, words->count + 1, sizeof *words->items);
    words->items[words->count++] = word;
    return true;
}

/* A unit and how many of the smallest one it is, from small to large. */
static const struct unit {
    const char *name;
    long factor;
} times[] = { { "ms", 1 }, { "s", 1000 }, { "min", 60 * 1000 }, { "h", 60 * 60 * 1000 } },
  sizes[] = { { "", 1 }, { "K", 1024 }, { "M", 1024 * 1024 }, { "G", 1024 * 1024 * 1024 } },
  numbers[] = { { "", 1 } };

/* The units of an option and how many there are. */
static const struct unit *units_of(const struct option *option, size_t *count)
{
    switch (option->type) {
    case OPTION_MILLISECONDS:
        *count = sizeof times / sizeof *times;
        return times;
    case OPTION_BYTES:
        *count = sizeof sizes / sizeof *sizes;
        return sizes;
    default:
        *count = sizeof numbers / sizeof *numbers;
        return numbers;
    }
}

/* The number that starts text times the unit behind it. */
static bool read_number(const struct option *option, const char *text, double *value)
{
    size_t count;
    const struct unit *units = units_of(option, &count);
    char *end;

    if (option->type == OPTION_MILLISECONDS &&
        (strcmp(text, "0") == 0 || strcmp(text, "never") == 0)) {
        *value = 0;
        return true;
    }
    if (!isdigit((unsigned char)*text))
        return false;
    double number = strtod(text, &end);
    for (size_t i = 0; i < count; i++) {
        if (strcasecmp(end, units[i].name) == 0) {
            *value = number * (double)units[i].factor;
            return true;
        }
    }
    return false;
}

void option_write_number(const struct option *option, long value, struct buf *out)
{
    size_t i;
    const struct unit *units = units_of(option, &i);

    if (value == 0) {
        buf_adds(out, option->type == OPTION_MILLISECONDS ? "never" : "0");
        return;
    }
    do
        i--;
    while (value % units[i].factor != 0);
    buf_addf(out, "%ld%s", value / units[i].factor, units[i].name);
}

static bool set_number(const struct option *option, struct config *config, const char *text,
                       struct error *error)
{
    static const char *const wanted[] = {
        [OPTION_NUMBER] = "not a number",
        [OPTION_MILLISECONDS] = "no time such as 500ms, 1s or 2min",
        [OPTION_BYTES] = "no size such as 500K or 8M",
    };
    double value;

    if (!read_number(option, text, &value))
        return error_set(error, "%s: \"%s\" is %s", option->name, text, wanted[option->type]);
    if (!(value >= (double)option->least && value <= (double)option->most)) {
        struct buf range = BUF_INIT(128);
        option_write_number(option, option->least, &range);
        buf_adds(&range, " and ");
        option_write_number(option, option->most, &range);
        error_set(error, "%s: \"%s\" is not between %s", option->name, text, buf_str(&range));
        buf_release(&range);
        return false;
    }
    *(long *)option_place(option, config) = (long)value;
    return true;
}

static bool set_yes_no(const struct option *option, struct config *config, const char *text,
                       struct error *error)
{
    bool yes = words_have("yes on true", text);

    if (!yes && !words_have("no off false", text))
        return error_set(error, "%s: \"%s\" is neither yes nor no", option->name, text);
    *(bool *)option_place(option, config) = yes;
    return true;
}

static bool set_string(const struct option *option, struct config *config, const char *text,
                       struct error *error)
{
    char **place = option_place(option, config);

    if (option->type == OPTION_CHOICE && !words_have(option->choices, text))
        return error_set(error, "%s: \"%s\" is none of: %s", option->name, text,
                         option->choices);
    free(*place);
    *place = xstrdup(text);
    return true;
}

static bool set_words(const struct option *option, struct config *config, const char *text,
                      struct error *error)
{
    struct words words = { 0 };

    if (*text && !words_add(option, &words, text, strlen(text), error))
        return false;
    words_release(option_place(option, config));
    *(struct words *)option_place(option, config) = words;
    return true;
}

bool option_set(const struct option *option, struct config *config, const char *text,
                struct error *error)
{
    switch (option->type) {
    case OPTION_WORDS:
        return set_words(option, config, text, error);
    case OPTION_TEXT:
    case OPTION_CHOICE:
        return set_string(option, config, text, error);
    case OPTION_NUMBER:
    case OPTION_MILLISECONDS:
    case OPTION_BYTES:
        return set_number(option, config, text, error);
    case OPTION_YES_NO:
        return set_yes_no(option, config, text, error);
    case OPTION_MAPS:
        return error_set(error, "%s: a map belongs here", option->name);
    case OPTION_RECORDS:
        return error_set(error, "%s: a list of maps belongs here", option->name);
    }
    return false;
}

void option_reset(const struct option *option, struct config *config)
{
    const char *value = option->value ? option->value : "", *word;
    size_t n;

    if (option_has_entries(option)) {
        config_entries_release(option_place(option, config));
    } else if (option->type == OPTION_WORDS) {
        words_release(option_place(option, config));
        while ((word = words_next(&value, &n)))
            words_add(option, option_place(option, config), word, n, NULL);
    } else {
        option_set(option, config, value, NULL);
    }
}
