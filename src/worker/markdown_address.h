/* SPDX-License-Identifier: MIT */
#ifndef WORKER_MARKDOWN_ADDRESS_H
#define WORKER_MARKDOWN_ADDRESS_H

#include <stddef.h>

/*
 * The end of the bare web address that starts at `at` of the n bytes at s, or `at` when there
 * is none. It may hold balanced brackets and escaped punctuation, and does not end with
 * punctuation that belongs to the sentence.
 */
size_t markdown_address_end(const char *s, size_t n, size_t at);

#endif
