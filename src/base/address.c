/* SPDX-License-Identifier: MIT */
#include "base/address.h"

#include <arpa/inet.h>
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/address_parts.h"
#include "base/alloc.h"
#include "base/curl.h"
#include "base/text.h"
#include "base/text_internal.h"

enum {
    HOST_MAX = 253, /* of a name in ASCII, RFC 1035 */
    PORT_MAX = 65535,
};

static const struct scheme {
    const char *name;
    unsigned long port;
} schemes[] = { { "https", 443 }, { "http", 80 } };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* What no part of an address may hold, whatever it is resolved against. */
static bool check_bytes(struct address_part text, struct error *error)
{
    if (text.n == 0)
        return error_set(error, "the address is empty");
    if (text.n > ADDRESS_MAX)
        return error_set(error, "the address is longer than %d bytes", ADDRESS_MAX);
    for (size_t i = 0; i < text.n; i++) {
        char c = text.s[i];
        if (c == ' ')
            return error_set(error, "the address has a blank in it");
        if ((c >= 0 && c < ' ') || c == 0x7f)
            return error_set(error, "the address has a control character in it");
        if (c == '\\')
            return error_set(error, "the address has a backslash in it");
        if (c == '%' && (text.n - i < 3 || !is_hex(text.s[i + 1]) || !is_hex(text.s[i + 2])))
            return error_set(error, "the address has a bad percent sign");
    }
    return true;
}

static struct address_part trim(const char *text)
{
    static const char blanks[] = " \t\r\n";
    struct address_part part = { .s = text + strspn(text, blanks) };

    part.n = strlen(part.s);
    while (part.n > 0 && strchr(blanks, part.s[part.n - 1]))
        part.n--;
    return part;
}

static const struct scheme *find_scheme(struct address_part name)
{
    for (size_t i = 0; name.s && i < sizeof schemes / sizeof *schemes; i++)
        if (strlen(schemes[i].name) == name.n &&
            strncasecmp(schemes[i].name, name.s, name.n) == 0)
            return &schemes[i];
    return NULL;
}

static bool check_parts(const struct address_parts *parts, struct error *error)
{
    if (!parts->scheme.s)
        return error_set(error, "the address is relative to an unknown page");
    if (!find_scheme(parts->scheme))
        return error_set(error, "only http and https addresses are opened, not \"%.*s:\"",
                         (int)(parts->scheme.n < 20 ? parts->scheme.n : 20), parts->scheme.s);
    if (parts->authority.n == 0)
        return error_set(error, "the address has no host");
    if (memchr(parts->authority.s, '@', parts->authority.n))
        return error_set(error, "the address has a user name or password in it");
    return true;
}

/* The part of an authority that is the host; *port gets what follows, colon included. */
static struct address_part split_port(struct address_part authority, struct address_part *port)
{
    struct address_part host = { .s = authority.s };
    const char *end = authority.s[0] == '[' ? memchr(authority.s, ']', authority.n) : NULL;

    if (!end)
        end = memchr(authority.s, ':', authority.n);
    else
        end++;
    host.n = end ? (size_t)(end - authority.s) : authority.n;
    *port = (struct address_part){ .s = authority.s + host.n, .n = authority.n - host.n };
    return host;
}

/* What a host may be written with: of a name letters, digits, "-", "_" and dots (and more when
 * it is yet to become ASCII), of an IPv6 address what is in its brackets. */
static bool host_bytes_are_fine(struct address_part host, bool *is_ascii)
{
    bool ipv6 = host.n > 2 && host.s[0] == '[' && host.s[host.n - 1] == ']';

    *is_ascii = true;
    for (size_t i = ipv6; i + ipv6 < host.n; i++) {
        char c = host.s[i];
        if (c & 0x80)
            *is_ascii = false;
        else if (ipv6 ? !is_hex(c) && c != ':' && c != '.'
                      : !is_hex(c) && !(c >= 'g' && c <= 'z') && !(c >= 'G' && c <= 'Z') &&
                            !strchr("-_.", c))
            return false;
    }
    return !ipv6 || *is_ascii;
}

/* Characters that nobody sees make no name: without them it would be another. */
static bool host_is_seen(struct address_part host)
{
    struct buf clean = BUF_INIT(ADDRESS_MAX);

    text_clean(&clean, host.s, host.n, TEXT_LINE);
    bool seen = clean.len == host.n && memcmp(buf_str(&clean), host.s, host.n) == 0;
    for (size_t i = 0; seen && i < host.n;) {
        uint32_t c;
        i += text_decode(host.s + i, host.n - i, &c);
        seen = !text_is_ignorable(c);
    }
    buf_release(&clean);
    return seen;
}

/* No label may be empty; that includes "." alone. */
static bool host_is_whole(struct address_part host)
{
    return host.n > 0 && host.n <= HOST_MAX && host.s[0] != '.' && host.s[host.n - 1] != '.' &&
           !memmem(host.s, host.n, "..", 2);
}

static bool is_four_numbers(struct address_part host)
{
    char text[INET_ADDRSTRLEN] = "", again[INET_ADDRSTRLEN];
    struct in_addr address;

    if (host.n >= sizeof text)
        return false;
    memcpy(text, host.s, host.n);
    return inet_pton(AF_INET, text, &address) == 1 &&
           inet_ntop(AF_INET, &address, again, sizeof again) && strcmp(text, again) == 0;
}

/* Whether the library might write it in another way: IPv6, and whatever ends in a label that
 * starts with a digit and could thus be a number (0x7f.1). */
static bool may_be_number(struct address_part host)
{
    const char *dot = memrchr(host.s, '.', host.n);

    return (host.s[0] == '[' || is_digit(dot ? dot[1] : host.s[0])) && !is_four_numbers(host);
}

/* Put libcurl's spelling of a host into out; false when it has none. */
static bool ask_library(struct address_part host, struct buf *out)
{
    const struct curl_calls *curl = curl_load();
    struct buf url = BUF_INIT(ADDRESS_MAX * 2);
    char *spelt = NULL;

    if (!curl)
        return false;
    CURLU *handle = curl->url();
    if (!handle)
        alloc_die();
    buf_adds(&url, "http://");
    buf_add(&url, host.s, host.n);
    buf_addc(&url, '/');
    if (curl->url_set(handle, CURLUPART_URL, buf_str(&url), CURLU_DISALLOW_USER) == CURLUE_OK)
        curl->url_get(handle, CURLUPART_HOST, &spelt, CURLU_PUNYCODE);
    curl->url_cleanup(handle);
    buf_release(&url);
    bool has = spelt && buf_adds(out, spelt);
    curl->free(spelt);
    return has;
}

static struct address_part without_last_dot(struct address_part host)
{
    if (host.n > 0 && host.s[host.n - 1] == '.')
        host.n--;
    return host;
}

/* Replace host by libcurl's spelling, kept in *spelt. A foreign letter may have stood for
 * anything, a slash as well, so it is checked like a new one. */
static bool respell(struct address_part *host, struct buf *spelt)
{
    struct buf again = BUF_INIT(ADDRESS_MAX * 2);
    bool is_ascii, has = ask_library(*host, &again);

    buf_release(spelt);
    *spelt = again;
    *host = without_last_dot((struct address_part){ .s = buf_str(spelt), .n = spelt->len });
    return has && host_is_whole(*host) && host_bytes_are_fine(*host, &is_ascii) && is_ascii;
}

static bool add_host(struct buf *out, struct address_part host)
{
    struct buf spelt = BUF_INIT(0);
    bool is_ascii, fine;

    host = without_last_dot(host);
    fine = host_is_whole(host) && host_bytes_are_fine(host, &is_ascii);
    /* The library reads names in the locale's encoding. */
    if (fine && !is_ascii)
        fine = strcmp(nl_langinfo(CODESET), "UTF-8") == 0 && host_is_seen(host) &&
               respell(&host, &spelt);
    if (fine && may_be_number(host))
        fine = respell(&host, &spelt);
    for (size_t i = 0; fine && i < host.n; i++) {
        char c = host.s[i];
        buf_addc(out, c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c);
    }
    buf_release(&spelt);
    return fine;
}

/* A port as written, colon included; an empty one is the default, as RFC 3986 says. */
static bool add_port(struct buf *out, struct address_part port, unsigned long usual)
{
    unsigned long number = 0;

    if (port.n > 0 && port.s[0] != ':')
        return false;
    if (port.n <= 1)
        return true;
    for (size_t i = 1; i < port.n; i++) {
        if (!is_digit(port.s[i]))
            return false;
        number = number * 10 + (unsigned long)(port.s[i] - '0');
        if (number > PORT_MAX)
            return false;
    }
    if (number != usual && number != 0)
        buf_addf(out, ":%lu", number);
    return number != 0;
}

/* Put the canonical form together from parts that check_parts() let through. */
static bool add_address(struct buf *out, const struct address_parts *parts, struct error *error)
{
    const struct scheme *scheme = find_scheme(parts->scheme);
    struct address_part port, host = split_port(parts->authority, &port);

    buf_addf(out, "%s://", scheme->name);
    if (host.n == 0)
        return error_set(error, "the address has no host");
    if (!add_host(out, host))
        return error_set(error, "the address has a bad host name");
    if (!add_port(out, port, scheme->port))
        return error_set(error, "the address has a bad port");
    address_add_path(out, parts->path);
    address_add_part(out, '?', parts->query);
    address_add_part(out, '#', parts->fragment);
    if (out->full || out->len > ADDRESS_MAX)
        return error_set(error, "the address is longer than %d bytes", ADDRESS_MAX);
    return true;
}

/* A colon in the first segment of a path: what was to be a scheme. */
static bool has_odd_scheme(const struct address_parts *parts)
{
    const char *slash = memchr(parts->path.s, '/', parts->path.n);
    size_t first = slash ? (size_t)(slash - parts->path.s) : parts->path.n;

    return !parts->scheme.s && !parts->authority.s && memchr(parts->path.s, ':', first);
}

/* The canonical form alone in out, which has room for more than ADDRESS_MAX bytes. */
static bool make_canonical(const char *text, const char *base, struct buf *out,
                           struct error *error)
{
    struct address_part trimmed = trim(text);
    struct buf canonical_base = BUF_INIT(ADDRESS_MAX * 4);
    struct buf joined = BUF_INIT(ADDRESS_MAX * 2);
    bool made = false;

    if (!check_bytes(trimmed, error))
        return false;
    struct address_parts parts = address_split(trimmed.s, trimmed.n);
    if (has_odd_scheme(&parts))
        return error_set(error, "the address has a bad scheme");
    if (!parts.scheme.s && base) {
        if (!make_canonical(base, NULL, &canonical_base, error))
            goto out;
        struct address_parts base_parts =
            address_split(buf_str(&canonical_base), canonical_base.len);
        address_inherit(&parts, &base_parts, &joined);
    }
    made = check_parts(&parts, error) && add_address(out, &parts, error);
out:
    buf_release(&canonical_base);
    buf_release(&joined);
    return made;
}

bool address_canonical(const char *text, const char *base, struct buf *out, struct error *error)
{
    struct buf made = BUF_INIT(ADDRESS_MAX * 4); /* room for dot segments yet to go */
    bool done = make_canonical(text, base, &made, error);

    if (done && !buf_add(out, buf_str(&made), made.len))
        done = error_set(error, "there is no room for the address");
    buf_release(&made);
    return done;
}

const char *address_host(const char *canonical, size_t *len)
{
    struct address_parts parts = address_split(canonical, strlen(canonical));
    struct address_part port, host = split_port(parts.authority, &port);

    *len = host.n;
    return host.s;
}

void address_short(const char *canonical, struct buf *out)
{
    const char *start = strstr(canonical, "://");
    size_t n;

    start = start ? start + 3 : canonical;
    if (strncmp(start, "www.", 4) == 0)
        start += 4;
    n = strlen(start);
    if (n > 0 && start[n - 1] == '/')
        n--;
    buf_add(out, start, n);
}

void address_without_user(const char *text, struct buf *out)
{
    const char *start = strstr(text, "//"), *at = NULL;

    start = start ? start + 2 : text;
    for (const char *c = start; start > text && *c && !strchr("/?#", *c); c++)
        if (*c == '@')
            at = c;
    buf_add(out, text, (size_t)(start - text));
    buf_addf(out, "%s%s", at ? "\u2026" : "", at ? at : start);
}
