/* SPDX-License-Identifier: MIT */
#include "strict.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>

enum { SHAPES_MAX = 400, SHAPE_MAX = 64, MODES_MAX = 32, CAN = 0x18, ESC = 0x1B };

/* Sequences with their numbers taken out, and the parameters of SGR. */
static struct {
    char items[SHAPES_MAX][SHAPE_MAX];
    size_t count;
} shapes, looks;

static struct {
    char name[SHAPE_MAX];
    bool on;
} modes[MODES_MAX];

static void add(char items[][SHAPE_MAX], size_t *count, const char *s)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp(items[i], s) == 0)
            return;
    if (*count < SHAPES_MAX)
        snprintf(items[(*count)++], SHAPE_MAX, "%s", s);
}

static bool has(char items[][SHAPE_MAX], size_t count, const char *s)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(items[i], s) == 0)
            return true;
    return false;
}

/* Numbers of places and counts become '#'; those of modes stay. */
static void shape_of(const char *sequence, char out[SHAPE_MAX])
{
    size_t n = strlen(sequence), used = 0;
    bool keep = strchr(sequence, '?') || (n && strchr("thl", sequence[n - 1]));

    for (size_t i = 0; i < n && used < SHAPE_MAX - 2; i++) {
        bool digit = sequence[i] >= '0' && sequence[i] <= '9';
        if (!digit || keep || sequence[1] != '[')
            out[used++] = sequence[i];
        else if (used == 0 || out[used - 1] != '#')
            out[used++] = '#';
    }
    out[used] = '\0';
}

/* Each parameter of ESC [ ... m, "38;5;N" as one. False when visit() says no. */
static bool each_look(const char *sequence, bool (*visit)(const char *look))
{
    char parameters[SHAPE_MAX * 4], look[SHAPE_MAX];
    char *save = NULL;

    snprintf(parameters, sizeof parameters, "%s", sequence + 2);
    parameters[strcspn(parameters, "m")] = '\0';
    for (char *word = strtok_r(parameters, ";", &save); word;
         word = strtok_r(NULL, ";", &save)) {
        snprintf(look, sizeof look, "%.20s", word);
        if (strcmp(word, "38") == 0 || strcmp(word, "48") == 0) {
            const char *five = strtok_r(NULL, ";", &save);
            const char *number = strtok_r(NULL, ";", &save);
            if (!five || strcmp(five, "5") != 0 || !number)
                return false;
            snprintf(look, sizeof look, "%.2s;5;%.20s", word, number);
        }
        if (!visit(look))
            return false;
    }
    return true;
}

static bool learn_look(const char *look)
{
    add(looks.items, &looks.count, look);
    return true;
}

static bool know_look(const char *look)
{
    return has(looks.items, looks.count, look) ||
           ((strncmp(look, "38;5;", 5) == 0 || strncmp(look, "48;5;", 5) == 0) &&
            has(looks.items, looks.count, strncmp(look, "38", 2) ? "48;5;17" : "38;5;17") &&
            strtol(look + 5, NULL, 10) < 256);
}

static bool is_look(const char *sequence)
{
    return sequence[1] == '[' && sequence[strlen(sequence) - 1] == 'm' &&
           sequence[2 + strspn(sequence + 2, "0123456789;")] == 'm';
}

static void learn(const char *sequence)
{
    char shape[SHAPE_MAX];

    if (is_look(sequence)) {
        each_look(sequence, learn_look);
        return;
    }
    shape_of(sequence, shape);
    add(shapes.items, &shapes.count, shape);
}

/* The end of a sequence that begins at s, which is ESC. */
static size_t sequence_end(const char *s)
{
    if (s[1] == '[')
        return 2 +
               strcspn(s + 2, "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`"
                              "abcdefghijklmnopqrstuvwxyz{|}~") +
               1;
    return s[1] == '(' || s[1] == ')' ? 3 : 2;
}

static void learn_all(const char *expanded)
{
    for (const char *s = expanded; s && *s;) {
        char one[SHAPE_MAX] = "";
        size_t n = *s == ESC ? sequence_end(s) : 1;
        if (n > strlen(s))
            n = strlen(s);
        snprintf(one, sizeof one, "%.*s", (int)n, s);
        if (*s == ESC)
            learn(one);
        else if ((unsigned char)*s < ' ')
            add(shapes.items, &shapes.count, one);
        s += n;
        if (s[0] == '$' && s[1] == '<')
            s += strcspn(s, ">") + 1;
    }
}

/* What curses may write of the entry: no keys, no bells, nothing that resets or prints. */
static void learn_entry(void)
{
    static const char *const names[] = {
        "cup",   "hpa",  "vpa",   "cuu",   "cuu1",  "cud",   "cud1",  "cub",  "cub1", "cuf",
        "cuf1",  "home", "ll",    "el",    "el1",   "ed",    "clear", "ech",  "ich",  "ich1",
        "dch",   "dch1", "il",    "il1",   "dl",    "dl1",   "ind",   "ri",   "indn", "rin",
        "csr",   "rep",  "cbt",   "ht",    "cr",    "smcup", "rmcup", "smkx", "rmkx", "civis",
        "cnorm", "sgr0", "bold",  "dim",   "rev",   "smul",  "rmul",  "smso", "rmso", "sitm",
        "ritm",  "op",   "enacs", "smacs", "rmacs", "smir",  "rmir",  "smam", "rmam", "nel",
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *s = tigetstr(names[i]);
        if (s && s != (const char *)-1)
            learn_all(tiparm(s, 5, 7));
    }
    const char *sgr = tigetstr("sgr"), *fg = tigetstr("setaf"), *bg = tigetstr("setab");
    for (int i = 0; i < 32 && sgr && sgr != (const char *)-1; i++)
        learn_all(
            tiparm(sgr, i & 1, i >> 1 & 1, i >> 2 & 1, 0, i >> 3 & 1, i >> 4 & 1, 0, 0, 0));
    for (int i = 0; i < 18 && i < tigetnum("colors"); i++) {
        learn_all(tiparm(fg, i));
        learn_all(tiparm(bg, i));
    }
}

/* The modes that the program itself knows, where the terminal may know them. */
static void learn_own(void)
{
    static const char *const own[] = {
        "\033[?2004h", "\033[?2004l", "\033[?2026h", "\033[?2026l", "\033[?1000h",
        "\033[?1000l", "\033[?1002h", "\033[?1002l", "\033[?1006h", "\033[?1006l",
        "\033[22;2t",  "\033[23;2t",  "\033[c",
    };

    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        learn(own[i]);
}

static void breach(struct strict *strict, const char *what)
{
    if (strict->breaches++ < 20) {
        printf("at byte %zu: %s: ", strict->offset, what);
        for (size_t i = 0; i < strict->sequence_length && i < 80; i++) {
            unsigned char c = (unsigned char)strict->sequence[i];
            printf(c > ' ' && c < 0x7F ? "%c" : "\\%03o", c);
        }
        putchar('\n');
    }
}

bool strict_init(struct strict *strict, const char *term)
{
    int found;

    if (setupterm(term, 1, &found) != OK)
        return false;
    strict->plain = strncmp(term, "vt", 2) == 0 || strcmp(term, "linux") == 0;
    if (strict->commands) {
        learn_all("\033[0;1;2;3;4;7;9;36m");
        return true;
    }
    learn_entry();
    if (!strict->plain)
        learn_own();
    return true;
}

void strict_forget(struct strict *strict)
{
    strict->length = 0;
    strict->text[0] = '\0';
}

static void keep_text(struct strict *strict, const char *bytes, size_t n)
{
    if (strict->seen)
        fwrite(bytes, 1, n, strict->seen);
    if (strict->length + n >= TEXT_MAX)
        strict_forget(strict);
    memcpy(strict->text + strict->length, bytes, n);
    strict->length += n;
    strict->text[strict->length] = '\0';
}

static bool is_unfit(unsigned long c)
{
    static const unsigned long ranges[][2] = {
        { 0x7F, 0x9F },     { 0xAD, 0xAD },       { 0x61C, 0x61C },   { 0x200B, 0x200C },
        { 0x200E, 0x200F }, { 0x202A, 0x202E },   { 0x2028, 0x2029 }, { 0x2060, 0x206F },
        { 0xFDD0, 0xFDEF }, { 0xFEFF, 0xFEFF },   { 0xFFF9, 0xFFFB }, { 0xD800, 0xDFFF },
        { 0xFFFE, 0xFFFF }, { 0xE0000, 0xE0FFF }, { 0x110000, ~0UL },
    };

    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c >= ranges[i][0] && c <= ranges[i][1])
            return true;
    return false;
}

static void set_mode(const char *name, bool on)
{
    for (size_t i = 0; i < MODES_MAX; i++) {
        if (*modes[i].name && strcmp(modes[i].name, name) != 0)
            continue;
        snprintf(modes[i].name, SHAPE_MAX, "%s", name);
        modes[i].on = on;
        return;
    }
}

/* A title that was put aside is to be taken back as a mode is. */
static void note_mode(const char *sequence)
{
    size_t n = strlen(sequence);
    char name[SHAPE_MAX];

    if (strcmp(sequence, "\033[22;2t") == 0 || strcmp(sequence, "\033[23;2t") == 0)
        set_mode("of the title", sequence[3] == '2');
    if (n < 4 || (sequence[n - 1] != 'h' && sequence[n - 1] != 'l') || sequence[2] != '?')
        return;
    snprintf(name, sizeof name, "%.*s", (int)(n - 3), sequence + 2);
    set_mode(name, sequence[n - 1] == 'h');
}

static bool is_printable(const char *s)
{
    for (; *s; s++)
        if ((unsigned char)*s < ' ' || *s == 0x7F)
            return false;
    return true;
}

/*
 * Sequences that the program might write itself are planted with a number, a title or a text by
 * which they are known: see tests/fault/payloads.
 */
static bool is_planted(const char *s)
{
    static const char *const strings[] = { "]2;owned", "]52;c;b3duZWQ" };

    /* Row or column 777 there is where a terminal is large enough. */
    if (s[1] == '[')
        return strstr(s, "777;777") || (strstr(s, "777") && !strchr("dGH", s[strlen(s) - 1]));
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        if (strncmp(s + 1, strings[i], strlen(strings[i])) == 0)
            return true;
    return false;
}

/* The parameters of a link: none, or a number of ours. */
static bool knows_link(const char *s)
{
    if (strncmp(s, "id=", 3) == 0)
        s += 3 + strspn(s + 3, "0123456789abcdef");
    return *s == ';';
}

/* What stands between ESC ] and its end. */
static bool knows_string(const struct strict *strict, const char *s)
{
    const char *address = strchr(s, ';') ? strchr(strchr(s, ';') + 1, ';') : NULL;

    if (strict->plain || !is_printable(s))
        return false;
    if (strncmp(s, "8;", 2) == 0 && address) {
        if (!knows_link(s + 2))
            return false;
        for (const char *c = address + 1; *c; c++)
            if (*c < 0x21 || *c > 0x7E)
                return false;
        return address[1] == '\0' || strncmp(address + 1, "https://", 8) == 0 ||
               strncmp(address + 1, "http://", 7) == 0;
    }
    if (strict->commands)
        return false;
    if (strncmp(s, "52;c;", 5) == 0)
        return strict->clipboard && !s[5 + strspn(s + 5, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                                         "abcdefghijklmnopqrstuvwxyz"
                                                         "0123456789+/=")];
    return strcmp(s, "11;?") == 0 || (strncmp(s, "2;", 2) == 0 && strlen(s) < 500);
}

static void end_sequence(struct strict *strict)
{
    char *s = strict->sequence, shape[SHAPE_MAX];
    size_t n = strict->sequence_length;
    bool good;

    s[n] = '\0';
    if (s[1] == ']') {
        s[n - (s[n - 1] == '\a' ? 1 : 2)] = '\0';
        good = knows_string(strict, s + 2);
    } else if (is_look(s)) {
        good = each_look(s, know_look);
    } else {
        shape_of(s, shape);
        good = has(shapes.items, shapes.count, shape);
        note_mode(s);
        keep_text(strict, "\n", 1);
    }
    if (!good || is_planted(s))
        breach(strict, "a sequence that has no business here");
    strict->asked |= strcmp(s, "\033[c") == 0;
    strict->sequence_length = 0;
}

/* One more byte of a sequence; strings go on to BEL or ESC \, and nothing may break them. */
static void push_sequence(struct strict *strict, char c)
{
    const char *s = strict->sequence;
    size_t n = ++strict->sequence_length;

    strict->sequence[n - 1] = c;
    if (n == SEQUENCE_MAX) {
        breach(strict, "a sequence without an end");
        strict->sequence_length = 0;
    } else if (n == 1) {
        return;
    } else if (s[1] == ']') {
        if (c == '\a' || (c == '\\' && s[n - 2] == ESC))
            end_sequence(strict);
    } else if (s[1] == '[') {
        if (n > 2 && (c < ' ' || c > 0x7E)) {
            breach(strict, "a broken sequence");
            strict->sequence_length = 0;
        } else if (n > 2 && c >= '@') {
            end_sequence(strict);
        }
    } else if (strchr("P^_X", s[1])) {
        breach(strict, "a string for the terminal");
        strict->sequence_length = 0;
    } else if (n == 3 || !strchr("()", s[1])) {
        end_sequence(strict);
    }
}

/* Of a command the line of the terminal makes CR LF of each newline; TSV has tabs. */
static bool is_fine_control(const struct strict *strict, char c, char next)
{
    char shape[2] = { c, '\0' };

    if (strict->commands)
        return c == '\n' || c == '\t' || (c == '\r' && (next == '\n' || next == '\0'));
    return strchr("\n\r\b", c) || has(shapes.items, shapes.count, shape);
}

static void push_control(struct strict *strict, char c, char next)
{
    if (c == '\0' || !is_fine_control(strict, c, next)) {
        strict->sequence[0] = c;
        strict->sequence_length = 1;
        breach(strict, "a control");
        strict->sequence_length = 0;
    }
    keep_text(strict, "\n", 1);
}

static void push_text(struct strict *strict, unsigned char c)
{
    if (strict->ascii && c >= 0x80)
        breach(strict, "more than ASCII");
    if (strict->missing > 0 && (c & 0xC0) == 0x80) {
        strict->c = strict->c << 6 | (c & 0x3F);
        if (--strict->missing == 0 && (strict->c < strict->least || is_unfit(strict->c)))
            breach(strict, "a character that is not to be shown");
    } else {
        if (strict->missing > 0 || (c & 0xC0) == 0x80 || c > 0xF4)
            breach(strict, "broken UTF-8");
        strict->missing = c < 0x80 ? 0 : c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
        strict->least = c < 0xE0 ? 0x80 : c < 0xF0 ? 0x800 : 0x10000;
        strict->c = c & (0x3F >> strict->missing);
    }
    keep_text(strict, (const char *)&c, 1);
}

void strict_push(struct strict *strict, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++, strict->offset++) {
        if (strict->killed && bytes[i] == CAN)
            strict->sequence_length = 0;
        else if (strict->sequence_length || bytes[i] == ESC)
            push_sequence(strict, bytes[i]);
        else if ((unsigned char)bytes[i] < ' ' || bytes[i] == 0x7F)
            push_control(strict, bytes[i], i + 1 < n ? bytes[i + 1] : '\0');
        else
            push_text(strict, (unsigned char)bytes[i]);
    }
}

/* The cursor and the wrapping of lines are on as they were. */
static bool is_as_before(size_t i)
{
    bool normal = strcmp(modes[i].name, "?25") == 0 || strcmp(modes[i].name, "?7") == 0;

    return modes[i].on == normal || strcmp(modes[i].name, "?12") == 0;
}

bool strict_is_left(void)
{
    for (size_t i = 0; i < MODES_MAX && *modes[i].name; i++)
        if (!is_as_before(i))
            return false;
    return true;
}

void strict_end(struct strict *strict)
{
    if (strict->sequence_length)
        breach(strict, "a sequence without an end");
    for (size_t i = 0; i < MODES_MAX && *modes[i].name; i++) {
        if (is_as_before(i))
            continue;
        printf("at the end: mode %s is %s\n", modes[i].name, modes[i].on ? "on" : "off");
        strict->breaches++;
    }
}
