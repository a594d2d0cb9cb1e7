/* SPDX-License-Identifier: MIT */
#include "ui/screen.h"

#include <stdlib.h>
#include <string.h>

#include "ui/screen_keys.h"
#include "ui/screen_tty.h"

enum { ANSWER_MAX = 512 };

/* Ask for the background's colour, then for the kind of terminal: every terminal answers the
 * second, so that an answer to it alone tells that there is none to the first. */
static const char question[] = "\033]11;?\033\\\033[c";
static const char colour_answer[] = "\033]11;rgb";
static const char kind_answer[] = "\033[?";

/* True when s holds the whole answer to the second question: ESC [ ? digits c. */
static bool is_complete(const char *s)
{
    for (const char *at = s; (at = strstr(at, kind_answer));) {
        at += sizeof kind_answer - 1;
        if (at[strspn(at, "0123456789;")] == 'c')
            return true;
    }
    return false;
}

/* One part of a colour, of 1 to 4 hex digits, as 0 to 1; *s moves behind it. -1 for none. */
static double parse_part(const char **s)
{
    size_t digits = strspn(*s, "0123456789abcdefABCDEF");
    unsigned long value = strtoul(*s, NULL, 16);

    if (digits < 1 || digits > 4)
        return -1;
    *s += digits;
    return (double)value / (double)((1UL << 4 * digits) - 1);
}

/* 1 for a light background, 0 for a dark one, -1 when the answer does not tell. The form is
 * rgb:R/G/B or rgba:R/G/B/A. */
static int judge(const char *answer)
{
    static const double weights[] = { 0.299, 0.587, 0.114 }; /* ITU-R BT.601 luma */
    const char *s = strstr(answer, colour_answer);
    double luma = 0;

    if (!s)
        return -1;
    s += sizeof colour_answer - 1;
    s += *s == 'a';
    for (size_t i = 0; i < 3; i++) {
        if (*s++ != (i == 0 ? ':' : '/'))
            return -1;
        double part = parse_part(&s);
        if (part < 0)
            return -1;
        luma += weights[i] * part;
    }
    return luma > 0.5;
}

/* What is known, and the answer that is on its way among the keys. */
static struct {
    bool listening, is_known, is_light;
    bool said; /* what screen_is_light() told last */
    size_t length;
    char answer[ANSWER_MAX + 1];
} light;

/* Nobody waits for the answer: over a slow line that would be the longest part of a start. */
static void ask(void)
{
    if (light.listening || tty_is_plain() || tty_fd() < 0)
        return;
    light.listening = true;
    light.length = 0;
    tty_queue(question, sizeof question - 1);
    tty_send(0);
}

void screen_hear(const unsigned char *bytes, size_t n)
{
    size_t room = ANSWER_MAX - light.length;

    if (!light.listening)
        return;
    for (size_t i = 0; i < n && i < room; i++)
        if (bytes[i] != '\0')
            light.answer[light.length++] = (char)bytes[i];
    light.answer[light.length] = '\0';
    if (!is_complete(light.answer) && light.length < ANSWER_MAX)
        return;
    light.listening = false;
    int found = judge(light.answer);
    if (found < 0)
        return;
    light.is_known = true;
    light.is_light = found == 1;
}

/* Set by some terminals as "text;background" or "text;default;background", in the numbers of
 * the first 16 colours, of which 7 and above are light but for 8. */
static bool hint_is_light(void)
{
    const char *hint = getenv("COLORFGBG");
    const char *last = hint ? strrchr(hint, ';') : NULL;
    char *end;

    if (!last)
        return false;
    long colour = strtol(last + 1, &end, 10);
    return end > last + 1 && *end == '\0' && colour >= 7 && colour <= 15 && colour != 8;
}

bool screen_is_light(void)
{
    ask();
    light.said = light.is_known ? light.is_light : hint_is_light();
    return light.said;
}

bool screen_light_changed(bool *is_light)
{
    if (!light.is_known || light.is_light == light.said)
        return false;
    *is_light = light.said = light.is_light;
    return true;
}
