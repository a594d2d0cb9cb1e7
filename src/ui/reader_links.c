/* SPDX-License-Identifier: MIT */
#include "base/address.h"
#include "ui/app.h"
#include "ui/opener.h"

uint32_t reader_link_id(struct app *app, int32_t link)
{
    struct buf address = BUF_INIT(ADDRESS_MAX);
    bool good = opener_address(app, link, &address, NULL);
    uint32_t id = canvas_add_link(&app->canvas, good ? buf_str(&address) : "", link);

    buf_release(&address);
    return id;
}
