/* The loop that all filters share. It reads records, works on them, prints them in the same order,
 * and returns an exit status. */
#ifndef RECORD_STAGE_H
#define RECORD_STAGE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "record/record.h"

/* One record on its way through a stage. */
struct stage_item {
    const json_t *record; /* the record, or only its members in stage.reads. Borrowed */
    const char *line;     /* the record's line, only during `work`; NULL: not read as a line */
    size_t line_len;
    json_t *value; /* the value for the stage's key (stage_take_value) */
    json_t *error; /* the error, if the stage failed on the record (stage_fail) */
    bool waiting;  /* set by `work` if the answer will arrive later; cleared when it has arrived */
    void *note;    /* for the program's use; NULL until the program sets it */
    size_t place;  /* for the program's use, as a number; 0 until the program sets it */
};

/* The description of a filter. The loop calls `work` once for each record that this stage has to
 * work on. Other records pass through unchanged, byte for byte: those that have an error, and those
 * that already have the stage's key (unless `again` is set).
 *
 * A stage that uses the network lets items wait: `work` sets item->waiting and keeps the item's
 * address, which stays valid until the item is printed. Up to `window` items are held; they are
 * printed in input order. */
struct stage {
    const char *name; /* the program's name, for "error.stage" */
    const char *key;  /* the key that this stage adds; NULL for a sink */
    bool again;       /* also work on records that have the key */
    bool sink;        /* prints no records, and works on every record, including failed ones */
    bool reads_on;    /* SIGINT does not stop the stage: it reads to the end of its input */
    bool stops;       /* SIGINT stops the stage, although it is a sink */
    size_t window;    /* maximum number of waiting items; 0: items never wait */

    /* The members that the stage reads, as NULL-terminated paths for json/pick.h; NULL: all.
     * item->record has no other members. Lines are printed whole in any case. */
    const char *const *reads;

    void *self; /* for the program's use */

    /* For decisions that depend on all records. If `survey` is set, the loop first stores all input
     * in a temporary file, and calls `survey` for each record that this stage has to work on. Only
     * then does it call `work`. May be NULL. */
    void (*survey)(struct stage *stage, const json_t *record);

    void (*work)(struct stage *stage, struct stage_item *item);

    /* Waits until a waiting item has its answer, or until the descriptor `input` or `interrupt` is
     * readable; -1 means not used. If `all` is set, no more records will be read before an answer
     * arrives, so requests that are being collected must be sent now. Required if items wait. */
    void (*wait)(struct stage *stage, int input, int interrupt, bool all);

    /* Called before an item is printed, if `work` was called for it. By then, the item no longer
     * waits. May be NULL. */
    void (*settle)(struct stage *stage, struct stage_item *item);

    /* Called once, after all of the input. After SIGINT, called only if `reads_on` is set. May be
     * NULL. */
    void (*finish)(struct stage *stage);

    /* Called for each line that is not a record, after the line was reported, so that a sink can
     * count it. May be NULL. */
    void (*garbled)(struct stage *stage, json_int_t line, const char *why);

    bool ended;  /* no more records will be read */
    bool hinted; /* a hint about a line that is not a record was printed */
    bool packed; /* the input is compressed, so only its first line was reported */

    size_t garbled_count; /* lines that are not records */

    int status; /* the exit status so far; see stage_raise */

    char *stopped; /* the reason given to stage_stop; NULL: not stopped */
    int stopped_status;
    bool stop_reported;
};

/* Makes SIGINT effective even if it was ignored when the program started, as in the background jobs
 * of a shell script. Call this before stage_start. Until stage_start, SIGINT ends the program at
 * once, even while a file is being opened. */
void stage_heed_interrupt(void);

/* Prepares for signals. stage_run calls this; a program that prints records without stage_run calls
 * it itself. SIGINT is caught (see stage_interrupt_fd), unless it was ignored when the program
 * started. SIGPIPE is ignored, and ndjson handles the failed write. */
void stage_start(void);

/* Runs the stage on standard input, and returns the exit status. The first SIGINT stops the
 * reading: the records received so far are worked on and printed, and the status is 130. The second
 * SIGINT ends the program at once. A sink (unless `stops` is set) and a stage with `reads_on` do
 * not stop reading; their input ends when the earlier stages have stopped. */
int stage_run(struct stage *stage);

/* Works on one record that did not come from standard input, such as a command-line argument, and
 * prints it. Takes ownership of `record`. */
void stage_run_one_take(struct stage *stage, json_t *record);

/* Sets the item's value for the stage's key. Takes ownership of `value`. */
void stage_take_value(struct stage_item *item, json_t *value);

/* Marks the item as failed in this stage. The exit status will be at least 1. `message` is a printf
 * format. */
void stage_fail(struct stage *stage, struct stage_item *item, const char *code, const char *message,
                ...) __attribute__((format(printf, 4, 5)));

/* Does what stage_fail does, with all members of `error`. error->exit_status may raise the exit
 * status further. If error->final is set, this also calls stage_report_stop. */
void stage_fail_with(struct stage *stage, struct stage_item *item,
                     const struct record_error *error);

/* Notes that the stage has lost a resource that it needs (a login, the network), and why. The stage
 * continues: for each item that would need the resource, it calls stage_not_tried, which raises the
 * exit status to `status`. Only the first call of stage_stop has an effect. */
void stage_stop(struct stage *stage, int status, const char *reason);

/* Returns whether stage_stop was called. */
bool stage_stopped(const struct stage *stage);

/* Marks the item as not tried ("not-tried", retry true), because stage_stop was called. Also calls
 * stage_report_stop, so a run in which no item needs the lost resource prints nothing. */
void stage_not_tried(struct stage *stage, struct stage_item *item);

/* Marks the item as not tried for a reason that concerns only this item. Prints nothing. */
void stage_not_tried_for(struct stage *stage, struct stage_item *item, const char *reason);

/* Prints the reason that was given to stage_stop on standard error, the first time only, and raises
 * the exit status to the one given there. */
void stage_report_stop(struct stage *stage);

/* Raises the exit status to at least `status`. */
void stage_raise(struct stage *stage, int status);

/* Returns whether SIGINT has arrived. If so, do not start new work. */
bool stage_interrupted(void);

/* Returns a descriptor that becomes readable when SIGINT arrives, for poll; -1 before
 * stage_start. */
int stage_interrupt_fd(void);

#endif
