/* The Trakt client against the stand-in: all faults, pages and rate limits. */
#include <criterion/criterion.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "client.h"
#include "http/pace.h"

enum call { SEARCH, ACCOUNT, ITEMS, ADD };

/* --- One call of each kind; returns true, and sets *count to the number of results ------------ */

static void note_titles(void *context, const struct trakt_titles *titles,
                        const struct trakt_error *error)
{
    struct outcome *outcome = context;

    outcome->calls++;
    outcome->fine = error == NULL;
    outcome->count = titles ? titles->count : 0;
    if (error)
        outcome->error = *error;
}

static void search(struct trakt *trakt, const char *text, struct outcome *outcome)
{
    trakt_search(trakt, &(struct trakt_query){.type = MEDIA_MOVIE, .text = text, .exact = true},
                 note_titles, outcome);
}

static void wait_for_all(struct trakt *trakt)
{
    while (trakt_pending(trakt))
        trakt_wait(trakt, -1, -1);
}

static void read_watchlist(struct trakt *trakt, struct outcome *outcome)
{
    struct trakt_target target;
    struct trakt_items items;

    cr_assert(trakt_find_list(trakt, NULL, &target, &outcome->error));
    outcome->fine = trakt_get_items(trakt, &target, &items, &outcome->error);
    outcome->count = items.count;
    trakt_items_release(&items);
    trakt_target_release(&target);
}

static void add_matrix(struct trakt *trakt, struct outcome *outcome)
{
    struct trakt_addition matrix = {
        .type = MEDIA_MOVIE, .id = 481, .season = RECORD_NONE, .episode = RECORD_NONE};
    struct trakt_target target;
    struct trakt_added added;

    cr_assert(trakt_find_list(trakt, "watchlist", &target, &outcome->error));
    struct trakt_batch *batch = trakt_add_start(trakt, &target, &matrix, 1);
    enum trakt_progress progress;
    while ((progress = trakt_add_take(batch, &matrix, &added, &outcome->error)) == TRAKT_UNDER_WAY)
        trakt_wait(trakt, -1, -1);
    outcome->fine = progress == TRAKT_DONE;
    trakt_batch_free(batch);
    outcome->count = (size_t)(added.added.movies + added.existing.movies);
    trakt_target_release(&target);
}

static void call_one(struct trakt *trakt, enum call call, struct outcome *outcome)
{
    *outcome = (struct outcome){0};
    switch (call) {
    case SEARCH:
        search(trakt, "Heat", outcome);
        wait_for_all(trakt);
        return;
    case ACCOUNT:
        client_account(trakt, outcome);
        return;
    case ITEMS:
        read_watchlist(trakt, outcome);
        return;
    case ADD:
        add_matrix(trakt, outcome);
        return;
    }
}

/* --- Faults --- */

/* A 429 that blocks all requests for longer than the maximum wait: requests that were never sent
 * fail, too. */
Test(client, does_not_wait_for_a_turn_that_comes_too_late)
{
    enum { MANY = 40 };
    static struct outcome outcomes[MANY];

    client_begin(OPTIONS("--fault", "* * status=429 retry-after=7200"));
    struct trakt *trakt = client_open(false);
    for (int i = 0; i < MANY; i++)
        search(trakt, "Heat", &outcomes[i]);
    wait_for_all(trakt);
    for (int i = 0; i < MANY; i++) {
        cr_expect(!outcomes[i].fine && outcomes[i].calls == 1, "%d", i);
        cr_expect_str_eq(outcomes[i].error.code, "rate-limited");
        cr_expect_eq(outcomes[i].error.exit_status, EX_TEMPFAIL);
        cr_expect(strstr(outcomes[i].error.message, "(try again in "), "%s",
                  outcomes[i].error.message);
    }
    cr_expect(client_requests("\n") < MANY, "%s", talk_log());
    cr_expect(clock_now_ms() - TALK_BEGIN < 60000);
    trakt_close(trakt);
    talk_stop();
}

static const struct {
    enum call call;
    const char *fault;
    const char *code;    /* NULL: it succeeds in the end */
    unsigned requests;   /* number made for it */
    unsigned least_wait; /* seconds on the clock */
} faults[] = {
    {SEARCH, "* * times=2 status=429 retry-after=7", NULL, 3, 15},
    {SEARCH, "* * status=429 retry-after=7", "rate-limited", 10, 60},
    {SEARCH, "* * status=429 retry-after=7200", "rate-limited", 1, 0},
    {SEARCH, "* * times=1 429-no-retry-after", NULL, 2, 60},
    {SEARCH, "* * text-429", "rate-limited", 3, 180},
    {SEARCH, "* * cloudflare-403", "blocked", 1, 0},
    {SEARCH, "* * times=2 503", NULL, 3, 90},
    {SEARCH, "* * times=1 522", NULL, 2, 30},
    {SEARCH, "* * status=500", "server-error", 4, 7},
    {SEARCH, "* * times=3 cut", NULL, 4, 7},
    {SEARCH, "* * cut", "unreachable", 4, 7},
    {SEARCH, "* * truncated-json", "bad-answer", 2, 0},
    {SEARCH, "* * times=1 truncated-json", NULL, 2, 0},
    {SEARCH, "* * not-json", "bad-answer", 2, 0},
    {SEARCH, "* * times=1 not-json", NULL, 2, 0},
    {SEARCH, "* * wrong-type", "bad-answer", 2, 0},
    {SEARCH, "* * times=1 wrong-type", NULL, 2, 0},
    {SEARCH, "* * empty-200", "bad-answer", 2, 0},
    {SEARCH, "* * times=1 empty-200", NULL, 2, 0},
    {SEARCH, "* * huge-body=20000000", "bad-answer", 1, 0},
    {SEARCH, "* * null-score", NULL, 1, 0},
    {SEARCH, "* * float-score", NULL, 1, 0},
    {SEARCH, "* * status=302", "bad-answer", 1, 0},
    {SEARCH, "* * status=403", "bad-client", 1, 0},
    {ACCOUNT, "* * 423-locked", "account-locked", 1, 0},
    {ACCOUNT, "* * 426 with-url", "vip-only", 1, 0},
    {ACCOUNT, "* * status=401", "unauthorized", 1, 0},
    {ACCOUNT, "* * wrong-type", "bad-answer", 2, 0},
    {ACCOUNT, "* * times=1 not-json", NULL, 2, 0},
    {ACCOUNT, "* * times=1 truncated-json", NULL, 2, 0},
    {SEARCH, "* * times=1 partial-object", NULL, 2, 0},
    {ITEMS, "* * times=1 truncated-json", NULL, 4, 0},
    {ITEMS, "* * truncated-json", "bad-answer", 2, 0},
    {ITEMS, "* * after=1 lying-page-count=1", "bad-answer", 4, 0},
    {ITEMS, "* * lying-page-count=99999", "bad-answer", 2, 0},
    {ITEMS, "* * after=2 times=1 cut", NULL, 4, 0},
    {ITEMS, "* * after=2 status=404", "not-found", 3, 0},
    {ADD, "POST * times=2 cut-after-apply", NULL, 3, 3},
    {ADD, "POST * times=1 truncated-json", NULL, 2, 1},
    {ADD, "POST * times=1 504", NULL, 2, 30},
    {ADD, "POST * status=420", "list-full", 1, 0},
    {ADD, "POST * drop-item", "unaccounted", 1, 0},
    {ADD, "POST * status=422", "refused", 1, 0},
    {SEARCH, "* * times=1 cloudflare-429", NULL, 2, 143},
    {SEARCH, "* * cloudflare-429", "rate-limited", 3, 286},
    {SEARCH, "* * times=1 502", NULL, 2, 30},
    {SEARCH, "* * times=1 520", NULL, 2, 30},
    {SEARCH, "* * times=2 521", NULL, 3, 90},
    {SEARCH, "* * 504", "server-error", 6, 300},
    {SEARCH, "* * times=1 status=408", NULL, 2, 1},
    {SEARCH, "* * status=405", "refused", 1, 0},
    {SEARCH, "* * status=412", "refused", 1, 0},
    {SEARCH, "* * slow=50", NULL, 1, 0},
    {ITEMS, "* * partial-object", "bad-answer", 2, 0},
    {ACCOUNT, "* * 423-deactivated", "account-locked", 1, 0},
    {ACCOUNT, "* * 426", "vip-only", 1, 0},
    {ADD, "POST * stale-read=2", NULL, 1, 0},
    {ADD, "POST * status=409", "refused", 1, 0},
};

Test(client, lives_with_every_fault)
{
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct outcome outcome;
        const char *fault = faults[i].fault;

        client_begin(OPTIONS("--filler", "620", "--limit-watchlist", "5000", "--fault", fault));
        struct trakt *trakt = client_open(false);
        call_one(trakt, faults[i].call, &outcome);
        cr_expect_eq(outcome.fine, faults[i].code == NULL, "%s: %s", fault, outcome.error.message);
        if (outcome.fine)
            cr_expect(outcome.count > 0, "%s", fault);
        else
            cr_expect_str_eq(outcome.error.code, faults[i].code ? faults[i].code : "", "%s: %s",
                             fault, outcome.error.message);
        cr_expect_eq(client_requests("\n"), faults[i].requests, "%s: %s", fault, talk_log());
        cr_expect(clock_now_ms() >= TALK_BEGIN + faults[i].least_wait * INT64_C(1000), "%s: %lld",
                  fault, (long long)(clock_now_ms() - TALK_BEGIN));
        cr_expect(!strstr(outcome.error.message, talk.token), "%s", outcome.error.message);
        trakt_close(trakt);
        talk_stop();
    }
}

Test(client, reads_all_pages)
{
    struct outcome outcome;

    client_begin(OPTIONS("--filler", "620", "--limit-watchlist", "5000"));
    struct trakt *trakt = client_open(false);
    read_watchlist(trakt, &outcome);
    cr_expect(outcome.fine);
    cr_expect_eq(outcome.count, 620);
    cr_expect_eq(client_requests("GET /sync/watchlist?page="), 3);
    trakt_close(trakt);
    talk_stop();
}

/* Trakt's clock relative to ours, in seconds. */
static const char *const skews[] = {"0", "3600", "-3600", "31536000"};

Test(client, spends_the_budget_and_draws_no_429)
{
    enum { MANY = 60 };

    for (size_t k = 0; k < sizeof skews / sizeof *skews; k++) {
        static struct outcome outcomes[MANY];

        client_begin(OPTIONS("--get-limit", "20/300", "--skew", skews[k]));
        struct trakt *trakt = client_open(false);
        memset(outcomes, 0, sizeof outcomes);
        for (int i = 0; i < MANY; i++)
            search(trakt, "Heat", &outcomes[i]);
        wait_for_all(trakt);
        for (int i = 0; i < MANY; i++)
            cr_expect(outcomes[i].fine && outcomes[i].calls == 1, "%s: %d", skews[k], i);
        cr_expect_eq(client_requests(" 429"), 0, "%s: %s", skews[k], talk_log());
        cr_expect(clock_now_ms() - TALK_BEGIN <= 610000, "%s: %lld", skews[k],
                  (long long)(clock_now_ms() - TALK_BEGIN));
        trakt_close(trakt);
        talk_stop();
    }
}

/* While the client waits for its slot, input is still reported, before the clock has moved. */
Test(client, watches_input_while_the_budget_is_empty)
{
    struct outcome outcomes[2] = {0};
    int ends[2];

    client_begin(OPTIONS("--get-limit", "1/300"));
    struct trakt *trakt = client_open(false);
    search(trakt, "Heat", &outcomes[0]);
    wait_for_all(trakt);
    search(trakt, "Heat", &outcomes[1]);
    cr_assert_eq(pipe(ends), 0);
    cr_assert_eq(write(ends[1], "x", 1), 1);
    cr_expect_eq(trakt_wait(trakt, ends[0], -1), HTTP_WOKE_INPUT);
    cr_expect_eq(clock_now_ms(), TALK_BEGIN);
    cr_expect_eq(outcomes[1].calls, 0);
    close(ends[0]);
    close(ends[1]);
    wait_for_all(trakt);
    cr_expect_eq(clock_now_ms(), TALK_BEGIN + 300000);
    trakt_close(trakt);
    talk_stop();
}

Test(client, writes_once_a_second)
{
    struct outcome outcome;

    client_begin(OPTIONS("--limit-watchlist", "5000"));
    struct trakt *trakt = client_open(false);
    for (int i = 0; i < 5; i++)
        add_matrix(trakt, &outcome);
    cr_expect(outcome.fine);
    cr_expect_eq(clock_now_ms() - TALK_BEGIN, INT64_C(4) * PACE_WRITE_GAP_MS);
    trakt_close(trakt);
    talk_stop();
}

Test(client, answers_every_search_also_when_it_is_closed)
{
    struct outcome outcomes[10] = {0};

    client_begin(NULL);
    struct trakt *trakt = client_open(false);
    for (int i = 0; i < 10; i++)
        search(trakt, "Heat", &outcomes[i]);
    trakt_close(trakt);
    for (int i = 0; i < 10; i++)
        cr_expect(!outcomes[i].fine && outcomes[i].calls == 1, "%d", i);
    talk_stop();
}

Test(client, escapes_what_has_a_meaning_in_a_search)
{
    struct outcome outcome = {0};

    client_begin(NULL);
    struct trakt *trakt = client_open(false);
    search(trakt, "-God's \"AC/DC\" && 3% (é)", &outcome);
    wait_for_all(trakt);
    cr_expect(strstr(talk_log(), "query=%5C-God%27s%20%5C%22AC%5C%2FDC%5C%22%20%5C%26%26%203%25%20"
                                 "%5C%28%C3%A9%5C%29"),
              "%s", talk_log());
    trakt_close(trakt);
    talk_stop();
}

Test(client, finds_by_id_only_what_bears_it)
{
    static const struct {
        const char *kind, *id;
        enum media_type type;
        size_t count;
        size_t requests;
    } ids[] = {
        {"imdb", "tt0133093", MEDIA_MOVIE, 1, 1}, {"imdb", "tt0133093", MEDIA_SHOW, 0, 1},
        {"imdb", "0133093", MEDIA_MOVIE, 0, 0},   {"trakt", "481", MEDIA_MOVIE, 1, 1},
        {"tvdb", "1", MEDIA_MOVIE, 0, 0},         {"tmdb", "../x", MEDIA_MOVIE, 0, 0},
        {"slug", "heat", MEDIA_MOVIE, 0, 0},
    };

    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        struct outcome outcome = {0};

        client_begin(NULL);
        struct trakt *trakt = client_open(false);
        trakt_search_id(trakt, ids[i].kind, ids[i].id, ids[i].type, note_titles, &outcome);
        wait_for_all(trakt);
        cr_expect(outcome.fine && outcome.calls == 1, "%s %s: %s", ids[i].kind, ids[i].id,
                  outcome.error.message);
        cr_expect_eq(outcome.count, ids[i].count, "%s %s", ids[i].kind, ids[i].id);
        cr_expect_eq(client_requests("\n"), ids[i].requests, "%s %s", ids[i].kind, ids[i].id);
        trakt_close(trakt);
        talk_stop();
    }
}

static const struct {
    const char *api;
    bool fine;
} addresses[] = {
    {"http://127.0.0.1:1", true},
    {"http://localhost", true},
    {"https://api.trakt.tv/", true},
    {"http://api.trakt.tv", false},
    {"ftp://127.0.0.1", false},
    {"file:///etc/passwd", false},
    {"http://127.0.0.1.example.com", false},
    {"nonsense", false},
};

Test(client, goes_to_https_or_this_machine_only)
{
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        struct trakt_settings settings = {.client_id = "id", .api_url = addresses[i].api};
        struct trakt *trakt;
        struct why why;

        cr_expect_eq(trakt_open(&settings, &trakt, &why), addresses[i].fine, "%s",
                     addresses[i].api);
        trakt_close(trakt);
    }
}

Test(client, uses_no_file_if_its_path_is_empty)
{
    const struct trakt_settings settings = {.client_id = "id",
                                            .api_url = "http://127.0.0.1:1",
                                            .budget_path = "",
                                            .lists_path = "",
                                            .made_path = ""};
    struct trakt *trakt;
    struct why why;

    cr_assert(trakt_open(&settings, &trakt, &why), "%s", why.text);
    cr_expect_null(trakt_budget_path(trakt));
    trakt_close(trakt);
}
