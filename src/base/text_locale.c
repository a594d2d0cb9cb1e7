/* SPDX-License-Identifier: MIT */
#include "base/text.h"

#include <langinfo.h>
#include <locale.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <wchar.h>

#include "base/alloc.h"

static bool is_utf8(const char *charset, size_t len)
{
    return (len == 5 && strncasecmp(charset, "UTF-8", len) == 0) ||
           (len == 4 && strncasecmp(charset, "UTF8", len) == 0);
}

/* What the environment asks for, whether or not that locale is installed. */
static bool environment_wants_utf8(void)
{
    static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (!value || !*value)
            continue;
        const char *charset = value + strcspn(value, ".");
        charset += *charset == '.';
        return is_utf8(charset, strcspn(charset, "@"));
    }
    return false;
}

/* The C library makes its converters for the first character. Where it lacks memory for them it
 * goes on with those of another locale, for good. */
static void make_converters(void)
{
    static const char ellipsis[] = "\xe2\x80\xa6";
    mbstate_t state = { 0 };
    wchar_t c;

    if (mbrtowc(&c, ellipsis, sizeof ellipsis - 1, &state) != sizeof ellipsis - 1)
        alloc_die();
}

/*
 * Only LC_CTYPE: numbers and dates are written the same everywhere, since programs read them.
 */
bool text_init_locale(void)
{
    static const char *const fallbacks[] = { "C.UTF-8", "C.utf8", "en_US.UTF-8" };
    bool found = setlocale(LC_CTYPE, "") != NULL;

    if (found && is_utf8(nl_langinfo(CODESET), strlen(nl_langinfo(CODESET)))) {
        make_converters();
        return true;
    }
    for (size_t i = 0; i < sizeof fallbacks / sizeof *fallbacks; i++)
        if (setlocale(LC_CTYPE, fallbacks[i]))
            break;
    /* A UTF-8 terminal whose locale is just not installed here shows everything. */
    return !found && environment_wants_utf8();
}
