/* SPDX-License-Identifier: MIT */
#include "worker/http_words.h"

#include <stddef.h>

struct words {
    long number;
    const char *words;
};

/* Source: the IANA registry of HTTP status codes. */
static const struct words statuses[] = {
    { 400, "it does not understand the request" },
    { 401, "the page needs a password; a browser may get further" },
    { 402, "the page must be paid for" },
    { 403, "it refuses to show the page; a browser may get further" },
    { 404, "there is no such page" },
    { 405, "it refuses to show the page" },
    { 406, "it has the page in no form that can be read" },
    { 407, "the proxy needs a password" },
    { 408, "it lost its patience; try again" },
    { 410, "the page is gone for good" },
    { 421, "it is the wrong server for this page" },
    { 423, "the page is locked" },
    { 425, "it is too early; try again" },
    { 426, "it wants another protocol" },
    { 428, "it refuses requests like this one" },
    { 429, "there were too many requests; try again later" },
    { 431, "the address is too long for it" },
    { 451, "the page may not be shown for legal reasons" },
    { 500, "it has a fault; try again later" },
    { 502, "the server behind it does not answer; try again later" },
    { 503, "it is overloaded or under repair; try again later" },
    { 504, "the server behind it is too slow; try again later" },
    { 511, "the network wants a login first; a browser can do that" },
};

/* Source: openssl/x509_vfy.h, X509_V_ERR_*. */
static const struct words certificates[] = {
    { 9, "it is not valid yet; is the clock right?" },
    { 10, "it has expired" },
    { 18, "it is signed only by itself" },
    { 19, "it is signed by a stranger" },
    { 20, "it is signed by a stranger" },
    { 21, "the server leaves out who signed it" },
    { 23, "it was revoked" },
    { 62, "it is for another host" },
    { 64, "it is for another address" },
    { 66, "its key is too weak" },
    { 68, "its signature is too weak" },
};

static const char *find(const struct words *table, size_t count, long number)
{
    for (size_t i = 0; i < count; i++)
        if (table[i].number == number)
            return table[i].words;
    return NULL;
}

const char *http_status_words(long status)
{
    const char *words = find(statuses, sizeof statuses / sizeof *statuses, status);

    if (words)
        return words;
    if (status >= 500 && status < 600)
        return "it has a fault; try again later";
    if (status >= 400 && status < 500)
        return "it refuses to show the page";
    if (status >= 300 && status < 400)
        return "it sends elsewhere without saying where";
    return "that is no answer to a request for a page";
}

const char *http_certificate_words(long code)
{
    return find(certificates, sizeof certificates / sizeof *certificates, code);
}
