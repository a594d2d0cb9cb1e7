/* SPDX-License-Identifier: MIT */
#include "ui/theme.h"

#include "ui/colour.h"

/* Colours by meaning; the accent is the only one that catches the eye when all is well. */
enum ink { INK_TEXT, INK_FAINT, INK_LINE, INK_ACCENT, INK_WARNING, INK_ERROR, INK_COUNT };

enum depth { DEPTH_8, DEPTH_16, DEPTH_256 };

/* Slots of themes behind the base styles. */
enum { SLOT_CURSOR = STYLE_COUNT, SLOT_CURSOR_IDLE, SLOT_SELECTED, SLOT_MATCH };

enum {
    BOLD = 1,
    DIM = 2, /* only where there is no colour for it */
    ITALIC = 4,
    UNDERLINE = 8,
    TINTED = 16, /* on a background a little off the terminal's, where there is one */
};

static const struct style_row {
    const char *name;
    enum ink ink;
    unsigned attributes;
} styles[STYLE_COUNT] = {
    [STYLE_TEXT] = { "text", INK_TEXT, 0 },
    [STYLE_DIM] = { "dim", INK_FAINT, DIM },
    [STYLE_STRONG] = { "strong", INK_TEXT, BOLD },
    [STYLE_EMPH] = { "emph", INK_TEXT, ITALIC },
    [STYLE_CODE] = { "code", INK_TEXT, TINTED },
    [STYLE_STRIKE] = { "strike", INK_FAINT, DIM },
    [STYLE_TITLE] = { "title", INK_TEXT, BOLD },
    [STYLE_HEADING] = { "heading", INK_ACCENT, BOLD },
    [STYLE_QUOTE] = { "quote", INK_TEXT, 0 },
    [STYLE_MARKER] = { "marker", INK_FAINT, DIM },
    [STYLE_LINK] = { "link", INK_ACCENT, UNDERLINE },
    [STYLE_IMAGE] = { "image", INK_FAINT, DIM },
    [STYLE_UNREAD] = { "unread", INK_TEXT, BOLD },
    [STYLE_READ] = { "read", INK_TEXT, 0 },
    [STYLE_STAR] = { "star", INK_ACCENT, BOLD },
    [STYLE_TOPIC] = { "topic", INK_FAINT, DIM },
    [STYLE_PROVIDER] = { "provider", INK_FAINT, DIM },
    [STYLE_DATE] = { "date", INK_FAINT, DIM },
    [STYLE_HEAT] = { "heat", INK_FAINT, DIM },
    [STYLE_BORDER] = { "border", INK_LINE, DIM },
    [STYLE_STATUS] = { "status", INK_TEXT, 0 },
    [STYLE_HINT] = { "hint", INK_FAINT, DIM },
    [STYLE_KEY] = { "key", INK_ACCENT, BOLD },
    [STYLE_PROMPT] = { "prompt", INK_ACCENT, BOLD },
    [STYLE_ERROR] = { "error", INK_ERROR, BOLD },
    [STYLE_WARNING] = { "warning", INK_WARNING, BOLD },
};

struct pair {
    int32_t fg, bg;
};

/*
 * Text keeps the terminal's own colours, -1. Where a background is set, so is the text on it,
 * so that it can be read even if the terminal is light and the theme dark. The first 16
 * colours differ between terminals: only those are used that are far from the background in
 * every common palette. The others are the fixed cube (16..231) and greys (232..255).
 */
static const struct palette {
    int32_t inks[INK_COUNT];
    struct pair tint; /* of code, and of the cursor's row in a pane without the focus */
    struct pair match, selected;
} plain = { { -1, -1, -1, -1, -1, -1 }, { -1, -1 }, { -1, -1 }, { -1, -1 } };

static const struct palette dark[] = {
    [DEPTH_8] = { { -1, -1, -1, 6, 3, 1 }, { -1, -1 }, { 0, 3 }, { 7, 4 } },
    [DEPTH_16] = { { -1, -1, -1, 14, 11, 9 }, { -1, -1 }, { 0, 11 }, { 15, 4 } },
    [DEPTH_256] = { { -1, 246, 240, 110, 179, 210 }, { 252, 236 }, { 16, 179 }, { 255, 24 } },
};

static const struct palette light[] = {
    [DEPTH_8] = { { -1, -1, -1, 4, 5, 1 }, { -1, -1 }, { 0, 3 }, { 0, 6 } },
    [DEPTH_16] = { { -1, -1, -1, 4, 5, 1 }, { -1, -1 }, { 0, 11 }, { 0, 14 } },
    [DEPTH_256] = { { -1, 241, 250, 25, 94, 124 }, { 235, 254 }, { 16, 221 }, { 16, 153 } },
};

static const struct palette *palette_of(enum theme_base theme, int colours)
{
    if (theme == THEME_MONO || colours < 8)
        return &plain;
    enum depth depth = colours < 16 ? DEPTH_8 : colours < 256 ? DEPTH_16 : DEPTH_256;
    return theme == THEME_LIGHT ? &light[depth] : &dark[depth];
}

static struct look built_in_look(const struct style_row *row, const struct palette *palette)
{
    struct look look = {
        .fg = palette->inks[row->ink],
        .bg = -1,
        .bold = row->attributes & BOLD,
        .dim = (row->attributes & DIM) && palette->inks[row->ink] < 0,
        .italic = row->attributes & ITALIC,
        .underline = row->attributes & UNDERLINE,
    };

    if (row->attributes & TINTED) {
        look.fg = palette->tint.fg;
        look.bg = palette->tint.bg;
    }
    return look;
}

/* What a line asks for, over what is there. */
static void look_add_spec(struct look *look, const struct style_spec *spec)
{
    if (!spec->set)
        return;
    if (spec->fg != STYLE_KEEPS)
        look->fg = spec->fg;
    if (spec->bg != STYLE_KEEPS)
        look->bg = spec->bg;
    look->bold |= (spec->attributes & ATTRIBUTE_BOLD) != 0;
    look->dim |= (spec->attributes & ATTRIBUTE_DIM) != 0;
    look->italic |= (spec->attributes & ATTRIBUTE_ITALIC) != 0;
    look->underline |= (spec->attributes & ATTRIBUTE_UNDERLINE) != 0;
    look->reverse |= (spec->attributes & ATTRIBUTE_REVERSE) != 0;
}

static struct look base_look(const struct theme *theme, const struct palette *palette,
                             style_id style)
{
    size_t slot = (style & STYLE_BASE) < STYLE_COUNT ? style & STYLE_BASE : STYLE_TEXT;
    size_t rule = style >> STYLE_RULE_SHIFT;
    struct look look = { .fg = -1, .bg = -1 };

    if (theme->slots[slot].set)
        look_add_spec(&look, &theme->slots[slot]);
    else
        look = built_in_look(&styles[slot], palette);
    if (rule > 0 && rule <= theme->rule_count)
        look_add_spec(&look, &theme->rules[rule - 1]);
    return look;
}

static void look_set_pair(struct look *look, struct pair pair)
{
    look->fg = pair.fg;
    look->bg = pair.bg;
    look->dim = false;
    if (pair.fg >= 0 && pair.fg < 8)
        look->bold = false; /* many terminals brighten bold text: black would turn grey */
}

static void look_add_idle_cursor(struct look *look, const struct palette *palette)
{
    look_set_pair(look, palette->tint);
    look->underline |= palette->tint.bg < 0;
}

static void look_add_selected(struct look *look, const struct palette *palette)
{
    look_set_pair(look, palette->selected);
    look->reverse = palette->selected.bg < 0;
    look->underline = true;
}

/* Of one colour from end to end: parts in colours of their own would be holes in the row. */
static void look_add_cursor(struct look *look, const struct palette *palette, bool selected)
{
    look_set_pair(look, (struct pair){ selected ? palette->inks[INK_ACCENT] : -1, -1 });
    look->reverse = true;
    look->bold |= selected;
}

static void look_add_match(struct look *look, const struct palette *palette)
{
    if (palette->match.bg < 0) {
        look->bold = true;
    } else {
        look_set_pair(look, palette->match);
        look->reverse = false;
    }
    look->underline = true;
}

/*
 * A line of the theme takes the place of the built-in look, if it can be seen: without colour
 * the built-in one stays, which needs none.
 */
static bool look_add_slot(struct look *look, const struct theme *theme, int colours,
                          size_t slot)
{
    const struct style_spec *spec = &theme->slots[slot];

    if (!spec->set || colours < 8)
        return false;
    look->dim = false;
    look_add_spec(look, spec);
    return true;
}

static void look_fit(struct look *look, int colours)
{
    look->fg = colour_fit(look->fg, colours);
    look->bg = colour_fit(look->bg, colours);
}

/* The modifiers from the weakest to the strongest; none is told by colour alone. */
struct look theme_look(const struct theme *theme, int colours, style_id style)
{
    const struct palette *palette = palette_of(theme->base, colours);
    struct look look = base_look(theme, palette, style);

    if ((style & STYLE_CURSOR_IDLE) && !look_add_slot(&look, theme, colours, SLOT_CURSOR_IDLE))
        look_add_idle_cursor(&look, palette);
    if ((style & STYLE_SELECTED) && !look_add_slot(&look, theme, colours, SLOT_SELECTED))
        look_add_selected(&look, palette);
    if ((style & STYLE_CURSOR) && !look_add_slot(&look, theme, colours, SLOT_CURSOR))
        look_add_cursor(&look, palette, style & STYLE_SELECTED);
    if ((style & STYLE_MATCH) && !look_add_slot(&look, theme, colours, SLOT_MATCH))
        look_add_match(&look, palette);
    look.bold |= (style & STYLE_BOLD) != 0;
    look.underline |= (style & STYLE_UNDERLINE) != 0;
    look_fit(&look, colours);
    return look;
}

const char *theme_slot_name(size_t slot)
{
    static const char *const modifiers[] = {
        [SLOT_CURSOR - STYLE_COUNT] = "cursor",
        [SLOT_CURSOR_IDLE - STYLE_COUNT] = "cursor-idle",
        [SLOT_SELECTED - STYLE_COUNT] = "selected",
        [SLOT_MATCH - STYLE_COUNT] = "match",
    };

    if (slot >= THEME_SLOTS)
        return NULL;
    return slot < STYLE_COUNT ? styles[slot].name : modifiers[slot - STYLE_COUNT];
}
