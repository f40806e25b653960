/* How far a run is: from the numbers that each program of a pipe tells to one line of text that
 * fits the terminal. Pure. */
#ifndef TERMINAL_PROGRESS_H
#define TERMINAL_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { PROGRESS_UNKNOWN = -1 };

/* The programs in the order they have in a pipe. */
enum progress_stage {
    PROGRESS_SCAN,
    PROGRESS_EXTRACT,
    PROGRESS_PARSE,
    PROGRESS_MATCH,
    PROGRESS_ADD,
    PROGRESS_PLAN,
    PROGRESS_KEEP,
    PROGRESS_REPORT,
    PROGRESS_VIEW,    /* in no pipe */
    PROGRESS_CATALOG, /* likewise */
    PROGRESS_STAGES,
};

/* What a program waits for. */
enum progress_wait {
    PROGRESS_GOES_ON, /* for nothing */
    PROGRESS_PACE,    /* its turn in Trakt's rate limit */
    PROGRESS_LIMIT,   /* Trakt asked for it: 429 */
    PROGRESS_TROUBLE, /* another try after a status of 500 and more */
    PROGRESS_NETWORK, /* another try after no answer */
    PROGRESS_WAITS,
};

/* What one program tells of itself. All numbers are int64_t, so that they can be kept as bytes. */
struct progress_post {
    int64_t group; /* its process group: that of all programs of a pipe */
    int64_t stage; /* enum progress_stage */
    int64_t over;  /* it has done its work; the numbers are its last */

    int64_t never;  /* the user wants no line */
    int64_t always; /* the user wants one, whatever stands at the end of the pipe */
    int64_t is_end; /* its output goes to no other program: it is the end of the pipe */
    int64_t holds;  /* the terminal is somebody else's: a question is on it, or input is typed */

    int64_t done;  /* files that are through with it */
    int64_t total; /* of how many; PROGRESS_UNKNOWN */
    int64_t per_1000_s;
    int64_t requests;
    int64_t wait;          /* enum progress_wait */
    int64_t wait_status;   /* of PROGRESS_TROUBLE */
    int64_t wait_until_ms; /* steady clock */
    int64_t left_ms;       /* where it knows better than done and total; 0: it does not */
    char words[160];       /* in place of the counts, what matters most first; "": none */
};

/* What the line says. */
struct progress {
    const char *words; /* in place of done and total; NULL: none. Borrowed */
    const char *verb;  /* what done counts, "matched"; NULL: nothing that needs a word */
    int64_t done;
    int64_t total;   /* PROGRESS_UNKNOWN */
    int64_t through; /* so many are through with all programs; PROGRESS_UNKNOWN: that is done */
    int64_t per_1000_s;
    int64_t left_ms; /* PROGRESS_UNKNOWN */
    int64_t requests;
    enum progress_wait wait;
    int status;       /* of PROGRESS_TROUBLE */
    int64_t wait_ms;  /* from now on */
    int until_minute; /* of the day, when the wait ends */
};

/*
 * Sums up what the programs of one process group tell. The slowest one counts: the search while it
 * lasts, then the adding; where there is neither, the last of the pipe. words is borrowed from
 * posts. now_ms: steady clock. */
struct progress progress_sum(const struct progress_post *posts, size_t count, int64_t group,
                             int64_t now_ms);

/* What the programs of a group want together. */
struct progress_wishes {
    bool never, always, has_end;
    bool is_held; /* by any program, of whatever group */
    bool waits;
};
struct progress_wishes progress_wishes(const struct progress_post *posts, const bool *is_live,
                                       size_t count, int64_t group);

/*
 * The line in at most so many columns: "120 of 500 files matched, 87 done, 2/s, 3 min left, 240
 * requests, waiting 45 s for Trakt's pace". What matters least is left out first. New. */
CVI_MUST_USE char *progress_line(const struct progress *progress, size_t columns);

/* Adds "45 s", "12 min", "3.5 h" or "2.0 days"; what is over 1,000 days is "very long". */
void progress_add_duration(struct buf *out, double seconds);

/* How fast it went of late: over five minutes, in which Trakt's budget comes and goes once. Zeroed:
 * nothing is known. */
enum { PROGRESS_SAMPLES = 60, PROGRESS_SAMPLE_MS = 5000 };
struct progress_pace {
    struct {
        int64_t at_ms, done;
    } samples[PROGRESS_SAMPLES]; /* a ring */
    size_t count, next;
};

/* Notes that so many are done; files in 1,000 s, 0 when that cannot be told yet. */
int64_t progress_pace_note(struct progress_pace *pace, int64_t now_ms, int64_t done);

#endif
