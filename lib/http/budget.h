/*
 * The request budget that all running programs share, in a file. It decides which program may send
 * a request, and when; http/pace has the arithmetic. If the file cannot be used, each process has
 * its own budget, and one warning is printed. */
#ifndef HTTP_BUDGET_H
#define HTTP_BUDGET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "http/decide.h"

struct budget;

/*
 * Returns a new budget; free it with budget_free. path is the file, which is opened or created for
 * the first request; NULL: no file. server and client (NULL: none) identify the budget; the client
 * id itself is not stored. */
CVI_MUST_USE struct budget *budget_new(const char *path, const char *server, const char *client);
/* Frees the budget. NULL is allowed. */
void budget_free(struct budget *budget);

/* A request taken from the budget, until budget_settle. */
struct budget_turn {
    enum http_bucket bucket; /* HTTP_UNCOUNTED: nothing was taken */
    int64_t serial;          /* number of the window from which the request was taken */
};

/*
 * Takes a request in that bucket from the budget. Returns 0 if the request may be sent now, and
 * sets turn, which the caller passes to budget_settle. Otherwise takes nothing, returns the
 * milliseconds to wait, and sets busy to whether any process has requests in that bucket in flight.
 * Uncounted requests may always be sent. */
int64_t budget_take(struct budget *budget, enum http_bucket bucket, struct budget_turn *turn,
                    bool *busy);

/* The outcome of a request. */
struct budget_news {
    const struct http_rate *rate; /* the rate limit in the answer; NULL: none */
    int64_t date_s;               /* the server's clock; -1: unknown */
    int64_t hold_ms;              /* for a 429: the time for which all requests must wait; 0: no
                                   * 429 */
    bool unsent;                  /* the request certainly did not reach Trakt */
};

/* Ends a request. If Trakt counted it in another bucket than expected, later requests of its kind
 * are taken from that bucket. */
void budget_settle(struct budget *budget, const struct budget_turn *turn,
                   const struct budget_news *news);

/* Returns whether this process must announce a wait of wait_ms for the bucket. The programs of a
 * pipeline are one process group, and one of them announces it. */
bool budget_announces(struct budget *budget, enum http_bucket bucket, int64_t wait_ms);

#endif
