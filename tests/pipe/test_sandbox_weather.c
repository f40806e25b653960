/* The stand-in for Trakt over a long life: changing faults, and its own reports. */
#include "talk.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MATRIX "{\"movies\":[{\"ids\":{\"trakt\":481}}]}"
#define SEASON "{\"shows\":[{\"ids\":{\"trakt\":1388},\"seasons\":[{\"number\":2}]}]}"

/* Returns a path that only this process uses. */
static const char *name(const char *what)
{
    static char names[2][64];
    static int turn;

    turn = !turn;
    snprintf(names[turn], sizeof *names, "/tmp/cvi-weather-%ld-%s", (long)getpid(), what);
    return names[turn];
}

static void write_file(const char *what, const char *text)
{
    char draft[72];
    snprintf(draft, sizeof draft, "%s.new", name(what));
    FILE *stream = fopen(draft, "w");

    cr_assert(stream);
    fputs(text, stream);
    cr_assert_eq(fclose(stream), 0);
    cr_assert_eq(rename(draft, name(what)), 0);
}

/* Returns the contents of the file, which is removed. Borrowed until the next call. */
static const char *take_file(const char *what)
{
    static char text[4096];
    FILE *stream = fopen(name(what), "r");

    cr_assert(stream, "%s is not there", name(what));
    text[fread(text, 1, sizeof text - 1, stream)] = '\0';
    fclose(stream);
    unlink(name(what));
    return text;
}

Test(sandbox_weather, changes_its_faults_while_it_lives)
{
    static const struct {
        const char *faults;
        int statuses[3];
    } weather[] = {
        {"", {200, 200, 200}},
        {"GET /movies/* times=1 503\n", {503, 200, 200}},
        {"# the same faults begin again\nGET /movies/* times=1 503\n", {503, 200, 200}},
        {"GET /shows/* 503\n\nGET /movies/* after=1 times=1 status=418\n", {200, 418, 200}},
        {"this is no fault\nGET /movies/* no-such-kind\nGET /movies/* 502", {502, 502, 502}},
        {"# calm\n", {200, 200, 200}},
    };

    /* Initially there is no file. */
    talk_start(OPTIONS("--faults-from", name("faults")));
    cr_expect_eq(talk_ask("POST /sync/watchlist", 0, MATRIX), 201);
    for (size_t i = 0; i < sizeof weather / sizeof *weather; i++) {
        write_file("faults", weather[i].faults);
        for (size_t n = 0; n < 3; n++)
            cr_expect_eq(talk_ask("GET /movies/481", 0, NULL), weather[i].statuses[n],
                         "weather %zu, request %zu", i, n);
    }
    unlink(name("faults"));
    talk_ask("GET /sync/watchlist", 0, NULL);
    cr_expect(strstr(talk_answer, "\"trakt\":481"), "what is on the list survives all weathers");
    talk_stop();
}

Test(sandbox_weather, says_which_faults_struck)
{
    talk_start(OPTIONS("--log-faults", "--fault", "GET /movies/481 times=1 cloudflare-429",
                       "--fault", "GET /search/* slow=1", "--fault", "GET /search/* null-score",
                       "--fault", "POST * times=1 drop-item"));
    talk_ask("GET /movies/481", 0, NULL);
    talk_ask("GET /movies/481", 0, NULL);
    talk_ask("GET /search/imdb/tt0133093", 0, NULL);
    talk_ask("POST /sync/watchlist", 0, MATRIX);
    talk_ask("POST /sync/watchlist", 0, MATRIX);
    cr_expect_str_eq(talk_log(), "GET /movies/481 429 fault=cloudflare-429\n"
                                 "GET /movies/481 200\n"
                                 "GET /search/imdb/tt0133093 200 fault=slow,null-score\n"
                                 "POST /sync/watchlist 201 fault=drop-item " MATRIX "\n"
                                 "POST /sync/watchlist 201 " MATRIX "\n");
    talk_stop();
}

Test(sandbox_weather, tells_its_secrets)
{
    char expected[512];

    talk_start(OPTIONS("--secrets", name("secrets")));
    talk_ask("POST /oauth/device/code", 0, "{\"client_id\":\"$ID\"}");
    snprintf(expected, sizeof expected,
             "client-id %s\nclient-secret %s\naccess %s\nrefresh %s\ndevice %s\n", talk.id,
             talk.secret, talk.token, talk.refresh, talk_member("device_code"));
    talk_stop();
    cr_expect_str_eq(take_file("secrets"), expected);
}

Test(sandbox_weather, saves_what_is_on_its_lists)
{
    talk_start(
        OPTIONS("--save", name("lists"), "--list", "Mine=movie:the-matrix-1999", "--list", "none"));
    talk_ask("POST /sync/watchlist", 0, SEASON);
    talk_ask("POST /sync/watchlist", 0, MATRIX);
    talk_stop();
    cr_expect_str_eq(take_file("lists"),
                     "{\"list\":\"watchlist\",\"items\":[\"show:1388:2\",\"movie:481\"]}\n"
                     "{\"list\":\"mine\",\"items\":[\"movie:481\"]}\n"
                     "{\"list\":\"none\",\"items\":[]}\n");
}
