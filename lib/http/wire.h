/* The transport: sends requests and receives answers through libcurl, several at a time. Does not
 * wait for the rate limit, and does not repeat requests. */
#ifndef HTTP_WIRE_H
#define HTTP_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "http/answer.h"

struct trace;

/* One request and its answer. */
struct wire_exchange {
    char *host;   /* host of the URL; "the server" if the URL has no host */
    bool allowed; /* the result of wire_allows for the URL; if false, do not start the exchange */
    void *owner;  /* for the caller's use */
    bool once;    /* set by the caller: libcurl must not repeat the request by itself */
    /* Set by the caller: a descriptor to which the answer's body is also written as it arrives. 0:
     * none. */
    int keep;
    struct http_answer answer;

    /* The members below are private to wire.c. */
    char *method;
    char *url;
    char *body;
    long kept_from; /* position in `keep` at which the answer's body begins */
    bool local;     /* the host is this machine */
    void *headers;
    void *easy;
    char detail[256];
    int run_out;     /* errno if no file descriptor was left; otherwise 0 */
    struct buf head; /* head of the answer, as received; filled for a trace only */
    struct http_head reading;
    unsigned number;    /* number of the request in the trace */
    unsigned sends;     /* how many times libcurl began to send the request in this attempt */
    int64_t started_ms; /* steady clock */
};

/* Timeouts of one attempt, in seconds: for the connection, without data, and in total. Trakt may
 * take 45 s to add many titles. */
enum { WIRE_CONNECT_S = 20, WIRE_SILENCE_S = 90, WIRE_WHOLE_S = 300 };

/* How to reach servers. Strings are copied. */
struct wire_settings {
    /* In the form of curl(1). "": no proxy; NULL: use libcurl's environment variables. Requests to
     * this machine never use a proxy. */
    const char *proxy;
    const char *cacert; /* a file of CA certificates; no others are trusted; NULL: the system's */
    const char *certificates; /* the contents of that file (PEM text) */
    struct trace *trace;      /* borrowed, must outlive the wire; NULL: no trace */
    int64_t whole_ms;         /* timeout of a whole attempt; 0: WIRE_WHOLE_S */
};

/* Returns whether requests may be sent to `url`: it is https, or http to this machine (localhost,
 * 127.0.0.0/8, ::1). */
bool wire_allows(const char *url);

/* Fills `exchange`, which must be zeroed, with copies of the request's strings. `headers` are
 * NULL-terminated strings "Name: value". `body` may be NULL. `most_body` is the maximum size of the
 * answer's body in bytes. Free the contents with wire_release. */
void wire_prepare(struct wire_exchange *exchange, const char *method, const char *url,
                  const char *const *headers, const char *body, size_t most_body);

/* Frees the contents of an exchange that is not in flight. */
void wire_release(struct wire_exchange *exchange);

struct wire;

/* Returns a new transport; free it with wire_free. The first wire_prepare loads libcurl, and the
 * first wire_start initializes it. If either fails, the program exits with status 71. */
CVI_MUST_USE struct wire *wire_new(const struct wire_settings *settings);

/* Frees the transport. No exchange may be in flight. */
void wire_free(struct wire *wire);

/* Starts the first or another attempt. Clears the answer, but increments answer.tries. */
void wire_start(struct wire *wire, struct wire_exchange *exchange);

/* Cancels an exchange that is in flight. */
void wire_stop(struct wire *wire, struct wire_exchange *exchange);

/* Sends and receives as much as possible without waiting. Returns an exchange that has finished,
 * with its answer filled in. Returns NULL if no exchange has finished. */
struct wire_exchange *wire_next(struct wire *wire);

/* Waits until wire_next has something to do, until `input` or `interrupt` (descriptors; -1: none)
 * is readable, or until `ms` milliseconds have passed. */
void wire_wait(struct wire *wire, int input, int interrupt, int ms);

/* Sets `failure` as the answer of an exchange, which must not be in flight. Sets answer.words to
 * the error message, which includes `detail` (may be NULL). */
void wire_fail(struct wire_exchange *exchange, enum http_failure failure, const char *detail);

#endif
