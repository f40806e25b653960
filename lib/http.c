/* The queue of requests, and the loop that waits for them. What to decide is http_decide's. */
#include "http.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "clock.h"
#include "msg.h"

enum {
    IN_FLIGHT = 6,
    PATIENCE_MS = 15 * 60 * 1000,
    MOST_BODY = 16 << 20,
    ANNOUNCED_MS = 2000,   /* longer waits are announced */
    MOST_SLEEP_MS = 60000, /* one wait in poll(2) */
};

/* A request from http_send until its done was called. */
struct transfer {
    struct wire_exchange exchange;
    struct transfer *next; /* in the queue, or among those in flight */
    bool replay, write, once;
    http_done *done;
    void *context;
    int64_t not_before_ms; /* steady clock */
    int64_t waited_ms;
};

struct http {
    struct wire *wire;
    struct http_limits limits;
    struct http_pace pace;
    struct transfer *queue; /* waiting for their turn, oldest first */
    struct transfer *flying;
    size_t queued;
    size_t in_flight;
    int64_t announced_ms; /* the end of the wait that was announced last */
    int trouble;          /* the status that makes us wait; 0: none, so it is the pace */
    bool handed_over;     /* a done was called */
};

struct http *http_new(const struct http_limits *limits)
{
    struct http *http = cvi_alloc(sizeof *http);

    http->limits = *limits;
    if (http->limits.in_flight < 1)
        http->limits.in_flight = IN_FLIGHT;
    if (http->limits.patience_ms < 1)
        http->limits.patience_ms = PATIENCE_MS;
    if (!http->limits.most_body)
        http->limits.most_body = MOST_BODY;
    http->wire = wire_new();
    return http;
}

static void enqueue(struct http *http, struct transfer *transfer)
{
    struct transfer **end = &http->queue;

    while (*end)
        end = &(*end)->next;
    transfer->next = NULL;
    *end = transfer;
    http->queued++;
}

static void unlink_from(struct transfer **list, const struct transfer *transfer)
{
    while (*list != transfer)
        list = &(*list)->next;
    *list = transfer->next;
}

void http_send(struct http *http, const struct http_request *request)
{
    struct transfer *transfer = cvi_alloc(sizeof *transfer);

    wire_prepare(&transfer->exchange, request->method, request->url, request->headers,
                 request->body, http->limits.most_body);
    transfer->exchange.owner = transfer;
    transfer->exchange.once = !request->replay || request->write;
    transfer->replay = request->replay;
    transfer->write = request->write;
    transfer->once = request->once;
    transfer->done = request->done;
    transfer->context = request->context;
    enqueue(http, transfer);
}

size_t http_pending(const struct http *http)
{
    return http->queued + http->in_flight;
}

/* Calls done, which may send new requests; the transfer is gone afterwards. */
static void hand_over(struct http *http, struct transfer *transfer)
{
    transfer->done(transfer->context, &transfer->exchange.answer);
    wire_release(&transfer->exchange);
    free(transfer);
    http->handed_over = true;
}

static void fail(struct http *http, struct transfer *transfer, enum http_failure failure,
                 const char *detail)
{
    transfer->exchange.answer.failure = failure;
    wire_explain(&transfer->exchange, detail);
    hand_over(http, transfer);
}

/* --- Answers --- */

static uint32_t random_number(void)
{
    uint32_t number = 0;

    if (getrandom(&number, sizeof number, GRND_NONBLOCK) != (ssize_t)sizeof number)
        number = (uint32_t)clock_steady_ms();
    return number;
}

/* The attempt in numbers; on the way, what its headers say of Trakt's patience with us. */
static struct http_facts learn(struct http *http, const struct transfer *transfer)
{
    const struct http_answer *answer = &transfer->exchange.answer;
    struct http_facts facts = {.failure = answer->failure,
                               .status = answer->status,
                               .edge = answer->edge,
                               .replay = transfer->replay,
                               .tries = answer->tries,
                               .retry_after_ms = -1,
                               .waited_ms = transfer->waited_ms,
                               .patience_ms = http->limits.patience_ms};
    const char *retry_after = answer->header[HTTP_RETRY_AFTER];
    const char *rate_limit = answer->header[HTTP_X_RATELIMIT];
    struct http_rate rate;

    if (retry_after && answer->status >= 400)
        facts.retry_after_ms = http_read_retry_after(retry_after, clock_now_s());
    if (rate_limit && facts.retry_after_ms < 0 && http_read_rate(rate_limit, &rate))
        http_pace_told(&http->pace, &rate, clock_now_ms(), clock_steady_ms());
    return facts;
}

static void ask_again(struct http *http, struct transfer *transfer, const struct http_facts *facts,
                      int64_t backoff_ms)
{
    const struct wire_exchange *exchange = &transfer->exchange;

    if (facts->status)
        msg_more("%s: HTTP %d: trying again in %.1f s", exchange->host, facts->status,
                 (double)backoff_ms / 1000);
    else
        msg_more("%s: trying again in %.1f s", exchange->answer.words, (double)backoff_ms / 1000);
    transfer->waited_ms += backoff_ms;
    transfer->not_before_ms = clock_steady_ms() + backoff_ms;
    enqueue(http, transfer);
}

/* Puts the transfer back into the queue, or hands it over. */
static void settle(struct http *http, struct transfer *transfer)
{
    struct http_facts facts = learn(http, transfer);
    int64_t backoff_ms = http_backoff_ms(&facts, random_number());
    enum http_verdict verdict = http_judge(&facts, backoff_ms);

    if (facts.status == 429)
        http_pace_hold(&http->pace, transfer->write, clock_steady_ms(), backoff_ms);
    http->trouble = facts.status == 429 || facts.status < 500 ? 0 : facts.status;
    if (verdict == HTTP_AGAIN && !transfer->once) {
        ask_again(http, transfer, &facts, backoff_ms);
        return;
    }
    transfer->exchange.answer.gave_up = verdict != HTTP_DONE;
    hand_over(http, transfer);
}

static void receive(struct http *http)
{
    struct wire_exchange *exchange;

    while ((exchange = wire_next(http->wire)) != NULL) {
        struct transfer *transfer = exchange->owner;

        unlink_from(&http->flying, transfer);
        http->in_flight--;
        settle(http, transfer);
    }
}

/* --- Turns --- */

static int64_t wait_of(const struct http *http, const struct transfer *transfer, int64_t now)
{
    int64_t own = transfer->not_before_ms - now;
    int64_t pace = http_pace_wait_ms(&http->pace, transfer->write, now);

    if (!transfer->exchange.allowed)
        return 0;
    return own > pace ? own : pace;
}

static void launch(struct http *http, struct transfer *transfer, int64_t now)
{
    unlink_from(&http->queue, transfer);
    http->queued--;
    if (!transfer->exchange.allowed) {
        fail(http, transfer, HTTP_BAD_URL, NULL);
        return;
    }
    http_pace_sent(&http->pace, transfer->write, now);
    wire_start(http->wire, &transfer->exchange);
    transfer->next = http->flying;
    http->flying = transfer;
    http->in_flight++;
}

/* Starts what may go; the milliseconds until the next one may, or -1. */
static int64_t launch_due(struct http *http)
{
    int64_t nearest = -1;
    int64_t now = clock_steady_ms();
    struct transfer *next;

    for (struct transfer *transfer = http->queue; transfer; transfer = next) {
        int64_t wait = wait_of(http, transfer, now);

        next = transfer->next;
        if (http->in_flight >= (size_t)http->limits.in_flight)
            return nearest;
        if (wait <= 0 && !http_pace_has_room(&http->pace, transfer->write, http->in_flight))
            continue; /* those in flight will tell */
        if (wait <= 0)
            launch(http, transfer, now);
        else if (nearest < 0 || wait < nearest)
            nearest = wait;
    }
    return nearest;
}

/* --- Waiting --- */

static void announce(struct http *http, int64_t wait_ms)
{
    int64_t end = clock_steady_ms() + wait_ms;
    long long seconds = (wait_ms + 999) / 1000;

    if (wait_ms <= ANNOUNCED_MS || end <= http->announced_ms || !isatty(STDERR_FILENO))
        return;
    http->announced_ms = end;
    if (http->trouble)
        msg_note("Trakt answers HTTP %d: waiting %lld s", http->trouble, seconds);
    else
        msg_note("Rate limited by Trakt: waiting %lld s", seconds);
}

/* The shorter of two waits, of which -1 is endless. */
static int64_t shorter(int64_t one, int64_t other)
{
    if (one < 0 || other < 0)
        return one < 0 ? other : one;
    return one < other ? one : other;
}

static int one_poll(int64_t wait_ms)
{
    return wait_ms < 0 || wait_ms > MOST_SLEEP_MS ? MOST_SLEEP_MS : (int)wait_ms;
}

/* Waits with nothing in flight: the wait is a matter of the clock, which tests move on. */
static void rest(int64_t wait_ms, struct pollfd watched[2])
{
    if (wait_ms < 0 || clock_is_real())
        poll(watched, 2, one_poll(wait_ms));
    else if (poll(watched, 2, 0) <= 0)
        clock_sleep_ms(wait_ms);
}

enum http_woke http_wait(struct http *http, int input, int interrupt, int64_t most_ms)
{
    struct pollfd watched[2] = {
        {.fd = input,     .events = POLLIN},
        {.fd = interrupt, .events = POLLIN}
    };
    int64_t end_ms = most_ms < 0 ? -1 : clock_steady_ms() + most_ms;

    http->handed_over = false;
    for (;;) {
        int64_t due_ms = launch_due(http);

        receive(http);
        if (http->handed_over)
            return HTTP_WOKE_ANSWER;
        if (poll(watched, 2, 0) > 0)
            return watched[1].revents ? HTTP_WOKE_INTERRUPT : HTTP_WOKE_INPUT;

        int64_t left_ms = end_ms < 0 ? -1 : end_ms - clock_steady_ms();
        if (end_ms < 0 ? !http_pending(http) : left_ms <= 0)
            return HTTP_WOKE_TIME;
        if (http->in_flight) {
            wire_wait(http->wire, input, interrupt, one_poll(shorter(due_ms, left_ms)));
        } else if (!http->queued || due_ms >= 0) { /* else: receive put something back */
            announce(http, http->queued ? due_ms : 0);
            rest(shorter(due_ms, left_ms), watched);
        }
    }
}

/* Where http_fetch finds its answer. */
struct fetched {
    struct http_answer *answer;
    bool there;
};

void http_copy(const struct http_answer *answer, struct http_answer *copy)
{
    *copy = *answer;
    for (int i = 0; i < HTTP_HEADERS; i++)
        copy->header[i] = answer->header[i] ? cvi_strdup(answer->header[i]) : NULL;
    copy->body = BUF_INIT(answer->body.max);
    buf_add(&copy->body, buf_text(&answer->body), answer->body.len);
}

static void keep_answer(void *context, const struct http_answer *answer)
{
    struct fetched *fetched = context;

    http_copy(answer, fetched->answer);
    fetched->there = true;
}

void http_fetch(struct http *http, const struct http_request *request, struct http_answer *answer)
{
    struct fetched fetched = {.answer = answer};
    struct http_request own = *request;

    own.done = keep_answer;
    own.context = &fetched;
    http_send(http, &own);
    while (!fetched.there)
        http_wait(http, -1, -1, -1);
}

void http_release(struct http_answer *answer)
{
    for (int i = 0; i < HTTP_HEADERS; i++)
        free(answer->header[i]);
    if (answer->body.at)
        explicit_bzero(answer->body.at, answer->body.len);
    buf_release(&answer->body);
    *answer = (struct http_answer){0};
}

void http_free(struct http *http)
{
    if (!http)
        return;
    while (http->flying) {
        struct transfer *transfer = http->flying;

        http->flying = transfer->next;
        http->in_flight--;
        wire_stop(http->wire, &transfer->exchange);
        fail(http, transfer, HTTP_FAILED, "not waited for");
    }
    while (http->queue) {
        struct transfer *transfer = http->queue;

        http->queue = transfer->next;
        http->queued--;
        fail(http, transfer, HTTP_FAILED, "not waited for");
    }
    wire_free(http->wire);
    free(http);
}
