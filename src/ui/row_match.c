/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/text.h"
#include "ui/app.h"

/* Of a filter longer than a line to type, the rest finds but is not lit up. */
enum { WORDS_MAX = 16 };

static void light(struct app *app, struct rect rect, const char *title, struct text_range match)
{
    int from = text_width(title, match.start);

    canvas_restyle(&app->canvas, rect.y, rect.x + from,
                   text_width(title + match.start, match.end - match.start),
                   STYLE_KEY | STYLE_UNDERLINE);
}

void row_draw_matches(struct app *app, struct rect rect, const char *title)
{
    const char *const *words;
    size_t n = strlen(title), count = query_words(app->filter.query, &words);
    int used;
    size_t shown = text_cut(title, n, rect.width, &used);

    if (shown < n) /* the last column is the ellipsis */
        shown = text_cut(title, n, rect.width - 1, &used);
    for (size_t i = 0; i < count && i < WORDS_MAX; i++) {
        struct text_range match = { 0, 0 };
        size_t length = strlen(words[i]);
        while (text_find(title, shown, match.end, words[i], length, &match))
            light(app, rect, title, match);
    }
}
