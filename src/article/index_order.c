/* SPDX-License-Identifier: MIT */
/* Runs of 1, 2, 4 and so on items are merged in pairs, from one array to the other. */
#include <stdlib.h>

#include "article/index_parts.h"

enum { STEPS = 4096 };

void index_order_begin(struct index_order *order, size_t count)
{
    *order = (struct index_order){ .count = count, .width = 1 };
    order->items = xreallocarray(NULL, count + 1, sizeof *order->items);
    order->spare = xreallocarray(NULL, count + 1, sizeof *order->spare);
}

void index_order_release(struct index_order *order)
{
    free(order->items);
    free(order->spare);
    *order = (struct index_order){ 0 };
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void next_pair(struct index_order *order)
{
    order->start += 2 * order->width;
    if (order->start >= order->count) {
        struct index_item *merged = order->spare;
        order->spare = order->items;
        order->items = merged;
        order->start = 0;
        order->width *= 2;
    }
    order->left = order->right = 0;
}

static bool left_first(const struct index_order *order, const struct index_item *left,
                       const struct index_item *right)
{
    if (left->key != right->key)
        return left->key < right->key;
    return order->tie(order->arg, left->number, right->number) <= 0;
}

bool index_order_step(struct index_order *order)
{
    for (size_t i = 0; i < STEPS && order->width < order->count; i++) {
        size_t middle = smaller(order->start + order->width, order->count);
        size_t end = smaller(middle + order->width, order->count);
        const struct index_item *left = &order->items[order->start + order->left];
        const struct index_item *right = &order->items[middle + order->right];
        struct index_item *to = &order->spare[order->start + order->left + order->right];
        bool has_left = order->start + order->left < middle;
        bool has_right = middle + order->right < end;
        if (!has_left && !has_right) {
            next_pair(order);
        } else if (!has_right || (has_left && left_first(order, left, right))) {
            *to = *left;
            order->left++;
        } else {
            *to = *right;
            order->right++;
        }
    }
    return order->width >= order->count;
}
