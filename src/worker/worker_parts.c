/* SPDX-License-Identifier: MIT */
#include "worker/worker_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "doc/fetch.h"
#include "worker/charset.h"
#include "worker/sandbox.h"

bool worker_write(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t written = write(fd, bytes, n);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        n -= (size_t)written;
    }
    return true;
}

int worker_fail(const char *words)
{
    worker_write(STDERR_FILENO, words, strlen(words));
    worker_write(STDERR_FILENO, "\n", 1);
    return 1;
}

int worker_send(cmark_node *root, const struct wire_meta *meta)
{
    struct buf message = BUF_INIT(WIRE_MAX);

    if (!wire_write(root, meta, &message))
        return worker_fail("the document is too large");
    return worker_write(STDOUT_FILENO, message.data, message.len) ? 0 : 1;
}

/* Decoding comes before the seal: iconv() may have to load what knows the encoding. */
int worker_page(const struct buf *bytes, const char *charset, struct page_source *page)
{
    struct buf text = BUF_INIT(FETCH_PAGE_MAX);
    struct wire_meta meta;
    struct error error;

    if (!charset_decode(buf_str(bytes), bytes->len, charset, &text, &error))
        return worker_fail(error.text);
    wire_meta_init(&meta);
    meta.sandbox = sandbox_seal(0);
    page->text = buf_str(&text);
    page->len = text.len;
    page->cut |= bytes->full || text.full;
    cmark_node *root = page_document(page, &meta);
    if (!*meta.final_url) {
        free(meta.final_url);
        meta.final_url = xstrdup(page->url);
    }
    return worker_send(root, &meta);
}
