/* SPDX-License-Identifier: MIT */
/* How a job ended, in a sentence. Only for job.c. */
#ifndef BASE_JOB_WORDS_H
#define BASE_JOB_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/job.h"

struct job_limits {
    size_t output_max;
    int64_t deadline_ms;
};

/* Fill result->error from its end and code. */
void job_words(struct job_result *result, const char *name, const struct job_limits *limits);

#endif
