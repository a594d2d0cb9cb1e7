/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/address.h"
#include "base/buf.h"
#include "ui/browser.h"

#define COUNT(array)  (sizeof(array) / sizeof *(array))
#define ADDRESS       "http://h.example/a?b=c&d#e"
#define VARIABLES_MAX 4

static char folder[] = "/tmp/coranto-browser-XXXXXX";
static char *old_path;

static void clean_environment(void)
{
    static const char *const names[] = { "BROWSER",        "DISPLAY", "WAYLAND_DISPLAY",
                                         "SSH_CONNECTION", "SSH_TTY", "VISUAL",
                                         "EDITOR" };

    for (size_t i = 0; i < COUNT(names); i++)
        unsetenv(names[i]);
    setenv("PATH", old_path, 1);
}

static void in_folder(struct buf *path, const char *name)
{
    buf_clear(path);
    buf_addf(path, "%s/%s", folder, name);
}

static void write_file(const char *name, const char *text, mode_t mode)
{
    struct buf path = BUF_INIT(1000);

    in_folder(&path, name);
    FILE *file = fopen(buf_str(&path), "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(buf_str(&path), mode), 0);
    buf_release(&path);
}

/* Programs that keep their arguments, each ended by a NUL. */
static int make_programs(void **state)
{
    struct buf script = BUF_INIT(2000);

    (void)state;
    old_path = strdup(getenv("PATH"));
    assert_non_null(mkdtemp(folder));
    buf_addf(&script,
             "#!/bin/sh\n"
             "for word; do printf '%%s\\0' \"$word\"; done >%s/log\n"
             "echo noise; echo noise >&2\n"
             "fds=$(readlink /proc/$$/fd/0 /proc/$$/fd/1 /proc/$$/fd/2)\n"
             "printf '%%s\n' \"$fds\" >%s/fds\n",
             folder, folder);
    write_file("keep", buf_str(&script), 0755);
    write_file("w3m", buf_str(&script), 0755);
    write_file("xdg-open", buf_str(&script), 0755);
    write_file("with blank", buf_str(&script), 0755);
    write_file("plain", "no program", 0644);
    write_file("fails", "#!/bin/sh\nexit 3\n", 0755);
    write_file("dies", "#!/bin/sh\nkill -TERM $$\n", 0755);
    buf_release(&script);
    return 0;
}

static int remove_programs(void **state)
{
    static const char *const names[] = { "keep",  "w3m",  "xdg-open", "with blank", "plain",
                                         "fails", "dies", "log",      "fds" };
    struct buf path = BUF_INIT(1000);

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        in_folder(&path, names[i]);
        unlink(buf_str(&path));
    }
    buf_release(&path);
    free(old_path);
    return rmdir(folder);
}

/* The arguments as one string, parted by "|". */
static void join(char *const *argv, struct buf *out)
{
    buf_clear(out);
    for (size_t i = 0; argv[i]; i++)
        buf_addf(out, "%s%s", i ? "|" : "", argv[i]);
}

static void test_variable(void **state)
{
    static const struct {
        const char *variable, *words;
        bool needs_terminal;
    } cases[] = {
        { "prog", "prog|" ADDRESS, false },
        { "prog --opt", "prog|--opt|" ADDRESS, false },
        { "prog --opt %s", "prog|--opt|" ADDRESS, false },
        { "prog %s --last", "prog|" ADDRESS "|--last", false },
        { "prog --url=%s", "prog|--url=" ADDRESS, false },
        { "prog --url='%s'", "prog|--url=" ADDRESS, false },
        { "prog %s %s", "prog|" ADDRESS "|" ADDRESS, false },
        { "prog 100%% %x %", "prog|100%|%x|%|" ADDRESS, false },
        { "prog %%s", "prog|%s|" ADDRESS, false },
        { "  prog\t a \n", "prog|a|" ADDRESS, false },
        { "'my prog' \"a b\" c'd e'f", "my prog|a b|cd ef|" ADDRESS, false },
        { "prog '' \"\"", "prog|||" ADDRESS, false },
        { "prog '\"' \"'\"", "prog|\"|'|" ADDRESS, false },
        { "prog 'open quote", "prog|open quote|" ADDRESS, false },
        { "prog a\\ b", "prog|a\\|b|" ADDRESS, false },
        { "prog ; rm -rf / | $(id) `id` > x & *",
          "prog|;|rm|-rf|/|||$(id)|`id`|>|x|&|*|" ADDRESS, false },
        { "%s", "%s|" ADDRESS, false }, /* the program is never the address */
        { "w3m", "w3m|" ADDRESS, true },
        { "/usr/bin/lynx -nopause", "/usr/bin/lynx|-nopause|" ADDRESS, true },
        { "xterm -e w3m", "xterm|-e|w3m|" ADDRESS, false },
        { "w3mx", "w3mx|" ADDRESS, false },
        { "'pro:g' x:y", "pro:g|x|" ADDRESS, false },
        { "nosuch1:nosuch2", "nosuch1|" ADDRESS, false },
        { "nosuch1:sh -x:nosuch2", "sh|-x|" ADDRESS, false },
        { ":nosuch1::sh", "sh|" ADDRESS, false },
        { ":nosuch1", "nosuch1|" ADDRESS, false },
        { "nosuch1:/:/etc/passwd:/bin/sh x", "/bin/sh|x|" ADDRESS, false },
        { "nosuch 'a:b' %s:sh", "sh|" ADDRESS, false },
    };
    struct buf words = BUF_INIT(10000);

    (void)state;
    clean_environment();
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct browser_choice choice;
        struct error error = { 0 };
        setenv("BROWSER", cases[i].variable, 1);
        assert_true(browser_choose(NULL, 0, ADDRESS, &choice, &error));
        join(choice.argv, &words);
        assert_string_equal(buf_str(&words), cases[i].words);
        assert_int_equal(choice.needs_terminal, cases[i].needs_terminal);
        browser_choice_release(&choice);
    }
    buf_release(&words);
}

static void test_settings(void **state)
{
    static const struct {
        const char *configured[4];
        const char *words;
    } cases[] = {
        { { "prog" }, "prog|" ADDRESS },
        { { "prog -x '%s'" }, "prog|-x|" ADDRESS },
        { { "prog", "-P", "my %s" }, "prog|-P|my " ADDRESS },
        { { "my prog", "'a b'" }, "my prog|'a b'|" ADDRESS },
        { { "a:b" }, "a:b|" ADDRESS },
        { { " " }, "variable|" ADDRESS },
        { { NULL }, "variable|" ADDRESS },
    };
    struct buf words = BUF_INIT(10000);

    (void)state;
    clean_environment();
    setenv("BROWSER", "variable", 1);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct browser_choice choice;
        size_t count = 0;
        while (cases[i].configured[count])
            count++;
        assert_true(browser_choose(cases[i].configured, count, ADDRESS, &choice, NULL));
        join(choice.argv, &words);
        assert_string_equal(buf_str(&words), cases[i].words);
        browser_choice_release(&choice);
    }
    buf_release(&words);
}

static void test_default(void **state)
{
    static const struct {
        const char *variables[VARIABLES_MAX]; /* name and value in turn */
        bool has_opener;
        const char *words; /* the arguments, or the reason against */
        bool chosen;
    } cases[] = {
        { { "DISPLAY", ":0" }, true, "xdg-open|" ADDRESS, true },
        { { "WAYLAND_DISPLAY", "wayland-0" }, true, "xdg-open|" ADDRESS, true },
        { { "BROWSER", "", "DISPLAY", ":0" }, true, "xdg-open|" ADDRESS, true },
        { { "BROWSER", "  ", "DISPLAY", ":0" }, true, "xdg-open|" ADDRESS, true },
        { { "BROWSER", "::", "DISPLAY", ":0" }, true, "xdg-open|" ADDRESS, true },
        { { "DISPLAY", ":0" }, false, "no browser is set and there is no xdg-open", false },
        { { NULL }, true, "no browser is set and there is no display", false },
        { { "DISPLAY", "" }, true, "no browser is set and there is no display", false },
        { { "DISPLAY", ":0", "SSH_CONNECTION", "x" },
          true,
          "no browser is set for use over ssh",
          false },
        { { "DISPLAY", ":0", "SSH_TTY", "x" },
          true,
          "no browser is set for use over ssh",
          false },
        { { "BROWSER", "w3m", "SSH_TTY", "x" }, true, "w3m|" ADDRESS, true },
    };
    struct buf words = BUF_INIT(10000);

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct browser_choice choice;
        struct error error = { 0 };
        clean_environment();
        setenv("PATH", cases[i].has_opener ? folder : "/nowhere::", 1);
        for (size_t v = 0; v + 1 < VARIABLES_MAX && cases[i].variables[v]; v += 2)
            setenv(cases[i].variables[v], cases[i].variables[v + 1], 1);
        bool chosen = browser_choose(NULL, 0, ADDRESS, &choice, &error);
        assert_int_equal(chosen, cases[i].chosen);
        if (chosen)
            join(choice.argv, &words);
        assert_string_equal(chosen ? buf_str(&words) : error.text, cases[i].words);
        browser_choice_release(&choice);
    }
    clean_environment();
    buf_release(&words);
}

static void test_refused_addresses(void **state)
{
    static const char *const refused[] = {
        "",     "-flag",      "--help",        "file:///etc/passwd",   "javascript:alert(1)",
        "/etc", "http://a b", "http://u:p@h/", "http://h/\nhttp://x/",
    };
    static const char *const prog[] = { "prog" };

    (void)state;
    clean_environment();
    for (size_t i = 0; i < COUNT(refused); i++) {
        struct browser_choice choice;
        struct error error = { 0 };
        assert_false(browser_choose(prog, 1, refused[i], &choice, &error));
        assert_true(*error.text);
        assert_null(choice.argv);
        browser_choice_release(&choice);
    }
}

struct outcome {
    struct loop *loop;
    bool ended;
    struct error trouble;
};

static void on_done(const struct job_result *result, void *arg)
{
    struct outcome *outcome = arg;
    const char *trouble = browser_trouble(result);

    outcome->ended = true;
    error_set(&outcome->trouble, "%s", trouble ? trouble : "");
    loop_stop(outcome->loop, 0);
}

/* Start $BROWSER and wait until it ended. */
static bool open_with(const char *variable, const char *address, struct outcome *outcome,
                      struct error *error)
{
    struct browser_choice choice;

    *outcome = (struct outcome){ .loop = loop_new() };
    setenv("BROWSER", variable, 1);
    bool started = browser_choose(NULL, 0, address, &choice, error) &&
                   browser_start(outcome->loop, &choice, on_done, outcome, error);
    browser_choice_release(&choice);
    if (started)
        loop_run(outcome->loop);
    loop_free(outcome->loop);
    assert_int_equal(outcome->ended, started);
    return started;
}

static void read_file(const char *name, struct buf *out)
{
    struct buf path = BUF_INIT(1000);
    char bytes[4096];

    in_folder(&path, name);
    int fd = open(buf_str(&path), O_RDONLY | O_CLOEXEC);
    assert_true(fd >= 0);
    buf_clear(out);
    for (ssize_t n; (n = read(fd, bytes, sizeof bytes)) > 0;)
        buf_add(out, bytes, (size_t)n);
    close(fd);
    buf_release(&path);
}

static void test_exactly_one_argument(void **state)
{
    static const char *const addresses[] = {
        "http://h.example/",
        "http://h.example/;touch${IFS}PWNED",
        "http://h.example/$(touch${IFS}PWNED)`id`",
        "http://h.example/'\"&|<>*?!~#",
        "http://h.example/%20%0a%00%25s",
        "http://h.example/\xc3\xa9",
        "http://h.example/-flag?--help",
    };
    struct buf log = BUF_INIT(100000), canonical = BUF_INIT(ADDRESS_MAX);
    struct outcome outcome;

    (void)state;
    clean_environment();
    struct buf path = BUF_INIT(10000);
    buf_addf(&path, "%s:%s", folder, old_path);
    setenv("PATH", buf_str(&path), 1);
    buf_release(&path);
    for (size_t i = 0; i < COUNT(addresses); i++) {
        buf_clear(&canonical);
        assert_true(address_canonical(addresses[i], NULL, &canonical, NULL));
        assert_true(open_with("keep", addresses[i], &outcome, NULL));
        assert_string_equal(outcome.trouble.text, "");
        read_file("log", &log);
        assert_int_equal(log.len, canonical.len + 1);
        assert_string_equal(buf_str(&log), buf_str(&canonical));
    }
    assert_true(open_with("'with blank' '' %s x", "http://h.example/", &outcome, NULL));
    read_file("log", &log);
    assert_int_equal(log.len, 1 + 18 + 2);
    assert_memory_equal(buf_str(&log), "\0http://h.example/\0x\0", log.len);
    read_file("fds", &log);
    assert_string_equal(buf_str(&log), "/dev/null\n/dev/null\n/dev/null\n");
    clean_environment();
    buf_release(&log);
    buf_release(&canonical);
}

static void test_trouble(void **state)
{
    struct outcome outcome;
    struct error error;
    struct buf path = BUF_INIT(1000);

    (void)state;
    clean_environment();
    in_folder(&path, "fails");
    assert_true(open_with(buf_str(&path), ADDRESS, &outcome, &error));
    assert_string_equal(outcome.trouble.text, "fails failed with exit status 3");
    in_folder(&path, "dies");
    assert_true(open_with(buf_str(&path), ADDRESS, &outcome, &error));
    assert_string_equal(outcome.trouble.text, "dies was killed by signal 15 (Terminated)");
    assert_false(open_with("coranto-no-such-program", ADDRESS, &outcome, &error));
    assert_string_equal(error.text,
                        "cannot run coranto-no-such-program: No such file or directory");
    assert_false(open_with("/etc", ADDRESS, &outcome, &error));
    assert_string_equal(error.text, "cannot run /etc: Permission denied");
    in_folder(&path, "plain");
    assert_false(open_with(buf_str(&path), ADDRESS, &outcome, &error));
    assert_non_null(strstr(error.text, "Permission denied"));
    buf_release(&path);

    /* After hours of use its exit status says nothing about the link. */
    struct job_result late = { .wall_ms = 3600 * 1000 };
    error_set(&late.error, "x failed with exit status 1");
    assert_null(browser_trouble(&late));
    struct job_result fine = { .wall_ms = 10 };
    assert_null(browser_trouble(&fine));
}

static void test_editor(void **state)
{
    static const struct {
        const char *visual, *editor, *words;
    } cases[] = {
        { NULL, NULL, "vi|/a b.md" },
        { "", "", "vi|/a b.md" },
        { " ", NULL, "vi|/a b.md" },
        { NULL, "nano -w", "nano|-w|/a b.md" },
        { "'my editor'", "nano", "my editor|/a b.md" },
        { "", "ed", "ed|/a b.md" },
        { "code %s", NULL, "code|%s|/a b.md" },
    };
    struct buf words = BUF_INIT(1000);

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        clean_environment();
        if (cases[i].visual)
            setenv("VISUAL", cases[i].visual, 1);
        if (cases[i].editor)
            setenv("EDITOR", cases[i].editor, 1);
        char **argv = browser_editor("/a b.md");
        join(argv, &words);
        assert_string_equal(buf_str(&words), cases[i].words);
        browser_argv_free(argv);
    }
    browser_argv_free(NULL);
    buf_release(&words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_variable),
        cmocka_unit_test(test_settings),
        cmocka_unit_test(test_default),
        cmocka_unit_test(test_refused_addresses),
        cmocka_unit_test(test_exactly_one_argument),
        cmocka_unit_test(test_trouble),
        cmocka_unit_test(test_editor),
    };

    return cmocka_run_group_tests(tests, make_programs, remove_programs);
}
