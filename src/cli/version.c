/* SPDX-License-Identifier: MIT */
#include "cli/version.h"

#include "cli/cli.h"
#include "cli/output.h"

int version_print(void)
{
    struct buf out = BUF_INIT(4096);

    buf_adds(&out, "coranto " VERSION "\n"
                   "Copyright (c) 2026 the coranto authors. MIT licence.\n");
    output_buf(&out);
    buf_release(&out);
    return output_end(CLI_DONE);
}
