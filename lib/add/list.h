/* The list that titles are added to: finds or creates it, reads it, and tracks its room. cvi-plan
 * also uses this file. */
#ifndef ADD_LIST_H
#define ADD_LIST_H

#include "add/roster.h"
#include "export/export.h"
#include "record/stage.h"
#include "trakt/trakt.h"

/* Strings are borrowed. */
struct add_list_settings {
    bool collection;       /* the collection; name is ignored */
    const char *name;      /* name or slug; NULL, "" and "watchlist" are the main watchlist */
    bool dry_run;          /* do not create the list */
    bool create;           /* create the list if it does not exist and there is a title to add */
    const char *state;     /* for creating it: see struct trakt_wish */
    struct export *export; /* for a dry run: read the list from it; NULL: ask Trakt */
    bool keeps_items;      /* keep the items of the list, or of the collection */
};

/* The state of a full list, for titles that have no room. */
struct fullness {
    bool closed;      /* Trakt has refused a title: send no more */
    bool reported;    /* the warning has been printed */
    json_int_t limit; /* RECORD_NONE: not known */
    json_int_t count; /* likewise */
    int http_status;  /* of the refusal; 0: the limit was known before */
};

/* The caller sets trakt and settings first, and ends it with add_list_release. */
struct add_list {
    struct trakt *trakt;
    struct add_list_settings settings;
    struct trakt_target target; /* without a slug while the list does not exist */
    struct trakt_plan plan;
    const struct trakt_account *account; /* the logged-in user, if the caller knows; borrowed */
    struct roster roster;                /* the titles on the list, and those to be added */
    struct trakt_items items;            /* the items on the list, if kept */
    struct trakt_collection collection;  /* likewise, of the collection */
    bool ready;                          /* the list was found and read */
    bool measured;                       /* the limit is known, if possible, and the list exists */
    char *user;                          /* the user's slug; NULL: not known (yet) */
    bool free;                           /* the account is known, and is not VIP */
    json_int_t limit;                    /* maximum number of items; RECORD_NONE: not known */
    json_int_t taken;                    /* items on it, and titles that have got room since */
    json_int_t known;                    /* items known to be on it; in a dry run, would be */
    struct fullness full;
};

/* Returns whether the login works and the list exists or could be created. Otherwise returns false
 * with error. */
bool add_list_check(struct add_list *list, struct trakt_error *error);

/* The first call finds the list and reads all of it. If that fails, stops the stage and returns
 * false. */
bool add_list_read(struct stage *stage, struct add_list *list);

/* Prepares for the first title that is not on the list: gets the user and the limit of the list,
 * and creates the list if necessary. If nothing can be added, stops the stage and returns false. */
bool add_list_learn_limit(struct stage *stage, struct add_list *list);

/* Decides which of the titles seen so far fit, once the limit is known. Returns the number of
 * titles that do not fit. */
size_t add_list_allot(struct add_list *list);

/* Returns whether the list has room for one more title. */
bool add_list_has_room(const struct add_list *list);

/* Returns whether the list is full: the items known to be on it reach the limit, or Trakt has
 * refused more titles. Titles whose outcome is open or unknown do not count. */
bool add_list_is_full(const struct add_list *list);

/* Handles Trakt's refusal of more titles: gets the number of titles on the list, and finds out
 * which of the queued titles are on it. */
void add_list_close(struct add_list *list, int http_status);

/* Warns, once, that the list is full. */
void add_list_report_full(struct add_list *list);

/* Suggests the collection if this number of titles of files on disk fills more than half of the
 * watchlist of an account without VIP. Call it once, when the number is known. */
void add_list_suggest_collection(const struct add_list *list, size_t owned);

/* Frees the contents. */
void add_list_release(struct add_list *list);

#endif
