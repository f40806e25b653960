/* Declarations that the files of the adding stage share. The place of a title is its index in the
 * roster (roster.h). An item is a record on its way through the stage. */
#ifndef ADD_PARTS_H
#define ADD_PARTS_H

#include "add/add.h"
#include "add/list.h"
#include "add/split.h"
#include "copy/copy.h"
#include "ledger/ledger.h"
#include "record/stage.h"
#include "trakt/trakt.h"

/* --- places.c: the titles of an item, each by its place in the roster ------------------------- */

/* Stores in the item the places of its titles. `count` is at least 1. The caller frees them with
 * add_places_release. */
void add_places_set(struct stage_item *item, const size_t *places, size_t count);
void add_places_release(struct stage_item *item);
/* Returns the number of places that add_places_set has stored in the item; 0 if none. */
size_t add_places_count(const struct stage_item *item);
/* Returns the place of the item's title number `i`. The first title has number 0. */
size_t add_places_at(const struct stage_item *item, size_t i);
/* Returns whether the item must wait, because one of its titles has no outcome yet. */
bool add_places_wait(const struct roster *roster, const struct stage_item *item);
/* Returns the place of the title that decides the item's outcome: the title with the worst outcome.
 * From worst to best, the outcomes are: not sent, failed, unknown to Trakt, no room on the list,
 * added, updated, on the list before, removed by the user. The item has at least one title. */
size_t add_places_decisive(const struct roster *roster, const struct stage_item *item);

/* --- copies.c: for the collection, the best copy of each title -------------------------------- */

/* The best copy of a title. A copy is a file that contains the title. */
struct add_copy {
    bool has_record; /* a record has this title */
    struct copy copy;
    struct copy sent; /* set by add_copies_send: `copy` with its time of collection */
    char *filename;   /* name of the best file; NULL: not known */
    char *exact;      /* the exact bytes of `filename`; NULL if they are UTF-8 */
};

/* The caller sets `list` first, and frees the contents with add_copies_release. */
struct add_copies {
    struct add_list *list;
    struct add_copy *at; /* indexed by the title's place in the roster */
    size_t room;
    bool compared;
};

/* Notes that the file of `record` is a copy of the title at `place`. Keeps only the best copy; of
 * equal copies, the first. */
void add_copies_note(struct add_copies *copies, size_t place, const json_t *record,
                     const struct copy *copy);
/* Compares each copy with the one in the collection, and sets title.update if the new copy is to be
 * sent. Call it after the collection was read. Later calls do nothing. */
void add_copies_compare(struct add_copies *copies);
/* Returns the best copy of the title at `place`; the struct is zeroed if no copy was noted. Valid
 * until the next call. */
struct add_copy *add_copies_at(struct add_copies *copies, size_t place);
/* Returns the copy that the collection had of the title at `place`; NULL if the collection did not
 * have the title. */
const struct copy *add_copies_there(const struct add_copies *copies, size_t place);
/* Returns the copy to be sent for the title at `place`, with its time of collection. Valid until
 * the next call of add_copies_note. */
const struct copy *add_copies_send(struct add_copies *copies, size_t place);
/* Frees the contents. */
void add_copies_release(struct add_copies *copies);

/* --- record.c: reading and writing the ledger ------------------------------------------------- */

/* This stage's use of the ledger, which is cvi's record of its own changes to lists. The caller
 * sets `list`, `copies` and `again` first, and frees the contents with add_record_release. If the
 * ledger cannot be used, the functions do nothing. */
struct add_record {
    struct add_list *list;
    struct add_copies *copies; /* used if the list is the collection */
    bool again;                /* also add titles that the user has removed from the list */
    bool marked;               /* the ledger existed before the list was read */
    struct ledger *ledger;
    char *place;            /* the list's identifier in the ledger; NULL until add_record_open */
    struct add_note *notes; /* indexed by the title's place in the roster */
    size_t room;
};

/* If the ledger exists, opens it and remembers which outcomes it has now (ledger_mark). Call it
 * before the list is read. Warns if the ledger cannot be used. */
void add_record_mark(struct add_record *record);
/* Opens the ledger if it is not open yet, and calls add_record_judge for all titles in the roster.
 * Call it once, when the list exists. Warns if the ledger cannot be used. */
void add_record_open(struct add_record *record);
/* Looks up the title at `place` in the ledger, if the title is not on the list. If an earlier run
 * added the title, the user has removed it since. The title then becomes TITLE_TAKEN_OFF. */
void add_record_judge(struct add_record *record, size_t place);
/* Stores data for the ledger: the name and year of the title at `place`, and the file for which it
 * is added (NULL: not known). */
void add_record_name(struct add_record *record, size_t place, const struct match *match,
                     const char *filename);
/* Writes to the ledger that the titles at `count` places (at most TRAKT_MOST_ADDITIONS) are about
 * to be sent. */
void add_record_sending(struct add_record *record, const size_t *places, size_t count);
/* Writes the outcomes of the titles at `count` places after a request has succeeded. */
void add_record_added(struct add_record *record, const size_t *places, size_t count,
                      const struct trakt_addition *additions, const struct trakt_added *added);
/* Writes the outcomes of the titles at `count` places after a request has failed and will not be
 * repeated. `perhaps`: Trakt may have applied the request. */
void add_record_failed(struct add_record *record, const size_t *places, size_t count, bool perhaps);
/* Writes the outcomes of the titles at `count` places after Trakt has answered that the list is
 * full. Call it after add_list_close, which finds out which of these titles were added. */
void add_record_full(struct add_record *record, const size_t *places, size_t count);
/* Closes the ledger, and frees the contents. */
void add_record_release(struct add_record *record);

/* --- queue.c: the titles to be sent, and the items that wait for them ------------------------- */

/* The caller sets `list`, `copies` and `record` first, and frees the contents with
 * add_sender_release after closing the Trakt client. */
struct add_sender {
    struct add_list *list;
    struct add_copies *copies; /* used if the list is the collection */
    struct add_record *record;
    size_t *queue; /* places of the titles to be sent, oldest first */
    size_t queued;
    size_t queue_room;
    struct trakt_batch *batch; /* the batch in flight; NULL: none */
    size_t in_batch;           /* the number of its titles, which are the first in the queue */
    struct add_split split;    /* the parts of a batch that was too large, or had a server error */
    int64_t wait_ms;           /* the time to wait before the next part is sent */
    size_t doubts[SPLIT_MOST_IN_VAIN]; /* places of titles in doubt: see add_doubt */
    size_t doubt_count;
    bool reported;               /* the warning that the server refuses every request was printed */
    bool holds;                  /* there may be held titles (see held.c below) */
    unsigned in_vain;            /* consecutive requests that have added nothing */
    bool gave_up;                /* held titles get no more room, because in_vain is too high */
    bool unsent_reported;        /* the warning about titles that were not sent has been printed */
    struct stage_item **waiting; /* items with a title that is queued, in flight or held */
    size_t waiting_count;
    size_t waiting_room;
    struct trakt_error *failures; /* one for each batch that failed */
    size_t failure_count;
};

/* Queues the title at `place`. Counts its room on the list as taken, except for an update. */
void add_queue(struct add_sender *sender, size_t place);
/* Puts the title at `place` at the beginning of the queue. It is sent next, in a request of its
 * own. Must not be called while a batch is in flight. */
void add_queue_again(struct add_sender *sender, size_t place);
/* Makes the item wait until its titles have an outcome. */
void add_wait_for(struct add_sender *sender, struct stage_item *item);
/* Marks the titles at `count` places as failed with `error`. `perhaps`: Trakt may have applied the
 * request. Titles that were refused permanently lose their room; other titles keep it. A final
 * error stops the stage. */
void add_fail(struct stage *stage, struct add_sender *sender, const size_t *places, size_t count,
              const struct trakt_error *error, bool perhaps);
/* Ends the waiting of items whose titles have an outcome. */
void add_release_items(struct add_sender *sender);

/* --- held.c: titles that have no room, but get it if another title fails ---------------------- */

/* Returns whether a title that has room can still fail. */
bool add_may_leave_room(const struct add_sender *sender);
/* Holds all titles in the state TITLE_FULL. Call it before a record waits for one of them. */
void add_hold_all(struct add_sender *sender);
/* Holds the title at `place`, for which a record waits. */
void add_hold(struct add_sender *sender, size_t place);
/* Gives free room to held titles, in the order of roster_next_held. Gives none if sending has
 * ended, for example after SIGINT, or after SPLIT_MOST_IN_VAIN consecutive requests that added
 * nothing.
 *
 * If no more room can become free, the remaining held titles become TITLE_FULL, or TITLE_UNSENT if
 * the list is not known to be full. `last`: no more records are read until the waiting records have
 * an outcome. In that case, if nothing is left to be sent, the held titles for which a record waits
 * are refused as well. */
void add_give_room(struct stage *stage, struct add_sender *sender, bool last);
/* Returns the reason why titles are TITLE_UNSENT if the stage has not stopped. The string is
 * static. */
const char *add_unsent_reason(const struct add_sender *sender);

/* --- doubt.c: titles that were refused even when sent alone ----------------------------------- */

/* Puts the title at `place` in doubt: it was refused when sent alone, and either the title or the
 * server is the cause. The title stays TITLE_QUEUED, so its items continue to wait. */
void add_doubt(struct add_sender *sender, size_t place);
/* Queues the titles in doubt once more, because the server may have refused every request for a
 * while. Fails the titles that it has queued once before. Call it after a successful request. */
void add_repeat_doubts(struct stage *stage, struct add_sender *sender);
/* Fails the titles in doubt. If the server seems to refuse every request, also stops the stage.
 * Call it when nothing is left to be sent. */
void add_judge_doubts(struct stage *stage, struct add_sender *sender);
/* Warns, once, that the server refuses every request. Prints nothing for a final error, because the
 * stage reports it. */
void add_report_refused(struct add_sender *sender, const struct trakt_error *error);

/* --- send.c: the batch in flight, and its answer ---------------------------------------------- */

/* Returns whether a batch must be sent now. `all`: send a batch even if it is not full, because no
 * more titles are read before its answer. */
bool add_is_due(const struct add_sender *sender, bool all);
/* Sends a batch from the beginning of the queue, updates first. Must not be called while a batch is
 * in flight. */
void add_send(struct add_sender *sender);
/* Handles the answer to the batch in flight, if it has arrived. */
void add_take_answer(struct stage *stage, struct add_sender *sender);

/* Frees the contents. */
void add_sender_release(struct add_sender *sender);

/* --- The outcomes of records (add.c), and writing them (settle.c) ----------------------------- */

struct adder {
    struct adder_settings settings;
    size_t owned; /* number of new titles that have a file on disk, including those without room */
    struct add_list list;
    struct add_copies copies;
    struct add_record record;
    struct add_sender sender;
};

#endif
