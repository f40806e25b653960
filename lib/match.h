/* Finding each record's title at Trakt: one question per distinct title, answers shared. */
#ifndef MATCH_H
#define MATCH_H

#include "ask.h"
#include "stage.h"
#include "trakt.h"

/* How many records may wait for answers: enough to keep the network busy behind many episodes of
 * one show. */
enum { MATCH_WINDOW = 4096 };

struct matcher;

/* How many searches are under way at one time, unless told otherwise: enough to hide the latency.
 */
enum { MATCH_AT_ONCE = 6 };

/*
 * What a run of the stage asked and was told. ask may be NULL: nobody is asked. at_once: most
 * searches under way at one time, 0 for the default. Borrows both. New.
 */
CVI_MUST_USE struct matcher *matcher_new(struct trakt *trakt, struct ask *ask, long at_once);
void matcher_free(struct matcher *matcher);

/* For struct stage, whose self is the matcher. */
void matcher_work(struct stage *stage, struct stage_item *item);
void matcher_wait(struct stage *stage, int input, int interrupt, bool all);
void matcher_settle(struct stage *stage, struct stage_item *item);

#endif
