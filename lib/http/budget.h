/* The budget of requests that all running programs share, in a file: who may ask Trakt when.
 * The arithmetic is pace's. Without the file each process has a budget of its own, which is
 * told once. */
#ifndef HTTP_BUDGET_H
#define HTTP_BUDGET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "http/decide.h"

struct budget;

/*
 * path is the file, which is opened, or made, when the first request is to go; NULL: none. server
 * and client (NULL: none) say whose budget it is; the client id itself is not kept. New; ends with
 * budget_free. */
CVI_MUST_USE struct budget *budget_new(const char *path, const char *server, const char *client);
/* NULL is fine. */
void budget_free(struct budget *budget);

/* A request that was taken from the budget, until budget_settle. */
struct budget_turn {
    enum http_bucket bucket; /* HTTP_UNCOUNTED: nothing was taken */
    int64_t serial;          /* of its window */
};

/*
 * Whether a request of that bucket may go now: 0, and turn is set, to be given to budget_settle.
 * Else the milliseconds to wait, and nothing was taken; busy is then whether requests of any
 * process are under way. What is uncounted may always go. */
int64_t budget_take(struct budget *budget, enum http_bucket bucket, struct budget_turn *turn,
                    bool *busy);

/* What came of a request. */
struct budget_news {
    const struct http_rate *rate; /* what the answer told; NULL: nothing */
    int64_t date_s;               /* the server's clock; -1: not told */
    int64_t hold_ms;              /* a 429 asks everybody to wait so long; 0: no 429 */
    bool unsent;                  /* it surely did not reach Trakt */
};

/* The request is over. When Trakt counted it in another bucket than we thought, the next ones of
 * its kind are taken from that. */
void budget_settle(struct budget *budget, const struct budget_turn *turn,
                   const struct budget_news *news);

/*
 * Whether a wait of wait_ms for the bucket is still to be announced: of the programs of a pipe,
 * which are one process group, one announces it. */
bool budget_announces(struct budget *budget, enum http_bucket bucket, int64_t wait_ms);

#endif
