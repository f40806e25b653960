/* The stand-in's collection: adding with copies, removing, reading in three ways, its limit, and
 * its faults. */
#include "talk.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"

#define NO_COUNT "{\"movies\":0,\"shows\":0,\"seasons\":0,\"episodes\":0,\"people\":0}"
#define COUNT(movies, episodes)                                                                    \
    "{\"movies\":" movies ",\"shows\":0,\"seasons\":0,\"episodes\":" episodes ",\"people\":0}"
#define MATRIX "{\"movies\":[{\"ids\":{\"trakt\":481}}]}"
#define EPISODE(number, more)                                                                      \
    "{\"shows\":[{\"ids\":{\"trakt\":1388},\"seasons\":[{\"number\":1,\"episodes\":[{"             \
    "\"number\":" number more "}]}]}]}"

Test(sandbox_collection, accounts_for_what_is_added_changed_and_removed)
{
    static const struct talk_row rows[] = {
        {"POST /sync/collection", 0,
         "{\"movies\":[{\"ids\":{\"trakt\":481},\"resolution\":\"uhd_4k\",\"hdr\":\"hlg\",\"3d\":"
         "true,"
         "\"collected_at\":\"2026-10-01T08:00:00.000Z\"},{\"ids\":{\"trakt\":7}}],"
         "\"shows\":[{\"ids\":{\"tvdb\":81189},\"seasons\":[{\"number\":1,\"episodes\":[{"
         "\"number\":1},"
         "{\"number\":2,\"audio\":\"aac\",\"3d\":false}]}]}]}",
         201,
         "{\"added\":" COUNT("1", "2") ",\"updated\":" NO_COUNT ",\"existing\":" NO_COUNT
                                       ",\"not_found\":{\"movies\":[{\"ids\":{\"trakt\":7}}],"
                                       "\"shows\":[],\"seasons\":[],"
                                       "\"episodes\":[],\"people\":[]},\"list\":{\"updated_at\":"
                                       "\"2026-11-22T13:00:00.000Z\","
                                       "\"item_count\":3}}",
         NULL},
        {"GET /sync/collection/movies", 0, NULL, 200, "X-Pagination-Item-Count: 1\r", "metadata"},
        {"GET /sync/collection/movies?extended=metadata", 0, NULL, 200,
         "[{\"type\":\"movie\",\"collected_at\":\"2026-10-01T08:00:00.000Z\",\"metadata\":{"
         "\"media_type\":null,\"resolution\":\"uhd_4k\",\"hdr\":\"hlg\",\"audio\":null,"
         "\"audio_channels\":null,\"3d\":1},\"updated_at\":\"2026-11-22T13:00:00.000Z\",\"movie\":{"
         "\"title\":\"The Matrix\",\"year\":1999,",
         NULL},
        {"GET /sync/collection/shows?extended=metadata", 0, NULL, 200,
         "\"seasons\":[{\"number\":1,\"episodes\":[{\"number\":1,\"collected_at\":"
         "\"2026-11-22T13:00:00.000Z\",\"metadata\":{\"media_type\":null,\"resolution\":null,"
         "\"hdr\":null,\"audio\":null,\"audio_channels\":null,\"3d\":null}},{\"number\":2,",
         NULL},
        {"GET /sync/collection/shows?extended=metadata", 0, NULL, 200,
         "\"audio\":\"aac\",\"audio_channels\":null,\"3d\":false", "481"},
        {"GET /sync/collection/episodes", 0, NULL, 200, "X-Pagination-Item-Count: 2\r", "metadata"},
        {"GET /sync/collection/episodes?limit=1&page=2", 0, NULL, 200,
         "\"episode\":{\"season\":1,\"number\":2,", "\"number\":1,"},
        {"GET /sync/collection/media", 0, NULL, 200, "X-Pagination-Item-Count: 2\r", NULL},
        {"GET /sync/collection/people", 0, NULL, 404, NULL, NULL},
        {"GET /sync/collection/movies", NO_TOKEN, NULL, 401, NULL, NULL},
        /* An item with the same copy is existing, otherwise it is updated. */
        {"POST /sync/collection", 0, EPISODE("2", ",\"audio\":\"aac\""), 201,
         "\"updated\":" NO_COUNT ",\"existing\":" COUNT("0", "1"), NULL},
        {"POST /sync/collection", 0, MATRIX, 201, "\"existing\":" COUNT("1", "0"), NULL},
        {"POST /sync/collection", 0, EPISODE("2", ",\"audio\":\"flac\""), 201,
         "{\"added\":" NO_COUNT ",\"updated\":" COUNT("0", "1") ",\"existing\":" NO_COUNT, NULL},
        {"GET /sync/collection/shows?extended=metadata", 0, NULL, 200, "\"audio\":\"flac\"", "aac"},
        {"GET /sync/last_activities", 0, NULL, 200,
         "\"movies\":{\"watched_at\":\"2026-11-22T13:00:00.000Z\",\"collected_at\":", NULL},
        /* Removing twice is not an error. */
        {"POST /sync/collection/remove", 0, EPISODE("2", ""), 200,
         "{\"deleted\":" COUNT("0", "1") ",\"not_found\":{\"movies\":[],\"shows\":[],", NULL},
        {"POST /sync/collection/remove", 0, EPISODE("2", ""), 200, "{\"deleted\":" NO_COUNT, NULL},
        {"POST /sync/collection/remove", 0,
         "{\"movies\":[{\"ids\":{\"imdb\":\"tt0133093\"}},{\"ids\":{\"trakt\":7}}]}", 200,
         "{\"deleted\":" COUNT("1", "0") ",\"not_found\":{\"movies\":[{\"ids\":{\"trakt\":7}}]",
         NULL},
        {"GET /sync/collection/shows", 0, NULL, 200, "\"number\":1", "\"number\":2"},
        /* The lists are not affected. */
        {"GET /sync/watchlist", 0, NULL, 200, "\r\n\r\n[]", NULL},
    };

    talk_start(NULL);
    PLAY(rows);
    talk_stop();
}

/* A bare show stands for all its episodes, a season for its own. */
Test(sandbox_collection, takes_a_bare_show_for_all_its_episodes)
{
    static const struct talk_row rows[] = {
        {"POST /sync/collection", 0, "{\"shows\":[{\"ids\":{\"trakt\":1388}}]}", 201,
         "{\"added\":" COUNT("0", "20"), NULL},
        {"POST /sync/collection", 0,
         "{\"shows\":[{\"ids\":{\"trakt\":1388},\"seasons\":[{\"number\":2}]}]}", 201,
         "\"existing\":" COUNT("0", "10"), NULL},
        {"POST /sync/collection", 0, "{\"shows\":[{\"ids\":{\"trakt\":1388},\"seasons\":[]}]}", 201,
         "\"existing\":" NO_COUNT, NULL},
        {"POST /sync/collection/remove", 0,
         "{\"shows\":[{\"ids\":{\"trakt\":1388},\"seasons\":"
         "[{\"number\":1}]}]}",
         200, "{\"deleted\":" COUNT("0", "10"), NULL},
        {"POST /sync/collection/remove", 0, "{\"shows\":[{\"ids\":{\"trakt\":1388}}]}", 200,
         "{\"deleted\":" COUNT("0", "10"), NULL},
        {"GET /sync/collection/shows", 0, NULL, 200, "\r\n\r\n[]", NULL},
    };

    talk_start(NULL);
    PLAY(rows);
    talk_stop();
}

static const struct {
    const char *said;
    bool valid;
} words[] = {
    {"\"media_type\":\"digital\"", true},
    {"\"media_type\":\"file\"", false},
    {"\"resolution\":\"hd_1080p\"", true},
    {"\"resolution\":\"1080p\"", false},
    {"\"hdr\":\"hdr10_plus\"", true},
    {"\"hdr\":\"sdr\"", false},
    {"\"audio\":\"dolby_digital_plus_atmos\"", true},
    {"\"audio\":\"eac3\"", false},
    {"\"audio_channels\":\"7.1.4\"", true},
    {"\"audio_channels\":\"6\"", false},
    {"\"audio_channels\":5.1", false},
    {"\"3d\":true", true},
    {"\"3d\":\"sbs\"", false},
    {"\"3d\":1", false},
    {"\"hdr\":null,\"3d\":null,\"collected_at\":null", true},
    {"\"collected_at\":\"2026-10-01T08:00:00.000Z\"", true},
    {"\"collected_at\":\"released\"", true},
    {"\"collected_at\":\"yesterday\"", false},
    {"\"collected_at\":1795352400", false},
    {"\"bitrate\":7", true},
};

Test(sandbox_collection, takes_the_words_of_trakt_and_no_others)
{
    talk_start(NULL);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char *movie = cvi_format(
            "{\"movies\":[{\"ids\":{\"trakt\":482}},{\"ids\":{\"trakt\":481},%s}]}", words[i].said);
        char *more = cvi_format(",%s", words[i].said);
        char *episode =
            cvi_format("{\"shows\":[{\"ids\":{\"trakt\":1388},\"seasons\":[{\"number\":1,"
                       "\"episodes\":[{\"number\":1%s}]}]}]}",
                       more);

        cr_expect_eq(talk_ask("POST /sync/collection", 0, movie), words[i].valid ? 201 : 422, "%s",
                     words[i].said);
        cr_expect_eq(talk_ask("POST /sync/collection", 0, episode), words[i].valid ? 201 : 422,
                     "%s", words[i].said);
        cr_expect_eq(talk_ask("POST /sync/collection/remove", 0, MATRIX), 200);
        free(movie);
        free(more);
        free(episode);
    }
    talk_stop();
}

/* All or nothing, films and episodes together. A change takes no room. */
Test(sandbox_collection, has_a_limit_of_its_own)
{
    static const struct talk_row rows[] = {
        {"GET /users/settings", 0, NULL, 200, "\"collection\":{\"item_count\":3}", NULL},
        {"POST /sync/collection", 0, "{\"shows\":[{\"ids\":{\"trakt\":1388}}]}", 420,
         "Content-Length: 0", "X-"},
        {"POST /sync/collection", 0, EPISODE("2", "},{\"number\":3"), 201, NULL, NULL},
        {"POST /sync/collection", 0,
         "{\"movies\":[{\"ids\":{\"trakt\":482}},{\"ids\":{\"trakt\":16662}}]}", 420, NULL, NULL},
        {"POST /sync/collection", 0, MATRIX, 201, "\"item_count\":3", NULL},
        {"POST /sync/collection", 0, EPISODE("2", ",\"audio\":\"aac\""), 201,
         "\"updated\":" COUNT("0", "1"), NULL},
        {"POST /sync/collection", 0, EPISODE("4", ""), 420, NULL, NULL},
        {"POST /sync/watchlist", 0, MATRIX, 201, NULL, NULL},
    };
    static const struct talk_row untold[] = {
        {"GET /users/settings", 0, NULL, 200, "\"watchlist\":{\"item_count\":250}",
         "\"collection\":"},
    };

    talk_start(OPTIONS("--limit-collection", "3"));
    PLAY(rows);
    talk_stop();
    talk_start(NULL);
    PLAY(untold);
    talk_stop();
}

Test(sandbox_collection, begins_with_what_is_asked_for)
{
    static const struct talk_row rows[] = {
        {"GET /sync/collection/movies?limit=250&page=2", 0, NULL, 200, "Item-Count: 301\r",
         "Owned 248\""},
        {"GET /sync/collection/episodes", 0, NULL, 200, "Item-Count: 302\r", NULL},
        {"GET /sync/collection/shows", 0, NULL, 200, "Item-Count: 16\r", "\"number\":11"},
    };

    talk_start(OPTIONS("--owned", "300", "--limit-collection", "1000", "--collection",
                       "movie:the-matrix-1999,show:1388:0:7", "--collection", "show:1388:1:2"));
    PLAY(rows);
    talk_stop();
}

Test(sandbox_collection, goes_wrong_as_lists_do)
{
    talk_start(OPTIONS("--fault", "POST /sync/collection times=1 cut-after-apply", "--fault",
                       "POST /sync/collection/remove times=1 cut-after-apply", "--fault",
                       "GET /sync/collection/shows times=1 drop-entry"));
    cr_expect_eq(talk_ask("POST /sync/collection", 0, EPISODE("1", "")), 0);
    cr_expect_eq(talk_ask("POST /sync/collection", 0, EPISODE("1", "")), 201);
    cr_expect(strstr(talk_answer, "\"existing\":" COUNT("0", "1")));
    cr_expect_eq(talk_ask("GET /sync/collection/shows", 0, NULL), 200);
    cr_expect(strstr(talk_answer, "Item-Count: 1\r") && strstr(talk_answer, "\r\n\r\n[]"));
    cr_expect_eq(talk_ask("POST /sync/collection/remove", 0, EPISODE("1", "")), 0);
    cr_expect_eq(talk_ask("POST /sync/collection/remove", 0, EPISODE("1", "")), 200);
    cr_expect(strstr(talk_answer, "{\"deleted\":" NO_COUNT));
    talk_stop();
}

Test(sandbox_collection, shows_an_added_episode_some_reads_later)
{
    talk_start(OPTIONS("--fault", "POST /sync/collection times=1 stale-read=2"));
    cr_expect_eq(talk_ask("POST /sync/collection", 0, EPISODE("1", "")), 201);
    for (int read = 0; read < 3; read++) {
        talk_ask("GET /sync/collection/shows", 0, NULL);
        cr_expect_eq(strstr(talk_answer, "\"trakt\":1388") != NULL, read == 2, "read %d", read);
    }
    talk_stop();
}

/* Added again meanwhile, it is shown once. */
Test(sandbox_collection, shows_a_removed_episode_some_reads_longer)
{
    talk_start(OPTIONS("--collection", "show:1388:1:1,show:1388:1:2", "--fault",
                       "POST /sync/collection/remove stale-read=2"));
    cr_expect_eq(talk_ask("POST /sync/collection/remove", 0, EPISODE("2", "")), 200);
    for (int read = 0; read < 3; read++) {
        talk_ask("GET /sync/collection/shows", 0, NULL);
        cr_expect_eq(strstr(talk_answer, "{\"number\":2,") != NULL, read < 2, "read %d", read);
    }
    cr_expect_eq(talk_ask("POST /sync/collection/remove", 0, EPISODE("1", "")), 200);
    cr_expect_eq(talk_ask("POST /sync/collection", 0, EPISODE("1", "")), 201);
    talk_ask("GET /sync/collection/episodes", 0, NULL);
    cr_expect(strstr(talk_answer, "Item-Count: 1\r"), "%s", talk_answer);
    talk_stop();
}

Test(sandbox_collection, counts_each_episode_of_a_request_that_is_too_large)
{
    talk_start(OPTIONS("--fault", "POST /sync/collection too-large-413=2", "--fault",
                       "POST /sync/collection bad-title-500=7"));
    cr_expect_eq(
        talk_ask("POST /sync/collection", 0, EPISODE("1", "},{\"number\":2},{\"number\":3")), 413);
    cr_expect_eq(talk_ask("POST /sync/collection", 0, EPISODE("1", "},{\"number\":2")), 201);
    talk_stop();
}

Test(sandbox_collection, is_saved_with_the_lists)
{
    char file[160];
    struct buf text = BUF_INIT(4096);
    struct why why;

    snprintf(file, sizeof file, "/tmp/test-sandbox-collection-%ld", (long)getpid());
    talk_start(
        OPTIONS("--save", file, "--list", "Mine", "--collection", "movie:481,show:1388:1:9"));
    talk_stop();
    cr_assert(file_read(file, &text, &why), "%s", why.text);
    unlink(file);
    cr_expect_str_eq(buf_text(&text),
                     "{\"list\":\"watchlist\",\"items\":[]}\n"
                     "{\"list\":\"collection\",\"items\":[\"movie:481\",\"show:1388:1:9\"]}\n"
                     "{\"list\":\"mine\",\"items\":[]}\n");
    buf_release(&text);
}
