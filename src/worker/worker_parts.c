/* SPDX-License-Identifier: MIT */
#include "worker/worker_parts.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/address.h"
#include "base/alloc.h"
#include "base/curl.h"
#include "base/file.h"
#include "doc/fetch.h"
#include "doc/seal.h"
#include "doc/verdict.h"
#include "worker/charset.h"
#include "worker/sandbox.h"

int worker_fail(const char *words)
{
    file_write(STDERR_FILENO, words, strlen(words));
    file_write(STDERR_FILENO, "\n", 1);
    return WORKER_TOLD;
}

static bool strict;

void worker_be_strict(bool on)
{
    strict = on;
}

static bool is_enough(unsigned sealed)
{
    struct buf words = BUF_INIT(256);

    if (!strict || sealed == WIRE_SEAL_ALL)
        return true;
    buf_adds(&words, "the reading process cannot be sealed here by ");
    seal_words(WIRE_SEAL_ALL & ~sealed, &words);
    buf_adds(&words, ", and the setting sandbox demands it");
    worker_fail(buf_str(&words));
    return false;
}

bool worker_seal(struct wire_meta *meta)
{
    meta->sandbox = sandbox_seal(0);
    return is_enough(meta->sandbox);
}

bool worker_may_seal(void)
{
    return !strict || is_enough(sandbox_try());
}

int worker_send(cmark_node *root, const struct wire_meta *meta)
{
    struct buf message = BUF_INIT(WIRE_MAX);

    if (!wire_write(root, meta, &message))
        return worker_fail("the document is too large");
    return file_write(STDOUT_FILENO, message.data, message.len) ? 0 : 1;
}

static void replace(char **text, const char *by)
{
    free(*text);
    *text = xstrdup(by);
}

/* Plain text as a page of one preformatted block; only what is markup changes. */
static void wrap_plain(struct buf *text)
{
    static const char start[] = "<!DOCTYPE html><article><pre>\n", end[] = "</pre></article>";
    struct buf page = BUF_INIT(text->max);

    buf_adds(&page, start);
    for (size_t i = 0; i < text->len; i++) {
        if (text->data[i] == '<')
            buf_adds(&page, "&lt;");
        else if (text->data[i] == '&')
            buf_adds(&page, "&amp;");
        else
            buf_addc(&page, text->data[i]);
    }
    buf_adds(&page, end);
    buf_release(text);
    *text = page;
}

/* A page that lacks its end is not all of it, whatever was found in it. */
static void tell_cut(struct wire_meta *meta, const char *cut)
{
    meta->cut = true;
    if (meta->verdict != VERDICT_FULL && meta->verdict != VERDICT_PARTIAL)
        return;
    meta->verdict = VERDICT_PARTIAL;
    replace(&meta->reason, cut);
}

/* Whether libcurl will have to spell the host of an address on the page, which nobody has
 * decoded yet. */
static bool needs_curl(const struct charset *charset, const struct buf *bytes, const char *url)
{
    return charset_is_wide(charset) || address_has_odd_host(url, strlen(url)) ||
           address_has_odd_host(buf_str(bytes), bytes->len);
}

/* What reads the encoding and the addresses is loaded before the seal, and used behind it. */
int worker_page(const struct worker_source *source, struct page_source *page)
{
    const struct buf *bytes = source->bytes;
    struct buf text = BUF_INIT(FETCH_PAGE_MAX);
    struct charset charset;
    struct wire_meta meta;
    struct error error;

    if (!charset_open(&charset, buf_str(bytes), bytes->len, source->charset, &error))
        return worker_fail(error.text);
    if (needs_curl(&charset, bytes, page->url))
        curl_load();
    wire_meta_init(&meta);
    if (!worker_seal(&meta))
        return WORKER_TOLD;
    charset_decode(&charset, buf_str(bytes), bytes->len, &text);
    if (source->plain)
        wrap_plain(&text);
    page->text = buf_str(&text);
    page->len = text.len;
    page->cut = bytes->full || text.full;
    cmark_node *root = page_document(page, &meta);
    if (!*meta.final_url)
        replace(&meta.final_url, page->url);
    if (source->plain && meta.verdict == VERDICT_PARTIAL && !meta.cut) {
        meta.verdict = VERDICT_FULL; /* there is no frame that may have stayed */
        replace(&meta.reason, "");
    }
    if (source->cut)
        tell_cut(&meta, source->cut);
    return worker_send(root, &meta);
}
