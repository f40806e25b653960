/* Choosing a list: by exact slug, then by exact name. */
#include <criterion/criterion.h>
#include <string.h>

#include "trakt/parts.h"

static struct trakt_list all[] = {
    {.name = "My Movies", .slug = "my-movies", .trakt = 1, .owner = "me", .item_count = 3},
    {.name = "Disk", .slug = "disk", .trakt = 2, .owner = "me"},
    {.name = "Disk", .slug = "disk-2", .trakt = 3, .owner = "me"},
    {.name = "my-movies", .slug = "my-movies-2", .trakt = 4, .owner = "me"},
    {.name = "Ours", .slug = "ours", .trakt = 5, .owner = "bob"},
};
static const struct trakt_lists lists = {.at = all, .count = sizeof all / sizeof *all};

static const struct {
    const char *name;
    json_int_t trakt; /* 0: not found */
} wanted[] = {
    {"my-movies", 1}, {"My Movies", 1}, {"disk", 2},      {"disk-2", 3},    {"ours", 5},
    {"Ours", 5},      {"my movies", 0}, {"MY-MOVIES", 0}, {"Watchlist", 0}, {" ours", 0},
};

Test(trakt_list, is_found_by_slug_then_by_name_spelt_exactly)
{
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        struct trakt_target target;
        struct trakt_error error;
        bool found = trakt_choose_list(&lists, wanted[i].name, &target, &error);

        cr_expect_eq(found, wanted[i].trakt != 0, "%s", wanted[i].name);
        cr_expect_eq(target.trakt, wanted[i].trakt, "%s", wanted[i].name);
        cr_expect(!target.watchlist, "%s", wanted[i].name);
        trakt_target_release(&target);
    }
}

Test(trakt_list, is_the_watchlist_unless_one_is_named)
{
    static const char *const names[] = {NULL, "", "watchlist"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct trakt_target target;
        struct trakt_error error;

        cr_expect(trakt_choose_list(&lists, names[i], &target, &error));
        cr_expect(target.watchlist);
        cr_expect_str_eq(target.slug, "watchlist");
        trakt_target_release(&target);
    }
}

Test(trakt_list, names_the_slugs_of_two_lists_with_one_name)
{
    struct trakt_target target;
    struct trakt_error error;

    cr_expect(!trakt_choose_list(&lists, "Disk", &target, &error));
    cr_expect(strstr(error.message, "disk, disk-2"), "%s", error.message);
    cr_expect(error.final);
}

Test(trakt_list, names_the_lists_there_are)
{
    struct trakt_target target;
    struct trakt_error error;

    cr_expect(!trakt_choose_list(&lists, "x", &target, &error));
    cr_expect_str_eq(error.code, "no-list");
    cr_expect(strstr(error.message, "Watchlist not found: 'x'"), "%s", error.message);
    cr_expect(strstr(error.message, "'My Movies', 'Disk'"), "%s", error.message);
    cr_expect(strstr(error.message, "corrupt-video-inspector trakt list-watchlists"), "%s",
              error.message);
}

Test(trakt_list, has_a_message_of_bounded_length)
{
    static char name[5000];
    static struct trakt_list long_names[200];
    struct trakt_lists many = {.at = long_names, .count = 200};
    struct trakt_target target;
    struct trakt_error error;

    memset(name, 'n', sizeof name - 1);
    for (size_t i = 0; i < 200; i++)
        long_names[i] = (struct trakt_list){
            .name = "Films of the year", .slug = "s", .trakt = 1, .owner = "me"};
    cr_expect(!trakt_choose_list(&many, name, &target, &error));
    cr_expect(strstr(error.message, "..."), "%s", error.message);
    cr_expect(strstr(error.message, "list-watchlists"), "%s", error.message);
}
