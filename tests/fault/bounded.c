/* SPDX-License-Identifier: MIT */
/*
 * bounded MEGABYTES SECONDS PROGRAM [ARGUMENT]...: run a program and say what it cost; ends
 * with 97 when it or a child of it had more memory at once, or all of them took more time of
 * the processor, else as the program does.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TOO_MUCH = 97 };

int main(int argc, char **argv)
{
    struct rusage used;
    int status;

    if (argc < 4)
        return 2;
    pid_t pid = fork();
    if (pid == 0) {
        execvp(argv[3], argv + 3);
        perror(argv[3]);
        _exit(127);
    }
    if (pid < 0 || waitpid(pid, &status, 0) != pid || getrusage(RUSAGE_CHILDREN, &used) < 0)
        return 2;
    double megabytes = (double)used.ru_maxrss / 1024;
    double seconds = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                     (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
    fprintf(stderr, "bounded: %.1f MB, %.2f s\n", megabytes, seconds);
    if (megabytes > strtod(argv[1], NULL) || seconds > strtod(argv[2], NULL))
        return TOO_MUCH;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
