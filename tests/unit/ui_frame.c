/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ui/app.h"

enum { SIZES = 320 };

static bool overlap(struct rect a, struct rect b)
{
    return a.height > 0 && b.height > 0 && a.y < b.y + b.height && b.y < a.y + a.height &&
           a.x < b.x + b.width && b.x < a.x + a.width;
}

/* On the screen, apart from each other, and all of the room between top and bottom taken. */
static void check(const struct frame *frame, int height, int width)
{
    const struct rect parts[] = { frame->top, frame->list, frame->border, frame->article,
                                  frame->bottom };
    enum { PARTS = sizeof parts / sizeof *parts };
    int cells = 0;

    for (size_t i = 0; i < PARTS; i++) {
        assert_true(parts[i].y >= 0 && parts[i].x >= 0);
        assert_true(parts[i].height >= 0 && parts[i].width >= 0);
        assert_true(parts[i].y + parts[i].height <= height);
        assert_true(parts[i].x + parts[i].width <= width);
        cells += parts[i].height * parts[i].width;
        for (size_t k = 0; k < i; k++)
            assert_false(overlap(parts[i], parts[k]));
    }
    assert_int_equal(cells, height * width);
}

static void test_panes_fill_the_screen(void **state)
{
    static const int shifts[] = { 0, -3, 7, -1000, 1000 };

    (void)state;
    for (int height = FRAME_MIN_ROWS; height < SIZES; height += 1 + height / 8)
        for (int width = FRAME_MIN_COLUMNS; width < SIZES; width++)
            for (size_t i = 0; i < 4 * sizeof shifts / sizeof *shifts; i++) {
                struct frame frame = { .focus = i & 1 ? PANE_ARTICLE : PANE_LIST,
                                       .zoomed = i & 2,
                                       .beside_shift = shifts[i / 4],
                                       .stacked_shift = shifts[i / 4] };
                frame_compute(&frame, height, width);
                assert_false(frame.too_small);
                check(&frame, height, width);
            }
}

static void test_layouts(void **state)
{
    static const struct {
        int height, width;
        enum frame_layout layout;
        bool too_small;
    } cases[] = {
        { 24, 110, FRAME_BESIDE, false }, { 24, 109, FRAME_STACKED, false },
        { 16, 60, FRAME_STACKED, false }, { 15, 60, FRAME_SINGLE, false },
        { 16, 59, FRAME_SINGLE, false },  { 15, 300, FRAME_SINGLE, false },
        { 4, 16, FRAME_SINGLE, false },   { 3, 16, FRAME_SINGLE, true },
        { 4, 15, FRAME_SINGLE, true },    { 1, 1, FRAME_SINGLE, true },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct frame frame = { .focus = PANE_LIST };
        frame_compute(&frame, cases[i].height, cases[i].width);
        assert_int_equal(frame.layout, cases[i].layout);
        assert_int_equal(frame.too_small, cases[i].too_small);
        assert_true(frame.list.height >= 0);
        assert_int_equal(frame.article.height > 0, cases[i].layout != FRAME_SINGLE);
    }
}

static void test_one_pane_follows_the_focus(void **state)
{
    struct frame frame = { .focus = PANE_ARTICLE, .zoomed = true };

    (void)state;
    frame_compute(&frame, 40, 140);
    assert_int_equal(frame.list.height, 0);
    assert_int_equal(frame.article.width, 140);
    assert_int_equal(frame.article.height, 38);
    frame.focus = PANE_LIST;
    frame_compute(&frame, 40, 140);
    assert_int_equal(frame.article.height, 0);
    assert_int_equal(frame.list.width, 140);
}

static void run(struct app *app, const char *name, long count)
{
    for (const struct command *c = frame_commands; c->name; c++)
        if (strcmp(c->name, name) == 0)
            c->run(&(struct call){ app, count, "" });
}

/* The border stops at once where a pane would get too small, and comes back at once. */
static void test_border(void **state)
{
    static const int sizes[][2] = { { 40, 140 }, { 24, 80 } };

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct app app = { .canvas = { .height = sizes[i][0], .width = sizes[i][1] } };
        struct frame *frame = &app.frame;
        frame_compute(frame, sizes[i][0], sizes[i][1]);
        struct rect before = frame->list;
        run(&app, "border-on", 0);
        assert_true(frame->list.width > before.width || frame->list.height > before.height);
        run(&app, "border-back", 0);
        assert_memory_equal(&frame->list, &before, sizeof before);
        run(&app, "border-on", 1000000);
        assert_true(frame->article.width > 0 && frame->article.height > 0);
        struct rect last = frame->list;
        run(&app, "border-on", 0);
        assert_memory_equal(&frame->list, &last, sizeof last);
        run(&app, "border-back", 0);
        assert_true(frame->list.width < last.width || frame->list.height < last.height);
    }
}

/* Wherever the border is dragged it follows or stops, and it comes back from there at once. */
static void test_border_follows(void **state)
{
    static const int sizes[][2] = { { 40, 140 }, { 24, 80 } };

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct canvas canvas = { .height = sizes[i][0], .width = sizes[i][1] };
        struct frame frame = { .focus = PANE_LIST };
        frame_compute(&frame, canvas.height, canvas.width);
        bool beside = frame.layout == FRAME_BESIDE;
        struct rect before = frame.border;
        frame_move_border(&frame, &canvas, 1000, 1000);
        frame_move_border(&frame, &canvas, -1000, -1000);
        frame_move_border(&frame, &canvas, before.y + 1, before.x + 1);
        assert_int_equal(beside ? frame.border.x : frame.border.y,
                         (beside ? before.x : before.y) + 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_panes_fill_the_screen),
        cmocka_unit_test(test_layouts),
        cmocka_unit_test(test_one_pane_follows_the_focus),
        cmocka_unit_test(test_border),
        cmocka_unit_test(test_border_follows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
