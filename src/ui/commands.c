/* SPDX-License-Identifier: MIT */
#include "ui/app.h"
#include "ui/bindings.h"
#include "ui/command_line.h"
#include "ui/facet_picker.h"
#include "ui/full_page.h"
#include "ui/help.h"
#include "ui/info_pickers.h"
#include "ui/marking.h"
#include "ui/opener.h"
#include "ui/picker.h"
#include "ui/recent.h"
#include "ui/settings.h"
#include "ui/sort_menu.h"
#include "ui/story_rows.h"
#include "ui/terms.h"
#include "ui/timeline.h"

/* Every command there is, in the order in which help shows them. */
const struct command *const command_tables[] = {
    list_commands,          story_commands,        timeline_commands,
    reader_commands,        find_commands,         filter_commands,
    facet_commands,         sort_commands,         saved_view_commands,
    full_page_commands,     opener_commands,       info_commands,
    marking_commands,       pipe_commands,         save_commands,
    selected_commands,      recent_commands,       history_commands,
    frame_commands,         app_commands,          looks_commands,
    help_commands,          macro_commands,        binding_commands,
    term_commands,          command_line_commands, settings_commands,
    picker_commands,        prompt_commands,       prompt_edit_commands,
    prompt_recall_commands, prompt_menu_commands,  NULL,
};
