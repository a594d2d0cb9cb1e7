/* SPDX-License-Identifier: MIT */
/* Standard output: gathered, written whole, every failure noticed. A reader that goes away
 * (`| head`) ends the program quietly and well. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <stdbool.h>

#include "base/buf.h"

/* False when nothing more can be written: stop producing. When the buffer was full,
 * output_end() tells that. */
bool output_buf(const struct buf *buf);

/* Text for people: stand-ins of ASCII where the locale shows nothing else. */
bool output_text(const struct buf *buf, bool unicode);

/* The same of what programs read too: with stand-ins on a terminal alone, as a file or a pipe
 * gets the values as they are, whatever that runs under. */
bool output_data(const struct buf *buf, bool unicode);

/* Text for people on standard error, the same way; all of it is ASCII after output_ascii(). */
void output_tell(const char *format, ...) __attribute__((format(printf, 1, 2)));
void output_ascii(void);

/* Write what is left. The exit status: code, or 1 with a message when writing failed or the
 * text was cut. */
int output_end(int code);

#endif
