/* SPDX-License-Identifier: MIT */
#include "base/regex_internal.h"

#include <stdlib.h>

#include "base/alloc.h"

enum { LAST_CHARACTER = 0x10FFFF };

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct regex_range digits[] = { { '0', '9' } };

static const struct regex_range blanks[] = {
    { '\t', '\r' },     { ' ', ' ' },       { 0x85, 0x85 },     { 0xA0, 0xA0 },
    { 0x1680, 0x1680 }, { 0x2000, 0x200A }, { 0x2028, 0x2029 }, { 0x202F, 0x202F },
    { 0x205F, 0x205F }, { 0x3000, 0x3000 },
};

/*
 * Beyond ASCII everything is taken as a letter but the blocks of punctuation and symbols
 * (Latin-1 signs, general punctuation to dingbats, CJK punctuation, full-width signs).
 */
static const struct regex_range words[] = {
    { '0', '9' },
    { 'A', 'Z' },
    { '_', '_' },
    { 'a', 'z' },
    { 0xAA, 0xAA },
    { 0xB5, 0xB5 },
    { 0xBA, 0xBA },
    { 0xC0, 0xD6 },
    { 0xD8, 0xF6 },
    { 0xF8, 0x167F },
    { 0x1681, 0x1FFF },
    { 0x2C00, 0x2DFF },
    { 0x2E80, 0x2FFF },
    { 0x3005, 0x3007 },
    { 0x3021, 0xFDFF },
    { 0xFE20, 0xFE2F },
    { 0xFE70, 0xFEFE },
    { 0xFF10, 0xFF19 },
    { 0xFF21, 0xFF3A },
    { 0xFF41, 0xFF5A },
    { 0xFF66, 0xFFEF },
    { 0x10000, 0x1EFFF },
    { 0x20000, LAST_CHARACTER },
};

struct named_class {
    char name;
    const struct regex_range *ranges;
    size_t count;
};

static const struct named_class named_classes[] = {
    { 'd', digits, COUNT(digits) },
    { 's', blanks, COUNT(blanks) },
    { 'w', words, COUNT(words) },
};

bool regex_is_word(uint32_t c)
{
    for (size_t i = 0; i < COUNT(words) && words[i].low <= c; i++)
        if (c <= words[i].high)
            return true;
    return false;
}

void regex_class_add(struct regex_class *class, uint32_t low, uint32_t high)
{
    if (class->count > 0 && class->ranges[class->count - 1].high + 1 == low) {
        class->ranges[class->count - 1].high = high;
        return;
    }
    if (class->count == class->size) {
        class->size = class->size ? class->size * 2 : 8;
        class->ranges = xreallocarray(class->ranges, class->size, sizeof *class->ranges);
    }
    class->ranges[class->count++] = (struct regex_range){ low, high };
}

/* Add what lies between sorted ranges. */
static void add_gaps(struct regex_class *class, const struct regex_range *ranges, size_t count)
{
    uint32_t from = 0;

    for (size_t i = 0; i < count; i++) {
        if (ranges[i].low > from)
            regex_class_add(class, from, ranges[i].low - 1);
        from = ranges[i].high + 1;
    }
    if (from <= LAST_CHARACTER)
        regex_class_add(class, from, LAST_CHARACTER);
}

bool regex_class_add_named(struct regex_class *class, char name)
{
    for (size_t i = 0; i < COUNT(named_classes); i++) {
        const struct named_class *named = &named_classes[i];
        if (name == named->name) {
            for (size_t j = 0; j < named->count; j++)
                regex_class_add(class, named->ranges[j].low, named->ranges[j].high);
            return true;
        }
        if (name == named->name - 'a' + 'A') {
            add_gaps(class, named->ranges, named->count);
            return true;
        }
    }
    return false;
}

static int compare_ranges(const void *a, const void *b)
{
    const struct regex_range *x = a, *y = b;

    return (x->low > y->low) - (x->low < y->low);
}

static void sort_and_join(struct regex_class *class)
{
    size_t kept = 0;

    if (class->count == 0)
        return;
    qsort(class->ranges, class->count, sizeof *class->ranges, compare_ranges);
    for (size_t i = 1; i < class->count; i++) {
        struct regex_range *last = &class->ranges[kept], *range = &class->ranges[i];
        if (range->low > last->high + 1)
            class->ranges[++kept] = *range;
        else if (range->high > last->high)
            last->high = range->high;
    }
    class->count = kept + 1;
}

void regex_class_finish(struct regex_class *class, bool negated)
{
    sort_and_join(class);
    if (negated) {
        struct regex_class rest = { 0 };
        add_gaps(&rest, class->ranges, class->count);
        free(class->ranges);
        *class = rest;
    }
    for (size_t i = 0; i < class->count; i++)
        for (uint32_t c = class->ranges[i].low; c <= class->ranges[i].high && c < 128; c++)
            class->ascii[c / 64] |= UINT64_C(1) << c % 64;
}

bool regex_class_has(const struct regex_class *class, uint32_t c)
{
    size_t low = 0, high = class->count;

    if (c < 128)
        return class->ascii[c / 64] >> c % 64 & 1;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (class->ranges[middle].high < c)
            low = middle + 1;
        else
            high = middle;
    }
    return low < class->count && class->ranges[low].low <= c;
}
