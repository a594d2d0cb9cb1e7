/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/address.h"
#include "cli/cli.h"
#include "cli/json.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/source.h"
#include "doc/download.h"
#include "doc/fetch.h"
#include "doc/text_plain.h"
#include "doc/verdict.h"
#include "ui/settings.h"

enum { TEXT_MAX = 64 * 1024 * 1024 };

/* A page on its way: what the worker says comes while a loop of this call waits. */
struct reading {
    const struct cli_call *call;
    struct loop *loop;
    struct buf url; /* canonical, "" when unknown */
    int code;
};

static bool is_picture(cmark_node *figure)
{
    bool picture = true;
    cmark_iter *iter = cmark_iter_new(figure);

    while (picture && cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        cmark_node *at = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(at);
        picture = type != CMARK_NODE_CODE_BLOCK && type != CMARK_NODE_BLOCK_QUOTE &&
                  type != CMARK_NODE_LIST && type != CMARK_NODE_HEADING &&
                  document_kind(at) != KIND_TABLE;
    }
    cmark_iter_free(iter);
    return picture;
}

/* Pictures and figures that only show one say nothing in plain text. */
static void drop_pictures(cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event != CMARK_EVENT_EXIT)
            continue;
        if (cmark_node_get_type(node) == CMARK_NODE_IMAGE ||
            (document_kind(node) == KIND_FIGURE && is_picture(node))) {
            cmark_node_unlink(node);
            cmark_node_free(node);
        }
    }
    cmark_iter_free(iter);
}

static void add_json(const struct reading *reading, cmark_node *root,
                     const struct wire_meta *meta, struct buf *out)
{
    struct buf body = BUF_INIT(TEXT_MAX);

    document_markdown(root, &body);
    buf_addc(out, '{');
    json_add_string(out, "url", buf_str(&reading->url));
    json_add_string(out, "final_url",
                    *meta->final_url ? meta->final_url : buf_str(&reading->url));
    json_add_string(out, "title", meta->title);
    json_add_string(out, "byline", meta->byline);
    json_add_string(out, "date", meta->date);
    json_add_string(out, "lang", meta->language);
    json_add_string(out, "site", meta->site);
    json_add_number(out, "words", (double)document_words(root));
    json_add_string(out, "verdict", verdict_name(meta->verdict));
    json_add_string(out, "reason", meta->reason);
    json_add_string(out, "body", buf_str(&body));
    buf_adds(out, "}\n");
    buf_release(&body);
}

static void print(struct reading *reading, cmark_node *root, const struct wire_meta *meta)
{
    const char *format = reading->call->format;
    struct buf out = BUF_INIT(TEXT_MAX);

    if (strcmp(format, "json") == 0)
        add_json(reading, root, meta, &out);
    else
        drop_pictures(root);
    if (strcmp(format, "markdown") == 0)
        document_markdown(root, &out);
    if (*format == '\0' || strcmp(format, "plain") == 0)
        text_plain(root, &out);
    output_data(&out, reading->call->unicode);
    buf_release(&out);
}

static void finish(struct reading *reading, cmark_node *document, const struct wire_meta *meta,
                   const struct error *error)
{
    if (!document) {
        output_tell("coranto: %s\n", error->text);
        reading->code = CLI_FAILED;
    } else {
        print(reading, document, meta);
        if (meta->cut && !*meta->reason)
            output_tell("coranto: the page is longer than what is read of it, and was cut\n");
        if (*meta->reason)
            output_tell("coranto: %s: %s\n", verdict_name(meta->verdict), meta->reason);
        if (meta->verdict == VERDICT_FAILED)
            reading->code = CLI_FAILED;
        cmark_node_free(document);
    }
    loop_stop(reading->loop, 0);
}

static void page_done(struct fetch_result *result, void *arg)
{
    finish(arg, result->document, result->meta, &result->error);
}

static void progressed(const struct download_report *report, void *arg)
{
    const struct reading *reading = arg;
    struct buf line = BUF_INIT(1024);

    download_report_words(report, buf_str(&reading->url), &line);
    progress_show(&line);
    buf_release(&line);
}

static void downloaded(struct download_result *result, void *arg)
{
    progress_end();
    if (result->document && result->report->downgraded)
        fputs("coranto: the page came over http, though its address is https\n", stderr);
    finish(arg, result->document, result->meta, &result->error);
}

static bool is_address(const char *source)
{
    return strstr(source, "://") || strncasecmp(source, "http:", 5) == 0 ||
           strncasecmp(source, "https:", 6) == 0;
}

static bool start_download(struct reading *reading, struct error *error)
{
    const struct full_text_options fetching = settings_fetching(reading->call->config);
    struct download_request request = {
        .url = buf_str(&reading->url),
        .title = "",
        .excerpt = "",
        .etag = "",
        .modified = "",
        .allow_private = fetching.allow_private,
        .allow_private_count = fetching.allow_private_count,
        .total_ms = fetching.total_ms,
        .body_max = fetching.body_max,
    };

    return download_start(reading->loop, &request, progressed, downloaded, reading, error) !=
           NULL;
}

static bool start(struct reading *reading, const char *source, struct buf *page,
                  struct error *error)
{
    struct fetch_page what = {
        .url = buf_str(&reading->url), .charset = "", .title = "", .excerpt = ""
    };

    if (is_address(source))
        return start_download(reading, error);
    /* Of what is too long, as much as is ever parsed. */
    if (!source_read(source, page, error))
        return false;
    what.bytes = buf_str(page);
    what.n = page->len;
    return fetch_page_bytes(reading->loop, &what, page_done, reading, error) != NULL;
}

int cli_text(const struct cli_call *call)
{
    struct reading reading = { .call = call, .url = BUF_INIT(ADDRESS_MAX), .code = CLI_DONE };
    struct buf page = BUF_INIT(FETCH_PAGE_MAX + 1);
    struct error error;

    if (call->argument_count != 1) {
        fputs("coranto: name one page: an address, a file, or - for standard input\n"
              "Try 'coranto text --help'.\n",
              stderr);
        return CLI_USAGE;
    }
    bool fetched = is_address(call->arguments[0]);
    const char *address = fetched ? call->arguments[0] : call->url;
    if (fetched && call->url) {
        fputs("coranto: --url is for pages that are not fetched\n", stderr);
        return CLI_USAGE;
    }
    if (address && !address_canonical(address, NULL, &reading.url, &error)) {
        output_tell("coranto: %s%s\n", fetched ? "" : "--url: ", error.text);
        return CLI_USAGE;
    }
    reading.loop = loop_new();
    if (start(&reading, call->arguments[0], &page, &error)) {
        loop_run(reading.loop);
    } else {
        output_tell("coranto: %s\n", error.text);
        reading.code = CLI_FAILED;
    }
    loop_free(reading.loop);
    buf_release(&page);
    buf_release(&reading.url);
    return reading.code;
}
