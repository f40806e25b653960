/* Sends calls to the API, with the headers that its documentation requires ("Required headers"). */
#include "trakt/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/msg.h"
#include "trakt/login.h"

enum { MOST_HEADERS = 5, MOST_REJECTIONS = 3 };

struct headers {
    const char *at[MOST_HEADERS];
    char *key;
    char *bearer;
};

static void make_headers(struct headers *headers, const struct trakt *trakt, const char *access)
{
    const char *client_id = trakt_login_client_id(trakt->login);

    *headers = (struct headers){
        .at = {"Content-Type: application/json", "trakt-api-version: 2"},
        .key = cvi_format("trakt-api-key: %s", client_id ? client_id : ""),
        .bearer = access ? cvi_format("Authorization: Bearer %s", access) : NULL,
    };
    headers->at[2] = headers->key;
    headers->at[3] = headers->bearer; /* NULL without a token; it ends the list */
}

static void release_headers(struct headers *headers)
{
    if (headers->bearer)
        explicit_bzero(headers->bearer, strlen(headers->bearer));
    free(headers->bearer);
    free(headers->key);
}

static enum http_bucket bucket_of(const struct trakt_call *call)
{
    return strcmp(call->method, "GET") == 0 ? HTTP_READ : HTTP_WRITE;
}

static bool is_unauthorized(const struct http_answer *answer)
{
    return answer->status == 401 && !answer->edge;
}

static void keep_answer(void *context, const struct http_answer *answer)
{
    struct trakt_flight *flight = context;

    if (is_unauthorized(answer))
        trakt_login_reject(flight->trakt->login, flight->serial);
    http_copy(&flight->answer, answer);
    flight->perhaps_done |= answer->perhaps_done;
    flight->answered = true;
}

static bool is_stale(const void *context)
{
    const struct trakt_flight *flight = context;

    return trakt_login_is_stale(flight->trakt->login, flight->serial);
}

static void send_call(struct trakt_flight *flight, const char *access)
{
    struct trakt *trakt = flight->trakt;
    const struct trakt_call *call = flight->call;
    char *url = cvi_format("%s%s", trakt->api_url, call->path);
    struct headers headers;

    make_headers(&headers, trakt, access);
    http_send(trakt->http, &(struct http_request){.method = call->method,
                                                  .url = url,
                                                  .headers = headers.at,
                                                  .body = call->body,
                                                  .replay = !call->single,
                                                  .suspect = call->suspect,
                                                  .wait_ms = call->wait_ms,
                                                  .bucket = bucket_of(call),
                                                  .stale = is_stale,
                                                  .done = keep_answer,
                                                  .context = flight});
    release_headers(&headers);
    free(url);
}

/* Sends the call with the current access token. If there is no usable token, the call fails without
 * a request. */
static void send_with_token(struct trakt_flight *flight)
{
    const char *access = trakt_login_access(flight->trakt->login, &flight->serial, &flight->error);

    http_release(&flight->answer);
    flight->answered = !access;
    if (!access)
        return;
    /* The error is also set if a renewal failed but the old token is still valid. */
    flight->error = (struct trakt_error){0};
    send_call(flight, access);
}

void trakt_call_start(struct trakt *trakt, const struct trakt_call *call,
                      struct trakt_flight *flight)
{
    *flight = (struct trakt_flight){.trakt = trakt, .call = call};
    send_with_token(flight);
}

static bool is_success(const struct http_answer *answer)
{
    return answer->failure == HTTP_ANSWERED && answer->status >= 200 && answer->status < 300;
}

/* Repeats the call after a 401, or if it was not sent because its token was outdated. A rejected
 * token is never sent again: send_with_token fails if there is no other token. MOST_REJECTIONS ends
 * the repetitions if Trakt rejects several new tokens in succession. */
static void retry(struct trakt_flight *flight)
{
    const struct http_answer *answer = &flight->answer;

    if (answer->failure == HTTP_STALE) {
        send_with_token(flight);
    } else if (is_unauthorized(answer) && flight->rejections < MOST_REJECTIONS) {
        flight->rejections++;
        send_with_token(flight);
    }
}

enum trakt_progress trakt_call_take(struct trakt_flight *flight, struct trakt_error *error)
{
    if (flight->answered && flight->error.fault == TRAKT_FINE)
        retry(flight);
    if (!flight->answered)
        return TRAKT_UNDER_WAY;
    if (flight->error.fault != TRAKT_FINE) {
        *error = flight->error;
        return TRAKT_FAILED;
    }
    if (is_success(&flight->answer))
        return TRAKT_DONE;
    trakt_error_of(error, flight->call->about, &flight->answer);
    return TRAKT_FAILED;
}

bool trakt_call(struct trakt *trakt, const struct trakt_call *call, struct http_answer *answer,
                struct trakt_error *error)
{
    return trakt_call_all(trakt, call, 1, answer, error);
}

/* Returns whether at least one of the calls is still in flight. Updates `progress` and `errors`. */
static bool are_under_way(struct trakt_flight *flights, size_t count, enum trakt_progress *progress,
                          struct trakt_error *errors)
{
    bool under_way = false;

    for (size_t i = 0; i < count; i++) {
        if (progress[i] == TRAKT_UNDER_WAY)
            progress[i] = trakt_call_take(&flights[i], &errors[i]);
        under_way |= progress[i] == TRAKT_UNDER_WAY;
    }
    return under_way;
}

bool trakt_call_all(struct trakt *trakt, const struct trakt_call *calls, size_t count,
                    struct http_answer *answers, struct trakt_error *error)
{
    struct trakt_flight *flights = cvi_alloc(count * sizeof *flights);
    enum trakt_progress *progress = cvi_alloc(count * sizeof *progress);
    struct trakt_error *errors = cvi_alloc(count * sizeof *errors);
    bool done = true;

    for (size_t i = 0; i < count; i++) {
        progress[i] = TRAKT_UNDER_WAY;
        trakt_call_start(trakt, &calls[i], &flights[i]);
    }
    while (are_under_way(flights, count, progress, errors))
        http_wait(trakt->http, -1, -1, -1);
    for (size_t i = 0; i < count; i++) {
        if (done && progress[i] == TRAKT_FAILED) {
            *error = errors[i];
            done = false;
        }
        answers[i] = flights[i].answer;
    }
    free(flights);
    free(progress);
    free(errors);
    return done;
}

bool trakt_call_spoilt(const struct http_answer *answer, struct trakt_error *error)
{
    char words[sizeof error->message];

    error->http_status = answer->status;
    memcpy(words, error->message, sizeof words);
    snprintf(error->message, sizeof error->message, "HTTP %d: %.500s", answer->status, words);
    return false;
}

/* --- Reading: a GET request changes nothing, so it is repeated if its answer is unusable --- */

static bool read_answer(const struct trakt_get *get, const struct http_answer *answer,
                        struct trakt_error *error)
{
    return get->read(get->context, answer, error) || trakt_call_spoilt(answer, error);
}

/* Returns whether to repeat the request after an unusable answer. `readings` is the number of
 * answers read so far. */
static bool asks_again(const struct trakt_error *error, int readings)
{
    if (error->fault != TRAKT_BAD_ANSWER || !http_reads_again(readings))
        return false;
    msg_more("%s: trying once more", error->message);
    return true;
}

bool trakt_get(struct trakt *trakt, const struct trakt_get *get, struct trakt_error *error)
{
    const struct trakt_call call = {.method = "GET", .path = get->path, .about = get->about};
    bool answered, read, again;

    for (int readings = 1;; readings++) {
        struct http_answer answer;

        answered = trakt_call(trakt, &call, &answer, error);
        read = answered && read_answer(get, &answer, error);
        again = answered && !read && asks_again(error, readings);
        http_release(&answer);
        if (!again)
            return read;
    }
}

/* A request of trakt_get_later; it exists until the callback `done` has been called. */
struct later {
    struct trakt *trakt;
    struct trakt_get get; /* its path is an owned copy */
    trakt_read_done *done;
    int readings;
};

static void send_later(struct later *later);

static void take_later(void *context, const struct http_answer *answer)
{
    struct later *later = context;
    const struct trakt_get *get = &later->get;
    struct trakt_error error = {0};
    bool missing = get->optional && answer->failure == HTTP_ANSWERED && answer->status == 404;
    bool answered = is_success(answer);
    bool read = answered ? read_answer(get, answer, &error)
                         : missing || trakt_error_of(&error, get->about, answer);

    later->readings++;
    if (answered && !read && asks_again(&error, later->readings)) {
        send_later(later);
        return;
    }
    later->done(get->context, read ? NULL : &error);
    free((char *)get->path);
    free(later);
}

static void send_later(struct later *later)
{
    char *url = cvi_format("%s%s", later->trakt->api_url, later->get.path);
    struct headers headers;

    make_headers(&headers, later->trakt, NULL);
    http_send(later->trakt->http, &(struct http_request){.method = "GET",
                                                         .url = url,
                                                         .headers = headers.at,
                                                         .replay = true,
                                                         .bucket = HTTP_PUBLIC,
                                                         .done = take_later,
                                                         .context = later});
    release_headers(&headers);
    free(url);
}

void trakt_get_later(struct trakt *trakt, const struct trakt_get *get, trakt_read_done *done)
{
    struct later *later = cvi_alloc(sizeof *later);

    *later = (struct later){.trakt = trakt, .get = *get, .done = done};
    later->get.path = cvi_strdup(get->path);
    send_later(later);
}
