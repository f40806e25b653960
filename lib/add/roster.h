/* The titles of a run, each entered once. If the list cannot take all of them, decides which titles
 * get room on the list. Pure. */
#ifndef ADD_ROSTER_H
#define ADD_ROSTER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record/record.h"

/* The order in which titles get room if there is not enough for all; named in add_order_words. */
enum add_order { ADD_BY_INPUT, ADD_BY_POPULARITY, ADD_BY_YEAR };
extern const char *const add_order_words[];

/* The state of a title in this run. */
enum title_state {
    TITLE_SEEN,      /* a record has it, and it has room on the list */
    TITLE_ON_LIST,   /* it was on the list before */
    TITLE_QUEUED,    /* it is waiting to be sent, or for an answer */
    TITLE_ADDED,     /* it was sent and accepted (in a dry run: it would be) */
    TITLE_UNKNOWN,   /* it was sent, and Trakt does not know it */
    TITLE_FAILED,    /* its request has failed: see `failure` */
    TITLE_HELD,      /* it has no room, but gets room if another title fails */
    TITLE_FULL,      /* the list is full, and it has no room */
    TITLE_TAKEN_OFF, /* it was added in an earlier run, and was removed from the list since */
    TITLE_UNSENT,    /* it was not sent, but a later run may send it: see add_unsent_reason */
};

/* A title of the run. The members "for the owner" are for the code that uses the roster; the roster
 * itself does not read them. */
struct title {
    enum media_type type;
    int64_t part; /* 0: the whole title; otherwise one episode of a show (see roster_part) */
    struct title_ids ids;    /* the ids from records and the list so far */
    struct title_ids listed; /* Trakt's ids of the item on the list; all 0 if not known */
    enum title_id sent_by;   /* the kind of id that was sent; set when the title is sent */
    json_int_t weight;       /* titles with a larger weight get room first; RECORD_NONE: last */
    enum title_state state;
    size_t failure; /* for TITLE_FAILED: the index of its error in the owner's list of errors */
    size_t item;    /* for the owner: the number of its item on the list, from 1; 0: not known */
    bool repeated;  /* for the owner: it was refused when sent alone, and is sent once more */
    bool update;  /* for the owner: it is in the collection, and a different copy is sent for it */
    bool perhaps; /* for the owner: a request with it has failed, but Trakt may have applied it */
    bool awaited; /* set by the owner: it is held, and a record waits for it */
};

/* Titles in the order in which they were entered. The index of a title is its place. A zeroed
 * roster is empty; the caller frees the contents with roster_release. */
struct roster {
    struct title *at;
    size_t count;
    size_t room;    /* number of titles that `at` has memory for */
    json_t *places; /* maps a key such as "movie imdb 133093" to a place */
};

/* Returns the value of title.part for an episode. Neither number may be RECORD_NONE. */
int64_t roster_part(int season, int episode);
/* Return the season and the episode number of a part; RECORD_NONE for a whole title. */
int roster_season(int64_t part);
int roster_episode(int64_t part);

/* Returns the place of a title that is the same as `like`, or -1. Two titles are the same if they
 * have the same type and part, share an id, and do not differ in the first kind of id that both
 * have. If one of them is on the list, only their Trakt ids are compared, so that a wrong id does
 * not add a title twice.
 *
 * Tries the kinds of id in order, starting at *kind, and sets *kind to the next kind to try. A loop
 * that starts with *kind = 0 finds every such title. */
json_int_t roster_find_from(const struct roster *roster, const struct title *like, int *kind);

/* Returns the place of the first title that roster_find_from finds, or -1. */
json_int_t roster_find_like(const struct roster *roster, const struct title *like);

/* Does what roster_find_like does, for a whole title with this type and these ids. */
json_int_t roster_find(const struct roster *roster, enum media_type type,
                       const struct title_ids *ids);

/* Adds a title, and returns its place. Look-ups by an id find the first title that has it. */
size_t roster_enter(struct roster *roster, const struct title *title);

/* Returns the first kind of id in which `ids` contradict the title at `place`; TITLE_IDS if there
 * is no contradiction. Compares with the title's own ids or, if the title is on the list, with
 * Trakt's ids of the item. Sets *theirs, unless `theirs` is NULL, to the ids that `ids` were
 * compared with. */
enum title_id roster_contradiction(const struct roster *roster, size_t place,
                                   const struct title_ids *ids, const struct title_ids **theirs);

/* Returns the place of a record's title, or -1 if the title is new. A title with a Trakt id is also
 * new if it shares an id with a title that has no Trakt id, but contradicts another of that title's
 * ids. */
json_int_t roster_find_title(const struct roster *roster, const struct title *like);

/* Adds the ids in `ids` that the title at `place` does not have. */
void roster_learn(struct roster *roster, size_t place, const struct title_ids *ids);

/* Gives room to `room` of the titles in the state TITLE_SEEN. The titles with the largest weights
 * come first. Titles with equal weights get room in the order in which they were entered. The
 * remaining titles become TITLE_FULL. Returns their number. */
size_t roster_allot(struct roster *roster, size_t room);

/* Returns the number of titles in this state. */
size_t roster_count(const struct roster *roster, enum title_state state);

/* Returns the places of the held titles that get room next, at most `room`, in the order in which
 * they get it. The result is a new array of *count places; the caller frees it. */
CVI_MUST_USE size_t *roster_next_held(const struct roster *roster, size_t room, size_t *count);

/* Changes the state of held titles to `state`. Unless `all` is set, changes only the titles for
 * which a record waits. */
void roster_refuse_held(struct roster *roster, bool all, enum title_state state);

/* Returns the weight that `order` gives to a matched title. */
json_int_t roster_weight(enum add_order order, const struct match *match);

/* Frees the contents and empties the roster. */
void roster_release(struct roster *roster);

#endif
