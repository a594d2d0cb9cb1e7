/* SPDX-License-Identifier: MIT */
/* The canonical form of addresses: what is accepted is safe as an argument, and stays as it is.
 */
#include <string.h>

#include "base/address.h"
#include "base/text.h"
#include "fuzz.h"
#include "oracle.h"

static void check(const char *text, const char *base)
{
    struct buf once = BUF_INIT(ADDRESS_MAX), twice = BUF_INIT(ADDRESS_MAX),
               brief = BUF_INIT(ADDRESS_MAX), key = BUF_INIT(ADDRESS_MAX);
    struct error error;
    size_t n;

    if (!address_canonical(text, base, &once, &error)) {
        FUZZ_HOLDS(*error.text && oracle_is_clean(error.text, strlen(error.text), false));
        goto out;
    }
    FUZZ_HOLDS(oracle_is_address(buf_str(&once)));
    FUZZ_HOLDS(address_canonical(buf_str(&once), NULL, &twice, &error));
    FUZZ_HOLDS(strcmp(buf_str(&once), buf_str(&twice)) == 0);
    const char *host = address_host(buf_str(&once), &n);
    FUZZ_HOLDS(n > 0 && host > buf_str(&once) && host + n <= buf_str(&once) + once.len);
    FUZZ_HOLDS(!memchr(host, '/', n) && !memchr(host, '@', n));
    address_short(buf_str(&once), &brief);
    FUZZ_HOLDS(address_key(buf_str(&once), &key) && key.len <= once.len);
out:
    buf_release(&once);
    buf_release(&twice);
    buf_release(&brief);
    buf_release(&key);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool ready;
    char *text = malloc(size + 1);

    if (!text)
        return 0;
    if (!ready)
        ready = text_init_locale() || true;
    memcpy(text, data, size);
    text[size] = '\0';
    check(text, NULL);
    check(text, "https://example.com/a/b?c#d");
    free(text);
    return 0;
}
