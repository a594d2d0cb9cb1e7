/* SPDX-License-Identifier: MIT */
#include "worker/extract_phrases.h"

#include <string.h>

enum { ABOUT_MAX = 100, DATED_MAX = 50 }; /* bytes */

/* What stands before the words of a line: bullets, arrows, brackets, quotation marks. */
static const char *skip_marks(const char *line)
{
    for (;;) {
        if (strchr(">*-+|[(\"'/ ", *line) && *line)
            line++;
        else if ((unsigned char)*line == 0xE2 && line[1] && line[2])
            line += 3; /* U+2000 to U+2FFF: punctuation, arrows, shapes */
        else
            return line;
    }
}

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
    line = skip_marks(line);
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
    "weitere artikel*", "lesen sie auch*", "auch interessant*", "kommentare", "schlagworte",
    "themen", "a lire aussi*", "articles similaires*", "sur le meme sujet*", "commentaires",
    "mots-cles", "te puede interesar*", "le puede interesar*", "articulos relacionados*",
    "noticias relacionadas*", "comentarios", "etiquetas", "temas", "leia tambem*",
    "veja tambem*", "leggi anche*", "potrebbe interessarti*", "articoli correlati*",
    "commenti", "lees ook*", "gerelateerd*", "reacties", "las ocksa*", "les ogsa*",
    "czytaj tez*", "czytaj takze*", "zobacz takze*", "komentarze", "ilgili haberler*",
    "читайте также*",
    "материалы по теме*",
    "関連記事*", "あわせて読みたい*",
    "相关阅读*", "相关新闻*", "相关文章*",
    "推荐阅读*", "延伸阅读*", "관련기사*",
    "관련 기사*", "since you're here*", "support our *", "labels", "keywords",
    "more about", "explore more on these topics*", "editor's picks*", "top stories*",
    "most commented*", "follow", "comments (*", "popular on *", "in other news*", NULL,
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
    "a lire aussi*", "lire aussi*", "lea tambien*", "lee tambien*", "leia mais*",
    "leia tambem*", "veja tambem*", "saiba mais*", "leggi anche*", "lees ook*", "lees meer*",
    "las ocksa*", "les ogsa*", "laes ogsa*", "czytaj tez*", "czytaj takze*",
    "читайте также*",
    "関連記事*", "相关阅读*", "anzeige", "werbung", "publicite",
    "publicidad", "publicidade", "pubblicita", "advertentie", "annons", "annonce", "annonse",
    "reklama", "реклама", "广告", "広告", "광고",
    "read or share this story*", "read the original*", "click here for *", "click here to *",
    "get breaking news*", "download the free*", "download the app*", "now watch*", "now playing*", "video loading",
    "video unavailable", "click to play", "tap to play", "the video will start in*",
    "play now", "play video", "loading", "loading...", "this video can not be played*",
    "media playback is*", "to view this video*", "your browser does not*", "toggle caption",
    "hide caption", "enlarge this image*", "enlarge image*", "image caption*",
    "image copyright*", "media caption*", "copyright 20*", "copyright (c)*", "(c) 20*",
    "this material may not be*", "have you got a story*", "do you have a story*",
    "got a tip*", "if you have a story*", "more about:*", "share or comment on*",
    "thank you for subscribing*", "see our privacy*", "we have more newsletters*",
    "add us as*", "click here", "comments", "leave a comment", "no comments*",
    "sign in to comment*", "log in to comment*", "follow us", "advertisment",
    "scroll down for *", "sponsored", "sponsored content", "promoted", "close", NULL,
};
/* clang-format on */

bool phrase_is_promo(const char *line)
{
    return fits_any(line, promo_phrases) || strstr(line, "all rights reserved");
}

/* clang-format off */
static const char *const about_phrases[] = {
    "by *", "written by*", "reviewed by*", "medically reviewed*", "fact checked*",
    "fact-checked*", "edited by*", "posted by*", "published*", "posted on*", "posted:*",
    "posted *", "updated*", "last updated*", "last modified*", "last reviewed*",
    "last edited*", "date:*", "author:*", "reading time*", "estimated reading*",
    "time to read*", "text by*", "words by*", "share*", "home", "article", "blog", "news",
    "von *", "par *", "por *", "publie *", "publicado *", "veroffentlicht *", "aktualisiert *",
    "mis a jour *", "actualizado *", "stand:*", "first published*", "created*", "modified*",
    "опубликовано*", NULL,
};
/* clang-format on */

/* A short line with a year in it is a date, or says what happened then. */
static bool has_year(const char *line)
{
    if (strlen(line) > DATED_MAX)
        return false;
    for (const char *at = line; *at; at++)
        if ((strncmp(at, "20", 2) == 0 || strncmp(at, "19", 2) == 0) && at[2] >= '0' &&
            at[2] <= '9' && at[3] >= '0' && at[3] <= '9' && (at[4] < '0' || at[4] > '9') &&
            (at == line || at[-1] < '0' || at[-1] > '9'))
            return true;
    return false;
}

bool phrase_is_about(const char *line)
{
    size_t n = strlen(line);

    /* A sentence may begin with "by", too. */
    if (n == 0 || n > ABOUT_MAX || line[n - 1] == '.')
        return false;
    if (fits_any(line, about_phrases) || has_year(line))
        return true;
    return strstr(line, "min read") || strstr(line, "minute read") ||
           strstr(line, "minutes read") || strstr(line, "mins read");
}

bool phrase_is_note(const char *text)
{
    static const char *const words[] = {
        " reporter",  " writer",    " writes ",   " columnist", " correspondent", " author of ",
        " editor of", " editor at", "journalist", "redakteur",  "periodista",     "@",
        "twitter",    "facebook",   "follow ",    "email",      "e-mail",         "subscribe",
        "newsletter", "sign up",    "all rights", "photo",
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(text, words[i]))
            return true;
    return false;
}
