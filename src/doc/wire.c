/* SPDX-License-Identifier: MIT */
#include "doc/wire.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "doc/wire_form.h"

/* Rows are only ever added at the end: the numbers are stored on disks. */
const struct wire_form wire_forms[] = {
    [WIRE_EXIT] = { CMARK_NODE_NONE, KIND_NONE, 0 },
    { CMARK_NODE_DOCUMENT, KIND_NONE, 0 },
    { CMARK_NODE_BLOCK_QUOTE, KIND_NONE, 0 },
    { CMARK_NODE_LIST, KIND_NONE, FIELD_LIST },
    { CMARK_NODE_ITEM, KIND_NONE, 0 },
    { CMARK_NODE_CODE_BLOCK, KIND_NONE, FIELD_LITERAL | FIELD_INFO },
    { CMARK_NODE_PARAGRAPH, KIND_NONE, 0 },
    { CMARK_NODE_HEADING, KIND_NONE, FIELD_LEVEL },
    { CMARK_NODE_THEMATIC_BREAK, KIND_NONE, 0 },
    { CMARK_NODE_TEXT, KIND_NONE, FIELD_LITERAL },
    { CMARK_NODE_SOFTBREAK, KIND_NONE, 0 },
    { CMARK_NODE_LINEBREAK, KIND_NONE, 0 },
    { CMARK_NODE_CODE, KIND_NONE, FIELD_LITERAL },
    { CMARK_NODE_EMPH, KIND_NONE, 0 },
    { CMARK_NODE_STRONG, KIND_NONE, 0 },
    { CMARK_NODE_LINK, KIND_NONE, FIELD_URL },
    { CMARK_NODE_IMAGE, KIND_NONE, FIELD_URL },
    { CMARK_NODE_CUSTOM_BLOCK, KIND_TABLE, FIELD_ARGUMENT },
    { CMARK_NODE_CUSTOM_BLOCK, KIND_ROW, FIELD_ARGUMENT },
    { CMARK_NODE_CUSTOM_BLOCK, KIND_CELL, FIELD_ARGUMENT },
    { CMARK_NODE_CUSTOM_BLOCK, KIND_FIGURE, FIELD_ARGUMENT },
    { CMARK_NODE_CUSTOM_BLOCK, KIND_FOOTNOTE, FIELD_ARGUMENT },
    { CMARK_NODE_CUSTOM_BLOCK, KIND_NOTE, FIELD_ARGUMENT },
    { CMARK_NODE_CUSTOM_INLINE, KIND_DIM, FIELD_ARGUMENT },
    { CMARK_NODE_CUSTOM_INLINE, KIND_STRIKE, FIELD_ARGUMENT },
    { CMARK_NODE_CUSTOM_INLINE, KIND_UNDERLINE, FIELD_ARGUMENT },
    { CMARK_NODE_CUSTOM_INLINE, KIND_SUPER, FIELD_ARGUMENT },
    { CMARK_NODE_CUSTOM_INLINE, KIND_SUB, FIELD_ARGUMENT },
    { CMARK_NODE_CUSTOM_INLINE, KIND_MARK, FIELD_ARGUMENT },
    { CMARK_NODE_CUSTOM_INLINE, KIND_FOOTNOTE_REF, FIELD_ARGUMENT },
};

const size_t wire_form_count = sizeof wire_forms / sizeof *wire_forms;

void wire_meta_texts(struct wire_meta *meta, char **texts[WIRE_META_TEXTS])
{
    char **all[WIRE_META_TEXTS] = { &meta->title,    &meta->byline, &meta->date,
                                    &meta->language, &meta->site,   &meta->final_url,
                                    &meta->reason };

    memcpy(texts, all, sizeof all);
}

void wire_meta_init(struct wire_meta *meta)
{
    char **texts[WIRE_META_TEXTS];

    *meta = (struct wire_meta){ 0 };
    wire_meta_texts(meta, texts);
    for (size_t i = 0; i < WIRE_META_TEXTS; i++)
        *texts[i] = xstrdup("");
}

void wire_meta_release(struct wire_meta *meta)
{
    char **texts[WIRE_META_TEXTS];

    wire_meta_texts(meta, texts);
    for (size_t i = 0; i < WIRE_META_TEXTS; i++)
        free(*texts[i]);
    *meta = (struct wire_meta){ 0 };
}
