/* SPDX-License-Identifier: MIT */
#include "article/memory.h"

#include "article/key.h"

/* The verdict of a page whose whole text is there: the best one, see doc/verdict.h. */
enum { WHOLE_TEXT = 0 };

static bool has_flag(void *arg, const struct article *article, enum query_flag flag)
{
    struct memory *memory = arg;

    switch (flag) {
    case QUERY_READ:
        return marks_get(memory->marks, article) & MARK_READ;
    case QUERY_STARRED:
        return marks_get(memory->marks, article) & MARK_STAR;
    case QUERY_NEW:
        return marks_is_new(memory->marks, article);
    case QUERY_FULL:
        return memory_verdict(memory, article) == WHOLE_TEXT;
    case QUERY_NOTED:
        return marks_get(memory->marks, article) & MARK_NOTE;
    case QUERY_STORED:
        return memory_verdict(memory, article) != PAGES_NO_VERDICT;
    case QUERY_FLAGS:
        break;
    }
    return false;
}

static const char *stored_text(void *arg, const struct article *article, size_t *n)
{
    struct memory *memory = arg;

    if (pages_count(memory->pages) == 0)
        return NULL; /* spares a search of many articles their keys */
    return pages_text(memory->pages, article_key_hash(article), n);
}

static const char *note(void *arg, const struct article *article)
{
    struct memory *memory = arg;

    return marks_note(memory->marks, article);
}

static const uint64_t *flagged(void *arg, const struct library *library, enum query_flag flag)
{
    struct memory *memory = arg;
    bool of_pages = flag == QUERY_FULL || flag == QUERY_STORED;

    return flagged_get(&memory->flagged, &memory->query, library, flag,
                       of_pages ? pages_changes(memory->pages) : marks_changes(memory->marks));
}

static bool is_starred(void *arg, uint64_t hash)
{
    return marks_is_starred(arg, hash);
}

void memory_open(struct memory *memory, const char *marks_path, const char *pages_path,
                 bool visit, struct error *trouble)
{
    struct error second;

    *memory = (struct memory){ 0 };
    memory->marks = marks_open(marks_path, visit, trouble);
    memory->pages = pages_open(pages_path, PAGES_BYTES, &second);
    if (!*trouble->text)
        *trouble = second;
    pages_spare(memory->pages, is_starred, memory->marks);
    memory->query = (struct query_state){
        .arg = memory, .flag = has_flag, .text = stored_text, .flagged = flagged, .note = note
    };
}

void memory_close(struct memory *memory)
{
    flagged_release(&memory->flagged);
    pages_free(memory->pages);
    marks_free(memory->marks);
    *memory = (struct memory){ 0 };
}

int memory_verdict(struct memory *memory, const struct article *article)
{
    return pages_verdict(memory->pages, article_key_hash(article));
}
