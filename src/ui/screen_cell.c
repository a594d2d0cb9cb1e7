/* SPDX-License-Identifier: MIT */
#include "ui/screen_cell.h"

#include <string.h>
#include <wchar.h>

#include "base/text.h"

enum {
    LOST = 0xFFFD,
    LOST_WIDE = 0x3013, /* GETA MARK, which printers put where a glyph is missing */
    BOX_FIRST = 0x2500,
    BLOCK_FIRST = 0x2580, /* bars of many heights */
    BLOCK_LAST = 0x259F,
};

static size_t fit_ascii(const struct cell *cell, struct cell out[2])
{
    struct buf utf8 = BUF_INIT(8), ascii = BUF_INIT(64);
    uint32_t c = cell->chars[0];

    text_encode(&utf8, c);
    text_to_ascii(&ascii, buf_str(&utf8), utf8.len);
    if (c >= BOX_FIRST && c <= BLOCK_LAST && strcmp(buf_str(&ascii), "?") == 0)
        ascii.data[0] = c < BLOCK_FIRST ? '+' : '#';
    for (size_t i = 0; i < cell->width; i++)
        out[i] = (struct cell){ .chars = { i < ascii.len ? (unsigned char)ascii.data[i] : 0 },
                                .style = cell->style,
                                .width = 1 };
    buf_release(&utf8);
    buf_release(&ascii);
    return cell->width;
}

size_t screen_fit_cell(const struct cell *cell, bool ascii, struct cell out[2])
{
    size_t marks = 1;

    out[0] = *cell;
    if (cell->chars[0] == 0 || (cell->chars[0] < 0x7F && cell->chars[1] == 0))
        return 1;
    if (ascii)
        return fit_ascii(cell, out);
    if (wcwidth((wchar_t)cell->chars[0]) != cell->width)
        out[0].chars[0] = cell->width == 2 ? LOST_WIDE : LOST;
    memset(&out[0].chars[1], 0, (CELL_CHARS - 1) * sizeof out[0].chars[0]);
    for (size_t i = 1; i < CELL_CHARS && cell->chars[i]; i++)
        if (wcwidth((wchar_t)cell->chars[i]) == 0)
            out[0].chars[marks++] = cell->chars[i];
    return 1;
}
