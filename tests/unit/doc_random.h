/* SPDX-License-Identifier: MIT */
/*
 * Documents by chance, the same ones for the same seed: every kind of node in every legal
 * place, and text that looks like Markdown.
 */
#ifndef TESTS_DOC_RANDOM_H
#define TESTS_DOC_RANDOM_H

#include <stdint.h>
#include <string.h>

#include "doc/document.h"
#include "random_text.h"

struct chance {
    struct random_text random;
    bool commonmark; /* only what CommonMark can say */
};

static inline unsigned chance_below(struct chance *chance, unsigned n)
{
    return random_text_next(&chance->random, n);
}

static inline void chance_text(struct chance *chance, cmark_node *parent)
{
    static const char *const words[] = {
        "word",        "a",
        "longer-word", "Straße",
        "日本語",      "、",
        "「引用」",    "🙂",
        "*",           "_",
        "**bold**",    "_it_",
        "snake_case",  "[x]",
        "](y)",        "!",
        "1.",          "2)",
        "-",           "+",
        "#",           "##",
        "> q",         "`",
        "``",          "&amp;",
        "&",           "<b>",
        "<",           ">",
        "\\",          "\\*",
        "|",           "~~",
        "=",           "===",
        "---",         "http://example.org/a?b=c&d=e",
        "“said”",      "(note)",
        "C#",          "it's",
        "…",           "100%",
        ":-:",         "한국어",
    };
    char text[512] = "";
    unsigned count = 1 + chance_below(chance, 6);

    for (unsigned i = 0; i < count; i++) {
        if (chance_below(chance, 4) > 0)
            strncat(text, " ", 2);
        strncat(text, words[chance_below(chance, sizeof words / sizeof *words)], 40);
    }
    if (chance_below(chance, 3) == 0)
        strncat(text, " ", 2);
    document_text(parent, text, strlen(text));
}

static inline void chance_leaf(struct chance *chance, cmark_node *parent)
{
    static const char *const codes[] = { "x", "a b", "`", " ` ", "a``b", "<i>", "\\", "*" };
    cmark_node *node;

    switch (chance_below(chance, 12)) {
    case 0:
        node = document_block(parent, CMARK_NODE_CODE);
        cmark_node_set_literal(node, codes[chance_below(chance, 8)]);
        return;
    case 1:
        document_block(parent, CMARK_NODE_SOFTBREAK);
        return;
    case 2:
        document_block(parent, CMARK_NODE_LINEBREAK);
        return;
    case 3:
        if (chance->commonmark)
            return;
        node = document_custom(KIND_FOOTNOTE_REF, "3");
        document_append(parent, node);
        return;
    default:
        chance_text(chance, parent);
    }
}

static inline cmark_node *chance_span(struct chance *chance, cmark_node *parent)
{
    static const cmark_node_type plain[] = { CMARK_NODE_EMPH, CMARK_NODE_STRONG,
                                             CMARK_NODE_EMPH, CMARK_NODE_STRONG,
                                             CMARK_NODE_LINK, CMARK_NODE_IMAGE };
    unsigned pick = chance_below(chance, chance->commonmark ? 8 : 11);
    cmark_node *node;

    if (pick < 6) {
        node = document_block(parent, plain[pick]);
        cmark_node_set_url(node, "http://example.org/x_(y)?a=1&b=2");
        cmark_node_set_title(node, chance_below(chance, 2) ? "a \"title\"" : "");
        return node;
    }
    /* Dim, underlined and so on leave no text of their own in CommonMark; strikes would. */
    static const enum document_kind kinds[] = { KIND_DIM, KIND_UNDERLINE, KIND_MARK,
                                                KIND_STRIKE, KIND_SUB };
    node = document_custom(kinds[pick - 6], "");
    document_append(parent, node);
    return node;
}

static inline void chance_inlines(struct chance *chance, cmark_node *parent, int depth)
{
    unsigned count = 1 + chance_below(chance, 4);

    for (unsigned i = 0; i < count; i++) {
        if (depth > 0 && chance_below(chance, 3) == 0)
            chance_inlines(chance, chance_span(chance, parent), depth - 1);
        else
            chance_leaf(chance, parent);
    }
}

static inline void chance_blocks(struct chance *chance, cmark_node *parent, int depth);

static inline void chance_list(struct chance *chance, cmark_node *parent, int depth)
{
    static const int starts[] = { 0, 1, 1, 7, 99, 123456789 };
    cmark_node *list = document_block(parent, CMARK_NODE_LIST);
    unsigned items = 1 + chance_below(chance, 4);

    cmark_node_set_list_type(list,
                             chance_below(chance, 2) ? CMARK_ORDERED_LIST : CMARK_BULLET_LIST);
    cmark_node_set_list_start(list, starts[chance_below(chance, 6)]);
    cmark_node_set_list_delim(list,
                              chance_below(chance, 2) ? CMARK_PAREN_DELIM : CMARK_PERIOD_DELIM);
    cmark_node_set_list_tight(list, (int)chance_below(chance, 2));
    for (unsigned i = 0; i < items; i++) {
        cmark_node *item = document_block(list, CMARK_NODE_ITEM);
        if (chance_below(chance, 8) > 0)
            chance_blocks(chance, item, depth - 1);
    }
}

/* Every cell of a header and of a body row holds something. */
static inline void chance_table(struct chance *chance, cmark_node *parent)
{
    static const char *const aligns[] = { "", "left", "right", "center" };
    cmark_node *table = document_custom(KIND_TABLE, "");
    unsigned rows = 1 + chance_below(chance, 5), columns = 1 + chance_below(chance, 5);

    document_append(parent, table);
    for (unsigned r = 0; r < rows; r++) {
        cmark_node *row = document_custom(KIND_ROW, r == 0 ? "head" : "");
        document_append(table, row);
        for (unsigned c = 0; c < columns; c++) {
            cmark_node *cell = document_custom(KIND_CELL, aligns[chance_below(chance, 4)]);
            document_append(row, cell);
            cmark_node *paragraph = document_block(cell, CMARK_NODE_PARAGRAPH);
            document_text(paragraph, "cell", 4);
            chance_inlines(chance, paragraph, 1);
        }
    }
}

static inline void chance_block(struct chance *chance, cmark_node *parent, int depth)
{
    cmark_node *node;

    switch (chance_below(chance, chance->commonmark ? 10 : 12)) {
    case 0:
        node = document_heading(parent, 1 + (int)chance_below(chance, 6), "Heading ");
        chance_inlines(chance, node, 2);
        return;
    case 1:
        node = document_block(parent, CMARK_NODE_CODE_BLOCK);
        cmark_node_set_literal(node, chance_below(chance, 2) ? "int x;\n\n    ```y\n" : "z");
        cmark_node_set_fence_info(node, chance_below(chance, 2) ? "c" : "");
        return;
    case 2:
        document_block(parent, CMARK_NODE_THEMATIC_BREAK);
        return;
    case 3:
    case 4:
        if (depth > 0)
            chance_blocks(chance, document_block(parent, CMARK_NODE_BLOCK_QUOTE), depth - 1);
        return;
    case 5:
    case 6:
        if (depth > 0)
            chance_list(chance, parent, depth);
        return;
    case 10:
        chance_table(chance, parent);
        return;
    case 11:
        node = document_custom(chance_below(chance, 2) ? KIND_FIGURE : KIND_FOOTNOTE, "9");
        document_append(parent, node);
        if (depth > 0)
            chance_blocks(chance, node, depth - 1);
        return;
    default:
        chance_inlines(chance, document_block(parent, CMARK_NODE_PARAGRAPH), 3);
    }
}

static inline void chance_blocks(struct chance *chance, cmark_node *parent, int depth)
{
    unsigned count = 1 + chance_below(chance, 4);

    for (unsigned i = 0; i < count; i++)
        chance_block(chance, parent, depth);
}

static inline cmark_node *chance_document(uint64_t seed, bool commonmark)
{
    /* Seeds are small numbers; an odd factor spreads them. */
    struct chance chance = { { (seed + 1) * UINT64_C(0x9e3779b97f4a7c15) }, commonmark };
    cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);

    chance_blocks(&chance, root, 4);
    return root;
}

#endif
