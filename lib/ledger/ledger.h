/* The ledger: what these programs have put on lists and taken off them, when, and in which run. It
 * tells our titles from the user's own. A SQLite file in the state directory. */
#ifndef LEDGER_LEDGER_H
#define LEDGER_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/msg.h"
#include "record/operation.h"
#include "record/record.h"

struct ledger;

/* Which list of which account; the ledger of another account knows nothing of this one. */
struct ledger_place {
    const char *account; /* the user's slug; NULL: unknown. Then nothing is written, and the titles
                            of every account count when a title is looked up */
    const char *list;    /* OPERATION_WATCHLIST, OPERATION_COLLECTION, or the id of a list */
};

/* A title, and the file for which it was put there. Strings are borrowed. */
struct ledger_title {
    enum operation_type type;
    struct title_ids ids;
    int season;           /* of an episode; else RECORD_NONE */
    int episode;          /* likewise */
    const char *title;    /* NULL: unknown */
    int year;             /* RECORD_NONE: unknown */
    const char *filename; /* NULL: none */
};

/* What became of a change. */
enum ledger_outcome {
    LEDGER_SENT,   /* the request was about to be sent; its answer is unknown (killed, or lost) */
    LEDGER_DONE,   /* Trakt has applied it */
    LEDGER_UNSURE, /* Trakt has applied it, or somebody else did: never a reason to remove */
    LEDGER_VOID,   /* it was not applied */
};

/* A change, as it was written. Strings are borrowed until the next call. */
struct ledger_change {
    json_int_t run;
    enum operation_kind kind;
    enum ledger_outcome outcome;
    int64_t at_s; /* when it was sent (epoch, by this machine's clock) */
    struct ledger_place place;
    char list_name[256]; /* slug of the list at that time, for people */
    struct ledger_title title;
    const json_t
        *before;        /* of a removal and an update: what was there (the copy, listed_at); NULL */
    const json_t *copy; /* of an addition to the collection and an update: what was sent; NULL */
};

/*
 * Opens the ledger and creates it if it is missing. Returns NULL with why if it cannot be used
 * (locked, corrupt, read-only, of a newer version). path is borrowed. */
CVI_MUST_USE struct ledger *ledger_open(const char *path, struct why *why);
void ledger_close(struct ledger *ledger); /* NULL is allowed */

/* Returns false with why after an error of the file; what is written since is lost. */
bool ledger_works(const struct ledger *ledger, struct why *why);

/*
 * Writes that count changes are about to be sent, all in one transaction that is on disk when it
 * returns, and stores their numbers in numbers. The first call begins a run of that program
 * ("cvi-add"), whose number is ledger_run. Does nothing for a place without account. */
void ledger_write(struct ledger *ledger, const char *program, const struct ledger_place *place,
                  const char *list_name, const struct ledger_change *changes, size_t count,
                  int64_t *numbers);

/* Writes what became of changes that ledger_write has written. */
void ledger_settle(struct ledger *ledger, const int64_t *numbers,
                   const enum ledger_outcome *outcomes, size_t count);

/* Returns the number of this run; RECORD_NONE as long as nothing was written. */
json_int_t ledger_run(const struct ledger *ledger);

/* What the ledger knows of a title in a place: its last change that is not void. */
enum ledger_standing {
    LEDGER_NEVER, /* none */
    LEDGER_OURS,  /* an addition, done: if the title is not there any more, somebody has removed it
                   */
    LEDGER_PERHAPS, /* an addition that is sent or unsure */
    LEDGER_OFF,     /* a removal by us */
};

/*
 * Looks a title up by any of its ids. *at_s (may be NULL) is when the change was sent. Titles with
 * different Trakt ids are different, whatever else they share. */
enum ledger_standing ledger_find(struct ledger *ledger, const struct ledger_place *place,
                                 const struct ledger_title *title, int64_t *at_s);

/*
 * Returns whether an item on the list, which Trakt says was listed at listed_at (ISO 8601; NULL or
 * "" if unknown), is the one that our last change has put there: an item of ours that the user took
 * off and put back is the user's. Ours are additions that are done, and those that were sent and
 * whose answer is unknown; never those that are unsure. */
bool ledger_is_ours(struct ledger *ledger, const struct ledger_place *place,
                    const struct ledger_title *title, const char *listed_at);

/* Calls each for the last change of every title in a place, in the order in which they were first
 * written, until it returns false. */
void ledger_each_title(struct ledger *ledger, const struct ledger_place *place,
                       bool (*each)(void *context, const struct ledger_change *change),
                       void *context);

/* A run, for people. Strings are borrowed until the next call. */
struct ledger_run_info {
    json_int_t run;
    int64_t at_s;
    const char *program;
    const char *account; /* of its first change */
    const char *list_name;
    json_int_t added, removed, updated; /* changes that are not void */
};

/* Calls each for every run, the newest first, until it returns false. */
void ledger_each_run(struct ledger *ledger,
                     bool (*each)(void *context, const struct ledger_run_info *run), void *context);

/* Calls each for the changes of a run that are not void, oldest first, until it returns false.
 * is_last: no later change of the ledger is about the same title in the same place. Returns whether
 * the run exists. */
bool ledger_each_change(struct ledger *ledger, json_int_t run,
                        bool (*each)(void *context, const struct ledger_change *change,
                                     bool is_last),
                        void *context);

#endif
