/* The stand-in for Trakt itself: all its deliberate faults. */
#include "talk.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MATRIX "{\"movies\":[{\"ids\":{\"trakt\":481}}]}"

struct trouble {
    const char *fault, *line, *body;
    int status;
    const char *has, *lacks;
};

static const struct trouble troubles[] = {
    {"GET /movies/* status=500 retry-after=9 body={\"a\": \"b, c\"}", "GET /movies/481", NULL, 500,
     "\r\n\r\n{\"a\": \"b, c\"}", NULL},
    {"GET /movies/* status=429 retry-after=9", "GET /movies/481", NULL, 429, "Retry-After: 9\r",
     NULL},
    {"* /movies/* cloudflare-403", "GET /movies/481", NULL, 403, "text/html", "X-Runtime"},
    {"* * cloudflare-429", "GET /movies/481", NULL, 429, "Retry-After: 143", "X-Ratelimit"},
    {"* * 429-no-retry-after", "GET /movies/481", NULL, 429, "text/html", "Retry-After"},
    {"* * text-429", "GET /movies/481", NULL, 429, "Content-Length: 16\r", "Retry-After"},
    {"* * 502", "GET /movies/481", NULL, 502, "cloudflare", "X-Runtime"},
    {"* * 503", "GET /movies/481", NULL, 503, NULL, "Retry-After"},
    {"* * 503 retry-after=30", "GET /movies/481", NULL, 503, "Retry-After: 30\r", NULL},
    {"* * 504", "GET /movies/481", NULL, 504, NULL, NULL},
    {"* * 520", "GET /movies/481", NULL, 520, NULL, NULL},
    {"* * 521", "GET /movies/481", NULL, 521, NULL, NULL},
    {"* * 522", "GET /movies/481", NULL, 522, NULL, NULL},
    {"* * 423-locked", "GET /movies/481", NULL, 423, "X-Account-Locked: true", NULL},
    {"* * 423-deactivated", "GET /movies/481", NULL, 423, "X-Account-Deactivated: true", NULL},
    {"* * 426", "GET /movies/481", NULL, 426, NULL, "X-Upgrade-URL"},
    {"* * 426 with-url", "GET /movies/481", NULL, 426, "X-Upgrade-URL: https://", NULL},
    {"* * slow=1", "GET /movies/481", NULL, 200, "\"trakt\":481", NULL},
    {"* * cut", "GET /movies/481", NULL, 0, NULL, "HTTP"},
    {"* * truncated-json", "GET /movies/481", NULL, 200, "{\"title\":\"The Matrix\"", "}}"},
    {"* * not-json", "GET /movies/481", NULL, 200, "application/json", "trakt"},
    {"* * wrong-type", "GET /movies/481", NULL, 200, "\r\n\r\n[{\"title\"", NULL},
    {"* * wrong-type", "GET /sync/watchlist", NULL, 200, "{\"results\":[]}", NULL},
    {"* * null-score", "GET /search/imdb/tt0133093", NULL, 200, "\"score\":null", NULL},
    {"* * float-score", "GET /search/imdb/tt0133093", NULL, 200, "\"score\":26.019499", NULL},
    {"* * empty-200", "GET /movies/481", NULL, 200, "Content-Length: 0\r", NULL},
    {"* * partial-object", "GET /movies/481", NULL, 200, "{\"title\":\"The Matrix\"}", "ids"},
    {"* * partial-object", "GET /users/me/lists/x", NULL, 200, "{\"name\":null}", NULL},
    {"* * null-name", "GET /search/movie?query=alien&limit=1", NULL, 200, "\"title\":null", NULL},
    {"* * no-ids", "GET /search/movie?query=alien&limit=1", NULL, 200, "\"ids\":null", NULL},
    {"* * imdb-only", "GET /search/movie?query=alien&limit=1", NULL, 200,
     "\"ids\":{\"trakt\":null,\"imdb\"", NULL},
    {"* * lone-surrogate", "GET /search/movie?query=alien&limit=1", NULL, 200, "\\ud800\"", NULL},
    {"* * too-large-413=1", "POST /sync/watchlist",
     "{\"movies\":[{\"ids\":{\"trakt\":481}}],\"shows\":[{\"ids\":{\"trakt\":1388}}]}", 413,
     "text/html", NULL},
    {"* * too-large-413=2", "POST /sync/watchlist",
     "{\"movies\":[{\"ids\":{\"trakt\":481}}],\"shows\":[{\"ids\":{\"trakt\":1388}}]}", 201,
     "\"added\"", NULL},
    {"* * too-large-504=1", "POST /sync/watchlist",
     "{\"movies\":[{\"ids\":{\"trakt\":481}}],\"shows\":[{\"ids\":{\"trakt\":1388}}]}", 504,
     "text/html", NULL},
    {"* * bad-title-413=1388", "POST /sync/watchlist",
     "{\"movies\":[{\"ids\":{\"trakt\":481}}],\"shows\":[{\"ids\":{\"trakt\":1388}}]}", 413,
     "text/html", NULL},
    {"* * bad-title-500=1388", "POST /sync/watchlist",
     "{\"movies\":[{\"ids\":{\"trakt\":481}}],\"shows\":[{\"ids\":{\"trakt\":1388}}]}", 500,
     "text/html", NULL},
    {"* * bad-title-504=481", "POST /sync/watchlist",
     "{\"movies\":[{\"ids\":{\"trakt\":481}}],\"shows\":[{\"ids\":{\"trakt\":1388}}]}", 504,
     "text/html", NULL},
    {"* * bad-title-500=482", "POST /sync/watchlist",
     "{\"movies\":[{\"ids\":{\"trakt\":481}}],\"shows\":[{\"ids\":{\"trakt\":1388}}]}", 201,
     "\"added\"", NULL},
    {"* * change-name", "POST /users/me/lists", "{\"name\":\"A & \xf0\x9f\x98\x84\"}", 201,
     "\"name\":\"A &amp; :smile:\"", NULL},
    {"* * huge-body=100000", "GET /movies/481", NULL, 200, "Content-Length: 100000\r", NULL},
    {"* * lying-page-count=7", "GET /sync/watchlist", NULL, 200, "Page-Count: 7\r", NULL},
    {"* * drop-result", "GET /search/movie?query=alien&limit=1", NULL, 200, "\r\n\r\n[]", NULL},
    {"* * page=7", "GET /sync/watchlist", NULL, 200, "Pagination-Page: 7\r", NULL},
    {"* * page", "GET /sync/watchlist", NULL, 200, "Pagination-Limit", "Pagination-Page:"},
    {"* * limit=7", "GET /sync/watchlist", NULL, 200, "Pagination-Limit: 7\r", NULL},
    {"* * pages=7", "GET /sync/watchlist", NULL, 200, "Page-Count: 7\r", NULL},
    {"* * pages", "GET /sync/watchlist", NULL, 200, "Item-Count", "Page-Count"},
    {"* * count=7", "GET /sync/watchlist", NULL, 200, "Item-Count: 7\r", NULL},
    {"* * count", "GET /sync/watchlist", NULL, 200, "Page-Count", "Item-Count"},
    {"* * repeat-entry", "GET /search/movie?query=the&limit=2", NULL, 200, "\"type\":\"movie\"",
     NULL},
    {"* * drop-entry", "GET /search/movie?query=alien&limit=1", NULL, 200, "\r\n\r\n[]", NULL},
    {"* * no-entries", "GET /search/movie?query=alien", NULL, 200, "\r\n\r\n[]", NULL},
    {"* * page-repeats", "GET /sync/watchlist?page=3", NULL, 200, "Pagination-Page: 1\r", NULL},
    {"* * smaller-limit=7", "GET /sync/watchlist?limit=250", NULL, 200, "Pagination-Limit: 7\r",
     NULL},
    {"* * drop-item", "POST /sync/watchlist", "{\"movies\":[{\"ids\":{\"trakt\":481}}]}", 201,
     "\"added\":{\"movies\":0", "481"},
};

Test(sandbox_faults, goes_wrong_in_every_way_it_can)
{
    for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++) {
        const struct trouble *t = &troubles[i];
        const struct talk_row row = {t->line, 0, t->body, t->status, t->has, t->lacks};
        talk_start(OPTIONS("--fault", t->fault));
        talk_play(&row, 1);
        talk_stop();
    }
}

Test(sandbox_faults, applies_a_write_and_cuts_the_connection)
{
    talk_start(OPTIONS("--fault", "POST /sync/watchlist times=1 cut-after-apply"));
    cr_expect_eq(talk_ask("POST /sync/watchlist", 0, MATRIX), 0);
    cr_expect_eq(talk_ask("POST /sync/watchlist", 0, MATRIX), 201);
    cr_expect(strstr(talk_answer, "\"existing\":{\"movies\":1"));
    cr_expect_str_eq(talk_log(), "POST /sync/watchlist cut " MATRIX "\n"
                                 "POST /sync/watchlist 201 " MATRIX "\n");
    talk_stop();
}

Test(sandbox_faults, applies_a_write_and_says_that_it_is_too_much)
{
    talk_start(OPTIONS("--fault", "POST /sync/watchlist times=1 full-after-apply"));
    cr_expect_eq(talk_ask("POST /sync/watchlist", 0, MATRIX), 420);
    cr_expect_eq(talk_ask("POST /sync/watchlist", 0, MATRIX), 201);
    cr_expect(strstr(talk_answer, "\"existing\":{\"movies\":1"));
    talk_stop();
}

Test(sandbox_faults, shows_an_added_item_some_reads_later)
{
    talk_start(OPTIONS("--fault", "POST /sync/watchlist stale-read=2"));
    cr_expect_eq(talk_ask("POST /sync/watchlist", 0, MATRIX), 201);
    for (int read = 0; read < 3; read++) {
        talk_ask("GET /sync/watchlist", 0, NULL);
        cr_expect_eq(strstr(talk_answer, "\"trakt\":481") != NULL, read == 2, "read %d", read);
    }
    talk_stop();
}

Test(sandbox_faults, shows_a_removed_item_some_reads_longer)
{
    talk_start(OPTIONS("--watchlist", "movie:481,movie:482", "--fault",
                       "POST /sync/watchlist/remove times=1 stale-read=2"));
    cr_expect_eq(talk_ask("POST /sync/watchlist/remove", 0, MATRIX), 200);
    cr_expect(strstr(talk_answer, "\"item_count\":1"));
    for (int read = 0; read < 3; read++) {
        talk_ask("GET /sync/watchlist", 0, NULL);
        cr_expect_eq(strstr(talk_answer, "\"trakt\":481") != NULL, read < 2, "read %d", read);
        cr_expect(strstr(talk_answer, "\"trakt\":482"), "read %d", read);
    }
    cr_expect_eq(talk_ask("POST /sync/watchlist/remove", 0, MATRIX), 200);
    cr_expect(strstr(talk_answer, "\"deleted\":{\"movies\":0"));
    talk_stop();
}

Test(sandbox_faults, strikes_after_and_as_often_as_told)
{
    static const int statuses[] = {200, 500, 500, 200};

    talk_start(OPTIONS("--fault", "GET /movies/481 after=1 times=2 status=500"));
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        cr_expect_eq(talk_ask("GET /movies/482", 0, NULL), 200);
        cr_expect_eq(talk_ask("GET /movies/481", 0, NULL), statuses[i], "request %zu", i);
    }
    talk_stop();
}

Test(sandbox_faults, ends_when_terminated_even_in_the_middle_of_a_slow_answer)
{
    talk_start(OPTIONS("--demo", "--fault", "* * slow=600000"));
    pid_t asker = fork();
    if (asker == 0) {
        talk_ask("GET /movies/481", 0, NULL);
        _exit(0);
    }
    /* The log line is written before the answer is delayed. */
    bool held = false;
    for (long tries = 0; !held && tries < 10000000; tries++)
        held = access(talk.log, R_OK) == 0 && strstr(talk_log(), "GET /movies/481 200\n");
    cr_expect(held);
    kill(talk.server.pid, SIGTERM);
    cr_expect_eq(talk_end(), 0);
    waitpid(asker, NULL, 0);
}
