/* The login of the Trakt client, against the stand-in: refreshed once, never lost in silence. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client.h"
#include "tmpdir.h"

/* The file was written an hour ago by the clock of the test. */
static void make_older(void)
{
    const struct timespec written = {.tv_sec = TALK_BEGIN / 1000 - 3600};

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
    make_older();
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

/* Several programs at once, as in a pipe. */
Test(client, refreshes_once_for_all_programs)
{
    enum { PROGRAMS = 5 };
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
