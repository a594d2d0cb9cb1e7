/* SPDX-License-Identifier: MIT */
/*
 * Text for people: cleaned once at the border, then measured, cut and compared.
 *
 * Everything but text_clean() expects text that text_clean() returned. "Columns" are the
 * terminal's, as wcwidth() counts them, because that is how ncurses places cells.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum text_kind {
    TEXT_LINE,  /* one line: any run of white space becomes one blank, ends are trimmed */
    TEXT_BLOCK, /* newlines stay (CR LF, CR and U+2028 2029 become one), a tab becomes four
                   blanks, U+00A0 and U+3000 stay, other white space becomes a blank */
};

/*
 * The one door for strangers' bytes. Appends to out: strict UTF-8 with U+FFFD for each bad
 * part (the Unicode standard's "maximal subpart" rule), for C0, DEL and C1; without
 * invisible and direction-changing characters (U+00AD 061C 200B-200F 202A-202E 2060-206F
 * FEFF FFF9-FFFB E0000-E007F, noncharacters; ZWJ and VS16 stay between and after emoji);
 * with at most 4 combining marks a base, a leading mark on a base of its own (U+25CC). Where
 * something is dropped amid the host of an address, U+FFFD takes its place: without it the
 * address would be that of another host.
 * Cleaning what is clean changes nothing. Linear in n. Stops when out is full, never inside a
 * character.
 */
void text_clean(struct buf *out, const char *s, size_t n, enum text_kind kind);

/* True when nothing would be seen of the line: empty, blanks, fillers such as U+3164. */
bool text_is_blank(const char *s, size_t n);

/* The largest length <= n that ends between two characters of valid UTF-8. */
size_t text_whole(const char *s, size_t n);

/* Decode one character: its bytes (1 for a bad byte, *c is then U+FFFD). n must be > 0. */
size_t text_decode(const char *s, size_t n, uint32_t *c);

/* Append the UTF-8 form of c, U+FFFD for what has none. */
bool text_encode(struct buf *out, uint32_t c);

/*
 * The bytes of the next cluster (a base with its marks, an emoji sequence, a control
 * character alone) and in *columns its width on the screen: 0, 1 or 2. n must be > 0.
 *
 * Terminals disagree on emoji sequences, so the width is that of the first character, and this
 * is what to draw: the first character and its marks, without VS16 and whatever follows a ZWJ
 * or is a skin tone; two regional indicators as two capital letters. What wcwidth() does not
 * know counts 1, as U+FFFD; a mark that it does not know counts nothing and is left out.
 */
size_t text_step(const char *s, size_t n, int *columns);

/* Columns of the whole text, at most INT_MAX; newlines count nothing. */
int text_width(const char *s, size_t n);

/* How many bytes fit into so many columns, whole clusters only; *used gets their columns. */
size_t text_cut(const char *s, size_t n, int columns, int *used);

/* Append s, shortened to so many columns with an ellipsis when it is wider; 0 add nothing. */
void text_shorten(struct buf *out, const char *s, size_t n, int columns);

/*
 * True when a line may be broken before and after this character: the letters of scripts
 * without blanks between words (Han, kana, bopomofo, Yi). Their punctuation is not among them:
 * a break needs a letter on both sides.
 */
bool text_breaks_around(uint32_t c);

/* A stand-in of ASCII for each cluster ("…" to "...", "é" to "e", else "?"). */
void text_to_ascii(struct buf *out, const char *s, size_t n);

/*
 * Append the folded form: case folded, accents and compatibility forms removed, so that
 * texts that differ only in those compare equal byte by byte ("İ" and "i", "ß" and "ss", "ø"
 * and "o", "’" and "'"). Marks that make another letter (Thai and Indic vowels, the dots of
 * kana) stay. Folding what is folded changes nothing.
 */
void text_fold(struct buf *out, const char *s, size_t n);

struct text_range {
    size_t start, end; /* bytes, start inclusive, end exclusive */
};

/*
 * The first place at or after `from`, which must not be inside a character, where the folded
 * form of s holds the folded needle; the range is of s, and widened to whole characters with
 * their marks ("ile" is found in "ﬁle" at 0). An empty needle is nowhere. Fast for ASCII text;
 * no memory is taken.
 */
bool text_find(const char *s, size_t n, size_t from, const char *folded, size_t folded_len,
               struct text_range *range);

/* Order for people: folded forms compared, then the bytes, so that equal means identical. */
int text_compare(const char *a, const char *b);
/* The same without the bytes. */
int text_compare_folded(const char *a, const char *b);

/* The first eight bytes as a number that compares as strcmp() does. */
uint64_t text_head(const char *s);

/*
 * Make the process's locale a UTF-8 one: the environment's, else C.UTF-8. False when the
 * user's own locale cannot show more than ASCII (LANG=C); text_to_ascii() is then the way out.
 */
bool text_init_locale(void);

#endif
