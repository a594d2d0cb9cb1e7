/* SPDX-License-Identifier: MIT */
#include "article/library_parts.h"

#include <stdlib.h>
#include <string.h>

void library_make_detail(struct library *library, const struct article *article,
                         const char *path, struct library_bytes *bytes,
                         struct article_detail *detail)
{
    const char *slash = strrchr(path, '/');

    *detail = (struct article_detail){ .bytes = bytes->data, .cut = bytes->cut };
    arena_init(&detail->arena);
    front_parse(bytes->data, bytes->len, slash ? slash + 1 : path, FRONT_FULL, library->terms,
                &detail->arena, &detail->article, &detail->front);
    /* The file may have changed: it is still the article that was asked for. */
    detail->article.id = article->id;
    detail->article.key = article->key;
    detail->article.number = article->number;
    detail->article.path = arena_strndup(&detail->arena, article->path, strlen(article->path));
    detail->article.root = article->root;
    detail->body = bytes->data + detail->front.body;
    detail->body_len = bytes->len - detail->front.body;
    bytes->data = NULL;
}

bool library_detail(struct library *library, const struct article *article,
                    struct article_detail *detail, struct error *error)
{
    struct buf path = BUF_INIT(LIBRARY_PATH_MAX);
    struct library_bytes bytes = { 0 };
    struct error reason;

    library_path(library, article, &path);
    bool ok = library_read(buf_str(&path), LIBRARY_FILE_MAX, &bytes, &reason);
    if (ok)
        library_make_detail(library, article, buf_str(&path), &bytes, detail);
    else
        error_set(error, "%s %s", buf_str(&path), reason.text);
    free(bytes.data);
    buf_release(&path);
    return ok;
}

void article_detail_release(struct article_detail *detail)
{
    arena_release(&detail->arena);
    free(detail->bytes);
    *detail = (struct article_detail){ 0 };
}
