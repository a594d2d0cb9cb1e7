/* SPDX-License-Identifier: MIT */
/* Threads, for what may have to wait for a disk. */
#ifndef BASE_THREAD_H
#define BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* Start a thread that no signal reaches: those are for the main one. It is to be joined or
 * detached. False, with *thread as it was, when there can be no more. */
bool thread_start(pthread_t *thread, void *run(void *arg), void *arg);

#endif
