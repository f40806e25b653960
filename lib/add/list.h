/* The list that is added to: found or made, read, how much room it has, and who gets it. */
#ifndef ADD_LIST_H
#define ADD_LIST_H

#include "add/roster.h"
#include "record/stage.h"
#include "trakt/trakt.h"

/* Borrowed. */
struct add_list_settings {
    const char *name;  /* or slug; NULL, "" and "watchlist" are the main watchlist */
    bool dry_run;      /* the list is not made */
    bool create;       /* it is made when it is missing and something is to be put on it */
    const char *state; /* for making it: see struct trakt_wish */
};

/* How full the list is, for those that it has no room for. */
struct fullness {
    bool closed;      /* Trakt has said so: nothing more is sent */
    bool told;        /* the user knows */
    json_int_t limit; /* RECORD_NONE: not known */
    json_int_t count; /* likewise */
    int http_status;  /* 0: it was known before anything was sent */
};

/* Start with trakt and settings set; ends with add_list_release. */
struct add_list {
    struct trakt *trakt;
    struct add_list_settings settings;
    struct trakt_target target; /* without a slug as long as it is missing */
    struct trakt_plan plan;
    struct roster roster; /* what is on it, and what is to be */
    bool ready;           /* it is found and has been read */
    bool measured;        /* limit is known, if it can be, and the list is there */
    json_int_t limit;     /* most items on it; RECORD_NONE: not known */
    json_int_t taken;     /* items on it, and those that have been given room since */
    struct fullness full;
};

/* Whether the login works, and the list is there or could be made. False with error. */
bool add_list_check(struct add_list *list, struct trakt_error *error);

/* Finds the list and reads all of it, the first time that it is called. False when that cannot be:
 * the stage is stopped. */
bool add_list_read(struct stage *stage, struct add_list *list);

/*
 * Learns how much the list may hold, makes it if need be, and says which of the titles that were
 * seen get the room: for the first title that is not on it. False when nothing can be added: the
 * stage is stopped. */
bool add_list_measure(struct stage *stage, struct add_list *list);

/* Whether there is room for one more. */
bool add_list_has_room(const struct add_list *list);

/* Trakt takes no more: looks how full the list is, and which of the queued titles it has by now. */
void add_list_close(struct add_list *list, int http_status);

/* Says once that the list is full. */
void add_list_tell_full(struct add_list *list);

void add_list_release(struct add_list *list);

#endif
