/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <strings.h>

#include "base/address.h"

enum { OWN_KEY_MAX = 1000 }; /* bytes; a longer one is looked at closely */

/* Parameters by which senders of links count visits, as the companies that add them and the
 * lists of browsers that remove them name them. A "*" stands for any rest. */
static const char *const counting[] = {
    "utm_*",     "mtm_*",      "pk_*",        "hsa_*",      "fbclid",  "gclid",    "gclsrc",
    "dclid",     "gbraid",     "wbraid",      "msclkid",    "twclid",  "ttclid",   "li_fat_id",
    "yclid",     "ysclid",     "igsh",        "igshid",     "mc_cid",  "mc_eid",   "mkt_tok",
    "_ga",       "_gl",        "_hsenc",      "_hsmi",      "ref_src", "ref_url",  "vero_id",
    "vero_conv", "oly_enc_id", "oly_anon_id", "rb_clickid", "s_cid",   "WT.mc_id", "_openstat",
};

static bool is_counting(const char *name, size_t n)
{
    for (size_t i = 0; i < sizeof counting / sizeof *counting; i++) {
        size_t len = strlen(counting[i]);
        bool prefix = counting[i][len - 1] == '*';
        if (prefix)
            len--;
        if ((prefix ? n >= len : n == len) && strncasecmp(name, counting[i], len) == 0)
            return true;
    }
    return false;
}

/* Append the parameters of a query that stay, with "?" before the first. */
static void add_query(struct buf *out, const char *query, size_t n)
{
    char delimiter = '?';

    for (size_t i = 0; i <= n;) {
        const char *parameter = query + i;
        const char *end = memchr(parameter, '&', n - i);
        size_t len = end ? (size_t)(end - parameter) : n - i;
        const char *equals = memchr(parameter, '=', len);

        if (len > 0 && !is_counting(parameter, equals ? (size_t)(equals - parameter) : len)) {
            buf_addc(out, delimiter);
            buf_add(out, parameter, len);
            delimiter = '&';
        }
        i += len + 1;
    }
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The end of a host of small letters, digits, dashes and dots, whose last label begins with a
 * letter so that it is no number; NULL for any other. */
static const char *plain_host(const char *s)
{
    const char *label = s;

    for (;; s++) {
        if (is_lower(*s) || is_digit(*s) || (*s == '-' && s > label))
            continue;
        if (s == label || s[-1] == '-')
            return NULL;
        if (*s != '.')
            return is_lower(*label) ? s : NULL;
        label = s + 1;
    }
}

/*
 * Whether an address is plain to see its own key: most are, and parsing them all would take a
 * second for 100,000 articles. *n: its length.
 */
static bool is_own_key(const char *address, size_t *n)
{
    size_t scheme = strncmp(address, "https://", 8) == 0  ? 8
                    : strncmp(address, "http://", 7) == 0 ? 7
                                                          : 0;
    const char *path = scheme ? plain_host(address + scheme) : NULL;

    if (!path || *path != '/')
        return false;
    for (const char *s = path; *s; s++) {
        bool plain = is_lower(*s) || is_digit(*s) || (*s >= 'A' && *s <= 'Z') || *s == '-' ||
                     *s == '_' || *s == '/' || (*s == '.' && s[-1] != '/');
        if (!plain)
            return false;
        *n = (size_t)(s + 1 - address);
    }
    return *n <= OWN_KEY_MAX;
}

bool address_key(const char *text, struct buf *out)
{
    size_t own;

    if (is_own_key(text, &own) && own <= out->max - out->len)
        return buf_add(out, text, own);
    struct buf canonical = BUF_INIT(ADDRESS_MAX);
    bool done = address_canonical(text, NULL, &canonical, NULL);

    if (done) {
        size_t before = out->len;
        const char *s = buf_str(&canonical);
        size_t n = strcspn(s, "#");
        const char *query = memchr(s, '?', n);
        buf_add(out, s, query ? (size_t)(query - s) : n);
        if (query)
            add_query(out, query + 1, n - (size_t)(query + 1 - s));
        done = !out->full;
        if (!done)
            buf_truncate(out, before);
    }
    buf_release(&canonical);
    return done;
}
