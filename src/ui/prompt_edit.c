/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "ui/app.h"
#include "ui/prompt_parts.h"

/* Editing the line as readline has it. */

/* The line to move in or to change: candidates and search end where they are. */
static struct edit_line *edited(const struct call *call)
{
    struct prompt *prompt = prompt_of(call);

    prompt_menu_close(prompt, call->app, false);
    prompt_search_end(prompt, call->app, false);
    return &prompt->line;
}

static void go_left(const struct call *call)
{
    struct edit_line *line = edited(call);

    line->cursor = edit_line_left(line);
}

static void go_right(const struct call *call)
{
    struct edit_line *line = edited(call);

    line->cursor = edit_line_right(line);
}

static void go_word_left(const struct call *call)
{
    struct edit_line *line = edited(call);

    line->cursor = edit_line_part_left(line);
}

static void go_word_right(const struct call *call)
{
    struct edit_line *line = edited(call);

    line->cursor = edit_line_part_right(line);
}

static void go_home(const struct call *call)
{
    edited(call)->cursor = 0;
}

static void go_end(const struct call *call)
{
    struct edit_line *line = edited(call);

    line->cursor = line->text.len;
}

static void delete (const struct call *call, size_t start, size_t end)
{
    struct prompt *prompt = prompt_of(call);

    if (start == end)
        return;
    edit_line_replace(&prompt->line, start, end, "", 0);
    prompt_changed(prompt, call->app);
}

/* The same, and ^Y brings it back. */
static void cut(const struct call *call, size_t start, size_t end)
{
    struct typed *typed = &call->app->typed;

    if (start == end)
        return;
    free(typed->cut);
    typed->cut = xstrndup(buf_str(&prompt_of(call)->line.text) + start, end - start);
    delete (call, start, end);
}

/* Backspace on an empty line leaves the prompt, as in vim. */
static void delete_before(const struct call *call)
{
    if (prompt_search_delete(prompt_of(call), call->app))
        return;
    struct edit_line *line = edited(call);
    if (line->text.len == 0)
        prompt_leave(call->app);
    else
        delete (call, edit_line_left(line), line->cursor);
}

static void delete_after(const struct call *call)
{
    struct edit_line *line = edited(call);

    delete (call, line->cursor, edit_line_right(line));
}

static void delete_word(const struct call *call)
{
    struct edit_line *line = edited(call);

    cut(call, edit_line_word_left(line), line->cursor);
}

static void delete_to_start(const struct call *call)
{
    cut(call, 0, edited(call)->cursor);
}

static void delete_to_end(const struct call *call)
{
    struct edit_line *line = edited(call);

    cut(call, line->cursor, line->text.len);
}

static void yank(const struct call *call)
{
    struct edit_line *line = edited(call);
    const char *text = call->app->typed.cut;

    if (!text)
        return;
    edit_line_replace(line, line->cursor, line->cursor, text, strlen(text));
    prompt_changed(prompt_of(call), call->app);
}

const struct command prompt_edit_commands[] = {
    { "char-left", "Left ^B", MAP_PROMPT, NULL, go_left, "one character left" },
    { "char-right", "Right ^F", MAP_PROMPT, NULL, go_right, "one character right" },
    { "word-left", "<M-b> <C-Left>", MAP_PROMPT, NULL, go_word_left, "one word left" },
    { "word-right", "<M-f> <C-Right>", MAP_PROMPT, NULL, go_word_right, "one word right" },
    { "line-start", "Home ^A", MAP_PROMPT, NULL, go_home, "to the start" },
    { "line-end", "End ^E", MAP_PROMPT, NULL, go_end, "to the end" },
    { "delete-before", "Backspace ^H", MAP_PROMPT, NULL, delete_before,
      "delete the character before the cursor; leave an empty line" },
    { "delete-after", "Delete ^D", MAP_PROMPT, NULL, delete_after,
      "delete the character under the cursor" },
    { "delete-word", "^W <M-Backspace>", MAP_PROMPT, NULL, delete_word,
      "cut the word before the cursor" },
    { "delete-to-start", "^U", MAP_PROMPT, NULL, delete_to_start, "cut all before the cursor" },
    { "delete-to-end", "^K", MAP_PROMPT, NULL, delete_to_end, "cut all behind the cursor" },
    { "yank", "^Y", MAP_PROMPT, NULL, yank, "put in what was cut last" },
    { .name = NULL },
};
