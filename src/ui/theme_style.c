/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "ui/colour.h"
#include "ui/theme.h"

/* Reading lines such as "bold red on black". */

static const struct {
    const char *word;
    enum attribute attribute;
} attributes[] = {
    { "bold", ATTRIBUTE_BOLD },       { "dim", ATTRIBUTE_DIM },
    { "italic", ATTRIBUTE_ITALIC },   { "underline", ATTRIBUTE_UNDERLINE },
    { "reverse", ATTRIBUTE_REVERSE },
};

static unsigned find_attribute(const char *s, size_t n)
{
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        if (strlen(attributes[i].word) == n && memcmp(s, attributes[i].word, n) == 0)
            return attributes[i].attribute;
    return 0;
}

/* One word; *behind_on is set by "on" and cleared by the colour behind it. */
static bool take_word(const char *s, size_t n, bool *behind_on, struct style_spec *spec,
                      struct error *error)
{
    int32_t *place = *behind_on ? &spec->bg : &spec->fg;
    unsigned attribute = *behind_on ? 0 : find_attribute(s, n);
    int32_t colour;

    if (attribute) {
        spec->attributes |= attribute;
        return true;
    }
    if (n == 2 && memcmp(s, "on", 2) == 0 && !*behind_on && spec->bg == STYLE_KEEPS) {
        *behind_on = true;
        return true;
    }
    if (!colour_parse(s, n, &colour))
        return error_set(error,
                         "\"%.*s\" is neither a colour nor bold, dim, italic, underline or "
                         "reverse",
                         (int)n, s);
    if (*place != STYLE_KEEPS)
        return error_set(error, "\"%.*s\" is one colour too many", (int)n, s);
    *place = colour;
    *behind_on = false;
    return true;
}

bool style_parse(const char *line, struct style_spec *spec, struct error *error)
{
    struct style_spec fresh = { .set = true, .fg = STYLE_KEEPS, .bg = STYLE_KEEPS };
    bool behind_on = false;

    for (line += strspn(line, " "); *line; line += strspn(line, " ")) {
        size_t n = strcspn(line, " ");
        if (!take_word(line, n, &behind_on, &fresh, error))
            return false;
        line += n;
    }
    if (behind_on)
        return error_set(error, "a colour belongs behind \"on\"");
    *spec = fresh;
    return true;
}
