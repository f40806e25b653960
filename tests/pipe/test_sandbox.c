/* The stand-in for Trakt itself: headers, search, lists, rate limits and limits, on which other
 * tests rely. */
#include "talk.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

Test(sandbox, demands_the_headers_that_trakt_demands)
{
    static const struct talk_row rows[] = {
        {"GET /users/settings", 0, NULL, 200, "\"username\":\"ann_k\"", NULL},
        {"GET /users/settings", NO_AGENT, NULL, 403, "Server: cloudflare", "X-Runtime"},
        {"GET /users/settings", BAD_KEY, NULL, 403, "X-Runtime", "cloudflare"},
        {"GET /users/settings", NO_TYPE, NULL, 412, "X-Request-Id", NULL},
        {"GET /users/settings", FORM, NULL, 412, NULL, NULL},
        {"GET /users/settings", NO_VERSION, NULL, 412, NULL, NULL},
        {"GET /users/settings", NO_TOKEN, NULL, 401, "Content-Length: 0", NULL},
        {"GET /movies/481", NO_TOKEN, NULL, 200, "UNAUTHED_API_GET_LIMIT", NULL},
        {"GET /movies/481", 0, NULL, 200, "\"AUTHED_API_GET_LIMIT", NULL},
        {"GET /nowhere", 0, NULL, 404, "X-Runtime", NULL},
        {"DELETE /sync/watchlist", 0, NULL, 405, NULL, NULL},
        {"GET /users//lists", 0, NULL, 405, NULL, NULL},
        {"POST /sync/watchlist", 0, "{", 400, NULL, NULL},
    };

    talk_start(NULL);
    PLAY(rows);
    cr_expect(strstr(talk_log(), "GET /users/settings 200\nGET /users/settings 403 !user-agent\n"
                                 "GET /users/settings 403 !api-key\n"));
    cr_expect(strstr(talk_log(), "POST /sync/watchlist 400 (1 bytes, not JSON)\n"));
    talk_stop();
}

Test(sandbox, finds_titles_as_trakt_does)
{
    static const struct talk_row rows[] = {
        {"GET /search/movie/exact?query=the%20matrix", 0, NULL, 200, "\"trakt\":481,", "Reloaded"},
        {"GET /search/show/exact?query=the%20matrix", 0, NULL, 200, "\r\n\r\n[]", NULL},
        {"GET /search/movie/exact?query=a%20star%20is%20born", 0, NULL, 200,
         "X-Pagination-Item-Count: 3", "\"year\":1937"},
        {"GET /search/movie/exact?query=Face%5C%2FOff", 0, NULL, 200, "tt0119094", NULL},
        {"GET /search/movie?query=amelie", 0, NULL, 200, "tt0211915", NULL},
        {"GET /search/movie?query=sen%20to%20chihiro", 0, NULL, 200, "tt0245429", NULL},
        {"GET /search/movie,show?query=fargo", 0, NULL, 200, "\"type\":\"show\"", NULL},
        {"GET /search/movie?query=halloween&years=2018", 0, NULL, 200, "tt1502407", "tt0077651"},
        {"GET /search/movie?query=halloween&years=2005-2010", 0, NULL, 200, "tt0373883",
         "tt1502407"},
        {"GET /search/show?query=konosuba%20-gods%20blessing", 0, NULL, 200, "Count: 0", NULL},
        {"GET /search/show?query=konosuba%20%5C-gods%20blessing", 0, NULL, 200, "tt5370118", NULL},
        {"GET /search/movie?query=(500)%20days", 0, NULL, 200, "tt1022603", NULL},
        {"GET /search/movie?query=(500%20days", 0, NULL, 200, "\r\n\r\n[]", NULL},
        {"GET /search/movie?query=the&limit=100", 0, NULL, 200, "X-Pagination-Limit: 50", NULL},
        {"GET /search/movie?query=the&limit=100", 0, NULL, 200, "Page-Count: 1\r", NULL},
        {"GET /search/imdb/tt0133093", 0, NULL, 200, "\"trakt\":481,", NULL},
        {"GET /search/tvdb/81189?type=show", 0, NULL, 200, "\"trakt\":1388,", NULL},
        {"GET /search/tmdb/603?type=show", 0, NULL, 200, "\r\n\r\n[]", NULL},
        {"GET /search/poem?query=x", 0, NULL, 404, NULL, NULL},
        {"GET /movies/the-matrix-1999?extended=full", 0, NULL, 200, "\"votes\":", NULL},
        {"GET /shows/tt0903747", 0, NULL, 200, "\"trakt\":1388,", "votes"},
        {"GET /shows/no-such-show", 0, NULL, 404, "Content-Length: 0", NULL},
        {"GET /shows/severance/aliases", 0, NULL, 200, "Ruptura", NULL},
    };

    talk_start(NULL);
    PLAY(rows);
    talk_stop();
}

Test(sandbox, puts_exact_titles_first_and_known_ones_next)
{
    talk_start(NULL);
    talk_ask("GET /search/movie?query=it", 0, NULL);
    const char *it = strstr(talk_answer, "tt1396484"), *next = strstr(talk_answer, "tt7349950");
    cr_expect(it && next && it < next);
    /* The first Star Trek is the best-known one, not the one that is meant. */
    talk_ask("GET /search/show?query=trek", 0, NULL);
    const char *first = strstr(talk_answer, "\"title\":");
    cr_expect(first && strncmp(first, "\"title\":\"Star Trek: Discovery\"", 30) == 0, "%s",
              talk_answer);
    talk_stop();
}

Test(sandbox, accounts_for_what_is_added_and_removed)
{
    static const struct talk_row rows[] = {
        {"POST /sync/watchlist", 0,
         "{\"movies\":[{\"ids\":{\"trakt\":481}},{\"ids\":{\"trakt\":\"481\"}},"
         "{\"title\":\"Arrival\",\"year\":2016},{\"title\":\"Arrival\"}],"
         "\"shows\":[{\"ids\":{\"tvdb\":81189}}]}",
         201,
         "{\"added\":{\"movies\":2,\"shows\":1,\"seasons\":0,\"episodes\":0,\"people\":0},"
         "\"existing\":{\"movies\":0,\"shows\":0,\"seasons\":0,\"episodes\":0,\"people\":0},"
         "\"not_found\":{\"movies\":[{\"ids\":{\"trakt\":\"481\"}},{\"title\":\"Arrival\"}],"
         "\"shows\":[],\"seasons\":[],\"episodes\":[],\"people\":[]},"
         "\"list\":{\"updated_at\":\"2026-11-22T13:00:00.000Z\",\"item_count\":3}}",
         NULL},
        {"POST /sync/watchlist", 0, "{\"movies\":[{\"ids\":{\"imdb\":\"tt0133093\"}}]}", 201,
         "\"existing\":{\"movies\":1", NULL},
        {"POST /sync/watchlist", 0, "{\"shows\":[{\"ids\":{\"trakt\":1388},\"seasons\":[]}]}", 201,
         "\"existing\":{\"movies\":0,\"shows\":0", "1388"},
        {"POST /sync/watchlist", 0,
         "{\"shows\":[{\"ids\":{\"trakt\":1388},\"seasons\":[{\"number\":2},{\"number\":3,"
         "\"episodes\":[{\"number\":7}]}]}]}",
         201, "\"seasons\":1,\"episodes\":1", NULL},
        {"POST /sync/watchlist", 0, "{\"episodes\":[{\"ids\":{\"trakt\":138800030007}}]}", 201,
         "\"existing\":{\"movies\":0,\"shows\":0,\"seasons\":0,\"episodes\":1", NULL},
        {"GET /sync/watchlist/movies", 0, NULL, 200, "X-Pagination-Item-Count: 2", "\"show\""},
        {"GET /sync/watchlist/episodes", 0, NULL, 200, "\"season\":3,\"number\":7", NULL},
        {"GET /sync/watchlist/movies/title/desc", 0, NULL, 200, "X-Sort-How: desc", NULL},
        {"POST /sync/watchlist/remove", 0,
         "{\"movies\":[{\"ids\":{\"trakt\":481}},{\"ids\":{\"trakt\":482}}]}", 200,
         "{\"deleted\":{\"movies\":1", NULL},
        {"POST /sync/watchlist", 0, "{\"movies\":{}}", 422, NULL, NULL},
        {"GET /sync/last_activities", 0, NULL, 200,
         "\"watchlist\":{\"updated_at\":\"2026-11-22T13:00:00.000Z\"}", NULL},
    };

    talk_start(NULL);
    PLAY(rows);
    talk_stop();
}

/* An item has the time of its own addition, even if it was removed and added again. */
Test(sandbox, says_when_each_item_was_listed)
{
    static const char matrix[] = "{\"movies\":[{\"ids\":{\"trakt\":481}}]}";
    static const char show[] = "{\"shows\":[{\"ids\":{\"trakt\":1388}}]}";
    static const struct talk_row rows[] = {
        {"GET /sync/watchlist/movies", 0, NULL, 200, "\"listed_at\":\"2026-11-22T13:02:00.000Z\"",
         "T13:00:00"},
        {"GET /sync/watchlist/shows", 0, NULL, 200, "\"listed_at\":\"2026-11-22T13:01:00.000Z\"",
         NULL},
    };

    talk_start(NULL);
    cr_expect_eq(talk_ask("POST /sync/watchlist", 0, matrix), 201);
    talk_clock(TALK_BEGIN + 60000);
    cr_expect_eq(talk_ask("POST /sync/watchlist", 0, matrix), 201);
    cr_expect_eq(talk_ask("POST /sync/watchlist", 0, show), 201);
    talk_clock(TALK_BEGIN + 120000);
    cr_expect_eq(talk_ask("POST /sync/watchlist/remove", 0, matrix), 200);
    cr_expect_eq(talk_ask("POST /sync/watchlist", 0, matrix), 201);
    PLAY(rows);
    talk_stop();
}

/* Any one id is sufficient. TheTVDB has no films, and an id of the other type is not found. */
Test(sandbox, takes_additions_by_ids_of_every_service)
{
    static const struct talk_row rows[] = {
        {"POST /sync/watchlist", 0,
         "{\"movies\":[{\"ids\":{\"tmdb\":603}},{\"ids\":{\"imdb\":\"tt0113277\"}}],"
         "\"shows\":[{\"ids\":{\"tvdb\":81189}},{\"ids\":{\"tmdb\":1396}},"
         "{\"ids\":{\"imdb\":\"tt11280740\"}}]}",
         201, "{\"added\":{\"movies\":2,\"shows\":2,", NULL},
        {"POST /sync/watchlist", 0,
         "{\"movies\":[{\"ids\":{\"tvdb\":81189}},{\"ids\":{\"imdb\":\"tt11280740\"}},"
         "{\"ids\":{\"tmdb\":949}}],\"shows\":[{\"ids\":{\"imdb\":\"tt99999999\"}}]}",
         201,
         "\"existing\":{\"movies\":1,\"shows\":0,\"seasons\":0,\"episodes\":0,\"people\":0},"
         "\"not_found\":{\"movies\":[{\"ids\":{\"tvdb\":81189}},{\"ids\":{\"imdb\":"
         "\"tt11280740\"}}],\"shows\":[{\"ids\":{\"imdb\":\"tt99999999\"}}],",
         NULL},
    };

    talk_start(NULL);
    PLAY(rows);
    talk_stop();
}

Test(sandbox, keeps_lists)
{
    static const struct talk_row rows[] = {
        {"GET /users/me/lists", 0, NULL, 200, "\r\n\r\n[]", NULL},
        {"POST /users/me/lists", 0, "{\"name\":\"Disk 3: unseen\"}", 201,
         "\"slug\":\"disk-3-unseen\"", NULL},
        {"POST /users/me/lists", 0, "{\"name\":\"Disk 3: unseen\"}", 201, "disk-3-unseen-2", NULL},
        {"POST /users/me/lists", 0, "{\"name\":\"third\"}", 420, "HTTP/1.1 420", "X-Runtime"},
        {"POST /users/me/lists", 0, "{\"description\":\"\"}", 422, NULL, NULL},
        {"POST /users/me/lists", 0, "{\"name\":\"x\",\"allow_comments\":1}", 422, NULL, NULL},
        {"GET /users/me/lists?limit=1", 0, NULL, 200, "X-Pagination-Page-Count: 2", "unseen-2"},
        {"GET /users/ann_k/lists/33543684", 0, NULL, 200, "\"item_count\":0", NULL},
        {"GET /users/me/lists/other", 0, NULL, 404, NULL, NULL},
        {"PUT /users/me/lists/disk-3-unseen", 0, "{\"name\":\"Seen\",\"privacy\":\"public\"}", 200,
         "\"slug\":\"seen\"", NULL},
        {"GET /users/me/lists/disk-3-unseen", 0, NULL, 200, "\"name\":\"Seen\"", NULL},
        {"POST /users/me/lists/seen/items", 0, "{\"shows\":[{\"ids\":{\"trakt\":1388}}]}", 201,
         "\"shows\":1", NULL},
        {"GET /users/me/lists/seen/items/show", 0, NULL, 200, "\"rank\":1", NULL},
        {"GET /users/me/lists/seen/items/movie", 0, NULL, 200, "\r\n\r\n[]", NULL},
        {"POST /users/me/lists/seen/items/remove", 0, "{\"shows\":[{\"ids\":{\"trakt\":1388}}]}",
         200, "\"item_count\":0", NULL},
        {"DELETE /users/me/lists/seen", 0, NULL, 204, NULL, NULL},
        {"GET /users/me/lists/seen", 0, NULL, 404, NULL, NULL},
    };

    talk_start(OPTIONS("--limit-lists", "2"));
    PLAY(rows);
    talk_stop();
}

Test(sandbox, pages_by_a_hundred_and_never_gives_more_than_250)
{
    static const struct talk_row rows[] = {
        {"GET /sync/watchlist", 0, NULL, 200, "X-Pagination-Limit: 100\r", "Filler 101\""},
        {"GET /sync/watchlist?page=3&limit=100", 0, NULL, 200, "Filler 260\"", "Filler 200\""},
        {"GET /sync/watchlist?limit=500", 0, NULL, 200, "X-Pagination-Limit: 250\r", "Filler 251"},
        {"GET /sync/watchlist?limit=500", 0, NULL, 200, "X-Pagination-Page-Count: 2\r", NULL},
        {"GET /sync/watchlist?page=3&limit=250", 0, NULL, 200, "\r\n\r\n[]", NULL},
    };

    talk_start(OPTIONS("--filler", "260"));
    PLAY(rows);
    talk_stop();
}

Test(sandbox, adds_nothing_beyond_a_limit_and_says_420_alone)
{
    static const struct talk_row rows[] = {
        {"POST /sync/watchlist", 0, "{\"movies\":[{\"ids\":{\"trakt\":481}}]}", 201, NULL, NULL},
        {"POST /sync/watchlist", 0,
         "{\"movies\":[{\"ids\":{\"trakt\":482}},{\"ids\":{\"trakt\":16662}}]}", 420,
         "Content-Length: 0", "X-"},
        {"POST /sync/watchlist", 0, "{\"movies\":[{\"ids\":{\"trakt\":482}}]}", 201, NULL, NULL},
        {"POST /sync/watchlist", 0, "{\"movies\":[{\"ids\":{\"trakt\":482}}]}", 201, NULL, NULL},
        {"GET /users/settings", 0, NULL, 200, "\"watchlist\":{\"item_count\":2}", NULL},
    };

    talk_start(OPTIONS("--limit-watchlist", "2"));
    PLAY(rows);
    talk_stop();
}

Test(sandbox, has_budgets_that_the_clock_fills_again)
{
    static const struct talk_row spent[] = {
        {"GET /movies/481", 0, NULL, 200, "\"limit\":2,\"remaining\":1,", "Retry-After"},
        {"GET /movies/481", 0, NULL, 200, "\"until\":\"2026-11-22T13:05:00Z\"", NULL},
        {"GET /movies/481", 0, NULL, 429, "Retry-After: 300\r", NULL},
        {"GET /movies/481", NO_TOKEN, NULL, 200, NULL, NULL},
        {"POST /sync/watchlist", 0, "{}", 201, "AUTHED_API_POST_LIMIT", NULL},
        {"POST /sync/watchlist", 0, "{}", 429, "Retry-After: 1\r", NULL},
    };
    static const struct talk_row again[] = {{"GET /movies/481", 0, NULL, 200, NULL, NULL},
                                            {"POST /sync/watchlist", 0, "{}", 201, NULL, NULL}};

    talk_start(OPTIONS("--get-limit", "2/300", "--post-limit", "1/1"));
    PLAY(spent);
    talk_clock(TALK_BEGIN + 299999);
    cr_expect_eq(talk_ask("GET /movies/481", 0, NULL), 429);
    talk_clock(TALK_BEGIN + 300000);
    PLAY(again);
    talk_stop();
}

Test(sandbox, reads_another_catalogue_with_few_columns)
{
    static const char rows[] = "# ours\ntype\ttrakt\nmovie\t1\t\tHeld Up\t2010\n"
                               "movie\t2\t\tHeld up!\t2010\nshow\t1\t\tHeld Up\n"
                               "movie\t7\t\t$\t1971\n";
    static const struct talk_row asked[] = {
        {"GET /movies/held-up-2010", 0, NULL, 200, "\"trakt\":1,", NULL},
        {"GET /movies/held-up-2010-2", 0, NULL, 200, "\"trakt\":2,", NULL},
        {"GET /shows/held-up", 0, NULL, 200, "\"year\":null,\"ids\":{\"trakt\":1,", NULL},
        {"GET /search/media/exact?query=HELD%20UP", 0, NULL, 200, "Item-Count: 3", NULL},
        {"GET /movies/7", 0, NULL, 200,
         "\"title\":\"$\",\"year\":1971,\"ids\":{\"trakt\":7,\"slug\":\"7\"", NULL},
    };
    char file[] = "/tmp/test-catalog-XXXXXX";
    int fd = mkstemp(file);

    cr_assert_eq(write(fd, rows, sizeof rows - 1), (ssize_t)sizeof rows - 1);
    close(fd);
    talk_start(OPTIONS("--catalog", file));
    PLAY(asked);
    talk_stop();
    unlink(file);
}

Test(sandbox, masks_a_query_that_has_a_token_in_it)
{
    talk_start(NULL);
    talk_ask("GET /movies/481?access_token=$TOKEN", 0, NULL);
    cr_expect_str_eq(talk_log(), "GET /movies/481?*** 200 !secret-in-url\n");
    talk_stop();
}
