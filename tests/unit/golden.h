/* SPDX-License-Identifier: MIT */
/*
 * Golden files: each FOLDER/NAME.EXTENSION is turned into a document whose dump must equal
 * FOLDER/NAME.out. With GOLDEN_WRITE set in the environment the .out files are written anew,
 * to be read before they are kept.
 */
#ifndef TESTS_GOLDEN_H
#define TESTS_GOLDEN_H

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "doc/document.h"

enum { GOLDEN_FILE_MAX = 16 * 1024 * 1024, GOLDEN_CASES_MAX = 512 };

/* False when there is no such file. */
static inline bool golden_read(const char *path, struct buf *out)
{
    char chunk[65536];
    size_t n;
    FILE *file = fopen(path, "rb");

    if (!file)
        return false;
    while ((n = fread(chunk, 1, sizeof chunk, file)) > 0)
        buf_add(out, chunk, n);
    fclose(file);
    return true;
}

static inline void golden_add_quoted(struct buf *out, const char *label, const char *s)
{
    if (!s)
        return;
    buf_addf(out, " %s\"", label);
    for (; *s; s++) {
        if (*s == '\n')
            buf_adds(out, "\\n");
        else
            buf_addc(out, *s);
    }
    buf_addc(out, '"');
}

static inline void golden_add_node(struct buf *out, cmark_node *node)
{
    static const char *const kinds[KIND_COUNT] = {
        [KIND_TABLE] = "table",
        [KIND_ROW] = "row",
        [KIND_CELL] = "cell",
        [KIND_FIGURE] = "figure",
        [KIND_FOOTNOTE] = "footnote",
        [KIND_NOTE] = "note",
        [KIND_DIM] = "dim",
        [KIND_STRIKE] = "strike",
        [KIND_UNDERLINE] = "underline",
        [KIND_SUPER] = "super",
        [KIND_SUB] = "sub",
        [KIND_MARK] = "mark",
        [KIND_FOOTNOTE_REF] = "footnote-ref",
    };
    enum document_kind kind = document_kind(node);

    if (kind != KIND_NONE) {
        buf_adds(out, kinds[kind]);
        if (document_argument(node)[0])
            buf_addf(out, " %s", document_argument(node));
        return;
    }
    cmark_node_type type = cmark_node_get_type(node);
    buf_adds(out, cmark_node_get_type_string(node));
    if (type == CMARK_NODE_HEADING)
        buf_addf(out, " %d", cmark_node_get_heading_level(node));
    if (type == CMARK_NODE_LIST && cmark_node_get_list_type(node) == CMARK_ORDERED_LIST)
        buf_addf(out, " from %d", cmark_node_get_list_start(node));
    if (type == CMARK_NODE_LIST)
        buf_adds(out, cmark_node_get_list_tight(node) ? " tight" : " loose");
    if (type == CMARK_NODE_CODE_BLOCK && cmark_node_get_fence_info(node) &&
        cmark_node_get_fence_info(node)[0])
        buf_addf(out, " %s", cmark_node_get_fence_info(node));
    golden_add_quoted(out, "", cmark_node_get_literal(node));
    golden_add_quoted(out, "to ", cmark_node_get_url(node));
    const char *title = cmark_node_get_title(node);
    golden_add_quoted(out, "title ", title && *title ? title : NULL);
}

/* The tree, one node a line, two blanks of indent a level. */
static inline void golden_dump(cmark_node *root, struct buf *out)
{
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;
    int depth = 0;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_EXIT) {
            depth--;
            continue;
        }
        buf_addf(out, "%*s", depth * 2, "");
        golden_add_node(out, node);
        buf_addc(out, '\n');
        depth += !document_is_leaf(cmark_node_get_type(node));
    }
    cmark_iter_free(iter);
}

static inline void golden_check(const char *path, const struct buf *now)
{
    struct buf kept = BUF_INIT(GOLDEN_FILE_MAX);

    if (getenv("GOLDEN_WRITE")) {
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        fwrite(buf_str(now), 1, now->len, file);
        fclose(file);
    } else if (!golden_read(path, &kept)) {
        fail_msg("%s is missing; this is now:\n%s", path, buf_str(now));
    } else if (strcmp(buf_str(&kept), buf_str(now)) != 0) {
        fail_msg("%s differs; this is now:\n%s", path, buf_str(now));
    }
    buf_release(&kept);
}

static inline int golden_is_case(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');

    return dot && dot != entry->d_name && strcmp(dot, ".out") != 0;
}

/* Run every case of the folder; how many there were. */
static inline int golden_run(const char *folder,
                             cmark_node *(*convert)(const char *s, size_t n))
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, golden_is_case, alphasort);

    for (int i = 0; i < count; i++) {
        struct buf path = BUF_INIT(4096), source = BUF_INIT(GOLDEN_FILE_MAX),
                   dump = BUF_INIT(GOLDEN_FILE_MAX);
        buf_addf(&path, "%s/%s", folder, entries[i]->d_name);
        assert_true(golden_read(buf_str(&path), &source));
        cmark_node *root = convert(buf_str(&source), source.len);
        golden_dump(root, &dump);
        cmark_node_free(root);
        buf_truncate(&path, path.len - strlen(strrchr(buf_str(&path), '.')));
        buf_adds(&path, ".out");
        golden_check(buf_str(&path), &dump);
        buf_release(&path);
        buf_release(&source);
        buf_release(&dump);
        free(entries[i]);
    }
    free(entries);
    return count;
}

#endif
