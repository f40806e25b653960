/* Splitting a batch: the number of requests needed to find the titles at fault. */
#include <criterion/criterion.h>
#include <string.h>

#include "add/split.h"

enum { MOST = 100, TITLES = 250 };

/* A server that accepts at most limit titles (0: any number), and fails if one is bad. */
struct server {
    size_t limit;
    bool down;
    bool bad[TITLES];
};

/* The outcome of a batch. */
struct end {
    unsigned requests;
    size_t added, failed;
    size_t last; /* the size of the last request that succeeded */
};

static bool fails(const struct server *server, size_t first, size_t count, bool *too_large)
{
    *too_large = server->limit && count > server->limit;
    if (*too_large || server->down)
        return true;
    for (size_t i = 0; i < count; i++)
        if (server->bad[first + i])
            return true;
    return false;
}

static struct end play(const struct server *server, size_t titles)
{
    struct add_split split = {0};
    struct end end = {0};

    for (size_t first = 0; first < titles;) {
        size_t count = add_split_next(&split, titles - first, MOST),
               before = add_split_left(&split);
        bool too_large;

        cr_assert(count >= 1 && count <= MOST && first + count <= titles, "%zu", count);
        cr_assert(!before || count <= before);
        end.requests++;
        cr_assert(end.requests < 2000);
        if (!fails(server, first, count, &too_large)) {
            end.added += count;
            end.last = count;
            add_split_worked(&split, count);
            first += count;
            continue;
        }
        switch (add_split_failed(&split, count, too_large)) {
        case SPLIT_AGAIN:
            cr_assert_eq(add_split_left(&split), before ? before : count);
            continue;
        case SPLIT_FAILED:
            end.failed++;
            first++;
            continue;
        case SPLIT_GIVE_UP:
            count = before ? before : count;
            add_split_drop(&split);
            end.failed += count;
            first += count;
        }
    }
    return end;
}

Test(add_split, fails_only_the_bad_title_at_any_place)
{
    for (size_t bad = 0; bad < TITLES; bad++) {
        struct server server = {0};
        server.bad[bad] = true;
        struct end end = play(&server, TITLES);

        cr_expect_eq(end.failed, 1, "%zu: %zu", bad, end.failed);
        cr_expect_eq(end.added, TITLES - 1);
        cr_expect_leq(end.requests, 3 + 14, "%zu: %u", bad, end.requests);
    }
}

Test(add_split, finds_several_bad_titles)
{
    struct server server = {
        .bad = {[0] = true, [1] = true, [50] = true, [99] = true, [249] = true}};
    struct end end = play(&server, TITLES);

    cr_expect_eq(end.failed, 5);
    cr_expect_eq(end.added, TITLES - 5);
}

Test(add_split, keeps_a_size_that_succeeds)
{
    for (size_t limit = 1; limit <= MOST; limit++) {
        const struct server server = {.limit = limit};
        struct end end = play(&server, TITLES);

        cr_expect_eq(end.added, TITLES, "%zu", limit);
        cr_expect_leq(end.requests, 8 + (size_t)2 * TITLES / limit + 2, "%zu: %u", limit,
                      end.requests);
        cr_expect_leq(end.last, limit);
    }
}

Test(add_split, finds_a_bad_title_despite_a_limit_of_size)
{
    struct server server = {.limit = 30, .bad = {[17] = true}};
    struct end end = play(&server, TITLES);

    cr_expect_eq(end.failed, 1);
    cr_expect_eq(end.added, TITLES - 1);
    cr_expect_leq(end.requests, 40, "%u", end.requests);
}

/* 200 requests for each batch would overload the server further. */
Test(add_split, stops_asking_a_server_that_is_down)
{
    const struct server down = {.down = true}, takes_nothing = {.limit = 0, .bad = {0}};
    struct server refuses = takes_nothing;
    struct end end = play(&down, TITLES);

    cr_expect_eq(end.added, 0);
    cr_expect_eq(end.failed, TITLES);
    cr_expect_leq(end.requests, SPLIT_MOST_IN_VAIN + 2, "%u", end.requests);
    memset(refuses.bad, 1, sizeof refuses.bad);
    end = play(&refuses, TITLES);
    cr_expect_eq(end.failed, TITLES);
    cr_expect_leq(end.requests, SPLIT_MOST_IN_VAIN + 2, "%u", end.requests);
}

Test(add_split, splits_again_after_a_success)
{
    struct add_split split = {.in_vain = SPLIT_MOST_IN_VAIN};

    cr_expect_eq(add_split_failed(&split, 100, false), SPLIT_GIVE_UP);
    add_split_drop(&split);
    add_split_worked(&split, 100);
    cr_expect_eq(add_split_failed(&split, 100, false), SPLIT_AGAIN);
    cr_expect_eq(add_split_next(&split, 150, 100), 50);
}

/* Titles refused alone, and whether the titles or the server are at fault. */
static const struct {
    const char *what;
    struct add_split split;
    size_t alone;
    bool titles;
} faults[] = {
    {"the only title of a run", {.in_vain = 1}, 1, false},
    {"two titles, nothing else", {.in_vain = 3}, 2, false},
    {"one title, after others succeeded", {.works = true, .in_vain = 1}, 1, true},
    {"a whole batch, after another succeeded", {.works = true, .in_vain = 9}, 5, false},
    {"two titles, after others of their batch succeeded",
     {.works = true, .worked = 50, .in_vain = 3},
     2,
     true},
    {"several titles, and then another succeeded", {.works = true}, 3, true},
};

Test(add_split, distinguishes_bad_titles_from_a_server_that_refuses_everything)
{
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        cr_expect_eq(add_split_blames_titles(&faults[i].split, faults[i].alone), faults[i].titles,
                     "%s", faults[i].what);
}
