/* SPDX-License-Identifier: MIT */
#include "worker/page.h"

#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "base/alloc.h"
#include "worker/extract.h"
#include "worker/metadata.h"
#include "worker/page_body.h"
#include "worker/verdict.h"

enum { DESCRIPTION_MIN = 25 }; /* bytes of text that need no description beside them */

static void unwrap(cmark_node *node)
{
    cmark_node *child;

    while ((child = cmark_node_first_child(node)))
        cmark_node_insert_before(node, child);
    cmark_node_unlink(node);
}

/* Make one address absolute; false when nobody should follow it. */
static bool resolve(cmark_node *node, const char *base, struct buf *out)
{
    buf_clear(out);
    return address_canonical(cmark_node_get_url(node), *base ? base : NULL, out, NULL) &&
           cmark_node_set_url(node, buf_str(out));
}

/* Links that lead nowhere become their text, pictures without an address keep theirs. */
static void resolve_links(cmark_node *root, const char *base)
{
    struct buf address = BUF_INIT(ADDRESS_MAX);
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (event == CMARK_EVENT_EXIT && type == CMARK_NODE_LINK &&
            !resolve(node, base, &address)) {
            unwrap(node);
            cmark_node_free(node);
        } else if (event == CMARK_EVENT_EXIT && type == CMARK_NODE_IMAGE &&
                   !resolve(node, base, &address)) {
            cmark_node_set_url(node, "");
        }
    }
    cmark_iter_free(iter);
    buf_release(&address);
    cmark_consolidate_text_nodes(root);
}

static size_t script_bytes(const struct html *html)
{
    size_t bytes = 0;

    for (const struct html_node *at = html->root; at; at = html_next(at, html->root))
        if (strcmp(at->name, "script") == 0 && at->first_child)
            bytes += at->first_child->text_len;
    return bytes;
}

static void take(char **to, char **from)
{
    free(*to);
    *to = *from;
    *from = xstrdup("");
}

/* A page made by scripts still says what it is about: better than nothing. */
static bool add_description(cmark_node *root, const char *description)
{
    struct buf text = BUF_INIT(DESCRIPTION_MIN);

    document_plain(root, &text);
    bool empty = !text.full && *description != '\0';
    if (empty)
        document_text(document_block(root, CMARK_NODE_PARAGRAPH), description,
                      strlen(description));
    buf_release(&text);
    return empty;
}

/* What the page carries for machines may be more than what it shows. */
static cmark_node *prefer_body(cmark_node *root, const struct metadata *metadata,
                               struct verdict_case *what, bool *cut)
{
    cmark_node *better = page_body_document(metadata->body, root, what->whole, cut);

    if (!better)
        return root;
    document_free(root);
    what->prose = strlen(metadata->body);
    what->whole = what->asked = false;
    *cut |= metadata->body_cut;
    return better;
}

static void fill_meta(struct wire_meta *meta, struct metadata *metadata)
{
    take(&meta->title, &metadata->fields[META_TITLE]);
    take(&meta->byline, &metadata->fields[META_BYLINE]);
    take(&meta->date, &metadata->fields[META_DATE]);
    take(&meta->language, &metadata->fields[META_LANGUAGE]);
    take(&meta->site, &metadata->fields[META_SITE]);
    take(&meta->final_url, &metadata->fields[META_URL]);
}

static void judge(struct wire_meta *meta, cmark_node *root, struct verdict_case *what)
{
    struct buf text = BUF_INIT(DOCUMENT_BYTES_MAX);
    const char *reason;

    document_plain(root, &text);
    what->text = buf_str(&text);
    what->text_len = text.len;
    what->cut = meta->cut;
    meta->verdict = (int)verdict_of(what, &reason);
    free(meta->reason);
    meta->reason = xstrdup(reason);
    buf_release(&text);
}

cmark_node *page_document(const struct page_source *source, struct wire_meta *meta)
{
    struct html html;
    struct metadata metadata;

    html_parse(&html, source->text, source->len, HTML_PAGE);
    metadata_read(&metadata, &html, source->url);
    struct verdict_case what = { .page_title = metadata.fields[META_TITLE],
                                 .title = source->title,
                                 .excerpt = source->excerpt,
                                 .scripts = script_bytes(&html),
                                 .paid = metadata.paid };
    struct extract_hints hints = { .title = metadata.fields[META_TITLE],
                                   .byline = metadata.fields[META_BYLINE],
                                   .url = source->url,
                                   .article = metadata.article };
    struct extract extract = extract_article(&html, &hints);
    what.prose = extract.prose;
    what.whole = extract.whole;
    what.asked = extract.asked;
    cmark_node *root = document_block(NULL, CMARK_NODE_DOCUMENT);
    bool fits = html_append(extract.root, root);
    meta->cut = source->cut || html.cut || !fits;
    root = prefer_body(root, &metadata, &what, &meta->cut);
    resolve_links(root, metadata.fields[META_BASE]);
    what.described = add_description(root, metadata.fields[META_DESCRIPTION]);
    judge(meta, root, &what);
    fill_meta(meta, &metadata);
    metadata_release(&metadata);
    html_release(&html);
    return root;
}
