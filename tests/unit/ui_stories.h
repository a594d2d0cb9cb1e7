/* SPDX-License-Identifier: MIT */
/* A browser without a screen, over a folder of stories, of copies and of articles alone. */
#ifndef TESTS_UNIT_UI_STORIES_H
#define TESTS_UNIT_UI_STORIES_H

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "article/story.h"
#include "article_folder.h"
#include "base/alloc.h"
#include "base/buf.h"
#include "random_text.h"
#include "ui/app_internal.h"

enum { ARTICLES = 240, HEIGHT = 24, WIDTH = 80 };

static struct random_text seed = { 7 };
static struct app app;
static struct config config;
static struct folder folder;

static uint32_t dice(uint32_t sides)
{
    return random_text_next(&seed, sides);
}

/* Clusters of articles that name each other, copies by their address, and many of neither. */
static void write_article(uint32_t number)
{
    struct buf out = BUF_INIT(4096);
    uint32_t cluster = number % 30;
    char name[16];

    buf_addf(&out, "---\ntitle: T%u\nquality: %u\n", number, dice(50));
    buf_addf(&out, "webUrl: http://s.org/%u\n", dice(4) ? number : cluster);
    buf_addf(&out, "publishedDateTime: 2021-%02u-10T12:00:00Z\n", 1 + cluster % 12);
    if (cluster < 15) {
        buf_adds(&out, "related:\n");
        for (uint32_t other = cluster; other < ARTICLES; other += 30)
            if (other != number)
                buf_addf(&out, "  - webUrl: http://s.org/%u\n", other);
    }
    buf_adds(&out, dice(6) ? "---\n" : "---\nA body.\n");
    snprintf(name, sizeof name, "%u.md", number);
    folder_write(&folder, name, buf_str(&out));
    buf_release(&out);
}

static int stories_begin(void **state)
{
    struct error note;

    (void)state;
    /* The worker of a browser is its own program started again: not so this one. */
    if (strcmp(program_invocation_short_name, "coranto") == 0)
        _exit(1);
    folder_make(&folder);
    for (uint32_t i = 0; i < ARTICLES; i++)
        write_article(i);
    config_init(&config);
    app = (struct app){ .config = &config, .loop = loop_new() };
    app.library = folder_load(&folder);
    library_find_stories(app.library);
    assert_true(stories_count(library_stories(app.library)) > 5);
    memory_open(&app.memory, NULL, NULL, false, &note);
    canvas_init(&app.canvas);
    canvas_resize(&app.canvas, HEIGHT, WIDTH);
    looks_init(&app.looks, &config);
    filter_init(&app.filter);
    app.filter.query = query_parse("", 0, 0, NULL);
    reader_init(&app.reader);
    buf_init(&app.message, 1024);
    app.keymap = keymap_new();
    return 0;
}

static int stories_end(void **state)
{
    (void)state;
    reader_release(&app.reader, &app);
    filter_release(&app.filter);
    buf_release(&app.message);
    keymap_free(app.keymap);
    looks_release(&app.looks);
    canvas_release(&app.canvas);
    list_release(&app.list);
    memory_close(&app.memory);
    config_release(&config);
    library_free(app.library);
    loop_free(app.loop);
    folder_remove(&folder);
    return 0;
}

#endif
