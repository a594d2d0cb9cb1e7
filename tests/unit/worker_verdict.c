/* SPDX-License-Identifier: MIT */
#include "worker/verdict.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char story[] =
    "The river rose in the night and by morning the lower town stood in water, as it had not "
    "done since the bridge was built. Nobody was hurt, but the market hall will have to dry.";
static const char excerpt[] =
    "The river rose in the night; the market hall and the bridge of the lower town are wet.";

static const struct {
    const char *label;
    struct verdict_case what; /* text_len is filled in; a NULL string is "" */
    enum verdict verdict;
} rows[] = {
    { "a story", { .text = story, .prose = 170 }, VERDICT_FULL },
    { "the story that was asked for",
      { .text = story, .prose = 170, .title = "High water", .excerpt = excerpt },
      VERDICT_FULL },
    { "nothing", { .text = "" }, VERDICT_FAILED },
    { "a word", { .text = "Loading", .scripts = 50000 }, VERDICT_FAILED },
    { "another story",
      { .text = story,
        .prose = 170,
        .title = "Stocks",
        .excerpt =
            "Shares in makers of lanterns climbed again while lenders waited for rates." },
      VERDICT_FAILED },
    { "a robot check",
      { .text =
            "One more step before you proceed. Please verify you are human by writing a poem.",
        .prose = 80 },
      VERDICT_FAILED },
    { "a page that is not there",
      { .text = "What you look for has moved or never was. Try the search field at the top.",
        .page_title = "Page not found",
        .prose = 70 },
      VERDICT_FAILED },
    { "a wall of consent",
      { .text =
            "We use cookies and more. We and our partners would like to look into your pockets.",
        .prose = 80,
        .title = "High water",
        .excerpt = excerpt },
      VERDICT_FAILED },
    { "a wall of consent before an unknown article",
      { .text = "Before you continue. We use cookies and would like to look into your pockets.",
        .prose = 80 },
      VERDICT_FAILED },
    { "a short story",
      { .text = "The bells will not ring on Sunday. The rope is wet.", .prose = 51 },
      VERDICT_FULL },
    { "a subscription",
      { .text =
            "The river rose in the night and the bridge is wet. Subscribe to continue reading.",
        .prose = 80 },
      VERDICT_TEASER },
    { "an apostrophe, an accent and capitals",
      { .text =
            "La rivière est montée dans la nuit. La suite est RÉSERVÉ AUX ABONNÉS du journal.",
        .prose = 80 },
      VERDICT_TEASER },
    { "a page that says it is paid",
      { .text = story, .prose = 170, .paid = true },
      VERDICT_TEASER },
    { "a paid page that shows all",
      { .text = story, .prose = 9000, .paid = true },
      VERDICT_FULL },
    { "a long story with the words in it",
      { .text =
            "He asked whether one must subscribe to continue reading, and nobody knew what to say.",
        .prose = 9000 },
      VERDICT_FULL },
    { "a login wall",
      { .text =
            "The river rose in the night. Log in to read what the mayor has to say about it.",
        .prose = 80 },
      VERDICT_TEASER },
    { "a wall in another script",
      { .text = "川は夜の間に増水した。この記事は有料です。", .prose = 40 },
      VERDICT_TEASER },
    { "money asked for beside the story",
      { .text = story, .prose = 170, .asked = true },
      VERDICT_TEASER },
    { "money asked for beside a long story",
      { .text = story, .prose = 4000, .asked = true },
      VERDICT_FULL },
    { "a check before the page",
      { .text = "www.example.org needs to review the security of your connection first.",
        .page_title = "Just a moment...",
        .prose = 70 },
      VERDICT_FAILED },
    { "a title that begins like a check",
      { .text = story, .page_title = "Just a moment in the life of a bridge", .prose = 170 },
      VERDICT_FULL },
    { "a number for a title",
      { .text = "Nothing here. You may go back to the first page of the Lantern.",
        .page_title = "404 – The Lantern",
        .prose = 60 },
      VERDICT_FAILED },
    { "a story about a number",
      { .text = story, .page_title = "404 geese on the bridge", .prose = 170 },
      VERDICT_FULL },
    { "a page that is not there, in German",
      { .text = "Seite nicht gefunden. Vielleicht hilft die Suche am oberen Rand der Seite.",
        .prose = 70 },
      VERDICT_FAILED },
    { "the start of a story",
      { .text =
            "The river rose in the night and by morning the lower town stood in water [...]",
        .prose = 80 },
      VERDICT_TEASER },
    { "no more than the excerpt",
      { .text = excerpt, .prose = 80, .title = "High water", .excerpt = excerpt },
      VERDICT_TEASER },
    { "a description",
      { .text =
            "A page of the Lantern about the river and the bridge, and what came of it all.",
        .described = true },
      VERDICT_TEASER },
    { "a list", { .text = story, .prose = 170, .whole = true }, VERDICT_PARTIAL },
    { "a cut page", { .text = story, .prose = 170, .cut = true }, VERDICT_PARTIAL },
};

static const char *text_of(const char *s)
{
    return s ? s : "";
}

static void test_verdicts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct verdict_case what = rows[i].what;
        const char *reason = NULL;
        what.text_len = strlen(what.text);
        what.title = text_of(what.title);
        what.excerpt = text_of(what.excerpt);
        what.page_title = text_of(what.page_title);
        enum verdict verdict = verdict_of(&what, &reason);
        if (verdict != rows[i].verdict)
            fail_msg("%s: %s (%s)", rows[i].label, verdict_name((int)verdict), reason);
        assert_int_equal(*reason == '\0', verdict == VERDICT_FULL);
    }
}

static void test_names(void **state)
{
    (void)state;
    assert_string_equal(verdict_name(VERDICT_FULL), "full");
    assert_string_equal(verdict_name(VERDICT_PARTIAL), "partial");
    assert_string_equal(verdict_name(VERDICT_TEASER), "teaser");
    assert_string_equal(verdict_name(-1), "failed");
    assert_string_equal(verdict_name(VERDICT_COUNT), "failed");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verdicts),
        cmocka_unit_test(test_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
