/* SPDX-License-Identifier: MIT */
#include "ui/screen_crash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <fcntl.h>
#include <pthread.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/buf.h"

/* Each case is a program on a terminal of its own, which ends as it may; what counts is its
 * status and what the terminal got. */

enum { SEEN_MAX = 64 * 1024 };

static int open_terminal(int *slave)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);

    assert_true(master >= 0);
    assert_int_equal(grantpt(master), 0);
    assert_int_equal(unlockpt(master), 0);
    *slave = open(ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC);
    assert_true(*slave >= 0);
    return master;
}

static void begin(int terminal)
{
    struct termios modes;

    dup2(terminal, STDERR_FILENO);
    tcgetattr(terminal, &modes);
    crash_guard_start();
    crash_guard_terminal(terminal, &modes, "[given back]", 12);
    crash_guard_arm(true);
}

/* What a program wrote to its terminal; its exit status. */
static int run(void (*program)(void), struct buf *seen)
{
    char bytes[4096];
    int slave, status, master = open_terminal(&slave);
    ssize_t n;

    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        begin(slave);
        program();
        _exit(0);
    }
    close(slave);
    while ((n = read(master, bytes, sizeof bytes)) > 0)
        buf_add(seen, bytes, (size_t)n);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    close(master);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void *die(void *arg)
{
    (void)arg;
    alloc_die();
}

/* Time for the others to come to where they wait. Whatever it is too short or too long for,
 * what is asked of them holds. */
static void give_way(void)
{
    nanosleep(&(struct timespec){ .tv_nsec = 10 * 1000 * 1000 }, NULL);
}

static void die_while_it_closes(void)
{
    pthread_t thread;

    crash_guard_enter();
    pthread_create(&thread, NULL, die, NULL);
    give_way();
    crash_guard_leave();
    crash_guard_stop();
    pthread_join(thread, NULL);
}

static void die_two_at_once(void)
{
    pthread_t threads[2];

    crash_guard_enter();
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, die, NULL);
    give_way();
    crash_guard_leave();
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
}

static void die_while_it_opens(void)
{
    pthread_t thread;

    crash_guard_arm(false);
    crash_guard_enter();
    pthread_create(&thread, NULL, die, NULL);
    give_way();
    crash_guard_leave();
    crash_guard_arm(true);
    pthread_join(thread, NULL);
}

static void die_alone(void)
{
    alloc_die();
}

static void test_last_words(void **state)
{
    static const struct {
        const char *what;
        void (*program)(void);
        bool may_be_closed; /* and then nothing is left to give back */
    } cases[] = {
        { "alone", die_alone, false },
        { "while the main thread closes the screen", die_while_it_closes, true },
        { "while it takes it again", die_while_it_opens, true },
        { "two at once", die_two_at_once, false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf seen = BUF_INIT(SEEN_MAX);
        int code = run(cases[i].program, &seen);
        const char *back = strstr(buf_str(&seen), "[given back]");
        const char *words = strstr(buf_str(&seen), "coranto: out of memory");
        if (code != 1 || !words || (back ? back > words : !cases[i].may_be_closed))
            fail_msg("%s: ended with %d, on the terminal: %s", cases[i].what, code,
                     buf_str(&seen));
        buf_release(&seen);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_last_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
