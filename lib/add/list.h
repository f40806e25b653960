/* The list that titles are added to: it is found or created, read, and how much room it has.
 * cvi-plan uses it, too. */
#ifndef ADD_LIST_H
#define ADD_LIST_H

#include "add/roster.h"
#include "export/export.h"
#include "record/stage.h"
#include "trakt/trakt.h"

/* Strings are borrowed. */
struct add_list_settings {
    bool collection;       /* the collection, whatever the name */
    const char *name;      /* or slug; NULL, "" and "watchlist" are the main watchlist */
    bool dry_run;          /* do not create the list */
    bool create;           /* create the list if it does not exist and a title is to be added */
    const char *state;     /* for creating it: see struct trakt_wish */
    struct export *export; /* read the list from it instead, for a dry run; NULL: ask Trakt */
    bool keeps_items;      /* keep the items that are on the list, or the collection */
};

/* How full the list is, for titles that do not fit. */
struct fullness {
    bool closed;      /* Trakt has refused a title: nothing more is sent */
    bool told;        /* the warning has been printed */
    json_int_t limit; /* RECORD_NONE: not known */
    json_int_t count; /* likewise */
    int http_status;  /* of the refusal; 0: none, the limit was known before */
};

/* Start with trakt and settings set; ends with add_list_release. */
struct add_list {
    struct trakt *trakt;
    struct add_list_settings settings;
    struct trakt_target target; /* without a slug as long as it is missing */
    struct trakt_plan plan;
    const struct trakt_account *account; /* who is logged in, if the caller knows; borrowed */
    struct roster roster;                /* what is on it, and what is to be */
    struct trakt_items items;            /* what was on it, if kept */
    struct trakt_collection collection;  /* likewise, of the collection */
    bool ready;                          /* it is found and has been read */
    bool measured;                       /* limit is known, if it can be, and the list is there */
    char *user;                          /* the slug of who is logged in; NULL: not known (yet) */
    bool free;                           /* the account is known, and has no VIP */
    json_int_t limit;                    /* most items on it; RECORD_NONE: not known */
    json_int_t taken; /* items on it, and those that have been given room since */
    struct fullness full;
};

/* Returns whether the login works and the list exists or could be created; false with error
 * otherwise. */
bool add_list_check(struct add_list *list, struct trakt_error *error);

/* The first call finds the list and reads all of it. Returns false when that fails: then the stage
 * is stopped. */
bool add_list_read(struct stage *stage, struct add_list *list);

/*
 * To be called for the first title that is not on the list: asks who is logged in, gets the limit
 * of the list, and creates the list if necessary. Returns false when nothing can be added: then the
 * stage is stopped. */
bool add_list_learn_limit(struct stage *stage, struct add_list *list);

/* Decides which of the titles seen so far fit, to be called once the limit is known. Returns the
 * number of those that do not. */
size_t add_list_allot(struct add_list *list);

/* Returns whether the list has room for one more title. */
bool add_list_has_room(const struct add_list *list);

/* To be called when Trakt refuses more titles: gets the number of titles on the list, and which of
 * the queued titles are on it. */
void add_list_close(struct add_list *list, int http_status);

/* Warns, once, that the list is full. */
void add_list_tell_full(struct add_list *list);

/* Suggests the collection if so many titles of files on disk fill more than half of the watchlist
 * of an account without VIP. To be called once, when the number is known. */
void add_list_suggest_collection(const struct add_list *list, size_t owned);

/* Frees the contents. */
void add_list_release(struct add_list *list);

#endif
