/* SPDX-License-Identifier: MIT */
#include "base/words.h"

#include <string.h>

const char *words_next(const char **list, size_t *n)
{
    const char *word = *list + strspn(*list, " ");

    *n = strcspn(word, " ");
    *list = word + *n;
    return *n ? word : NULL;
}

bool words_have(const char *list, const char *word)
{
    size_t n, length = strlen(word);
    const char *next;

    while ((next = words_next(&list, &n)))
        if (n == length && memcmp(next, word, n) == 0)
            return true;
    return false;
}

/* Levenshtein's distance, one row of his table at a time. */
size_t words_distance(const char *a, const char *b)
{
    enum { LONGEST = 32 };
    size_t row[LONGEST + 1], n = strlen(b);

    if (strlen(a) > LONGEST || n > LONGEST)
        return LONGEST;
    for (size_t k = 0; k <= n; k++)
        row[k] = k;
    for (size_t i = 0; a[i]; i++) {
        size_t corner = row[0];
        row[0] = i + 1;
        for (size_t k = 0; k < n; k++) {
            size_t best = corner + (a[i] != b[k]);
            corner = row[k + 1];
            best = best < corner + 1 ? best : corner + 1;
            row[k + 1] = best < row[k] + 1 ? best : row[k] + 1;
        }
    }
    return row[n];
}
