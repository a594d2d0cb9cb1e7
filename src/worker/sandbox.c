/* SPDX-License-Identifier: MIT */
#include "worker/sandbox.h"

#include <errno.h>
#include <poll.h>
#include <seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ADDRESS_SANITIZER 1
#endif
#endif
#ifndef ADDRESS_SANITIZER
#define ADDRESS_SANITIZER 0
#endif

/*
 * Landlock's attribute with the fields of ABI 6 and the rights each ABI knows, written down
 * here because the system's header may be older than its kernel. Source: the kernel's
 * Documentation/userspace-api/landlock.rst.
 */
struct landlock_attr {
    uint64_t fs, net, scope;
};

static const struct landlock_abi {
    struct landlock_attr denied;
    size_t size; /* bytes of the attribute that this ABI takes */
} landlock_abis[] = {
    { { 0x1fff, 0, 0 }, offsetof(struct landlock_attr, net) },   /* 1: files */
    { { 0x3fff, 0, 0 }, offsetof(struct landlock_attr, net) },   /* 2: and links elsewhere */
    { { 0x7fff, 0, 0 }, offsetof(struct landlock_attr, net) },   /* 3: and truncation */
    { { 0x7fff, 3, 0 }, offsetof(struct landlock_attr, scope) }, /* 4: and TCP */
    { { 0xffff, 3, 0 }, offsetof(struct landlock_attr, scope) }, /* 5: and devices' ioctl */
    { { 0xffff, 3, 3 }, sizeof(struct landlock_attr) },          /* 6: and signals, sockets */
};

enum {
    LANDLOCK_ABIS = sizeof landlock_abis / sizeof *landlock_abis,
    LANDLOCK_VERSION = 1, /* flag: only tell the ABI */
};

static bool landlock_seal(void)
{
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_VERSION);

    if (abi < 1)
        return false;
    const struct landlock_abi *row =
        &landlock_abis[(abi < LANDLOCK_ABIS ? abi : LANDLOCK_ABIS) - 1];
    long rules = syscall(SYS_landlock_create_ruleset, &row->denied, row->size, 0);
    if (rules < 0)
        return false;
    bool sealed = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close((int)rules);
    return sealed;
}

/* All that parsing and memory need; what is not here or below kills the process. */
static const int allowed_calls[] = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(close),
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(getrandom),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(sysinfo), /* qsort() of glibc asks how much memory there is */
#if ADDRESS_SANITIZER
    SCMP_SYS(gettid),
    SCMP_SYS(getpid),
    SCMP_SYS(sched_yield),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(sigaltstack),
    /* Its thread that watches a limit of memory, which may begin behind the seal. */
    SCMP_SYS(getrusage),
    SCMP_SYS(nanosleep),
    SCMP_SYS(rseq),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(clock_nanosleep),
#endif
};

/* Libraries ask for these by habit and live with a refusal. */
static const int refused_calls[] = {
    SCMP_SYS(open),       SCMP_SYS(openat),    SCMP_SYS(openat2),    SCMP_SYS(stat),
    SCMP_SYS(lstat),      SCMP_SYS(fstat),     SCMP_SYS(newfstatat), SCMP_SYS(statx),
    SCMP_SYS(access),     SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink),
    SCMP_SYS(readlinkat), SCMP_SYS(ioctl),
};

/* Memory may be mapped, but never so that it can be executed. */
static const int memory_calls[] = { SCMP_SYS(mmap), SCMP_SYS(mprotect) };

static bool rules_add(scmp_filter_ctx filter, uint32_t action, const int *calls, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int code = seccomp_rule_add(filter, action, calls[i], 0);
        /* -EDOM: this machine has no such call. */
        if (code != 0 && code != -EDOM)
            return false;
    }
    return true;
}

static bool memory_rules_add(scmp_filter_ctx filter)
{
    for (size_t i = 0; i < sizeof memory_calls / sizeof *memory_calls; i++)
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, memory_calls[i], 1,
                             SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) != 0)
            return false;
    return true;
}

static bool seccomp_seal(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);

    if (!filter)
        return false;
    /* Should a library have left a thread behind, the filter holds that as well. */
    bool sealed = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1) == 0 &&
                  rules_add(filter, SCMP_ACT_ALLOW, allowed_calls,
                            sizeof allowed_calls / sizeof *allowed_calls) &&
                  rules_add(filter, SCMP_ACT_ERRNO(EACCES), refused_calls,
                            sizeof refused_calls / sizeof *refused_calls) &&
                  memory_rules_add(filter) && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return sealed;
}

static const struct {
    int resource;
    rlim_t soft, hard;
} limits[] = {
#if !ADDRESS_SANITIZER /* its shadow alone is 16 TB of address space */
    { RLIMIT_AS, SANDBOX_MEMORY_MAX, SANDBOX_MEMORY_MAX },
#endif
    { RLIMIT_CPU, SANDBOX_CPU_SECONDS, SANDBOX_CPU_SECONDS + 1 },
    { RLIMIT_CORE, 0, 0 },
    { RLIMIT_FSIZE, 0, 0 },
    { RLIMIT_NPROC, 0, 0 },
    { RLIMIT_NOFILE, 0, 0 },
};

static bool limits_seal(void)
{
    bool sealed = true;

    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct rlimit limit = { limits[i].soft, limits[i].hard };
        if (setrlimit(limits[i].resource, &limit) != 0)
            sealed = false;
    }
    return sealed;
}

/* Our reader is our parent: when its end of the pipe is closed, nobody wants the answer. */
static void die_with_parent(void)
{
    struct pollfd reader = { .fd = STDOUT_FILENO, .events = POLLOUT };

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (poll(&reader, 1, 0) > 0 && (reader.revents & (POLLERR | POLLNVAL)))
        _exit(1);
}

/* Where people keep keys and passwords, of which nothing is needed any more. */
static void forget_environment(void)
{
    for (char **entry = environ; entry && *entry; entry++)
        memset(*entry, 0, strlen(*entry));
}

unsigned sandbox_seal(unsigned leave_out)
{
    unsigned sealed = 0;

    die_with_parent();
    forget_environment();
    syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, 0);
    prctl(PR_SET_DUMPABLE, 0);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
        sealed |= WIRE_SEAL_PRIVILEGES;
    if (!(leave_out & WIRE_SEAL_LANDLOCK) && landlock_seal())
        sealed |= WIRE_SEAL_LANDLOCK;
    if (!(leave_out & WIRE_SEAL_LIMITS) && limits_seal())
        sealed |= WIRE_SEAL_LIMITS;
    /* Last, because it refuses the calls that the others need. */
    if (!(leave_out & WIRE_SEAL_CALLS) && seccomp_seal())
        sealed |= WIRE_SEAL_CALLS;
    return sealed;
}

unsigned sandbox_try(void)
{
    int status = 0;
    pid_t child = fork();

    if (child == 0)
        _exit((int)sandbox_seal(0));
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return child > 0 && WIFEXITED(status) ? (unsigned)WEXITSTATUS(status) : 0;
}
