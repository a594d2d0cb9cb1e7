/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "ui/canvas.h"

enum { LINKS_MAX = 1024, ADDRESS_BYTES_MAX = 2048 /* more than that some terminals cut */ };

void canvas_clear_links(struct canvas *canvas)
{
    for (size_t i = 0; i < canvas->link_count; i++)
        free(canvas->links[i].address);
    canvas->link_count = 0;
}

/* Whether it can stand in a sequence of the terminal. */
static bool is_plain(const char *address)
{
    size_t n = strlen(address);

    for (size_t i = 0; i < n; i++)
        if (address[i] < 0x21 || address[i] > 0x7E)
            return false;
    return n <= ADDRESS_BYTES_MAX;
}

const struct canvas_link *canvas_find_link(const struct canvas *canvas, uint32_t id)
{
    for (size_t i = 0; id && i < canvas->link_count; i++)
        if (canvas->links[i].id == id)
            return &canvas->links[i];
    return NULL;
}

uint32_t canvas_add_link(struct canvas *canvas, const char *address, long value)
{
    if (!is_plain(address))
        address = "";
    /* Without an address only the value tells one from another. */
    uint64_t hash = *address ? hash_bytes(HASH_START, address, strlen(address))
                             : hash_bytes(HASH_START, &value, sizeof value);
    uint32_t id = (uint32_t)hash_mix(hash) | 1;

    if (canvas_find_link(canvas, id))
        return id;
    if (canvas->link_count == LINKS_MAX)
        return 0;
    canvas->links = xreallocarray(canvas->links, canvas->link_count + 1, sizeof *canvas->links);
    canvas->links[canvas->link_count++] =
        (struct canvas_link){ .id = id, .address = xstrdup(address), .value = value };
    return id;
}

void canvas_set_link(struct canvas *canvas, int y, int x, int columns, uint32_t id)
{
    int end = columns < canvas->width - x ? x + columns : canvas->width;

    if (y < 0 || y >= canvas->height)
        return;
    for (x = x < 0 ? 0 : x; x < end; x++)
        canvas->cells[(size_t)y * (size_t)canvas->width + (size_t)x].link = id;
}

const struct canvas_link *canvas_link_at(const struct canvas *canvas, int y, int x)
{
    if (y < 0 || y >= canvas->height || x < 0 || x >= canvas->width)
        return NULL;
    return canvas_find_link(canvas,
                            canvas->cells[(size_t)y * (size_t)canvas->width + (size_t)x].link);
}
