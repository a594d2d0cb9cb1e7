/* SPDX-License-Identifier: MIT */
/*
 * server LOG [SECONDS]
 *
 * Prints three ports on a line: of 127.0.0.1 where it answers, of a listener that lets nobody
 * connect, and of one that never says a word. Every request is appended to LOG: "path AT_ONCE
 * /PATH", then " time MILLISECONDS" and its lines, each with a blank before it. On 127.0.0.2
 * there is a second listener on the first port that no test may reach: what connects there is
 * logged as "canary".
 */
#include "server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PATHS_MAX = 512, TLS_HANDSHAKE = 0x16 };

/* What all processes of the server share. */
static struct shared {
    unsigned open; /* requests that are being answered */
    struct {
        char path[256];
        unsigned count;
    } paths[PATHS_MAX];
} * shared;

static int log_fd;

static void die(const char *what)
{
    perror(what);
    exit(2);
}

void say_bytes(struct client *client, const void *bytes, size_t n)
{
    const char *at = bytes;

    while (n > 0) {
        ssize_t sent = send(client->fd, at, n, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            exit(0);
        at += sent;
        n -= (size_t)sent;
    }
}

void say(struct client *client, const char *text)
{
    say_bytes(client, text, strlen(text));
}

void sayf(struct client *client, const char *format, ...)
{
    char text[REQUEST_MAX + 1024];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    say(client, text);
}

void say_page(struct client *client)
{
    sayf(client, HTML_OK "Content-Length: %zu\r\n\r\n", sizeof PAGE_BODY - 1);
    say(client, PAGE_BODY);
}

void sleep_ms(long milliseconds)
{
    nanosleep(&(struct timespec){ milliseconds / 1000, milliseconds % 1000 * 1000000 }, NULL);
}

void stall(void)
{
    for (;;)
        pause();
}

void reset(struct client *client)
{
    struct linger at_once = { .l_onoff = 1 };

    setsockopt(client->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(client->fd);
    exit(0);
}

const char *request_header(const struct client *client, const char *name)
{
    static char value[1024];
    size_t n = strlen(name);

    for (const char *line = strchr(client->request, '\n'); line; line = strchr(line, '\n')) {
        line++;
        if (strncasecmp(line, name, n) != 0 || line[n] != ':')
            continue;
        line += n + 1 + strspn(line + n + 1, " ");
        snprintf(value, sizeof value, "%.*s", (int)strcspn(line, "\r\n"), line);
        return value;
    }
    return "";
}

static int hex(char c)
{
    return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

/* How many bytes it became. */
static size_t decode(const char *from, size_t n, char *to)
{
    const char *start = to;

    for (size_t i = 0; i < n; i++) {
        if (from[i] == '%' && n - i > 2) {
            *to++ = (char)(hex(from[i + 1]) << 4 | hex(from[i + 2]));
            i += 2;
        } else {
            *to++ = from[i];
        }
    }
    *to = '\0';
    return (size_t)(to - start);
}

/* Up to the empty line; false when the client goes away before. */
static bool read_request(struct client *client)
{
    size_t n = 0;

    while (n < REQUEST_MAX && !strstr(client->request, "\r\n\r\n")) {
        ssize_t got = recv(client->fd, client->request + n, REQUEST_MAX - n, 0);
        if (got <= 0)
            return false;
        n += (size_t)got;
        client->request[n] = '\0';
        if (client->request[0] == TLS_HANDSHAKE)
            say(client, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    }
    const char *path = strchr(client->request, ' ');
    /* To a proxy the whole address is said. */
    if (path && strncmp(path, " http://", 8) == 0)
        path += 8;
    path = path ? strchr(path, '/') : NULL;
    if (!path)
        return false;
    size_t length = strcspn(path, " ?\r\n");
    snprintf(client->path, sizeof client->path, "%.*s", (int)length - 1, path + 1);
    if (path[length] == '?')
        client->query_len =
            decode(path + length + 1, strcspn(path + length + 1, " \r\n"), client->query);
    return true;
}

static unsigned count_path(const char *path)
{
    for (size_t i = 0; i < PATHS_MAX; i++) {
        if (shared->paths[i].path[0] && strcmp(shared->paths[i].path, path) != 0)
            continue;
        snprintf(shared->paths[i].path, sizeof shared->paths[i].path, "%s", path);
        return __atomic_add_fetch(&shared->paths[i].count, 1, __ATOMIC_SEQ_CST);
    }
    return 0;
}

static void log_request(const struct client *client, unsigned open)
{
    static char text[REQUEST_MAX * 2 + 512];
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    size_t n = (size_t)snprintf(text, sizeof text, "path %u /%s\n time %lld\n", open,
                                client->path,
                                (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000);
    for (const char *c = client->request; *c && n + 3 < sizeof text; c++) {
        if (c == client->request || c[-1] == '\n')
            text[n++] = ' ';
        text[n++] = *c;
    }
    text[n++] = '\n';
    if (write(log_fd, text, n) < 0)
        die("write");
}

static const struct behaviour *find(const struct behaviour *behaviour, const char *path)
{
    for (; behaviour->path; behaviour++) {
        size_t n = strlen(behaviour->path);
        if (strcmp(behaviour->path, path) == 0 ||
            (behaviour->path[n - 1] == '*' && strncmp(behaviour->path, path, n - 1) == 0))
            return behaviour;
    }
    return NULL;
}

static void answer(struct client *client)
{
    static const struct behaviour *const tables[] = { page_behaviours, size_behaviours,
                                                      time_behaviours, way_behaviours };
    size_t n;
    const char *fixed = fixed_answer(client->path, &n);

    if (fixed) {
        say_bytes(client, fixed, n);
        return;
    }
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        const struct behaviour *behaviour = find(tables[i], client->path);
        if (behaviour) {
            behaviour->run(client);
            return;
        }
    }
    say(client, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n" CLOSE "\r\n");
}

/* Read what the client still says, so that closing does not throw our answer away. */
static void close_gently(const struct client *client)
{
    char rest[4096];

    shutdown(client->fd, SHUT_WR);
    while (recv(client->fd, rest, sizeof rest, 0) > 0)
        ;
}

/* No longer one of those that are answered, however often it is said. */
static void leave_open(void)
{
    static bool left;

    if (!left)
        __atomic_sub_fetch(&shared->open, 1, __ATOMIC_SEQ_CST);
    left = true;
}

static void serve(int fd)
{
    static struct client client;

    alarm(SERVER_SECONDS);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    client.fd = fd;
    if (!read_request(&client))
        exit(0);
    unsigned open = __atomic_add_fetch(&shared->open, 1, __ATOMIC_SEQ_CST);
    atexit(leave_open);
    client.count = count_path(client.path);
    log_request(&client, open);
    answer(&client);
    /* Before the client can know that the answer is over, unless it counts its bytes. */
    leave_open();
    close_gently(&client);
    exit(0);
}

static int listen_on(const char *address, in_port_t *port, int backlog)
{
    struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = *port };
    socklen_t size = sizeof in;
    int fd = socket(AF_INET, SOCK_STREAM, 0), yes = 1;

    inet_pton(AF_INET, address, &in.sin_addr);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(fd, (struct sockaddr *)&in, sizeof in) < 0 || listen(fd, backlog) < 0 ||
        getsockname(fd, (struct sockaddr *)&in, &size) < 0)
        die(address);
    *port = in.sin_port;
    return fd;
}

/* A listener whose queue is full: further connections get no answer at all. */
static void open_black_hole(in_port_t *port)
{
    listen_on("127.0.0.1", port, 0);
    struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = *port };
    inet_pton(AF_INET, "127.0.0.1", &in.sin_addr);
    for (int i = 0; i < 4; i++) {
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        connect(fd, (struct sockaddr *)&in, sizeof in);
    }
}

static void serve_all(int listener, int canary)
{
    struct pollfd fds[] = { { .fd = listener, .events = POLLIN },
                            { .fd = canary, .events = POLLIN } };
    static const char word[] = "canary\n";

    for (;;) {
        if (poll(fds, 2, -1) < 0)
            continue;
        if (fds[1].revents && write(log_fd, word, sizeof word - 1) >= 0)
            close(accept(canary, NULL, NULL));
        if (!fds[0].revents)
            continue;
        int fd = accept(listener, NULL, NULL);
        if (fd >= 0 && fork() == 0)
            serve(fd);
        close(fd);
    }
}

int main(int argc, char **argv)
{
    in_port_t port = 0, hole = 0, mute = 0;

    if (argc < 2 || argc > 3)
        die("usage: server LOG [SECONDS]");
    alarm(argc == 3 ? (unsigned)strtoul(argv[2], NULL, 10) : SERVER_SECONDS);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigaction(SIGCHLD, &(struct sigaction){ .sa_handler = SIG_IGN }, NULL);
    log_fd = open(argv[1], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (log_fd < 0 || shared == MAP_FAILED)
        die(argv[1]);
    int listener = listen_on("127.0.0.1", &port, 128);
    int canary = listen_on("127.0.0.2", &port, 8);
    open_black_hole(&hole);
    listen_on("127.0.0.1", &mute, 128);
    printf("%u %u %u\n", ntohs(port), ntohs(hole), ntohs(mute));
    fclose(stdout);
    serve_all(listener, canary);
}
