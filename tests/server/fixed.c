/* SPDX-License-Identifier: MIT */
#include "server.h"

#include <string.h>

#define MANY "0000000000" /* of the digits of a length */
#define STATUS(line) \
    line "\r\nContent-Type: text/html\r\nContent-Length: 5\r\n" CLOSE "\r\noops\n"
#define MOVED             "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n" CLOSE
#define BODY(type, bytes) OK "Content-Type: " type "\r\n" CLOSE "\r\n" bytes

#define PDF  "%PDF-1.4\n1 0 obj\n"
#define ZIP  "PK\3\4\24\0\0\0\10\0"
#define PNG  "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
#define JPEG "\xff\xd8\xff\xe0\0\x10JFIF"
#define ELF \
    "\x7f"  \
    "ELF\2\1\1\0\0\0\0"
#define MP4      \
    "\0\0\0\x20" \
    "ftypisom\0\0\2\0"

#define ROW(path, bytes)              \
    {                                 \
        path, bytes, sizeof bytes - 1 \
    }
static const struct {
    const char *path, *bytes;
    size_t n;
} answers[] = {
    ROW("ok-until-close", HTML_OK "\r\n" PAGE_BODY),
    ROW("ok-xhtml", BODY("application/xhtml+xml", "<?xml version=\"1.0\"?>\n" PAGE_BODY)),
    ROW("ok-text", BODY("text/plain", "alpha-start & a plain text <b>without</b> markup, which "
                                      "has a few words more than that.\n\nomega-end\n")),
    ROW("ok-no-type", OK CLOSE "\r\n" PAGE_BODY),

    ROW("claims-10gb", HTML_OK "Content-Length: 10737418240\r\n\r\n" PAGE_BODY),
    ROW("claims-exabytes", HTML_OK "Content-Length: 9" MANY MANY MANY "\r\n\r\n" PAGE_BODY),
    ROW("length-negative", HTML_OK "Content-Length: -5\r\n\r\n" PAGE_BODY),
    ROW("length-twice", HTML_OK "Content-Length: 5\r\nContent-Length: 50000\r\n\r\n" PAGE_BODY),
    ROW("length-too-long", HTML_OK "Content-Length: 50000\r\n\r\n" PAGE_BODY),
    ROW("length-too-short",
        HTML_OK "Content-Length: 200\r\n\r\n" PAGE_BODY "HTTP/1.1 200 OK\r\n\r\nsecond-answer"),

    ROW("gzip-lie", HTML_OK GZIP "\r\n" PAGE_BODY),
    ROW("br-lie", HTML_OK "Content-Encoding: br\r\n\r\n" PAGE_BODY),
    ROW("encoding-unknown", HTML_OK "Content-Encoding: rot13\r\n\r\n" PAGE_BODY),
    ROW("gzip-unasked", HTML_OK "\r\n\x1f\x8b\x08\0\0\0\0\0\0\3\xcb\x48\xcd\xc9\xc9\x07\0"),

    ROW("chunked-truncated", HTML_OK CHUNKED "\r\n1000\r\n" PAGE_BODY),
    ROW("chunked-bad-size", HTML_OK CHUNKED "\r\nzz\r\n" PAGE_BODY),
    ROW("chunked-huge-size", HTML_OK CHUNKED "\r\nfffffffffffffffffff\r\n" PAGE_BODY),

    ROW("header-nul", OK HTML "X-Odd: a\0b\r\n\r\n" PAGE_BODY),
    ROW("header-no-colon", HTML_OK "nothing here\r\n\r\n" PAGE_BODY),
    ROW("header-folded", HTML_OK "X-Long: a\r\n  b\r\n\r\n" PAGE_BODY),
    ROW("header-bare-lf", "HTTP/1.1 200 OK\nContent-Type: text/html\n\n" PAGE_BODY),
    ROW("http09", PAGE_BODY),
    ROW("noise", "\1\2\3\4\xff\xfe\xfd noise \0\0\0\r\n\r\n"),
    ROW("ssh-banner", "SSH-2.0-OpenSSH_9.2\r\n"),
    ROW("status-garbage", "HTTP/1.1 abc def\r\n\r\n"),
    ROW("status-999", STATUS("HTTP/1.1 999 Whatever")),
    ROW("status-controls", STATUS("HTTP/1.1 404 \x1b]0;owned\x07")),
    ROW("header-controls", OK HTML CLOSE "Server: \x1b]0;owned\x07\r\nX-Odd: \xc2\x9b"
                                         "2J\r\n\r\n" PAGE_BODY),
    ROW("type-controls", BODY("text/\x1b[31m\xc2\x9b;x", "\1\2\3")),
    ROW("location-controls", MOVED "Location: ftp\x1b[31m://\xc2\x9b/\r\n\r\n"),
    ROW("upgrade", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\nnoise"),
    ROW("close-empty", ""),

    ROW("304-unasked", "HTTP/1.1 304 Not Modified\r\n" CLOSE "\r\n"),
    ROW("empty-200", HTML_OK "Content-Length: 0\r\n\r\n"),
    ROW("blank-200", HTML_OK "\r\n   \n\n  "),
    ROW("204", "HTTP/1.1 204 No Content\r\n" CLOSE "\r\n"),
    ROW("html-no-body", HTML_OK "\r\n<html><head><title>Only a title</title></head></html>"),
    ROW("html-images-only", HTML_OK "\r\n<html><body><img src=a.png><img src=b.png></body>"),
    ROW("html-js-only", HTML_OK "\r\n<html><body><div id=root></div><script>start()</script>"
                                "<noscript>Please enable JavaScript.</noscript></body></html>"),
    ROW("html-cookie-wall",
        HTML_OK "\r\n<html><head><title>Before you continue</title></head><body><div><p>We use "
                "cookies to improve your experience. Please accept all cookies to continue to "
                "our site.</p><button>Accept all</button><button>Reject</button></div></body>"),
    ROW("subresources",
        HTML_OK "\r\n<html><head><link rel=stylesheet href=/style><script src=/script></script>"
                "<meta http-equiv=refresh content='0;url=/refreshed'></head><body>"
                "<img src=/image><iframe src=/frame></iframe><object data=/object></object>"
                "<form action=/form><button>go</button></form>" PAGE_BODY),
    ROW("xxe",
        BODY("application/xhtml+xml",
             "<?xml version=\"1.0\"?><!DOCTYPE html [<!ENTITY file SYSTEM "
             "\"file:///etc/passwd\"><!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">"
             "]><html><body><p>alpha-start &file; &b; and the sentence goes on a bit, so "
             "that there is something to read, omega-end</p></body></html>")),
    ROW("refresh", OK HTML CLOSE "Refresh: 0; url=/refreshed\r\n\r\n" PAGE_BODY),

    ROW("redirect-no-location", MOVED "\r\n"),
    ROW("redirect-two-locations", MOVED "Location: /ok\r\nLocation: /ok-text\r\n\r\n"),
    ROW("redirect-split", MOVED "Location: /ok%0d%0aX-Injected:%20yes\r\n\r\n"),
    ROW("etag-hostile", HTML_OK "ETag: \"a\x0b\x01X-Injected: yes\"\r\n\r\n" PAGE_BODY),

    ROW("type-pdf", BODY("application/pdf", PDF)),
    ROW("type-zip", BODY("application/zip", ZIP)),
    ROW("type-png", BODY("image/png", PNG)),
    ROW("type-elf", BODY("application/octet-stream", ELF)),
    ROW("type-video", BODY("video/mp4", MP4)),
    ROW("type-json", BODY("application/json", "{\"a\": 1}")),
    ROW("html-pdf", BODY("text/html", PDF)),
    ROW("html-zip", BODY("text/html", ZIP)),
    ROW("html-png", BODY("text/html", PNG)),
    ROW("html-jpeg", BODY("text/html", JPEG)),
    ROW("html-gif", BODY("text/html", "GIF89a\1\0\1\0")),
    ROW("html-elf", BODY("text/html", ELF)),
    ROW("html-video", BODY("text/html", MP4)),
    ROW("html-noise", BODY("text/plain", "\1\2\3\4\5\6\7\1\2\3\4\5\6\7\1\2\3\4\5\6\7")),
};

const char *fixed_answer(const char *path, size_t *n)
{
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        if (strcmp(answers[i].path, path) == 0) {
            *n = answers[i].n;
            return answers[i].bytes;
        }
    }
    return NULL;
}
