/* SPDX-License-Identifier: MIT */
/* Numbers of HTTP and TLS in words. Only for http. */
#ifndef WORKER_HTTP_WORDS_H
#define WORKER_HTTP_WORDS_H

/* What a status means for who wanted to read the page. */
const char *http_status_words(long status);

/* Why a certificate is not trusted, by OpenSSL's number; NULL for what is not known. */
const char *http_certificate_words(long code);

#endif
