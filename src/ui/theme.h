/* SPDX-License-Identifier: MIT */
/*
 * Styles by meaning, and what they look like in 256, 16 and 8 colours and in none. To add a
 * style is to add a row.
 */
#ifndef UI_THEME_H
#define UI_THEME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A style_id combines one base style (low byte) with modifiers (bits above). */
typedef uint16_t style_id;

enum style {
    STYLE_TEXT,
    STYLE_DIM, /* secondary text */
    STYLE_STRONG,
    STYLE_EMPH,
    STYLE_CODE,
    STYLE_STRIKE,
    STYLE_TITLE, /* the article's title */
    STYLE_HEADING,
    STYLE_QUOTE,
    STYLE_MARKER, /* bullets, bars, rules */
    STYLE_LINK,
    STYLE_IMAGE,
    STYLE_UNREAD, /* a row not read yet */
    STYLE_READ,
    STYLE_STAR,
    STYLE_TOPIC,
    STYLE_PROVIDER,
    STYLE_DATE,
    STYLE_HEAT,
    STYLE_BORDER, /* the line between panes, boxes of pickers */
    STYLE_STATUS, /* the status row */
    STYLE_HINT,   /* the row of key hints */
    STYLE_KEY,    /* a key's name in hints and help */
    STYLE_PROMPT,
    STYLE_ERROR,
    STYLE_WARNING,
    STYLE_COUNT
};

/* Modifiers, or-ed to a style. */
enum {
    STYLE_BASE = 0xFF,          /* the mask of the base style */
    STYLE_CURSOR = 1 << 8,      /* the row under the cursor, in the pane with the focus */
    STYLE_CURSOR_IDLE = 1 << 9, /* the same, in the other pane */
    STYLE_MATCH = 1 << 10,      /* text that was searched for */
    STYLE_SELECTED = 1 << 11,   /* the selected link, a marked row */
    STYLE_BOLD = 1 << 12,
    STYLE_UNDERLINE = 1 << 13,
};

enum theme_name { THEME_DARK, THEME_LIGHT, THEME_MONO };

/* What a terminal is asked for: colours are palette numbers, -1 for its default. */
struct look {
    short fg, bg;
    bool bold, dim, italic, underline, reverse;
};

/* The look of a style with its modifiers, for a terminal of so many colours (0, 8, 16, 256). */
struct look theme_look(enum theme_name theme, int colours, style_id style);

/* The name of a style in theme files and the manual, such as "unread". */
const char *theme_style_name(enum style style);

#endif
