/* SPDX-License-Identifier: MIT */
/* Text out of a seed, for tests of properties: mostly trouble, the same on every run. */
#ifndef UNIT_RANDOM_TEXT_H
#define UNIT_RANDOM_TEXT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct random_text {
    uint64_t state; /* not 0 */
};

/* xorshift64 (Marsaglia 2003) */
static inline uint32_t random_text_next(struct random_text *random, uint32_t below)
{
    random->state ^= random->state << 13;
    random->state ^= random->state >> 7;
    random->state ^= random->state << 17;
    return (uint32_t)(random->state >> 32) % below;
}

static const char *const random_text_parts[] = {
    "a",
    "e",
    "I",
    "Z",
    "9",
    "word ",
    "several plain words",
    "two  blanks in a row",
    "tail    ",
    "\x7F",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\033[1m",
    "\u00E9",
    "\u00DF",
    "\u0130",
    "\u0131",
    "\u00D8",
    "\u00A0",
    "\u3000",
    "\u2028",
    "\u00AD",
    "\u200B",
    "\u200D",
    "\u200D",
    "\uFE0F",
    "\u202E",
    "\u0301",
    "\u0308",
    "\u0301\u0301\u0301\u0301\u0301",
    "\u20E3",
    "\u25CC",
    "\u1112",
    "\u1161",
    "\u11AB",
    "\uD55C",
    "\u304C",
    "\u304B\u3099",
    "\u4E00",
    "\uFF71",
    "\uFF9E",
    "\uFB01",
    "\u0E17\u0E35",
    "\u0915\u093F",
    "\u0644\u0651",
    "\uFDFA",
    "\u2026",
    "\u2019",
    "\U0001F468",
    "\U0001F469",
    "\u2764",
    "\U0001F3FD",
    "\U0001F1EB",
    "\U0001F1F7",
    "\u3164",
    "\xC3",
    "\xE2\x80",
    "\xF0\x9F",
    "\xFF",
    "\x9B",
    "\xED\xA0\x80",
    "\U000E0041",
    "\uFEFF",
    "\uFFFD",
    "\u0378",
    "\U0001D400",
};

/* At most `size` bytes, which may end anywhere; returns how many. */
static inline size_t random_text_fill(struct random_text *random, char *out, size_t size)
{
    size_t want = random_text_next(random, (uint32_t)size + 1), n = 0;

    while (n < want) {
        char any = (char)random_text_next(random, 256);
        const char *part = &any;
        size_t len = 1;
        if (random_text_next(random, 8) > 0) {
            part = random_text_parts[random_text_next(random, sizeof random_text_parts /
                                                                  sizeof *random_text_parts)];
            len = strlen(part);
        }
        if (len > want - n)
            len = want - n;
        memcpy(out + n, part, len);
        n += len;
    }
    return n;
}

#endif
