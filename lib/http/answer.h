/* An HTTP answer, and the parser of its head. No input or output. */
#ifndef HTTP_ANSWER_H
#define HTTP_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "http/decide.h"

/* The headers of an answer that are kept; the others are dropped. */
enum http_header {
    HTTP_CONTENT_TYPE,
    HTTP_X_RUNTIME, /* set by Trakt itself, not by the content network */
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
    HTTP_DATE, /* the server's clock, in whole seconds */
    HTTP_LAST_MODIFIED,
    HTTP_CONTENT_RANGE,
    HTTP_HEADERS /* the number of headers */
};

/* A callback borrows the answer it gets; the answer is freed when the callback returns. */
struct http_answer {
    enum http_failure failure;
    int status;                 /* 0 unless failure is HTTP_ANSWERED */
    char *header[HTTP_HEADERS]; /* NULL: missing. Surrounding spaces are removed */
    struct buf body;            /* complete if failure is HTTP_ANSWERED */
    bool edge;                  /* see http_is_edge */
    bool gave_up; /* the request may work later, but its attempts or its patience are used up */
    int tries;
    bool perhaps_done;      /* the server may have acted on an attempt before the last one */
    int64_t retry_after_ms; /* the wait that the answer requests; -1: none */
    char words[768];        /* for a failure: the error with the host, and what to do */
};

/* Frees the headers, and empties the body. */
void http_answer_clear(struct http_answer *answer);

/* The parser's state. Start with a zeroed one; http_head_begin also releases it. */
struct http_head {
    size_t bytes; /* bytes of all heads in this attempt, including those of interim answers */
    bool ended;   /* the empty line was read */
    bool interim; /* another head follows this one */
    char *length; /* Content-Length, to compare with a second one */
};

/* Resets the state and the answer for a new attempt. */
void http_head_begin(struct http_head *head, struct http_answer *answer);

/*
 * Reads one line of a head, including its line end: a status line, a header or the empty line.
 * Stores known headers in the answer; if a header occurs several times, the last one wins. A status
 * line starts over, so headers of an interim answer (100 Continue) are dropped. Trailers, which
 * libcurl passes after the body, are ignored (RFC 9110, 6.5.1). Returns false, with answer->failure
 * set, if the answer is unusable: its heads are longer than 256 KiB (HTTP_TOO_LONG), or its lengths
 * are invalid or contradict each other (HTTP_NOT_HTTP). */
bool http_head_take(struct http_head *head, struct http_answer *answer, const char *line,
                    size_t len);

#endif
