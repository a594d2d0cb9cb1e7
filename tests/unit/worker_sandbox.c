/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/job.h"
#include "worker/sandbox.h"
#include "worker/worker.h"

extern char **environ;

#ifdef __SANITIZE_ADDRESS__
enum { SANITIZED = true };
#else
enum { SANITIZED = false };
#endif

static int landlock_abi; /* of this kernel; below 1 there is none */
static bool has_seccomp;

static int find_means(void **state)
{
    uint32_t kill_process = SECCOMP_RET_KILL_PROCESS;

    (void)state;
    landlock_abi = (int)syscall(SYS_landlock_create_ruleset, NULL, 0, 1);
    has_seccomp = syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &kill_process) == 0;
    return 0;
}

struct waiting {
    struct loop *loop;
    struct job_result result;
};

static void job_done(const struct job_result *result, void *arg)
{
    struct waiting *waiting = arg;

    waiting->result = *result;
    loop_stop(waiting->loop, 0);
}

/* Run this very program as a worker. */
static struct job_result run(const char *const *argv)
{
    struct waiting waiting = { .loop = loop_new() };
    struct job_spec spec = { .argv = argv,
                             .program = job_self(),
                             .output_max = 4096,
                             .errors_max = 4096,
                             .deadline_ms = 60000 };
    struct error error;

    if (!job_start(waiting.loop, &spec, NULL, job_done, &waiting, &error))
        fail_msg("%s", error.text);
    loop_run(waiting.loop);
    loop_free(waiting.loop);
    return waiting.result;
}

enum outcome { LEAKS, REFUSED, KILLED, ODD };

static enum outcome probe(const char *name, const char *path, const char *const *without)
{
    const char *argv[9] = { "coranto", "--worker", "probe", name, path };

    for (size_t i = 0; without && without[i]; i++)
        argv[5 + i] = without[i];
    struct job_result result = run(argv);
    if (result.end == JOB_SIGNALLED && result.code == SIGSYS)
        return KILLED;
    if (result.end != JOB_EXITED || result.code > 1)
        return ODD;
    return result.code == 0 ? LEAKS : REFUSED;
}

static void make_file(char *path)
{
    int fd = mkstemp(path);

    assert_true(fd >= 0);
    close(fd);
}

static const struct probe_row {
    const char *name;
    enum outcome sealed; /* by everything */
    int abi;             /* the Landlock that refuses it without seccomp, 0 for none */
    bool limited;        /* refused by limits without seccomp and without Landlock */
    bool open_to_root;   /* limits do not hold for root */
} probe_rows[] = {
    { "open", REFUSED, 1, true, false },        { "unlink", KILLED, 1, false, false },
    { "exec", KILLED, 1, false, false },        { "fork", KILLED, 0, true, true },
    { "socket", KILLED, 0, true, false },       { "connect", KILLED, 4, false, false },
    { "kill", KILLED, 6, false, false },        { "ptrace", KILLED, 1, false, false },
    { "map", KILLED, 0, false, false },         { "protect", KILLED, 0, false, false },
    { "descriptor", REFUSED, 0, true, false },  { "memory", REFUSED, 0, true, false },
    { "environment", REFUSED, 0, true, false }, { "thread", KILLED, 0, false, false },
};

enum { PROBE_ROWS = sizeof probe_rows / sizeof *probe_rows };

static bool applies(const struct probe_row *row)
{
    return !SANITIZED || strcmp(row->name, "memory") != 0;
}

static enum outcome run_row(const struct probe_row *row, const char *const *without)
{
    char path[] = "/tmp/coranto-probe-XXXXXX";

    make_file(path);
    enum outcome outcome = probe(row->name, path, without);
    unlink(path);
    return outcome;
}

static void test_unsealed(void **state)
{
    static const char *const without[] = { "no-calls", "no-landlock", "no-limits", NULL };

    (void)state;
    for (size_t i = 0; i < PROBE_ROWS; i++) {
        /* Tracing may be forbidden to everyone; these never survive. */
        if (strcmp(probe_rows[i].name, "ptrace") == 0 ||
            strcmp(probe_rows[i].name, "descriptor") == 0 ||
            strcmp(probe_rows[i].name, "environment") == 0 || !applies(&probe_rows[i]))
            continue;
        if (run_row(&probe_rows[i], without) != LEAKS)
            fail_msg("%s fails even without the seal, so its test says nothing",
                     probe_rows[i].name);
    }
}

static void test_sealed(void **state)
{
    (void)state;
    if (!has_seccomp)
        skip();
    for (size_t i = 0; i < PROBE_ROWS; i++) {
        enum outcome outcome = applies(&probe_rows[i]) ? run_row(&probe_rows[i], NULL)
                                                       : probe_rows[i].sealed;
        if (outcome != probe_rows[i].sealed)
            fail_msg("%s: %d", probe_rows[i].name, outcome);
    }
}

/* Where seccomp is refused, Landlock and the limits still hold. */
static void test_without_seccomp(void **state)
{
    static const char *const without[] = { "no-calls", NULL };

    (void)state;
    for (size_t i = 0; i < PROBE_ROWS; i++) {
        const struct probe_row *row = &probe_rows[i];
        bool landlocked = row->abi > 0 && landlock_abi >= row->abi;
        bool limited = row->limited && !(row->open_to_root && geteuid() == 0);
        if ((landlocked || limited) && applies(row) && run_row(row, without) != REFUSED)
            fail_msg("%s gets through", row->name);
    }
}

static void test_limits_alone(void **state)
{
    static const char *const without[] = { "no-calls", "no-landlock", NULL };

    (void)state;
    for (size_t i = 0; i < PROBE_ROWS; i++) {
        const struct probe_row *row = &probe_rows[i];
        if (row->limited && !(row->open_to_root && geteuid() == 0) && applies(row) &&
            run_row(row, without) != REFUSED)
            fail_msg("%s gets through", row->name);
    }
}

static void test_unknown_words(void **state)
{
    static const char *const rows[][6] = {
        { "coranto", "--worker", NULL },
        { "coranto", "--worker", "nonsense", NULL },
        { "coranto", "--worker", "markdown", NULL },
        { "coranto", "--worker", "probe", "open", NULL },
        { "coranto", "--worker", "probe", "nonsense", "/", NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct job_result result = run(rows[i]);
        assert_int_equal(result.end, JOB_EXITED);
        assert_int_equal(result.code, 2);
    }
}

static bool is_sealed(pid_t pid)
{
    char path[64], text[4096];

    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (fd >= 0)
        close(fd);
    text[n < 0 ? 0 : n] = '\0';
    return strstr(text, has_seccomp ? "Seccomp:\t2" : "NoNewPrivs:\t1") != NULL;
}

/* Start a worker that waits for input, with these descriptors, until it is sealed. */
static void start_and_leave(int in, int out, int errors)
{
    char *const argv[] = { (char[]){ "coranto" }, (char[]){ "--worker" },
                           (char[]){ "markdown" }, (char[]){ "" }, NULL };
    posix_spawn_file_actions_t actions;
    pid_t pid;

    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
    if (posix_spawn(&pid, job_self(), &actions, NULL, argv, environ) != 0)
        _exit(1);
    while (!is_sealed(pid))
        if (waitpid(pid, NULL, WNOHANG) == pid)
            _exit(2);
    _exit(0);
}

/* A worker whose parent has died does not live on, although its pipes are still open here. */
static void test_parent_dies(void **state)
{
    int in[2], out[2], errors[2], status;
    char byte;

    (void)state;
    assert_int_equal(pipe2(in, O_CLOEXEC) | pipe2(out, O_CLOEXEC) | pipe2(errors, O_CLOEXEC),
                     0);
    pid_t middle = fork();
    if (middle == 0)
        start_and_leave(in[0], out[1], errors[1]);
    assert_true(middle > 0);
    close(errors[1]);
    assert_int_equal(waitpid(middle, &status, 0), middle);
    assert_int_equal(status, 0);
    struct pollfd end = { .fd = errors[0], .events = POLLIN };
    assert_int_equal(poll(&end, 1, 200000), 1);
    assert_int_equal(read(errors[0], &byte, 1), 0);
    close(in[0]);
    close(in[1]);
    close(out[0]);
    close(out[1]);
    close(errors[0]);
}

/* Nobody to write to: the worker ends before it reads. */
static void test_reader_gone(void **state)
{
    int in[2], out[2], status;

    (void)state;
    assert_int_equal(pipe2(in, O_CLOEXEC) | pipe2(out, O_CLOEXEC), 0);
    close(out[0]);
    pid_t child = fork();
    if (child == 0) {
        char *argv[] = { (char[]){ "coranto" }, (char[]){ "--worker" }, (char[]){ "markdown" },
                         (char[]){ "" }, NULL };
        dup2(in[0], STDIN_FILENO);
        dup2(out[1], STDOUT_FILENO);
        worker_main(4, argv);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 1);
    close(in[0]);
    close(in[1]);
    close(out[1]);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unsealed),        cmocka_unit_test(test_sealed),
        cmocka_unit_test(test_without_seccomp), cmocka_unit_test(test_limits_alone),
        cmocka_unit_test(test_unknown_words),   cmocka_unit_test(test_parent_dies),
        cmocka_unit_test(test_reader_gone),
    };

    if (argc > 1 && strcmp(argv[1], "--worker") == 0)
        worker_main(argc, argv);
    return cmocka_run_group_tests(tests, find_means, NULL);
}
