/* SPDX-License-Identifier: MIT */
/*
 * A small shell on a terminal of its own runs a program, which runs a job in the foreground.
 * Who saw what is written into a pipe and compared at the end.
 */
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/foreground.h"
#include "base/job.h"

enum { TOO_LONG_S = 300 };

static int log_fd; /* of the pipe */

static void report(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void report(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vdprintf(log_fd, format, args);
    va_end(args);
}

struct program {
    struct loop *loop;
    const char *input;
    struct job *job;
    int jobs;           /* so many, one after the other; 0 is one */
    bool cancel, leave; /* when the job says it is ready, which is when it raises SIGUSR1 */
};

static const char *who_has_terminal(void)
{
    return tcgetpgrp(0) == getpgrp() ? "we" : "not we";
}

static void on_done(const struct job_result *result, void *arg)
{
    struct program *program = arg;

    report("end %d %d <%s> %s\n", (int)result->end, result->code, result->error.text,
           who_has_terminal());
    loop_stop(program->loop, 0);
}

static void on_ready(int signo, void *arg)
{
    struct program *program = arg;

    (void)signo;
    report("ready, %s\n", who_has_terminal());
    if (program->cancel)
        job_cancel(program->job);
    if (program->leave)
        loop_stop(program->loop, 0);
}

static void on_ignored(int signo, void *arg)
{
    (void)signo;
    (void)arg;
}

/* The program: its job is a script that is told our number as $1. */
static int run_program(struct program *program, const char *script)
{
    char number[32];
    snprintf(number, sizeof number, "%d", (int)getpid());
    const char *const argv[] = { "/bin/sh", "-c", script, "script", number, NULL };
    const char *const nothing[] = { "/no/such", NULL };
    struct job_spec spec = { .kind = JOB_FOREGROUND, .argv = script ? argv : nothing };
    struct error error = { 0 };

    program->loop = loop_new();
    loop_on_signal(program->loop, SIGUSR1, on_ready, program);
    if (program->jobs) /* as the browser does while another program has the terminal */
        loop_on_signal(program->loop, SIGTSTP, on_ignored, program);
    spec.input = program->input;
    spec.input_len = program->input ? strlen(program->input) : 0;
    do {
        program->job = job_start(program->loop, &spec, NULL, on_done, program, &error);
        if (program->job)
            loop_run(program->loop);
        else
            report("%s, %s\n", error.text, who_has_terminal());
    } while (--program->jobs > 0);
    loop_free(program->loop);
    report("freed, %s\n", who_has_terminal());
    return 0;
}

static void give_terminal(pid_t group)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGTTOU);
    sigprocmask(SIG_BLOCK, &set, NULL);
    tcsetpgrp(0, group);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
}

/* The shell: whenever the program stops, take the terminal and type `fg`. */
static int run_shell(struct program *program, const char *script)
{
    int status;
    pid_t pid = fork();

    if (pid == 0) {
        setpgid(0, 0);
        give_terminal(getpid());
        _exit(run_program(program, script));
    }
    setpgid(pid, pid);
    while (waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status)) {
        report("stopped by %s\n", WSTOPSIG(status) == SIGTSTP ? "SIGTSTP" : "another");
        give_terminal(getpgrp());
        give_terminal(pid);
        kill(-pid, SIGCONT);
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

/* Type each key of `typed` when the terminal shows another "?", and keep what it shows. */
static void use_terminal(int master, const char *typed, struct buf *shown)
{
    char bytes[1000];
    ssize_t n;

    while ((n = read(master, bytes, sizeof bytes)) > 0) {
        buf_add(shown, bytes, (size_t)n);
        for (ssize_t i = 0; i < n; i++) {
            if (bytes[i] != '?' || !*typed)
                continue;
            assert_int_equal(write(master, typed, 1), 1);
            typed++;
        }
    }
}

/* Run it all; what was reported and shown. */
static void play(struct program *program, const char *script, const char *typed,
                 const char *expected, struct buf *shown)
{
    struct buf log = BUF_INIT(10000);
    char bytes[1000];
    int ends[2], master, status;
    ssize_t n;

    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    log_fd = ends[1];
    fflush(NULL);
    pid_t shell = forkpty(&master, NULL, NULL, NULL);
    assert_true(shell >= 0);
    if (shell == 0)
        _exit(run_shell(program, script));
    close(ends[1]);
    alarm(TOO_LONG_S);
    use_terminal(master, typed, shown);
    while ((n = read(ends[0], bytes, sizeof bytes)) > 0)
        buf_add(&log, bytes, (size_t)n);
    assert_int_equal(waitpid(shell, &status, 0), shell);
    alarm(0);
    assert_string_equal(buf_str(&log), expected);
    assert_int_equal(status, 0);
    close(ends[0]);
    close(master);
    buf_release(&log);
}

static void test_it_has_the_terminal(void **state)
{
    struct program program = { .input = NULL };
    struct buf shown = BUF_INIT(10000);

    (void)state;
    play(&program, "kill -USR1 $1; echo '?'; read line; exit 3", "\n",
         "ready, not we\nend 0 3 <sh failed with exit status 3> we\nfreed, we\n", &shown);
    buf_release(&shown);
}

static void test_input_and_terminal(void **state)
{
    struct program program = { .input = "from the pipe\n" };
    struct buf shown = BUF_INIT(10000);

    (void)state;
    play(&program, "read line; echo \"<$line>?\"; read line </dev/tty", "\n",
         "end 0 0 <> we\nfreed, we\n", &shown);
    assert_non_null(strstr(buf_str(&shown), "<from the pipe>"));
    buf_release(&shown);
}

static void test_control_c_is_for_the_job(void **state)
{
    struct program program = { .input = NULL };
    struct buf shown = BUF_INIT(10000);

    (void)state;
    play(&program, "echo '?'; while :; do read line; done", "\3",
         "end 1 2 <sh was killed by signal 2 (Interrupt)> we\nfreed, we\n", &shown);
    buf_release(&shown);
}

static void test_control_z_stops_both(void **state)
{
    struct program program = { .input = NULL };
    struct buf shown = BUF_INIT(10000);

    (void)state;
    /* Woken up again it says so, and reads, which only who has the terminal can; the read
     * that was interrupted may be over. */
    play(&program, "trap \"echo '?'\" CONT; echo '?'; until read line; do :; done; exit 4",
         "\32\n", "stopped by SIGTSTP\nend 0 4 <sh failed with exit status 4> we\nfreed, we\n",
         &shown);
    buf_release(&shown);
}

static void test_stopped_by_itself(void **state)
{
    struct program program = { .input = NULL };
    struct buf shown = BUF_INIT(10000);

    (void)state;
    play(&program, "kill -STOP $$; kill -STOP $$; echo '?'; read line; exit 4", "\n",
         "stopped by SIGTSTP\nstopped by SIGTSTP\nend 0 4 <sh failed with exit status 4> we\n"
         "freed, we\n",
         &shown);
    buf_release(&shown);
}

static void test_cancelled(void **state)
{
    struct program program = { .cancel = true };
    struct buf shown = BUF_INIT(10000);

    (void)state;
    play(&program, "trap 'echo saved; exit' HUP; kill -USR1 $1; while :; do sleep 0.01; done",
         "", "ready, not we\nend 3 0 <sh was cancelled> we\nfreed, we\n", &shown);
    assert_non_null(strstr(buf_str(&shown), "saved"));
    buf_release(&shown);
}

static void test_program_leaves_while_it_runs(void **state)
{
    struct program program = { .leave = true };
    struct buf shown = BUF_INIT(10000);

    (void)state;
    play(&program, "kill -USR1 $1; while :; do sleep 0.01; done", "",
         "ready, not we\nfreed, we\n", &shown);
    buf_release(&shown);
}

static void test_cannot_run(void **state)
{
    struct program program = { .input = "x" };
    struct buf shown = BUF_INIT(10000);

    (void)state;
    play(&program, NULL, "", "cannot run /no/such: No such file or directory, we\nfreed, we\n",
         &shown);
    buf_release(&shown);
}

/* ^Z typed while jobs are being started, over and over. Each that is stopped stops us as well
 * and is woken by the shell. */
static void flood_with_stops(const char *script)
{
    enum { JOBS = 150 };
    int master, status;

    log_fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
    fflush(NULL);
    pid_t shell = forkpty(&master, NULL, NULL, NULL);
    assert_true(shell >= 0);
    if (shell == 0) {
        struct program program = { .jobs = JOBS };
        _exit(run_shell(&program, script));
    }
    alarm(TOO_LONG_S);
    for (;;) {
        struct pollfd shown = { .fd = master, .events = POLLIN };
        char bytes[1000];
        if (poll(&shown, 1, 0) > 0 && read(master, bytes, sizeof bytes) <= 0)
            break;
        if (write(master, "\32", 1) != 1)
            break;
    }
    assert_int_equal(waitpid(shell, &status, 0), shell);
    alarm(0);
    assert_int_equal(status, 0);
    close(master);
    close(log_fd);
}

/* Whoever it meets, all of them run and end. */
static void test_control_z_while_it_starts(void **state)
{
    (void)state;
    flood_with_stops("true");
}

/* A child that is stopped when it has told why it cannot run is not waited for. */
static void test_control_z_while_it_cannot(void **state)
{
    (void)state;
    flood_with_stops(NULL);
}

static void test_without_terminal(void **state)
{
    int saved[3];

    (void)state;
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int i = 0; i < 3; i++) {
        saved[i] = fcntl(i, F_DUPFD_CLOEXEC, 10);
        dup2(null, i);
    }
    int tty = foreground_terminal();
    foreground_take(tty);
    foreground_on_stop(tty, 1, SIGTSTP);
    for (int i = 0; i < 3; i++) {
        dup2(saved[i], i);
        close(saved[i]);
    }
    close(null);
    assert_int_equal(tty, -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_has_the_terminal),
        cmocka_unit_test(test_input_and_terminal),
        cmocka_unit_test(test_control_c_is_for_the_job),
        cmocka_unit_test(test_control_z_stops_both),
        cmocka_unit_test(test_stopped_by_itself),
        cmocka_unit_test(test_cancelled),
        cmocka_unit_test(test_program_leaves_while_it_runs),
        cmocka_unit_test(test_cannot_run),
        cmocka_unit_test(test_control_z_while_it_starts),
        cmocka_unit_test(test_control_z_while_it_cannot),
        cmocka_unit_test(test_without_terminal),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
