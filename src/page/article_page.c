/* SPDX-License-Identifier: MIT */
#include "page/article_page.h"

#include <math.h>
#include <string.h>

#include "base/address.h"
#include "base/date.h"

enum {
    WORDS_A_MINUTE = 230, /* silent reading of prose; Brysbaert 2019 gives 238 for English */
    META_MAX = 4096,      /* bytes of one header line */
};

struct composer {
    const struct article_page_input *input;
    struct lines *lines;
    struct layout_options options;
};

void article_page_init(struct article_page *page)
{
    *page = (struct article_page){ 0 };
    lines_init(&page->lines);
}

void article_page_release(struct article_page *page)
{
    lines_release(&page->lines);
    article_page_init(page);
}

/* "4 min", or "" when the number of words is unknown. */
static void add_reading_time(uint32_t words, struct buf *out)
{
    if (words > 0)
        buf_addf(out, "%u min", (words + WORDS_A_MINUTE - 1) / WORDS_A_MINUTE);
}

static void add_text(struct composer *c, const char *s, unsigned style)
{
    layout_text(c->lines, s, strlen(s), style, 0, 0, -1, &c->options);
}

/* Append a part to a header line, parted from what is there. */
static void add_part(const struct composer *c, struct buf *line, const char *part)
{
    if (!*part)
        return;
    if (line->len)
        buf_adds(line, c->options.ascii ? " - " : " · ");
    buf_adds(line, part);
}

static void add_origin(struct composer *c)
{
    const struct article *article = c->input->article;
    const struct terms *terms = library_terms(c->input->library);
    struct buf line = BUF_INIT(META_MAX), topics = BUF_INIT(META_MAX), time = BUF_INIT(32);
    char day[DATE_TEXT_MAX];

    add_part(c, &line, terms_text(terms, article->provider));
    add_part(c, &line, terms_text(terms, article->author));
    date_format_day(article->date, day);
    add_part(c, &line, day);
    add_reading_time(article->words, &time);
    add_part(c, &line, buf_str(&time));
    for (size_t i = 0; i < article->topic_count; i++) {
        if (i)
            buf_adds(&topics, ", ");
        buf_adds(&topics, terms_text(terms, article->topics[i]));
    }
    add_part(c, &line, buf_str(&topics));
    if (line.len)
        add_text(c, buf_str(&line), SPAN_DIM);
    buf_release(&line);
    buf_release(&topics);
    buf_release(&time);
}

/* What of the article is here, in words. */
static const char *shown_part(const struct article_page_input *input)
{
    const struct article *article = input->article;

    if (input->shown)
        return input->shown;
    if (article->has_body)
        return "full text";
    return *article->excerpt ? "excerpt only" : "no text";
}

static void add_measure(struct composer *c)
{
    const struct article *article = c->input->article;
    struct buf line = BUF_INIT(META_MAX), part = BUF_INIT(64);

    if (!isnan(article->heat))
        buf_addf(&part, "heat %g", article->heat);
    if (!isnan(article->quality))
        buf_addf(&part, "%squality %g", part.len ? "\u00a0 " : "", article->quality);
    add_part(c, &line, buf_str(&part));
    add_part(c, &line, shown_part(c->input));
    if (article->published == NO)
        add_part(c, &line, "not published");
    add_text(c, buf_str(&line), SPAN_DIM);
    buf_release(&line);
    buf_release(&part);
}

static void add_address(struct composer *c)
{
    const char *address = article_address(c->input->article);
    struct buf canonical = BUF_INIT(ADDRESS_MAX), line = BUF_INIT(ADDRESS_MAX);
    struct error error;

    if (!*address)
        goto out;
    if (address_canonical(address, NULL, &canonical, &error)) {
        address_short(buf_str(&canonical), &line);
    } else {
        address_without_user(address, &line);
        buf_addf(&line, " (cannot be opened: %s)", error.text);
    }
    add_text(c, buf_str(&line), SPAN_DIM);
out:
    buf_release(&canonical);
    buf_release(&line);
}

static void add_remark(struct composer *c)
{
    struct buf line = BUF_INIT(META_MAX * 2);

    if (!c->input->remark || !*c->input->remark)
        return;
    buf_addf(&line, "%s %s", c->options.ascii ? "Note:" : "✎", c->input->remark);
    add_text(c, buf_str(&line), SPAN_STRONG);
    buf_release(&line);
}

/* The last part of a picture's address, which is mostly its file name. */
static void add_file_name(struct buf *out, const char *url)
{
    size_t end = strcspn(url, "?#");

    while (end > 0 && url[end - 1] == '/')
        end--;
    size_t start = end;
    while (start > 0 && url[start - 1] != '/')
        start--;
    buf_add(out, url + start, end - start);
}

static void add_pictures(struct composer *c)
{
    const struct front *front = &c->input->detail->front;

    for (size_t i = 0; i < front->image_count; i++) {
        const struct front_image *image = &front->images[i];
        struct buf line = BUF_INIT(META_MAX);

        if (image->width > 0 && image->height > 0)
            buf_addf(&line, "[picture %ld%s%ld] ", image->width, c->options.ascii ? "x" : "×",
                     image->height);
        else
            buf_adds(&line, "[picture] ");
        if (*image->title)
            buf_adds(&line, image->title);
        else
            add_file_name(&line, image->url);
        add_text(c, buf_str(&line), SPAN_IMAGE);
        buf_release(&line);
    }
    if (front->image_count)
        lines_gap(c->lines);
}

static void add_section(struct composer *c, const char *name)
{
    lines_gap(c->lines);
    add_text(c, name, SPAN_HEADING);
}

/* One numbered line of the sections at the end, its text hanging behind the number. */
static void add_numbered(struct composer *c, int32_t link, const char *text)
{
    int number = c->lines->links[link].number;
    struct buf line = BUF_INIT(ADDRESS_MAX + META_MAX);

    buf_addf(&line, "%2d\u00a0\u00a0%s", number, text);
    layout_text(c->lines, buf_str(&line), line.len, SPAN_LINK, 1, 5, link, &c->options);
    buf_release(&line);
}

static void add_links(struct composer *c, size_t count)
{
    if (!count)
        return;
    add_section(c, "Links");
    for (size_t i = 0; i < count; i++) {
        struct buf canonical = BUF_INIT(ADDRESS_MAX), text = BUF_INIT(ADDRESS_MAX);
        const char *url = c->lines->links[i].url;

        if (address_canonical(url, article_address(c->input->article), &canonical, NULL))
            address_short(buf_str(&canonical), &text);
        else
            address_without_user(url, &text);
        add_numbered(c, (int32_t)i, buf_str(&text));
        buf_release(&canonical);
        buf_release(&text);
    }
}

/* The first address a related entry has, "" for none. */
static const char *related_address(const struct front_related *related)
{
    for (int i = 0; i < URL_COUNT; i++)
        if (related->url[i] && *related->url[i])
            return related->url[i];
    return "";
}

const struct article *page_related_article(struct library *library,
                                           const struct front_related *related)
{
    for (int i = 0; i < URL_COUNT; i++) {
        if (!related->url[i] || !*related->url[i])
            continue;
        const struct article *article = library_by_address(library, related->url[i]);
        if (article)
            return article;
    }
    return NULL;
}

static void add_related_entry(struct composer *c, const struct front_related *related,
                              int number)
{
    struct buf text = BUF_INIT(META_MAX);
    char day[DATE_TEXT_MAX];

    date_format_short(related->date, c->input->now, day);
    add_part(c, &text, day);
    add_part(c, &text, related->provider);
    add_part(c, &text, *related->title ? related->title : "(untitled)");
    if (!page_related_article(c->input->library, related))
        buf_adds(&text, " (on the web)");
    int32_t link = lines_add_link(c->lines, related_address(related), related->title, number);
    add_numbered(c, link, buf_str(&text));
    buf_release(&text);
}

static void add_related(struct composer *c, struct article_page *page)
{
    const struct front *front = &c->input->detail->front;

    page->first_related = c->lines->link_count;
    page->related_count = front->related_count;
    if (!front->related_count)
        return;
    add_section(c, "Related");
    for (size_t i = 0; i < front->related_count; i++)
        add_related_entry(c, &front->related[i], (int)(page->first_related + i) + 1);
}

static void add_header(struct composer *c)
{
    add_text(c, c->input->article->title, SPAN_TITLE);
    add_origin(c);
    add_measure(c);
    add_address(c);
    add_remark(c);
    lines_gap(c->lines);
    if (*c->input->article->excerpt) {
        add_text(c, c->input->article->excerpt, c->input->body ? SPAN_EMPH : SPAN_TEXT);
        lines_gap(c->lines);
    }
}

void article_page_compose(struct article_page *page, const struct article_page_input *input)
{
    article_page_release(page);
    struct composer c = {
        .input = input,
        .lines = &page->lines,
        .options = { .width = input->width,
                     .ascii = input->ascii,
                     .link_numbers = true,
                     .first_link = 1 },
    };

    add_header(&c);
    if (input->detail)
        add_pictures(&c);
    if (input->body)
        layout_document(&page->lines, input->body, &c.options);
    page->body_links = page->lines.link_count;
    if (input->note) {
        lines_gap(&page->lines);
        add_text(&c, input->note, SPAN_DIM);
    }
    add_links(&c, page->body_links);
    if (input->detail)
        add_related(&c, page);
}
