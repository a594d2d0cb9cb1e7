/* SPDX-License-Identifier: MIT */
/*
 * unsealed WITHOUT PROGRAM [ARGUMENT]...: run a program where the kernel has no seccomp, no
 * Landlock, or neither: WITHOUT is "calls", "landlock" or "both". What is asked of the kernel
 * for them is answered as by one that never heard of it.
 */
#include <errno.h>
#include <seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

static const struct {
    const char *without;
    int call, answer;
    int first; /* its first argument, or -1 for any */
} rules[] = {
    { "landlock", SCMP_SYS(landlock_create_ruleset), ENOSYS, -1 },
    { "calls", SCMP_SYS(seccomp), ENOSYS, -1 },
    { "calls", SCMP_SYS(prctl), EINVAL, PR_SET_SECCOMP },
};

int main(int argc, char **argv)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);

    if (argc < 3 || !filter)
        return 2;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        struct scmp_arg_cmp first = SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)rules[i].first);
        if (strcmp(argv[1], "both") != 0 && strcmp(argv[1], rules[i].without) != 0)
            continue;
        if (seccomp_rule_add_array(filter, SCMP_ACT_ERRNO((uint16_t)rules[i].answer),
                                   rules[i].call, rules[i].first >= 0, &first) != 0)
            return 2;
    }
    if (seccomp_load(filter) != 0)
        return 3;
    seccomp_release(filter);
    execvp(argv[2], argv + 2);
    perror(argv[2]);
    return 2;
}
