/* SPDX-License-Identifier: MIT */
/*
 * Included before every file by the compiler's command line: calls that have no place here are
 * an error, wherever they stand. The headers that declare them come first, as the words
 * themselves are forbidden from the pragma on. Instead of them:
 *
 *   system popen           base/job, with an argument list and no shell
 *   strcpy strcat sprintf  base/buf, or snprintf
 *   gets atoi atol strtok  getline, strtol with its error, memchr
 *   alloca                 base/arena
 *   signal                 base/loop, sigaction
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#undef alloca
#undef strcpy
#undef strcat
#undef sprintf
#undef vsprintf
#undef signal

#pragma GCC poison system popen strcpy strcat sprintf vsprintf gets atoi atol strtok alloca \
    signal

#endif
