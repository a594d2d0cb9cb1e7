/* SPDX-License-Identifier: MIT */
#include "worker/http_sniff.h"

#include <stdbool.h>
#include <string.h>

#define PDF     "a PDF document"
#define PICTURE "a picture"
#define VIDEO   "a video"
#define SOUND   "a sound file"
#define ARCHIVE "an archive"
#define PROGRAM "a program"
#define FONT    "a font"
#define FEED    "a feed"
#define DATA    "data, not text"

static const char *const readable[] = { "", "text/html", "application/xhtml+xml",
                                        "text/plain" };

/* The first row whose start the type has. */
static const struct {
    const char *start, *words;
} types[] = {
    { "application/pdf", PDF },
    { "image/", PICTURE },
    { "video/", VIDEO },
    { "audio/", SOUND },
    { "font/", FONT },
    { "application/zip", ARCHIVE },
    { "application/gzip", ARCHIVE },
    { "application/x-", DATA },
    { "application/rss+xml", FEED },
    { "application/atom+xml", FEED },
    { "application/json", DATA },
    { "application/octet-stream", "a download" },
    { "", "something else than a page of text" },
};

/* Source of the patterns: the WHATWG's MIME Sniffing standard, and the formats themselves. */
static const struct {
    size_t at;
    const char *bytes;
    size_t n;
    const char *words;
} patterns[] = {
#define AT(at, bytes, words)                \
    {                                       \
        at, bytes, sizeof(bytes) - 1, words \
    }
    AT(0, "%PDF-", PDF),
    AT(0, "\x89PNG\r\n", PICTURE),
    AT(0, "\xff\xd8\xff", PICTURE),
    AT(0, "GIF8", PICTURE),
    AT(8, "WEBP", PICTURE),
    AT(0, "BM\0\0", PICTURE),
    AT(0, "II*\0", PICTURE),
    AT(0, "MM\0*", PICTURE),
    AT(4, "ftyp", VIDEO),
    AT(0, "\x1a\x45\xdf\xa3", VIDEO),
    AT(8, "AVI ", VIDEO),
    AT(0, "OggS", SOUND),
    AT(0, "ID3", SOUND),
    AT(0, "fLaC", SOUND),
    AT(8, "WAVE", SOUND),
    AT(0, "PK\3\4", ARCHIVE),
    AT(0, "PK\5\6", ARCHIVE),
    AT(0, "\x1f\x8b", ARCHIVE),
    AT(0, "BZh", ARCHIVE),
    AT(0,
       "\xfd"
       "7zXZ",
       ARCHIVE),
    AT(0, "7z\xbc\xaf", ARCHIVE),
    AT(0, "\x28\xb5\x2f\xfd", ARCHIVE),
    AT(0, "Rar!\x1a", ARCHIVE),
    AT(257, "ustar", ARCHIVE),
    AT(0,
       "\x7f"
       "ELF",
       PROGRAM),
    AT(0, "MZ\x90", PROGRAM),
    AT(0, "\0asm", PROGRAM),
    AT(0, "\xca\xfe\xba\xbe", PROGRAM),
    AT(0, "wOFF", FONT),
    AT(0, "wOF2", FONT),
    AT(0, "SQLite format 3", DATA),
    AT(0, "\xd0\xcf\x11\xe0", "an office document"),
#undef AT
};

const char *http_type_refused(const char *type)
{
    size_t i = 0;

    for (size_t k = 0; k < sizeof readable / sizeof *readable; k++)
        if (strcmp(type, readable[k]) == 0)
            return NULL;
    while (strncmp(type, types[i].start, strlen(types[i].start)) != 0)
        i++;
    return types[i].words;
}

/* Controls that no text has; NUL, which is half of the bytes of UTF-16, and ESC, which some
 * encodings need, do not count. */
static bool is_binary(char c)
{
    return (c >= 1 && c <= 8) || c == 0x0b || (c >= 0x0e && c <= 0x1f && c != 0x1b);
}

const char *http_bytes_refused(const char *bytes, size_t n)
{
    enum { ONE_IN = 16 }; /* text with a stray control is still text */
    size_t binary = 0, most = n < HTTP_SNIFF_BYTES ? n : HTTP_SNIFF_BYTES;

    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        if (n >= patterns[i].at + patterns[i].n &&
            memcmp(bytes + patterns[i].at, patterns[i].bytes, patterns[i].n) == 0)
            return patterns[i].words;
    for (size_t i = 0; i < most; i++)
        binary += is_binary(bytes[i]);
    return binary > most / ONE_IN ? DATA : NULL;
}
