/* SPDX-License-Identifier: MIT */
/*
 * A web server that misbehaves on purpose, for the tests of fetching. Loopback only, one
 * process a connection, all of them gone after SERVER_SECONDS whatever happens,
 * itself after as many as it is told.
 */
#ifndef TESTS_SERVER_SERVER_H
#define TESTS_SERVER_SERVER_H

#include <stdbool.h>
#include <stddef.h>

enum { SERVER_SECONDS = 600, REQUEST_MAX = 32 * 1024 };

/* What every page that is whole says, at its beginning and its end. */
#define PAGE_BODY                                                                              \
    "<!DOCTYPE html><html><head><title>A page</title></head><body><article><h1>A page</h1>"    \
    "<p>alpha-start: this is a page of some words, so that whoever reads it has something to " \
    "read, and it goes on for a while as pages of news do.</p>"                                \
    "<p>There is a second paragraph with just as many words as the first one had, and it has " \
    "its end here, which is where one sees that all of it came: omega-end.</p>"                \
    "</article></body></html>\n"
#define OK      "HTTP/1.1 200 OK\r\n"
#define HTML    "Content-Type: text/html; charset=utf-8\r\n"
#define CLOSE   "Connection: close\r\n"
#define HTML_OK OK HTML CLOSE
#define CHUNKED "Transfer-Encoding: chunked\r\n"
#define GZIP    "Content-Encoding: gzip\r\n"

struct client {
    int fd;
    char request[REQUEST_MAX + 1]; /* as it came */
    char path[256];                /* without the query */
    char query[REQUEST_MAX + 1];   /* percent-decoded, which may make zero bytes */
    size_t query_len;
    unsigned count; /* how often this path was asked for, this time included */
};

/* All of these end the process when the client is gone. */
void say(struct client *client, const char *text);
void sayf(struct client *client, const char *format, ...) __attribute__((format(printf, 2, 3)));
void say_bytes(struct client *client, const void *bytes, size_t n);
void say_page(struct client *client); /* a whole one, with its length */

/* The value of a header of the request, "" for none; valid until the next call. */
const char *request_header(const struct client *client, const char *name);

void sleep_ms(long milliseconds);
void stall(void) __attribute__((noreturn)); /* until the server's time is over */
void reset(struct client *client) __attribute__((noreturn)); /* as if the cable was cut */

/* Answers that are always the same bytes; n is their number. NULL when path has none. */
const char *fixed_answer(const char *path, size_t *n);

struct behaviour {
    const char *path; /* without the first slash; one that ends in "*" stands for all that
                       * begin so */
    void (*run)(struct client *client);
};

/* Each ended by a path of NULL. */
extern const struct behaviour page_behaviours[], size_behaviours[], time_behaviours[],
    way_behaviours[];

#endif
