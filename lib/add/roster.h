/* The titles of a run, each once, and which of them get the room that a list has. Pure. */
#ifndef ADD_ROSTER_H
#define ADD_ROSTER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record/record.h"

/* Which titles get the room when a list has too little. The words are add_order_words. */
enum add_order { ADD_BY_INPUT, ADD_BY_POPULARITY, ADD_BY_YEAR };
extern const char *const add_order_words[];

/* What is known of a title in this run. */
enum title_state {
    TITLE_SEEN,      /* it will come, and has room unless roster_allot says otherwise */
    TITLE_ON_LIST,   /* it was there before */
    TITLE_QUEUED,    /* it is to be sent, or is under way */
    TITLE_ADDED,     /* it was sent and taken (in a dry run: it would be) */
    TITLE_UNKNOWN,   /* it was sent, and Trakt does not know it (any more) */
    TITLE_FAILED,    /* it was not taken, nor the rest of its batch: failure is which */
    TITLE_FULL,      /* there is no room for it */
    TITLE_TAKEN_OFF, /* we have added it in an earlier run, and the user has removed it */
    TITLE_UNSENT,    /* it waited to be sent when nothing could be any more */
};

struct title {
    enum media_type type;
    int64_t part;            /* 0: the whole of it; else one episode of a show: roster_part */
    struct title_ids ids;    /* those that records and the list have told so far */
    struct title_ids listed; /* those of the item on the list; none until the list has been read */
    enum title_id sent_by;   /* the kind of id in the request; from TITLE_QUEUED on */
    json_int_t weight;       /* those with more get the room; RECORD_NONE: last */
    enum title_state state;
    size_t failure; /* the user's own; only when failed */
    size_t item;    /* likewise: which item on the list it is, from 1 on; 0: not known */
    bool repeated;  /* likewise: it was refused alone, and is sent once more */
    bool update;    /* likewise: it is in the collection, and another copy is sent of it */
};

/* In the order in which they came. Zeroed is empty; ends with roster_release. */
struct roster {
    struct title *at;
    size_t count;
    size_t room;
    json_t *places; /* "movie imdb 133093" → its place */
};

/* Returns what struct title.part is for an episode; neither number is RECORD_NONE. */
int64_t roster_part(int season, int episode);
/* Returns its numbers; RECORD_NONE for the whole of a title. */
int roster_season(int64_t part);
int roster_episode(int64_t part);

/*
 * Returns the place of a title with the type, the part and one of the ids of like, or -1. Of two
 * titles with different ids of Trakt's neither is the other, whatever else they share. The kinds of
 * id are tried in their order, from *kind on, which is then the kind after the one that was found:
 * so a loop from kind 0 on finds every title that was entered by some other id. */
json_int_t roster_find_from(const struct roster *roster, const struct title *like, int *kind);

/* Returns the place of the first of them, or -1. */
json_int_t roster_find_like(const struct roster *roster, const struct title *like);

/* The same for the whole of a title. */
json_int_t roster_find(const struct roster *roster, enum media_type type,
                       const struct title_ids *ids);

/* Adds a title. It is found by those of its ids that no title before it has. Returns its place. */
size_t roster_enter(struct roster *roster, const struct title *title);

/* Adds ids that the title at place, which roster_find has found by another one, lacks. */
void roster_learn(struct roster *roster, size_t place, const struct title_ids *ids);

/*
 * Gives room to that many of the titles seen so far: those with the most weight, of equal ones
 * those that came first. The others become TITLE_FULL; returns their number. */
size_t roster_allot(struct roster *roster, size_t room);

/* Returns how much weight a record's title has in that order. */
json_int_t roster_weight(enum add_order order, const struct match *match);

/* Frees the contents and empties the roster. */
void roster_release(struct roster *roster);

#endif
