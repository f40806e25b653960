/* Status codes as text: each with its number, its code, and the right exit status. */
#include <criterion/criterion.h>
#include <string.h>

#include "trakt/error.h"

static const struct {
    enum trakt_about about;
    int status;
    bool edge;
    const char *body;
    const char *code;
    int exit_status;
    bool final;
    const char *words;
} answers[] = {
    {TRAKT_ABOUT_ACCOUNT, 401, false, "", "unauthorized", EX_NOPERM, true, "Authentication failed"},
    {TRAKT_ABOUT_SEARCH, 403, false, "", "bad-client", EX_NOPERM, true,
     "Invalid client credentials"},
    {TRAKT_ABOUT_SEARCH, 403, true, "", "blocked", EX_TEMPFAIL, true, "Ray ID 9a1b-FRA"},
    {TRAKT_ABOUT_SEARCH, 429, false, "", "rate-limited", EX_TEMPFAIL, true, "Rate limit exceeded"},
    {TRAKT_ABOUT_SEARCH, 429, true, "", "rate-limited", EX_TEMPFAIL, true, "Rate limit exceeded"},
    {TRAKT_ABOUT_LIST, 404, false, "", "not-found", EX_RECORD, false, "Watchlist not found"},
    {TRAKT_ABOUT_LIST, 420, false, "", "list-full", EX_RECORD, false, "limit"},
    {TRAKT_ABOUT_LIST, 423, false, "", "account-locked", EX_NOPERM, true, "locked or deactivated"},
    {TRAKT_ABOUT_LIST, 426, false, "", "vip-only", EX_NOPERM, true, "https://app.trakt.tv/vip"},
    {TRAKT_ABOUT_LIST, 422, false, "", "refused", EX_RECORD, false, "does not accept"},
    {TRAKT_ABOUT_LIST, 500, false, "", "server-error", EX_UNAVAILABLE, false,
     "internal error at Trakt"},
    {TRAKT_ABOUT_LIST, 503, false, "", "server-error", EX_UNAVAILABLE, true, "overloaded"},
    {TRAKT_ABOUT_LIST, 521, true, "", "server-error", EX_UNAVAILABLE, true, "Trakt's CDN"},
    {TRAKT_ABOUT_LIST, 530, true, "", "server-error", EX_UNAVAILABLE, true, "Trakt's CDN"},
    {TRAKT_ABOUT_LIST, 511, false, "", "unreachable", EX_UNAVAILABLE, true, "requires a login"},
    {TRAKT_ABOUT_LIST, 421, false, "", "server-error", EX_UNAVAILABLE, false,
     "does not answer for"},
    {TRAKT_ABOUT_LIST, 425, false, "", "server-error", EX_UNAVAILABLE, false, "too early"},
    {TRAKT_ABOUT_LIST, 413, false, "", "refused", EX_RECORD, false, "a proxy limits"},
    {TRAKT_ABOUT_LIST, 431, false, "", "refused", EX_RECORD, false, "headers are too large"},
    {TRAKT_ABOUT_LIST, 451, false, "", "refused", EX_RECORD, false, "legal"},
    {TRAKT_ABOUT_LIST, 302, false, "", "bad-answer", EX_UNAVAILABLE, false, "not an answer"},
    {TRAKT_ABOUT_OAUTH, 400, false, "{\"error\":\"invalid_grant\"}", "unauthorized", EX_NOPERM,
     true, "Authentication failed"},
    {TRAKT_ABOUT_OAUTH, 401, false, "{\"error\":\"invalid_grant\"}", "unauthorized", EX_NOPERM,
     true, "Authentication failed"},
    {TRAKT_ABOUT_OAUTH, 400, false, "{\"error\":\"invalid_client\"}", "bad-client", EX_NOPERM, true,
     "Invalid client credentials"},
    {TRAKT_ABOUT_OAUTH, 401, false, "<html>", "bad-client", EX_NOPERM, true,
     "Invalid client credentials"},
    {TRAKT_ABOUT_OAUTH, 400, false, "{\"error\":17}", "refused", EX_RECORD, false, "login"},
    {TRAKT_ABOUT_OAUTH, 418, false, "", "unauthorized", EX_NOPERM, true, "denied"},
};

Test(trakt_error, explains_each_status)
{
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        struct http_answer answer = {.status = answers[i].status, .edge = answers[i].edge};
        struct trakt_error error;
        char number[16];

        answer.body = BUF_INIT(4096);
        answer.header[HTTP_CF_RAY] = answers[i].edge ? (char *)"9a1b-FRA" : NULL;
        buf_puts(&answer.body, answers[i].body);
        snprintf(number, sizeof number, "HTTP %d: ", answers[i].status);
        cr_expect(!trakt_error_of(&error, answers[i].about, &answer));
        cr_expect_str_eq(error.code, answers[i].code, "%s", number);
        cr_expect_eq(error.http_status, answers[i].status, "%s", number);
        cr_expect_eq(error.exit_status, answers[i].exit_status, "%s", number);
        cr_expect_eq(error.final, answers[i].final, "%s", number);
        cr_expect(strncmp(error.message, number, strlen(number)) == 0, "%s", error.message);
        cr_expect(strstr(error.message, answers[i].words), "%s", error.message);
        buf_release(&answer.body);
    }
}

Test(trakt_error, names_the_page_where_vip_is_to_be_had)
{
    struct http_answer answer = {.status = 426};
    struct trakt_error error;

    answer.header[HTTP_UPGRADE_URL] = (char *)"https://example.com/vip";
    trakt_error_of(&error, TRAKT_ABOUT_LIST, &answer);
    cr_expect(strstr(error.message, "(https://example.com/vip)"), "%s", error.message);
}

Test(trakt_error, knows_a_deactivated_account)
{
    struct http_answer answer = {.status = 423};
    struct trakt_error error;

    answer.header[HTTP_ACCOUNT_LOCKED] = (char *)"false";
    answer.header[HTTP_ACCOUNT_DEACTIVATED] = (char *)"true";
    trakt_error_of(&error, TRAKT_ABOUT_LIST, &answer);
    cr_expect(strstr(error.message, "account is deactivated"), "%s", error.message);
}

/* The message for every status has its number and a remedy. */
Test(trakt_error, has_a_way_out_for_every_status)
{
    static const enum trakt_about abouts[] = {TRAKT_ABOUT_SEARCH, TRAKT_ABOUT_LIST,
                                              TRAKT_ABOUT_ACCOUNT, TRAKT_ABOUT_OAUTH};
    static const char *const contents[] = {"", "{\"error\":\"invalid_grant\"}",
                                           "{\"error\":\"invalid_client\"}"};

    for (int i = 0; i < 1000 * 4 * 2 * 3; i++) {
        int status = i % 1000, about = i / 1000 % 4, edge = i / 4000 % 2, content = i / 8000;
        struct http_answer answer = {.status = status, .edge = edge, .retry_after_ms = -1};
        struct trakt_error error;
        char number[16];

        answer.body = BUF_INIT(4096);
        buf_puts(&answer.body, contents[content]);
        snprintf(number, sizeof number, "HTTP %d: ", status);
        cr_assert(!trakt_error_of(&error, abouts[about], &answer));
        cr_assert(strncmp(error.message, number, strlen(number)) == 0, "%s", error.message);
        const char *way_out = strchr(error.message, '(');
        cr_assert(way_out && strlen(way_out) > 8 && strchr(way_out, ')'), "%s", error.message);
        cr_assert(error.code && error.exit_status != EX_OK, "%s", error.message);
        buf_release(&answer.body);
    }
}

/* A wait longer than our limit: when to try again, and the exit status for it. */
static const struct {
    int status;
    bool edge;
    bool gave_up;
    int64_t retry_after_ms;
    int exit_status;
    const char *words;
} waits[] = {
    {429, false, true, 7200000, EX_TEMPFAIL, "(try again in 2 h)"},
    {429, false, true, -1, EX_TEMPFAIL, "(try again later)"},
    {429, true, true, 1800000, EX_TEMPFAIL, "(wait 30 min, then try"},
    {429, true, true, -1, EX_TEMPFAIL, "(wait some minutes, then"},
    {503, false, true, 3600000, EX_TEMPFAIL, "(try again in 60 min)"},
    {503, false, true, -1, EX_UNAVAILABLE, "(try again later)"},
};

Test(trakt_error, says_when_to_come_back)
{
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
        struct http_answer answer = {.status = waits[i].status,
                                     .edge = waits[i].edge,
                                     .gave_up = waits[i].gave_up,
                                     .retry_after_ms = waits[i].retry_after_ms};
        struct trakt_error error;

        trakt_error_of(&error, TRAKT_ABOUT_SEARCH, &answer);
        cr_expect_eq(error.exit_status, waits[i].exit_status, "%s", error.message);
        cr_expect(strstr(error.message, waits[i].words), "%s", error.message);
    }
}

Test(trakt_error, states_when_to_try_again_if_nothing_was_sent)
{
    struct http_answer answer = {.failure = HTTP_NO_TURN, .retry_after_ms = 7200000};
    struct trakt_error error;

    trakt_error_of(&error, TRAKT_ABOUT_SEARCH, &answer);
    cr_expect_str_eq(error.message, "Rate limit exceeded: the request was not sent, because the "
                                    "wait is longer than --patience allows "
                                    "(try again in 2 h)");
    cr_expect_str_eq(error.code, "rate-limited");
    cr_expect(error.retry && error.final);
    cr_expect_eq(error.exit_status, EX_TEMPFAIL);
}

static const struct {
    enum http_failure failure;
    const char *code;
    bool final;
    int exit_status;
} failures[] = {
    {HTTP_NO_HOST, "unreachable", true, EX_UNAVAILABLE},
    {HTTP_NO_CONNECTION, "unreachable", true, EX_UNAVAILABLE},
    {HTTP_NO_TLS, "unreachable", true, EX_UNAVAILABLE},
    {HTTP_TORN, "unreachable", false, EX_UNAVAILABLE},
    {HTTP_NOT_TAKEN, "unreachable", false, EX_UNAVAILABLE},
    {HTTP_NOT_HTTP, "unreachable", false, EX_UNAVAILABLE},
    {HTTP_NO_PROXY, "unreachable", true, EX_UNAVAILABLE},
    {HTTP_PROXY_REFUSED, "unreachable", true, EX_UNAVAILABLE},
    {HTTP_TIMED_OUT, "unreachable", false, EX_UNAVAILABLE},
    {HTTP_TOO_LONG, "bad-answer", false, EX_UNAVAILABLE},
    {HTTP_BAD_URL, "unreachable", true, EX_CONFIG},
};

Test(trakt_error, reports_a_missing_answer)
{
    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
        struct http_answer answer = {.failure = failures[i].failure, .words = "host: why"};
        struct trakt_error error;

        trakt_error_of(&error, TRAKT_ABOUT_SEARCH, &answer);
        cr_expect_str_eq(error.code, failures[i].code, "failure %d", (int)failures[i].failure);
        cr_expect_eq(error.final, failures[i].final, "failure %d", (int)failures[i].failure);
        cr_expect_eq(error.exit_status, failures[i].exit_status);
        cr_expect_eq(error.http_status, 0);
        cr_expect_str_eq(error.message, "host: why");
    }
}

Test(trakt_error, fits_into_a_record)
{
    struct trakt_error error;

    trakt_error_set(&error, TRAKT_RATE_LIMITED, "wait %d s", 7);
    struct record_error record = trakt_error_record(&error);
    cr_expect_str_eq(record.code, "rate-limited");
    cr_expect_str_eq(record.message, "wait 7 s");
    cr_expect(record.retry);
    cr_expect_eq(record.http_status, 0);
}

/* A refusal that states when to try again is not final. */
static const struct {
    int status;
    const char *header;
    int64_t retry_after_ms;
    bool retry;
    int exit_status;
    int64_t wait_ms;
    const char *words;
} refusals[] = {
    {413, "120", 120000, true, EX_TEMPFAIL, 120500, "(try again in 2 min)"},
    {413, NULL, -1, false, EX_RECORD, 0, "(check --api-url"},
    {413, NULL, 0, false, EX_RECORD, 0, "(check --api-url"},
    {400, "7200", 7200000, true, EX_TEMPFAIL, 7200500, "(try again in 2 h)"},
    {404, "120", 120000, false, EX_RECORD, 0, "Watchlist not found"},
};

Test(trakt_error, takes_a_refusal_with_a_time_for_one_that_passes)
{
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        struct http_answer answer = {.status = refusals[i].status,
                                     .retry_after_ms = refusals[i].retry_after_ms};
        struct trakt_error error;

        answer.header[HTTP_RETRY_AFTER] = (char *)refusals[i].header;
        trakt_error_of(&error, TRAKT_ABOUT_LIST, &answer);
        cr_expect_eq(error.retry, refusals[i].retry, "%s", error.message);
        cr_expect_eq(error.exit_status, refusals[i].exit_status, "%s", error.message);
        cr_expect_eq(error.wait_ms, refusals[i].wait_ms, "%s", error.message);
        cr_expect(strstr(error.message, refusals[i].words), "%s", error.message);
    }
}
