/* The adding stage: what is on the list already, what is sent in batches, and what became
 * of each. */
#ifndef ADD_ADD_H
#define ADD_ADD_H

#include "add/list.h"

/*
 * How many records may wait for their batch to be full, or for an answer: enough for 100 titles'
 * worth of episodes, few enough for the memory (about 2 KiB each). */
enum { ADD_WINDOW = 16384 };

struct adder;

struct adder_settings {
    struct add_list_settings list;
    enum add_order order; /* other than ADD_BY_INPUT wants adder_survey in the stage */
};

/* What a run of the stage reads and sends. Borrows both. New. It must outlive the client. */
CVI_MUST_USE struct adder *adder_new(struct trakt *trakt, const struct adder_settings *settings);
void adder_free(struct adder *adder);

/* Whether the login works, and the list is there or, with create, could be made. False
 * with error. */
bool adder_check(struct adder *adder, struct trakt_error *error);

/* For struct stage, whose self is the adder. */
void adder_survey(struct stage *stage, const json_t *record);
void adder_work(struct stage *stage, struct stage_item *item);
void adder_wait(struct stage *stage, int input, int interrupt, bool all);
void adder_settle(struct stage *stage, struct stage_item *item);

#endif
