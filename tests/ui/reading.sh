#!/bin/sh
# SPDX-License-Identifier: MIT
# The main job on the samples: the list, the article beside it, topics from the keyboard, links.
. "$TOP/tests/ui/lib.sh"

cd "$TOP" || exit 2
ui_fake_browser
UI_ENV="BROWSER=$TMP/browser DISPLAY=:0"

ui_start 140x40 "$CORANTO" seeds
ui_wait 'five articles are counted' '5 of 5'
ui_wait 'the excerpt of the newest stands beside the list' 'hopefully usher'
ui_check 'newest first' ui_until ui_row_has 3 'Getting AI from the lab to production'
ui_check 'oldest last' ui_row_has 7 'Revisiting the factors'

ui_keys t
ui_wait 'the topic picker shows counts' 'Machine Learning'
ui_type machine
ui_wait_gone 'typing narrows the picker' 'Team Management'
ui_keys Enter
ui_wait 'the filter is in the top row' 'topic:"Machine Learning"'
ui_has 'and how many match' '3 of 5'
ui_lacks 'others are gone' 'Getting AI from the lab'

ui_keys Escape
ui_wait 'Esc takes the term off' '5 of 5'
ui_keys G
ui_wait 'the cursor goes to the last row' 'we revisit the reasons'
ui_keys Enter
ui_wait_regex 'nested numbered lists are laid out' '^.*│ +1\. While the field'
ui_type 1
ui_keys o
ui_check 'link 1 is one argument of the browser' ui_until ui_browsed_one \
    'https://www.gartner.com/en/newsroom/press-releases/2018-02-13-gartner-says-nearly-half-of-cios-are-planning-to-deploy-artificial-intelligence#:~:text=Conversations%20with%20Gartner%20clients%20reveal,well%2Dprepared%20for%20implementing%20AI.&text=Gartner%20predicts%20that%20through%202022,teams%20responsible%20for%20managing%20them'
ui_keys h g o
ui_check 'o opens the article itself' ui_until ui_browsed_last \
    'https://venturebeat.com/2022/01/24/getting-ai-from-the-lab-to-production/'

ui_keys w
ui_wait 'related articles are listed' 'Silicon Labs Brings AI'
ui_close
ui_keys u
ui_wait 'links are listed' 'electronicsforu.com'
ui_close
ui_keys i
ui_wait 'all fields are listed' 'cdnAmpWebUrl'
ui_close
ui_keys '!'
ui_wait 'no problems are told' 'no problems'
ui_keys '?'
ui_wait 'help lists the keys' 'half a page down'
ui_type topics
ui_wait_gone 'help is searched' 'half a page down'
ui_keys Enter
ui_wait 'help runs the entry' 'Deep Learning'
ui_close
ui_keys Q
ui_ends 'Q quits' 0

# The links of a text come before those of its related articles: what was selected before the
# text was there is not another link then.
ui_fake_browser
mkdir "$TMP/long"
{
    printf '%s\n' '---' 'title: Long' 'related:' '  - title: Other' \
        '    webUrl: https://example.com/other' '---' 'First [link](https://example.com/text).'
    awk 'BEGIN { while (i++ < 20000) print "Words *of* `text` [x](http://example.com/" i ")\n" }'
} >"$TMP/long/1.md"
ui_start 100x24 "$CORANTO" "$TMP/long"
ui_wait 'the list is shown' ' Long'
ui_keys Enter BTab
ui_wait 'its last link is selected' ' https://example.com/other '
ui_wait 'its text is there' 'First link'
ui_keys Enter o
ui_wait 'both keys were taken' 'this article has no address'
opened_none_of_the_text() {
    ! ui_browsed | grep -q text
}
ui_check 'no link of the text was opened' opened_none_of_the_text
ui_keys Q
ui_ends 'Q quits at once' 0

# Keys that come with the one that shows another article are of that one, also in a pane that was
# never drawn.
mkdir "$TMP/ahead"
printf '%s\n' '---' 'title: Short' 'date: 2024-01-02' '---' 'Short text.' >"$TMP/ahead/short.md"
{
    printf '%s\n' '---' 'title: Long' 'date: 2024-01-01' '---'
    ui_lines 60 'of it'
} >"$TMP/ahead/long.md"
ui_start 100x24 "$CORANTO" "$TMP/ahead"
ui_wait 'the short one' 'Short text'
ui_keys Enter J G
ui_wait 'G behind J goes to the end of the next' 'Line60 of it'
ui_keys Q
ui_ends 'Q quits from there' 0
ui_start 50x14 "$CORANTO" -q Long "$TMP/ahead"
ui_wait 'one pane' '1 of 2'
ui_keys Enter G
ui_wait 'G behind Enter goes to the end' 'Line60 of it'
ui_keys Q
ui_ends 'Q quits there' 0

# A line that is not wrapped is scrolled sideways as far as there is more of it.
mkdir "$TMP/wide"
printf '%s\n' '---' 'title: Wide' '---' '```' "begin$(printf '%085d' 0)end" '```' >"$TMP/wide/1.md"
ui_start 108x24 "$CORANTO" "$TMP/wide"
ui_wait 'a line that is wider than the text' '000end'
ui_keys Enter ')' y t
ui_wait 'that was taken' 'copied: Wide'
ui_has 'and all there is not scrolled' 'begin000'
ui_resize 80x24
ui_wait_gone 'in a smaller terminal' '000end'
ui_keys 9 ')'
ui_wait 'it is, to its end' '000end'
ui_keys Q
ui_ends 'Q quits then' 0
