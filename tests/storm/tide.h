/* A storm with removals: plan, apply, undo and prune, while a user works on the same lists and
 * files change. */
#ifndef STORM_TIDE_H
#define STORM_TIDE_H

#include "shelf.h"
#include "storm.h"
#include "truth.h"

/* The role of an act in such a storm. */
enum role {
    PRUNE,      /* the whole pipeline, up to cvi-plan --prune and cvi-apply */
    PLAN,       /* ... without --prune */
    ADD,        /* cvi-add */
    KEEP,       /* a plan with removals, which is stored */
    APPLY_KEPT, /* applying a stored plan, or the results of an earlier one */
    UNDO,
    ROLES
};

/* An action of the user during a run: at the nth request. */
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
    struct words kept;      /* plans and results */
    bool hides_items;       /* in any run so far */
    bool scan_is_bad;       /* the document must prevent removals */
    unsigned scanned_roots; /* number of roots in it */
    /* The current run. */
    struct tide_run {
        unsigned number;
        enum role roles[ACTS];
        bool collections[ACTS]; /* whether the target is the collection */
        bool limited[ACTS];     /* without --max-remove */
        bool no_prune;          /* the document or the disks must prevent removals */
        bool hides_items;       /* a fault may hide items of a list, or show removed ones */
        int unmounted;          /* an absent root; -1: none */
        size_t ours[2]; /* number of our items on the list and in the collection before it */
        struct deed deeds[DEEDS];
        unsigned deed_count;
        struct storm *storm;
        struct crew *crew;
    } run;
};

/* Draws files and account; the words are options for the sandbox. The storm's directory exists. */
void tide_plan(struct storm *storm, struct words *options);

/* Does all runs. */
void tide_runs(struct storm *storm);

/* Reads the journal up to now; run is NULL between runs (judge_tide.c). */
void tide_follow(struct storm *storm, const struct run *run);

/* Judges the output of a run, and its effect on the lists (judge_tide.c). */
void tide_judge(struct storm *storm, const struct run *run);

/* The required lists after the calm runs: the names that must be there, and those that must not,
 * derived from the state before these runs (judge_tide.c). */
struct tide_end {
    struct standing *before;
    size_t count;
};
void tide_expect(const struct storm *storm, struct tide_end *end);
void tide_judge_end(struct storm *storm, const struct tide_end *end);
void tide_end_release(struct tide_end *end);

/* Checks that the lists saved by the sandbox agree with its journal (judge_tide.c). */
void tide_judge_lists(struct storm *storm);
void tide_release(struct storm *storm);

#endif
