/* One storm: a library, an account, and runs of pipelines on both while all goes wrong. */
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
    /* The account, drawn. */
    const char *list;    /* the slug: "watchlist" or that of a list */
    unsigned limit;      /* how many items it may hold, 0: more than there are titles */
    unsigned expires_in; /* seconds, of a token */
    bool may_drop;       /* faults may hide titles from searches */
    bool full;           /* the list, so it was said in the end */
    bool hides_items;    /* some fault has hidden what is on a list */
    /* Sets of titles, as objects with "movie:481" as keys. */
    json_t *truth;     /* what is in the library */
    json_t *initial;   /* what was on the list before */
    json_t *settled;   /* what a program knows to be on the list */
    json_t *claimed;   /* what a program has told to be there */
    struct tide *tide; /* of a storm with removals (tide.h), else NULL */
    struct bytes problems;
    struct totals {
        unsigned storms, runs, acts, requests, struck, torn, killed, logins, limited;
        unsigned added, removed, refused, by_user; /* of storms with removals */
    } totals;
};

/* One run: one or two pipelines in one weather. */
struct run {
    unsigned number;
    bool calm;    /* nothing goes wrong on purpose */
    bool last;    /* ... and all must be done after it */
    bool forgets; /* the cache is gone before it */
    bool traced;  /* requests and answers go to a file, too */
    bool torn;    /* the relay has torn an answer */
    bool any_struck;
    struct crew crew;
};

/* Notes a problem of a run. */
void storm_problem(struct storm *storm, const struct run *run, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Runs what is planned in that weather, and looks at what came of it. */
void storm_run(struct storm *storm, struct run *run, struct bytes *weather, unsigned per_thousand);

/* Moves the clock ahead, and returns what it shows then (milliseconds since 1970). */
int64_t storm_move_clock(const struct storm *storm, long long ms);

/* The words of the processes of an act, and how they ended; false when it hangs, which is told
 * (judge.c). */
bool judge_act(struct storm *storm, const struct run *run, const struct act *act);

/* Is it a status that the pages of the filters know (judge.c)? */
bool judge_is_documented(int status);

/* What came out of each pipeline (judge.c). */
void judge_outputs(struct storm *storm, const struct run *run);

/* What the stand-in saw (judge_trakt.c); with ignore_429, budgets that a run overdrew are no
 * problem. */
void judge_requests(struct storm *storm, const struct run *run, bool ignore_429);

/* What is on the lists when all is over (judge_trakt.c). */
void judge_lists(struct storm *storm);

/* Secrets in what was written, and files that nobody needs any more (judge_files.c). */
void judge_files(struct storm *storm, const struct run *run);

/* The credentials file. False when the login in it is lost, and that can be understood from what
 * went wrong (judge_files.c). */
bool judge_login(struct storm *storm, const struct run *run);

#endif
