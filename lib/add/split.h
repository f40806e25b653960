/* The number of titles per request after a request was too large or had a server error. A single
 * title that makes Trakt fail, or a limit on the size, must not affect the other titles in its
 * batch. Pure. */
#ifndef ADD_SPLIT_H
#define ADD_SPLIT_H

#include <stdbool.h>
#include <stddef.h>

enum {
    SPLIT_MOST_PARTS = 32,   /* more than are needed to halve TRAKT_MOST_ADDITIONS and repeat
                              * titles */
    SPLIT_MOST_IN_VAIN = 10, /* this many failures without a success are the server's fault */
};

/* A zeroed struct is the initial state: requests of any size work. */
struct add_split {
    size_t most;      /* the size that worked when a larger one did not; 0: no limit known */
    size_t too_large; /* the smallest size that got 413; 0: none so far */
    size_t parts[SPLIT_MOST_PARTS]; /* sizes of the parts of a failed batch; the last is next */
    size_t part_count;
    size_t worked;    /* the largest part of this batch that worked */
    bool culprit;     /* a part with one title has failed, so the size was not the cause */
    bool works;       /* a request of this run has worked */
    unsigned in_vain; /* failed requests since the last success */
};

/* Returns the number of titles for the next request: at most `most` of those queued (1 or more). */
size_t add_split_next(struct add_split *split, size_t queued, size_t most);

/* Returns the number of titles in all parts that are still to be sent. They are the first of the
 * queue. */
size_t add_split_left(const struct add_split *split);

/* Handles the end of a request with count titles: it worked, or failed for a reason other than its
 * contents. */
void add_split_worked(struct add_split *split, size_t count);
void add_split_ended(struct add_split *split);

enum add_split_verdict {
    SPLIT_AGAIN,   /* send the same titles in smaller parts */
    SPLIT_FAILED,  /* the request had one title, which has failed */
    SPLIT_GIVE_UP, /* the server is at fault: these titles and all remaining parts have failed */
};

/* Decides what to do after a request with count titles got 413 (too_large) or a server error. */
enum add_split_verdict add_split_failed(struct add_split *split, size_t count, bool too_large);

/* Adjusts the parts after a title was put before the first of the queue: it is sent next, and
 * alone. */
void add_split_repeat(struct add_split *split);

/* Returns whether the titles in doubt are at fault. count titles were sent alone and refused, and
 * no request has worked since. Returns false if the server refuses every request. */
bool add_split_blames_titles(const struct add_split *split, size_t count);

/* Forgets the parts that are still to be sent. */
void add_split_drop(struct add_split *split);

#endif
