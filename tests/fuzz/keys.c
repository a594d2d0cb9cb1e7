/* SPDX-License-Identifier: MIT */
/* Bytes from a terminal to keys, and names of keys and lines of commands as people write them:
 * every key has a name that means it, and what a terminal sends never is a control in a text.
 */
#include <string.h>

#include "base/text.h"
#include "fuzz.h"
#include "oracle.h"
#include "ui/keymap.h"
#include "ui/line.h"
#include "ui/screen_keys.h"

static void check_name(const struct key *key)
{
    struct key sequence[KEY_SEQUENCE_MAX];
    struct buf name = BUF_INIT(64);
    struct error error;
    size_t count;

    key_name(key, &name);
    FUZZ_HOLDS(name.len > 0);
    FUZZ_HOLDS(key_parse(buf_str(&name), name.len, sequence, &count, &error));
    FUZZ_HOLDS(count == 1 && sequence[0].code == key->code && sequence[0].c == key->c);
    buf_release(&name);
}

static void check_key(const struct key_decoder *decoder, const struct key *key)
{
    if (key->code == KEY_CODE_MOUSE) {
        struct mouse mouse = mouse_of(key);
        FUZZ_HOLDS(mouse.x >= 0 && mouse.x < 4096 && mouse.y >= 0 && mouse.y < 4096);
        FUZZ_HOLDS(!decoder->pasting);
        return;
    }
    if (key->code == KEY_CODE_PASTE_BEGIN || key->code == KEY_CODE_PASTE_END) {
        FUZZ_HOLDS(decoder->pasting == (key->code == KEY_CODE_PASTE_BEGIN));
        return;
    }
    FUZZ_HOLDS(!decoder->pasting || key->code == KEY_CODE_ENTER || key->code == KEY_CODE_TAB ||
               (key->code == KEY_CODE_CHAR && key->c >= 0x20 && !(key->c & KEY_ALT)));
    FUZZ_HOLDS(key->code != KEY_CODE_CHAR || key->c < 0x7f || key->c >= 0xa0);
    /* What looks like nothing has no name that is read. */
    if (key->code != KEY_CODE_CHAR || (key->c > ' ' && key->c < 0x7f))
        check_name(key);
}

/* A NUL stands for a pause. */
static void check_bytes(const uint8_t *data, size_t size)
{
    struct key_decoder decoder = { 0 };
    struct key key;
    bool again = false;

    for (size_t i = 0; i < size; i += !decoder.again) {
        bool came = data[i] ? key_decoder_push(&decoder, data[i], &key)
                            : key_decoder_timeout(&decoder, &key);
        if (came)
            check_key(&decoder, &key);
        FUZZ_HOLDS(decoder.length <= DECODER_PARAMETERS && key_decoder_patience(&decoder) > 0);
        FUZZ_HOLDS(!decoder.again || (came && !again));
        again = decoder.again;
    }
    if (key_decoder_waits(&decoder) && key_decoder_timeout(&decoder, &key))
        check_key(&decoder, &key);
    FUZZ_HOLDS(!key_decoder_waits(&decoder));
}

static void check_names(const char *text, size_t size)
{
    struct key sequence[KEY_SEQUENCE_MAX], again[KEY_SEQUENCE_MAX];
    struct buf names = BUF_INIT(256);
    struct error error;
    size_t count, same;

    if (!key_parse(text, size, sequence, &count, &error)) {
        FUZZ_HOLDS(*error.text && oracle_is_clean(error.text, strlen(error.text), false));
        return;
    }
    FUZZ_HOLDS(count > 0 && count <= KEY_SEQUENCE_MAX);
    for (size_t i = 0; i < count; i++)
        key_name(&sequence[i], &names);
    if (count == 1) {
        FUZZ_HOLDS(key_parse(buf_str(&names), names.len, again, &same, &error) && same == 1);
        FUZZ_HOLDS(again[0].code == sequence[0].code && again[0].c == sequence[0].c);
    }
    buf_release(&names);
}

static void check_line(const char *text)
{
    struct line_command command;
    const char *line = text, *end = text + strlen(text);

    while (line_next(&line, &command)) {
        FUZZ_HOLDS(line > text && line <= end);
        FUZZ_HOLDS(command.count >= 0 && command.count <= LINE_COUNT_MAX);
        FUZZ_HOLDS(command.name >= text && command.name + command.name_length <= line);
        FUZZ_HOLDS(command.text >= command.name + command.name_length &&
                   command.text + command.text_length <= end);
        text = line;
    }
    line_is_macro(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool ready;
    char *text = strndup((const char *)data, size);

    if (!ready)
        ready = text_init_locale() || true;
    check_bytes(data, size);
    check_names(text, strlen(text));
    check_line(text);
    free(text);
    return 0;
}
