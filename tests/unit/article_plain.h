/* SPDX-License-Identifier: MIT */
/* The events of a plain text, held to those of libyaml. */
#ifndef TESTS_ARTICLE_PLAIN_H
#define TESTS_ARTICLE_PLAIN_H

#include <stdlib.h>
#include <string.h>

#include "article/front_parts.h"
#include "base/alloc.h"

enum plain_verdict { PLAIN_REFUSED, PLAIN_SAME, PLAIN_DIFFERS };

static inline bool plain_is_same(const struct yaml_event *a, const struct yaml_event *b)
{
    bool starts = a->type == YAML_SCALAR || a->type == YAML_MAP || a->type == YAML_SEQ;

    if (a->type != b->type)
        return false;
    if (starts && (a->line != b->line || a->column != b->column))
        return false;
    return a->type != YAML_SCALAR ||
           (a->len == b->len && a->plain == b->plain && memcmp(a->text, b->text, a->len) == 0 &&
            a->text[a->len] == '\0');
}

static inline enum plain_verdict plain_check(const char *bytes, size_t n)
{
    struct front_plain *plain = xmalloc(sizeof *plain);
    enum plain_verdict verdict = PLAIN_REFUSED;
    char *text = xmalloc(n + 1);

    memcpy(text, bytes, n);
    if (front_plain_open(plain, text, n)) {
        struct yaml *yaml = yaml_open(bytes, n, &yaml_default_limits);
        struct yaml_event ours, theirs;
        do {
            front_plain_next(plain, &ours);
            yaml_next(yaml, &theirs);
        } while (plain_is_same(&ours, &theirs) && ours.type != YAML_END);
        verdict = plain_is_same(&ours, &theirs) ? PLAIN_SAME : PLAIN_DIFFERS;
        yaml_close(yaml);
    }
    free(text);
    free(plain);
    return verdict;
}

#endif
