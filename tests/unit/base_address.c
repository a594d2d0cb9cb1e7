/* SPDX-License-Identifier: MIT */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/address.h"
#include "base/alloc.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char long_label[] =
    "http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    ".aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    ".aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/";

/* What comes out; NULL when it is refused. */
static const struct {
    const char *text, *canonical;
} absolute[] = {
    { "http://example.com", "http://example.com/" },
    { "http://example.com/", "http://example.com/" },
    { "https://example.com/a/b?c=d#e", "https://example.com/a/b?c=d#e" },
    { "HTTPS://EXAMPLE.Com/Path", "https://example.com/Path" },
    { "  https://example.com/x \r\n", "https://example.com/x" },
    { "\thttps://example.com", "https://example.com/" },
    { "http://example.com:80/", "http://example.com/" },
    { "https://example.com:443/", "https://example.com/" },
    { "http://example.com:443/", "http://example.com:443/" },
    { "https://example.com:80/", "https://example.com:80/" },
    { "http://example.com:8080/x", "http://example.com:8080/x" },
    { "http://example.com:0080/x", "http://example.com/x" },
    { "http://example.com:/x", "http://example.com/x" },
    { "http://example.com:1", "http://example.com:1/" },
    { "http://example.com:65535/", "http://example.com:65535/" },
    { "http://example.com?q", "http://example.com/?q" },
    { "http://example.com#f", "http://example.com/#f" },
    { "http://example.com/?", "http://example.com/?" },
    { "http://example.com/#", "http://example.com/#" },
    { "http://example.com./x", "http://example.com/x" },
    { "http://localhost/", "http://localhost/" },
    { "http://my_host.example/", "http://my_host.example/" },
    { "http://a-b.example/", "http://a-b.example/" },
    /* Dot segments, as RFC 3986 wants them resolved. */
    { "http://h.example/a/./b", "http://h.example/a/b" },
    { "http://h.example/a/../b", "http://h.example/b" },
    { "http://h.example/../../b", "http://h.example/b" },
    { "http://h.example/a/b/..", "http://h.example/a/" },
    { "http://h.example/a/b/.", "http://h.example/a/b/" },
    { "http://h.example/..", "http://h.example/" },
    { "http://h.example/.", "http://h.example/" },
    { "http://h.example/a//../b", "http://h.example/a/b" },
    { "http://h.example//a//b", "http://h.example//a//b" },
    { "http://h.example/a/%2e%2E/b", "http://h.example/b" },
    { "http://h.example/a/.%2e", "http://h.example/" },
    { "http://h.example/%2e/a", "http://h.example/a" },
    { "http://h.example/.../x", "http://h.example/.../x" },
    { "http://h.example/..x/.y", "http://h.example/..x/.y" },
    { "http://h.example/a?x=/../y", "http://h.example/a?x=/../y" },
    { "http://h.example/a#/../y", "http://h.example/a#/../y" },
    /* Encoding: once, and only where it is needed. */
    { "http://h.example/%41%zz", NULL },
    { "http://h.example/%41%7e%2f", "http://h.example/%41%7e%2f" },
    { "http://h.example/\xc3\xa9", "http://h.example/%C3%A9" },
    { "http://h.example/?q=\xc3\xa9#\xe2\x82\xac", "http://h.example/?q=%C3%A9#%E2%82%AC" },
    { "http://h.example/\xff\xfe", "http://h.example/%FF%FE" },
    { "http://h.example/\xe2\x80\xae", "http://h.example/%E2%80%AE" },
    { "http://h.example/a\"b<c>d^e`f{g|h}i",
      "http://h.example/a%22b%3Cc%3Ed%5Ee%60f%7Bg%7Ch%7Di" },
    { "http://h.example/?a[]=1&b='2'", "http://h.example/?a[]=1&b='2'" },
    { "http://h.example/a;b=c,d!e*f(g)h~i$j@k:l", "http://h.example/a;b=c,d!e*f(g)h~i$j@k:l" },
    { "http://h.example/#a#b?c", "http://h.example/#a%23b?c" },
    { "http://h.example/;id;$(id)&`id`", "http://h.example/;id;$(id)&%60id%60" },
    { "http://h.example/%", NULL },
    { "http://h.example/100%", NULL },
    { "http://h.example/%a", NULL },
    { "http://h.example/%g0", NULL },
    { "http://h.example/?q=%zz", NULL },
    { "http://h.example/#%zz", NULL },
    { "http://h.example/%zz/../x", NULL },
    /* Schemes. */
    { "javascript:alert(1)", NULL },
    { "JaVaScRiPt://example.com/%0aalert(1)", NULL },
    { "data:text/html,x", NULL },
    { "vbscript:x", NULL },
    { "file:///etc/passwd", NULL },
    { "about:blank", NULL },
    { "view-source:http://example.com/", NULL },
    { "blob:http://example.com/x", NULL },
    { "ftp://example.com/", NULL },
    { "smb://example.com/", NULL },
    { "ssh://example.com/", NULL },
    { "mailto:someone@example.com", NULL },
    { "tel:123", NULL },
    { "magnet:?x", NULL },
    { "ms-msdt:/id", NULL },
    { "x-man-page://1/ls", NULL },
    { "httpx://example.com/", NULL },
    { "http+unix://example.com/", NULL },
    { "ht\ttp://example.com/", NULL },
    { "ht\x01tp://example.com/", NULL },
    { "java\nscript:alert(1)", NULL },
    { ":http://example.com/", NULL },
    { "1http://example.com/", NULL },
    /* Without "//host". */
    { "", NULL },
    { "   ", NULL },
    { "http:", NULL },
    { "http:/", NULL },
    { "http://", NULL },
    { "https://", NULL },
    { "http:///x", NULL },
    { "http:////example.com", NULL },
    { "http:example.com", NULL },
    { "http:/example.com", NULL },
    { "http://?q", NULL },
    { "http://#f", NULL },
    { "http://:80/", NULL },
    { "//example.com/", NULL },
    { "example.com", NULL },
    { "www.example.com/x", NULL },
    { "localhost:8080/x", NULL },
    { "/etc/passwd", NULL },
    { "../x", NULL },
    { "?q", NULL },
    { "#f", NULL },
    { "-flag", NULL },
    { "--help", NULL },
    { "-P x", NULL },
    /* Who is meant must be clear. */
    { "http://user@example.com/", NULL },
    { "http://user:secret@example.com/", NULL },
    { "http://@example.com/", NULL },
    { "http://good.example@evil.example/", NULL },
    { "http://good.example\\@evil.example/", NULL },
    { "http://good.example%40evil.example/", NULL },
    { "http://good.example:80@evil.example/", NULL },
    { "http://evil.example?@good.example/", "http://evil.example/?@good.example/" },
    { "http://evil.example#@good.example/", "http://evil.example/#@good.example/" },
    { "http://evil.example/@good.example/", "http://evil.example/@good.example/" },
    { "http://%65vil.example/", NULL },
    { "http:\\\\example.com\\", NULL },
    { "http://example.com\\x", NULL },
    { "http://example.com/a\\b", NULL },
    { "http://exa mple.com/", NULL },
    { "http://example.com/a b", NULL },
    { "http://example.com/a\tb", NULL },
    { "http://example.com/a\nb", NULL },
    { "http://example.com/a\rb", NULL },
    { "http://example.com/\x1b[2J", NULL },
    { "http://example.com/\x7f", NULL },
    /* Hosts and ports. */
    { "http://.", NULL },
    { "http://..", NULL },
    { "http://.example.com/", NULL },
    { "http://example..com/", NULL },
    { "http://example.com../", NULL },
    { "http://1../", NULL },
    { "http://1\xe3\x80\x82\xe3\x80\x82/", NULL },
    { "http://exa$mple.com/", NULL },
    { "http://exa'mple.com/", NULL },
    { "http://(id)/", NULL },
    { "http://*/", NULL },
    { "http://a,b/", NULL },
    { "http://<b>/", NULL },
    { "http://a|b/", NULL },
    { long_label, NULL },
    { "http://example.com:0/", NULL },
    { "http://1../", NULL },
    { "http://1\xe3\x80\x82\xe3\x80\x82/", NULL },
    { "http://example.com:65536/", NULL },
    { "http://example.com:99999/", NULL },
    { "http://example.com:18446744073709551697/", NULL },
    { "http://example.com:-80/", NULL },
    { "http://example.com:+80/", NULL },
    { "http://example.com:8o/", NULL },
    { "http://example.com:80:80/", NULL },
    { "http://[::1]/", "http://[::1]/" },
    { "http://[::1]:8080/x", "http://[::1]:8080/x" },
    { "http://[2001:DB8::1]/", "http://[2001:db8::1]/" },
    { "http://[2001:db8:0:0:0:0:0:1]:80/", "http://[2001:db8::1]/" },
    { "http://[::1", NULL },
    { "http://::1]/", NULL },
    { "http://[]/", NULL },
    { "http://[::1]x/", NULL },
    { "http://[::1]:x/", NULL },
    { "http://[:::1]/", NULL },
    { "http://[fe80::1%25eth0]/", NULL },
    { "http://[example.com]/", NULL },
    { "http://::1/", NULL },
    { "http://127.0.0.1/", "http://127.0.0.1/" },
    { "http://127.0.0.1./", "http://127.0.0.1/" },
    { "http://0x7f.1/", "http://127.0.0.1/" },
    { "http://127.0.0.01/", "http://127.0.0.1/" },
    { "http://2130706433/", "http://127.0.0.1/" },
    { "http://017700000001/", "http://127.0.0.1/" },
    { "http://1.example/", "http://1.example/" },
    { "http://1.2.3.4.5x/", "http://1.2.3.4.5x/" },
    /* Names in other scripts. */
    { "http://b\xc3\xbc"
      "cher.example/",
      "http://xn--bcher-kva.example/" },
    { "http://B\xc3\x9c"
      "CHER.Example/",
      "http://xn--bcher-kva.example/" },
    { "http://xn--bcher-kva.example/", "http://xn--bcher-kva.example/" },
    { "http://\xd0\xb0pple.example/", "http://xn--pple-43d.example/" }, /* Cyrillic a */
    { "http://\xef\xbd\x85xample.com/", "http://example.com/" },        /* full-width e */
    { "http://example\xe3\x80\x82"
      "com/",
      "http://example.com/" },                            /* ideographic dot */
    { "http://\xef\xbc\x90x7f.1/", "http://127.0.0.1/" }, /* full-width zero */
    /* Nothing that is not seen is dropped: the host would be another one. */
    { "http://exa\u200Bmple.com/", NULL },
    { "http://exa\u200Cmple.com/", NULL },
    { "http://exa\u200Dmple.com/", NULL },
    { "http://exa\u202Emple.com/", NULL },
    { "http://exa\u2066mple.com/", NULL },
    { "http://exa\u00ADmple.com/", NULL },
    { "http://exa\u034Fmple.com/", NULL },
    { "http://exa\u2060mple.com/", NULL },
    { "http://exa\u3164mple.com/", NULL },
    { "http://exa\u180Emple.com/", NULL },
    { "http://exa\uFE00mple.com/", NULL },
    { "http://exa\uFE0Fmple.com/", NULL },
    { "http://\uFEFFexample.com/", NULL },
    { "http://example.com\u200B/", NULL },
    { "http://exa\uFFFDmple.com/", NULL },
    { "http://exa\U000E0061mple.com/", NULL },
    { "http://e\u0301\u0301\u0301\u0301\u0301.example/", NULL },
    { "http://good.example\xe2\x84\x80.evil.example/", NULL }, /* becomes a/c */
    { "http://good.example\xef\xbc\x8f.evil.example/", NULL }, /* full-width slash */
    { "http://good.example\xef\xbc\x83.evil.example/", NULL }, /* full-width # */
    { "http://good.example\xef\xbc\xa0"
      "evil.example/",
      NULL },                                /* full-width @ */
    { "http://exa\xc2\xa0mple.com/", NULL }, /* no-break space */
    { "http://\xff\xfe.example/", NULL },
    { "http://\xc3/", NULL },
    { "http://[::\xc3\xa9]/", NULL },
};

static const char page[] = "https://site.example:8443/a/b/c?x=1#top";

static const struct {
    const char *text, *canonical;
} relative[] = {
    /* RFC 3986, 5.4, moved to this page. */
    { "g", "https://site.example:8443/a/b/g" },
    { "./g", "https://site.example:8443/a/b/g" },
    { "g/", "https://site.example:8443/a/b/g/" },
    { "/g", "https://site.example:8443/g" },
    { "//g", "https://g/" },
    { "//g:80/x", "https://g:80/x" },
    { "?y", "https://site.example:8443/a/b/c?y" },
    { "?", "https://site.example:8443/a/b/c?" },
    { "g?y", "https://site.example:8443/a/b/g?y" },
    { "#s", "https://site.example:8443/a/b/c?x=1#s" },
    { "g#s", "https://site.example:8443/a/b/g#s" },
    { "g?y#s", "https://site.example:8443/a/b/g?y#s" },
    { ";x", "https://site.example:8443/a/b/;x" },
    { ".", "https://site.example:8443/a/b/" },
    { "./", "https://site.example:8443/a/b/" },
    { "..", "https://site.example:8443/a/" },
    { "../g", "https://site.example:8443/a/g" },
    { "../..", "https://site.example:8443/" },
    { "../../../../g", "https://site.example:8443/g" },
    { "/./g", "https://site.example:8443/g" },
    { "/../g", "https://site.example:8443/g" },
    { "g.", "https://site.example:8443/a/b/g." },
    { "..g", "https://site.example:8443/a/b/..g" },
    { "./../g", "https://site.example:8443/a/g" },
    { "g;x=1/../y", "https://site.example:8443/a/b/y" },
    { "g?y/./x", "https://site.example:8443/a/b/g?y/./x" },
    { "g#s/../x", "https://site.example:8443/a/b/g#s/../x" },
    { "./a:b", "https://site.example:8443/a/b/a:b" },
    { "/x//y", "https://site.example:8443/x//y" },
    { "-flag", "https://site.example:8443/a/b/-flag" },
    { "\xc3\xa9", "https://site.example:8443/a/b/%C3%A9" },
    { "HTTP://other.example", "http://other.example/" },
    { " g ", "https://site.example:8443/a/b/g" },
    { "", NULL },
    { "///x", NULL },
    { "//", NULL },
    { "//user@evil.example/", NULL },
    { "//good.example\\@evil.example/", NULL },
    { "a:b", NULL },
    { "https:g", NULL },
    { "javascript:alert(1)", NULL },
    { "\uFFFDjavascript:alert(1)", NULL },
    { "%01javascript:alert(1)", NULL },
    { "1:2", NULL },
    { ":", NULL },
    { "./1:2", "https://site.example:8443/a/b/1:2" },
    { "x?a:b", "https://site.example:8443/a/b/x?a:b" },
    { "\\\\evil.example\\x", NULL },
    { "/\\evil.example", NULL },
    { "g h", NULL },
    { "%zz", NULL },
};

static void check(const char *text, const char *base, const char *canonical)
{
    struct buf out = BUF_INIT(ADDRESS_MAX * 2);
    struct error error = { 0 };

    buf_adds(&out, "x");
    bool accepted = address_canonical(text, base, &out, &error);
    if (accepted != (canonical != NULL))
        fail_msg("<%s> gave <%s> %s", text, buf_str(&out), error.text);
    assert_string_equal(buf_str(&out) + 1, canonical ? canonical : "");
    assert_int_equal(*error.text != '\0', !accepted);
    if (accepted) {
        /* Once more changes nothing. */
        struct buf again = BUF_INIT(ADDRESS_MAX);
        assert_true(address_canonical(canonical, NULL, &again, NULL));
        assert_string_equal(buf_str(&again), canonical);
        buf_release(&again);
        for (const char *c = canonical; *c; c++)
            assert_true(*c > 0x20 && *c < 0x7f);
    }
    buf_release(&out);
}

static void test_absolute(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(absolute); i++) {
        check(absolute[i].text, NULL, absolute[i].canonical);
    }
}

static void test_relative(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(relative); i++)
        check(relative[i].text, page, relative[i].canonical);
}

static void test_odd_bases(void **state)
{
    (void)state;
    check("g", "http://h.example", "http://h.example/g");
    check("g", "http://h.example?q/x", "http://h.example/g");
    check("g", "http://h.example/a#b/c", "http://h.example/g");
    check("?y", "http://h.example", "http://h.example/?y");
    check("g", "javascript:alert(1)", NULL);
    check("g", "file:///etc/", NULL);
    check("//g", "javascript://h.example/", NULL);
    check("g", "", NULL);
    check("g", "/just/a/path", NULL);
    check("http://h.example/", "javascript:alert(1)", "http://h.example/");
    check("//g/", "http://h.example:80/", "http://g/");
}

static void test_words(void **state)
{
    static const struct {
        const char *text, *words;
    } cases[] = {
        { "", "the address is empty" },
        { "javascript:x", "only http and https addresses are opened, not \"javascript:\"" },
        { "abcdefghijklmnopqrstuvwxyz:x",
          "only http and https addresses are opened, not \"abcdefghijklmnopqrst:\"" },
        { "x", "the address is relative to an unknown page" },
        { "http:/x", "the address has no host" },
        { "http://:1/", "the address has no host" },
        { "http://a@b/", "the address has a user name or password in it" },
        { "http://a b/", "the address has a blank in it" },
        { "http://a\x01/", "the address has a control character in it" },
        { "http://a\\b/", "the address has a backslash in it" },
        { "http://a/%x", "the address has a bad percent sign" },
        { "http://a:0/", "the address has a bad port" },
        { "http://a$/", "the address has a bad host name" },
    };
    struct buf out = BUF_INIT(ADDRESS_MAX);
    struct error error;

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_false(address_canonical(cases[i].text, NULL, &out, &error));
        assert_string_equal(error.text, cases[i].words);
    }
    assert_int_equal(out.len, 0);
}

/* "http://h.example/" and n times c. */
static char *long_address(size_t n, char c)
{
    static const char start[] = "http://h.example/";
    char *text = xmalloc(sizeof start + n);

    memcpy(text, start, sizeof start - 1);
    memset(text + sizeof start - 1, c, n);
    text[sizeof start - 1 + n] = '\0';
    return text;
}

static void test_length(void **state)
{
    static const struct {
        size_t n;
        char c;
        bool accepted;
    } cases[] = {
        { ADDRESS_MAX - 17, 'a', true },
        { ADDRESS_MAX - 16, 'a', false },
        { 70 * 1024, 'a', false },
        { ADDRESS_MAX / 3 - 10, '\xe9', true },
        { ADDRESS_MAX / 3 + 10, '\xe9', false }, /* too long once it is encoded */
        { ADDRESS_MAX - 17, '/', true },
        { ADDRESS_MAX - 17, '\xe9', false },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char *text = long_address(cases[i].n, cases[i].c);
        struct buf out = BUF_INIT(ADDRESS_MAX * 2);
        assert_int_equal(address_canonical(text, NULL, &out, NULL), cases[i].accepted);
        assert_true(out.len <= ADDRESS_MAX);
        buf_release(&out);
        free(text);
    }
    char *base = long_address(ADDRESS_MAX - 18, '/'), *reference = long_address(8000, 'b');
    struct buf out = BUF_INIT(ADDRESS_MAX * 2);
    assert_false(address_canonical(reference + 17, base, &out, NULL));
    assert_true(address_canonical("//x/", base, &out, NULL));
    free(base);
    free(reference);
    buf_release(&out);
}

static void test_no_room(void **state)
{
    struct buf out = BUF_INIT(10);
    struct error error;

    (void)state;
    assert_false(address_canonical("http://h.example/", NULL, &out, &error));
    assert_string_equal(error.text, "there is no room for the address");
    buf_release(&out);
}

static void test_host(void **state)
{
    static const struct {
        const char *canonical, *host;
    } cases[] = {
        { "http://h.example/", "h.example" },
        { "https://h.example:8080/x:y@z", "h.example" },
        { "http://[::1]/", "[::1]" },
        { "http://[::1]:99/", "[::1]" },
        { "http://h.example/?http://other/", "h.example" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t n;
        const char *host = address_host(cases[i].canonical, &n);
        assert_int_equal(n, strlen(cases[i].host));
        assert_memory_equal(host, cases[i].host, n);
    }
}

static void test_short(void **state)
{
    static const struct {
        const char *canonical, *words;
    } cases[] = {
        { "http://h.example/", "h.example" },
        { "https://www.h.example/", "h.example" },
        { "https://www.h.example/a/", "h.example/a" },
        { "https://h.example/a?b=http://www.c/", "h.example/a?b=http://www.c" },
        { "https://www/", "www" },
        { "https://h.example:81/", "h.example:81" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf out = BUF_INIT(100);
        address_short(cases[i].canonical, &out);
        assert_string_equal(buf_str(&out), cases[i].words);
        buf_release(&out);
    }
}

static void test_key(void **state)
{
    static const struct {
        const char *text, *key;
    } cases[] = {
        { "HTTP://H.example#f", "http://h.example/" },
        { "https://h.example", "https://h.example/" },
        { "http://h.example/?utm_source=x", "http://h.example/" },
        { "http://h.example/?UTM_Source=x&utm_=", "http://h.example/" },
        { "http://h.example/?utm=x", "http://h.example/?utm=x" },
        { "http://h.example/?a=1&utm_source=x&b=2#c", "http://h.example/?a=1&b=2" },
        { "http://h.example/?utm_source=x&b=2&a=1", "http://h.example/?b=2&a=1" },
        { "http://h.example/?b=2&fbclid=x", "http://h.example/?b=2" },
        { "http://h.example/?fbclid", "http://h.example/" },
        { "http://h.example/?fbclid2=x", "http://h.example/?fbclid2=x" },
        { "http://h.example/?xfbclid=x", "http://h.example/?xfbclid=x" },
        { "http://h.example/?wt.mc_id=1&id=2", "http://h.example/?id=2" },
        { "http://h.example/?a=utm_source", "http://h.example/?a=utm_source" },
        { "http://h.example/?", "http://h.example/" },
        { "http://h.example/?&&a&&", "http://h.example/?a" },
        { "http://h.example/?a=1&a=1", "http://h.example/?a=1&a=1" },
        { "http://h.example/utm_source=x", "http://h.example/utm_source=x" },
        { "http://h.example/#?utm_source=x", "http://h.example/" },
        { "http://h.example/?a=%26utm_source=x", "http://h.example/?a=%26utm_source=x" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf out = BUF_INIT(ADDRESS_MAX);
        assert_true(address_key(cases[i].text, &out));
        assert_string_equal(buf_str(&out), cases[i].key);
        buf_release(&out);
    }
    struct buf out = BUF_INIT(10);
    buf_adds(&out, "kept");
    assert_false(address_key("mailto:x", &out));
    assert_string_equal(buf_str(&out), "kept");
    assert_false(address_key("http://h.example/", &out));
    assert_string_equal(buf_str(&out), "kept");
    buf_release(&out);
}

/* Without a UTF-8 locale a name of other letters cannot be read; it must not be misread. */
static void test_other_locale(void **state)
{
    (void)state;
    setlocale(LC_ALL, "C");
    check("http://b\xc3\xbc"
          "cher.example/",
          NULL, NULL);
    check("http://example.com/\xc3\xa9", NULL, "http://example.com/%C3%A9");
    setlocale(LC_ALL, "C.UTF-8");
}

/* Random bytes, mostly those that mean something: whatever is accepted keeps the rules. */
static void test_random(void **state)
{
    static const char letters[] = "hHtTpPsS::://///....%%2eE?#@[]-ab01 \\\xc3\xa9\t";
    uint32_t seed = 1;
    int accepted = 0;

    (void)state;
    for (int round = 0; round < 50000; round++) {
        char text[40] = "http://";
        size_t start = round % 3 ? 7 : 0, n = start + 1 + (size_t)round % 20;
        for (size_t i = start; i < n; i++) {
            seed = seed * 1664525 + 1013904223;
            text[i] = letters[(seed >> 16) % (sizeof letters - 1)];
        }
        text[n] = '\0';
        struct buf out = BUF_INIT(ADDRESS_MAX);
        if (address_canonical(text, round % 2 ? page : NULL, &out, NULL)) {
            const char *canonical = buf_str(&out);
            check(canonical, NULL, canonical);
            assert_true(strncmp(canonical, "http://", 7) == 0 ||
                        strncmp(canonical, "https://", 8) == 0);
            accepted++;
        } else {
            assert_int_equal(out.len, 0);
        }
        buf_release(&out);
    }
    assert_true(accepted > 100);
}

/* Whether no host that is written as usual becomes this one. */
static bool is_respelt(const char *canonical)
{
    size_t n;
    const char *host = address_host(canonical, &n), *dot = memrchr(host, '.', n);
    char last = dot ? dot[1] : *host;

    return *host == '[' || strncmp(host, "xn--", 4) == 0 || (last >= '0' && last <= '9');
}

/* Whatever libcurl has to spell is seen in the text before. */
static void test_odd_hosts_are_foreseen(void **state)
{
    size_t odd = 0;

    (void)state;
    for (size_t i = 0; i < COUNT(absolute); i++) {
        const char *text = absolute[i].text, *canonical = absolute[i].canonical;
        if (!canonical || strstr(text, "//xn--") || !is_respelt(canonical))
            continue;
        if (!address_has_odd_host(text, strlen(text)))
            fail_msg("%s is thought to be usual", text);
        odd++;
    }
    assert_true(odd > 8);
}

static void test_odd_hosts_in_markup(void **state)
{
    static const struct {
        const char *text;
        bool odd;
    } cases[] = {
        { "", false },
        { "/", false },
        { "//", false },
        { "a / b // c", false },
        { "<a href=\"https://h.example/1.2\">\u00fc</a>", false },
        { "<a href='https://1.bp.h.example'>", false },
        { "{&quot;u&quot;:&quot;https://h.example&quot;}", false },
        { "{\"u\":\"https:\\/\\/h.example\\/1\"}", false },
        { "<a href=//10.0.0.1/x>", true },
        { "<a href=\"http://h.example/\"><a href=\"http://b\u00fccher.example/\">", true },
        { "<a href=\"http://b&uuml;cher.example/\">", true },
        { "<a href=\"http://b&#252;cher.example/\">", true },
        { "{\"u\":\"http:\\/\\/b\\u00fccher.example\\/\"}", true },
        { "http://h.0x7f:80/", true },
        { "//[::1]", true },
        { "at WWW.b\u00fccher.example", true },
        { "ww.b\u00fccher.example", false },
        { "www.", false },
        { "www.www.1www.h.example", false },
        { "www.www.h.0x7f", true },
        { "www.h.example www.h.1", true },
        { "www.h.example//h.1", true },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        /* Without a NUL behind it, so that a step too far is seen. */
        size_t n = strlen(cases[i].text);
        char *text = xmalloc(n + 1);
        memcpy(text + 1, cases[i].text, n);
        if (address_has_odd_host(text + 1, n) != cases[i].odd)
            fail_msg("wrong about %s", cases[i].text);
        free(text);
    }
}

/* A host that begins again and again is looked through once: otherwise this takes an hour. */
static void test_odd_hosts_in_a_flood(void **state)
{
    static const char *const pieces[] = { "www.", "//", "//www." };
    struct buf text = BUF_INIT(4 * 1024 * 1024);

    (void)state;
    for (size_t i = 0; i < COUNT(pieces); i++) {
        buf_clear(&text);
        while (buf_adds(&text, pieces[i]))
            continue;
        assert_false(address_has_odd_host(buf_str(&text), text.len));
    }
    buf_release(&text);
}

static void test_without_user(void **state)
{
    static const struct {
        const char *text, *shown;
    } cases[] = {
        { "https://user:secret@h.example/a@b", "https://\u2026@h.example/a@b" },
        { "https://a:b@c:d@h.example?x@y", "https://\u2026@h.example?x@y" },
        { "//u@h.example#@", "//\u2026@h.example#@" },
        { "https://h.example/a@b", "https://h.example/a@b" },
        { "mailto:someone@h.example", "mailto:someone@h.example" },
        { "javascript:x", "javascript:x" },
        { "", "" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf out = BUF_INIT(100);
        address_without_user(cases[i].text, &out);
        assert_string_equal(buf_str(&out), cases[i].shown);
        buf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_user),
        cmocka_unit_test(test_absolute),
        cmocka_unit_test(test_relative),
        cmocka_unit_test(test_odd_bases),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_length),
        cmocka_unit_test(test_no_room),
        cmocka_unit_test(test_host),
        cmocka_unit_test(test_short),
        cmocka_unit_test(test_key),
        cmocka_unit_test(test_other_locale),
        cmocka_unit_test(test_random),
        cmocka_unit_test(test_odd_hosts_are_foreseen),
        cmocka_unit_test(test_odd_hosts_in_markup),
        cmocka_unit_test(test_odd_hosts_in_a_flood),
    };

    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
