/* Combines the numbers of all programs of a pipeline into one progress line that fits the terminal.
 * Does no I/O. */
#ifndef TERMINAL_PROGRESS_H
#define TERMINAL_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { PROGRESS_UNKNOWN = -1 };

/* The programs, in the order of a pipeline. */
enum progress_stage {
    PROGRESS_SCAN,
    PROGRESS_EXTRACT,
    PROGRESS_PARSE,
    PROGRESS_MATCH,
    PROGRESS_ADD,
    PROGRESS_PLAN,
    PROGRESS_KEEP,
    PROGRESS_REPORT,
    PROGRESS_VIEW,    /* not in a pipeline */
    PROGRESS_CATALOG, /* not in a pipeline */
    PROGRESS_STAGES,
};

/* Why a program waits. */
enum progress_wait {
    PROGRESS_GOES_ON, /* it does not wait */
    PROGRESS_PACE,    /* for its slot in Trakt's rate limit */
    PROGRESS_LIMIT,   /* because Trakt requested it (429) */
    PROGRESS_TROUBLE, /* to try again after an HTTP status of 500 or more */
    PROGRESS_NETWORK, /* to try again after a request that got no answer */
    PROGRESS_WAITS,
};

/* The progress of one program. All numbers are int64_t, so that the struct can be stored as bytes.
 * "The line" is the progress line. */
struct progress_post {
    int64_t group; /* its process group; all programs of a pipeline share it */
    int64_t stage; /* enum progress_stage */
    int64_t over;  /* not 0: its work is done, and these are its last numbers */

    int64_t never;  /* the user requested no line */
    int64_t always; /* the user requested a line in any case */
    int64_t is_end; /* it is the last program in the pipeline: its output is not a pipe */
    int64_t holds;  /* it uses the terminal for a question or for input: no line is drawn */

    int64_t done;       /* number of files that it has finished */
    int64_t total;      /* number of files to process, or PROGRESS_UNKNOWN */
    int64_t per_1000_s; /* recent rate: files in 1,000 s */
    int64_t requests;
    int64_t wait;          /* enum progress_wait */
    int64_t wait_status;   /* the HTTP status of PROGRESS_TROUBLE */
    int64_t wait_until_ms; /* steady clock */
    int64_t left_ms; /* its own estimate of the time left, used if `words` is set; 0: unknown */
    /* Shown instead of the counts: parts separated by commas, the most important first; "": not
     * set. */
    char words[160];
};

/* The contents of the line. */
struct progress {
    const char *words; /* shown instead of `done` and `total`; NULL: not set */
    const char *verb;  /* such as "matched"; NULL: no verb */
    int64_t done;
    int64_t total; /* or PROGRESS_UNKNOWN */
    /* Number of files that all programs have finished. PROGRESS_UNKNOWN if `done` has this number.
     */
    int64_t through;
    int64_t per_1000_s;
    int64_t left_ms; /* or PROGRESS_UNKNOWN */
    int64_t requests;
    enum progress_wait wait;
    int status;       /* the HTTP status of PROGRESS_TROUBLE */
    int64_t wait_ms;  /* time until the wait ends */
    int until_minute; /* minute of the day, in local time, when the wait ends */
};

/* Sums up the numbers of the programs in the process group `group`. The counts are those of the
 * slowest program: the search (cvi-match) while it lasts, then the adding (cvi-add). If the
 * pipeline has neither, they are those of the last program that is still running. If exactly one
 * running program has words, the result has these words; `posts` owns them. `now_ms` is the steady
 * clock. */
struct progress progress_sum(const struct progress_post *posts, size_t count, int64_t group,
                             int64_t now_ms);

/* The combined settings and states of the programs of a group. */
struct progress_wishes {
    bool never, always, has_end;
    bool is_held; /* a program of any group uses the terminal (see `holds`) */
    bool waits;   /* a program of the group waits */
};
struct progress_wishes progress_wishes(const struct progress_post *posts, const bool *is_live,
                                       size_t count, int64_t group);

/* Returns the line, a new string of at most `columns` columns: "120 of 500 files matched, 87 done,
 * 2/s, 3 min left, 240 requests, waiting 45 s for the rate limit". If the line is too long, the
 * least important pieces are shortened or dropped. */
CVI_MUST_USE char *progress_line(const struct progress *progress, size_t columns);

/* Adds a duration: "45 s", "12 min", "3.5 h" or "2.0 days"; from 1,000 days on, "very long". */
void progress_add_duration(struct buf *out, double seconds);

/* Measures the recent rate over five minutes, the period of Trakt's rate limit. Initialize with
 * {0}. */
enum { PROGRESS_SAMPLES = 60, PROGRESS_SAMPLE_MS = 5000 };
struct progress_pace {
    struct {
        int64_t at_ms, done;
    } samples[PROGRESS_SAMPLES]; /* a ring */
    size_t count, next;
};

/* Records the number of files done. Returns the rate in files per 1,000 s; 0: not known yet. */
int64_t progress_pace_note(struct progress_pace *pace, int64_t now_ms, int64_t done);

#endif
