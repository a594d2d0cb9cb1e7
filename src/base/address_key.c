/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <strings.h>

#include "base/address.h"

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

bool address_key(const char *text, struct buf *out)
{
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
