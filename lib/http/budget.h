/* The request budget: the number of requests that Trakt's rate limits still allow. All running
 * programs share the budget in a file. If the file cannot be used, each process has its own budget,
 * and one warning is printed. */
#ifndef HTTP_BUDGET_H
#define HTTP_BUDGET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "http/decide.h"

struct budget;

/* Returns a new budget; free it with budget_free. `path` is the shared file, which is opened or
 * created for the first request; NULL: no file. `server` and the client id `client` (NULL: none)
 * identify the budget in the file. The client id is stored only as a hash. */
CVI_MUST_USE struct budget *budget_new(const char *path, const char *server, const char *client);
/* Frees the budget. NULL is allowed. */
void budget_free(struct budget *budget);

/* A request between budget_take and budget_settle. */
struct budget_turn {
    enum http_bucket bucket; /* HTTP_UNCOUNTED: nothing was taken */
    int64_t serial;          /* number of the rate limit's time window */
};

/*
 * Takes a request from the budget of `bucket`, and returns 0: the caller must send the request now,
 * and later pass `turn` to budget_settle. If no request is allowed yet, takes nothing, and returns
 * the milliseconds to wait. Sets `busy` to whether any process has requests of that bucket in
 * flight. A request of HTTP_UNCOUNTED can always be sent. */
int64_t budget_take(struct budget *budget, enum http_bucket bucket, struct budget_turn *turn,
                    bool *busy);

/* The outcome of a request. */
struct budget_news {
    const struct http_rate *rate; /* the rate limit that the answer reports; NULL: none */
    int64_t date_s;  /* the server's time at the answer, in epoch seconds; -1: unknown */
    int64_t hold_ms; /* after a 429: how long all requests of the bucket must wait; 0: no 429 */
    bool unsent;     /* the request certainly did not reach Trakt */
};

/* Records the outcome of a request. If Trakt counted the request in an unexpected bucket, later
 * requests of the same kind are taken from that bucket. */
void budget_settle(struct budget *budget, const struct budget_turn *turn,
                   const struct budget_news *news);

/* Returns whether this process must announce a wait of `wait_ms` for the bucket, and records the
 * announcement. In a pipeline (one process group), only one program announces a wait. */
bool budget_announces(struct budget *budget, enum http_bucket bucket, int64_t wait_ms);

#endif
