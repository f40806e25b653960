/* The parts of the adding stage that add.c puts together, besides the list (list.h): the batches
 * sent to it. */
#ifndef ADD_PARTS_H
#define ADD_PARTS_H

#include "add/add.h"
#include "add/list.h"
#include "add/split.h"
#include "ledger/ledger.h"
#include "record/stage.h"
#include "trakt/trakt.h"

/* --- record.c: what the ledger says, and what is written to it --- */

/* Start with list and again set; ends with add_record_release. As long as it is not open, or where
 * the ledger cannot be used, the functions do nothing. */
struct add_record {
    struct add_list *list;
    bool again; /* titles that were taken off the list are not looked for */
    struct ledger *ledger;
    char *place;            /* the list, as struct ledger_place has it */
    struct add_note *notes; /* by the places of titles in the roster */
    size_t room;
};

/* To be called once, when the list is there: opens the ledger, and looks all titles up that were
 * seen so far. What is wrong with the ledger is told. */
void add_record_open(struct add_record *record);
/* Looks the title at place up: it becomes TITLE_TAKEN_OFF if we have added it before. To be called
 * for a title that is not on the list. */
void add_record_judge(struct add_record *record, size_t place);
/* Keeps what people want to read of the title at place, and the file that it is added for. */
void add_record_name(struct add_record *record, size_t place, const struct match *match,
                     const json_t *json);
/* Writes that the titles at count places (TRAKT_MOST_ADDITIONS at most) are about to be sent. */
void add_record_sending(struct add_record *record, const size_t *places, size_t count);
/* Writes what became of them: after a success, */
void add_record_added(struct add_record *record, const size_t *places, size_t count,
                      const struct trakt_addition *additions, const struct trakt_added *added);
/* or when they have failed for good. perhaps: Trakt may have applied the request. */
void add_record_failed(struct add_record *record, const size_t *places, size_t count, bool perhaps);
/* Notes that a request with them has failed that Trakt may have applied, and that they are sent
 * again. */
void add_record_perhaps(struct add_record *record, const size_t *places, size_t count);
/* Writes what became of titles that the list had no room for, once add_list_close has looked which
 * of them are on it. */
void add_record_full(struct add_record *record, const size_t *places, size_t count);
/* Closes the ledger, and frees the contents. */
void add_record_release(struct add_record *record);

/* --- queue.c: the titles to be sent, and the items that wait for them --- */

/* Start with list and record set; ends with add_sender_release, after the client has been closed.
 */
struct add_sender {
    struct add_list *list;
    struct add_record *record;
    size_t *queue; /* places of titles in its roster that are to be sent, oldest first */
    size_t queued;
    size_t queue_room;
    struct trakt_batch *batch;         /* under way, with the first of the queue; or NULL */
    size_t in_batch;                   /* the number of titles in it */
    struct add_split split;            /* after a batch that was too large, or met a server error */
    int64_t wait_ms;                   /* before the next part of it */
    size_t doubts[SPLIT_MOST_IN_VAIN]; /* places of titles that got 413 alone: see add_doubt */
    size_t doubt_count;
    bool told;                   /* that the server refuses every request */
    struct stage_item **waiting; /* items whose title is in the queue; note is its place, from 1 */
    size_t waiting_count;
    size_t waiting_room;
    struct trakt_error *failures; /* one for each batch that failed */
    size_t failure_count;
};

/* Queues the title at place, and counts it as taken. */
void add_queue(struct add_sender *sender, size_t place);
/* Queues the title at place once more: it is sent next, alone. No batch must be under way. */
void add_queue_again(struct add_sender *sender, size_t place);
/* Makes the item wait for its title. */
void add_wait_for(struct add_sender *sender, struct stage_item *item);
/* The titles at count places have failed for this error; perhaps: Trakt may have applied the
 * request. The room that they were given stays taken. Stops the stage if the error is final. */
void add_fail(struct stage *stage, struct add_sender *sender, const size_t *places, size_t count,
              const struct trakt_error *error, bool perhaps);
/* Makes items wait no more whose title is decided. */
void add_release_items(struct add_sender *sender);

/* --- doubt.c: titles that were refused alone, until it is known whose fault that is --- */

/* Puts the title at place into doubt: it stays queued, and its items wait. */
void add_doubt(struct add_sender *sender, size_t place);
/* To be called when a request has worked. The server may have refused every request for a while, so
 * titles in doubt are sent once more; those that have been sent twice are settled. */
void add_repeat_doubts(struct stage *stage, struct add_sender *sender);
/* Settles the titles in doubt, when nothing is left to be sent: they are at fault themselves, or
 * the server refuses every request, which stops the stage. */
void add_judge_doubts(struct stage *stage, struct add_sender *sender);
/* Makes the error of a request that was given up that of a server which refuses every request. */
void add_blame_server(struct trakt_error *error);
/* Warns, once, that the server refuses every request; what is final is told by the stage. */
void add_tell_refused(struct add_sender *sender, const struct trakt_error *error);

/* --- send.c: the batch under way, and its answer --- */

/* Returns whether a batch is to be sent now. all: no more titles will come before its answer. */
bool add_is_due(const struct add_sender *sender, bool all);
/* Sends a batch of the oldest titles in the queue. No batch must be under way. */
void add_send(struct add_sender *sender);
/* Takes the answer to the batch under way, if it has come. */
void add_take_answer(struct stage *stage, struct add_sender *sender);

/* Frees the contents. */
void add_sender_release(struct add_sender *sender);

#endif
