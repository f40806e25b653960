/* The ledger: a SQLite file in the state directory. It records which titles these programs have
 * added to lists and removed from them, when, and in which run. With it, the programs can
 * distinguish the titles that they added from those that the user added. If the ledger could not be
 * opened, `ledger` is NULL. Every function accepts NULL, and then does nothing and finds
 * nothing. */
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

/* A list of an account. */
struct ledger_place {
    /* The user's slug. NULL: unknown; nothing is then written, and all accounts are searched. */
    const char *account;
    const char *list; /* OPERATION_WATCHLIST, OPERATION_COLLECTION, or the id of a list in digits */
};

/* A title, and the file for which it was added. Strings are borrowed. */
struct ledger_title {
    enum operation_type type;
    struct title_ids ids;
    int season;           /* of an episode; otherwise RECORD_NONE */
    int episode;          /* likewise */
    const char *title;    /* NULL: unknown */
    int year;             /* RECORD_NONE: unknown */
    const char *filename; /* NULL: no file */
};

/* The outcome of a change. */
enum ledger_outcome {
    /* About to be sent, or the result is unknown (program killed, or answer lost). */
    LEDGER_SENT,
    LEDGER_DONE, /* Trakt has made the change */
    /* The title is there, but perhaps somebody else has added it, so we must not remove it. */
    LEDGER_UNSURE,
    LEDGER_VOID, /* Trakt has not made the change */
};

/* A recorded change. Strings are borrowed until the next call. */
struct ledger_change {
    json_int_t run;
    enum operation_kind kind;
    enum ledger_outcome outcome;
    int64_t at_s; /* when it was sent: seconds since the epoch, by this machine's clock */
    struct ledger_place place;
    char list_name[256]; /* the list's slug at that time, for display */
    struct ledger_title title;
    /* For a removal or an update: the previous state ("copy", "listed_at"). Otherwise NULL. */
    const json_t *before;
    /* For an addition to the collection, or an update: the copy that was sent. Otherwise NULL. */
    const json_t *copy;
};

/*
 * Opens the ledger, and creates it if it does not exist. Returns a ledger, which the caller closes
 * with ledger_close. Returns NULL with `why` if the parent directory cannot be created (exit status
 * 73), or if the file is locked, corrupt, read-only, or made by a newer version (74). */
CVI_MUST_USE struct ledger *ledger_open(const char *path, struct why *why);
void ledger_close(struct ledger *ledger); /* NULL is allowed */

/* Returns whether the ledger works. Returns false with `why` (exit status 74) if it could not be
 * opened, or if it has had an error, which was printed as a warning. After such an error, nothing
 * is written or found. */
bool ledger_works(const struct ledger *ledger, struct why *why);

/*
 * Records, in one transaction, that `count` changes are about to be sent to Trakt. Uses the members
 * kind, title, before and copy of each change. Stores the numbers of the new entries in `numbers`.
 * The entries survive if this process is killed, but not if the machine crashes. The first call
 * begins a run of `program` ("cvi-add"). If the account is unknown, or after an error, nothing is
 * written, and the numbers are 0. */
void ledger_write(struct ledger *ledger, const char *program, const struct ledger_place *place,
                  const char *list_name, const struct ledger_change *changes, size_t count,
                  int64_t *numbers);

/* Records the outcomes of changes. `numbers` is from ledger_write; a change with the number 0 is
 * skipped. */
void ledger_settle(struct ledger *ledger, const int64_t *numbers,
                   const enum ledger_outcome *outcomes, size_t count);

/* Returns the number of the run that ledger_write began; RECORD_NONE if nothing was written. */
json_int_t ledger_run(const struct ledger *ledger);

/* Remembers which changes are settled now, which means that their outcomes are recorded. Call this
 * before reading a list from Trakt. If another process settles an addition later, its title may be
 * missing from the list that was read, so ledger_find returns LEDGER_PERHAPS for this title. */
void ledger_mark(struct ledger *ledger);

/* The standing of a title in a place: the kind and outcome of its last addition or removal. Changes
 * with the outcome LEDGER_VOID are ignored. */
enum ledger_standing {
    LEDGER_NEVER, /* no addition or removal */
    /* An addition with the outcome LEDGER_DONE. If the title is not on the list now, somebody has
     * removed it. */
    LEDGER_OURS,
    /* An addition with another outcome, or one that was settled after ledger_mark; or the ids
     * belong to several titles. */
    LEDGER_PERHAPS,
    LEDGER_OFF, /* a removal, whatever its outcome */
};

/*
 * Looks up a title by any of its ids. Sets *at_s to the time when its last change was sent, or to 0
 * if there is no change; `at_s` may be NULL. Titles with different Trakt ids are different, even if
 * they have other ids in common. If a title was written first with some ids and later with more,
 * all of these ids find it. */
enum ledger_standing ledger_find(struct ledger *ledger, const struct ledger_place *place,
                                 const struct ledger_title *title, int64_t *at_s);

/*
 * Returns whether an item is on the list because of our last addition. `listed_at` is the time when
 * Trakt listed the item (ISO 8601; NULL or "": unknown). If we have removed the title since, the
 * item is not ours. Otherwise, the addition's outcome decides:
 * - LEDGER_DONE: the item is ours, unless `listed_at` is more than two minutes before the addition
 *   was sent, or more than two minutes after Trakt's answer. In these cases, the user may have
 *   removed our item and added it again. In the collection, an earlier `listed_at` is accepted.
 * - LEDGER_SENT: the item is ours if it was listed within two minutes of the sending. If
 *   `listed_at` is unknown, the item is not ours.
 * - LEDGER_UNSURE: the item is not ours. */
bool ledger_is_ours(struct ledger *ledger, const struct ledger_place *place,
                    const struct ledger_title *title, const char *listed_at);

/*
 * Returns whether a copy in the collection (copy/copy.h) is the one that we sent. `media_type` is
 * the copy's media type on Trakt (NULL: none). `updated_at` is the time of Trakt's last change (ISO
 * 8601; NULL or "": unknown). A copy is ours if
 * - ledger_is_ours is true,
 * - our updates have not replaced a copy of the user,
 * - `media_type` is the one that we sent last, and
 * - `updated_at` is unknown, or at most two minutes after our last addition or update. */
bool ledger_is_our_copy(struct ledger *ledger, const struct ledger_place *place,
                        const struct ledger_title *title, const char *media_type,
                        const char *updated_at);

/*
 * Calls `each` for every title in a place, in the order in which the titles were first written.
 * Stops when `each` returns false. `change` is the title's last addition or removal. Void changes
 * are ignored, and so are removals whose result is uncertain. `each` may look up titles, but must
 * not write, or call a ledger_each function. */
void ledger_each_title(struct ledger *ledger, const struct ledger_place *place,
                       bool (*each)(void *context, const struct ledger_change *change),
                       void *context);

/* A run, for display. Strings are borrowed until the next call. */
struct ledger_run_info {
    json_int_t run;
    int64_t at_s;
    const char *program;
    /* The account and the list's name, from one of the run's changes. */
    const char *account;
    const char *list_name;
    json_int_t added, removed, updated; /* numbers of changes that are not void */
};

/* Calls `each` for every run, newest first, until `each` returns false. `each` has the same
 * restrictions as in ledger_each_title. */
void ledger_each_run(struct ledger *ledger,
                     bool (*each)(void *context, const struct ledger_run_info *run), void *context);

/* Calls `each` for the changes of a run that are not void, oldest first, until `each` returns
 * false. `is_last` is true if no later change, except void ones, concerns the same title in the
 * same place. Returns whether the run exists. `each` has the same restrictions as in
 * ledger_each_title. */
bool ledger_each_change(struct ledger *ledger, json_int_t run,
                        bool (*each)(void *context, const struct ledger_change *change,
                                     bool is_last),
                        void *context);

#endif
