/* Which titles get the room of a list. */
#include <criterion/criterion.h>
#include <string.h>

#include "add/roster.h"

static void enter(struct roster *r, json_int_t trakt, json_int_t weight)
{
    const struct title title = {.type = MEDIA_MOVIE, .trakt = trakt, .weight = weight};

    roster_enter(r, &title);
}

Test(roster, finds_titles_by_type_and_id)
{
    struct roster r = {0};
    const struct title show = {.type = MEDIA_SHOW, .trakt = 7};

    cr_expect_eq(roster_find(&r, MEDIA_MOVIE, 7), -1);
    for (json_int_t i = 1; i <= 1000; i++)
        enter(&r, i, RECORD_NONE);
    cr_expect_eq(roster_find(&r, MEDIA_MOVIE, 7), 6);
    cr_expect_eq(roster_find(&r, MEDIA_SHOW, 7), -1);
    cr_expect_eq(roster_enter(&r, &show), 1000);
    cr_expect_eq(roster_find(&r, MEDIA_SHOW, 7), 1000);
    cr_expect_eq(r.count, 1001);
    roster_release(&r);
}

static const struct {
    const char *why;
    json_int_t weights[6];
    size_t count;
    size_t room;
    const char *fate; /* + has room, - has none; in the order of weights */
} rows[] = {
    {"nobody", {0}, 0, 0, ""},
    {"all fit", {1, 3, 2}, 3, 3, "+++"},
    {"more than all fit", {1, 3, 2}, 3, 250, "+++"},
    {"the heaviest", {1, 3, 2}, 3, 1, "-+-"},
    {"of equals the first", {5, 5, 5, 9, 5}, 5, 3, "++-+-"},
    {"what has no weight comes last", {RECORD_NONE, 0, RECORD_NONE}, 3, 2, "++-"},
    {"no room at all", {1, 2}, 2, 0, "--"},
};

Test(roster, gives_the_room_to_those_with_the_most_weight)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct roster r = {0};
        char fate[8] = "";
        size_t without = 0;

        for (size_t k = 0; k < rows[i].count; k++)
            enter(&r, (json_int_t)k + 1, rows[i].weights[k]);
        size_t said = roster_allot(&r, rows[i].room);
        for (size_t k = 0; k < rows[i].count; k++) {
            fate[k] = r.at[k].state == TITLE_FULL ? '-' : '+';
            without += fate[k] == '-';
        }
        cr_expect_str_eq(fate, rows[i].fate, "%s: %s", rows[i].why, fate);
        cr_expect_eq(said, without, "%s", rows[i].why);
        roster_release(&r);
    }
}

Test(roster, leaves_what_is_decided_as_it_is)
{
    struct roster r = {0};

    enter(&r, 1, 1);
    enter(&r, 2, 9);
    enter(&r, 3, 2);
    r.at[1].state = TITLE_ON_LIST;
    roster_allot(&r, 1);
    cr_expect_eq(r.at[0].state, TITLE_FULL);
    cr_expect_eq(r.at[1].state, TITLE_ON_LIST);
    cr_expect_eq(r.at[2].state, TITLE_SEEN);
    roster_release(&r);
}
