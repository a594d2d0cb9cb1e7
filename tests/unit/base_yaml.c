/* SPDX-License-Identifier: MIT */
#include "base/yaml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "random_text.h"

/*
 * The events in a row: =text for a plain scalar, 'text for a quoted one, { } [ ] for the
 * collections, . for the end, !line:column words for an error.
 */
static void trace(struct buf *out, const char *text, size_t n, const struct yaml_limits *limits)
{
    static const char marks[] = { [YAML_MAP] = '{',
                                  [YAML_MAP_END] = '}',
                                  [YAML_SEQ] = '[',
                                  [YAML_SEQ_END] = ']',
                                  [YAML_END] = '.' };
    struct yaml *yaml = yaml_open(text, n, limits);
    struct yaml_event event;

    do {
        yaml_next(yaml, &event);
        if (out->len > 0)
            buf_addc(out, ' ');
        if (event.type == YAML_SCALAR)
            buf_addf(out, "%c%s", event.plain ? '=' : '\'', event.text);
        else if (event.type == YAML_ERROR)
            buf_addf(out, "!%d:%d %s", event.line, event.column, yaml_error(yaml));
        else
            buf_addc(out, marks[event.type]);
    } while (event.type != YAML_END && event.type != YAML_ERROR);
    yaml_close(yaml);
}

static void test_events(void **state)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        { "", "." },
        { "\n\n", "." },
        { "# nothing\n", "." },
        { "---\n", "= ." },
        { "a", "=a ." },
        { "a: b", "{ =a =b } ." },
        { "a:\nb: ~\n", "{ =a = =b =~ } ." },
        { "a: 'x'\nb: \"y\\n\"\nc: |\n  z\n", "{ =a 'x =b 'y\n =c 'z\n } ." },
        { "- a\n- [b, c]\n- {d: e}\n", "[ =a [ =b =c ] { =d =e } ] ." },
        { "\xEF\xBB\xBF"
          "a: b",
          "{ =a =b } ." },
        { "a: b\r\nc: d\r\n", "{ =a =b =c =d } ." },
        { "a: b\rc: d\r", "{ =a =b =c =d } ." },
        { "a: b\n---\nc: d\n", "{ =a =b } ." },
        { "a: b\n...\n: : junk [", "{ =a =b } ." },
        { "%YAML 1.1\n---\na: b\n", "{ =a =b } ." },
        { "a: !!str 1\nb: !!python/object:os.system x\n", "{ =a =1 =b =x } ." },
        { "<<: {a: b}\nc: d", "{ =<< { =a =b } =c =d } ." },
        { "a: &x one\nb: *x\nc: *x\n", "{ =a =one =b =one =c =one } ." },
        { "a: &x 'q'\nb: *x\n", "{ =a 'q =b 'q } ." },
        { "a: &x 1\nb: &x 2\nc: *x\n", "{ =a =1 =b =2 =c =2 } ." },
        { "&k a: *k\n", "{ =a =a } ." },
        /* errors */
        { "a: *x\n", "{ =a !1:4 alias 'x' of an unknown anchor" },
        { "a: &x [b]\nc: *x\n", "{ =a [ =b ] =c !2:4 alias 'x' of a list or map" },
        { "a: &x\n  b: *x\n", "{ =a { =b !2:6 alias 'x' of a list or map" },
        { "&x [*x]", "[ !1:5 alias 'x' of a list or map" },
        { "a: &x 1\nb: &x [2]\nc: *x\n",
          "{ =a =1 =b [ =2 ] =c !3:4 alias 'x' of a list or map" },
        { "a: [b\nc: d\n",
          "{ =a [ =b c !2:2 did not find expected ',' or ']' while parsing a flow "
          "sequence" },
        { "a: 'b\n",
          "{ =a !2:1 found unexpected end of stream while scanning a quoted scalar" },
        { "a: b: c\n", "{ =a =b !1:5 mapping values are not allowed in this context" },
        { "a: !x!y z\n", "{ =a !1:4 found undefined tag handle while parsing a node" },
        { "a: \xC3\xA9\xC3\xA9 \x01\n", "!1:7 control characters are not allowed" },
        { "a: 1\nb: \xC3\xA9 \xFF\n", "!2:6 invalid leading UTF-8 octet" },
        { "a: 1\r\nb: \xC3", "{ =a =1 !2:4 incomplete UTF-8 octet sequence" },
        { "\xEF\xBB\xBF\x01", "!1:1 control characters are not allowed" },
        { "a: \x1B[31m", "!1:4 control characters are not allowed" },
        { "\xC3\xA9: *x", "{ =\xC3\xA9 !1:4 alias 'x' of an unknown anchor" },
        { "\xFE\xFF\0a", "!1:1 invalid leading UTF-8 octet" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out = BUF_INIT(4096);
        trace(&out, cases[i].text, strlen(cases[i].text), &yaml_default_limits);
        if (strcmp(buf_str(&out), cases[i].want) != 0)
            fail_msg("case %zu \"%s\": \"%s\", want \"%s\"", i, cases[i].text, buf_str(&out),
                     cases[i].want);
        buf_release(&out);
    }
}

static void test_places(void **state)
{
    static const char text[] = "a: b\n\xC3\xA9\xC3\xA9: [x,\n  \"y\"]\nz: &w 1\n\"q\": *w\n";
    static const struct {
        enum yaml_event_type type;
        int line, column;
    } want[] = { { YAML_MAP, 1, 1 },    { YAML_SCALAR, 1, 1 },  { YAML_SCALAR, 1, 4 },
                 { YAML_SCALAR, 2, 1 }, { YAML_SEQ, 2, 5 },     { YAML_SCALAR, 2, 6 },
                 { YAML_SCALAR, 3, 3 }, { YAML_SEQ_END, 3, 6 }, { YAML_SCALAR, 4, 1 },
                 { YAML_SCALAR, 4, 4 }, { YAML_SCALAR, 5, 1 },  { YAML_SCALAR, 5, 6 } };
    struct yaml *yaml = yaml_open(text, sizeof text - 1, &yaml_default_limits);
    struct yaml_event event;

    (void)state;
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        assert_int_equal(yaml_next(yaml, &event), want[i].type);
        assert_int_equal(event.line, want[i].line);
        assert_int_equal(event.column, want[i].column);
    }
    yaml_close(yaml);
}

/* A NUL inside a scalar is not its end. */
static void test_nul(void **state)
{
    struct yaml *yaml = yaml_open("\"a\\0b\"", 6, &yaml_default_limits);
    struct yaml_event event;

    (void)state;
    assert_int_equal(yaml_next(yaml, &event), YAML_SCALAR);
    assert_int_equal(event.len, 3);
    assert_memory_equal(event.text, "a\0b", 4);
    assert_false(event.plain);
    yaml_close(yaml);

    struct buf out = BUF_INIT(256);
    trace(&out, "a: b\0c", 6, &yaml_default_limits);
    assert_string_equal(buf_str(&out), "!1:5 control characters are not allowed");
    buf_release(&out);
}

/* Only the n bytes are read: what follows them is not there. */
static void test_exact_length(void **state)
{
    struct buf out = BUF_INIT(256);
    char *text = malloc(4);

    (void)state;
    assert_non_null(text);
    memcpy(text, "a: b", 4);
    trace(&out, text, 4, &yaml_default_limits);
    assert_string_equal(buf_str(&out), "{ =a =b } .");
    buf_clear(&out);
    trace(&out, text, 2, &yaml_default_limits);
    assert_string_equal(buf_str(&out), "{ =a = } .");
    free(text);
    buf_release(&out);
}

static void test_skip(void **state)
{
    static const char text[] = "a: {x: [1, {y: 2}], z: 3}\nb: [[4], 5]\nc: []\nd: 6\n";
    static const char *const keys[] = { "a", "b", "c" };
    struct yaml *yaml = yaml_open(text, sizeof text - 1, &yaml_default_limits);
    struct yaml_event event;

    (void)state;
    assert_int_equal(yaml_next(yaml, &event), YAML_MAP);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(yaml_next(yaml, &event), YAML_SCALAR);
        assert_string_equal(event.text, keys[i]);
        assert_int_equal(yaml_next(yaml, &event), i == 0 ? YAML_MAP : YAML_SEQ);
        assert_true(yaml_skip(yaml, &event));
        assert_int_equal(event.type, i == 0 ? YAML_MAP_END : YAML_SEQ_END);
    }
    assert_int_equal(yaml_next(yaml, &event), YAML_SCALAR);
    assert_string_equal(event.text, "d");
    yaml_close(yaml);
}

static void test_skip_fails(void **state)
{
    struct yaml *yaml = yaml_open("[a, [b}", 7, &yaml_default_limits);
    struct yaml_event event;

    (void)state;
    assert_int_equal(yaml_next(yaml, &event), YAML_SEQ);
    assert_false(yaml_skip(yaml, &event));
    assert_int_equal(event.type, YAML_ERROR);
    assert_int_equal(event.column, 7);
    yaml_close(yaml);
}

static void test_is_null(void **state)
{
    static const char *const nulls[] = { "a:", "a: ~", "a: null", "a: Null", "a: NULL" };
    static const char *const others[] = { "a: ''", "a: '~'",  "a: \"null\"", "a: nULL",
                                          "a: 0",  "a: none", "a: []" };

    (void)state;
    for (size_t i = 0; i < 5 + 7; i++) {
        const char *text = i < 5 ? nulls[i] : others[i - 5];
        struct yaml *yaml = yaml_open(text, strlen(text), &yaml_default_limits);
        struct yaml_event event;
        for (int skip = 0; skip < 3; skip++)
            yaml_next(yaml, &event);
        assert_int_equal(yaml_is_null(&event), i < 5);
        yaml_close(yaml);
    }
}

/* The same again and again, up to n bytes; then the end. */
static void repeat(struct buf *out, const char *part, size_t n, const char *end)
{
    buf_clear(out);
    while (out->len < n)
        buf_adds(out, part);
    buf_adds(out, end);
}

/*
 * A million bytes of nesting of any kind end at the cap. A quadratic road would take hours
 * here, so that no clock is needed.
 */
static void test_depth(void **state)
{
    static const char *const parts[] = { "[",    "{",   "- ",   "? ",    "{a: ",
                                         "[a, ", "[\n", "[? ",  "{[",    "- ? ",
                                         "[{",   "{? ", "&a [", "!!x [", "[a: [" };
    struct buf text = BUF_INIT(1 << 22), out = BUF_INIT(4096);

    (void)state;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        repeat(&text, parts[i], 1000000, "");
        buf_clear(&out);
        trace(&out, text.data, text.len, &yaml_default_limits);
        if (!strstr(buf_str(&out), "more than 16 levels of nesting"))
            fail_msg("\"%s\": %s", parts[i], buf_str(&out));
    }
    repeat(&text, "[", 500000, "");
    for (int i = 0; i < 500000; i++)
        buf_addc(&text, ']');
    buf_clear(&out);
    trace(&out, text.data, text.len, &yaml_default_limits);
    assert_non_null(strstr(buf_str(&out), "!1:17 more than 16 levels of nesting"));
    buf_release(&text);
    buf_release(&out);
}

static void test_depth_edge(void **state)
{
    static const struct yaml_limits limits = { .depth = 2, .events = 100, .anchors = 1 };
    struct buf out = BUF_INIT(256);

    (void)state;
    trace(&out, "[[a], [b]]", 10, &limits);
    assert_string_equal(buf_str(&out), "[ [ =a ] [ =b ] ] .");
    buf_clear(&out);
    trace(&out, "[[[a]]]", 7, &limits);
    assert_string_equal(buf_str(&out), "[ [ !1:3 more than 2 levels of nesting");
    buf_release(&out);
}

static void test_deep_indent(void **state)
{
    struct buf text = BUF_INIT(1 << 20), out = BUF_INIT(4096);

    (void)state;
    for (int depth = 0; depth < 1000; depth++) {
        for (int i = 0; i < depth; i++)
            buf_addc(&text, ' ');
        buf_adds(&text, "a:\n");
    }
    trace(&out, text.data, text.len, &yaml_default_limits);
    assert_non_null(strstr(buf_str(&out), "!17:17 more than 16 levels of nesting"));
    buf_release(&text);
    buf_release(&out);
}

static void test_event_cap(void **state)
{
    static const struct yaml_limits limits = { .depth = 2, .events = 7, .anchors = 1 };
    struct buf out = BUF_INIT(256);

    (void)state;
    /* The stream and the document begin with an event each. */
    trace(&out, "[a, b]", 6, &limits);
    assert_string_equal(buf_str(&out), "[ =a =b ] .");
    buf_clear(&out);
    trace(&out, "[a, b, c, d, e]", 15, &limits);
    assert_string_equal(buf_str(&out), "[ =a =b =c =d !1:14 more than 7 values");
    buf_release(&out);
}

static void test_anchor_cap(void **state)
{
    static const struct yaml_limits limits = { .depth = 4, .events = 100, .anchors = 2 };
    struct buf out = BUF_INIT(512);

    (void)state;
    trace(&out, "[&a 1, &b 2, &c 3, *b, &a 4, *a, *c]", 36, &limits);
    assert_string_equal(buf_str(&out),
                        "[ =1 =2 =3 =2 =4 =4 !1:34 alias 'c' of an unknown anchor");
    buf_release(&out);
}

static void test_many_anchors(void **state)
{
    struct buf text = BUF_INIT(1 << 21);
    struct yaml_event event;
    long scalars = 0;

    (void)state;
    for (int i = 0; i < 20000; i++)
        buf_addf(&text, "- &a%d v%d\n", i, i);
    for (int i = 0; i < 20000; i++)
        buf_addf(&text, "- *a%d\n", i % 1000);
    struct yaml *yaml = yaml_open(text.data, text.len, &yaml_default_limits);
    while (yaml_next(yaml, &event) != YAML_END) {
        assert_int_not_equal(event.type, YAML_ERROR);
        scalars += event.type == YAML_SCALAR;
    }
    assert_int_equal(scalars, 40000);
    yaml_close(yaml);
    buf_release(&text);
}

/* One long scalar and many aliases of it do not become gigabytes. */
static void test_alias_bytes(void **state)
{
    struct buf text = BUF_INIT(1 << 20);
    struct yaml_event event;
    size_t total = 0;

    (void)state;
    buf_adds(&text, "- &a ");
    for (int i = 0; i < 100000; i++)
        buf_addc(&text, 'x');
    for (int i = 0; i < 10000; i++)
        buf_adds(&text, "\n- *a");
    struct yaml *yaml = yaml_open(text.data, text.len, &yaml_default_limits);
    while (yaml_next(yaml, &event) != YAML_ERROR) {
        assert_int_not_equal(event.type, YAML_END);
        total += event.len;
    }
    assert_true(total <= 100000 + 1024 * 1024);
    assert_string_equal(yaml_error(yaml), "aliases stand for too much text");
    yaml_close(yaml);
    buf_release(&text);
}

static void test_directives(void **state)
{
    /* What may stand between them, and how their lines may end. */
    static const char *const between[] = { "",           "# note\n", "\n",       "  \n",
                                           "# \u00E9\n", "\r",       "\xC2\x85", "\u2028" };
    struct buf text = BUF_INIT(1 << 20), out = BUF_INIT(4096);

    (void)state;
    for (size_t k = 0; k < sizeof between / sizeof *between; k++) {
        buf_clear(&text);
        buf_clear(&out);
        for (int i = 0; i < 40; i++)
            buf_addf(&text, "%%TAG !a%d! tag:x\n%s", i, between[k]);
        buf_adds(&text, "--- a\n");
        trace(&out, text.data, text.len, &yaml_default_limits);
        assert_string_equal(buf_str(&out), "!1:1 more than 32 directives");
    }
    /* Later lines that begin like one are text. */
    buf_clear(&text);
    buf_clear(&out);
    buf_adds(&text, "a: \"\n");
    for (int i = 0; i < 40; i++)
        buf_adds(&text, "% x\n");
    buf_adds(&text, "\"\n");
    trace(&out, text.data, text.len, &yaml_default_limits);
    assert_non_null(strstr(buf_str(&out), "% x % x"));
    assert_null(strstr(buf_str(&out), "!"));
    buf_release(&text);
    buf_release(&out);
}

/* What breaks is told cleanly: one line without control characters, at a place in the text. */
static void test_random(void **state)
{
    static const char *const parts[] = { "a",   "b: ",  "- ",   "[",   "]",   "{",  "}", ",",
                                         "\n",  "\n  ", "'",    "\"",  "&x ", "*x", "!", "#",
                                         "|\n", "? ",   "<<: ", "---", "%",   "\\", ":" };
    struct random_text random = { .state = 7 };
    char noise[8];

    (void)state;
    for (int round = 0; round < 20000; round++) {
        struct buf text = BUF_INIT(400);
        struct yaml_event event;
        int opened = 0;
        for (uint32_t count = random_text_next(&random, 30); count > 0; count--) {
            buf_adds(&text, parts[random_text_next(&random, sizeof parts / sizeof *parts)]);
            if (random_text_next(&random, 40) == 0)
                buf_add(&text, noise, random_text_fill(&random, noise, sizeof noise));
        }
        struct yaml *yaml = yaml_open(buf_str(&text), text.len, &yaml_default_limits);
        while (yaml_next(yaml, &event) != YAML_END && event.type != YAML_ERROR)
            opened += (event.type == YAML_MAP || event.type == YAML_SEQ) -
                      (event.type == YAML_MAP_END || event.type == YAML_SEQ_END);
        if (event.type == YAML_ERROR) {
            assert_true(yaml_error(yaml)[0] != '\0');
            assert_true(event.line >= 1 && event.column >= 1);
            assert_true((size_t)event.line <= text.len + 1);
        } else {
            assert_int_equal(opened, 0);
        }
        yaml_close(yaml);
        buf_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_events),       cmocka_unit_test(test_places),
        cmocka_unit_test(test_nul),          cmocka_unit_test(test_exact_length),
        cmocka_unit_test(test_skip),         cmocka_unit_test(test_skip_fails),
        cmocka_unit_test(test_is_null),      cmocka_unit_test(test_depth),
        cmocka_unit_test(test_depth_edge),   cmocka_unit_test(test_deep_indent),
        cmocka_unit_test(test_event_cap),    cmocka_unit_test(test_anchor_cap),
        cmocka_unit_test(test_many_anchors), cmocka_unit_test(test_alias_bytes),
        cmocka_unit_test(test_directives),   cmocka_unit_test(test_random),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
