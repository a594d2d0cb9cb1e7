/* SPDX-License-Identifier: MIT */
#include "doc/verdict.h"

const char *verdict_name(int verdict)
{
    static const char *const names[VERDICT_COUNT] = {
        [VERDICT_FULL] = "full",
        [VERDICT_PARTIAL] = "partial",
        [VERDICT_TEASER] = "teaser",
        [VERDICT_FAILED] = "failed",
    };

    return verdict >= 0 && verdict < VERDICT_COUNT ? names[verdict] : names[VERDICT_FAILED];
}
