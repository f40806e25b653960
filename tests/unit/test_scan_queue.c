/* The order in which files wait for their scan. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scan/queue.h"

static void expect_next(struct scan_queue *queue, const char *path)
{
    char *next = scan_queue_next(queue);

    cr_assert_not_null(next);
    cr_expect_str_eq(next, path);
    free(next);
}

Test(scan_queue, never_scanned_first_then_the_longest_ago)
{
    struct scan_queue queue = {0};

    scan_queue_add_take(&queue, strdup("yesterday"), 2000);
    scan_queue_add_take(&queue, strdup("new"), 0);
    scan_queue_add_take(&queue, strdup("long ago"), 1000);
    scan_queue_add_take(&queue, strdup("also new"), 0);
    scan_queue_add_take(&queue, strdup("also yesterday"), 2000);
    expect_next(&queue, "new");
    expect_next(&queue, "also new");
    expect_next(&queue, "long ago");
    expect_next(&queue, "yesterday");
    expect_next(&queue, "also yesterday");
    cr_expect_null(scan_queue_next(&queue));
    scan_queue_release(&queue);
}

Test(scan_queue, keeps_the_order_of_many)
{
    struct scan_queue queue = {0};
    char name[16];

    for (int i = 0; i < 1000; i++) {
        snprintf(name, sizeof name, "%03d", i);
        scan_queue_add_take(&queue, strdup(name), i % 2 ? 0 : 7);
    }
    for (int i = 0; i < 900; i++) {
        snprintf(name, sizeof name, "%03d", i < 500 ? 2 * i + 1 : 2 * (i - 500));
        expect_next(&queue, name);
    }
    scan_queue_release(&queue);
}

Test(scan_queue, may_be_empty)
{
    struct scan_queue queue = {0};

    cr_expect_null(scan_queue_next(&queue));
    scan_queue_release(&queue);
}
