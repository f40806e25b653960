/* One storm: a library, an account, and runs of pipelines on both with random failures. */
#ifndef STORM_STORM_H
#define STORM_STORM_H

#include <jansson.h>

#include "crew.h"
#include "dice.h"
#include "library.h"
#include "relay.h"
#include "world.h"

struct storm {
    uint64_t seed;
    struct world world;
    struct library library;
    struct relay relay;
    struct words kinds; /* of faults */
    char *scan, *weather, *log, *secrets, *saved;
    /* The drawn account. */
    const char *list;    /* the slug: "watchlist" or that of a list */
    unsigned limit;      /* maximum number of items; 0: more than there are titles */
    unsigned expires_in; /* lifetime of a token in seconds */
    bool may_drop;       /* faults may hide titles from searches */
    bool full;           /* the list is full, as reported at the end */
    bool hides_items;    /* a fault has hidden items of a list */
    /* Sets of titles, as objects with "movie:481" as keys. */
    json_t *truth;     /* titles in the library */
    json_t *initial;   /* titles on the list before */
    json_t *settled;   /* titles that a program knows to be on the list */
    json_t *claimed;   /* titles that a program has reported as present */
    struct tide *tide; /* of a storm with removals (tide.h), else NULL */
    struct bytes problems;
    struct totals {
        unsigned storms, runs, acts, requests, struck, torn, killed, logins, limited;
        unsigned added, removed, refused, by_user; /* of storms with removals */
    } totals;
};

/* One run: one or two pipelines with the same failures. */
struct run {
    unsigned number;
    bool calm;    /* no intentional failures */
    bool last;    /* ... and all work must be done after it */
    bool forgets; /* the cache is removed before it */
    bool traced;  /* requests and answers are also written to a file */
    bool torn;    /* the relay has torn an answer */
    bool any_struck;
    struct crew crew;
};

/* Notes a problem of a run. */
void storm_problem(struct storm *storm, const struct run *run, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Runs the plan with these failures, and judges the results. */
void storm_run(struct storm *storm, struct run *run, struct bytes *weather, unsigned per_thousand);

/* Advances the clock. Returns the new time (milliseconds since 1970). */
int64_t storm_move_clock(const struct storm *storm, long long ms);

/* Judges the arguments of an act's processes, and how they exited. Returns false if it hangs, which
 * is reported (judge.c). */
bool judge_act(struct storm *storm, const struct run *run, const struct act *act);

/* Returns whether the status is documented in the pages of the filters (judge.c). */
bool judge_is_documented(int status);

/* Judges the output of each pipeline (judge.c). */
void judge_outputs(struct storm *storm, const struct run *run);

/* Judges the requests that the sandbox received (judge_trakt.c); with ignore_429, budgets exceeded
 * by a run are not a problem. */
void judge_requests(struct storm *storm, const struct run *run, bool ignore_429);

/* Judges the lists at the end (judge_trakt.c). */
void judge_lists(struct storm *storm);

/* Finds secrets in written files, and temporary files left over (judge_files.c). */
void judge_files(struct storm *storm, const struct run *run);

/* Judges the credentials file. Returns false if its login is lost and the failures explain it
 * (judge_files.c). */
bool judge_login(struct storm *storm, const struct run *run);

#endif
