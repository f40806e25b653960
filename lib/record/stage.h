/* The loop that all filters share. It reads records, works on them, and prints them in the same
 * order. A stage is a filter, or a sink: a program at the end of a pipeline that prints no
 * records. */
#ifndef RECORD_STAGE_H
#define RECORD_STAGE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "record/record.h"

/* One record while a stage works on it. */
struct stage_item {
    const json_t *record; /* the record, with only the members in stage.reads; borrowed */
    /* set only during `work`: the record's line; NULL: the record was not read as a line */
    const char *line;
    size_t line_len;
    json_t *value; /* set by stage_take_value: the value for the stage's key */
    json_t *error; /* set by stage_fail: the error; otherwise NULL */
    /* set by `work` if the result comes later, from the network; cleared by the program when the
     * result arrives */
    bool waiting;
    void *note;   /* for the program's use; NULL until the program sets it */
    size_t place; /* a number for the program's use; 0 until the program sets it */
};

/*
 * The description of a stage. The loop calls `work` once for each record that the stage has to work
 * on. Other records pass through unchanged, byte for byte: records with an error, and records that
 * already have the stage's key (unless `again` is set).
 *
 * A stage that uses the network lets items wait: `work` sets item->waiting and keeps the item's
 * address, which stays valid until the item is printed. Up to `window` items are in memory at the
 * same time. */
struct stage {
    const char *name; /* the program's name, for "error.stage" */
    const char *key;  /* the key that the stage adds; NULL for a sink */
    bool again;       /* also work on records that have the stage's key */
    bool sink;        /* print no records, and work on all records, even if they have an error */
    bool reads_on;    /* after SIGINT, read to the end of the input */
    bool stops;       /* only for a sink: stop reading after SIGINT */
    size_t window;    /* maximum number of items in memory; 0: items never wait */

    /* The members that the stage reads, as NULL-terminated paths for json/pick.h; NULL: all.
     * Affects only item->record, not the printed line. */
    const char *const *reads;

    void *self; /* for the program's use */

    /* For decisions that depend on all records. If `survey` is not NULL, the loop stores all input
     * in a temporary file, and calls `survey` for each record that the stage has to work on. After
     * that, it calls `work` for these records. */
    void (*survey)(struct stage *stage, const json_t *record);

    void (*work)(struct stage *stage, struct stage_item *item);

    /* Waits until an item has its answer, or until the descriptor `input` or `interrupt` (-1: none)
     * is readable. If `all` is set, no more records are read before an answer arrives, so collected
     * requests must be sent now. Can be NULL if items never wait. */
    void (*wait)(struct stage *stage, int input, int interrupt, bool all);

    /* Called before an item is printed, if `work` was called for the item. Can be NULL. */
    void (*settle)(struct stage *stage, struct stage_item *item);

    /* Called once, after all input. After SIGINT, called only if `reads_on` is set. Can be NULL. */
    void (*finish)(struct stage *stage);

    /* Called for each line that is not a record, so that a sink can count it. Can be NULL. */
    void (*garbled)(struct stage *stage, json_int_t line, const char *why);

    bool ended;  /* set by the loop: no more records will be read */
    bool hinted; /* set after a hint about a line that is not a record */
    bool packed; /* set if the input is compressed; only its first line is reported */

    size_t garbled_count; /* lines that are not records */

    int status; /* the exit status so far; see stage_raise */

    char *stopped; /* set by stage_stop: the reason; otherwise NULL */
    int stopped_status;
    bool stop_reported;
};

/* Makes SIGINT effective even if it was ignored when the program started, for example in a
 * background job of a shell script. Must be called before stage_start. Until stage_start, SIGINT
 * kills the program. */
void stage_heed_interrupt(void);

/* Prepares for signals. stage_run calls this; a program that prints records without stage_run must
 * call it. Catches SIGINT (see stage_interrupt_fd), unless it was ignored when the program started.
 * Ignores SIGPIPE, so that ndjson handles the failed write. */
void stage_start(void);

/*
 * Runs the stage on standard input, and returns the exit status.
 *
 * After the first SIGINT, a filter stops reading, works on the records received so far, prints
 * them, and returns status 130. The second SIGINT kills the program. A sink (unless `stops` is set)
 * and a stage with `reads_on` continue reading after SIGINT; their input ends when the earlier
 * programs of the pipeline have stopped. */
int stage_run(struct stage *stage);

/* Works on one record that did not come from standard input, such as a command-line argument, and
 * prints it. Takes ownership of `record`. */
void stage_run_one_take(struct stage *stage, json_t *record);

/* Sets the item's value for the stage's key. Takes ownership of `value`. */
void stage_take_value(struct stage_item *item, json_t *value);

/* Marks the item as failed in this stage, and raises the exit status to at least 1. `message` is a
 * printf format. */
void stage_fail(struct stage *stage, struct stage_item *item, const char *code, const char *message,
                ...) __attribute__((format(printf, 4, 5)));

/* Does what stage_fail does, with all members of `error` (record/record.h). If error->final is set,
 * also calls stage_report_stop. */
void stage_fail_with(struct stage *stage, struct stage_item *item,
                     const struct record_error *error);

/* Notes that the stage has lost a resource that it needs, such as a login or the network. The stage
 * continues, but must call stage_not_tried for each item that needs the resource; stage_not_tried
 * raises the exit status to `status`. Only the first call of stage_stop has an effect. */
void stage_stop(struct stage *stage, int status, const char *reason);

bool stage_stopped(const struct stage *stage);

/* Marks the item as not tried, because stage_stop was called: another run can try it. Also calls
 * stage_report_stop. */
void stage_not_tried(struct stage *stage, struct stage_item *item);

/* Marks the item as not tried for a reason that concerns only this item. Prints nothing. */
void stage_not_tried_for(struct stage *stage, struct stage_item *item, const char *reason);

/* Prints the reason for stage_stop on standard error, unless it was printed earlier, and raises the
 * exit status to the one for stage_stop. */
void stage_report_stop(struct stage *stage);

/* Raises the exit status to at least `status`. */
void stage_raise(struct stage *stage, int status);

/* Returns whether SIGINT has arrived. If so, the program should not start new work. */
bool stage_interrupted(void);

/* Returns a descriptor that becomes readable when SIGINT arrives; -1 before stage_start. */
int stage_interrupt_fd(void);

#endif
