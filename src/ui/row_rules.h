/* SPDX-License-Identifier: MIT */
/* Styles for the rows of articles that a query finds, from the setting `rows`. */
#ifndef UI_ROW_RULES_H
#define UI_ROW_RULES_H

#include "article/query.h"
#include "config/config.h"
#include "ui/theme.h"

struct row_rules {
    struct query *queries[THEME_RULES_MAX];
    size_t count;
    const struct library *library; /* that the queries have been matched with */
};

/* Read the setting; its styles become rules of the theme. A rule that is wrong is told with its
 * place and left out. */
void row_rules_init(struct row_rules *rules, struct theme *theme, const struct config *config,
                    const struct query_state *state, struct buf *problems);
void row_rules_release(struct row_rules *rules);

/* Only tell what is wrong; false when anything is. */
bool row_rules_check(const struct config *config, struct buf *problems);

/* The style of the first rule that an article matches, STYLE_TEXT for none. Costs a match of
 * each rule: for rows that are drawn. */
style_id row_rules_style(struct row_rules *rules, const struct library *library,
                         const struct article *article);

#endif
