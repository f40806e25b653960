/* What to do with an answer, and when to ask again: arithmetic, without input or output. */
#ifndef HTTP_DECIDE_H
#define HTTP_DECIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Why there is no whole answer. */
enum http_failure {
    HTTP_ANSWERED,      /* there is one: look at its status */
    HTTP_NO_HOST,       /* the name is not known (DNS) */
    HTTP_NO_CONNECTION, /* refused, unreachable: nothing was sent */
    HTTP_NO_PROXY,      /* the proxy cannot be reached, or cannot get there; nothing was sent */
    HTTP_PROXY_REFUSED, /* the proxy does not want to; nothing was sent */
    HTTP_NO_TLS,        /* no trust in the certificate; nothing was sent */
    HTTP_TIMED_OUT,     /* connected, and then too slow */
    HTTP_TORN,          /* the connection broke, or the body is shorter than announced */
    HTTP_NOT_TAKEN,     /* connected; the server did nothing with the request, and says so */
    HTTP_NOT_HTTP,      /* what came is not HTTP, or against its rules */
    HTTP_TOO_LONG,      /* the head or the body is longer than we take */
    HTTP_NO_TURN,       /* not sent: the rate limit, for longer than patience covers */
    HTTP_BAD_URL,       /* plain http to another machine, or no URL */
    HTTP_FAILED,        /* anything else */
};

/* One attempt, in numbers. */
struct http_facts {
    enum http_failure failure;
    int status;             /* 0 without an answer */
    bool edge;              /* the content network answered, not Trakt (http_is_edge) */
    bool replay;            /* the request may arrive twice */
    int tries;              /* so far, this one included: 1 or more */
    int64_t retry_after_ms; /* what the answer asks for; -1: nothing */
    int64_t waited_ms;      /* since the first attempt began */
    int64_t patience_ms;    /* how long that may be in all; 0: no second attempt */
};

enum http_verdict {
    HTTP_DONE,    /* hand it over: a success, or an answer that asking again will not change */
    HTTP_AGAIN,   /* ask again after http_backoff_ms */
    HTTP_GIVE_UP, /* it might work later, but not within the tries or the patience */
};

/*
 * Passing troubles are 408, 429, 500 to 504, 520 to 524 and broken connections (Trakt: "Status
 * codes", "Rate limiting"). What may not arrive twice is repeated only when it surely did not
 * arrive: no connection, not taken, or 429. A wait that patience does not cover is not begun. */
enum http_verdict http_judge(const struct http_facts *facts, int64_t backoff_ms);

/*
 * Milliseconds until the next attempt. Retry-After wins (and half a second, since it is rounded).
 * Else exponential with jitter, of which random (any number) is the source: from 30 s for 502 to
 * 504 and 520 to 524 (Trakt: "try again in 30 s"), 5 s for 429, 60 s for a ban by the content
 * network, 1 s for the rest; at most 5 minutes. */
int64_t http_backoff_ms(const struct http_facts *facts, uint32_t random);

/*
 * Whether the answer comes from the content network before Trakt, not from Trakt itself: it bears
 * no X-Runtime, and its body is HTML or plain text, or is an error of that network's own (520 to
 * 527). Headers may be NULL. */
bool http_is_edge(int status, const char *content_type, const char *x_runtime);

/* Retry-After in ms from now_s: seconds or an HTTP date (RFC 9110, 10.2.3); -1 when it is neither.
 * At most a day. */
int64_t http_read_retry_after(const char *text, int64_t now_s);

/* UTC seconds of "2026-11-22T13:05:00Z" (fractions ignored); -1 when the text is no such time. */
int64_t http_read_time(const char *text);

/* The budgets that Trakt counts requests in ("Rate limiting", as of October 2026). */
enum http_bucket {
    HTTP_UNCOUNTED, /* in none of them: logging in */
    HTTP_READ,      /* GET with a token, by user */
    HTTP_PUBLIC,    /* GET without one, by client id and address */
    HTTP_WRITE,     /* POST, PUT and DELETE, by user */
    HTTP_BUCKETS    /* how many */
};

/* A bucket as X-Ratelimit tells it. */
struct http_rate {
    enum http_bucket bucket; /* HTTP_UNCOUNTED: of a name that is not known */
    int64_t limit;           /* requests in a period; -1: not told */
    int64_t remaining;
    int64_t period_s;
    int64_t until_s; /* epoch, by Trakt's clock, cut off; when it is full again */
};

/* Reads X-Ratelimit; false when it is not what Trakt documents. The numbers may be absurd. */
bool http_read_rate(const char *text, struct http_rate *rate);

/* UTC seconds of a Date header, "Sun, 06 Nov 1994 08:49:37 GMT"; -1 when the text is no
 * such time. */
int64_t http_read_date(const char *text);

#endif
