/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ui/keymap.h"
#include "ui/screen_keys.h"

const struct command *const command_tables[] = { NULL };

static void add_mouse(const struct key *key, struct buf *out)
{
    static const char *const events[] = { "press", "drag", "release", "up", "down" };
    struct mouse mouse = mouse_of(key);

    buf_addf(out, "%s@%d,%d", events[mouse.event], mouse.x, mouse.y);
}

static void add_key(const struct key *key, struct buf *out)
{
    if (out->len)
        buf_addc(out, ' ');
    if (key->code == KEY_CODE_PASTE_BEGIN)
        buf_addc(out, '{');
    else if (key->code == KEY_CODE_PASTE_END)
        buf_addc(out, '}');
    else if (key->code == KEY_CODE_MOUSE)
        add_mouse(key, out);
    else
        key_name(key, out);
}

/* The names of the keys that bytes become; a NUL in them stands for a pause. */
static void decode(const char *bytes, size_t n, struct buf *out)
{
    struct key_decoder decoder = { 0 };
    struct key key;

    for (size_t i = 0; i < n; i += !decoder.again)
        if (bytes[i] ? key_decoder_push(&decoder, (unsigned char)bytes[i], &key)
                     : key_decoder_timeout(&decoder, &key))
            add_key(&key, out);
    if (key_decoder_waits(&decoder) && key_decoder_timeout(&decoder, &key))
        add_key(&key, out);
    assert_false(key_decoder_waits(&decoder));
}

#define BYTES(s) s, sizeof s - 1

static void test_decode(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t n;
        const char *keys;
    } cases[] = {
        { BYTES(""), "" },
        { BYTES("aZ ~"), "a Z Space ~" },
        { BYTES("\1\3\32\34\35\37"), "^A ^C ^Z ^\\ ^] ^_" },
        { BYTES("\r\n\t\b\177"), "Enter ^J Tab Backspace Backspace" },
        { BYTES("é日👍"), "é 日 👍" },
        { BYTES("\33"), "Esc" },
        { BYTES("\33\33"), "Esc Esc" },
        { BYTES("\33\0x"), "Esc x" },
        { BYTES("\33x\33~\33é\33\rz\33 "), "<M-x> <M-~> Esc é Esc Enter z Esc Space" },
        { BYTES("\33[200~\33x\33[201~\33y"), "{ x } <M-y>" },
        { BYTES("\33\33[A"), "Esc Up" },
        { BYTES("\33[A\33[B\33[C\33[D\33[H\33[F\33[Z"), "Up Down Right Left Home End BackTab" },
        { BYTES("\33OA\33OB\33OC\33OD\33OH\33OF\33OM"), "Up Down Right Left Home End Enter" },
        { BYTES("\33[1~\33[2~\33[3~\33[4~\33[5~\33[6~\33[7~\33[8~"),
          "Home Insert Delete End PgUp PgDn Home End" },
        { BYTES("\33OP\33OQ\33OR\33OS\33[15~\33[17~\33[21~\33[23~\33[24~"),
          "F1 F2 F3 F4 F5 F6 F10 F11 F12" },
        { BYTES("\33[[A\33[[E\33[11~\33[14~"), "F1 F5 F1 F4" },
        { BYTES("\33[1;5D\33[1;3C\33Od\33Oc\33[1;2C\33[C\33\177"),
          "<C-Left> <C-Right> <C-Left> <C-Right> Right Right <M-Backspace>" },
        { BYTES("\33[1;5A\33[1;2P\33[5;3~\33O5C"), "Up F1 PgUp Right" },
        { BYTES("\33[5^\33[7$\33[3@x"), "PgUp Home Delete x" },
        { BYTES("\33Op\33Oy\33Ok\33On"), "0 9 + ." },
        /* Unknown and unfinished sequences, answers and reports of a mouse vanish whole. */
        { BYTES("\33[99~\33[7;7;7Q\33[Ix"), "x" },
        { BYTES("\33[?62;4c\33[>0;1c\33[?2026;2$yx"), "x" },
        { BYTES("\33[24;80Rx"), "x" },
        { BYTES("\33]11;rgb:ffff/0000/0000\33\\x"), "x" },
        { BYTES("\33]11;rgb:ffff/0000/0000\7x"), "x" },
        { BYTES("\33P1+r544e=78\33\\\33_Gi=1;OK\33\\x"), "x" },
        { BYTES("\33]\0j\33P\0k\33]1\0l"), "<M-]> j <M-P> k l" },
        { BYTES("\33[\0j\33O\0k\33[1;\0l"), "j k l" },
        { BYTES("\33[<0;10;7M\33[<0;10;8mx"), "press@9,6 release@9,7 x" },
        { BYTES("\33[<32;1;1M\33[<64;2;3M\33[<65;2;3M"), "drag@0,0 up@1,2 down@1,2" },
        { BYTES("\33[<4;4096;1M\33[<80;1;1M"), "press@4095,0 up@0,0" },
        { BYTES("\33[<1;1;1M\33[<2;1;1M\33[<3;1;1M\33[<35;1;1M\33[<66;1;1Mx"), "x" },
        { BYTES("\33[<0;0;1M\33[<0;1;0M\33[<0;4097;1M\33[<0;99999;1Mx"), "x" },
        { BYTES("\33[<0;1M\33[<M\33[<;;M\33[<-1;1;1M\33[<0;1;1;1M\33[0;1;1Mx"), "x" },
        { BYTES("\33[<0;1;\0q\33[<0;1;1Mx"), "q press@0,0 x" },
        { BYTES("\33[M !!x"), "x" },
        { BYTES("\33[1;2;3;4;5;6;7;8;9;10;11;12Ax"), "x" },
        { BYTES("\33[1\33[Ax\33[2\rx"), "Up x Enter x" },
        { BYTES("\33[é"), "é" },
        /* Bad UTF-8: overlong, surrogates, out of range, cut off, C1. */
        { BYTES("\xc0\x9b\xe0\x80\x9b\xed\xa0\x80\xf4\x90\x80\x80\xff\x80x"), "x" },
        { BYTES("\xe6\x97x\xc3\33[A"), "x Up" },
        { BYTES("\xe6\x97\0x"), "x" },
        { BYTES("\xc2\x9b"
                "Ax"),
          "A x" },
        /* A paste is text: only line ends and tabs of what is no character. */
        { BYTES("\33[200~a\rb\tc\nd\33[201~e"), "{ a Enter b Tab c Enter d } e" },
        { BYTES("\33[200~\3\33[A\177\bé\33\33[201~q"), "{ é } q" },
        { BYTES("\33[200~\33]0;x\33[201~q"), "{ 0 ; x } q" },
        { BYTES("\33[200~\33[M\33[201~\33[200~\33P\33[201~\33[200~\33[[\33[201~q"),
          "{ } { } { } q" },
        { BYTES("\33[200~a\33[200~b\33[201~\33[201~q"), "{ a b } q" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out = BUF_INIT(1000);
        decode(cases[i].bytes, cases[i].n, &out);
        assert_string_equal(buf_str(&out), cases[i].keys);
        buf_release(&out);
    }
}

/* What only begins like an answer is a key with Alt, and soon; an answer has more time. */
static void test_patience(void **state)
{
    (void)state;
    struct key_decoder decoder = { 0 };
    struct key key;

    key_decoder_push(&decoder, 0x1B, &key);
    key_decoder_push(&decoder, ']', &key);
    int alone = key_decoder_patience(&decoder);
    key_decoder_push(&decoder, '1', &key);
    assert_true(alone <= 50 && alone < key_decoder_patience(&decoder));
}

/* After any three bytes and a pause, keys work as ever. */
static void test_never_stuck(void **state)
{
    (void)state;
    static const unsigned char starts[] = {
        0x1B, '[', 'O', ']', 'M', '1', ';', 0xC3, 0xE6, 'x'
    };
    enum { STARTS = sizeof starts };

    for (unsigned i = 0; i < STARTS * STARTS * 256; i++) {
        struct key_decoder decoder = { 0 };
        struct key key;
        key_decoder_push(&decoder, starts[i % STARTS], &key);
        key_decoder_push(&decoder, starts[i / STARTS % STARTS], &key);
        key_decoder_push(&decoder, (unsigned char)(i / STARTS / STARTS), &key);
        if (key_decoder_waits(&decoder))
            key_decoder_timeout(&decoder, &key);
        assert_true(key_decoder_push(&decoder, 'q', &key));
        assert_int_equal(key.code, KEY_CODE_CHAR);
        assert_int_equal(key.c, 'q');
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decode),
        cmocka_unit_test(test_patience),
        cmocka_unit_test(test_never_stuck),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
