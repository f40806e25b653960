/* Decides whether and when to repeat a request, and reads the headers that these decisions need.
 * Pure: no I/O, and no clock. */
#ifndef HTTP_DECIDE_H
#define HTTP_DECIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The reasons for which there is no complete answer. */
enum http_failure {
    HTTP_ANSWERED,      /* there is an answer: check its status */
    HTTP_NO_HOST,       /* unknown host name (DNS) */
    HTTP_NO_CONNECTION, /* refused, unreachable: nothing was sent */
    HTTP_NO_PROXY,      /* the proxy, or the host through it, is unreachable; nothing was sent */
    HTTP_PROXY_REFUSED, /* the proxy refused; nothing was sent */
    HTTP_NO_TLS,        /* the certificate is not trusted; nothing was sent */
    HTTP_TIMED_OUT,     /* connected, then too slow */
    HTTP_TORN,          /* the connection broke, or the body is shorter than announced */
    HTTP_NOT_TAKEN,     /* connected; the server reports that it did not process the request */
    HTTP_NOT_HTTP,      /* the answer is not HTTP, or violates it */
    HTTP_TOO_LONG,      /* the head or the body exceeds our limit */
    HTTP_NO_TURN,       /* not sent: the rate limit requires a longer wait than patience_ms */
    HTTP_BAD_URL,       /* plain http to another machine, or not a URL */
    HTTP_STALE,         /* not sent: http_request.stale reported that the request is out of date */
    HTTP_FAILED,        /* anything else */
};

/* The facts about one attempt. */
struct http_facts {
    enum http_failure failure;
    int status;             /* 0: no answer */
    bool edge;              /* Trakt's CDN answered, not Trakt: see http_is_edge */
    bool replay;            /* the request may arrive twice without harm */
    bool suspect;           /* the request itself may cause a server error */
    int tries;              /* attempts so far, including this one: 1 or more */
    int64_t retry_after_ms; /* the wait that the answer requests; -1: none */
    int64_t waited_ms;      /* time since the first attempt began */
    /* Maximum waited_ms at the start of the next attempt. 0: only one attempt. */
    int64_t patience_ms;
};

enum http_verdict {
    HTTP_DONE,    /* return the answer: a success, or a permanent error */
    HTTP_AGAIN,   /* repeat the request after http_backoff_ms */
    HTTP_GIVE_UP, /* return the answer: the error is temporary, but no further attempt is allowed */
};

/*
 * Returns what to do after an attempt. `backoff_ms` is the wait before the next attempt. Temporary
 * errors are 408, 421, 425, 429, 500 to 504, 520 to 524 (Trakt: "Status codes", "Rate limiting"),
 * and failures that may pass, such as a broken connection. A request that must not arrive twice is
 * repeated only if it certainly did not arrive: no connection, not processed, or 429. A suspect
 * request is not repeated after a server error. No request is repeated if the wait would exceed
 * patience_ms. */
enum http_verdict http_judge(const struct http_facts *facts, int64_t backoff_ms);

/* Returns whether the server may have received a request that ended with `failure`. Returns false
 * if the request was not sent, or if the server reports that it did not process the request. */
bool http_may_have_arrived(enum http_failure failure);

/* Returns whether the server may have acted on a request that did not succeed: the answer was lost,
 * or has any status except 429. */
bool http_may_be_done(const struct http_facts *facts);

/*
 * Returns the milliseconds until the next attempt. With Retry-After, this is the requested time
 * plus half a second, because the header is rounded down. Without Retry-After, it is an exponential
 * backoff, with jitter from `random` (any number) and a maximum of 5 minutes. The first wait
 * depends on the error. */
int64_t http_backoff_ms(const struct http_facts *facts, uint32_t random);

/* Returns whether to repeat a read-only request after a success whose body cannot be used (HTML,
 * truncated JSON, pages that contradict each other). `readings` is the number of answers read so
 * far. */
bool http_reads_again(int readings);

/* Returns `status` if it is a server error (500 or more); otherwise 0. */
int http_server_error(int status);

/* Returns whether an answer is from Trakt's CDN, not from Trakt. Such an answer has no X-Runtime
 * header. In addition, its body is HTML or plain text, or it has a status that only the CDN uses
 * (520 to 527). `content_type` and `x_runtime` are header values; NULL: missing. */
bool http_is_edge(int status, const char *content_type, const char *x_runtime);

/* Returns the wait that a Retry-After header requests, in milliseconds, at most a day. `text` is a
 * number of seconds, or an HTTP date, which is compared with `now_s` (RFC 9110, 10.2.3). Returns -1
 * if `text` is neither. */
int64_t http_read_retry_after(const char *text, int64_t now_s);

/* Returns the epoch seconds of a time such as "2026-11-22T13:05:00Z"; fractions of a second are
 * ignored. Returns -1 if `text` is not such a time. */
int64_t http_read_time(const char *text);

/* The buckets in which Trakt counts requests. Each has its own rate limit ("Rate limiting", as of
 * October 2026). */
enum http_bucket {
    HTTP_UNCOUNTED, /* not counted: requests of the login */
    HTTP_READ,      /* GET with a token, per user */
    HTTP_PUBLIC,    /* GET without a token, per client id and address */
    HTTP_WRITE,     /* POST, PUT and DELETE, per user */
    HTTP_BUCKETS    /* the number of buckets */
};

/* The contents of an X-Ratelimit header. */
struct http_rate {
    enum http_bucket bucket; /* HTTP_UNCOUNTED: the name in the header is unknown */
    int64_t limit;           /* requests in a period; -1: unknown */
    int64_t remaining;
    int64_t period_s;
    int64_t until_s; /* end of the period, in epoch seconds by Trakt's clock, rounded down */
};

/* Reads an X-Ratelimit header. Returns false if `text` does not have the documented form. Does not
 * check whether the numbers are plausible. */
bool http_read_rate(const char *text, struct http_rate *rate);

/* Returns the epoch seconds of a Date header, such as "Sun, 06 Nov 1994 08:49:37 GMT"; -1 if `text`
 * is not such a date. */
int64_t http_read_date(const char *text);

#endif
