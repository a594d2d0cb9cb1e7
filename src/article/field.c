/* SPDX-License-Identifier: MIT */
#include "article/field.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"

#define AT(member) offsetof(struct article, member)
#define AT_URL(n)  (offsetof(struct article, url) + (n) * sizeof(const char *))

/* FRONT_VALUE_MAX is the largest. */
enum { TERM_MAX = 200, TITLE_MAX = 1000, EXCERPT_MAX = 8000, URL_MAX = 8192 };

const struct field fields[] = {
    { "title", FIELD_TEXT, AT(title), TITLE_MAX, "title", "Title", "what the article is called",
      .searched = true },
    { "date", FIELD_DATE, AT(date), 0, "publishedDateTime", "Date",
      "when it was published, or the date in its file name", .facet = true,
      .descending = true },
    { "provider", FIELD_TERM, AT(provider), TERM_MAX, "provider.name", "Provider",
      "who published it", .searched = true, .facet = true },
    { "domain", FIELD_TERM, AT(domain), TERM_MAX, "provider.domain", "Domain",
      "the provider's site", .facet = true },
    { "topic", FIELD_TERMS, AT(topics), TERM_MAX, "topics", "Topics",
      "what it is about; tags and categories too", .searched = true, .facet = true },
    { "excerpt", FIELD_TEXT, AT(excerpt), EXCERPT_MAX, "excerpt", "Excerpt",
      "its first sentences", .searched = true },
    { "author", FIELD_TERM, AT(author), TERM_MAX, "author", "Author", "who wrote it",
      .facet = true },
    { "type", FIELD_TERM, AT(type), TERM_MAX, "type", "Type",
      "article, video, course and so on", .facet = true },
    { "category", FIELD_TERM, AT(category), TERM_MAX, "category", "Category",
      "the collection it belongs to", .facet = true },
    { "lang", FIELD_TERM, AT(lang), TERM_MAX, "lang", "Language", "its language, as a code",
      .facet = true },
    { "heat", FIELD_NUMBER, AT(heat), 0, "heat", "Heat", "how much it was talked about",
      .descending = true },
    { "quality", FIELD_NUMBER, AT(quality), 0, "quality", "Quality",
      "how good it was rated, from 0 with no upper end", .descending = true },
    { "words", FIELD_COUNT, AT(words), 0, NULL, "Words", "about how many words its body has",
      .descending = true },
    { "published", FIELD_TRISTATE, AT(published), 0, "published", "Published",
      "whether it is marked as published", .facet = true },
    { "url", FIELD_TEXT, AT_URL(URL_ORIGINAL), URL_MAX, "originalUrl", "Address",
      "where it is on the web: original, else web address", .searched = false },
    { "webUrl", FIELD_TEXT, AT_URL(URL_WEB), URL_MAX, "webUrl", "Web address",
      "its address on the web", .searched = false },
    { "ampWebUrl", FIELD_TEXT, AT_URL(URL_AMP), URL_MAX, "ampWebUrl", "AMP address",
      "its page for small screens", .searched = false },
    { "cdnAmpWebUrl", FIELD_TEXT, AT_URL(URL_CDN_AMP), URL_MAX, "cdnAmpWebUrl", "AMP copy",
      "a stored copy of its page for small screens", .searched = false },
    { "permalink", FIELD_TEXT, AT_URL(URL_PERMALINK), URL_MAX, "permalink", "Permalink",
      "its lasting address, or a pattern for one", .searched = false },
    { "path", FIELD_TEXT, AT(path), 0, NULL, "Path", "its file, below the folder it came from",
      .searched = false },
};

const size_t field_count = sizeof fields / sizeof *fields;

static bool same_word(const char *name, const char *word, size_t n)
{
    return strncasecmp(name, word, n) == 0 && name[n] == '\0';
}

const struct field *field_find(const char *name, size_t n)
{
    /* No name holds a NUL, but a query may. */
    if (memchr(name, '\0', n))
        return NULL;
    for (size_t i = 0; i < field_count; i++)
        if (same_word(fields[i].name, name, n))
            return &fields[i];
    for (size_t i = 0; i < field_count; i++)
        if (fields[i].key && same_word(fields[i].key, name, n))
            return &fields[i];
    return NULL;
}

const struct field *field_by_key(const char *key)
{
    /* Two bytes tell nearly all apart; each key of each file comes by here. */
    for (size_t i = 0; i < field_count; i++)
        if (fields[i].key && *fields[i].key == *key && fields[i].key[1] == key[1] &&
            strcmp(fields[i].key, key) == 0)
            return &fields[i];
    return NULL;
}

static const void *place(const struct field *field, const struct article *article)
{
    return (const char *)article + field->offset;
}

const char *field_text(const struct field *field, const struct article *article,
                       const struct terms *terms)
{
    switch (field->type) {
    case FIELD_TEXT:
        if (field->offset == AT_URL(URL_ORIGINAL))
            return article_address(article);
        return *(const char *const *)place(field, article);
    case FIELD_TERM:
        return terms_text(terms, *(const term *)place(field, article));
    default:
        return "";
    }
}

double field_number(const struct field *field, const struct article *article)
{
    const void *at = place(field, article);

    switch (field->type) {
    case FIELD_NUMBER:
        return *(const double *)at;
    case FIELD_COUNT:
        return *(const uint32_t *)at == 0 ? NAN : *(const uint32_t *)at;
    case FIELD_DATE:
        return *(const int64_t *)at == DATE_NONE ? NAN : (double)*(const int64_t *)at;
    case FIELD_TRISTATE:
        return *(const signed char *)at == UNKNOWN ? NAN : *(const signed char *)at;
    default:
        return NAN;
    }
}

size_t field_values(const struct field *field, const struct article *article)
{
    switch (field->type) {
    case FIELD_TEXT:
        return *field_text(field, article, NULL) != '\0';
    case FIELD_TERM:
        return *(const term *)place(field, article) != TERM_NONE;
    case FIELD_TERMS:
        return article->topic_count;
    default:
        return !isnan(field_number(field, article));
    }
}

void field_format(const struct field *field, const struct article *article,
                  const struct terms *terms, size_t i, struct buf *out)
{
    char iso[DATE_TEXT_MAX];

    switch (field->type) {
    case FIELD_TEXT:
    case FIELD_TERM:
        buf_adds(out, field_text(field, article, terms));
        break;
    case FIELD_TERMS:
        buf_adds(out, terms_text(terms, article->topics[i]));
        break;
    case FIELD_NUMBER:
        /* As many digits as any decimal fraction keeps in a double. */
        buf_addf(out, "%.15g", field_number(field, article));
        break;
    case FIELD_COUNT:
        buf_addf(out, "%u", *(const uint32_t *)place(field, article));
        break;
    case FIELD_DATE:
        date_format_iso(*(const int64_t *)place(field, article), iso);
        buf_adds(out, iso);
        break;
    case FIELD_TRISTATE:
        buf_adds(out, *(const signed char *)place(field, article) == YES ? "true" : "false");
        break;
    }
}
