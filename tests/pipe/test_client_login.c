/* The login of the Trakt client, against the stand-in: it is refreshed once, and never lost
 * silently. */
#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "client.h"
#include "tmpdir.h"

static void set_written(int64_t when_s)
{
    const struct timespec written = {.tv_sec = when_s};

    cr_assert_eq(utimensat(AT_FDCWD, client_path, (struct timespec[]){written, written}, 0), 0);
}

static void put_login(const char *access, const char *refresh, int64_t expires_at)
{
    char text[1024];
    int len = snprintf(text, sizeof text,
                       "{\"CLIENT_ID\": \"%s\", \"CLIENT_SECRET\": \"%s\", \"OAUTH_EXPIRES_AT\": "
                       "%lld, \"OAUTH_REFRESH\": \"%s\", \"OAUTH_TOKEN\": \"%s\", \"mine\": 1}",
                       talk.id, talk.secret, (long long)expires_at, refresh, access);

    cr_assert(tmpdir_write(talk.dir, ".pytrakt.json", text, (size_t)len, 0600));
    set_written(TALK_BEGIN / 1000 - 3600);
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

    client_begin(NULL);
    put_login(talk.token, talk.refresh, now_s() + 60);
    struct trakt *trakt = client_open(true);
    client_account(trakt, &outcome);
    client_account(trakt, &outcome);
    cr_expect(outcome.fine, "%s", outcome.error.message);
    cr_expect_eq(client_requests("POST /oauth/token 200"), 1, "%s", talk_log());
    cr_assert_eq(token_load(client_path, &token, &why), TOKEN_LOADED);
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

    client_begin(NULL);
    put_login("dead", talk.refresh, now_s() + 604800);
    struct trakt *trakt = client_open(true);
    client_account(trakt, &outcome);
    cr_expect(outcome.fine, "%s", outcome.error.message);
    cr_expect_eq(client_requests("POST /oauth/token"), 1, "%s", talk_log());
    trakt_close(trakt);
    talk_stop();
}

Test(client, says_so_when_the_login_is_lost_and_asks_but_once)
{
    struct outcome outcome = {0};

    client_begin(NULL);
    put_login("dead", "used-before", now_s() + 604800);
    struct trakt *trakt = client_open(true);
    client_account(trakt, &outcome);
    client_account(trakt, &outcome);
    cr_expect(!outcome.fine);
    cr_expect_str_eq(outcome.error.code, "unauthorized");
    cr_expect_eq(outcome.error.exit_status, EX_NOPERM);
    cr_expect(strstr(outcome.error.message, "Authentication failed"), "%s", outcome.error.message);
    cr_expect_eq(client_requests("POST /oauth/token"), 1, "%s", talk_log());
    trakt_close(trakt);
    talk_stop();
}

Test(client, goes_on_with_the_login_there_is_while_it_cannot_be_renewed)
{
    struct outcome outcome = {0};

    client_begin(OPTIONS("--fault", "POST /oauth/token 503"));
    put_login(talk.token, talk.refresh, now_s() + 60);
    struct trakt *trakt = client_open(true);
    client_account(trakt, &outcome);
    cr_expect(outcome.fine, "%s", outcome.error.message);
    trakt_close(trakt);
    talk_stop();
}

Test(client, never_asks_twice_with_a_refresh_token_whose_answer_was_lost)
{
    struct outcome outcome = {0};

    client_begin(OPTIONS("--fault", "POST /oauth/token rotate-and-cut"));
    put_login(talk.token, talk.refresh, now_s() - 60);
    struct trakt *trakt = client_open(true);
    client_account(trakt, &outcome);
    client_account(trakt, &outcome);
    cr_expect(!outcome.fine);
    cr_expect(strstr(outcome.error.message, "may be lost"), "%s", outcome.error.message);
    cr_expect_eq(client_requests("POST /oauth/token"), 1, "%s", talk_log());
    trakt_close(trakt);
    talk_stop();
}

/* Several programs at once, as in a pipeline. */
Test(client, refreshes_once_for_all_programs)
{
    enum { PROGRAMS = 10 };
    int failed = 0;

    client_begin(NULL);
    put_login(talk.token, talk.refresh, now_s() + 60);
    for (int i = 0; i < PROGRAMS; i++) {
        if (fork() == 0) {
            struct outcome outcome = {0};
            struct trakt *trakt = client_open(true);

            client_account(trakt, &outcome);
            _exit(!outcome.fine);
        }
    }
    for (int i = 0; i < PROGRAMS; i++) {
        int status;

        cr_assert(wait(&status) > 0);
        failed += status != 0;
    }
    cr_expect_eq(failed, 0);
    cr_expect_eq(client_requests("POST /oauth/token"), 1, "%s", talk_log());
    talk_stop();
}

Test(client, logs_in_with_a_device_and_stores_the_login)
{
    struct trakt_device device;
    struct trakt_grant grant;
    struct trakt_error error;
    struct outcome outcome = {0};
    struct why why;

    client_begin(OPTIONS("--device-approve-after", "2"));
    struct trakt *trakt = client_open(true);
    cr_expect(!trakt_require_login(trakt, &why));
    cr_expect_eq(why.status, EX_NOPERM);
    cr_assert(trakt_start_device(trakt, &device, &error), "%s", error.message);
    for (int i = 0; i < 2; i++) {
        trakt_wait_ms(trakt, -1, -1, device.interval * INT64_C(1000));
        cr_expect_eq(trakt_poll_device(trakt, &device, &grant, &error), TRAKT_POLL_WAIT);
        trakt_grant_release(&grant);
    }
    trakt_wait_ms(trakt, -1, -1, device.interval * INT64_C(1000));
    cr_assert_eq(trakt_poll_device(trakt, &device, &grant, &error), TRAKT_POLL_DONE);
    trakt_use_grant(trakt, &grant);
    cr_assert(trakt_store_login(trakt, &why), "%s", why.text);
    cr_expect(trakt_require_login(trakt, &why));
    client_account(trakt, &outcome);
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
    {"404", TRAKT_POLL_FAILED}, {"409", TRAKT_POLL_FAILED}, {"410", TRAKT_POLL_EXPIRED},
    {"418", TRAKT_POLL_DENIED}, {"429", TRAKT_POLL_WAIT},
};

/* libcurl itself repeats requests that fail on a reused connection. */
Test(client, sends_a_code_once_also_on_a_connection_that_breaks)
{
    struct trakt_device device;
    struct trakt_grant grant;
    struct trakt_error error;

    client_begin(OPTIONS("--fault", "POST /oauth/token cut"));
    struct trakt *trakt = client_open(true);
    cr_assert(trakt_start_device(trakt, &device, &error), "%s", error.message);
    cr_expect(!trakt_exchange_code(trakt, "TYPED", "v", &grant, &error));
    cr_expect_str_eq(error.code, "unreachable");
    cr_expect_eq(client_requests("POST /oauth/token"), 1, "%s", talk_log());
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

        client_begin(OPTIONS("--device-approve-after", "0", "--device-answer", polls[i].answer));
        struct trakt *trakt = client_open(true);
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

    client_begin(OPTIONS("--code", "TYPED"));
    struct trakt *trakt = client_open(true);
    token_make_pkce(&pkce);
    cr_expect(!trakt_exchange_code(trakt, "two words", pkce.verifier, &grant, &error));
    trakt_grant_release(&grant);
    cr_assert(trakt_exchange_code(trakt, " TYPED\n", pkce.verifier, &grant, &error), "%s",
              error.message);
    trakt_use_grant(trakt, &grant);
    trakt_grant_release(&grant);
    cr_assert_eq(trakt_log_out(trakt, false, &error), TRAKT_LOGOUT_DONE, "%s", error.message);
    client_account(trakt, &outcome);
    cr_expect(!outcome.fine);
    trakt_close(trakt);
    talk_stop();
}

/* --- Other programs, and the clock --- */

Test(client, takes_a_login_that_was_rotated_on_disk_before_the_old_one_is_refused)
{
    struct outcome outcome = {0};

    client_begin(NULL);
    put_login("dead", "used-before", now_s() + 604800);
    struct trakt *trakt = client_open(true);
    put_login(talk.token, talk.refresh, now_s() + 604800);
    client_account(trakt, &outcome);
    cr_expect(outcome.fine, "%s", outcome.error.message);
    cr_expect_eq(client_requests("POST /oauth/token"), 0, "%s", talk_log());
    cr_expect_eq(client_requests("GET /users/settings 401"), 0, "%s", talk_log());
    trakt_close(trakt);
    talk_stop();
}

Test(client, takes_a_login_that_was_rotated_on_disk_before_its_own_ends)
{
    struct outcome outcome = {0};

    client_begin(NULL);
    put_login("dead", "used-before", now_s() + 60);
    struct trakt *trakt = client_open(true);
    put_login(talk.token, talk.refresh, now_s() + 604800);
    client_account(trakt, &outcome);
    cr_expect(outcome.fine, "%s", outcome.error.message);
    cr_expect_eq(client_requests("POST /oauth/token"), 0, "%s", talk_log());
    cr_expect_eq(client_requests("GET /users/settings"), 1, "%s", talk_log());
    trakt_close(trakt);
    talk_stop();
}

/* Runs a server for logins: it takes one request, rotates the pair on disk as PyTrakt does, without
 * a lock, and then refuses. */
static pid_t serve_rotation(uint16_t *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    cr_assert_eq(bind(listener, (struct sockaddr *)&address, len), 0);
    cr_assert_eq(listen(listener, 1), 0);
    getsockname(listener, (struct sockaddr *)&address, &len);
    *port = ntohs(address.sin_port);
    pid_t pid = fork();
    if (pid == 0) {
        static const char refusal[] = "HTTP/1.1 400 Bad Request\r\nX-Runtime: 0.1\r\n"
                                      "Content-Type: application/json\r\nContent-Length: 25\r\n"
                                      "Connection: close\r\n\r\n{\"error\":\"invalid_grant\"}";
        char request[8192] = "";
        int client = accept(listener, NULL, NULL);
        size_t got = 0;

        while (!strstr(request, "grant_type"))
            got += (size_t)read(client, request + got, sizeof request - 1 - got);
        put_login(talk.token, talk.refresh, now_s() + 604800);
        _exit(write(client, refusal, sizeof refusal - 1) < 0);
    }
    close(listener);
    return pid;
}

Test(client, looks_again_when_its_refresh_token_is_refused)
{
    struct outcome outcome = {0};
    struct trakt *trakt;
    struct why why;
    uint16_t port;
    char api[64], auth[64];
    int status;

    client_begin(NULL);
    put_login("dead", "used-before", now_s() + 60);
    pid_t host = serve_rotation(&port);
    snprintf(api, sizeof api, "http://127.0.0.1:%u", talk.port);
    snprintf(auth, sizeof auth, "http://127.0.0.1:%u", (unsigned)port);
    cr_assert(trakt_open(
        &(struct trakt_settings){.token_path = client_path, .api_url = api, .auth_url = auth},
        &trakt, &why));
    client_account(trakt, &outcome);
    waitpid(host, &status, 0);
    cr_expect(outcome.fine, "%s", outcome.error.message);
    trakt_close(trakt);
    talk_stop();
}

/* The local clock is eight days ahead, so new tokens have already expired. */
Test(client, does_not_renew_for_ever_when_the_clock_is_wrong)
{
    struct outcome outcome = {0};

    client_begin(NULL);
    put_login(talk.token, talk.refresh, now_s() - 86400);
    set_written(now_s());
    for (int i = 0; i < 3; i++) {
        struct trakt *trakt = client_open(true);

        client_account(trakt, &outcome);
        cr_expect(outcome.fine, "%s", outcome.error.message);
        trakt_close(trakt);
    }
    cr_expect_eq(client_requests("POST /oauth/token"), 0, "%s", talk_log());
    talk_stop();
}

static const struct {
    const char *fault;
    int64_t expires_in;
    const char *words;
    int calls; /* of the API */
} storms[] = {
    {"GET /users/settings status=401", 604800, "that it has just renewed", 2},
    {"POST /oauth/token status=500", -60, "internal error at Trakt", 0},
    {"POST /oauth/token 503", -60, "overloaded", 0},
    {"POST /oauth/token not-json", -60, "may be lost", 0},
    {"POST /oauth/token truncated-json", -60, "may be lost", 0},
    {"POST /oauth/token empty-200", -60, "may be lost", 0},
    {"POST /oauth/token status=202 body={}", -60, "may be lost", 0},
    {"POST /oauth/token status=204", -60, "may be lost", 0},
    {"POST /oauth/token status=400 body={\"error\":\"invalid_client\"}", -60,
     "Invalid client credentials", 0},
    {"POST /oauth/token status=400 body={\"error\":\"invalid_grant\"}", -60,
     "it was revoked, or another program", 0},
    {"POST /oauth/token cloudflare-403", -60, "Trakt's CDN", 0},
};

Test(client, asks_once_for_a_new_pair_however_often_it_is_needed)
{
    for (size_t i = 0; i < sizeof storms / sizeof *storms; i++) {
        struct outcome outcome = {0};

        client_begin(OPTIONS("--fault", storms[i].fault));
        put_login(talk.token, talk.refresh, now_s() + storms[i].expires_in);
        struct trakt *trakt = client_open(true);
        for (int call = 0; call < 3; call++)
            client_account(trakt, &outcome);
        cr_expect(!outcome.fine);
        cr_expect(strstr(outcome.error.message, storms[i].words), "%s: %s", storms[i].fault,
                  outcome.error.message);
        cr_expect_eq(client_requests("POST /oauth/token"), 1, "%s", talk_log());
        cr_expect_eq(client_requests("GET "), (size_t)storms[i].calls, "%s", talk_log());
        trakt_close(trakt);
        talk_stop();
    }
}

/* The answer never arrived. The next run tries once, and explains the cause. */
Test(client, explains_a_login_that_an_earlier_run_lost)
{
    struct outcome outcome = {0};

    client_begin(OPTIONS("--fault", "POST /oauth/token times=1 rotate-and-cut"));
    put_login(talk.token, talk.refresh, now_s() - 60);
    for (int i = 0; i < 2; i++) {
        struct trakt *trakt = client_open(true);

        client_account(trakt, &outcome);
        cr_expect(!outcome.fine);
        trakt_close(trakt);
    }
    cr_expect_eq(outcome.error.exit_status, EX_NOPERM);
    cr_expect(strstr(outcome.error.message, "an earlier run was killed, or got no answer"), "%s",
              outcome.error.message);
    cr_expect_eq(client_requests("POST /oauth/token"), 2, "%s", talk_log());
    talk_stop();
}

/* --- The lock --- */

Test(client, waits_a_minute_for_a_stuck_program_and_says_so, .timeout = 60)
{
    struct why why;
    int status = 0;
    int64_t now_ms = TALK_BEGIN;

    client_begin(NULL);
    put_login(talk.token, talk.refresh, now_s() - 60);
    int lock = token_lock(client_path, &why);
    cr_assert_geq(lock, 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct outcome outcome = {0};
        struct trakt *trakt = client_open(true);

        client_account(trakt, &outcome);
        _exit(strstr(outcome.error.message, "has held this lock for a minute")
                  ? outcome.error.exit_status
                  : 1);
    }
    while (waitpid(pid, &status, WNOHANG) == 0)
        talk_clock(now_ms += 1000);
    cr_expect_eq(WEXITSTATUS(status), EX_TEMPFAIL);
    cr_expect_eq(client_requests("POST"), 0);
    token_unlock(lock);
    talk_stop();
}

Test(client, goes_on_where_a_dead_program_held_the_lock)
{
    struct outcome outcome = {0};
    int status;

    client_begin(NULL);
    put_login(talk.token, talk.refresh, now_s() - 60);
    pid_t pid = fork();
    if (pid == 0) {
        token_lock(client_path, NULL);
        raise(SIGKILL);
    }
    waitpid(pid, &status, 0);
    struct trakt *trakt = client_open(true);
    client_account(trakt, &outcome);
    cr_expect(outcome.fine, "%s", outcome.error.message);
    trakt_close(trakt);
    talk_stop();
}

/* --- One 401: a token that Trakt has rejected is not sent again ------------------------------- */

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

Test(client, sends_a_dead_token_once_before_the_login_is_renewed)
{
    struct outcome outcome = {0};

    client_begin(OPTIONS("--filler", "620", "--limit-watchlist", "5000"));
    put_login("dead", talk.refresh, now_s() + 604800);
    struct trakt *trakt = client_open(true);
    read_watchlist(trakt, &outcome);
    cr_expect(outcome.fine, "%s", outcome.error.message);
    cr_expect_eq(outcome.count, 620);
    cr_expect_eq(client_requests(" 401"), 1, "%s", talk_log());
    trakt_close(trakt);
    talk_stop();
}

Test(client, sends_a_dead_token_once_when_the_login_cannot_be_renewed)
{
    struct outcome outcome = {0};

    client_begin(NULL);
    put_login("dead", "used-before", now_s() + 604800);
    struct trakt *trakt = client_open(true);
    read_watchlist(trakt, &outcome);
    cr_expect(!outcome.fine);
    client_account(trakt, &outcome);
    cr_expect(!outcome.fine);
    cr_expect_str_eq(outcome.error.code, "unauthorized");
    cr_expect_eq(client_requests(" 401"), 1, "%s", talk_log());
    trakt_close(trakt);
    talk_stop();
}

/* A token that was set by the caller. */
Test(client, sends_a_dead_token_once_when_there_is_no_other)
{
    struct outcome outcome = {0};

    client_begin(OPTIONS("--fault", "* * status=401"));
    struct trakt *trakt = client_open(false);
    read_watchlist(trakt, &outcome);
    cr_expect_str_eq(outcome.error.code, "unauthorized");
    client_account(trakt, &outcome);
    cr_expect_str_eq(outcome.error.code, "unauthorized");
    cr_expect_eq(client_requests("\n"), 1, "%s", talk_log());
    trakt_close(trakt);
    talk_stop();
}

/* Of the pages requested together, three have been sent when the first 401 arrives. Requests
 * waiting for their slot are sent with the new token. */
Test(client, sends_no_request_with_a_token_that_died_while_it_waited)
{
    struct outcome outcome = {0};

    client_begin(OPTIONS("--filler", "1900", "--limit-watchlist", "5000", "--get-limit", "3/300",
                         "--expires-in", "1200"));
    put_login(talk.token, talk.refresh, now_s() + 604800);
    clock_sleep_ms(INT64_C(1000) * 1000);
    struct trakt *trakt = client_open(true);
    read_watchlist(trakt, &outcome);
    cr_expect(outcome.fine, "%s", outcome.error.message);
    cr_expect_eq(outcome.count, 1900);
    cr_expect_leq(client_requests(" 401"), 3, "%s", talk_log());
    cr_expect_geq(client_requests(" 401"), 1, "%s", talk_log());
    trakt_close(trakt);
    talk_stop();
}

/* Two programs of a pipeline: one program's result is visible to the other in the file. */
Test(client, sends_a_dead_token_once_for_all_programs)
{
    struct outcome outcome = {0};

    client_begin(NULL);
    put_login("dead", talk.refresh, now_s() + 604800);
    struct trakt *one = client_open(true), *other = client_open(true);
    client_account(one, &outcome);
    cr_expect(outcome.fine, "%s", outcome.error.message);
    client_account(other, &outcome);
    cr_expect(outcome.fine, "%s", outcome.error.message);
    cr_expect_eq(client_requests(" 401"), 1, "%s", talk_log());
    cr_expect_eq(client_requests("POST /oauth/token"), 1, "%s", talk_log());
    trakt_close(one);
    trakt_close(other);
    talk_stop();
}

/* A token that was valid for a minute was not renewed in vain. */
Test(client, renews_again_when_a_short_life_has_ended)
{
    struct outcome outcome = {0};

    client_begin(OPTIONS("--expires-in", "60"));
    put_login("dead", talk.refresh, now_s() + 604800);
    struct trakt *trakt = client_open(true);
    client_account(trakt, &outcome);
    cr_expect(outcome.fine, "%s", outcome.error.message);
    clock_sleep_ms(INT64_C(70) * 1000);
    client_account(trakt, &outcome);
    cr_expect(outcome.fine, "%s", outcome.error.message);
    cr_expect_eq(client_requests("POST /oauth/token 200"), 2, "%s", talk_log());
    trakt_close(trakt);
    talk_stop();
}
