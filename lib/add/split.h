/* Decides how many titles to send per request after a request was too large or had a server error.
 * If a single title makes Trakt fail, the other titles in its batch are still sent. Pure. */
#ifndef ADD_SPLIT_H
#define ADD_SPLIT_H

#include <stdbool.h>
#include <stddef.h>

enum {
    SPLIT_MOST_PARTS = 32,   /* enough to halve a full batch to single titles, and for repeats */
    SPLIT_MOST_IN_VAIN = 10, /* consecutive failures that prove the server to be at fault */
};

/* A zeroed struct is the initial state: requests of any size work. */
struct add_split {
    size_t most;      /* set after a batch was split: the largest size that worked; 0: no limit */
    size_t too_large; /* the smallest size that got HTTP status 413; 0: none so far */
    size_t parts[SPLIT_MOST_PARTS]; /* sizes of the parts of a failed batch; the last is next */
    size_t part_count;
    size_t worked;    /* the largest part of this batch that worked */
    bool culprit;     /* a part with one title has failed, so the size was not the cause */
    bool works;       /* a request of this run has worked */
    unsigned in_vain; /* failed requests since the last success */
};

/* Returns the number of titles for the next request: at most `most`, and at most `queued`, which
 * must be 1 or more. */
size_t add_split_next(struct add_split *split, size_t queued, size_t most);

/* Returns the number of titles in all parts that are still to be sent. These titles are at the
 * beginning of the queue. */
size_t add_split_left(const struct add_split *split);

/* Call add_split_worked when a request with `count` titles has succeeded, and add_split_ended when
 * a request has failed for a reason other than its contents. */
void add_split_worked(struct add_split *split, size_t count);
void add_split_ended(struct add_split *split);

enum add_split_verdict {
    SPLIT_AGAIN,   /* send the same titles in smaller parts */
    SPLIT_FAILED,  /* the request had one title, which has failed */
    SPLIT_GIVE_UP, /* the server is at fault: give up these titles and all remaining parts */
};

/* Decides what to do after a request with `count` titles got HTTP status 413 (`too_large`) or a
 * server error. */
enum add_split_verdict add_split_failed(struct add_split *split, size_t count, bool too_large);

/* Adds a part for one title, which the caller has put at the beginning of the queue. */
void add_split_repeat(struct add_split *split);

/* Returns whether the `count` titles that were refused when sent alone are at fault. Returns false
 * if the server refuses every request. */
bool add_split_blames_titles(const struct add_split *split, size_t count);

/* Discards the parts that are still to be sent. */
void add_split_drop(struct add_split *split);

#endif
