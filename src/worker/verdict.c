/* SPDX-License-Identifier: MIT */
#include "worker/verdict.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"

enum {
    NOTHING_MAX = 25,       /* bytes of text that are nothing to read */
    WALL_MAX = 1500,        /* characters of prose beside which a wall may stand */
    CONSENT_MAX = 400,      /* that are a question of consent in any case */
    PAID_TEASER_MAX = 2500, /* of a page that says it is not free */
    SCRIPTED_MIN = 20000,   /* bytes of scripts that make a page depend on them */
    EXCERPT_MIN = 60,       /* bytes of an excerpt that say what an article is about */
    WORD_MIN = 4,           /* bytes of a word that says something */
    WORDS_MAX = 64,         /* of title and excerpt that are looked for */
    AGREEING_SHARE = 30,    /* percent of them that the article must hold */
};

/* Folded: lower case, no accents, straight apostrophes. */
static const char *const pay_words[] = {
    "subscribe to continue", "subscribe to read",    "to continue reading",
    "to keep reading",       "already a subscriber", "subscribers only",
    "subscriber-only",       "unlock this article",  "unlock the full",
    "read the full story",   "become a member to",   "this post is for paid",
    "paid subscribers",      "sign in to continue",  "register to continue",
    "abonnieren sie",        "reserve aux abonnes",  "exclusivo para suscriptores",
    "weiterlesen mit",
};

static const char *const wall_words[] = {
    "we use cookies",        "accept all cookies",         "accept cookies",
    "cookie settings",       "manage your consent",        "your privacy choices",
    "we value your privacy", "we and our partners",        "before you continue",
    "wir verwenden cookies", "nous utilisons des cookies",
};

static const char *const shut_words[] = {
    "enable javascript",
    "javascript is disabled",
    "turn on javascript",
    "javascript is required",
    "access denied",
    "are you a robot",
    "verify you are human",
    "you are human",
    "checking your browser",
    "unusual traffic",
    "page not found",
    "404 not found",
    "403 forbidden",
    "just a moment",
    "security check",
    "page you requested could not be found",
    "not available in your region",
};

static bool holds_any(const struct buf *folded, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strstr(buf_str(folded), words[i]))
            return true;
    return false;
}
#define HOLDS(folded, words) holds_any((folded), (words), sizeof(words) / sizeof *(words))

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Of the longer words of folded `known`, how many are in text: percent, 100 when there are
 * none.
 */
static unsigned agreement(const struct buf *known, const struct buf *text)
{
    const char *at = buf_str(known);
    unsigned words = 0, found = 0;

    while (*at && words < WORDS_MAX) {
        size_t n = 0;
        while (is_word_byte(at[n]))
            n++;
        if (n >= WORD_MIN) {
            words++;
            found += memmem(buf_str(text), text->len, at, n) != NULL;
        }
        at += n > 0 ? n : 1;
    }
    return words ? found * 100 / words : 100;
}

static bool is_about(const struct verdict_case *what, const struct buf *text)
{
    struct buf known = BUF_INIT(8192);

    text_fold(&known, what->title, strlen(what->title));
    buf_addc(&known, ' ');
    text_fold(&known, what->excerpt, strlen(what->excerpt));
    bool about = strlen(what->excerpt) < EXCERPT_MIN ||
                 agreement(&known, text) >= AGREEING_SHARE;
    buf_release(&known);
    return about;
}

static bool goes_on_elsewhere(const struct buf *text)
{
    static const char *const ends[] = { "...",      "[...]",     "\u2026",
                                        "[\u2026]", "read more", "continue reading" };

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(ends[i]);
        if (text->len >= n && memcmp(text->data + text->len - n, ends[i], n) == 0)
            return true;
    }
    return false;
}

static enum verdict judge(const struct verdict_case *what, const struct buf *text,
                          const struct buf *title, const char **reason)
{
    bool is_short = what->prose < WALL_MAX;

    *reason = "the page is made by scripts; only its description could be read";
    if (what->described)
        return VERDICT_TEASER;
    *reason = "nothing to read was found on the page";
    if (text->len < NOTHING_MAX && what->scripts >= SCRIPTED_MIN)
        *reason = "the page is made by scripts; there is nothing to read without them";
    if (text->len < NOTHING_MAX)
        return VERDICT_FAILED;
    *reason = "the site shows a notice instead of the article";
    if (what->prose < WALL_MAX / 2 && (HOLDS(text, shut_words) || HOLDS(title, shut_words)))
        return VERDICT_FAILED;
    *reason = "the site asks for consent instead of showing the article";
    if (what->prose < WALL_MAX / 2 && HOLDS(text, wall_words) &&
        (what->prose < CONSENT_MAX || !is_about(what, text)))
        return VERDICT_FAILED;
    *reason = "the page seems to be about something else";
    if (!is_about(what, text))
        return VERDICT_FAILED;
    *reason = "the site shows the rest to subscribers only";
    if ((is_short && HOLDS(text, pay_words)) || (what->paid && what->prose < PAID_TEASER_MAX))
        return VERDICT_TEASER;
    *reason = "no article was found; this is the text of the page";
    if (what->whole)
        return VERDICT_PARTIAL;
    *reason = "the page shows only the start of the article";
    if (is_short && goes_on_elsewhere(text))
        return VERDICT_TEASER;
    *reason = "the page shows no more than the excerpt";
    if (strlen(what->excerpt) >= EXCERPT_MIN && text->len <= strlen(what->excerpt) * 3 / 2)
        return VERDICT_TEASER;
    *reason = "the page is too long and was cut";
    if (what->cut)
        return VERDICT_PARTIAL;
    *reason = "";
    return VERDICT_FULL;
}

enum verdict verdict_of(const struct verdict_case *what, const char **reason)
{
    enum { FOLDED_MAX = 16 * 1024 * 1024 };
    struct buf text = BUF_INIT(FOLDED_MAX), title = BUF_INIT(8192);

    text_fold(&text, what->text, what->text_len);
    text_fold(&title, what->page_title, strlen(what->page_title));
    enum verdict verdict = judge(what, &text, &title, reason);
    buf_release(&text);
    buf_release(&title);
    return verdict;
}
