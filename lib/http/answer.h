/* An HTTP answer, and the parser of its head: the status line and the headers. Does no I/O. */
#ifndef HTTP_ANSWER_H
#define HTTP_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "http/decide.h"

/* The headers of an answer that are stored. All others are dropped. */
enum http_header {
    HTTP_CONTENT_TYPE,
    HTTP_X_RUNTIME, /* set by Trakt itself, not by its CDN */
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
    HTTP_DATE, /* the server's time, in whole seconds */
    HTTP_LAST_MODIFIED,
    HTTP_CONTENT_RANGE,
    HTTP_HEADERS /* the number of headers */
};

/* An answer to a request. A callback must not keep pointers into the answer, because the answer is
 * freed when the callback returns. */
struct http_answer {
    enum http_failure failure;
    int status;                 /* 0 unless failure is HTTP_ANSWERED */
    char *header[HTTP_HEADERS]; /* NULL: missing. Surrounding spaces are removed */
    struct buf body;            /* complete if failure is HTTP_ANSWERED */
    bool edge;                  /* from Trakt's CDN, not from Trakt (http_is_edge) */
    bool gave_up;               /* the error is temporary, but no further attempt is allowed */
    int tries;
    bool perhaps_done;      /* the server may have carried out the request in an earlier attempt */
    int64_t retry_after_ms; /* the wait that the answer or the rate limit requires; -1: none */
    char words[768];        /* for a failure: the error message, with the host and what to do */
};

/* Frees the headers, and empties the body. */
void http_answer_clear(struct http_answer *answer);

/* The parser's state. Set it to zero before the first call of http_head_begin, which frees the
 * memory of the previous attempt. */
struct http_head {
    size_t bytes; /* bytes of all heads in this attempt, including interim answers (1xx) */
    bool ended;   /* the empty line that ends the head was read */
    bool interim; /* this is an interim answer; another head follows */
    char *length; /* Content-Length, to compare with a second one; NULL: not seen */
};

/* Resets the state, and clears the answer, for a new attempt. */
void http_head_begin(struct http_head *head, struct http_answer *answer);

/*
 * Reads one line of a head, with its line end: a status line, a header or the empty line. Stores
 * known headers in the answer; if a header occurs several times, the last one wins. A status line
 * starts over, so the headers of an interim answer (100 Continue) are dropped. Ignores trailers,
 * which libcurl passes after the body (RFC 9110, 6.5.1). Returns false, with answer->failure set,
 * if the answer is unusable:
 * - HTTP_TOO_LONG: its heads are longer than 256 KiB.
 * - HTTP_NOT_HTTP: its Content-Length is invalid, or contradicts an earlier one. */
bool http_head_take(struct http_head *head, struct http_answer *answer, const char *line,
                    size_t len);

#endif
