/*
 * Bytes to and from servers, several exchanges at a time, without a thought about waiting or asking
 * again. The only file that knows libcurl.
 */
#ifndef WIRE_H
#define WIRE_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "http_decide.h"

/* The headers of an answer that are kept. */
enum http_header {
    HTTP_CONTENT_TYPE,
    HTTP_X_RUNTIME, /* Trakt's own answers have it, the content network's do not */
    HTTP_RETRY_AFTER,
    HTTP_X_RATELIMIT,
    HTTP_PAGE,
    HTTP_PAGE_LIMIT,
    HTTP_PAGE_COUNT,
    HTTP_ITEM_COUNT,
    HTTP_ACCOUNT_LOCKED,
    HTTP_ACCOUNT_DEACTIVATED,
    HTTP_UPGRADE_URL,
    HTTP_CF_RAY,
    HTTP_SERVER,
    HTTP_DATE,   /* the server's clock, in whole seconds */
    HTTP_HEADERS /* how many */
};

/* Borrowed by those who are called with it; gone when they return. */
struct http_answer {
    enum http_failure failure;
    int status;                 /* 0 unless failure is HTTP_ANSWERED */
    char *header[HTTP_HEADERS]; /* NULL: not there. Blanks at the ends are gone */
    struct buf body;            /* whole, or failure says why not */
    bool edge;                  /* see http_is_edge */
    bool gave_up;               /* it might work later; tries or patience are used up */
    int tries;
    char words[256]; /* with a failure: what happened, naming the host, and the way out */
};

/* One request and what came of it. */
struct wire_exchange {
    char *host;   /* of the URL; "the server" when it has none */
    bool allowed; /* https, or http to this machine; others are never started */
    void *owner;  /* the caller's own */
    bool once;    /* set by the caller: libcurl may not send it again on its own */
    struct http_answer answer;

    /* What follows is wire.c's. */
    char *method;
    char *url;
    char *body;
    bool local;
    void *headers;
    void *easy;
    char detail[256];
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
CVI_MUST_USE struct wire *wire_new(void);
/* Nothing may be in flight. */
void wire_free(struct wire *wire);

/* Lets the exchange fly, once more if need be: the answer is cleared, but for its tries, which grow
 * by one. */
void wire_start(struct wire *wire, struct wire_exchange *exchange);
/* Takes it back, answered or not. */
void wire_stop(struct wire *wire, struct wire_exchange *exchange);

/*
 * Sends and receives what it can without waiting, and returns an exchange that is over, or NULL
 * when there is none (yet). Its answer is filled in, and it is no longer in flight.
 */
struct wire_exchange *wire_next(struct wire *wire);

/* Waits until there is something to do for wire_next, a descriptor (-1: none) can be read, or ms
 * are over. */
void wire_wait(struct wire *wire, int input, int interrupt, int ms);

/* Sets answer.words for a failed exchange, and drops what was received. detail may be NULL. */
void wire_explain(struct wire_exchange *exchange, const char *detail);

#endif
