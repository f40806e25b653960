/* An HTTP client that keeps several requests in flight. It handles rate limits, waits and retries.
 * http/decide makes the decisions, http/budget keeps to the rate limits, and http/wire is the
 * transport. */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "http/answer.h"
#include "http/decide.h"

struct http;
struct trace;

/* Callback for the answer to a request; called exactly once, from http_wait or http_free. The
 * answer is borrowed. */
typedef void http_done(void *context, const struct http_answer *answer);

struct http_request {
    const char *method; /* "GET", "POST" */
    const char *url;
    const char *const *headers; /* "Name: value", NULL-terminated; never shown */
    const char *body;           /* NULL: none */
    bool replay;                /* the request may arrive twice without harm */
    enum http_bucket bucket;    /* the budget in which Trakt counts the request */
    bool once;    /* make one attempt and return any answer: the caller decides on retries */
    bool suspect; /* the request itself may cause a server error, so it is not repeated after one */
    int64_t wait_ms; /* minimum time before the request is sent, in ms from now */
    /* A descriptor to which the answer's body is also written, and synced, as it arrives. 0:
     * none. */
    int keep;
    /* Returns whether the request is out of date. Called before each attempt. If it returns true,
     * the request is not sent, and `done` gets HTTP_STALE. NULL: the request is never out of
     * date. */
    bool (*stale)(const void *context);
    http_done *done;
    void *context;
};

/* Settings of a client. 0 and NULL select the defaults. */
struct http_limits {
    long in_flight;      /* maximum number of concurrent requests; 0: 6 */
    int64_t patience_ms; /* maximum time for a request with all its attempts; 0: one attempt */
    int64_t whole_ms;    /* maximum time for one attempt; 0: 5 minutes */
    size_t most_body;    /* maximum size of an answer in bytes; 0: 16 MiB */

    /* How to reach the server, as in struct wire_settings. */
    const char *proxy;
    const char *cacert, *certificates;
    struct trace *trace; /* borrowed, must outlive the client */

    /* The budget shared with other programs, as in budget_new. */
    const char *budget_path;   /* NULL: this client has its own budget */
    const char *budget_server; /* NULL: requests are not counted */
    const char *budget_client;
};

/* Returns a new client; free it with http_free. Copies the strings of `limits`. */
CVI_MUST_USE struct http *http_new(const struct http_limits *limits);

/* Cancels all requests (calls `done` for each with HTTP_FAILED), and frees the client. NULL is
 * allowed. */
void http_free(struct http *http);

/*
 * Queues a request, and copies its strings. http_wait sends the request when the rate limit allows
 * it. If wire_allows rejects the URL, the request fails with HTTP_BAD_URL. Redirects are not
 * followed: the API has none, and a token must not be sent to another host. The first call loads
 * libcurl; if that fails, the program exits with status 71. */
void http_send(struct http *http, const struct http_request *request);

/* Sends a request and waits for its answer. Meanwhile, answers to other requests are passed to
 * their callbacks. `done` and `context` of `request` are ignored. The caller frees the contents of
 * `answer` with http_release. */
void http_fetch(struct http *http, const struct http_request *request, struct http_answer *answer);

/* Sets `copy` to a copy of `answer`; the caller frees its contents with http_release. */
void http_copy(struct http_answer *copy, const struct http_answer *answer);

/* Frees the contents of an answer. Overwrites the body first, because it may contain secrets. */
void http_release(struct http_answer *answer);

/* Returns the number of requests that have no answer yet. */
size_t http_pending(const struct http *http);

enum http_woke {
    HTTP_WOKE_ANSWER,    /* one or more callbacks were called */
    HTTP_WOKE_INPUT,     /* input is readable or has ended */
    HTTP_WOKE_INTERRUPT, /* interrupt is readable */
    HTTP_WOKE_TIME,      /* most_ms have passed, or there is nothing to wait for */
};

/*
 * Works on the requests until one of the events above happens, and returns the event. `input` and
 * `interrupt` are descriptors to watch, or -1. `most_ms` is the maximum wait in milliseconds; -1:
 * no limit.
 *
 * A callback may send further requests, but must not wait for them. A wait longer than 2 s is
 * announced on standard error if that is a terminal. If the rate limit delays a request longer than
 * patience_ms allows, the request fails with HTTP_NO_TURN. On a test clock (clock_use_file), if
 * nothing is in flight, the clock is moved forward instead of waiting. */
enum http_woke http_wait(struct http *http, int input, int interrupt, int64_t most_ms);

/* Prepares for an early exit. From now on, no request is repeated; its callback gets the last
 * answer. A request that would wait longer than 5 s for the rate limit fails with HTTP_NO_TURN.
 * Requests in flight can still finish. */
void http_hurry(struct http *http);

#endif
