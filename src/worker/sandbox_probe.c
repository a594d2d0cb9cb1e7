/* SPDX-License-Identifier: MIT */
#include "worker/sandbox.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SPARE_FD = 10, PAGE = 4096 };

/* What a probe may need and can only be had before the seal. */
struct target {
    const char *path;
    pid_t parent;
    int fd;                    /* a socket for connect, else a copy of our output */
    struct sockaddr_in server; /* that would answer */
    void *page;
    pthread_t thread; /* that unlinks path when it is told to */
};

static bool try_open(const struct target *target)
{
    return open(target->path, O_RDONLY | O_CLOEXEC) >= 0;
}

static bool try_unlink(const struct target *target)
{
    return unlink(target->path) == 0;
}

/* The program itself says that it worked, with status 0. */
static bool try_exec(const struct target *target)
{
    char name[] = "true";
    char *const argv[] = { name, NULL };
    char *const environment[] = { NULL };

    (void)target;
    execve("/bin/true", argv, environment);
    return false;
}

static bool try_fork(const struct target *target)
{
    (void)target;
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    return child > 0;
}

static bool try_socket(const struct target *target)
{
    (void)target;
    return socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) >= 0;
}

static bool try_connect(const struct target *target)
{
    return connect(target->fd, (const struct sockaddr *)&target->server,
                   sizeof target->server) == 0;
}

static bool try_kill(const struct target *target)
{
    return kill(target->parent, 0) == 0;
}

static bool try_ptrace(const struct target *target)
{
    return ptrace(PTRACE_SEIZE, target->parent, NULL, NULL) == 0;
}

static bool try_map(const struct target *target)
{
    (void)target;
    return mmap(NULL, PAGE, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
           MAP_FAILED;
}

static bool try_protect(const struct target *target)
{
    return mprotect(target->page, PAGE, PROT_READ | PROT_EXEC) == 0;
}

static bool try_descriptor(const struct target *target)
{
    return write(target->fd, "", 1) == 1;
}

static bool try_memory(const struct target *target)
{
    (void)target;
    return mmap(NULL, (size_t)SANDBOX_MEMORY_MAX, PROT_READ | PROT_WRITE,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0) != MAP_FAILED;
}

static bool try_environment(const struct target *target)
{
    (void)target;
    for (char **entry = environ; *entry; entry++)
        if (**entry)
            return true;
    return false;
}

static atomic_bool sealed, unlinked;

static void *wait_and_unlink(void *path)
{
    while (!sealed)
        ;
    unlinked = unlink(path) == 0;
    return NULL;
}

static bool try_thread(const struct target *target)
{
    sealed = true;
    return pthread_join(target->thread, NULL) == 0 && unlinked;
}

static const struct probe {
    const char *name;
    bool (*try)(const struct target *target);
} probes[] = {
    { "open", try_open },
    { "unlink", try_unlink },
    { "exec", try_exec },
    { "fork", try_fork },
    { "socket", try_socket },
    { "connect", try_connect },
    { "kill", try_kill },
    { "ptrace", try_ptrace },
    { "map", try_map },
    { "protect", try_protect },
    { "descriptor", try_descriptor },
    { "memory", try_memory },
    { "environment", try_environment },
    { "thread", try_thread },
};

static const struct probe *probe_find(const char *name)
{
    for (size_t i = 0; i < sizeof probes / sizeof *probes; i++)
        if (strcmp(name, probes[i].name) == 0)
            return &probes[i];
    return NULL;
}

/* Someone who listens on this machine, and whom nothing but the seal keeps us from. */
static void start_server(struct sockaddr_in *server)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    socklen_t len = sizeof *server;

    server->sin_family = AF_INET;
    server->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(fd, (struct sockaddr *)server, len) == 0 && listen(fd, 1) == 0)
        getsockname(fd, (struct sockaddr *)server, &len);
    dup2(fd, STDIN_FILENO); /* the seal leaves this one open */
}

enum sandbox_probe sandbox_probe(const char *name, const char *path, unsigned leave_out)
{
    const struct probe *probe = probe_find(name);
    struct target target = { .path = path, .parent = getppid(), .fd = SPARE_FD };

    if (!probe)
        return SANDBOX_UNKNOWN;
    target.page = aligned_alloc(PAGE, PAGE);
    if (probe->try == try_connect) {
        start_server(&target.server);
        target.fd = STDERR_FILENO;
        dup2(socket(AF_INET, SOCK_STREAM, 0), target.fd);
    } else {
        dup2(STDOUT_FILENO, target.fd);
    }
    if (probe->try == try_thread &&
        pthread_create(&target.thread, NULL, wait_and_unlink, (char *)path) != 0)
        return SANDBOX_UNKNOWN;
    sandbox_seal(leave_out);
    return probe->try(&target) ? SANDBOX_LEAKS : SANDBOX_REFUSED;
}
