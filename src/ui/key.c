/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "base/text.h"
#include "base/words.h"
#include "ui/keymap.h"

/* A name that begins another one comes after it. */
static const struct named_key {
    const char *name;
    struct key key;
} named_keys[] = {
    { "Up", { KEY_CODE_UP, 0 } },
    { "Down", { KEY_CODE_DOWN, 0 } },
    { "Left", { KEY_CODE_LEFT, 0 } },
    { "Right", { KEY_CODE_RIGHT, 0 } },
    { "Home", { KEY_CODE_HOME, 0 } },
    { "End", { KEY_CODE_END, 0 } },
    { "PgUp", { KEY_CODE_PAGE_UP, 0 } },
    { "PgDn", { KEY_CODE_PAGE_DOWN, 0 } },
    { "Enter", { KEY_CODE_ENTER, 0 } },
    { "Tab", { KEY_CODE_TAB, 0 } },
    { "BackTab", { KEY_CODE_BACK_TAB, 0 } },
    { "Backspace", { KEY_CODE_BACKSPACE, 0 } },
    { "Delete", { KEY_CODE_DELETE, 0 } },
    { "Insert", { KEY_CODE_INSERT, 0 } },
    { "Esc", { KEY_CODE_ESCAPE, 0 } },
    { "Space", { KEY_CODE_CHAR, ' ' } },
    { "<C-Left>", { KEY_CODE_CONTROL_LEFT, 0 } },
    { "<C-Right>", { KEY_CODE_CONTROL_RIGHT, 0 } },
    { "<M-Backspace>", { KEY_CODE_ALT_BACKSPACE, 0 } },
    { "F12", { KEY_CODE_F12, 0 } },
    { "F11", { KEY_CODE_F12 - 1, 0 } },
    { "F10", { KEY_CODE_F12 - 2, 0 } },
    { "F9", { KEY_CODE_F1 + 8, 0 } },
    { "F8", { KEY_CODE_F1 + 7, 0 } },
    { "F7", { KEY_CODE_F1 + 6, 0 } },
    { "F6", { KEY_CODE_F1 + 5, 0 } },
    { "F5", { KEY_CODE_F1 + 4, 0 } },
    { "F4", { KEY_CODE_F1 + 3, 0 } },
    { "F3", { KEY_CODE_F1 + 2, 0 } },
    { "F2", { KEY_CODE_F1 + 1, 0 } },
    { "F1", { KEY_CODE_F1, 0 } },
    /* Keys that send these controls are known by their names. */
    { "^H", { KEY_CODE_BACKSPACE, 0 } },
    { "^I", { KEY_CODE_TAB, 0 } },
    { "^M", { KEY_CODE_ENTER, 0 } },
    { "^[", { KEY_CODE_ESCAPE, 0 } },
};

enum { NAMED_KEYS = sizeof named_keys / sizeof *named_keys };

void key_name(const struct key *key, struct buf *out)
{
    for (size_t i = 0; i < NAMED_KEYS; i++)
        if (named_keys[i].key.code == key->code && named_keys[i].key.c == key->c) {
            buf_adds(out, named_keys[i].name);
            return;
        }
    if (key->code != KEY_CODE_CHAR)
        return;
    if (key->c & KEY_ALT)
        buf_addf(out, "<M-%c>", (char)(key->c & ~(uint32_t)KEY_ALT));
    else if (key->c < 0x20)
        buf_addf(out, "^%c", (char)(key->c + '@'));
    else
        text_encode(out, key->c);
}

/* The bytes of the name that s begins with, 0 for none. */
static size_t parse_named(const char *s, size_t n, struct key *key)
{
    for (size_t i = 0; i < NAMED_KEYS; i++) {
        size_t len = strlen(named_keys[i].name);
        if (len <= n && memcmp(s, named_keys[i].name, len) == 0) {
            *key = named_keys[i].key;
            return len;
        }
    }
    return 0;
}

static size_t parse_control(const char *s, size_t n, struct key *key)
{
    if (n < 2 || s[0] != '^' || s[1] <= '@' || s[1] > '_')
        return 0;
    *key = (struct key){ KEY_CODE_CHAR, (uint32_t)(s[1] - '@') };
    return 2;
}

/* What vim, mutt and newsboat write between < and >, beside the names above. */
static const struct {
    const char *name, *means;
} bracketed_names[] = {
    { "CR", "Enter" },           { "Return", "Enter" },      { "BS", "Backspace" },
    { "Del", "Delete" },         { "Ins", "Insert" },        { "PageUp", "PgUp" },
    { "PageDown", "PgDn" },      { "Escape", "Esc" },        { "S-Tab", "BackTab" },
    { "C-Left", "<C-Left>" },    { "C-Right", "<C-Right>" }, { "M-Backspace", "<M-Backspace>" },
    { "M-BS", "<M-Backspace>" },
};

enum { BRACKETED_NAMES = sizeof bracketed_names / sizeof *bracketed_names };

static bool is_name(const char *name, const char *s, size_t n)
{
    return strlen(name) == n && strncasecmp(name, s, n) == 0;
}

/* The key called so between < and >. */
static bool bracketed_key(const char *s, size_t n, struct key *key)
{
    if (n == 3 && (s[0] == 'M' || s[0] == 'A') && s[1] == '-' && s[2] > ' ' && s[2] < 0x7F) {
        *key = (struct key){ KEY_CODE_CHAR, (uint32_t)s[2] | KEY_ALT };
        return true;
    }
    if (n == 3 && (s[0] == 'C' || s[0] == 'c') && s[1] == '-') {
        char control[2] = { '^', (char)toupper((unsigned char)s[2]) };
        return parse_named(control, 2, key) == 2 || parse_control(control, 2, key) == 2;
    }
    for (size_t i = 0; i < BRACKETED_NAMES; i++)
        if (is_name(bracketed_names[i].name, s, n)) {
            s = bracketed_names[i].means;
            n = strlen(s);
            break;
        }
    for (size_t i = 0; i < NAMED_KEYS; i++)
        if (is_name(named_keys[i].name, s, n)) {
            *key = named_keys[i].key;
            return true;
        }
    return false;
}

static size_t parse_bracketed(const char *s, size_t n, struct key *key)
{
    /* From the third byte on: <M->> is a key. */
    const char *end = n > 2 && *s == '<' ? memchr(s + 2, '>', n - 2) : NULL;

    if (end && n > 4 && s[2] == '-' && s[3] == '>' && s[4] == '>')
        end = s + 4;

    return end && bracketed_key(s + 1, (size_t)(end - s) - 1, key) ? (size_t)(end - s) + 1 : 0;
}

static size_t parse_char(const char *s, size_t n, struct key *key)
{
    uint32_t c;
    size_t step = text_decode(s, n, &c);

    if (c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0xFFFD)
        return 0;
    *key = (struct key){ KEY_CODE_CHAR, c };
    return step;
}

/* A name that was meant is more likely than so many keys. */
static bool too_many(const char *name, size_t n, struct error *error)
{
    char *written = xstrndup(name, n);
    const char *nearest = NULL;
    size_t best = WORDS_NEAR;

    for (size_t i = 0; i < NAMED_KEYS; i++) {
        size_t distance = words_distance(written, named_keys[i].name);
        if (distance < best) {
            best = distance;
            nearest = named_keys[i].name;
        }
    }
    free(written);
    return error_set(error, "\"%.*s\" is more than %d keys%s%s%s", (int)n, name,
                     KEY_SEQUENCE_MAX, nearest ? "; did you mean " : "", nearest ? nearest : "",
                     nearest ? "?" : "");
}

bool key_parse(const char *name, size_t n, struct key sequence[KEY_SEQUENCE_MAX], size_t *count,
               struct error *error)
{
    *count = 0;
    if (n == 0)
        return error_set(error, "a key has no name");
    for (size_t i = 0, step; i < n; i += step) {
        struct key key;

        if (!(step = parse_bracketed(name + i, n - i, &key)) &&
            !(step = parse_named(name + i, n - i, &key)) &&
            !(step = parse_control(name + i, n - i, &key)) &&
            !(step = parse_char(name + i, n - i, &key)))
            return error_set(error, "\"%.*s\" is not the name of a key", (int)n, name);
        if (*count == KEY_SEQUENCE_MAX)
            return too_many(name, n, error);
        sequence[(*count)++] = key;
    }
    return true;
}
