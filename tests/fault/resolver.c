/* SPDX-License-Identifier: MIT */
/*
 * Loaded before the C library (LD_PRELOAD): what asks for the address of a name waits for
 * ever, as where the network swallows all questions, or gets the answer RESOLVER (a number of
 * getaddrinfo()).
 */
#include <netdb.h>
#include <stdlib.h>
#include <unistd.h>

int getaddrinfo(const char *restrict name, const char *restrict service,
                const struct addrinfo *restrict hints, struct addrinfo **restrict found)
{
    const char *answer = getenv("RESOLVER");

    (void)name;
    (void)service;
    (void)hints;
    (void)found;
    while (!answer)
        pause();
    return (int)strtol(answer, NULL, 10);
}
