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

#include "base/error.h"

/* A style_id combines one base style (low byte) with modifiers (the next byte) and, above, the
 * number of a rule for rows of the list, from 1. */
typedef uint32_t style_id;

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
    STYLE_RULE_SHIFT = 16,
};

/* What a line such as "bold red on black" asks for. */
struct style_spec {
    bool set;
    int32_t fg, bg;      /* see ui/colour.h; STYLE_KEEPS where the line names none */
    unsigned attributes; /* enum attribute */
};

enum { STYLE_KEEPS = -2 };

enum attribute {
    ATTRIBUTE_BOLD = 1,
    ATTRIBUTE_DIM = 2,
    ATTRIBUTE_ITALIC = 4,
    ATTRIBUTE_UNDERLINE = 8,
    ATTRIBUTE_REVERSE = 16,
};

enum theme_base { THEME_DARK, THEME_LIGHT, THEME_MONO };

/* The base styles by their numbers, then the modifiers that a theme may change. */
enum { THEME_SLOTS = STYLE_COUNT + 4, THEME_RULES_MAX = 64 };

struct theme {
    enum theme_base base; /* the palette of what is not set below */
    struct style_spec slots[THEME_SLOTS];
    struct style_spec rules[THEME_RULES_MAX]; /* number n of a style_id is rules[n - 1] */
    size_t rule_count;
};

/* What a terminal is asked for: colours as colour_fit() has them, -1 for its default. */
struct look {
    int32_t fg, bg;
    bool bold, dim, italic, underline, reverse;
};

/* The look of a style with its modifiers, for a terminal of so many colours; below 8 none are
 * used. */
struct look theme_look(const struct theme *theme, int colours, style_id style);

/* The name of a style in theme files and the manual, such as "unread" or, of a modifier,
 * "cursor"; NULL for THEME_SLOTS and above. */
const char *theme_slot_name(size_t slot);

/* Read "bold underline red on #202020" or parts of it; "" and "default" stand for text as the
 * terminal has it. False with error set. */
bool style_parse(const char *line, struct style_spec *spec, struct error *error);

#endif
