/* What is on the lists of a storm with removals, and whose it is: from the stand-in's journal,
 * which knows what has happened, whatever the programs were answered. */
#ifndef STORM_TRUTH_H
#define STORM_TRUTH_H

#include <stdbool.h>
#include <stddef.h>

/* A title or an episode, on the list or in the collection. */
struct standing {
    bool collection;
    char *name;       /* "movie:481", "show:1388", "show:1388:1:9" */
    bool on;          /* it is there */
    bool by_user;     /* the user has put it there */
    bool touched;     /* a program has, and the user has changed the copy since */
    bool sure;        /* a program has, and must know that */
    bool ever_ours;   /* a program has put it there, at some time */
    unsigned user_at; /* the run in which, or before which, the user was last at it */
    enum {
        NOT_TAKEN,
        TAKEN,        /* the user has taken it off, and the programs must know that it was theirs */
        TAKEN_PERHAPS /* ... may know */
    } taken;
};

struct truth {
    struct standing *at;
    size_t count;
    size_t journal_from, log_from; /* what is before these is known */
    unsigned requests;             /* in the log before log_from */
};

/* What is known of it; new ones are not there. Borrowed until the next call. */
struct standing *truth_of(struct truth *truth, bool collection, const char *name);
void truth_release(struct truth *truth);

#endif
