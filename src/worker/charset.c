/* SPDX-License-Identifier: MIT */
#include "worker/charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

enum {
    PRESCAN_BYTES = 4096, /* where a page must name its encoding; the standard says 1024 */
    CHUNK = 16 * 1024,
};

static const char bad_part[] = "\uFFFD";

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

/* The label of a byte order mark, with its length in *skip. */
static const char *mark_label(const char *s, size_t n, size_t *skip)
{
    static const struct {
        const char *mark, *label;
        size_t len;
    } marks[] = {
        { "\xEF\xBB\xBF", "UTF-8", 3 },
        { "\xFE\xFF", "UTF-16BE", 2 },
        { "\xFF\xFE", "UTF-16LE", 2 },
    };

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (n >= marks[i].len && memcmp(s, marks[i].mark, marks[i].len) == 0) {
            *skip = marks[i].len;
            return marks[i].label;
        }
    return NULL;
}

/* The value after the word and "=" in the n bytes at s, its length in *len; NULL for none. */
static const char *value_of(const char *s, size_t n, const char *word, size_t *len)
{
    const char *end = s + n;
    size_t word_len = strlen(word);

    for (; (size_t)(end - s) > word_len; s++) {
        if (strncasecmp(s, word, word_len) != 0)
            continue;
        const char *at = s + word_len;
        while (at < end && is_blank(*at))
            at++;
        if (at == end || *at++ != '=')
            continue;
        while (at < end && (is_blank(*at) || *at == '"' || *at == '\''))
            at++;
        const char *start = at;
        while (at < end && !is_blank(*at) && !strchr("\"';>/?", *at))
            at++;
        *len = (size_t)(at - start);
        return start;
    }
    return NULL;
}

/* Where the tag or comment at s ends. */
static size_t tag_end(const char *s, size_t n)
{
    bool comment = n >= 4 && memcmp(s, "<!--", 4) == 0;
    const char *close = comment ? memmem(s, n, "-->", 3) : memchr(s, '>', n);

    return close ? (size_t)(close - s) : n;
}

/* What the page says itself: <?xml encoding=…?>, <meta charset=…>, <meta content="…charset=…">.
 * What claims UTF-16 in plain ASCII is UTF-8. */
static const char *page_encoding(const char *s, size_t n)
{
    static const char *const tags[][2] = { { "<meta", "charset" }, { "<?xml", "encoding" } };
    size_t len;

    if (n > PRESCAN_BYTES)
        n = PRESCAN_BYTES;
    for (size_t i = 0; i < n; i++) {
        if (s[i] != '<')
            continue;
        size_t end = tag_end(s + i, n - i);
        for (size_t j = 0; j < sizeof tags / sizeof *tags; j++) {
            size_t tag_len = strlen(tags[j][0]);
            if (end < tag_len || strncasecmp(s + i, tags[j][0], tag_len) != 0)
                continue;
            const char *label = value_of(s + i, end, tags[j][1], &len);
            const char *encoding = label ? charset_find(label, len) : NULL;
            if (encoding)
                return strncmp(encoding, "UTF-16", 6) == 0 ? "UTF-8" : encoding;
        }
        i += end;
    }
    return NULL;
}

enum utf8_state { UTF8_NOT, UTF8_ASCII, UTF8_MORE };

/* A character that the end of the input cuts is no sign against UTF-8 that others are for. */
static enum utf8_state utf8_state(const char *s, size_t n)
{
    enum { LONGEST = 4 };
    enum utf8_state state = UTF8_ASCII;
    uint32_t c;

    for (size_t i = 0; i < n;) {
        size_t step = text_decode(s + i, n - i, &c);
        if (c == 0xFFFD && step == 1 && (n - i >= LONGEST || state == UTF8_ASCII))
            return UTF8_NOT;
        if (c >= 0x80)
            state = UTF8_MORE;
        i += step;
    }
    return state;
}

/*
 * What the bytes look like against what the page says. Text in a one-byte encoding is never by
 * chance valid UTF-8 with characters beyond ASCII: such a page was converted, its <meta> not.
 */
static const char *settle(const char *said, const char *bytes, size_t n)
{
    bool one_byte = !said || strncmp(said, "CP125", 5) == 0 ||
                    strncmp(said, "ISO-8859", 8) == 0;

    if (!one_byte)
        return said;
    enum utf8_state state = utf8_state(bytes, n);
    if (state == UTF8_MORE || (state == UTF8_ASCII && !said))
        return "UTF-8";
    return said ? said : "CP1252";
}

static bool is_plain(char c)
{
    return c != '\0' && (unsigned char)c < 0x80;
}

static void add_utf8(const char *s, size_t n, struct buf *out)
{
    uint32_t c;

    for (size_t i = 0, plain; i < n && !out->full; i += plain) {
        for (plain = 0; i + plain < n && is_plain(s[i + plain]);)
            plain++;
        buf_add(out, s + i, plain);
        if (plain == 0) {
            plain = text_decode(s + i, n - i, &c);
            if (c != 0)
                text_encode(out, c);
        }
    }
}

/* The letter that some encodings keep back, because a mark behind it may change it. */
static void add_held(iconv_t handle, struct buf *out)
{
    char chunk[64];
    char *to = chunk;
    size_t room = sizeof chunk;

    if (iconv(handle, NULL, NULL, &to, &room) != (size_t)-1)
        add_utf8(chunk, sizeof chunk - room, out);
}

/* Convert as much as can be, what is bad skipped by one unit: a byte, or what one character at
 * least takes. */
static void convert(iconv_t handle, const char *bytes, size_t left, size_t unit,
                    struct buf *out)
{
    char chunk[CHUNK];
    char *in = (char *)bytes; /* iconv() does not write there */

    while (left > 0 && !out->full) {
        char *to = chunk;
        size_t room = sizeof chunk;
        size_t done = iconv(handle, &in, &left, &to, &room);
        int why = errno;
        /* Through the checker: converters have been wrong before, and NULs go. */
        add_utf8(chunk, sizeof chunk - room, out);
        if (done != (size_t)-1 || why == E2BIG)
            continue;
        add_held(handle, out);
        buf_adds(out, bad_part);
        if (why != EILSEQ || left < unit)
            return;
        in += unit;
        left -= unit;
    }
    add_held(handle, out);
}

/*
 * UTF-8 that somebody took for Latin-1 and encoded again: "’" stands there as "â" and two
 * control characters, which no text has. The bytes of the character that was meant at s, made
 * of so many bytes of the n there; 0 when it is none.
 */
static size_t twice_encoded(const char *s, size_t n, char meant[4], size_t *len, bool *control)
{
    size_t at = 0, most = n < 8 ? n : 8;
    uint32_t c;

    for (*len = 0; *len < 4 && at < most;) {
        size_t step = text_decode(s + at, n - at, &c);
        if (c < 0x80 || c > 0xFF || step != 2)
            return 0;
        meant[(*len)++] = (char)c;
        *control |= c < 0xA0;
        at += step;
        if (text_decode(meant, *len, &c) == *len && c != 0xFFFD)
            return *len > 1 ? at : 0;
    }
    return 0;
}

/* Undo that, where the page shows that it happened. */
static void decode_again(struct buf *text)
{
    struct buf out = BUF_INIT(text->max);
    bool happened = false;
    char meant[4];
    size_t len;

    for (size_t i = 0; i < text->len;) {
        bool control = false;
        size_t used = (unsigned char)text->data[i] >= 0x80
                          ? twice_encoded(text->data + i, text->len - i, meant, &len, &control)
                          : 0;
        happened |= used > 0 && control;
        buf_add(&out, used ? meant : text->data + i, used ? len : 1);
        i += used ? used : 1;
    }
    if (happened) {
        buf_release(text);
        *text = out;
    } else {
        buf_release(&out);
    }
}

bool charset_is_wide(const struct charset *charset)
{
    return strncmp(charset->encoding, "UTF-16", 6) == 0;
}

static bool is_utf8(const struct charset *charset)
{
    return strcmp(charset->encoding, "UTF-8") == 0;
}

bool charset_open(struct charset *charset, const char *bytes, size_t n, const char *label,
                  struct error *error)
{
    *charset = (struct charset){ 0 };
    charset->encoding = mark_label(bytes, n, &charset->mark);
    if (!charset->encoding)
        charset->encoding = charset_find(label, strlen(label));
    if (!charset->encoding)
        charset->encoding = settle(page_encoding(bytes, n), bytes, n);
    if (*charset->encoding == '\0')
        return error_set(error, "the page is in an encoding that is not read because text can "
                                "hide in it (ISO-2022, HZ)");
    if (is_utf8(charset))
        return true;
    charset->handle = iconv_open("UTF-8", charset->encoding);
    return charset->handle != (iconv_t)-1 ||
           error_set(error, "this system cannot read the page's encoding, %s",
                     charset->encoding);
}

void charset_decode(struct charset *charset, const char *bytes, size_t n, struct buf *out)
{
    bytes += charset->mark;
    n -= charset->mark;
    if (!is_utf8(charset)) {
        convert(charset->handle, bytes, n, charset_is_wide(charset) ? 2 : 1, out);
        iconv_close(charset->handle);
        return;
    }
    add_utf8(bytes, n, out);
    if (memmem(buf_str(out), out->len, "\u00e2\xc2\x80", 4))
        decode_again(out);
}
