/* Finding each record's title in a catalogue or at Trakt: one question per distinct title, answers
 * shared. */
#ifndef MATCH_MATCH_H
#define MATCH_MATCH_H

#include "catalog/catalog.h"
#include "match/memory.h"
#include "record/stage.h"
#include "terminal/ask.h"
#include "trakt/trakt.h"

/* How many records may wait for answers: enough to keep the network busy behind many episodes of
 * one show. */
enum { MATCH_WINDOW = 4096 };

struct matcher;

/* How many searches are under way at one time, unless told otherwise: enough to hide the
 * latency. */
enum { MATCH_AT_ONCE = 6 };

/* 0 is the default of each. */
struct match_settings {
    long at_once;         /* most searches under way at one time */
    long budget;          /* most requests for one title */
    bool explain;         /* matches say why */
    bool catalog_only;    /* Trakt is never asked */
    enum ask_which which; /* questions that ask is for */
    bool one_type;        /* only titles of type are matched */
    enum media_type type;
    struct memory *memory;   /* NULL: none. Borrowed */
    struct catalog *catalog; /* asked before Trakt; NULL: none. Borrowed */
};

/*
 * What a run of the stage asked and was told. ask may be NULL: nobody is asked; trakt may be NULL
 * with settings->catalog_only. Borrows both, and copies the settings. New. */
CVI_MUST_USE struct matcher *matcher_new(struct trakt *trakt, struct ask *ask,
                                         const struct match_settings *settings);
void matcher_free(struct matcher *matcher);

/* Says, when verbose, how many titles there were and how many requests they took. */
void matcher_tell(const struct matcher *matcher);

/* For struct stage, whose self is the matcher. */
void matcher_work(struct stage *stage, struct stage_item *item);
void matcher_wait(struct stage *stage, int input, int interrupt, bool all);
void matcher_settle(struct stage *stage, struct stage_item *item);

#endif
