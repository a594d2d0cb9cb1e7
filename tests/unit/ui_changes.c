/* SPDX-License-Identifier: MIT */
/* What is open, or on its way, while something changes that it speaks of. */
#include "ui/lend.h"
#include "ui/picker.h"
#include "ui_boxes.h"

static void bind_key(const char *key, const char *line)
{
    assert_true(keymap_bind(app.keymap, MAP_GENERAL, key, line, NULL));
}

static const struct picker *box(void)
{
    return (const struct picker *)app.views;
}

static void begin(const char *title)
{
    filter_by("");
    app.frame.focus = PANE_LIST;
    app_show(&app, find(title));
}

static void close_all(void)
{
    while (app.views)
        press("Esc");
}

/* The filter is typed in one prompt, however it is asked for; Esc goes back to what it was. */
static void test_filter_asked_for_twice(void **state)
{
    (void)state;
    bind_key("F5", "command-line");
    begin("T7");
    filter_by("title=T2");
    run("filter");
    press("F5");
    type("filter");
    press("Enter");
    press("^U");
    type("(");
    press("Esc");
    if (app.views)
        press("Esc");
    assert_null(app.views);
    assert_string_equal(buf_str(&app.filter.text), "title=T2");
}

/* While the filter is typed what is shown follows, but not under another prompt. */
static void test_note_above_the_filter(void **state)
{
    const struct article *article = find("T7");

    (void)state;
    bind_key("F5", "note");
    begin("T7");
    run("filter");
    press("F5");
    lose_shown_article();
    assert_ptr_equal(reader_article(&app.reader, &app), article);
    close_all();
}

/* Nor below what lies above that prompt. */
static void test_timeline_above_a_note(void **state)
{
    const struct article *article = find("T7");

    (void)state;
    bind_key("F5", "run timeline");
    begin("T7");
    run("note");
    press("F5");
    assert_int_equal(app_map(&app), MAP_TIMELINE);
    lose_shown_article();
    assert_ptr_equal(reader_article(&app.reader, &app), article);
    close_all();
}

/* The article is in no folder any more, and a library was made without it. */
static void test_note_on_an_article_that_is_gone(void **state)
{
    (void)state;
    begin("T7");
    run("note");
    reader_show(&app.reader, &app, NULL);
    app_refilter(&app);
    search_finish(&app);
    assert_null(reader_article(&app.reader, &app));
    type("mine");
    press("Enter");
    assert_string_equal(buf_str(&app.message), "there is no article");
    app_refilter(&app);
    assert_non_null(reader_article(&app.reader, &app));
}

/* A box of links speaks of the text that is shown, and another one came. */
static void test_links_of_another_text(void **state)
{
    (void)state;
    begin("T0");
    run("related");
    assert_true(box()->count > 0);
    buf_clear(&app.pipe.output);
    buf_adds(&app.pipe.output, "printed");
    app.pipe.of = app.reader.id;
    reader_show_variant(&app.reader, &app, VARIANT_OUTPUT);
    assert_int_equal(box()->count, 0);
    close_all();
}

static void test_fields_of_a_file_that_changed(void **state)
{
    (void)state;
    begin("T7");
    run("fields");
    reader_renew(&app.reader, &app, find("T8"));
    assert_non_null(strstr(box()->items[0].text, "T8"));
    close_all();
}

/* What was clicked is taken by another click, not by one after the keyboard was used. */
static void test_click_after_a_key(void **state)
{
    struct mouse mouse = { MOUSE_PRESS, 3, 5 };

    (void)state;
    begin("T7");
    run("fields");
    app_paint(&app);
    mouse_event(&app, &mouse);
    press("Down");
    mouse.y++;
    mouse_event(&app, &mouse);
    assert_non_null(app.views);
    mouse_event(&app, &mouse);
    assert_string_not_equal(app.views ? box()->title : "", "all fields");
    close_all();
}

/* The span of time that was chosen, not the bars that have its places by now. */
static void test_timeline_of_another_list(void **state)
{
    (void)state;
    begin("T7");
    run("timeline");
    press("Home");
    for (int i = 0; i < 5; i++)
        press("Right");
    filter_by("date:>=2021-03");
    app_paint(&app);
    press("Enter");
    search_finish(&app);
    assert_non_null(strstr(buf_str(&app.filter.text), "date:2021-06"));
}

static void test_pasted_text_too_long(void **state)
{
    (void)state;
    begin("T7");
    run("filter");
    app_key(&app, &(struct key){ KEY_CODE_PASTE_BEGIN, 0 });
    for (int i = 0; i <= EDIT_BYTES_MAX; i++)
        app_key(&app, &(struct key){ KEY_CODE_CHAR, 'x' });
    app_key(&app, &(struct key){ KEY_CODE_PASTE_END, 0 });
    assert_string_equal(buf_str(&prompt()->line.text), "");
    assert_true(shows("too long for a line"));
    type("T");
    assert_false(shows("too long for a line"));
    close_all();
}

/* A second program would fight for the terminal with the first. */
static void test_terminal_lent_once(void **state)
{
    static const char *const argv[] = { "true", NULL };
    struct error error;
    long there;

    (void)state;
    begin("T7");
    app.lent = (struct job *)&there;
    assert_false(lend_terminal(&app, argv, NULL, &error));
    size_t cursor = app.list.cursor;
    assert_false(app_run_line(&app, "first ; last", &error));
    assert_non_null(strstr(error.text, "last was not run"));
    assert_int_not_equal(app.list.cursor + 1, list_rows(&app.list));
    app.lent = NULL;
    list_move(&app.list, (long)cursor);
}

/* Until it is there, the list is that of another filter. */
static void test_list_still_looked_for(void **state)
{
    (void)state;
    begin("T7");
    app.search.running = query_start(app.filter.query, app.library);
    run("read-all");
    run("select-invert");
    assert_string_equal(buf_str(&app.message), "the list is still being looked for");
    assert_int_equal(app.selected.count, 0);
    assert_int_equal(app.unread, app.list.count);
    search_finish(&app);
}

/* A selection is kept by what did nothing with it. */
static void test_selection_that_was_not_used(void **state)
{
    (void)state;
    begin("T7");
    run("set copy none");
    run("select");
    run("copy");
    assert_int_equal(app.selected.count, 1);
    app.selected.ids[0] = 1; /* of an article that is gone */
    run("fetch");
    assert_int_equal(app.selected.count, 1);
    run("select-none");
}

static void test_text_too_long_for_a_pipe(void **state)
{
    (void)state;
    begin("T7");
    app_show(&app, without_body(0));
    buf_clear(&app.pipe.output);
    app.pipe.of = 0;
    run("pipe echo much");
    app.pipe.input.full = true;
    wait_for_pipe();
    assert_non_null(strstr(buf_str(&app.message), "echo was not run"));
    assert_false(pipe_has_output(&app));
}

/* What is looked for is not in the article that was drawn last. */
static void test_find_in_an_article_not_drawn_yet(void **state)
{
    (void)state;
    begin("T7");
    assert_true(shows("T7"));
    app_show(&app, find("T8"));
    run("find T7");
    assert_string_equal(buf_str(&app.message), "\"T7\" is not in this article");
    app_show(&app, find("T7"));
    app_paint(&app);
    app_show(&app, find("T8"));
    run("next-match");
    assert_ptr_not_equal(reader_article(&app.reader, &app), find("T8"));
    run("lights-out");
}

/* Its text is on the way: the end of what there is of it is not its end. */
static void test_read_on_before_the_text_is_there(void **state)
{
    const struct article *article = NULL;

    (void)state;
    begin("T7");
    for (size_t i = 0; !article || !article->has_body; i++)
        article = library_article(app.library, i);
    app_show(&app, article);
    for (int i = 0; i < 9; i++)
        run("read-on");
    assert_ptr_equal(reader_article(&app.reader, &app), article);
    assert_true(app.reader.fetch);
    run("interrupt");
    for (int i = 0; i < 9; i++)
        run("read-on");
    assert_ptr_not_equal(reader_article(&app.reader, &app), article);
}

static void spin(void)
{
    loop_after(app.loop, 0, stop, app.loop);
    loop_run(app.loop);
}

static bool all_are_counted(size_t views, const char *count)
{
    assert_int_equal(box()->count, views);
    for (size_t i = 0; i < views; i++)
        if (!strstr(box()->items[i].detail, count))
            return false;
    return true;
}

/* Views are counted between keys: until the end, or until nobody sees it. */
static void test_counts_of_views(void **state)
{
    enum { VIEWS = 1000 };
    struct buf line = BUF_INIT(100000);
    char count[16];

    (void)state;
    begin("T7");
    filter_by("title~1");
    snprintf(count, sizeof count, " %zu", app.list.count);
    filter_by("");
    buf_adds(&line, "set views [{name: 0, query: title~1}");
    for (int i = 1; i < VIEWS; i++)
        buf_addf(&line, ", {name: %d, query: title~1}", i);
    buf_adds(&line, "]");
    run(buf_str(&line));
    assert_int_equal(app.saved.count, VIEWS);
    run("view");
    press("Esc");
    while (app.view_counts.timer)
        spin();
    assert_null(app.view_counts.running);
    run("view");
    while (app.view_counts.timer)
        spin();
    assert_true(all_are_counted(VIEWS, count));
    run("set views []");
    assert_int_equal(box()->count, 0);
    close_all();
    buf_release(&line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_filter_asked_for_twice),
        cmocka_unit_test(test_note_above_the_filter),
        cmocka_unit_test(test_timeline_above_a_note),
        cmocka_unit_test(test_note_on_an_article_that_is_gone),
        cmocka_unit_test(test_links_of_another_text),
        cmocka_unit_test(test_fields_of_a_file_that_changed),
        cmocka_unit_test(test_click_after_a_key),
        cmocka_unit_test(test_timeline_of_another_list),
        cmocka_unit_test(test_pasted_text_too_long),
        cmocka_unit_test(test_terminal_lent_once),
        cmocka_unit_test(test_list_still_looked_for),
        cmocka_unit_test(test_selection_that_was_not_used),
        cmocka_unit_test(test_text_too_long_for_a_pipe),
        cmocka_unit_test(test_find_in_an_article_not_drawn_yet),
        cmocka_unit_test(test_read_on_before_the_text_is_there),
        cmocka_unit_test(test_counts_of_views),
    };

    return cmocka_run_group_tests(tests, boxes_begin, boxes_end);
}
