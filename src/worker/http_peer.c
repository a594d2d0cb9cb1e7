/* SPDX-License-Identifier: MIT */
#include "worker/http_peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>

#define THIS     "an unspecified address"
#define LOOPBACK "an address of this machine"
#define PRIVATE  "an address of a private network"
#define LINK     "a link-local address"
#define SPECIAL  "an address that is reserved for special uses"
#define MULTI    "a multicast address"

/* Source: the IANA registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890 and
 * what came after). */
static const struct range4 {
    uint32_t network;
    int bits;
    const char *words;
} ranges4[] = {
    { 0x00000000, 8, THIS },     /* 0.0.0.0 */
    { 0x0a000000, 8, PRIVATE },  /* 10.0.0.0 */
    { 0x64400000, 10, PRIVATE }, /* 100.64.0.0, behind a provider's NAT */
    { 0x7f000000, 8, LOOPBACK }, /* 127.0.0.0 */
    { 0xa9fe0000, 16, LINK },    /* 169.254.0.0, where clouds keep their metadata */
    { 0xac100000, 12, PRIVATE }, /* 172.16.0.0 */
    { 0xc0000000, 24, SPECIAL }, /* 192.0.0.0 */
    { 0xc0000200, 24, SPECIAL }, /* 192.0.2.0, documentation */
    { 0xc0586300, 24, SPECIAL }, /* 192.88.99.0, relays */
    { 0xc0a80000, 16, PRIVATE }, /* 192.168.0.0 */
    { 0xc6120000, 15, SPECIAL }, /* 198.18.0.0, benchmarks */
    { 0xc6336400, 24, SPECIAL }, /* 198.51.100.0, documentation */
    { 0xcb007100, 24, SPECIAL }, /* 203.0.113.0, documentation */
    { 0xe0000000, 4, MULTI },    /* 224.0.0.0 */
    { 0xf0000000, 4, SPECIAL },  /* 240.0.0.0, broadcast among them */
};

enum { NOT_EMBEDDED = -1 };

static const struct range6 {
    unsigned char network[16];
    int bits;
    int embedded; /* where an IPv4 address starts that decides, in bytes */
    const char *words;
} ranges6[] = {
    { { 0 }, 128, NOT_EMBEDDED, THIS },
    { { [15] = 1 }, 128, NOT_EMBEDDED, LOOPBACK },
    { { [10] = 0xff, 0xff }, 96, 12, NULL },       /* ::ffff:0:0, IPv4 itself */
    { { 0x00, 0x64, 0xff, 0x9b }, 96, 12, NULL },  /* 64:ff9b::, NAT64 */
    { { 0x20, 0x02 }, 16, 2, NULL },               /* 2002::, 6to4 */
    { { 0x20, 0x01 }, 23, NOT_EMBEDDED, SPECIAL }, /* 2001::, Teredo and protocols */
    { { 0x20, 0x01, 0x0d, 0xb8 }, 32, NOT_EMBEDDED, SPECIAL }, /* documentation */
    { { 0x3f, 0xff }, 20, NOT_EMBEDDED, SPECIAL },             /* documentation */
    { { 0xfc }, 7, NOT_EMBEDDED, PRIVATE },
    { { 0xfe, 0x80 }, 10, NOT_EMBEDDED, LINK },
    { { 0xfe, 0xc0 }, 10, NOT_EMBEDDED, PRIVATE },
    { { 0xff }, 8, NOT_EMBEDDED, MULTI },
    { { 0x20 }, 3, NOT_EMBEDDED, NULL }, /* 2000::, all that is public */
    { { 0 }, 0, NOT_EMBEDDED, SPECIAL }, /* the rest is nobody's yet */
};

static const char *refused4(uint32_t address)
{
    for (size_t i = 0; i < sizeof ranges4 / sizeof *ranges4; i++)
        if ((address ^ ranges4[i].network) >> (32 - ranges4[i].bits) == 0)
            return ranges4[i].words;
    return NULL;
}

static uint32_t number4(const unsigned char bytes[4])
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
           bytes[3];
}

static bool same_bits(const unsigned char *a, const unsigned char *b, int bits)
{
    int bytes = bits / 8, rest = bits % 8;

    return memcmp(a, b, (size_t)bytes) == 0 &&
           (rest == 0 || (a[bytes] ^ b[bytes]) >> (8 - rest) == 0);
}

static const char *refused6(const unsigned char address[16])
{
    const struct range6 *range = ranges6;

    while (!same_bits(address, range->network, range->bits))
        range++;
    return range->embedded == NOT_EMBEDDED ? range->words
                                           : refused4(number4(address + range->embedded));
}

const char *http_peer_refused(const struct sockaddr *peer)
{
    if (peer->sa_family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, peer, sizeof in);
        return refused4(ntohl(in.sin_addr.s_addr));
    }
    if (peer->sa_family == AF_INET6) {
        struct sockaddr_in6 in6;
        memcpy(&in6, peer, sizeof in6);
        return refused6(in6.sin6_addr.s6_addr);
    }
    return SPECIAL;
}

/* "localhost" and whatever ends in it always means this machine (RFC 6761). */
static bool is_localhost(const char *host)
{
    static const char name[] = "localhost";
    size_t n = strlen(host), own = sizeof name - 1;

    return n >= own && strcmp(host + n - own, name) == 0 &&
           (n == own || host[n - own - 1] == '.');
}

const char *http_host_refused(const char *host, size_t n)
{
    char text[256];
    struct in_addr in;
    struct in6_addr in6;
    bool brackets = n > 2 && host[0] == '[';

    if (brackets) {
        host++;
        n -= 2;
    }
    if (n >= sizeof text)
        return SPECIAL;
    memcpy(text, host, n);
    text[n] = '\0';
    if (is_localhost(text))
        return LOOPBACK;
    if (brackets)
        return inet_pton(AF_INET6, text, &in6) == 1 ? refused6(in6.s6_addr) : SPECIAL;
    return inet_pton(AF_INET, text, &in) == 1 ? refused4(ntohl(in.s_addr)) : NULL;
}
