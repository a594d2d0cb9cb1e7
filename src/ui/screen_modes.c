/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/text.h"
#include "ui/screen_parts.h"
#include "ui/screen_tty.h"

/*
 * Sequences that curses knows nothing of. A terminal that knows none of a mode ignores it,
 * those that would print it are plain. Source: xterm's ctlseqs; 2026 by Jeong and others, 2022.
 */

enum { TITLE_COLUMNS = 120 };

static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";
static const char frame_begin[] = "\033[?2026h", frame_end[] = "\033[?2026l";
/* Presses, and moves with a button held; places as numbers. */
static const char mouse_on[] = "\033[?1000h\033[?1002h\033[?1006h";
static const char mouse_off[] = "\033[?1006l\033[?1002l\033[?1000l";
/* The old title is kept by the terminal; where it cannot, none is better than ours. */
static const char title_keep[] = "\033[22;2t", title_back[] = "\033]2;\033\\\033[23;2t";

static struct buf title = BUF_INIT(4 * TITLE_COLUMNS + 16); /* as it was sent */

static void queue(const char *bytes)
{
    if (!screen.plain)
        tty_queue(bytes, strlen(bytes));
}

void screen_frame_begin(void)
{
    queue(frame_begin);
}

void screen_frame_end(void)
{
    queue(frame_end);
}

static void queue_title(void)
{
    queue("\033]2;");
    queue(buf_str(&title));
    queue("\033\\");
}

void screen_modes_on(void)
{
    queue(paste_on);
    if (screen.options.mouse)
        queue(mouse_on);
    if (!screen.options.title)
        return;
    queue(title_keep);
    if (title.len)
        queue_title();
}

void screen_modes_off(void)
{
    if (screen.options.title)
        queue(title_back);
    queue(mouse_off);
    queue(paste_off);
}

void screen_modes_end(struct buf *out)
{
    if (screen.plain)
        return;
    buf_adds(out, frame_end);
    if (screen.options.title)
        buf_adds(out, title_back);
    buf_adds(out, mouse_off);
    buf_adds(out, paste_off);
}

void screen_set_mouse(bool on)
{
    screen.options.mouse = on;
    if (screen.open && !screen.lent)
        queue(on ? mouse_on : mouse_off);
}

void screen_set_title(const char *text)
{
    struct buf shown = BUF_INIT(title.max), fresh = BUF_INIT(title.max);

    if (!screen.open || screen.lent || !screen.options.title || screen.plain)
        return;
    text_shorten(&shown, text, strlen(text), TITLE_COLUMNS);
    if (screen.options.ascii)
        text_to_ascii(&fresh, buf_str(&shown), shown.len);
    else
        text_clean(&fresh, buf_str(&shown), shown.len, TEXT_LINE);
    if (strcmp(buf_str(&fresh), buf_str(&title)) != 0) {
        buf_release(&title);
        title = fresh;
        fresh = BUF_INIT(0);
        queue_title();
    }
    buf_release(&shown);
    buf_release(&fresh);
}

void screen_use_title(bool use)
{
    if (use == screen.options.title)
        return;
    screen.options.title = use;
    screen_forget_title();
    if (screen.open && !screen.lent)
        queue(use ? title_keep : title_back);
}

void screen_forget_title(void)
{
    buf_release(&title);
}
