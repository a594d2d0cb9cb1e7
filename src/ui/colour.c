/* SPDX-License-Identifier: MIT */
#include "ui/colour.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum {
    CUBE_FIRST = 16,
    GREYS_FIRST = 232,
    PALETTE = 256,
    NEARLY_BLACK = 48, /* a part below this is not told from none */
    BLACK = 0,
};

static const char *const names[] = { "black", "red",     "green", "yellow",
                                     "blue",  "magenta", "cyan",  "white" };

static const unsigned char basic[CUBE_FIRST][3] = {
    { 0, 0, 0 },       { 205, 0, 0 },   { 0, 205, 0 },   { 205, 205, 0 },
    { 0, 0, 238 },     { 205, 0, 205 }, { 0, 205, 205 }, { 229, 229, 229 },
    { 127, 127, 127 }, { 255, 0, 0 },   { 0, 255, 0 },   { 255, 255, 0 },
    { 92, 92, 255 },   { 255, 0, 255 }, { 0, 255, 255 }, { 255, 255, 255 },
};

static bool equals(const char *s, size_t n, const char *word)
{
    return strlen(word) == n && memcmp(s, word, n) == 0;
}

static bool parse_name(const char *s, size_t n, int32_t *colour)
{
    static const char bright[] = "bright-";
    bool is_bright = n > sizeof bright - 1 && memcmp(s, bright, sizeof bright - 1) == 0;
    size_t skip = is_bright ? sizeof bright - 1 : 0;

    if (equals(s, n, "default")) {
        *colour = COLOUR_DEFAULT;
        return true;
    }
    if (equals(s, n, "grey") || equals(s, n, "gray")) {
        *colour = 8;
        return true;
    }
    for (int i = 0; i < 8; i++) {
        if (equals(s + skip, n - skip, names[i])) {
            *colour = i + (is_bright ? 8 : 0);
            return true;
        }
    }
    return false;
}

/* "#rgb" or "#rrggbb". */
static bool parse_rgb(const char *s, size_t n, int32_t *colour)
{
    char digits[7] = "";

    if (n != 4 && n != 7)
        return false;
    for (size_t i = 0; i < 6; i++)
        digits[i] = s[1 + (n == 4 ? i / 2 : i)];
    if (strspn(digits, "0123456789abcdefABCDEF") != 6)
        return false;
    *colour = COLOUR_RGB | (int32_t)strtol(digits, NULL, 16);
    return true;
}

static bool parse_number(const char *s, size_t n, int32_t *colour)
{
    int value = 0;

    if (n == 0 || n > 3)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false;
        value = value * 10 + (s[i] - '0');
    }
    *colour = value;
    return value < PALETTE;
}

bool colour_parse(const char *s, size_t n, int32_t *colour)
{
    if (n > 0 && s[0] == '#')
        return parse_rgb(s, n, colour);
    return parse_number(s, n, colour) || parse_name(s, n, colour);
}

/* Six steps of each part, then 24 greys. */
void colour_parts(int32_t colour, int parts[3])
{
    static const int divisors[3] = { 36, 6, 1 };

    for (int i = 0; i < 3; i++) {
        if (colour & COLOUR_RGB)
            parts[i] = colour >> (8 * (2 - i)) & 0xFF;
        else if (colour < CUBE_FIRST)
            parts[i] = basic[colour][i];
        else if (colour >= GREYS_FIRST)
            parts[i] = 8 + 10 * (colour - GREYS_FIRST);
        else
            parts[i] = (colour - CUBE_FIRST) / divisors[i] % 6
                           ? 55 + 40 * ((colour - CUBE_FIRST) / divisors[i] % 6)
                           : 0;
    }
}

/* The one of first .. last - 1 with the least sum of squared differences. */
static int32_t nearest(int32_t colour, int first, int last)
{
    int parts[3], best = INT_MAX, found = first;

    colour_parts(colour, parts);
    for (int i = first; i < last; i++) {
        int other[3], distance = 0;
        colour_parts(i, other);
        for (int k = 0; k < 3; k++)
            distance += (parts[k] - other[k]) * (parts[k] - other[k]);
        if (distance < best) {
            best = distance;
            found = i;
        }
    }
    return found;
}

/* Dark greys and the like do not become black, on which they are meant to be seen. */
static int32_t nearest_basic(int32_t colour, int colours)
{
    int parts[3];

    colour_parts(colour, parts);
    if (parts[0] < NEARLY_BLACK && parts[1] < NEARLY_BLACK && parts[2] < NEARLY_BLACK)
        return BLACK;
    return nearest(colour, BLACK + 1, colours < CUBE_FIRST ? 8 : CUBE_FIRST);
}

int32_t colour_fit(int32_t colour, int colours)
{
    int parts[3];

    if (colour < 0 || colours < 8)
        return COLOUR_DEFAULT;
    if (colours >= COLOURS_DIRECT) {
        if (colour < 8)
            return colour;
        colour_parts(colour, parts);
        int32_t direct = parts[0] << 16 | parts[1] << 8 | parts[2];
        return direct < 8 ? BLACK : direct;
    }
    if (colours >= PALETTE)
        return colour & COLOUR_RGB ? nearest(colour, CUBE_FIRST, PALETTE) : colour;
    if (colour < 8 || (colour < CUBE_FIRST && colours >= CUBE_FIRST))
        return colour;
    return nearest_basic(colour, colours);
}
