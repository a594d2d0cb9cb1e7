/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/output.h"
#include "config/paths.h"

/* `coranto config` and `coranto paths`: what is in force, and where it lies. */

/* All defaults, each line but the remarks behind a "#". */
static void write_example(struct buf *out)
{
    struct buf all = BUF_INIT(CONFIG_FILE_MAX);
    struct config config;

    config_init(&config);
    config_write(&config, &all);
    config_release(&config);
    buf_adds(out,
             "# Settings of coranto, see coranto(5). These are the defaults: take the # off\n"
             "# what you change.\n\n");
    for (const char *line = buf_str(&all); *line;) {
        size_t n = strcspn(line, "\n") + 1;
        char first = line[strspn(line, " ")];
        buf_adds(out, first == '#' || first == '\n' ? "" : "#");
        buf_add(out, line, n);
        line += n;
    }
    buf_release(&all);
}

int cli_config(const struct cli_call *call)
{
    struct buf out = BUF_INIT(CONFIG_FILE_MAX);

    if (call->example)
        write_example(&out);
    else
        config_write(call->config, &out);
    output_buf(&out);
    buf_release(&out);
    return *call->settings_wrong && !call->example ? CLI_USAGE : CLI_DONE;
}

int cli_paths(const struct cli_call *call)
{
    static const struct {
        const char *name;
        enum path_kind kind;
        const char *file;
    } places[] = { { "config", PATH_CONFIG, "/config.yaml" },
                   { "state", PATH_STATE, "" },
                   { "cache", PATH_CACHE, "" } };
    int code = CLI_DONE;

    (void)call;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct buf path = BUF_INIT(PATH_BYTES_MAX), line = BUF_INIT(2 * PATH_BYTES_MAX);
        buf_addf(&line, "%s\t", places[i].name);
        if (path_folder(places[i].kind, &path)) {
            buf_adds(&path, places[i].file);
            text_clean(&line, buf_str(&path), path.len, TEXT_LINE);
        } else {
            buf_adds(&line, "(nowhere: HOME is not an absolute path)");
            code = CLI_FAILED;
        }
        buf_addc(&line, '\n');
        output_buf(&line);
        buf_release(&path);
        buf_release(&line);
    }
    return code;
}
