/* SPDX-License-Identifier: MIT */
/* Articles with an address and a path alone, to mark. */
#ifndef TESTS_UNIT_MARKS_SAMPLE_H
#define TESTS_UNIT_MARKS_SAMPLE_H

#include <stdio.h>
#include <string.h>

#include "article/marks.h"
#include "base/hash.h"
#include "state_folder.h"

struct sample {
    struct article article;
    char address[128], path[64];
};

/* An article with an address, or "" for none, in a file. */
__attribute__((unused)) static const struct article *
sample(struct sample *sample, const char *address, const char *path)
{
    memset(sample, 0, sizeof *sample);
    snprintf(sample->address, sizeof sample->address, "%s", address);
    snprintf(sample->path, sizeof sample->path, "%s", path);
    for (int i = 0; i < URL_COUNT; i++)
        sample->article.url[i] = "";
    sample->article.url[URL_ORIGINAL] = sample->address;
    sample->article.path = sample->path;
    sample->article.id =
        hash_bytes(hash_bytes(HASH_START, address, strlen(address) + 1), path, strlen(path));
    return &sample->article;
}

__attribute__((unused)) static const struct article *numbered(struct sample *one, int i)
{
    char address[64], path[32];

    snprintf(address, sizeof address, "https://news.example/story/%d", i);
    snprintf(path, sizeof path, "%d.md", i);
    return sample(one, address, path);
}

__attribute__((unused)) static struct marks *open_quietly(bool visit)
{
    struct error note;
    struct marks *marks = marks_open(state_path, visit, &note);

    if (note.text[0])
        fail_msg("%s", note.text);
    return marks;
}

#endif
