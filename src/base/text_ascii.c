/* SPDX-License-Identifier: MIT */
#include "base/text.h"

#include <string.h>

#include "base/text_internal.h"

/* Sorted: what has no compatibility form in ASCII but an accepted way to be typed. */
static const struct text_form stand_ins[] = {
    { 0x00A1, "!" },   { 0x00A3, "GBP" }, { 0x00A5, "JPY" }, { 0x00A6, "|" },
    { 0x00A7, "S." },  { 0x00A9, "(c)" }, { 0x00AB, "<<" },  { 0x00AC, "!" },
    { 0x00AE, "(R)" }, { 0x00B0, "deg" }, { 0x00B1, "+/-" }, { 0x00B6, "P." },
    { 0x00B7, "." },   { 0x00BB, ">>" },  { 0x00BC, "1/4" }, { 0x00BD, "1/2" },
    { 0x00BE, "3/4" }, { 0x00BF, "?" },   { 0x00C6, "AE" },  { 0x00D0, "D" },
    { 0x00D7, "x" },   { 0x00D8, "O" },   { 0x00DE, "Th" },  { 0x00DF, "ss" },
    { 0x00E6, "ae" },  { 0x00F0, "d" },   { 0x00F7, "/" },   { 0x00F8, "o" },
    { 0x00FE, "th" },  { 0x0110, "D" },   { 0x0111, "d" },   { 0x0126, "H" },
    { 0x0127, "h" },   { 0x0131, "i" },   { 0x0141, "L" },   { 0x0142, "l" },
    { 0x0152, "OE" },  { 0x0153, "oe" },  { 0x0166, "T" },   { 0x0167, "t" },
    { 0x2010, "-" },   { 0x2011, "-" },   { 0x2012, "-" },   { 0x2013, "-" },
    { 0x2014, "--" },  { 0x2015, "--" },  { 0x2018, "'" },   { 0x2019, "'" },
    { 0x201A, "'" },   { 0x201B, "'" },   { 0x201C, "\"" },  { 0x201D, "\"" },
    { 0x201E, "\"" },  { 0x201F, "\"" },  { 0x2020, "+" },   { 0x2022, "*" },
    { 0x2032, "'" },   { 0x2033, "\"" },  { 0x2039, "<" },   { 0x203A, ">" },
    { 0x2044, "/" },   { 0x20AC, "EUR" }, { 0x2190, "<-" },  { 0x2191, "^" },
    { 0x2192, "->" },  { 0x2193, "v" },   { 0x21D2, "=>" },  { 0x2212, "-" },
    { 0x2260, "!=" },  { 0x2264, "<=" },  { 0x2265, ">=" },  { 0x2500, "-" },
    { 0x2502, "|" },   { 0x25A0, "#" },   { 0x25AA, "*" },   { 0x25B6, ">" },
    { 0x25B8, ">" },   { 0x25BE, "v" },   { 0x25CB, "o" },   { 0x25CF, "*" },
    { 0x25E6, "o" },   { 0x2605, "*" },   { 0x2606, "*" },   { 0x2713, "v" },
    { 0x2717, "x" },
};

/* By the table, else by the compatibility form, if that is ASCII throughout. */
static void add_stand_in(struct buf *out, uint32_t c)
{
    const char *text = text_form_of(stand_ins, sizeof stand_ins / sizeof *stand_ins, c);
    int32_t parts[TEXT_DECOMPOSED_MAX];
    char ascii[TEXT_DECOMPOSED_MAX];

    if (text) {
        text_add_whole(out, text, strlen(text));
        return;
    }
    size_t n = text_decompose(c, parts);
    for (size_t i = 0; i < n; i++) {
        if (parts[i] >= 0x7F || parts[i] < ' ') {
            n = 0;
            break;
        }
        ascii[i] = (char)parts[i];
    }
    if (n > 0)
        text_add_whole(out, ascii, n);
    else
        text_add_whole(out, "?", 1);
}

void text_to_ascii(struct buf *out, const char *s, size_t n)
{
    size_t size;

    for (size_t i = 0; i < n && !out->full; i += size) {
        uint32_t c;
        int columns;
        size = text_step(s + i, n - i, &columns);
        text_decode(s + i, n - i, &c);
        if ((c >= ' ' && c < 0x7F) || c == '\n')
            text_add_whole(out, s + i, 1);
        else
            add_stand_in(out, c);
    }
}
