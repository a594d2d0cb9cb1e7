/* SPDX-License-Identifier: MIT */
#include "base/job_words.h"

#include <inttypes.h>
#include <string.h>

static void tell_timeout(struct error *error, const char *name, int64_t ms)
{
    bool whole = ms % 1000 == 0;

    error_set(error, "%s took longer than %" PRId64 " %s", name, whole ? ms / 1000 : ms,
              whole ? "s" : "ms");
}

static void tell_overflow(struct error *error, const char *name, size_t max)
{
    static const struct {
        size_t size;
        const char *name;
    } units[] = { { 1024 * 1024, "MB" }, { 1024, "KB" }, { 1, "bytes" } };
    size_t i = 0;

    while (units[i].size > 1 && (max == 0 || max % units[i].size != 0))
        i++;
    error_set(error, "%s wrote more than %zu %s", name, max / units[i].size, units[i].name);
}

void job_words(struct job_result *result, const char *name, const struct job_limits *limits)
{
    struct error *error = &result->error;

    switch (result->end) {
    case JOB_EXITED:
        if (result->code != 0)
            error_set(error, "%s failed with exit status %d", name, result->code);
        break;
    case JOB_SIGNALLED:
        error_set(error, "%s was killed by signal %d (%s)", name, result->code,
                  strsignal(result->code));
        break;
    case JOB_TIMED_OUT:
        tell_timeout(error, name, limits->deadline_ms);
        break;
    case JOB_CANCELLED:
        error_set(error, "%s was cancelled", name);
        break;
    case JOB_OVERFLOWED:
        tell_overflow(error, name, limits->output_max);
        break;
    }
}
