/* SPDX-License-Identifier: MIT */
/*
 * libcurl, loaded when it is first asked for: with the thirty libraries that it needs itself it
 * takes several times as long to start as all the rest of the program, and most processes of
 * that neither fetch anything nor meet a host that is not spelt in plain ASCII.
 *
 * What it refers to is bound at once, as for a library that the program is linked with.
 */
#ifndef BASE_CURL_H
#define BASE_CURL_H

#include <curl/curl.h>

#define CURL_CALLS(CALL) \
    CALL(easy_cleanup)   \
    CALL(easy_getinfo)   \
    CALL(easy_init)      \
    CALL(easy_perform)   \
    CALL(easy_reset)     \
    CALL(easy_setopt)    \
    CALL(easy_strerror)  \
    CALL(free)           \
    CALL(global_cleanup) \
    CALL(global_init)    \
    CALL(slist_append)   \
    CALL(slist_free_all) \
    CALL(url)            \
    CALL(url_cleanup)    \
    CALL(url_get)        \
    CALL(url_set)        \
    CALL(version_info)

/* Its functions, without "curl_". */
struct curl_calls {
#define CURL_CALL(name) __typeof__(curl_##name) *(name);
    CURL_CALLS(CURL_CALL)
#undef CURL_CALL
};

/*
 * NULL when there is no such library. A process that sealed itself can load no more: it gets
 * what it had got before, or NULL. Threads may call it.
 */
const struct curl_calls *curl_load(void);

#endif
