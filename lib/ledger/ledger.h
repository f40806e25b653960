/* The ledger: what these programs have put on lists and taken off them, when, and in which run. It
 * tells our titles from the user's own. A SQLite file in the state directory. Every function takes
 * NULL for a ledger that could not be opened: it does nothing and knows nothing. */
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

/* The name of its file in the state directory. */
#define LEDGER_FILE "ledger.db"

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
 * Opens the ledger and creates it if it is missing. Returns NULL with why (74, or 71) if it cannot
 * be used (locked, corrupt, read-only, of a newer version). path is borrowed. */
CVI_MUST_USE struct ledger *ledger_open(const char *path, struct why *why);
void ledger_close(struct ledger *ledger); /* NULL is allowed */

/* Returns false with why after an error of the file, which was reported as a warning; from then on
 * nothing is written, and nothing is found. */
bool ledger_works(const struct ledger *ledger, struct why *why);

/*
 * Writes that count changes are about to be sent, all in one transaction, which the end of this
 * process cannot undo any more when it returns (a crash of the machine may), and stores their
 * numbers in numbers. Of a change, kind, title, before and copy are used. The first call begins a
 * run of that program ("cvi-add"), whose number is ledger_run. Nothing is written for a place
 * without account, or after an error: the numbers are 0. */
void ledger_write(struct ledger *ledger, const char *program, const struct ledger_place *place,
                  const char *list_name, const struct ledger_change *changes, size_t count,
                  int64_t *numbers);

/* Writes what became of changes that ledger_write has written; those with the number 0 are passed
 * over. */
void ledger_settle(struct ledger *ledger, const int64_t *numbers,
                   const enum ledger_outcome *outcomes, size_t count);

/* Returns the number of this run; RECORD_NONE as long as nothing was written. */
json_int_t ledger_run(const struct ledger *ledger);

/*
 * Remembers which changes are settled at this moment. To be called before the list is read from
 * Trakt: an addition that another process settles later may be missing from what was read, so
 * ledger_find says LEDGER_PERHAPS of it. */
void ledger_mark(struct ledger *ledger);

/* What the ledger knows of a title in a place: its last addition or removal that is not void. */
enum ledger_standing {
    LEDGER_NEVER, /* none */
    LEDGER_OURS,  /* an addition, done: if the title is not there any more, somebody has removed it
                   */
    LEDGER_PERHAPS, /* an addition that is sent or unsure; or the ids are those of several titles */
    LEDGER_OFF,     /* a removal by us, whatever came of it */
};

/*
 * Looks a title up by any of its ids. *at_s (may be NULL) is when the change was sent; 0: none.
 * Titles with different Trakt ids are different, whatever else they share. A title that was written
 * with some ids and later with more is found by all of them. */
enum ledger_standing ledger_find(struct ledger *ledger, const struct ledger_place *place,
                                 const struct ledger_title *title, int64_t *at_s);

/*
 * Returns whether an item on the list, which Trakt says was listed at listed_at (ISO 8601; NULL or
 * "" if unknown, as in the collection), is the one that our last addition has put there: an item of
 * ours that the user took off and put back is the user's, and so is one that we have removed since.
 * Ours is an addition that is done, unless the item was listed more than two minutes before its
 * sending (but not in the collection) or after its answer; and one whose answer is unknown, if the
 * item was listed within two minutes of its sending (so never where listed_at is unknown). One that
 * is unsure is not. */
bool ledger_is_ours(struct ledger *ledger, const struct ledger_place *place,
                    const struct ledger_title *title, const char *listed_at);

/*
 * Returns whether a copy in the collection is as our last change has left it: ledger_is_ours, and
 * its media type (NULL: none) is the one that we sent, and it was not changed on Trakt (updated_at,
 * ISO 8601; NULL or "" if unknown) more than two minutes after our last addition or update. An
 * update of ours that has overwritten a copy of the user's does not make the copy ours. */
bool ledger_is_our_copy(struct ledger *ledger, const struct ledger_place *place,
                        const struct ledger_title *title, const char *media_type,
                        const char *updated_at);

/* Calls each for every title in a place, in the order in which they were first written, until it
 * returns false: with its last addition or removal that is not void. A removal whose answer is
 * unknown is passed over, because it may not have worked. each may look titles up, but must not
 * write, or begin to walk again. */
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

/* Calls each for every run, the newest first, until it returns false. The same rules as for
 * ledger_each_title. */
void ledger_each_run(struct ledger *ledger,
                     bool (*each)(void *context, const struct ledger_run_info *run), void *context);

/* Calls each for the changes of a run that are not void, oldest first, until it returns false.
 * is_last: no later change that is not void is about the same title in the same place. Returns
 * whether the run exists. The same rules as for ledger_each_title. */
bool ledger_each_change(struct ledger *ledger, json_int_t run,
                        bool (*each)(void *context, const struct ledger_change *change,
                                     bool is_last),
                        void *context);

#endif
