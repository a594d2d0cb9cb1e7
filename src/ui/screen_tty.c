/* SPDX-License-Identifier: MIT */
#include "ui/screen_tty.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/loop.h"
#include "ui/screen_crash.h"

enum {
    SIZE_MAX_CELLS = 1000,
    REFUSALS = 2,
    QUEUE_MAX = 64 * 1024 * 1024, /* above any one frame: 1000 x 1000 cells of marks */
};

static int tty = -1;
static struct termios cooked;
static struct buf queue = BUF_INIT(QUEUE_MAX);
static size_t sent; /* bytes of the queue */

/* Opened anew: non-blocking here must not be non-blocking for the shell as well. */
static int open_anew(void)
{
    static const int flags = O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    char name[PATH_MAX];
    int fd = -1;

    if (ttyname_r(STDIN_FILENO, name, sizeof name) == 0)
        fd = open(name, flags);
    return fd >= 0 ? fd : open("/dev/tty", flags);
}

bool tty_open(struct error *error)
{
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return error_set(error, "standard input and output are not a terminal");
    tty = open_anew();
    if (tty < 0)
        return error_errno(error, "cannot open the terminal");
    if (tcgetattr(tty, &cooked) != 0) {
        error_errno(error, "cannot read the modes of the terminal");
        tty_close();
        return false;
    }
    return true;
}

void tty_close(void)
{
    if (tty >= 0)
        close(tty);
    tty = -1;
    buf_release(&queue);
    buf_init(&queue, QUEUE_MAX);
    sent = 0;
}

int tty_fd(void)
{
    return tty;
}

/* A signal may interrupt it. One that refuses for another reason, and again, is gone, which
 * reading tells; one that refused once must not be left in these modes. */
static void set_modes(const struct termios *modes)
{
    int refused = 0;

    while (refused < REFUSALS && tcsetattr(tty, TCSANOW, modes) != 0)
        refused += errno != EINTR;
}

void tty_set_raw(void)
{
    struct termios raw = cooked;

    cfmakeraw(&raw);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    set_modes(&raw);
}

void tty_set_cooked(void)
{
    set_modes(&cooked);
}

const struct termios *tty_cooked_modes(void)
{
    return &cooked;
}

enum tty_read tty_read(void *bytes, size_t size, size_t *n, int milliseconds)
{
    struct pollfd wait = { .fd = tty, .events = POLLIN };

    *n = 0;
    if (tty < 0)
        return TTY_GONE;
    int ready;
    do
        ready = poll(&wait, 1, milliseconds);
    while (ready < 0 && errno == EINTR);
    if (ready <= 0)
        return TTY_QUIET;
    if (!(wait.revents & POLLIN))
        return TTY_GONE;
    ssize_t got = read(tty, bytes, size);
    if (got > 0) {
        *n = (size_t)got;
        return TTY_BYTES;
    }
    /* Zero is the end: a terminal that just has nothing says EAGAIN. */
    return got < 0 && (errno == EAGAIN || errno == EINTR) ? TTY_QUIET : TTY_GONE;
}

void tty_queue(const char *bytes, size_t n)
{
    buf_add(&queue, bytes, n);
}

bool tty_has_queued(const char *bytes, size_t n)
{
    return n == 0 ||
           (queue.len > sent && memmem(queue.data + sent, queue.len - sent, bytes, n));
}

void tty_drop(void)
{
    buf_clear(&queue);
    sent = 0;
}

bool tty_send(int milliseconds)
{
    int64_t deadline = loop_now() + milliseconds;
    int refused = 0;

    while (sent < queue.len) {
        if (!crash_guard_enter())
            break;
        ssize_t n = write(tty, queue.data + sent, queue.len - sent);
        crash_guard_leave();
        if (n > 0) {
            sent += (size_t)n;
        } else if (n < 0 && errno == EAGAIN) {
            struct pollfd wait = { .fd = tty, .events = POLLOUT };
            int64_t left = deadline - loop_now();
            if (left <= 0)
                return false;
            poll(&wait, 1, (int)left);
        } else if (errno != EINTR && ++refused == REFUSALS) {
            break; /* gone, which reading will tell */
        }
    }
    tty_drop();
    return true;
}

static int clamp(long value)
{
    return value < 1 ? 1 : value > SIZE_MAX_CELLS ? SIZE_MAX_CELLS : (int)value;
}

static int size_from(unsigned short told, const char *variable, int otherwise)
{
    const char *value = getenv(variable);
    char *end;

    if (told > 0)
        return clamp(told);
    long number = value ? strtol(value, &end, 10) : 0;
    return number > 0 && *end == '\0' ? clamp(number) : otherwise;
}

void tty_size(int *height, int *width)
{
    struct winsize size = { 0 };

    if (ioctl(tty >= 0 ? tty : STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        size = (struct winsize){ 0 };
    *height = size_from(size.ws_row, "LINES", 24);
    *width = size_from(size.ws_col, "COLUMNS", 80);
}

bool tty_is_plain(void)
{
    static const char *const names[] = { "dumb", "linux", "vt1",  "vt2",  "vt3",
                                         "vt4",  "vt5",   "ansi", "cons", "unknown" };
    const char *term = getenv("TERM");

    if (!term || !*term)
        return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strncmp(term, names[i], strlen(names[i])) == 0)
            return true;
    return false;
}
