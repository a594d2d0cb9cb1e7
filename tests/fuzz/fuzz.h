/* SPDX-License-Identifier: MIT */
/*
 * What the fuzz targets share. A target is one file with
 *
 *     int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
 *
 * that gives the bytes to one door of the program and holds what comes out to properties: not
 * only "does not crash". What it needs besides is in oracle.h, which shares no code with the
 * program.
 */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The property that did not hold, where, and the end: fuzzers and sanitizers both see it. */
#define FUZZ_HOLDS(condition)                                                              \
    do {                                                                                   \
        if (!(condition)) {                                                                \
            fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition); \
            abort();                                                                       \
        }                                                                                  \
    } while (0)

#endif
