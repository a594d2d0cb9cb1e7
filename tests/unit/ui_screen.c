/* SPDX-License-Identifier: MIT */
/* The screen in a child on a terminal of its own, watched from the other end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

#include "base/alloc.h"
#include "base/text.h"
#include "ui/keymap.h"
#include "ui/screen.h"
#include "ui/screen_cell.h"

enum { PATIENCE_S = 100, OUTPUT_MAX = 4 * 1024 * 1024 };

const struct command *const command_tables[] = { NULL };

struct terminal {
    pid_t pid;
    int master, slave; /* the slave is kept open here, to ask for its modes */
    struct termios before;
    struct buf output;
};

/* What the child is to do; it ends with the code returned. */
typedef int (*play_fn)(void);

static struct screen_options options;
static const struct theme dark = { .base = THEME_DARK };

static void start(struct terminal *terminal, const char *term, play_fn play)
{
    struct winsize size = { .ws_row = 10, .ws_col = 40 };

    memset(terminal, 0, sizeof *terminal);
    buf_init(&terminal->output, OUTPUT_MAX);
    assert_int_equal(openpty(&terminal->master, &terminal->slave, NULL, NULL, &size), 0);
    assert_int_equal(tcgetattr(terminal->slave, &terminal->before), 0);
    terminal->pid = fork();
    assert_true(terminal->pid >= 0);
    if (terminal->pid > 0)
        return;
    for (int signo = 1; signo < 32; signo++)
        sigaction(signo, &(struct sigaction){ .sa_handler = SIG_DFL }, NULL);
    alarm(PATIENCE_S);
    close(terminal->master);
    if (login_tty(dup(terminal->slave)) != 0)
        _exit(99);
    close(terminal->slave);
    unsetenv("COLORFGBG");
    unsetenv("TERM");
    if (term)
        setenv("TERM", term, 1);
    _exit(play());
}

/* Read what the child sends until the text is among it; false when it ends before. */
static bool await(struct terminal *terminal, const char *text)
{
    while (!memmem(buf_str(&terminal->output), terminal->output.len, text, strlen(text))) {
        struct pollfd wait = { .fd = terminal->master, .events = POLLIN };
        char bytes[4096];
        if (poll(&wait, 1, PATIENCE_S * 1000) <= 0)
            return false;
        ssize_t n = read(terminal->master, bytes, sizeof bytes);
        if (n <= 0)
            return false;
        buf_add(&terminal->output, bytes, (size_t)n);
    }
    return true;
}

static void type_in(const struct terminal *terminal, const char *bytes)
{
    assert_int_equal(write(terminal->master, bytes, strlen(bytes)), strlen(bytes));
}

static bool saw(const struct terminal *terminal, const char *text)
{
    return memmem(buf_str(&terminal->output), terminal->output.len, text, strlen(text)) != NULL;
}

static bool modes_are_back(const struct terminal *terminal)
{
    struct termios now;

    return tcgetattr(terminal->slave, &now) == 0 && now.c_lflag == terminal->before.c_lflag &&
           now.c_iflag == terminal->before.c_iflag && now.c_oflag == terminal->before.c_oflag;
}

/* How the child ended, as waitpid() tells; all it sent is in output then. */
static int finish(struct terminal *terminal)
{
    int status;

    /* The master never ends while the slave is open here: a mark tells that all was read. */
    assert_int_equal(waitpid(terminal->pid, &status, 0), terminal->pid);
    assert_true(write(terminal->slave, "<END>", 5) == 5);
    assert_true(await(terminal, "<END>"));
    return status;
}

static void release(struct terminal *terminal)
{
    if (terminal->master >= 0)
        close(terminal->master);
    close(terminal->slave);
    buf_release(&terminal->output);
}

static bool open_default(void)
{
    options = (struct screen_options){ .theme = &dark, .colour = true };
    return screen_open(&options, NULL);
}

static void show(const char *text)
{
    struct canvas canvas;
    int height, width;

    screen_size(&height, &width);
    canvas_init(&canvas);
    canvas_resize(&canvas, height, width);
    canvas_put(&canvas, 0, 0, width, STYLE_HEADING, text, strlen(text));
    canvas_put_right(&canvas, height - 1, 0, width, STYLE_TEXT, "corner", 6);
    screen_flush(&canvas);
    canvas_release(&canvas);
}

/* Wait for keys and show their names until q. */
static int show_keys(void)
{
    struct buf names = BUF_INIT(1000);
    struct key key;

    for (;;) {
        struct pollfd wait = { .fd = screen_fd(), .events = POLLIN };
        poll(&wait, 1, -1);
        for (;;) {
            enum screen_input input = screen_key(&key);
            if (input == SCREEN_GONE)
                return 7;
            if (input == SCREEN_EMPTY)
                break;
            if (key.code == KEY_CODE_CHAR && key.c == 'q') {
                buf_release(&names);
                return 0;
            }
            buf_clear(&names);
            key_name(&key, &names);
            show(buf_str(&names));
        }
    }
}

static int play_keys(void)
{
    if (!open_default())
        return 1;
    show("ready");
    int code = show_keys();
    screen_close();
    screen_close();
    return code;
}

static void test_draws_reads_and_restores(void **state)
{
    (void)state;
    struct terminal terminal;

    start(&terminal, "xterm-256color", play_keys);
    assert_true(await(&terminal, "ready"));
    assert_false(modes_are_back(&terminal));
    type_in(&terminal, "\033[5~");
    assert_true(await(&terminal, "PgUp"));
    type_in(&terminal, "\033");
    assert_true(await(&terminal, "Esc"));
    type_in(&terminal, "\303\251");
    assert_true(await(&terminal, "\303\251"));
    type_in(&terminal, "\003");
    assert_true(await(&terminal, "^C"));
    type_in(&terminal, "q");
    assert_int_equal(finish(&terminal), 0);
    assert_true(modes_are_back(&terminal));
    assert_true(saw(&terminal, "\033[?1049h"));
    assert_true(saw(&terminal, "\033[?2004h"));
    assert_true(saw(&terminal, "\033[?2026h"));
    assert_true(saw(&terminal, "38;5;110m"));
    assert_true(saw(&terminal, "\033[?1049l"));
    assert_true(saw(&terminal, "\033[?2004l"));
    release(&terminal);
}

static void test_plain_terminals(void **state)
{
    (void)state;
    static const char *const names[] = { "vt100", "linux", "ansi" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct terminal terminal;
        start(&terminal, names[i], play_keys);
        assert_true(await(&terminal, "ready"));
        type_in(&terminal, "q");
        assert_int_equal(finish(&terminal), 0);
        assert_true(modes_are_back(&terminal));
        /* Line feeds on the last row scroll in a region made for another size. */
        assert_true(i == 2 || saw(&terminal, "\033[1;10r"));
        assert_false(saw(&terminal, "\033[?2026h"));
        assert_false(saw(&terminal, "\033[?2004h"));
        assert_false(saw(&terminal, "38;5;"));
        release(&terminal);
    }
}

static int play_refusal(void)
{
    struct error error;

    options = (struct screen_options){ .theme = &dark };
    if (screen_open(&options, &error))
        return 1;
    screen_close();
    return strlen(error.text) > 0 ? 42 : 2;
}

static int play_open(void)
{
    if (!open_default())
        return 1;
    screen_close();
    return 0;
}

static void test_kinds_of_terminal(void **state)
{
    (void)state;
    static const struct {
        const char *term;
        play_fn play;
        int code;
    } cases[] = {
        { NULL, play_refusal, 42 },   { "", play_refusal, 42 },
        { "dumb", play_refusal, 42 }, { "nosuch-terminal", play_open, 0 },
        { "../../x", play_open, 0 },  { "tmux-256color", play_open, 0 },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct terminal terminal;
        start(&terminal, cases[i].term, cases[i].play);
        int status = finish(&terminal);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), cases[i].code);
        assert_true(modes_are_back(&terminal));
        if (cases[i].code)
            assert_string_equal(buf_str(&terminal.output), "<END>");
        release(&terminal);
    }
}

static int play_without_terminal(void)
{
    close(STDIN_FILENO);
    return play_refusal();
}

static void test_no_terminal(void **state)
{
    (void)state;
    struct terminal terminal;

    start(&terminal, "xterm", play_without_terminal);
    assert_int_equal(WEXITSTATUS(finish(&terminal)), 42);
    release(&terminal);
}

static void test_terminal_vanishes(void **state)
{
    (void)state;
    struct terminal terminal;
    int status;

    sigset_t hangup;
    sigemptyset(&hangup);
    sigaddset(&hangup, SIGHUP);
    sigprocmask(SIG_BLOCK, &hangup, NULL);
    start(&terminal, "xterm", play_keys);
    sigprocmask(SIG_UNBLOCK, &hangup, NULL);
    assert_true(await(&terminal, "ready"));
    close(terminal.master);
    terminal.master = -1;
    assert_int_equal(waitpid(terminal.pid, &status, 0), terminal.pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 7);
    release(&terminal);
}

/* Frames until the terminal takes no more, and then once it does again. */
static int play_stalled(void)
{
    struct canvas canvas;
    char text[40];
    int frames = 0, height, width;
    bool taken = true;

    if (!open_default())
        return 1;
    screen_size(&height, &width);
    canvas_init(&canvas);
    canvas_resize(&canvas, height, width);
    for (; taken && frames < 100000; frames++) {
        for (int y = 0; y < height; y++) {
            memset(text, '!' + (frames + y) % 90, sizeof text);
            canvas_put(&canvas, y, 0, width, STYLE_TEXT, text, sizeof text);
        }
        taken = screen_flush(&canvas);
    }
    if (taken)
        return 2;
    /* The other end is told by a signal to itself, since nothing more can be written. */
    kill(getppid(), SIGUSR1);
    while (!screen_flush(&canvas))
        ;
    show("flows");
    int code = show_keys();
    canvas_release(&canvas);
    screen_close();
    return code;
}

static void test_stalled_terminal(void **state)
{
    (void)state;
    struct terminal terminal;
    struct timespec patience = { .tv_sec = PATIENCE_S };
    sigset_t told;

    sigemptyset(&told);
    sigaddset(&told, SIGUSR1);
    sigprocmask(SIG_BLOCK, &told, NULL);
    start(&terminal, "xterm", play_stalled);
    assert_int_equal(sigtimedwait(&told, NULL, &patience), SIGUSR1);
    sigprocmask(SIG_UNBLOCK, &told, NULL);
    assert_true(await(&terminal, "flows"));
    type_in(&terminal, "q");
    assert_int_equal(finish(&terminal), 0);
    assert_true(modes_are_back(&terminal));
    release(&terminal);
}

static int play_raise(int signo)
{
    if (!open_default())
        return 1;
    show("ready");
    raise(signo);
    return 2;
}

static int play_segv(void)
{
    return play_raise(SIGSEGV);
}

static int play_abort(void)
{
    return play_raise(SIGABRT);
}

static int play_fpe(void)
{
    return play_raise(SIGFPE);
}

static int descend(volatile int depth)
{
    volatile char room[4096];

    room[depth % 4096] = (char)depth;
    return depth < 0 ? 0 : descend(depth + 1) + room[0];
}

static int play_overflow(void)
{
    if (!open_default())
        return 1;
    show("ready");
    return descend(0) ? 2 : 3;
}

static int play_out_of_memory(void)
{
    if (!open_default())
        return 1;
    show("ready");
    alloc_die();
}

/* What would be lost on the screen comes behind it. */
static int play_assert(void)
{
    if (!open_default())
        return 1;
    show("ready");
    fputs("last words\n", stderr);
    abort();
}

static void test_last_words(void **state)
{
    (void)state;
    struct terminal terminal;

    start(&terminal, "xterm-256color", play_assert);
    int status = finish(&terminal);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    const char *left = strstr(buf_str(&terminal.output), "\033[?1049l");
    const char *words = strstr(buf_str(&terminal.output), "last words");
    assert_true(left && words && words > left);
    release(&terminal);
}

static void test_dying_gives_the_terminal_back(void **state)
{
    (void)state;
    static const struct {
        play_fn play;
        int signo; /* 0: it exits with 1 */
    } cases[] = {
        { play_segv, SIGSEGV },     { play_abort, SIGABRT },   { play_fpe, SIGFPE },
        { play_overflow, SIGSEGV }, { play_out_of_memory, 0 },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct terminal terminal;
        start(&terminal, "xterm-256color", cases[i].play);
        int status = finish(&terminal);
        if (cases[i].signo) {
            assert_true(WIFSIGNALED(status));
            assert_int_equal(WTERMSIG(status), cases[i].signo);
        } else {
            assert_int_equal(status, 1 << 8);
        }
        assert_true(modes_are_back(&terminal));
        assert_true(saw(&terminal, "\033[?1049l"));
        assert_true(saw(&terminal, "\033[?2004l"));
        assert_true(saw(&terminal, "\033[?25h"));
        release(&terminal);
    }
}

static int play_lend(void)
{
    struct key key;

    if (!open_default())
        return 1;
    show("first");
    screen_leave();
    screen_leave();
    show("unseen");
    if (write(STDOUT_FILENO, "<LENT>", 6) != 6 || read(STDIN_FILENO, &(char){ 0 }, 1) != 1)
        return 2;
    screen_return();
    show("second");
    while (screen_key(&key) != SCREEN_KEY)
        ;
    screen_leave();
    screen_close();
    return 0;
}

static void test_lending(void **state)
{
    (void)state;
    struct terminal terminal;

    start(&terminal, "xterm-256color", play_lend);
    assert_true(await(&terminal, "<LENT>"));
    assert_true(modes_are_back(&terminal));
    assert_true(saw(&terminal, "\033[?1049l"));
    buf_clear(&terminal.output);
    type_in(&terminal, "\n");
    assert_true(await(&terminal, "second"));
    assert_false(modes_are_back(&terminal));
    assert_true(saw(&terminal, "\033[?1049h"));
    assert_true(saw(&terminal, "\033[?2004h"));
    type_in(&terminal, "x");
    assert_int_equal(finish(&terminal), 0);
    assert_true(modes_are_back(&terminal));
    assert_false(saw(&terminal, "unseen"));
    release(&terminal);
}

/* Nobody waits for the answer; it comes among the keys, of which q is the last. */
static int play_light(void)
{
    struct key key = { .c = 0 };
    int code = 0;
    bool light = false;

    if (!open_default() || screen_is_light())
        return 2;
    while (key.c != 'q') {
        struct pollfd ready = { .fd = screen_fd(), .events = POLLIN };
        enum screen_input got = screen_key(&key);
        if (got == SCREEN_GONE)
            return 3;
        if (got == SCREEN_EMPTY)
            poll(&ready, 1, -1);
        else if (key.c != 'q')
            code += key.c == 'j' ? 10 : 100;
    }
    bool changed = screen_light_changed(&light);
    bool again = screen_light_changed(&light);
    screen_close();
    return changed != light || again ? 4 : code + light;
}

static void test_background(void **state)
{
    (void)state;
    static const struct {
        const char *answer;
        int light;
    } cases[] = {
        { "\033]11;rgb:ffff/ffff/ffff\033\\\033[?62;22c", 1 },
        { "\033]11;rgb:0000/0000/0000\007\033[?6c", 0 },
        { "\033]11;rgb:fd/f6/e3\033\\\033[?1;2c", 1 },
        { "\033]11;rgba:f/f/f/f\033\\\033[?1;2c", 1 },
        { "\033]11;rgb:0000/ffff/0000\033\\\033[?1;2c", 1 },
        { "\033]11;rgb:0000/0000/ffff\033\\\033[?1;2c", 0 },
        { "\033[?62;22c", 0 },
        { "j\033[?62;22c", 10 },
        { "j\033]11;rgb:ff/ff/ff\033\\\033[?62;22c", 11 },
        { "\033]11;rgb:zz\033\\\033[?62c", 0 },
        { "\033]11;rgb:fffff/fffff/fffff\033\\\033[?62c", 0 },
        { "\033]11;rgb:ffff/ffff\033\\\033[?62c", 0 },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct terminal terminal;
        start(&terminal, "xterm-256color", play_light);
        assert_true(await(&terminal, "\033[c"));
        type_in(&terminal, cases[i].answer);
        type_in(&terminal, "q");
        int status = finish(&terminal);
        assert_int_equal(WEXITSTATUS(status), cases[i].light);
        assert_true(modes_are_back(&terminal));
        release(&terminal);
    }
}

/* An answer that comes in parts, the last of them when nobody waits for it any more. */
static int play_late(void)
{
    if (!open_default())
        return 2;
    bool light = screen_is_light();
    show("asked");
    int code = show_keys();
    screen_close();
    return light ? 3 : code;
}

static void test_late_answer(void **state)
{
    (void)state;
    struct terminal terminal;

    start(&terminal, "xterm-256color", play_late);
    assert_true(await(&terminal, "\033[c"));
    type_in(&terminal, "\033]11;rgb:ffff/ff");
    assert_true(await(&terminal, "asked"));
    type_in(&terminal, "ff/qqqq\033\\\033[?6");
    type_in(&terminal, "2;22c\033[6~");
    assert_true(await(&terminal, "PgDn"));
    type_in(&terminal, "q");
    assert_int_equal(finish(&terminal), 0);
    release(&terminal);
}

static int play_hint(void)
{
    static const struct {
        const char *hint;
        bool light;
    } cases[] = {
        { "0;15", true },   { "0;default;15", true }, { "0;7", true },  { "15;0", false },
        { "0;8", false },   { "15", false },          { "0;", false },  { "", false },
        { "0;15x", false }, { "0;99", false },        { "7;-1", false }
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        setenv("COLORFGBG", cases[i].hint, 1);
        if (screen_is_light() != cases[i].light)
            return 1 + (int)i;
    }
    return 0;
}

/* A terminal that is asked nothing. */
static void test_background_hint(void **state)
{
    (void)state;
    struct terminal terminal;

    start(&terminal, "linux", play_hint);
    assert_int_equal(finish(&terminal), 0);
    assert_string_equal(buf_str(&terminal.output), "<END>");
    release(&terminal);
}

static int play_copy(void)
{
    static char big[2049];

    if (screen_copy("x", 1) || !open_default())
        return 1;
    memset(big, 'x', sizeof big);
    bool right = screen_copy("hello", 5) && screen_copy("hell", 4) && screen_copy("hel", 3) &&
                 screen_copy("\377\377\377", 3) && !screen_copy(big, 2049) &&
                 screen_copy(big, 2048) && !screen_copy("", 0);
    screen_close();
    return right ? 0 : 2;
}

static void test_copy(void **state)
{
    (void)state;
    struct terminal terminal;

    start(&terminal, "xterm-256color", play_copy);
    assert_int_equal(finish(&terminal), 0);
    assert_true(saw(&terminal, "\033]52;c;aGVsbG8=\033\\"));
    assert_true(saw(&terminal, "\033]52;c;aGVsbA==\033\\"));
    assert_true(saw(&terminal, "\033]52;c;aGVs\033\\"));
    assert_true(saw(&terminal, "\033]52;c;////\033\\"));
    release(&terminal);
}

static int play_title(void)
{
    options = (struct screen_options){ .theme = &dark, .title = true };
    if (!screen_open(&options, NULL))
        return 1;
    screen_set_title("one \a\033]0;two\033\\ \302\2332J three");
    screen_close();
    return 0;
}

/* Nothing in a title ends its sequence early; the old one comes back. */
static void test_title(void **state)
{
    (void)state;
    struct terminal terminal;

    start(&terminal, "xterm-256color", play_title);
    assert_int_equal(finish(&terminal), 0);
    assert_true(saw(&terminal, "\033]2;one \357\277\275\357\277\275]0;two\357\277\275\\ "
                               "\357\277\2752J three\033\\"));
    assert_true(saw(&terminal, "\033[23;2t"));
    release(&terminal);
}

static int play_signals(void)
{
    static const int signals[] = { SIGINT, SIGTERM, SIGTSTP, SIGWINCH };
    struct sigaction action;
    bool kept = true;

    if (!open_default())
        return 1;
    show("x");
    screen_resize();
    screen_leave();
    screen_return();
    show("y");
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        sigaction(signals[i], NULL, &action);
        kept = kept && action.sa_handler == SIG_DFL;
    }
    screen_close();
    sigaction(SIGSEGV, NULL, &action);
    return kept && action.sa_handler == SIG_DFL && !getenv("LINES") ? 0 : 2;
}

static void test_signals_are_left_alone(void **state)
{
    (void)state;
    struct terminal terminal;

    start(&terminal, "xterm-256color", play_signals);
    assert_int_equal(finish(&terminal), 0);
    release(&terminal);
}

/* Every size is drawn, whatever is told and whatever the canvas was made for. */
static int play_sizes(void)
{
    static const struct {
        unsigned short rows, columns;
        const char *lines;
        int height, width;
    } cases[] = {
        { 1, 1, NULL, 1, 1 },
        { 2, 200, NULL, 2, 200 },
        { 200, 1, NULL, 200, 1 },
        { 0, 0, NULL, 24, 80 },
        { 0, 0, "31", 31, 31 },
        { 0, 0, "0", 24, 80 },
        { 0, 0, "-3", 24, 80 },
        { 0, 0, "12x", 24, 80 },
        { 0, 0, "99999999999", 1000, 1000 },
        { 10000, 10000, "5", 1000, 1000 },
        { 24, 80, "5", 24, 80 },
    };

    if (!open_default())
        return 1;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct winsize size = { .ws_row = cases[i].rows, .ws_col = cases[i].columns };
        int height, width;
        if (cases[i].lines) {
            setenv("LINES", cases[i].lines, 1);
            setenv("COLUMNS", cases[i].lines, 1);
        }
        show("日本語");
        ioctl(STDIN_FILENO, TIOCSWINSZ, &size);
        show("日本語");
        screen_resize();
        screen_size(&height, &width);
        show("日本語");
        unsetenv("LINES");
        unsetenv("COLUMNS");
        if (height != cases[i].height || width != cases[i].width)
            return 2 + (int)i;
    }
    screen_close();
    return 0;
}

static void test_sizes(void **state)
{
    (void)state;
    struct terminal terminal;

    start(&terminal, "xterm-256color", play_sizes);
    await(&terminal, "\033[?1049l");
    assert_int_equal(finish(&terminal), 0);
    release(&terminal);
}

static int play_ascii(void)
{
    options = (struct screen_options){ .theme = &dark, .ascii = true };
    if (!screen_open(&options, NULL))
        return 1;
    show("Größe 日 ┌─┐│ ● e\u0301 >");
    screen_close();
    return 0;
}

static void test_ascii_without_colour(void **state)
{
    (void)state;
    struct terminal terminal;

    start(&terminal, "xterm-256color", play_ascii);
    assert_int_equal(finish(&terminal), 0);
    assert_true(saw(&terminal, "Grose ?  +-+| * e >"));
    assert_false(saw(&terminal, "38;5;"));
    for (size_t i = 0; i < terminal.output.len; i++)
        assert_true((unsigned char)terminal.output.data[i] < 0x80);
    release(&terminal);
}

static void test_fit_cell(void **state)
{
    (void)state;
    static const struct {
        struct cell cell;
        bool ascii;
        size_t count;
        uint32_t first[3], second;
        int width;
    } cases[] = {
        { { .width = 1 }, false, 1, { 0 }, 0, 1 },
        { { .chars = { 'a' }, .width = 1 }, true, 1, { 'a' }, 0, 1 },
        { { .chars = { 0xE9 }, .width = 1 }, false, 1, { 0xE9 }, 0, 1 },
        { { .chars = { 0xE9 }, .width = 1 }, true, 1, { 'e' }, 0, 1 },
        { { .chars = { 'e', 0x301 }, .width = 1 }, false, 1, { 'e', 0x301 }, 0, 1 },
        { { .chars = { 'e', 'x', 0x301 }, .width = 1 }, false, 1, { 'e', 0x301 }, 0, 1 },
        { { .chars = { 'e', 0x301 }, .width = 1 }, true, 1, { 'e' }, 0, 1 },
        { { .chars = { 0x65E5 }, .width = 2 }, false, 1, { 0x65E5 }, 0, 2 },
        { { .chars = { 0x65E5 }, .width = 2 }, true, 2, { '?' }, 0, 1 },
        { { .chars = { 0x65E5 }, .width = 1 }, false, 1, { 0xFFFD }, 0, 1 },
        { { .chars = { 0xE9 }, .width = 2 }, false, 1, { 0x3013 }, 0, 2 },
        { { .chars = { 0x301 }, .width = 1 }, false, 1, { 0xFFFD }, 0, 1 },
        { { .chars = { 0x7F }, .width = 1 }, false, 1, { 0xFFFD }, 0, 1 },
        { { .chars = { 0x2588 }, .width = 1 }, true, 1, { '#' }, 0, 1 },
        { { .chars = { 0x2026 }, .width = 1 }, true, 1, { '.' }, 0, 1 },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cell out[2];
        assert_int_equal(screen_fit_cell(&cases[i].cell, cases[i].ascii, out), cases[i].count);
        assert_memory_equal(out[0].chars, cases[i].first, sizeof cases[i].first);
        assert_int_equal(out[0].width, cases[i].width);
        if (cases[i].count == 2)
            assert_int_equal(out[1].chars[0], cases[i].second);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_draws_reads_and_restores),
        cmocka_unit_test(test_plain_terminals),
        cmocka_unit_test(test_kinds_of_terminal),
        cmocka_unit_test(test_no_terminal),
        cmocka_unit_test(test_terminal_vanishes),
        cmocka_unit_test(test_stalled_terminal),
        cmocka_unit_test(test_dying_gives_the_terminal_back),
        cmocka_unit_test(test_last_words),
        cmocka_unit_test(test_lending),
        cmocka_unit_test(test_background),
        cmocka_unit_test(test_late_answer),
        cmocka_unit_test(test_background_hint),
        cmocka_unit_test(test_copy),
        cmocka_unit_test(test_title),
        cmocka_unit_test(test_signals_are_left_alone),
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_ascii_without_colour),
        cmocka_unit_test(test_fit_cell),
    };

    text_init_locale();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
