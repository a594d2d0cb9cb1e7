/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "article/field.h"
#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/article_json.h"
#include "cli/cli.h"
#include "cli/output.h"
#include "cli/select.h"

enum {
    VALUE_MAX = 256 * 1024, /* bytes of one value or object */
    COLUMNS_MAX = 32,
    COLUMN_WIDEST = 40, /* columns of any column but the last */
};

/* A column of the table: a field, the id, or another key of the front matter. */
struct column {
    const char *name;
    size_t name_len;
    const struct field *field; /* NULL for the id and for other keys */
    int width;
};

struct lister {
    const struct cli_call *call;
    struct selection *selection;
    struct column columns[COLUMNS_MAX];
    size_t column_count;
    int screen; /* columns of the terminal, 0 when stdout is none */
};

static void add_extra(const struct lister *l, const struct article *article,
                      const struct column *column, struct buf *out)
{
    const struct terms *terms = library_terms(l->selection->library);

    for (size_t i = 0; i < article->extra_count; i++) {
        const char *key = terms_text(terms, article->extras[i].key);
        if (strncmp(key, column->name, column->name_len) == 0 && !key[column->name_len])
            buf_adds(out, article->extras[i].value);
    }
}

static void format_value(const struct lister *l, const struct article *article,
                         const struct column *column, struct buf *out)
{
    char date[DATE_TEXT_MAX];

    if (!column->field && column->name_len == 2 && memcmp(column->name, "id", 2) == 0) {
        buf_addf(out, "%016" PRIx64, article->id);
    } else if (!column->field) {
        add_extra(l, article, column, out);
    } else if (column->field->type == FIELD_DATE) {
        date_format_minute(article->date, date);
        buf_adds(out, date);
    } else {
        for (size_t i = 0; i < field_values(column->field, article); i++) {
            if (i)
                buf_adds(out, ", ");
            field_format(column->field, article, library_terms(l->selection->library), i, out);
        }
    }
}

/* Paths are raw bytes: whatever is shown passes the cleaner once more. */
static void clean_value(const struct lister *l, const struct article *article,
                        const struct column *column, struct buf *out)
{
    struct buf raw = BUF_INIT(VALUE_MAX);

    buf_clear(out);
    format_value(l, article, column, &raw);
    text_clean(out, buf_str(&raw), raw.len, TEXT_LINE);
    buf_release(&raw);
}

static bool add_column(struct lister *l, const char *name, size_t n)
{
    if (l->column_count == COLUMNS_MAX) {
        output_tell("coranto: at most %d columns\n", COLUMNS_MAX);
        return false;
    }
    l->columns[l->column_count++] =
        (struct column){ .name = name, .name_len = n, .field = field_find(name, n) };
    return true;
}

static bool read_columns(struct lister *l)
{
    const char *names = l->call->columns ? l->call->columns : "date,provider,title,topic";

    while (*names) {
        size_t n = strcspn(names, ",");
        if (n && !add_column(l, names, n))
            return false;
        names += n + (names[n] == ',');
    }
    if (l->column_count)
        return true;
    fputs("coranto: --columns names no field\n", stderr);
    return false;
}

/* The widest value of each column, within bounds; the title may fill what a terminal leaves. */
static void measure(struct lister *l, struct buf *value)
{
    int used = 0;

    for (size_t c = 0; c < l->column_count; c++) {
        struct column *column = &l->columns[c];
        for (size_t i = 0; i < l->selection->count; i++) {
            clean_value(l, library_article(l->selection->library, l->selection->numbers[i]),
                        column, value);
            int width = text_width(buf_str(value), value->len);
            if (width > column->width)
                column->width = width;
        }
        bool title = column->field && strcmp(column->field->name, "title") == 0;
        if (column->width > COLUMN_WIDEST && !title)
            column->width = COLUMN_WIDEST;
        used += column->width + 2;
    }
    for (size_t c = 0; l->screen && c < l->column_count && used > l->screen + 2; c++) {
        struct column *column = &l->columns[c];
        if (!column->field || strcmp(column->field->name, "title") != 0)
            continue;
        column->width -= used - l->screen - 2;
        if (column->width < COLUMN_WIDEST / 2)
            column->width = COLUMN_WIDEST / 2;
    }
}

static void add_row(struct lister *l, const struct article *article, struct buf *value,
                    struct buf *line)
{
    for (size_t c = 0; c < l->column_count; c++) {
        const struct column *column = &l->columns[c];
        bool last = c + 1 == l->column_count;

        clean_value(l, article, column, value);
        size_t before = line->len;
        if (last && !l->screen)
            buf_add(line, buf_str(value), value->len);
        else
            text_shorten(line, buf_str(value), value->len, column->width);
        int used = text_width(buf_str(line) + before, line->len - before);
        for (int i = used; !last && i < column->width + 2; i++)
            buf_addc(line, ' ');
    }
    while (line->len && line->data[line->len - 1] == ' ')
        buf_truncate(line, line->len - 1);
}

static bool is_known(const struct lister *l, const struct column *column)
{
    const struct terms *terms = library_terms(l->selection->library);

    if (column->field || (column->name_len == 2 && memcmp(column->name, "id", 2) == 0))
        return true;
    return terms_find(terms, column->name, column->name_len) != TERM_NONE;
}

/* A column that no article can fill is mostly a slip. */
static void tell_unknown_columns(const struct lister *l)
{
    struct error error;

    for (size_t i = 0; i < l->column_count; i++) {
        const struct column *column = &l->columns[i];
        if (is_known(l, column))
            continue;
        error_set(&error, "no article has a field \"%.*s\"", (int)column->name_len,
                  column->name);
        output_tell("coranto: %s\n", error.text);
    }
}

static bool put_line(struct lister *l, struct buf *line)
{
    buf_addc(line, '\n');
    bool going = output_text(line, l->call->unicode);
    buf_clear(line);
    return going;
}

static void print_table(struct lister *l)
{
    struct buf value = BUF_INIT(VALUE_MAX), line = BUF_INIT(VALUE_MAX);

    measure(l, &value);
    for (size_t i = 0; i < l->selection->count; i++) {
        add_row(l, library_article(l->selection->library, l->selection->numbers[i]), &value,
                &line);
        if (!put_line(l, &line))
            break;
    }
    buf_release(&value);
    buf_release(&line);
}

/* Cleaned values hold no tabs and no newlines: only topics are joined another way. */
static void add_tsv(const struct lister *l, const struct article *article, struct buf *line)
{
    const struct terms *terms = library_terms(l->selection->library);
    struct buf path = BUF_INIT(PATH_BYTES_MAX);
    char date[DATE_TEXT_MAX];

    date_format_iso(article->date, date);
    buf_addf(line, "%016" PRIx64 "\t%s\t%s\t%s\t", article->id, date, article->title,
             terms_text(terms, article->provider));
    for (size_t i = 0; i < article->topic_count; i++)
        buf_addf(line, "%s%s", i ? "," : "", terms_text(terms, article->topics[i]));
    buf_addf(line, "\t%s\t", article_address(article));
    library_path(l->selection->library, article, &path);
    text_clean(line, buf_str(&path), path.len, TEXT_LINE);
    buf_addc(line, '\n');
    buf_release(&path);
}

static void add_json(const struct lister *l, const struct article *article, struct buf *line)
{
    struct article_detail detail;
    struct error error;
    bool whole = library_detail(l->selection->library, article, &detail, &error);

    if (!whole)
        output_tell("coranto: %s\n", error.text);
    buf_addc(line, '{');
    article_json(l->selection->library, &l->selection->memory, article, whole ? &detail : NULL,
                 line);
    buf_adds(line, "}\n");
    if (whole)
        article_detail_release(&detail);
}

/* Paths are printed as they are with -0, for programs; else cleaned, a line each. */
static void add_path(const struct lister *l, const struct article *article, struct buf *line)
{
    struct buf path = BUF_INIT(PATH_BYTES_MAX);

    library_path(l->selection->library, article, &path);
    if (l->call->null) {
        buf_add(line, buf_str(&path), path.len);
        buf_addc(line, '\0');
    } else {
        text_clean(line, buf_str(&path), path.len, TEXT_LINE);
        buf_addc(line, '\n');
    }
    buf_release(&path);
}

static void print_each(struct lister *l,
                       void (*add)(const struct lister *l, const struct article *article,
                                   struct buf *line))
{
    struct buf line = BUF_INIT(16 * 1024 * 1024);

    for (size_t i = 0; i < l->selection->count; i++) {
        buf_clear(&line);
        add(l, library_article(l->selection->library, l->selection->numbers[i]), &line);
        if (!output_buf(&line))
            break;
    }
    buf_release(&line);
}

/* An option that the format has no use for is a slip, and not passed over. */
static bool check_format(const struct cli_call *call, const char *format)
{
    if (call->null && strcmp(format, "paths") != 0)
        return output_tell("coranto: -0 is for --format=paths\n"), false;
    if (call->columns && *format && strcmp(format, "table") != 0)
        return output_tell("coranto: --columns is for --format=table\n"), false;
    return true;
}

static void print(struct lister *l)
{
    const char *format = l->call->format ? l->call->format : "";

    if (strcmp(format, "json") == 0)
        print_each(l, add_json);
    else if (strcmp(format, "tsv") == 0)
        print_each(l, add_tsv);
    else if (strcmp(format, "paths") == 0)
        print_each(l, add_path);
    else
        print_table(l);
}

static int terminal_columns(void)
{
    struct winsize size;

    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0)
        return 0;
    return size.ws_col;
}

int cli_list(const struct cli_call *call)
{
    struct selection selection;
    struct lister l = { .call = call, .selection = &selection, .screen = terminal_columns() };

    if (!check_format(call, call->format ? call->format : "") || !read_columns(&l))
        return CLI_USAGE;
    int code = select_articles(call, call->arguments, (size_t)call->argument_count, &selection);
    if (code == CLI_DONE) {
        tell_unknown_columns(&l);
        print(&l);
        if (!selection.count)
            code = CLI_FAILED;
    }
    return selection_end(&selection, code);
}
