/* SPDX-License-Identifier: MIT */
/* Messages that no honest writer sends: none gets through, none crashes the reader. */
#include "doc/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "doc/verdict.h"
#include "doc_random.h"

/* Read it; whatever comes of it must be whole. */
static bool survives(const char *bytes, size_t n)
{
    struct wire_meta meta;
    struct error error = { "" };
    cmark_node *root = wire_read(bytes, n, &meta, &error);
    struct buf out = BUF_INIT(WIRE_MAX);

    if (root) {
        assert_true(wire_write(root, &meta, &out));
        document_markdown(root, &out);
        wire_meta_release(&meta);
    } else {
        assert_string_not_equal(error.text, "");
        assert_null(meta.title);
    }
    document_free(root);
    buf_release(&out);
    return root != NULL;
}

static void write_random(uint64_t seed, struct buf *out)
{
    cmark_node *root = chance_document(seed, false);
    struct wire_meta meta;

    buf_init(out, WIRE_MAX);
    wire_meta_init(&meta);
    assert_true(wire_write(root, &meta, out));
    wire_meta_release(&meta);
    document_free(root);
}

static void expect_refused(const char *bytes, size_t n, const char *part)
{
    struct wire_meta meta;
    struct error error = { "" };

    assert_null(wire_read(bytes, n, &meta, &error));
    if (!strstr(error.text, part))
        fail_msg("\"%s\" is not about \"%s\"", error.text, part);
    wire_meta_release(&meta);
}

/* Callers count verdicts and have words for them. */
static void strange_verdicts_are_refused(void **state)
{
    enum { VERDICT_AT = 9 };
    struct buf bytes;

    (void)state;
    write_random(3, &bytes);
    for (int verdict = 0; verdict <= UINT8_MAX; verdict++) {
        bytes.data[VERDICT_AT] = (char)verdict;
        if (verdict < VERDICT_COUNT)
            assert_true(survives(bytes.data, bytes.len));
        else
            expect_refused(bytes.data, bytes.len, "verdict");
    }
    buf_release(&bytes);
}

static void truncation_is_refused(void **state)
{
    struct buf bytes;

    (void)state;
    write_random(3, &bytes);
    for (size_t n = 0; n < bytes.len; n++) {
        /* A copy of its own, so that reading over the end is seen. */
        char *copy = malloc(n + 1);
        memcpy(copy, bytes.data, n);
        char *exact = realloc(copy, n ? n : 1);
        assert_false(survives(exact, n));
        if (n >= 9) { /* with a length that agrees */
            for (int i = 0; i < 4; i++)
                exact[5 + i] = (char)((n - 9) >> 8 * i);
            assert_false(survives(exact, n));
        }
        free(exact);
    }
    buf_release(&bytes);
}

static void mutations_do_no_harm(void **state)
{
    static const unsigned char values[] = { 0, 1, 3, 8, 17, 18, 0x1D, 0x7F, 0x80, 0xFF };

    (void)state;
    for (uint64_t seed = 0; seed < 3; seed++) {
        struct buf bytes;
        write_random(seed * 7, &bytes);
        size_t end = bytes.len < 700 ? bytes.len : 700;
        for (size_t at = 0; at < end; at++) {
            char kept = bytes.data[at];
            for (size_t i = 0; i < sizeof values; i++) {
                bytes.data[at] = (char)values[i];
                survives(bytes.data, bytes.len);
            }
            bytes.data[at] = kept;
        }
        assert_true(survives(bytes.data, bytes.len));
        buf_release(&bytes);
    }
}

/* A message of these events, around them a header that is right. */
static void wrap(struct buf *out, const char *events, size_t n)
{
    size_t rest = 3 + 7 + n;

    buf_init(out, WIRE_MAX);
    buf_add(out, "crnt\1", 5);
    for (int i = 0; i < 4; i++)
        buf_addc(out, (char)(rest >> 8 * i));
    buf_add(out,
            "\0\0\0"
            "\0\0\0\0\0\0\0",
            10);
    buf_add(out, events, n);
}

/* Numbers of forms, as they are on disks: they may never change. */
#define DOC        "\1"
#define QUOTE      "\2"
#define LIST       "\3"
#define ITEM       "\4"
#define CODE_BLOCK "\5"
#define PARA       "\6"
#define HEADING    "\7"
#define TEXT       "\x9"
#define TABLE      "\x11"
#define ROW        "\x12"
#define CELL       "\x13"
#define END        "\0"

static void expect_fault(const char *events, size_t n, const char *part)
{
    struct buf bytes;

    wrap(&bytes, events, n);
    expect_refused(bytes.data, bytes.len, part);
    buf_release(&bytes);
}

static void events_are_checked(void **state)
{
    static const struct {
        const char *events;
        size_t n;
        const char *fault; /* NULL: it is fine */
    } cases[] = {
#define EVENTS(s) s, sizeof s - 1
        { EVENTS(DOC END), NULL },
        { EVENTS(DOC PARA TEXT "\2ab" END END), NULL },
        { EVENTS(DOC TABLE "\0" ROW "\4head" CELL "\0" PARA END END END END END), NULL },
        { EVENTS(DOC LIST "\1\x81\1" ITEM END END END), NULL },
        { EVENTS(DOC), "too early" },
        { EVENTS(""), "too early" },
        { EVENTS(END), "begin with a document" },
        { EVENTS(PARA END), "begin with a document" },
        { EVENTS(TEXT "\1a"), "begin with a document" },
        { EVENTS(DOC END END), "follows its end" },
        { EVENTS(DOC END DOC END), "follows its end" },
        { EVENTS(DOC DOC END END), "must not be" },
        { EVENTS(DOC TEXT "\1a" END), "must not be" },
        { EVENTS(DOC ITEM END END), "must not be" },
        { EVENTS(DOC LIST "\0\0" PARA END END END), "must not be" },
        { EVENTS(DOC PARA PARA END END END), "must not be" },
        { EVENTS(DOC ROW "\0" END END), "must not be" },
        { EVENTS(DOC TABLE "\0" PARA END END END), "must not be" },
        { EVENTS(DOC "\x1E" END), "no known kind" },
        { EVENTS(DOC "\xFF" END), "no known kind" },
        { EVENTS(DOC HEADING "\0" END END), "no level" },
        { EVENTS(DOC HEADING "\7" END END), "too large" },
        { EVENTS(DOC LIST "\x8\0" END END), "too large" },
        { EVENTS(DOC LIST "\1\xFF\xFF\xFF\xFF\x7F" END END), "too large" },
        { EVENTS(DOC PARA TEXT "\xFF\xFF\xFF\xFF\xFF\xFF" END END), "too large" },
        { EVENTS(DOC PARA TEXT "\x7F"
                               "ab" END END),
          "longer than the rest" },
        { EVENTS(DOC PARA TEXT "\3a\0b" END END), "NUL" },
#undef EVENTS
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf bytes;
        wrap(&bytes, cases[i].events, cases[i].n);
        if (!cases[i].fault)
            assert_true(survives(bytes.data, bytes.len));
        else
            expect_refused(bytes.data, bytes.len, cases[i].fault);
        buf_release(&bytes);
    }
}

static void headers_are_checked(void **state)
{
    struct buf bytes;

    (void)state;
    wrap(&bytes, DOC END, 2);
    expect_refused("", 0, "begin");
    expect_refused(bytes.data, bytes.len - 1, "length");
    buf_addc(&bytes, '\0');
    expect_refused(bytes.data, bytes.len, "length");
    buf_truncate(&bytes, bytes.len - 1);
    bytes.data[4] = 2; /* another version */
    expect_refused(bytes.data, bytes.len, "begin");
    bytes.data[4] = 1;
    memset(bytes.data + 5, 0xFF, 4); /* 4 GB */
    expect_refused(bytes.data, bytes.len, "length");
    buf_release(&bytes);
}

static cmark_node *read_events(const char *events, size_t n)
{
    struct buf bytes;
    struct wire_meta meta;
    struct error error;

    wrap(&bytes, events, n);
    cmark_node *root = wire_read(bytes.data, bytes.len, &meta, &error);
    buf_release(&bytes);
    if (root)
        wire_meta_release(&meta);
    return root;
}

static void texts_are_cleaned_again(void **state)
{
    static const struct {
        const char *raw, *text, *code;
    } cases[] = {
        { " in the middle ", " in the middle ", " in the middle " },
        { "a\033[31m\x7F", "a\uFFFD[31m\uFFFD", "a\uFFFD[31m\uFFFD" },
        { "a\nb\tc", "a b    c", "a\nb    c" },
        { "\xFF\u202Ex", "\uFFFDx", "\uFFFDx" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf events = BUF_INIT(1000);
        char n = (char)strlen(cases[i].raw);
        buf_add(&events, DOC CODE_BLOCK, 2);
        buf_addc(&events, n);
        buf_adds(&events, cases[i].raw);
        buf_add(&events, "\0" PARA TEXT, 3);
        buf_addc(&events, n);
        buf_adds(&events, cases[i].raw);
        buf_add(&events, END END, 2);
        cmark_node *root = read_events(events.data, events.len);
        assert_non_null(root);
        cmark_node *code = cmark_node_first_child(root);
        cmark_node *text = cmark_node_first_child(cmark_node_last_child(root));
        assert_string_equal(cmark_node_get_literal(code), cases[i].code);
        assert_string_equal(cmark_node_get_literal(text), cases[i].text);
        document_free(root);
        buf_release(&events);
    }
}

static void add_times(struct buf *out, const char *s, size_t n, int times)
{
    for (int i = 0; i < times; i++)
        buf_add(out, s, n);
}

static void limits_are_kept(void **state)
{
    struct buf events = BUF_INIT(WIRE_MAX);
    cmark_node *root;

    (void)state;
    buf_adds(&events, DOC);
    add_times(&events, QUOTE, 1, DOCUMENT_DEPTH_MAX - 1);
    add_times(&events, END, 1, DOCUMENT_DEPTH_MAX);
    root = read_events(events.data, events.len);
    assert_non_null(root);
    document_free(root);

    buf_clear(&events);
    buf_adds(&events, DOC);
    add_times(&events, QUOTE, 1, DOCUMENT_DEPTH_MAX);
    add_times(&events, END, 1, DOCUMENT_DEPTH_MAX + 1);
    expect_fault(events.data, events.len, "nested too deeply");

    buf_clear(&events);
    buf_adds(&events, DOC);
    add_times(&events, PARA END, 2, DOCUMENT_NODES_MAX);
    buf_add(&events, END, 1);
    expect_fault(events.data, events.len, "too many nodes");

    buf_clear(&events);
    buf_adds(&events, DOC);
    for (int i = 0; i < 3; i++) { /* each 6 MB of text */
        buf_add(&events, CODE_BLOCK "\x80\x80\x80\3", 5);
        size_t at = events.len;
        add_times(&events, "some text it is ", 16, 6 * 1024 * 1024 / 16);
        assert_int_equal(events.len - at, 6 * 1024 * 1024);
        buf_add(&events, "\0", 1);
    }
    buf_add(&events, END, 1);
    expect_fault(events.data, events.len, "too much text");
    buf_release(&events);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strange_verdicts_are_refused),
        cmocka_unit_test(truncation_is_refused),
        cmocka_unit_test(mutations_do_no_harm),
        cmocka_unit_test(events_are_checked),
        cmocka_unit_test(headers_are_checked),
        cmocka_unit_test(texts_are_cleaned_again),
        cmocka_unit_test(limits_are_kept),
    };

    text_init_locale();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
