/* SPDX-License-Identifier: MIT */
/*
 * What the files of base/text share: the reading of raw bytes, and the properties of
 * characters, which only text_fold.c can look up.
 */
#ifndef BASE_TEXT_INTERNAL_H
#define BASE_TEXT_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum {
    TEXT_REPLACEMENT = 0xFFFD,
    TEXT_ZWJ = 0x200D,
    TEXT_VS16 = 0xFE0F,   /* "draw the character before as an emoji" */
    TEXT_KEYCAP = 0x20E3, /* encloses a digit, # or * */
    TEXT_BYTES_MAX = 4,   /* of one character in UTF-8 */
    /* The longest compatibility form, U+FDFA, has 18 characters. */
    TEXT_DECOMPOSED_MAX = 32,
    TEXT_FOLDED_MAX = TEXT_DECOMPOSED_MAX * TEXT_BYTES_MAX,
};

/*
 * Decode one character or one bad part, which is as long as the Unicode standard's "maximal
 * subpart": returns its bytes, and in *c the character or -1. n must be > 0.
 */
size_t text_scan(const char *s, size_t n, int32_t *c);

/* The UTF-8 form of c, which must have one; returns its bytes. */
size_t text_put(char out[TEXT_BYTES_MAX], uint32_t c);

/* Append all n bytes, or none and mark out as full. */
bool text_add_whole(struct buf *out, const char *bytes, size_t n);

/* How many bytes at the start of s are ASCII. */
size_t text_ascii_run(const char *s, size_t n);

/* White space of any kind: blanks, tabs, line ends, U+00A0, U+3000 and their like. */
bool text_is_space(uint32_t c);

static inline bool text_is_ascii(char c)
{
    return ((unsigned char)c & 0x80) == 0;
}

static inline bool text_is_regional(uint32_t c)
{
    return c >= 0x1F1E6 && c <= 0x1F1FF;
}

static inline bool text_is_skin_tone(uint32_t c)
{
    return c >= 0x1F3FB && c <= 0x1F3FF;
}

/*
 * Letters that make up most text beyond ASCII, to be told without a look into the tables: no
 * marks, no emoji, and nothing that folds to ASCII.
 */
static inline bool text_is_common_letter(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) || /* Han, Hangul */
           (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) || /* kana */
           (c >= 0x0400 && c <= 0x0481);                                   /* Cyrillic */
}

/* What is written for a character. */
struct text_form {
    uint32_t c;
    const char *text;
};

/* By a table sorted by characters; NULL for one that is not there. */
const char *text_form_of(const struct text_form *forms, size_t count, uint32_t c);

/* Digits, # and *, which make a keycap with U+20E3. */
static inline bool text_is_keycap_base(uint32_t c)
{
    return (c >= '0' && c <= '9') || c == '#' || c == '*';
}

/* Takes no cell of its own: combining marks, the later letters of a Hangul syllable. */
bool text_is_mark(uint32_t c);

/* Can be the head of an emoji sequence ("extended pictographic"). */
bool text_is_emoji(uint32_t c);

/* Never seen by itself: fillers, variation selectors ("default ignorable"). */
bool text_is_ignorable(uint32_t c);

/* Compatibility form without accents, case kept; returns how many characters. */
size_t text_decompose(uint32_t c, int32_t out[TEXT_DECOMPOSED_MAX]);

/* One character's part of text_fold(); returns its bytes, 0 for accents and their like. */
size_t text_fold_char(uint32_t c, char out[TEXT_FOLDED_MAX]);

/* text_fold(), byte by byte and without memory. */
struct text_folder {
    const char *s;
    size_t n;
    size_t start, next; /* of the character that is being given; after it */
    char folded[TEXT_FOLDED_MAX];
    size_t len, at; /* of folded; its next byte to give */
};

void text_folder_init(struct text_folder *folder, const char *s, size_t n, size_t from);

/* Go to the next character, which may fold to nothing. False at the end. */
bool text_folder_step(struct text_folder *folder);

/* The next byte, -1 at the end. */
int text_folder_byte(struct text_folder *folder);

static inline char text_fold_ascii(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

#endif
