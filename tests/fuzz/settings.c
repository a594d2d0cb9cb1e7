/* SPDX-License-Identifier: MIT */
/* The file of settings: every problem is a clean line, and what holds is written as a file that
 * reads back to the same. */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/text.h"
#include "config/config.h"
#include "fuzz.h"
#include "oracle.h"

enum { ROOM = 4 * 1024 * 1024 };

/* Its settings, and as `coranto config` would write them. */
static bool read_settings(const char *bytes, size_t n, struct buf *written)
{
    struct buf problems = BUF_INIT(ROOM);
    struct config config;
    char path[32];
    int file = memfd_create("settings", MFD_CLOEXEC);

    FUZZ_HOLDS(file >= 0 && write(file, bytes, n) == (ssize_t)n);
    snprintf(path, sizeof path, "/dev/fd/%d", file);
    config_init(&config);
    bool good = config_read(&config, path, &problems);
    FUZZ_HOLDS(good == (problems.len == 0));
    FUZZ_HOLDS(oracle_is_clean(buf_str(&problems), problems.len, true));
    config_write(&config, written);
    config_release(&config);
    buf_release(&problems);
    close(file);
    return good;
}

static void check_written(const struct buf *written)
{
    struct buf again = BUF_INIT(ROOM);

    FUZZ_HOLDS(oracle_is_clean(buf_str(written), written->len, true));
    FUZZ_HOLDS(read_settings(buf_str(written), written->len, &again));
    FUZZ_HOLDS(strcmp(buf_str(written), buf_str(&again)) == 0);
    buf_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct buf defaults = BUF_INIT(ROOM);
    struct buf written = BUF_INIT(ROOM);

    if (defaults.len == 0) {
        text_init_locale();
        read_settings("", 0, &defaults);
        check_written(&defaults);
    }
    read_settings((const char *)data, size, &written);
    if (strcmp(buf_str(&written), buf_str(&defaults)) != 0)
        check_written(&written);
    buf_release(&written);
    return 0;
}
