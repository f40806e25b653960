/* Queues requests, sends them when the rate limit allows it, and waits for their answers. */
#include "http/http.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/msg.h"
#include "http/budget.h"
#include "http/wire.h"
#include "terminal/screen.h"

enum {
    IN_FLIGHT = 6,
    MOST_BODY = 16 << 20,
    ANNOUNCED_MS = 2000,   /* longer waits are announced */
    MOST_SLEEP_MS = 60000, /* maximum length of one wait in poll(2) */
    TURN_MS = 5000,        /* a wait of up to this time is allowed even if it exceeds patience_ms */
    /* Time between two looks at the budget, on a test clock, while other processes wait for their
     * answers. */
    OTHERS_MS = 1,
    MOST_LOOKS = 2000, /* maximum number of such looks in one http_wait */
};

/* A request, from http_send until its callback has been called. */
struct transfer {
    struct wire_exchange exchange;
    struct transfer *next; /* next in the queue, or in the list of requests in flight */
    bool replay, once, suspect;
    enum http_bucket bucket;
    struct budget_turn turn;            /* set while the request is in flight */
    bool (*stale)(const void *context); /* or NULL */
    http_done *done;
    void *context;
    int64_t not_before_ms; /* earliest time of the next attempt; steady clock */
    int64_t begun_ms;      /* when the request was first sent; -1: not yet */
};

struct http {
    struct wire *wire;
    struct http_limits limits;
    struct budget *budget;   /* NULL: requests are not counted */
    struct transfer *queue;  /* requests waiting to be sent, oldest first */
    struct transfer *flying; /* requests in flight */
    size_t queued;
    size_t in_flight;
    int64_t announced_ms; /* end of the last announced wait */
    int looks;            /* number of looks at the budget in this http_wait (see OTHERS_MS) */
    int trouble;          /* HTTP status of the last attempt if it is a server error; otherwise 0 */
    bool unanswered;      /* the last attempt got no answer */
    bool handed_over;     /* a callback was called in this http_wait */
    bool hurried;         /* see http_hurry */
};

struct http *http_new(const struct http_limits *limits)
{
    struct http *http = cvi_alloc(sizeof *http);

    http->limits = *limits;
    if (http->limits.in_flight < 1)
        http->limits.in_flight = IN_FLIGHT;
    if (!http->limits.most_body)
        http->limits.most_body = MOST_BODY;
    if (limits->budget_server)
        http->budget =
            budget_new(limits->budget_path, limits->budget_server, limits->budget_client);
    http->wire = wire_new(&(struct wire_settings){.proxy = limits->proxy,
                                                  .cacert = limits->cacert,
                                                  .certificates = limits->certificates,
                                                  .trace = limits->trace,
                                                  .whole_ms = limits->whole_ms});
    /* These strings belong to the caller, and have been copied where they are needed. */
    http->limits.proxy = http->limits.cacert = http->limits.certificates = NULL;
    http->limits.budget_path = http->limits.budget_server = http->limits.budget_client = NULL;
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
    transfer->exchange.once = !request->replay || request->bucket == HTTP_WRITE;
    transfer->exchange.keep = request->keep;
    transfer->replay = request->replay;
    transfer->bucket = request->bucket;
    transfer->once = request->once;
    transfer->suspect = request->suspect;
    transfer->not_before_ms = request->wait_ms ? clock_steady_ms() + request->wait_ms : 0;
    transfer->stale = request->stale;
    transfer->done = request->done;
    transfer->context = request->context;
    transfer->begun_ms = -1;
    enqueue(http, transfer);
}

size_t http_pending(const struct http *http)
{
    return http->queued + http->in_flight;
}

/* Calls the callback, which may send new requests. */
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
    wire_fail(&transfer->exchange, failure, detail);
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

static int64_t waited_ms(const struct transfer *transfer, int64_t now)
{
    return transfer->begun_ms < 0 ? 0 : now - transfer->begun_ms;
}

static struct http_facts facts_of(const struct http *http, const struct transfer *transfer)
{
    const struct http_answer *answer = &transfer->exchange.answer;
    const char *retry_after = answer->header[HTTP_RETRY_AFTER];
    struct http_facts facts = {.failure = answer->failure,
                               .status = answer->status,
                               .edge = answer->edge,
                               .replay = transfer->replay,
                               .suspect = transfer->suspect,
                               .tries = answer->tries,
                               .retry_after_ms = -1,
                               .waited_ms = waited_ms(transfer, clock_steady_ms()),
                               .patience_ms = http->hurried ? 0 : http->limits.patience_ms};

    if (retry_after && answer->status >= 400)
        facts.retry_after_ms = http_read_retry_after(retry_after, clock_now_s());
    return facts;
}

/* With --verbose, prints the ids by which Trakt and its CDN can find a failed request in their
 * logs. */
static void note_trouble(const struct transfer *transfer)
{
    const struct http_answer *answer = &transfer->exchange.answer;
    const char *id = answer->header[HTTP_REQUEST_ID], *ray = answer->header[HTTP_CF_RAY];

    if (answer->status >= 400 && (id || ray))
        msg_more("%s: HTTP %d:%s%.64s%s%.64s", transfer->exchange.host, answer->status,
                 id ? " x-request-id " : "", id ? id : "", ray ? " cf-ray " : "", ray ? ray : "");
}

static void settle_turn(struct http *http, const struct transfer *transfer, int64_t backoff_ms)
{
    const struct http_answer *answer = &transfer->exchange.answer;
    const char *rate_limit = answer->header[HTTP_X_RATELIMIT];
    const char *date = answer->header[HTTP_DATE];
    struct http_rate rate;
    const struct budget_news news = {
        .rate = rate_limit && http_read_rate(rate_limit, &rate) ? &rate : NULL,
        .date_s = date ? http_read_date(date) : -1,
        .hold_ms = answer->status == 429 ? backoff_ms : 0,
        .unsent = answer->failure == HTTP_NO_HOST || answer->failure == HTTP_NO_CONNECTION ||
                  answer->failure == HTTP_NO_PROXY || answer->failure == HTTP_PROXY_REFUSED ||
                  answer->failure == HTTP_NO_TLS,
    };

    if (http->budget)
        budget_settle(http->budget, &transfer->turn, &news);
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
    transfer->not_before_ms = clock_steady_ms() + backoff_ms;
    enqueue(http, transfer);
}

/* Puts the transfer back into the queue for another attempt, or hands over its answer. */
static void settle(struct http *http, struct transfer *transfer)
{
    struct http_facts facts = facts_of(http, transfer);
    int64_t backoff_ms = http_backoff_ms(&facts, random_number());
    enum http_verdict verdict = http_judge(&facts, backoff_ms);

    settle_turn(http, transfer, backoff_ms);
    note_trouble(transfer);
    transfer->exchange.answer.retry_after_ms = facts.retry_after_ms;
    http->trouble = http_server_error(facts.status);
    http->unanswered = facts.failure != HTTP_ANSWERED;
    if (verdict == HTTP_AGAIN && !transfer->once) {
        transfer->exchange.answer.perhaps_done |= http_may_be_done(&facts);
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

/* --- Sending --- */

/* The time at which the next request may be sent, and the reason for the wait. */
struct due {
    int64_t at_ms; /* steady clock; -1: no request waits */
    /* The bucket that refuses the request. HTTP_UNCOUNTED: the request waits only for its next
     * attempt. */
    enum http_bucket bucket;
    bool busy; /* requests of that bucket are in flight, here or in another process */
};

/* The budget's refusals in one pass over the queue. A bucket that has refused one request is not
 * asked again in this pass. */
struct refusals {
    struct due of[HTTP_BUCKETS]; /* zeroed: the bucket has not refused */
};

/* Returns whether the transfer may be sent now. If not, sets `due`. */
static bool take_turn(struct http *http, struct transfer *transfer, int64_t now,
                      struct refusals *refusals, struct due *due)
{
    struct due *refusal = &refusals->of[transfer->bucket];
    int64_t wait_ms;

    *due = (struct due){.at_ms = transfer->not_before_ms};
    if (!transfer->exchange.allowed)
        return true;
    if (due->at_ms > now)
        return false;
    if (!refusal->at_ms && http->budget) {
        wait_ms = budget_take(http->budget, transfer->bucket, &transfer->turn, &refusal->busy);
        if (wait_ms > 0)
            *refusal = (struct due){now + wait_ms, transfer->bucket, refusal->busy};
    }
    *due = *refusal;
    return !refusal->at_ms;
}

static void launch(struct http *http, struct transfer *transfer)
{
    unlink_from(&http->queue, transfer);
    http->queued--;
    if (!transfer->exchange.allowed) {
        fail(http, transfer, HTTP_BAD_URL, NULL);
        return;
    }
    if (transfer->begun_ms < 0)
        transfer->begun_ms = clock_steady_ms();
    screen_go_on();
    screen_post()->requests++;
    wire_start(http->wire, &transfer->exchange);
    transfer->next = http->flying;
    http->flying = transfer;
    http->in_flight++;
}

/* Returns whether the transfer may wait until `due`. patience_ms begins when the request is first
 * sent. Earlier time in the queue does not count, because other requests are answered meanwhile. */
static bool has_patience(const struct http *http, const struct transfer *transfer,
                         const struct due *due, int64_t now)
{
    int64_t wait_ms = due->at_ms - now;

    if (wait_ms <= TURN_MS)
        return true;
    if (http->hurried)
        return false;
    return due->bucket == HTTP_UNCOUNTED ||
           waited_ms(transfer, now) + wait_ms <= http->limits.patience_ms;
}

static bool is_stale(const struct transfer *transfer)
{
    return transfer->stale && transfer->stale(transfer->context);
}

static void drop(struct http *http, struct transfer *transfer)
{
    unlink_from(&http->queue, transfer);
    http->queued--;
    fail(http, transfer, HTTP_STALE, NULL);
}

/* Ends a transfer that would have to wait too long. If it waits for another attempt, its callback
 * gets the answer to the last one. Otherwise, it fails with HTTP_NO_TURN. */
static void give_up(struct http *http, struct transfer *transfer, const struct due *due,
                    int64_t now)
{
    int64_t wait_ms = due->at_ms - now;
    char words[64];

    unlink_from(&http->queue, transfer);
    http->queued--;
    transfer->exchange.answer.gave_up = true;
    if (due->bucket == HTTP_UNCOUNTED && transfer->exchange.answer.tries) {
        hand_over(http, transfer);
        return;
    }
    snprintf(words, sizeof words, "the next request is allowed in %lld s",
             (long long)(wait_ms + 999) / 1000);
    transfer->exchange.answer.retry_after_ms = wait_ms;
    fail(http, transfer, HTTP_NO_TURN, words);
}

/* Sends the requests that may be sent now. Returns when the next request may be sent. */
static struct due launch_due(struct http *http)
{
    struct due nearest = {.at_ms = -1}, due;
    int64_t now = clock_steady_ms();
    struct refusals refusals = {0};
    struct transfer *next;

    for (struct transfer *transfer = http->queue; transfer; transfer = next) {
        next = transfer->next;
        if (is_stale(transfer)) {
            drop(http, transfer);
            continue;
        }
        if (http->in_flight >= (size_t)http->limits.in_flight)
            return nearest;
        if (take_turn(http, transfer, now, &refusals, &due))
            launch(http, transfer);
        else if (!has_patience(http, transfer, &due, now))
            give_up(http, transfer, &due, now);
        else if (nearest.at_ms < 0 || due.at_ms < nearest.at_ms)
            nearest = due;
    }
    return nearest;
}

/* --- Waiting --- */

static enum progress_wait reason_of(const struct http *http, const struct due *due)
{
    if (due->bucket != HTTP_UNCOUNTED)
        return PROGRESS_PACE;
    if (http->trouble)
        return PROGRESS_TROUBLE;
    return http->unanswered ? PROGRESS_NETWORK : PROGRESS_LIMIT;
}

static void announce(struct http *http, const struct due *due)
{
    int64_t wait_ms = due->at_ms - clock_steady_ms();
    long long seconds = (wait_ms + 999) / 1000;

    if (wait_ms <= ANNOUNCED_MS)
        return;
    screen_wait(reason_of(http, due), http->trouble, due->at_ms);
    if (due->at_ms <= http->announced_ms + ANNOUNCED_MS || !isatty(STDERR_FILENO) ||
        screen_shows_waits())
        return;
    http->announced_ms = due->at_ms;
    if (http->trouble)
        msg_note("Trakt answers HTTP %d: waiting %lld s", http->trouble, seconds);
    else if (due->bucket == HTTP_UNCOUNTED || !http->budget ||
             budget_announces(http->budget, due->bucket, wait_ms))
        msg_note("Rate limited by Trakt: waiting %lld s", seconds);
}

/* Returns the earlier of two times; -1 means never. */
static int64_t earlier(int64_t one, int64_t other)
{
    if (one < 0 || other < 0)
        return one < 0 ? other : one;
    return one < other ? one : other;
}

static int one_poll(int64_t wait_ms)
{
    int most = screen_is_on() ? screen_patience() : MOST_SLEEP_MS;

    return wait_ms < 0 || wait_ms > most ? most : (int)wait_ms;
}

/* Waits until the steady clock reaches `then_ms` (-1: no limit), or until a descriptor in `watched`
 * is readable. Nothing may be in flight. Instead of waiting, moves a test clock to `then_ms`; but
 * if `busy` is set, other processes first get time to receive their answers. */
static void rest(struct http *http, int64_t then_ms, bool busy, struct pollfd watched[2])
{
    int64_t wait_ms = then_ms < 0 ? -1 : then_ms - clock_steady_ms();

    if (then_ms >= 0 && wait_ms <= 0)
        return;
    if (then_ms < 0 || clock_is_real())
        poll(watched, 2, one_poll(wait_ms));
    else if (busy && http->looks++ < MOST_LOOKS)
        poll(watched, 2, OTHERS_MS);
    else if (poll(watched, 2, 0) <= 0)
        clock_sleep_until_ms(then_ms);
}

/* Returns the milliseconds until `then_ms`; -1: no limit. */
static int64_t until(int64_t then_ms)
{
    int64_t now = clock_steady_ms();

    return then_ms < 0 ? -1 : then_ms > now ? then_ms - now : 0;
}

void http_hurry(struct http *http)
{
    http->hurried = true;
}

enum http_woke http_wait(struct http *http, int input, int interrupt, int64_t most_ms)
{
    struct pollfd watched[2] = {{.fd = input, .events = POLLIN},
                                {.fd = interrupt, .events = POLLIN}};
    int64_t end_ms = most_ms < 0 ? -1 : clock_steady_ms() + most_ms;

    http->handed_over = false;
    http->looks = 0;
    for (;;) {
        struct due due = launch_due(http);

        screen_tick();
        receive(http);
        if (http->handed_over)
            return HTTP_WOKE_ANSWER;
        if (poll(watched, 2, 0) > 0)
            return watched[1].revents ? HTTP_WOKE_INTERRUPT : HTTP_WOKE_INPUT;
        if (end_ms < 0 ? !http_pending(http) : until(end_ms) == 0)
            return HTTP_WOKE_TIME;
        /* If due.at_ms is -1, but a request is queued, `receive` has queued it: send it now. */
        if (http->in_flight) {
            wire_wait(http->wire, input, interrupt, one_poll(until(earlier(due.at_ms, end_ms))));
        } else if (!http->queued || due.at_ms >= 0) {
            if (http->queued)
                announce(http, &due);
            rest(http, earlier(due.at_ms, end_ms), due.busy, watched);
        }
    }
}

struct fetched {
    struct http_answer *answer;
    bool there;
};

void http_copy(struct http_answer *copy, const struct http_answer *answer)
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

    http_copy(fetched->answer, answer);
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
        settle_turn(http, transfer, 0);
        fail(http, transfer, HTTP_FAILED, "cancelled");
    }
    while (http->queue) {
        struct transfer *transfer = http->queue;

        http->queue = transfer->next;
        http->queued--;
        fail(http, transfer, HTTP_FAILED, "cancelled");
    }
    wire_free(http->wire);
    budget_free(http->budget);
    free(http);
}
