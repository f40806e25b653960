/* How many titles go into a request, after some request was too large or met a server error: one
 * title that Trakt stumbles over, or a limit of size, must not cost the others of its batch. Pure.
 */
#ifndef ADD_SPLIT_H
#define ADD_SPLIT_H

#include <stdbool.h>
#include <stddef.h>

enum {
    SPLIT_MOST_PARTS = 32,   /* more than halving TRAKT_MOST_ADDITIONS and repeated titles need */
    SPLIT_MOST_IN_VAIN = 10, /* failures in a row after which the server is at fault, not a title */
};

/* Zeroed is the beginning: requests of any size work. */
struct add_split {
    size_t most;      /* the size that worked when a larger one did not; 0: no limit is known */
    size_t too_large; /* the smallest size that got 413; 0: none */
    size_t parts[SPLIT_MOST_PARTS]; /* sizes of the parts of a failed batch; the last is next */
    size_t part_count;
    size_t worked;    /* the largest part of this batch that worked */
    bool culprit;     /* a part of one title has failed, so the size was not at fault */
    bool works;       /* some request of this run has worked */
    unsigned in_vain; /* failed requests since the last that worked */
};

/* Returns the number of titles for the next request, of those queued (1 or more), and most at
 * most. */
size_t add_split_next(struct add_split *split, size_t queued, size_t most);

/* Returns the number of titles in all parts that are still to be sent: the first of the queue. */
size_t add_split_left(const struct add_split *split);

/* To be called when a request with count titles has come to its end, whether it worked or failed
 * for another reason than its contents. */
void add_split_worked(struct add_split *split, size_t count);
void add_split_ended(struct add_split *split);

enum add_split_verdict {
    SPLIT_AGAIN,   /* send the same titles in smaller parts */
    SPLIT_FAILED,  /* the request had one title, which has failed */
    SPLIT_GIVE_UP, /* the server is at fault: these titles have failed, and all parts left */
};

/* Decides what to do after a request with count titles got 413 (too_large) or a server error. */
enum add_split_verdict add_split_failed(struct add_split *split, size_t count, bool too_large);

/* To be called when a title was put before the first of the queue: it is sent next, alone. */
void add_split_repeat(struct add_split *split);

/* Decides whether titles at fault are their own fault: count titles were refused alone, and no
 * request has worked since. Returns false where the server refuses whatever is sent. */
bool add_split_blames_titles(const struct add_split *split, size_t count);

/* Forgets the parts that are still to be sent. */
void add_split_drop(struct add_split *split);

#endif
