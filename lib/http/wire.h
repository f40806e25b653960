/* The transport: sends and receives bytes, several exchanges at a time. This file neither waits for
 * the rate limit nor repeats a request. Only wire.c (and curl.c, which loads it) calls libcurl. */
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
    char *host;   /* of the URL; "the server" if the URL has none */
    bool allowed; /* the result of wire_allows for the URL; others must not be started */
    void *owner;  /* for the caller */
    bool once;    /* set by the caller: libcurl must not repeat the request by itself */
    int keep; /* set by the caller: a descriptor to which the body is written as it arrives, before
                 it is used; 0: none */
    struct http_answer answer;

    /* The members below are private to wire.c. */
    char *method;
    char *url;
    char *body;
    long kept_from; /* position in keep where the body begins */
    bool local;
    void *headers;
    void *easy;
    char detail[256];
    int run_out;     /* errno if no descriptor was left for a socket; otherwise 0 */
    struct buf head; /* of the answer, as received; filled for a trace only */
    struct http_head reading;
    unsigned number;    /* of the request in the trace */
    unsigned sends;     /* how often libcurl was about to send the request in this attempt */
    int64_t started_ms; /* steady clock */
};

/* Timeouts of one attempt, in seconds. Trakt needs 45 s for a large addition. */
enum { WIRE_CONNECT_S = 20, WIRE_SILENCE_S = 90, WIRE_WHOLE_S = 300 };

/* How to reach servers. Strings are copied. */
struct wire_settings {
    const char *proxy;  /* in the form of curl(1); "": no proxy; NULL: use libcurl's environment
                           variables. Requests to this machine never use a proxy */
    const char *cacert; /* a file with the only certificates to trust; NULL: the system's */
    const char *certificates; /* the contents of that file, as text (PEM) */
    struct trace *trace;      /* borrowed, must outlive the wire; NULL: no trace */
    int64_t whole_ms;         /* timeout of a whole attempt; 0: WIRE_WHOLE_S */
};

/* Returns whether a URL is https, or http to this machine (localhost, 127.0.0.0/8, ::1). Requests
 * are sent to no other URL. */
bool wire_allows(const char *url);

/*
 * Fills exchange, which must be zeroed, with copies of the request. headers are "Name: value",
 * NULL-terminated; body may be NULL; most_body is the maximum size of the answer's body in bytes.
 * Release with wire_release. */
void wire_prepare(struct wire_exchange *exchange, const char *method, const char *url,
                  const char *const *headers, const char *body, size_t most_body);

/* Frees the contents of an exchange that is not in flight. */
void wire_release(struct wire_exchange *exchange);

struct wire;

/* Returns a new transport; free it with wire_free. libcurl is loaded and started when the first
 * exchange is prepared; if that fails, the program exits with status 71. */
CVI_MUST_USE struct wire *wire_new(const struct wire_settings *settings);

/* Frees the transport. No exchange may be in flight. */
void wire_free(struct wire *wire);

/* Starts an attempt, the first or a further one. Clears the answer except its count of tries, which
 * grows by one. */
void wire_start(struct wire *wire, struct wire_exchange *exchange);

/* Cancels an exchange that is in flight. */
void wire_stop(struct wire *wire, struct wire_exchange *exchange);

/*
 * Sends and receives what is possible without waiting. Returns a finished exchange, whose answer is
 * filled in and which is no longer in flight, or NULL if none has finished. */
struct wire_exchange *wire_next(struct wire *wire);

/* Waits until wire_next has something to do, input or interrupt (descriptors, -1: none) is
 * readable, or ms milliseconds have passed. */
void wire_wait(struct wire *wire, int input, int interrupt, int ms);

/* Turns the answer of an exchange that is not in flight into a failure, and sets its words,
 * including detail (may be NULL). */
void wire_fail(struct wire_exchange *exchange, enum http_failure failure, const char *detail);

#endif
