/* SPDX-License-Identifier: MIT */
#ifndef CLI_VERSION_H
#define CLI_VERSION_H

/* Print name, version and licence; the exit status. */
int version_print(void);

#endif
