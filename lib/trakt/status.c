/* Checks the login and the connection with single requests, and collects facts from the headers of
 * their answers. */
#include "trakt/parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "trakt/login.h"

static void begin(struct trakt_status *status)
{
    *status = (struct trakt_status){
        .asked = true, .rate_limit = RECORD_NONE, .rate_left = RECORD_NONE, .count = RECORD_NONE};
}

/* Reads the value of the rate limit header:
 * {"name":"AUTHED_API_GET_LIMIT","period":300,"limit":500,"remaining":0,"until":"..."}. */
static void read_rate(const char *text, struct trakt_status *status)
{
    json_auto_t *rate = text ? json_loads(text, 0, NULL) : NULL;
    json_t *limit = json_object_get(rate, "limit"), *left = json_object_get(rate, "remaining");
    const char *until = json_string_value(json_object_get(rate, "until"));

    if (!json_is_integer(limit) || !json_is_integer(left))
        return;
    status->rate_limit = json_integer_value(limit);
    status->rate_left = json_integer_value(left);
    status->rate_until_s = until && http_read_time(until) > 0 ? http_read_time(until) : 0;
}

static void learn(struct trakt_status *status, const struct http_answer *answer)
{
    const char *date = answer->header[HTTP_DATE];
    struct trakt_page page;
    struct trakt_error ignored;

    status->our_s = clock_now_s();
    status->their_s = date && http_read_date(date) > 0 ? http_read_date(date) : 0;
    read_rate(answer->header[HTTP_X_RATELIMIT], status);
    if (answer->header[HTTP_ITEM_COUNT] && trakt_read_page(answer, &page, &ignored))
        status->count = page.item_count;
}

/* Sends a request at once. A request that counts for the rate limit might be delayed, so this one
 * does not count. */
static void get_once(struct trakt *trakt, const char *url, const char *access,
                     struct http_answer *answer)
{
    char *key =
        cvi_format("trakt-api-key: %s",
                   trakt_login_client_id(trakt->login) ? trakt_login_client_id(trakt->login) : "");
    char *bearer = access ? cvi_format("Authorization: Bearer %s", access) : NULL;
    const char *const headers[] = {"Content-Type: application/json", "trakt-api-version: 2", key,
                                   bearer, NULL};

    http_fetch(trakt->http,
               &(struct http_request){.method = "GET",
                                      .url = url,
                                      .headers = headers,
                                      .replay = true,
                                      .bucket = HTTP_UNCOUNTED,
                                      .once = true},
               answer);
    if (bearer)
        explicit_bzero(bearer, strlen(bearer));
    free(bearer);
    free(key);
}

static bool is_good(const struct http_answer *answer)
{
    return answer->failure == HTTP_ANSWERED && answer->status >= 200 && answer->status < 300;
}

/* Sends a request with the user's access token. After a 401, tries once more with another token.
 * Returns false with status->error on failure. The caller frees the answer in every case. */
static bool ask_as_user(struct trakt *trakt, const char *path, struct trakt_status *status,
                        struct http_answer *answer)
{
    char *url = cvi_format("%s%s", trakt->api_url, path);

    *answer = (struct http_answer){0};
    begin(status);
    for (int attempt = 0; attempt < 2; attempt++) {
        unsigned serial;
        const char *access = trakt_login_access(trakt->login, &serial, &status->error);

        if (!access) {
            status->rejected = attempt > 0;
            break;
        }
        http_release(answer);
        get_once(trakt, url, access, answer);
        learn(status, answer);
        status->error = (struct trakt_error){0};
        if (!is_good(answer))
            trakt_error_of(&status->error, TRAKT_ABOUT_ACCOUNT, answer);
        if (answer->status != 401 || answer->edge)
            break;
        trakt_login_reject(trakt->login, serial);
    }
    free(url);
    return status->error.fault == TRAKT_FINE;
}

void trakt_status_account(struct trakt *trakt, struct trakt_status *status,
                          struct trakt_account *account)
{
    struct http_answer answer;

    bool read = false, asked = true;

    *account = (struct trakt_account){0};
    for (int readings = 1; asked && !read; readings++) {
        asked = ask_as_user(trakt, "/users/settings", status, &answer);
        trakt_account_release(account);
        read = asked &&
               trakt_read_account(buf_text(&answer.body), answer.body.len, account, &status->error);
        asked = asked && http_reads_again(readings);
        http_release(&answer);
    }
}

static void count(struct trakt *trakt, const char *path, struct trakt_status *status)
{
    struct http_answer answer;

    ask_as_user(trakt, path, status, &answer);
    http_release(&answer);
}

void trakt_status_lists(struct trakt *trakt, struct trakt_status *status)
{
    count(trakt, "/users/me/lists?page=1&limit=1", status);
}

void trakt_status_watchlist(struct trakt *trakt, struct trakt_status *status)
{
    count(trakt, "/sync/watchlist?page=1&limit=1", status);
}

/* If `any` is set, every HTTP status from the server is a success. */
static void ask_as_anybody(struct trakt *trakt, const char *base, const char *path, bool any,
                           struct trakt_status *status)
{
    char *url = cvi_format("%s%s", base, path);
    struct http_answer answer;

    begin(status);
    get_once(trakt, url, NULL, &answer);
    learn(status, &answer);
    if (!is_good(&answer) && !(answer.failure == HTTP_ANSWERED && any && !answer.edge))
        trakt_error_of(&status->error, TRAKT_ABOUT_SEARCH, &answer);
    http_release(&answer);
    free(url);
}

/* Looks up a title by its id, the cheapest call that requires a client id but no login. */
void trakt_status_client(struct trakt *trakt, struct trakt_status *status)
{
    ask_as_anybody(trakt, trakt->api_url, "/search/trakt/1?type=movie", false, status);
}

void trakt_status_host(struct trakt *trakt, struct trakt_status *status)
{
    ask_as_anybody(trakt, trakt_login_auth_url(trakt->login), "/", true, status);
}

bool trakt_peek(struct trakt *trakt, const struct token **token, struct why *why)
{
    return trakt_login_peek(trakt->login, token, why);
}
