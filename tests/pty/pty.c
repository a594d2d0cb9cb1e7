/* SPDX-License-Identifier: MIT */
/*
 * pty [-t TERM] [-s ROWSxCOLUMNS] [-o FILE] [-acyk] [STEP...] -- PROGRAM [ARG...]
 *
 * Runs a program on a terminal of its own that forgives nothing (strict.h), takes the steps one
 * after the other, and waits for its end. -o: what was shown is added to the file; -a: nothing
 * but ASCII is understood; -c: a command, which may only print text; -y: it may use the
 * clipboard; -k: it is killed, and may cut off a sequence by CAN.
 *
 *   wait:TEXT      until TEXT was shown, since the last keys or size; A|B is one of them
 *   see:TEXT       until TEXT is on the screen, which is drawn anew for that
 *   keys:TEXT      typed; \e \r \t \n \\ and \xHH as in C
 *   flood:N:TEXT   N bytes typed, of TEXT again and again
 *   size:RxC       another size; sizes:N so many, one after the other
 *   signal:NAME    to the program; NAME:N so many times
 *   run:COMMAND    by a shell, with the program's process in PID; must end well
 *   raw:, back:    until the modes of the line are a program's; all is as in the beginning
 *   calm:          until it rests
 *   deaf:, hear:   nothing is taken from it; again it is
 *   nonblock:      the terminal is switched to that, as another program may do
 *   hangup:        the terminal is gone
 *   within:MS:STEP the step takes no more milliseconds
 *
 * Exit status: 0, 1 when anything was wrong with what it wrote or with the modes it left, 2
 * for wrong usage, 3 when what was waited for never came; else that of the program in words.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "terminal.h"

static struct terminal terminal;

/* Wait for its end; its status, or 3 when that never comes. */
static int finish(void)
{
    long deadline = now() + PATIENCE_MS;
    int status;

    while (!terminal_has_ended(&terminal)) {
        terminal_take(&terminal, 20);
        if (now() > deadline) {
            puts("it never ended");
            kill(terminal.pid, SIGKILL);
            waitpid(terminal.pid, &status, 0);
            return 3;
        }
    }
    terminal.deaf = false;
    while (terminal.master >= 0 && terminal_take(&terminal, 0))
        ;
    waitpid(terminal.pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Nothing that was written is wrong, and the terminal is as it was, if it is there. */
static bool is_fine(void)
{
    if (terminal.master < 0)
        return terminal.strict.breaches == 0;
    strict_end(&terminal.strict);
    if (terminal_is_back(&terminal))
        return terminal.strict.breaches == 0;
    puts("at the end: the modes of the line are not as they were");
    return false;
}

int main(int argc, char **argv)
{
    struct winsize size = { .ws_row = 24, .ws_col = 80 };
    const char *term = "xterm-256color";
    int option, end = 0, rows, columns;

    while (end < argc && strcmp(argv[end], "--") != 0)
        end++;
    while ((option = getopt(end, argv, "+t:s:o:acyk")) != -1) {
        if (option == 't')
            term = optarg;
        if (option == 'o')
            terminal.strict.seen = fopen(optarg, "a");
        terminal.strict.ascii |= option == 'a';
        terminal.strict.commands |= option == 'c';
        terminal.strict.clipboard |= option == 'y';
        terminal.strict.killed |= option == 'k';
        if (option == 's' && sscanf(optarg, "%dx%d", &rows, &columns) == 2)
            size = (struct winsize){ (unsigned short)rows, (unsigned short)columns, 0, 0 };
    }
    if (end + 1 >= argc || !strict_init(&terminal.strict, term)) {
        fputs("usage: pty [-t TERM] [-s ROWSxCOLUMNS] [-o FILE] [-acyk] [STEP...] "
              "-- PROGRAM...\n",
              stderr);
        return 2;
    }
    terminal_start(&terminal, term, size, argv + end + 1);
    bool good = true;
    for (int i = optind; good && i < end; i++)
        good = terminal_step(&terminal, argv[i]);
    if (!good)
        kill(terminal.pid, SIGTERM);
    int status = finish();
    if (!is_fine())
        return 1;
    terminal_listen(&terminal);
    if (status != 0)
        printf("the program ended with %d%s\n", status, terminal.words);
    return good ? status : 3;
}
