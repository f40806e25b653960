/* The parts of the adding stage that add.c puts together, besides the list (list.h): the batches
 * sent to it. */
#ifndef ADD_PARTS_H
#define ADD_PARTS_H

#include "add/add.h"
#include "add/list.h"
#include "add/split.h"
#include "copy/copy.h"
#include "ledger/ledger.h"
#include "record/stage.h"
#include "trakt/trakt.h"

/* --- places.c: the titles of an item, each by its place in the roster --- */

/* Makes the titles at count places those of the item; add_places_release forgets them. */
void add_places_set(struct stage_item *item, const size_t *places, size_t count);
void add_places_release(struct stage_item *item);
/* Returns the number of titles; 0 if the item is not ours to settle. */
size_t add_places_count(const struct stage_item *item);
/* Returns the place of one of them. */
size_t add_places_at(const struct stage_item *item, size_t i);
/* Returns whether a title of the item is in the queue or under way. */
bool add_places_wait(const struct roster *roster, const struct stage_item *item);
/* Returns the place of the title that decides what is said of the item: the one that fared worst;
 * if all are on the list, one that was added, or else updated. There is one at least. */
size_t add_places_decisive(const struct roster *roster, const struct stage_item *item);

/* --- copies.c: for the collection, the best copy of each title --- */

/* A title that is to be in the collection. */
struct add_copy {
    bool wanted;      /* a record has it */
    struct copy copy; /* that of the best file */
    struct copy sent; /* the same with its time; once it is about to be sent */
    char *filename;   /* of the best file; NULL: none */
    char *exact;      /* its bytes, if they are not UTF-8; else NULL */
};

/* Start with list set; ends with add_copies_release. */
struct add_copies {
    struct add_list *list;
    struct add_copy *at; /* by the places of titles in the roster */
    size_t room;
    bool compared;
};

/* Notes that the file of a record is a copy of the title at place: the better one is kept, of equal
 * ones the first. */
void add_copies_note(struct add_copies *copies, size_t place, const json_t *record,
                     const struct copy *copy);
/* Compares the copies with those in the collection, once it has been read: marks the titles to be
 * updated. The first call counts. */
void add_copies_compare(struct add_copies *copies);
/* Returns what is known of the title at place. Borrowed. */
struct add_copy *add_copies_at(struct add_copies *copies, size_t place);
/* Returns the copy that the collection had of a title that was there; NULL: it was not there.
 * Borrowed. */
const struct copy *add_copies_there(const struct add_copies *copies, size_t place);
/* Returns the copy to be sent of the title at place, with its time. Borrowed until the next one is
 * noted. */
const struct copy *add_copies_send(struct add_copies *copies, size_t place);
/* Frees the contents. */
void add_copies_release(struct add_copies *copies);

/* --- record.c: what the ledger says, and what is written to it --- */

/* Start with list, copies and again set; ends with add_record_release. As long as it is not open,
 * or where the ledger cannot be used, the functions do nothing. */
struct add_record {
    struct add_list *list;
    struct add_copies *copies; /* used if the list is the collection */
    bool again;                /* titles that were taken off the list are not looked for */
    bool marked;               /* the ledger existed before the list was read, and is used */
    struct ledger *ledger;
    char *place;            /* the list, as struct ledger_place has it */
    struct add_note *notes; /* by the places of titles in the roster */
    size_t room;
};

/* Opens the ledger if there is one, and marks what is settled in it now. To be called before the
 * list is read. A ledger that cannot be used is reported. */
void add_record_mark(struct add_record *record);
/* To be called once, when the list is there: opens the ledger unless it is open, and looks all
 * titles up that were seen so far. A ledger that cannot be used is reported. */
void add_record_open(struct add_record *record);
/* Looks the title at place up: it becomes TITLE_TAKEN_OFF if we have added it before. To be called
 * for a title that is not on the list. */
void add_record_judge(struct add_record *record, size_t place);
/* Keeps what people want to read of the title at place, and the file that it is added for (NULL:
 * none). */
void add_record_name(struct add_record *record, size_t place, const struct match *match,
                     const char *filename);
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

/* Start with list, copies and record set; ends with add_sender_release, after the client has been
 * closed.
 */
struct add_sender {
    struct add_list *list;
    struct add_copies *copies; /* used if the list is the collection */
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
    struct stage_item **waiting; /* items with a title in the queue */
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

/* --- What becomes of records (add.c), and what they are told (settle.c) --- */

struct adder {
    struct adder_settings settings;
    size_t owned; /* titles of files on disk that are new in this run, whether they fit or not */
    struct add_list list;
    struct add_copies copies;
    struct add_record record;
    struct add_sender sender;
};

#endif
