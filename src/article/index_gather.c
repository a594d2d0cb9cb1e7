/* SPDX-License-Identifier: MIT */
/* What one article has, written down for the lists and the columns. */

#include "article/index_build.h"

#include <assert.h>

enum index_group index_group_of(const struct field *field)
{
    int group = GROUP_FIELDS;

    for (const struct field *before = fields; before < field; before++)
        group += before->type == FIELD_TERM || before->type == FIELD_TERMS;
    assert(group < GROUP_GRAMS);
    return (enum index_group)group;
}

enum index_flag index_any_of(const struct field *field)
{
    return (enum index_flag)(INDEX_ANY + (index_group_of(field) - GROUP_FIELDS));
}

static void gather_words(struct index_build *build, enum index_group group, uint32_t place,
                         const char *folded, size_t n)
{
    struct index_token token;

    for (size_t at = 0; index_token_next(folded, n, &at, &token);)
        index_invert_add(&build->invert, group, place,
                         index_vocabulary_add(&build->vocabulary, token.s, token.n));
    index_invert_end(&build->invert);
}

static void gather_flags(struct index_build *build, const struct article *article,
                         uint32_t place)
{
    bool flags[INDEX_FLAGS] = {
        [INDEX_BODY] = article->has_body,
        [INDEX_IMAGE] = article->has_images,
        [INDEX_AMP] = *article->url[URL_AMP] || *article->url[URL_CDN_AMP],
        [INDEX_PUBLISHED] = article->published == YES,
    };

    for (const struct field *field = fields; field < fields + field_count; field++)
        if (field->type == FIELD_TERM || field->type == FIELD_TERMS)
            flags[index_any_of(field)] = field_values(field, article) > 0;
    for (uint32_t flag = 0; flag < INDEX_FLAGS; flag++)
        if (flags[flag])
            index_invert_add(&build->invert, GROUP_FLAGS, place, flag);
    index_invert_end(&build->invert);
}

static void gather_terms(struct index_build *build, const struct field *field,
                         const struct article *article, uint32_t place)
{
    const term *list = article->topics;
    size_t count = article->topic_count;

    if (field->type == FIELD_TERM) {
        list = (const term *)((const char *)article + field->offset);
        count = *list != TERM_NONE;
    }
    for (size_t i = 0; i < count; i++)
        index_invert_add(&build->invert, index_group_of(field), place, list[i]);
    index_invert_end(&build->invert);
}

/* Groups in order: the second pass goes by it. */
void index_gather(struct index_build *build, uint32_t place)
{
    uint32_t number = build->places_to_numbers[place];
    const struct article *article = library_article(build->library, number);
    int groups = GROUP_FIELDS;

    gather_words(build, GROUP_TITLE, place, build->titles[number],
                 strlen(build->titles[number]));
    buf_clear(&build->folded);
    text_fold(&build->folded, article->excerpt, strlen(article->excerpt));
    gather_words(build, GROUP_EXCERPT, place, buf_str(&build->folded), build->folded.len);
    for (size_t i = 0; i < article->extra_count; i++)
        index_invert_add(&build->invert, GROUP_KEYS, place, article->extras[i].key);
    index_invert_end(&build->invert);
    gather_flags(build, article, place);
    for (const struct field *field = fields; field < fields + field_count; field++) {
        if (field->type == FIELD_TERM || field->type == FIELD_TERMS) {
            gather_terms(build, field, article, place);
            groups++;
        } else if (field->type != FIELD_TEXT) {
            index_range_add(&build->ranges[field - fields], field_number(field, article));
        }
    }
    for (; groups < GROUPS; groups++)
        index_invert_end(&build->invert);
}

void index_put_columns(struct index_build *build, uint32_t place)
{
    uint32_t number = build->places_to_numbers[place];
    const struct article *article = library_article(build->library, number);

    for (size_t i = 0; i < field_count; i++) {
        const struct index_column *column = &build->header->columns[i];
        if (column->width == 0)
            continue;
        double value = fields[i].type == FIELD_TEXT ? build->title_ranks[number]
                                                    : field_number(&fields[i], article);
        index_column_put(build->columns + column->offset, column->width, place, value);
    }
}
