/* The Trakt client removing from lists, and adding to and reading the collection. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "client.h"
#include "copy/copy.h"

#define MOVIE(number)                                                                              \
    {                                                                                              \
        .type = MEDIA_MOVIE, .id = (number), .season = RECORD_NONE, .episode = RECORD_NONE         \
    }
#define SHOW(number)                                                                               \
    {                                                                                              \
        .type = MEDIA_SHOW, .id = (number), .season = RECORD_NONE, .episode = RECORD_NONE          \
    }
#define EPISODE(show, in, at)                                                                      \
    {                                                                                              \
        .type = MEDIA_SHOW, .id = (show), .season = (in), .episode = (at)                          \
    }

/* The result of a batch. */
struct result {
    bool fine;
    struct trakt_added added;
    struct trakt_error error;
};

static void finish(struct trakt *trakt, struct trakt_batch *batch, struct trakt_addition *additions,
                   struct result *result)
{
    enum trakt_progress progress;

    while ((progress = trakt_add_take(batch, additions, &result->added, &result->error)) ==
           TRAKT_UNDER_WAY)
        trakt_wait(trakt, -1, -1);
    result->fine = progress == TRAKT_DONE;
    trakt_batch_free(batch);
}

static struct result add(struct trakt *trakt, const struct trakt_target *target,
                         struct trakt_addition *additions, size_t count)
{
    struct result result = {0};

    finish(trakt, trakt_add_start(trakt, target, additions, count), additions, &result);
    return result;
}

static struct result take_off(struct trakt *trakt, const struct trakt_target *target,
                              struct trakt_addition *removals, size_t count)
{
    struct result result = {0};

    finish(trakt, trakt_remove_start(trakt, target, removals, count), removals, &result);
    return result;
}

static struct trakt_target target_named(struct trakt *trakt, const char *name)
{
    struct trakt_target target = {0};
    struct trakt_error error;

    if (strcmp(name, "/collection") == 0)
        trakt_target_collection(&target);
    else
        cr_assert(trakt_find_list(trakt, name, &target, &error), "%s", error.message);
    return target;
}

/* The items on the list, and those to remove: the second is not on the list, the third is
 * unknown. */
static const struct {
    const char *list;
    const char *options[2];
    const char *path; /* of the request */
} places[] = {
    {"watchlist", {"--watchlist", "movie:481,show:1388"}, "POST /sync/watchlist/remove "},
    {"mine", {"--list", "Mine=movie:481,show:1388"}, "POST /users/me/lists/33543684/items/remove "},
    {"theirs",
     {"--collaboration", "bob/Theirs=movie:481,show:1388"},
     "POST /users/bob/lists/33543684/items/remove "},
};

Test(client_changes, take_titles_off_every_kind_of_list)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct trakt_addition removals[] = {MOVIE(481), MOVIE(482), MOVIE(7), SHOW(1388)};

        client_begin(OPTIONS(places[i].options[0], places[i].options[1]));
        struct trakt *trakt = client_open(false);
        struct trakt_target target = target_named(trakt, places[i].list);
        struct result result = take_off(trakt, &target, removals, 4);

        cr_expect(result.fine, "%s: %s", places[i].list, result.error.message);
        cr_expect_eq(result.added.deleted.movies, 1);
        cr_expect_eq(result.added.deleted.shows, 1);
        cr_expect_eq(result.added.not_found.movies, 1);
        cr_expect(removals[2].not_found && !removals[1].not_found);
        cr_expect(!result.added.repeated);
        cr_expect_eq(result.added.item_count, 0);
        cr_expect_eq(client_requests(places[i].path), 1, "%s", talk_log());
        result = take_off(trakt, &target, removals, 4);
        cr_expect(result.fine && result.added.deleted.movies + result.added.deleted.shows == 0);
        trakt_target_release(&target);
        trakt_close(trakt);
        talk_stop();
    }
}

/* The Matrix and an episode, with their copies. */
static const struct copy copy = {.media_type = "digital",
                                 .resolution = "uhd_4k",
                                 .hdr = "dolby_vision",
                                 .audio = "dolby_atmos",
                                 .audio_channels = "7.1",
                                 .three_d = RECORD_NONE,
                                 .collected_at = "2026-10-01T08:00:00.000Z"};

Test(client_changes, keep_the_collection)
{
    struct trakt_addition additions[] = {MOVIE(481), EPISODE(1388, 1, 2), EPISODE(1388, 0, 0),
                                         EPISODE(7, 1, 1)};
    struct trakt_collection collection;
    struct trakt_error error;
    json_int_t count;

    additions[0].copy = additions[1].copy = &copy;
    client_begin(OPTIONS("--list", "collection"));
    struct trakt *trakt = client_open(false);
    struct trakt_target target = target_named(trakt, "/collection");
    struct result result = add(trakt, &target, additions, 4);
    cr_assert(result.fine, "%s", result.error.message);
    cr_expect(result.added.added.movies == 1 && result.added.added.episodes == 2);
    cr_expect(result.added.not_found.episodes == 1 && additions[3].not_found);
    struct copy better = copy;
    better.audio = "flac";
    additions[0].copy = &better;
    result = add(trakt, &target, additions, 3);
    cr_expect(result.fine && result.added.updated.movies == 1);
    cr_expect(result.added.existing.episodes == 2 && !result.added.repeated);
    cr_assert(trakt_count_items(trakt, &target, &count, &error), "%s", error.message);
    cr_expect_eq(count, 3);
    cr_assert(trakt_get_collection(trakt, &collection, &error), "%s", error.message);
    cr_assert_eq(collection.count, 3);
    cr_expect_eq(collection.unread, 0);
    cr_expect_eq(collection.at[0].type, OPERATION_MOVIE);
    cr_expect_str_eq(collection.at[0].copy.audio, "flac");
    cr_expect_str_eq(collection.at[0].copy.collected_at, "2026-10-01T08:00:00.000Z");
    cr_expect_eq(strncmp(collection.at[0].updated_at, "2026-11-22T13:00:", 17), 0);
    cr_expect_str_eq(collection.at[1].title, "Breaking Bad");
    cr_expect(collection.at[1].season == 1 && collection.at[1].episode == 2);
    cr_expect_str_eq(collection.at[1].copy.audio_channels, "7.1");
    trakt_collection_release(&collection);
    result = take_off(trakt, &target, additions, 3);
    cr_expect(result.fine && result.added.deleted.episodes == 2, "%s", result.error.message);
    cr_assert(trakt_get_collection(trakt, &collection, &error), "%s", error.message);
    cr_expect_eq(collection.count, 0);
    trakt_collection_release(&collection);
    cr_expect(!strstr(talk_log(), "[]"), "%s", talk_log());
    trakt_target_release(&target);
    trakt_close(trakt);
    talk_stop();
}

/* Cases: whether an earlier request may have been applied, and the counts in the last answer. */
static const struct {
    const char *fault;
    bool fine;
    bool repeated;
    bool fresh; /* the last request has done it, not an earlier one */
} repeats[] = {
    {"POST /nowhere 503", true, false, true},
    {"POST * times=1 cut-after-apply", true, true, false},
    {"POST * times=1 cut", true, true, true},
    {"POST * times=1 503", true, true, true},
    {"POST * times=1 empty-200", true, true, false},
    {"POST * times=1 truncated-json", true, true, false},
    {"POST * times=1 status=429 retry-after=1", true, false, true},
    {"POST * truncated-json", false, true, true},
    {"POST * status=420", false, false, true},
};

Test(client_changes, tell_whether_they_were_sent_before)
{
    static const char *const lists[] = {"watchlist", "/collection"};

    for (size_t i = 0; i < sizeof repeats / sizeof *repeats; i++)
        for (int k = 0; k < 4; k++) {
            bool removes = k & 1;
            struct trakt_addition matrix[] = {MOVIE(481)};

            client_begin(removes ? OPTIONS("--fault", repeats[i].fault, "--watchlist", "movie:481",
                                           "--collection", "movie:481")
                                 : OPTIONS("--fault", repeats[i].fault));
            struct trakt *trakt = client_open(false);
            struct trakt_target target = target_named(trakt, lists[k / 2]);
            struct result result = (removes ? take_off : add)(trakt, &target, matrix, 1);

            cr_expect_eq(result.fine, repeats[i].fine, "%s: %s", repeats[i].fault,
                         result.error.message);
            cr_expect_eq(result.added.repeated, repeats[i].repeated, "%s: %d", repeats[i].fault, k);
            if (result.fine)
                cr_expect_eq(removes ? result.added.deleted.movies : result.added.added.movies,
                             repeats[i].fresh, "%s: %d", repeats[i].fault, k);
            if (result.fine && !removes)
                cr_expect_eq(result.added.existing.movies, !repeats[i].fresh);
            trakt_target_release(&target);
            trakt_close(trakt);
            talk_stop();
        }
}

/* The collection has 620 films and 620 episodes of 31 shows: three pages and one. */
static const struct {
    const char *fault;
    const char *said; /* in the error; NULL: everything is read */
    unsigned requests;
} readings[] = {
    {"POST /nowhere 503", NULL, 4},
    {"GET * smaller-limit=10", NULL, 66},
    {"GET */movies drop-entry", "617 of 620 movies of the collection", 6},
    {"GET */movies times=1 drop-entry", NULL, 7},
    {"GET */shows drop-entry", "30 of 31 shows of the collection", 5},
    {"GET */shows times=1 drop-entry", NULL, 5},
    {"GET */shows repeat-entry", "a show of the collection twice", 5},
    {"GET */movies repeat-entry", "a movie of the collection twice", 6},
    {"GET */movies page-repeats", "page 1 instead of 2", 6},
    {"GET */shows no-entries", "0 of 31", 5},
    {"GET */movies after=1 times=1 wrong-type", NULL, 7},
    {"GET */shows count=32", "31 of 32", 5},
    {"GET */shows truncated-json", "not JSON", 5},
    {"GET */shows status=404", "HTTP 404", 4},
    {"GET */movies times=1 503", NULL, 5},
};

Test(client_changes, read_all_of_the_collection_or_nothing)
{
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        const char *said = readings[i].said;
        struct trakt_collection collection;
        struct trakt_error error;

        client_begin(
            OPTIONS("--owned", "620", "--limit-collection", "5000", "--fault", readings[i].fault));
        struct trakt *trakt = client_open(false);
        bool read = trakt_get_collection(trakt, &collection, &error);

        cr_expect_eq(read, said == NULL, "%s: %s", readings[i].fault, error.message);
        cr_expect_eq(collection.count, said ? 0 : 1240, "%s: %zu", readings[i].fault,
                     collection.count);
        if (!read)
            cr_expect(strstr(error.message, said ? said : "?"), "%s: %s", readings[i].fault,
                      error.message);
        cr_expect_eq(client_requests("\n"), readings[i].requests, "%s: %s", readings[i].fault,
                     talk_log());
        trakt_collection_release(&collection);
        trakt_close(trakt);
        talk_stop();
    }
}

Test(client_changes, read_ten_thousand_episodes)
{
    struct trakt_collection collection;
    struct trakt_error error;

    client_begin(OPTIONS("--owned", "10000", "--limit-collection", "20000"));
    struct trakt *trakt = client_open(false);
    cr_assert(trakt_get_collection(trakt, &collection, &error), "%s", error.message);
    cr_expect_eq(collection.count, 20000);
    cr_expect_eq(client_requests("GET /sync/collection/"), 45);
    trakt_collection_release(&collection);
    trakt_close(trakt);
    talk_stop();
}

/* The error of a full collection says that it is the collection. */
Test(client_changes, do_not_fit_a_full_collection)
{
    struct trakt_addition additions[] = {EPISODE(1388, 1, 1), EPISODE(1388, 1, 2)};
    struct trakt_account account;
    struct trakt_error error;

    client_begin(OPTIONS("--limit-collection", "1"));
    struct trakt *trakt = client_open(false);
    struct trakt_target target = target_named(trakt, "/collection");
    struct result result = add(trakt, &target, additions, 2);
    cr_expect(!result.fine);
    cr_expect_str_eq(result.error.code, "list-full");
    cr_expect(strstr(result.error.message, "Collection: "), "%s", result.error.message);
    cr_assert(trakt_get_account(trakt, &account, &error), "%s", error.message);
    cr_expect_eq(account.most_collection_items, 1);
    trakt_account_release(&account);
    trakt_target_release(&target);
    trakt_close(trakt);
    talk_stop();
}

/* A bare show would be all its episodes. */
static void send_bare_show(bool removes)
{
    struct trakt_addition show[] = {SHOW(1388)};

    client_begin(NULL);
    struct trakt *trakt = client_open(false);
    struct trakt_target target = target_named(trakt, "/collection");
    (void)(removes ? take_off : add)(trakt, &target, show, 1);
}

Test(client_changes, never_add_a_bare_show_to_the_collection, .exit_code = EX_SOFTWARE)
{
    send_bare_show(false);
}

Test(client_changes, never_remove_a_bare_show_from_the_collection, .exit_code = EX_SOFTWARE)
{
    send_bare_show(true);
}
