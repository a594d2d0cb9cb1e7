/* SPDX-License-Identifier: MIT */
/*
 * Where things lie: the XDG base directories. Relative values of the variables are ignored,
 * as their specification says.
 */
#ifndef CONFIG_PATHS_H
#define CONFIG_PATHS_H

#include <stdbool.h>

#include "base/buf.h"

enum path_kind { PATH_CONFIG, PATH_STATE, PATH_CACHE };

/* Append the absolute path of coranto's folder of this kind, without a slash at the end. False
 * when neither the XDG variable nor HOME holds a usable absolute path. */
bool path_folder(enum path_kind kind, struct buf *out);

/* Append $XDG_CONFIG_HOME/coranto/config.yaml. */
bool path_config_file(struct buf *out);

/* Append the path of the database of marks, of what was typed in prompts, of the database of
 * fetched pages. False as path_folder(). */
bool path_marks_file(struct buf *out);
bool path_typed_file(struct buf *out);
bool path_pages_file(struct buf *out);

/* Append path with a leading "~" or "~/" replaced by the home folder. */
void path_expand(const char *path, struct buf *out);

#endif
