/* SPDX-License-Identifier: MIT */
/* From a body to its document through a real worker, which is this program itself, and through
 * workers that misbehave, which FAKE_WORKER in the environment asks for. */
#include "golden.h"

#include <dirent.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "doc/fetch.h"
#include "worker/worker.h"

static const char fake_variable[] = "FAKE_WORKER";

struct waiting {
    struct loop *loop;
    cmark_node *document;
    struct buf reason;
    unsigned sandbox;
    bool cut;
    int calls;
};

static void fetch_done(struct fetch_result *result, void *arg)
{
    struct waiting *waiting = arg;

    assert_non_null(result->document);
    waiting->document = result->document;
    buf_adds(&waiting->reason, result->meta->reason);
    waiting->sandbox = result->meta->sandbox;
    waiting->cut = result->meta->cut;
    waiting->calls++;
    loop_stop(waiting->loop, 0);
}

static struct waiting fetch(const char *body, size_t n, const char *base)
{
    struct waiting waiting = { .loop = loop_new(), .reason = BUF_INIT(1024) };
    struct error error;

    if (!fetch_markdown(waiting.loop, body, n, base, fetch_done, &waiting, &error))
        fail_msg("%s", error.text);
    assert_int_equal(waiting.calls, 0);
    loop_run(waiting.loop);
    assert_int_equal(waiting.calls, 1);
    loop_free(waiting.loop);
    return waiting;
}

static void forget(struct waiting *waiting)
{
    cmark_node_free(waiting->document);
    buf_release(&waiting->reason);
}

static void test_document(void **state)
{
    static const char body[] = "# Title\n\n[link](x) and {{ gone }}\n";
    struct waiting waiting = fetch(body, sizeof body - 1, "https://site.example/a/");
    struct buf dump = BUF_INIT(4096);

    (void)state;
    golden_dump(waiting.document, &dump);
    assert_string_equal(buf_str(&dump), "document\n"
                                        "  heading 1\n"
                                        "    text \"Title\"\n"
                                        "  paragraph\n"
                                        "    link to \"https://site.example/a/x\"\n"
                                        "      text \"link\"\n"
                                        "    text \" and \u2026\"\n");
    assert_string_equal(buf_str(&waiting.reason), "");
    assert_false(waiting.cut);
    buf_release(&dump);
    forget(&waiting);
}

/* The worker says what holds it, and that is everything this kernel has. */
static void test_seal(void **state)
{
    struct waiting waiting = fetch("x", 1, NULL);
    unsigned least = WIRE_SEAL_PRIVILEGES | WIRE_SEAL_LIMITS;

    (void)state;
    if (syscall(SYS_landlock_create_ruleset, NULL, 0, 1) > 0)
        least |= WIRE_SEAL_LANDLOCK;
    assert_int_equal(waiting.sandbox & least, least);
    assert_int_equal(waiting.sandbox & ~(unsigned)WIRE_SEAL_ALL, 0);
    forget(&waiting);
}

/* Behind the seal all of it works: large texts, sorting, names of hosts that are not ASCII. */
static void test_everything(void **state)
{
    struct buf body = BUF_INIT(FETCH_MARKDOWN_MAX), dump = BUF_INIT(GOLDEN_FILE_MAX);

    (void)state;
    for (int i = 1; i <= 5000; i++)
        buf_addf(&body, "Text[^%d] ~~x~~ <b>y</b> https://\u00fc%d.example\n\n[^%d]: note\n\n",
                 i, i, i);
    buf_adds(&body, "| a | b |\n|---|---|\n| 1 | 2 |\n\n"
                    "<ul><li>x<table><tr><td>y</table></ul>\n");
    struct waiting waiting = fetch(buf_str(&body), body.len, "https://\u00e4.example/");
    assert_string_equal(buf_str(&waiting.reason), "");
    golden_dump(waiting.document, &dump);
    assert_non_null(strstr(buf_str(&dump), "footnote 5000\n"));
    assert_non_null(strstr(buf_str(&dump), "  table\n"));
    assert_non_null(strstr(buf_str(&dump), "https://xn--1-dha.example/"));
    forget(&waiting);
    buf_release(&body);
    buf_release(&dump);
}

static void test_empty(void **state)
{
    struct waiting waiting = fetch("", 0, "");

    (void)state;
    assert_null(cmark_node_first_child(waiting.document));
    forget(&waiting);
}

static void test_too_long(void **state)
{
    size_t n = FETCH_MARKDOWN_MAX + 10;
    char *body = malloc(n);

    (void)state;
    memset(body, 'x', n);
    body[1000] = '\n';
    struct waiting waiting = fetch(body, n, "");
    assert_true(waiting.cut);
    assert_non_null(cmark_node_first_child(waiting.document));
    assert_int_equal(document_kind(cmark_node_last_child(waiting.document)), KIND_NOTE);
    forget(&waiting);
    free(body);
}

/* Each way to fail: the text is there as it was written, and the reason. */
static void test_failures(void **state)
{
    static const struct {
        const char *fake, *reason;
    } rows[] = {
        { "abort", "signal 6" },   { "kill", "signal 9" },   { "exit", "exit status 1" },
        { "silent", "" },          { "garbage", "" },        { "short", "" },
        { "flood", "wrote more" }, { "fault", "signal 11" }, { "call", "signal 31" },
        { "length", "" },          { "trap", "signal 5" },
    };
    static const char body[] = "one *two*\nthree \x1b[31m\n\n\n- four\n";

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf dump = BUF_INIT(4096);
        setenv(fake_variable, rows[i].fake, 1);
        struct waiting waiting = fetch(body, sizeof body - 1, "");
        unsetenv(fake_variable);
        golden_dump(waiting.document, &dump);
        if (waiting.reason.len == 0 || !strstr(buf_str(&waiting.reason), rows[i].reason))
            fail_msg("%s: %s", rows[i].fake, buf_str(&waiting.reason));
        const char *raw = strstr(buf_str(&dump), "  paragraph\n    text \"one");
        assert_non_null(strstr(buf_str(&dump), "document\n  note\n    paragraph\n"));
        assert_non_null(strstr(buf_str(&dump), buf_str(&waiting.reason)));
        assert_non_null(raw);
        assert_string_equal(raw, "  paragraph\n"
                                 "    text \"one *two*\"\n"
                                 "    linebreak\n"
                                 "    text \"three \uFFFD[31m\"\n"
                                 "  paragraph\n"
                                 "    text \"- four\"\n");
        assert_false(waiting.cut);
        buf_release(&dump);
        forget(&waiting);
    }
}

/* Workers that never end, in two ways: both are ended, and their text is there. */
static void test_endless(void **state)
{
    static const char *const fakes[] = { "spin", "hang" };
    struct waiting waiting[2];
    struct loop *loop = loop_new();
    struct error error;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        waiting[i] = (struct waiting){ .loop = loop, .reason = BUF_INIT(1024) };
        setenv(fake_variable, fakes[i], 1);
        assert_true(fetch_markdown(loop, "text", 4, "", fetch_done, &waiting[i], &error));
    }
    unsetenv(fake_variable);
    while (waiting[0].calls + waiting[1].calls < 2)
        loop_run(loop);
    for (size_t i = 0; i < 2; i++) {
        assert_non_null(cmark_node_first_child(waiting[i].document));
        assert_true(waiting[i].reason.len > 0);
        forget(&waiting[i]);
    }
    loop_free(loop);
}

static void test_long_raw(void **state)
{
    size_t n = 2 * (size_t)FETCH_RAW_MAX;
    char *body = malloc(n);

    (void)state;
    for (size_t i = 0; i < n; i++)
        body[i] = i % 2 ? '\n' : 'x';
    setenv(fake_variable, "silent", 1);
    struct waiting waiting = fetch(body, n, "");
    unsetenv(fake_variable);
    assert_true(waiting.cut);
    assert_int_equal(document_kind(cmark_node_last_child(waiting.document)), KIND_NOTE);
    forget(&waiting);
    free(body);
}

static int open_descriptors(void)
{
    DIR *folder = opendir("/proc/self/fd");
    int count = 0;

    assert_non_null(folder);
    while (readdir(folder))
        count++;
    closedir(folder);
    return count;
}

static void test_descriptors(void **state)
{
    int before = open_descriptors();

    (void)state;
    for (int i = 0; i < 20; i++) {
        struct waiting waiting = fetch("text", 4, "");
        forget(&waiting);
    }
    assert_int_equal(open_descriptors(), before);
}

static void never(struct fetch_result *result, void *arg)
{
    (void)result;
    (void)arg;
    fail();
}

static void stop(void *arg)
{
    loop_stop(arg, 0);
}

static void test_cancel(void **state)
{
    struct loop *loop = loop_new();
    struct error error;

    (void)state;
    setenv(fake_variable, "hang", 1);
    struct fetch *hanging = fetch_markdown(loop, "x", 1, "", never, NULL, &error);
    unsetenv(fake_variable);
    assert_non_null(hanging);
    fetch_cancel(hanging);
    fetch_cancel(NULL);
    loop_after(loop, 1, stop, loop);
    loop_run(loop);
    loop_free(loop);
}

static void put(const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t written = write(STDOUT_FILENO, bytes, n);
        if (written <= 0)
            _exit(0);
        bytes += written;
        n -= (size_t)written;
    }
}

static void put_short_wire(void)
{
    struct buf message = BUF_INIT(WIRE_MAX);
    struct wire_meta meta;
    cmark_node *root = document_block(NULL, CMARK_NODE_DOCUMENT);

    document_heading(root, 1, "Title");
    wire_meta_init(&meta);
    wire_write(root, &meta, &message);
    put(message.data, message.len - 1);
}

/* As without a sanitizer, which has its own way with some signals. */
static void die_by(int signo)
{
    sigaction(signo, &(struct sigaction){ .sa_handler = SIG_DFL }, NULL);
    raise(signo);
}

/* A worker that a stranger's bytes have taken over, or that is just broken. */
static void fake_worker(const char *kind)
{
    static char flood[1024 * 1024];

    if (strcmp(kind, "abort") == 0)
        abort();
    if (strcmp(kind, "kill") == 0)
        raise(SIGKILL);
    if (strcmp(kind, "fault") == 0)
        die_by(SIGSEGV);
    if (strcmp(kind, "call") == 0)
        die_by(SIGSYS);
    if (strcmp(kind, "trap") == 0)
        die_by(SIGTRAP);
    if (strcmp(kind, "exit") == 0)
        _exit(1);
    if (strcmp(kind, "length") == 0) /* of 4 GB */
        put("crnt\1\xff\xff\xff\xff and no more", 20);
    for (volatile bool spin = strcmp(kind, "spin") == 0; spin;)
        ;
    if (strcmp(kind, "garbage") == 0)
        put("\x1b]0;owned\x07 not a document", 24);
    if (strcmp(kind, "short") == 0)
        put_short_wire();
    while (strcmp(kind, "flood") == 0)
        put(flood, sizeof flood);
    while (strcmp(kind, "hang") == 0)
        pause();
    _exit(0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_document),    cmocka_unit_test(test_seal),
        cmocka_unit_test(test_everything),  cmocka_unit_test(test_empty),
        cmocka_unit_test(test_too_long),    cmocka_unit_test(test_failures),
        cmocka_unit_test(test_endless),     cmocka_unit_test(test_long_raw),
        cmocka_unit_test(test_descriptors), cmocka_unit_test(test_cancel),
    };

    if (argc > 1 && strcmp(argv[1], "--worker") == 0) {
        if (getenv(fake_variable))
            fake_worker(getenv(fake_variable));
        worker_main(argc, argv);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
