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
    HTTP_NOT_HTTP,      /* what came is not HTTP, or against its rules */
    HTTP_TOO_LONG,      /* the head or the body is longer than we take */
    HTTP_BAD_URL,       /* plain http to another machine, or no URL */
    HTTP_HELD,          /* never sent: its turn would come later than patience allows */
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
 * arrive: no connection, or 429. A wait that patience does not cover is not begun.
 */
enum http_verdict http_judge(const struct http_facts *facts, int64_t backoff_ms);

/*
 * Milliseconds until the next attempt. Retry-After wins (and half a second, since it is rounded).
 * Else exponential with jitter, of which random (any number) is the source: from 30 s for 502 to
 * 504 and 520 to 524 (Trakt: "try again in 30 s"), 5 s for 429, 60 s for a ban by the content
 * network, 1 s for the rest; at most 5 minutes.
 */
int64_t http_backoff_ms(const struct http_facts *facts, uint32_t random);

/*
 * Whether a request that was never sent is not to wait for a turn that comes after wait_ms. Trakt's
 * own windows (300 s: "Rate limiting") are waited for whatever the patience is; what is longer must
 * come from a 429.
 */
bool http_outlasts(int64_t wait_ms, int64_t patience_ms);

/*
 * Whether the answer comes from the content network before Trakt, not from Trakt itself: it bears
 * no X-Runtime, and its body is HTML or plain text, or is an error of that network's own (520 to
 * 527). Headers may be NULL.
 */
bool http_is_edge(int status, const char *content_type, const char *x_runtime);

/* Retry-After in ms from now_s: seconds or an HTTP date (RFC 9110, 10.2.3); -1 when it is neither.
 * At most a day. */
int64_t http_read_retry_after(const char *text, int64_t now_s);

/* UTC seconds of "2026-11-22T13:05:00Z" (fractions ignored); -1 when the text is no such time. */
int64_t http_read_time(const char *text);

/* A bucket as X-Ratelimit tells it. */
struct http_rate {
    bool write; /* the bucket of POST, PUT and DELETE */
    int64_t remaining;
    int64_t period_s;
    int64_t until_s; /* epoch; when it is full again */
};

/* Reads X-Ratelimit; false when it is not what Trakt documents. */
bool http_read_rate(const char *text, struct http_rate *rate);

/* When the next request may go, as far as this program knows. Zeroed is a good start. */
struct http_pace {
    int64_t write_from_ms; /* steady clock */
    int64_t read_from_ms;
    int64_t reads_left;    /* in the bucket, the least that was told; 0: not known */
    int64_t reads_until_s; /* of that bucket: answers overtake each other */
};

/* Time between two writes: Trakt allows one a second. */
enum { HTTP_WRITE_GAP_MS = 1100 };

/* Milliseconds until a request of that kind may go; 0: now. */
int64_t http_pace_wait_ms(const struct http_pace *pace, bool write, int64_t steady_ms);
/* Whether the bucket has room for one more beside those that are in flight. */
bool http_pace_has_room(const struct http_pace *pace, bool write, size_t in_flight);
/* A request goes. */
void http_pace_sent(struct http_pace *pace, bool write, int64_t steady_ms);
/* An answer told its bucket; an empty one (remaining 0) holds requests of that kind until it fills,
 * for one period at most, since the two clocks may differ. */
void http_pace_told(struct http_pace *pace, const struct http_rate *rate, int64_t now_ms,
                    int64_t steady_ms);
/* A 429 asks for a wait: nobody of that kind goes before it is over. */
void http_pace_hold(struct http_pace *pace, bool write, int64_t steady_ms, int64_t wait_ms);

#endif
