/* Decisions about retries, and readers of headers. */
#include "http/decide.h"

#include <ctype.h>
#include <jansson.h>
#include <string.h>

enum {
    SECOND_MS = 1000,
    MOST_BACKOFF_MS = 300 * SECOND_MS,
    AFTER_RETRY_AFTER_MS = 500, /* Retry-After is in whole seconds, rounded down */
    DAY_S = 86400,
};

/* The statuses of temporary errors, with the maximum number of attempts and the first wait. Trakt
 * asks clients to wait 30 s after 502 to 504 and 520 to 524 ("Status codes"). */
static const struct {
    int from;
    int to;
    int most_tries;
    int first_ms;
} passing[] = {
    /* clang-format off */
    {408, 408,  4,  1 * SECOND_MS},
    {421, 421,  4,  1 * SECOND_MS},
    {425, 425,  4,  1 * SECOND_MS},
    {429, 429, 10,  5 * SECOND_MS},
    {500, 501,  4,  1 * SECOND_MS},
    {502, 504,  6, 30 * SECOND_MS},
    {520, 524,  6, 30 * SECOND_MS},
    /* clang-format on */
};

enum {
    EDGE_BAN_TRIES = 3, /* few, because each request lengthens a ban by the CDN */
    EDGE_BAN_MS = 60 * SECOND_MS,
    BROKEN_TRIES = 4,
    BROKEN_MS = 1 * SECOND_MS,
    MOST_READINGS = 2, /* maximum number of attempts to get a success with a usable body */
};

/* Returns the maximum number of attempts for this error; 1: the error is permanent. Sets *first_ms
 * to the first wait. */
static int most_tries(const struct http_facts *facts, int64_t *first_ms)
{
    *first_ms = BROKEN_MS;
    switch (facts->failure) {
    case HTTP_ANSWERED:
        break;
    case HTTP_NO_HOST:
    case HTTP_NO_CONNECTION:
    case HTTP_NO_PROXY:
    case HTTP_TIMED_OUT:
    case HTTP_TORN:
    case HTTP_NOT_TAKEN:
    case HTTP_NOT_HTTP:
        return BROKEN_TRIES;
    case HTTP_PROXY_REFUSED:
    case HTTP_NO_TLS:
    case HTTP_TOO_LONG:
    case HTTP_NO_TURN:
    case HTTP_BAD_URL:
    case HTTP_STALE:
    case HTTP_FAILED:
        return 1;
    }
    if (facts->suspect && http_server_error(facts->status))
        return 1;
    if (facts->status == 429 && facts->edge) {
        *first_ms = EDGE_BAN_MS;
        return EDGE_BAN_TRIES;
    }
    for (size_t i = 0; i < sizeof passing / sizeof *passing; i++) {
        if (facts->status >= passing[i].from && facts->status <= passing[i].to) {
            *first_ms = passing[i].first_ms;
            return passing[i].most_tries;
        }
    }
    return 1;
}

bool http_may_have_arrived(enum http_failure failure)
{
    switch (failure) {
    case HTTP_NO_HOST:
    case HTTP_NO_CONNECTION:
    case HTTP_NO_PROXY:
    case HTTP_PROXY_REFUSED:
    case HTTP_NO_TLS:
    case HTTP_NOT_TAKEN:
    case HTTP_NO_TURN:
    case HTTP_BAD_URL:
    case HTTP_STALE:
        return false;
    case HTTP_ANSWERED:
    case HTTP_TIMED_OUT:
    case HTTP_TORN:
    case HTTP_NOT_HTTP:
    case HTTP_TOO_LONG:
    case HTTP_FAILED:
        break;
    }
    return true;
}

bool http_may_be_done(const struct http_facts *facts)
{
    if (facts->failure != HTTP_ANSWERED)
        return http_may_have_arrived(facts->failure);
    return facts->status != 429;
}

enum http_verdict http_judge(const struct http_facts *facts, int64_t backoff_ms)
{
    int64_t first_ms;
    int most = most_tries(facts, &first_ms);

    if (most == 1)
        return HTTP_DONE;
    if (facts->tries >= most || facts->waited_ms + backoff_ms > facts->patience_ms)
        return HTTP_GIVE_UP;
    return facts->replay || !http_may_be_done(facts) ? HTTP_AGAIN : HTTP_GIVE_UP;
}

int64_t http_backoff_ms(const struct http_facts *facts, uint32_t random)
{
    int64_t ms;

    if (facts->retry_after_ms >= 0)
        return facts->retry_after_ms + AFTER_RETRY_AFTER_MS;
    most_tries(facts, &ms);
    for (int i = 1; i < facts->tries && ms < MOST_BACKOFF_MS; i++)
        ms *= 2;
    ms += (int64_t)(random % (uint32_t)(ms / 4 + 1));
    return ms < MOST_BACKOFF_MS ? ms : MOST_BACKOFF_MS;
}

bool http_reads_again(int readings)
{
    return readings < MOST_READINGS;
}

int http_server_error(int status)
{
    return status < 500 ? 0 : status;
}

/* Ignores ASCII case; `word` is in lower case. */
static bool begins(const char *text, const char *word)
{
    for (; *word; text++, word++)
        if (tolower((unsigned char)*text) != *word)
            return false;
    return true;
}

bool http_is_edge(int status, const char *content_type, const char *x_runtime)
{
    if (x_runtime)
        return false;
    if (status >= 520 && status <= 527)
        return true;
    return content_type &&
           (begins(content_type, "text/html") || begins(content_type, "text/plain"));
}

/* Returns the number of days from 1970-01-01 to a date in the Gregorian calendar. */
static int64_t days_to(int year, int month, int day)
{
    /* Years begin in March here, so that a leap day is the last day of its year. */
    int64_t y = month > 2 ? year : year - 1;
    int64_t m = month > 2 ? month - 3 : month + 9;

    return y * 365 + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + day - 1 - 719468;
}

enum field { YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, FIELDS };

static int64_t seconds_to(const int f[FIELDS])
{
    if (f[YEAR] < 1970 || f[MONTH] < 1 || f[MONTH] > 12 || f[DAY] < 1 || f[DAY] > 31 ||
        f[HOUR] > 23 || f[MINUTE] > 59 || f[SECOND] > 60)
        return -1;
    return days_to(f[YEAR], f[MONTH], f[DAY]) * DAY_S + f[HOUR] * (int64_t)3600 +
           f[MINUTE] * (int64_t)60 + f[SECOND];
}

/* Reads `text` according to `form`. In `form`, the letters y, o (month), d, h, m and s each stand
 * for a digit of that field, and * stands for any character. Other characters stand for themselves.
 * Returns the length of `form`, or 0 if `text` does not match it. */
static size_t read_form(const char *text, const char *form, int f[FIELDS])
{
    static const char letters[] = "yodhms";

    for (size_t i = 0; form[i]; i++) {
        const char *field = strchr(letters, form[i]);

        if (!text[i] || (field && !isdigit((unsigned char)text[i])))
            return 0;
        if (field)
            f[field - letters] = f[field - letters] * 10 + (text[i] - '0');
        else if (form[i] != '*' && form[i] != text[i])
            return 0;
    }
    return strlen(form);
}

int64_t http_read_date(const char *text)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    int f[FIELDS] = {0};
    size_t end = read_form(text, "***, dd *** yyyy hh:mm:ss GMT", f);

    if (!end || text[end])
        return -1;
    for (int i = 0; i < 12; i++)
        if (strncmp(text + strlen("Sun, 06 "), months + (ptrdiff_t)3 * i, 3) == 0)
            f[MONTH] = i + 1;
    return seconds_to(f);
}

int64_t http_read_time(const char *text)
{
    int f[FIELDS] = {0};
    size_t end = read_form(text, "yyyy-oo-ddThh:mm:ss", f);

    if (end && text[end] == '.')
        end += 1 + strspn(text + end + 1, "0123456789");
    return end && strcmp(text + end, "Z") == 0 ? seconds_to(f) : -1;
}

int64_t http_read_retry_after(const char *text, int64_t now_s)
{
    int64_t seconds = 0;
    size_t digits = strspn(text, "0123456789");

    if (digits && !text[digits]) {
        for (const char *c = text; *c && seconds < DAY_S; c++)
            seconds = seconds * 10 + (*c - '0');
    } else {
        int64_t then = http_read_date(text);

        if (then < 0)
            return -1;
        seconds = then > now_s ? then - now_s : 0;
    }
    return (seconds < DAY_S ? seconds : DAY_S) * SECOND_MS;
}

bool http_read_rate(const char *text, struct http_rate *rate)
{
    static const char *const names[HTTP_BUCKETS] = {
        [HTTP_READ] = "AUTHED_API_GET_LIMIT",
        [HTTP_PUBLIC] = "UNAUTHED_API_GET_LIMIT",
        [HTTP_WRITE] = "AUTHED_API_POST_LIMIT",
    };
    json_auto_t *object = json_loads(text, 0, NULL);
    const char *name, *until;
    json_int_t period, remaining, limit = -1;

    if (json_unpack(object, "{s:s, s:I, s:I, s:s, s?I}", "name", &name, "period", &period,
                    "remaining", &remaining, "until", &until, "limit", &limit) != 0)
        return false;
    *rate = (struct http_rate){.limit = limit,
                               .remaining = remaining,
                               .period_s = period,
                               .until_s = http_read_time(until)};
    for (int i = HTTP_READ; i < HTTP_BUCKETS; i++)
        if (strcmp(name, names[i]) == 0)
            rate->bucket = (enum http_bucket)i;
    return rate->until_s >= 0;
}
