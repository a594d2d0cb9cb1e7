/* SPDX-License-Identifier: MIT */
#include "worker/extract_names.h"

#include <stdbool.h>
#include <string.h>

enum { WORDS_BYTES = 512 };

struct word_row {
    const char *word; /* a "*" at its end: words that begin so; two words: "one two" */
    uint32_t bits;
};

/* Sorted by first letter, which is how they are found. */
static const struct word_row rows[] = {
    { "ad", NAME_JUNK },
    { "addthis*", NAME_JUNK },
    { "addtoany*", NAME_JUNK },
    { "ads", NAME_JUNK },
    { "adsbygoogle", NAME_JUNK },
    { "adsense*", NAME_JUNK },
    { "adslot*", NAME_JUNK },
    { "adunit*", NAME_JUNK },
    { "advert*", NAME_JUNK },
    { "alert", NAME_JUNK },
    { "also", NAME_JUNK },
    { "article", NAME_GOOD },
    { "article body", NAME_BODY },
    { "article content", NAME_BODY },
    { "article copy", NAME_BODY },
    { "article detail", NAME_GOOD },
    { "article main", NAME_GOOD },
    { "article text", NAME_BODY },
    { "articlebody", NAME_BODY },
    { "articlecontent", NAME_BODY },
    { "articlecopy", NAME_BODY },
    { "articletext", NAME_BODY },
    { "author", NAME_ABOUT },
    { "author bio", NAME_JUNK },
    { "author box", NAME_JUNK },
    { "authorbio", NAME_JUNK },
    { "authorbox", NAME_JUNK },
    { "banner", NAME_FRAME },
    { "bio", NAME_JUNK },
    { "biography", NAME_JUNK },
    { "blog content", NAME_BODY },
    { "blog post", NAME_GOOD },
    { "blogpost", NAME_GOOD },
    { "body", NAME_GOOD | NAME_TEXT },
    { "body copy", NAME_BODY },
    { "bookmark*", NAME_JUNK },
    { "breadcrumb*", NAME_FRAME },
    { "byline*", NAME_ABOUT },
    { "caas body", NAME_BODY },
    { "caption*", NAME_CAPTION },
    { "carousel*", NAME_GALLERY },
    { "clap*", NAME_JUNK },
    { "comment", NAME_COMMENT },
    { "commentlist", NAME_COMMENT },
    { "comments*", NAME_COMMENT },
    { "complementary", NAME_FRAME },
    { "consent*", NAME_FRAME },
    { "content", NAME_GOOD | NAME_TEXT },
    { "content body", NAME_BODY },
    { "contentinfo", NAME_FRAME },
    { "contributions*", NAME_JUNK },
    { "cookie*", NAME_FRAME },
    { "copyright*", NAME_JUNK },
    { "credit*", NAME_CAPTION },
    { "crosslink*", NAME_JUNK },
    { "cta", NAME_JUNK },
    { "date", NAME_ABOUT },
    { "dateline", NAME_ABOUT },
    { "dfp*", NAME_JUNK },
    { "dialog", NAME_FRAME },
    { "disclaimer*", NAME_JUNK },
    { "disclosure*", NAME_JUNK },
    { "disqus*", NAME_COMMENT },
    { "donate*", NAME_JUNK },
    { "donation*", NAME_JUNK },
    { "dropdown*", NAME_JUNK },
    { "entry", NAME_GOOD },
    { "entry content", NAME_BODY },
    { "entry meta", NAME_ABOUT },
    { "entrycontent", NAME_BODY },
    { "epic*", NAME_JUNK },
    { "eyebrow", NAME_ABOUT },
    { "facebook", NAME_JUNK },
    { "feedback*", NAME_JUNK },
    { "figure*", NAME_MEDIA },
    { "follow*", NAME_JUNK },
    { "foot", NAME_FRAME },
    { "footer*", NAME_FRAME },
    { "gallery*", NAME_GALLERY },
    { "gdpr*", NAME_FRAME },
    { "hashtags", NAME_JUNK },
    { "hatnote", NAME_JUNK },
    { "image", NAME_MEDIA },
    { "images", NAME_MEDIA },
    { "img", NAME_MEDIA },
    { "instagram media", NAME_QUOTED },
    { "interstitial*", NAME_JUNK },
    { "jp relatedposts", NAME_JUNK },
    { "jump", NAME_JUNK },
    { "keywords", NAME_JUNK },
    { "kicker", NAME_ABOUT },
    { "lightbox*", NAME_JUNK },
    { "linkedin", NAME_JUNK },
    { "livefyre*", NAME_COMMENT },
    { "login*", NAME_JUNK },
    { "mailchimp*", NAME_JUNK },
    { "mailmunch*", NAME_JUNK },
    { "main", NAME_GOOD },
    { "masthead*", NAME_FRAME },
    { "media", NAME_MEDIA },
    { "menu*", NAME_FRAME },
    { "meta", NAME_ABOUT },
    { "metadata", NAME_ABOUT },
    { "mgid*", NAME_FRAME },
    { "modal*", NAME_FRAME },
    { "more", NAME_JUNK },
    { "most popular", NAME_JUNK },
    { "mostread", NAME_JUNK },
    { "mpu", NAME_JUNK },
    { "nativo*", NAME_JUNK },
    { "nav", NAME_FRAME },
    { "navbar*", NAME_FRAME },
    { "navigation*", NAME_FRAME },
    { "news body", NAME_BODY },
    { "news content", NAME_BODY },
    { "news text", NAME_BODY },
    { "newsletter*", NAME_JUNK },
    { "next", NAME_JUNK },
    { "noprint", NAME_JUNK },
    { "off canvas", NAME_FRAME },
    { "offcanvas*", NAME_FRAME },
    { "offscreen", NAME_JUNK },
    { "onesignal*", NAME_FRAME },
    { "opt in", NAME_JUNK },
    { "optin*", NAME_JUNK },
    { "outbrain*", NAME_FRAME },
    { "overlay*", NAME_JUNK },
    { "page", NAME_GOOD },
    { "pager*", NAME_JUNK },
    { "pagination*", NAME_JUNK },
    { "paywall*", NAME_JUNK },
    { "photo", NAME_MEDIA },
    { "photogallery*", NAME_GALLERY },
    { "photos", NAME_MEDIA },
    { "picture*", NAME_MEDIA },
    { "pinterest", NAME_JUNK },
    { "player*", NAME_MEDIA },
    { "popular*", NAME_JUNK },
    { "popup*", NAME_FRAME },
    { "post", NAME_GOOD },
    { "post body", NAME_BODY },
    { "post content", NAME_BODY },
    { "post entry", NAME_BODY },
    { "post meta", NAME_ABOUT },
    { "post text", NAME_BODY },
    { "postbody", NAME_BODY },
    { "postcontent", NAME_BODY },
    { "posted on", NAME_ABOUT },
    { "postmeta", NAME_ABOUT },
    { "postmetadata*", NAME_ABOUT },
    { "prevnext", NAME_JUNK },
    { "print only", NAME_JUNK },
    { "printonly", NAME_JUNK },
    { "promo*", NAME_JUNK },
    { "pubdate", NAME_ABOUT },
    { "publish date", NAME_ABOUT },
    { "pull quote", NAME_PULLED },
    { "pulled*", NAME_PULLED },
    { "pullquote*", NAME_PULLED },
    { "rating*", NAME_JUNK },
    { "read more", NAME_JUNK },
    { "read next", NAME_JUNK },
    { "reading time", NAME_ABOUT },
    { "readmore", NAME_JUNK },
    { "recirc*", NAME_JUNK },
    { "recommend*", NAME_JUNK },
    { "related*", NAME_JUNK },
    { "reply", NAME_COMMENT },
    { "respond", NAME_COMMENT },
    { "revcontent*", NAME_FRAME },
    { "rich text", NAME_GOOD },
    { "rss", NAME_JUNK },
    { "search*", NAME_JUNK },
    { "see also", NAME_JUNK },
    { "seealso", NAME_JUNK },
    { "share*", NAME_JUNK },
    { "sharing*", NAME_JUNK },
    { "shoutbox", NAME_JUNK },
    { "sidebar*", NAME_FRAME },
    { "signin", NAME_JUNK },
    { "signup*", NAME_JUNK },
    { "single content", NAME_BODY },
    { "skip", NAME_JUNK },
    { "slideshow*", NAME_GALLERY },
    { "social*", NAME_JUNK },
    { "sponsor*", NAME_JUNK },
    { "spotim*", NAME_COMMENT },
    { "story", NAME_GOOD },
    { "story body", NAME_BODY },
    { "story content", NAME_BODY },
    { "story copy", NAME_BODY },
    { "story text", NAME_BODY },
    { "storybody", NAME_BODY },
    { "storytext", NAME_BODY },
    { "subscribe*", NAME_JUNK },
    { "subscription*", NAME_JUNK },
    { "taboola*", NAME_FRAME },
    { "tag", NAME_JUNK },
    { "tagcloud*", NAME_JUNK },
    { "taglist", NAME_JUNK },
    { "tags", NAME_JUNK },
    { "teaser*", NAME_JUNK },
    { "text", NAME_GOOD | NAME_TEXT },
    { "thumbnail*", NAME_MEDIA },
    { "time", NAME_ABOUT },
    { "timestamp", NAME_ABOUT },
    { "toolbar*", NAME_JUNK },
    { "tooltip*", NAME_JUNK },
    { "topbar*", NAME_FRAME },
    { "trackback*", NAME_COMMENT },
    { "trending*", NAME_JUNK },
    { "tweet", NAME_JUNK },
    { "twitter", NAME_JUNK },
    { "twitter tweet", NAME_QUOTED },
    { "upsell*", NAME_JUNK },
    { "viafoura*", NAME_COMMENT },
    { "video*", NAME_MEDIA },
    { "vote*", NAME_JUNK },
    { "whatsapp", NAME_JUNK },
    { "widget area", NAME_FRAME },
    { "widgets", NAME_JUNK },
    { "zergnet*", NAME_FRAME },
};

enum { ROW_COUNT = sizeof rows / sizeof *rows };

struct words {
    char text[WORDS_BYTES]; /* words, one blank after each */
    size_t len;
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Cut "relatedPosts__item-2" into "related posts item ". */
static void cut_words(struct words *words, const char *s)
{
    enum { ROOM = 4 }; /* a blank and a letter, a blank behind that, the NUL */
    bool inside = false;
    char before = ' ';

    words->len = 0;
    for (; *s && words->len + ROOM <= sizeof words->text; before = *s++) {
        bool starts = is_upper(*s) && before >= 'a' && before <= 'z';
        if (inside && (!is_letter(*s) || starts)) {
            words->text[words->len++] = ' ';
            inside = false;
        }
        if (is_letter(*s)) {
            words->text[words->len++] = (char)(*s | 0x20);
            inside = true;
        }
    }
    if (inside)
        words->text[words->len++] = ' ';
    words->text[words->len] = '\0';
}

/* at is the start of a word in text that ends with a blank. */
static bool row_fits(const struct word_row *row, const char *at)
{
    size_t len = strlen(row->word);

    if (row->word[len - 1] == '*')
        return strncmp(at, row->word, len - 1) == 0;
    return strncmp(at, row->word, len) == 0 && at[len] == ' ';
}

/* The first row for each letter. */
static const struct word_row *rows_of(char letter)
{
    size_t low = 0, high = ROW_COUNT;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (rows[middle].word[0] < letter)
            low = middle + 1;
        else
            high = middle;
    }
    return rows + low;
}

uint32_t names_in(const char *value)
{
    struct words words;
    uint32_t bits = 0;

    cut_words(&words, value);
    for (const char *at = words.text; *at; at = strchr(at, ' ') + 1)
        for (const struct word_row *row = rows_of(*at);
             row < rows + ROW_COUNT && row->word[0] == *at; row++)
            if (row_fits(row, at))
                bits |= row->bits;
    return bits;
}

uint32_t names_of(const struct html_node *node)
{
    static const char *const attributes[] = { "class",          "id",
                                              "role",           "itemprop",
                                              "data-component", "data-testid" };
    uint32_t bits = 0;

    if (!node->attributes)
        return 0;
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        const char *value = html_attribute(node, attributes[i]);
        if (value)
            bits |= names_in(value);
    }
    return bits;
}
