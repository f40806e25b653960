/* A storm with removals: plan, apply, undo and prune, while a user works on the same lists, and
 * files come and go. */
#ifndef STORM_TIDE_H
#define STORM_TIDE_H

#include "shelf.h"
#include "storm.h"
#include "truth.h"

/* What an act of such a storm is. */
enum role {
    PRUNE,      /* all of the pipe, to cvi-plan --prune and cvi-apply */
    PLAN,       /* ... without --prune */
    ADD,        /* cvi-add */
    KEEP,       /* a plan with removals, which is kept */
    APPLY_KEPT, /* and carried out later; or the results of an earlier one are */
    UNDO,
    ROLES
};

/* What the user does while a run lasts: at the nth request. */
struct deed {
    bool puts, collection, done;
    unsigned at;
    char *name;
};

enum { DEEDS = 3 };

struct tide {
    struct shelf shelf;
    struct truth truth;
    char *journal;
    struct words kept;      /* plans, and results */
    bool hides_items;       /* of all runs so far */
    bool scan_is_bad;       /* the document must prevent removals */
    unsigned scanned_roots; /* how many are in it */
    /* The present run. */
    struct tide_run {
        unsigned number;
        enum role roles[ACTS];
        bool collections[ACTS]; /* where */
        bool limited[ACTS];     /* without --max-remove */
        bool no_prune;          /* the document or the disks must prevent removals */
        bool hides_items;       /* a fault may hide what is on a list, or show what has gone */
        int unmounted;          /* a root that is away; -1: none */
        size_t ours[2];         /* what is ours on the list and in the collection before it */
        struct deed deeds[DEEDS];
        unsigned deed_count;
        struct storm *storm;
        struct crew *crew;
    } run;
};

/* Draws files and account; the words are options for the stand-in. The world is open. */
void tide_plan(struct storm *storm, struct words *options);

/* All the runs. */
void tide_runs(struct storm *storm);

/* Follows the journal up to now; run is NULL between runs (judge_tide.c). */
void tide_follow(struct storm *storm, const struct run *run);

/* What came out of a run, and what has become of the lists (judge_tide.c). */
void tide_judge(struct storm *storm, const struct run *run);

/* What must be on the lists after the calm runs: the names that must be there, and those that must
 * not, from what stands before them (judge_tide.c). */
struct tide_end {
    struct standing *before;
    size_t count;
};
void tide_expect(const struct storm *storm, struct tide_end *end);
void tide_judge_end(struct storm *storm, const struct tide_end *end);
void tide_end_release(struct tide_end *end);

/* The lists as the stand-in has saved them are as its journal tells (judge_tide.c). */
void tide_judge_lists(struct storm *storm);
void tide_release(struct storm *storm);

#endif
