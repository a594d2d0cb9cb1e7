/* SPDX-License-Identifier: MIT */
#include "ui/presets.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/*
 * A preset has the keys of its program wherever a command does the same here. The commands that
 * lose their key by that get another one, so that nothing is out of reach; all others keep
 * theirs.
 */

static const struct preset_row vim[] = { { .keys = NULL } };

/* As its keymap has them in the list of articles and in an article. */
static const struct preset_row newsboat[] = {
    { MAP_LIST, "J", "down" }, /* next, prev */
    { MAP_LIST, "K", "up" },
    { MAP_GENERAL, "n", "next-unread" },
    { MAP_GENERAL, "p", "previous-unread" },
    { MAP_LIST, "N", "toggle-read" },         /* toggle-article-read */
    { MAP_GENERAL, "O", "open ; mark-read" }, /* open-in-browser-and-mark-read */
    { MAP_GENERAL, "r", "rescan" },           /* reload */
    { MAP_GENERAL, "^R", "rescan" },
    { MAP_LIST, "F", "filter" },        /* set-filter */
    { MAP_LIST, "^F", "clear-filter" }, /* clear-filter */
    { MAP_LIST, "s", "save" },
    { MAP_LIST, "l", "toggle-term unread" }, /* toggle-show-read-feeds */
    { MAP_LIST, "g", "sort" },
    { MAP_LIST, "G", "reverse-sort" },
    /* What lost its key. */
    { MAP_GENERAL, "P", "providers" },
    { MAP_GENERAL, "#", "facet" },
    { MAP_GENERAL, "@", "recent" },
    { MAP_LIST, "^N", "scroll-article-down" },
    { MAP_LIST, "^P", "scroll-article-up" },
    { .keys = NULL },
};

/* As it has them in the index and in the pager. */
static const struct preset_row neomutt[] = {
    { MAP_GENERAL, "Tab", "next-unread" }, /* next-new-then-unread */
    { MAP_GENERAL, "BackTab", "previous-unread" },
    { MAP_ARTICLE, "BackTab", "previous-unread" },
    { MAP_LIST, "l", "filter" }, /* limit */
    { MAP_LIST, "=", "first" },
    { MAP_LIST, "*", "last" },
    { MAP_LIST, "t", "select" },         /* tag-entry */
    { MAP_LIST, "s", "save" },           /* save-message */
    { MAP_LIST, "^T", "select-none" },   /* untag-pattern */
    { MAP_GENERAL, "c", "view" },        /* change-folder */
    { MAP_GENERAL, "N", "toggle-read" }, /* toggle-new */
    { MAP_LIST, "N", "toggle-read" },
    { MAP_ARTICLE, "N", "toggle-read" },
    { MAP_GENERAL, "F", "toggle-star" }, /* flag-message */
    { MAP_LIST, "o", "sort" },           /* sort-mailbox, sort-reverse */
    { MAP_LIST, "O", "reverse-sort" },
    { MAP_LIST, "z Right", "page-down" },
    { MAP_LIST, "Z Left", "page-up" },
    { MAP_LIST, "]", "half-down" },
    { MAP_LIST, "[", "half-up" },
    { MAP_GENERAL, "u", "undo" },   /* undelete-message */
    { MAP_GENERAL, "$", "rescan" }, /* sync-mailbox */
    { MAP_GENERAL, "^B", "links" }, /* the macro for urlview */
    { MAP_LIST, "^B", "links" },
    { MAP_ARTICLE, "^B", "links" },
    { MAP_GENERAL, "h", "fields" }, /* display-toggle-weed */
    { MAP_ARTICLE, "h", "fields" },
    { MAP_ARTICLE, "i x", "back-to-list" }, /* exit */
    { MAP_ARTICLE, "j", "next-article" },   /* next-undeleted */
    { MAP_ARTICLE, "k", "previous-article" },
    { MAP_ARTICLE, "Backspace", "line-up" }, /* previous-line */
    { MAP_ARTICLE, "-", "page-up" },
    { MAP_ARTICLE, "^", "top" },
    { MAP_ARTICLE, "$", "bottom" },
    /* What lost its key. */
    { MAP_GENERAL, "U", "redo" },
    { MAP_GENERAL, "^W", "focus-other" },
    { MAP_GENERAL, "#", "topics" },
    { MAP_GENERAL, "%", "facet" },
    { MAP_ARTICLE, "%", "facet" },
    { MAP_ARTICLE, "&", "percent" },
    { MAP_LIST, "^E", "toggle-timeline" },
    { MAP_GENERAL, "^X", "select-none" },
    { MAP_LIST, "^O", "open" },
    { MAP_ARTICLE, "P", "previous-match" },
    { .keys = NULL },
};

const struct preset presets[] = {
    { "vim", vim },
    { "newsboat", newsboat },
    { "neomutt", neomutt },
    { .name = NULL },
};

static void use_row(struct keymap *keymap, const struct preset_row *row)
{
    for (const char *keys = row->keys; *keys; keys += strspn(keys, " ")) {
        size_t n = strcspn(keys, " ");
        char *key = xstrndup(keys, n);
        bool bound = *row->line ? keymap_bind(keymap, row->map, key, row->line, NULL)
                                : keymap_unbind(keymap, row->map, key, NULL);
        assert(bound);
        (void)bound;
        free(key);
        keys += n;
    }
}

void preset_use(struct keymap *keymap, const char *name)
{
    const struct preset *preset = presets;

    while (strcmp(preset->name, name) != 0)
        preset++;
    for (const struct preset_row *row = preset->rows; row->keys; row++)
        use_row(keymap, row);
}
