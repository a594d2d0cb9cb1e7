/* SPDX-License-Identifier: MIT */
#include "article/article.h"

#include <strings.h>

static bool is_absolute(const char *address)
{
    return strncasecmp(address, "http://", 7) == 0 || strncasecmp(address, "https://", 8) == 0;
}

const char *article_address(const struct article *article)
{
    if (*article->url[URL_ORIGINAL])
        return article->url[URL_ORIGINAL];
    if (*article->url[URL_WEB])
        return article->url[URL_WEB];
    if (is_absolute(article->url[URL_PERMALINK]))
        return article->url[URL_PERMALINK];
    return "";
}
