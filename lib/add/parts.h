/* The parts of the adding stage that add.c puts together: the list, and the batches sent to it. */
#ifndef ADD_PARTS_H
#define ADD_PARTS_H

#include "add/add.h"
#include "add/roster.h"
#include "add/split.h"
#include "record/stage.h"
#include "trakt/trakt.h"

/* --- list.c: the list is found or created, read, and how much room it has --- */

/* How full the list is, for titles that do not fit. */
struct fullness {
    bool closed;      /* Trakt has refused a title: nothing more is sent */
    bool told;        /* the warning has been printed */
    json_int_t limit; /* RECORD_NONE: not known */
    json_int_t count; /* likewise */
    int http_status;  /* of the refusal; 0: none, the limit was known before */
};

/* Start with trakt and settings set; ends with add_list_release. */
struct add_list {
    struct trakt *trakt;
    struct add_list_settings settings;
    struct trakt_target target; /* without a slug as long as it is missing */
    struct trakt_plan plan;
    struct roster roster; /* what is on it, and what is to be */
    bool ready;           /* it is found and has been read */
    bool measured;        /* limit is known, if it can be, and the list is there */
    json_int_t limit;     /* most items on it; RECORD_NONE: not known */
    json_int_t taken;     /* items on it, and those that have been given room since */
    struct fullness full;
};

/* Returns whether the login works and the list exists or could be created; false with error
 * otherwise. */
bool add_list_check(struct add_list *list, struct trakt_error *error);

/* The first call finds the list and reads all of it. Returns false when that fails: then the stage
 * is stopped. */
bool add_list_read(struct stage *stage, struct add_list *list);

/*
 * To be called for the first title that is not on the list: gets the limit of the list, creates the
 * list if necessary, and decides which of the titles seen so far fit. Returns false when nothing
 * can be added: then the stage is stopped. */
bool add_list_measure(struct stage *stage, struct add_list *list);

/* Returns whether the list has room for one more title. */
bool add_list_has_room(const struct add_list *list);

/* To be called when Trakt refuses more titles: gets the number of titles on the list, and which of
 * the queued titles are on it. */
void add_list_close(struct add_list *list, int http_status);

/* Warns, once, that the list is full. */
void add_list_tell_full(struct add_list *list);

/* Frees the contents. */
void add_list_release(struct add_list *list);

/* --- queue.c: the titles to be sent, and the items that wait for them --- */

/* Start with list set; ends with add_sender_release, after the client has been closed. */
struct add_sender {
    struct add_list *list;
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
/* The titles at count places have failed for this error. The room that they were given stays taken:
 * nobody knows what was applied. Stops the stage if the error is final. */
void add_fail(struct stage *stage, struct add_sender *sender, const size_t *places, size_t count,
              const struct trakt_error *error);
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
