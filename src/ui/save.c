/* SPDX-License-Identifier: MIT */
#include "ui/save.h"

#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/text.h"
#include "config/paths.h"
#include "page/article_text.h"
#include "ui/app.h"
#include "ui/texts.h"

enum {
    TEXT_MAX = 64 * 1024 * 1024,
    NAME_BYTES = 60,
    NAMES_MAX = 16 * 1024 * 1024,
    DOUBLES_MAX = 1000, /* files of one name in a folder */
};

void save_init(struct save *save)
{
    *save = (struct save){ .over = false };
    buf_init(&save->target, PATH_BYTES_MAX);
    buf_init(&save->names, NAMES_MAX);
}

void save_release(struct save *save)
{
    buf_release(&save->target);
    buf_release(&save->names);
}

/* Append a name for a file made of a title: letters, digits and "-", never empty. */
static void add_name(const char *title, struct buf *out)
{
    struct buf folded = BUF_INIT(PATH_BYTES_MAX);
    size_t start = out->len;

    text_fold(&folded, title, strlen(title));
    size_t n = text_whole(buf_str(&folded), folded.len < NAME_BYTES ? folded.len : NAME_BYTES);
    for (size_t i = 0; i < n; i++) {
        char c = folded.data[i];
        bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c > 0x7f;
        if (kept)
            buf_addc(out, c);
        else if (out->len > start && out->data[out->len - 1] != '-')
            buf_addc(out, '-');
    }
    while (out->len > start && out->data[out->len - 1] == '-')
        buf_truncate(out, out->len - 1);
    if (out->len == start)
        buf_adds(out, "article");
    buf_release(&folded);
}

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);

    return n > m && strcasecmp(s + n - m, end) == 0;
}

static bool is_there(const char *path)
{
    struct stat info;

    return lstat(path, &info) == 0;
}

static bool write_one(struct app *app, const char *path, const struct buf *text,
                      struct error *error)
{
    return app->save.over && is_there(path) ? file_replace(path, text->data, text->len, error)
                                            : file_create(path, text->data, text->len, error);
}

/* A name that no other article of this call has: two of one title are two files. */
static void add_own_name(struct save *save, const char *title, struct buf *path)
{
    struct buf name = BUF_INIT(PATH_BYTES_MAX), line = BUF_INIT(PATH_BYTES_MAX);

    add_name(title, &name);
    size_t stem = name.len;
    for (int i = 2; i < DOUBLES_MAX; i++) {
        buf_clear(&line);
        buf_addf(&line, "/%s/", buf_str(&name));
        if (!strstr(buf_str(&save->names), buf_str(&line)))
            break;
        buf_truncate(&name, stem);
        buf_addf(&name, "-%d", i);
    }
    buf_adds(&save->names, buf_str(&line));
    buf_addf(path, "%s.md", buf_str(&name));
    buf_release(&name);
    buf_release(&line);
}

static void save_into_folder(struct app *app, const struct article *article,
                             const struct buf *text)
{
    struct save *save = &app->save;
    struct buf path = BUF_INIT(PATH_BYTES_MAX);
    struct error error;

    buf_addf(&path, "%s/", buf_str(&save->target));
    add_own_name(save, article->title, &path);
    if (write_one(app, buf_str(&path), text, &error)) {
        save->saved++;
        save->cut += text->full;
    } else {
        save->failed++;
        app_complain(app, "%s %s", buf_str(&path), error.text);
    }
    buf_release(&path);
}

static void say_saved(struct app *app, bool cut)
{
    const char *target = buf_str(&app->save.target);

    if (cut)
        app_complain(app, "cut after %d MB, saved as %s", TEXT_MAX / (1024 * 1024), target);
    else
        app_say(app, "saved as %s", target);
}

static void save_one(struct app *app, const struct article *article, cmark_node *body)
{
    struct save *save = &app->save;
    struct buf text = BUF_INIT(TEXT_MAX);
    struct error error;

    if (!body && article->has_body) {
        save->failed++;
        app_complain(app, "not saved: the text of the article cannot be had just now");
        return;
    }
    if (!save->many && ends_with(buf_str(&save->target), ".txt"))
        article_plain(article, body, &text);
    else
        article_markdown(article, body, &text);
    if (save->many) {
        save_into_folder(app, article, &text);
    } else if (write_one(app, buf_str(&save->target), &text, &error)) {
        save->saved++;
        say_saved(app, text.full);
    } else if (!save->over && is_there(buf_str(&save->target))) {
        /* What to do comes first: names are long, and the row is short. */
        app_complain(app, "is there already, ! before the name writes over it: %s",
                     buf_str(&save->target));
    } else {
        app_complain(app, "%s %s", buf_str(&save->target), error.text);
    }
    buf_release(&text);
}

static void done(struct app *app)
{
    struct save *save = &app->save;

    if (save->many && save->failed)
        app_complain(
            app,
            "%zu saved in %s, %zu not: they are there already, or cannot be read or written",
            save->saved, buf_str(&save->target), save->failed);
    else if (save->many && save->cut)
        app_complain(app, "%zu saved in %s, %zu of them cut after %d MB", save->saved,
                     buf_str(&save->target), save->cut, TEXT_MAX / (1024 * 1024));
    else if (save->many)
        app_say(app, "%zu saved in %s", save->saved, buf_str(&save->target));
    buf_clear(&save->target);
}

static void dropped(struct app *app)
{
    app_say(app, "given up; %zu saved", app->save.saved);
    buf_clear(&app->save.target);
}

static const struct texts_spec save_texts = {
    .doing = "saving",
    .each = save_one,
    .done = done,
    .dropped = dropped,
};

/* The folder for several files, made when it is not there. */
static bool prepare_folder(struct app *app)
{
    struct buf *target = &app->save.target;
    struct stat info;
    struct error error;

    while (target->len > 1 && target->data[target->len - 1] == '/')
        buf_truncate(target, target->len - 1);
    if (mkdir(buf_str(target), 0777) == 0)
        return true;
    error_errno(&error, "the folder %s cannot be made", buf_str(target));
    if (stat(buf_str(target), &info) == 0 && S_ISDIR(info.st_mode))
        return true;
    app_complain(app, "%s", error.text);
    return false;
}

/* "!" before or behind the name: over a file that is there. */
static void save_as(struct app *app, const char *text)
{
    struct save *save = &app->save;
    struct buf name = BUF_INIT(PATH_BYTES_MAX);

    if (save->target.len) {
        app_say(app, "still saving; ^C gives up");
        return;
    }
    bool over = *text == '!';
    text += over;
    text += strspn(text, " ");
    buf_adds(&name, text);
    while (name.len && name.data[name.len - 1] == ' ')
        buf_truncate(&name, name.len - 1);
    path_expand(buf_str(&name), &save->target);
    save->over = over;
    save->many = app->selected.count > 0;
    save->saved = save->failed = save->cut = 0;
    buf_clear(&save->names);
    if (save->target.len == 0)
        app_say(app, "not saved");
    else if ((save->many && !prepare_folder(app)) || !texts_start(app, &save_texts))
        buf_clear(&save->target);
    buf_release(&name);
}

static const struct prompt_spec file_prompt = {
    .label = "save as: ",
    .accepted = save_as,
    .at_bottom = true,
};

static const struct prompt_spec folder_prompt = {
    .label = "save into the folder: ",
    .accepted = save_as,
    .at_bottom = true,
};

static void ask(const struct call *call)
{
    struct app *app = call->app;
    const struct article *article = reader_article(&app->reader, app);
    struct buf name = BUF_INIT(PATH_BYTES_MAX);

    if (*call->text) {
        save_as(app, call->text);
    } else if (app->selected.count) {
        prompt_open(app, &folder_prompt, "articles/");
    } else if (article) {
        add_name(article->title, &name);
        buf_adds(&name, ".md");
        prompt_open(app, &file_prompt, buf_str(&name));
    }
    buf_release(&name);
}

const struct command save_commands[] = {
    { "save", "S", MAP_GENERAL, NULL, ask,
      "save the article as Markdown, or as text when the name ends in .txt" },
    { .name = NULL },
};
