/* SPDX-License-Identifier: MIT */
/* Writing JSON: members one after another, commas by themselves. */
#ifndef CLI_JSON_H
#define CLI_JSON_H

#include "base/buf.h"

/* A string in quotes, or null for "". */
void json_string(struct buf *out, const char *s);

/* The name of the next member of an object, or the place of the next element when name is NULL,
 * with a comma where one belongs. */
void json_member(struct buf *out, const char *name);

/* Whole members. A number is without trailing zeros, NAN and infinities are null. */
void json_add_string(struct buf *out, const char *name, const char *s);
void json_add_number(struct buf *out, const char *name, double value);

#endif
