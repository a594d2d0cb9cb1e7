/* SPDX-License-Identifier: MIT */
#include "worker/extract_phrases.h"

#include <string.h>

enum { ABOUT_MAX = 100 }; /* bytes */

/* With "*" at its end: what begins so; else the whole line, a colon after it left aside. */
static bool fits(const char *line, const char *phrase)
{
    size_t n = strlen(phrase);

    if (phrase[n - 1] == '*')
        return strncmp(line, phrase, n - 1) == 0;
    return strncmp(line, phrase, n) == 0 &&
           (line[n] == '\0' || (strchr(":.!?", line[n]) && line[n + 1] == '\0'));
}

static bool fits_any(const char *line, const char *const *phrases)
{
    for (; *phrases; phrases++)
        if (fits(line, *phrases))
            return true;
    return false;
}

/* clang-format off */
static const char *const end_phrases[] = {
    "related", "related articles*", "related posts*", "related stories*", "related content*",
    "related reading*", "related news*", "related topics*", "related resources*",
    "related links*", "related products*", "related videos*", "related blogs*",
    "you may also*", "you might also*", "you may like*", "you might like*", "you'll also*",
    "also read", "also on*", "read next*", "read more", "read this next*", "read also*",
    "more from*", "more on this*", "more stories*", "more articles*", "more posts*",
    "more news*", "more like this*", "more to explore*", "more to read*", "more in *",
    "keep reading*", "continue reading*", "up next*", "next up*", "next post*", "what's next",
    "next article*", "previous article*", "previous post*", "recent posts*",
    "recent articles*", "recent stories*", "recent news*", "recent comments*",
    "latest posts*", "latest articles*", "latest news*", "latest stories*", "latest from*",
    "popular posts*", "popular articles*", "popular stories*", "popular now*",
    "most popular*", "most read*", "most viewed*", "trending*", "recommended",
    "recommended for you*", "recommended articles*", "recommended reading*",
    "recommended stories*", "featured articles*", "featured posts*", "featured stories*",
    "other articles*", "other posts*", "suggested*", "don't miss*", "explore more*",
    "discover more*", "see also", "see more*", "view more*", "similar articles*",
    "similar posts*", "comments", "comment", "leave a reply*", "leave a comment*",
    "leave your comment*", "post a comment*", "add a comment*", "write a comment*",
    "join the conversation*", "join the discussion*", "what do you think*", "responses",
    "reader comments*", "discussion", "share", "share this*", "share on*", "share the*",
    "share article*", "spread the word*", "follow us*", "follow me*", "connect with us*",
    "stay connected*", "stay in touch*", "stay updated*", "stay up to date*",
    "stay informed*", "subscribe*", "sign up*", "newsletter*", "get our*", "get the latest*",
    "join our*", "never miss*", "about the author*", "about author*", "about the writer*",
    "author bio*", "meet the author*", "written by", "the author", "author", "authors",
    "contact us*", "get in touch*", "was this*", "did you find*", "rate this*", "tags",
    "tagged*", "topics", "categories", "filed under*", "advertisement*", "sponsored*",
    "partner content*", "trackbacks*", "cite this*", "ready to *", "table of contents",
    "in this article", "on this page", "jump to*", "das konnte sie auch*", "mehr zum thema*",
    "weitere artikel*", "lesen sie auch*", "a lire aussi*", "articles similaires*",
    "sur le meme sujet*", "te puede interesar*", "articulos relacionados*", "leia tambem*",
    "leggi anche*", "lees ook*", NULL,
};
/* clang-format on */

bool phrase_is_end(const char *line)
{
    return fits_any(line, end_phrases);
}

/* clang-format off */
static const char *const promo_phrases[] = {
    "read more*", "read next*", "read also*", "also read*", "also see*", "see also*",
    "related:*", "related article*", "related post*", "related reading*", "related story*",
    "more:*", "more on*", "more from*", "recommended reading*", "recommended:*",
    "you may also*", "you might also*", "don't miss*", "must read*", "keep reading*",
    "follow us*", "follow me*", "follow @*", "like us on*", "find us on*", "join us on*",
    "share this*", "share on*", "share:*", "share", "tweet", "print", "email",
    "subscribe to*", "subscribe now*", "subscribe", "sign up for*", "sign up to*",
    "sign up here*", "sign up now*", "get the latest*", "get our*", "join our newsletter*",
    "join our mailing*", "download our*", "click here to subscribe*", "advertisement",
    "advertisement -*", "story continues below*", "article continues below*",
    "continue reading below*", "scroll to continue*", "this story was originally*",
    "this article was originally*", "this post was originally*", "originally published*",
    "to read the full*", "watch:*", "listen:*", "photo:*", "photos:*", "photo by*",
    "photo credit*", "image:*", "image credit*", "image source*", "image courtesy*",
    "image via*", "images:*", "credit:*", "picture:*", "featured image*", "getty images*",
    "tags:*", "tagged:*", "topics:*", "filed under*", "posted in*", "categories:*",
    "category:*", "back to top*", "learn more", "find out more", "view all", "see all",
    "show more", "load more", "copy link", "link copied*", "skip to*", "table of contents",
    "skip advertisement", "all rights reserved*", "©*", "copyright ©*", "book a demo",
    "get started", "contact us", "read the full *", "lesen sie auch*", "mehr zum thema*",
    "a lire aussi*", "lire aussi*", "lea tambien*", "leia mais*", "leia tambem*",
    "leggi anche*", "lees ook*", NULL,
};
/* clang-format on */

bool phrase_is_promo(const char *line)
{
    return fits_any(line, promo_phrases);
}

/* clang-format off */
static const char *const about_phrases[] = {
    "by *", "written by*", "reviewed by*", "medically reviewed*", "fact checked*",
    "fact-checked*", "edited by*", "posted by*", "published*", "posted on*", "posted:*",
    "posted *", "updated*", "last updated*", "last modified*", "last reviewed*",
    "last edited*", "date:*", "author:*", "reading time*", "estimated reading*",
    "time to read*", "text by*", "words by*", "share*", "home", "article", "blog", "news",
    NULL,
};
/* clang-format on */

bool phrase_is_about(const char *line)
{
    size_t n = strlen(line);

    /* A sentence may begin with "by", too. */
    if (n == 0 || n > ABOUT_MAX || line[n - 1] == '.')
        return false;
    if (fits_any(line, about_phrases))
        return true;
    return strstr(line, "min read") || strstr(line, "minute read") ||
           strstr(line, "minutes read") || strstr(line, "mins read");
}
