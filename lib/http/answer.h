/* An answer, and the reading of its head. No input or output. */
#ifndef HTTP_ANSWER_H
#define HTTP_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "http/decide.h"

/* The headers of an answer that are kept. */
enum http_header {
    HTTP_CONTENT_TYPE,
    HTTP_X_RUNTIME, /* Trakt's own answers have it, the content network's do not */
    HTTP_REQUEST_ID,
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
    int64_t retry_after_ms; /* how long the answer asks us to wait; -1: it does not */
    char words[768];        /* with a failure: what happened, naming the host, and the way out */
};

/* Frees the headers, and empties the body. */
void http_answer_clear(struct http_answer *answer);

/* A head that is being read. Zeroed is a good start; ends with http_head_begin. */
struct http_head {
    size_t bytes; /* of all heads of this attempt, those of interim answers too */
    bool ended;   /* with its empty line */
    bool interim; /* another head follows it */
    char *length; /* Content-Length, to see whether a second one agrees */
};

/* An attempt begins: forgets what was read for the one before. */
void http_head_begin(struct http_head *head, struct http_answer *answer);

/*
 * Takes one line of a head, with its end: status line, header or empty line. Keeps the headers that
 * are known; of two the second; a status line begins anew, so what an interim answer (100 Continue)
 * said does not count. Trailers, which libcurl hands over after the body, do not count either (RFC
 * 9110, 6.5.1). False, with answer->failure set, when the answer cannot be used: its heads
 * are longer than 256 KiB (HTTP_TOO_LONG), or its lengths make no sense (HTTP_NOT_HTTP). */
bool http_head_take(struct http_head *head, struct http_answer *answer, const char *line,
                    size_t len);

#endif
