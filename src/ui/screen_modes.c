/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "ui/screen_parts.h"
#include "ui/screen_tty.h"

/* Sequences that curses knows nothing of. A terminal that knows none of a mode ignores it. */

static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";
static const char frame_begin[] = "\033[?2026h", frame_end[] = "\033[?2026l";

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

void screen_modes_on(void)
{
    queue(paste_on);
}

void screen_modes_off(void)
{
    queue(paste_off);
}

void screen_modes_end(struct buf *out)
{
    if (screen.plain)
        return;
    buf_adds(out, frame_end);
    buf_adds(out, paste_off);
}
