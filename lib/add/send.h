/* The batches: what waits to be sent, what is under way, and what its answer says of each title. */
#ifndef ADD_SEND_H
#define ADD_SEND_H

#include "add/list.h"

/* Start with list set; ends with add_sender_release, after the client has been closed. */
struct add_sender {
    struct add_list *list;
    size_t *queue; /* places of titles in its roster that are to be sent, oldest first */
    size_t queued;
    size_t queue_room;
    struct trakt_batch *batch;   /* under way, with the first of the queue; or NULL */
    size_t in_batch;             /* so many of them */
    struct stage_item **waiting; /* items whose title is in the queue; note is its place, from 1 */
    size_t waiting_count;
    size_t waiting_room;
    struct trakt_error *failures; /* one for each batch that failed */
    size_t failure_count;
};

/* The title at place is to be sent: it gets room. */
void add_queue(struct add_sender *sender, size_t place);
/* The item waits for its title. */
void add_wait_for(struct add_sender *sender, struct stage_item *item);
/* Sends the oldest of the queue. None must be under way. */
void add_send(struct add_sender *sender);
/* Takes the answer to what is under way, if it has come. */
void add_take_answer(struct stage *stage, struct add_sender *sender);

void add_sender_release(struct add_sender *sender);

#endif
