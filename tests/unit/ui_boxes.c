/* SPDX-License-Identifier: MIT */
/*
 * Boxes and prompts that stay open while something else changes: the list, the settings, the
 * size of the terminal, what was typed in another prompt above.
 */
#include "ui_boxes.h"

#include "ui/picker.h"

static void resize(int height, int width)
{
    canvas_resize(&app.canvas, height, width);
    app_paint(&app);
}

static void test_note_stays_with_its_article(void **state)
{
    const struct article *article = find("T7");

    (void)state;
    filter_by("");
    app.frame.focus = PANE_LIST;
    app_show(&app, article);
    run("note");
    lose_shown_article();
    type("mine");
    press("Enter");
    assert_string_equal(marks_note(app.memory.marks, article), "mine");
    /* With nothing above it the list shows what its cursor is on. */
    lose_shown_article();
    assert_ptr_not_equal(reader_article(&app.reader, &app), article);
    filter_by("");
}

static void test_box_in_the_smallest_terminal(void **state)
{
    (void)state;
    resize(FRAME_MIN_ROWS, WIDTH);
    run("help topics");
    assert_true(shows("pick topics"));
    view_pop(&app);
    resize(HEIGHT, WIDTH);
}

static void test_menu_in_a_terminal_that_grows(void **state)
{
    (void)state;
    resize(9, 60);
    run("command-line");
    type("to");
    press("Tab");
    size_t count = prompt()->menu.completion.count;
    assert_in_range(count, 6, 10);
    for (size_t i = 0; i < count; i++) {
        press("Tab");
        app_paint(&app);
    }
    assert_int_equal(prompt()->menu.chosen, count - 1);
    assert_true(prompt()->menu.top > 0);
    resize(HEIGHT, WIDTH);
    assert_int_equal(prompt()->menu.top, 0);
    prompt_leave(&app);
}

/* The candidates are others than those that were drawn where the mouse is. */
static void test_click_on_a_menu_not_drawn_yet(void **state)
{
    (void)state;
    run("command-line");
    press("Tab");
    app_paint(&app);
    const struct rect drawn = prompt()->menu.drawn;
    assert_int_equal(drawn.height, 10);
    press("Esc");
    type("select-n");
    press("Backspace");
    press("Tab");
    size_t count = prompt()->menu.completion.count;
    assert_in_range(count, 2, 9);
    const struct mouse mouse = { MOUSE_PRESS, drawn.y + 9, drawn.x + 1 };
    app.views->ops->mouse(app.views, &app, &mouse);
    assert_string_equal(buf_str(&prompt()->line.text), "select-");
    press("Esc");
    prompt_leave(&app);
}

/* Where lines typed before are offered for the whole line, the cursor may be in its middle. */
static void test_candidates_for_a_whole_line(void **state)
{
    static const char *const lines[] = { "fooled", "foods" };

    (void)state;
    for (size_t i = 0; i < 2; i++)
        typed_add(&app.typed, TYPED_FIND, lines[i], NULL);
    app.frame.focus = PANE_ARTICLE;
    run("find");
    type("foo");
    press("Left");
    for (int i = 0; i < 4; i++)
        press("Tab");
    assert_string_equal(buf_str(&prompt()->line.text), "foo");
    press("Tab");
    assert_string_equal(buf_str(&prompt()->line.text), "foods");
    press("Esc");
    prompt_leave(&app);
    app.frame.focus = PANE_LIST;
}

/* What was typed up to the last byte there is room for can be taken back and typed anew. */
static void test_full_of_text(void **state)
{
    struct buf full = BUF_INIT(EDIT_BYTES_MAX);

    (void)state;
    while (full.len < EDIT_BYTES_MAX)
        buf_addc(&full, 'x');
    run("help");
    const struct picker *picker = (const struct picker *)app.views;
    app.views->ops->paste(app.views, &app, full.data, PICKER_TEXT_MAX - 1);
    app_key(&app, &(struct key){ KEY_CODE_CHAR, 0xE9 });
    assert_int_equal(picker->narrow.len, PICKER_TEXT_MAX - 1);
    type("yz");
    assert_int_equal(picker->narrow.len, PICKER_TEXT_MAX);
    press("Backspace");
    type("w");
    assert_int_equal(picker->narrow.data[PICKER_TEXT_MAX - 1], 'w');
    view_pop(&app);

    run("command-line");
    press("^R");
    app.views->ops->paste(app.views, &app, full.data, full.len);
    type("y");
    press("Backspace");
    type("w");
    assert_int_equal(prompt()->search.wanted.data[EDIT_BYTES_MAX - 1], 'w');
    press("Esc");
    prompt_leave(&app);
    buf_release(&full);
}

static void test_prompt_above_a_prompt(void **state)
{
    (void)state;
    assert_true(keymap_bind(app.keymap, MAP_GENERAL, "F5", "command-line", NULL));
    run("command-line");
    type("quit");
    press("F5");
    type("lights-out");
    press("Enter");
    assert_string_equal(buf_str(&prompt()->line.text), "quit");
    press("Up");
    assert_string_equal(buf_str(&prompt()->line.text), "quit");
    prompt_leave(&app);
}

/* A key that is a command unless another one follows, and another pane by then. */
static void test_key_of_another_pane(void **state)
{
    (void)state;
    assert_true(keymap_bind(app.keymap, MAP_LIST, "%", "down", NULL));
    assert_true(keymap_bind(app.keymap, MAP_LIST, "%%", "up", NULL));
    app.frame.focus = PANE_LIST;
    press("%");
    app.frame.focus = PANE_ARTICLE;
    press("j");
    assert_int_equal(app.pending_count, 0);
    app.frame.focus = PANE_LIST;
}

/* A binding changes the settings under a list of what they were. */
static void test_views_that_go(void **state)
{
    (void)state;
    run("set views [{name: one, query: unread}, {name: two, query: starred}]");
    assert_int_equal(app.saved.count, 2);
    assert_true(keymap_bind(app.keymap, MAP_GENERAL, "F6",
                            "set views [{name: three, query: note}]", NULL));
    run("view");
    press("End");
    press("F6");
    press("Enter");
    assert_null(app.views);
    assert_string_equal(buf_str(&app.filter.text), "note");
    filter_by("");
}

/* Of the boxes the help too: a binding that it lists is gone. */
static void test_help_of_keys_that_go(void **state)
{
    (void)state;
    assert_true(keymap_bind(app.keymap, MAP_LIST, "^G", "filter T1", NULL));
    assert_true(keymap_bind(app.keymap, MAP_GENERAL, "F6", "unbind list ^G", NULL));
    app.frame.focus = PANE_LIST;
    run("help filter T1");
    press("F6");
    const unsigned complaints = app.complaints;
    press("Enter");
    assert_string_equal(buf_str(&app.filter.text), "");
    assert_int_equal(app.complaints, complaints); /* it is not unbound once more */
    while (app.views)
        view_pop(&app);
}

/* What a program prints belongs to the article that it was called for. */
static void test_output_of_another_article(void **state)
{
    (void)state;
    filter_by("");
    app_show(&app, without_body(0));
    run("pipe echo early");
    wait_for_pipe();
    assert_int_equal(app.reader.variant, VARIANT_OUTPUT);
    app_show(&app, without_body(1));
    run("pipe echo late");
    app_show(&app, without_body(0));
    run("next-variant");
    assert_int_equal(app.reader.variant, VARIANT_OUTPUT);
    wait_for_pipe();
    assert_int_not_equal(app.reader.variant, VARIANT_OUTPUT);
    run("next-variant");
    assert_int_not_equal(app.reader.variant, VARIANT_OUTPUT);
}

/* A term that is put behind a filter holds for all alternatives of that. */
static void test_term_behind_alternatives(void **state)
{
    static const char *const value = "T2";

    (void)state;
    filter_by("title=T1 | title=T2 sort:heat");
    run("toggle-term title=T2");
    search_finish(&app);
    assert_int_equal(app.list.count, 1);
    run("toggle-term title=T2");
    search_finish(&app);
    assert_int_equal(app.list.count, 2);
    filter_by("title=T1 | title=T2");
    filter_add(&app, "title", &value, 1, false);
    search_finish(&app);
    assert_int_equal(app.list.count, 1);
    filter_by("");
}

/* A filter that gets too long stays as it was: half of a term would be another filter. */
static void test_filter_too_long(void **state)
{
    static const char *const value = "T2";
    char text[QUERY_MAX - 2];

    (void)state;
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    filter_by(text);
    const unsigned complaints = app.complaints;
    filter_add(&app, "title", &value, 1, false);
    assert_int_equal(app.complaints, complaints + 1);
    assert_string_equal(buf_str(&app.filter.text), text);
    run("toggle-term unread");
    run("sort heat");
    run("reverse-sort");
    assert_int_equal(app.complaints, complaints + 4);
    assert_string_equal(buf_str(&app.filter.text), text);
    filter_by("");
}

/* Where there was an article that is gone, the one under the cursor is shown. */
static void test_back_to_an_article_that_is_gone(void **state)
{
    (void)state;
    filter_by("title=T1");
    run("clear-filter");
    app.history.places[app.history.count - 1].article = 1;
    run("back");
    assert_string_equal(buf_str(&app.filter.text), "title=T1");
    assert_ptr_equal(reader_article(&app.reader, &app), find("T1"));
    filter_by("");
}

/* Scrolled by 8 columns a wide character lies half beside the pane, the others are shown. */
static void test_wide_characters_at_the_left_edge(void **state)
{
    (void)state;
    app_show(&app, without_body(0));
    buf_clear(&app.pipe.output);
    buf_adds(&app.pipe.output, "x  ");
    for (int i = 0; i < 60; i++)
        buf_adds(&app.pipe.output, i < 10 ? "\xE6\x97\xA5" : "\xE6\x9C\xAC");
    app.pipe.of = app.reader.id;
    reader_show_variant(&app.reader, &app, VARIANT_OUTPUT);
    app.frame.focus = PANE_ARTICLE;
    assert_true(shows("\n x  \xE6\x97\xA5"));
    run("scroll-right");
    assert_true(shows("\n  \xE6\x97\xA5"));
    run("back-out");
    app.frame.focus = PANE_LIST;
}

/* What is said to press is what the key is by then. */
static void test_told_keys(void **state)
{
    struct error error;

    (void)state;
    app.frame.focus = PANE_LIST;
    app_show(&app, find("T7"));
    run("open 99");
    assert_string_equal(buf_str(&app.message), "there is no link 99; u lists them");
    assert_true(keymap_bind(app.keymap, MAP_GENERAL, "u", "undo", NULL));
    run("open 99");
    assert_string_equal(buf_str(&app.message), "there is no link 99; :links lists them");
    assert_false(app_run_line(&app, "qqqqqqqq", &error));
    assert_string_equal(error.text, "there is no command \"qqqqqqqq\"; ? lists them all");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_note_stays_with_its_article),
        cmocka_unit_test(test_box_in_the_smallest_terminal),
        cmocka_unit_test(test_menu_in_a_terminal_that_grows),
        cmocka_unit_test(test_click_on_a_menu_not_drawn_yet),
        cmocka_unit_test(test_candidates_for_a_whole_line),
        cmocka_unit_test(test_full_of_text),
        cmocka_unit_test(test_prompt_above_a_prompt),
        cmocka_unit_test(test_key_of_another_pane),
        cmocka_unit_test(test_views_that_go),
        cmocka_unit_test(test_help_of_keys_that_go),
        cmocka_unit_test(test_output_of_another_article),
        cmocka_unit_test(test_term_behind_alternatives),
        cmocka_unit_test(test_filter_too_long),
        cmocka_unit_test(test_back_to_an_article_that_is_gone),
        cmocka_unit_test(test_wide_characters_at_the_left_edge),
        cmocka_unit_test(test_told_keys),
    };

    return cmocka_run_group_tests(tests, boxes_begin, boxes_end);
}
