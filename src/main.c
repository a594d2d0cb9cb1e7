/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/cli.h"
#include "worker/worker.h"

/* Files opened later must not become standard streams by chance. What stands in for them is
 * open the wrong way round: to write to a stream that was closed goes on to fail, and is told.
 */
static void fill_standard_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 &&
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
            _exit(1);
}

int main(int argc, char **argv)
{
    fill_standard_streams();
    /* It runs programs that the caller names, and its libraries believe the environment. */
    if (getauxval(AT_SECURE)) {
        fputs("coranto: does not run set-user-ID or set-group-ID\n", stderr);
        return 2;
    }
    /* A closed pipe and a file that may not grow are errors of write(), here and in what talks
     * to children. */
    sigaction(SIGPIPE, &(struct sigaction){ .sa_handler = SIG_IGN }, NULL);
    sigaction(SIGXFSZ, &(struct sigaction){ .sa_handler = SIG_IGN }, NULL);
    bool unicode = text_init_locale();

    if (argc >= 2 && worker_is_meant(argv[1]))
        worker_main(argc, argv);
    return cli_main(argc, argv, unicode);
}
