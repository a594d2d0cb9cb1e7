/* SPDX-License-Identifier: MIT */
/*
 * Plain YAML without libyaml: block maps and lists, one value a line, each plain or in quotes
 * without an escape. Nearly all front matter is no more than that once related is cut out, and
 * libyaml with its allocations is then half the time of loading a small file.
 *
 * The whole text is looked at before the first event is given. Whatever is not of these shapes
 * belongs to libyaml, which alone tells faults; so nothing here needs words for one.
 */
#include "article/front_parts.h"

#include <string.h>

#include "base/block.h"
#include "base/text.h"

enum {
    KEY_MAX = 200, /* bytes; libyaml takes keys of 1024 */
    DEPTH_MAX = 8, /* open maps and lists; base/yaml takes twice as many */
};

struct open {
    bool list;
    int column; /* of its keys or dashes, from 0 */
};

struct state {
    struct front_plain *plain;
    struct open open[DEPTH_MAX]; /* the outermost first */
    int depth;
    bool pending;      /* the last line was a key without a value */
    const char *start; /* of the line at hand */
    int line;
};

/* ---- events ---- */

static bool add(struct state *state, struct front_plain_event event)
{
    struct front_plain *plain = state->plain;

    if (plain->count == FRONT_PLAIN_MAX)
        return false;
    plain->events[plain->count++] = event;
    return true;
}

/* An event without text of the line at hand. */
static bool add_mark(struct state *state, enum yaml_event_type type, int column)
{
    return add(state, (struct front_plain_event){
                          .type = type, .line = state->line, .column = column + 1 });
}

static bool open_one(struct state *state, bool list, int column)
{
    if (state->depth == DEPTH_MAX)
        return false;
    state->open[state->depth++] = (struct open){ .list = list, .column = column };
    state->pending = false;
    return add_mark(state, list ? YAML_SEQ : YAML_MAP, column);
}

static bool close_one(struct state *state)
{
    return add_mark(state, state->open[--state->depth].list ? YAML_SEQ_END : YAML_MAP_END, 0);
}

/* The key before this line has no value: that is empty, and right behind its colon. */
static bool close_pending(struct state *state)
{
    if (!state->pending)
        return true;
    struct front_plain_event value = state->plain->events[state->plain->count - 1];
    value.at += value.len + 1;
    value.column += (int)value.len + 1;
    value.len = 0;
    state->pending = false;
    return add(state, value);
}

/* The bytes of the line at hand, with a quote before them or none. */
static bool add_scalar(struct state *state, bool quoted, const char *s, const char *end)
{
    return add(state, (struct front_plain_event){
                          .type = YAML_SCALAR,
                          .quoted = quoted,
                          .at = (uint32_t)(s - state->plain->text),
                          .len = (uint32_t)(end - s),
                          .line = state->line,
                          .column = (int)(s - state->start) + 1 - quoted,
                      });
}

/* ---- a value ---- */

/* Of a character that YAML allows and that ends no line; 0 for none, and for ASCII. */
static size_t length_of_other(const char *s, const char *end)
{
    uint32_t point;
    size_t n = (unsigned char)*s < 0x80 ? 0 : text_decode(s, (size_t)(end - s), &point);

    if (n < 2 || point < 0xA0 || point == 0x2028 || point == 0x2029 || point == 0xFEFF ||
        (point & 0xFFFE) == 0xFFFE)
        return 0;
    return n;
}

/* Only such, and no tab. */
static bool is_text(const char *s, const char *end)
{
    while (s < end) {
        if (end - s >= BLOCK && !block_any(block_odd(block_load(s)))) {
            s += BLOCK;
            continue;
        }
        for (const char *stop = end - s > BLOCK ? s + BLOCK : end; s < stop;) {
            size_t n = *s >= ' ' && *s < 0x7F ? 1 : length_of_other(s, end);
            if (n == 0)
                return false;
            s += n;
        }
    }
    return true;
}

/* Nothing in it that begins a comment, a value, or something else than text. */
static bool is_plain(const char *s, const char *end)
{
    static const char indicators[] = "-?:,[]{}#&*!|>'\"%@`";
    const char *p = s;

    if (memchr(indicators, *s, sizeof indicators - 1) &&
        !(*s == '-' && end - s > 1 && s[1] >= '0' && s[1] <= '9'))
        return false;
    while ((p = memchr(p, ':', (size_t)(end - p)))) {
        if (++p == end || *p == ' ')
            return false;
    }
    for (p = s; (p = memchr(p, '#', (size_t)(end - p))); p++)
        if (p[-1] == ' ')
            return false;
    return is_text(s, end);
}

/* s to end, not empty, without blanks around it. */
static bool take_scalar(struct state *state, const char *s, const char *end)
{
    bool quoted = *s == '"' || *s == '\'';

    if (quoted) {
        char quote = *s++;
        if (end - s < 1 || *--end != quote || memchr(s, quote, (size_t)(end - s)) ||
            (quote == '"' && memchr(s, '\\', (size_t)(end - s))) || !is_text(s, end))
            return false;
    } else if (!is_plain(s, end)) {
        return false;
    }
    return add_scalar(state, quoted, s, end);
}

/* ---- a line ---- */

/* A key at s, whose map is open. */
static bool take_key(struct state *state, const char *s, const char *end)
{
    size_t key = front_scan_key(s, end);

    if (key == 0 || key > KEY_MAX || *s == '-' || !add_scalar(state, false, s, s + key - 1))
        return false;
    s += key;
    state->pending = s == end;
    while (s < end && *s == ' ')
        s++;
    return s == end || take_scalar(state, s, end);
}

/* What follows the dash at s, whose list is open: a value, or a map whose first key is here. */
static bool take_item(struct state *state, const char *s, const char *end)
{
    do
        s++;
    while (s < end && *s == ' ');
    if (s == end)
        return false;
    if (front_scan_key(s, end) == 0)
        return take_scalar(state, s, end);
    return open_one(state, false, (int)(s - state->start)) && take_key(state, s, end);
}

static const struct open *top_of(const struct state *state)
{
    return state->depth > 0 ? &state->open[state->depth - 1] : NULL;
}

/* Close what the column of a line ends; what is then open is what the line belongs to. */
static bool close_deeper(struct state *state, int column, bool item)
{
    const struct open *top;

    while ((top = top_of(state)) &&
           (top->column > column || (top->column == column && top->list && !item)))
        if (!close_pending(state) || !close_one(state))
            return false;
    return true;
}

/* Whether the line begins what the key before it is for. */
static bool is_value(const struct state *state, int column, bool item)
{
    const struct open *top = top_of(state);

    if (!top)
        return column == 0 && !item;
    return state->pending &&
           (top->column < column || (top->column == column && item && !top->list));
}

static bool take_line(struct state *state, const char *s, const char *end)
{
    while (*s == ' ')
        s++;
    bool item = front_scan_is_item(s, end);
    int column = (int)(s - state->start);
    if (!close_deeper(state, column, item))
        return false;
    if (is_value(state, column, item)) {
        if (!open_one(state, item, column))
            return false;
    } else {
        const struct open *top = top_of(state);
        if (!top || top->column != column || top->list != item || !close_pending(state))
            return false;
    }
    return item ? take_item(state, s, end) : take_key(state, s, end);
}

static bool take_lines(struct state *state, size_t n)
{
    const char *s = state->plain->text, *text_end = s + n;

    while (s < text_end) {
        const char *eol = memchr(s, '\n', (size_t)(text_end - s));
        const char *end = eol ? eol : text_end;
        while (end > s && end[-1] == ' ')
            end--;
        state->start = s;
        state->line++;
        if (end > s && !take_line(state, s, end))
            return false;
        s = eol ? eol + 1 : text_end;
    }
    return state->depth > 0 && close_pending(state);
}

bool front_plain_open(struct front_plain *plain, char *text, size_t n)
{
    struct state state = { .plain = plain };

    plain->text = text;
    plain->count = plain->next = 0;
    if (n > FRONT_REST_MAX || !take_lines(&state, n))
        return false;
    while (state.depth > 0)
        if (!close_one(&state))
            return false;
    return true;
}

enum yaml_event_type front_plain_next(struct front_plain *plain, struct yaml_event *event)
{
    *event = (struct yaml_event){ .type = YAML_END, .text = "", .line = 1, .column = 1 };
    if (plain->next == plain->count)
        return YAML_END;
    const struct front_plain_event *next = &plain->events[plain->next++];
    event->type = next->type;
    event->line = next->line;
    event->column = next->column;
    if (next->type == YAML_SCALAR) {
        event->text = plain->text + next->at;
        event->len = next->len;
        event->plain = !next->quoted;
        /* The quote, the blank, the colon or the end of the line behind it is done with. */
        plain->text[next->at + next->len] = '\0';
    }
    return event->type;
}
