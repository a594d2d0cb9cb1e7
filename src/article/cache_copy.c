/* SPDX-License-Identifier: MIT */
/* Beginning to write, with a copy of what is to be written, and the end. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "article/cache_writer.h"
#include "base/alloc.h"
#include "base/file.h"

/* Those that are there, numbered anew in new_numbers, which is by their numbers now. */
static void copy_articles(struct cache_writer *writer, const struct library *library,
                          uint32_t *new_numbers)
{
    writer->articles = xcalloc(library->count, sizeof *writer->articles);
    for (size_t i = 0; i < library->count; i++) {
        if (library->successors[i] != LIBRARY_HERE)
            continue;
        new_numbers[i] = (uint32_t)writer->article_count;
        writer->articles[writer->article_count++] = library->articles[i];
    }
}

static void copy_terms(struct cache_writer *writer, const struct terms *terms)
{
    writer->term_count = terms_count(terms);
    writer->terms = xcalloc(writer->term_count, sizeof *writer->terms);
    for (size_t i = 0; i < writer->term_count; i++)
        writer->terms[i] = terms_text(terms, (term)i + 1);
}

/* Problems of no article are met again by every look at the folders. */
static void copy_problems(struct cache_writer *writer, const struct library *library,
                          const uint32_t *new_numbers)
{
    size_t count = 0;

    writer->problems = xcalloc(library->problem_count, sizeof *writer->problems);
    writer->messages = xcalloc(library->problem_count, sizeof *writer->messages);
    for (size_t i = 0; i < library->problem_count; i++) {
        const struct library_noted *noted = &library->problems[i];
        if (!noted->article || library_is_gone(library, noted->article->number))
            continue;
        writer->messages[count] = noted->problem.message;
        writer->problems[count++] = (struct cache_problem){
            .article = new_numbers[noted->article->number],
            .line = noted->problem.line,
            .column = noted->problem.column,
            .error = noted->problem.error,
        };
    }
    writer->header.problems = count;
    writer->header.dropped = library->problems_dropped;
}

static void copy(struct cache_writer *writer, const struct library *library)
{
    uint32_t *new_numbers = xcalloc(library->count, sizeof *new_numbers);

    copy_articles(writer, library, new_numbers);
    copy_terms(writer, library->terms);
    copy_problems(writer, library, new_numbers);
    free(new_numbers);
    writer->header.articles = writer->article_count;
    writer->header.terms = writer->term_count;
    for (size_t i = 0; i < writer->article_count; i++)
        writer->header.extras += writer->articles[i]->extra_count;
    /* It knows the articles by the numbers that they have now. */
    if (library->index && library->gone_count == 0)
        index_sections(library->index, writer->index);
    cache_roots(library, &writer->roots);
    for (size_t i = 0; i < library->roots.count; i++)
        buf_addc(&writer->flags, (char)library->roots.list[i].is_file);
    writer->failed = writer->roots.full;
}

static void writer_free(struct cache_writer *writer)
{
    free(writer->path);
    free(writer->beside);
    free(writer->articles);
    free(writer->terms);
    free(writer->problems);
    free(writer->messages);
    buf_release(&writer->roots);
    buf_release(&writer->flags);
    free(writer);
}

struct cache_writer *cache_write(const struct library *library, const char *path)
{
    struct buf beside = BUF_INIT(PATH_BYTES_MAX);

    file_make_folders(path);
    buf_addf(&beside, "%s.new", path);
    int fd = file_open_beside(buf_str(&beside));
    if (fd < 0) {
        buf_release(&beside);
        return NULL;
    }
    struct cache_writer *writer = xcalloc(1, sizeof *writer);
    writer->fd = fd;
    writer->path = xstrdup(path);
    writer->beside = buf_steal(&beside);
    buf_init(&writer->roots, CACHE_ROOTS_MAX);
    buf_init(&writer->flags, ROOTS_MAX);
    copy(writer, library);
    cache_write_begin(writer);
    return writer;
}

void cache_write_end(struct cache_writer *writer)
{
    if (!writer)
        return;
    if (!writer->done || writer->failed || rename(writer->beside, writer->path) != 0)
        unlink(writer->beside);
    close(writer->fd);
    writer_free(writer);
}
