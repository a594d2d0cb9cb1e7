/* SPDX-License-Identifier: MIT */
#include "worker/metadata_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "base/date.h"
#include "base/text.h"

enum { LD_MAX = 2 * 1024 * 1024, BYLINE_MAX = 120, AUTHOR_NODES = 100 };

static const struct meta_row {
    const char *name; /* of <meta name=…>, property= or itemprop= */
    enum metadata_field field;
    enum metadata_rank rank;
} meta_rows[] = {
    { "og:title", META_TITLE, RANK_GRAPH },
    { "twitter:title", META_TITLE, RANK_META },
    { "dc.title", META_TITLE, RANK_META },
    { "author", META_BYLINE, RANK_META },
    { "article:author", META_BYLINE, RANK_META },
    { "parsely-author", META_BYLINE, RANK_META },
    { "dc.creator", META_BYLINE, RANK_META },
    { "byl", META_BYLINE, RANK_META },
    { "article:published_time", META_DATE, RANK_GRAPH },
    { "datepublished", META_DATE, RANK_META },
    { "date", META_DATE, RANK_META },
    { "dc.date", META_DATE, RANK_META },
    { "dc.date.issued", META_DATE, RANK_META },
    { "pubdate", META_DATE, RANK_META },
    { "publish-date", META_DATE, RANK_META },
    { "parsely-pub-date", META_DATE, RANK_META },
    { "og:locale", META_LANGUAGE, RANK_META },
    { "og:site_name", META_SITE, RANK_GRAPH },
    { "application-name", META_SITE, RANK_META },
    { "og:description", META_DESCRIPTION, RANK_GRAPH },
    { "description", META_DESCRIPTION, RANK_META },
    { "twitter:description", META_DESCRIPTION, RANK_META },
    { "og:url", META_URL, RANK_META },
};

static void take_date(const char *s, size_t n, struct buf *out)
{
    char text[DATE_TEXT_MAX];
    int64_t date = date_parse(s, n);

    /* A day followed by something unknown is still that day. */
    if (date == DATE_NONE && n > 10)
        date = date_parse(s, 10);
    date_format_iso(date, text);
    buf_adds(out, text);
}

static void take_byline(const char *s, size_t n, struct buf *out)
{
    if (n > 3 && strncasecmp(s, "by ", 3) == 0) {
        s += 3;
        n -= 3;
    }
    /* An address says who, but not to people. */
    if (n <= BYLINE_MAX && !memmem(s, n, "://", 3))
        buf_add(out, s, n);
}

void findings_offer(struct findings *findings, enum metadata_field field,
                    enum metadata_rank rank, const char *s, size_t n)
{
    struct buf clean = BUF_INIT(METADATA_TEXT_MAX), value = BUF_INIT(METADATA_TEXT_MAX);

    if (rank > findings->ranks[field]) {
        text_clean(&clean, s, n, TEXT_LINE);
        if (field == META_DATE)
            take_date(buf_str(&clean), clean.len, &value);
        else if (field == META_BYLINE)
            take_byline(buf_str(&clean), clean.len, &value);
        else
            buf_add(&value, buf_str(&clean), clean.len);
        if (value.len > 0) {
            buf_clear(&findings->fields[field]);
            buf_add(&findings->fields[field], value.data, value.len);
            findings->ranks[field] = rank;
        }
    }
    buf_release(&clean);
    buf_release(&value);
}

static void offer_string(struct findings *findings, enum metadata_field field,
                         enum metadata_rank rank, const char *s)
{
    if (s)
        findings_offer(findings, field, rank, s, strlen(s));
}

static void read_meta(struct findings *findings, const struct html_node *node)
{
    static const char *const attributes[] = { "property", "name", "itemprop" };
    const char *content = html_attribute(node, "content");

    for (size_t i = 0; content && i < sizeof attributes / sizeof *attributes; i++) {
        const char *name = html_attribute(node, attributes[i]);
        if (name && strcasecmp(name, "og:type") == 0)
            findings->article |= strcasecmp(content, "article") == 0;
        for (size_t j = 0; name && j < sizeof meta_rows / sizeof *meta_rows; j++)
            if (strcasecmp(name, meta_rows[j].name) == 0)
                offer_string(findings, meta_rows[j].field, meta_rows[j].rank, content);
    }
}

static void read_title(struct findings *findings, const struct html_node *node)
{
    if (node->first_child)
        offer_string(findings, META_TITLE, RANK_GUESS, node->first_child->text);
}

static void read_html(struct findings *findings, const struct html_node *node)
{
    offer_string(findings, META_LANGUAGE, RANK_GRAPH, html_attribute(node, "lang"));
}

static void read_base(struct findings *findings, const struct html_node *node)
{
    offer_string(findings, META_BASE, RANK_META, html_attribute(node, "href"));
}

static void read_link(struct findings *findings, const struct html_node *node)
{
    if (html_has_word(node, "rel", "canonical"))
        offer_string(findings, META_URL, RANK_GRAPH, html_attribute(node, "href"));
}

static void read_script(struct findings *findings, const struct html_node *node)
{
    const char *type = html_attribute(node, "type");
    const struct html_node *text = node->first_child;

    if (type && text && strncasecmp(type, "application/ld+json", 19) == 0)
        metadata_read_ld(findings, text->text,
                         text->text_len < LD_MAX ? text->text_len : LD_MAX);
}

static void read_time(struct findings *findings, const struct html_node *node)
{
    offer_string(findings, META_DATE, RANK_GUESS, html_attribute(node, "datetime"));
}

static const struct {
    const char *name;
    void (*read)(struct findings *findings, const struct html_node *node);
} readers[] = {
    { "meta", read_meta }, { "title", read_title }, { "html", read_html },
    { "base", read_base }, { "link", read_link },   { "script", read_script },
    { "time", read_time },
};

/* Names of people, where the page marks them up. */
static void read_author(struct findings *findings, const struct html_node *node)
{
    struct buf text = BUF_INIT(METADATA_TEXT_MAX);

    if (html_has_word(node, "rel", "author") || html_has_word(node, "itemprop", "author") ||
        html_has_word(node, "class", "byline")) {
        const struct html_node *at = html_next(node, node);
        for (int i = 0; at && i < AUTHOR_NODES; i++, at = html_next(at, node))
            if (at->element->role == HTML_TEXT)
                buf_add(&text, at->text, at->text_len);
        findings_offer(findings, META_BYLINE, RANK_GUESS, buf_str(&text), text.len);
    }
    buf_release(&text);
}

/* "Title | Site" and "Title - Site" lose the site. */
static void cut_site(struct buf *title, const struct buf *site)
{
    static const char *const dashes[] = { " | ",      " - ",  " \u2013 ",
                                          " \u2014 ", " :: ", " \u00b7 " };

    if (site->len == 0 || title->len <= site->len + 3 ||
        strcasecmp(title->data + title->len - site->len, site->data) != 0)
        return;
    size_t end = title->len - site->len;
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        size_t n = strlen(dashes[i]);
        if (end > n && memcmp(title->data + end - n, dashes[i], n) == 0) {
            buf_truncate(title, end - n);
            return;
        }
    }
}

static void resolve(struct buf *address, const char *base)
{
    struct buf absolute = BUF_INIT(ADDRESS_MAX);

    if (address->len == 0 ||
        !address_canonical(address->data, *base ? base : NULL, &absolute, NULL))
        buf_clear(&absolute);
    buf_clear(address);
    buf_add(address, buf_str(&absolute), absolute.len);
    buf_release(&absolute);
}

/* "en_US", "en-us" and "EN" to "en-US" and "en" would be more than is known: only the dash. */
static void tidy_language(struct buf *language)
{
    for (size_t i = 0; i < language->len; i++)
        if (language->data[i] == '_')
            language->data[i] = '-';
    if (language->len > 35)
        buf_clear(language);
}

/* Scheme, host and port, which end before the path. */
static bool is_same_site(const char *one, const char *other)
{
    size_t n = strlen("https://") + strcspn(one + strnlen(one, strlen("https://")), "/?#");

    return strncmp(one, other, n) == 0 && other[n] == '/';
}

void metadata_read(struct metadata *metadata, const struct html *html, const char *url)
{
    struct findings findings = { .body = BUF_INIT(METADATA_BODY_MAX) };

    for (size_t i = 0; i < META_FIELDS; i++)
        buf_init(&findings.fields[i],
                 i == META_URL || i == META_BASE ? ADDRESS_MAX : METADATA_TEXT_MAX);
    for (const struct html_node *at = html->root; at; at = html_next(at, html->root)) {
        if (at->attributes || strcmp(at->name, "title") == 0)
            for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
                if (strcmp(at->name, readers[i].name) == 0)
                    readers[i].read(&findings, at);
        if (at->attributes && findings.ranks[META_BYLINE] < RANK_GUESS)
            read_author(&findings, at);
    }
    cut_site(&findings.fields[META_TITLE], &findings.fields[META_SITE]);
    tidy_language(&findings.fields[META_LANGUAGE]);
    resolve(&findings.fields[META_BASE], url);
    if (findings.fields[META_BASE].len == 0)
        buf_adds(&findings.fields[META_BASE], url);
    resolve(&findings.fields[META_URL], buf_str(&findings.fields[META_BASE]));
    if (*url && !is_same_site(url, buf_str(&findings.fields[META_URL])))
        buf_clear(&findings.fields[META_URL]);
    for (size_t i = 0; i < META_FIELDS; i++)
        metadata->fields[i] = buf_steal(&findings.fields[i]);
    metadata->body_cut = findings.body.full;
    metadata->body = buf_steal(&findings.body);
    metadata->paid = findings.paid;
    metadata->article = findings.article;
}

void metadata_release(struct metadata *metadata)
{
    for (size_t i = 0; i < META_FIELDS; i++)
        free(metadata->fields[i]);
    free(metadata->body);
    *metadata = (struct metadata){ 0 };
}
