/* HTTP requests and answers, several in flight. Rate limiting, waiting and retries happen inside:
 * http/decide has the decisions, http/budget the rate limit, http/wire the transport. */
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
    bool once;                  /* one attempt: return any answer, the caller decides on retries */
    bool suspect; /* the request itself may cause a server error, so it is not repeated after one */
    int64_t wait_ms; /* earliest time to send it, in ms from now */
    int keep; /* a descriptor to which the body is written and synced as it arrives; 0: none */
    /* Returns whether the request is out of date; called each time before it would be sent. If so,
     * it is not sent, but handed over with HTTP_STALE. NULL: never. */
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

/* Returns a new client; free it with http_free. Strings are copied. Exits with status 71 if libcurl
 * cannot start. */
CVI_MUST_USE struct http *http_new(const struct http_limits *limits);

/* Cancels all requests, calling done for each (HTTP_FAILED), and frees the client. NULL is
 * allowed. */
void http_free(struct http *http);

/*
 * Queues a request and copies its strings. http_wait sends it when the rate limit allows.
 * wire_allows must accept the URL. Redirects are not followed: the API has none, and a token must
 * not be sent elsewhere. */
void http_send(struct http *http, const struct http_request *request);

/*
 * Sends a request and waits for its answer. Answers to other requests are handed over meanwhile.
 * The members done and context of the request are ignored. The caller frees the answer with
 * http_release. */
void http_fetch(struct http *http, const struct http_request *request, struct http_answer *answer);

/* Sets copy to a copy of answer; the caller frees it with http_release. */
void http_copy(struct http_answer *copy, const struct http_answer *answer);

/* Overwrites the body, which may hold secrets, and frees the contents of an answer. */
void http_release(struct http_answer *answer);

/* Returns the number of requests without an answer. */
size_t http_pending(const struct http *http);

enum http_woke {
    HTTP_WOKE_ANSWER,    /* one or more answers were handed over */
    HTTP_WOKE_INPUT,     /* input is readable or has ended */
    HTTP_WOKE_INTERRUPT, /* interrupt is readable */
    HTTP_WOKE_TIME,      /* most_ms have passed, or there is nothing to wait for */
};

/*
 * Works on the requests until one of these events happens, and returns the event. input and
 * interrupt are descriptors to watch, or -1; most_ms is the longest wait in milliseconds, or -1.
 *
 * A callback may send further requests, but must not wait. A wait longer than 2 s is announced on
 * standard error if that is a terminal. On a test clock (clock_use_file), a wait with nothing in
 * flight moves that clock. A request that the rate limit delays longer than its patience fails with
 * HTTP_NO_TURN. */
enum http_woke http_wait(struct http *http, int input, int interrupt, int64_t most_ms);

/*
 * Prepares for an early end. From now on, no request waits longer than 5 s for the rate limit, and
 * none is repeated: such a request is handed over with HTTP_NO_TURN or with its last answer.
 * Requests in flight are waited for. */
void http_hurry(struct http *http);

#endif
