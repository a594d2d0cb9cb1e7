/* SPDX-License-Identifier: MIT */
#include "base/text.h"

#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

#include "base/text_internal.h"

bool text_is_mark(uint32_t c)
{
    if (c < 0x300)
        return false;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME ||
           wcwidth((wchar_t)c) == 0;
}

bool text_is_emoji(uint32_t c)
{
    return utf8proc_get_property((utf8proc_int32_t)c)->boundclass ==
           UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

bool text_is_ignorable(uint32_t c)
{
    return utf8proc_get_property((utf8proc_int32_t)c)->ignorable;
}

/*
 * Marks that people leave out when they type. Vowel signs and voicing marks of the scripts of
 * South and East Asia are marks too, but other letters to their readers: they stay. Known by
 * the canonical combining class: overlays, Hebrew and Arabic points, all that is placed around
 * a letter (Unicode standard, section 4.3).
 */
static bool is_accent(const utf8proc_property_t *property)
{
    utf8proc_propval_t class = property->combining_class;

    return property->category == UTF8PROC_CATEGORY_ME || class == 1 ||
           (class >= 10 && class <= 36) || class >= 200;
}

static size_t decompose(uint32_t c, utf8proc_option_t options, int32_t out[TEXT_DECOMPOSED_MAX])
{
    int bounds = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)c, out, TEXT_DECOMPOSED_MAX,
                                                 UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | options,
                                                 &bounds);
    size_t kept = 0;

    if (n < 0 || n > TEXT_DECOMPOSED_MAX) {
        out[0] = (int32_t)c;
        return 1;
    }
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        const utf8proc_property_t *property = utf8proc_get_property(out[i]);
        if (!property->ignorable && !is_accent(property))
            out[kept++] = out[i];
    }
    return kept;
}

size_t text_decompose(uint32_t c, int32_t out[TEXT_DECOMPOSED_MAX])
{
    return decompose(c, 0, out);
}

/*
 * Sorted, applied to what is decomposed and in lower case. Strokes are no marks to Unicode, and
 * keyboards have neither these quotes nor these dashes.
 */
static const struct text_form plain_forms[] = {
    { 0x00E6, "ae" }, { 0x00F8, "o" },  { 0x0111, "d" },  { 0x0127, "h" },  { 0x0131, "i" },
    { 0x0142, "l" },  { 0x0153, "oe" }, { 0x0167, "t" },  { 0x2010, "-" },  { 0x2012, "-" },
    { 0x2013, "-" },  { 0x2014, "-" },  { 0x2015, "-" },  { 0x2018, "'" },  { 0x2019, "'" },
    { 0x201A, "'" },  { 0x201B, "'" },  { 0x201C, "\"" }, { 0x201D, "\"" }, { 0x201E, "\"" },
    { 0x201F, "\"" }, { 0x2212, "-" },
};

const char *text_form_of(const struct text_form *forms, size_t count, uint32_t c)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (forms[middle].c < c)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && forms[low].c == c ? forms[low].text : NULL;
}

static const char *plain_form(uint32_t c)
{
    if (c < 0x80)
        return NULL;
    return text_form_of(plain_forms, sizeof plain_forms / sizeof *plain_forms, c);
}

/* Han ideographs, by far the most frequent that fold to themselves. */
static bool folds_to_itself(uint32_t c)
{
    return c >= 0x3400 && c <= 0x9FFF;
}

size_t text_fold_char(uint32_t c, char out[TEXT_FOLDED_MAX])
{
    int32_t parts[TEXT_DECOMPOSED_MAX];
    size_t len = 0;

    if (c < 0x80) {
        out[0] = text_fold_ascii((char)c);
        return 1;
    }
    if (folds_to_itself(c))
        return text_put(out, c);
    size_t n = decompose(c, UTF8PROC_CASEFOLD, parts);
    for (size_t i = 0; i < n; i++) {
        const char *plain = plain_form((uint32_t)parts[i]);
        if (plain) {
            size_t size = strlen(plain);
            memcpy(out + len, plain, size);
            len += size;
        } else {
            len += text_put(out + len, (uint32_t)parts[i]);
        }
    }
    return len;
}

static void fold_run(struct buf *out, const char *s, size_t n)
{
    char chunk[256];

    while (n > 0 && !out->full) {
        size_t take = n < sizeof chunk ? n : sizeof chunk;
        for (size_t i = 0; i < take; i++)
            chunk[i] = text_fold_ascii(s[i]);
        buf_add(out, chunk, take);
        s += take;
        n -= take;
    }
}

void text_fold(struct buf *out, const char *s, size_t n)
{
    size_t i = 0;

    while (i < n && !out->full) {
        size_t run = text_ascii_run(s + i, n - i);
        fold_run(out, s + i, run);
        i += run;
        if (i == n)
            break;
        char folded[TEXT_FOLDED_MAX];
        uint32_t c;
        i += text_decode(s + i, n - i, &c);
        text_add_whole(out, folded, text_fold_char(c, folded));
    }
}

void text_folder_init(struct text_folder *folder, const char *s, size_t n, size_t from)
{
    folder->s = s;
    folder->n = n;
    folder->start = folder->next = from;
    folder->len = folder->at = 0;
}

/* Fold the next character, which may leave nothing. False at the end. */
bool text_folder_step(struct text_folder *folder)
{
    uint32_t c;

    if (folder->next == folder->n)
        return false;
    folder->start = folder->next;
    folder->next += text_decode(folder->s + folder->next, folder->n - folder->next, &c);
    folder->len = text_fold_char(c, folder->folded);
    folder->at = 0;
    return true;
}

/* The next byte, -1 at the end. */
int text_folder_byte(struct text_folder *folder)
{
    while (folder->at == folder->len)
        if (!text_folder_step(folder))
            return -1;
    return (unsigned char)folder->folded[folder->at++];
}

uint64_t text_head(const char *s)
{
    uint64_t head = 0;

    for (size_t i = 0; i < sizeof head; i++) {
        head = head << 8 | (unsigned char)*s;
        s += *s != '\0';
    }
    return head;
}

int text_compare_folded(const char *a, const char *b)
{
    struct text_folder left, right;
    int x, y;

    text_folder_init(&left, a, strlen(a), 0);
    text_folder_init(&right, b, strlen(b), 0);
    do {
        x = text_folder_byte(&left);
        y = text_folder_byte(&right);
    } while (x == y && x >= 0);
    return (x > y) - (x < y);
}

int text_compare(const char *a, const char *b)
{
    int result = text_compare_folded(a, b);

    return result ? result : strcmp(a, b);
}
