/* SPDX-License-Identifier: MIT */
#include "cli/source.h"

#include <stdio.h>
#include <string.h>

bool source_is_standard(const char *name)
{
    return strcmp(name, "-") == 0;
}

const char *source_name(const char *name)
{
    return source_is_standard(name) ? "stdin" : name;
}

bool source_read(const char *name, struct buf *out, struct error *error)
{
    FILE *file = source_is_standard(name) ? stdin : fopen(name, "rb");
    char chunk[65536];
    size_t n;

    if (!file)
        return error_errno(error, "%s cannot be opened", name);
    while ((n = fread(chunk, 1, sizeof chunk, file)) > 0 && buf_add(out, chunk, n))
        ;
    bool good = !ferror(file) || error_errno(error, "%s cannot be read", source_name(name));
    if (file != stdin)
        fclose(file);
    return good;
}
