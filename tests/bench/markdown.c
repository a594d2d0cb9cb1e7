/* SPDX-License-Identifier: MIT */
/*
 * How long a Markdown text takes until it is lines of styled spans: markdown FILE
 *
 * Parsed, made a document, sent as bytes and read again as between the processes, wrapped to 80
 * columns: milliseconds of the processor in the median, at the 99th percentile and at worst.
 */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "doc/layout.h"
#include "doc/wire.h"
#include "times.h"
#include "worker/markdown.h"

enum { RUNS = 25, COLUMNS = 80, TEXT_MAX = 64 * 1024 * 1024 };

static double lay_out(const struct buf *text)
{
    double start = now_ms();
    struct layout_options options = { .width = COLUMNS, .first_link = 1 };
    struct wire_meta meta, read;
    struct buf bytes = BUF_INIT(TEXT_MAX);
    struct error error;
    struct lines lines;
    bool cut = false;

    wire_meta_init(&meta);
    lines_init(&lines);
    cmark_node *root = markdown_document(text->data, text->len, "", &cut);
    wire_write(root, &meta, &bytes);
    cmark_node_free(root);
    root = wire_read(bytes.data, bytes.len, &read, &error);
    if (!root || cut) {
        fprintf(stderr, "markdown: %s\n", cut ? "the text is too long" : error.text);
        exit(1);
    }
    layout_document(&lines, root, &options);
    double taken = now_ms() - start;
    cmark_node_free(root);
    wire_meta_release(&read);
    wire_meta_release(&meta);
    lines_release(&lines);
    buf_release(&bytes);
    return taken;
}

int main(int argc, char **argv)
{
    struct buf text = BUF_INIT(TEXT_MAX);
    double times[RUNS];

    if (argc != 2 || file_read(argv[1], &text, NULL) != FILE_READ) {
        fputs("usage: markdown FILE\n", stderr);
        return 2;
    }
    setlocale(LC_ALL, "");
    for (int i = 0; i < RUNS; i++)
        times[i] = lay_out(&text);
    qsort(times, RUNS, sizeof *times, by_value);
    printf("markdown %.3f %.3f %.3f\n", times[RUNS / 2], times[RUNS * 99 / 100],
           times[RUNS - 1]);
    buf_release(&text);
    return 0;
}
