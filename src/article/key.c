/* SPDX-License-Identifier: MIT */
#include "article/key.h"

#include "base/address.h"

void article_key(const struct article *article, struct buf *out)
{
    const char *address = article_address(article);
    size_t n = strlen(address);

    if (n > 0 && address_key(address, out))
        return;
    if (n > 0 && n <= ADDRESS_MAX)
        buf_add(out, address, n);
    else if (buf_adds(out, "path:"))
        buf_add_percent(out, article->path);
}

uint64_t article_key_hash(const struct article *article)
{
    struct buf key = BUF_INIT(ARTICLE_KEY_MAX);

    if (article->key)
        return article->key;
    article_key(article, &key);
    uint64_t hash = key_hash(buf_str(&key), key.len);
    buf_release(&key);
    return hash;
}
