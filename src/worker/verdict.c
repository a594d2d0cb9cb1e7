/* SPDX-License-Identifier: MIT */
#include "worker/verdict.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"

enum {
    NOTHING_MAX = 25,       /* bytes of text that are nothing to read */
    WALL_MAX = 1500,        /* characters of prose beside which a wall may stand */
    CONSENT_MAX = 400,      /* that are a question of consent in any case */
    ASKED_MAX = 1000,       /* of the start of an article beside which money is asked for */
    PAID_TEASER_MAX = 2500, /* of a page that says it is not free */
    SCRIPTED_MIN = 20000,   /* bytes of scripts that make a page depend on them */
    EXCERPT_MIN = 60,       /* bytes of an excerpt that say what an article is about */
    WORD_MIN = 4,           /* bytes of a word that says something */
    WORDS_MAX = 64,         /* of title and excerpt that are looked for */
    AGREEING_SHARE = 30,    /* percent of them that the article must hold */
};

/* clang-format off */
/* Folded: lower case, no accents, straight apostrophes. In the short text of a page these ask
 * for money; the sure ones do so wherever they stand on it. */
static const char *const sure_words[] = {
    "subscribe to continue", "subscribe to read", "subscribe now to read", "to continue reading",
    "to keep reading", "to read the full article", "to read the full story",
    "unlock this article", "unlock the full", "this article is for subscribers",
    "this content is for subscribers", "this story is for subscribers", "available to subscribers",
    "exclusive to subscribers", "for subscribers only", "subscriber-only content",
    "this post is for paid", "this post is for paying", "become a member to",
    "only available to members", "you have reached your limit", "reached your article limit",
    "reached your free article limit", "register to continue", "register to read",
    "sign in to continue", "sign in to read", "log in to read", "log in to continue",
    "login to continue", "login to read", "create a free account to",
    "jetzt weiterlesen", "weiterlesen mit", "um weiterzulesen", "nur fur abonnenten",
    "artikel freischalten", "abonnieren sie", "reserve aux abonnes", "reserve a nos abonnes",
    "abonnez-vous pour", "pour lire la suite", "exclusivo para suscriptores",
    "contenido exclusivo para", "suscribete para", "para seguir leyendo", "abbonati per",
    "contenuto riservato", "per continuare a leggere", "exclusivo para assinantes",
    "assine para", "alleen voor abonnees", "om verder te lezen", "dla prenumeratorow",
    "doceniasz tresc", "подпишитесь, чтобы", "чтобы читать дальше", "会員限定", "有料会員",
    "この記事は有料", "订阅后", "付费阅读", "구독하고 계속",
};

static const char *const pay_words[] = {
    "already a subscriber", "subscribers only", "subscriber-only", "read the full story",
    "paid subscribers", "members only", "start your free trial", "get unlimited access",
};

static const char *const wall_words[] = {
    "we use cookies", "accept all cookies", "accept cookies", "cookie settings",
    "manage your consent", "your privacy choices", "we value your privacy",
    "we and our partners", "before you continue", "we care about your privacy",
    "store and/or access information on a device", "consent to the use of cookies",
    "wir verwenden cookies", "alle akzeptieren", "mit werbung lesen", "zustimmen und weiter",
    "nous utilisons des cookies", "accepter et continuer", "continuer sans accepter",
    "utilizamos cookies", "aceptar y continuar", "utilizziamo i cookie", "accetta e continua",
    "wij gebruiken cookies", "akkoord en doorgaan", "мы используем файлы cookie",
};

static const char *const shut_words[] = {
    "enable javascript", "javascript is disabled", "javascript is not enabled",
    "turn on javascript", "javascript is required", "requires javascript",
    "access denied", "access to this page has been denied", "you have been blocked",
    "request blocked", "request unsuccessful", "are you a robot", "you're not a robot",
    "you are not a robot", "verify you are human", "verify you are a human",
    "verify that you are human", "you are human", "checking your browser",
    "checking if the site connection is secure", "enable cookies to continue",
    "unusual traffic", "unusual activity from your", "pardon our interruption",
    "press & hold to confirm", "complete the security check", "attention required",
    "security check", "page not found", "404 not found", "error 404", "404 error",
    "403 forbidden", "502 bad gateway", "503 service", "service unavailable",
    "too many requests", "internal server error", "page you requested could not be found",
    "page you are looking for", "page you were looking for", "page you're looking for",
    "page does not exist", "page doesn't exist", "page cannot be found",
    "page can't be found", "not available in your region", "not available in your country",
    "seite nicht gefunden", "seite wurde nicht gefunden", "page introuvable",
    "pagina no encontrada", "pagina nao encontrada", "pagina non trovata",
    "pagina niet gevonden", "sidan hittades inte", "siden blev ikke fundet",
    "strona nie istnieje", "nie znaleziono strony", "страница не найдена",
    "ページが見つかりません", "页面不存在", "找不到页面", "페이지를 찾을 수 없습니다",
};

/* The whole of a title, or what stands in it before the name of the site. */
static const char *const shut_titles[] = {
    "just a moment", "one moment, please", "please wait", "attention required",
    "access denied", "forbidden", "not found", "404", "error", "robot check",
    "are you a robot", "security check", "ddos-guard", "log in", "login", "sign in", "subscribe",
    "anmelden", "se connecter", "iniciar sesion",
};
/* clang-format on */

static bool holds_any(const struct buf *folded, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strstr(buf_str(folded), words[i]))
            return true;
    return false;
}
#define HOLDS(folded, words) holds_any((folded), (words), sizeof(words) / sizeof *(words))

bool verdict_asks_money(const char *folded)
{
    for (size_t i = 0; i < sizeof sure_words / sizeof *sure_words; i++)
        if (strstr(folded, sure_words[i]))
            return true;
    return false;
}

/* "Just a moment..." and "404 | The Lantern", but not "Just a moment in history". */
static bool is_shut_title(const struct buf *title)
{
    const char *s = buf_str(title);

    for (size_t i = 0; i < sizeof shut_titles / sizeof *shut_titles; i++) {
        size_t n = strlen(shut_titles[i]);
        if (strncmp(s, shut_titles[i], n) != 0)
            continue;
        const char *rest = s + n + strspn(s + n, " .!");
        /* From U+2000 on: dashes, the ellipsis. */
        if (*rest == '\0' || strchr("|-:", *rest) || (unsigned char)*rest == 0xE2)
            return true;
    }
    return false;
}

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
    if (what->prose < WALL_MAX / 2 &&
        (HOLDS(text, shut_words) || HOLDS(title, shut_words) || is_shut_title(title)))
        return VERDICT_FAILED;
    *reason = "the site asks for consent instead of showing the article";
    if (what->prose < WALL_MAX / 2 && HOLDS(text, wall_words) &&
        (what->prose < CONSENT_MAX || !is_about(what, text)))
        return VERDICT_FAILED;
    *reason = "the page seems to be about something else";
    if (!is_about(what, text))
        return VERDICT_FAILED;
    *reason = "the site shows the rest to subscribers only";
    if ((is_short && (HOLDS(text, pay_words) || verdict_asks_money(buf_str(text)))) ||
        (what->prose < ASKED_MAX && what->asked) ||
        (what->paid && what->prose < PAID_TEASER_MAX))
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
