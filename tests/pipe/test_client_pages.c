/* The Trakt client reading lists: completely or not at all, whatever the pages say. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "client.h"

enum what { ITEMS, LISTS };

static void read_items(struct trakt *trakt, struct outcome *outcome)
{
    struct trakt_target target;
    struct trakt_items items;

    cr_assert(trakt_find_list(trakt, NULL, &target, &outcome->error));
    outcome->fine = trakt_get_items(trakt, &target, &items, &outcome->error);
    outcome->count = items.count;
    for (size_t i = 1; i < items.count; i++)
        cr_expect(items.at[i].rank > items.at[i - 1].rank, "item %zu is out of order", i);
    trakt_items_release(&items);
    trakt_target_release(&target);
}

static void read_lists(struct trakt *trakt, struct outcome *outcome)
{
    struct trakt_lists lists;

    outcome->fine = trakt_get_lists(trakt, &lists, &outcome->error);
    outcome->count = lists.count;
    trakt_lists_release(&lists);
}

/* The watchlist has 620 items on three pages. The account has 3 lists, and collaborates on none. */
static const struct {
    enum what what;
    const char *faults[2];
    const char *said; /* in the error; NULL: everything is read */
    unsigned requests;
} trials[] = {
    {ITEMS, {0}, NULL, 3},

    /* The stated number of pages. */
    {ITEMS, {"* * pages=1000000000"}, "count is invalid", 2},
    {ITEMS, {"* * pages=1999"}, "too many", 2},
    {ITEMS, {"* * pages=2001"}, "too many", 2},
    {ITEMS, {"* * pages=600"}, "is empty", 14},
    {ITEMS, {"* * times=1 pages=600"}, NULL, 10},
    {ITEMS, {"* * pages=4"}, "is empty", 8},
    {ITEMS, {"* * pages=2"}, "500 of 620", 4},
    {ITEMS, {"* * pages=0"}, "250 of 620", 2},
    {ITEMS, {"* * after=1 times=1 pages=4"}, NULL, 6},
    {ITEMS, {"* * after=2 pages=4"}, "is empty", 7},
    {ITEMS, {"* * pages"}, "250 of 620", 2},
    {ITEMS, {"* * pages", "* * count"}, "the number of pages", 2},
    {ITEMS, {"* * count"}, NULL, 3},

    /* The stated number of items. */
    {ITEMS, {"* * count=619"}, "more than Trakt reports", 6},
    {ITEMS, {"* * count=621"}, "620 of 621", 6},
    {ITEMS, {"* * times=2 count=621"}, NULL, 6},
    {ITEMS, {"* * after=2 times=1 count=621"}, NULL, 6},
    {ITEMS, {"* * count=0"}, "too many", 2},
    {ITEMS, {"* * count=1000000000"}, "count is invalid", 2},

    /* The items received. */
    {ITEMS, {"* * times=1 drop-entry"}, NULL, 6},
    {ITEMS, {"* * drop-entry"}, "617 of 620", 6},
    {ITEMS, {"* * drop-entry", "* * count"}, NULL, 3},
    {ITEMS, {"* * repeat-entry"}, "twice", 6},
    {ITEMS, {"* * after=1 no-entries"}, "is empty", 6},
    {ITEMS, {"* * no-entries"}, "is empty", 6},
    {ITEMS, {"* * times=1 no-entries"}, NULL, 6},
    {ITEMS, {"* * page-repeats"}, "page 1 instead of 2", 6},
    {ITEMS, {"* * page-repeats", "* * page"}, "more than Trakt reports", 6},
    {ITEMS, {"* * page=2"}, "page 2 instead of 1", 2},
    {ITEMS, {"* * page"}, NULL, 3},
    {ITEMS, {"* * page=0"}, "count is invalid", 2},

    /* The size of a page. */
    {ITEMS, {"* * smaller-limit=100"}, NULL, 7},
    {ITEMS, {"* * smaller-limit=31"}, NULL, 20},
    {ITEMS, {"* * after=1 smaller-limit=100"}, NULL, 10},
    {ITEMS, {"* * limit"}, NULL, 3},
    {ITEMS, {"* * limit=0"}, "count is invalid", 2},

    /* In the middle of the pages. */
    {ITEMS, {"* * after=2 times=1 wrong-type"}, NULL, 6},
    {ITEMS, {"* * after=2 times=2 status=401"}, "Authentication failed", 3},
    {ITEMS, {"* * after=2 times=1 status=401"}, "Authentication failed", 3},

    /* The account's lists. */
    {LISTS, {0}, NULL, 2},
    {LISTS, {"* */lists count=4"}, "3 of 4 lists", 2},
    {LISTS, {"* */lists times=1 count=4"}, NULL, 3},
    {LISTS, {"* */lists drop-entry"}, "2 of 3 lists", 2},
    {LISTS, {"* */lists/collaborations status=404"}, NULL, 2},
    {LISTS, {"* */lists/collaborations status=500"}, "HTTP 500", 5},
};

Test(client_pages, are_all_read_or_none)
{
    for (size_t i = 0; i < sizeof trials / sizeof *trials; i++) {
        const char *const *faults = trials[i].faults;
        const char *first = faults[0] ? faults[0] : "GET /nowhere status=500";
        const char *second = faults[1] ? faults[1] : "GET /nowhere status=500";
        struct outcome outcome = {0};

        client_begin(OPTIONS("--filler", "620", "--limit-watchlist", "5000", "--list=a", "--list=b",
                             "--list=c", "--fault", first, "--fault", second));
        struct trakt *trakt = client_open(false);
        (trials[i].what == ITEMS ? read_items : read_lists)(trakt, &outcome);
        cr_expect_eq(outcome.fine, trials[i].said == NULL, "%s: %s", first, outcome.error.message);
        if (outcome.fine && trials[i].what == LISTS)
            cr_expect_eq(outcome.count, 3, "%s: %zu", first, outcome.count);
        if (outcome.fine && trials[i].what == ITEMS && !strstr(first, "drop-entry"))
            cr_expect_eq(outcome.count, 620, "%s: %zu", first, outcome.count);
        if (!outcome.fine) {
            cr_expect_eq(outcome.count, 0, "%s: something is left: %zu", first, outcome.count);
            cr_expect(strstr(outcome.error.message, trials[i].said ? trials[i].said : "?"),
                      "%s: %s", first, outcome.error.message);
        }
        cr_expect_eq(client_requests("\n"), trials[i].requests, "%s: %s", first, talk_log());
        trakt_close(trakt);
        talk_stop();
    }
}

/* While the second page is requested again, the third has already been requested. */
Test(client_pages, are_asked_for_several_at_a_time)
{
    struct outcome outcome = {0};

    client_begin(OPTIONS("--filler", "5000", "--limit-watchlist", "9000", "--fault",
                         "GET /sync/watchlist after=1 times=1 status=500"));
    struct trakt *trakt = client_open(false);
    read_items(trakt, &outcome);
    cr_expect(outcome.fine, "%s", outcome.error.message);
    cr_expect_eq(outcome.count, 5000);
    cr_expect_eq(client_requests("GET /sync/watchlist?page="), 21);
    char page[64] = "";
    const char *failed = strstr(talk_log(), " 500\n");
    cr_assert(failed, "%s", talk_log());
    while (failed > talk_log() && failed[-1] != '\n') /* the line of the page that failed */
        failed--;
    snprintf(page, sizeof page, "%.*s", (int)strcspn(failed, "&"), failed); /* GET ...?page=2 */
    const char *again = strstr(strchr(failed, '\n'), page);
    cr_assert(again, "%s", talk_log());
    char *between = cvi_strndup(failed, (size_t)(again - failed));
    size_t others = 0;
    for (const char *at = between; (at = strstr(at, " 200\n")) != NULL; at++)
        others++;
    cr_expect_geq(others, 4, "%s", talk_log());
    free(between);
    trakt_close(trakt);
    talk_stop();
}
