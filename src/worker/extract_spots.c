/* SPDX-License-Identifier: MIT */
#include "worker/extract_spots.h"

#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "base/alloc.h"
#include "base/text.h"
#include "worker/extract_names.h"

enum { WIDE_FIRST = 0x2E80 }; /* from here on nearly every character is a word or half of one */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

/* Characters of a text with its blanks collapsed. */
static uint32_t text_length(const char *s, size_t n)
{
    uint32_t length = 0, c;
    bool blank = true;

    for (size_t i = 0; i < n;) {
        if ((unsigned char)s[i] < 0x80) {
            bool now = is_blank(s[i++]);
            length += !now || !blank;
            blank = now;
            continue;
        }
        i += text_decode(s + i, n - i, &c);
        if (c != 0xA0)
            length += c >= WIDE_FIRST ? 2 : 1;
        blank = false;
    }
    return length > 0 && blank ? length - 1 : length;
}

/* Whether a host, which other things may follow, is of the site. */
static bool site_fits(const char *host, const char *site)
{
    size_t n = strcspn(host, "/:?#"), len = strlen(site);

    return n >= len && strncasecmp(host + n - len, site, len) == 0;
}

static bool is_link(const struct html_node *node)
{
    return node->element->role == HTML_LINK && html_attribute(node, "href");
}

static bool leads_away(const struct spots *spots, const char *href)
{
    const char *host = strncasecmp(href, "http://", 7) == 0    ? href + 7
                       : strncasecmp(href, "https://", 8) == 0 ? href + 8
                       : strncmp(href, "//", 2) == 0           ? href + 2
                                                               : NULL;
    return host && *spots->site && !site_fits(host, spots->site);
}

static uint32_t count_nodes(const struct html_node *root)
{
    uint32_t count = 1;

    for (const struct html_node *at = html_next(root, root); at; at = html_next(at, root))
        count++;
    return count;
}

static void add_spot(struct spots *spots, struct html_node *node, uint32_t parent)
{
    uint32_t index = spots->count++;
    const struct spot *around = &spots->items[parent];
    struct spot *spot = &spots->items[index];

    *spot = (struct spot){ .node = node, .parent = parent, .end = index + 1 };
    spot->block = html_is_block(node->element) || index == 0 ? index : around->block;
    spot->in_link = index > 0 && (around->in_link || is_link(node));
    spot->leads_away = index > 0 &&
                       (around->leads_away ||
                        (is_link(node) && leads_away(spots, html_attribute(node, "href"))));
    if (node->element->role == HTML_TEXT) {
        spot->length = text_length(node->text, node->text_len);
        return;
    }
    spot->names = names_of(node);
    if (index > 0 && (node->element->role == HTML_SKIP || html_is_hidden(node)))
        spot->gone = GONE_HARD;
}

/* The last two names of the host, which is nearly always who owns it; "" when unknown. */
static void set_site(struct spots *spots, const char *url)
{
    size_t len = 0, dots = 0;
    const char *host = *url ? address_host(url, &len) : url;
    size_t start = len;

    while (start > 0 && (dots += host[start - 1] == '.') < 2)
        start--;
    if (len - start < sizeof spots->site)
        memcpy(spots->site, host + start, len - start);
}

void spots_init(struct spots *spots, const struct html *html, const char *url)
{
    uint32_t path[HTML_DEPTH_MAX + 2] = { 0 };
    size_t depth = 0;

    *spots = (struct spots){ 0 };
    set_site(spots, url);
    spots->items = xcalloc(count_nodes(html->root), sizeof *spots->items);
    for (struct html_node *at = html->root; at;) {
        path[depth] = spots->count;
        add_spot(spots, at, depth > 0 ? path[depth - 1] : 0);
        if (at->first_child) {
            at = at->first_child;
            depth++;
            continue;
        }
        while (at != html->root && !at->next) {
            at = at->parent;
            spots->items[path[--depth]].end = spots->count;
        }
        at = at == html->root ? NULL : at->next;
    }
}

void spots_release(struct spots *spots)
{
    free(spots->items);
    *spots = (struct spots){ 0 };
}

uint32_t spot_own_prose(const struct spot *spot)
{
    uint32_t plain = spot->own - spot->own_linked;

    if (plain < SPOT_PARAGRAPH_MIN || spot->node->element->role == HTML_HEADING ||
        spot->node->element->role == HTML_CAPTION)
        return 0;
    return plain;
}

static void count_own(struct spots *spots)
{
    for (uint32_t i = 0; i < spots->count;) {
        struct spot *spot = &spots->items[i];
        spot->own = spot->own_linked = spot->text = spot->linked = spot->away = 0;
        spot->prose = spot->carded = spot->solid = 0;
        if (spot->gone) {
            /* What is below is not looked at by the sums either. */
            i = spot->end;
            continue;
        }
        if (spot->length > 0) {
            struct spot *block = &spots->items[spot->block];
            block->own += spot->length;
            block->own_linked += spot->in_link ? spot->length : 0;
            spot->text = spot->length;
            spot->linked = spot->in_link ? spot->length : 0;
            spot->away = spot->leads_away ? spot->length : 0;
            spot->carded = spot->in_card ? spot->length : 0;
        }
        i++;
    }
}

/* Fold the spot at i into its parent; right to left, so all below it is in it already. */
static void count_up(struct spots *spots, uint32_t i)
{
    struct spot *spot = &spots->items[i], *up = &spots->items[spot->parent];

    if (html_is_block(spot->node->element)) {
        uint32_t prose = spot_own_prose(spot);
        spot->prose += prose;
        spot->solid += spot->in_card ? 0 : prose;
    }
    up->text += spot->text;
    up->linked += spot->linked;
    up->away += spot->away;
    up->prose += spot->prose;
    up->carded += spot->carded;
    up->solid += spot->solid;
}

void spots_count(struct spots *spots)
{
    count_own(spots);
    /* Rows below a gone one may hold old sums: they are cut off by the gone one's reset. */
    for (uint32_t i = spots->count; i-- > 1;)
        if (!spots->items[i].gone)
            count_up(spots, i);
}

bool spots_is_gone(const struct spots *spots, uint32_t top, uint32_t at)
{
    while (at > top && !spots->items[at].gone)
        at = spots->items[at].parent;
    return at > top;
}

void spots_text(const struct spots *spots, uint32_t at, struct buf *out)
{
    uint32_t end = spots->items[at].end;
    size_t start = out->len;

    for (uint32_t i = at; i < end;) {
        const struct spot *spot = &spots->items[i];
        if (spot->gone) {
            i = spot->end;
            continue;
        }
        bool parts = html_is_block(spot->node->element);
        for (size_t j = 0; j < spot->node->text_len; j++) {
            char c = spot->node->text[j];
            if (!is_blank(c))
                buf_addc(out, c);
            else if (out->len > start && out->data[out->len - 1] != ' ')
                buf_addc(out, ' ');
        }
        if (parts && out->len > start && out->data[out->len - 1] != ' ')
            buf_addc(out, ' ');
        i++;
    }
    if (out->len > start && out->data[out->len - 1] == ' ')
        buf_truncate(out, out->len - 1);
}
