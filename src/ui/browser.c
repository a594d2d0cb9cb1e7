/* SPDX-License-Identifier: MIT */
#include "ui/browser.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/address.h"
#include "base/buf.h"
#include "ui/argv.h"

enum {
    SOON_MS = 10000, /* longer than a launcher takes to give up */
    PROGRAM_MAX = 4096,
    /* More than an argument can have (128 KB on Linux): what is cut here does not run. */
    WORD_MAX = 256 * 1024,
};

#ifdef __APPLE__
static const char opener[] = "open";
#else
static const char opener[] = "xdg-open";
#endif

/* Browsers that draw in the terminal. */
static const char *const terminal_browsers[] = {
    "w3m",      "lynx",   "links", "links2",   "elinks",      "browsh",
    "carbonyl", "chawan", "cha",   "edbrowse", "www-browser", "retawq",
};

static const char *get_variable(const char *name)
{
    const char *value = getenv(name);

    return value && *value ? value : NULL;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static bool is_program(const char *path)
{
    struct stat stat_of;

    return stat(path, &stat_of) == 0 && S_ISREG(stat_of.st_mode) && access(path, X_OK) == 0;
}

bool browser_is_found(const char *program)
{
    const char *path = get_variable("PATH");
    struct buf candidate = BUF_INIT(PROGRAM_MAX);
    bool found = false;

    if (strchr(program, '/'))
        return is_program(program);
    if (!path)
        path = "/usr/local/bin:/usr/bin:/bin";
    while (*path && !found) {
        size_t n = strcspn(path, ":");
        buf_clear(&candidate);
        buf_add(&candidate, path, n);
        buf_addf(&candidate, "%s%s", n ? "/" : "", program);
        found = !candidate.full && is_program(buf_str(&candidate));
        path += n + (path[n] == ':');
    }
    buf_release(&candidate);
    return found;
}

/* Append a word with the address for "%s". True when it had one. */
static bool add_word(struct argv *argv, const char *word, const char *address)
{
    struct buf out = BUF_INIT(WORD_MAX);
    bool has_address = false;

    for (const char *c = word; *c; c++) {
        if (c[0] == '%' && c[1] == 's') {
            buf_adds(&out, address);
            has_address = true;
            c++;
        } else {
            buf_addc(&out, *c);
            if (c[0] == '%' && c[1] == '%')
                c++;
        }
    }
    argv_add(argv, buf_str(&out), out.len);
    buf_release(&out);
    return has_address;
}

/* The arguments of a command; its first word is never made of an address. */
static char **complete(const char *const *words, size_t count, const char *address)
{
    struct argv argv = { .items = NULL };
    bool has_address = false;

    assert(words && count > 0);
    argv_add(&argv, words[0], strlen(words[0]));
    for (size_t i = 1; i < count; i++)
        has_address |= add_word(&argv, words[i], address);
    if (!has_address)
        argv_add(&argv, address, strlen(address));
    return argv.items;
}

/* The words of the first part of $BROWSER whose program is there, else of its first part. */
static struct argv choose_part(const char *list)
{
    struct argv chosen = { .items = NULL };

    while (*list) {
        struct argv words = { .items = NULL };
        size_t n = argv_part(list);
        argv_split(&words, list, n);
        list += n + (list[n] == ':');
        bool found = words.count > 0 && browser_is_found(words.items[0]);
        if (!found && chosen.count > 0) {
            argv_free(words.items);
            continue;
        }
        argv_free(chosen.items);
        chosen = words;
        if (found)
            break;
    }
    return chosen;
}

/* The words of the command to use, without the address. */
static bool choose_words(const char *const *configured, size_t count, struct argv *words,
                         struct error *error)
{
    const char *variable = get_variable("BROWSER");

    if (count == 1)
        argv_split(words, configured[0], strlen(configured[0]));
    else
        for (size_t i = 0; i < count; i++)
            argv_add(words, configured[i], strlen(configured[i]));
    if (words->count == 0 && variable)
        *words = choose_part(variable);
    if (words->count > 0)
        return true;
    if (get_variable("SSH_CONNECTION") || get_variable("SSH_TTY"))
        return error_set(error, "no browser is set for use over ssh");
#ifndef __APPLE__
    if (!get_variable("WAYLAND_DISPLAY") && !get_variable("DISPLAY"))
        return error_set(error, "no browser is set and there is no display");
#endif
    if (!browser_is_found(opener))
        return error_set(error, "no browser is set and there is no %s", opener);
    argv_add(words, opener, strlen(opener));
    return true;
}

static bool needs_terminal(const char *program)
{
    for (size_t i = 0; i < sizeof terminal_browsers / sizeof *terminal_browsers; i++)
        if (strcmp(base_name(program), terminal_browsers[i]) == 0)
            return true;
    return false;
}

bool browser_choose(const char *const *configured, size_t count, const char *address,
                    struct browser_choice *choice, struct error *error)
{
    struct buf canonical = BUF_INIT(ADDRESS_MAX);
    struct argv words = { .items = NULL };
    bool chosen = address_canonical(address, NULL, &canonical, error) &&
                  choose_words(configured, count, &words, error);

    *choice = (struct browser_choice){ .argv = NULL };
    if (chosen) {
        choice->argv =
            complete((const char *const *)words.items, words.count, buf_str(&canonical));
        choice->needs_terminal = needs_terminal(words.items[0]);
    }
    argv_free(words.items);
    buf_release(&canonical);
    return chosen;
}

void browser_choice_release(struct browser_choice *choice)
{
    argv_free(choice->argv);
    choice->argv = NULL;
}

bool browser_start(struct loop *loop, const struct browser_choice *choice,
                   void (*done)(const struct job_result *result, void *arg), void *arg,
                   struct error *error)
{
    struct job_spec spec = { .kind = JOB_DETACHED, .argv = (const char *const *)choice->argv };

    return job_start(loop, &spec, NULL, done, arg, error) != NULL;
}

const char *browser_trouble(const struct job_result *result)
{
    return *result->error.text && result->wall_ms < SOON_MS ? result->error.text : NULL;
}

char **browser_editor(const char *path)
{
    static const char *const variables[] = { "VISUAL", "EDITOR" };
    struct argv argv = { .items = NULL };

    for (size_t i = 0; i < sizeof variables / sizeof *variables && argv.count == 0; i++) {
        const char *line = get_variable(variables[i]);
        if (line)
            argv_split(&argv, line, strlen(line));
    }
    if (argv.count == 0)
        argv_add(&argv, "vi", 2);
    argv_add(&argv, path, strlen(path));
    return argv.items;
}

void browser_argv_free(char **argv)
{
    argv_free(argv);
}
