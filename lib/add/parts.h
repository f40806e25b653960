/* The parts of the adding stage that add.c combines, except the list (list.h): mainly the batches
 * sent to the list. */
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

/* Makes the titles at count places the titles of the item. The caller forgets them with
 * add_places_release. */
void add_places_set(struct stage_item *item, const size_t *places, size_t count);
void add_places_release(struct stage_item *item);
/* Returns the number of titles; 0 if the item is not this stage's to settle. */
size_t add_places_count(const struct stage_item *item);
/* Returns the place of the item's title number i. */
size_t add_places_at(const struct stage_item *item, size_t i);
/* Returns whether a title of the item is in the queue, under way or held. */
bool add_places_wait(const struct roster *roster, const struct stage_item *item);
/* Returns the place of the title that decides the item's outcome: the one with the worst outcome;
 * if all are on the list, one that was added, or otherwise updated. There must be at least one. */
size_t add_places_decisive(const struct roster *roster, const struct stage_item *item);

/* --- copies.c: for the collection, the best copy of each title -------------------------------- */

/* A title for the collection. */
struct add_copy {
    bool wanted;      /* a record has it */
    struct copy copy; /* the copy of the best file */
    struct copy sent; /* the same copy with its time; set when it is about to be sent */
    char *filename;   /* name of the best file; NULL: not known */
    char *exact;      /* bytes of that name, if they are not UTF-8; otherwise NULL */
};

/* The caller sets list first, and ends it with add_copies_release. */
struct add_copies {
    struct add_list *list;
    struct add_copy *at; /* by the places of titles in the roster */
    size_t room;
    bool compared;
};

/* Notes that the file of a record is a copy of the title at place. The better copy is kept; of
 * equal ones, the first. */
void add_copies_note(struct add_copies *copies, size_t place, const json_t *record,
                     const struct copy *copy);
/* Compares the copies with those in the collection, once it has been read, and marks the titles to
 * be updated. Only the first call has an effect. */
void add_copies_compare(struct add_copies *copies);
/* Returns the data of the title at place. Borrowed. */
struct add_copy *add_copies_at(struct add_copies *copies, size_t place);
/* Returns the copy that the collection had of a title; NULL: the title was not in it. Borrowed. */
const struct copy *add_copies_there(const struct add_copies *copies, size_t place);
/* Returns the copy to be sent for the title at place, with its time. Borrowed until the next copy
 * is noted. */
const struct copy *add_copies_send(struct add_copies *copies, size_t place);
/* Frees the contents. */
void add_copies_release(struct add_copies *copies);

/* --- record.c: reading and writing the ledger ------------------------------------------------- */

/* The caller sets list, copies and again first, and ends it with add_record_release. While the
 * ledger is not open or cannot be used, the functions do nothing. */
struct add_record {
    struct add_list *list;
    struct add_copies *copies; /* used if the list is the collection */
    bool again;                /* do not look for titles that were removed from the list */
    bool marked;               /* the ledger existed before the list was read, and is used */
    struct ledger *ledger;
    char *place;            /* the list, as in struct ledger_place */
    struct add_note *notes; /* by the places of titles in the roster */
    size_t room;
};

/* Opens the ledger if it exists, and marks the settled titles in it. Call it before the list is
 * read. An unusable ledger is reported. */
void add_record_mark(struct add_record *record);
/* Opens the ledger unless it is open, and looks up all titles seen so far. Call it once, when the
 * list exists. An unusable ledger is reported. */
void add_record_open(struct add_record *record);
/* Looks up the title at place: it becomes TITLE_TAKEN_OFF if it was added in an earlier run. Call
 * it for a title that is not on the list. */
void add_record_judge(struct add_record *record, size_t place);
/* Stores the readable data of the title at place, and the file that it is added for (NULL:
 * none). */
void add_record_name(struct add_record *record, size_t place, const struct match *match,
                     const char *filename);
/* Writes that the titles at count places (TRAKT_MOST_ADDITIONS at most) are about to be sent. */
void add_record_sending(struct add_record *record, const size_t *places, size_t count);
/* Writes the outcomes of the titles at count places after a request has succeeded. */
void add_record_added(struct add_record *record, const size_t *places, size_t count,
                      const struct trakt_addition *additions, const struct trakt_added *added);
/* Writes the outcomes of the titles at count places after a request has finally failed. perhaps:
 * Trakt may have applied the request. */
void add_record_failed(struct add_record *record, const size_t *places, size_t count, bool perhaps);
/* Writes the outcomes of titles for which the list had no room, after add_list_close has found out
 * which of them are on it. */
void add_record_full(struct add_record *record, const size_t *places, size_t count);
/* Closes the ledger, and frees the contents. */
void add_record_release(struct add_record *record);

/* --- queue.c: the titles to be sent, and the items that wait for them ------------------------- */

/* The caller sets list, copies and record first, and ends it with add_sender_release after closing
 * the client. */
struct add_sender {
    struct add_list *list;
    struct add_copies *copies; /* used if the list is the collection */
    struct add_record *record;
    size_t *queue; /* places in the roster of the titles to be sent, oldest first */
    size_t queued;
    size_t queue_room;
    struct trakt_batch *batch;         /* the batch in flight, with the first titles in the queue;
                                        * or NULL */
    size_t in_batch;                   /* the number of titles in it */
    struct add_split split;            /* the parts of a batch that was too large, or met a server
                                        * error */
    int64_t wait_ms;                   /* before the next part of it */
    size_t doubts[SPLIT_MOST_IN_VAIN]; /* places of titles that got 413 when sent alone: see
                                        * add_doubt */
    size_t doubt_count;
    bool reported;               /* it was reported that the server refuses every request */
    bool holds;                  /* there are held titles */
    unsigned in_vain;            /* requests in a series that have added nothing */
    bool gave_up;                /* held titles get no more room because of such a series */
    bool reserved_told;          /* the warning about titles that were not sent has been printed */
    struct stage_item **waiting; /* items with a title in the queue */
    size_t waiting_count;
    size_t waiting_room;
    struct trakt_error *failures; /* one for each batch that failed */
    size_t failure_count;
};

/* Queues the title at place, and counts it as taken. */
void add_queue(struct add_sender *sender, size_t place);
/* Queues the title at place once more: it is sent next, and alone. No batch may be under way. */
void add_queue_again(struct add_sender *sender, size_t place);
/* Makes the item wait for its titles. */
void add_wait_for(struct add_sender *sender, struct stage_item *item);
/* Marks the titles at count places as failed with this error. perhaps: Trakt may have applied the
 * request. The titles keep their room, unless they were refused permanently. Stops the stage if the
 * error is final. */
void add_fail(struct stage *stage, struct add_sender *sender, const size_t *places, size_t count,
              const struct trakt_error *error, bool perhaps);
/* Releases the items whose titles are decided. */
void add_release_items(struct add_sender *sender);

/* --- held.c: titles without room, while others may fail --------------------------------------- */

/* Returns whether a title with room may still fail, and leave its room to another. */
bool add_may_leave_room(const struct add_sender *sender);
/* Holds all titles that have no room, before their records are reached. */
void add_hold_all(struct add_sender *sender);
/* Holds the title at place: its record waits. */
void add_hold(struct add_sender *sender, size_t place);
/* Gives the room of failed titles to held titles, in the order in which titles get room; none after
 * SIGINT, or after a series of requests that added nothing. If no more room can become free, the
 * other held titles become TITLE_FULL, or TITLE_UNSENT if the list is not known to be full. last:
 * no record will come before the oldest one is printed, so if nothing is to be sent, the records
 * that wait for held titles must be settled. */
void add_give_room(struct stage *stage, struct add_sender *sender, bool last);
/* Returns why a title is TITLE_UNSENT although the stage has not stopped. A constant. */
const char *add_unsent_reason(const struct add_sender *sender);

/* --- doubt.c: titles that were refused alone, until the cause is known ------------------------ */

/* Puts the title at place into doubt: it stays queued, and its items wait. */
void add_doubt(struct add_sender *sender, size_t place);
/* Handles a successful request. Because the server may have refused every request for a while,
 * sends titles in doubt once more. Settles titles in doubt that have been sent twice. */
void add_repeat_doubts(struct stage *stage, struct add_sender *sender);
/* Settles the titles in doubt when nothing is left to be sent. Either the titles are at fault, or
 * the server refuses every request; the latter stops the stage. */
void add_judge_doubts(struct stage *stage, struct add_sender *sender);
/* Warns, once, that the server refuses every request. The stage reports the final error. */
void add_report_refused(struct add_sender *sender, const struct trakt_error *error);

/* --- send.c: the batch under way, and its answer ---------------------------------------------- */

/* Returns whether a batch is to be sent now. all: no more titles will come before its answer. */
bool add_is_due(const struct add_sender *sender, bool all);
/* Sends a batch of the oldest titles in the queue. No batch may be under way. */
void add_send(struct add_sender *sender);
/* Takes the answer to the batch under way, if it has arrived. */
void add_take_answer(struct stage *stage, struct add_sender *sender);

/* Frees the contents. */
void add_sender_release(struct add_sender *sender);

/* --- The outcomes of records (add.c), and writing them (settle.c) ----------------------------- */

struct adder {
    struct adder_settings settings;
    size_t owned; /* titles of files on disk that are new in this run, with or without room */
    struct add_list list;
    struct add_copies copies;
    struct add_record record;
    struct add_sender sender;
};

#endif
