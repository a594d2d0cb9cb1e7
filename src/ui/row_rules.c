/* SPDX-License-Identifier: MIT */
#include "ui/row_rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"

/* One item of the setting; false with the entry that is wrong and why. */
static bool take_rule(const struct config *config, size_t item, struct query **query,
                      struct style_spec *spec, const struct config_entry **at,
                      struct error *error)
{
    const struct config_entry *text = config_item_entry(&config->rows, item, "query");
    const struct config_entry *style = config_item_entry(&config->rows, item, "style");
    struct query_error wrong;

    *at = text ? text : style;
    if (!text || !style)
        return error_set(error, "a rule has a query and a style");
    *at = style;
    if (!style_parse(style->value, spec, error))
        return false;
    *at = text;
    *query = query_parse(text->value, strlen(text->value), date_now(), &wrong);
    return *query || error_set(error, "query: %s", wrong.error.text);
}

void row_rules_init(struct row_rules *rules, struct theme *theme, const struct config *config,
                    const struct query_state *state, struct buf *problems)
{
    size_t items = config_item_count(&config->rows);
    const struct config_entry *at;
    struct error error;

    *rules = (struct row_rules){ .count = 0 };
    for (size_t item = 0; item < items && rules->count < THEME_RULES_MAX; item++) {
        if (!take_rule(config, item, &rules->queries[rules->count], &theme->rules[rules->count],
                       &at, &error)) {
            config_complain(problems, at, "rows: %s", error.text);
            continue;
        }
        if (state)
            query_set_state(rules->queries[rules->count], state);
        rules->count++;
    }
    theme->rule_count = rules->count;
}

void row_rules_release(struct row_rules *rules)
{
    for (size_t i = 0; i < rules->count; i++)
        query_free(rules->queries[i]);
    *rules = (struct row_rules){ .count = 0 };
}

bool row_rules_check(const struct config *config, struct buf *problems)
{
    struct theme theme = { .rule_count = 0 };
    size_t before = problems->len;
    struct row_rules rules;

    row_rules_init(&rules, &theme, config, NULL, problems);
    row_rules_release(&rules);
    return problems->len == before;
}

/* A query is run on a library before it is matched with it, if it knew another one. */
static void meet_library(struct row_rules *rules, const struct library *library)
{
    size_t count;

    for (size_t i = 0; rules->library && i < rules->count; i++)
        free(query_run(rules->queries[i], library, &count, NULL));
    rules->library = library;
}

style_id row_rules_style(struct row_rules *rules, const struct library *library,
                         const struct article *article)
{
    if (rules->library != library)
        meet_library(rules, library);
    for (size_t i = 0; i < rules->count; i++)
        if (query_match(rules->queries[i], library, article))
            return (style_id)(i + 1) << STYLE_RULE_SHIFT;
    return STYLE_TEXT;
}
