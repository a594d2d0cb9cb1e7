/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "ui/keymap.h"
#include "ui/line.h"

const struct command *const command_tables[] = { NULL };

static void test_lines(void **state)
{
    (void)state;
    /* Each command as "count name [text]", joined. */
    static const struct {
        const char *line, *expected;
        bool is_macro;
    } cases[] = {
        { "", "", false },
        { "  ", "", false },
        { " ; ; ", "", false },
        { "quit", "0 quit [] ", false },
        { "  quit  ", "0 quit [] ", false },
        { "quit ;", "0 quit [] ", false },
        { "; quit", "0 quit [] ", false },
        { "3 down", "3 down [] ", true },
        { "3down", "3 down [] ", true },
        { "999999999999 down", "1000000 down [] ", true },
        { "sort heat", "0 sort [heat] ", false },
        { "sort  heat  , x ", "0 sort [heat  , x] ", false },
        { "a ; b c ; 2 d", "0 a [] 0 b [c] 2 d [] ", true },
        { "a;b", "0 a;b [] ", false },
        { "a x;y ; b", "0 a [x;y] 0 b [] ", true },
        { "a x; ; b", "0 a [x;] 0 b [] ", true },
        { "filter \"a ; b\"", "0 filter [\"a ; b\"] ", false },
        { "filter \"a \\\" ; b\" ; c", "0 filter [\"a \\\" ; b\"] 0 c [] ", true },
        { "filter \"a ; b", "0 filter [\"a ; b] ", false },
        { "find \\ ; b", "0 find [\\] 0 b [] ", true },
        { "bind list x a ; b", "0 bind [list x a ; b] ", false },
        { "a ; run b ; c", "0 a [] 0 run [b ; c] ", true },
        { "binds x ; c", "0 binds [x] 0 c [] ", true },
        { "7", "7  [] ", true },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *line = cases[i].line;
        struct line_command command;
        char told[256] = "";

        while (line_next(&line, &command))
            snprintf(told + strlen(told), sizeof told - strlen(told), "%ld %.*s [%.*s] ",
                     command.count, (int)command.name_length, command.name,
                     (int)command.text_length, command.text);
        assert_string_equal(told, cases[i].expected);
        assert_int_equal(line_is_macro(cases[i].line), cases[i].is_macro);
        assert_int_equal(*line, '\0');
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(test_lines) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
