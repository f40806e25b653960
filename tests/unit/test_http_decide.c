/* Retrying: which requests are repeated, how long to wait, and how headers and times are read. */
#include <criterion/criterion.h>
#include <string.h>

#include "http/decide.h"

enum { PATIENCE_MS = 900000 };

static const struct {
    const char *why;
    enum http_failure failure;
    int status;
    bool edge;
    bool replay;
    int tries;
    enum http_verdict verdict;
} verdicts[] = {
    {"a success", HTTP_ANSWERED, 200, false, true, 1, HTTP_DONE},
    {"an addition", HTTP_ANSWERED, 201, false, true, 1, HTTP_DONE},
    {"a bad request", HTTP_ANSWERED, 400, false, true, 1, HTTP_DONE},
    {"a dead token", HTTP_ANSWERED, 401, false, true, 1, HTTP_DONE},
    {"a dead client id", HTTP_ANSWERED, 403, false, true, 1, HTTP_DONE},
    {"a permanent ban", HTTP_ANSWERED, 403, true, true, 1, HTTP_DONE},
    {"an account limit", HTTP_ANSWERED, 420, false, true, 1, HTTP_DONE},
    {"a locked account", HTTP_ANSWERED, 423, false, true, 1, HTTP_DONE},
    {"any other server error", HTTP_ANSWERED, 501, false, true, 1, HTTP_AGAIN},
    {"a redirect", HTTP_ANSWERED, 302, false, true, 1, HTTP_DONE},
    {"a missing resource", HTTP_ANSWERED, 404, false, true, 1, HTTP_DONE},
    {"a refused method", HTTP_ANSWERED, 405, false, true, 1, HTTP_DONE},
    {"an existing item", HTTP_ANSWERED, 409, false, true, 1, HTTP_DONE},
    {"a missing header", HTTP_ANSWERED, 412, false, true, 1, HTTP_DONE},
    {"invalid content", HTTP_ANSWERED, 422, false, true, 1, HTTP_DONE},
    {"for VIP members only", HTTP_ANSWERED, 426, false, true, 1, HTTP_DONE},
    {"an unknown status", HTTP_ANSWERED, 999, false, true, 1, HTTP_DONE},
    {"a bad gateway", HTTP_ANSWERED, 502, false, true, 1, HTTP_AGAIN},
    {"a slow gateway", HTTP_ANSWERED, 504, false, true, 1, HTTP_AGAIN},
    {"an unknown error of the content network", HTTP_ANSWERED, 520, true, true, 1, HTTP_AGAIN},
    {"Trakt is down behind the content network", HTTP_ANSWERED, 521, true, true, 5, HTTP_AGAIN},
    {"Trakt stays down", HTTP_ANSWERED, 521, true, true, 6, HTTP_GIVE_UP},
    {"a bad certificate behind the content network", HTTP_ANSWERED, 526, true, true, 1, HTTP_DONE},
    {"a rate limit", HTTP_ANSWERED, 429, false, true, 1, HTTP_AGAIN},
    {"a rate limit that stays", HTTP_ANSWERED, 429, false, true, 10, HTTP_GIVE_UP},
    {"a rate limit: even a request that may not arrive twice is repeated", HTTP_ANSWERED, 429,
     false, false, 1, HTTP_AGAIN},
    {"a temporary ban", HTTP_ANSWERED, 429, true, true, 2, HTTP_AGAIN},
    {"a ban that stays", HTTP_ANSWERED, 429, true, true, 3, HTTP_GIVE_UP},
    {"a server that is not Trakt's", HTTP_ANSWERED, 421, false, true, 1, HTTP_AGAIN},
    {"too early", HTTP_ANSWERED, 425, false, true, 1, HTTP_AGAIN},
    {"too early, too often", HTTP_ANSWERED, 425, false, true, 4, HTTP_GIVE_UP},
    {"a slow request", HTTP_ANSWERED, 408, false, true, 1, HTTP_AGAIN},
    {"a server error", HTTP_ANSWERED, 500, false, true, 3, HTTP_AGAIN},
    {"a server error that stays", HTTP_ANSWERED, 500, false, true, 4, HTTP_GIVE_UP},
    {"an overloaded server", HTTP_ANSWERED, 503, false, true, 5, HTTP_AGAIN},
    {"an overloaded gateway, too often", HTTP_ANSWERED, 504, false, true, 6, HTTP_GIVE_UP},
    {"a request that may have arrived", HTTP_ANSWERED, 502, false, false, 1, HTTP_GIVE_UP},
    {"a failure of the content network", HTTP_ANSWERED, 522, true, true, 1, HTTP_AGAIN},
    {"no DNS", HTTP_NO_HOST, 0, false, true, 1, HTTP_AGAIN},
    {"refused before anything was sent", HTTP_NO_CONNECTION, 0, false, false, 3, HTTP_AGAIN},
    {"refused too often", HTTP_NO_CONNECTION, 0, false, true, 4, HTTP_GIVE_UP},
    {"torn", HTTP_TORN, 0, false, true, 1, HTTP_AGAIN},
    {"torn, and the request may not arrive twice", HTTP_TORN, 0, false, false, 1, HTTP_GIVE_UP},
    {"not taken", HTTP_NOT_TAKEN, 0, false, true, 1, HTTP_AGAIN},
    {"not taken: even a request that may not arrive twice is repeated", HTTP_NOT_TAKEN, 0, false,
     false, 3, HTTP_AGAIN},
    {"not taken, too often", HTTP_NOT_TAKEN, 0, false, false, 4, HTTP_GIVE_UP},
    {"too slow, and the request may not arrive twice", HTTP_TIMED_OUT, 0, false, false, 1,
     HTTP_GIVE_UP},
    {"a wrong certificate", HTTP_NO_TLS, 0, false, true, 1, HTTP_DONE},
    {"an unreachable proxy", HTTP_NO_PROXY, 0, false, true, 1, HTTP_AGAIN},
    {"an unreachable proxy: even a request that may not arrive twice is repeated", HTTP_NO_PROXY, 0,
     false, false, 1, HTTP_AGAIN},
    {"a proxy that refuses", HTTP_PROXY_REFUSED, 0, false, true, 1, HTTP_DONE},
    {"another protocol", HTTP_NOT_HTTP, 0, false, true, 3, HTTP_AGAIN},
    {"another protocol that stays", HTTP_NOT_HTTP, 0, false, true, 4, HTTP_GIVE_UP},
    {"another protocol, and the request may not arrive twice", HTTP_NOT_HTTP, 0, false, false, 1,
     HTTP_GIVE_UP},
    {"too slow", HTTP_TIMED_OUT, 0, false, true, 1, HTTP_AGAIN},
    {"never sent", HTTP_NO_TURN, 0, false, true, 1, HTTP_DONE},
    {"too long", HTTP_TOO_LONG, 0, false, true, 1, HTTP_DONE},
    {"an address that is not allowed", HTTP_BAD_URL, 0, false, true, 1, HTTP_DONE},
};

Test(http_decide, judges_each_failure)
{
    for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
        struct http_facts facts = {.failure = verdicts[i].failure,
                                   .status = verdicts[i].status,
                                   .edge = verdicts[i].edge,
                                   .replay = verdicts[i].replay,
                                   .tries = verdicts[i].tries,
                                   .retry_after_ms = -1,
                                   .patience_ms = PATIENCE_MS};

        cr_expect_eq(http_judge(&facts, 1000), verdicts[i].verdict, "%s", verdicts[i].why);
    }
}

/* Every outcome of a transfer, and whether the request may have arrived. */
static const struct {
    enum http_failure failure;
    bool may_have_arrived;
} arrivals[] = {
    {HTTP_ANSWERED, true},  {HTTP_NO_HOST, false}, {HTTP_NO_CONNECTION, false},
    {HTTP_NO_PROXY, false}, {HTTP_NO_TLS, false},  {HTTP_PROXY_REFUSED, false},
    {HTTP_TIMED_OUT, true}, {HTTP_TORN, true},     {HTTP_NOT_TAKEN, false},
    {HTTP_NOT_HTTP, true},  {HTTP_TOO_LONG, true}, {HTTP_NO_TURN, false},
    {HTTP_BAD_URL, false},  {HTTP_STALE, false},   {HTTP_FAILED, true},
};

Test(http_decide, knows_whether_a_request_may_have_arrived)
{
    const size_t count = sizeof arrivals / sizeof *arrivals;
    unsigned seen = 0;

    for (size_t i = 0; i < count; i++) {
        cr_expect_eq(http_may_have_arrived(arrivals[i].failure), arrivals[i].may_have_arrived,
                     "failure %d", (int)arrivals[i].failure);
        seen |= 1U << arrivals[i].failure;
    }
    cr_expect_eq(seen, (2U << HTTP_FAILED) - 1, "an outcome is missing here");
}

/* A server may have processed a request without reporting success. */
Test(http_decide, knows_whether_a_request_may_have_been_processed)
{
    static const struct {
        enum http_failure failure;
        int status;
        bool may_be;
    } rows[] = {
        {HTTP_ANSWERED, 429, false},    {HTTP_ANSWERED, 500, true}, {HTTP_ANSWERED, 503, true},
        {HTTP_ANSWERED, 522, true},     {HTTP_ANSWERED, 408, true}, {HTTP_TORN, 0, true},
        {HTTP_TIMED_OUT, 0, true},      {HTTP_NOT_HTTP, 0, true},   {HTTP_NO_HOST, 0, false},
        {HTTP_NO_CONNECTION, 0, false}, {HTTP_NOT_TAKEN, 0, false}, {HTTP_NO_TURN, 0, false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct http_facts facts = {.failure = rows[i].failure, .status = rows[i].status};

        cr_expect_eq(http_may_be_done(&facts), rows[i].may_be, "%d, %d", (int)rows[i].failure,
                     rows[i].status);
    }
}

Test(http_decide, does_not_start_a_wait_that_exceeds_patience)
{
    struct http_facts facts = {
        .status = 429, .tries = 2, .replay = true, .waited_ms = 800000, .patience_ms = PATIENCE_MS};

    cr_expect_eq(http_judge(&facts, 100000), HTTP_AGAIN);
    cr_expect_eq(http_judge(&facts, 100001), HTTP_GIVE_UP);
}

Test(http_decide, makes_one_attempt_without_patience)
{
    struct http_facts facts = {.status = 503, .tries = 1, .replay = true, .patience_ms = 0};

    cr_expect_eq(http_judge(&facts, http_backoff_ms(&facts, 0)), HTTP_GIVE_UP);
}

static const struct {
    const char *why;
    int status;
    bool edge;
    int tries;
    int64_t retry_after_ms;
    int64_t least_ms;
    int64_t most_ms;
} backoffs[] = {
    {"Retry-After takes precedence, plus half a second", 429, false, 5, 7000, 7500, 7500},
    {"Retry-After of 0 s", 503, false, 1, 0, 500, 500},
    {"429", 429, false, 1, -1, 5000, 6250},
    {"429 again", 429, false, 3, -1, 20000, 25000},
    {"a ban", 429, true, 1, -1, 60000, 75000},
    {"an overloaded server", 503, false, 1, -1, 30000, 37500},
    {"a failure of the content network", 521, true, 2, -1, 60000, 75000},
    {"a server error", 500, false, 2, -1, 2000, 2500},
    {"five minutes at most", 429, false, 60, -1, 300000, 300000},
};

Test(http_decide, waits_longer_each_time)
{
    static const uint32_t random[] = {0, 1, 12345, UINT32_MAX};

    for (size_t i = 0; i < sizeof backoffs / sizeof *backoffs; i++) {
        struct http_facts facts = {.status = backoffs[i].status,
                                   .edge = backoffs[i].edge,
                                   .tries = backoffs[i].tries,
                                   .retry_after_ms = backoffs[i].retry_after_ms};

        for (size_t r = 0; r < sizeof random / sizeof *random; r++) {
            int64_t ms = http_backoff_ms(&facts, random[r]);

            cr_expect(ms >= backoffs[i].least_ms && ms <= backoffs[i].most_ms, "%s: %lld ms",
                      backoffs[i].why, (long long)ms);
        }
    }
}

static const struct {
    const char *why;
    int status;
    const char *content_type;
    const char *x_runtime;
    bool edge;
} edges[] = {
    {"Trakt's 403", 403, "text/html", "0.012", false},
    {"a block page", 403, "text/html; charset=UTF-8", NULL, true},
    {"16 bytes of text", 429, "Text/Plain", NULL, true},
    {"JSON without X-Runtime", 200, "application/json", NULL, false},
    {"no headers", 403, NULL, NULL, false},
    {"a status of the content network", 522, NULL, NULL, true},
};

Test(http_decide, distinguishes_the_content_network_from_trakt)
{
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++)
        cr_expect_eq(http_is_edge(edges[i].status, edges[i].content_type, edges[i].x_runtime),
                     edges[i].edge, "%s", edges[i].why);
}

static const struct {
    int status;
    int blamed;
} blames[] = {
    {0, 0}, {200, 0}, {404, 0}, {408, 0}, {429, 0}, {499, 0}, {500, 500}, {503, 503}, {522, 522},
};

Test(http_decide, blames_a_wait_on_a_server_error_only)
{
    for (size_t i = 0; i < sizeof blames / sizeof *blames; i++)
        cr_expect_eq(http_server_error(blames[i].status), blames[i].blamed, "%d", blames[i].status);
}

static const struct {
    const char *text;
    int64_t ms;
} retries[] = {
    {"10", 10000},
    {"0", 0},
    {"86400", 86400000},
    {"99999999999999999999999999", 86400000},
    {"Sun, 22 Nov 2026 12:00:30 GMT", 30000},
    {"Sun, 22 Nov 2026 11:59:00 GMT", 0},
    {"Mon, 22 Nov 2027 12:00:00 GMT", 86400000},
    {"Sun, 22 Foo 2026 12:00:30 GMT", -1},
    {"Sun, 22 ovD 2026 12:00:30 GMT", -1},
    {"Sun, 22 Nov 2026 12:00:30 GMT and more", -1},
    {"Sun, 22 Nov 2026 25:00:30 GMT", -1},
    {"", -1},
    {"-5", -1},
    {"1.5", -1},
    {"soon", -1},
};

Test(http_decide, reads_retry_after_as_seconds_or_date)
{
    for (size_t i = 0; i < sizeof retries / sizeof *retries; i++)
        cr_expect_eq(http_read_retry_after(retries[i].text, 1795348800), retries[i].ms, "%s",
                     retries[i].text);
}

static const struct {
    const char *text;
    int64_t s;
} times[] = {
    {"1970-01-01T00:00:00Z", 0},
    {"2000-02-29T23:59:59Z", 951868799},
    {"2026-11-22T12:00:00Z", 1795348800},
    {"2026-11-22T12:00:00.000Z", 1795348800},
    {"2026-11-22T12:00:00", -1},
    {"2026-11-22T12:00:00+01:00", -1},
    {"2026-13-22T12:00:00Z", -1},
    {"1969-12-31T23:59:59Z", -1},
    {"", -1},
    {" 2026-11-22T12:00:00Z", -1},
};

Test(http_decide, reads_times)
{
    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        cr_expect_eq(http_read_time(times[i].text), times[i].s, "%s", times[i].text);
}

static const struct {
    const char *text;
    int64_t s;
} dates[] = {
    {"Sun, 22 Nov 2026 12:00:00 GMT", 1795348800},
    {"Sun, 22 Nov 2026 12:00:00", -1},
    {"Sun, 22 Nov 2026 12:00:00 UTC", -1},
    {"Sun, 22 Xyz 2026 12:00:00 GMT", -1},
    {"2026-11-22T12:00:00Z", -1},
    {"", -1},
};

Test(http_decide, reads_dates)
{
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        cr_expect_eq(http_read_date(dates[i].text), dates[i].s, "%s", dates[i].text);
}

#define RATE(name, remaining, more)                                                                \
    "{\"name\":" name ",\"period\":300," more "\"remaining\":" remaining                           \
    ",\"until\":\"2026-11-22T12:05:00Z\"}"

static const struct {
    const char *text;
    bool is_rate;
    struct http_rate rate;
} rates[] = {
    {RATE("\"AUTHED_API_GET_LIMIT\"", "17", "\"limit\":500,"), true, {HTTP_READ, 500, 17}},
    {RATE("\"UNAUTHED_API_GET_LIMIT\"", "17", "\"limit\":500,"), true, {HTTP_PUBLIC, 500, 17}},
    {RATE("\"AUTHED_API_POST_LIMIT\"", "0", "\"limit\":1,"), true, {HTTP_WRITE, 1, 0}},
    {RATE("\"SOME_OTHER_LIMIT\"", "-3", ""), true, {HTTP_UNCOUNTED, -1, -3}},
    {RATE("7", "17", ""), false, {HTTP_UNCOUNTED}},
    {RATE("\"AUTHED_API_GET_LIMIT\"", "\"17\"", ""), false, {HTTP_UNCOUNTED}},
    {RATE("\"AUTHED_API_GET_LIMIT\"", "17", "\"limit\":null,"), false, {HTTP_UNCOUNTED}},
    {"{}", false, {HTTP_UNCOUNTED}},
    {"", false, {HTTP_UNCOUNTED}},
    {"[1]", false, {HTTP_UNCOUNTED}},
};

Test(http_decide, reads_rate_limits)
{
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
        struct http_rate rate = {0};

        cr_expect_eq(http_read_rate(rates[i].text, &rate), rates[i].is_rate, "%s", rates[i].text);
        if (!rates[i].is_rate)
            continue;
        cr_expect_eq(rate.bucket, rates[i].rate.bucket, "%s", rates[i].text);
        cr_expect_eq(rate.limit, rates[i].rate.limit, "%s", rates[i].text);
        cr_expect_eq(rate.remaining, rates[i].rate.remaining, "%s", rates[i].text);
        cr_expect_eq(rate.period_s, 300);
        cr_expect_eq(rate.until_s, 1795349100);
    }
}

Test(http_decide, repeats_a_request_once_if_the_answer_is_unreadable)
{
    cr_expect(http_reads_again(1));
    cr_expect(!http_reads_again(2));
    cr_expect(!http_reads_again(3));
}

Test(http_decide, repeats_a_suspect_request_for_all_but_a_server_error)
{
    static const struct {
        enum http_failure failure;
        int status;
        enum http_verdict verdict;
    } rows[] = {
        {HTTP_ANSWERED, 500, HTTP_DONE},  {HTTP_ANSWERED, 503, HTTP_DONE},
        {HTTP_ANSWERED, 522, HTTP_DONE},  {HTTP_ANSWERED, 429, HTTP_AGAIN},
        {HTTP_ANSWERED, 408, HTTP_AGAIN}, {HTTP_TORN, 0, HTTP_AGAIN},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct http_facts facts = {.failure = rows[i].failure,
                                         .status = rows[i].status,
                                         .replay = true,
                                         .suspect = true,
                                         .tries = 1,
                                         .retry_after_ms = -1,
                                         .patience_ms = 900000};

        cr_expect_eq(http_judge(&facts, 1000), rows[i].verdict, "%zu", i);
    }
}
