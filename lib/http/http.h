/*
 * HTTP: one request, one answer, many in flight. Pacing, waiting and asking again happen in here;
 * the decisions are those of http_decide, the turns are budget's, the bytes are wire's. */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "http/decide.h"
#include "http/wire.h"

struct http;

/* Called exactly once for each request, from within http_wait or http_free. */
typedef void http_done(void *context, const struct http_answer *answer);

struct http_request {
    const char *method; /* "GET", "POST" */
    const char *url;
    const char *const *headers; /* "Name: value", NULL-terminated; never shown to anybody */
    const char *body;           /* NULL: none */
    bool replay;                /* it may arrive twice */
    enum http_bucket bucket;    /* the budget of Trakt's that it is taken from */
    bool once;                  /* hand over whatever comes; the caller decides about more */
    int keep; /* a descriptor that the body is written to as it comes, durably; 0: none */
    http_done *done;
    void *context;
};

struct http_limits {
    long in_flight;      /* most at one time; 0: 6 */
    int64_t patience_ms; /* most that one request may take with all its attempts; 0: there is one */
    size_t most_body;    /* bytes; 0: 16 MiB */
    struct wire_settings wire;

    /* The budget that is shared with other programs; see budget_new. */
    const char *budget_path;   /* NULL: this client has one of its own */
    const char *budget_server; /* NULL: nothing that is sent is counted */
    const char *budget_client;
};

/* New; ends with http_free. Dies (71) when libcurl cannot start. */
CVI_MUST_USE struct http *http_new(const struct http_limits *limits);
/* Requests that are under way are dropped, each with its done called (HTTP_FAILED). NULL
 * is fine. */
void http_free(struct http *http);

/*
 * Queues a request; copies what it is given. It goes when its turn comes, in http_wait. https
 * everywhere, plain http only to this machine (localhost, 127.0.0.0/8, ::1). Redirects are not
 * followed: the API has none, and a token must not travel. */
void http_send(struct http *http, const struct http_request *request);

/*
 * Sends and waits for this one answer, handing over others that come meanwhile. The request's done
 * and context are not used. The answer is the caller's, to be ended with http_release. */
void http_fetch(struct http *http, const struct http_request *request, struct http_answer *answer);
/* Makes copy one of answer, to be ended with http_release. */
void http_copy(struct http_answer *copy, const struct http_answer *answer);
/* Frees the contents, which may hold secrets, and clears them. */
void http_release(struct http_answer *answer);

/* How many requests have not been answered. */
size_t http_pending(const struct http *http);

enum http_woke {
    HTTP_WOKE_ANSWER,    /* one or more were handed over */
    HTTP_WOKE_INPUT,     /* input can be read, or has ended */
    HTTP_WOKE_INTERRUPT, /* interrupt can be read */
    HTTP_WOKE_TIME,      /* most_ms are over, or there is nothing to wait for */
};

/*
 * Works on the requests until one of these happens. input and interrupt are descriptors to watch,
 * or -1; most_ms is the longest wait, or -1. A done function may send further requests, but must
 * not wait. Waits longer than 2 s are announced on standard error when that is a terminal. On a
 * test clock (clock_use_file), waits in which nothing is in flight move that clock on. A request
 * whose turn is further off than its patience reaches is not sent (HTTP_NO_TURN). */
enum http_woke http_wait(struct http *http, int input, int interrupt, int64_t most_ms);

/*
 * The user wants to go: from now on nothing waits longer than 5 s for its turn, and nothing is
 * tried again. What would have to is handed over: as HTTP_NO_TURN, or as it was answered last. What
 * is under way is waited for. */
void http_hurry(struct http *http);

#endif
