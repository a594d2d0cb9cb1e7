/* SPDX-License-Identifier: MIT */
#include "config/config.h"

#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "config/option.h"

void config_init(struct config *config)
{
    *config = (struct config){ 0 };
    for (size_t i = 0; i < option_count; i++)
        option_reset(&options[i], config);
}

void config_release(struct config *config)
{
    for (size_t i = 0; i < option_count; i++) {
        const struct option *option = &options[i];
        void *place = option_place(option, config);
        if (option->type == OPTION_WORDS)
            words_release(place);
        else if (option->type == OPTION_CHOICE || option->type == OPTION_TEXT)
            free(*(char **)place);
        else if (option_has_entries(option))
            config_entries_release(place);
    }
    *config = (struct config){ 0 };
}

const char *config_option_name(size_t i)
{
    return i < option_count ? options[i].name : NULL;
}

const char *config_option_help(const char *name)
{
    const struct option *option = option_find(name);

    return option ? option->help : "";
}

const char *config_option_choices(const char *name)
{
    const struct option *option = option_find(name);

    if (option && option->type == OPTION_YES_NO)
        return "yes no";
    return option && option->choices && option->type != OPTION_RECORDS ? option->choices : "";
}

void config_unknown(const char *name, struct error *error)
{
    const char *nearest = NULL;
    size_t best = WORDS_NEAR + 1;

    for (size_t i = 0; i < option_count; i++) {
        size_t distance = words_distance(name, options[i].name);
        if (distance < best) {
            best = distance;
            nearest = options[i].name;
        }
    }
    if (nearest)
        error_set(error, "there is no setting \"%s\"; did you mean %s?", name, nearest);
    else
        error_set(error, "there is no setting \"%s\"", name);
}

/* What is more than a word is read as the file's own language, by the file's own reader. */
static bool set_yaml(struct config *config, const char *name, const char *text,
                     struct error *error)
{
    struct buf line = BUF_INIT(CONFIG_FILE_MAX), problems = BUF_INIT(64 * 1024);

    buf_addf(&line, "%s: %s", name, text);
    bool fine = config_read_text(config, "", buf_str(&line), line.len, &problems);
    if (!fine)
        error_set(error, "%.*s", (int)strcspn(buf_str(&problems), "\n"), buf_str(&problems));
    buf_release(&line);
    buf_release(&problems);
    return fine;
}

/* Words parted by commas, and by blanks where no word has any. */
static bool set_list(const struct option *option, struct config *config, const char *text,
                     struct error *error)
{
    const char *ends = option->choices ? ", " : ",";
    struct words words = { 0 };

    while (*(text += strspn(text, ", "))) {
        size_t n = strcspn(text, ends), length = n;
        while (length && text[length - 1] == ' ')
            length--;
        if (!words_add(option, &words, text, length, error)) {
            words_release(&words);
            return false;
        }
        text += n;
    }
    words_release(option_place(option, config));
    *(struct words *)option_place(option, config) = words;
    return true;
}

bool config_set(struct config *config, const char *name, const char *text, struct error *error)
{
    const struct option *option = option_find(name);

    if (!option) {
        config_unknown(name, error);
        return false;
    }
    if (option_has_entries(option) || (option->type == OPTION_WORDS && *text == '['))
        return set_yaml(config, name, text, error);
    if (option->type == OPTION_WORDS)
        return set_list(option, config, text, error);
    return option_set(option, config, text, error);
}

bool config_toggle(struct config *config, const char *name, struct error *error)
{
    const struct option *option = option_find(name);

    if (!option) {
        config_unknown(name, error);
        return false;
    }
    if (option->type != OPTION_YES_NO)
        return error_set(error, "%s is not a yes or a no", name);
    bool *place = option_place(option, config);
    *place = !*place;
    return true;
}

bool config_value(const struct config *config, const char *name, struct buf *out)
{
    const struct option *option = option_find(name);

    if (option)
        option_write(option, config, out);
    return option != NULL;
}
