/* SPDX-License-Identifier: MIT */
/*
 * The child's half of reading: this program, run by itself as `coranto --worker MODE …`, reads
 * foreign bytes on stdin, seals itself, parses, and writes a document's wire form to stdout.
 * The command line is private: it may change with every version.
 *
 *     --worker markdown BASE_URL [hosts]    a Markdown body on stdin; BASE_URL may be ""; with
 *                                           hosts that libcurl has to spell
 *     --worker page URL CHARSET TITLE EXCERPT
 *                                           a web page on stdin; CHARSET as the HTTP header
 *                                           said, TITLE and EXCERPT as the article is known;
 *                                           each may be ""
 *     --worker get URL TITLE EXCERPT ETAG MODIFIED TOTAL_MS BYTES [HOST]...
 *                                           the same by its canonical address; ETAG and
 *                                           MODIFIED of the copy that is there; BYTES of it
 *                                           at most, 0 for the default; HOSTs may be private;
 *                                           it reports on stderr, see doc/download_report.h
 *     --worker probe NAME PATH [WITHOUT]…   test of the seal: exits 0 when it leaks
 *
 * WITHOUT is one of no-calls, no-landlock, no-limits. As `--strict-worker` it reads nothing
 * unless it could seal itself by every means.
 */
#ifndef WORKER_WORKER_H
#define WORKER_WORKER_H

#include <stdbool.h>

/* Whether this first argument makes the program a worker. */
bool worker_is_meant(const char *argument);

/*
 * main() calls this when worker_is_meant(), with its own argc and argv, before it has
 * opened anything or started a thread. Never returns: it leaves with _exit(), because what
 * would be written or freed behind the seal is nobody's concern any more.
 */
void worker_main(int argc, char **argv) __attribute__((noreturn));

#endif
