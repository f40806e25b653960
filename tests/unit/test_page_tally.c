/* Counts by name: each name once, their number bounded, and no count lost. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "page/tally.h"

static void add(struct page_tallies *tallies, const char *name, uint64_t bytes)
{
    struct page_sum sum = {.files = 1, .bytes = bytes, .health = {[SCAN_CORRUPT] = 1}};

    page_tally_add(tallies, page_tally_key(name, strlen(name)), name, strlen(name), &sum);
}

static int by_bytes(const void *a, const void *b)
{
    uint64_t x = ((const struct page_tally *)a)->sum.bytes;
    uint64_t y = ((const struct page_tally *)b)->sum.bytes;

    return (x < y) - (x > y);
}

Test(page_tally, counts_each_name_once)
{
    struct page_tallies tallies = {.most = 10};

    add(&tallies, "a/", 1);
    add(&tallies, "b/", 7);
    add(&tallies, "a/", 2);
    add(&tallies, "", 1);
    cr_assert_eq(tallies.count, 3);
    page_tally_sort(&tallies, by_bytes);
    cr_expect_str_eq(tallies.at[0].name, "b/");
    cr_expect_str_eq(tallies.at[1].name, "a/");
    cr_expect_eq(tallies.at[1].sum.files, 2);
    cr_expect_eq(tallies.at[1].sum.bytes, 3);
    cr_expect_eq(tallies.at[1].sum.health[SCAN_CORRUPT], 2);
    cr_expect_not(tallies.full);
    page_tallies_release(&tallies);
}

Test(page_tally, what_is_too_much_is_counted_together)
{
    struct page_tallies tallies = {.most = 1000};
    size_t files = 0;
    char name[32];

    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 3000; i++) {
            snprintf(name, sizeof name, "folder %d", i);
            add(&tallies, name, 1);
        }
    }
    cr_expect_eq(tallies.count, 1000);
    cr_expect(tallies.full);
    cr_expect_eq(tallies.rest.files, 4000);
    for (size_t i = 0; i < tallies.count; i++)
        files += tallies.at[i].sum.files;
    cr_expect_eq(files, 2000);
    page_tallies_release(&tallies);
}

Test(page_tally, names_have_a_most)
{
    struct page_tallies tallies = {.most = 2};
    char name[9001];

    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    add(&tallies, name, 1);
    cr_expect_eq(strlen(tallies.at[0].name), 4096);
    page_tallies_release(&tallies);
}
