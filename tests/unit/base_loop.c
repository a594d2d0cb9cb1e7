/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/loop.h"

/* What happened, as letters in the order of the calls. */
struct record {
    struct loop *loop;
    char log[64];
    size_t len;
    int fds[2];
    struct loop_timer *victim;
    int again; /* how often to go on */
};

static void note(struct record *record, char c)
{
    assert_true(record->len + 1 < sizeof record->log);
    record->log[record->len++] = c;
}

static int set_up(void **state)
{
    static struct record record;

    record = (struct record){ .loop = loop_new(), .fds = { -1, -1 } };
    *state = &record;
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, record.fds);
}

static int tear_down(void **state)
{
    struct record *record = *state;

    loop_free(record->loop);
    close(record->fds[0]);
    close(record->fds[1]);
    return 0;
}

static void stop(void *arg)
{
    struct record *record = arg;

    note(record, '.');
    loop_stop(record->loop, 7);
}

static void note_a(void *arg)
{
    note(arg, 'a');
}

static void note_b(void *arg)
{
    note(arg, 'b');
}

static void note_c(void *arg)
{
    note(arg, 'c');
}

static void test_timers_in_order(void **state)
{
    struct record *record = *state;

    loop_after(record->loop, 6, stop, record);
    loop_after(record->loop, 2, note_b, record);
    loop_after(record->loop, -5, note_a, record);
    loop_after(record->loop, 4, note_c, record);
    struct loop_timer *never = loop_after(record->loop, 3, note_a, record);
    loop_after(record->loop, INT64_MAX, note_a, record);
    loop_cancel(record->loop, never);
    loop_cancel(record->loop, NULL);
    assert_int_equal(loop_run(record->loop), 7);
    assert_string_equal(record->log, "abc.");
}

static void test_equal_times_keep_order(void **state)
{
    struct record *record = *state;
    static void (*const fns[])(void *) = { note_c, note_a, note_b, note_a, stop };

    for (size_t i = 0; i < sizeof fns / sizeof *fns; i++)
        loop_after(record->loop, 0, fns[i], record);
    loop_run(record->loop);
    assert_string_equal(record->log, "caba.");
}

static void cancel_victim(void *arg)
{
    struct record *record = arg;

    note(record, 'x');
    loop_cancel(record->loop, record->victim);
}

static void test_timer_cancels_one_that_is_due(void **state)
{
    struct record *record = *state;

    loop_after(record->loop, 0, cancel_victim, record);
    record->victim = loop_after(record->loop, 0, note_a, record);
    loop_after(record->loop, 0, stop, record);
    loop_run(record->loop);
    assert_string_equal(record->log, "x.");
}

static void rearm(void *arg)
{
    struct record *record = arg;

    loop_after(record->loop, 0, rearm, record);
}

static void on_bytes(int fd, short revents, void *arg)
{
    char c;

    assert_true(revents & POLLIN);
    assert_int_equal(read(fd, &c, 1), 1);
    note(arg, c);
    if (c == '!')
        loop_stop(((struct record *)arg)->loop, 0);
}

static void test_timer_does_not_starve_descriptors(void **state)
{
    struct record *record = *state;

    loop_after(record->loop, 0, rearm, record);
    loop_watch(record->loop, record->fds[0], POLLIN, on_bytes, record);
    assert_int_equal(write(record->fds[1], "ab!", 3), 3);
    loop_run(record->loop);
    assert_string_equal(record->log, "ab!");
}

static void on_hang_up(int fd, short revents, void *arg)
{
    struct record *record = arg;

    assert_true(revents & POLLHUP);
    loop_unwatch(record->loop, fd);
    stop(record);
}

static void test_hang_up_without_events(void **state)
{
    struct record *record = *state;

    loop_watch(record->loop, record->fds[0], 0, on_hang_up, record);
    assert_int_equal(write(record->fds[1], "unseen", 6), 6);
    close(record->fds[1]);
    record->fds[1] = -1;
    loop_run(record->loop);
    assert_string_equal(record->log, ".");
}

static void on_closed(int fd, short revents, void *arg)
{
    struct record *record = arg;

    (void)fd;
    assert_true(revents & POLLNVAL);
    note(record, 'n');
    loop_after(record->loop, 3, stop, record);
}

static void test_closed_descriptor_is_told_once(void **state)
{
    struct record *record = *state;

    loop_watch(record->loop, record->fds[0], POLLIN, on_closed, record);
    close(record->fds[0]);
    record->fds[0] = -1;
    loop_run(record->loop);
    assert_string_equal(record->log, "n.");
}

/* Whichever of two ready descriptors comes first removes both and watches one anew. */
static void swap_watches(int fd, short revents, void *arg)
{
    struct record *record = arg;

    (void)fd;
    (void)revents;
    note(record, 's');
    loop_unwatch(record->loop, record->fds[0]);
    loop_unwatch(record->loop, record->fds[1]);
    loop_watch(record->loop, record->fds[1], POLLIN, on_bytes, record);
}

static void test_unwatch_in_callback(void **state)
{
    struct record *record = *state;

    assert_int_equal(write(record->fds[0], "1!", 2), 2);
    assert_int_equal(write(record->fds[1], "2!", 2), 2);
    loop_watch(record->loop, record->fds[0], POLLIN, swap_watches, record);
    loop_watch(record->loop, record->fds[1], POLLIN, swap_watches, record);
    loop_run(record->loop);
    assert_string_equal(record->log, "s1!");
}

/* Closes and reopens a descriptor under its old number while an event for it is pending. */
static void reuse_number(int fd, short revents, void *arg)
{
    struct record *record = arg;
    int pipe_ends[2];

    (void)fd;
    (void)revents;
    note(record, 'r');
    loop_unwatch(record->loop, record->fds[0]);
    loop_unwatch(record->loop, record->fds[1]);
    assert_int_equal(pipe2(pipe_ends, O_CLOEXEC), 0);
    assert_int_equal(dup2(pipe_ends[0], record->fds[1]), record->fds[1]);
    close(pipe_ends[0]);
    loop_watch(record->loop, record->fds[1], POLLIN, on_bytes, record);
    assert_int_equal(write(pipe_ends[1], "!", 1), 1);
    close(pipe_ends[1]);
}

static void test_reused_number_gets_no_old_event(void **state)
{
    struct record *record = *state;

    assert_int_equal(write(record->fds[0], "2", 1), 1);
    assert_int_equal(write(record->fds[1], "1", 1), 1);
    loop_watch(record->loop, record->fds[0], POLLIN, reuse_number, record);
    loop_watch(record->loop, record->fds[1], POLLIN, reuse_number, record);
    loop_run(record->loop);
    assert_string_equal(record->log, "r!");
}

static void on_wrong_watch(int fd, short revents, void *arg)
{
    (void)fd;
    (void)revents;
    note(arg, 'w');
}

static void test_second_watch_replaces_the_first(void **state)
{
    struct record *record = *state;

    assert_int_equal(write(record->fds[1], "!", 1), 1);
    loop_watch(record->loop, record->fds[0], POLLIN, on_wrong_watch, record);
    loop_watch(record->loop, record->fds[0], POLLIN, on_bytes, record);
    loop_run(record->loop);
    assert_string_equal(record->log, "!");
}

static void test_many_watches(void **state)
{
    struct record *record = *state;
    enum { MANY = 100 };
    int fds[MANY];

    for (int i = 0; i < MANY; i++) {
        fds[i] = fcntl(record->fds[0], F_DUPFD_CLOEXEC, 3);
        assert_true(fds[i] >= 0);
        loop_watch(record->loop, fds[i], POLLIN, on_bytes, record);
    }
    for (int i = 0; i < MANY - 1; i++)
        loop_unwatch(record->loop, fds[i]);
    assert_int_equal(write(record->fds[1], "a!", 2), 2);
    loop_run(record->loop);
    assert_string_equal(record->log, "a!");
    for (int i = 0; i < MANY; i++)
        close(fds[i]);
}

static void on_signal(int signo, void *arg)
{
    struct record *record = arg;

    note(record, signo == SIGUSR1 ? 'u' : 'v');
    if (signo == SIGUSR2)
        loop_stop(record->loop, 3);
}

static void raise_twice(void *arg)
{
    note(arg, 'r');
    raise(SIGUSR1);
    raise(SIGUSR1);
    raise(SIGUSR2);
}

static void test_signals_come_in_the_loop(void **state)
{
    struct record *record = *state;

    loop_on_signal(record->loop, SIGUSR1, on_signal, record);
    loop_on_signal(record->loop, SIGUSR2, on_signal, record);
    loop_after(record->loop, 0, raise_twice, record);
    assert_int_equal(loop_run(record->loop), 3);
    assert_string_equal(record->log, "ruv");
}

static void test_signal_before_the_run(void **state)
{
    struct record *record = *state;

    loop_on_signal(record->loop, SIGUSR2, on_signal, record);
    raise(SIGUSR2);
    assert_int_equal(record->len, 0);
    loop_run(record->loop);
    assert_string_equal(record->log, "v");
}

static void test_a_flood_of_signals_does_not_block(void **state)
{
    struct record *record = *state;

    loop_on_signal(record->loop, SIGUSR1, on_signal, record);
    for (int i = 0; i < 100000; i++) /* more than a pipe holds */
        raise(SIGUSR1);
    loop_after(record->loop, 0, stop, record);
    loop_run(record->loop);
    assert_int_equal(record->log[0], 'u');
}

static void test_blocked_signal_comes_too(void **state)
{
    struct record *record = *state;
    sigset_t set, now;

    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    sigprocmask(SIG_BLOCK, &set, NULL);
    loop_on_signal(record->loop, SIGUSR1, on_signal, record);
    loop_on_signal(record->loop, SIGUSR2, on_signal, record);
    raise(SIGUSR2);
    loop_run(record->loop);
    assert_string_equal(record->log, "v");
    loop_free(record->loop);
    record->loop = NULL;
    sigprocmask(SIG_UNBLOCK, &set, &now);
    assert_true(sigismember(&now, SIGUSR2));
    assert_false(sigismember(&now, SIGUSR1));
}

/* Of all calls this one is interrupted by any handler. */
static void test_no_call_is_interrupted(void **state)
{
    struct record *record = *state;
    struct itimerval soon = { .it_value.tv_usec = 1000 };
    struct timespec rest = { .tv_nsec = 20000000 };

    loop_on_signal(record->loop, SIGALRM, on_signal, record);
    setitimer(ITIMER_REAL, &soon, NULL);
    assert_int_equal(nanosleep(&rest, NULL), 0);
    loop_after(record->loop, 0, stop, record);
    loop_run(record->loop);
    assert_string_equal(record->log, "v.");
}

static void test_old_action_returns(void **state)
{
    struct record *record = *state;
    struct sigaction ignore = { .sa_handler = SIG_IGN }, now;

    sigaction(SIGUSR1, &ignore, NULL);
    loop_on_signal(record->loop, SIGUSR1, on_signal, record);
    loop_on_signal(record->loop, SIGUSR1, on_signal, record);
    sigaction(SIGUSR1, NULL, &now);
    assert_true(now.sa_handler != SIG_IGN);
    raise(SIGUSR1); /* which is never told, as nobody is there any more */
    loop_free(record->loop);
    sigaction(SIGUSR1, NULL, &now);
    assert_true(now.sa_handler == SIG_IGN);
    record->loop = loop_new(); /* a second loop may watch signals once the first is gone */
    loop_on_signal(record->loop, SIGUSR2, on_signal, record);
    raise(SIGUSR2);
    loop_run(record->loop);
    assert_string_equal(record->log, "v");
}

static void count_sleeps(void *arg)
{
    struct record *record = arg;

    note(record, 's');
    if (record->again-- == 0)
        loop_stop(record->loop, 1);
}

static void note_a_then_b(void *arg)
{
    struct record *record = arg;

    note_a(arg);
    loop_after(record->loop, 2, note_b, record);
}

static void test_before_sleep(void **state)
{
    struct record *record = *state;

    record->again = 2;
    loop_before_sleep(record->loop, count_sleeps, record);
    loop_after(record->loop, 0, note_a_then_b, record);
    assert_int_equal(loop_run(record->loop), 1);
    assert_int_equal(record->log[0], 's');
    /* Never a round without a reason: one draw for each event and one at the start. */
    assert_string_equal(record->log, "sasbs");
}

static void read_and_stop(int fd, short revents, void *arg)
{
    char byte;

    (void)revents;
    assert_int_equal(read(fd, &byte, 1), 1);
    stop(arg);
}

/* Without a timer it sleeps until something comes, however long that takes. */
static void test_rests(void **state)
{
    struct record *record = *state;
    const struct timespec while_at_rest = { .tv_nsec = 100 * 1000 * 1000 };
    pid_t child = fork();

    if (child == 0) {
        nanosleep(&while_at_rest, NULL);
        _exit(write(record->fds[1], "x", 1) == 1 ? 0 : 1);
    }
    record->again = 50;
    loop_before_sleep(record->loop, count_sleeps, record);
    loop_watch(record->loop, record->fds[0], POLLIN, read_and_stop, record);
    assert_int_equal(loop_run(record->loop), 7);
    assert_string_equal(record->log, "s.");
    assert_int_equal(waitpid(child, NULL, 0), child);
}

static void note_and_set_next(void *arg)
{
    struct record *record = arg;

    note(record, 'x');
    loop_after(record->loop, 0, note_a, record);
}

static void test_timer_set_by_a_timer_waits_for_the_next_round(void **state)
{
    struct record *record = *state;

    record->again = 2;
    loop_before_sleep(record->loop, count_sleeps, record);
    loop_after(record->loop, 0, note_and_set_next, record);
    loop_run(record->loop);
    assert_string_equal(record->log, "sxsas");
}

static void test_runs_again(void **state)
{
    struct record *record = *state;

    loop_stop(record->loop, 5);
    assert_int_equal(loop_run(record->loop), 5);
    loop_after(record->loop, 0, stop, record);
    loop_after(record->loop, 0, note_a, record);
    assert_int_equal(loop_run(record->loop), 7);
    assert_string_equal(record->log, ".");
    loop_after(record->loop, 0, stop, record);
    assert_int_equal(loop_run(record->loop), 7);
    assert_string_equal(record->log, ".a.");
}

static void test_clock(void **state)
{
    (void)state;
    int64_t before = loop_now();

    for (int i = 0; i < 1000; i++) {
        int64_t now = loop_now();
        assert_true(now >= before);
        before = now;
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(timers_in_order),
        TEST(equal_times_keep_order),
        TEST(timer_cancels_one_that_is_due),
        TEST(timer_does_not_starve_descriptors),
        TEST(hang_up_without_events),
        TEST(closed_descriptor_is_told_once),
        TEST(unwatch_in_callback),
        TEST(reused_number_gets_no_old_event),
        TEST(second_watch_replaces_the_first),
        TEST(many_watches),
        TEST(signals_come_in_the_loop),
        TEST(signal_before_the_run),
        TEST(a_flood_of_signals_does_not_block),
        TEST(blocked_signal_comes_too),
        TEST(no_call_is_interrupted),
        TEST(old_action_returns),
        TEST(before_sleep),
        TEST(rests),
        TEST(timer_set_by_a_timer_waits_for_the_next_round),
        TEST(runs_again),
        TEST(clock),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
