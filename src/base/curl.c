/* SPDX-License-Identifier: MIT */
#include "base/curl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

static struct curl_calls calls;
static bool loaded;

/* The same interface under each name: by which library of TLS it was built with, where the
 * system has several. */
static void *open_library(void)
{
    static const char *const names[] = { "libcurl.so.4", "libcurl-gnutls.so.4" };
    void *library = NULL;

    for (size_t i = 0; !library && i < sizeof names / sizeof *names; i++)
        library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    return library;
}

/* It is never closed. */
static void load(void)
{
    void *library = open_library();

    loaded = library != NULL;
#define CURL_CALL(name)                                        \
    if (loaded)                                                \
        *(void **)&calls.name = dlsym(library, "curl_" #name); \
    loaded &= calls.name != NULL;
    CURL_CALLS(CURL_CALL)
#undef CURL_CALL
}

const struct curl_calls *curl_load(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, load);
    return loaded ? &calls : NULL;
}
