/* SPDX-License-Identifier: MIT */
/* Documents as bytes: what is accepted is a document that can be laid out, and comes back the
 * same. */
#include <string.h>

#include "doc/wire.h"
#include "fuzz.h"
#include "lines_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf first = BUF_INIT(WIRE_MAX), second = BUF_INIT(WIRE_MAX);
    struct wire_meta meta, again;
    struct error error;
    cmark_node *root = wire_read((const char *)data, size, &meta, &error);

    if (!root) {
        FUZZ_HOLDS(*error.text);
        return 0;
    }
    if (wire_write(root, &meta, &first)) {
        cmark_node *copy = wire_read(first.data, first.len, &again, &error);
        FUZZ_HOLDS(copy);
        FUZZ_HOLDS(wire_write(copy, &again, &second));
        FUZZ_HOLDS(first.len == second.len && memcmp(first.data, second.data, first.len) == 0);
        cmark_node_free(copy);
        wire_meta_release(&again);
    }
    lines_check(root, size);
    cmark_node_free(root);
    wire_meta_release(&meta);
    buf_release(&first);
    buf_release(&second);
    return 0;
}
