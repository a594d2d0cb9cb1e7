/* SPDX-License-Identifier: MIT */
/*
 * How long a command takes: command RUNS COMMAND ARG...
 *
 * Its output goes nowhere. One line: milliseconds of the processor, of all its processes, in
 * the median, at the 99th percentile and at worst; the same of the clock, median alone; and
 * the largest memory in MB of any of them.
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNS_MAX = 1000 };

extern char **environ;

static double now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double in_ms(const struct timeval *time)
{
    return (double)time->tv_sec * 1e3 + (double)time->tv_usec / 1e3;
}

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

int main(int argc, char **argv)
{
    posix_spawn_file_actions_t actions;
    static double times[RUNS_MAX], clock[RUNS_MAX];
    struct rusage usage;
    long most = 0;
    size_t runs = argc > 2 ? strtoul(argv[1], NULL, 10) : 0;

    if (runs == 0 || runs > RUNS_MAX) {
        fputs("usage: command RUNS COMMAND ARG...\n", stderr);
        return 2;
    }
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    for (size_t i = 0; i < runs; i++) {
        double start = now_ms();
        pid_t pid;
        int status;
        if (posix_spawnp(&pid, argv[2], &actions, NULL, argv + 2, environ) != 0 ||
            wait4(pid, &status, 0, &usage) != pid || status != 0) {
            fprintf(stderr, "command: %s failed\n", argv[2]);
            return 1;
        }
        clock[i] = now_ms() - start;
        times[i] = in_ms(&usage.ru_utime) + in_ms(&usage.ru_stime);
        most = usage.ru_maxrss > most ? usage.ru_maxrss : most;
    }
    posix_spawn_file_actions_destroy(&actions);
    qsort(times, runs, sizeof *times, by_value);
    qsort(clock, runs, sizeof *clock, by_value);
    printf("%.3f %.3f %.3f %.3f %.1f\n", times[runs / 2], times[runs * 99 / 100],
           times[runs - 1], clock[runs / 2], (double)most / 1024);
    return 0;
}
