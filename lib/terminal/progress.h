/* Turns the numbers of each program of a pipeline into one progress line that fits the terminal.
 * Pure. */
#ifndef TERMINAL_PROGRESS_H
#define TERMINAL_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { PROGRESS_UNKNOWN = -1 };

/* The programs in the order of a pipeline. */
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
    PROGRESS_CATALOG, /* likewise */
    PROGRESS_STAGES,
};

/* The reasons for which a program waits. */
enum progress_wait {
    PROGRESS_GOES_ON, /* it does not wait */
    PROGRESS_PACE,    /* its slot in Trakt's rate limit */
    PROGRESS_LIMIT,   /* Trakt requested it: 429 */
    PROGRESS_TROUBLE, /* another attempt after a status of 500 or more */
    PROGRESS_NETWORK, /* another attempt after no answer */
    PROGRESS_WAITS,
};

/* The numbers of one program. All are int64_t, so that they can be stored as bytes. */
struct progress_post {
    int64_t group; /* its process group, shared by all programs of a pipeline */
    int64_t stage; /* enum progress_stage */
    int64_t over;  /* its work is done; these are its last numbers */

    int64_t never;  /* the user requested no line */
    int64_t always; /* the user requested a line, whatever the last program of the pipeline is */
    int64_t is_end; /* no other program reads its output: it is the last program in the pipeline */
    int64_t holds;  /* the terminal is in use: a question is on it, or input is typed */

    int64_t done;  /* files that it has finished */
    int64_t total; /* all files; PROGRESS_UNKNOWN */
    int64_t per_1000_s;
    int64_t requests;
    int64_t wait;          /* enum progress_wait */
    int64_t wait_status;   /* of PROGRESS_TROUBLE */
    int64_t wait_until_ms; /* steady clock */
    int64_t left_ms; /* its own estimate, if that is better than an estimate from done and total;
                      * otherwise 0 */
    char words[160]; /* instead of the counts, most important first; "": none */
};

/* The contents of the line. */
struct progress {
    const char *words; /* instead of done and total; NULL: none. Borrowed */
    const char *verb;  /* "matched", for example; NULL: no word needed */
    int64_t done;
    int64_t total;   /* PROGRESS_UNKNOWN */
    int64_t through; /* files that all programs have finished; PROGRESS_UNKNOWN: the same as done */
    int64_t per_1000_s;
    int64_t left_ms; /* PROGRESS_UNKNOWN */
    int64_t requests;
    enum progress_wait wait;
    int status;       /* of PROGRESS_TROUBLE */
    int64_t wait_ms;  /* from now on */
    int until_minute; /* minute of the day when the wait ends */
};

/*
 * Sums up the numbers of the programs of one process group. Uses the numbers of the slowest
 * program: the search while it lasts, then the adding; if there is neither, the last program in the
 * pipeline. words is borrowed from posts. now_ms: steady clock. */
struct progress progress_sum(const struct progress_post *posts, size_t count, int64_t group,
                             int64_t now_ms);

/* The combined settings of the programs of a group. */
struct progress_wishes {
    bool never, always, has_end;
    bool is_held; /* a program in any group holds the terminal */
    bool waits;
};
struct progress_wishes progress_wishes(const struct progress_post *posts, const bool *is_live,
                                       size_t count, int64_t group);

/*
 * Returns the line in at most that number of columns, a new string: "120 of 500 files matched, 87
 * done, 2/s, 3 min left, 240 requests, waiting 45 s for the rate limit". The least important piece
 * is dropped first. */
CVI_MUST_USE char *progress_line(const struct progress *progress, size_t columns);

/* Adds "45 s", "12 min", "3.5 h" or "2.0 days"; more than 1,000 days is "very long". */
void progress_add_duration(struct buf *out, double seconds);

/* The recent rate, over five minutes, the period of Trakt's budget. A zeroed struct is empty. */
enum { PROGRESS_SAMPLES = 60, PROGRESS_SAMPLE_MS = 5000 };
struct progress_pace {
    struct {
        int64_t at_ms, done;
    } samples[PROGRESS_SAMPLES]; /* a ring */
    size_t count, next;
};

/* Notes the number of files done. Returns the files in 1,000 s; 0 if not known yet. */
int64_t progress_pace_note(struct progress_pace *pace, int64_t now_ms, int64_t done);

#endif
