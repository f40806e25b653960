/* URLs of the stand-in that real clients use: each is answered as by Trakt. */
#include "talk.h"

#include <criterion/criterion.h>
#include <string.h>

#define ONE_MOVIE "{\"movies\":[{\"ids\":{\"trakt\":481}}]}"

/* A base URL with a trailing slash makes a path that begins with two. */
Test(sandbox_paths, take_two_slashes_at_the_beginning_for_one)
{
    static const struct talk_row rows[] = {
        {"POST //oauth/device/code", 0, "{\"client_id\":\"$ID\"}", 200, "\"user_code\":", NULL},
        {"GET //users/settings", 0, NULL, 200, "\"username\":\"ann_k\"", NULL},
        {"GET ///movies/481", 0, NULL, 200, "\"trakt\":481,", NULL},
        {"GET /users/me/lists/", 0, NULL, 200, "\r\n\r\n[]", NULL},
        {"GET //", 0, NULL, 405, NULL, NULL},
        {"GET /users//lists", 0, NULL, 405, NULL, NULL},
        {"GET /users//lists/", 0, NULL, 405, NULL, NULL},
    };

    talk_start(NULL);
    PLAY(rows);
    talk_stop();
}

/* HEAD is GET without the body (RFC 9110, 9.3.2), and is counted as one. */
Test(sandbox_paths, answer_head_with_the_headers_of_get)
{
    static const struct talk_row rows[] = {
        {"HEAD /sync/watchlist?limit=100", 0, NULL, 200, "X-Pagination-Page-Count: 3\r", "Filler"},
        {"HEAD /sync/watchlist", 0, NULL, 200, "X-Pagination-Item-Count: 260\r", "Filler"},
        {"HEAD /users/me/lists", 0, NULL, 200, "X-Pagination-Item-Count: 0\r", "[]"},
        {"HEAD /search/movie/exact?query=heat", 0, NULL, 200, "\"AUTHED_API_GET_LIMIT", "\"trakt"},
        {"HEAD /users/settings", NO_TOKEN, NULL, 401, NULL, NULL},
        {"HEAD /movies/no-such-movie", 0, NULL, 404, NULL, NULL},
        {"HEAD /oauth/token", 0, NULL, 405, NULL, NULL},
    };

    talk_start(OPTIONS("--filler", "260"));
    PLAY(rows);
    cr_expect(strstr(talk_log(), "HEAD /users/me/lists 200\n"), "%s", talk_log());
    talk_stop();
}

Test(sandbox_paths, lead_to_the_watchlist_by_its_owner)
{
    static const struct talk_row rows[] = {
        {"GET /users/me/watchlist", 0, NULL, 200, "\"rank\":1", NULL},
        {"GET /users/me/watchlist/movies", 0, NULL, 200, "\"trakt\":481,", "\"trakt\":1388,"},
        {"GET /users/ann_k/watchlist/shows/title/desc", 0, NULL, 200, "X-Sort-How: desc", "481"},
        {"GET /users/me/watchlist?limit=1", 0, NULL, 200, "X-Pagination-Page-Count: 2\r", NULL},
        {"GET /users/nobody/watchlist", 0, NULL, 404, NULL, NULL},
        {"GET /users/me/watchlist", NO_TOKEN, NULL, 401, NULL, NULL},
        {"POST /users/me/watchlist", 0, ONE_MOVIE, 405, NULL, NULL},
    };

    talk_start(OPTIONS("--watchlist", "movie:481,show:1388"));
    PLAY(rows);
    talk_stop();
}

/* Another user's list that the account may write to is found only under its owner's slug. */
Test(sandbox_paths, lead_to_the_lists_of_others_that_one_works_on)
{
    static const struct talk_row rows[] = {
        {"GET /users/me/lists/collaborations", 0, NULL, 200, "\"name\":\"Ours\"", "Mine"},
        {"GET /users/me/lists/collaborations", 0, NULL, 200,
         "\"user\":{\"username\":\"Bob.S\",\"private\":false,\"deleted\":false,"
         "\"ids\":{\"slug\":\"bob-s\",",
         NULL},
        {"GET /users/ann_k/lists/collaborations", 0, NULL, 200, "\"slug\":\"ours\"", "Pagination"},
        {"GET /users/me/lists/collaborations", NO_TOKEN, NULL, 401, NULL, NULL},
        {"GET /users/me/lists", 0, NULL, 200, "\"name\":\"Mine\"", "Ours"},
        {"GET /users/bob-s/lists", 0, NULL, 200, "\"name\":\"Ours\"", "Mine"},
        {"GET /users/bob-s", 0, NULL, 200, "\"username\":\"Bob.S\"", NULL},
        {"GET /users/bob-s/lists/ours", 0, NULL, 200, "\"item_count\":1", NULL},
        {"GET /users/me/lists/ours", 0, NULL, 404, NULL, NULL},
        {"GET /users/bob-s/lists/ours/items", 0, NULL, 200, "\"trakt\":481,", NULL},
        {"POST /users/bob-s/lists/ours/items", 0, "{\"shows\":[{\"ids\":{\"trakt\":1388}}]}", 201,
         "\"item_count\":2", NULL},
        {"POST /users/bob-s/lists/ours/items/remove", 0, ONE_MOVIE, 200, "\"item_count\":1", NULL},
        {"GET /users/bob-s/lists/mine", 0, NULL, 404, NULL, NULL},
        {"PUT /users/bob-s/lists/ours", 0, "{\"name\":\"Mine\"}", 403, NULL, NULL},
        {"DELETE /users/bob-s/lists/ours", 0, NULL, 403, NULL, NULL},
        {"POST /users/me/lists", 0, "{\"name\":\"Ours\"}", 201, "\"slug\":\"ours\"", NULL},
        {"POST /users/me/lists", 0, "{\"name\":\"third\"}", 420, NULL, NULL},
    };

    talk_start(
        OPTIONS("--limit-lists", "2", "--list", "Mine", "--collaboration", "Bob.S/Ours=movie:481"));
    PLAY(rows);
    talk_stop();
}

Test(sandbox_paths, take_no_word_of_trakt_for_a_user)
{
    static const struct talk_row rows[] = {
        {"GET /users/likes/lists", 0, NULL, 200, "X-Pagination-Item-Count: 0\r", NULL},
        {"GET /users/likes/comments", 0, NULL, 200, "\r\n\r\n[]", NULL},
        {"GET /users/likes/lists", NO_TOKEN, NULL, 401, NULL, NULL},
        {"GET /users/likes/films", 0, NULL, 404, NULL, NULL},
        {"GET /users/nobody/lists", 0, NULL, 404, NULL, NULL},
        {"GET /users/nobody", 0, NULL, 404, NULL, NULL},
    };

    talk_start(NULL);
    PLAY(rows);
    talk_stop();
}

/* A name without a letter or digit leaves nothing for a slug, and an empty slug leads nowhere. */
Test(sandbox_paths, lead_to_every_list_by_its_slug)
{
    static const struct talk_row rows[] = {
        {"POST /users/me/lists", 0, "{\"name\":\"\\\\\"}", 201, "\"slug\":\"33543684\"", NULL},
        {"POST /users/me/lists", 0, "{\"name\":\"'\"}", 201, "\"slug\":\"33543685\"", NULL},
        {"GET /users/me/lists/33543684", 0, NULL, 200, "\"name\":\"\\\\\"", NULL},
        {"GET /users/me/lists/33543685/items", 0, NULL, 200, "\r\n\r\n[]", NULL},
        {"PUT /users/me/lists/33543685", 0, "{\"name\":\"\\\"\"}", 200, "\"slug\":\"33543685\"",
         NULL},
        {"POST /users/me/lists", 0, "{\"name\":\"Ann's list\"}", 201, "\"slug\":\"ann-s-list\"",
         NULL},
    };

    talk_start(NULL);
    PLAY(rows);
    talk_stop();
}

/* Public data is read without a token; "me" requires one. */
Test(sandbox_paths, show_without_a_token_what_is_public)
{
    static const struct talk_row rows[] = {
        {"POST /users/me/lists", 0, "{\"name\":\"Open\",\"privacy\":\"public\"}", 201, NULL, NULL},
        {"POST /users/me/lists/open/items", 0, ONE_MOVIE, 201, NULL, NULL},
        {"POST /users/me/lists", 0, "{\"name\":\"Closed\"}", 201, NULL, NULL},
        {"GET /users/ann_k", NO_TOKEN, NULL, 200, "\"username\":\"ann_k\"", NULL},
        {"GET /users/ann_k/lists", NO_TOKEN, NULL, 200, "\"name\":\"Open\"", "Closed"},
        {"GET /users/ann_k/lists", NO_TOKEN, NULL, 200, "UNAUTHED_API_GET_LIMIT", NULL},
        {"GET /users/ann_k/lists/open", NO_TOKEN, NULL, 200, "\"item_count\":1", NULL},
        {"GET /users/ann_k/lists/open/items", NO_TOKEN, NULL, 200, "\"trakt\":481,", NULL},
        {"GET /users/ann_k/lists/closed", NO_TOKEN, NULL, 403, "X-Runtime", NULL},
        {"GET /users/ann_k/lists/closed/items", NO_TOKEN, NULL, 403, NULL, NULL},
        {"GET /users/ann_k/watchlist", NO_TOKEN, NULL, 200, NULL, NULL},
        {"GET /users/me/lists", NO_TOKEN, NULL, 401, NULL, NULL},
        {"GET /users/me", NO_TOKEN, NULL, 401, NULL, NULL},
        {"POST /users/ann_k/lists/open/items", NO_TOKEN, ONE_MOVIE, 401, NULL, NULL},
    };

    talk_start(NULL);
    PLAY(rows);
    talk_stop();
}

Test(sandbox_paths, change_the_order_of_lists_and_items)
{
    static const struct talk_row rows[] = {
        {"POST /users/me/lists/one/items/reorder", 0, "{\"rank\":[1408541003,7,1408541001]}", 200,
         "{\"updated\":2,\"skipped_ids\":[7],\"list\":{", NULL},
        {"GET /users/me/lists/one/items", 0, NULL, 200, "[{\"rank\":1,\"id\":1408541003,", NULL},
        {"GET /users/me/lists/one/items/movie,show/added/asc", 0, NULL, 200,
         "[{\"rank\":2,\"id\":1408541001,", NULL},
        {"POST /users/me/lists/one/reorder", 0, "{\"rank\":[1408541002]}", 200, "\"updated\":1",
         NULL},
        {"GET /users/me/lists/one/items", 0, NULL, 200, "[{\"rank\":1,\"id\":1408541002,", NULL},
        {"POST /users/me/lists/reorder", 0, "{\"rank\":[33543685]}", 200,
         "\r\n\r\n{\"updated\":1,\"skipped_ids\":[]}", NULL},
        {"GET /users/me/lists", 0, NULL, 200, "[{\"name\":\"two\"", NULL},
        {"POST /sync/watchlist/reorder", 0, "{\"rank\":[]}", 200, "\"updated\":0", NULL},
        {"POST /users/me/lists/one/items/reorder", 0, "{\"rank\":7}", 422, NULL, NULL},
        {"POST /users/me/lists/none/items/reorder", 0, "{\"rank\":[]}", 404, NULL, NULL},
    };

    talk_start(OPTIONS("--list", "one=movie:481,movie:482,show:1388", "--list", "two"));
    PLAY(rows);
    talk_stop();
}

Test(sandbox_paths, sort_as_the_query_says)
{
    static const struct talk_row rows[] = {
        {"GET /sync/watchlist?sort_by=title&sort_how=desc", 0, NULL, 200,
         "[{\"rank\":1,\"id\":1408541001,", NULL},
        {"GET /sync/watchlist?sort_by=title&sort_how=asc", 0, NULL, 200,
         "[{\"rank\":2,\"id\":1408541002,", NULL},
        {"GET /sync/watchlist?sort_by=title&sort_how=asc", 0, NULL, 200,
         "X-Applied-Sort-By: title\r", NULL},
        {"GET /sync/watchlist/movies/added/desc?sort_by=title", 0, NULL, 200,
         "X-Applied-Sort-By: added\r", NULL},
        {"GET /sync/watchlist", 0, NULL, 200, "X-Applied-Sort-How: asc\r", NULL},
    };

    talk_start(OPTIONS("--watchlist", "movie:481,show:1388"));
    PLAY(rows);
    talk_stop();
}

Test(sandbox_paths, lead_to_an_episode)
{
    static const struct talk_row rows[] = {
        {"GET /shows/1388/seasons/3/episodes/7", 0, NULL, 200,
         "\r\n\r\n{\"season\":3,\"number\":7,\"title\":null,\"ids\":{\"trakt\":138800030007}}",
         NULL},
        {"GET /shows/breaking-bad/seasons/0/episodes/1", 0, NULL, 200, "\"season\":0,", NULL},
        {"GET /shows/no-such-show/seasons/1/episodes/1", 0, NULL, 404, NULL, NULL},
        {"GET /shows/1388/seasons/one/episodes/1", 0, NULL, 404, NULL, NULL},
        {"GET /movies/481/seasons/1/episodes/1", 0, NULL, 404, NULL, NULL},
    };

    talk_start(NULL);
    PLAY(rows);
    talk_stop();
}
