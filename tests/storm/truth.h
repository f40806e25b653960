/* The contents of the lists in a storm with removals, and their owners. They come from the
 * sandbox's journal, which records what has happened, whatever answers the programs received. */
#ifndef STORM_TRUTH_H
#define STORM_TRUTH_H

#include <stdbool.h>
#include <stddef.h>

/* A title or an episode, on the list or in the collection. */
struct standing {
    bool collection;
    char *name;       /* "movie:481", "show:1388", "show:1388:1:9" */
    bool on;          /* it is on the list */
    bool by_user;     /* added by the user */
    bool touched;     /* added by a program; the user has changed the copy since */
    bool sure;        /* added by a program, which must know that */
    bool ever_ours;   /* a program has added it at some time */
    unsigned user_at; /* the run in which, or before which, the user last changed it */
    enum {
        NOT_TAKEN,
        TAKEN,        /* the user has removed it, and the programs must know that it was theirs */
        TAKEN_PERHAPS /* ... may know */
    } taken;
};

struct truth {
    struct standing *at;
    size_t count;
    size_t journal_from, log_from; /* everything before these offsets is known */
    unsigned requests;             /* in the log before log_from */
};

/* Returns what is known of the item; a new one is not on the list. Borrowed until the next call. */
struct standing *truth_of(struct truth *truth, bool collection, const char *name);
void truth_release(struct truth *truth);

#endif
