/* SPDX-License-Identifier: MIT */
#include "room.h"

#include <string.h>

#include "fuzz.h"

void room_make(char path[ROOM_PATH])
{
    const char *temporary = getenv("TMPDIR");

    if (!temporary || strlen(temporary) > ROOM_PATH / 2)
        temporary = "/tmp";
    snprintf(path, ROOM_PATH, "%s/fuzz-XXXXXX", temporary);
    FUZZ_HOLDS(mkdtemp(path));
}
