/* SPDX-License-Identifier: MIT */
#include "doc/seal.h"

static const struct {
    enum wire_seal seal;
    const char *words;
} parts[] = {
    { WIRE_SEAL_PRIVILEGES, "no new privileges" },
    { WIRE_SEAL_LIMITS, "limits" },
    { WIRE_SEAL_LANDLOCK, "Landlock" },
    { WIRE_SEAL_CALLS, "seccomp" },
};

static bool required;

void seal_require(bool all)
{
    required = all;
}

const char *seal_worker_word(void)
{
    return required ? SEAL_WORKER_STRICT : SEAL_WORKER;
}

void seal_words(unsigned seal, struct buf *out)
{
    size_t before = out->len;

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (seal & parts[i].seal)
            buf_addf(out, "%s%s", out->len > before ? ", " : "", parts[i].words);
    if (out->len == before)
        buf_adds(out, "nothing");
}
