/* The Trakt client against the stand-in: every fault, the pages, the pace, and the login that is
 * refreshed once. */
#include "talk.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "tmpdir.h"
#include "trakt.h"

enum call { SEARCH, ACCOUNT, ITEMS, ADD };

static char api[64];
static char path[128];

static void begin(const char *const *options)
{
    talk_start(options);
    clock_use_file(talk.clock);
    snprintf(api, sizeof api, "http://127.0.0.1:%u", talk.port);
    snprintf(path, sizeof path, "%s/.pytrakt.json", talk.dir);
}

/* With the token that the stand-in gave, or with that of the file. */
static struct trakt *open_client(bool from_file)
{
    struct trakt_settings settings = {.client_id = talk.id,
                                      .client_secret = talk.secret,
                                      .access_token = from_file ? NULL : talk.token,
                                      .token_path = from_file ? path : NULL,
                                      .api_url = api,
                                      .auth_url = api};
    struct trakt *trakt;
    struct why why;

    cr_assert(trakt_open(&settings, &trakt, &why), "%s", why.text);
    return trakt;
}

static size_t requests_of(const char *what)
{
    size_t count = 0;

    for (const char *at = talk_log(); (at = strstr(at, what)); at++)
        count++;
    return count;
}

/* --- One call of each kind; true with *count of what came --- */

struct outcome {
    bool fine;
    size_t count;
    int calls;
    struct trakt_error error;
};

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
    struct trakt_addition matrix = {.type = MEDIA_MOVIE, .trakt = 481};
    struct trakt_target target;
    struct trakt_added added;

    cr_assert(trakt_find_list(trakt, "watchlist", &target, &outcome->error));
    outcome->fine = trakt_add(trakt, &target, &matrix, 1, &added, &outcome->error);
    outcome->count = (size_t)(added.added.movies + added.existing.movies);
    trakt_target_release(&target);
}

static void read_account(struct trakt *trakt, struct outcome *outcome)
{
    struct trakt_account account;

    outcome->fine = trakt_get_account(trakt, &account, &outcome->error);
    outcome->count = outcome->fine;
    trakt_account_release(&account);
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
        read_account(trakt, outcome);
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

static const struct {
    enum call call;
    const char *fault;
    const char *code;    /* NULL: it comes right in the end */
    unsigned requests;   /* that were made for it */
    unsigned least_wait; /* seconds on the clock */
} faults[] = {
    {SEARCH,  "* * times=2 status=429 retry-after=7", NULL,             3,  15 },
    {SEARCH,  "* * status=429 retry-after=7",         "rate-limited",   10, 60 },
    {SEARCH,  "* * status=429 retry-after=7200",      "rate-limited",   1,  0  },
    {SEARCH,  "* * times=1 429-no-retry-after",       NULL,             2,  60 },
    {SEARCH,  "* * text-429",                         "rate-limited",   3,  180},
    {SEARCH,  "* * cloudflare-403",                   "blocked",        1,  0  },
    {SEARCH,  "* * times=2 503",                      NULL,             3,  90 },
    {SEARCH,  "* * times=1 522",                      NULL,             2,  30 },
    {SEARCH,  "* * status=500",                       "server-error",   4,  7  },
    {SEARCH,  "* * times=3 cut",                      NULL,             4,  7  },
    {SEARCH,  "* * cut",                              "unreachable",    4,  7  },
    {SEARCH,  "* * truncated-json",                   "bad-answer",     1,  0  },
    {SEARCH,  "* * not-json",                         "bad-answer",     1,  0  },
    {SEARCH,  "* * wrong-type",                       "bad-answer",     1,  0  },
    {SEARCH,  "* * empty-200",                        "bad-answer",     1,  0  },
    {SEARCH,  "* * huge-body=20000000",               "bad-answer",     1,  0  },
    {SEARCH,  "* * null-score",                       NULL,             1,  0  },
    {SEARCH,  "* * float-score",                      NULL,             1,  0  },
    {SEARCH,  "* * status=302",                       "bad-answer",     1,  0  },
    {SEARCH,  "* * status=403",                       "bad-client",     1,  0  },
    {ACCOUNT, "* * 423-locked",                       "account-locked", 1,  0  },
    {ACCOUNT, "* * 426 with-url",                     "vip-only",       1,  0  },
    {ACCOUNT, "* * status=401",                       "unauthorized",   1,  0  },
    {ACCOUNT, "* * wrong-type",                       "bad-answer",     1,  0  },
    {ITEMS,   "* * times=1 truncated-json",           NULL,             4,  0  },
    {ITEMS,   "* * truncated-json",                   "bad-answer",     2,  0  },
    {ITEMS,   "* * after=1 lying-page-count=1",       "bad-answer",     3,  0  },
    {ITEMS,   "* * lying-page-count=99999",           "bad-answer",     2,  0  },
    {ITEMS,   "* * after=2 times=1 cut",              NULL,             4,  0  },
    {ITEMS,   "* * after=2 status=404",               "not-found",      3,  0  },
    {ADD,     "POST * times=2 cut-after-apply",       NULL,             3,  3  },
    {ADD,     "POST * times=1 truncated-json",        NULL,             2,  1  },
    {ADD,     "POST * times=1 504",                   NULL,             2,  30 },
    {ADD,     "POST * status=420",                    "list-full",      1,  0  },
    {ADD,     "POST * drop-item",                     "unaccounted",    1,  0  },
    {ADD,     "POST * status=422",                    "refused",        1,  0  },
};

Test(client, lives_with_every_fault)
{
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct outcome outcome;
        const char *fault = faults[i].fault;

        begin(OPTIONS("--filler", "620", "--limit-watchlist", "5000", "--fault", fault));
        struct trakt *trakt = open_client(false);
        call_one(trakt, faults[i].call, &outcome);
        cr_expect_eq(outcome.fine, faults[i].code == NULL, "%s: %s", fault, outcome.error.message);
        if (outcome.fine)
            cr_expect(outcome.count > 0, "%s", fault);
        else
            cr_expect_str_eq(outcome.error.code, faults[i].code ? faults[i].code : "", "%s: %s",
                             fault, outcome.error.message);
        cr_expect_eq(requests_of("\n"), faults[i].requests, "%s: %s", fault, talk_log());
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

    begin(OPTIONS("--filler", "620", "--limit-watchlist", "5000"));
    struct trakt *trakt = open_client(false);
    read_watchlist(trakt, &outcome);
    cr_expect(outcome.fine);
    cr_expect_eq(outcome.count, 620);
    cr_expect_eq(requests_of("GET /sync/watchlist?page="), 3);
    trakt_close(trakt);
    talk_stop();
}

Test(client, spends_the_budget_and_draws_no_429)
{
    enum { MANY = 60 };
    static struct outcome outcomes[MANY];

    begin(OPTIONS("--get-limit", "20/300"));
    struct trakt *trakt = open_client(false);
    for (int i = 0; i < MANY; i++)
        search(trakt, "Heat", &outcomes[i]);
    wait_for_all(trakt);
    for (int i = 0; i < MANY; i++)
        cr_expect(outcomes[i].fine && outcomes[i].calls == 1, "%d", i);
    cr_expect_eq(requests_of(" 429"), 0, "%s", talk_log());
    cr_expect(clock_now_ms() - TALK_BEGIN <= 610000, "%lld",
              (long long)(clock_now_ms() - TALK_BEGIN));
    trakt_close(trakt);
    talk_stop();
}

Test(client, writes_once_a_second)
{
    struct outcome outcome;

    begin(OPTIONS("--limit-watchlist", "5000"));
    struct trakt *trakt = open_client(false);
    for (int i = 0; i < 5; i++)
        add_matrix(trakt, &outcome);
    cr_expect(outcome.fine);
    cr_expect_eq(clock_now_ms() - TALK_BEGIN, 4 * HTTP_WRITE_GAP_MS);
    trakt_close(trakt);
    talk_stop();
}

Test(client, answers_every_search_also_when_it_is_closed)
{
    struct outcome outcomes[10] = {0};

    begin(NULL);
    struct trakt *trakt = open_client(false);
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

    begin(NULL);
    struct trakt *trakt = open_client(false);
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
        {"imdb",  "tt0133093", MEDIA_MOVIE, 1, 1},
        {"imdb",  "tt0133093", MEDIA_SHOW,  0, 1},
        {"imdb",  "0133093",   MEDIA_MOVIE, 0, 0},
        {"trakt", "481",       MEDIA_MOVIE, 1, 1},
        {"tvdb",  "1",         MEDIA_MOVIE, 0, 0},
        {"tmdb",  "../x",      MEDIA_MOVIE, 0, 0},
        {"slug",  "heat",      MEDIA_MOVIE, 0, 0},
    };

    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        struct outcome outcome = {0};

        begin(NULL);
        struct trakt *trakt = open_client(false);
        trakt_search_id(trakt, ids[i].kind, ids[i].id, ids[i].type, note_titles, &outcome);
        wait_for_all(trakt);
        cr_expect(outcome.fine && outcome.calls == 1, "%s %s: %s", ids[i].kind, ids[i].id,
                  outcome.error.message);
        cr_expect_eq(outcome.count, ids[i].count, "%s %s", ids[i].kind, ids[i].id);
        cr_expect_eq(requests_of("\n"), ids[i].requests, "%s %s", ids[i].kind, ids[i].id);
        trakt_close(trakt);
        talk_stop();
    }
}

/* --- The login --- */

static void put_login(const char *access, const char *refresh, int64_t expires_at)
{
    char text[1024];
    int len = snprintf(text, sizeof text,
                       "{\"CLIENT_ID\": \"%s\", \"CLIENT_SECRET\": \"%s\", \"OAUTH_EXPIRES_AT\": "
                       "%lld, \"OAUTH_REFRESH\": \"%s\", \"OAUTH_TOKEN\": \"%s\", \"mine\": 1}",
                       talk.id, talk.secret, (long long)expires_at, refresh, access);

    cr_assert(tmpdir_write(talk.dir, ".pytrakt.json", text, (size_t)len, 0600));
}

static int64_t now_s(void)
{
    return TALK_BEGIN / 1000;
}

Test(client, refreshes_a_stale_login_once_and_stores_it)
{
    struct outcome outcome = {0};
    struct token token;
    struct why why;

    begin(NULL);
    put_login(talk.token, talk.refresh, now_s() + 60);
    struct trakt *trakt = open_client(true);
    read_account(trakt, &outcome);
    read_account(trakt, &outcome);
    cr_expect(outcome.fine, "%s", outcome.error.message);
    cr_expect_eq(requests_of("POST /oauth/token 200"), 1, "%s", talk_log());
    cr_assert_eq(token_load(path, &token, &why), TOKEN_LOADED);
    cr_expect_str_neq(token.access, talk.token);
    cr_expect_str_neq(token.refresh, talk.refresh);
    cr_expect_eq(token.expires_at, now_s() + 604800);
    cr_expect(json_object_get(token.file, "mine"));
    token_release(&token);
    trakt_close(trakt);
    talk_stop();
}

Test(client, refreshes_once_when_trakt_does_not_take_the_token)
{
    struct outcome outcome = {0};

    begin(NULL);
    put_login("dead", talk.refresh, now_s() + 604800);
    struct trakt *trakt = open_client(true);
    read_account(trakt, &outcome);
    cr_expect(outcome.fine, "%s", outcome.error.message);
    cr_expect_eq(requests_of("POST /oauth/token"), 1, "%s", talk_log());
    trakt_close(trakt);
    talk_stop();
}

Test(client, says_so_when_the_login_is_lost_and_asks_but_once)
{
    struct outcome outcome = {0};

    begin(NULL);
    put_login("dead", "used-before", now_s() + 604800);
    struct trakt *trakt = open_client(true);
    read_account(trakt, &outcome);
    read_account(trakt, &outcome);
    cr_expect(!outcome.fine);
    cr_expect_str_eq(outcome.error.code, "unauthorized");
    cr_expect_eq(outcome.error.exit_status, EX_NOPERM);
    cr_expect(strstr(outcome.error.message, "Authentication failed"), "%s", outcome.error.message);
    cr_expect_eq(requests_of("POST /oauth/token"), 1, "%s", talk_log());
    trakt_close(trakt);
    talk_stop();
}

Test(client, goes_on_with_the_login_there_is_while_it_cannot_be_renewed)
{
    struct outcome outcome = {0};

    begin(OPTIONS("--fault", "POST /oauth/token 503"));
    put_login(talk.token, talk.refresh, now_s() + 60);
    struct trakt *trakt = open_client(true);
    read_account(trakt, &outcome);
    cr_expect(outcome.fine, "%s", outcome.error.message);
    trakt_close(trakt);
    talk_stop();
}

Test(client, never_asks_twice_with_a_refresh_token_whose_answer_was_lost)
{
    struct outcome outcome = {0};

    begin(OPTIONS("--fault", "POST /oauth/token rotate-and-cut"));
    put_login(talk.token, talk.refresh, now_s() - 60);
    struct trakt *trakt = open_client(true);
    read_account(trakt, &outcome);
    read_account(trakt, &outcome);
    cr_expect(!outcome.fine);
    cr_expect(strstr(outcome.error.message, "may be lost"), "%s", outcome.error.message);
    cr_expect_eq(requests_of("POST /oauth/token"), 1, "%s", talk_log());
    trakt_close(trakt);
    talk_stop();
}

/* Several programs at once, as in a pipe. */
Test(client, refreshes_once_for_all_programs)
{
    enum { PROGRAMS = 5 };
    int failed = 0;

    begin(NULL);
    put_login(talk.token, talk.refresh, now_s() + 60);
    for (int i = 0; i < PROGRAMS; i++) {
        if (fork() == 0) {
            struct outcome outcome = {0};
            struct trakt *trakt = open_client(true);

            read_account(trakt, &outcome);
            _exit(!outcome.fine);
        }
    }
    for (int i = 0; i < PROGRAMS; i++) {
        int status;

        cr_assert(wait(&status) > 0);
        failed += status != 0;
    }
    cr_expect_eq(failed, 0);
    cr_expect_eq(requests_of("POST /oauth/token"), 1, "%s", talk_log());
    talk_stop();
}

Test(client, logs_in_with_a_device_and_stores_the_login)
{
    struct trakt_device device;
    struct trakt_grant grant;
    struct trakt_error error;
    struct outcome outcome = {0};
    struct why why;

    begin(OPTIONS("--device-approve-after", "2"));
    struct trakt *trakt = open_client(true);
    cr_expect(!trakt_require_login(trakt, &why));
    cr_expect_eq(why.status, EX_NOPERM);
    cr_assert(trakt_start_device(trakt, &device, &error), "%s", error.message);
    for (int i = 0; i < 2; i++) {
        trakt_wait_ms(trakt, -1, -1, device.interval * 1000);
        cr_expect_eq(trakt_poll_device(trakt, &device, &grant, &error), TRAKT_POLL_WAIT);
        trakt_grant_release(&grant);
    }
    trakt_wait_ms(trakt, -1, -1, device.interval * 1000);
    cr_assert_eq(trakt_poll_device(trakt, &device, &grant, &error), TRAKT_POLL_DONE);
    trakt_use_grant(trakt, &grant);
    cr_assert(trakt_store_login(trakt, &why), "%s", why.text);
    cr_expect(trakt_require_login(trakt, &why));
    read_account(trakt, &outcome);
    cr_expect(outcome.fine, "%s", outcome.error.message);
    trakt_grant_release(&grant);
    trakt_device_release(&device);
    trakt_close(trakt);
    talk_stop();
}

static const struct {
    const char *answer;
    enum trakt_poll poll;
} polls[] = {
    {"404", TRAKT_POLL_FAILED },
    {"409", TRAKT_POLL_FAILED },
    {"410", TRAKT_POLL_EXPIRED},
    {"418", TRAKT_POLL_DENIED },
    {"429", TRAKT_POLL_WAIT   },
};

/* libcurl itself repeats what breaks off on a connection that was used before. */
Test(client, sends_a_code_once_also_on_a_connection_that_breaks)
{
    struct trakt_device device;
    struct trakt_grant grant;
    struct trakt_error error;

    begin(OPTIONS("--fault", "POST /oauth/token cut"));
    struct trakt *trakt = open_client(true);
    cr_assert(trakt_start_device(trakt, &device, &error), "%s", error.message);
    cr_expect(!trakt_exchange_code(trakt, "TYPED", "v", &grant, &error));
    cr_expect_str_eq(error.code, "unreachable");
    cr_expect_eq(requests_of("POST /oauth/token"), 1, "%s", talk_log());
    trakt_grant_release(&grant);
    trakt_device_release(&device);
    trakt_close(trakt);
    talk_stop();
}

Test(client, understands_each_answer_to_a_poll)
{
    for (size_t i = 0; i < sizeof polls / sizeof *polls; i++) {
        struct trakt_device device;
        struct trakt_grant grant;
        struct trakt_error error;

        begin(OPTIONS("--device-approve-after", "0", "--device-answer", polls[i].answer));
        struct trakt *trakt = open_client(true);
        cr_assert(trakt_start_device(trakt, &device, &error), "%s", error.message);
        int interval = device.interval;
        cr_expect_eq(trakt_poll_device(trakt, &device, &grant, &error), polls[i].poll, "%s",
                     polls[i].answer);
        if (polls[i].poll == TRAKT_POLL_WAIT)
            cr_expect(device.interval > interval);
        else
            cr_expect(strstr(error.message, "Authentication failed"), "%s", error.message);
        trakt_grant_release(&grant);
        trakt_device_release(&device);
        trakt_close(trakt);
        talk_stop();
    }
}

Test(client, exchanges_a_pasted_code_and_revokes)
{
    struct trakt_grant grant;
    struct trakt_error error;
    struct outcome outcome = {0};
    struct token_pkce pkce;

    begin(OPTIONS("--code", "TYPED"));
    struct trakt *trakt = open_client(true);
    token_make_pkce(&pkce);
    cr_expect(!trakt_exchange_code(trakt, "two words", pkce.verifier, &grant, &error));
    trakt_grant_release(&grant);
    cr_assert(trakt_exchange_code(trakt, " TYPED\n", pkce.verifier, &grant, &error), "%s",
              error.message);
    trakt_use_grant(trakt, &grant);
    trakt_grant_release(&grant);
    cr_assert(trakt_revoke(trakt, &error), "%s", error.message);
    read_account(trakt, &outcome);
    cr_expect(!outcome.fine);
    trakt_close(trakt);
    talk_stop();
}

static const struct {
    const char *api;
    bool fine;
} addresses[] = {
    {"http://127.0.0.1:1",           true },
    {"http://localhost",             true },
    {"https://api.trakt.tv/",        true },
    {"http://api.trakt.tv",          false},
    {"ftp://127.0.0.1",              false},
    {"file:///etc/passwd",           false},
    {"http://127.0.0.1.example.com", false},
    {"nonsense",                     false},
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
