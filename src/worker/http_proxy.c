/* SPDX-License-Identifier: MIT */
#include "worker/http_proxy.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/address.h"

static const char *setting(const char *const names[])
{
    for (; *names; names++) {
        const char *value = getenv(*names);
        if (value && *value)
            return value;
    }
    return "";
}

/* Whether host is name, or below it; the dot that many write before a name means nothing. */
static bool is_at_or_below(const char *host, size_t n, const char *name, size_t len)
{
    if (len > 0 && name[0] == '.') {
        name++;
        len--;
    }
    return len > 0 && n >= len && strncasecmp(host + n - len, name, len) == 0 &&
           (n == len || host[n - len - 1] == '.');
}

static bool is_exempt(const char *host, size_t n, const char *list)
{
    static const char gaps[] = ", \t";

    if (n > 2 && host[0] == '[') {
        host++;
        n -= 2;
    }
    for (list += strspn(list, gaps); *list; list += strspn(list, gaps)) {
        size_t len = strcspn(list, gaps);
        if ((len == 1 && *list == '*') || is_at_or_below(host, n, list, len))
            return true;
        list += len;
    }
    return false;
}

const char *http_proxy(const char *url)
{
    static const char *const plain[] = { "http_proxy", "all_proxy", "ALL_PROXY", NULL };
    static const char *const secure[] = { "https_proxy", "HTTPS_PROXY", "all_proxy",
                                          "ALL_PROXY", NULL };
    static const char *const none[] = { "no_proxy", "NO_PROXY", NULL };
    size_t n;
    const char *host = address_host(url, &n);

    if (is_exempt(host, n, setting(none)))
        return "";
    return setting(strncmp(url, "https:", 6) == 0 ? secure : plain);
}
