/* The titles of a run, each once, and the assignment of a list's limited room to them. Pure. */
#ifndef ADD_ROSTER_H
#define ADD_ROSTER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record/record.h"

/* The order in which titles get room if there is too little. The words are add_order_words. */
enum add_order { ADD_BY_INPUT, ADD_BY_POPULARITY, ADD_BY_YEAR };
extern const char *const add_order_words[];

/* The state of a title in this run. */
enum title_state {
    TITLE_SEEN,      /* it has been seen, and has room unless roster_allot decides otherwise */
    TITLE_ON_LIST,   /* it was on the list before */
    TITLE_QUEUED,    /* it is to be sent, or is under way */
    TITLE_ADDED,     /* it was sent and accepted (in a dry run: it would be) */
    TITLE_UNKNOWN,   /* it was sent, and Trakt does not know it */
    TITLE_FAILED,    /* it was not accepted, nor was the rest of its batch: see failure */
    TITLE_HELD,      /* there is no room for it, unless a title with room fails */
    TITLE_FULL,      /* there is no room for it */
    TITLE_TAKEN_OFF, /* added in an earlier run, and removed by the user */
    TITLE_UNSENT,    /* it was not sent, and may be in a later run: see add_unsent_reason */
};

struct title {
    enum media_type type;
    int64_t part;            /* 0: the whole title; otherwise one episode of a show: roster_part */
    struct title_ids ids;    /* the ids from records and the list so far */
    struct title_ids listed; /* the ids of the item on the list; none until the list has been
                              * read */
    enum title_id sent_by;   /* the kind of id in the request; from TITLE_QUEUED on */
    json_int_t weight;       /* titles with more weight get room first; with RECORD_NONE, last */
    enum title_state state;
    size_t failure; /* the index of its error at the owner of the roster; only for TITLE_FAILED */
    size_t item;    /* for the roster's owner: number of its item on the list, from 1; 0: not
                     * known */
    bool repeated;  /* likewise: it was refused when sent alone, and will be sent once more */
    bool update;    /* likewise: it is in the collection, and another copy is sent for it */
    bool perhaps;   /* likewise: a request with it has failed that Trakt may have applied */
    bool awaited;   /* likewise: it is held, and a record waits for it */
};

/* Titles in the order of their arrival. A zeroed roster is empty. The caller ends it with
 * roster_release. */
struct roster {
    struct title *at;
    size_t count;
    size_t room;
    json_t *places; /* "movie imdb 133093" → its place */
};

/* Returns the part of an episode for struct title; neither number is RECORD_NONE. */
int64_t roster_part(int season, int episode);
/* Each returns a number of the part; RECORD_NONE for a whole title. */
int roster_season(int64_t part);
int roster_episode(int64_t part);

/* Returns the place of a title with the type, the part and one of the ids of `like`, or -1. The
 * first kind of id that two titles have decides: if it differs, they are not the same, even if they
 * share other ids. The kinds of id are tried in their order, from *kind on. Sets *kind to the kind
 * after the one that was found, so a loop that begins with kind 0 finds every title that has one of
 * the ids. If one of the two is on the list, only different Trakt ids make them two titles, so that
 * nothing is added because of a wrong id. */
json_int_t roster_find_from(const struct roster *roster, const struct title *like, int *kind);

/* Returns the place of the first title that roster_find_from finds, or -1. */
json_int_t roster_find_like(const struct roster *roster, const struct title *like);

/* Does what roster_find_like does, for a whole title. */
json_int_t roster_find(const struct roster *roster, enum media_type type,
                       const struct title_ids *ids);

/* Adds a title. The title can be found by its ids, except those that an earlier title has. Returns
 * its place. */
size_t roster_enter(struct roster *roster, const struct title *title);

/* Returns a kind of id by which ids contradict the title at place, which was found by an id of
 * another kind; TITLE_IDS if no id differs. If the title is on the list, Trakt's ids of the item
 * are compared. Sets *theirs (may be NULL) to the ids that were compared, borrowed. */
enum title_id roster_contradiction(const struct roster *roster, size_t place,
                                   const struct title_ids *ids, const struct title_ids **theirs);

/* Returns the place of a record's title, or -1 if it is new. A record with a Trakt id that
 * contradicts a title without a Trakt id is a new title: it is sent with its Trakt id. */
json_int_t roster_find_title(const struct roster *roster, const struct title *like);

/* Adds ids to the title at place, which roster_find has found by another id. */
void roster_learn(struct roster *roster, size_t place, const struct title_ids *ids);

/* Gives room to this number of the titles seen so far: the titles with the most weight and, if
 * weights are equal, the first titles. The others become TITLE_FULL. Returns the number of the
 * others. */
size_t roster_allot(struct roster *roster, size_t room);

/* Returns the number of titles in this state. */
size_t roster_count(const struct roster *roster, enum title_state state);

/* Returns the places of the held titles that get room next, in order, as a new array of *count
 * places; the caller frees it. room is the number of titles for which there is room. */
CVI_MUST_USE size_t *roster_next_held(const struct roster *roster, size_t room, size_t *count);

/* Changes the state of held titles to this one. all: all held titles; otherwise only the titles for
 * which a record waits. */
void roster_refuse_held(struct roster *roster, bool all, enum title_state state);

/* Returns the weight of a record's title in this order. */
json_int_t roster_weight(enum add_order order, const struct match *match);

/* Frees the contents and empties the roster. */
void roster_release(struct roster *roster);

#endif
