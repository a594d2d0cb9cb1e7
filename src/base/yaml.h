/* SPDX-License-Identifier: MIT */
/*
 * YAML as a stream of events, behind caps: libyaml is quadratic in nesting and its document
 * loader in anchors, so neither is ever reached.
 *
 * Tags are ignored. An alias of a scalar yields that scalar again, 1 MB in all; an alias of a
 * collection is an error, so nothing expands; `<<` is a key like any other. A byte order mark
 * is skipped. libyaml reads ahead: a byte that is not allowed anywhere (bad UTF-8, a control
 * character) may be told before what stands in front of it. After YAML_END only
 * yaml_next_document() and yaml_close() may follow, after YAML_ERROR the latter alone.
 */
#ifndef BASE_YAML_H
#define BASE_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct yaml_limits {
    int depth;   /* open collections at once */
    long events; /* in all */
    int anchors; /* names remembered for aliases; later ones are unknown */
};

/* What front matter and settings need: depth 16, 400,000 events, 1,000 anchors. */
extern const struct yaml_limits yaml_default_limits;

enum yaml_event_type {
    YAML_SCALAR,
    YAML_MAP,
    YAML_MAP_END,
    YAML_SEQ,
    YAML_SEQ_END,
    YAML_END,
    YAML_ERROR
};

struct yaml_event {
    enum yaml_event_type type;
    const char
        *text;  /* YAML_SCALAR: its bytes, NUL after them, raw; valid until the next event */
    size_t len; /* may hold NUL bytes; the caller checks */
    bool plain; /* unquoted: `null`, `true`, `12` may mean more than a string */
    int line, column;         /* from 1, of its first character */
    int end_line, end_column; /* of the character behind its last one */
};

struct yaml;

/* Read the first document of the n bytes at text, which must stay valid. */
struct yaml *yaml_open(const char *text, size_t n, const struct yaml_limits *limits);
void yaml_close(struct yaml *yaml);

/* The next event. On YAML_ERROR the event holds the place and yaml_error() the words. */
enum yaml_event_type yaml_next(struct yaml *yaml, struct yaml_event *event);

/* After YAML_END: go on with what follows the document. The next event is then another
 * document's first one, or an error, or YAML_END again, where there is none. The limits are
 * those of all. */
void yaml_next_document(struct yaml *yaml);

/* libyaml's or the cap's own words, cleaned, without a position. */
const char *yaml_error(const struct yaml *yaml);

/*
 * After YAML_MAP or YAML_SEQ: read on to its end and over it. False on YAML_ERROR, which the
 * event then holds.
 */
bool yaml_skip(struct yaml *yaml, struct yaml_event *event);

/* True for the plain scalars that mean no value: empty, ~, null, Null, NULL. */
bool yaml_is_null(const struct yaml_event *event);

#endif
