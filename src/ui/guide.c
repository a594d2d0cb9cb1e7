/* SPDX-License-Identifier: MIT */
#include "ui/guide.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "config/paths.h"
#include "ui/app.h"

enum {
    TEXT_MAX = 64 * 1024,
    ROWS_LEFT = 5, /* of the article above the lines */
    MARGIN = 1,
};

static bool is_there(bool (*name)(struct buf *out))
{
    struct buf path = BUF_INIT(PATH_BYTES_MAX);
    bool there = name(&path) && access(buf_str(&path), F_OK) == 0;

    buf_release(&path);
    return there;
}

void guide_init(struct app *app)
{
    app->first_visit = !is_there(path_marks_file) && !is_there(path_config_file);
}

/* With the home folder as people write it. */
static void add_path(struct buf *out, const char *path)
{
    const char *home = getenv("HOME");
    size_t n = home ? strlen(home) : 0;

    if (n > 1 && strncmp(path, home, n) == 0 && path[n] == '/') {
        buf_addc(out, '~');
        path += n;
    }
    text_clean(out, path, strlen(path), TEXT_LINE);
}

static void add_folders(struct app *app, struct buf *out)
{
    if (app->path_count == 1)
        add_path(out, app->paths[0]);
    else
        buf_addf(out, "%zu folders", app->path_count);
}

/* "? shows the keys, / filters": those in force. */
static void add_keys(struct app *app, struct buf *out)
{
    static const struct {
        const char *command, *does;
    } keys[] = { { "help", "shows all keys" },
                 { "filter", "filters" },
                 { "enter-article", "reads" },
                 { "back-out", "quits" } };
    const char *parted = "";

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *key = keymap_first_key(app->keymap, MAP_LIST, keys[i].command);
        if (key)
            buf_addf(out, "%s%s %s", parted, key, keys[i].does);
        parted = ", ";
    }
    buf_addc(out, '\n');
}

/* What stands before the titles; rows for a braille display say it in words. */
static void add_flags(const struct app *app, struct buf *out)
{
    if (!app->config->braille)
        buf_adds(out,
                 app->ascii
                     ? "N unread, * starred, F full text, ~ related articles, + a story\n"
                     : "● unread, ★ starred, ◆ full text, ~ related articles, ▸ a story\n");
}

static void add_welcome(struct app *app, struct buf *out)
{
    struct buf settings = BUF_INIT(PATH_BYTES_MAX);
    size_t count = library_live(app->library);

    buf_addf(out, "Welcome: %zu article%s of ", count, count == 1 ? "" : "s");
    add_folders(app, out);
    buf_adds(out, ".\n");
    add_keys(app, out);
    add_flags(app, out);
    if (path_config_file(&settings)) {
        buf_adds(out, "Settings go into ");
        add_path(out, buf_str(&settings));
        buf_adds(out, "; `coranto config --example` prints some to begin with.\n");
    }
    buf_release(&settings);
}

static void add_nothing_there(struct app *app, struct buf *out)
{
    const char *rescan = keymap_first_key(app->keymap, MAP_LIST, "rescan");
    const char *problems = keymap_first_key(app->keymap, MAP_LIST, "problems");

    buf_adds(out, "There are no articles in ");
    add_folders(app, out);
    buf_adds(out,
             ".\nAn article is a Markdown file, .md, .markdown or .txt, with YAML in front "
             "of its text, there or in a folder below; coranto(5) says more.\n");
    if (rescan)
        buf_addf(out, "%s looks again. ", rescan);
    buf_adds(out, "To read another folder: coranto FOLDER\n");
    if (problems && library_problem_count(app->library) > 0)
        buf_addf(out, "Something could not be read: %s says what.\n", problems);
}

/* The bytes of a line that fit: to the last blank before its end, else all that do. */
static size_t line_length(const char *s, size_t n, int columns)
{
    size_t at = 0, blank = 0;
    int used = 0, step;

    while (at < n) {
        size_t next = at + text_step(s + at, n - at, &step);
        if (used + step > columns)
            return blank ? blank : at;
        if (s[at] == ' ')
            blank = at;
        used += step;
        at = next;
    }
    return n;
}

/* Put the text into rows from y on, wrapped, or only count them when canvas is NULL. */
static int put_text(struct canvas *canvas, const char *text, struct rect room)
{
    int columns = room.width - 2 * MARGIN, rows = 0;

    while (*text && columns > 0) {
        size_t n = strcspn(text, "\n"), fits = line_length(text, n, columns);
        if (canvas && rows < room.height)
            canvas_put(canvas, room.y + rows, room.x + MARGIN, columns, STYLE_DIM, text, fits);
        rows++;
        text += fits ? fits : n;
        text += *text == ' ' || *text == '\n';
    }
    return rows;
}

/* At the lower end of a pane when so many rows of it stay free above. */
static bool put_below(struct app *app, struct rect pane, int free, const char *text)
{
    int rows = put_text(NULL, text, pane) + 1;

    if (pane.height < rows + free)
        return false;
    struct rect room = { pane.y + pane.height - rows, pane.x, rows, pane.width };
    canvas_fill(&app->canvas, room, STYLE_TEXT);
    room.y++;
    room.height--;
    put_text(&app->canvas, text, room);
    return true;
}

void guide_draw(struct app *app)
{
    struct buf text = BUF_INIT(TEXT_MAX);
    struct rect pane = app->frame.article.height ? app->frame.article : app->frame.list;

    if (library_loading(app->library) || app->reloading) {
        /* What there is to say is not known yet. */
    } else if (library_live(app->library) == 0) {
        add_nothing_there(app, &text);
        canvas_fill(&app->canvas, pane, STYLE_TEXT);
        put_text(&app->canvas, buf_str(&text), pane);
    } else if (app->first_visit) {
        add_welcome(app, &text);
        if (!put_below(app, app->frame.article, ROWS_LEFT, buf_str(&text)))
            put_below(app, app->frame.list, (int)app->list.count, buf_str(&text));
    }
    buf_release(&text);
}
