/* SPDX-License-Identifier: MIT */
/* A file of a theme: one clean sentence and the theme as it was, or a look for every style in
 * every depth of colour. */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/text.h"
#include "fuzz.h"
#include "oracle.h"
#include "ui/colour.h"
#include "ui/theme_file.h"

static void check_colour(int32_t colour, int colours)
{
    int parts[3];

    FUZZ_HOLDS(colour >= COLOUR_DEFAULT && colour < (colours > 0 ? colours : 1));
    if (colour < 0 || colours == COLOURS_DIRECT)
        return;
    colour_parts(colour, parts);
    for (int i = 0; i < 3; i++)
        FUZZ_HOLDS(parts[i] >= 0 && parts[i] <= 255);
}

static void check_looks(const struct theme *theme)
{
    static const int depths[] = { 0, 8, 16, 256, COLOURS_DIRECT };

    FUZZ_HOLDS(theme->base <= THEME_MONO);
    for (size_t i = 0; i < sizeof depths / sizeof *depths; i++)
        for (style_id style = 0; style < STYLE_COUNT; style++) {
            struct look look = theme_look(theme, depths[i], style | STYLE_CURSOR);
            check_colour(look.fg, depths[i]);
            check_colour(look.bg, depths[i]);
        }
}

static void check_error(const struct error *error)
{
    FUZZ_HOLDS(*error->text && oracle_is_clean(error->text, strlen(error->text), false));
}

static void check_line(const uint8_t *data, size_t size)
{
    struct style_spec spec;
    struct error error;
    char *line = strndup((const char *)data, size);

    if (!style_parse(line, &spec, &error))
        check_error(&error);
    else
        FUZZ_HOLDS(spec.set && spec.attributes < 32);
    free(line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int file = -1;
    struct theme theme = { .base = THEME_MONO }, before = theme;
    struct error error;
    char path[32];

    if (file < 0) {
        text_init_locale();
        file = memfd_create("theme", MFD_CLOEXEC);
    }
    FUZZ_HOLDS(ftruncate(file, 0) == 0 && pwrite(file, data, size, 0) == (ssize_t)size);
    snprintf(path, sizeof path, "/dev/fd/%d", file);
    if (theme_load(&theme, path, size & 1, &error)) {
        check_looks(&theme);
    } else {
        check_error(&error);
        FUZZ_HOLDS(memcmp(&theme, &before, sizeof theme) == 0);
    }
    check_line(data, size);
    return 0;
}
