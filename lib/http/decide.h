/* Decisions on answers: whether and when to repeat a request. Pure arithmetic. */
#ifndef HTTP_DECIDE_H
#define HTTP_DECIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Why there is no complete answer. */
enum http_failure {
    HTTP_ANSWERED,      /* there is an answer: check its status */
    HTTP_NO_HOST,       /* unknown host name (DNS) */
    HTTP_NO_CONNECTION, /* refused, unreachable: nothing was sent */
    HTTP_NO_PROXY, /* the proxy, or the host through the proxy, is unreachable; nothing was sent */
    HTTP_PROXY_REFUSED, /* the proxy refused; nothing was sent */
    HTTP_NO_TLS,        /* the certificate is not trusted; nothing was sent */
    HTTP_TIMED_OUT,     /* connected, then too slow */
    HTTP_TORN,          /* the connection broke, or the body is shorter than announced */
    HTTP_NOT_TAKEN,     /* connected; the server reports that it did not process the request */
    HTTP_NOT_HTTP,      /* the answer is not HTTP, or violates it */
    HTTP_TOO_LONG,      /* the head or the body exceeds our limit */
    HTTP_NO_TURN,       /* not sent: the rate limit lasts longer than the patience */
    HTTP_BAD_URL,       /* plain http to another machine, or not a URL */
    HTTP_STALE,         /* not sent: http_request.stale reported the request out of date */
    HTTP_FAILED,        /* anything else */
};

/* The facts about one attempt. */
struct http_facts {
    enum http_failure failure;
    int status;             /* 0: no answer */
    bool edge;              /* the content network answered, not Trakt (http_is_edge) */
    bool replay;            /* the request may arrive twice */
    bool suspect;           /* the request itself may cause a server error */
    int tries;              /* attempts so far, including this one: 1 or more */
    int64_t retry_after_ms; /* the wait that the answer requests; -1: none */
    int64_t waited_ms;      /* time since the first attempt began */
    int64_t patience_ms;    /* maximum of waited_ms; 0: no second attempt */
};

enum http_verdict {
    HTTP_DONE,    /* return the answer: a success, or a permanent error */
    HTTP_AGAIN,   /* repeat the request after http_backoff_ms */
    HTTP_GIVE_UP, /* the request may work later, but attempts or patience are used up */
};

/*
 * Returns what to do after an attempt, if the next one would start in backoff_ms. Temporary errors
 * are 408, 429, 500 to 504, 520 to 524 and broken connections (Trakt: "Status codes", "Rate
 * limiting"). A request that must not arrive twice is repeated only if it certainly did not arrive:
 * no connection, not processed, or 429. A suspect one is not repeated after a server error. A wait
 * longer than the patience is not started. */
enum http_verdict http_judge(const struct http_facts *facts, int64_t backoff_ms);

/* Returns whether the server may have received a request with this outcome. Returns false if the
 * request was not sent, or the server reports that it did not process the request. */
bool http_may_have_arrived(enum http_failure failure);

/* Returns whether the server may have acted on the request, although there is no success: the
 * answer was lost, or is a server error. */
bool http_may_be_done(const struct http_facts *facts);

/*
 * Returns the milliseconds until the next attempt: Retry-After, which is rounded down, plus half a
 * second. Without Retry-After, exponential backoff with jitter from random (any number). It starts
 * at 30 s for 502 to 504 and 520 to 524 (Trakt: "try again in 30 s"), 5 s for 429, 60 s for a ban
 * by the content network, and 1 s for the rest; the maximum is 5 minutes. */
int64_t http_backoff_ms(const struct http_facts *facts, uint32_t random);

/* Returns whether a request that changes nothing is sent once more if its answer is a success that
 * cannot be used (HTML, cut JSON, pages that contradict each other). readings is the number of
 * answers read so far. */
bool http_reads_again(int readings);

/* Returns status if it is a server error (500 or more), which is then the reason for a wait.
 * Otherwise returns 0: the request waits for the rate limit, or does not wait. */
int http_server_error(int status);

/*
 * Returns whether an answer is from the content network in front of Trakt: it has no X-Runtime, and
 * its body is HTML or plain text or its status is one of the network's own (520 to 527). Headers
 * may be NULL. */
bool http_is_edge(int status, const char *content_type, const char *x_runtime);

/* Returns the wait in a Retry-After header, in ms from now_s, at most a day. The header holds
 * seconds or an HTTP date (RFC 9110, 10.2.3); returns -1 if it holds neither. */
int64_t http_read_retry_after(const char *text, int64_t now_s);

/* Returns the epoch seconds of "2026-11-22T13:05:00Z" (fractions are ignored); -1 if text is not
 * such a time. */
int64_t http_read_time(const char *text);

/* The budgets in which Trakt counts requests ("Rate limiting", as of October 2026). */
enum http_bucket {
    HTTP_UNCOUNTED, /* not counted: logging in */
    HTTP_READ,      /* GET with a token, by user */
    HTTP_PUBLIC,    /* GET without one, by client id and address */
    HTTP_WRITE,     /* POST, PUT and DELETE, by user */
    HTTP_BUCKETS    /* the number of buckets */
};

/* The contents of X-Ratelimit. */
struct http_rate {
    enum http_bucket bucket; /* HTTP_UNCOUNTED: its name is unknown */
    int64_t limit;           /* requests in a period; -1: unknown */
    int64_t remaining;
    int64_t period_s;
    int64_t until_s; /* end of the period; epoch by Trakt's clock, rounded down */
};

/* Reads X-Ratelimit. Returns false if its form is not the documented one. Numbers are not checked
 * for plausibility. */
bool http_read_rate(const char *text, struct http_rate *rate);

/* Returns the epoch seconds of a Date header, "Sun, 06 Nov 1994 08:49:37 GMT"; -1 if text is not
 * such a date. */
int64_t http_read_date(const char *text);

#endif
