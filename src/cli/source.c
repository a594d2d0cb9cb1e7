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

static bool read_stream(FILE *file, const char *name, struct buf *out, struct error *error)
{
    char chunk[65536];
    size_t n;

    while ((n = fread(chunk, 1, sizeof chunk, file)) > 0 && buf_add(out, chunk, n))
        ;
    return !ferror(file) || error_errno(error, "%s cannot be read", source_name(name));
}

bool source_read(const char *name, struct buf *out, struct error *error)
{
    if (source_is_standard(name))
        return read_stream(stdin, name, out, error);
    FILE *file = fopen(name, "rb");
    if (!file)
        return error_errno(error, "%s cannot be opened", name);
    bool good = read_stream(file, name, out, error);
    fclose(file);
    return good;
}
