/* SPDX-License-Identifier: MIT */
/* TARGET FILE...: give each file to the target, without a fuzzer: what was found once is tried
 * again by every run of the tests. */
#include <stdbool.h>
#include <string.h>

#include "fuzz.h"

enum { FILE_MAX = 1024 * 1024 };

static bool replay(const char *path)
{
    static uint8_t bytes[FILE_MAX];
    FILE *file = fopen(path, "rb");

    if (!file)
        return false;
    size_t n = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    /* Of its own size, so that a step over the end is seen. */
    uint8_t *exact = malloc(n ? n : 1);
    if (!exact)
        return false;
    memcpy(exact, bytes, n);
    LLVMFuzzerTestOneInput(exact, n);
    free(exact);
    return true;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (!replay(argv[i])) {
            fprintf(stderr, "%s cannot be read\n", argv[i]);
            return 1;
        }
    return argc > 1 ? 0 : 1;
}
