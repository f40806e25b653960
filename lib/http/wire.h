/*
 * Bytes to and from servers, several exchanges at a time, without a thought about waiting or asking
 * again. The only file that knows libcurl. */
#ifndef HTTP_WIRE_H
#define HTTP_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "http/answer.h"
#include "http/trace.h"

/* One request and what came of it. */
struct wire_exchange {
    char *host;   /* of the URL; "the server" when it has none */
    bool allowed; /* https, or http to this machine; others are never started */
    void *owner;  /* the caller's own */
    bool once;    /* set by the caller: libcurl may not send it again on its own */
    int keep;     /* likewise: a file that the body is written to before anything else; 0: none */
    struct http_answer answer;

    /* What follows is wire.c's. */
    char *method;
    char *url;
    char *body;
    long kept_from; /* where the body begins in keep */
    bool local;
    void *headers;
    void *easy;
    char detail[256];
    struct buf head; /* of the answer, as it came; kept for a trace only */
    struct http_head reading;
    unsigned number;    /* in the trace */
    unsigned sends;     /* how often libcurl was about to send it in this attempt */
    int64_t started_ms; /* steady clock */
};

/* Longest waits of one attempt, in seconds. Trakt needs 45 s for a large addition. */
enum { WIRE_CONNECT_S = 20, WIRE_SILENCE_S = 90, WIRE_WHOLE_S = 300 };

/* How to get there. Texts are copied; 0 stands for the values above. */
struct wire_settings {
    const char *proxy;   /* as curl(1) takes it; "": none; NULL: what libcurl's variables say. This
                            machine is always asked directly */
    const char *cacert;  /* a file: trust these certificates and no others; NULL: the system's */
    struct trace *trace; /* NULL: none. Borrowed: outlives the wire */
    int64_t whole_ms;    /* the longest attempt */
};

/* Whether an address is https, or http to this machine. Nothing is asked of any other. */
bool wire_allows(const char *url);

/* Copies a request: headers are "Name: value", NULL-terminated; body may be NULL. */
void wire_prepare(struct wire_exchange *exchange, const char *method, const char *url,
                  const char *const *headers, const char *body, size_t most_body);
/* Frees the contents; not while in flight. */
void wire_release(struct wire_exchange *exchange);

struct wire;

/* New; ends with wire_free. Dies (71) when libcurl cannot start. */
CVI_MUST_USE struct wire *wire_new(const struct wire_settings *settings);
/* Nothing may be in flight. */
void wire_free(struct wire *wire);

/* Lets the exchange fly, once more if need be: the answer is cleared, but for its tries, which grow
 * by one. */
void wire_start(struct wire *wire, struct wire_exchange *exchange);
/* Takes it back, answered or not. */
void wire_stop(struct wire *wire, struct wire_exchange *exchange);

/*
 * Sends and receives what it can without waiting, and returns an exchange that is over, or NULL
 * when there is none (yet). Its answer is filled in, and it is no longer in flight. */
struct wire_exchange *wire_next(struct wire *wire);

/* Waits until there is something to do for wire_next, a descriptor (-1: none) can be read, or ms
 * are over. */
void wire_wait(struct wire *wire, int input, int interrupt, int ms);

/* Makes a failure of an exchange that is not in flight, with its words. detail may be NULL. */
void wire_fail(struct wire_exchange *exchange, enum http_failure failure, const char *detail);

#endif
