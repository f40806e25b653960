/* The ledger: a SQLite file in the state directory that records which titles these programs added
 * to lists and removed from them, when, and in which run. It distinguishes our titles from the
 * user's. Every function accepts NULL for a ledger that could not be opened: it then does nothing
 * and finds nothing. */
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

/* The file's name in the state directory. */
#define LEDGER_FILE "ledger.db"

/* The list and the account. Entries of another account are not visible. */
struct ledger_place {
    const char *account; /* the user's slug; NULL: unknown. If it is unknown, nothing is written,
                          * and look-ups search the titles of every account */
    const char *list;    /* OPERATION_WATCHLIST, OPERATION_COLLECTION, or the id of a list */
};

/* A title, and the file for which it was added. Strings are borrowed. */
struct ledger_title {
    enum operation_type type;
    struct title_ids ids;
    int season;           /* of an episode; else RECORD_NONE */
    int episode;          /* likewise */
    const char *title;    /* NULL: unknown */
    int year;             /* RECORD_NONE: unknown */
    const char *filename; /* NULL: none */
};

/* The outcome of a change. */
enum ledger_outcome {
    LEDGER_SENT,   /* the request was about to be sent; the answer is unknown (killed, or lost) */
    LEDGER_DONE,   /* Trakt has applied it */
    LEDGER_UNSURE, /* applied by Trakt, or by somebody else: never a reason to remove */
    LEDGER_VOID,   /* it was not applied */
};

/* A recorded change. Strings are borrowed until the next call. */
struct ledger_change {
    json_int_t run;
    enum operation_kind kind;
    enum ledger_outcome outcome;
    int64_t at_s; /* time when it was sent (epoch, this machine's clock) */
    struct ledger_place place;
    char list_name[256]; /* slug of the list at that time, for people */
    struct ledger_title title;
    const json_t
        *before;        /* of a removal or update: the previous state (the copy, listed_at); NULL */
    const json_t *copy; /* of an addition to the collection or an update: the copy sent; NULL */
};

/*
 * Opens the ledger, and creates it if it does not exist. Returns NULL with why (74, or 71) if it is
 * unusable (locked, corrupt, read-only, or of a newer version). path is borrowed.
 */
CVI_MUST_USE struct ledger *ledger_open(const char *path, struct why *why);
void ledger_close(struct ledger *ledger); /* NULL is allowed */

/* Returns false with why after an error of the file, which was reported as a warning. After that,
 * nothing is written or found. */
bool ledger_works(const struct ledger *ledger, struct why *why);

/*
 * Records that count changes are about to be sent, in one transaction, and stores their numbers in
 * numbers. When the function returns, the record is safe even if this process is killed (but not if
 * the machine crashes). The members kind, title, before and copy of a change are used. The first
 * call begins a run of that program ("cvi-add"); ledger_run returns its number. For a place without
 * an account, or after an error, nothing is written and the numbers are 0.
 */
void ledger_write(struct ledger *ledger, const char *program, const struct ledger_place *place,
                  const char *list_name, const struct ledger_change *changes, size_t count,
                  int64_t *numbers);

/* Records the outcomes of changes written by ledger_write; those with the number 0 are skipped. */
void ledger_settle(struct ledger *ledger, const int64_t *numbers,
                   const enum ledger_outcome *outcomes, size_t count);

/* Returns the number of this run; RECORD_NONE until something was written. */
json_int_t ledger_run(const struct ledger *ledger);

/*
 * Remembers which changes are settled at this moment. Call it before reading the list from Trakt:
 * an addition that another process settles later may be missing from that list, so ledger_find
 * returns LEDGER_PERHAPS for it.
 */
void ledger_mark(struct ledger *ledger);

/* The standing of a title in a place: its last addition or removal that is not void. */
enum ledger_standing {
    LEDGER_NEVER,   /* no such change */
    LEDGER_OURS,    /* an addition, done: if the title is gone, somebody has removed it */
    LEDGER_PERHAPS, /* an addition that is sent or unsure; or the ids belong to several titles */
    LEDGER_OFF,     /* a removal by us, whatever its outcome */
};

/*
 * Looks up a title by any of its ids. Sets *at_s (may be NULL) to the time when the change was
 * sent; 0: none. Titles with different Trakt ids are different, even if they share other ids. A
 * title written with some ids and later with more is found by all of them.
 */
enum ledger_standing ledger_find(struct ledger *ledger, const struct ledger_place *place,
                                 const struct ledger_title *title, int64_t *at_s);

/*
 * Returns whether an item on the list is the result of our last addition. listed_at is Trakt's time
 * (ISO 8601; NULL or "" if unknown, as in the collection). If the user removed our item and added
 * it again, the item is the user's. If we have removed the item since, it is not ours either. If
 * the addition is done, the item is ours, unless it was listed more than two minutes before the
 * addition was sent (not checked in the collection) or more than two minutes after its answer. If
 * the answer is unknown, the item is ours if it was listed within two minutes of the sending, so
 * never if listed_at is unknown. If the addition is unsure, the item is not ours.
 */
bool ledger_is_ours(struct ledger *ledger, const struct ledger_place *place,
                    const struct ledger_title *title, const char *listed_at);

/*
 * Returns whether a copy in the collection is unchanged since our last change: ledger_is_ours
 * holds, its media type (NULL: none) is the one we sent, and it was not changed on Trakt
 * (updated_at, ISO 8601; NULL or "" if unknown) more than two minutes after our last addition or
 * update. If our update has overwritten the user's copy, the copy is not ours.
 */
bool ledger_is_our_copy(struct ledger *ledger, const struct ledger_place *place,
                        const struct ledger_title *title, const char *media_type,
                        const char *updated_at);

/* Calls each for every title in a place, in the order in which the titles were first written, until
 * each returns false. change is the title's last addition or removal that is not void. A removal
 * with unknown answer is skipped, because it may not have worked. each may look up titles, but must
 * not write or start another such walk. */
void ledger_each_title(struct ledger *ledger, const struct ledger_place *place,
                       bool (*each)(void *context, const struct ledger_change *change),
                       void *context);

/* A run, for display. Strings are borrowed until the next call. */
struct ledger_run_info {
    json_int_t run;
    int64_t at_s;
    const char *program;
    const char *account; /* of the run's first change */
    const char *list_name;
    json_int_t added, removed, updated; /* changes that are not void */
};

/* Calls each for every run, newest first, until each returns false. The same restrictions as for
 * ledger_each_title apply. */
void ledger_each_run(struct ledger *ledger,
                     bool (*each)(void *context, const struct ledger_run_info *run), void *context);

/* Calls each for the changes of a run that are not void, oldest first, until each returns false.
 * is_last: no later change that is not void concerns the same title in the same place. Returns
 * whether the run exists. The same restrictions as for ledger_each_title apply. */
bool ledger_each_change(struct ledger *ledger, json_int_t run,
                        bool (*each)(void *context, const struct ledger_change *change,
                                     bool is_last),
                        void *context);

#endif
