/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "cli/ansi.h"
#include "cli/article_json.h"
#include "cli/cli.h"
#include "cli/json.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/select.h"
#include "doc/fetch.h"
#include "page/article_page.h"
#include "page/article_text.h"
#include "page/full_text.h"
#include "page/stored.h"
#include "ui/looks.h"
#include "ui/screen.h"
#include "ui/settings.h"

enum { ARTICLE_MAX = 64 * 1024 * 1024, NOTE_MAX = 1024 };

/* An article read whole: its body parsed by the worker while a loop of this call waits. */
struct whole {
    const struct cli_call *call;
    struct loop *loop;
    struct library *library;
    struct memory *memory;
    struct article_detail detail;
    cmark_node *body; /* NULL when there is none */
    struct buf shown; /* what body is, when it is not the file's */
    struct buf note;  /* why there is none */
    bool failed;      /* what was asked for could not be had */
};

static void fail(struct whole *whole, const char *words, const char *why)
{
    buf_addf(&whole->note, "%s%s", words, why);
    whole->failed = true;
}

static void body_done(struct fetch_result *result, void *arg)
{
    struct whole *whole = arg;

    whole->body = result->document;
    if (!result->document)
        fail(whole, "The text cannot be shown: ", result->error.text);
    loop_stop(whole->loop, 0);
}

static void take_page(struct whole *whole, struct stored_page *page)
{
    stored_words(page, &whole->detail.article, &whole->shown);
    whole->body = page->document;
    page->document = NULL;
}

static void page_progressed(const struct full_text *text, void *arg)
{
    struct buf line = BUF_INIT(1024);

    (void)arg;
    full_text_status(text, &line);
    progress_show(&line);
    buf_release(&line);
}

static void page_done(struct full_text_result *result, void *arg)
{
    struct whole *whole = arg;

    progress_end();
    if (result->page.document)
        take_page(whole, &result->page);
    else
        fail(whole, "The page was not fetched: ", result->trouble);
    loop_stop(whole->loop, 0);
}

/* The page that was kept, else a fresh one. */
static void read_page(struct whole *whole)
{
    struct full_text_options options = settings_fetching(whole->call->config);
    struct stored_page page;

    if (stored_read(whole->memory->pages, &whole->detail.article, &page)) {
        take_page(whole, &page);
        stored_release(&page);
        return;
    }
    struct download_queue *queue = download_queue_new(whole->loop, NULL);
    if (full_text_start(queue, whole->memory, &whole->detail.article, &options, page_progressed,
                        page_done, whole))
        loop_run(whole->loop);
    else
        fail(whole, "The article has no address that can be fetched.", "");
    download_queue_free(queue);
}

static void read_body(struct whole *whole)
{
    struct error error;

    if (whole->call->full)
        read_page(whole);
    if (whole->body || !whole->detail.article.has_body)
        return;
    if (fetch_markdown(whole->loop, whole->detail.body, whole->detail.body_len,
                       article_address(&whole->detail.article), body_done, whole, &error))
        loop_run(whole->loop);
    else
        fail(whole, "The text cannot be shown: ", error.text);
}

static void add_lines(const struct cli_call *call, struct whole *whole, bool ansi,
                      struct buf *out)
{
    struct article_page page;
    struct article_page_input input = {
        .library = whole->library,
        .article = &whole->detail.article,
        .detail = &whole->detail,
        .body = whole->body,
        .shown = whole->shown.len ? buf_str(&whole->shown) : NULL,
        .remark = marks_note(whole->memory->marks, &whole->detail.article),
        .note = whole->note.len ? buf_str(&whole->note) : NULL,
        .now = date_now(),
        .width = call->width ? (int)call->width : (int)call->config->width,
        .ascii = !call->unicode,
    };

    article_page_init(&page);
    article_page_compose(&page, &input);
    struct ansi_links links = { page.lines.links, article_address(&whole->detail.article) };
    bool told = isatty(STDOUT_FILENO) && screen_links_work(looks_links(call->config));
    for (size_t i = 0; i < page.lines.count; i++)
        ansi_line(&page.lines.items[i], ansi, told ? &links : NULL, out);
    article_page_release(&page);
}

static void add_json(struct whole *whole, struct buf *out)
{
    struct buf body = BUF_INIT(ARTICLE_MAX);

    if (whole->body)
        document_markdown(whole->body, &body);
    buf_addc(out, '{');
    article_json(whole->library, whole->memory, &whole->detail.article, &whole->detail, out);
    json_add_string(out, "body", buf_str(&body));
    buf_adds(out, "}\n");
    buf_release(&body);
}

static void print(const struct cli_call *call, struct whole *whole)
{
    const char *format = call->format && *call->format ? call->format
                         : call->colour                ? "ansi"
                                                       : "plain";
    struct buf out = BUF_INIT(ARTICLE_MAX);
    bool json = strcmp(format, "json") == 0, markdown = strcmp(format, "markdown") == 0;

    if (json)
        add_json(whole, &out);
    else if (markdown)
        article_markdown(&whole->detail.article, whole->body, &out);
    else
        add_lines(call, whole, strcmp(format, "ansi") == 0, &out);
    if (json || markdown)
        output_data(&out, call->unicode);
    else
        output_text(&out, call->unicode);
    buf_release(&out);
}

static bool show(const struct cli_call *call, struct library *library, struct memory *memory,
                 const struct article *article)
{
    struct whole whole = { .call = call,
                           .library = library,
                           .memory = memory,
                           .shown = BUF_INIT(NOTE_MAX),
                           .note = BUF_INIT(NOTE_MAX) };
    struct error error;

    if (!library_detail(library, article, &whole.detail, &error)) {
        output_tell("coranto: %s\n", error.text);
        return false;
    }
    whole.loop = loop_new();
    read_body(&whole);
    print(call, &whole);
    if (whole.failed)
        output_tell("coranto: %s: %s\n", article->title, buf_str(&whole.note));
    loop_free(whole.loop);
    document_free(whole.body);
    article_detail_release(&whole.detail);
    buf_release(&whole.shown);
    buf_release(&whole.note);
    return !whole.failed;
}

static bool show_file(const struct cli_call *call, const char *path)
{
    struct library *library = library_new(&path, 1);
    struct memory memory;
    struct error error;
    bool good = library_load(library, &error);

    select_memory(&memory);
    if (good && library_count(library) == 0)
        good = error_set(&error, "%s holds no article", path);
    if (good)
        good = show(call, library, &memory, library_article(library, 0));
    else
        output_tell("coranto: %s\n", error.text);
    library_free(library);
    memory_close(&memory);
    return good;
}

static bool show_id(const struct cli_call *call, const char *id, struct selection *folders)
{
    const struct article *article;

    return select_by_id(call, id, folders, &article) == CLI_DONE &&
           show(call, folders->library, &folders->memory, article);
}

static bool show_named(const struct cli_call *call, const char *name, struct selection *folders)
{
    struct error error;
    struct stat status;

    if (stat(name, &status) != 0)
        return show_id(call, name, folders);
    if (!S_ISDIR(status.st_mode))
        return show_file(call, name);
    error_set(&error, "%s is a folder; `coranto list` lists its articles", name);
    output_tell("coranto: %s\n", error.text);
    return false;
}

int cli_show(const struct cli_call *call)
{
    struct selection folders = { 0 };
    int code = CLI_DONE;

    if (!call->argument_count) {
        fputs("coranto: name an article: a file or an id\nTry 'coranto show --help'.\n",
              stderr);
        return CLI_USAGE;
    }
    for (int i = 0; i < call->argument_count; i++) {
        if (!show_named(call, call->arguments[i], &folders))
            code = CLI_FAILED;
    }
    selection_release(&folders);
    return code;
}
