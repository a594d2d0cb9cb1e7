/* SPDX-License-Identifier: MIT */
/*
 * Colours as people write them and as a terminal has them: a number of the palette (0 to 7 the
 * usual ones, 8 to 15 brighter, 16 to 255 fixed), one of 24 bits, or the terminal's own.
 */
#ifndef UI_COLOUR_H
#define UI_COLOUR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    COLOUR_DEFAULT = -1,
    COLOUR_RGB = 1 << 24,    /* with red, green and blue below, 8 bits each */
    COLOURS_DIRECT = 1 << 24 /* so many has a terminal that takes colours of 24 bits */
};

/* Read "red", "bright-blue", "0" to "255", "#fa0", "#ffaa00" or "default"; false for others. */
bool colour_parse(const char *s, size_t n, int32_t *colour);

/*
 * The nearest that a terminal with so many colours has; COLOUR_DEFAULT below 8. With
 * COLOURS_DIRECT what is not one of the first 8 becomes its 24 bits, as its terminfo entry
 * wants them.
 */
int32_t colour_fit(int32_t colour, int colours);

/* Red, green and blue, 0 to 255 each; of the first 16 as xterm has them. */
void colour_parts(int32_t colour, int parts[3]);

#endif
