/* SPDX-License-Identifier: MIT */
/*
 * Folders of made-up articles to measure on: generate [-t] N FOLDER [SEED]
 *
 * The files have the keys, the sizes and the frequencies of real collections: topics, providers
 * and words are drawn by Zipf's law, every twelfth article is a post with a Markdown body, and
 * with -t the related lists are those of large collections (27 KB a file, up to 142 KB, 95 % of
 * the bytes) instead of at most four entries. The same N and SEED give the same bytes
 * everywhere.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum {
    TOPICS = 20,
    PROVIDERS = 427,
    WORDS = 20000,
    FILES_A_FOLDER = 1000,
    TEXT_ROOM = 400000, /* bytes; above the largest file */
};

static uint64_t random_state;

/* xorshift64*, see Vigna, "An experimental exploration of Marsaglia's xorshift generators". */
static uint32_t random_bits(void)
{
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return (uint32_t)((random_state * UINT64_C(2685821657736338717)) >> 32);
}

static uint32_t below(uint32_t n)
{
    return (uint32_t)((uint64_t)random_bits() * n >> 32);
}

/* A rank below n, rank r with a chance of about 1 in r + 1: n to the power of a uniform
 * number, in integers so that every machine agrees. */
static uint32_t zipf(uint32_t n)
{
    uint32_t bits = 0, low, high;

    while (n >> (bits + 1))
        bits++;
    uint32_t octave = below(bits + 1);
    low = UINT32_C(1) << octave;
    high = 2 * low < n + 1 ? 2 * low : n + 1;
    return low + below(high - low) - 1;
}

/* ---- text ---- */

static char text[TEXT_ROOM];
static size_t length;

static void add(const char *s)
{
    size_t n = strlen(s);

    if (length + n < sizeof text) {
        memcpy(text + length, s, n);
        length += n;
    }
}

static void add_number(uint32_t number)
{
    char digits[16];

    snprintf(digits, sizeof digits, "%u", number);
    add(digits);
}

/* Syllables of the word's number: short for the common ones. */
static void add_word(uint32_t rank)
{
    static const char *const syllables[] = {
        "ta", "ri",  "no", "le",  "mo", "ken", "sa", "du",
        "vi", "lor", "be", "chi", "an", "pro", "es", "tu"
    };
    char word[64] = "";
    size_t n = 0;

    do {
        const char *syllable = syllables[rank % 16];
        memcpy(word + n, syllable, strlen(syllable));
        n += strlen(syllable);
        rank /= 16;
    } while (rank > 0);
    word[n] = '\0';
    add(word);
}

static void add_words(uint32_t count, const char *gap)
{
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0)
            add(gap);
        add_word(zipf(WORDS));
    }
}

static void add_date(uint32_t index)
{
    char date[32];
    /* Spread over 2015 to 2024. */
    time_t seconds = 1420070400 + (time_t)below(315000000) + index % 60;
    struct tm tm;

    gmtime_r(&seconds, &tm);
    strftime(date, sizeof date, "%Y-%m-%dT%H:%M:00Z", &tm);
    add(date);
}

static void add_domain(uint32_t provider)
{
    add_word(provider + 300);
    add(".org");
}

/* The three or four addresses of an article, one page on one site. */
static void add_addresses(uint32_t provider, bool original, const char *indent)
{
    size_t start = length;
    char path[512];

    add_words(3 + below(7), "-");
    add("-");
    add_number(random_bits());
    snprintf(path, sizeof path, "%.*s", (int)(length - start), text + start);
    length = start;
    bool amp = below(100) < 21;
    static const struct {
        const char *key, *prefix, *suffix;
    } kinds[] = { { "originalUrl", "https://www.", "" },
                  { "webUrl", "https://www.", "" },
                  { "ampWebUrl", "https://amp.", "/amp" },
                  { "cdnAmpWebUrl", "https://cdn.ampproject.org/c/s/", "/amp" } };
    for (size_t i = original ? 0 : 1; i < (amp ? 4 : 2); i++) {
        add(indent);
        add(kinds[i].key);
        add(": \"");
        add(kinds[i].prefix);
        add_domain(provider);
        add("/news/");
        add(path);
        add(kinds[i].suffix);
        add("\"\n");
    }
}

static void add_provider(uint32_t provider, const char *indent)
{
    add(indent);
    add("provider:\n");
    add(indent);
    add("  name: ");
    add_word(provider + 300);
    add(" News\n");
    add(indent);
    add("  domain: ");
    add_domain(provider);
    add("\n");
}

static void add_image(const char *indent)
{
    add(indent);
    add("images:\n");
    add(indent);
    add("  - url: \"https://images.");
    add_domain(zipf(PROVIDERS));
    add("/");
    add_words(4, "/");
    add(".jpg?w=1200&strip=all\"\n");
    add(indent);
    add("    width: 1200\n");
    add(indent);
    add("    height: 675\n");
    add(indent);
    add("    isCached: true\n");
}

/* ---- articles ---- */

static uint32_t related_count(bool tail)
{
    if (!tail)
        return below(5);
    uint32_t dice = below(1000);
    if (dice < 150)
        return below(4);
    return dice < 850 ? below(75) : below(190);
}

static void add_related(uint32_t count)
{
    if (count == 0)
        return;
    add("\nrelated:\n");
    for (uint32_t i = 0; i < count; i++) {
        uint32_t provider = zipf(PROVIDERS);
        add("  - title: \"");
        add_words(6 + below(6), " ");
        add("\"\n    excerpt: \"");
        add_words(20 + below(15), " ");
        add(".\"\n    publishedDateTime: ");
        add_date(i);
        add("\n");
        add_addresses(provider, false, "    ");
        add("    type: article\n");
        add_provider(provider, "    ");
        add("    quality: ");
        add_number(below(137));
        add("\n");
        add_image("    ");
    }
}

static void add_secured(void)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    add("\nsecured: \"");
    for (uint32_t i = 0; i < 400; i++) {
        char digit[2] = { digits[below(64)], '\0' };
        add(digit);
    }
    add("==;\"\n");
}

static void add_topics(const char *key)
{
    uint32_t used = 0;

    add(key);
    add(":\n");
    for (uint32_t i = 0, count = 1 + zipf(9); i < count; i++) {
        uint32_t topic = zipf(TOPICS);
        if (used & UINT32_C(1) << topic)
            continue;
        used |= UINT32_C(1) << topic;
        add("  - Topic ");
        add_word(topic * 31 + 7);
        add("\n");
    }
}

static void make_collected(uint32_t index, bool tail)
{
    uint32_t provider = zipf(PROVIDERS);

    add("---\ncategory: news\ntitle: \"");
    add_words(5 + below(8), " ");
    add("\"\nexcerpt: \"");
    add_words(25 + below(25), " ");
    add(below(100) < 13 ? " ...\"\n" : ".\"\n");
    add("publishedDateTime: ");
    add_date(index);
    add("\n");
    add_addresses(provider, below(100) >= 36, "");
    add("type: article\nquality: ");
    add_number(below(137));
    add("\nheat: ");
    if (below(100) < 73)
        add("-1");
    else
        add_number(zipf(3695));
    add(below(100) < 87 ? "\npublished: false\n\n" : "\npublished: true\n\n");
    add_provider(provider, "");
    add("\n");
    add_topics("topics");
    if (below(2))
        add_image("");
    add_related(related_count(tail));
    add_secured();
    add("---\n\n");
}

static void make_post(uint32_t index)
{
    add("---\ntitle: ");
    add_words(4 + below(5), " ");
    add("\nexcerpt: ");
    add_words(20, " ");
    add("\nauthor: ");
    add_words(2, " ");
    add("\ndate: ");
    add_date(index);
    add("\n");
    add_topics("tags");
    add("layout: post\n---\n\n");
    for (uint32_t i = 0, count = 3 + below(12); i < count; i++) {
        if (below(4) == 0) {
            add("## ");
            add_words(4, " ");
            add("\n\n");
        }
        if (below(5) == 0)
            add("* ");
        add_words(20 + below(40), " ");
        add(" [");
        add_word(zipf(WORDS));
        add("](https://");
        add_domain(zipf(PROVIDERS));
        add("/).\n\n");
    }
}

static bool write_file(const char *path)
{
    FILE *file = fopen(path, "w");

    if (!file)
        return false;
    bool ok = fwrite(text, 1, length, file) == length;
    return fclose(file) == 0 && ok;
}

static bool make_folder(const char *path)
{
    return mkdir(path, 0777) == 0 || errno == EEXIST;
}

int main(int argc, char **argv)
{
    bool tail = argc > 1 && strcmp(argv[1], "-t") == 0;
    char **args = argv + 1 + tail;
    int count = argc - 1 - tail;
    char path[4096];

    if (count < 2 || count > 3) {
        fprintf(stderr, "usage: generate [-t] N FOLDER [SEED]\n");
        return 2;
    }
    uint32_t files = (uint32_t)strtoul(args[0], NULL, 10);
    /* Never 0, where the generator would stay. */
    random_state = 2 * (count > 2 ? strtoull(args[2], NULL, 10) : 1) + 1;
    for (int i = 0; i < 16; i++)
        random_bits();
    bool ok = make_folder(args[1]);
    for (uint32_t i = 0; ok && i < files; i++) {
        if (i % FILES_A_FOLDER == 0) {
            snprintf(path, sizeof path, "%s/%03u", args[1], i / FILES_A_FOLDER);
            ok = make_folder(path);
        }
        length = 0;
        if (i % 12 == 11)
            make_post(i);
        else
            make_collected(i, tail);
        snprintf(path, sizeof path, "%s/%03u/%06u_%08x.md", args[1], i / FILES_A_FOLDER, i,
                 random_bits());
        ok = ok && write_file(path);
    }
    if (!ok)
        fprintf(stderr, "generate: %s: %s\n", path, strerror(errno));
    return !ok;
}
