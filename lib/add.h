/* The adding stage: what is on the list already, what is sent in batches, and what became of each.
 */
#ifndef ADD_H
#define ADD_H

#include "stage.h"
#include "trakt.h"

/*
 * How many records may wait for their batch to be full: enough for 100 titles' worth of episodes,
 * few enough for the memory (about 2 KiB each).
 */
enum { ADD_WINDOW = 16384 };

struct adder;

struct adder_settings {
    const char *list; /* name or slug; NULL, "" and "watchlist" are the main watchlist. Borrowed */
    bool dry_run;     /* reads, but sends nothing */
};

/* What a run of the stage reads and sends. Borrows both. New. */
CVI_MUST_USE struct adder *adder_new(struct trakt *trakt, const struct adder_settings *settings);
void adder_free(struct adder *adder);

/* Whether the login works and the list is there: one request. False with error. */
bool adder_check(struct adder *adder, struct trakt_error *error);

/* For struct stage, whose self is the adder. */
void adder_work(struct stage *stage, struct stage_item *item);
void adder_wait(struct stage *stage, int input, int interrupt, bool all);
void adder_settle(struct stage *stage, struct stage_item *item);

#endif
