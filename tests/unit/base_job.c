/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
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

#include "base/alloc.h"
#include "base/job.h"

#define ARGV(...)     ((const char *const[]){ __VA_ARGS__, NULL })
#define SHELL(script) ARGV("/bin/sh", "-c", script)

enum { BIG = 1024 * 1024, PLENTY = 16 * BIG };

struct outcome {
    struct loop *loop;
    struct job *job;
    int calls, progress_calls;
    bool cancel, abandon; /* what to do at the first progress */
    struct job_result result;
    char *output, *errors;
};

static int set_up(void **state)
{
    struct outcome *outcome = xcalloc(1, sizeof *outcome);

    outcome->loop = loop_new();
    *state = outcome;
    return 0;
}

static void forget(struct outcome *outcome)
{
    free(outcome->output);
    free(outcome->errors);
    outcome->output = outcome->errors = NULL;
}

static int tear_down(void **state)
{
    struct outcome *outcome = *state;

    loop_free(outcome->loop);
    forget(outcome);
    free(outcome);
    errno = 0;
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
    return 0;
}

static void on_done(const struct job_result *result, void *arg)
{
    struct outcome *outcome = arg;

    assert_int_equal(result->output[result->output_len], '\0');
    assert_int_equal(result->errors[result->errors_len], '\0');
    outcome->calls++;
    outcome->result = *result;
    outcome->output = xstrndup(result->output, result->output_len);
    outcome->errors = xstrndup(result->errors, result->errors_len);
    outcome->job = NULL;
    loop_stop(outcome->loop, 0);
}

static void stop_loop(void *arg)
{
    loop_stop(((struct outcome *)arg)->loop, 1);
}

static void on_progress(const char *errors, size_t errors_len, size_t output_len, void *arg)
{
    struct outcome *outcome = arg;

    assert_int_equal(errors[errors_len], 0);
    (void)output_len;
    outcome->progress_calls++;
    if (outcome->cancel)
        job_cancel(outcome->job);
    if (outcome->abandon) {
        job_abandon(outcome->job);
        outcome->abandon = false;
        loop_after(outcome->loop, 0, stop_loop, outcome);
    }
}

static void start(struct outcome *outcome, const struct job_spec *spec)
{
    struct error error = { 0 };

    forget(outcome);
    outcome->calls = outcome->progress_calls = 0;
    outcome->job = job_start(outcome->loop, spec, on_progress, on_done, outcome, &error);
    assert_string_equal(error.text, "");
    assert_non_null(outcome->job);
}

static void run(struct outcome *outcome, const struct job_spec *spec)
{
    start(outcome, spec);
    loop_run(outcome->loop);
    assert_int_equal(outcome->calls, 1);
}

static void test_big_input_and_output(void **state)
{
    struct outcome *outcome = *state;
    char *input = xmalloc(BIG);

    for (size_t i = 0; i < BIG; i++)
        input[i] = (char)(i * 7 + i / 251); /* NUL bytes included */
    run(outcome,
        &(struct job_spec){
            .argv = ARGV("cat"), .input = input, .input_len = BIG, .output_max = BIG });
    assert_int_equal(outcome->result.end, JOB_EXITED);
    assert_int_equal(outcome->result.code, 0);
    assert_string_equal(outcome->result.error.text, "");
    assert_int_equal(outcome->result.output_len, BIG);
    assert_memory_equal(outcome->output, input, BIG);
    assert_true(outcome->progress_calls > 1);
    free(input);
}

static void test_input_that_nobody_reads(void **state)
{
    struct outcome *outcome = *state;
    char *input = xcalloc(1, BIG);

    run(outcome, &(struct job_spec){ .argv = SHELL("exec <&-; echo done"),
                                     .input = input,
                                     .input_len = BIG,
                                     .output_max = PLENTY });
    assert_int_equal(outcome->result.end, JOB_EXITED);
    assert_string_equal(outcome->output, "done\n");
    free(input);
}

static void test_no_input_is_end_of_file(void **state)
{
    run(*state, &(struct job_spec){ .argv = ARGV("cat"), .output_max = 10 });
    assert_int_equal(((struct outcome *)*state)->result.output_len, 0);
}

static void test_ends(void **state)
{
    static const struct {
        const char *script, *name, *words;
        enum job_end end;
        int code;
        size_t output_max;
        int64_t deadline_ms;
    } cases[] = {
        { "exit 0", NULL, "", JOB_EXITED, 0, 10, 0 },
        { "exit 3", NULL, "sh failed with exit status 3", JOB_EXITED, 3, 10, 0 },
        { "exit 255", "the tool", "the tool failed with exit status 255", JOB_EXITED, 255, 10,
          0 },
        { "kill -SEGV $$", "the reader",
          "the reader was killed by signal 11 (Segmentation fault)", JOB_SIGNALLED, SIGSEGV, 10,
          0 },
        { "kill -KILL $$", NULL, "sh was killed by signal 9 (Killed)", JOB_SIGNALLED, SIGKILL,
          10, 60000 },
        { "while :; do :; done", NULL, "sh took longer than 20 ms", JOB_TIMED_OUT, 0, 10, 20 },
        { "exec >&- 2>&-; while :; do :; done", NULL, "sh took longer than 20 ms",
          JOB_TIMED_OUT, 0, 10, 20 },
        { "sleep 1000 & while :; do :; done", NULL, "sh took longer than 20 ms", JOB_TIMED_OUT,
          0, 10, 20 },
        { "printf 1234567890", NULL, "", JOB_EXITED, 0, 10, 0 },
        { "printf 12345678901; while :; do :; done", NULL, "sh wrote more than 10 bytes",
          JOB_OVERFLOWED, 0, 10, 0 },
        { "cat /dev/zero", NULL, "sh wrote more than 8 MB", JOB_OVERFLOWED, 0, 8 * BIG, 0 },
        { "cat /dev/zero", NULL, "sh wrote more than 3 KB", JOB_OVERFLOWED, 0, 3072, 0 },
        { "echo", NULL, "sh wrote more than 0 bytes", JOB_OVERFLOWED, 0, 0, 0 },
        { "exec >&- 2>&-; exit 4", NULL, "sh failed with exit status 4", JOB_EXITED, 4, 10, 0 },
    };
    struct outcome *outcome = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        run(outcome, &(struct job_spec){ .argv = SHELL(cases[i].script),
                                         .name = cases[i].name,
                                         .output_max = cases[i].output_max,
                                         .deadline_ms = cases[i].deadline_ms });
        assert_string_equal(outcome->result.error.text, cases[i].words);
        assert_int_equal(outcome->result.end, cases[i].end);
        assert_int_equal(outcome->result.code, cases[i].code);
        assert_true(outcome->result.output_len <= cases[i].output_max);
        if (cases[i].end == JOB_OVERFLOWED)
            assert_int_equal(outcome->result.output_len, cases[i].output_max);
    }
}

static void test_errors_are_kept_up_to_a_limit(void **state)
{
    struct outcome *outcome = *state;

    run(outcome, &(struct job_spec){ .argv = SHELL("echo out; echo why >&2; head -c 300000 "
                                                   "/dev/zero >&2; exit 1"),
                                     .output_max = 100,
                                     .errors_max = 8 });
    assert_string_equal(outcome->output, "out\n");
    assert_int_equal(outcome->result.errors_len, 8);
    assert_memory_equal(outcome->errors, "why\n\0\0\0\0", 8);
    assert_int_equal(outcome->result.code, 1);
}

/* A descendant in a session of its own keeps the pipes open; it is not waited for. */
static void test_output_held_open_by_a_descendant(void **state)
{
    struct outcome *outcome = *state;

    run(outcome,
        &(struct job_spec){ .argv = SHELL("setsid sleep 1000 & echo $!"), .output_max = 100 });
    assert_int_equal(outcome->result.end, JOB_EXITED);
    pid_t left = (pid_t)strtol(outcome->output, NULL, 10);
    assert_true(left > 1);
    assert_int_equal(kill(left, SIGKILL), 0);
}

static void test_a_killed_job_does_not_wait_for_descendants(void **state)
{
    struct outcome *outcome = *state;

    outcome->cancel = true;
    /* It tells its number when it is in its session: before that it would be killed as well. */
    run(outcome,
        &(struct job_spec){ .argv = SHELL("setsid sh -c 'echo $$; exec sleep 1000' & wait"),
                            .output_max = 100 });
    assert_int_equal(outcome->result.end, JOB_CANCELLED);
    pid_t left = (pid_t)strtol(outcome->output, NULL, 10);
    assert_true(left > 1);
    assert_int_equal(kill(left, SIGKILL), 0);
}

static void test_what_cannot_run(void **state)
{
    static const struct {
        const char *program, *words;
    } cases[] = {
        { "coranto-no-such-program",
          "cannot run coranto-no-such-program: No such file or directory" },
        { "/nowhere/at/all", "cannot run /nowhere/at/all: No such file or directory" },
        { "/etc", "cannot run /etc: Permission denied" },
        { "/etc/passwd", "cannot run /etc/passwd: Permission denied" },
        { "", "cannot run : No such file or directory" },
    };
    struct outcome *outcome = *state;
    static const enum job_kind kinds[] = { JOB_PIPED, JOB_DETACHED, JOB_FOREGROUND };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
            struct error error = { 0 };
            struct job_spec spec = { .kind = kinds[k], .argv = ARGV(cases[i].program) };
            spec.input = "x";
            spec.input_len = 1;
            assert_null(job_start(outcome->loop, &spec, NULL, on_done, outcome, &error));
            assert_string_equal(error.text, cases[i].words);
        }
    }
    assert_int_equal(outcome->calls, 0);
}

static void test_cancel(void **state)
{
    struct outcome *outcome = *state;

    start(outcome, &(struct job_spec){ .argv = ARGV("sleep", "1000"), .deadline_ms = 60000 });
    job_cancel(outcome->job);
    job_cancel(outcome->job);
    assert_int_equal(outcome->calls, 0);
    loop_run(outcome->loop);
    assert_int_equal(outcome->calls, 1);
    assert_int_equal(outcome->result.end, JOB_CANCELLED);
    assert_string_equal(outcome->result.error.text, "sleep was cancelled");
}

static void test_cancel_in_progress(void **state)
{
    struct outcome *outcome = *state;

    outcome->cancel = true;
    run(outcome, &(struct job_spec){ .argv = ARGV("yes"), .output_max = PLENTY });
    assert_int_equal(outcome->result.end, JOB_CANCELLED);
    assert_int_equal(outcome->progress_calls, 1);
    assert_true(outcome->result.output_len > 0);
}

/* Not when it is an orphan that only waits for init to reap it. */
static bool is_alive(pid_t pid)
{
    char path[64], line[256] = "";

    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    ssize_t n = read(fd, line, sizeof line - 1);
    close(fd);
    return n > 0 && !strstr(line, ") Z ") && !strstr(line, ") X ");
}

static void test_cancel_kills_the_whole_group(void **state)
{
    struct outcome *outcome = *state;

    outcome->cancel = true;
    run(outcome, &(struct job_spec){ .argv = SHELL("sleep 1000 & echo $!; wait"),
                                     .output_max = PLENTY });
    pid_t pid = (pid_t)strtol(outcome->output, NULL, 10);
    assert_true(pid > 1);
    alarm(60);
    while (is_alive(pid))
        sched_yield();
    alarm(0);
}

static void test_abandon(void **state)
{
    struct outcome *outcome = *state;

    job_abandon(NULL);
    start(outcome, &(struct job_spec){ .argv = ARGV("sleep", "1000") });
    job_abandon(outcome->job);
    run(outcome, &(struct job_spec){ .argv = ARGV("true") });
    outcome->abandon = true;
    start(outcome, &(struct job_spec){ .argv = ARGV("yes"), .output_max = PLENTY });
    assert_int_equal(loop_run(outcome->loop), 1);
    assert_int_equal(outcome->calls, 0);
    assert_int_equal(outcome->progress_calls, 1);
}

static void abandon_self(const struct job_result *result, void *arg)
{
    struct outcome *outcome = arg;

    (void)result;
    job_cancel(outcome->job);
    job_abandon(outcome->job);
    loop_stop(outcome->loop, 4);
}

static void test_abandon_in_done(void **state)
{
    struct outcome *outcome = *state;
    struct job_spec spec = { .argv = ARGV("true") };

    outcome->job = job_start(outcome->loop, &spec, NULL, abandon_self, outcome, NULL);
    assert_int_equal(loop_run(outcome->loop), 4);
}

/* tear_down() sees that none is left. */
static void test_loop_freed_with_jobs_alive(void **state)
{
    struct outcome *outcome = *state;

    for (int i = 0; i < 5; i++)
        start(outcome, &(struct job_spec){ .argv = ARGV("cat", "/dev/zero"),
                                           .output_max = PLENTY,
                                           .deadline_ms = 60000 });
    job_cancel(outcome->job);
}

static void test_detached_is_never_killed(void **state)
{
    struct outcome *outcome = *state;

    run(outcome, &(struct job_spec){ .kind = JOB_DETACHED, .argv = SHELL("cat; exit 9") });
    assert_string_equal(outcome->result.error.text, "sh failed with exit status 9");

    int ends[2];
    assert_int_equal(pipe(ends), 0);
    /* Told by the file it leaves behind, after its owner and the loop went away. */
    char path[] = "/tmp/coranto-test-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    struct job_spec spec = {
        .kind = JOB_DETACHED,
        .argv = ARGV("/bin/sh", "-c", "while test -e \"$1\"; do sleep 0.01; done", "sh", path)
    };
    outcome->job = job_start(outcome->loop, &spec, NULL, on_done, outcome, NULL);
    assert_non_null(outcome->job);
    job_abandon(outcome->job);
    loop_free(outcome->loop);
    outcome->loop = loop_new();
    siginfo_t info = { 0 };
    assert_int_equal(waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT), 0);
    assert_int_equal(info.si_pid, 0);
    unlink(path);
    int status;
    assert_true(waitpid(-1, &status, 0) > 0);
    assert_int_equal(status, 0);
    close(ends[0]);
    close(ends[1]);
}

/* The signals 1 to 31 of a line of /proc/PID/status; libraries keep some above for themselves.
 */
static unsigned long long signal_set(const char *status, const char *name)
{
    const char *line = strstr(status, name);

    assert_non_null(line);
    return strtoull(line + strlen(name), NULL, 16) & 0x7fffffff;
}

static void test_clean_child(void **state)
{
    struct outcome *outcome = *state;
    int leak = open("/", O_RDONLY); /* without O_CLOEXEC */
    sigset_t set, before;
    struct sigaction ignore = { .sa_handler = SIG_IGN };

    assert_true(leak > 2);
    sigfillset(&set);
    sigprocmask(SIG_BLOCK, &set, &before);
    sigaction(SIGINT, &ignore, NULL);
    run(outcome,
        &(struct job_spec){ .argv = ARGV("cat", "/proc/self/status"), .output_max = 8192 });
    sigaddset(&before, SIGCHLD); /* which the loop has blocked by now */
    sigprocmask(SIG_SETMASK, &before, NULL);
    ignore.sa_handler = SIG_DFL;
    sigaction(SIGINT, &ignore, NULL);
    assert_int_equal(signal_set(outcome->output, "SigBlk:"), 0);
    assert_int_equal(signal_set(outcome->output, "SigIgn:"), 0);
    assert_int_equal(signal_set(outcome->output, "SigCgt:"), 0);

    /* "ls" has one more open, the folder it lists. */
    run(outcome, &(struct job_spec){ .argv = ARGV("ls", "/proc/self/fd"), .output_max = 100 });
    assert_string_equal(outcome->output, "0\n1\n2\n3\n");
    run(outcome, &(struct job_spec){ .argv = SHELL("cut -d' ' -f5,6,7 /proc/$$/stat; echo $$"),
                                     .output_max = 100 });
    int group, session, tty, pid;
    assert_int_equal(sscanf(outcome->output, "%d %d %d %d", &group, &session, &tty, &pid), 4);
    assert_int_equal(group, pid);
    assert_int_equal(session, pid);
    assert_int_equal(tty, 0);
    close(leak);
}

static void test_arguments_are_passed_as_they_are(void **state)
{
    struct outcome *outcome = *state;

    run(outcome, &(struct job_spec){
                     .argv = ARGV("not printf", "[%s]", "", "$(id) `id` ; | > *", "a\nb", "--"),
                     .program = "printf",
                     .output_max = 100 });
    assert_string_equal(outcome->output, "[][$(id) `id` ; | > *][a\nb][--]");
}

static int count_descriptors(void)
{
    DIR *dir = opendir("/proc/self/fd");
    int count = 0;

    assert_non_null(dir);
    while (readdir(dir))
        count++;
    closedir(dir);
    return count;
}

static void test_many_jobs_leave_nothing(void **state)
{
    struct outcome *outcome = *state;
    int before = 0;

    for (int i = 0; i < 500; i++) {
        run(outcome, &(struct job_spec){ .argv = ARGV("true"), .input = "x", .input_len = 1 });
        if (i == 0)
            before = count_descriptors();
    }
    assert_int_equal(count_descriptors(), before);
    errno = 0;
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static void count_done(const struct job_result *result, void *arg)
{
    struct outcome *outcome = arg;

    assert_string_equal(result->error.text, "");
    assert_string_equal(result->output, "hello\n");
    if (++outcome->calls == 20)
        loop_stop(outcome->loop, 0);
}

static void test_many_jobs_at_once(void **state)
{
    struct outcome *outcome = *state;
    struct job_spec spec = { .argv = ARGV("cat"), .output_max = 6, .input = "hello\n" };

    spec.input_len = 6;
    for (int i = 0; i < 20; i++)
        assert_non_null(job_start(outcome->loop, &spec, NULL, count_done, outcome, NULL));
    loop_run(outcome->loop);
    assert_int_equal(outcome->calls, 20);
}

static void test_self(void **state)
{
    struct outcome *outcome = *state;

    assert_string_equal(job_self(), "/proc/self/exe");
    /* In the child the path still means this program, which then says who it is. */
    run(outcome, &(struct job_spec){ .argv = ARGV("coranto", "--self"),
                                     .program = job_self(),
                                     .output_max = 1000 });
    assert_string_equal(outcome->output, "coranto --self\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, set_up, tear_down)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(big_input_and_output),
        TEST(input_that_nobody_reads),
        TEST(no_input_is_end_of_file),
        TEST(ends),
        TEST(errors_are_kept_up_to_a_limit),
        TEST(output_held_open_by_a_descendant),
        TEST(a_killed_job_does_not_wait_for_descendants),
        TEST(what_cannot_run),
        TEST(cancel),
        TEST(cancel_in_progress),
        TEST(cancel_kills_the_whole_group),
        TEST(abandon),
        TEST(abandon_in_done),
        TEST(loop_freed_with_jobs_alive),
        TEST(detached_is_never_killed),
        TEST(clean_child),
        TEST(arguments_are_passed_as_they_are),
        TEST(many_jobs_leave_nothing),
        TEST(many_jobs_at_once),
        TEST(self),
    };

    if (argc == 2 && strcmp(argv[1], "--self") == 0) {
        printf("%s %s\n", argv[0], argv[1]);
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
