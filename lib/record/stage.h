/* The loop that all filters share: it reads records, works on them, prints them in the same order,
 * and returns an exit status. */
#ifndef RECORD_STAGE_H
#define RECORD_STAGE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "record/record.h"

/* One record on its way through a stage. */
struct stage_item {
    const json_t *record; /* the record, or the members in stage.reads. Borrowed from the loop */
    const char *line;     /* the whole record, valid only during work; NULL: not kept */
    size_t line_len;
    json_t *value; /* the value for the stage's key (stage_take_value) */
    json_t *error; /* or the reason why it failed (stage_fail) */
    bool waiting;  /* set by work: the answer comes later; cleared when it has arrived */
    void *note;    /* the program's own; NULL until work sets it */
    size_t place;  /* likewise, for a program that identifies its data by number; 0 until work sets
                    * it */
};

/* The description of a filter. The loop calls work once for each record that this stage has to work
 * on. Records that have an error, or already have the stage's key (unless `again`), pass unchanged,
 * byte for byte.
 *
 * A stage that uses the network lets items wait: work sets item->waiting and keeps the item's
 * address, which stays valid until the item is printed. Up to window items are held; they are
 * printed in input order. */
struct stage {
    const char *name; /* of the program, for "error.stage" */
    const char *key;  /* the key that this stage owns; NULL for a sink */
    bool again;       /* also work on records that have the key */
    bool sink;        /* prints no records, and gets every record, including failed ones */
    bool reads_on;    /* SIGINT does not stop it: it reads to the end of its input */
    bool stops;       /* SIGINT stops it, although it is a sink */
    size_t window;    /* maximum number of waiting items; 0: items never wait */

    /* The members that the stage reads, as paths (json/pick.h) with NULL at the end. Other members
     * are not built. NULL: all. Lines are passed on whole in any case. */
    const char *const *reads;

    void *self; /* the program's own */

    /* For decisions that need all records. If survey is set, all of the input is read and stored in
     * a file before the work begins, and survey is called once for each record that this stage has
     * to work on. May be NULL. */
    void (*survey)(struct stage *stage, const json_t *record);

    void (*work)(struct stage *stage, struct stage_item *item);

    /* Waits until a waiting item has its answer, or until one of the descriptors is readable (-1:
     * not used). all: no record will come before an answer arrives, so requests that are being
     * collected must be sent now. Only for stages whose items wait. input is standard input,
     * interrupt the descriptor of stage_interrupt_fd. */
    void (*wait)(struct stage *stage, int input, int interrupt, bool all);

    /* Called for the oldest item when it no longer waits, before it is printed. May be NULL. */
    void (*settle)(struct stage *stage, struct stage_item *item);

    /* Called once, after all of the input, unless SIGINT stopped the stage. May be NULL. */
    void (*finish)(struct stage *stage);

    /* Called for a line that is not a record, after it was reported, for a sink that counts
     * them. May be NULL. */
    void (*garbled)(struct stage *stage, json_int_t line, const char *why);

    bool ended;  /* no more records will come: the input has been read to its end */
    bool hinted; /* the advice for a line that is not a record was printed */
    bool packed; /* the input is compressed, so only its first line was reported */

    size_t garbled_count; /* lines that are not records */

    int status; /* the exit status so far; see stage_raise */

    char *stopped; /* why no more work can be done; see stage_stop */
    int stopped_status;
    bool stopped_told;
};

/* Makes SIGINT effective even if it was ignored when the program began, as in the background jobs
 * of a shell script. Until stage_start, it ends the program at once, even while a file is being
 * opened. Call it before stage_start. */
void stage_heed_interrupt(void);

/* Prepares signals; stage_run does this first. SIGINT is caught (see stage_interrupt_fd) unless it
 * was ignored when the program began, and SIGPIPE is left to ndjson. For a program that prints
 * records without being a filter. */
void stage_start(void);

/* Runs the stage over standard input until its end, and returns the exit status. The first SIGINT
 * stops the reading: the received records are worked on and printed, and the status is 130. The
 * second one ends the program at once. A sink (unless stops is set), and a stage with reads_on,
 * continue to the end of their input, which comes when the earlier stages have stopped. */
int stage_run(struct stage *stage);

/* Runs work on one record that did not come from standard input (an argument), and prints it. Takes
 * ownership of record. */
void stage_run_one_take(struct stage *stage, json_t *record);

/* Sets the item's value for the stage's key. Takes ownership of value. */
void stage_take_value(struct stage_item *item, json_t *value);

/* Marks the item as failed in this stage. The exit status will be at least 1. message is a printf
 * format. */
void stage_fail(struct stage *stage, struct stage_item *item, const char *code, const char *message,
                ...) __attribute__((format(printf, 4, 5)));

/* Does what stage_fail does, with the other members of the error: they may raise the exit status,
 * or report that the stage has stopped. */
void stage_fail_with(struct stage *stage, struct stage_item *item,
                     const struct record_error *error);

/* Notes the reason why, from now on, the stage cannot do work that needs a lost resource (a login,
 * the network). The stage continues: for each record that would have needed the resource, call
 * stage_not_tried. Only the first call has an effect. */
void stage_stop(struct stage *stage, int status, const char *reason);

/* Returns whether stage_stop was called. */
bool stage_stopped(const struct stage *stage);

/* Marks the item as not tried ("not-tried", retry true). The first time, prints the reason of
 * stage_stop on standard error and raises its status. A run without such items prints nothing. */
void stage_not_tried(struct stage *stage, struct stage_item *item);

/* Does what stage_not_tried does, for a reason that concerns only this item. */
void stage_not_tried_for(struct stage *stage, struct stage_item *item, const char *reason);

/* Prints the reason of stage_stop once, and raises its status. */
void stage_tell_stop(struct stage *stage);

/* Raises the exit status to at least this one. */
void stage_raise(struct stage *stage, int status);

/* Returns whether SIGINT has arrived: do not start new work. */
bool stage_interrupted(void);

/* Returns a descriptor that becomes readable when SIGINT arrives, for poll; -1 before
 * stage_start. */
int stage_interrupt_fd(void);

#endif
