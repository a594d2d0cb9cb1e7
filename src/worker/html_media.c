/* SPDX-License-Identifier: MIT */
/* Pictures, players, check boxes and code: what stands for them in text. */
#include "worker/html_document.h"

#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "base/alloc.h"
#include "base/text.h"

enum { CODE_MAX = DOCUMENT_BYTES_MAX, TRACKER_PIXELS = 2, LANGUAGE_MAX = 40 };

/* The text of all below a node as one string with line breaks, raw, appended to out. */
static void add_raw_text(const struct html_node *top, struct buf *out)
{
    for (const struct html_node *node = html_next(top, top); node;) {
        if (node->element->role == HTML_BREAK)
            buf_addc(out, '\n');
        buf_add(out, node->text, node->text_len);
        node = node->element->role == HTML_SKIP ? html_next_after(node, top)
                                                : html_next(node, top);
    }
}

static bool is_usable(const char *url)
{
    return url && *url != '\0' && strncasecmp(url, "data:", 5) != 0 &&
           strncasecmp(url, "about:", 6) != 0 && strlen(url) <= ADDRESS_MAX;
}

/* The first address of a srcset, which a blank or a comma ends, in *copy. */
static const char *srcset_first(const char *srcset, char **copy)
{
    if (!srcset)
        return NULL;
    srcset += strspn(srcset, " \t\n\f\r,");
    size_t len = strcspn(srcset, " \t\n\f\r");
    while (len > 0 && srcset[len - 1] == ',')
        len--;
    *copy = xstrndup(srcset, len);
    return *copy;
}

/* Pages that load pictures late keep their addresses in attributes of their own. */
static const char *image_url(const struct html_node *node, char **copy)
{
    static const char *const names[] = { "src", "data-src", "data-original", "data-lazy-src",
                                         "data-url" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *url = html_attribute(node, names[i]);
        if (is_usable(url))
            return url;
    }
    const char *set = html_attribute(node, "srcset");
    const char *url = srcset_first(set ? set : html_attribute(node, "data-srcset"), copy);
    return is_usable(url) ? url : "";
}

static bool is_tiny(const struct html_node *node, const char *side)
{
    const char *value = html_attribute(node, side);
    char *end = NULL;
    long pixels = value ? strtol(value, &end, 10) : 0;

    return value && end != value && pixels <= TRACKER_PIXELS && *end != '%';
}

bool html_enter_image(struct build *build, const struct html_node *node)
{
    char *copy = NULL;
    const char *url = image_url(node, &copy);
    const char *alt = html_attribute(node, "alt");

    if ((*url != '\0' || (alt && *alt != '\0')) && !is_tiny(node, "width") &&
        !is_tiny(node, "height")) {
        cmark_node *image = document_node_new(CMARK_NODE_IMAGE);
        cmark_node_set_url(image, build_clean(build, url));
        cmark_node_set_title(image, build_clean(build, html_attribute(node, "title")));
        build_clean(build, alt);
        if (build->attribute.len > 0)
            document_text(image, build->attribute.data, build->attribute.len);
        build_inline(build, image);
    }
    free(copy);
    return false;
}

static const struct {
    const char *prefix, *watch; /* a player's address and the page where one can watch */
} players[] = {
    { "www.youtube.com/embed/", "https://www.youtube.com/watch?v=" },
    { "www.youtube-nocookie.com/embed/", "https://www.youtube.com/watch?v=" },
    { "player.vimeo.com/video/", "https://vimeo.com/" },
};

/* Append the address of a page for an address of a player and return true, else the address
 * itself. */
static bool add_watch_url(struct buf *out, const char *url)
{
    const char *host = strstr(url, "//");

    for (size_t i = 0; host && i < sizeof players / sizeof *players; i++) {
        size_t len = strlen(players[i].prefix);
        if (strncasecmp(host + 2, players[i].prefix, len) == 0) {
            buf_adds(out, players[i].watch);
            buf_add(out, host + 2 + len, strcspn(host + 2 + len, "?&#/"));
            return true;
        }
    }
    buf_adds(out, url);
    return false;
}

static const char *embed_url(const struct html_node *node)
{
    static const char *const names[] = { "src", "data-src", "data", "href" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *url = html_attribute(node, names[i]);
        if (is_usable(url))
            return url;
    }
    for (const struct html_node *child = node->first_child; child; child = child->next)
        if (strcmp(child->name, "source") == 0 && is_usable(html_attribute(child, "src")))
            return html_attribute(child, "src");
    return NULL;
}

/* "video: host", so that it is known before it is followed. */
static void add_embed_label(struct buf *out, const struct html_node *node, const char *url,
                            bool is_video)
{
    const char *host = strstr(url, "//");
    bool plays = strcmp(node->name, "video") == 0 || strcmp(node->name, "audio") == 0;

    buf_adds(out, plays ? node->name : is_video ? "video" : "embedded");
    if (host) {
        host += strncasecmp(host, "//www.", 6) == 0 ? 6 : 2;
        buf_adds(out, ": ");
        buf_add(out, host, strcspn(host, "/?#"));
    }
}

/* Between blocks a player is a paragraph; in running text it is a word. */
static void add_embed(struct build *build, const struct html_node *node, cmark_node *link)
{
    const struct html_node *around = node->parent;
    bool top = around->name[0] == '\0';
    bool alone = top || (html_is_block(around->element) && strcmp(around->name, "p") != 0);

    if (alone)
        build_part(build);
    build->space = true;
    build_inline(build, link);
    build->space = true;
    if (alone)
        build_part(build);
}

static void add_embed_link(struct build *build, const struct html_node *node,
                           const char *source)
{
    struct buf url = BUF_INIT(ADDRESS_MAX), label = BUF_INIT(512);
    bool is_video = add_watch_url(&url, source);
    const char *title = html_attribute(node, "title");

    if (title && *title != '\0')
        buf_adds(&label, title);
    else
        add_embed_label(&label, node, buf_str(&url), is_video);
    cmark_node *link = document_link(NULL, build_clean(build, buf_str(&url)), "");
    build_clean(build, buf_str(&label));
    document_text(link, buf_str(&build->attribute), build->attribute.len);
    add_embed(build, node, link);
    buf_release(&url);
    buf_release(&label);
}

/* Whether something below leads on already. Of objects in objects, each is looked through as
 * far as the next. */
static bool holds_link(const struct html_node *top)
{
    for (const struct html_node *at = html_next(top, top); at; at = html_next(at, top))
        if ((at->element->role == HTML_LINK && html_attribute(at, "href")) ||
            (at->element->role == HTML_EMBED && embed_url(at)))
            return true;
    return false;
}

bool html_enter_embed(struct build *build, const struct html_node *node)
{
    const char *source = embed_url(node);
    bool fallback = node->element->flags & HTML_FALLBACK;

    if (source && !(fallback && holds_link(node)))
        add_embed_link(build, node, source);
    return (fallback || !source) && !(node->element->flags & HTML_RAW);
}

/* Check boxes are read where they belong to an item of a list. */
bool html_enter_input(struct build *build, const struct html_node *node)
{
    const char *type = html_attribute(node, "type");
    const struct html_node *around = node->parent;

    if (!type || strcasecmp(type, "checkbox") != 0)
        return false;
    while (around && !html_is_block(around->element))
        around = around->parent;
    if (around && strcmp(around->name, "p") == 0)
        around = around->parent;
    if (around && around->element->role == HTML_ITEM)
        build_string(build, html_attribute(node, "checked") ? "\u2611 " : "\u2610 ");
    return false;
}

/* The language of code in one of the usual spellings of a class, or NULL. */
static const char *class_language(const struct html_node *node)
{
    static const char *const prefixes[] = { "language-", "lang-", "highlight-source-" };
    const char *classes = html_attribute(node, "class");

    for (size_t i = 0; classes && i < sizeof prefixes / sizeof *prefixes; i++) {
        const char *found = strstr(classes, prefixes[i]);
        if (found && (found == classes || found[-1] == ' '))
            return found + strlen(prefixes[i]);
    }
    return NULL;
}

static void set_language(struct build *build, cmark_node *code, const struct html_node *pre)
{
    const struct html_node *child = pre->first_child;
    const char *language = class_language(pre);

    if (!language && child && child->element->role == HTML_CODE)
        language = class_language(child);
    if (!language && pre->parent)
        language = class_language(pre->parent);
    if (!language)
        return;
    char *word = xstrndup(language, strcspn(language, " \t\n"));
    build_clean(build, word);
    if (build->attribute.len <= LANGUAGE_MAX)
        cmark_node_set_fence_info(code, buf_str(&build->attribute));
    free(word);
}

static void add_code_block(struct build *build, const struct html_node *node)
{
    struct buf raw = BUF_INIT(CODE_MAX), clean = BUF_INIT(CODE_MAX);

    add_raw_text(node, &raw);
    text_clean(&clean, buf_str(&raw), raw.len, TEXT_BLOCK);
    while (clean.len > 0 && strchr(" \n", clean.data[clean.len - 1]))
        buf_truncate(&clean, clean.len - 1);
    if (clean.len > 0) {
        buf_addc(&clean, '\n');
        cmark_node *code = document_node_new(CMARK_NODE_CODE_BLOCK);
        cmark_node_set_literal(code, buf_str(&clean));
        set_language(build, code, node);
        build->bytes += clean.len;
        build_leaf_block(build, code);
    }
    buf_release(&raw);
    buf_release(&clean);
}

bool html_enter_pre(struct build *build, const struct html_node *node)
{
    build_part(build);
    if (build->heading)
        return true;
    add_code_block(build, node);
    return false;
}
