/* The titles that get the room of a list. */
#include <criterion/criterion.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "add/roster.h"

static void enter(struct roster *r, json_int_t trakt, json_int_t weight)
{
    const struct title title = {
        .type = MEDIA_MOVIE, .ids.of[TITLE_ID_TRAKT] = trakt, .weight = weight};

    roster_enter(r, &title);
}

Test(roster, finds_titles_by_type_and_id)
{
    struct roster r = {0};
    const struct title show = {.type = MEDIA_SHOW, .ids = {{7}}};
    const struct title_ids seven = {{7}};

    cr_expect_eq(roster_find(&r, MEDIA_MOVIE, &seven), -1);
    for (json_int_t i = 1; i <= 1000; i++)
        enter(&r, i, RECORD_NONE);
    cr_expect_eq(roster_find(&r, MEDIA_MOVIE, &seven), 6);
    cr_expect_eq(roster_find(&r, MEDIA_SHOW, &seven), -1);
    cr_expect_eq(roster_enter(&r, &show), 1000);
    cr_expect_eq(roster_find(&r, MEDIA_SHOW, &seven), 1000);
    cr_expect_eq(r.count, 1001);
    roster_release(&r);
}

/* In order: each title is looked up, and then its ids are added to the title found or entered. */
static const struct {
    const char *why;
    struct title_ids ids; /* trakt, imdb, tmdb, tvdb */
    json_int_t place;
} sights[] = {
    {"new", {{0, 133093, 0, 0}}, 0},
    {"the same id", {{0, 133093, 0, 0}}, 0},
    {"another kind, which nobody connects", {{0, 0, 603, 0}}, 1},
    {"both: the more certain one decides", {{481, 133093, 603, 0}}, 0},
    {"learned from the one before", {{481, 0, 0, 0}}, 0},
    {"taken, so not learned", {{0, 0, 603, 0}}, 1},
    {"two ids of Trakt's are two titles", {{482, 133093, 0, 0}}, 2},
    {"and stay two", {{482, 0, 603, 0}}, 2},
    {"the number of another kind", {{0, 481, 0, 0}}, 3},
    {"the first that agrees", {{484, 133093, 0, 603}}, 4},
};

Test(roster, takes_titles_with_an_id_in_common_for_one)
{
    struct roster r = {0};

    for (size_t i = 0; i < sizeof sights / sizeof *sights; i++) {
        const struct title title = {.type = MEDIA_SHOW, .ids = sights[i].ids};
        json_int_t place = roster_find(&r, MEDIA_SHOW, &title.ids);

        if (place < 0)
            place = (json_int_t)roster_enter(&r, &title);
        else
            roster_learn(&r, (size_t)place, &title.ids);
        cr_expect_eq(place, sights[i].place, "%s: %d", sights[i].why, (int)place);
        cr_expect_eq(roster_find(&r, MEDIA_MOVIE, &title.ids), -1, "%s", sights[i].why);
    }
    roster_release(&r);
}

Test(roster, tells_episodes_from_one_another_and_from_their_show)
{
    static const struct title_ids ids = {{1388, 903747, 0, 0}}, imdb = {{0, 903747, 0, 0}};
    static const struct {
        int season, episode;
    } numbers[] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}, {2021, 366}, {INT_MAX, INT_MAX}};
    enum { NUMBERS = sizeof numbers / sizeof *numbers };
    struct roster r = {0};

    roster_enter(&r, &(struct title){.type = MEDIA_SHOW, .ids = ids});
    for (size_t i = 0; i < NUMBERS; i++) {
        struct title episode = {.type = MEDIA_SHOW,
                                .part = roster_part(numbers[i].season, numbers[i].episode),
                                .ids = ids};

        cr_expect_eq(roster_season(episode.part), numbers[i].season);
        cr_expect_eq(roster_episode(episode.part), numbers[i].episode);
        cr_expect_eq(roster_find_like(&r, &episode), -1);
        cr_expect_eq(roster_enter(&r, &episode), i + 1);
        episode.ids = imdb;
        cr_expect_eq(roster_find_like(&r, &episode), (json_int_t)i + 1);
    }
    cr_expect_eq(roster_find(&r, MEDIA_SHOW, &imdb), 0);
    cr_expect_eq(roster_season(0), RECORD_NONE);
    cr_expect_eq(roster_episode(0), RECORD_NONE);
    roster_release(&r);
}

/* A title entered twice before anything connected the two. */
Test(roster, finds_every_title_with_one_of_the_ids)
{
    static const struct title_ids ids[] = {{{0, 133093, 0, 0}}, {{0, 0, 603, 0}}, {{9, 0, 0, 5}}};
    static const struct title all = {.type = MEDIA_SHOW, .ids = {{481, 133093, 603, 5}}};
    struct roster r = {0};
    int kind = 0;

    for (size_t i = 0; i < 3; i++)
        roster_enter(&r, &(struct title){.type = MEDIA_SHOW, .ids = ids[i]});
    cr_expect_eq(roster_find_from(&r, &all, &kind), 0);
    cr_expect_eq(roster_find_from(&r, &all, &kind), 1);
    cr_expect_eq(roster_find_from(&r, &all, &kind), -1);
    roster_release(&r);
}

static const struct {
    const char *why;
    json_int_t weights[6];
    size_t count;
    size_t room;
    const char *fate; /* +: has room, -: has none; in the order of weights */
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

static const struct {
    const char *why;
    json_int_t weights[6];
    const char *states; /* h: held, w: held and awaited, s: seen */
    size_t room;
    const char *next; /* the places, in order */
} waits[] = {
    {"nothing is held", {1, 2}, "ss", 3, ""},
    {"the heaviest held one", {9, 1, 3, 2}, "shwh", 1, "2"},
    {"of equals the first", {5, 5, 5}, "hwh", 2, "01"},
    {"more room than titles", {RECORD_NONE, 4, RECORD_NONE}, "hhw", 9, "102"},
    {"no room", {1, 2}, "hh", 0, ""},
};

Test(roster, gives_left_room_to_held_titles)
{
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
        const char *states = waits[i].states;
        struct roster r = {0};
        char next[8] = "";
        size_t count;

        for (size_t k = 0; states[k]; k++) {
            enter(&r, (json_int_t)k + 1, waits[i].weights[k]);
            r.at[k].state = states[k] == 's' ? TITLE_SEEN : TITLE_HELD;
            r.at[k].awaited = states[k] == 'w';
        }
        size_t *places = roster_next_held(&r, waits[i].room, &count);
        for (size_t k = 0; k < count; k++)
            next[k] = (char)('0' + places[k]);
        cr_expect_str_eq(next, waits[i].next, "%s: %s", waits[i].why, next);
        free(places);
        roster_refuse_held(&r, false, TITLE_FULL);
        for (size_t k = 0; states[k]; k++)
            cr_expect_eq(r.at[k].state == TITLE_FULL, states[k] == 'w', "%s", waits[i].why);
        roster_refuse_held(&r, true, TITLE_FULL);
        cr_expect_eq(roster_count(&r, TITLE_HELD), 0, "%s", waits[i].why);
        roster_release(&r);
    }
}

Test(roster, keeps_decided_titles)
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
