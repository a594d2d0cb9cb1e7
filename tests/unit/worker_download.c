/* SPDX-License-Identifier: MIT */
/* From an address to a document through a real worker, which is this program itself. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "doc/download_queue.h"
#include "worker/worker.h"

#define PAGE                                                                                \
    "<title>A page</title><article><p>There is a paragraph with as many words as a reader " \
    "needs in order to call it an article.</p></article>"

static int port;
static pid_t server;

/* What the server has is chosen by the second letter of the path. */
static const char *answer_to(const char *request)
{
    switch (request[sizeof "GET /" - 1]) {
    case 't':
        return strstr(request, "If-None-Match: \"1\"\r\n") &&
                       strstr(request, "If-Modified-Since: Mon, 12 Apr 2021 18:00:00 GMT\r\n")
                   ? "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n"
                   : "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"1\"\r\n"
                     "Last-Modified: Mon, 12 Apr 2021 18:00:00 GMT\r\n\r\n" PAGE;
    case 'g':
        return "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n";
    default:
        return NULL; /* nothing, for ever */
    }
}

static void serve(int listener)
{
    char request[8192];

    alarm(300);
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        ssize_t n = recv(fd, request, sizeof request - 1, 0);
        request[n > 0 ? n : 0] = '\0';
        const char *answer = n > 0 ? answer_to(request) : "";
        if (!answer)
            continue;
        send(fd, answer, strlen(answer), MSG_NOSIGNAL);
        shutdown(fd, SHUT_WR);
        while (recv(fd, request, sizeof request, 0) > 0)
            ;
        close(fd);
    }
}

static int set_up(void **state)
{
    struct sockaddr_in in = { .sin_family = AF_INET };
    socklen_t size = sizeof in;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    (void)state;
    inet_pton(AF_INET, "127.0.0.1", &in.sin_addr);
    assert_int_equal(bind(listener, (struct sockaddr *)&in, sizeof in), 0);
    assert_int_equal(listen(listener, 16), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&in, &size), 0);
    port = ntohs(in.sin_port);
    server = fork();
    if (server == 0)
        serve(listener);
    close(listener);
    return server < 0;
}

static int tear_down(void **state)
{
    (void)state;
    kill(server, SIGKILL);
    waitpid(server, NULL, 0);
    return 0;
}

struct waiting {
    struct loop *loop;
    struct download *cancel_at_progress;
    int calls, progress_calls;
    cmark_node *document;
    struct download_report report;
    char title[64], final_url[128];
    struct error error;
};

static void on_progress(const struct download_report *report, void *arg)
{
    struct waiting *waiting = arg;

    (void)report;
    waiting->progress_calls++;
    if (!waiting->cancel_at_progress)
        return;
    download_cancel(waiting->cancel_at_progress);
    loop_stop(waiting->loop, 0);
}

static void on_done(struct download_result *result, void *arg)
{
    struct waiting *waiting = arg;

    waiting->calls++;
    waiting->document = result->document;
    waiting->report = *result->report;
    waiting->error = result->error;
    if (result->meta) {
        snprintf(waiting->title, sizeof waiting->title, "%s", result->meta->title);
        snprintf(waiting->final_url, sizeof waiting->final_url, "%s", result->meta->final_url);
    }
    loop_stop(waiting->loop, 0);
}

static const char *const allowed[] = { "127.0.0.1" };

static struct download_request request_for(const char *path, char url[64])
{
    snprintf(url, 64, "http://127.0.0.1:%d%s", port, path);
    return (struct download_request){ .url = url,
                                      .title = "",
                                      .excerpt = "",
                                      .etag = "",
                                      .modified = "",
                                      .allow_private = allowed,
                                      .allow_private_count = 1,
                                      .total_ms = 20000 };
}

static struct waiting run(const struct download_request *request)
{
    struct waiting waiting = { .loop = loop_new() };
    struct error error;

    if (!download_start(waiting.loop, request, on_progress, on_done, &waiting, &error))
        fail_msg("%s", error.text);
    assert_int_equal(waiting.calls, 0);
    loop_run(waiting.loop);
    assert_int_equal(waiting.calls, 1);
    loop_free(waiting.loop);
    return waiting;
}

static void test_page(void **state)
{
    char url[64];
    struct download_request request = request_for("/tagged", url);
    struct waiting waiting = run(&request);

    (void)state;
    assert_non_null(waiting.document);
    assert_string_equal(waiting.error.text, "");
    assert_string_equal(waiting.title, "A page");
    assert_string_equal(waiting.final_url, url);
    assert_int_equal(waiting.report.status, 200);
    assert_int_equal(waiting.report.phase, DOWNLOAD_PARSING);
    assert_string_equal(waiting.report.etag, "\"1\"");
    assert_string_equal(waiting.report.modified, "Mon, 12 Apr 2021 18:00:00 GMT");
    assert_true(waiting.progress_calls > 0);
    cmark_node_free(waiting.document);
}

static void test_not_modified(void **state)
{
    char url[64];
    struct download_request request = request_for("/tagged", url);

    (void)state;
    request.etag = "\"1\"";
    request.modified = "Mon, 12 Apr 2021 18:00:00 GMT";
    struct waiting waiting = run(&request);
    assert_null(waiting.document);
    assert_true(waiting.report.not_modified);
    assert_int_equal(waiting.report.status, 304);
    assert_string_equal(waiting.error.text, "");
}

/* What was stored may have been tampered with: it is sent only when it can stand in a header.
 */
static void test_hostile_tag(void **state)
{
    char url[64];
    struct download_request request = request_for("/tagged", url);

    (void)state;
    request.etag = "\"1\"\r\nX-Injected: yes";
    struct waiting waiting = run(&request);
    assert_non_null(waiting.document);
    cmark_node_free(waiting.document);
}

static void test_failures(void **state)
{
    char url[64];
    struct download_request request = request_for("/gone", url);
    struct waiting waiting = run(&request);

    (void)state;
    assert_null(waiting.document);
    assert_int_equal(waiting.report.status, 410);
    assert_string_equal(waiting.error.text,
                        "the server answered 410: the page is gone for good");
    request.allow_private_count = 0;
    waiting = run(&request);
    assert_null(waiting.document);
    assert_int_equal(waiting.report.status, 0);
    assert_non_null(strstr(waiting.error.text, "allow-private"));
    request.url = "http://user:secret@example.org/";
    waiting = run(&request);
    assert_non_null(strstr(waiting.error.text, "password"));
}

static void test_cancel(void **state)
{
    char url[64];
    struct waiting waiting = { .loop = loop_new() };
    struct download_request request = request_for("/silence", url);
    struct error error;

    (void)state;
    waiting.cancel_at_progress =
        download_start(waiting.loop, &request, on_progress, on_done, &waiting, &error);
    assert_non_null(waiting.cancel_at_progress);
    loop_run(waiting.loop);
    loop_free(waiting.loop);
    assert_int_equal(waiting.calls, 0);
    download_cancel(NULL);
}

static void queue_done(struct download_result *result, void *arg)
{
    struct waiting *waiting = arg;

    assert_non_null(result->document);
    assert_string_equal(result->meta->title, "A page");
    cmark_node_free(result->document);
    if (++waiting->calls == 2)
        loop_stop(waiting->loop, 0);
}

static void test_queue(void **state)
{
    char url[64];
    struct waiting waiting = { .loop = loop_new() };
    struct download_request request = request_for("/tagged", url);
    struct download_queue *queue = download_queue_new(waiting.loop, NULL);

    (void)state;
    download_queue_add(queue, &request, NULL, queue_done, &waiting);
    download_queue_add(queue, &request, NULL, queue_done, &waiting);
    loop_run(waiting.loop);
    assert_int_equal(waiting.calls, 2);
    download_queue_free(queue);
    loop_free(waiting.loop);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_page),        cmocka_unit_test(test_not_modified),
        cmocka_unit_test(test_hostile_tag), cmocka_unit_test(test_failures),
        cmocka_unit_test(test_cancel),      cmocka_unit_test(test_queue),
    };

    if (argc > 1 && strcmp(argv[1], "--worker") == 0)
        worker_main(argc, argv);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
