/* SPDX-License-Identifier: MIT */
/* Writing a whole file so that its name leads to the old content or the new, never to a part.
 */
#ifndef BASE_REPLACE_H
#define BASE_REPLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/*
 * The file at path gets these bytes: they are written beside it, synced, and renamed. A link is
 * followed and stays one, the mode of a file that was there is kept, a new one gets what the
 * umask leaves of the given one. Unless over, a file that is there is refused with the error
 * "... is there already". False with error set when nothing changed.
 */
bool replace_file(const char *path, const char *bytes, size_t n, unsigned mode, bool over,
                  struct error *error);

#endif
