/* The loop that all filters share: records in, work, records out in the same order, exit status. */
#ifndef RECORD_STAGE_H
#define RECORD_STAGE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "record/record.h"

/* One record on its way through a stage. */
struct stage_item {
    const json_t *record; /* as it came, or what stage.reads asks for. Borrowed from the loop */
    json_t *value;        /* what the stage puts under its key (stage_take_value) */
    json_t *error;        /* or why it failed (stage_fail) */
    bool waiting;         /* set by work: the answer comes later; cleared when it is there */
    void *note;           /* the program's own; NULL until work sets it */
    size_t place;         /* the same for a program that counts its things; 0 until work sets it */
};

/*
 * A filter, described. The loop calls work once for each record that is this stage's: records with
 * an error, or with the stage's key already (unless again), pass by untouched, byte for byte.
 *
 * A stage that asks the network lets items wait: work sets item->waiting and keeps the item's
 * address, which stays valid until it has been put out. Up to window items are held; they come out
 * in input order. */
struct stage {
    const char *name; /* of the program, for "error.stage" */
    const char *key;  /* the key that this stage owns; NULL for a sink */
    bool again;       /* work also on records that have the key */
    bool sink;        /* puts nothing out, and gets every record, failed ones too */
    bool reads_on;    /* SIGINT does not stop it: it ends when its input does */
    bool stops;       /* SIGINT stops it, though it is a sink */
    size_t window;    /* how many items may wait; 0: none ever does */

    /*
     * The members that the stage looks at, as paths (json/pick.h) with NULL at the end: the others
     * are not built. NULL: all. Lines pass whole anyway. */
    const char *const *reads;

    void *self; /* the program's own */

    /*
     * When set, all of the input is read and kept in a file before any of it is worked on, and this
     * is called once for each record that is this stage's: for what can be decided only when all
     * are known. May be NULL. */
    void (*survey)(struct stage *stage, const json_t *record);

    void (*work)(struct stage *stage, struct stage_item *item);

    /*
     * Waits until an item that waits has its answer, or until one of the fds can be read (-1: none
     * there). all means that no record will come before some answer does: what is being collected
     * must be sent now. Only for stages whose items wait. input is standard input, interrupt the
     * descriptor of stage_interrupt_fd. */
    void (*wait)(struct stage *stage, int input, int interrupt, bool all);

    /* The item is the oldest and waits no more; called before it is put out. May be NULL. */
    void (*settle)(struct stage *stage, struct stage_item *item);

    /* Called once, when all of the input has been worked on, unless SIGINT stopped it. May be
     * NULL. */
    void (*finish)(struct stage *stage);

    /* A line that is not a record, for a sink that counts them. May be NULL. */
    void (*garbled)(struct stage *stage, json_int_t line, const char *why);

    bool ended;  /* no more records will come: the input has been read to its end */
    bool hinted; /* it was said what a line that is not a record probably is */

    int status; /* so far; see stage_raise */

    char *stopped; /* why no more work can be done; see stage_stop */
    int stopped_status;
    bool stopped_told;
};

/*
 * SIGINT is meant for this program even where it was ignored when the program began: a shell script
 * has it so for what it starts in its background. Until stage_start it ends the program at once,
 * also while a file is being opened. To be called before stage_start. */
void stage_heed_interrupt(void);

/*
 * What stage_run does first: SIGINT is caught (see stage_interrupt_fd) unless it was ignored when
 * the program began, and SIGPIPE is left to ndjson. For a program that prints records without being
 * a filter. */
void stage_start(void);

/*
 * Runs the stage over standard input until its end, and returns the exit status. The first SIGINT
 * stops the reading: what has been received is worked on and put out, and the status is 130; the
 * second one ends the program at once. A sink (unless it stops), and a stage that reads_on, reads
 * to the end of its input, which comes when the stages before it have stopped. */
int stage_run(struct stage *stage);

/* Runs work on one record that did not come from standard input (an argument), and puts it out.
 * Takes record. */
void stage_run_one_take(struct stage *stage, json_t *record);

/* Sets what the item gets under the stage's key. Takes value. */
void stage_take_value(struct stage_item *item, json_t *value);

/* Marks the item as failed here; the exit status will be 1 at least. message is a printf format. */
void stage_fail(struct stage *stage, struct stage_item *item, const char *code, const char *message,
                ...) __attribute__((format(printf, 4, 5)));

/* The same with retry and http_status told. */
void stage_fail_with(struct stage *stage, struct stage_item *item,
                     const struct record_error *error);

/*
 * From now on the stage can do no work that needs what is gone (a login, the network), for this
 * reason. It goes on all the same: each record that would have needed it gets stage_not_tried. The
 * first call counts. */
void stage_stop(struct stage *stage, int status, const char *reason);

/* Returns whether stage_stop was called. */
bool stage_stopped(const struct stage *stage);

/*
 * Marks the item as not tried ("not-tried", retry true). The first time the reason of stage_stop is
 * said on standard error too, and its status raised: a run that needed nothing says nothing. */
void stage_not_tried(struct stage *stage, struct stage_item *item);

/* The same for this reason, which stops only this item. */
void stage_not_tried_for(struct stage *stage, struct stage_item *item, const char *reason);

/* Says the reason of stage_stop, once, and raises its status. */
void stage_tell_stop(struct stage *stage);

/* Makes the exit status at least this. */
void stage_raise(struct stage *stage, int status);

/* Returns whether SIGINT came: stop taking up new work. */
bool stage_interrupted(void);

/* Returns a descriptor that becomes readable when SIGINT comes, to poll beside others; -1 before
 * stage_start. */
int stage_interrupt_fd(void);

#endif
