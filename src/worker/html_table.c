/* SPDX-License-Identifier: MIT */
/* Tables of data become tables; tables that only place things on a page become what is in
 * them, one after another. */
#include "worker/html_document.h"

#include <stdlib.h>
#include <string.h>

enum {
    COLUMNS_MAX = 50,
    CELL_TEXT_MAX = 2000, /* bytes; who writes more in a cell writes a page */
    TABLE_BLOCKS = 3,     /* depth: table, row, cell */
};

struct survey {
    int rows, columns;
    bool heads;  /* a header cell or a caption */
    bool layout; /* holds what no table of data holds */
};

static bool is_layout_content(const struct html_node *node)
{
    enum html_role role = node->element->role;

    return role == HTML_TABLE || role == HTML_HEADING || role == HTML_PRE ||
           role == HTML_FIGURE || role == HTML_RULE || role == HTML_QUOTE ||
           strcmp(node->name, "form") == 0 || strcmp(node->name, "article") == 0;
}

static int count_cells(const struct html_node *row)
{
    int cells = 0;

    for (const struct html_node *at = row->first_child; at; at = at->next)
        cells += at->element->role == HTML_CELL;
    return cells;
}

static void survey_node(struct survey *survey, const struct html_node *node, size_t *cell_text)
{
    switch (node->element->role) {
    case HTML_ROW: {
        int cells = count_cells(node);
        survey->rows += cells > 0;
        survey->columns = cells > survey->columns ? cells : survey->columns;
        break;
    }
    case HTML_CELL:
        *cell_text = 0;
        survey->heads |= (node->element->flags & HTML_HEAD) != 0;
        break;
    case HTML_TEXT:
        *cell_text += node->text_len;
        survey->layout |= *cell_text > CELL_TEXT_MAX;
        break;
    default:
        survey->heads |= strcmp(node->name, "caption") == 0;
        survey->layout |= is_layout_content(node);
    }
}

/* The columns of a table of data, 0 for one of layout. */
static int data_columns(const struct html_node *table)
{
    struct survey survey = { 0 };
    const char *role = html_attribute(table, "role");
    size_t cell_text = 0;

    if (role && (strcasecmp(role, "presentation") == 0 || strcasecmp(role, "none") == 0))
        return 0;
    /* The walk stops at the first table inside, so nested ones are not walked twice. */
    for (const struct html_node *node = html_next(table, table); node && !survey.layout;
         node = node->element->role == HTML_SKIP ? html_next_after(node, table)
                                                 : html_next(node, table))
        survey_node(&survey, node, &cell_text);
    if (survey.layout || survey.columns > COLUMNS_MAX)
        return 0;
    return survey.heads || (survey.rows > 1 && survey.columns > 1) ? survey.columns : 0;
}

bool html_enter_table(struct build *build, const struct html_node *node)
{
    build_part(build);
    build->columns = 0;
    if (!build->heading && build->depth + TABLE_BLOCKS <= BUILD_BLOCKS_MAX)
        build->columns = data_columns(node);
    if (build->columns > 0)
        build_open_block(build, document_custom(KIND_TABLE, ""));
    return true;
}

static bool is_head(const struct html_node *row)
{
    if (row->parent && (row->parent->element->flags & HTML_HEAD))
        return true;
    for (const struct html_node *at = row->first_child; at; at = at->next)
        if (at->element->role == HTML_CELL && !(at->element->flags & HTML_HEAD))
            return false;
    return count_cells(row) > 0;
}

bool html_enter_row(struct build *build, const struct html_node *node)
{
    build_part(build);
    if (build->columns > 0 && document_kind(build->block) == KIND_TABLE)
        build_open_block(build, document_custom(KIND_ROW, is_head(node) ? "head" : ""));
    return true;
}

/* One of the words that KIND_CELL takes. */
static const char *alignment(const struct html_node *cell)
{
    static const char *const words[] = { "left", "right", "center" };
    const char *align = html_attribute(cell, "align");
    const char *style = html_attribute(cell, "style");
    const char *said = style ? strcasestr(style, "text-align:") : NULL;

    if (said) {
        align = said + strlen("text-align:");
        align += strspn(align, " \t\n");
    }
    for (size_t i = 0; align && i < sizeof words / sizeof *words; i++)
        if (strncasecmp(align, words[i], strlen(words[i])) == 0)
            return words[i];
    return "";
}

static int count_children(cmark_node *node)
{
    int count = 0;

    for (cmark_node *at = cmark_node_first_child(node); at; at = cmark_node_next(at))
        count++;
    return count;
}

/* The columns a cell spans beyond its own stand as empty cells before it is filled, so that
 * what follows is in its place. */
static void add_spanned(cmark_node *row, const struct html_node *cell, int columns)
{
    const char *value = html_attribute(cell, "colspan");
    long more = (value ? strtol(value, NULL, 10) : 1) - 1;
    long room = more > 0 ? columns - count_children(row) : 0;

    for (long i = 0; i < more && i < room; i++)
        document_append(row, document_custom(KIND_CELL, ""));
}

/* Line numbers beside code say nothing without it. */
static bool is_gutter(const struct html_node *cell)
{
    static const char *const classes[] = { "gutter", "linenos", "rouge-gutter", "lineno",
                                           "blob-num" };

    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (html_has_word(cell, "class", classes[i]))
            return true;
    return false;
}

bool html_enter_cell(struct build *build, const struct html_node *node)
{
    build_part(build);
    if (is_gutter(node))
        return false;
    if (build->columns == 0 || document_kind(build->block) != KIND_ROW)
        return true;
    cmark_node *row = build->block;
    build_open_block(build, document_custom(KIND_CELL, alignment(node)));
    if (build->block != row)
        add_spanned(row, node, build->columns);
    return true;
}
