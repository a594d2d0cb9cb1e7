/* SPDX-License-Identifier: MIT */
#include "cli/article_json.h"

#include <inttypes.h>
#include <math.h>

#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/json.h"
#include "doc/verdict.h"

static void add_urls(const struct article *article, struct buf *out)
{
    json_member(out, "urls");
    buf_addc(out, '{');
    json_add_string(out, "original", article->url[URL_ORIGINAL]);
    json_add_string(out, "web", article->url[URL_WEB]);
    json_add_string(out, "amp", article->url[URL_AMP]);
    json_add_string(out, "cdnAmp", article->url[URL_CDN_AMP]);
    buf_addc(out, '}');
}

static void add_topics(const struct article *article, const struct terms *terms,
                       struct buf *out)
{
    json_member(out, "topics");
    buf_addc(out, '[');
    for (size_t i = 0; i < article->topic_count; i++) {
        json_member(out, NULL);
        json_string(out, terms_text(terms, article->topics[i]));
    }
    buf_addc(out, ']');
}

static void add_images(const struct article_detail *detail, struct buf *out)
{
    json_member(out, "images");
    buf_addc(out, '[');
    for (size_t i = 0; detail && i < detail->front.image_count; i++) {
        const struct front_image *image = &detail->front.images[i];
        json_member(out, NULL);
        buf_addc(out, '{');
        json_add_string(out, "url", image->url);
        json_member(out, "width");
        image->width > 0 ? (void)buf_addf(out, "%ld", image->width)
                         : (void)buf_adds(out, "null");
        json_member(out, "height");
        image->height > 0 ? (void)buf_addf(out, "%ld", image->height)
                          : (void)buf_adds(out, "null");
        buf_addc(out, '}');
    }
    buf_addc(out, ']');
}

static void add_extras(const struct article *article, const struct terms *terms,
                       struct buf *out)
{
    json_member(out, "fields");
    buf_addc(out, '{');
    for (size_t i = 0; i < article->extra_count; i++)
        json_add_string(out, terms_text(terms, article->extras[i].key),
                        article->extras[i].value);
    buf_addc(out, '}');
}

static void add_tristate(struct buf *out, const char *name, signed char value)
{
    json_member(out, name);
    buf_adds(out, value == UNKNOWN ? "null" : value == YES ? "true" : "false");
}

void article_json(const struct library *library, struct memory *memory,
                  const struct article *article, const struct article_detail *detail,
                  struct buf *out)
{
    unsigned marks = marks_get(memory->marks, article);
    int verdict = memory_verdict(memory, article);

    const struct terms *terms = library_terms(library);
    struct buf path = BUF_INIT(PATH_BYTES_MAX), clean = BUF_INIT(PATH_BYTES_MAX);
    char date[DATE_TEXT_MAX];

    json_member(out, "id");
    buf_addf(out, "\"%016" PRIx64 "\"", article->id);
    library_path(library, article, &path);
    text_clean(&clean, buf_str(&path), path.len, TEXT_LINE);
    json_add_string(out, "path", buf_str(&clean));
    json_add_string(out, "title", article->title);
    json_add_string(out, "excerpt", article->excerpt);
    date_format_iso(article->date, date);
    json_add_string(out, "date", date);
    json_add_string(out, "url", article_address(article));
    add_urls(article, out);
    json_add_string(out, "type", terms_text(terms, article->type));
    json_add_string(out, "category", terms_text(terms, article->category));
    json_member(out, "provider");
    buf_addc(out, '{');
    json_add_string(out, "name", terms_text(terms, article->provider));
    json_add_string(out, "domain", terms_text(terms, article->domain));
    buf_addc(out, '}');
    add_topics(article, terms, out);
    json_add_string(out, "author", terms_text(terms, article->author));
    json_add_string(out, "lang", terms_text(terms, article->lang));
    json_add_number(out, "quality", article->quality);
    json_add_number(out, "heat", article->heat);
    add_tristate(out, "published", article->published);
    json_add_number(out, "words", article->words ? article->words : NAN);
    json_member(out, "related");
    buf_addf(out, "%zu", detail ? detail->front.related_count : 0);
    add_images(detail, out);
    add_tristate(out, "read", marks & MARK_READ ? YES : NO);
    add_tristate(out, "starred", marks & MARK_STAR ? YES : NO);
    json_add_string(out, "full", verdict < 0 ? "none" : verdict_name(verdict));
    json_add_string(out, "note", marks_note(memory->marks, article));
    add_extras(article, terms, out);
    buf_release(&path);
    buf_release(&clean);
}
