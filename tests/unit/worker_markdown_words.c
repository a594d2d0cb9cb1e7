/* SPDX-License-Identifier: MIT */
/* Documents of pieces of CommonMark, put together at random: whatever the parser makes of their
 * structure, each word of text that it finds is in ours, in the same order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "dice.h"
#include "doc/document.h"
#include "worker/markdown.h"

enum { DOCUMENTS = 3000, PIECES_MAX = 60, BYTES_MAX = 1 << 16 };

/* Each of its kind; "@" is a word that occurs once. What is more than CommonMark is left out:
 * tables, strokes, notes, definitions, bare addresses, attributes. */
static const char *const pieces[] = {
    "@",
    "@ ",
    " @",
    "@ @ ",
    "@\n",
    "\n",
    "\n\n",
    "\n\n",
    "  \n",
    "\\\n",
    "    ",
    "\t",
    "   ",
    "*",
    "**",
    "***",
    "_",
    "__",
    "*@*",
    "**@**",
    "_@_",
    "*@ **@** @*",
    "`",
    "``",
    "`@`",
    "``@ ` @``",
    "[",
    "]",
    "(",
    ")",
    "![",
    "[@](b)",
    "[@](<b c>)",
    "![@](b)",
    "[@][]",
    "[@]",
    "[@](b \"c\")",
    "[*@*](b)",
    "\n\n# @\n\n",
    "\n## @ ##\n",
    "\n# \n",
    "\n#@\n",
    "@\n===\n",
    "@\n---\n",
    "\n***\n",
    "\n- - -\n",
    "\n> ",
    "\n>> ",
    "\n> > ",
    "> @",
    "\n- ",
    "\n* ",
    "\n+ ",
    "\n  - ",
    "\n    - ",
    "\n1. ",
    "\n2) ",
    "\n10. ",
    "\n\n    @\n\n",
    "\n```\n",
    "\n````\n",
    "\n~~~\n",
    "\n``` @\n",
    "\\*",
    "\\`",
    "\\[",
    "\\@",
    "&amp;",
    "&#65;",
    "&copy;",
    "&nosuch;",
    "&",
    "<",
    ">",
    "!",
    "\\",
    "#",
    "=",
    "-",
    "+",
    ".",
    "\"",
    "'",
    ",",
};

static void make_source(struct buf *out)
{
    int word = 0;

    for (int n = 1 + dice(PIECES_MAX); n > 0; n--) {
        const char *piece = PICK(pieces);
        for (; *piece; piece++) {
            if (*piece == '@')
                buf_addf(out, "w%dw", word++);
            else
                buf_addc(out, *piece);
        }
    }
    buf_addc(out, '\n');
}

/* What a parser that nobody changed says is text. */
static void plain_words(const struct buf *source, struct buf *out)
{
    cmark_node *root = cmark_parse_document(source->data, source->len, CMARK_OPT_DEFAULT);
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (event == CMARK_EVENT_ENTER && (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE ||
                                           type == CMARK_NODE_CODE_BLOCK))
            buf_adds(out, cmark_node_get_literal(node));
        buf_addc(out, ' ');
    }
    cmark_iter_free(iter);
    cmark_node_free(root);
}

/* The next word from s on, "" for none. */
static const char *next_word(const char *s, char word[16])
{
    int number, used;

    word[0] = '\0';
    for (; (s = strchr(s, 'w')) != NULL; s++) {
        if (sscanf(s, "w%6dw%n", &number, &used) == 1) {
            snprintf(word, 16, "w%dw", number);
            return s + used;
        }
    }
    return "";
}

static void test_words(void **state)
{
    size_t words = 0;

    (void)state;
    for (int i = 0; i < DOCUMENTS; i++) {
        struct buf source = BUF_INIT(BYTES_MAX), theirs = BUF_INIT(BYTES_MAX),
                   ours = BUF_INIT(BYTES_MAX);
        bool cut = false;
        char word[16];
        make_source(&source);
        plain_words(&source, &theirs);
        cmark_node *root = markdown_document(source.data, source.len, "", &cut);
        document_plain(root, &ours);
        const char *at = buf_str(&ours);
        for (const char *s = next_word(buf_str(&theirs), word); word[0];
             s = next_word(s, word), words++) {
            at = strstr(at, word);
            if (!at)
                fail_msg("document %d lacks %s:\n%s\n---\n%s", i, word, buf_str(&source),
                         buf_str(&ours));
            at += strlen(word);
        }
        assert_false(cut);
        document_free(root);
        buf_release(&source);
        buf_release(&theirs);
        buf_release(&ours);
    }
    assert_true(words > DOCUMENTS * 5);
}

int main(void)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(test_words) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
